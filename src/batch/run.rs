//! Makes the resumes of a batch that are not up to date.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use crate::diag::path_name;
use crate::error::Error;
use crate::fs::{self, Journal, Lock, SpillOffset};
use crate::guide::Guide;
use crate::input::{Input, Templates};
use crate::layout::Family;
use crate::parallel;
use crate::posting::Posting;
use crate::profile::Profile;
use crate::render::MarkdownTemplate;
use crate::score::Matcher;
use crate::tailor::{Exporter, Format};

use super::errors::Errors;
use super::hash::Hash;
use super::input_summaries::InputResult;
use super::make::{File, JobInputs, make};
use super::outcome::{GuideSummary, Outcome, OutputFile, PostingSummary, Problem, Status};
use super::plan::{Job, JobSettings};
use super::report::{PersonRow, Report, ResumeRow};
use super::report_html::HtmlReport;
use super::resolve::{BatchInputs, JobAction, JobState, state_path};
use super::state::{ProfileSummary, resume_line};
use super::work::{SharedValues, locked, on_threads};

/// How many profiles are worked on before the next ones are read: each is kept until its last posting is done.
const BLOCK: u32 = 64;

/// A folder of outputs, in which one run works at a time.
pub struct Folder {
    path: PathBuf,
    staging: PathBuf,
    _lock: Lock,
}

/// How a run goes on.
pub struct Run<'a> {
    /// How many threads work.
    pub threads: usize,
    /// Whether to stop: what is in hand is finished, the rest is left.
    pub stop: &'a AtomicBool,
    /// Told of each resume: what became of it.
    pub progress: &'a (dyn Fn(Status) + Sync),
}

/// What a run leaves.
pub struct BatchResult {
    /// What became of each resume.
    pub report: Report,
    /// The first errors, in the order of the roster.
    pub errors: Vec<Error>,
}

impl Folder {
    /// Takes a folder for a run, and makes it where there is none; what a killed run left unfinished is removed.
    ///
    /// # Errors
    /// It can't be written to, or another run works in it.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let own = path.join(".bespoke");
        fs::make_folder(&own)?;
        let Some(lock) = Lock::take(&own.join("lock"))? else {
            return Err(Error::Input(format!(
                "another run works in `{}`: wait for it, or name another folder with -o",
                path_name(path)
            )));
        };
        let staging = own.join("unfinished");
        fs::remove_folder(&staging)?;
        fs::make_folder(&staging)?;
        Ok(Self {
            path: path.to_owned(),
            staging,
            _lock: lock,
        })
    }

    /// Writes `report.csv`, `report.json` and the pages of `report.html`.
    ///
    /// # Errors
    /// Names the file.
    pub fn write_report(&self, report: &Report) -> Result<(), Error> {
        let write = |name: &str, fill: &dyn Fn(&mut dyn std::io::Write) -> std::io::Result<()>| {
            fs::write_pieces(&self.staging, &self.path.join(name), fill)
        };
        let cohort = report.cohort()?;
        // About as much work on either side.
        let whole = || write("report.json", &|out| report.write_json(&cohort, out));
        let table_and_pages = || {
            write("report.csv", &|out| report.write_csv(&cohort, out))?;
            let html = report.html(&cohort)?;
            for number in 1..=html.n_pages() {
                write(&HtmlReport::file_name(number), &|out| {
                    html.write(number, out)
                })?;
            }
            // An earlier report may have had more pages.
            for number in html.n_pages() + 1.. {
                if !fs::remove_file(&self.path.join(HtmlReport::file_name(number)))? {
                    break;
                }
            }
            Ok(())
        };
        let (table_and_pages, whole) = parallel::join(table_and_pages, whole);
        table_and_pages.and(whole)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // Where it can't be removed, the next run does.
        let _ = fs::remove_folder(&self.staging);
    }
}

