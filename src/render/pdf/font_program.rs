//! A font program reduced to a subset of its glyphs.

use rustc_hash::FxHashMap;
use subsetter::{GlyphRemapper, subset};

use super::{deflate::Deflater, error::RenderError, fingerprint::fingerprint};
use crate::layout::{FontFace, table};

/// The glyphs of a reduced program, by index in the whole one.
pub(super) type Codes = FxHashMap<u16, Code>;

/// A glyph in the reduced program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Code {
    /// Its index there.
    pub(super) glyph: u16,
    /// Thousandths of the em by which it moves the pen, as the file says it: whole.
    pub(super) width: u16,
    /// What it stands for where nothing else is said.
    pub(super) text: String,
}

/// A program reduced to some of its glyphs.
pub(super) struct Program {
    /// The PostScript name of the face behind the mark of a subset.
    pub(super) name: String,
    /// What it is written in.
    pub(super) kind: ProgramKind,
    /// Its bytes, deflated.
    pub(super) deflated: Vec<u8>,
    /// How many bytes those are when inflated.
    pub(super) length: i64,
}

/// What the program of a face is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ProgramKind {
    /// PostScript outlines, in a table of their own.
    Cff,
    /// TrueType outlines.
    TrueType,
}

impl Program {
    /// Reduces a face to the glyphs `ids`, which `glyphs` gives their new indices.
    pub(super) fn new(
        font: &FontFace,
        ids: &[u16],
        glyphs: &GlyphRemapper,
        deflater: &mut Deflater,
    ) -> Result<Self, RenderError> {
        let reduced =
            subset(font.bytes(), font.index(), glyphs).map_err(|error| RenderError::Font {
                name: font.name().to_owned(),
                reason: error.to_string(),
            })?;
        let (kind, bytes) = match table(&reduced, 0, *b"CFF ") {
            Some(table) => (ProgramKind::Cff, table),
            None => (ProgramKind::TrueType, reduced.as_slice()),
        };
        Ok(Self {
            name: format!("{}+{}", mark(font.name(), ids), font.name()),
            kind,
            deflated: deflater.deflate(bytes)?,
            length: i64::try_from(bytes.len()).unwrap_or(i64::MAX),
        })
    }
}

/// Returns the six letters that mark a subset (ISO 32000-1, 9.6.4), the same for the same glyphs.
fn mark(name: &str, ids: &[u16]) -> String {
    let ids = ids.iter().flat_map(|id| id.to_be_bytes());
    let named: Vec<u8> = name.bytes().chain(ids).collect();
    let mut rest = fingerprint(&named);
    let mut mark = String::new();
    for _ in 0..6 {
        let letter = u8::try_from(rest % 26).unwrap_or(0);
        mark.push(char::from(b'A' + letter));
        rest /= 26;
    }
    mark
}
