//! Resolves a batch before anything is made: its inputs, the names of its outputs, and which of those are up to date.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::check::House;
use crate::diag::path_name;
use crate::error::Error;
use crate::fs::{self, SpillFile, SpillOffset};
use crate::guide;
use crate::input::Templates;
use crate::layout::{Family, FontFace, Fonts};
use crate::tailor::Format;

use super::hash::Hash;
use super::input_summaries::{
    Input, InputSummaries, input_hashes, record_error, summarize_guide, summarize_inputs,
};
use super::name::{self, Pattern};
use super::outcome::{GuideSummary, OutputFile, PostingSummary, Problem};
use super::plan::{Job, Plan};
use super::state::{self, State};
use super::work::{apart, each};

/// How outputs are called unless someone says otherwise.
pub const NAME: &str = "{name}_Resume_{job}";

/// What is known before anything is made.
pub struct BatchInputs {
    /// What is to be made.
    pub plan: Plan,
    /// The guides: those that the plan names, and those that profiles and postings lead to.
    pub(super) guides: Vec<String>,
    pub(super) summaries: InputSummaries,
    /// The fonts of each family.
    pub(super) fonts: [Fonts; Family::NAMES.len()],
    /// The templates of each job, by index.
    pub(super) templates: Vec<Templates>,
    /// What each job comes to, in the order of the plan.
    pub(super) jobs: Vec<JobState>,
    /// The path of each job's output without ending; empty where it can't have one.
    pub(super) output_paths: OutputPaths,
    pub(super) fingerprints: Fingerprints,
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

/// The options of a batch.
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
        let jobs = self.plan.jobs.iter().zip(self.output_paths.iter());
        jobs.flat_map(|(job, stem)| outputs(stem, &self.plan.manner(job).formats))
    }

    /// Returns the fingerprint of everything that a job's resume is made from; nothing where an input can't be used.
    pub(super) fn fingerprint(&self, job: usize) -> Option<Hash> {
        let guide = self.jobs[job].guide;
        fingerprint(&self.plan, job, guide, &self.summaries, &self.fingerprints)
    }

    /// Returns what would be made, one line a job: what from, where to, and whether it stands.
    pub fn listing(&self) -> String {
        let mut lines = String::new();
        let jobs = self.plan.jobs.iter().zip(&self.jobs);
        for ((job, settled), stem) in jobs.zip(self.output_paths.iter()) {
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
        .map(move |it| format!("{stem}.{}", it.extension()))
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
pub fn resolve(plan: Plan, options: &BatchOptions<'_>) -> Result<BatchInputs, Error> {
    apart(|| try_resolve(plan, options))
}

fn try_resolve(mut plan: Plan, options: &BatchOptions<'_>) -> Result<BatchInputs, Error> {
    let pattern = Pattern::read(options.name, &plan.labels).map_err(Error::Usage)?;
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
    let spool = SpillFile::near(options.folder);
    let mut state = if options.again {
        State::default()
    } else {
        State::read(&state_path(options.folder), &spool)?
    };
    let (mut summaries, mut failed) =
        summarize_inputs(&plan, &state, &spool, options.house, options.threads);
    let mut guides = plan.guides.clone();
    let chosen = choose_guides(&plan, &summaries, &mut guides);
    let further = each(options.threads, guides.len(), |idx| {
        summarize_guide(&guides[idx], &state)
    });
    for (idx, it) in (0..).zip(further) {
        summaries
            .guides
            .push(record_error(it, &mut failed, Input::Guide(idx)));
    }
    let output_paths = output_paths(&plan, &summaries, &guides, &chosen, &pattern, options)?;
    ensure_not_input(&plan, &guides, &output_paths, options.folder)?;
    let template_hash =
        |it: &Templates| Hash::of_parts([it.page.source.as_bytes(), it.markdown.as_bytes()]);
    let fingerprints = Fingerprints {
        fonts: Hash::of_parts(options.fonts.iter().map(|it| it.bytes())),
        templates: templates.iter().map(template_hash).collect(),
    };
    let mut errors = BTreeMap::new();
    let mut jobs = Vec::with_capacity(plan.jobs.len());
    for (idx, (job, guide)) in plan.jobs.iter().zip(chosen).enumerate() {
        let mut told: Vec<&Arc<[Problem]>> = Vec::new();
        for (found, input) in input_hashes(job, guide, &summaries) {
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
    let mut before: Vec<(usize, SpillOffset)> =
        output_paths.iter().enumerate().filter_map(left).collect();
    before.retain(|(idx, _)| matches!(jobs[*idx].next, JobAction::Make));
    let found = each(options.threads, before.len(), |at| {
        let (idx, line) = before[at];
        let inputs = fingerprint(&plan, idx, jobs[idx].guide, &summaries, &fingerprints);
        earlier(&spool, line, inputs, options.folder)
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
    known_only(&mut state, &summaries);
    Ok(BatchInputs {
        plan,
        guides,
        summaries,
        fonts: Family::NAMES
            .map(|(_, family)| Fonts::family(family).with(options.fonts.iter().map(Arc::clone))),
        templates,
        jobs,
        output_paths,
        fingerprints,
        state,
        errors,
        further_pages,
        spool,
    })
}

/// Returns the guide of each job, as one resume alone finds its own; those that the plan doesn't name are added.
fn choose_guides(
    plan: &Plan,
    summaries: &InputSummaries,
    guides: &mut Vec<String>,
) -> Vec<Option<u32>> {
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    for (idx, it) in (0..).zip(guides.iter()) {
        seen.insert(it.clone(), idx);
    }
    let mut suited: BTreeMap<u32, Option<&'static str>> = BTreeMap::new();
    let mut choose = |job: &Job| {
        if let Some(guide) = job.guide {
            return Some(guide);
        }
        let (_, profile) = summaries.profiles[job.profile as usize].as_ref().ok()?;
        let for_posting = job.posting.and_then(|posting| {
            *suited.entry(posting).or_insert_with(|| {
                let about = summaries.postings[posting as usize].as_ref().ok();
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
fn output_paths(
    plan: &Plan,
    summaries: &InputSummaries,
    guides: &[String],
    chosen: &[Option<u32>],
    pattern: &Pattern,
    options: &BatchOptions<'_>,
) -> Result<OutputPaths, Error> {
    let stem = |(job, guide): (&Job, &Option<u32>)| match (
        &job.output,
        &summaries.profiles[job.profile as usize],
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
    settle(plan, wanted, options.number_duplicates)
}

/// Returns the names with those that several jobs have told apart, or says which jobs have one name.
fn settle(
    plan: &Plan,
    wanted: impl Iterator<Item = String>,
    number: bool,
) -> Result<OutputPaths, Error> {
    let mut output_paths = OutputPaths::default();
    let mut taken: BTreeMap<String, usize> = BTreeMap::new();
    for reserved in [".bespoke", "report"] {
        taken.insert(reserved.to_owned(), usize::MAX);
    }
    let mut next_numbers: BTreeMap<String, usize> = BTreeMap::new();
    let mut clashes = Vec::new();
    for (idx, mut stem) in wanted.enumerate() {
        if stem.is_empty() {
            output_paths.push("");
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
        output_paths.push(&stem);
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
                || [other, idx].iter().all(|job| {
                    plan.jobs
                        .get(*job)
                        .is_some_and(|job| plan.manner(job).formats.contains(&Format::Svg))
                }))
        {
            clashes.push((other, idx));
        }
    }
    if clashes.is_empty() {
        return Ok(output_paths);
    }
    Err(Error::Input(clash_message(plan, &output_paths, &clashes)))
}

/// How many clashes of names are told one by one.
const CLASHES: usize = 20;

fn clash_message(plan: &Plan, output_paths: &OutputPaths, clashes: &[(usize, usize)]) -> String {
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
        let stem = output_paths.get(idx);
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
    output_paths: &OutputPaths,
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
    let made = (plan.jobs.iter().zip(output_paths.iter()))
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
    summaries: &InputSummaries,
    fingerprints: &Fingerprints,
) -> Option<Hash> {
    let job = &plan.jobs[job];
    let manner = plan.manner(job);
    let mut hashes = vec![fingerprints.fonts];
    for (found, _) in input_hashes(job, guide, summaries) {
        hashes.push(found.ok()?);
    }
    hashes.push(fingerprints.templates[manner.template as usize]);
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
fn known_only(state: &mut State, summaries: &InputSummaries) {
    state.profiles = BTreeMap::new();
    let nameless = |it: &GuideSummary| GuideSummary {
        name: String::new(),
        ..it.clone()
    };
    state.guides = (summaries.guides.iter().flatten())
        .map(|(hash, it)| (*hash, nameless(it)))
        .collect();
    let nameless = |it: &PostingSummary| PostingSummary {
        file: String::new(),
        ..it.clone()
    };
    state.postings = (summaries.postings.iter().flatten())
        .map(|(hash, it)| (*hash, nameless(it)))
        .collect();
}
