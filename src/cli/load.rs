//! Inputs, found and read.

use std::path::Path;

use crate::diag::{Diagnostic, Severity, Span};
use crate::error::Error;
use crate::guide::{self, Guide};
use crate::layout::Fonts;
use crate::posting::{self, Posting};
use crate::profile::{self, Profile};
use crate::tailor::{Inputs, Options, Tailored, tailor};
use crate::{fs, yaml};

use super::Console;
use super::args::Target;

/// The guide that is used where nothing names one.
const DEFAULT_GUIDE: &str = "technical-program-manager";

/// Everything that one resume is made from, read and checked.
pub(super) struct Loaded {
    pub(super) profile_name: String,
    pub(super) profile: Profile,
    pub(super) profile_source: String,
    pub(super) guide_name: String,
    pub(super) guide: Guide,
    pub(super) posting_name: Option<String>,
    pub(super) posting: Option<Posting>,
    options: Options,
}

impl Loaded {
    /// Reads what a command names.
    pub(super) fn new(target: &Target, console: &Console) -> Result<Self, Error> {
        if target.job.as_ref() == Some(&target.profile)
            && target.profile.as_os_str() == fs::STANDARD
        {
            return Err(Error::Usage(
                "profile and posting can't both come from standard input".to_owned(),
            ));
        }
        let (profile, profile_source) = profile(&target.profile, console)?;
        let posting = target.job.as_deref().map(posting).transpose()?;
        let wanted = target
            .guide
            .as_deref()
            .or(profile.guide.as_ref().map(|it| it.text.as_str()));
        let suited = || {
            posting
                .as_ref()
                .and_then(|it| guide::built_in_for(it.title.as_deref()?))
        };
        let (guide_name, guide) = match wanted {
            Some(wanted) => guide(wanted, console)?,
            None => built_in(suited().unwrap_or(DEFAULT_GUIDE))?,
        };
        Ok(Self {
            profile_name: target.profile.display().to_string(),
            profile,
            profile_source,
            guide_name,
            guide,
            posting_name: target.job.as_ref().map(|it| it.display().to_string()),
            posting,
            options: Options {
                pages: usize::from(target.pages),
                paper: target.paper.into(),
                as_of: target.as_of,
                allow_drop: target.allow_drop,
            },
        })
    }

    pub(super) fn inputs(&self) -> Inputs<'_> {
        Inputs {
            profile: &self.profile,
            guide: &self.guide,
            posting: self.posting.as_ref(),
        }
    }

    pub(super) fn tailored(&self, fonts: &Fonts) -> Tailored {
        tailor(self.inputs(), self.options, fonts)
    }

    /// Returns the file that the guide was read from, unless it is built in.
    pub(super) fn guide_file(&self) -> Option<&Path> {
        guide::built_in(&self.guide_name)
            .is_none()
            .then(|| Path::new(&self.guide_name))
    }

    pub(super) fn pages(&self) -> usize {
        self.options.pages
    }
}

/// Reads a profile; its warnings are told, its errors are the error.
pub(super) fn profile(path: &Path, console: &Console) -> Result<(Profile, String), Error> {
    read(path, console, "a YAML profile", profile::load)
}

fn guide(wanted: &str, console: &Console) -> Result<(String, Guide), Error> {
    if guide::built_in(wanted).is_some() {
        return built_in(wanted);
    }
    let path = Path::new(wanted);
    let looks_like_file =
        wanted == fs::STANDARD || wanted.contains(['/', '\\', '.']) || fs::exists(path);
    if !looks_like_file {
        let names = guide::built_in_names();
        let near = crate::diag::did_you_mean(wanted, names.iter().copied())
            .map_or(String::new(), |it| format!("; did you mean `{it}`?"));
        return Err(Error::Input(format!(
            "there is no guide `{wanted}`, and no such file{near}\n  built in: {}",
            names.join(", ")
        )));
    }
    Ok((
        wanted.to_owned(),
        read(path, console, "a YAML guide", guide::load)?.0,
    ))
}

fn built_in(name: &str) -> Result<(String, Guide), Error> {
    let source = guide::built_in(name)
        .ok_or_else(|| Error::Bug(format!("guide `{name}` is not built in")))?;
    match guide::load(source) {
        (Some(guide), _) => Ok((name.to_owned(), guide)),
        (None, diagnostics) => Err(Error::Invalid {
            name: format!("built-in guide {name}"),
            source_text: source.to_owned(),
            diagnostics,
        }),
    }
}

fn posting(path: &Path) -> Result<Posting, Error> {
    let bytes = fs::read(path)?;
    let text = decode(path, &bytes, "a text")?;
    if text.trim().is_empty() {
        return Err(Error::Input(format!(
            "the posting `{}` is empty",
            path.display()
        )));
    }
    Ok(posting::read(text))
}

fn read<T>(
    path: &Path,
    console: &Console,
    wanted: &str,
    load: impl Fn(&str) -> (Option<T>, Vec<Diagnostic>),
) -> Result<(T, String), Error> {
    let bytes = fs::read(path)?;
    let text = decode(path, &bytes, wanted)?;
    let (loaded, diagnostics) = load(text);
    match loaded {
        Some(loaded) if diagnostics.iter().all(|it| it.severity != Severity::Error) => {
            console.warnings(&shown(path), text, &diagnostics);
            Ok((loaded, text.to_owned()))
        }
        _ => Err(invalid(path, text.to_owned(), diagnostics)),
    }
}

/// Returns the bytes of an input as text; `wanted` is what it should be.
pub(super) fn decode<'a>(path: &Path, bytes: &'a [u8], wanted: &str) -> Result<&'a str, Error> {
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
pub(super) fn shown(path: &Path) -> String {
    if path.as_os_str() == fs::STANDARD {
        "standard input".to_owned()
    } else {
        path.display().to_string()
    }
}
