//! `bespoke tailor`: the main job.

use std::path::{Path, PathBuf};

use crate::diag::path_name;
use crate::error::Error;
use crate::fs;
use crate::input::NamedTemplates;
use crate::parallel;
use crate::profile::Kind;
use crate::render::{MarkdownTemplate, RenderError};
use crate::report::{count, missing_glyphs, requirements, unmet_by_priority, verdict};
use crate::tailor::{ExportError, Exporter, Format, Tailored};

use super::args::Tailor;
use super::console::Console;
use super::fonts;
use super::load::{LoadedInputs, ensure_not_input};

pub(super) fn run(args: &Tailor, console: &Console) -> Result<(), Error> {
    let WrittenOutputs {
        loaded,
        tailored,
        files,
    } = write_outputs(args, console)?;
    print_summary(&loaded, &tailored, &files, console);
    Ok(())
}

/// What was made and written.
pub(super) struct WrittenOutputs {
    pub(super) loaded: LoadedInputs,
    pub(super) tailored: Tailored,
    /// Where, and the bytes.
    pub(super) files: Vec<(PathBuf, Vec<u8>)>,
}

/// Makes and writes every output, or none.
pub(super) fn write_outputs(args: &Tailor, console: &Console) -> Result<WrittenOutputs, Error> {
    let outputs = outputs(args)?;
    let named = NamedTemplates::new(&args.target.template)?;
    let (name, template) = named.markdown()?;
    let as_markdown = outputs.iter().any(|(_, format)| *format == Format::Md);
    let (loaded, template) = parallel::join(
        || LoadedInputs::new(&args.target, console),
        || {
            as_markdown
                .then(|| MarkdownTemplate::new(&template))
                .transpose()
        },
    );
    let mut loaded = loaded?;
    loaded.options.quotes = false;
    let unusable = |error| Error::Input(format!("template `{name}`: {error}"));
    let template = template.map_err(unusable)?;
    let inputs = loaded.files(&args.target)?;
    for (path, _) in &outputs {
        ensure_not_input(path, inputs.iter().copied())?;
    }
    let (tailored, fonts) = fonts::tailored(&loaded, &args.target.fonts, console)?;
    // Everything is made before anything is written: a failure leaves every output as it was.
    let exporter = Exporter::new(&fonts);
    let mut made = Vec::new();
    for (path, format) in outputs {
        let files_of_format = exporter
            .export(
                &tailored,
                &loaded.profile,
                loaded.inputs().template,
                template.as_ref(),
                format,
            )
            .map_err(|error| match error {
                ExportError::Template(error) => unusable(error),
                error => export_error(&loaded, error),
            })?;
        if files_of_format.len() > 1 && fs::is_stream(&path) {
            return Err(Error::Usage(format!(
                "`{}` takes one SVG and the resume has {}: name a file with -o r.svg, or ask for one page",
                path_name(&path),
                count(files_of_format.len(), "page"),
            )));
        }
        made.extend(
            files_of_format
                .into_iter()
                .map(|file| (file.path(&path), file.bytes)),
        );
    }
    ensure_distinct_pages(&made, &inputs)?;
    let files: Vec<(&Path, &[u8])> = made
        .iter()
        .map(|(path, bytes)| (path.as_path(), bytes.as_slice()))
        .collect();
    fs::write_all(&files)?;
    Ok(WrittenOutputs {
        loaded,
        tailored,
        files: made,
    })
}

/// Returns where to write what, or says what is wrong with it.
fn outputs(args: &Tailor) -> Result<Vec<(PathBuf, Format)>, Error> {
    let standard = PathBuf::from(fs::STANDARD);
    let paths = if args.output.is_empty() {
        vec![standard.clone()]
    } else {
        args.output.clone()
    };
    let mut outputs: Vec<(PathBuf, Format)> = Vec::new();
    let named_format = args.format.map(Format::from);
    let mut uses_format = false;
    for path in paths {
        if outputs.iter().any(|(other, _)| fs::same_file(other, &path)) {
            return Err(Error::Usage(format!(
                "`{}` is named twice as an output",
                path_name(&path)
            )));
        }
        let extension = path.extension().and_then(|it| it.to_str());
        let ending_format = extension.and_then(Format::from_extension);
        let format = match ending_format.or(named_format) {
            Some(format) => format,
            None if path == standard => Format::Md,
            None => {
                return Err(Error::Usage(format!(
                    "can't tell the format of `{}`: end it with .pdf, .docx, .html, .txt, .md, .json or .svg, or \
                     add --format",
                    path_name(&path)
                )));
            }
        };
        uses_format |= ending_format.is_none();
        outputs.push((path, format));
    }
    let refused = |(_, format): &&(PathBuf, Format)| named_format.is_some_and(|it| it != *format);
    if !uses_format && let Some((path, _)) = outputs.iter().find(refused) {
        return Err(Error::Usage(format!(
            "the ending of `{}` says another format than --format: leave one of the two out",
            path_name(path)
        )));
    }
    Ok(outputs)
}

