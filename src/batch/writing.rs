//! Findings on the writing of a profile, as small as a report of thousands needs them.

use serde::{Deserialize, Serialize};

use crate::check::{House, Level, Rule, findings};
use crate::diag::Lines;
use crate::input::Input;
use crate::profile::Profile;

/// One thing to mend in the writing of a profile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Writing {
    /// The rule that it goes by.
    pub rule: Rule,
    /// How much it matters in this house.
    pub level: Level,
    /// The line in the profile, counted from 1.
    pub line: u32,
    /// The column in it, counted from 1.
    pub column: u32,
    /// What was found; empty in a redacted report.
    pub message: Box<str>,
    /// The words in question, where not a whole text; nothing in a redacted report.
    pub words: Option<Box<str>>,
}

/// The most findings of one profile that are kept.
const MAX_FINDINGS: usize = 200;

impl Writing {
    /// Returns what is to be said about the writing of a profile, in the order of its source.
    pub(super) fn of(profile: &Input<Profile>, house: &House) -> Vec<Self> {
        let source = &profile.source;
        let lines = Lines::new(source);
        let number = |it: usize| u32::try_from(it).unwrap_or(u32::MAX);
        let found = findings(&profile.value, house)
            .into_iter()
            .take(MAX_FINDINGS);
        let told = found.map(|finding| {
            let (line, column) = lines.place(source, finding.span(source).start);
            Self {
                rule: finding.rule,
                level: finding.level,
                line: number(line),
                column: number(column),
                message: finding.message.into(),
                words: finding.words.map(Into::into),
            }
        });
        told.collect()
    }

    /// Returns whether it is to fix before the resume goes out, not only worth a thought.
    pub fn must(&self) -> bool {
        self.level >= Level::Warning
    }

    /// Leaves out the person's words: rule and place stay.
    pub(super) fn redact(&mut self) {
        self.message = "".into();
        self.words = None;
    }
}
