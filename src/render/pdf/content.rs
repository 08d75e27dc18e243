//! The operators of a page (ISO 32000-1, annex A), written as they are asked for.

use super::bytes::{put_fixed, put_hex, put_number, put_string_byte};
use crate::layout::Color;

/// The content of a page, as far as it is drawn.
#[derive(Default)]
pub(super) struct Content(Vec<u8>);

impl Content {
    /// Returns the operators.
    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.0
    }

    /// Begins a text: only in one are glyphs shown.
    pub(super) fn begin_text(&mut self) {
        self.operator(b"BT");
    }

    /// Ends a text.
    pub(super) fn end_text(&mut self) {
        self.operator(b"ET");
    }

    /// Sets a font, by its name in the resources, and its size in points.
    pub(super) fn set_font(&mut self, name: &str, size: f64) {
        self.0.push(b'/');
        self.0.extend_from_slice(name.as_bytes());
        self.0.push(b' ');
        self.lengths(&[size]);
        self.operator(b"Tf");
    }

    /// Sets the color of glyphs.
    pub(super) fn set_fill(&mut self, color: Color) {
        self.color(color, b"g", b"rg");
    }

    /// Sets the color of lines.
    pub(super) fn set_stroke(&mut self, color: Color) {
        self.color(color, b"G", b"RG");
    }

    /// Puts the pen that shows glyphs at a place.
    pub(super) fn move_text(&mut self, x: f64, y: f64) {
        self.0.extend_from_slice(b"1 0 0 1 ");
        self.lengths(&[x, y]);
        self.operator(b"Tm");
    }

    /// Makes the glyphs that follow so many times as wide as designed.
    pub(super) fn set_stretch(&mut self, stretch: f64) {
        self.lengths(&[stretch * 100.0]);
        self.operator(b"Tz");
    }

    /// Draws the glyphs that follow so far above the baseline.
    pub(super) fn set_rise(&mut self, rise: f64) {
        self.lengths(&[rise]);
        self.operator(b"Ts");
    }

    /// Shows glyphs.
    pub(super) fn show(&mut self, shown: &mut GlyphRun) {
        shown.end_string();
        if !shown.array.is_empty() {
            self.0.push(b'[');
            self.0.append(&mut shown.array);
            self.0.push(b']');
            self.operator(b"TJ");
        }
    }

    /// Draws a horizontal line of a thickness.
    pub(super) fn line(&mut self, from: f64, to: f64, y: f64, thickness: f64) {
        self.lengths(&[thickness]);
        self.operator(b"w");
        self.lengths(&[from, y]);
        self.operator(b"m");
        self.lengths(&[to, y]);
        self.operator(b"l");
        self.operator(b"S");
    }

    /// Begins decoration: readers pass over it.
    pub(super) fn begin_artifact(&mut self) {
        self.0.extend_from_slice(b"/Artifact ");
        self.operator(b"BMC");
    }

    /// Begins the content of an element, by its index on the page, which is of a kind and may stand for another text.
    pub(super) fn begin_marked(&mut self, kind: &str, mark: Option<usize>, text: Option<&str>) {
        self.0.push(b'/');
        self.0.extend_from_slice(kind.as_bytes());
        self.0.extend_from_slice(b"<<");
        if let Some(text) = text {
            // ISO 32000-1, 14.9.4.
            self.0.extend_from_slice(b"/ActualText<FEFF");
            for unit in text.encode_utf16() {
                put_hex(&mut self.0, &unit.to_be_bytes());
            }
            self.0.push(b'>');
        }
        if let Some(mark) = mark {
            self.0.extend_from_slice(b"/MCID ");
            put_number(&mut self.0, mark as u64);
        }
        self.0.extend_from_slice(b">>");
        self.operator(b"BDC");
    }

    /// Begins text of another language, by its tag.
    pub(super) fn begin_language(&mut self, tag: &str) {
        self.0.extend_from_slice(b"/Span<</Lang(");
        for byte in tag.bytes() {
            put_string_byte(&mut self.0, byte);
        }
        self.0.extend_from_slice(b")>>");
        self.operator(b"BDC");
    }

    /// Begins text from right to left that is drawn from left to right (ISO 32000-1, 14.8.2.3.3).
    pub(super) fn begin_reversed(&mut self) {
        self.0.extend_from_slice(b"/ReversedChars ");
        self.operator(b"BMC");
    }

    /// Ends what was begun last: decoration, an element, a stretch that stands for another text.
    pub(super) fn end_marked(&mut self) {
        self.operator(b"EMC");
    }

    fn operator(&mut self, operator: &[u8]) {
        self.0.extend_from_slice(operator);
        self.0.push(b'\n');
    }

    /// Adds lengths to hundredths of a point: finer than any printer, and shorter than more.
    fn lengths(&mut self, lengths: &[f64]) {
        for &length in lengths {
            put_fixed::<2>(&mut self.0, length);
            self.0.push(b' ');
        }
    }

    /// Sets a color of the screen, a grey as a grey: it takes fewer bytes.
    fn color(&mut self, color: Color, grey: &[u8], colored: &[u8]) {
        let [red, green, blue] = color.0;
        let levels = if red == green && green == blue {
            &color.0[..1]
        } else {
            &color.0[..]
        };
        for &level in levels {
            put_fixed::<3>(&mut self.0, f64::from(level) / 255.0);
            self.0.push(b' ');
        }
        self.operator(if levels.len() == 1 { grey } else { colored });
    }
}

