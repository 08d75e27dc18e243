//! One thing to mend, and how it is told.

use super::rule::{Level, Rule};
use crate::diag::{Diagnostic, Severity, Span};
use crate::profile::Text;

/// One thing to mend in the writing of a profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule that it goes by.
    pub rule: Rule,
    /// How much it matters in this house.
    pub level: Level,
    /// Where the text stands.
    pub at: Span,
    /// The words of that text that it is about, where not the whole.
    pub words: Option<String>,
    /// What was found, in plain words.
    pub message: String,
    /// What to do.
    pub hint: String,
}

impl Finding {
    /// Returns a finding about a whole text.
    pub(super) fn new(
        rule: Rule,
        text: &Text,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) -> Self {
        Self {
            rule,
            level: rule.default_level(),
            at: text.at,
            words: None,
            message: message.into(),
            hint: hint.into(),
        }
    }

    /// Returns the same finding about some words of the text.
    pub(super) fn about(self, words: &str) -> Self {
        Self {
            words: Some(words.to_owned()),
            ..self
        }
    }

    /// Returns where the words stand in `source`, which the profile was read from.
    pub fn span(&self, source: &str) -> Span {
        let whole = source.get(self.at.start..self.at.end);
        let words = self.words.as_deref().filter(|it| !it.is_empty());
        let (Some(whole), Some(words)) = (whole, words) else {
            return self.at;
        };
        // A text that is folded or has escapes may hold the words in another spelling: then all of it is shown.
        let found = whole.match_indices(words).map(|(at, _)| at).find(|&at| {
            let is_letter = |it: char| it.is_alphanumeric();
            !whole[..at].ends_with(is_letter) && !whole[at + words.len()..].starts_with(is_letter)
        });
        found.map_or(self.at, |at| Span {
            start: self.at.start + at,
            end: self.at.start + at + words.len(),
        })
    }

    /// Returns the finding as problems of inputs are told, with the name of its rule.
    pub fn diagnostic(&self, source: &str) -> Diagnostic {
        Diagnostic {
            severity: match self.level {
                Level::Error => Severity::Error,
                Level::Warning => Severity::Warning,
                Level::Note | Level::Off => Severity::Note,
            },
            message: format!("{} [{}]", self.message, self.rule.id()),
            span: Some(self.span(source)),
            hint: Some(self.hint.clone()),
        }
    }
}