/// Makes what is to be made, each result written as it comes, and returns what became of every resume.
///
/// # Errors
/// A template can't be used, or what is known of the results can't be written. Whatever concerns one resume alone is in
/// the report.
pub fn run(
    batch_inputs: BatchInputs,
    folder: &Folder,
    run: &Run<'_>,
) -> Result<BatchResult, Error> {
    let templates = templates(&batch_inputs)?;
    let path = state_path(&folder.path);
    // What is made is added to what stands; where nothing is, all is written at the end.
    if batch_inputs
        .jobs
        .iter()
        .any(|it| matches!(it.next, JobAction::Make))
    {
        let jobs = batch_inputs.output_paths.iter().zip(&batch_inputs.jobs);
        let standing = jobs.filter_map(|(stem, it)| match it.next {
            JobAction::Stands(line) => Some((stem, line)),
            JobAction::Make | JobAction::Fails(_) => None,
        });
        write_state(&batch_inputs, folder, standing)?;
    }
    let journal = Mutex::new(Journal::open(&path)?);
    for it in &batch_inputs.jobs {
        match &it.next {
            JobAction::Make => {}
            JobAction::Stands(_) => (run.progress)(Status::Unchanged),
            JobAction::Fails(_) => (run.progress)(Status::Failed),
        }
    }
    let bench = Worker::new(&batch_inputs, folder, &templates, &journal, run);
    on_threads(run.threads, || bench.work());
    let (made, errors, broken) = bench.into_results();
    finish(batch_inputs, folder, made, errors, broken)
}

/// Returns each template that Markdown is filled with, read.
fn templates(batch_inputs: &BatchInputs) -> Result<Vec<Option<MarkdownTemplate>>, Error> {
    let template = |(idx, it): (usize, &Templates)| {
        let fills =
            |it: &JobSettings| it.template as usize == idx && it.formats.contains(&Format::Md);
        if !batch_inputs.plan.manners.iter().any(fills) {
            return Ok(None);
        }
        let unusable = |error| Error::Input(format!("template `{}`: {error}", it.markdown_name));
        MarkdownTemplate::new(&it.markdown)
            .map(Some)
            .map_err(unusable)
    };
    batch_inputs
        .templates
        .iter()
        .enumerate()
        .map(template)
        .collect()
}

/// What became of each job that was to be made, and the line about it; nothing where it was left.
type Results = Vec<Option<(Status, SpillOffset)>>;

/// Puts the results together, and the state in order.
fn finish(
    mut batch_inputs: BatchInputs,
    folder: &Folder,
    mut made: Results,
    mut errors: Errors,
    broken: Option<Error>,
) -> Result<BatchResult, Error> {
    errors.extend(std::mem::take(&mut batch_inputs.errors));
    let none = |status, problems: &[Problem]| {
        let outcome = Outcome::none(status, problems.into());
        let line = resume_line("", Hash::of(b""), &outcome);
        batch_inputs.spool.put(line.as_bytes())
    };
    let left = (Status::Left, none(Status::Left, &[])?);
    for (settled, made) in batch_inputs.jobs.iter().zip(&mut made) {
        match &settled.next {
            JobAction::Make => {
                made.get_or_insert(left);
            }
            JobAction::Stands(line) => *made = Some((Status::Unchanged, *line)),
            JobAction::Fails(problems) => {
                *made = Some((Status::Failed, none(Status::Failed, problems)?));
            }
        }
    }
    let is_kept = |it: Status| matches!(it, Status::Made | Status::Warned | Status::Unchanged);
    let kept = batch_inputs.output_paths.iter().zip(made.iter().flatten());
    let kept = kept.filter(|(_, result)| is_kept(result.0));
    let kept = kept.map(|(stem, (_, line))| (stem, *line));
    write_state(&batch_inputs, folder, kept)?;
    if let Some(error) = broken {
        return Err(error);
    }
    Ok(BatchResult {
        report: report(batch_inputs, made.into_iter().flatten()),
        errors: errors.into_first(),
    })
}

