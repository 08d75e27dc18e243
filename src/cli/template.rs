//! `bespoke template`: the Markdown templates that are built in.

use std::path::Path;

use crate::error::Error;
use crate::input::{decode, unknown};
use crate::{fs, render};

use super::args::Library;
use super::result;

/// The templates that are built in: name, what it is, text.
const BUILT_IN: [(&str, &str, &str); 1] = [(
    "resume",
    "Markdown: headings, lists, links; the one used unless another is named",
    render::DEFAULT_TEMPLATE,
)];

pub(super) fn run(command: &Library) -> Result<(), Error> {
    let text = match command {
        Library::List { names: true } => BUILT_IN.map(|(name, ..)| format!("{name}\n")).concat(),
        Library::List { names: false } => BUILT_IN
            .map(|(name, about, _)| format!("{name:<12}{about}\n"))
            .concat(),
        Library::Show { name } => built_in(name)
            .ok_or_else(|| unknown("template", name, &BUILT_IN.map(|(name, ..)| name)))?
            .to_owned(),
    };
    result(text.as_bytes())
}

/// Returns the text of a template by its name or file.
pub(super) fn find(wanted: &str) -> Result<String, Error> {
    if let Some(template) = built_in(wanted) {
        return Ok(template.to_owned());
    }
    let path = Path::new(wanted);
    if !wanted.contains(['/', '\\', '.']) && !fs::exists(path) {
        return Err(unknown(
            "template",
            wanted,
            &BUILT_IN.map(|(name, ..)| name),
        ));
    }
    let bytes = fs::read(path)?;
    Ok(decode(path, &bytes, "a template")?.to_owned())
}

/// Returns the file that a template is read from, unless it is built in.
pub(super) fn file(wanted: &str) -> Option<&Path> {
    built_in(wanted).is_none().then(|| Path::new(wanted))
}

fn built_in(wanted: &str) -> Option<&'static str> {
    BUILT_IN
        .iter()
        .find(|(name, ..)| *name == wanted)
        .map(|&(_, _, template)| template)
}
