//! The look of a Word file, and the units and text it is written in.

use std::fmt::Write as _;

use crate::layout::{Paper, Spacing, Style};

/// How a Word file looks.
#[derive(Debug, Clone, Copy)]
pub struct DocxLook<'a> {
    /// The page style.
    pub style: &'a Style,
    /// The paper.
    pub paper: Paper,
    /// The room between blocks.
    pub spacing: Spacing,
    /// Whether pages are numbered.
    pub numbered: bool,
}

pub(super) fn put(xml: &mut String, text: std::fmt::Arguments<'_>) {
    // Writing to a string cannot fail.
    let _ = xml.write_fmt(text);
}

/// Returns a length in points as Word counts it: in twentieths.
pub(super) fn twips(points: f64) -> String {
    format!("{:.0}", points.max(0.0) * 20.0)
}