/// Writes what is known; `resumes` are the lines of this plan's.
fn write_state<'a>(
    batch_inputs: &'a BatchInputs,
    folder: &Folder,
    resumes: impl Iterator<Item = (&'a str, SpillOffset)>,
) -> Result<(), Error> {
    let profiles = batch_inputs.summaries.profiles.iter().flatten();
    let profiles = profiles.map(|(hash, it)| (*hash, it.line));
    let path = state_path(&folder.path);
    (batch_inputs.state).write(
        &folder.staging,
        &path,
        &batch_inputs.spool,
        profiles,
        resumes,
    )
}

fn report(
    batch_inputs: BatchInputs,
    results: impl Iterator<Item = (Status, SpillOffset)>,
) -> Report {
    let BatchInputs {
        plan,
        guides,
        summaries,
        jobs,
        spool,
        ..
    } = batch_inputs;
    let person = |(path, it): (&PathBuf, InputResult<ProfileSummary>)| {
        let about = it.ok().map(|it| it.1);
        PersonRow {
            profile: path_name(path).into(),
            writing: about.as_ref().map(|it| it.line),
            name: about.map(|it| it.name),
        }
    };
    let profiles = plan.profiles.iter().zip(summaries.profiles);
    let people = profiles.map(person).collect();
    let about = |(name, it): (String, InputResult<GuideSummary>)| match it {
        Ok((_, about)) => about,
        Err(_) => GuideSummary {
            name,
            ..GuideSummary::default()
        },
    };
    let guides = guides
        .into_iter()
        .zip(summaries.guides)
        .map(about)
        .collect();
    let about = |(path, it): (&PathBuf, InputResult<PostingSummary>)| match it {
        Ok((_, about)) => about,
        Err(_) => PostingSummary {
            file: path_name(path),
            ..PostingSummary::default()
        },
    };
    let postings = plan
        .postings
        .iter()
        .zip(summaries.postings)
        .map(about)
        .collect();
    let row =
        |((job, settled), (status, line)): ((Job, JobState), (Status, SpillOffset))| ResumeRow {
            row: job.row,
            person: job.profile,
            guide: settled.guide,
            posting: job.posting,
            labels: job.labels,
            consent: job.consent,
            status,
            line,
        };
    let resumes = plan
        .jobs
        .into_iter()
        .zip(jobs)
        .zip(results)
        .map(row)
        .collect();
    Report {
        labels: plan.labels,
        guides,
        postings,
        people,
        resumes,
        redacted: false,
        spool,
    }
}

/// Where the threads work: what they share.
struct Worker<'a> {
    batch_inputs: &'a BatchInputs,
    folder: &'a Folder,
    templates: &'a [Option<MarkdownTemplate>],
    journal: &'a Mutex<Journal>,
    run: &'a Run<'a>,
    /// The jobs to be done, those of one guide and posting together, profile by profile.
    todo: Vec<u32>,
    /// What is made with, for each family of fonts.
    exporters: [Exporter<'a>; Family::NAMES.len()],
    next: AtomicUsize,
    profiles: SharedValues<Result<Input<Profile>, Error>>,
    guides: SharedValues<Result<Guide, Error>>,
    postings: SharedValues<Result<Posting, Error>>,
    made: Mutex<Results>,
    errors: Mutex<Errors>,
    /// Why no more results can be kept.
    broken: Mutex<Option<Error>>,
}

/// A job to be done, and what of it several have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Todo {
    guide: u32,
    posting: Option<u32>,
    job: usize,
}

