//! Inputs, read and checked: a profile, a guide, a posting from their files.

use std::borrow::Cow;
use std::path::Path;

use crate::diag::{Diagnostic, Severity, Span, did_you_mean};
use crate::error::Error;
use crate::guide::{self, Guide};
use crate::posting::{self, Posting};
use crate::profile::{self, Profile};
use crate::{fs, yaml};

/// Reads a profile from its file.
///
/// # Errors
/// It can't be read, or has errors.
pub fn read_profile(path: &Path) -> Result<Input<Profile>, Error> {
    profile(path, &fs::read(path)?)
}

/// Reads a profile from the bytes of its file.
///
/// # Errors
/// It has errors.
pub fn profile(path: &Path, bytes: &[u8]) -> Result<Input<Profile>, Error> {
    read(path, bytes, "a YAML profile", profile::load)
}

/// Reads a guide by its name or file.
///
/// # Errors
/// There is none, or it has errors.
pub fn read_guide(wanted: &str) -> Result<Input<Guide>, Error> {
    guide(wanted, &guide_bytes(wanted)?)
}

/// Returns the text of a guide by its name, or the bytes of its file.
///
/// # Errors
/// There is none, or it can't be read.
pub fn guide_bytes(wanted: &str) -> Result<Cow<'static, [u8]>, Error> {
    if let Some(source) = guide::built_in(wanted) {
        return Ok(Cow::Borrowed(source.as_bytes()));
    }
    let path = Path::new(wanted);
    let looks_like_file =
        wanted == fs::STANDARD || wanted.contains(['/', '\\', '.']) || fs::exists(path);
    if !looks_like_file {
        return Err(unknown("guide or file", wanted, &guide::built_in_names()));
    }
    fs::read(path).map(Cow::Owned)
}

/// Reads a guide from what [`guide_bytes`] returned.
///
/// # Errors
/// It has errors.
pub fn guide(wanted: &str, bytes: &[u8]) -> Result<Input<Guide>, Error> {
    let path = Path::new(wanted);
    if guide::built_in(wanted).is_none() {
        return read(path, bytes, "a YAML guide", guide::load);
    }
    let source = decode(path, bytes, "a YAML guide")?;
    checked(
        format!("built-in guide {wanted}"),
        source,
        guide::load(source),
    )
}

/// Returns the error for a name that nothing built in has.
pub fn unknown(what: &str, name: &str, names: &[&str]) -> Error {
    /// Shorter parts of names are in too many of them.
    const SHORTEST_PART: usize = 3;
    let part = name.to_lowercase().replace([' ', '_'], "-");
    let holds = |it: &&str| part.len() >= SHORTEST_PART && it.contains(&part);
    let near = did_you_mean(name, names.iter().copied())
        .or_else(|| names.iter().copied().find(holds))
        .map_or(String::new(), |it| format!("; did you mean `{it}`?"));
    Error::Input(format!(
        "there is no {what} `{name}`{near}\n  built in: {}",
        names.join(", ")
    ))
}

/// Reads a posting from its file.
///
/// # Errors
/// It can't be read, is no text, or is empty.
pub fn read_posting(path: &Path) -> Result<Posting, Error> {
    posting(path, &fs::read(path)?)
}

/// Reads a posting from the bytes of its file.
///
/// # Errors
/// It is no text, or is empty.
pub fn posting(path: &Path, bytes: &[u8]) -> Result<Posting, Error> {
    let text = decode(path, bytes, "a text")?;
    if text.trim().is_empty() {
        return Err(Error::Input(format!(
            "the posting `{}` is empty",
            path.display()
        )));
    }
    Ok(posting::read(text))
}

/// An input that was read and can be used.
pub struct Input<T> {
    /// What it is called in messages.
    pub name: String,
    /// What was read.
    pub value: T,
    /// Its text.
    pub source: String,
    /// What its author should look at.
    pub warnings: Vec<Diagnostic>,
}

fn read<T>(
    path: &Path,
    bytes: &[u8],
    wanted: &str,
    load: impl Fn(&str) -> (Option<T>, Vec<Diagnostic>),
) -> Result<Input<T>, Error> {
    let text = decode(path, bytes, wanted)?;
    checked(shown(path), text, load(text))
}

fn checked<T>(
    name: String,
    text: &str,
    (loaded, diagnostics): (Option<T>, Vec<Diagnostic>),
) -> Result<Input<T>, Error> {
    let source = text.to_owned();
    match loaded {
        Some(value) if diagnostics.iter().all(|it| it.severity != Severity::Error) => Ok(Input {
            name,
            value,
            source,
            warnings: diagnostics,
        }),
        _ => Err(Error::Invalid {
            name,
            source_text: source,
            diagnostics,
        }),
    }
}

/// Returns the bytes of an input as text; `wanted` is what it should be.
///
/// # Errors
/// It is something else.
pub fn decode<'a>(path: &Path, bytes: &'a [u8], wanted: &str) -> Result<&'a str, Error> {
    if let Some((found, way_out)) = no_text(bytes) {
        let found = Diagnostic {
            span: None,
            ..Diagnostic::error(Span::default(), format!("this is {found}, not {wanted}"))
        };
        return Err(invalid(path, String::new(), vec![found.with_hint(way_out)]));
    }
    yaml::decode(bytes).map_err(|it| invalid(path, it.text, vec![it.diagnostic]))
}

/// Returns what a file is that is no text, and what to do with it.
///
/// Text in UTF-16 has zero bytes too; it is known by its first two.
fn no_text(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    const COPY: &str = "copy its text into a .txt file and name that";
    const KINDS: [(&[u8], &str, &str); 7] = [
        (b"%PDF", "a PDF", COPY),
        (
            b"PK\x03\x04",
            "a Word document or another ZIP archive",
            COPY,
        ),
        (b"\xD0\xCF\x11\xE0", "an old Word document", COPY),
        (b"{\\rtf", "an RTF document", COPY),
        (
            b"\x89PNG",
            "an image",
            "type its text into a .txt file and name that",
        ),
        (
            b"\xFF\xD8\xFF",
            "an image",
            "type its text into a .txt file and name that",
        ),
        (b"\x1F\x8B", "a compressed file", "unpack it first"),
    ];
    let known = KINDS.iter().find(|(start, ..)| bytes.starts_with(start));
    if let Some(&(_, found, way_out)) = known {
        return Some((found, way_out));
    }
    let is_wide = matches!(
        bytes,
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [0, _, ..] | [_, 0, ..]
    );
    (!is_wide && bytes.contains(&0)).then_some(("a binary file", "name another file"))
}

fn invalid(path: &Path, source_text: String, diagnostics: Vec<Diagnostic>) -> Error {
    Error::Invalid {
        name: shown(path),
        source_text,
        diagnostics,
    }
}

/// Returns what a path is called in messages.
pub fn shown(path: &Path) -> String {
    if path.as_os_str() == fs::STANDARD {
        "standard input".to_owned()
    } else {
        path.display().to_string()
    }
}
