//! Text to glyphs: kerned, composed, without ligatures but where a script needs them.

use harfrust::{
    Buffer, BufferFlags, Direction, Script, ShapeOptions, ShapePlan, ShaperFont, shape,
};
use rustc_hash::FxHashMap;

use super::{
    bidi::Levels,
    font::{self, DIRECTION, FontFace, FontId, Fonts, SCRIPT},
    letters::{KerningTable, Letter},
    page::Glyph,
    script::{self, Segment},
};
use crate::document::Face;

/// Shapes runs of text; reuse one for many, since it keeps the words it has shaped.
pub(super) struct Shaper<'f> {
    fonts: &'f Fonts,
    /// The words of each [`Face`], in its order.
    words: [Words<'f>; 3],
    buffer: Buffer,
    /// The font for characters that belong together, as far as looked for.
    found: FxHashMap<(Face, String), FontId>,
    /// What shapes other scripts and in other fonts, as far as needed.
    others: FxHashMap<(FontId, Script, bool), Other<'f>>,
}

/// A font as it shapes one script in one direction.
struct Other<'f> {
    font: ShaperFont<'f, 'static>,
    plan: ShapePlan,
}

/// What shapes words in one face, each with the space after it: nothing joins or kerns over a space into the next word.
struct Words<'f> {
    face: &'f FontFace,
    letters: KerningTable,
    font: ShaperFont<'f, 'static>,
    shaped: Shaped,
}

/// What has been found out in one face so far.
#[derive(Default)]
struct Shaped {
    /// Words of more than the common letters, and where they are found.
    index: FxHashMap<String, usize>,
    words: Vec<ShapedWord>,
}

/// A word in one face.
struct ShapedWord {
    glyphs: Vec<Unscaled>,
    /// How wide it is, where its face draws all of it and it runs from left to right.
    width: Option<Width>,
}

/// How wide a word is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Width {
    /// Up to its last letter.
    pub(super) ink: f64,
    /// With the white space after it.
    pub(super) all: f64,
    /// Whether it is nothing but letters, digits and marks of ASCII.
    pub(super) is_ascii: bool,
}

/// The words that a shaper has shaped, to go on with in another thread.
#[derive(Default)]
pub(super) struct ShapedWords([Shaped; 3]);

/// A glyph in units of its face.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Unscaled {
    id: u16,
    advance: i32,
    x_offset: i32,
    y_offset: i32,
    /// The byte of the word that it stands for.
    cluster: u32,
}

impl<'f> Shaper<'f> {
    /// Returns a shaper for the faces of `fonts` that knows words shaped for the same fonts.
    pub(super) fn new(fonts: &'f Fonts, known: ShapedWords) -> Self {
        let words = |face, shaped| Words {
            face: fonts.face(face),
            letters: fonts.letters(face),
            font: ShaperFont::new(fonts.face(face).font()),
            shaped,
        };
        let [regular, bold, italic] = known.0;
        Self {
            fonts,
            words: [
                words(Face::Regular, regular),
                words(Face::Bold, bold),
                words(Face::Italic, italic),
            ],
            buffer: Buffer::new(),
            found: FxHashMap::default(),
            others: FxHashMap::default(),
        }
    }

    /// Returns the words shaped so far, or none where they are more than many resumes in a row are likely to say.
    pub(super) fn into_words(self) -> ShapedWords {
        /// One megabyte.
        const KEPT: usize = 4_000;
        let shaped = self.words.iter().map(|it| it.shaped.words.len());
        if shaped.sum::<usize>() > KEPT {
            return ShapedWords::default();
        }
        ShapedWords(self.words.map(|it| it.shaped))
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
        let words = &mut self.words[face as usize];
        let scale = size / words.face.metrics().units_per_em;
        let mut glyphs = Vec::with_capacity(text.len());
        let mut start = 0;
        for word in text.split_inclusive(' ') {
            let n = glyphs.len();
            let put = |it: Unscaled| glyphs.push(it.scaled(scale, start));
            if !words.shape_from_kerning_table(word, put) {
                glyphs.truncate(n);
                let shaped = words.shaped(word, &mut self.buffer);
                glyphs.extend(shaped.glyphs.iter().map(|it| it.scaled(scale, start)));
            }
            start += word.len();
        }
        glyphs
    }

