//! What stands before anything is made: the inputs, what the outputs are called, which of them are there already.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::check::House;
use crate::diag::path_name;
use crate::error::Error;
use crate::fs::{self, SpillFile, SpillOffset};
use crate::guide;
use crate::input::{self, Templates};
use crate::layout::{Family, FontFace, Fonts};
use crate::tailor::Role;

use super::hash::Hash;
use super::name::{self, Pattern};
use super::outcome::{GuideSummary, OutputFile, PostingSummary, Problem, ThemeSummary};
use super::plan::{Format, Job, Plan};
use super::roster::similar_file;
use super::state::{self, ProfileSummary, State};
use super::work::{apart, each};
use super::writing::Writing;

/// How outputs are called unless someone says otherwise.
pub const NAME: &str = "{name}_Resume_{job}";

/// What is known before anything is made.
pub struct BatchInputs {
    /// What is to be made.
    pub plan: Plan,
    /// The guides: those that the plan names, and those that profiles and postings lead to.
    pub(super) guides: Vec<String>,
    pub(super) facts: Facts,
    /// The fonts of each family.
    pub(super) fonts: [Fonts; Family::NAMES.len()],
    /// The templates of each job, by index.
    pub(super) templates: Vec<Templates>,
    /// What each job comes to, in the order of the plan.
    pub(super) jobs: Vec<JobState>,
    /// The path of each job's output without ending; empty where it can't have one.
    pub(super) stems: OutputPaths,
    pub(super) prints: Fingerprints,
    /// What earlier runs left, without the resumes of this plan.
    pub(super) state: State,
    /// What can't be read, by the first job that wants it.
    pub(super) errors: BTreeMap<usize, Error>,
    /// Further pages that an earlier run made, by the jobs that are to be made again and may have fewer now.
    pub(super) further_pages: BTreeMap<usize, Vec<OutputFile>>,
    /// What is known of each profile and resume: too much to keep in memory.
    pub(super) spool: SpillFile,
}

/// What a job comes to: of many thousands, so small.
pub(super) struct JobState {
    /// Its guide, of [`BatchInputs::guides`].
    pub(super) guide: Option<u32>,
    pub(super) next: JobAction,
}

/// The paths of outputs, one behind the other in one text.
#[derive(Default)]
pub(super) struct OutputPaths {
    text: String,
    /// Where each ends.
    ends: Vec<usize>,
}

impl OutputPaths {
    fn push(&mut self, stem: &str) {
        self.text.push_str(stem);
        self.ends.push(self.text.len());
    }

    /// Returns that of a job.
    pub(super) fn get(&self, job: usize) -> &str {
        let start = job.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start..self.ends[job]]
    }

    /// Returns all, in the order of the jobs.
    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.ends.len()).map(|job| self.get(job))
    }
}

/// The fingerprints of what many resumes are made with.
pub(super) struct Fingerprints {
    fonts: Hash,
    /// Of each of [`BatchInputs::templates`].
    templates: Vec<Hash>,
}

/// What is to be done about a job.
pub(super) enum JobAction {
    /// It is to be made.
    Make,
    /// It stands; this is the line of the state about it.
    Stands(SpillOffset),
    /// Its inputs can't be used.
    Fails(Arc<[Problem]>),
}

/// What is known of each input, and its fingerprint; or why it can't be used.
#[derive(Default)]
pub(super) struct Facts {
    pub(super) profiles: Vec<Known<ProfileSummary>>,
    pub(super) guides: Vec<Known<GuideSummary>>,
    pub(super) postings: Vec<Known<PostingSummary>>,
}

pub(super) type Known<T> = Result<(Hash, T), Arc<[Problem]>>;

/// How a survey is made.
pub struct BatchOptions<'a> {
    /// The folder of outputs.
    pub folder: &'a Path,
    /// What outputs are called; [`NAME`] unless someone says otherwise.
    pub name: &'a str,
    /// Whether several people of one name are told apart by numbers, not refused.
    pub number_duplicates: bool,
    /// Whether everything is made again, also what stands.
    pub again: bool,
    /// Fonts for what the built-in ones lack.
    pub fonts: &'a [Arc<FontFace>],
    /// The house style that the writing is held to.
    pub house: &'a House,
    /// How many threads work.
    pub threads: usize,
}

