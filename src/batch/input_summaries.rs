//! Fingerprints and summaries of the inputs of a batch: all that is kept of them before resumes are made.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use crate::check::House;
use crate::diag::path_name;
use crate::error::Error;
use crate::fs::{self, SpillFile};
use crate::input;
use crate::tailor::Role;

use super::hash::Hash;
use super::outcome::{GuideSummary, PostingSummary, Problem, ThemeSummary};
use super::plan::{Job, Plan};
use super::roster::similar_file;
use super::state::{self, ProfileSummary, State};
use super::work::each;
use super::writing::Writing;

/// The summaries of all inputs.
#[derive(Default)]
pub(super) struct InputSummaries {
    pub(super) profiles: Vec<InputResult<ProfileSummary>>,
    pub(super) guides: Vec<InputResult<GuideSummary>>,
    pub(super) postings: Vec<InputResult<PostingSummary>>,
}

/// The fingerprint and summary of an input, or why it cannot be used.
pub(super) type InputResult<T> = Result<(Hash, T), Arc<[Problem]>>;

/// An input, by its index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Input {
    Profile(u32),
    Posting(u32),
    Guide(u32),
}

/// The fingerprint of an input, or why it can't be used; and which it is.
pub(super) type InputHash<'a> = (Result<Hash, &'a Arc<[Problem]>>, Input);

/// Returns the fingerprints of the inputs of a job.
pub(super) fn input_hashes<'a>(
    job: &Job,
    guide: Option<u32>,
    summaries: &'a InputSummaries,
) -> [InputHash<'a>; 3] {
    let none = || Ok(Hash::of(b""));
    let profile = hash(&summaries.profiles[job.profile as usize]);
    let posting = job.posting.map(|it| hash(&summaries.postings[it as usize]));
    let of_guide = guide.map(|it| hash(&summaries.guides[it as usize]));
    [
        (profile, Input::Profile(job.profile)),
        (
            posting.unwrap_or_else(none),
            Input::Posting(job.posting.unwrap_or_default()),
        ),
        (
            of_guide.unwrap_or_else(none),
            Input::Guide(guide.unwrap_or_default()),
        ),
    ]
}

fn hash<T>(known: &InputResult<T>) -> Result<Hash, &Arc<[Problem]>> {
    known.as_ref().map(|it| it.0)
}

/// Returns the summary of an input, or its problems; the first errors are recorded whole in `failed`.
pub(super) fn record_error<T>(
    found: Result<(Hash, T), Error>,
    failed: &mut BTreeMap<Input, Error>,
    input: Input,
) -> InputResult<T> {
    found.map_err(|error| {
        let problems: Arc<[Problem]> = Problem::of(&error).into();
        // Whoever mends inputs mends the first ones first; each may hold a whole file.
        if failed.len() < MAX_ERRORS {
            failed.insert(input, error);
        }
        problems
    })
}

/// The most errors kept as they are, each with the whole file it is in.
const MAX_ERRORS: usize = 100;

/// Reads and summarizes the profiles and postings of a plan; returns the first errors by input too.
pub(super) fn summarize_inputs(
    plan: &Plan,
    state: &State,
    spool: &SpillFile,
    house: &House,
    threads: usize,
) -> (InputSummaries, BTreeMap<Input, Error>) {
    let house_hash = Hash::of(house.yaml().as_bytes());
    let mut failed = BTreeMap::new();
    let mut summaries = InputSummaries::default();
    let profiles = each(threads, plan.profiles.len(), |idx| {
        summarize_profile(&plan.profiles[idx], state, spool, house, house_hash)
    });
    for (idx, it) in (0..).zip(profiles) {
        summaries
            .profiles
            .push(record_error(it, &mut failed, Input::Profile(idx)));
    }
    let postings = each(threads, plan.postings.len(), |idx| {
        summarize_posting(&plan.postings[idx], state)
    });
    for (idx, it) in (0..).zip(postings) {
        summaries
            .postings
            .push(record_error(it, &mut failed, Input::Posting(idx)));
    }
    (summaries, failed)
}

fn summarize_profile(
    path: &Path,
    state: &State,
    spool: &SpillFile,
    style: &House,
    house: Hash,
) -> Result<(Hash, ProfileSummary), Error> {
    fs::ensure_not_stream(path)?;
    let bytes = fs::read(path).map_err(|error| with_similar(error, path))?;
    let hash = Hash::of(&bytes);
    if let Some(about) = state.profiles.get(&(hash, house)) {
        return Ok((hash, about.clone()));
    }
    let profile = input::profile(path, &bytes)?;
    let writing = Writing::of(&profile, style);
    let profile = profile.value;
    let role = Role::of_profile(&profile).guide;
    let (name, guide) = (profile.name.text, profile.guide.map(|it| it.text));
    let line = state::profile_line(hash, (&name, guide.as_deref(), role), house, &writing);
    let about = ProfileSummary {
        line: spool.put(line.as_bytes())?,
        name: name.into(),
        guide: guide.map(Into::into),
        role: role.into(),
    };
    Ok((hash, about))
}

/// Returns the error for a file that can't be read, with the one that may be meant.
fn with_similar(error: Error, path: &Path) -> Error {
    match similar_file(path) {
        Some(near) if fs::size(path).is_none() => Error::Input(format!(
            "{error}; did you mean {}?",
            crate::error::quoted(&near)
        )),
        _ => error,
    }
}

fn summarize_posting(path: &Path, state: &State) -> Result<(Hash, PostingSummary), Error> {
    fs::ensure_not_stream(path)?;
    let bytes = fs::read(path).map_err(|error| with_similar(error, path))?;
    let hash = Hash::of(&bytes);
    let file = path_name(path);
    if let Some(about) = state.postings.get(&hash) {
        let about = PostingSummary {
            file,
            ..about.clone()
        };
        return Ok((hash, about));
    }
    Ok((
        hash,
        PostingSummary::of(&file, &input::posting(path, &bytes)?),
    ))
}

pub(super) fn summarize_guide(wanted: &str, state: &State) -> Result<(Hash, GuideSummary), Error> {
    fs::ensure_not_stream(Path::new(wanted))?;
    let bytes = input::guide_bytes(wanted)?;
    let hash = Hash::of(&bytes);
    let name = wanted.to_owned();
    if let Some(about) = state.guides.get(&hash) {
        let about = GuideSummary {
            name,
            ..about.clone()
        };
        return Ok((hash, about));
    }
    let guide = input::guide(wanted, &bytes)?.value;
    let themes = guide.themes.into_iter().map(|it| ThemeSummary {
        name: it.name,
        weight: it.weight,
    });
    let themes = themes.collect();
    Ok((hash, GuideSummary { name, themes }))
}