    /// Returns how wide a word and the space after it are; `None` unless its face draws all of it from left to right.
    pub(super) fn width(&mut self, word: &str, face: Face, size: f64) -> Option<Width> {
        let words = &mut self.words[face as usize];
        let scale = size / words.face.metrics().units_per_em;
        let width = words.width(word, &mut self.buffer)?;
        Some(Width {
            ink: width.ink * scale,
            all: width.all * scale,
            ..width
        })
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
        let other = self.others.entry(key).or_insert_with(|| Other {
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

impl ShapedWord {
    fn of(word: &str, glyphs: Vec<Unscaled>) -> Self {
        let mut width = Width::of_nothing(word.is_ascii());
        let end = word.trim_end_matches(' ').len();
        for glyph in &glyphs {
            width.add(glyph, end);
        }
        let is_drawn = word.chars().all(is_ltr) && glyphs.iter().all(|it| it.id != 0);
        Self {
            glyphs,
            width: is_drawn.then_some(width),
        }
    }
}

impl Width {
    fn of_nothing(is_ascii: bool) -> Self {
        let (ink, all) = (0.0, 0.0);
        Self { ink, all, is_ascii }
    }

    /// Adds a glyph of a word whose last letter ends at the byte `end`.
    fn add(&mut self, glyph: &Unscaled, end: usize) {
        self.all += f64::from(glyph.advance);
        if (glyph.cluster as usize) < end {
            self.ink = self.all;
        }
    }
}

/// Returns whether a character is a visible one of a script that runs from left to right, or stands in any: those before
/// Hebrew, and dashes, quotes and bullets.
fn is_ltr(character: char) -> bool {
    matches!(character, ' '..='~' | '\u{A1}'..='\u{AC}' | '\u{AE}'..='\u{58F}' | '\u{2010}'..='\u{2026}')
}

impl Unscaled {
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

impl Words<'_> {
    /// Returns how wide a word and the space after it are; `None` unless its face draws all of it from left to right.
    fn width(&mut self, word: &str, buffer: &mut Buffer) -> Option<Width> {
        let mut width = Width::of_nothing(word.is_ascii());
        let end = word.trim_end_matches(' ').len();
        if self.shape_from_kerning_table(word, |it| width.add(&it, end)) {
            return Some(width);
        }
        self.shaped(word, buffer).width
    }

    /// Tells `put` the glyphs of a word letter by letter; returns `false` where that is not all of it, and another way is
    /// to be taken.
    fn shape_from_kerning_table(&self, word: &str, mut put: impl FnMut(Unscaled)) -> bool {
        let mut last: Option<(u32, Letter)> = None;
        for (at, character) in word.char_indices() {
            let (Some(letter), Ok(cluster)) = (self.letters.get(character), u32::try_from(at))
            else {
                return false;
            };
            if let Some((start, before)) = last {
                let Some(kern) = self.letters.kern(before, letter) else {
                    return false;
                };
                put(Unscaled::letter(before, kern, start));
            }
            last = Some((cluster, letter));
        }
        if let Some((start, letter)) = last {
            put(Unscaled::letter(letter, 0, start));
        }
        true
    }

    /// Returns a word with the space after it, shaped where it is new.
    fn shaped(&mut self, word: &str, buffer: &mut Buffer) -> &ShapedWord {
        let idx = if let Some(&known) = self.shaped.index.get(word) {
            known
        } else {
            let shaped = ShapedWord::of(word, self.whole(word, buffer));
            self.shaped.words.push(shaped);
            let idx = self.shaped.words.len() - 1;
            self.shaped.index.insert(word.to_owned(), idx);
            idx
        };
        &self.shaped.words[idx]
    }

    fn whole(&self, word: &str, buffer: &mut Buffer) -> Vec<Unscaled> {
        shaped(word, self.face, &self.font, self.face.plan(), buffer)
    }
}

/// Returns for every pair of characters, row by row, what the first is wider than alone before the second; `None` unless
/// the shaper draws both by the glyph and with the advance that each has `alone`.
pub(super) fn pairs(face: &FontFace, all: &[char], alone: &[(u16, i32)]) -> Vec<Option<i16>> {
    let font = ShaperFont::new(face.font());
    let mut buffer = Buffer::new();
    let mut pairs = Vec::with_capacity(all.len() * all.len());
    for (first, &one) in all.iter().zip(alone) {
        for (second, &other) in all.iter().zip(alone) {
            let text = String::from_iter([first, second]);
            let glyphs = shaped(&text, face, &font, face.plan(), &mut buffer);
            pairs.push(kerned(&glyphs, one, other, first.len_utf8()));
        }
    }
    pairs
}

/// Returns what the first letter of a shaped pair is wider than alone, where each has the glyph that it has alone.
fn kerned(
    glyphs: &[Unscaled],
    first: (u16, i32),
    second: (u16, i32),
    second_at: usize,
) -> Option<i16> {
    let [one, other] = glyphs else {
        return None;
    };
    let stands_at =
        |it: &Unscaled, at| (it.x_offset, it.y_offset, it.cluster as usize) == (0, 0, at);
    let is_plain = one.id == first.0 && stands_at(one, 0) && stands_at(other, second_at);
    let is_alone = (other.id, other.advance) == second;
    let kern = i16::try_from(one.advance - first.1).ok()?;
    (is_plain && is_alone).then_some(kern)
}

/// Returns the advance of a glyph in units of its face, which are whole.
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
) -> Vec<Unscaled> {
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
        .map(|(info, position)| Unscaled {
            id: u16::try_from(info.glyph_id).unwrap_or(0),
            advance: position.x_advance,
            x_offset: position.x_offset,
            y_offset: position.y_offset,
            cluster: info.cluster,
        })
        .collect()
}

/// Draws every character on its own: what is left when the shaper runs out of room on absurd input.
fn one_by_one(text: &str, face: &FontFace) -> Vec<Unscaled> {
    text.char_indices()
        .map(|(cluster, character)| {
            let id = face.glyph(character).unwrap_or(0);
            Unscaled {
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
    use crate::layout::{Family, letters};

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
                let words = &shaper.words[face as usize];
                assert!(std::ptr::eq(words.face, shaper.fonts.face(face)));
                let whole: Vec<_> = (words.whole(line, &mut Buffer::new()).iter())
                    .map(|it| (it.id, f64::from(it.advance), it.cluster as usize))
                    .collect();
                assert_eq!(by_words, whole, "{line}");
            }
        }
    }

    #[test]
    fn no_face_looks_further_than_to_the_next_letter() {
        let letters = letters::characters();
        for family in [Family::Sans, Family::Serif] {
            let mut shaper = Shaper::new(Fonts::family(family), ShapedWords::default());
            for words in &mut shaper.words {
                for (first, second) in letters
                    .iter()
                    .flat_map(|it| letters.iter().map(move |second| (it, second)))
                {
                    // Every letter follows the two somewhere in it.
                    let text: String = letters
                        .iter()
                        .flat_map(|third| [first, second, third])
                        .collect();
                    let mut by_pairs = Vec::new();
                    assert!(words.shape_from_kerning_table(&text, |it| by_pairs.push(it)));
                    assert_eq!(by_pairs, words.whole(&text, &mut shaper.buffer), "{text}");
                }
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
