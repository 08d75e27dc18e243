//! Blocks set on pages with real font metrics.
//!
//! [`set()`] shapes a block and breaks it into lines, once; its height can then be read and its lines placed on a
//! page as often as needed. [`paginate()`] places blocks on pages, [`fit()`] finds the room between them that fills the last one. What comes out is glyphs at positions, in reading
//! order, which a renderer draws without measuring anything.

mod bidi;
mod color;
mod dates;
mod family;
mod fit;
mod folio;
mod font;
mod kerning_table;
mod line;
mod linebreak;
mod missing;
mod page;
mod paginate;
mod paper;
mod paragraph;
mod script;
mod set;
mod shape;
mod style;

pub use bidi::runs_from_right;
pub use color::Color;
pub use family::{Family, FontId};
pub use fit::{Spacing, fit};
pub(crate) use font::table;
pub use font::{FontError, FontFace, Fonts, Metrics, PathSegment};
pub use missing::{MissingGlyph, MissingGlyphs};
pub use page::{Glyph, Item, Page, Rule, Tag, Text, dump};
pub use paginate::{fullness, paginate};
pub use paper::Paper;
pub use script::suited_family;
pub use set::SetBlock;
pub use style::{Align, Dates, Mark, RoleStyle, RuleStyle, Style};

use crate::document::Block;
use missing::Missing;
use shape::Shaper;

/// Sets `blocks` in lines, each by itself.
///
/// # Errors
///
/// Names every character of every block that the fonts have no glyph for.
pub fn set(
    blocks: &[Block],
    style: &Style,
    paper: Paper,
    fonts: &Fonts,
) -> Result<Vec<SetBlock>, MissingGlyphs> {
    let mut shaper = Shaper::new(fonts);
    let mut missing = Missing::default();
    let sets = blocks.iter().enumerate();
    let sets = sets.map(|block| set::set(block, style, paper, &mut shaper, &mut missing));
    let sets = sets.collect();
    missing.none_or(sets)
}

/// Sets `blocks` and places them on pages.
///
/// # Errors
///
/// Names every character of every block that the fonts have no glyph for.
pub fn pages(
    blocks: &[Block],
    style: &Style,
    paper: Paper,
    fonts: &Fonts,
) -> Result<Vec<Page>, MissingGlyphs> {
    let sets = set(blocks, style, paper, fonts)?;
    let sets: Vec<&SetBlock> = sets.iter().collect();
    Ok(paginate(&sets, style, paper))
}

/// Sets blocks one by one, for one style and paper; reuse one for many blocks, since it caches shaped words.
pub struct Typesetter<'a> {
    style: &'a Style,
    paper: Paper,
    shaper: Shaper<'a>,
}

impl<'a> Typesetter<'a> {
    /// Returns a typesetter for the faces of `fonts`.
    pub fn new(style: &'a Style, paper: Paper, fonts: &'a Fonts) -> Self {
        Self {
            style,
            paper,
            shaper: Shaper::new(fonts),
        }
    }

    /// Returns the height of `block` in lines.
    pub fn height(&mut self, block: &Block) -> f64 {
        set::height(block, self.style, self.paper, &mut self.shaper)
    }

    /// Returns the width of `block` on one line without end, in points.
    pub fn width(&mut self, block: &Block) -> f64 {
        set::width(block, self.style, &mut self.shaper)
    }

    /// Numbers several pages at their feet, where the style does.
    pub fn number(&mut self, pages: &mut [Page]) {
        if self.style.page_numbers {
            folio::number(pages, self.style, &mut self.shaper);
        }
    }

    /// Puts a number, or what stands for one, at the foot of a page of any style.
    pub fn foot(&mut self, page: &mut Page, text: &str) {
        let margin = f64::min(self.style.bottom, page.height - page.bottom);
        folio::put(page, text.to_owned(), margin, self.style, &mut self.shaper);
    }

    /// Returns `block` in lines, and the characters that the fonts have no glyph for: holes on the page.
    pub fn set(&mut self, block: &Block) -> (SetBlock, Vec<MissingGlyph>) {
        let mut missing = Missing::default();
        let set = set::set(
            (0, block),
            self.style,
            self.paper,
            &mut self.shaper,
            &mut missing,
        );
        (set, missing.found())
    }
}