impl BatchInputs {
    /// Returns how many resumes can't be made, for their inputs can't be used.
    pub fn n_fail(&self) -> usize {
        let fails = |it: &&JobState| matches!(it.next, JobAction::Fails(_));
        self.jobs.iter().filter(fails).count()
    }

    /// Returns how many stand as an earlier run made them.
    pub fn n_stand(&self) -> usize {
        let stands = |it: &&JobState| matches!(it.next, JobAction::Stands(_));
        self.jobs.iter().filter(stands).count()
    }

    /// Returns the paths of all outputs within the folder, those of further pages aside.
    pub fn outputs(&self) -> impl Iterator<Item = String> {
        let jobs = self.plan.jobs.iter().zip(self.stems.iter());
        jobs.flat_map(|(job, stem)| outputs(stem, &self.plan.manner(job).formats))
    }

    /// Returns the fingerprint of everything that a job's resume is made from; nothing where an input can't be used.
    pub(super) fn fingerprint(&self, job: usize) -> Option<Hash> {
        let guide = self.jobs[job].guide;
        fingerprint(&self.plan, job, guide, &self.facts, &self.prints)
    }

    /// Returns what would be made, one line a job: what from, where to, and whether it stands.
    pub fn listing(&self) -> String {
        let mut lines = String::new();
        let jobs = self.plan.jobs.iter().zip(&self.jobs);
        for ((job, settled), stem) in jobs.zip(self.stems.iter()) {
            let profile = path_name(&self.plan.profiles[job.profile as usize]);
            lines.push_str(&profile);
            if let Some(posting) = job.posting {
                let posting = path_name(&self.plan.postings[posting as usize]);
                let _ = write!(lines, " for {posting}");
            }
            lines.push_str(" -> ");
            let outputs: Vec<String> = outputs(stem, &self.plan.manner(job).formats).collect();
            match &settled.next {
                JobAction::Make => lines.push_str(&outputs.join(", ")),
                JobAction::Stands(_) => {
                    let _ = write!(lines, "{} (unchanged)", outputs.join(", "));
                }
                JobAction::Fails(problems) => {
                    let first = problems.iter().find(|it| it.error);
                    let why = first.map_or(String::new(), Problem::line);
                    let _ = write!(lines, "nothing: {why}");
                }
            }
            lines.push('\n');
        }
        lines
    }
}

/// Returns the paths of a job's outputs, those of further pages aside.
pub(super) fn outputs<'a>(
    stem: &'a str,
    formats: &'a [Format],
) -> impl Iterator<Item = String> + 'a {
    formats
        .iter()
        .map(move |it| format!("{stem}.{}", it.ending()))
}

/// Returns where the state of a folder of outputs is kept.
pub(super) fn state_path(folder: &Path) -> PathBuf {
    folder.join(".bespoke").join("state.jsonl")
}

/// Reads the inputs of a plan, settles what its outputs are called, and looks which of them stand already. Nothing is
/// written.
///
/// # Errors
/// Two outputs would be one file, or an output an input: every such pair is told. A template can't be used. Inputs that
/// can't be read are no errors here: they are for the report.
pub fn survey(plan: Plan, wishes: &BatchOptions<'_>) -> Result<BatchInputs, Error> {
    apart(|| surveyed(plan, wishes))
}

