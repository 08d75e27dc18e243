//! Many resumes in one run: a roster or patterns of files, made in parallel, none stopped by another.
//!
//! [`Plan`] says what is to be made, [`survey()`] reads the inputs and settles the names of the outputs and which of them
//! stand there already, [`run()`] makes the others, and [`Report`] tells what became of each. [`book()`] binds one page of
//! each person into one PDF.

mod book;
mod cohort;
mod errors;
mod hash;
mod make;
mod name;
mod plan;
mod read;
mod report;
mod report_html;
mod roster;
mod run;
mod state;
mod survey;
mod work;
mod writing;

pub use book::{BookOptions, BookResult, BookRow, ConsentRefusals, Place, book, withdrawn};
pub use cohort::Cohort;
pub use hash::Hash;
pub use plan::{Defaults, Format, Job, JobSettings, Plan};
pub use report::{
    Counts, Coverage, GapOf, GuideSummary, Outcome, OutputFile, Person, PostingSummary, Problem,
    Report, RequirementSummary, Resume, Status, ThemeSummary,
};
pub use report_html::HtmlReport;
pub use roster::roster;
pub(crate) use roster::{ABOUT, outline};
pub use run::{BatchResult, Folder, Run, run};
pub use survey::{BatchInputs, BatchOptions, NAME, survey};
pub use writing::Writing;
