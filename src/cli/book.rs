//! `bespoke book`: the resumes of a roster in one PDF.

use std::path::{Path, PathBuf};

use crate::batch::{self, BookRow, BookWishes, Bound, Place, Plan, Withdrawn};
use crate::error::Error;
use crate::fs;
use crate::layout::Paper;
use crate::report::count;

use super::args::Book;
use super::batch::{Progress, defaults, resumes, threads};
use super::load::refuse_inputs;
use super::{Console, fonts};

pub(super) fn run(args: &Book, console: &Console) -> Result<(), Error> {
    let (plan, withdrawn) = plan(args)?;
    refuse_outputs(args, &plan)?;
    let fonts = fonts::named(&args.made.font)?;
    let n_asked = plan.jobs.iter().filter(|it| it.consent == Some(true));
    let progress = Progress::new(n_asked.count(), console);
    let bound = batch::book(
        plan,
        &BookWishes {
            title: &args.title,
            subtitle: args.subtitle.as_deref(),
            date: args.date.as_deref(),
            withdrawn: &withdrawn,
            by: args.by.as_deref(),
            paper: args.made.paper.map_or(Paper::default(), Paper::from),
            fonts: &fonts,
            threads: threads(args.made.threads),
            progress: &|status| progress.tell(status),
        },
    );
    progress.end();
    let bound = bound?;
    write(args, &bound)?;
    for error in &bound.errors {
        console.error(error);
    }
    tell(args, &bound, console)
}

/// Returns the rows that may be in the book, and who says no in any row.
fn plan(args: &Book) -> Result<(Plan, Withdrawn), Error> {
    let defaults = defaults(&args.made, Some(1), vec![batch::Format::Pdf])?;
    let mut plan = batch::roster(&args.roster, &defaults)?;
    // Before rows are left out: one of those may take back what another says.
    let withdrawn = batch::withdrawn(&plan);
    plan.filter(&args.filter)?;
    Ok((plan, withdrawn))
}

/// Says so where an output is no PDF, or would replace an input or the other output.
fn refuse_outputs(args: &Book, plan: &Plan) -> Result<(), Error> {
    let is_pdf = |it: &Path| {
        it.extension()
            .is_some_and(|it| it.eq_ignore_ascii_case("pdf"))
    };
    if !fs::is_stream(&args.output) && !is_pdf(&args.output) {
        return Err(Error::Usage(format!(
            "a book is a PDF: end `{}` with .pdf",
            args.output.display()
        )));
    }
    let named = plan.guides.iter().chain(plan.templates.iter().flatten());
    let inputs: Vec<&Path> = plan
        .profiles
        .iter()
        .chain(&plan.postings)
        .chain(&plan.left_out)
        .chain(&args.made.font)
        .chain([&args.roster])
        .map(PathBuf::as_path)
        .chain(named.map(Path::new))
        .collect();
    for output in [Some(&args.output), args.report.as_ref()]
        .into_iter()
        .flatten()
    {
        refuse_inputs(output, inputs.iter().copied())?;
    }
    if args
        .report
        .as_ref()
        .is_some_and(|it| fs::same_file(it, &args.output))
    {
        return Err(Error::Usage(format!(
            "`{}` is named twice as an output",
            args.output.display()
        )));
    }
    Ok(())
}

/// Writes the book and the table, both or none.
fn write(args: &Book, bound: &Bound) -> Result<(), Error> {
    let mut table = Vec::new();
    let mut files: Vec<(&Path, &[u8])> = Vec::new();
    if let Some(bytes) = &bound.bytes {
        files.push((&args.output, bytes));
    }
    if let Some(report) = &args.report {
        bound.write_csv(&mut table).map_err(|source| Error::Write {
            path: report.clone(),
            source,
        })?;
        files.push((report, &table));
    }
    fs::write_all(&files)
}

/// Says what is in the book, and who isn't and why.
fn tell(args: &Book, bound: &Bound, console: &Console) -> Result<(), Error> {
    let n = bound.n_resumes();
    let output = args.output.display();
    if bound.bytes.is_some() {
        let groups = match (&bound.by, bound.n_groups) {
            (Some(by), 1) => format!(" in 1 group by {by}"),
            (Some(by), n) => format!(" in {n} groups by {by}"),
            (None, _) => String::new(),
        };
        let all = count(bound.n_front + n, "page");
        console.say(&format!("{output}: {}{groups}, {all}", resumes(n)));
    }
    let is_out = |it: &&BookRow| !matches!(it.place, Place::Page(_) | Place::Earlier(_));
    let out: Vec<&BookRow> = bound.rows.iter().filter(is_out).collect();
    if !out.is_empty() {
        let lines: Vec<String> = out.iter().map(|it| line(it)).collect();
        console.say(&format!("left out: {}\n{}", out.len(), lines.join("\n")));
    }
    let n_wrong = out.iter().filter(|it| it.place.is_wrong()).count();
    if n_wrong > 0 {
        let of = n + n_wrong;
        return Err(Error::Input(format!(
            "{n_wrong} of {of} who agree could not be put in the book"
        )));
    }
    if n == 0 {
        return Err(Error::Input(
            "nobody agrees to be in a book, so there is none: write `yes` in the roster's column `consent` for everybody who does"
                .to_owned(),
        ));
    }
    Ok(())
}

/// Returns why a row isn't in the book, in a line.
fn line(row: &BookRow) -> String {
    let who = row.name.as_deref().unwrap_or("(no name)");
    let why = row.place.why().unwrap_or_default();
    format!(
        "  row {}, {who}, {}: {}: {why}",
        row.row,
        row.profile,
        row.place.name()
    )
}
