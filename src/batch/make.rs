//! One resume of a batch: from inputs in memory to the bytes of its files and what the report says of it.

use std::sync::Arc;

use crate::diag::Diagnostic;
use crate::error::Error;
use crate::guide::Guide;
use crate::input::Input;
use crate::layout::MissingGlyph;
use crate::posting::Posting;
use crate::profile::Profile;
use crate::render::MarkdownTemplate;
use crate::report::{self, Names, missing_glyphs, page_fit_warning};
use crate::score::Matcher;
use crate::tailor::{ExportError, Exporter, Format, Inputs, Options, Tailored, tailor_with};
use crate::template::Template;

use super::outcome::{Coverage, GapOf, Outcome, Problem, Status};

/// What one resume is made from.
pub(super) struct JobInputs<'a> {
    pub(super) profile: &'a Input<Profile>,
    pub(super) guide: &'a Guide,
    pub(super) posting: Option<&'a Posting>,
    pub(super) prepared: &'a Matcher<'a>,
    pub(super) options: Options,
    pub(super) formats: &'a [Format],
    pub(super) exporter: &'a Exporter<'a>,
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
    let exporter = order.exporter;
    let tailored = tailor_with(inputs, order.prepared, order.options, exporter.fonts());
    let mut files = Vec::new();
    for &format in order.formats {
        let files_of_format = exporter
            .export(
                &tailored,
                inputs.profile,
                order.page,
                order.template,
                format,
            )
            .map_err(|error| export_error(order.profile, error))?;
        files.extend(files_of_format.into_iter().map(|file| {
            let name = format!("{}{}.{}", order.stem, file.suffix(), format.extension());
            (name, file.bytes)
        }));
    }
    Ok((files, outcome(order, inputs, &tailored)))
}

/// Returns the error for a resume with characters that no font has.
pub(super) fn missing_glyph_error(profile: &Input<Profile>, missing: &[MissingGlyph]) -> Error {
    Error::Invalid {
        name: profile.name.clone(),
        source_text: profile.source.clone(),
        diagnostics: missing_glyphs(&profile.value, &profile.source, missing),
    }
}

/// Returns the error for a resume that could not be exported.
fn export_error(profile: &Input<Profile>, error: ExportError) -> Error {
    match error {
        ExportError::MissingGlyphs(missing) => missing_glyph_error(profile, &missing),
        ExportError::Template(error) => Error::Input(format!("template: {error}")),
        error => Error::Bug(error.to_string()),
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
    problems.extend(page_fit_warning(tailored, order.options.pages).map(Problem::warning));
    problems.into()
}

/// Returns a number with three digits after the point: what is read by people and compared by programs.
#[expect(clippy::cast_possible_truncation, reason = "three digits are kept")]
fn rounded(it: f64) -> f32 {
    ((it * 1000.0).round() / 1000.0) as f32
}
