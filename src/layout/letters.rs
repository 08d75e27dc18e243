//! The common letters of the faces that are built in, as they stand beside each other.
//!
//! To shape a word takes microseconds, most of them for kerning. Letters are not joined here, and the faces that are built
//! in look no further than to the next letter, as a test tries: so most words are their letters, each as far from the next
//! as in the pair of the two. What the shaper says of every pair was found out beforehand and stands in `letters.bin`.

use crate::document::Face;

use super::font::{Family, FontFace, FontId, Fonts};
use super::shape;

/// The first character of ASCII that has a glyph.
const FIRST: u8 = b' ';

/// How many characters of ASCII have a glyph.
const N_ASCII: usize = 95;

/// The characters beside those of ASCII: dashes, quotes, a bullet and an ellipsis. A middle dot is none of them: between two
/// `l`, as in Catalan, it stands otherwise than beside one.
const FURTHER: [char; 8] = ['–', '—', '‘', '’', '“', '”', '•', '…'];

/// How many characters there are.
const N: usize = N_ASCII + FURTHER.len();

/// How many bytes the file has of each face: a glyph and an advance of each character, and a kern of each pair.
const SIZE: usize = N * 4 + N * N * 2;

/// Stands for the kern of a pair that is more than its letters.
const APART: i16 = i16::MAX;

/// The common letters of a face.
#[derive(Clone, Copy)]
pub(super) struct KerningTable {
    /// The glyph and the advance of each.
    alone: &'static [[u8; 4]],
    /// The kern of each pair, row by row.
    kerns: &'static [[u8; 2]],
}

/// One of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Letter {
    /// Which it is, to look up pairs.
    index: usize,
    /// The glyph, which is not 0.
    pub(super) glyph: u16,
    /// How far the pen moves past it where it stands alone, in units of the face.
    pub(super) advance: u16,
}

impl KerningTable {
    /// Returns those of a face.
    pub(super) fn of(family: Family, face: Face) -> Self {
        const ALL: &[u8] = include_bytes!("letters.bin");
        let start = place(family, face) * SIZE;
        let own = ALL.get(start..start + SIZE).unwrap_or_default();
        let (alone, kerns) = own.split_at_checked(N * 4).unwrap_or_default();
        Self {
            alone: alone.as_chunks().0,
            kerns: kerns.as_chunks().0,
        }
    }

    /// Returns a letter, where it is one of them and the face draws it.
    pub(super) fn get(self, character: char) -> Option<Letter> {
        let index = index(character)?;
        let &[low, high, narrow, wide] = self.alone.get(index)?;
        let glyph = u16::from_le_bytes([low, high]);
        (glyph != 0).then_some(Letter {
            index,
            glyph,
            advance: u16::from_le_bytes([narrow, wide]),
        })
    }

    /// Returns what the advance of a letter changes by before the `next`; `None` unless the glyphs of both are those that
    /// each has alone, one beside the other.
    pub(super) fn kern(self, letter: Letter, next: Letter) -> Option<i16> {
        let kern = i16::from_le_bytes(*self.kerns.get(letter.index * N + next.index)?);
        (kern != APART).then_some(kern)
    }
}

impl FontId {
    /// Returns the glyph that draws one of the common letters in a font that is built in.
    pub fn letter(self, character: char) -> Option<u16> {
        let Self::BuiltIn(family, face) = self else {
            return None;
        };
        KerningTable::of(family, face)
            .get(character)
            .map(|it| it.glyph)
    }
}

/// Returns the place of a face in the file.
fn place(family: Family, face: Face) -> usize {
    let family = usize::from(family != Family::Sans);
    family * FACES.len() + face as usize
}

/// The faces of a family in their order.
const FACES: [Face; 3] = [Face::Regular, Face::Bold, Face::Italic];

fn index(character: char) -> Option<usize> {
    if character.is_ascii() {
        let index = (character as usize).checked_sub(usize::from(FIRST))?;
        return (index < N_ASCII).then_some(index);
    }
    let further = FURTHER.iter().position(|&it| it == character)?;
    Some(N_ASCII + further)
}

/// Returns the characters in the order of the file.
pub(super) fn characters() -> Vec<char> {
    let ascii = (FIRST..).take(N_ASCII).map(char::from);
    ascii.chain(FURTHER).collect()
}

/// Returns the content of `letters.bin`, as the shaper says it, because to shape every pair at every start would take
/// longer than much of the work.
pub fn letters_file() -> Vec<u8> {
    let mut file = Vec::with_capacity(Family::NAMES.len() * FACES.len() * SIZE);
    for (_, family) in Family::NAMES {
        for face in FACES {
            write(Fonts::family(family).face(face), &mut file);
        }
    }
    file
}

/// Writes what the shaper says of a face.
fn write(face: &FontFace, file: &mut Vec<u8>) {
    let characters = characters();
    let mut alone = Vec::with_capacity(N);
    for &character in &characters {
        let glyph = face.glyph(character).unwrap_or(0);
        let advance = shape::advance(face, glyph);
        file.extend(glyph.to_le_bytes());
        file.extend(u16::try_from(advance).unwrap_or(0).to_le_bytes());
        alone.push((glyph, advance));
    }
    for kern in shape::pairs(face, &characters, &alone) {
        file.extend(kern.unwrap_or(APART).to_le_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_what_the_shaper_says() {
        assert!(
            include_bytes!("letters.bin") == letters_file().as_slice(),
            "renew it: just tables"
        );
    }

    #[test]
    fn a_capital_stands_near_a_small_letter_that_fits_under_it() {
        let letters = KerningTable::of(Family::Sans, Face::Regular);
        let [t, o, dash] = ['T', 'o', '–'].map(|it| letters.get(it).unwrap());
        assert!(letters.kern(t, o) < Some(-20));
        assert_eq!(letters.kern(o, o), Some(0));
        assert!(letters.kern(t, dash) < Some(0));
        assert_eq!(letters.get('\n'), None);
        assert_eq!(letters.get('é'), None);
    }
}
