//! What a guide or a template is called: the name of one that is built in, or its file.

use std::path::Path;

use crate::diag::did_you_mean;
use crate::{render, template};

/// What texts name as templates, each by its name or file: at most one of a kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct NamedTemplates<'a> {
    /// The page style.
    pub page: Option<&'a str>,
    /// The Markdown template.
    pub markdown: Option<&'a str>,
}

/// Why a text names no template that can be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TemplateNameError<'a> {
    /// Nothing built in has this name.
    Unknown(&'a str),
    /// It is a file of which nobody can tell the kind, or another of its kind is named already.
    Unusable {
        /// What is wrong.
        message: String,
        /// A way out.
        hint: &'static str,
    },
}

impl<'a> NamedTemplates<'a> {
    /// Returns what is a page style and what a Markdown template among `wanted`, and for each of the others its place
    /// among them and what is wrong with it. `is_there` says whether a text without any mark of a path is a file's name.
    pub fn among(
        wanted: impl IntoIterator<Item = &'a str>,
        is_there: impl Fn(&str) -> bool,
    ) -> (Self, Vec<(usize, TemplateNameError<'a>)>) {
        let mut named = Self::default();
        let mut wrong = Vec::new();
        for (idx, name) in wanted.into_iter().enumerate() {
            let (slot, kind) = match is_page_style(name) {
                Some(true) => (&mut named.page, "page style"),
                Some(false) => (&mut named.markdown, "Markdown template"),
                None => {
                    let misnamed = if is_file(name) || is_there(name) {
                        TemplateNameError::Unusable {
                            message: format!("can't tell what `{name}` is"),
                            hint: "end a page style with .yaml, a Markdown template with .hbs",
                        }
                    } else {
                        TemplateNameError::Unknown(name)
                    };
                    wrong.push((idx, misnamed));
                    continue;
                }
            };
            if let Some(first) = slot.replace(name) {
                let message = format!("`{first}` and `{name}` are each a {kind}");
                let hint = "name one";
                wrong.push((idx, TemplateNameError::Unusable { message, hint }));
            }
        }
        (named, wrong)
    }

    /// Returns the files among them.
    pub fn files(self) -> [Option<&'a Path>; 2] {
        [
            self.page.filter(|it| template::built_in(it).is_none()),
            self.markdown.filter(|it| built_in_markdown(it).is_none()),
        ]
        .map(|it| it.map(Path::new))
    }
}

/// Returns whether a text names a page style rather than a Markdown template, if it names one: files are told apart by
/// their ending.
fn is_page_style(name: &str) -> Option<bool> {
    if template::built_in(name).is_some() {
        return Some(true);
    }
    if built_in_markdown(name).is_some() {
        return Some(false);
    }
    let ending = Path::new(name).extension().and_then(|it| it.to_str());
    match ending.map(str::to_lowercase).as_deref() {
        Some("yaml" | "yml") => Some(true),
        Some("hbs" | "handlebars" | "md") => Some(false),
        _ => None,
    }
}

/// Returns the text of a Markdown template that is built in.
pub fn built_in_markdown(name: &str) -> Option<&'static str> {
    let found = render::BUILT_IN.iter().find(|(it, ..)| *it == name);
    found.map(|&(_, _, text)| text)
}

/// Returns the names of the page styles and Markdown templates that are built in.
pub fn template_names() -> Vec<&'static str> {
    let mut names = template::built_in_names();
    names.extend(render::BUILT_IN.map(|(name, ..)| name));
    names
}

/// Returns whether a text that may name what is built in or a file has the mark of a path.
pub fn is_file(text: &str) -> bool {
    text.contains(['/', '\\', '.'])
}

/// Returns the one of `names` that a name stands for most likely: it is misspelt, or a part of one.
pub fn meant<'n>(name: &str, names: &[&'n str]) -> Option<&'n str> {
    /// Shorter parts of names are in too many of them.
    const MIN_PART_CHARS: usize = 3;
    let part = name.to_lowercase().replace([' ', '_'], "-");
    let holds = |it: &&str| part.len() >= MIN_PART_CHARS && it.contains(&part);
    did_you_mean(name, names.iter().copied()).or_else(|| names.iter().copied().find(holds))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_meant_by_a_slip_and_by_a_part() {
        let names = crate::guide::built_in_names();
        for (name, expected) in [
            ("techer", Some("teacher")),
            ("nurse", Some("registered-nurse")),
            ("Product Man", Some("product-manager")),
            ("er", None),
            ("pilot", None),
        ] {
            assert_eq!(meant(name, &names), expected, "{name}");
        }
    }

    #[test]
    fn one_of_a_kind_is_taken_and_the_others_are_told() {
        let wanted = ["modern", "own.HBS", "a.yml", "own", "notes.txt", "fancy"];
        let (named, wrong) = NamedTemplates::among(wanted, |it| it == "own");
        assert_eq!(
            named,
            NamedTemplates {
                page: Some("a.yml"),
                markdown: Some("own.HBS")
            }
        );
        let messages: Vec<(usize, String)> = wrong
            .into_iter()
            .map(|(idx, it)| match it {
                TemplateNameError::Unknown(name) => (idx, name.to_owned()),
                TemplateNameError::Unusable { message, .. } => (idx, message),
            })
            .collect();
        let expected = [
            (2, "`modern` and `a.yml` are each a page style"),
            (3, "can't tell what `own` is"),
            (4, "can't tell what `notes.txt` is"),
            (5, "fancy"),
        ];
        assert_eq!(messages, expected.map(|(idx, it)| (idx, it.to_owned())));
    }
}
