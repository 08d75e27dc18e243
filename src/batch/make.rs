//! One resume of a batch: from inputs in memory to the bytes of its files and what the report says of it.

use std::sync::Arc;

use crate::diag::Diagnostic;
use crate::error::Error;
use crate::guide::Guide;
use crate::input::Input;
use crate::layout::{Fonts, MissingGlyph};
use crate::posting::Posting;
use crate::profile::Profile;
use crate::render::{self, MarkdownTemplate, PdfExporter, PdfMeta};
use crate::report::{self, Names, misfit, missing_glyphs};
use crate::score::Matcher;
use crate::tailor::{Inputs, Options, Tailored, tailor_with};
use crate::template::Template;

use super::outcome::{Coverage, GapOf, Outcome, Problem, Status};
use super::plan::Format;

/// The fonts of one family and the exporter that many resumes share: no font is subset twice.
pub(super) struct Renderer<'f> {
    fonts: &'f Fonts,
    pdfs: PdfExporter<'f>,
}

impl<'f> Renderer<'f> {
    pub(super) fn new(fonts: &'f Fonts) -> Self {
        Self {
            fonts,
            pdfs: PdfExporter::new(fonts),
        }
    }
}

/// What one resume is made from.
pub(super) struct JobInputs<'a> {
    pub(super) profile: &'a Input<Profile>,
    pub(super) guide: &'a Guide,
    pub(super) posting: Option<&'a Posting>,
    pub(super) prepared: &'a Matcher<'a>,
    pub(super) options: Options,
    pub(super) formats: &'a [Format],
    pub(super) press: &'a Renderer<'a>,
    pub(super) page: &'a Template,
    pub(super) template: Option<&'a MarkdownTemplate>,
    /// The path of its files without ending.
    pub(super) stem: &'a str,
}

/// A file's path within the folder of outputs, and its bytes.
pub(super) type File = (String, Vec<u8>);

/// Returns the files of a resume, and what became of it but for them.
pub(super) fn make(order: &JobInputs<'_>) -> Result<(Vec<File>, Outcome), Error> {
    let inputs = Inputs {
        profile: &order.profile.value,
        guide: order.guide,
        posting: order.posting,
        template: order.page,
    };
    let tailored = tailor_with(inputs, order.prepared, order.options, order.press.fonts);
    let is_drawn = |it: &Format| matches!(it, Format::Pdf | Format::Svg);
    if order.formats.iter().any(is_drawn) && !tailored.missing.is_empty() {
        return Err(missing_glyph_error(order.profile, &tailored.missing));
    }
    let mut files = Vec::new();
    for format in order.formats {
        files.extend(of_format(order, *format, &tailored)?);
    }
    Ok((files, outcome(order, inputs, &tailored)))
}

/// Returns what ends a resume that prints characters which no font has.
pub(super) fn missing_glyph_error(profile: &Input<Profile>, missing: &[MissingGlyph]) -> Error {
    Error::Invalid {
        name: profile.name.clone(),
        source_text: profile.source.clone(),
        diagnostics: missing_glyphs(&profile.value, &profile.source, missing),
    }
}

/// Returns the files of one format, the same as for one resume alone.
fn of_format(
    order: &JobInputs<'_>,
    format: Format,
    tailored: &Tailored,
) -> Result<Vec<File>, Error> {
    let profile = &order.profile.value;
    let bug = |error: render::RenderError| Error::Bug(error.to_string());
    let name = format!("{}.{}", order.stem, format.ending());
    match format {
        Format::Md => {
            let Some(template) = order.template else {
                return Err(Error::Bug("no template was read".to_owned()));
            };
            let filled = template.fill(&tailored.document);
            let text = filled.map_err(|error| Error::Input(format!("template: {error}")))?;
            Ok(vec![(name, text.into_bytes())])
        }
        Format::Pdf => {
            let person = &profile.name.text;
            let meta = PdfMeta {
                title: person.clone(),
                author: person.clone(),
                lang: profile.lang.clone(),
            };
            let bytes = order.press.pdfs.pdf(&tailored.pages, &meta).map_err(bug)?;
            Ok(vec![(name, bytes)])
        }
        Format::Docx => {
            let file = tailored.docx(&order.page.style, order.options.paper);
            let file = file.map_err(|error| Error::Bug(error.to_string()))?;
            Ok(vec![(name, file)])
        }
        Format::Html => {
            let style = &order.page.style;
            let page = render::html(&tailored.document, style, order.options.paper);
            Ok(vec![(name, page.into_bytes())])
        }
        Format::Txt => Ok(vec![(name, render::text(&tailored.document).into_bytes())]),
        Format::Json => {
            let text = tailored.json_resume(profile);
            let text = text.map_err(|error| Error::Bug(error.to_string()))?;
            Ok(vec![(name, text.into_bytes())])
        }
        Format::Svg => {
            let fonts = order.press.fonts;
            let images = render::svg(&tailored.pages, &profile.name.text, &profile.lang, fonts);
            let numbered = images.map_err(bug)?.into_iter().zip(1..);
            let path = |number: usize| match number {
                1 => name.clone(),
                _ => format!("{}-{number}.{}", order.stem, format.ending()),
            };
            Ok(numbered
                .map(|(image, number)| (path(number), image.into_bytes()))
                .collect())
        }
    }
}

fn outcome(order: &JobInputs<'_>, inputs: Inputs<'_>, tailored: &Tailored) -> Outcome {
    let names = Names {
        profile: "",
        guide: "",
        posting: None,
    };
    let ledger = report::report(inputs, tailored, names);
    let coverage = |resume: f64, profile: f64| Coverage {
        resume: rounded(resume),
        profile: rounded(profile),
    };
    let gap = |it: &report::Gap| {
        if it.kind == "theme" {
            let at = ledger.themes.iter().position(|theme| theme.name == it.text);
            at.and_then(|it| u16::try_from(it).ok()).map(GapOf::Theme)
        } else {
            let at = ledger
                .requirements
                .iter()
                .position(|asked| asked.text == it.text);
            at.and_then(|it| u16::try_from(it).ok())
                .map(GapOf::Requirement)
        }
    };
    let gaps = |gaps: &[report::Gap]| gaps.iter().filter_map(gap).collect();
    let problems = warnings(order, tailored);
    Outcome {
        status: if problems.is_empty() {
            Status::Made
        } else {
            Status::Warned
        },
        outputs: Vec::new(),
        pages: u16::try_from(tailored.pages.len()).unwrap_or(u16::MAX),
        fullness: rounded(tailored.filled),
        themes: (ledger.themes.iter())
            .map(|it| coverage(it.resume, it.profile))
            .collect(),
        requirements: (ledger.requirements.iter())
            .map(|it| coverage(it.resume, it.profile))
            .collect(),
        missing_from_resume: gaps(&ledger.gaps.missing_from_resume),
        missing_from_profile: gaps(&ledger.gaps.missing_from_profile),
        problems,
    }
}

/// Returns what someone should look at although the resume was made.
fn warnings(order: &JobInputs<'_>, tailored: &Tailored) -> Arc<[Problem]> {
    let profile = order.profile;
    let told: &[Diagnostic] = &profile.warnings;
    let mut problems = Problem::of_diagnostics(&profile.name, &profile.source, told);
    problems.extend(misfit(tailored, order.options.pages).map(Problem::warning));
    problems.into()
}

/// Returns a number with three digits after the point: what is read by people and compared by programs.
#[expect(clippy::cast_possible_truncation, reason = "three digits are kept")]
fn rounded(it: f64) -> f32 {
    ((it * 1000.0).round() / 1000.0) as f32
}
