//! Kerning of the built-in faces, looked up instead of shaped.
//!
//! Shaping a word with the font's own tables takes microseconds, nearly all of them for kerning. The built-in faces look
//! no further than the next letter (a test tries every triple), and ligatures are off, so a word of common letters is
//! its glyphs, each advanced by its width and the kern of the pair. `kerning.bin` holds what the shaper answers for every
//! pair. Without the table, one resume takes 40 % more processor time and a batch 6 % more.
//!
//! `UPDATE_TABLES=1 cargo test --lib kerning_table` writes the file anew.

use crate::document::Face;

use super::family::{Family, FontId};

/// The first ASCII character with a glyph.
const FIRST: u8 = b' ';

/// The number of ASCII characters with a glyph.
const N_ASCII: usize = 95;

/// The other characters of the table: dashes, quotes, a bullet and an ellipsis. The middle dot is left out: between two
/// `l`, as in Catalan, it is kerned by both its neighbors.
const OTHERS: [char; 8] = ['–', '—', '‘', '’', '“', '”', '•', '…'];

/// The number of characters.
const N: usize = N_ASCII + OTHERS.len();

/// The bytes of one face: glyph id and advance of each character (4 bytes), then the kern of each pair (2 bytes).
const FACE_BYTES: usize = N * 4 + N * N * 2;

/// The kern of a pair that needs the shaper.
const NEEDS_SHAPER: i16 = i16::MAX;

/// The faces of a family, in the order of the file.
const FACES: [Face; 3] = [Face::Regular, Face::Bold, Face::Italic];

/// The kerning table of one face.
#[derive(Clone, Copy)]
pub(super) struct KerningTable {
    /// Glyph id and advance of each character, both little-endian `u16`.
    letters: &'static [[u8; 4]],
    /// The kern of each pair, row by row, little-endian `i16`.
    kerns: &'static [[u8; 2]],
}

/// A character of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Letter {
    /// Its index in the table.
    index: usize,
    /// Its glyph, never 0.
    pub(super) glyph: u16,
    /// Its advance without kerning, in font units.
    pub(super) advance: u16,
}

impl KerningTable {
    /// Returns the table of a face.
    pub(super) fn new(family: Family, face: Face) -> Self {
        const ALL: &[u8] = include_bytes!("kerning.bin");
        let family = usize::from(family != Family::Sans);
        let start = (family * FACES.len() + face as usize) * FACE_BYTES;
        let bytes = ALL.get(start..start + FACE_BYTES).unwrap_or_default();
        let (letters, kerns) = bytes.split_at_checked(N * 4).unwrap_or_default();
        Self {
            letters: letters.as_chunks().0,
            kerns: kerns.as_chunks().0,
        }
    }

    /// Returns the entry of a character; `None` if it is not in the table or the face has no glyph for it.
    pub(super) fn get(self, character: char) -> Option<Letter> {
        let index = index(character)?;
        let &[low, high, narrow, wide] = self.letters.get(index)?;
        let glyph = u16::from_le_bytes([low, high]);
        (glyph != 0).then_some(Letter {
            index,
            glyph,
            advance: u16::from_le_bytes([narrow, wide]),
        })
    }

    /// Returns the correction of the advance of `letter` before `next`, in font units; `None` if the pair needs the shaper.
    pub(super) fn kern(self, letter: Letter, next: Letter) -> Option<i16> {
        let kern = i16::from_le_bytes(*self.kerns.get(letter.index * N + next.index)?);
        (kern != NEEDS_SHAPER).then_some(kern)
    }
}

impl FontId {
    /// Returns the glyph of a character of the kerning table in a built-in font.
    pub fn letter(self, character: char) -> Option<u16> {
        let Self::BuiltIn(family, face) = self else {
            return None;
        };
        KerningTable::new(family, face)
            .get(character)
            .map(|letter| letter.glyph)
    }
}

/// Returns the index of a character in the table.
fn index(character: char) -> Option<usize> {
    if character.is_ascii() {
        let index = (character as usize).checked_sub(usize::from(FIRST))?;
        return (index < N_ASCII).then_some(index);
    }
    let other = OTHERS.iter().position(|&it| it == character)?;
    Some(N_ASCII + other)
}

#[cfg(test)]
mod tests;
