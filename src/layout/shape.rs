//! Text to glyphs: kerned, composed, without ligatures but where a script needs them.

use harfrust::{
    Buffer, BufferFlags, Direction, Script, ShapeOptions, ShapePlan, ShaperFont, shape,
};
use rustc_hash::FxHashMap;

use super::{
    bidi::Levels,
    family::FontId,
    font::{self, DIRECTION, FontFace, Fonts, SCRIPT},
    kerning_table::{KerningTable, Letter},
    page::Glyph,
    script::{self, Segment},
};
use crate::document::Face;

/// Shapes runs of text; reuse one for many runs, since it caches the words it has shaped.
pub(super) struct Shaper<'f> {
    fonts: &'f Fonts,
    /// A shaper for each [`Face`], in their order.
    faces: [FaceShaper<'f>; 3],
    buffer: Buffer,
    /// The font for characters that belong together, as far as looked for.
    found: FxHashMap<(Face, String), FontId>,
    /// The shapers of other scripts and of other fonts that were needed so far.
    others: FxHashMap<(FontId, Script, bool), ScriptShaper<'f>>,
}

/// A font as it shapes one script in one direction.
struct ScriptShaper<'f> {
    font: ShaperFont<'f, 'static>,
    plan: ShapePlan,
}

/// Shapes the words of one face, each with the space after it: nothing joins or kerns over a space into the next word.
struct FaceShaper<'f> {
    face: &'f FontFace,
    kerning: KerningTable,
    font: ShaperFont<'f, 'static>,
    /// The words that the kerning table does not cover, shaped.
    shaped: FxHashMap<String, Vec<UnscaledGlyph>>,
}

/// A glyph in units of its face.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct UnscaledGlyph {
    pub(super) id: u16,
    pub(super) advance: i32,
    pub(super) x_offset: i32,
    pub(super) y_offset: i32,
    /// The byte of the word at which its cluster starts.
    pub(super) cluster: u32,
}

impl<'f> Shaper<'f> {
    /// Returns a shaper for the faces of `fonts`.
    pub(super) fn new(fonts: &'f Fonts) -> Self {
        let shaper = |face| FaceShaper {
            face: fonts.face(face),
            kerning: fonts.kerning(face),
            font: ShaperFont::new(fonts.face(face).font()),
            shaped: FxHashMap::default(),
        };
        Self {
            fonts,
            faces: [
                shaper(Face::Regular),
                shaper(Face::Bold),
                shaper(Face::Italic),
            ],
            buffer: Buffer::new(),
            found: FxHashMap::default(),
            others: FxHashMap::default(),
        }
    }

    /// Returns the glyphs of a text by the kerning table alone; `None` if the table does not cover it.
    #[cfg(test)]
    pub(super) fn shape_from_table(&self, text: &str, face: Face) -> Option<Vec<UnscaledGlyph>> {
        let mut glyphs = Vec::new();
        let is_covered = self.faces[face as usize].shape_from_table(text, |it| glyphs.push(it));
        is_covered.then_some(glyphs)
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
        let words = &mut self.faces[face as usize];
        let scale = size / words.face.metrics().units_per_em;
        let mut glyphs = Vec::with_capacity(text.len());
        let mut start = 0;
        for word in text.split_inclusive(' ') {
            let n = glyphs.len();
            let put = |it: UnscaledGlyph| glyphs.push(it.scaled(scale, start));
            if !words.shape_from_table(word, put) {
                glyphs.truncate(n);
                let shaped = words.shaped(word, &mut self.buffer);
                glyphs.extend(shaped.iter().map(|it| it.scaled(scale, start)));
            }
            start += word.len();
        }
        glyphs
    }

