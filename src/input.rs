//! Inputs, read and checked: a profile, a guide, a posting from their files.

use std::borrow::Cow;
use std::path::Path;

use crate::check::House;
use crate::config::{self, Config, TemplateNameError, built_in_markdown, is_file, meant};
use crate::diag::path_name;
use crate::diag::{Diagnostic, Severity, Span};
use crate::error::{Error, quoted};
use crate::guide::{self, Guide};
use crate::interop::{self, Draft, Format};
use crate::posting::{self, Posting};
use crate::profile::{self, Profile};
use crate::template::{self, Template};
use crate::{fs, render, yaml};

pub use crate::config::{NamedTemplates, template_names};

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
    const WANTED: &str = "a YAML profile";
    let text = decode(path, bytes, WANTED)?;
    match interop::detect(text) {
        Some(format) => import_profile(path, text, format),
        None => checked(shown(path), text, profile::load(text)),
    }
}

/// Reads a profile from another tool's file: what is wrong is told where it stands there.
fn import_profile(path: &Path, text: &str, format: Format) -> Result<Input<Profile>, Error> {
    let (draft, mut diagnostics) = interop::convert(text, format);
    let Some(draft) = draft else {
        return Err(invalid(path, text.to_owned(), diagnostics));
    };
    let (profile, found) = profile::load_tree(text, &draft.tree());
    diagnostics.extend(found);
    let n_left = draft.ledger().left().count();
    if n_left > 0 {
        let values = if n_left == 1 {
            "value has"
        } else {
            "values have"
        };
        let message = format!("{n_left} {values} no place in a profile");
        let left = Diagnostic {
            span: None,
            ..Diagnostic::warning(Span::default(), message)
        };
        let import = format!("`bespoke import {}` lists them", shown(path));
        diagnostics.push(left.with_hint(import));
    }
    checked(shown(path), text, (profile, diagnostics))
}

/// Reads a draft of a profile from another tool's file; `format` is what it is, where its content doesn't say.
///
/// # Errors
/// It is none, or has errors.
pub fn draft(path: &Path, bytes: &[u8], format: Option<Format>) -> Result<Input<Draft>, Error> {
    let name = shown(path);
    if interop::is_archive(bytes) && format.is_none_or(|it| it == Format::LinkedIn) {
        let files =
            interop::unpacked(bytes).map_err(|it| Error::Input(format!("`{name}`: {it}")))?;
        return linkedin(path, &files);
    }
    let text = decode(path, bytes, "a resume of another tool")?;
    let Some(format) = format.or_else(|| interop::detect_any(text)) else {
        let own = profile::load(text).0.is_some();
        return Err(Error::Input(if own {
            format!("`{name}` is a profile already: bespoke check {name}")
        } else {
            format!(
                "can't tell what `{name}` is: say it with --from\n  can be read: {}",
                Format::ALL.map(Format::name).join(", ")
            )
        }));
    };
    checked(name, text, interop::convert(text, format))
}

/// Reads a draft of a profile from the files of a LinkedIn export, each with its name.
///
/// # Errors
/// There is none of a profile among them, or one has errors.
pub fn linkedin(path: &Path, files: &[(String, Vec<u8>)]) -> Result<Input<Draft>, Error> {
    let draft = interop::linkedin(files);
    let draft = draft.map_err(|it| Error::Input(format!("`{}`: {it}", shown(path))))?;
    Ok(Input {
        name: shown(path),
        value: draft,
        source: String::new(),
        warnings: Vec::new(),
    })
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
    if wanted != fs::STANDARD && !is_file(wanted) && !fs::exists(path) {
        return Err(unknown("guide or file", wanted, &guide::built_in_names()));
    }
    fs::read(path).map(Cow::Owned)
}

/// Reads a guide from what [`guide_bytes`] returned.
///
/// # Errors
/// It has errors.
pub fn guide(wanted: &str, bytes: &[u8]) -> Result<Input<Guide>, Error> {
    match guide::built_in(wanted) {
        Some(source) => checked(
            format!("built-in guide {wanted}"),
            source,
            guide::load(source),
        ),
        None => read(Path::new(wanted), bytes, "a YAML guide", guide::load),
    }
}

/// Returns the error for a name that nothing built in has.
pub fn unknown(what: &str, name: &str, names: &[&str]) -> Error {
    let near = meant(name, names).map_or(String::new(), |it| format!("; did you mean `{it}`?"));
    Error::Input(format!(
        "there is no {what} {}{near}\n  built in: {}",
        quoted(Path::new(name)),
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
            "the posting {} is empty",
            quoted(path)
        )));
    }
    Ok(posting::read(text))
}