fn surveyed(mut plan: Plan, wishes: &BatchOptions<'_>) -> Result<BatchInputs, Error> {
    let pattern = Pattern::read(wishes.name, &plan.labels).map_err(Error::Usage)?;
    let templates: Result<Vec<Templates>, Error> = plan
        .templates
        .iter()
        .map(|it| Templates::read(it))
        .collect();
    let templates = templates?;
    for manner in plan.manners.iter_mut().filter(|it| it.pages.is_none()) {
        manner.options.pages = templates[manner.template as usize].page.value.pages;
    }
    plan.complete();
    let spool = SpillFile::near(wishes.folder);
    let mut state = if wishes.again {
        State::default()
    } else {
        State::read(&state_path(wishes.folder), &spool)?
    };
    let (mut facts, mut failed) = read_inputs(&plan, &state, &spool, wishes);
    let mut guides = plan.guides.clone();
    let chosen = choose_guides(&plan, &facts, &mut guides);
    let further = each(wishes.threads, guides.len(), |idx| {
        guide_facts(&guides[idx], &state)
    });
    for (idx, it) in (0..).zip(further) {
        facts
            .guides
            .push(kept_apart(it, &mut failed, Input::Guide(idx)));
    }
    let stems = stems(&plan, &facts, &guides, &chosen, &pattern, wishes)?;
    ensure_not_input(&plan, &guides, &stems, wishes.folder)?;
    let template_hash =
        |it: &Templates| Hash::of_parts([it.page.source.as_bytes(), it.markdown.as_bytes()]);
    let prints = Fingerprints {
        fonts: Hash::of_parts(wishes.fonts.iter().map(|it| it.bytes())),
        templates: templates.iter().map(template_hash).collect(),
    };
    let mut errors = BTreeMap::new();
    let mut jobs = Vec::with_capacity(plan.jobs.len());
    for (idx, (job, guide)) in plan.jobs.iter().zip(chosen).enumerate() {
        let mut told: Vec<&Arc<[Problem]>> = Vec::new();
        for (found, input) in inputs(job, guide, &facts) {
            if let Err(problems) = found {
                told.push(problems);
                if let Some(error) = failed.remove(&input) {
                    errors.entry(idx).or_insert(error);
                }
            }
        }
        let next = match told.as_slice() {
            [] => JobAction::Make,
            // Many jobs may fail for one input.
            [one] => JobAction::Fails(Arc::clone(one)),
            several => JobAction::Fails(several.iter().flat_map(|it| it.iter().cloned()).collect()),
        };
        jobs.push(JobState { guide, next });
    }
    // What this plan makes is no longer what an earlier run left.
    let left = |(idx, stem): (usize, &str)| Some((idx, state.resumes.remove(stem)?));
    let mut before: Vec<(usize, SpillOffset)> = stems.iter().enumerate().filter_map(left).collect();
    before.retain(|(idx, _)| matches!(jobs[*idx].next, JobAction::Make));
    let found = each(wishes.threads, before.len(), |at| {
        let (idx, line) = before[at];
        let inputs = fingerprint(&plan, idx, jobs[idx].guide, &facts, &prints);
        earlier(&spool, line, inputs, wishes.folder)
    });
    let mut further_pages = BTreeMap::new();
    for ((idx, _), found) in before.into_iter().zip(found) {
        match found {
            Earlier::Stands(line) => jobs[idx].next = JobAction::Stands(line),
            Earlier::FurtherPages(files) => {
                further_pages.insert(idx, files);
            }
            Earlier::None => {}
        }
    }
    known_only(&mut state, &facts);
    Ok(BatchInputs {
        plan,
        guides,
        facts,
        fonts: Family::NAMES
            .map(|(_, family)| Fonts::family(family).with(wishes.fonts.iter().map(Arc::clone))),
        templates,
        jobs,
        stems,
        prints,
        state,
        errors,
        further_pages,
        spool,
    })
}

/// An input, by its index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Input {
    Profile(u32),
    Posting(u32),
    Guide(u32),
}

/// The fingerprint of an input, or why it can't be used; and which it is.
type Found<'a> = (Result<Hash, &'a Arc<[Problem]>>, Input);