/// What one operator shows: glyphs, and steps of the pen between them.
#[derive(Default)]
pub(super) struct GlyphRun {
    array: Vec<u8>,
    is_in_string: bool,
}

impl GlyphRun {
    /// Adds a glyph.
    pub(super) fn glyph(&mut self, code: u16) {
        if !self.is_in_string {
            self.array.push(b'(');
            self.is_in_string = true;
        }
        for byte in code.to_be_bytes() {
            put_string_byte(&mut self.array, byte);
        }
    }

    /// Moves the pen back by so many thousandths of the type size, a whole number.
    pub(super) fn step_back(&mut self, thousandths: f64) {
        self.end_string();
        // A step behind a step: two numbers.
        if self.array.last().is_some_and(u8::is_ascii_digit) {
            self.array.push(b' ');
        }
        put_fixed::<0>(&mut self.array, thousandths);
    }

    fn end_string(&mut self) {
        if self.is_in_string {
            self.array.push(b')');
            self.is_in_string = false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn glyphs_and_steps_share_an_operator() {
        let mut glyphs = GlyphRun::default();
        glyphs.glyph(0x0141);
        glyphs.step_back(80.0);
        glyphs.step_back(12.0);
        glyphs.step_back(-3.0);
        glyphs.glyph(0x0028);
        glyphs.glyph(0x000D);
        let mut content = Content::default();
        content.show(&mut glyphs);
        content.show(&mut glyphs);
        assert_eq!(content.into_bytes(), b"[(\x01A)80 12 -3(\0\\(\0\\r)]TJ\n");
    }

    #[test]
    fn operators_are_short() {
        let mut content = Content::default();
        content.set_font("R", 10.5);
        content.set_fill(Color([68; 3]));
        content.set_stroke(Color([255, 0, 68]));
        content.move_text(72.004, 700.1);
        content.begin_marked("Span", Some(3), Some("–"));
        content.end_marked();
        let expect = "/R 10.5 Tf\n0.267 g\n1 0 0.267 RG\n1 0 0 1 72 700.1 Tm\n\
                      /Span<</ActualText<FEFF2013>/MCID 3>>BDC\nEMC\n";
        assert_eq!(String::from_utf8(content.into_bytes()).unwrap(), expect);
    }
}