impl<'a> Worker<'a> {
    fn new(
        batch_inputs: &'a BatchInputs,
        folder: &'a Folder,
        templates: &'a [Option<MarkdownTemplate>],
        journal: &'a Mutex<Journal>,
        run: &'a Run<'a>,
    ) -> Self {
        let plan = &batch_inputs.plan;
        let mut profiles = vec![0; plan.profiles.len()];
        let mut guides = vec![0; batch_inputs.guides.len()];
        let mut postings = vec![0; plan.postings.len()];
        let mut todo = Vec::with_capacity(plan.jobs.len());
        for (idx, (job, settled)) in plan.jobs.iter().zip(&batch_inputs.jobs).enumerate() {
            let (JobAction::Make, Some(guide)) = (&settled.next, settled.guide) else {
                continue;
            };
            profiles[job.profile as usize] += 1;
            guides[guide as usize] += 1;
            if let Some(posting) = job.posting {
                postings[posting as usize] += 1;
            }
            todo.extend(u32::try_from(idx));
        }
        let order = |it: &u32| {
            let (job, settled) = (&plan.jobs[*it as usize], &batch_inputs.jobs[*it as usize]);
            (job.profile / BLOCK, settled.guide, job.posting, *it)
        };
        todo.sort_unstable_by_key(order);
        Self {
            batch_inputs,
            folder,
            templates,
            journal,
            run,
            todo,
            exporters: batch_inputs.fonts.each_ref().map(Exporter::new),
            next: AtomicUsize::new(0),
            profiles: SharedValues::new(profiles),
            guides: SharedValues::new(guides),
            postings: SharedValues::new(postings),
            made: Mutex::new(vec![None; batch_inputs.jobs.len()]),
            errors: Mutex::default(),
            broken: Mutex::new(None),
        }
    }

    /// Returns what became of the jobs, the errors, and why no more results could be kept; everything else is let go.
    fn into_results(self) -> (Results, Errors, Option<Error>) {
        fn inner<T>(mutex: Mutex<T>) -> T {
            mutex.into_inner().unwrap_or_else(PoisonError::into_inner)
        }
        (inner(self.made), inner(self.errors), inner(self.broken))
    }

    /// Returns the next job, unless there is none or the run is to stop.
    fn claim(&self) -> Option<Todo> {
        if self.run.stop.load(Ordering::Relaxed) {
            return None;
        }
        let next = self.next.fetch_add(1, Ordering::Relaxed);
        let job = *self.todo.get(next)? as usize;
        Some(Todo {
            guide: self.batch_inputs.jobs[job].guide?,
            posting: self.batch_inputs.plan.jobs[job].posting,
            job,
        })
    }

    /// Does jobs until there are no more; guide and posting are read once for all that follow each other.
    fn work(&self) {
        let mut next = self.claim();
        while let Some(first) = next {
            let guide = first.guide as usize;
            let guide = self
                .guides
                .get(guide, || self.batch_inputs.read_guide(guide));
            let posting = first.posting.map(|idx| {
                let idx = idx as usize;
                self.postings
                    .get(idx, || self.batch_inputs.read_posting(idx))
            });
            let prepared = match (&*guide, posting.as_deref()) {
                (Ok(guide), None) => Some(Matcher::of(guide, None)),
                (Ok(guide), Some(Ok(posting))) => Some(Matcher::of(guide, Some(posting))),
                _ => None,
            };
            while let Some(todo) = next
                && (todo.guide, todo.posting) == (first.guide, first.posting)
            {
                let done = match (&prepared, &*guide, posting.as_deref()) {
                    (Some(prepared), Ok(guide), posting) => {
                        let posting = posting.and_then(|it| it.as_ref().ok());
                        self.one(todo, guide, posting, prepared)
                    }
                    (_, Err(error), _) | (_, _, Some(Err(error))) => {
                        Err(Arc::from(Problem::of(error)))
                    }
                    (None, Ok(_), _) => Err(Arc::from([])),
                };
                self.settle(todo, done);
                next = self.claim();
            }
        }
    }

