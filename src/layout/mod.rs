//! Blocks set on pages with real font metrics.

mod page;

pub use page::{Glyph, Item, Page, Paper, Tag};
