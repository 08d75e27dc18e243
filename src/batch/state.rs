//! What a folder of outputs knows of the runs before: a file to which each result is added as it comes.
//!
//! A line is a fact. One that a killed run left half-written is no JSON, and counts for nothing.

use std::collections::BTreeMap;
use std::io::BufRead as _;
use std::path::Path;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::fs;
use crate::render::{from_json, to_json};

use super::hash::Hash;
use super::report::{GuideAbout, Outcome, PostingAbout};
use super::writing::Writing;

/// Facts of another form or another version of the program, which reads and makes otherwise, count for nothing.
const VERSION: &str = concat!("2 ", env!("CARGO_PKG_VERSION"));

/// A longer line is none of ours.
const LONGEST_LINE: usize = 1 << 20;

/// What is to be known of a profile before it is read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct ProfileAbout {
    /// The person's name.
    pub(super) name: String,
    /// The guide that it names.
    pub(super) guide: Option<String>,
    /// The fingerprint of the house style that its writing was held to.
    pub(super) house: Hash,
    /// What is to be said about its writing.
    pub(super) writing: Arc<[Writing]>,
}

/// A resume as an earlier run made it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Kept {
    /// The fingerprint of everything that it was made from.
    pub(super) inputs: Hash,
    /// What became of it.
    pub(super) outcome: Outcome,
}

/// Everything that is known.
#[derive(Debug, Clone, Default)]
pub(super) struct State {
    pub(super) profiles: BTreeMap<Hash, ProfileAbout>,
    pub(super) guides: BTreeMap<Hash, GuideAbout>,
    pub(super) postings: BTreeMap<Hash, PostingAbout>,
    /// The resumes, by the path of their output without its ending.
    pub(super) resumes: BTreeMap<String, Kept>,
}

/// A line of the file.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Line {
    Version(String),
    Profile(Hash, ProfileAbout),
    Guide(Hash, GuideAbout),
    Posting(Hash, PostingAbout),
    Resume(String, Kept),
}

/// A line of the file, to be written.
#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum LineOf<'a> {
    Version(&'a str),
    Profile(Hash, &'a ProfileAbout),
    Guide(Hash, &'a GuideAbout),
    Posting(Hash, &'a PostingAbout),
    Resume(&'a str, KeptOf<'a>),
}

#[derive(Serialize)]
struct KeptOf<'a> {
    inputs: Hash,
    outcome: &'a Outcome,
}

impl State {
    /// Reads what is known; nothing where there is no file, or it can't be read.
    pub(super) fn read(path: &Path) -> Self {
        let mut state = Self::default();
        let Ok(mut file) = fs::open(path) else {
            return state;
        };
        let mut line = Vec::new();
        let mut is_ours = false;
        loop {
            line.clear();
            match file.read_until(b'\n', &mut line) {
                Ok(0) | Err(_) => return state,
                Ok(_) if line.len() > LONGEST_LINE => continue,
                Ok(_) => {}
            }
            match from_json(&line) {
                Some(Line::Version(version)) => is_ours = version == VERSION,
                Some(_) if !is_ours => return Self::default(),
                Some(Line::Profile(hash, it)) => {
                    state.profiles.insert(hash, it);
                }
                Some(Line::Guide(hash, it)) => {
                    state.guides.insert(hash, it);
                }
                Some(Line::Posting(hash, it)) => {
                    state.postings.insert(hash, it);
                }
                Some(Line::Resume(name, it)) => {
                    state.resumes.insert(name, it);
                }
                None => {}
            }
        }
    }

    /// Writes everything that is known in the place of what the file held; `further` are the resumes of this run.
    pub(super) fn write<'a>(
        &self,
        staging: &Path,
        path: &Path,
        further: impl Iterator<Item = (&'a str, Hash, &'a Outcome)>,
    ) -> Result<(), Error> {
        let mut lines: BTreeMap<&str, (Hash, &Outcome)> = BTreeMap::new();
        for (name, it) in &self.resumes {
            lines.insert(name, (it.inputs, &it.outcome));
        }
        lines.extend(further.map(|(name, inputs, outcome)| (name, (inputs, outcome))));
        fs::write_pieces(staging, path, |out| {
            let mut put = |line: &LineOf<'_>| out.write_all(text(line).as_bytes());
            put(&LineOf::Version(VERSION))?;
            for (hash, it) in &self.profiles {
                put(&LineOf::Profile(*hash, it))?;
            }
            for (hash, it) in &self.guides {
                put(&LineOf::Guide(*hash, it))?;
            }
            for (hash, it) in &self.postings {
                put(&LineOf::Posting(*hash, it))?;
            }
            for (name, (inputs, outcome)) in lines {
                let inputs_and_outcome = KeptOf { inputs, outcome };
                put(&LineOf::Resume(name, inputs_and_outcome))?;
            }
            Ok(())
        })
    }
}

/// Returns the line that a resume adds to the file.
pub(super) fn resume_line(name: &str, inputs: Hash, outcome: &Outcome) -> String {
    text(&LineOf::Resume(name, KeptOf { inputs, outcome }))
}

/// Returns a line with its end; one that can't be written is empty, and what it says is found out again.
fn text(line: &LineOf<'_>) -> String {
    to_json(line).unwrap_or_default() + "\n"
}
