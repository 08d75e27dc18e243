//! A document as Markdown, through a Handlebars template that the user may replace.

use std::fmt::Write as _;

use handlebars::{
    Context, Handlebars, Helper, HelperResult, Output, RenderContext, RenderError,
    RenderErrorReason, TemplateError,
};

use crate::document::Document;

/// The template that is built in.
pub const DEFAULT_TEMPLATE: &str = include_str!("../../templates/resume.md.hbs");

/// Why a template can't be used.
#[derive(Debug, thiserror::Error)]
pub enum MarkdownError {
    /// It is not Handlebars.
    #[error("the template is not valid: {0}")]
    Template(#[from] Box<TemplateError>),
    /// It asks for something that a document doesn't have.
    #[error("the template can't be filled in: {0}")]
    Fill(#[from] Box<RenderError>),
}

/// Returns the document as Markdown (CommonMark).
///
/// Every text is escaped so that it is read literally. In a template, `{{text}}` is the escaped text and
/// `{{link this}}` a text that may lead somewhere.
///
/// # Errors
/// The template is not valid, or names a field that a document doesn't have.
pub fn markdown(document: &Document, template: &str) -> Result<String, MarkdownError> {
    let mut handlebars = Handlebars::new();
    handlebars.set_strict_mode(true);
    handlebars.register_escape_fn(escape);
    handlebars.register_helper("link", Box::new(link));
    handlebars
        .register_template_string("template", template)
        .map_err(Box::new)?;
    Ok(handlebars.render("template", document).map_err(Box::new)?)
}

/// Writes the `text` of a value (or the `text=` given) as a link to its `url`, or alone where it has none.
fn link(
    helper: &Helper<'_>,
    _: &Handlebars<'_>,
    _: &Context,
    _: &mut RenderContext<'_, '_>,
    out: &mut dyn Output,
) -> HelperResult {
    let value = helper.param(0).map(handlebars::PathAndJson::value);
    let field = |name: &str| value.and_then(|it| it.get(name)).and_then(|it| it.as_str());
    let text = helper
        .hash_get("text")
        .and_then(|it| it.value().as_str())
        .or_else(|| field("text"));
    let text = text.ok_or(RenderErrorReason::ParamNotFoundForName(
        "link",
        "text".to_owned(),
    ))?;
    let written = match field("url") {
        Some(url) => format!("[{}](<{}>)", escape(text), escape_address(url)),
        None => escape(text),
    };
    out.write(&written)?;
    Ok(())
}

/// Characters that can mean something anywhere in a line, in CommonMark or a common extension of it
/// (strike-through, tables, mathematics, attributes, superscripts).
const SPECIAL: &str = "\\`*_[]<>~|$^{}";

/// Returns `text` as Markdown that reads literally, with as few backslashes as that takes.
///
/// White space is one space between words; a text that could open a list, a heading or a quotation is kept from it.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut before: Option<char> = None;
    let mut rest = text.chars();
    while let Some(it) = rest.next() {
        let after = rest.as_str();
        let at_start = before.is_none();
        let special = SPECIAL.contains(it)
            || (at_start && "#+-=:%>".contains(it))
            // A run of `#` behind a space closes a heading.
            || (it == '#' && before == Some(' ') && after.bytes().all(|it| it == b'#'))
            || (it == '&' && is_entity(after))
            || (it == '@' && !before.is_some_and(char::is_alphanumeric))
            || (matches!(it, '.' | ')') && is_list_number(&out));
        if special {
            out.push('\\');
        }
        out.push(it);
        before = Some(it);
    }
    out
}

/// Returns whether what follows `&` makes it a character reference.
fn is_entity(after: &str) -> bool {
    after.split_once(';').is_some_and(|(name, _)| {
        let name = name.strip_prefix('#').unwrap_or(name);
        !name.is_empty() && name.len() <= 32 && name.bytes().all(|it| it.is_ascii_alphanumeric())
    })
}

/// Returns whether all that stands on the line so far is a number, which `.` or `)` would make a list item.
fn is_list_number(line: &str) -> bool {
    !line.is_empty() && line.len() <= 9 && line.bytes().all(|it| it.is_ascii_digit())
}

/// Returns an address as it may stand between `<` and `>`.
fn escape_address(url: &str) -> String {
    let mut out = String::with_capacity(url.len());
    for it in url.chars() {
        match it {
            '<' | '>' | ' ' | '\\' => {
                let _ = write!(out, "%{:02X}", u32::from(it));
            }
            '&' => out.push_str("&amp;"),
            _ => out.push(it),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn leaves_ordinary_text_readable() {
        let text = "Cut cost 31 % (C#, C++, R&D) - 24/7, #1 of 9; mail me@example.com: \"done\"!";
        assert_eq!(escape(text), text);
    }

    #[test]
    fn escapes_what_markdown_would_read() {
        assert_eq!(
            escape("*Built* a_b [x](y) <b> $3 `q` ~z~"),
            r"\*Built\* a\_b \[x\](y) \<b\> \$3 \`q\` \~z\~"
        );
        assert_eq!(escape("# 1"), r"\# 1");
        assert_eq!(escape("C# ##"), r"C# \##");
        assert_eq!(escape("- x"), r"\- x");
        assert_eq!(escape("2019. A year"), r"2019\. A year");
        assert_eq!(escape("R&amp;D and AT&T;"), r"R\&amp;D and AT\&T;");
        assert_eq!(escape("@home me@home"), r"\@home me@home");
    }
}
