//! `bespoke schema`: what a file may hold, for editors.

use std::path::{Path, PathBuf};

use crate::diag::path_name;
use crate::error::Error;
use crate::fs;
use crate::schema::{File, schema};

use super::args::Schema;
use super::console::{Console, print_result};

/// The folder that holds what editors read, beside the files that name it.
const FOLDER: &str = ".bespoke";

pub(super) fn run(args: &Schema, console: &Console) -> Result<(), Error> {
    let file = args.kind.into();
    let Some(beside) = &args.beside else {
        return print_result(schema(file).as_bytes());
    };
    let written = place(beside, file);
    fs::make_folder(written.parent().unwrap_or(Path::new("")))?;
    fs::write(&written, schema(file).as_bytes())?;
    console.say(&format!(
        "{}: for editors to find it, let this line be the first of {}:",
        path_name(&written),
        path_name(beside),
    ));
    print_result(header(file).as_bytes())
}

/// Writes a new file of a kind, with the schema beside it and a first line by which editors find that. What goes to
/// standard output or a device has neither. `more` outputs are written with it, all or none.
pub(super) fn write_with(
    path: &Path,
    text: &str,
    file: File,
    more: &[(&Path, &[u8])],
) -> Result<(), Error> {
    let schema_path = place(path, file);
    let folder = schema_path.parent().unwrap_or(Path::new(""));
    let is_there = folder
        .parent()
        .is_some_and(|it| it.as_os_str().is_empty() || fs::exists(it));
    if path.as_os_str() == fs::STANDARD || fs::is_stream(path) || !is_there {
        return fs::write_all(&[&[(path, text.as_bytes())], more].concat());
    }
    fs::make_folder(folder)?;
    let headed = header(file) + text;
    let schema = schema(file);
    let own: [(&Path, &[u8]); 2] = [(path, headed.as_bytes()), (&schema_path, schema.as_bytes())];
    fs::write_all(&[&own, more].concat())
}

/// Returns where the schema of a file stands.
fn place(beside: &Path, file: File) -> PathBuf {
    beside.with_file_name(FOLDER).join(name(file))
}

fn name(file: File) -> String {
    format!("{}.schema.json", file.name())
}

/// Returns the line by which editors find the schema: relative, so that it holds wherever the folder goes.
fn header(file: File) -> String {
    format!("# yaml-language-server: $schema={FOLDER}/{}\n", name(file))
}
