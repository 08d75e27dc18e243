//! Pages to PDF: glyphs drawn where layout put them, and text that comes out again as it went in.
//!
//! `draw` turns items into operators, `face` reduces fonts to the glyphs they use and `describe` says what they are, `tags`
//! says what each piece is, `archive` what the file is, and `finish` puts the document together; `content`, `file`, `bytes`
//! and `deflate` make bytes of it, which depend on nothing but the arguments. `book` makes one file of many resumes.

mod archive;
mod book;
mod bytes;
mod content;
mod deflate;
mod describe;
mod draw;
mod face;
mod file;
mod finish;
mod tags;

pub(in crate::render) use book::{BookPages, Chapter, IndexLinks, book};

use std::sync::{Mutex, PoisonError};

use crate::layout::{Fonts, Page};
use deflate::Deflater;

/// What a PDF says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PdfMeta {
    /// Its title: the bare name of the person, since readers by machine take it for the name.
    pub title: String,
    /// Who wrote it.
    pub author: String,
    /// BCP 47 tag of the language it is written in.
    pub lang: String,
}

/// Why pages could not be made a PDF; not the fault of what is on them.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// There is nothing to draw on.
    #[error("a PDF needs at least one page")]
    NoPages,
    /// A face could not be reduced to the glyphs in use.
    #[error("font `{name}` cannot be embedded: {reason}")]
    Font {
        /// PostScript name of the face.
        name: String,
        /// What its program lacks.
        reason: String,
    },
    /// The drawing layer refused something.
    #[error("the page cannot be drawn: {0}")]
    Draw(String),
    /// The file could not be put together.
    #[error("the PDF cannot be written: {0}")]
    Write(String),
}

/// Returns `pages` as a PDF file.
///
/// # Errors
///
/// Fails without pages, and where a font program is damaged.
pub fn pdf(pages: &[Page], meta: &PdfMeta, fonts: &Fonts) -> Result<Vec<u8>, RenderError> {
    PdfExporter::new(fonts).pdf(pages, meta)
}

/// Makes many PDF files with the same fonts, also in several threads at once, and reduces no font twice.
///
/// A file has the same bytes whichever were made before it.
pub struct PdfExporter<'a> {
    fonts: &'a Fonts,
    subsets: face::SubsetCache,
    /// What compresses, for each thread that may ask at once: it takes long to make one.
    deflaters: Mutex<Vec<Deflater>>,
}

impl<'a> PdfExporter<'a> {
    /// Returns a maker of files with these fonts.
    pub fn new(fonts: &'a Fonts) -> Self {
        Self {
            fonts,
            subsets: face::SubsetCache::default(),
            deflaters: Mutex::default(),
        }
    }

    /// Returns `pages` as a PDF file.
    ///
    /// # Errors
    ///
    /// Fails without pages, and where a font program is damaged.
    pub fn pdf(&self, pages: &[Page], meta: &PdfMeta) -> Result<Vec<u8>, RenderError> {
        if pages.is_empty() {
            return Err(RenderError::NoPages);
        }
        let faces = face::embed(pages, self.fonts, &self.subsets)?;
        let sequences: Vec<_> = pages.iter().map(tags::sequences).collect();
        let known = || {
            let deflaters = self.deflaters.lock();
            deflaters.unwrap_or_else(PoisonError::into_inner)
        };
        let mut deflater = known().pop().unwrap_or_else(Deflater::quick);
        let file = finish::finish(pages, &sequences, &faces, meta, &mut deflater);
        known().push(deflater);
        file
    }
}

/// Hashes bytes by FNV-1a to 128 bits, eight at a step: names that depend on content alone, with no claim to secrecy.
fn fingerprint(bytes: &[u8]) -> u128 {
    const BASIS: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;
    let mix = |hash: u128, step: u64| (hash ^ u128::from(step)).wrapping_mul(PRIME);
    let (steps, rest) = bytes.as_chunks::<8>();
    let whole = steps.iter().map(|it| u64::from_le_bytes(*it));
    whole
        .chain(rest.iter().map(|&byte| u64::from(byte)))
        .fold(BASIS, mix)
}

#[cfg(test)]
mod tests {
    use super::fingerprint;

    #[test]
    fn fingerprint_is_fnv_1a() {
        assert_eq!(fingerprint(b"a"), 0xd228_cb69_6f1a_8caf_7891_2b70_4e4a_8964);
    }

    #[test]
    fn every_byte_and_its_place_count() {
        let bytes: Vec<u8> = (0..100).collect();
        let whole = fingerprint(&bytes);
        for idx in 0..bytes.len() {
            let mut other = bytes.clone();
            other[idx] ^= 0x80;
            assert_ne!(fingerprint(&other), whole, "{idx}");
        }
        assert_ne!(fingerprint(&bytes[..99]), whole);
    }
}
