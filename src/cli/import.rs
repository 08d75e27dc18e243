//! `bespoke import`: a profile from another tool's file.

use crate::diag::path_name;
use crate::error::Error;
use crate::input::{self, Input};
use crate::interop::{Draft, Format, RepairedDraft, is_archive, is_table, repaired};
use crate::schema::File;
use crate::{fs, profile, render};

use super::args::Import;
use super::console::Console;
use super::new::quoted;
use super::schema::write_with;
use super::values::ImportFormat;

/// The most values listed that were not imported; the file lists all.
const MAX_VALUES_LISTED: usize = 12;

pub(super) fn run(args: &Import, console: &Console) -> Result<(), Error> {
    let to_standard = args.output.as_os_str() == fs::STANDARD;
    if !to_standard && fs::exists(&args.output) {
        return Err(Error::Input(format!(
            "`{}` exists already and stays as it is: name another with -o",
            path_name(&args.output)
        )));
    }
    let is_taken =
        |it: &std::path::PathBuf| fs::same_file(it, &args.file) || fs::same_file(it, &args.output);
    if let Some(ledger) = args.ledger.as_ref().filter(|it| is_taken(it)) {
        return Err(Error::Usage(format!(
            "`{}` is the file to read or the profile: name another with --ledger",
            path_name(ledger)
        )));
    }
    let draft = read(args)?;
    console.warnings(&draft.name, &draft.source, &draft.warnings);
    let from = args.file.file_name().map(|it| it.to_string_lossy());
    let from = from.filter(|it| it != fs::STANDARD);
    let yaml = draft
        .value
        .yaml(from.as_deref().unwrap_or("standard input"));
    let (loaded, diagnostics) = profile::load(&yaml);
    let repaired = match loaded {
        Some(_) => RepairedDraft {
            yaml,
            faults: Vec::new(),
        },
        None => repaired(&yaml).ok_or_else(|| Error::Invalid {
            name: format!("the profile made of {}", path_name(&args.file)),
            source_text: yaml,
            diagnostics,
        })?,
    };
    let ledger = draft.value.ledger();
    let json = args.ledger.as_ref().map(|_| render::json(ledger));
    let json = json.transpose().map_err(|it| Error::Bug(it.to_string()))?;
    let mut more = Vec::new();
    if let (Some(path), Some(json)) = (&args.ledger, &json) {
        more.push((path.as_path(), json.as_bytes()));
    }
    write_with(&args.output, &repaired.yaml, File::Profile, &more)?;
    tell(args, &draft.value, &repaired, console);
    Ok(())
}

fn read(args: &Import) -> Result<Input<Draft>, Error> {
    if fs::is_folder(&args.file) {
        let files = fs::read_folder(&args.file, ".csv", is_table)?;
        return input::linkedin(&args.file, &files);
    }
    let format = args.from.map(|it| match it {
        ImportFormat::Jsonresume => Format::JsonResume,
        ImportFormat::Rendercv => Format::RenderCv,
        ImportFormat::Yamlresume => Format::YamlResume,
        ImportFormat::Fresh => Format::Fresh,
        ImportFormat::Linkedin => Format::LinkedIn,
        ImportFormat::Markdown => Format::Markdown,
    });
    let mut bytes = fs::read(&args.file)?;
    if is_archive(&bytes) {
        let whole = fs::read_archive(&args.file)?;
        if args.file.as_os_str() == fs::STANDARD {
            // What was read of a stream is gone from it.
            bytes.extend(whole);
        } else {
            bytes = whole;
        }
    }
    input::draft(&args.file, &bytes, format)
}

/// Says what was made, and what could not be taken over.
fn tell(args: &Import, draft: &Draft, repaired: &RepairedDraft, console: &Console) {
    let ledger = draft.ledger();
    let left = ledger.left_lines();
    let n_values = ledger.values.len();
    let n_placed = ledger.values.iter().filter(|it| !it.to.is_empty()).count();
    let name = if args.output.as_os_str() == fs::STANDARD {
        "standard output".to_owned()
    } else {
        path_name(&args.output)
    };
    let source = input::shown(&args.file);
    let format = &ledger.format;
    console.say(&match repaired.faults.len() {
        0 => format!("{name}: {n_placed} of {n_values} values of {source} ({format})"),
        // How many values the comments hold isn't counted.
        1 => format!("{name}: imported from {source} ({format}); 1 part is left as a comment"),
        n => format!("{name}: imported from {source} ({format}); {n} parts are left as comments"),
    });
    if !draft.has_name() {
        console.warn("the source has no name: put yours where `Your Name` stands");
    }
    for remark in &ledger.remarks {
        console.say(&format!("  {remark}"));
    }
    for (text, message) in &repaired.faults {
        console.warn(&format!("left `{text}` as a comment: {message}"));
    }
    if !left.is_empty() {
        console.say("Not taken over, and listed at the end of the profile:");
        for line in left.iter().take(MAX_VALUES_LISTED) {
            console.say(&format!("  {line}"));
        }
        if left.len() > MAX_VALUES_LISTED {
            console.say(&format!(
                "  ... and {} more",
                left.len() - MAX_VALUES_LISTED
            ));
        }
    }
    if args.output.as_os_str() != fs::STANDARD {
        let file = quoted(&name);
        console.say(&format!("Next: bespoke tailor {file} -o resume.pdf"));
    }
}
