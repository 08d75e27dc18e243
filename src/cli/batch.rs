//! `bespoke batch`: many resumes in one run.

use std::path::{Path, PathBuf};
use std::process;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::batch::{self, BatchInputs, BatchOptions, ConsentRefusals, Counts, Folder, Plan};
use crate::check::House;
use crate::diag::path_name;
use crate::error::Error;
use crate::fs;
use crate::report::count;
use crate::tailor::Format;

use super::args::Batch;
use super::batch_defaults::{defaults, threads};
use super::book::BookRequest;
use super::console::{Console, print_result};
use super::progress::Progress;
use super::{fonts, load};

/// The status of a program that Ctrl-C ended, by custom.
const STOPPED: i32 = 130;

pub(super) fn run(args: &Batch, console: &Console) -> Result<(), Error> {
    let (plan, book) = plan(args)?;
    let house = match &args.house {
        Some(path) => load::house(path, console)?,
        None => House::default(),
    };
    let threads = threads(args.output_args.threads);
    let fonts = fonts::named(&args.output_args.font)?;
    let options = BatchOptions {
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
    let inputs = batch::resolve(plan, &options)?;
    if let Some(book) = &args.book {
        let outputs = inputs.outputs().map(|it| args.output.join(it));
        ensure_distinct_outputs(book, outputs)?;
    }
    if args.dry_run {
        return dry_run(&inputs, n_jobs, console);
    }
    let folder = Folder::open(&args.output)?;
    let stop = stop_on_interrupt();
    let progress = Progress::new(n_jobs, console);
    let done = batch::run(
        inputs,
        &folder,
        &batch::Run {
            threads,
            stop: &stop,
            progress: &|status| progress.advance(status),
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
    let made = print_summary(&counts, n_jobs, &args.output, console);
    // After Ctrl-C, the same command makes the rest.
    let Some(book) = book.filter(|_| counts.left == 0) else {
        return made;
    };
    let bound = book
        .request
        .bind(book.plan, &book.withdrawn, &fonts, console);
    // What is wrong with a profile is told already.
    let bound = bound.and_then(|it| book.request.print_summary(&it, console));
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
    request: BookRequest<'a>,
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

/// Returns what is to be made, and the book to be bound of it.
fn plan(args: &Batch) -> Result<(Plan, Option<WithBook<'_>>), Error> {
    let read = args.roster.iter().chain(&args.house);
    load::one_from_standard_input(read.map(PathBuf::as_path))?;
    let mut formats: Vec<Format> = Vec::new();
    for format in &args.format {
        let format = Format::from(*format);
        if !formats.contains(&format) {
            formats.push(format);
        }
    }
    let request = request(args)?;
    let defaults = defaults(&args.output_args, args.pages, formats)?;
    let mut plan = match &args.roster {
        Some(roster) => batch::roster(roster, &defaults)?,
        None => Plan::of_patterns(&args.profiles, &args.jobs, &defaults)?,
    };
    // Before rows are left out: one of those may take back what another says.
    let request = request.map(|it| (it, batch::withdrawn(&plan)));
    plan.filter(&args.filter)?;
    let Some((request, withdrawn)) = request else {
        return Ok((plan, None));
    };
    request.ensure_valid_outputs(&plan)?;
    load::ensure_not_input(request.output, args.house.as_deref())?;
    if let Some(by) = &request.binding.by {
        plan.label(by)?;
    }
    let book = WithBook {
        request,
        plan: plan.clone(),
        withdrawn,
    };
    Ok((plan, Some(book)))
}

/// Returns the book that is asked for.
fn request(args: &Batch) -> Result<Option<BookRequest<'_>>, Error> {
    let binding = &args.binding;
    if let Some(output) = &args.book {
        let Some(roster) = &args.roster else {
            return Err(Error::Usage(
                "a book holds those who agree, as a roster says in its column `consent`: name a roster in place of --profiles"
                    .to_owned(),
            ));
        };
        return Ok(Some(BookRequest {
            roster,
            output,
            report: None,
            binding,
            output_args: &args.output_args,
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

fn dry_run(inputs: &BatchInputs, n_jobs: usize, console: &Console) -> Result<(), Error> {
    print_result(inputs.listing().as_bytes())?;
    let (n_fail, n_stand) = (inputs.n_fail(), inputs.n_stand());
    console.say(&format!(
        "{}: {} to be made, {n_stand} unchanged, {n_fail} can't be read; nothing was written",
        count(n_jobs, "resume"),
        n_jobs - n_fail - n_stand,
    ));
    if n_fail == 0 {
        return Ok(());
    }
    Err(Error::Input(format!(
        "{} could not be made",
        count(n_fail, "resume")
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
fn print_summary(
    counts: &Counts,
    n_jobs: usize,
    folder: &Path,
    console: &Console,
) -> Result<(), Error> {
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
        count(n_jobs, "resume"),
        path_name(&folder.join("report.html"))
    ));
    if *left > 0 {
        return Err(Error::Stopped(format!(
            "stopped: {} left; the same command makes the rest",
            count(*left, "resume")
        )));
    }
    if *failed > 0 {
        return Err(Error::Input(format!(
            "{failed} of {} could not be made; {} says why for each",
            count(n_jobs, "resume"),
            path_name(&folder.join("report.html"))
        )));
    }
    Ok(())
}
