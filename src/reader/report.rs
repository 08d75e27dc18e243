//! Reads texts and choices, and collects every problem on the way.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;

use super::names::{describe, listed, meant_key, names, unquoted};
use super::text::{is_blank, is_space, is_spaced, spaced};
use crate::diag::{Diagnostic, Lines, Span};
use crate::yaml::{Node, Value, code_point, excerpt};

/// A text and where it stands: without white space at both ends, every run of it one space, never empty.
///
/// What [`MappingReader::verbatim`](super::MappingReader::verbatim) returns keeps its blanks.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct SpannedText {
    /// The text.
    pub(crate) text: String,
    /// Its place.
    pub(crate) at: Span,
}

impl From<SpannedText> for String {
    fn from(words: SpannedText) -> Self {
        words.text
    }
}

/// What has been found out while reading one file.
#[derive(Debug)]
pub(crate) struct Reader {
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Those of them whose hints want the line of another place, and that place.
    pub(super) pointing: Vec<(usize, usize)>,
    /// Where each name that must be unique was first given, by what it names.
    pub(super) names: BTreeMap<(&'static str, String), Span>,
}

impl Reader {
    /// Returns what was found, in the order of the file, with the lines that hints want.
    pub(super) fn pointed(mut self, source: &str) -> Vec<Diagnostic> {
        if !self.pointing.is_empty() {
            let lines = Lines::new(source);
            for (told, place) in self.pointing {
                let hint = format!("the first is on line {}", lines.line(place));
                self.diagnostics[told].hint = Some(hint);
            }
        }
        // What an alias repeats is read, and found wrong, more than once.
        let mut diagnostics = self.diagnostics;
        diagnostics.sort_by(|a, b| (a.span, &a.message).cmp(&(b.span, &b.message)));
        diagnostics.dedup();
        diagnostics
    }

    /// Reports a problem.
    pub(crate) fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Returns a text. `what` names it in messages.
    pub(crate) fn words(&mut self, node: &Node, what: impl Display) -> Option<SpannedText> {
        let (Value::Str(text) | Value::Number(text)) = &node.value else {
            self.no_text(node, what);
            return None;
        };
        if is_spaced(text) {
            return Some(SpannedText {
                text: text.clone(),
                at: node.span,
            });
        }
        let unprintable = |it: char| it.is_control() && !is_space(it);
        self.checked(node.span, spaced(text), text, unprintable, what)
    }

    /// Returns a text as it stands, such as the name of a file, all on one line. `what` names it in messages, and `how`
    /// says how to write it.
    pub(super) fn verbatim(
        &mut self,
        node: &Node,
        what: impl Display,
        how: &str,
    ) -> Option<SpannedText> {
        let (Value::Str(text) | Value::Number(text)) = &node.value else {
            self.no_name(node, what, how);
            return None;
        };
        // YAML ends a block with the end of its line.
        let text = text.trim_end_matches(['\r', '\n']);
        self.checked(node.span, text.to_owned(), text, char::is_control, what)
    }

    /// Returns what was made of a text unless that is empty or the text has characters that it can't have.
    pub(super) fn checked(
        &mut self,
        at: Span,
        made: String,
        text: &str,
        is_refused: impl Fn(char) -> bool,
        what: impl Display,
    ) -> Option<SpannedText> {
        let refused: BTreeSet<char> = text.chars().filter(|&it| is_refused(it)).collect();
        for it in &refused {
            let message = format!("{what} has a control character, {}", code_point(*it));
            self.report(
                Diagnostic::error(at, message).with_hint("take it out: it can't be printed"),
            );
        }
        if is_blank(&made) {
            self.report(Diagnostic::error(at, format!("{what} is empty")));
            return None;
        }
        refused.is_empty().then_some(SpannedText { text: made, at })
    }

    /// Reports an error unless this is the first `words` that names a `what` in the file.
    pub(crate) fn unique(&mut self, what: &'static str, words: &SpannedText) {
        let name = (what, words.text.clone());
        if let Some(&first) = self.names.get(&name) {
            self.given_twice(what, words, first);
        } else {
            self.names.insert(name, words.at);
        }
    }

