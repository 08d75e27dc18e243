//! The ledger: what was kept and left out and why, what the resume shows, and what it doesn't.

mod ledger;
mod terminal;

pub use ledger::{Asked, Entry, Gap, Gaps, Highlight, Names, Part, Points, Report, Shown, report};
pub use terminal::terminal;
