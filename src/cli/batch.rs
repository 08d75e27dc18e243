//! `bespoke batch`: many resumes in one run.

use std::io::{IsTerminal as _, stderr};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::process;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;

use indicatif::{ProgressBar, ProgressStyle};

use crate::batch::{
    self, BatchInputs, BatchOptions, ConsentRefusals, Counts, Defaults, Folder, Plan, Status,
};
use crate::check::House;
use crate::diag::path_name;
use crate::error::Error;
use crate::fs;
use crate::input;
use crate::layout::Paper;

use super::args::{Batch, Made};
use super::book::Order;
use super::{Console, epoch, fonts, load, result};

/// The status of a program that Ctrl-C ended, by custom.
const STOPPED: i32 = 130;

pub(super) fn run(args: &Batch, console: &Console) -> Result<(), Error> {
    let (plan, book) = plan(args)?;
    let house = match &args.house {
        Some(path) => load::house(path, console)?,
        None => House::default(),
    };
    let threads = threads(args.made.threads);
    let fonts = fonts::named(&args.made.font)?;
    let wishes = BatchOptions {
        folder: &args.output,
        name: &args.name,
        number_duplicates: args.number_duplicates,
        again: args.again,
        house: &house,
        threads,
        fonts: &fonts,
    };
    for label in &args.keep_label {
        plan.label(label)?;
    }
    let n_jobs = plan.jobs.len();
    let survey = batch::survey(plan, &wishes)?;
    if let Some(book) = &args.book {
        let outputs = survey.outputs().map(|it| args.output.join(it));
        ensure_distinct_outputs(book, outputs)?;
    }
    if args.dry_run {
        return dry_run(&survey, n_jobs, console);
    }
    let folder = Folder::open(&args.output)?;
    let stop = stop_on_interrupt();
    let progress = Progress::new(n_jobs, console);
    let done = batch::run(
        survey,
        &folder,
        &batch::Run {
            threads,
            stop: &stop,
            progress: &|status| progress.tell(status),
        },
    );
    progress.end();
    let done = done?;
    let counts = done.report.counts();
    let report = if args.redact {
        done.report.redacted(&args.keep_label)
    } else {
        done.report
    };
    folder.write_report(&report)?;
    for error in &done.errors {
        console.error(error);
    }
    let made = sum_up(&counts, n_jobs, &args.output, console);
    // After Ctrl-C, the same command makes the rest.
    let Some(book) = book.filter(|_| counts.left == 0) else {
        return made;
    };
    let bound = book.order.bind(book.plan, &book.withdrawn, &fonts, console);
    // What is wrong with a profile is told already.
    let bound = bound.and_then(|it| book.order.tell(&it, console));
    match (made, bound) {
        (Err(made), Err(bound)) => {
            console.error(&made);
            Err(bound)
        }
        (made, bound) => made.and(bound),
    }
}

/// A book to be bound of the same rows.
struct WithBook<'a> {
    order: Order<'a>,
    plan: Plan,
    withdrawn: ConsentRefusals,
}

/// Says so where the book would replace a resume.
fn ensure_distinct_outputs(
    book: &Path,
    resumes: impl Iterator<Item = PathBuf>,
) -> Result<(), Error> {
    let mut same = resumes.filter(|it| fs::same_file(it, book));
    same.next().map_or(Ok(()), |_| {
        Err(Error::Usage(format!(
            "`{}` is what a resume is called: name another book",
            path_name(book)
        )))
    })
}

/// Returns how many threads work: so many as are asked for, or one for each core.
pub(super) fn threads(asked: Option<u16>) -> usize {
    let cores = || thread::available_parallelism().map_or(1, NonZeroUsize::get);
    asked.map_or_else(cores, usize::from)
}

/// Returns what is to be made, and the book to be bound of it.
fn plan(args: &Batch) -> Result<(Plan, Option<WithBook<'_>>), Error> {
    let read = args.roster.iter().chain(&args.house);
    load::one_from_standard_input(read.map(PathBuf::as_path))?;
    let mut formats: Vec<batch::Format> = Vec::new();
    for format in &args.format {
        let format = batch::Format::from(*format);
        if !formats.contains(&format) {
            formats.push(format);
        }
    }
    let order = order(args)?;
    let defaults = defaults(&args.made, args.pages, formats)?;
    let mut plan = match &args.roster {
        Some(roster) => batch::roster(roster, &defaults)?,
        None => Plan::of_patterns(&args.profiles, &args.jobs, &defaults)?,
    };
    // Before rows are left out: one of those may take back what another says.
    let order = order.map(|it| (it, batch::withdrawn(&plan)));
    plan.filter(&args.filter)?;
    let Some((order, withdrawn)) = order else {
        return Ok((plan, None));
    };
    order.refuse_outputs(&plan)?;
    load::ensure_not_input(order.output, args.house.as_deref())?;
    if let Some(by) = &order.binding.by {
        plan.label(by)?;
    }
    let book = WithBook {
        order,
        plan: plan.clone(),
        withdrawn,
    };
    Ok((plan, Some(book)))
}

/// Returns the book that is asked for.
fn order(args: &Batch) -> Result<Option<Order<'_>>, Error> {
    let binding = &args.binding;
    if let Some(output) = &args.book {
        let Some(roster) = &args.roster else {
            return Err(Error::Usage(
                "a book holds those who agree, as a roster says in its column `consent`: name a roster in place of --profiles"
                    .to_owned(),
            ));
        };
        return Ok(Some(Order {
            roster,
            output,
            report: None,
            binding,
            made: &args.made,
        }));
    }
    let of_book = [
        ("--title", &binding.title),
        ("--subtitle", &binding.subtitle),
        ("--date", &binding.date),
        ("--by", &binding.by),
    ];
    match of_book.iter().find(|it| it.1.is_some()) {
        Some((option, _)) => Err(Error::Usage(format!(
            "{option} is of a resume book: name one with --book"
        ))),
        None => Ok(None),
    }
}

