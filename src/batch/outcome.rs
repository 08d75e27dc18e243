//! What became of a batch, as plain data.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::diag::{self, Severity};
use crate::error::Error;
use crate::fs;
use crate::posting::{Need, Posting};

use super::hash::Hash;

/// A guide and what it emphasizes.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct GuideSummary {
    /// Its name, or its file where it isn't built in.
    pub name: String,
    /// Its themes; empty where it can't be read.
    pub themes: Vec<ThemeSummary>,
}

/// A theme of a guide.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ThemeSummary {
    /// Its name.
    pub name: String,
    /// How much it counts.
    pub weight: f64,
}

/// A posting and what it asks for.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PostingSummary {
    /// Its file.
    pub file: String,
    /// The title of the job.
    pub title: Option<String>,
    /// What it asks for; empty where it can't be read.
    pub requirements: Vec<RequirementSummary>,
}

/// One thing that a posting asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequirementSummary {
    /// The posting's words.
    pub text: String,
    /// `required`, `preferred` or `duty`.
    pub need: String,
}

/// What became of a resume.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// In a word.
    #[serde(skip, default = "unchanged")]
    pub status: Status,
    /// The files that were made, or stand unchanged.
    pub outputs: Vec<OutputFile>,
    /// How many pages it has; 0 where it wasn't made.
    pub pages: u16,
    /// How much of the pages is filled, in pages.
    pub fullness: f32,
    /// How well each theme of its guide is shown; empty where it wasn't made.
    pub themes: Vec<Coverage>,
    /// How well each requirement of its posting is answered; empty where it wasn't made.
    pub requirements: Vec<Coverage>,
    /// What the profile has and the resume lacks.
    pub missing_from_resume: Vec<GapOf>,
    /// What the profile lacks.
    pub missing_from_profile: Vec<GapOf>,
    /// What is wrong with its inputs, or to be looked at.
    pub problems: Arc<[Problem]>,
}

/// What became of a resume, in a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// It was made.
    Made,
    /// It stands as an earlier run made it, and nothing that it is made from has changed.
    Unchanged,
    /// It was made, and someone should look at it: its problems say why.
    Warned,
    /// It was not made: its problems say why.
    Failed,
    /// The run was stopped before it came to it.
    Left,
}

/// One file of a resume.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutputFile {
    /// Its path within the folder of outputs, its parts separated by `/`.
    pub name: String,
    /// How many bytes it has.
    pub bytes: u64,
    /// Its fingerprint.
    pub hash: Hash,
}

/// How well something is shown, each from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Coverage {
    /// By the resume.
    pub resume: f32,
    /// By the whole profile.
    pub profile: f32,
}

/// What is lacking: a theme of the resume's guide or a requirement of its posting, by index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum GapOf {
    /// A theme.
    Theme(u16),
    /// A requirement.
    Requirement(u16),
}

/// One problem of an input.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Whether it keeps the resume from being made; otherwise someone should look at it.
    pub error: bool,
    /// The file that it is in, where it is in one.
    pub file: Option<String>,
    /// Line and column in it, counted from 1, where it has a place.
    pub place: Option<(u32, u32)>,
    /// What it is.
    pub message: String,
    /// A way out.
    pub hint: Option<String>,
}

/// How many resumes there are of each status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Made, with no warnings.
    pub made: usize,
    /// Not made again.
    pub unchanged: usize,
    /// Made, and to be looked at.
    pub warned: usize,
    /// Not made.
    pub failed: usize,
    /// Not come to.
    pub left: usize,
}

/// The most problems of one input that are kept: more are counted.
const MAX_PROBLEMS: usize = 20;

fn unchanged() -> Status {
    Status::Unchanged
}

impl Outcome {
    /// Returns that of a resume that was not made.
    pub(super) fn none(status: Status, problems: Arc<[Problem]>) -> Self {
        Self {
            status,
            outputs: Vec::new(),
            pages: 0,
            fullness: 0.0,
            themes: Vec::new(),
            requirements: Vec::new(),
            missing_from_resume: Vec::new(),
            missing_from_profile: Vec::new(),
            problems,
        }
    }
}

