//! What a folder of outputs knows of the runs before: a file to which each result is added as it comes.
//!
//! A line is a fact. One that a killed run left half-written is no JSON, and counts for nothing. Of the lines that are
//! many and long, those of profiles and resumes, what is known in memory is where in a [`SpillFile`] they are.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{self, BufRead as _};
use std::path::Path;

use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::fs::{self, SpillFile, SpillOffset};
use crate::render::{from_json, to_json};

use super::hash::Hash;
use super::outcome::{GuideSummary, Outcome, PostingSummary};
use super::writing::Writing;

/// Facts of another form or another version of the program, which reads and makes otherwise, count for nothing.
const VERSION: &str = concat!("3 ", env!("CARGO_PKG_VERSION"));

/// A longer line is none of ours.
const MAX_LINE_BYTES: usize = 1 << 20;

/// What is to be known of a profile before it is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ProfileSummary {
    /// The person's name.
    pub(super) name: Box<str>,
    /// The guide that it names.
    pub(super) guide: Option<Box<str>>,
    /// The built-in guide for the role that it tells by itself.
    pub(super) role: Box<str>,
    /// The line of the state about it, which says what is to be said about its writing too.
    pub(super) line: SpillOffset,
}

/// A profile as its line has it.
#[derive(Serialize, Deserialize)]
struct ProfileFacts<'a> {
    name: Cow<'a, str>,
    guide: Option<Cow<'a, str>>,
    role: Cow<'a, str>,
    /// The fingerprint of the house style that its writing was held to.
    house: Hash,
    writing: Cow<'a, [Writing]>,
}

/// A resume as an earlier run made it.
#[derive(Serialize, Deserialize)]
pub(super) struct SavedResume<'a> {
    /// The fingerprint of everything that it was made from.
    pub(super) inputs: Hash,
    /// What became of it.
    pub(super) outcome: Cow<'a, Outcome>,
}

/// Everything that is known.
#[derive(Debug, Clone, Default)]
pub(super) struct State {
    /// The profiles, each by its fingerprint and that of the house style.
    pub(super) profiles: BTreeMap<(Hash, Hash), ProfileSummary>,
    pub(super) guides: BTreeMap<Hash, GuideSummary>,
    pub(super) postings: BTreeMap<Hash, PostingSummary>,
    /// The lines of the resumes, by the path of their output without its ending.
    pub(super) resumes: BTreeMap<Box<str>, SpillOffset>,
}