/// Returns what holds for every resume whose row says nothing else: a mistake in it is told at once.
pub(super) fn defaults(
    made: &Made,
    pages: Option<u8>,
    formats: Vec<batch::Format>,
) -> Result<Defaults, Error> {
    let often = [
        made.guide.as_deref(),
        made.job.as_deref().and_then(Path::to_str),
    ];
    if often.contains(&Some(fs::STANDARD)) {
        return Err(Error::Usage(
            "`-` can be read once, and guide and posting are read for each resume: name a file"
                .to_owned(),
        ));
    }
    if let Some(guide) = &made.guide {
        fs::ensure_not_stream(Path::new(guide))?;
        input::guide_bytes(guide)?;
    }
    if let Some(job) = &made.job {
        fs::ensure_not_stream(job)?;
        input::read_posting(job)?;
    }
    Ok(Defaults {
        guide: made.guide.clone(),
        job: made.job.clone(),
        template: made.template.clone(),
        pages,
        paper: made.paper.map_or(Paper::default(), Paper::from),
        formats: formats.into(),
        as_of: made.as_of,
        built: epoch::unless(made.as_of)?,
        allow_drop: made.allow_drop.unwrap_or_default(),
    })
}

fn dry_run(survey: &BatchInputs, n_jobs: usize, console: &Console) -> Result<(), Error> {
    result(survey.listing().as_bytes())?;
    let (n_fail, n_stand) = (survey.n_fail(), survey.n_stand());
    console.say(&format!(
        "{}: {} to be made, {n_stand} unchanged, {n_fail} can't be read; nothing was written",
        resumes(n_jobs),
        n_jobs - n_fail - n_stand,
    ));
    if n_fail == 0 {
        return Ok(());
    }
    Err(Error::Input(format!(
        "{} could not be made",
        resumes(n_fail)
    )))
}

/// Returns a sign that Ctrl-C sets: the files in hand are finished. A second Ctrl-C ends the program at once.
fn stop_on_interrupt() -> Arc<AtomicBool> {
    let stop = Arc::new(AtomicBool::new(false));
    let sign = Arc::clone(&stop);
    // Where the system takes no handler, Ctrl-C ends the program at once, and the next run does the rest.
    let _ = ctrlc::set_handler(move || {
        if sign.swap(true, Ordering::Relaxed) {
            process::exit(STOPPED);
        }
    });
    stop
}

/// Tells what became of the run, in a line, and whether all is well.
fn sum_up(counts: &Counts, n_jobs: usize, folder: &Path, console: &Console) -> Result<(), Error> {
    let Counts {
        made,
        unchanged,
        warned,
        failed,
        left,
    } = counts;
    let look = if *warned > 0 {
        " (made, but to be looked at)"
    } else {
        ""
    };
    console.say(&format!(
        "{}: {made} made, {unchanged} unchanged, {warned} warned{look}, {failed} failed; see {}",
        resumes(n_jobs),
        path_name(&folder.join("report.html"))
    ));
    if *left > 0 {
        return Err(Error::Stopped(format!(
            "stopped: {} left; the same command makes the rest",
            resumes(*left)
        )));
    }
    if *failed > 0 {
        return Err(Error::Input(format!(
            "{failed} of {} could not be made; {} says why for each",
            resumes(n_jobs),
            path_name(&folder.join("report.html"))
        )));
    }
    Ok(())
}

pub(super) fn resumes(n: usize) -> String {
    if n == 1 {
        "1 resume".to_owned()
    } else {
        format!("{n} resumes")
    }
}

/// How far the run is: a bar on a terminal, a line for every tenth elsewhere.
pub(super) struct Progress<'a> {
    bar: Option<ProgressBar>,
    console: &'a Console,
    n_jobs: usize,
    n_done: AtomicUsize,
    n_failed: AtomicUsize,
}

/// Shorter runs are over before anybody reads how far they are.
const WORTH_TELLING: usize = 50;

impl<'a> Progress<'a> {
    pub(super) fn new(n_jobs: usize, console: &'a Console) -> Self {
        let shown = !console.quiet && stderr().is_terminal();
        let bar = shown.then(|| {
            let bar = ProgressBar::new(n_jobs as u64);
            let style = "{bar:30} {pos}/{len}{msg}  {per_sec:.0}  {eta} left";
            if let Ok(style) = ProgressStyle::with_template(style) {
                bar.set_style(style);
            }
            bar
        });
        Self {
            bar,
            console,
            n_jobs,
            n_done: AtomicUsize::new(0),
            n_failed: AtomicUsize::new(0),
        }
    }

    pub(super) fn tell(&self, status: Status) {
        let n_done = self.n_done.fetch_add(1, Ordering::Relaxed) + 1;
        let is_failed = usize::from(status == Status::Failed);
        let n_failed = self.n_failed.fetch_add(is_failed, Ordering::Relaxed) + is_failed;
        match &self.bar {
            Some(bar) => {
                if is_failed > 0 {
                    bar.set_message(format!(", {n_failed} failed"));
                }
                bar.inc(1);
            }
            None if self.n_jobs >= WORTH_TELLING => {
                let tenth = |n: usize| n * 10 / self.n_jobs;
                if tenth(n_done) > tenth(n_done - 1) {
                    let failed = match n_failed {
                        0 => String::new(),
                        n => format!(", {n} failed"),
                    };
                    self.console
                        .say(&format!("{n_done} of {}{failed}", self.n_jobs));
                }
            }
            None => {}
        }
    }

    pub(super) fn end(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
