//! The ledger: what was kept and left out and why, what the resume shows, and what it doesn't; and the findings on the
//! writing for programs.

mod findings;
mod glyphs;
mod json;
mod ledger;
mod misfit;
mod terminal;
mod vocabulary;

pub use findings::{Checked, findings_json};
pub use glyphs::{missing_glyphs, unprintable};
pub use json::{from_json, to_json, to_json_indented};
pub use ledger::{
    Alike, Answer, Asked, Entry, Gap, Gaps, Highlight, Names, Part, Points, Quote, Report, Shown,
    Unlike, report,
};
pub use misfit::{misfit, pages};
pub use terminal::{Look, terminal};
