use std::fs;

use super::*;
use crate::layout::font::{FontFace, Fonts};
use crate::layout::shape::{self, Shaper, UnscaledGlyph};

/// Returns the characters in the order of the file.
fn characters() -> Vec<char> {
    let ascii = (FIRST..).take(N_ASCII).map(char::from);
    ascii.chain(OTHERS).collect()
}

/// Returns the content of `kerning.bin` as the shaper answers it.
fn kerning_file() -> Vec<u8> {
    let mut file = Vec::with_capacity(Family::NAMES.len() * FACES.len() * FACE_BYTES);
    for (_, family) in Family::NAMES {
        for face in FACES {
            write(Fonts::family(family).face(face), &mut file);
        }
    }
    file
}

/// Appends the table of a face.
fn write(face: &FontFace, file: &mut Vec<u8>) {
    let characters = characters();
    let mut letters = Vec::with_capacity(N);
    for &character in &characters {
        let glyph = face.glyph(character).unwrap_or(0);
        let advance = shape::advance(face, glyph);
        file.extend(glyph.to_le_bytes());
        file.extend(u16::try_from(advance).unwrap().to_le_bytes());
        letters.push((character, glyph, advance));
    }
    for &first in &letters {
        for &second in &letters {
            let text = String::from_iter([first.0, second.0]);
            let kern = kern(&shape::shape_alone(face, &text), first, second);
            file.extend(kern.unwrap_or(NEEDS_SHAPER).to_le_bytes());
        }
    }
}

/// Returns how much wider the first letter of a shaped pair is than alone, if both keep the glyphs they have alone.
fn kern(
    glyphs: &[UnscaledGlyph],
    first: (char, u16, i32),
    second: (char, u16, i32),
) -> Option<i16> {
    let [left, right] = glyphs else {
        return None;
    };
    let is_at = |glyph: &UnscaledGlyph, byte| {
        (glyph.x_offset, glyph.y_offset, glyph.cluster as usize) == (0, 0, byte)
    };
    let is_plain = left.id == first.1 && is_at(left, 0) && is_at(right, first.0.len_utf8());
    let is_unchanged = (right.id, right.advance) == (second.1, second.2);
    let kern = i16::try_from(left.advance - first.2).ok()?;
    (is_plain && is_unchanged).then_some(kern)
}

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "asked for it, the test writes the table that it holds"
)]
fn the_file_holds_what_the_shaper_answers() {
    let expected = kerning_file();
    if std::env::var_os("UPDATE_TABLES").is_some() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/layout/kerning.bin");
        fs::write(path, &expected).unwrap();
    }
    assert!(
        include_bytes!("../kerning.bin") == expected.as_slice(),
        "write it anew: UPDATE_TABLES=1 cargo test --lib kerning_table"
    );
}

#[test]
fn a_capital_moves_closer_to_a_letter_that_fits_under_it() {
    let table = KerningTable::new(Family::Sans, Face::Regular);
    let [t, o, dash] = ['T', 'o', '–'].map(|it| table.get(it).unwrap());
    assert!(table.kern(t, o) < Some(-20));
    assert_eq!(table.kern(o, o), Some(0));
    assert!(table.kern(t, dash) < Some(0));
    assert_eq!(table.get('\n'), None);
    assert_eq!(table.get('é'), None);
}

#[test]
fn no_face_looks_further_than_the_next_letter() {
    let characters = characters();
    for family in [Family::Sans, Family::Serif] {
        let fonts = Fonts::family(family);
        for face in FACES {
            let shaper = Shaper::new(fonts);
            for first in &characters {
                for second in &characters {
                    // Every letter follows the two somewhere in the text.
                    let text: String = characters
                        .iter()
                        .flat_map(|third| [first, second, third])
                        .collect();
                    let from_table = shaper.shape_from_table(&text, face).unwrap();
                    let whole = shape::shape_alone(fonts.face(face), &text);
                    assert_eq!(from_table, whole, "{text}");
                }
            }
        }
    }
}
