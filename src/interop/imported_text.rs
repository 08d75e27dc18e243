//! Texts of an import, each with the places in the source that it comes from.

use crate::diag::Span;

/// A text for the profile.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct ImportedText {
    /// The words, on one line and without markup.
    pub(super) text: String,
    /// What it says; nothing where it follows from what is not in the source.
    pub(super) from: Vec<Origin>,
    /// The addresses that the text linked to.
    pub(super) links: Vec<String>,
    /// What of the source it doesn't say.
    pub(super) remark: Option<String>,
}

/// A place in the source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Origin {
    /// The path to it.
    pub(super) path: String,
    /// Its place in the file.
    pub(super) span: Span,
}

impl ImportedText {
    /// Returns a text that follows from what is not in the source.
    pub(super) fn implied(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            ..Self::default()
        }
    }

    /// Returns one text of several.
    pub(super) fn join(parts: impl IntoIterator<Item = Self>, separator: &str) -> Option<Self> {
        let mut parts = parts.into_iter();
        let mut whole = parts.next()?;
        for part in parts {
            whole.text = whole.text + separator + &part.text;
            whole.also(&part);
            whole.links.extend(part.links);
            whole.remark = whole.remark.or(part.remark);
        }
        Some(whole)
    }

    /// Notes that this says what another text says, too.
    pub(super) fn also(&mut self, other: &Self) {
        self.from.extend(other.from.iter().cloned());
    }

    /// Returns this with another text.
    pub(super) fn with_text(self, text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            ..self
        }
    }
}
