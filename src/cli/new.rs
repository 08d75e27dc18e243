//! `bespoke new`: a starter profile.

use std::path::Path;

use crate::diag::path_name;
use crate::error::Error;
use crate::fs;
use crate::schema::File;

use super::args::New;
use super::console::Console;
use super::schema::write_with;

/// The profile to begin with: every key once, with a word on what it is for.
const STARTER: &str = include_str!("../../templates/starter-profile.yaml");

pub(super) fn run(args: &New, console: &Console) -> Result<(), Error> {
    if let Some(file) = write(&args.file, STARTER, Some(File::Profile))? {
        console.say(&format!(
            "{}: fill it in, then run: bespoke tailor {file} -o resume.pdf",
            path_name(&args.file),
        ));
    }
    Ok(())
}

/// Writes a file to be filled in, and returns its name as it may stand in a shell's command, unless it went to standard
/// output. A file that exists stays as it is.
///
/// Where it is of a kind that has a schema, editors find that.
pub(super) fn write(file: &Path, text: &str, kind: Option<File>) -> Result<Option<String>, Error> {
    let is_standard = file.as_os_str() == fs::STANDARD;
    if !is_standard && fs::exists(file) {
        return Err(Error::Input(format!(
            "`{}` exists already and stays as it is",
            path_name(file)
        )));
    }
    match kind {
        Some(kind) => write_with(file, text, kind, &[])?,
        None => fs::write(file, text.as_bytes())?,
    }
    Ok((!is_standard).then(|| quoted(&path_name(file))))
}

/// Returns a file's name as it may stand in a shell's command.
pub(super) fn quoted(name: &str) -> String {
    let is_plain = |it: char| it.is_alphanumeric() || "/._-+:,@%=".contains(it);
    if name.chars().all(is_plain) {
        name.to_owned()
    } else if name.contains(['"', '$', '`', '!', '\\']) {
        format!("'{}'", name.replace('\'', r"'\''"))
    } else {
        format!("\"{name}\"")
    }
}