/// Returns what is known of the inputs of a job.
fn inputs<'a>(job: &Job, guide: Option<u32>, facts: &'a Facts) -> [Found<'a>; 3] {
    let none = || Ok(Hash::of(b""));
    let profile = hash(&facts.profiles[job.profile as usize]);
    let posting = job.posting.map(|it| hash(&facts.postings[it as usize]));
    let of_guide = guide.map(|it| hash(&facts.guides[it as usize]));
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

fn hash<T>(known: &Known<T>) -> Result<Hash, &Arc<[Problem]>> {
    known.as_ref().map(|it| it.0)
}

/// Returns what is known of an input; the error itself is kept for the person.
fn kept_apart<T>(
    found: Result<(Hash, T), Error>,
    failed: &mut BTreeMap<Input, Error>,
    input: Input,
) -> Known<T> {
    found.map_err(|error| {
        let problems: Arc<[Problem]> = Problem::of(&error).into();
        // Whoever mends inputs mends the first ones first; each may hold a whole file.
        if failed.len() < MOST_KEPT {
            failed.insert(input, error);
        }
        problems
    })
}

/// How many errors are kept as they are, each with the file it is in.
const MOST_KEPT: usize = 100;

fn read_inputs(
    plan: &Plan,
    state: &State,
    spool: &SpillFile,
    wishes: &BatchOptions<'_>,
) -> (Facts, BTreeMap<Input, Error>) {
    let threads = wishes.threads;
    let house = Hash::of(wishes.house.yaml().as_bytes());
    let mut failed = BTreeMap::new();
    let mut facts = Facts::default();
    let profiles = each(threads, plan.profiles.len(), |idx| {
        profile_facts(&plan.profiles[idx], state, spool, wishes.house, house)
    });
    for (idx, it) in (0..).zip(profiles) {
        facts
            .profiles
            .push(kept_apart(it, &mut failed, Input::Profile(idx)));
    }
    let postings = each(threads, plan.postings.len(), |idx| {
        posting_facts(&plan.postings[idx], state)
    });
    for (idx, it) in (0..).zip(postings) {
        facts
            .postings
            .push(kept_apart(it, &mut failed, Input::Posting(idx)));
    }
    (facts, failed)
}

fn profile_facts(
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

fn posting_facts(path: &Path, state: &State) -> Result<(Hash, PostingSummary), Error> {
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

fn guide_facts(wanted: &str, state: &State) -> Result<(Hash, GuideSummary), Error> {
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

/// Returns the guide of each job, as one resume alone finds its own; those that the plan doesn't name are added.
fn choose_guides(plan: &Plan, facts: &Facts, guides: &mut Vec<String>) -> Vec<Option<u32>> {
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    for (idx, it) in (0..).zip(guides.iter()) {
        seen.insert(it.clone(), idx);
    }
    let mut suited: BTreeMap<u32, Option<&'static str>> = BTreeMap::new();
    let mut choose = |job: &Job| {
        if let Some(guide) = job.guide {
            return Some(guide);
        }
        let (_, profile) = facts.profiles[job.profile as usize].as_ref().ok()?;
        let for_posting = job.posting.and_then(|posting| {
            *suited.entry(posting).or_insert_with(|| {
                let about = facts.postings[posting as usize].as_ref().ok();
                let title = about.and_then(|it| it.1.title.as_deref())?;
                Some(guide::built_in_for(title).unwrap_or(guide::NEUTRAL))
            })
        });
        let name = profile
            .guide
            .as_deref()
            .or(for_posting)
            .unwrap_or(&profile.role);
        Some(*seen.entry(name.to_owned()).or_insert_with(|| {
            let idx = u32::try_from(guides.len()).unwrap_or(u32::MAX);
            guides.push(name.to_owned());
            idx
        }))
    };
    plan.jobs.iter().map(&mut choose).collect()
}

/// Returns the path of each job's output without its ending; empty where the name of the person isn't known.
fn stems(
    plan: &Plan,
    facts: &Facts,
    guides: &[String],
    chosen: &[Option<u32>],
    pattern: &Pattern,
    wishes: &BatchOptions<'_>,
) -> Result<OutputPaths, Error> {
    let stem = |(job, guide): (&Job, &Option<u32>)| match (
        &job.output,
        &facts.profiles[job.profile as usize],
    ) {
        (Some(output), _) => name::path(output),
        (None, Err(_)) => String::new(),
        (None, Ok((_, about))) => {
            let [whole, first, last] = name::names(&about.name);
            let file_stem = |path: &Path| {
                let stem = path.file_stem().unwrap_or_default();
                stem.to_string_lossy().into_owned()
            };
            let guide = guide.map_or("", |it| &guides[it as usize]);
            pattern.fill(|field| match field {
                "name" => whole.clone(),
                "first" => first.clone(),
                "last" => last.clone(),
                "job" => {
                    (job.posting).map_or(String::new(), |it| file_stem(&plan.postings[it as usize]))
                }
                "guide" => file_stem(Path::new(guide)),
                "id" => file_stem(&plan.profiles[job.profile as usize]),
                "row" => job.row.to_string(),
                label => {
                    let label = label.strip_prefix(super::roster::LABEL).unwrap_or(label);
                    let at = plan.labels.iter().position(|it| it == label);
                    let value = at.and_then(|it| job.labels.get(it));
                    value.map_or(String::new(), ToString::to_string)
                }
            })
        }
    };
    let wanted = plan.jobs.iter().zip(chosen).map(stem);
    settle(plan, wanted, wishes.number_duplicates)
}

/// Returns the names with those that several jobs have told apart, or says which jobs have one name.
fn settle(
    plan: &Plan,
    wanted: impl Iterator<Item = String>,
    number: bool,
) -> Result<OutputPaths, Error> {
    let mut stems = OutputPaths::default();
    let mut taken: BTreeMap<String, usize> = BTreeMap::new();
    for reserved in [".bespoke", "report"] {
        taken.insert(reserved.to_owned(), usize::MAX);
    }
    let mut next_numbers: BTreeMap<String, usize> = BTreeMap::new();
    let mut clashes = Vec::new();
    for (idx, mut stem) in wanted.enumerate() {
        if stem.is_empty() {
            stems.push("");
            continue;
        }
        let mut key = name::key(&stem);
        if number && plan.jobs[idx].output.is_none() {
            let whole = stem.clone();
            // Where the last job of this name left off: many namesakes would else try all numbers again.
            let count = next_numbers.entry(key.clone()).or_insert(2_usize);
            while taken.contains_key(&key) {
                stem = format!("{whole}_{count}");
                key = name::key(&stem);
                *count += 1;
            }
        }
        stems.push(&stem);
        match taken.get(&key) {
            Some(&other) => clashes.push((other, idx)),
            None => {
                taken.insert(key, idx);
            }
        }
    }
    // The pages of an SVG have names of their own, and those of the report.
    for (key, &idx) in &taken {
        if let Some(first) = name::is_page_of(key, &taken)
            && let Some(&other) = taken.get(first)
            && (first == "report"
                || [other, idx].iter().all(|it| {
                    plan.jobs
                        .get(*it)
                        .is_some_and(|job| plan.manner(job).formats.contains(&Format::Svg))
                }))
        {
            clashes.push((other, idx));
        }
    }
    if clashes.is_empty() {
        return Ok(stems);
    }
    Err(Error::Input(clash_message(plan, &stems, &clashes)))
}

/// How many clashes of names are told one by one.
const CLASHES: usize = 20;

fn clash_message(plan: &Plan, stems: &OutputPaths, clashes: &[(usize, usize)]) -> String {
    let unit = if plan.roster.is_some() {
        "row"
    } else {
        "resume"
    };
    let who = |idx: usize| {
        let job = &plan.jobs[idx];
        let profile = path_name(&plan.profiles[job.profile as usize]);
        format!("{unit} {} ({profile})", job.row)
    };
    let mut message = "nothing was written: outputs would have one name".to_owned();
    for &(other, idx) in clashes.iter().take(CLASHES) {
        let stem = stems.get(idx);
        if other >= plan.jobs.len() {
            let _ = write!(message, "\n  {}: `{stem}` is kept for the report", who(idx));
        } else {
            let _ = write!(message, "\n  {} and {}: `{stem}`", who(other), who(idx));
        }
    }
    if clashes.len() > CLASHES {
        let _ = write!(message, "\n  ... and {} more", clashes.len() - CLASHES);
    }
    let column = if plan.roster.is_some() {
        ", give names in a column `output`"
    } else {
        ""
    };
    let _ = write!(
        message,
        "\nadd what tells them apart, as --name '{{name}}_{{id}}_Resume_{{job}}' with the name of the profile's file{column}, or number them with --number-duplicates"
    );
    message
}

/// Says so where an output would replace what the batch is made from.
fn ensure_not_input(
    plan: &Plan,
    guides: &[String],
    stems: &OutputPaths,
    folder: &Path,
) -> Result<(), Error> {
    let Some(folder) = fs::canonical(folder) else {
        // Nothing is in a folder that isn't there.
        return Ok(());
    };
    let files = plan
        .profiles
        .iter()
        .chain(&plan.postings)
        .chain(&plan.left_out)
        .chain(&plan.roster);
    let named = guides
        .iter()
        .chain(plan.templates.iter().flatten())
        .map(Path::new);
    let inputs: BTreeSet<PathBuf> = (files.map(PathBuf::as_path).chain(named))
        .filter_map(fs::canonical)
        .collect();
    let reports = ["csv", "json", "html"].map(|it| format!("report.{it}"));
    let made = (plan.jobs.iter().zip(stems.iter()))
        .flat_map(|(job, stem)| outputs(stem, &plan.manner(job).formats));
    // A folder within the output folder may be a link to anywhere.
    let mut real_folders: BTreeMap<PathBuf, PathBuf> = BTreeMap::new();
    for output in made.chain(reports) {
        let path = folder.join(&output);
        let (Some(parent), Some(file)) = (path.parent(), path.file_name()) else {
            continue;
        };
        let parent = real_folders
            .entry(parent.to_owned())
            .or_insert_with(|| fs::canonical(parent).unwrap_or_else(|| parent.to_owned()));
        if inputs.contains(&parent.join(file)) {
            return Err(Error::Usage(format!(
                "`{}` is an input: name another folder with -o",
                path_name(&folder.join(&output))
            )));
        }
    }
    Ok(())
}

/// Returns the fingerprint of everything that a resume is made from but the program, whose version the state tells;
/// nothing where an input can't be used.
fn fingerprint(
    plan: &Plan,
    job: usize,
    guide: Option<u32>,
    facts: &Facts,
    prints: &Fingerprints,
) -> Option<Hash> {
    let job = &plan.jobs[job];
    let manner = plan.manner(job);
    let mut hashes = vec![prints.fonts];
    for (found, _) in inputs(job, guide, facts) {
        hashes.push(found.ok()?);
    }
    hashes.push(prints.templates[manner.template as usize]);
    let options = format!("{:?} {:?}", manner.options, manner.formats);
    let parts = hashes.iter().map(Hash::bytes).chain([options.as_bytes()]);
    Some(Hash::of_parts(parts))
}

/// What an earlier run made for a job.
enum Earlier {
    None,
    /// It stands: nothing that it is made from has changed.
    Stands(SpillOffset),
    /// It is to be made again, and had pages of an SVG besides the first.
    FurtherPages(Vec<OutputFile>),
}

/// Returns what the line of a resume tells of, where it is now made from `inputs`.
fn earlier(spool: &SpillFile, line: SpillOffset, inputs: Option<Hash>, folder: &Path) -> Earlier {
    let Ok(kept) = spool.get(line).and_then(|it| state::kept(&it)) else {
        return Earlier::None;
    };
    let mut outputs = kept.outcome.into_owned().outputs;
    let is_there = || outputs.iter().all(|it| it.is_in(folder));
    if Some(kept.inputs) == inputs && !outputs.is_empty() && is_there() {
        return Earlier::Stands(line);
    }
    // The first page of an SVG comes before the others, and is replaced.
    let mut is_further = false;
    let is_svg = |it: &OutputFile| {
        Path::new(&it.name)
            .extension()
            .is_some_and(|it| it == "svg")
    };
    outputs.retain(|it| is_svg(it) && std::mem::replace(&mut is_further, true));
    if outputs.is_empty() {
        Earlier::None
    } else {
        Earlier::FurtherPages(outputs)
    }
}

/// Makes the state know these guides and postings and no others; the profiles it is told when it is written.
fn known_only(state: &mut State, facts: &Facts) {
    state.profiles = BTreeMap::new();
    let nameless = |it: &GuideSummary| GuideSummary {
        name: String::new(),
        ..it.clone()
    };
    state.guides = (facts.guides.iter().flatten())
        .map(|(hash, it)| (*hash, nameless(it)))
        .collect();
    let nameless = |it: &PostingSummary| PostingSummary {
        file: String::new(),
        ..it.clone()
    };
    state.postings = (facts.postings.iter().flatten())
        .map(|(hash, it)| (*hash, nameless(it)))
        .collect();
}