    /// Makes and writes one resume.
    fn one(
        &self,
        todo: Todo,
        guide: &Guide,
        posting: Option<&Posting>,
        prepared: &Matcher<'_>,
    ) -> Result<Outcome, Arc<[Problem]>> {
        let at = todo.job;
        let job = &self.batch_inputs.plan.jobs[at];
        let idx = job.profile as usize;
        let profile = self
            .profiles
            .get(idx, || self.batch_inputs.read_profile(idx));
        let told = |error: &Error| -> Arc<[Problem]> { Problem::of(error).into() };
        let profile = profile.as_ref().as_ref().map_err(told)?;
        let manner = self.batch_inputs.plan.manner(job);
        let page = &self.batch_inputs.templates[manner.template as usize]
            .page
            .value;
        let order = JobInputs {
            profile,
            guide,
            posting,
            prepared,
            options: manner.options,
            formats: &manner.formats,
            exporter: &self.exporters[page.style.family as usize],
            page,
            template: self.templates[manner.template as usize].as_ref(),
            stem: self.batch_inputs.output_paths.get(at),
        };
        let made = make(&order).and_then(|(files, outcome)| {
            let outputs = self.write(&files)?;
            if manner.formats.contains(&Format::Svg) {
                self.remove_further_pages(at, &outputs)?;
            }
            Ok(Outcome { outputs, ..outcome })
        });
        made.map_err(|error| {
            let problems = told(&error);
            locked(&self.errors).add(at, error);
            problems
        })
    }

    /// Writes the files of one resume, all or none.
    fn write(&self, files: &[File]) -> Result<Vec<OutputFile>, Error> {
        let paths: Vec<PathBuf> = files
            .iter()
            .map(|it| self.folder.path.join(&it.0))
            .collect();
        for (path, (name, _)) in paths.iter().zip(files) {
            if let (true, Some(folder)) = (name.contains('/'), path.parent()) {
                fs::make_folder(folder)?;
            }
        }
        let outputs: Vec<(&Path, &[u8])> = (paths.iter().zip(files))
            .map(|(path, (_, bytes))| (path.as_path(), bytes.as_slice()))
            .collect();
        fs::write_staged(&self.folder.staging, &outputs)?;
        let about = |(name, bytes): &File| OutputFile {
            name: name.clone(),
            bytes: bytes.len() as u64,
            hash: Hash::of(bytes),
        };
        Ok(files.iter().map(about).collect())
    }

    /// Removes the further pages that an earlier run made and this one did not, unless somebody changed them since.
    fn remove_further_pages(&self, job: usize, made: &[OutputFile]) -> Result<(), Error> {
        let before = self
            .batch_inputs
            .further_pages
            .get(&job)
            .into_iter()
            .flatten();
        for it in before.filter(|it| made.iter().all(|made| made.name != it.name)) {
            if it.is_in(&self.folder.path) {
                fs::remove_file(&self.folder.path.join(&it.name))?;
            }
        }
        Ok(())
    }

    /// Takes down what became of a job.
    fn settle(&self, todo: Todo, done: Result<Outcome, Arc<[Problem]>>) {
        let at = todo.job;
        let job = &self.batch_inputs.plan.jobs[at];
        self.profiles.release(job.profile as usize);
        self.guides.release(todo.guide as usize);
        if let Some(posting) = todo.posting {
            self.postings.release(posting as usize);
        }
        let Some(inputs) = self.batch_inputs.fingerprint(at) else {
            return;
        };
        let outcome = done.unwrap_or_else(|problems| Outcome::none(Status::Failed, problems));
        let status = outcome.status;
        let line = resume_line(self.batch_inputs.output_paths.get(at), inputs, &outcome);
        let kept = self
            .batch_inputs
            .spool
            .put(line.as_bytes())
            .and_then(|slip| {
                locked(&self.made)[at] = Some((status, slip));
                match status {
                    Status::Failed => Ok(()),
                    _ => locked(self.journal).add(&(line + "\n")),
                }
            });
        if let Err(error) = kept {
            // Without a place for results there is no use in more of them.
            locked(&self.broken).get_or_insert(error);
            self.run.stop.store(true, Ordering::Relaxed);
        }
        (self.run.progress)(status);
    }
}
