//! Many resumes in one run: a roster or patterns of files, made in parallel, none stopped by another.
//!
//! [`Plan`] says what is to be made, [`resolve()`] reads the inputs and settles the names of the outputs and which of them
//! stand there already, [`run()`] makes the others, and [`Report`] tells what became of each. [`book()`] binds one page of
//! each person into one PDF.

mod book;
mod cohort;
mod errors;
mod hash;
mod input_summaries;
mod make;
mod name;
mod outcome;
mod plan;
mod read;
mod report;
mod report_files;
mod report_html;
mod resolve;
mod roster;
mod run;
mod state;
mod work;
mod writing;

pub use book::{BookOptions, BookResult, BookRow, ConsentRefusals, Place, book, withdrawn};
pub use cohort::Cohort;
pub use hash::Hash;
pub use outcome::{
    Counts, Coverage, GapOf, GuideSummary, Outcome, OutputFile, PostingSummary, Problem,
    RequirementSummary, Status, ThemeSummary,
};
pub use plan::{Defaults, Job, JobSettings, Plan};
pub use report::{Person, Report, Resume};
pub use report_html::HtmlReport;
pub use resolve::{BatchInputs, BatchOptions, NAME, resolve};
pub use roster::roster;
pub(crate) use roster::{ABOUT, outline};
pub use run::{BatchResult, Folder, Run, run};
pub use writing::Writing;
