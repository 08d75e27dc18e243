//! The numbers at the feet of pages.

use super::{
    page::{Item, Page, Text},
    shape::Shaper,
    style::Style,
};

/// Adds its number to the foot of each of several pages, in the middle, as decoration.
///
/// A number alone: readers by machine that take the foot for text lose less by it than by a name.
pub(super) fn number(pages: &mut [Page], style: &Style, shaper: &mut Shaper<'_>) {
    if pages.len() < 2 {
        return;
    }
    for (page, number) in pages.iter_mut().zip(1..) {
        put(page, format!("{number}"), style.bottom, style, shaper);
    }
}

/// Adds `text` to the foot of a page whose margin there is `margin` high, in the middle, as decoration.
pub(super) fn put(
    page: &mut Page,
    text: String,
    margin: f64,
    style: &Style,
    shaper: &mut Shaper<'_>,
) {
    let look = style.contact;
    let glyphs = shaper.shape(&text, look.face, look.size);
    let width: f64 = glyphs.iter().map(|glyph| glyph.advance).sum();
    page.items.push(Item::Text(Text {
        x: (page.width - width) / 2.0,
        // Its middle stands a little above the middle of the margin, clear of what printers cut off.
        y: page.height - margin * FOOT,
        face: look.face,
        font: shaper.fonts().id(look.face),
        is_rtl: false,
        size: look.size,
        color: look.color,
        text,
        glyphs,
        gap: None,
        link: None,
        tag: None,
    }));
}

/// How far above the edge of the paper a number stands, as a share of the margin.
const FOOT: f64 = 0.45;