    /// Returns the stretches of `text` that are shaped alike, each in the first font that draws it; in the face's own
    /// where none does. `start` is where the text starts in the block that `levels` are of.
    pub(super) fn segments(
        &mut self,
        text: &str,
        face: Face,
        start: usize,
        levels: Option<&Levels>,
    ) -> Vec<Segment> {
        let fonts = self.fonts;
        let found = &mut self.found;
        let find = |cluster: &str| {
            let key = (face, cluster.to_owned());
            let look = || fonts.find(cluster, face).unwrap_or(fonts.id(face));
            *found.entry(key).or_insert_with(look)
        };
        let draws = |font, cluster: &str| fonts.font(font).draws(cluster);
        script::segments(text, start, levels, draws, find)
    }

    /// Returns the glyphs that draw the `text` of a segment at `size` points, in its order: from right to left, the last is
    /// drawn first.
    pub(super) fn shape_segment(&mut self, text: &str, segment: &Segment, size: f64) -> Vec<Glyph> {
        let face = self.fonts.font(segment.font);
        let (script, is_rtl) = (segment.script(), segment.level.is_rtl());
        let direction = if is_rtl {
            Direction::RightToLeft
        } else {
            DIRECTION
        };
        let key = (segment.font, script, is_rtl);
        let other = self.others.entry(key).or_insert_with(|| ScriptShaper {
            font: ShaperFont::new(face.font()),
            plan: font::plan(face.font(), script, direction),
        });
        let buffer = &mut self.buffer;
        let mut glyphs = shaped(text, face, &other.font, &other.plan, buffer);
        if is_rtl && glyphs.first().map(|it| it.cluster) >= glyphs.last().map(|it| it.cluster) {
            glyphs.reverse();
        }
        let scale = size / face.metrics().units_per_em;
        let glyphs = glyphs.into_iter();
        glyphs.map(|it| it.scaled(scale, 0)).collect()
    }
}

impl UnscaledGlyph {
    /// Returns what draws a letter, kerned, at a byte of the word.
    fn letter(letter: Letter, kern: i16, cluster: u32) -> Self {
        Self {
            id: letter.glyph,
            advance: i32::from(letter.advance) + i32::from(kern),
            x_offset: 0,
            y_offset: 0,
            cluster,
        }
    }

    /// Returns the glyph at a size, of a word that starts at `start`.
    fn scaled(self, scale: f64, start: usize) -> Glyph {
        Glyph {
            id: self.id,
            advance: f64::from(self.advance) * scale,
            x_offset: f64::from(self.x_offset) * scale,
            y_offset: f64::from(self.y_offset) * scale,
            cluster: start + self.cluster as usize,
        }
    }
}

impl FaceShaper<'_> {
    /// Passes the glyphs of a word to `put`, from the kerning table; returns `false` if the table does not cover all of it
    /// (some glyphs may have been passed by then).
    fn shape_from_table(&self, word: &str, mut put: impl FnMut(UnscaledGlyph)) -> bool {
        let mut last: Option<(u32, Letter)> = None;
        for (at, character) in word.char_indices() {
            let (Some(letter), Ok(cluster)) = (self.kerning.get(character), u32::try_from(at))
            else {
                return false;
            };
            if let Some((start, before)) = last {
                let Some(kern) = self.kerning.kern(before, letter) else {
                    return false;
                };
                put(UnscaledGlyph::letter(before, kern, start));
            }
            last = Some((cluster, letter));
        }
        if let Some((start, letter)) = last {
            put(UnscaledGlyph::letter(letter, 0, start));
        }
        true
    }

    /// Returns the glyphs of a word and the space after it, shaped where it is new.
    fn shaped(&mut self, word: &str, buffer: &mut Buffer) -> &[UnscaledGlyph] {
        if !self.shaped.contains_key(word) {
            let glyphs = self.shape_whole(word, buffer);
            self.shaped.insert(word.to_owned(), glyphs);
        }
        &self.shaped[word]
    }

    fn shape_whole(&self, word: &str, buffer: &mut Buffer) -> Vec<UnscaledGlyph> {
        shaped(word, self.face, &self.font, self.face.plan(), buffer)
    }
}

/// Shapes a text in a face, without the kerning table.
#[cfg(test)]
pub(super) fn shape_alone(face: &FontFace, text: &str) -> Vec<UnscaledGlyph> {
    let font = ShaperFont::new(face.font());
    shaped(text, face, &font, face.plan(), &mut Buffer::new())
}

