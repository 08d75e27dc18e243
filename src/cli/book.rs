//! `bespoke book`: the resumes of a roster in one PDF.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::batch::{self, BookOptions, BookResult, BookRow, ConsentRefusals, Place, Plan};
use crate::diag::path_name;
use crate::error::Error;
use crate::fs;
use crate::layout::{FontFace, Paper};
use crate::report::count;
use crate::tailor::Format;

use super::args::{Binding, Book, OutputArgs};
use super::batch_defaults::{defaults, threads};
use super::console::Console;
use super::fonts;
use super::load::ensure_not_input;
use super::progress::Progress;

/// What a book is called unless someone says otherwise.
const TITLE: &str = "Resume Book";

pub(super) fn run(args: &Book, console: &Console) -> Result<(), Error> {
    let request = BookRequest {
        roster: &args.roster,
        output: &args.output,
        report: args.report.as_deref(),
        binding: &args.binding,
        output_args: &args.output_args,
    };
    let (plan, withdrawn) = plan(args)?;
    request.ensure_valid_outputs(&plan)?;
    let fonts = fonts::named(&args.output_args.font)?;
    let bound = request.bind(plan, &withdrawn, &fonts, console)?;
    for error in &bound.errors {
        console.error(error);
    }
    request.print_summary(&bound, console)
}

/// Returns the rows that may be in the book, and who says no in any row.
fn plan(args: &Book) -> Result<(Plan, ConsentRefusals), Error> {
    let defaults = defaults(&args.output_args, Some(1), vec![Format::Pdf])?;
    let mut plan = batch::roster(&args.roster, &defaults)?;
    // Before rows are left out: one of those may take back what another says.
    let withdrawn = batch::withdrawn(&plan);
    plan.filter(&args.filter)?;
    Ok((plan, withdrawn))
}

/// What book to bind, and where to write it.
pub(super) struct BookRequest<'a> {
    pub(super) roster: &'a Path,
    pub(super) output: &'a Path,
    /// A table of who is in it.
    pub(super) report: Option<&'a Path>,
    pub(super) binding: &'a Binding,
    pub(super) output_args: &'a OutputArgs,
}

impl BookRequest<'_> {
    /// Says so where an output is no PDF, or would replace an input or the other output.
    pub(super) fn ensure_valid_outputs(&self, plan: &Plan) -> Result<(), Error> {
        let is_pdf = |it: &Path| {
            it.extension()
                .is_some_and(|it| it.eq_ignore_ascii_case("pdf"))
        };
        if !fs::is_stream(self.output) && !is_pdf(self.output) {
            return Err(Error::Usage(format!(
                "a book is a PDF: end `{}` with .pdf",
                path_name(self.output)
            )));
        }
        let named = plan.guides.iter().chain(plan.templates.iter().flatten());
        let inputs: Vec<&Path> = plan
            .profiles
            .iter()
            .chain(&plan.postings)
            .chain(&plan.left_out)
            .chain(&self.output_args.font)
            .map(PathBuf::as_path)
            .chain([self.roster])
            .chain(named.map(Path::new))
            .collect();
        for output in [Some(self.output), self.report].into_iter().flatten() {
            ensure_not_input(output, inputs.iter().copied())?;
        }
        if self.report.is_some_and(|it| fs::same_file(it, self.output)) {
            return Err(Error::Usage(format!(
                "`{}` is named twice as an output",
                path_name(self.output)
            )));
        }
        Ok(())
    }

    /// Binds the book and writes it.
    pub(super) fn bind(
        &self,
        plan: Plan,
        withdrawn: &ConsentRefusals,
        fonts: &[Arc<FontFace>],
        console: &Console,
    ) -> Result<BookResult, Error> {
        let n_asked = plan.jobs.iter().filter(|it| it.consent == Some(true));
        let progress = Progress::new(n_asked.count(), console);
        let bound = batch::book(
            plan,
            &BookOptions {
                title: self.binding.title.as_deref().unwrap_or(TITLE),
                subtitle: self.binding.subtitle.as_deref(),
                date: self.binding.date.as_deref(),
                withdrawn,
                by: self.binding.by.as_deref(),
                paper: self.output_args.paper.map_or(Paper::default(), Paper::from),
                fonts,
                threads: threads(self.output_args.threads),
                progress: &|status| progress.advance(status),
            },
        );
        progress.end();
        let bound = bound?;
        self.write(&bound)?;
        Ok(bound)
    }

    /// Writes the book and the table, both or none.
    fn write(&self, bound: &BookResult) -> Result<(), Error> {
        let mut table = Vec::new();
        let mut files: Vec<(&Path, &[u8])> = Vec::new();
        if let Some(bytes) = &bound.bytes {
            files.push((self.output, bytes));
        }
        if let Some(report) = self.report {
            bound.write_csv(&mut table).map_err(|source| Error::Write {
                path: report.to_owned(),
                source,
            })?;
            files.push((report, &table));
        }
        fs::write_all(&files)
    }

    /// Says what is in the book, and who isn't and why.
    pub(super) fn print_summary(&self, bound: &BookResult, console: &Console) -> Result<(), Error> {
        let n = bound.n_resumes();
        let output = path_name(self.output);
        if bound.bytes.is_some() {
            let groups = match (&bound.by, bound.n_groups) {
                (Some(by), 1) => format!(" in 1 group by {by}"),
                (Some(by), n) => format!(" in {n} groups by {by}"),
                (None, _) => String::new(),
            };
            let all = count(bound.n_front + n, "page");
            console.say(&format!("{output}: {}{groups}, {all}", count(n, "resume")));
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