    pub(super) fn given_twice(&mut self, what: &str, words: &SpannedText, first: Span) {
        let message = format!("duplicate {what} `{}`", excerpt(&words.text));
        let diagnostic = Diagnostic::error(words.at, message);
        if first == words.at {
            let hint = "an alias or `<<` repeats it: leave it out of what is repeated";
            self.report(diagnostic.with_hint(hint));
        } else {
            self.pointing.push((self.diagnostics.len(), first.start));
            self.report(diagnostic);
        }
    }

    pub(super) fn wrong_type(&mut self, node: &Node, what: impl Display, expected: &str) {
        let message = format!("{what} must be {expected}, found {}", describe(&node.value));
        self.report(Diagnostic::error(node.span, message));
    }

    /// Reports a value that should be a text, with what its author most likely meant.
    pub(super) fn no_text(&mut self, node: &Node, what: impl Display) {
        let message = format!("{what} must be a text, found {}", describe(&node.value));
        let diagnostic = Diagnostic::error(node.span, message);
        let hint = match &node.value {
            Value::Map(entries) => unquoted(entries),
            Value::Bool(value) => Some(format!("if it is a text, put it in quotes: `\"{value}\"`")),
            _ => None,
        };
        self.report(match hint {
            Some(hint) => diagnostic.with_hint(hint),
            None => diagnostic,
        });
    }

    /// Reports a value that should be a name, with how to write one.
    pub(super) fn no_name(&mut self, node: &Node, what: impl Display, how: &str) {
        if let Value::Bool(_) = node.value {
            return self.no_text(node, what);
        }
        let message = format!("{what} must be a text, found {}", describe(&node.value));
        self.report(Diagnostic::error(node.span, message).with_hint(how));
    }

    /// Reports a value that should be a mapping, with the form expected.
    pub(super) fn no_mapping(&mut self, node: &Node, what: &str) {
        let message = format!("{what} must be a mapping, found {}", describe(&node.value));
        let first = match &node.value {
            Value::Seq(items) => items.first().map(|it| &it.value),
            _ => None,
        };
        let hint = match first {
            Some(Value::Map(entries)) if !entries.is_empty() => format!(
                "leave out `- ` before its keys: `{}: …`",
                excerpt(&entries[0].0.name)
            ),
            _ => {
                let example = match what {
                    "a profile" => "name: Ada Example",
                    "a guide" => "guide: Software engineer",
                    "`contact`" => "email: ada@example.com",
                    "an entry of `themes`" => "name: Leadership",
                    "an entry of `education`" => "institution: State University",
                    "an entry of `volunteering`" => "organization: Food Bank",
                    "an entry of `experience`" => "employer: Northwind",
                    "an entry of `positions`" => "title: Engineer",
                    "an entry of `other`" => "heading: Patents",
                    _ => "key: value",
                };
                format!("write its keys and values, one a line, such as `{example}`")
            }
        };
        self.report(Diagnostic::error(node.span, message).with_hint(hint));
    }

    /// Reports a value that should be a list.
    pub(super) fn no_list(&mut self, node: &Node, what: impl Display) {
        let message = format!("{what} must be a list, found {}", describe(&node.value));
        let diagnostic = Diagnostic::error(node.span, message);
        self.report(match &node.value {
            Value::Map(_) => diagnostic.with_hint("put `- ` before the first key of each entry"),
            _ => diagnostic,
        });
    }
}

impl Reader {
    pub(super) fn choose<T: Copy>(
        &mut self,
        node: &Node,
        what: impl Display,
        choices: &[(&'static str, T)],
    ) -> Option<T> {
        let found = match &node.value {
            Value::Str(text) => text.trim(),
            Value::Number(spelt) => spelt,
            Value::Bool(true) => "true",
            Value::Bool(false) => "false",
            Value::Null | Value::Seq(_) | Value::Map(_) => {
                let expected = format!("one of {}", listed(&names(choices), "or"));
                self.wrong_type(node, what, &expected);
                return None;
            }
        };
        if let Some((_, choice)) = choices.iter().find(|(name, _)| *name == found) {
            return Some(*choice);
        }
        let names = names(choices);
        let message = format!("{what} can't be `{}`", excerpt(found));
        let hint = match meant_key(found, &names) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => format!("it can be {}", listed(&names, "or")),
        };
        self.report(Diagnostic::error(node.span, message).with_hint(hint));
        None
    }
}