/// A line of the file, with what it keeps of a resume as `K`.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Line<'a, K = SavedResume<'a>> {
    Version(Cow<'a, str>),
    Profile(Hash, ProfileFacts<'a>),
    Guide(Hash, Cow<'a, GuideSummary>),
    Posting(Hash, Cow<'a, PostingSummary>),
    Resume(Cow<'a, str>, K),
}

impl State {
    /// Reads what is known; nothing where there is no file, or it can't be read.
    ///
    /// # Errors
    /// There is no room to put lines aside.
    pub(super) fn read(path: &Path, spool: &SpillFile) -> Result<Self, Error> {
        let mut state = Self::default();
        let Ok(mut file) = fs::open(path) else {
            return Ok(state);
        };
        let mut line = Vec::new();
        let mut is_ours = false;
        loop {
            line.clear();
            match file.read_until(b'\n', &mut line) {
                Ok(0) | Err(_) => return Ok(state),
                Ok(_) if line.len() > MAX_LINE_BYTES => continue,
                Ok(_) => {}
            }
            let text = line.trim_ascii();
            match from_json::<Line<'_, IgnoredAny>>(text) {
                Some(Line::Version(version)) => is_ours = version == VERSION,
                Some(_) if !is_ours => return Ok(Self::default()),
                Some(Line::Profile(hash, it)) => {
                    let about = ProfileSummary {
                        name: it.name.into(),
                        guide: it.guide.map(Into::into),
                        role: it.role.into(),
                        line: spool.put(text)?,
                    };
                    state.profiles.insert((hash, it.house), about);
                }
                Some(Line::Guide(hash, it)) => {
                    state.guides.insert(hash, it.into_owned());
                }
                Some(Line::Posting(hash, it)) => {
                    state.postings.insert(hash, it.into_owned());
                }
                Some(Line::Resume(name, _)) => {
                    state.resumes.insert(name.into(), spool.put(text)?);
                }
                None => {}
            }
        }
    }

    /// Writes everything that is known in the place of what the file held; `profiles` and `resumes` are the lines of this
    /// run.
    pub(super) fn write<'a>(
        &'a self,
        staging: &Path,
        path: &Path,
        spool: &SpillFile,
        profiles: impl Iterator<Item = (Hash, SpillOffset)>,
        resumes: impl Iterator<Item = (&'a str, SpillOffset)>,
    ) -> Result<(), Error> {
        let profiles: BTreeMap<Hash, SpillOffset> = profiles.collect();
        // No name is there twice: those of this run are no longer among the others.
        let before = self.resumes.iter().map(|(name, line)| (&**name, *line));
        let all = before.chain(resumes);
        let mut resumes: Vec<(&str, SpillOffset)> =
            Vec::with_capacity(all.size_hint().1.unwrap_or(0));
        resumes.extend(all);
        resumes.sort_unstable_by_key(|it| it.0);
        fs::write_pieces(staging, path, |out| {
            let mut put = |line: &Line<'_>| out.write_all((text(line) + "\n").as_bytes());
            put(&Line::Version(VERSION.into()))?;
            for line in profiles.values() {
                out.write_all(&spool.get(*line)?)?;
                out.write_all(b"\n")?;
            }
            let mut put = |line: &Line<'_>| out.write_all((text(line) + "\n").as_bytes());
            for (hash, it) in &self.guides {
                put(&Line::Guide(*hash, Cow::Borrowed(it)))?;
            }
            for (hash, it) in &self.postings {
                put(&Line::Posting(*hash, Cow::Borrowed(it)))?;
            }
            for (_, line) in &resumes {
                out.write_all(&spool.get(*line)?)?;
                out.write_all(b"\n")?;
            }
            Ok(())
        })
    }
}

/// Returns the line about a profile (name, guide that it names, guide for its role), without its end; `house` is the fingerprint of the house style.
pub(super) fn profile_line(
    hash: Hash,
    (name, guide, role): (&str, Option<&str>, &str),
    house: Hash,
    writing: &[Writing],
) -> String {
    let known = ProfileFacts {
        name: name.into(),
        guide: guide.map(Into::into),
        role: role.into(),
        house,
        writing: writing.into(),
    };
    text(&Line::Profile(hash, known))
}

/// Returns what a line about a profile says of its writing.
///
/// # Errors
/// The line is none of a profile.
pub(super) fn writing(line: &[u8]) -> io::Result<Vec<Writing>> {
    match from_json::<Line<'_>>(line) {
        Some(Line::Profile(_, known)) => Ok(known.writing.into_owned()),
        _ => Err(io::ErrorKind::InvalidData.into()),
    }
}

/// Returns the line about a resume, without its end.
pub(super) fn resume_line(name: &str, inputs: Hash, outcome: &Outcome) -> String {
    let outcome = Cow::Borrowed(outcome);
    text(&Line::Resume(name.into(), SavedResume { inputs, outcome }))
}

/// Returns what a line about a resume says.
///
/// # Errors
/// The line is none of a resume.
pub(super) fn kept(line: &[u8]) -> io::Result<SavedResume<'static>> {
    match from_json::<Line<'_>>(line) {
        Some(Line::Resume(_, kept)) => Ok(kept),
        _ => Err(io::ErrorKind::InvalidData.into()),
    }
}

/// Returns a line; one that can't be written is empty, and what it says is found out again.
fn text(line: &Line<'_>) -> String {
    to_json(line).unwrap_or_default()
}
