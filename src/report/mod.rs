//! The ledger: what was kept and left out and why, what the resume shows, and what it doesn't.

mod ledger;
mod terminal;
mod vocabulary;

pub use ledger::{
    Alike, Answer, Asked, Entry, Gap, Gaps, Highlight, Names, Part, Points, Quote, Report, Shown,
    Unlike, report,
};
pub use terminal::{Look, terminal};