/// Says so where a page with a file of its own would replace another output or what the resume is made from.
fn ensure_distinct_pages(made: &[(PathBuf, Vec<u8>)], inputs: &[&Path]) -> Result<(), Error> {
    for (idx, (path, _)) in made.iter().enumerate() {
        let before = &made[..idx];
        if before.iter().any(|(other, _)| fs::same_file(other, path)) {
            return Err(Error::Usage(format!(
                "`{}` would be written twice, once as a further page of an SVG: name another output",
                path_name(path)
            )));
        }
        ensure_not_input(path, inputs.iter().copied())?;
    }
    Ok(())
}

/// Returns the error for a resume that could not be exported.
fn export_error(loaded: &LoadedInputs, error: ExportError) -> Error {
    match error {
        ExportError::MissingGlyphs(missing) => Error::Invalid {
            name: loaded.profile_name.clone(),
            source_text: loaded.profile_source.clone(),
            diagnostics: missing_glyphs(&loaded.profile, &loaded.profile_source, &missing),
        },
        // A font that was named or found may be damaged where only drawing looks.
        ExportError::Render(error @ RenderError::Font { .. }) => {
            Error::Input(format!("{error}; name another with --font"))
        }
        error => Error::Bug(error.to_string()),
    }
}

/// Returns how many pages there are, and how full the last one is.
pub(super) fn fullness(tailored: &Tailored) -> String {
    let n_pages = tailored.pages.len();
    format!(
        "{}, {}{:.0} % full{}",
        count(n_pages, "page"),
        if n_pages > 1 { "the last " } else { "" },
        100.0 * (tailored.filled - (n_pages - 1) as f64),
        tailored.spacing,
    )
}

fn print_summary(
    loaded: &LoadedInputs,
    tailored: &Tailored,
    made: &[(PathBuf, Vec<u8>)],
    console: &Console,
) {
    let lines = loaded.profile.lines();
    let kept = |of_kind: Kind, kept_only: bool| {
        let of_kind = lines
            .iter()
            .zip(&tailored.fates)
            .filter(|(line, _)| line.place.kind == of_kind);
        of_kind
            .filter(|(_, fate)| !kept_only || fate.kept())
            .count()
    };
    let files: Vec<String> = made
        .iter()
        .filter(|(path, _)| path != Path::new(fs::STANDARD))
        .map(|(path, _)| path_name(path))
        .collect();
    if !files.is_empty() {
        console.say(&format!(
            "{}: {}; {} of {} highlights; guide {}{}",
            files.join(", "),
            fullness(tailored),
            kept(Kind::Highlight, true),
            kept(Kind::Highlight, false),
            loaded.guide_name,
            loaded.guide_origin(),
        ));
    }
    print_coverage(loaded, tailored, console);
    if let Some(warning) = loaded.page_fit_warning(tailored) {
        console.warn(&warning);
    }
    loaded.print_hints(tailored, console);
}

/// Says how much of the posting the resume shows, and what weighs most of what it doesn't.
fn print_coverage(loaded: &LoadedInputs, tailored: &Tailored, console: &Console) {
    /// The most characters quoted of a requirement.
    const MAX_CHARS: usize = 60;
    if console.quiet || loaded.posting_name.is_none() {
        return;
    }
    let requirements = requirements(loaded.inputs(), tailored);
    let Some(mut text) = verdict(&requirements) else {
        return;
    };
    if let Some(open) = unmet_by_priority(&requirements).first() {
        let which = open.excerpt(MAX_CHARS);
        let how = match open.grade {
            "not found" => "no line found for",
            "partly" => "only partly",
            _ => "in other words",
        };
        text = format!("{text}; {how}: “{which}”");
    }
    console.say(&text);
}
