//! Text to glyphs: kerned, composed, without ligatures.

use harfrust::{Buffer, BufferFlags, ShapeOptions, ShaperFont, shape};
use rustc_hash::FxHashMap;

use super::{
    font::{DIRECTION, FontFace, Fonts, SCRIPT},
    page::Glyph,
};
use crate::document::Face;

/// Shapes runs of text; reuse one for many, since it keeps the words it has shaped.
pub(super) struct Shaper<'f> {
    fonts: &'f Fonts,
    regular: Words<'f>,
    bold: Words<'f>,
    italic: Words<'f>,
    buffer: Buffer,
}

/// The words shaped in one face so far, each with the space after it.
///
/// Shaping a word takes microseconds, and a profile says most of its words several times. Nothing joins or kerns over a
/// space into the next word.
struct Words<'f> {
    face: &'f FontFace,
    font: ShaperFont<'f, 'static>,
    shaped: Shaped,
}

type Shaped = FxHashMap<String, Vec<Unscaled>>;

/// The words that a shaper has shaped, to go on with in another thread.
#[derive(Default)]
pub(super) struct ShapedWords([Shaped; 3]);

/// A glyph in units of its face.
#[derive(Clone, Copy)]
struct Unscaled {
    id: u16,
    advance: f64,
    x_offset: f64,
    y_offset: f64,
    /// The byte of the word that it stands for.
    cluster: usize,
}

impl<'f> Shaper<'f> {
    /// Returns a shaper for the faces of `fonts` that knows words shaped for the same fonts.
    pub(super) fn new(fonts: &'f Fonts, known: ShapedWords) -> Self {
        let words = |face, shaped| Words {
            face: fonts.face(face),
            font: ShaperFont::new(fonts.face(face).font()),
            shaped,
        };
        let [regular, bold, italic] = known.0;
        Self {
            fonts,
            regular: words(Face::Regular, regular),
            bold: words(Face::Bold, bold),
            italic: words(Face::Italic, italic),
            buffer: Buffer::new(),
        }
    }

    /// Returns the words shaped so far, or none where they are more than many resumes in a row are likely to say.
    pub(super) fn into_words(self) -> ShapedWords {
        /// 30 resumes' worth, two megabytes.
        const KEPT: usize = 10_000;
        let shaped = [&self.regular, &self.bold, &self.italic].map(|it| it.shaped.len());
        if shaped.iter().sum::<usize>() > KEPT {
            return ShapedWords::default();
        }
        ShapedWords([self.regular, self.bold, self.italic].map(|it| it.shaped))
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
        let words = match face {
            Face::Regular => &mut self.regular,
            Face::Bold => &mut self.bold,
            Face::Italic => &mut self.italic,
        };
        let scale = size / words.face.metrics().units_per_em;
        let mut glyphs = Vec::with_capacity(text.len());
        let mut start = 0;
        for word in text.split_inclusive(' ') {
            let mut place = |shaped: &[Unscaled]| {
                glyphs.extend(shaped.iter().map(|it| Glyph {
                    id: it.id,
                    advance: it.advance * scale,
                    x_offset: it.x_offset * scale,
                    y_offset: it.y_offset * scale,
                    cluster: start + it.cluster,
                }));
            };
            if let Some(shaped) = words.shaped.get(word) {
                place(shaped);
            } else {
                let shaped = words.shape_new(word, &mut self.buffer);
                place(&shaped);
                words.shaped.insert(word.to_owned(), shaped);
            }
            start += word.len();
        }
        glyphs
    }
}

impl Words<'_> {
    fn shape_new(&self, word: &str, buffer: &mut Buffer) -> Vec<Unscaled> {
        buffer.reset();
        buffer.push_str(word);
        buffer.set_direction(DIRECTION);
        buffer.set_script(Some(SCRIPT));
        buffer.set_flags(
            BufferFlags::REMOVE_DEFAULT_IGNORABLES | BufferFlags::DO_NOT_INSERT_DOTTED_CIRCLE,
        );
        let options = ShapeOptions::new().plan(Some(self.face.plan()));
        let shaped = shape(&self.font, buffer, options);
        if shaped.is_err() || !buffer.allocation_successful() {
            return one_by_one(word, self.face);
        }
        let glyphs = buffer.glyph_infos().iter().zip(buffer.glyph_positions());
        glyphs
            .map(|(info, position)| Unscaled {
                id: u16::try_from(info.glyph_id).unwrap_or(0),
                advance: f64::from(position.x_advance),
                x_offset: f64::from(position.x_offset),
                y_offset: f64::from(position.y_offset),
                cluster: info.cluster as usize,
            })
            .collect()
    }
}

/// Draws every character on its own: what is left when the shaper runs out of room on absurd input.
fn one_by_one(text: &str, face: &FontFace) -> Vec<Unscaled> {
    text.char_indices()
        .map(|(cluster, character)| {
            let id = face.glyph(character).unwrap_or(0);
            Unscaled {
                id,
                advance: face.advance(id),
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
    use crate::layout::Family;

    fn shaped(text: &str) -> Vec<Glyph> {
        Shaper::new(Fonts::family(Family::Sans), ShapedWords::default()).shape(
            text,
            Face::Regular,
            1000.0,
        )
    }

    fn width(glyphs: &[Glyph]) -> f64 {
        glyphs.iter().map(|glyph| glyph.advance).sum()
    }

    #[test]
    fn kerns() {
        let plain = one_by_one("AVATAR", Fonts::family(Family::Sans).face(Face::Regular));
        let plain: f64 = plain.iter().map(|glyph| glyph.advance).sum();
        assert!(width(&shaped("AVATAR")) < plain - 50.0);
    }

    #[test]
    fn words_one_by_one_are_what_the_whole_is() {
        let profiles = [
            include_str!("../../profiles/technical-program-manager.yaml"),
            include_str!("../../profiles/nurse.yaml"),
            "AV To. “Yes,” 10 % – Ta V. (a) René Ærø Αθήνα Київ",
        ];
        let mut shaper = Shaper::new(Fonts::family(Family::Sans), ShapedWords::default());
        for line in profiles.iter().flat_map(|it| it.lines()) {
            for face in [Face::Regular, Face::Bold, Face::Italic] {
                let em = Fonts::family(Family::Sans)
                    .face(face)
                    .metrics()
                    .units_per_em;
                let by_words: Vec<_> = (shaper.shape(line, face, em).iter())
                    .map(|it| (it.id, it.advance, it.cluster))
                    .collect();
                let words = match face {
                    Face::Regular => &shaper.regular,
                    Face::Bold => &shaper.bold,
                    Face::Italic => &shaper.italic,
                };
                let whole: Vec<_> = (words.shape_new(line, &mut Buffer::new()).iter())
                    .map(|it| (it.id, it.advance, it.cluster))
                    .collect();
                assert_eq!(by_words, whole, "{line}");
            }
        }
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
        let composed = Fonts::family(Family::Sans)
            .face(Face::Regular)
            .glyph('é')
            .unwrap();
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
        let face = Fonts::family(Family::Sans).face(Face::Regular);
        for (glyph, digit) in glyphs.iter().zip('0'..='9') {
            assert_eq!(Some(glyph.id), face.glyph(digit));
            assert!((glyph.advance - glyphs[0].advance).abs() < 1e-9);
        }
    }
}
