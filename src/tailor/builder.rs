//! Tailoring in a few lines, for other programs.

use std::sync::OnceLock;

use super::export::{ExportError, Exporter, Format, OutputFile};
use super::model::{Inputs, Options, Tailored};
use super::tailor_with;
use crate::guide::Guide;
use crate::layout::{Fonts, Paper};
use crate::posting::Posting;
use crate::profile::{Date, Profile};
use crate::render::MarkdownTemplate;
use crate::score::Matcher;
use crate::template::Template;

/// Tailors resumes to a guide and, where there is one, to a job posting.
///
/// Guide and posting are compiled once, so reuse one `Tailor` for many profiles, also from several threads at once.
///
/// ```
/// use bespoke::{Format, Guide, Profile, Tailor, posting};
///
/// let profile: Profile = "
/// name: Ada Example
/// experience:
///   - employer: Acme
///     title: Program Manager
///     start: 2021-03
///     end: present
///     highlights:
///       - Led a team of 9 engineers to ship a payments platform two months early
///       - Ran the weekly risk review with 5 vendors
/// ".parse()?;
/// let guide = Guide::built_in("technical-program-manager").expect("this guide is built in");
/// let posting = posting::read("# Program Manager\n\n- Experience with vendor management");
///
/// let tailor = Tailor::new(&guide).posting(&posting).pages(1);
/// let resume = tailor.run(&profile);
/// let files = resume.export(Format::Pdf)?;
/// assert!(files[0].bytes.starts_with(b"%PDF-1.7"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Tailor<'a> {
    guide: &'a Guide,
    posting: Option<&'a Posting>,
    template: Template,
    markdown: Option<MarkdownTemplate>,
    options: Options,
    fonts: Option<&'a Fonts>,
    matcher: OnceLock<Matcher<'a>>,
    exporter: OnceLock<Exporter<'a>>,
}

impl<'a> Tailor<'a> {
    /// Creates one for a guide: one page of Letter paper in the built-in page style.
    pub fn new(guide: &'a Guide) -> Self {
        Self {
            guide,
            posting: None,
            template: Template::default(),
            markdown: None,
            options: Options::default(),
            fonts: None,
            matcher: OnceLock::new(),
            exporter: OnceLock::new(),
        }
    }

    /// Tailors to a job posting, too.
    #[must_use]
    pub fn posting(mut self, posting: &'a Posting) -> Self {
        self.posting = Some(posting);
        self.matcher = OnceLock::new();
        self
    }

    /// Fills this many pages; 0 counts as 1.
    #[must_use]
    pub fn pages(mut self, pages: usize) -> Self {
        self.options.pages = pages.max(1);
        self
    }

    /// Prints on this paper.
    #[must_use]
    pub fn paper(mut self, paper: Paper) -> Self {
        self.options.paper = paper;
        self
    }

    /// Sets the date that `present` and recency count from; otherwise the latest date in the profile.
    #[must_use]
    pub fn as_of(mut self, date: Date) -> Self {
        self.options.as_of = Some(date);
        self
    }

    /// Lets paid positions be left out altogether.
    #[must_use]
    pub fn allow_drop(mut self, allow_drop: bool) -> Self {
        self.options.allow_drop = allow_drop;
        self
    }

    /// Sets the page style.
    #[must_use]
    pub fn template(mut self, template: Template) -> Self {
        self.template = template;
        self.exporter = OnceLock::new();
        self
    }

    /// Sets the template for Markdown.
    #[must_use]
    pub fn markdown(mut self, markdown: MarkdownTemplate) -> Self {
        self.markdown = Some(markdown);
        self
    }

    /// Sets the fonts, such as a built-in family with others added by [`Fonts::with`]; otherwise the page style's family.
    #[must_use]
    pub fn fonts(mut self, fonts: &'a Fonts) -> Self {
        self.fonts = Some(fonts);
        self.exporter = OnceLock::new();
        self
    }

    /// Returns the resume of a profile.
    ///
    /// It runs over the pages only if what must stay (pins, and paid positions unless they may be dropped) does not fit;
    /// `resume.tailored().pages.len()` tells.
    pub fn run<'r>(&'r self, profile: &'r Profile) -> Resume<'r> {
        let matcher = (self.matcher).get_or_init(|| Matcher::of(self.guide, self.posting));
        let inputs = Inputs {
            profile,
            guide: self.guide,
            posting: self.posting,
            template: &self.template,
        };
        let exporter = self.exporter();
        Resume {
            inputs,
            tailored: tailor_with(inputs, matcher, self.options, exporter.fonts()),
            markdown: self.markdown.as_ref(),
            exporter,
        }
    }

    fn exporter(&self) -> &Exporter<'a> {
        self.exporter.get_or_init(|| {
            let family = self.template.style.family;
            Exporter::new(self.fonts.unwrap_or_else(|| Fonts::family(family)))
        })
    }
}

/// A resume that [`Tailor::run`] made.
pub struct Resume<'a> {
    inputs: Inputs<'a>,
    tailored: Tailored,
    markdown: Option<&'a MarkdownTemplate>,
    exporter: &'a Exporter<'a>,
}

impl<'a> Resume<'a> {
    /// Returns the files of one format: one file, for SVG one per page.
    ///
    /// # Errors
    ///
    /// A character has no glyph in the fonts (PDF and SVG), the Markdown template cannot be filled in, or a font cannot be
    /// embedded.
    pub fn export(&self, format: Format) -> Result<Vec<OutputFile>, ExportError> {
        let Inputs {
            profile, template, ..
        } = self.inputs;
        self.exporter
            .export(&self.tailored, profile, template, self.markdown, format)
    }

    /// Returns what it was made from.
    pub fn inputs(&self) -> Inputs<'a> {
        self.inputs
    }

    /// Returns the document, the pages, and why each line was kept or left out.
    pub fn tailored(&self) -> &Tailored {
        &self.tailored
    }
}
