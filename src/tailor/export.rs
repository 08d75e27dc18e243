//! A tailored resume in every format.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::model::Tailored;
use crate::document::printed;
use crate::layout::{Fonts, MissingGlyph};
use crate::profile::Profile;
use crate::render::{
    self, DocxLook, MarkdownError, MarkdownTemplate, PdfExporter, PdfMeta, RenderError,
};
use crate::template::Template;

/// A format of a resume.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// PDF, tagged (PDF/UA-1) and archivable (PDF/A-2a).
    Pdf,
    /// Markdown.
    Md,
    /// Word.
    Docx,
    /// A self-contained web page.
    Html,
    /// Plain text.
    Txt,
    /// JSON Resume.
    Json,
    /// SVG, one file per page.
    Svg,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 7] = [
        Self::Pdf,
        Self::Md,
        Self::Docx,
        Self::Html,
        Self::Txt,
        Self::Json,
        Self::Svg,
    ];

    /// Returns the extension of its files, without the dot, which is also its name.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Md => "md",
            Self::Docx => "docx",
            Self::Html => "html",
            Self::Txt => "txt",
            Self::Json => "json",
            Self::Svg => "svg",
        }
    }

    /// Returns the format of a name or file extension, in upper or lower case.
    pub fn from_extension(extension: &str) -> Option<Self> {
        match extension.to_lowercase().as_str() {
            "markdown" => Some(Self::Md),
            "htm" => Some(Self::Html),
            name => Self::ALL.into_iter().find(|it| it.extension() == name),
        }
    }

    /// Returns whether its pages are drawn with fonts, so that every character needs a glyph.
    pub fn needs_glyphs(self) -> bool {
        matches!(self, Self::Pdf | Self::Svg)
    }
}

/// One file of a resume.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutputFile {
    /// The page it shows, counted from 1; 1 where one file holds all pages.
    pub page: usize,
    /// Its content.
    pub bytes: Vec<u8>,
}

impl OutputFile {
    /// Returns what its name has between stem and extension: nothing for the first page, then `-2`, `-3` ….
    pub fn suffix(&self) -> String {
        if self.page == 1 {
            String::new()
        } else {
            format!("-{}", self.page)
        }
    }

    /// Returns its path, where the first page has the path `first`: `resume.svg`, `resume-2.svg` ….
    pub fn path(&self, first: &Path) -> PathBuf {
        if self.page == 1 {
            return first.to_owned();
        }
        let mut name = OsString::from(first.file_stem().unwrap_or_default());
        name.push(self.suffix());
        if let Some(extension) = first.extension() {
            name.push(".");
            name.push(extension);
        }
        first.with_file_name(name)
    }
}

/// Why a resume could not be exported.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ExportError {
    /// Characters that no font has a glyph for: the page would have holes.
    #[error("no font has a glyph for {}", characters(.0))]
    MissingGlyphs(Vec<MissingGlyph>),
    /// The Markdown template asks for something the document does not have.
    #[error(transparent)]
    Template(#[from] MarkdownError),
    /// A font cannot be embedded, or the PDF cannot be written.
    #[error(transparent)]
    Render(#[from] RenderError),
    /// A file cannot be put together: a bug.
    #[error("{0}")]
    Internal(String),
}

fn characters(missing: &[MissingGlyph]) -> String {
    let quoted = missing.iter().map(|it| format!("`{}`", it.character));
    quoted.collect::<Vec<_>>().join(", ")
}

/// Exports resumes set in the same fonts, also from several threads at once; a font is subset once for all of them.
///
/// The bytes of a file do not depend on what was exported before it.
pub struct Exporter<'f> {
    fonts: &'f Fonts,
    pdf: PdfExporter<'f>,
}

impl<'f> Exporter<'f> {
    /// Creates an exporter for resumes set in `fonts`.
    pub fn new(fonts: &'f Fonts) -> Self {
        Self {
            fonts,
            pdf: PdfExporter::new(fonts),
        }
    }

    /// Returns the fonts.
    pub fn fonts(&self) -> &'f Fonts {
        self.fonts
    }

    /// Returns the files of a resume in one format: one file, for SVG one per page.
    ///
    /// `profile` and `template` are those it was tailored from; `markdown` is the template for Markdown, the built-in one
    /// if there is none.
    ///
    /// # Errors
    ///
    /// A character has no glyph in the fonts (PDF and SVG), the Markdown template cannot be filled in, or a font cannot be
    /// embedded.
    pub fn export(
        &self,
        tailored: &Tailored,
        profile: &Profile,
        template: &Template,
        markdown: Option<&MarkdownTemplate>,
        format: Format,
    ) -> Result<Vec<OutputFile>, ExportError> {
        if format.needs_glyphs() && !tailored.missing.is_empty() {
            return Err(ExportError::MissingGlyphs(tailored.missing.clone()));
        }
        let internal = |error: &dyn std::error::Error| ExportError::Internal(error.to_string());
        let style = &template.style;
        let document = &tailored.document;
        let bytes = match format {
            Format::Pdf => {
                let meta = PdfMeta {
                    title: profile.name.text.clone(),
                    author: profile.name.text.clone(),
                    lang: profile.lang.clone(),
                };
                self.pdf.pdf(&tailored.pages, &meta)?
            }
            Format::Md => match markdown {
                Some(markdown) => markdown.fill(document)?.into_bytes(),
                None => MarkdownTemplate::new(render::DEFAULT_TEMPLATE)?
                    .fill(document)?
                    .into_bytes(),
            },
            Format::Docx => {
                let look = DocxLook {
                    style,
                    paper: tailored.paper,
                    spacing: tailored.spacing,
                    numbered: style.page_numbers && tailored.pages.len() > 1,
                };
                render::docx(document, look).map_err(|error| internal(&error))?
            }
            Format::Html => render::html(document, style, tailored.paper).into_bytes(),
            Format::Txt => render::text(document).into_bytes(),
            Format::Json => {
                let keep: Vec<bool> = tailored.fates.iter().map(|it| it.kept()).collect();
                let printed = printed(profile, &tailored.scored, &keep, document);
                let json = render::json_resume(&printed).map_err(|error| internal(&error))?;
                json.into_bytes()
            }
            Format::Svg => {
                let (title, lang) = (&profile.name.text, &profile.lang);
                let images = render::svg(&tailored.pages, title, lang, self.fonts)?;
                let files = images.into_iter().zip(1..).map(|(image, page)| OutputFile {
                    page,
                    bytes: image.into_bytes(),
                });
                return Ok(files.collect());
            }
        };
        Ok(vec![OutputFile { page: 1, bytes }])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_after_the_first_are_numbered_before_the_extension() {
        let path = |page, first: &str| {
            let bytes = Vec::new();
            OutputFile { page, bytes }.path(Path::new(first))
        };
        assert_eq!(path(1, "a/r.svg"), Path::new("a/r.svg"));
        assert_eq!(path(2, "a/r.svg"), Path::new("a/r-2.svg"));
        assert_eq!(path(3, "r"), Path::new("r-3"));
    }

    #[test]
    fn every_format_is_found_by_its_extension() {
        for format in Format::ALL {
            let upper = format.extension().to_uppercase();
            assert_eq!(Format::from_extension(&upper), Some(format));
        }
        assert_eq!(Format::from_extension("markdown"), Some(Format::Md));
        assert_eq!(Format::from_extension("doc"), None);
    }
}
