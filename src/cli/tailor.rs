//! `bespoke tailor`: the main job.

use std::path::{Path, PathBuf};

use crate::error::Error;
use crate::fs;
use crate::layout::Fonts;
use crate::profile::Kind;
use crate::render::{self, PdfMeta};
use crate::tailor::{Fate, Tailored};

use super::args::{Format, Tailor};
use super::load::Loaded;
use super::{Console, glyphs, template};

/// Below this share of the last page, the person is told that it is not full.
const NEARLY_FULL: f64 = 0.9;

pub(super) fn run(args: &Tailor, console: &Console) -> Result<(), Error> {
    let outputs = outputs(args)?;
    let loaded = Loaded::new(&args.target, console)?;
    let template = template::find(&args.template)?;
    let inputs = [
        Some(loaded.profile_name.as_ref()),
        loaded.posting_name.as_deref().map(Path::new),
        loaded.guide_file(),
        template::file(&args.template),
    ];
    refuse_inputs(&outputs, &inputs)?;
    let fonts = Fonts::embedded();
    let tailored = loaded.tailored(fonts);
    // Everything is made before anything is written: a failure leaves every output as it was.
    let mut made = Vec::new();
    for (path, format) in outputs {
        let bytes = match format {
            Format::Md => markdown(&tailored, &args.template, &template)?.into_bytes(),
            Format::Pdf => pdf(&loaded, &tailored, fonts)?,
        };
        made.push((path, bytes));
    }
    let files: Vec<(&Path, &[u8])> = made
        .iter()
        .map(|(path, bytes)| (path.as_path(), bytes.as_slice()))
        .collect();
    fs::write_all(&files)?;
    tell(&loaded, &tailored, &made, console);
    Ok(())
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
    for path in paths {
        if outputs.iter().any(|(other, _)| fs::same_file(other, &path)) {
            return Err(Error::Usage(format!(
                "`{}` is named twice as an output",
                path.display()
            )));
        }
        let ending = path
            .extension()
            .and_then(|it| it.to_str())
            .map(str::to_lowercase);
        let format = match (ending.as_deref(), args.format) {
            (Some("pdf"), _) => Format::Pdf,
            (Some("md" | "markdown"), _) => Format::Md,
            (_, Some(format)) => format,
            _ if path == standard => Format::Md,
            _ => {
                return Err(Error::Usage(format!(
                    "can't tell the format of `{}`: end it with .pdf or .md, or add --format",
                    path.display()
                )));
            }
        };
        outputs.push((path, format));
    }
    Ok(outputs)
}

/// Says so where an output would replace what the resume is made from.
fn refuse_inputs(outputs: &[(PathBuf, Format)], inputs: &[Option<&Path>]) -> Result<(), Error> {
    let standard = Path::new(fs::STANDARD);
    for (path, _) in outputs {
        let is_input = |it: &&Path| fs::same_file(it, path);
        if path != standard && inputs.iter().flatten().any(is_input) {
            return Err(Error::Usage(format!(
                "`{}` is an input: name another output",
                path.display()
            )));
        }
    }
    Ok(())
}

fn markdown(tailored: &Tailored, name: &str, template: &str) -> Result<String, Error> {
    render::markdown(&tailored.document, template)
        .map_err(|error| Error::Input(format!("template `{name}`: {error}")))
}

fn pdf(loaded: &Loaded, tailored: &Tailored, fonts: &Fonts) -> Result<Vec<u8>, Error> {
    if !tailored.missing.is_empty() {
        let source = &loaded.profile_source;
        return Err(Error::Invalid {
            name: loaded.profile_name.clone(),
            source_text: source.clone(),
            diagnostics: glyphs::errors(&loaded.profile, source, &tailored.missing),
        });
    }
    let name = &loaded.profile.name.text;
    let meta = PdfMeta {
        title: name.clone(),
        author: name.clone(),
        lang: loaded.profile.lang.clone(),
    };
    render::pdf(&tailored.pages, &meta, fonts).map_err(|error| Error::Bug(error.to_string()))
}

fn tell(loaded: &Loaded, tailored: &Tailored, made: &[(PathBuf, Vec<u8>)], console: &Console) {
    let (n_pages, asked) = (tailored.pages.len(), loaded.pages());
    let pages = |n: usize| {
        if n == 1 {
            "1 page".to_owned()
        } else {
            format!("{n} pages")
        }
    };
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
        .map(|(path, _)| path.display().to_string())
        .collect();
    if !files.is_empty() {
        let last = tailored.filled - (n_pages - 1) as f64;
        console.say(&format!(
            "{}: {}, {}{:.0} % full; {} of {} highlights; guide {}",
            files.join(", "),
            pages(n_pages),
            if n_pages > 1 { "the last " } else { "" },
            last * 100.0,
            kept(Kind::Highlight, true),
            kept(Kind::Highlight, false),
            loaded.guide_name,
        ));
    }
    if n_pages > asked {
        console.warn(&format!(
            "what must stay takes {}, more than the {} asked for: drop a pin, ask for --pages {n_pages}, or --allow-drop",
            pages(n_pages),
            pages(asked),
        ));
    } else if tailored.filled < asked as f64 - (1.0 - NEARLY_FULL) {
        let ranked_out = |fate: &Fate| matches!(fate, Fate::Ranked(why) if !why.kept());
        let why = if tailored.fates.iter().any(ranked_out) {
            "what is left is too large for the rest"
        } else {
            "everything that may be printed is"
        };
        console.warn(&format!(
            "the profile fills {:.2} of the {} asked for: {why}",
            tailored.filled,
            pages(asked)
        ));
    }
}
