//! The ledger: what was kept and left out and why, what the resume shows, and what it doesn't; what differs between two
//! resumes; and the findings on the writing for programs.

mod diff;
mod findings;
mod glyphs;
mod ledger;
mod made;
mod misfit;
mod model;
mod page;
mod sheet;
mod terminal;
mod vocabulary;

pub use diff::{
    Change, CoverageChange, Diff, EntryDiff, EntrySide, Fact, Field, Form, MovedLine, OnlyInOne,
    Resume, SharedLine, Spot, diff, diff_terminal,
};
pub use findings::{CheckReport, findings_json};
pub use glyphs::{missing_glyphs, unprintable};
pub use ledger::{report, requirements};
pub use made::ReportHeader;
pub use misfit::{count, page_fit_warning};
pub use model::{
    DifferentTerm, Entry, Gap, Gaps, Highlight, Names, Points, Quote, Report, RequirementCoverage,
    RequirementMatch, SectionStatus, SharedCompetency, ThemeCoverage,
};
pub use sheet::TerminalStyle;
pub use terminal::{terminal, unmet_by_priority, verdict};
