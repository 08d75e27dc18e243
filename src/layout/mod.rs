//! Blocks set on pages with real font metrics.
//!
//! [`set()`] shapes a block and breaks it into lines, once; its height can then be read and its lines placed on a
//! page as often as needed. [`paginate()`] places blocks on pages, [`fit()`] finds the room between them that fills the last one. What comes out is glyphs at positions, in reading
//! order, which a renderer draws without measuring anything.

mod bidi;
mod dates;
mod fit;
mod folio;
mod font;
mod letters;
mod linebreak;
mod missing;
mod page;
mod paginate;
mod plain;
mod script;
mod set;
mod shape;
mod style;

pub use bidi::runs_from_right;
pub use fit::{Spacing, fit};
pub(crate) use font::table;
pub use font::{Family, FontError, FontFace, FontId, Fonts, Metrics, PathSegment};
pub use letters::letters_file;
pub use missing::{MissingGlyph, MissingGlyphs};
pub use page::{Glyph, Item, Page, Paper, Rule, Tag, Text, dump};
pub use paginate::{fullness, paginate};
pub use script::suited_family;
pub use set::SetBlock;
pub use style::{Align, Color, Dates, Mark, RoleStyle, RuleStyle, Style};

use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::document::Block;
use missing::Missing;
use shape::{ShapedWords, Shaper};

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
    let mut shaper = Shaper::new(fonts, ShapedWords::default());
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

/// Sets blocks one by one, for one style and paper; reuse one for many, since it keeps what it has looked up.
pub struct Typesetter<'a> {
    style: &'a Style,
    paper: Paper,
    shaper: Shaper<'a>,
}

/// What a typesetter knows, to go on with in another thread for the same fonts.
#[derive(Default)]
pub struct Known(ShapedWords);

/// What the typesetters of many resumes know of the words of some fonts, also in several threads at once.
pub struct KnownWords<'f> {
    fonts: &'f Fonts,
    /// What each typesetter that is done has looked up, for the next one to go on with.
    known: Mutex<Vec<Known>>,
}

impl<'f> KnownWords<'f> {
    /// Returns what is known of `fonts` at first: nothing.
    pub fn new(fonts: &'f Fonts) -> Self {
        Self {
            fonts,
            known: Mutex::default(),
        }
    }

    /// Returns the fonts whose words are known.
    pub fn fonts(&self) -> &'f Fonts {
        self.fonts
    }

    /// Returns what the next typesetter may go on with.
    pub fn take(&self) -> Known {
        self.known().pop().unwrap_or_default()
    }

    /// Keeps what a typesetter for these fonts has looked up.
    pub fn put(&self, known: Known) {
        self.known().push(known);
    }

    fn known(&self) -> MutexGuard<'_, Vec<Known>> {
        // Nothing is left half done by a thread that fails while it looks.
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<'a> Typesetter<'a> {
    /// Returns a typesetter for the faces of `fonts` that goes on with what another one knew.
    pub fn new(style: &'a Style, paper: Paper, fonts: &'a Fonts, known: Known) -> Self {
        Self {
            style,
            paper,
            shaper: Shaper::new(fonts, known.0),
        }
    }

    /// Returns what it has looked up.
    pub fn into_known(self) -> Known {
        Known(self.shaper.into_words())
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