/// Returns the advance of a glyph in font units, which are whole numbers.
pub(super) fn advance(face: &FontFace, id: u16) -> i32 {
    #[allow(
        clippy::cast_possible_truncation,
        reason = "a font says at most 65,535"
    )]
    let units = face.advance(id) as i32;
    units
}

/// Returns the glyphs of `text` as `plan` shapes it, from left to right.
fn shaped(
    text: &str,
    face: &FontFace,
    font: &ShaperFont<'_, '_>,
    plan: &ShapePlan,
    buffer: &mut Buffer,
) -> Vec<UnscaledGlyph> {
    buffer.reset();
    buffer.push_str(text);
    buffer.set_direction(plan.direction());
    buffer.set_script(plan.script().or(Some(SCRIPT)));
    buffer.set_flags(
        BufferFlags::REMOVE_DEFAULT_IGNORABLES | BufferFlags::DO_NOT_INSERT_DOTTED_CIRCLE,
    );
    let options = ShapeOptions::new().plan(Some(plan));
    let shaped = shape(font, buffer, options);
    if shaped.is_err() || !buffer.allocation_successful() {
        return one_by_one(text, face);
    }
    let glyphs = buffer.glyph_infos().iter().zip(buffer.glyph_positions());
    glyphs
        .map(|(info, position)| UnscaledGlyph {
            id: u16::try_from(info.glyph_id).unwrap_or(0),
            advance: position.x_advance,
            x_offset: position.x_offset,
            y_offset: position.y_offset,
            cluster: info.cluster,
        })
        .collect()
}

/// Draws every character on its own: what is left when the shaper runs out of room on absurd input.
fn one_by_one(text: &str, face: &FontFace) -> Vec<UnscaledGlyph> {
    text.char_indices()
        .map(|(cluster, character)| {
            let id = face.glyph(character).unwrap_or(0);
            UnscaledGlyph {
                id,
                advance: advance(face, id),
                x_offset: 0,
                y_offset: 0,
                cluster: u32::try_from(cluster).unwrap_or(u32::MAX),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::Family;

    fn shaped(text: &str) -> Vec<Glyph> {
        Shaper::new(Fonts::family(Family::Sans)).shape(text, Face::Regular, 1000.0)
    }

    fn width(glyphs: &[Glyph]) -> f64 {
        glyphs.iter().map(|glyph| glyph.advance).sum()
    }

    #[test]
    fn kerns() {
        let plain = one_by_one("AVATAR", Fonts::family(Family::Sans).face(Face::Regular));
        let plain: f64 = plain.iter().map(|glyph| f64::from(glyph.advance)).sum();
        assert!(width(&shaped("AVATAR")) < plain - 50.0);
    }

    #[test]
    fn words_one_by_one_are_what_the_whole_is() {
        let profiles = [
            include_str!("../../profiles/technical-program-manager.yaml"),
            include_str!("../../profiles/nurse.yaml"),
            "AV To. “Yes,” 10 % – Ta V. (a) René Ærø Αθήνα Київ col·lecció L·L a·b",
        ];
        let mut shaper = Shaper::new(Fonts::family(Family::Sans));
        for line in profiles.iter().flat_map(|it| it.lines()) {
            for face in [Face::Regular, Face::Bold, Face::Italic] {
                let em = Fonts::family(Family::Sans)
                    .face(face)
                    .metrics()
                    .units_per_em;
                let by_words: Vec<_> = (shaper.shape(line, face, em).iter())
                    .map(|it| (it.id, it.advance, it.cluster))
                    .collect();
                let words = &shaper.faces[face as usize];
                assert!(std::ptr::eq(words.face, shaper.fonts.face(face)));
                let whole: Vec<_> = (words.shape_whole(line, &mut Buffer::new()).iter())
                    .map(|it| (it.id, f64::from(it.advance), it.cluster as usize))
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
