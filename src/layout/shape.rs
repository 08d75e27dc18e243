//! Text to glyphs: kerned, composed, without ligatures.

use harfrust::{Buffer, BufferFlags, ShapeOptions, ShaperFont, shape};

use super::{
    font::{DIRECTION, FontFace, Fonts, SCRIPT},
    page::Glyph,
};
use crate::document::Face;

/// Shapes runs of text; reuse one for many, since it keeps the tables it has looked up.
pub(super) struct Shaper<'f> {
    fonts: &'f Fonts,
    regular: ShaperFont<'f, 'static>,
    bold: ShaperFont<'f, 'static>,
    italic: ShaperFont<'f, 'static>,
    buffer: Buffer,
}

impl<'f> Shaper<'f> {
    /// Returns a shaper for the faces of `fonts`.
    pub(super) fn new(fonts: &'f Fonts) -> Self {
        let prepare = |face| ShaperFont::new(fonts.face(face).font());
        Self {
            fonts,
            regular: prepare(Face::Regular),
            bold: prepare(Face::Bold),
            italic: prepare(Face::Italic),
            buffer: Buffer::new(),
        }
    }

    /// Returns the faces it shapes for.
    pub(super) fn fonts(&self) -> &'f Fonts {
        self.fonts
    }

    /// Returns the glyphs that draw `text` in `face` at `size` points, from left to right.
    ///
    /// Glyph 0 stands where the face has none. Invisible characters that the face knows (a soft hyphen, a
    /// zero-width space) get no glyph: they belong to the cluster of their neighbour.
    pub(super) fn shape(&mut self, text: &str, face: Face, size: f64) -> Vec<Glyph> {
        let font = match face {
            Face::Regular => &self.regular,
            Face::Bold => &self.bold,
            Face::Italic => &self.italic,
        };
        let face = self.fonts.face(face);
        let scale = size / face.metrics().units_per_em;
        let buffer = &mut self.buffer;
        buffer.reset();
        buffer.push_str(text);
        buffer.set_direction(DIRECTION);
        buffer.set_script(Some(SCRIPT));
        buffer.set_flags(
            BufferFlags::REMOVE_DEFAULT_IGNORABLES | BufferFlags::DO_NOT_INSERT_DOTTED_CIRCLE,
        );
        let options = ShapeOptions::new().plan(Some(face.plan()));
        let shaped = shape(font, buffer, options);
        if shaped.is_err() || !buffer.allocation_successful() {
            return one_by_one(text, face, scale);
        }
        let glyphs = buffer.glyph_infos().iter().zip(buffer.glyph_positions());
        glyphs
            .map(|(info, position)| Glyph {
                id: u16::try_from(info.glyph_id).unwrap_or(0),
                advance: f64::from(position.x_advance) * scale,
                x_offset: f64::from(position.x_offset) * scale,
                y_offset: f64::from(position.y_offset) * scale,
                cluster: info.cluster as usize,
            })
            .collect()
    }
}

/// Draws every character on its own: what is left when the shaper runs out of room on absurd input.
fn one_by_one(text: &str, face: &FontFace, scale: f64) -> Vec<Glyph> {
    text.char_indices()
        .map(|(cluster, character)| {
            let id = face.glyph(character).unwrap_or(0);
            Glyph {
                id,
                advance: face.advance(id) * scale,
                x_offset: 0.0,
                y_offset: 0.0,
                cluster,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shaped(text: &str) -> Vec<Glyph> {
        Shaper::new(Fonts::embedded()).shape(text, Face::Regular, 1000.0)
    }

    fn width(glyphs: &[Glyph]) -> f64 {
        glyphs.iter().map(|glyph| glyph.advance).sum()
    }

    #[test]
    fn kerns() {
        let plain = one_by_one("AVATAR", Fonts::embedded().face(Face::Regular), 1.0);
        assert!(width(&shaped("AVATAR")) < width(&plain) - 50.0);
    }

    #[test]
    fn joins_no_letters() {
        for text in ["office", "affluent fjord", "ft tt ti"] {
            assert_eq!(shaped(text).len(), text.len(), "{text}");
        }
    }

    #[test]
    fn composes_a_letter_and_its_accent() {
        let glyphs = shaped("Rene\u{301}e");
        assert_eq!(glyphs.len(), 5);
        let composed = Fonts::embedded().face(Face::Regular).glyph('é').unwrap();
        assert_eq!((glyphs[3].id, glyphs[3].cluster), (composed, 3));
        assert_eq!(glyphs[4].cluster, 6);
    }

    #[test]
    fn a_soft_hyphen_draws_nothing_and_belongs_to_its_neighbour() {
        let glyphs = shaped("co\u{AD}op");
        let clusters: Vec<usize> = glyphs.iter().map(|glyph| glyph.cluster).collect();
        assert_eq!(clusters, [0, 1, 4, 5]);
    }

    #[test]
    fn an_unknown_character_is_glyph_zero() {
        assert_eq!(shaped("a日b")[1].id, 0);
    }

    #[test]
    fn digits_are_lining_and_of_one_width() {
        let glyphs = shaped("0123456789");
        let face = Fonts::embedded().face(Face::Regular);
        for (glyph, digit) in glyphs.iter().zip('0'..='9') {
            assert_eq!(Some(glyph.id), face.glyph(digit));
            assert!((glyph.advance - glyphs[0].advance).abs() < 1e-9);
        }
    }
}
