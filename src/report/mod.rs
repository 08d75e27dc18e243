//! The ledger: what was kept and left out and why, what the resume shows, and what it doesn't.

mod glyphs;
mod ledger;
mod misfit;
mod terminal;
mod vocabulary;

pub use glyphs::{missing_glyphs, unprintable};
pub use ledger::{
    Alike, Answer, Asked, Entry, Gap, Gaps, Highlight, Names, Part, Points, Quote, Report, Shown,
    Unlike, json, report,
};
pub use misfit::{misfit, pages};
pub use terminal::{Look, terminal};
