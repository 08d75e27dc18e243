//! What is said of a resume as a whole, wherever it is told.

use serde::Serialize;

use super::misfit::count;
use super::model::Report;
use crate::layout::Spacing;

/// A resume as a whole.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReportHeader {
    /// The profile's file.
    pub profile: String,
    /// The guide's name or file.
    pub guide: String,
    /// The posting's file.
    pub posting: Option<String>,
    /// The date that `present` and recency count from.
    pub as_of: String,
    /// How many pages it has.
    pub pages: usize,
    /// How much of them is filled, in pages.
    pub filled: f64,
    /// What the room between blocks was multiplied by to fill them so.
    pub spacing: Spacing,
    /// How many highlights it has.
    pub highlights: usize,
    /// How many highlights the profile has.
    pub of: usize,
}

impl ReportHeader {
    /// Returns what a ledger says of its resume as a whole.
    pub(super) fn of(report: &Report) -> Self {
        Self {
            profile: report.profile.clone(),
            guide: report.guide.clone(),
            posting: report.posting.clone(),
            as_of: report.as_of.clone(),
            pages: report.pages,
            filled: report.filled,
            spacing: report.spacing,
            highlights: report.highlights.iter().filter(|it| it.kept).count(),
            of: report.highlights.len(),
        }
    }

    /// Returns what it is made from, in a line.
    pub(super) fn title(&self) -> String {
        let title = format!("{} for {}", self.profile, self.guide);
        match &self.posting {
            Some(posting) => format!("{title} against {posting}"),
            None => title,
        }
    }

    /// Returns what came of it, in a line.
    pub(super) fn summary(&self) -> String {
        format!(
            "{}, {:.0} % full{}; {} of {} highlights; as of {}",
            count(self.pages, "page"),
            100.0 * self.filled / self.pages.max(1) as f64,
            self.spacing,
            self.highlights,
            self.of,
            self.as_of
        )
    }
}
