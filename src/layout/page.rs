//! A page as placed items: the hinge between layout and rendering.

use crate::document::{Face, Role};

/// A size of paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Paper {
    /// 8.5 by 11 inches.
    #[default]
    Letter,
    /// 210 by 297 millimetres.
    A4,
}

impl Paper {
    /// Returns width and height in points (1/72 inch).
    pub fn size(self) -> (f64, f64) {
        match self {
            Self::Letter => (612.0, 792.0),
            Self::A4 => (595.276, 841.89),
        }
    }
}

/// One laid out page. Lengths are points; `y` grows downwards from the top edge.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// Its width.
    pub width: f64,
    /// Its height.
    pub height: f64,
    /// What stands on it, in reading order.
    pub items: Vec<Item>,
    /// Where the last line of text ends, from the top edge.
    pub bottom: f64,
}

/// One placed thing.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    /// A stretch of one line of text, in one face.
    Text {
        /// Left edge.
        x: f64,
        /// Baseline.
        y: f64,
        /// The face.
        face: Face,
        /// Type size.
        size: f64,
        /// Grey from 0 (black) to 1 (white).
        grey: f64,
        /// The characters drawn, including the spaces between words.
        text: String,
        /// The glyphs that draw them.
        glyphs: Vec<Glyph>,
        /// Where a click leads.
        link: Option<String>,
        /// What it belongs to.
        tag: Tag,
    },
    /// A horizontal rule: decoration, not content.
    Rule {
        /// Left edge.
        x: f64,
        /// Middle of the stroke.
        y: f64,
        /// Length.
        width: f64,
        /// Thickness.
        thickness: f64,
        /// Grey from 0 (black) to 1 (white).
        grey: f64,
    },
}

/// The part of the document that a piece of text belongs to: the seam for tagged PDF.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tag {
    /// Index of the block in the list that was laid out.
    pub block: usize,
    /// The block's role.
    pub role: Role,
    /// Whether this is a bullet's label rather than its body.
    pub label: bool,
}

/// One glyph of a shaped run.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Glyph {
    /// Index in the face.
    pub id: u16,
    /// How far the pen moves, in points, kerning included.
    pub advance: f64,
    /// How far to the right of the pen it is drawn, in points.
    pub x_offset: f64,
    /// How far above the baseline it is drawn, in points.
    pub y_offset: f64,
    /// Byte offset in the item's text where its cluster starts.
    pub cluster: usize,
}