impl OutputFile {
    /// Returns whether it is in a folder as it was made.
    pub(super) fn is_in(&self, folder: &Path) -> bool {
        let path = folder.join(&self.name);
        fs::size(&path) == Some(self.bytes)
            && fs::read_large(&path, self.bytes).is_ok_and(|it| Hash::of(&it) == self.hash)
    }
}

impl Status {
    /// Returns its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Made => "made",
            Self::Unchanged => "unchanged",
            Self::Warned => "warned",
            Self::Failed => "failed",
            Self::Left => "left",
        }
    }
}

impl PostingSummary {
    /// Returns what is to be known of a posting.
    pub(super) fn of(file: &str, posting: &Posting) -> Self {
        let wanted = posting.requirements.iter().map(|it| RequirementSummary {
            text: it.text.clone(),
            need: match it.need {
                Need::Required => "required",
                Need::Preferred => "preferred",
                Need::Duty => "duty",
            }
            .to_owned(),
        });
        Self {
            file: file.to_owned(),
            title: posting.title.clone(),
            requirements: wanted.collect(),
        }
    }
}

impl Problem {
    /// Returns a warning about no place.
    pub(super) fn warning(message: String) -> Self {
        Self {
            error: false,
            file: None,
            place: None,
            message,
            hint: None,
        }
    }

    /// Returns the problems that an error tells of.
    pub(super) fn of(error: &Error) -> Vec<Self> {
        if let Error::Invalid {
            name,
            source_text,
            diagnostics,
        } = error
        {
            return Self::of_diagnostics(name, source_text, diagnostics);
        }
        vec![Self {
            error: true,
            ..Self::warning(error.to_string())
        }]
    }

    /// Returns diagnostics as problems of a file.
    pub(super) fn of_diagnostics(
        name: &str,
        source: &str,
        diagnostics: &[diag::Diagnostic],
    ) -> Vec<Self> {
        let mut sorted: Vec<&diag::Diagnostic> = diagnostics.iter().collect();
        sorted.sort_by_key(|it| it.span);
        let lines = diag::Lines::new(source);
        let number = |it: usize| u32::try_from(it).unwrap_or(u32::MAX);
        let mut problems: Vec<Self> = sorted
            .iter()
            .take(MAX_PROBLEMS)
            .map(|it| Self {
                error: it.severity == Severity::Error,
                file: Some(name.to_owned()),
                place: it.span.map(|span| {
                    let (line, column) = lines.place(source, span.start);
                    (number(line), number(column))
                }),
                message: it.message.clone(),
                hint: it.hint.clone(),
            })
            .collect();
        if sorted.len() > MAX_PROBLEMS {
            problems.push(Self {
                error: sorted.iter().any(|it| it.severity == Severity::Error),
                ..Self::warning(format!("... and {} more", sorted.len() - MAX_PROBLEMS))
            });
        }
        problems
    }

    /// Returns the problem on one line: place, message, way out.
    pub fn line(&self) -> String {
        let mut line = String::new();
        if let Some(file) = &self.file {
            line.push_str(file);
            if let Some((row, column)) = self.place {
                let _ = write!(line, ":{row}:{column}");
            }
            line.push_str(": ");
        }
        line.push_str(&self.message);
        if let Some(hint) = &self.hint {
            let _ = write!(line, " ({hint})");
        }
        line.replace('\n', " ")
    }

    /// Returns the problem without a person's words: those stand in quotes.
    pub(super) fn redacted(&self) -> Self {
        Self {
            error: self.error,
            file: None,
            place: self.place,
            message: unquoted(&self.message),
            hint: self.hint.as_deref().map(unquoted),
        }
    }
}

/// Returns a text with what stands in backticks or double quotes left out. What is quoted of a profile has no backticks
/// (`yaml::excerpt`).
pub(super) fn unquoted(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['`', '"']) {
        let (before, quoted) = rest.split_at(at);
        let (mark, quoted) = quoted.split_at(1);
        out.push_str(before);
        out.push('…');
        // What is never closed goes to the end.
        rest = quoted.find(mark).map_or("", |end| &quoted[end + 1..]);
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_are_left_out() {
        assert_eq!(
            unquoted("expected a date, found `Mai 2020`"),
            "expected a date, found …"
        );
        assert_eq!(unquoted("`a` and \"b\" and `c"), "… and … and …");
        assert_eq!(unquoted("nothing"), "nothing");
    }
}
