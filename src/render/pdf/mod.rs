//! Pages to PDF: glyphs drawn where layout put them, and text that comes out again as it went in.
//!
//! `draw` turns items into operators, `face` reduces fonts to the glyphs they use and `describe` says what they are, `tags`
//! says what each piece is, `archive` what the file is, and `finish` puts the document together; `content`, `file`, `bytes`
//! and `deflate` make bytes of it, which depend on nothing but the arguments. `book` makes one file of many resumes.

mod archive;
mod book;
mod bytes;
mod cluster;
mod content;
mod deflate;
mod draw;
mod error;
mod file;
mod fingerprint;
mod finish;
mod font_objects;
mod font_program;
mod meta;
mod subset;
mod tags;

pub(in crate::render) use book::{BookPages, Chapter, IndexLinks, book};

use std::sync::{Mutex, PoisonError};

use crate::layout::{Fonts, Page};
use deflate::Deflater;
pub use error::RenderError;
pub use meta::PdfMeta;

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
    subsets: subset::SubsetCache,
    /// What compresses, for each thread that may ask at once: it takes long to make one.
    deflaters: Mutex<Vec<Deflater>>,
}

impl<'a> PdfExporter<'a> {
    /// Returns a maker of files with these fonts.
    pub fn new(fonts: &'a Fonts) -> Self {
        Self {
            fonts,
            subsets: subset::SubsetCache::default(),
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
        let faces = subset::embed(pages, self.fonts, &self.subsets)?;
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
