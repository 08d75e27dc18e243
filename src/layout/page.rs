//! A page as placed items: the hinge between layout and rendering.

use std::fmt::Write;

use super::{color::Color, family::FontId, script, style::Style};
use crate::document::{Face, Role};

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

impl Page {
    /// Returns the share of the column of text that is filled, 0 to 1.
    pub fn filled(&self, style: &Style) -> f64 {
        (self.bottom - style.top) / (self.height - style.top - style.bottom)
    }
}

/// One placed thing.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    /// Text: content.
    Text(Text),
    /// A rule: decoration, not content.
    Rule(Rule),
}

/// A stretch of one line of text, in one face.
#[derive(Debug, Clone, PartialEq)]
pub struct Text {
    /// Left edge.
    pub x: f64,
    /// Baseline.
    pub y: f64,
    /// The face asked for.
    pub face: Face,
    /// The font that draws it: the face's own, or another that has the glyphs.
    pub font: FontId,
    /// Whether it runs from right to left: then the first glyph draws the last characters.
    pub is_rtl: bool,
    /// Type size.
    pub size: f64,
    /// Its color.
    pub color: Color,
    /// The characters drawn, including the spaces between words and the one that ends the line.
    pub text: String,
    /// The glyphs that draw them, from left to right.
    pub glyphs: Vec<Glyph>,
    /// Set where the one glyph is a space that says what the text does (the bar before dates at the right margin, the
    /// semicolon at the end of a line): how much wider than designed it is drawn.
    pub gap: Option<f64>,
    /// Where a click leads.
    pub link: Option<String>,
    /// What it belongs to; nothing for decoration such as a page's number.
    pub tag: Option<Tag>,
}

impl Text {
    /// Returns how far the pen moves, including the space that ends the line.
    pub fn width(&self) -> f64 {
        self.glyphs.iter().map(|glyph| glyph.advance).sum()
    }

    /// Returns how far the pen moves up to the end of the last character that is not white space.
    pub fn ink_width(&self) -> f64 {
        let end = self.text.trim_end().len();
        let inked = self.glyphs.iter().filter(|glyph| glyph.cluster < end);
        inked.map(|glyph| glyph.advance).sum()
    }

    /// Returns where the ink starts: right of the spaces that end a text from right to left.
    pub fn ink_left(&self) -> f64 {
        if self.is_rtl {
            self.x + self.width() - self.ink_width()
        } else {
            self.x
        }
    }

    /// Returns its language as a BCP 47 tag, where its script leaves no doubt.
    pub fn language(&self) -> Option<&'static str> {
        script::language(&self.text)
    }
}

/// A horizontal rule.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rule {
    /// Left edge.
    pub x: f64,
    /// Middle of the stroke.
    pub y: f64,
    /// Length.
    pub width: f64,
    /// Thickness.
    pub thickness: f64,
    /// Its color.
    pub color: Color,
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

/// Returns the pages as text, an item a line: `p1 54.0 738.2 bold 11 "Experience"`.
///
/// Positions are the left end of the baseline from the top left corner of the page. A link follows as
/// `-> mailto:…`; a bullet's label and colors are not told, a rule's length is.
pub fn dump(pages: &[Page]) -> String {
    let mut dump = String::new();
    for (idx, page) in pages.iter().enumerate() {
        for item in &page.items {
            // Writing to a string cannot fail.
            let _ = write!(dump, "p{} ", idx + 1);
            let _ = match item {
                Item::Text(text) => dump_text(&mut dump, text),
                Item::Rule(rule) => {
                    writeln!(dump, "{:.1} {:.1} rule {:.1}", rule.x, rule.y, rule.width)
                }
            };
        }
    }
    dump
}

fn dump_text(dump: &mut String, text: &Text) -> std::fmt::Result {
    let face = match text.face {
        Face::Regular => "regular",
        Face::Bold => "bold",
        Face::Italic => "italic",
    };
    let (x, y, size) = (text.x, text.y, text.size);
    write!(dump, "{x:.1} {y:.1} {face} {size} {:?}", text.text)?;
    if let Some(link) = &text.link {
        write!(dump, " -> {link}")?;
    }
    writeln!(dump)
}