/// Reads a house style from its file.
///
/// # Errors
/// It can't be read, or has errors.
pub fn read_house(path: &Path) -> Result<Input<House>, Error> {
    read(path, &fs::read(path)?, "a YAML house style", House::load)
}

/// Reads a configuration from its file.
///
/// # Errors
/// It can't be read, or has errors.
pub fn read_config(path: &Path) -> Result<Input<Config>, Error> {
    let load = |text: &str| config::load(text, &shown(path));
    read(path, &fs::read(path)?, "a YAML configuration", load)
}

/// Reads a page style by its name or file; without any, returns the classic one.
///
/// # Errors
/// It can't be read, or has errors.
pub fn read_template(wanted: Option<&str>) -> Result<Input<Template>, Error> {
    match wanted {
        Some(wanted) => template(wanted, &template_bytes(wanted)?),
        None => Ok(Input {
            name: String::new(),
            value: Template::default(),
            source: String::new(),
            warnings: Vec::new(),
        }),
    }
}

/// Returns the text of a page style by its name, or the bytes of its file.
///
/// # Errors
/// It can't be read.
pub fn template_bytes(wanted: &str) -> Result<Cow<'static, [u8]>, Error> {
    match template::built_in(wanted) {
        Some(source) => Ok(Cow::Borrowed(source.as_bytes())),
        None => fs::read(Path::new(wanted)).map(Cow::Owned),
    }
}

/// Reads a page style from what [`template_bytes`] returned.
///
/// # Errors
/// It has errors.
pub fn template(wanted: &str, bytes: &[u8]) -> Result<Input<Template>, Error> {
    match template::built_in(wanted) {
        Some(source) => checked(
            format!("built-in page style {wanted}"),
            source,
            template::load(source),
        ),
        None => read(
            Path::new(wanted),
            bytes,
            "a YAML page style",
            template::load,
        ),
    }
}

impl<'a> NamedTemplates<'a> {
    /// Returns what is a page style and what a Markdown template among `wanted`.
    ///
    /// # Errors
    /// There are two of a kind, or one that is neither built in nor a file of a kind that can be told.
    pub fn new(wanted: &'a [String]) -> Result<Self, Error> {
        let texts = wanted.iter().map(String::as_str);
        let (named, wrong) = Self::among(texts, |it| fs::exists(Path::new(it)));
        match wrong.into_iter().next() {
            None => Ok(named),
            Some((_, TemplateNameError::Unknown(name))) => {
                Err(unknown("template", name, &template_names()))
            }
            Some((_, TemplateNameError::Unusable { message, hint })) => {
                Err(Error::Usage(format!("{message}: {hint}")))
            }
        }
    }

    /// Returns the text of the Markdown template, and what it is called.
    ///
    /// # Errors
    /// It can't be read.
    pub fn markdown(self) -> Result<(&'a str, String), Error> {
        let wanted = self.markdown.unwrap_or(render::BUILT_IN[0].0);
        if let Some(text) = built_in_markdown(wanted) {
            return Ok((wanted, text.to_owned()));
        }
        let path = Path::new(wanted);
        let bytes = fs::read(path)?;
        let text = decode(path, &bytes, "a template")?;
        Ok((wanted, text.to_owned()))
    }
}

/// A page style and a Markdown template, read.
pub struct Templates {
    /// The page style.
    pub page: Input<Template>,
    /// What the Markdown template is called.
    pub markdown_name: String,
    /// The text of the Markdown template.
    pub markdown: String,
}

impl Templates {
    /// Reads what `wanted` names, and the usual one of a kind that it doesn't name.
    ///
    /// # Errors
    /// It names two of a kind, or one that isn't there or has errors.
    pub fn read(wanted: &[String]) -> Result<Self, Error> {
        let named = NamedTemplates::new(wanted)?;
        let (markdown_name, markdown) = named.markdown()?;
        Ok(Self {
            page: read_template(named.page)?,
            markdown_name: markdown_name.to_owned(),
            markdown,
        })
    }
}

/// Returns the text of a page style or Markdown template that is built in.
///
/// # Errors
/// There is none of that name.
pub fn built_in_template(name: &str) -> Result<&'static str, Error> {
    template::built_in(name)
        .or_else(|| built_in_markdown(name))
        .ok_or_else(|| unknown("template", name, &template_names()))
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

impl<T: Clone> Input<T> {
    /// Returns what was read before, and its text; what is wrong with it was told then.
    pub fn known(value: &T, source: &str) -> Self {
        Self {
            name: String::new(),
            value: value.clone(),
            source: source.to_owned(),
            warnings: Vec::new(),
        }
    }
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
        path_name(path)
    }
}
