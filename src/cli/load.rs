//! Inputs, found and read.

use std::path::Path;

use crate::check::House;
use crate::diag::{Diagnostic, Severity, Span, did_you_mean};
use crate::error::Error;
use crate::guide::{self, Guide};
use crate::layout::Fonts;
use crate::posting::{self, Posting};
use crate::profile::{self, Profile};
use crate::tailor::{Fate, Inputs, Options, Tailored, tailor};
use crate::{fs, yaml};

use super::Console;
use super::args::Target;

/// The guide that is used where nothing names one.
const DEFAULT_GUIDE: &str = "technical-program-manager";

/// Below this share of the last page, the person is told that it is not full.
const NEARLY_FULL: f64 = 0.9;

/// Everything that one resume is made from, read and checked.
pub(super) struct Loaded {
    pub(super) profile_name: String,
    pub(super) profile: Profile,
    pub(super) profile_source: String,
    pub(super) guide_name: String,
    /// Whether the guide was taken for want of any that was named.
    pub(super) is_default_guide: bool,
    pub(super) guide: Guide,
    pub(super) posting_name: Option<String>,
    pub(super) posting: Option<Posting>,
    options: Options,
}

impl Loaded {
    /// Reads what a command names.
    pub(super) fn new(target: &Target, console: &Console) -> Result<Self, Error> {
        let inputs = [
            Some(target.profile.as_path()),
            target.job.as_deref(),
            target.guide.as_deref().map(Path::new),
        ];
        one_from_standard_input(inputs.into_iter().flatten())?;
        let named = target.guide.as_deref();
        let ((profile, named_guide), posting) = rayon::join(
            || rayon::join(|| read_profile(&target.profile), || named.map(read_guide)),
            || target.job.as_deref().map(posting).transpose(),
        );
        let (profile, profile_source) = profile?.tell(console);
        let posting = posting?;
        let wanted = named.or(profile.guide.as_ref().map(|it| it.text.as_str()));
        let title = posting.as_ref().and_then(|it| it.title.as_deref());
        let suited = title.and_then(guide::built_in_for);
        let is_default_guide = wanted.or(suited).is_none();
        let guide_name = wanted.or(suited).unwrap_or(DEFAULT_GUIDE).to_owned();
        let guide = named_guide.unwrap_or_else(|| read_guide(&guide_name))?;
        let (guide, _) = guide.tell(console);
        Ok(Self {
            profile_name: target.profile.display().to_string(),
            profile,
            profile_source,
            guide_name,
            is_default_guide,
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

    /// Says how the pages differ from those asked for, if they do.
    pub(super) fn misfit(&self, tailored: &Tailored) -> Option<String> {
        let (n_pages, asked) = (tailored.pages.len(), self.options.pages);
        if n_pages > asked {
            return Some(format!(
                "what must stay takes {}, more than the {} asked for: take back a pin, ask for --pages {n_pages}, or let positions go with --allow-drop",
                pages(n_pages),
                pages(asked),
            ));
        }
        if tailored.filled >= asked as f64 - (1.0 - NEARLY_FULL) {
            return None;
        }
        let ranked_out = |fate: &Fate| matches!(fate, Fate::Ranked(why) if !why.kept());
        let why = if tailored.fates.iter().any(ranked_out) {
            "what is left is too large for the rest"
        } else {
            "everything that may be printed is"
        };
        Some(format!(
            "the profile fills {:.2} of the {} asked for: {why}",
            tailored.filled,
            pages(asked)
        ))
    }
}

/// Returns a number of pages in words.
pub(super) fn pages(n: usize) -> String {
    if n == 1 {
        "1 page".to_owned()
    } else {
        format!("{n} pages")
    }
}

/// Reads a profile; its warnings are told, its errors are the error.
pub(super) fn profile(path: &Path, console: &Console) -> Result<(Profile, String), Error> {
    Ok(read_profile(path)?.tell(console))
}

/// Reads a house style; what is wrong with it is the error.
pub(super) fn house(path: &Path, console: &Console) -> Result<House, Error> {
    Ok(read(path, "a YAML house style", House::load)?
        .tell(console)
        .0)
}

fn read_profile(path: &Path) -> Result<Input<Profile>, Error> {
    read(path, "a YAML profile", profile::load)
}

fn read_guide(wanted: &str) -> Result<Input<Guide>, Error> {
    if let Some(source) = guide::built_in(wanted) {
        return checked(
            format!("built-in guide {wanted}"),
            source,
            guide::load(source),
        );
    }
    let path = Path::new(wanted);
    let looks_like_file =
        wanted == fs::STANDARD || wanted.contains(['/', '\\', '.']) || fs::exists(path);
    if !looks_like_file {
        return Err(unknown("guide or file", wanted, &guide::built_in_names()));
    }
    read(path, "a YAML guide", guide::load)
}

/// Says so where more than one input should come from standard input, which can be read once.
pub(super) fn one_from_standard_input<'a>(
    inputs: impl Iterator<Item = &'a Path>,
) -> Result<(), Error> {
    if inputs.filter(|it| it.as_os_str() == fs::STANDARD).count() < 2 {
        return Ok(());
    }
    Err(Error::Usage(
        "only one input can come from standard input: name a file for the others".to_owned(),
    ))
}

/// Returns the error for a name that nothing built in has.
pub(super) fn unknown(what: &str, name: &str, names: &[&str]) -> Error {
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

/// An input that was read and can be used.
struct Input<T> {
    name: String,
    value: T,
    source: String,
    warnings: Vec<Diagnostic>,
}

impl<T> Input<T> {
    /// Tells the warnings, and returns what was read and its text.
    fn tell(self, console: &Console) -> (T, String) {
        console.warnings(&self.name, &self.source, &self.warnings);
        (self.value, self.source)
    }
}

fn read<T>(
    path: &Path,
    wanted: &str,
    load: impl Fn(&str) -> (Option<T>, Vec<Diagnostic>),
) -> Result<Input<T>, Error> {
    let bytes = fs::read(path)?;
    let text = decode(path, &bytes, wanted)?;
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
