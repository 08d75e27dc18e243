//! A document as Markdown, through a Handlebars template that the user may replace.

use handlebars::{
    Context, Handlebars, Helper, HelperResult, Output, RenderContext, RenderError,
    RenderErrorReason, Template, TemplateError, TemplateErrorReason,
};

use super::address::encoded_but;
use super::budget;
use crate::document::Document;

/// The template that is built in.
pub const DEFAULT_TEMPLATE: &str = include_str!("../../templates/resume.md.hbs");

/// The Markdown templates that are built in, the default first: name, what it is, text.
pub const BUILT_IN: [(&str, &str, &str); 1] = [(
    "resume",
    "Markdown: headings, lists, links; the one used unless another is named",
    DEFAULT_TEMPLATE,
)];

/// Why a template can't be used: where, counted from 1, and what is wrong there.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MarkdownError {
    /// It is not Handlebars.
    #[error("{}{reason}", place(*at))]
    Template {
        /// Line and column.
        at: Option<(usize, usize)>,
        /// What is wrong.
        reason: String,
    },
    /// It asks for something that a document doesn't have.
    #[error("{}{reason}", place(*at))]
    Fill {
        /// Line and column.
        at: Option<(usize, usize)>,
        /// What is wrong.
        reason: String,
    },
}

fn place(at: Option<(usize, usize)>) -> String {
    at.map_or(String::new(), |(line, column)| {
        format!("line {line}, column {column}: ")
    })
}

/// Says in one line what is wrong with a template that can't be read.
fn unreadable(error: &TemplateError, template: &str) -> MarkdownError {
    let at = error.pos();
    let is_end = at.is_some_and(|(line, _)| line > template.trim_end().lines().count());
    let reason = match error.reason() {
        TemplateErrorReason::MismatchingClosedHelper(open, close)
        | TemplateErrorReason::MismatchingClosedDecorator(open, close) => {
            format!("`{{{{/{close}}}}}` closes a block that `{{{{#{open}}}}}` opened")
        }
        TemplateErrorReason::InvalidParam(it) => format!("`{it}` is not allowed in a tag"),
        TemplateErrorReason::InvalidSyntax(_) if is_end => {
            "the template ends, but a block or a tag is still open".to_owned()
        }
        TemplateErrorReason::InvalidSyntax(_) => {
            let line = at.and_then(|(line, _)| template.lines().nth(line.saturating_sub(1)));
            let rest = line.zip(at).and_then(|(line, (_, column))| {
                let (start, _) = line.char_indices().nth(column.saturating_sub(1))?;
                Some(&line[start..])
            });
            match rest {
                Some(rest) if rest.starts_with('/') => {
                    "this closes a block that is not open".to_owned()
                }
                _ => "this is not Handlebars: a tag is misspelt or never closed".to_owned(),
            }
        }
        other => one_line(&other.to_string()),
    };
    MarkdownError::Template { at, reason }
}

/// Says in one line why a template can't be filled in.
fn unfilled(error: &RenderError) -> MarkdownError {
    let reason = match error.reason() {
        RenderErrorReason::MissingVariable(Some(name)) => {
            format!("there is no field `{name}` here")
        }
        RenderErrorReason::MissingVariable(None) => "there is no such field here".to_owned(),
        RenderErrorReason::HelperNotFound(name) => format!("there is no helper `{name}`"),
        RenderErrorReason::PartialNotFound(name) => format!("there is no partial `{name}`"),
        RenderErrorReason::DecoratorNotFound(name) => format!("there is no decorator `{name}`"),
        RenderErrorReason::ParamNotFoundForName("link", _) => {
            "`link` wants something that has a `text`".to_owned()
        }
        RenderErrorReason::ParamNotFoundForIndex(helper, idx) => {
            format!(
                "`{helper}` wants at least {} value{}",
                idx + 1,
                if *idx == 0 { "" } else { "s" }
            )
        }
        RenderErrorReason::IOError(error) => error.to_string(),
        other => one_line(&other.to_string()),
    };
    MarkdownError::Fill {
        at: error.line_no.zip(error.column_no),
        reason,
    }
}

/// Returns a message of the library in the form of this program's.
fn one_line(message: &str) -> String {
    let message = message.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut characters = message.chars();
    characters.next().map_or(String::new(), |first| {
        first.to_lowercase().chain(characters).collect()
    })
}

/// A template that makes Markdown (CommonMark) of documents.
///
/// Every text is escaped so that it is read literally. In a template, `{{text}}` is the escaped text and
/// `{{link this}}` a text that may lead somewhere.
pub struct MarkdownTemplate(Handlebars<'static>);

impl MarkdownTemplate {
    /// Reads a template.
    ///
    /// # Errors
    /// It is not Handlebars, or its blocks are nested too deep.
    pub fn new(template: &str) -> Result<Self, MarkdownError> {
        if let Some(at) = budget::too_deep(template) {
            return Err(MarkdownError::Template {
                at: Some(at),
                reason: format!(
                    "blocks are nested more than {} levels deep",
                    budget::MAX_DEPTH
                ),
            });
        }
        let mut handlebars = Handlebars::new();
        handlebars.set_strict_mode(true);
        handlebars.register_escape_fn(escape);
        handlebars.register_helper("link", Box::new(link));
        let mut compiled =
            Template::compile(template).map_err(|error| unreadable(&error, template))?;
        budget::install(&mut handlebars, &mut compiled)
            .map_err(|error| unreadable(&error, template))?;
        handlebars.register_template("template", compiled);
        Ok(Self(handlebars))
    }

    /// Returns a document as Markdown.
    ///
    /// # Errors
    /// The template names a field that a document doesn't have, or exceeds its budget: steps, depth or output.
    pub fn fill(&self, document: &Document) -> Result<String, MarkdownError> {
        budget::start();
        let mut out = budget::LimitedOutput::default();
        self.0
            .render_to_write("template", document, &mut out)
            .map_err(|error| unfilled(&error))?;
        Ok(out.into_text())
    }
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
    encoded_but(url, |it| !matches!(it, '<' | '>' | ' ' | '\\')).replace('&', "&amp;")
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
