//! One line of a block: shaped runs and where they are drawn.

use super::{family::FontId, page::Glyph};
use crate::document::Face;

/// One line.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Line {
    pub(super) runs: Vec<LineRun>,
}

/// A stretch of a line in one face.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct LineRun {
    /// From the left edge of the column.
    pub(super) x: f64,
    pub(super) face: Face,
    pub(super) font: FontId,
    pub(super) is_rtl: bool,
    pub(super) text: String,
    pub(super) glyphs: Vec<Glyph>,
    /// Set where the one glyph is a space that says what the text does: how much wider than designed it is.
    pub(super) gap: Option<f64>,
    pub(super) link: Option<String>,
    pub(super) label: bool,
}

impl Line {
    /// Moves it to the middle of `measure`.
    pub(super) fn center(&mut self, measure: f64) {
        let left = self.runs.iter().map(|it| it.x).reduce(f64::min);
        let ends = self.runs.iter().map(|it| it.x + it.ink_width());
        let (Some(left), Some(right)) = (left, ends.reduce(f64::max)) else {
            return;
        };
        let moved = (measure - (right - left)) / 2.0 - left;
        for piece in &mut self.runs {
            piece.x += moved;
        }
    }
}

impl LineRun {
    /// Returns how far it reaches, up to the last character that is not white space.
    pub(super) fn ink_width(&self) -> f64 {
        let end = self.text.trim_end().len();
        let inked = self.glyphs.iter().filter(|glyph| glyph.cluster < end);
        inked.map(|glyph| glyph.advance).sum()
    }

    pub(super) fn width(&self) -> f64 {
        self.glyphs.iter().map(|glyph| glyph.advance).sum()
    }

    /// Makes a text from left to right one from right to left, as far from the right edge of a column as it was from the
    /// left one. Only a mark, whose characters stand alone, may be turned so.
    pub(super) fn mirror(&mut self, column: f64) {
        self.x = column - self.x - self.width();
        self.glyphs.reverse();
        self.is_rtl = true;
    }
}
