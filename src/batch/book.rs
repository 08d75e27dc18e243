//! A book of resumes: one page for everybody who agrees, in one PDF, and who is not in it and why.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::check::House;
use crate::diag::path_name;
use crate::error::Error;
use crate::fs;
use crate::guide::Guide;
use crate::layout::{Family, FontFace, Fonts, Paper};
use crate::posting::Posting;
use crate::render::{self, Book, BookError, BookGroup, BookPage, RenderError};
use crate::score::Matcher;
use crate::tailor::{Format, Inputs, tailor_with};
use crate::text;

use super::errors::Errors;
use super::make::missing_glyph_error;
use super::name;
use super::outcome::{Problem, Status};
use super::plan::{Job, Plan};
use super::report_files::escape_formula;
use super::resolve::{BatchInputs, BatchOptions, JobAction, resolve};
use super::work::{SharedValues, each};

/// What a book is to be like.
pub struct BookOptions<'a> {
    /// What it is called.
    pub title: &'a str,
    /// A line below the title.
    pub subtitle: Option<&'a str>,
    /// When it was made, in any words.
    pub date: Option<&'a str>,
    /// Who says no in any row of the roster, also in those left out.
    pub withdrawn: &'a ConsentRefusals,
    /// The label by which it is ordered.
    pub by: Option<&'a str>,
    /// The paper of title and index.
    pub paper: Paper,
    /// Fonts for what the built-in ones lack.
    pub fonts: &'a [Arc<FontFace>],
    /// How many threads work.
    pub threads: usize,
    /// Told of each resume: what became of it.
    pub progress: &'a (dyn Fn(Status) + Sync),
}

/// A book, and what became of every row of the roster.
pub struct BookResult {
    /// Its bytes: a PDF; nothing where no resume could be made.
    pub bytes: Option<Vec<u8>>,
    /// How many groups it has; 0 where it is not grouped.
    pub n_groups: usize,
    /// How many pages stand before the first resume.
    pub n_front: usize,
    /// The rows, in the order of the roster.
    pub rows: Vec<BookRow>,
    /// The label by which it is ordered.
    pub by: Option<String>,
    /// The first errors, in the order of the roster.
    pub errors: Vec<Error>,
}

/// A row of the roster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BookRow {
    /// Its number, as spreadsheets count.
    pub row: u32,
    /// The profile's file.
    pub profile: String,
    /// The name; nothing where the profile can't be read.
    pub name: Option<String>,
    /// What its label says, where the book is ordered by one.
    pub label: String,
    /// What became of it.
    pub place: Place,
}

/// Where a row is in the book, or why it isn't.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// On the page of this number.
    Page(usize),
    /// The person is in the book, or not, by an earlier row, that of this number.
    Earlier(u32),
    /// The roster doesn't say that the person agrees.
    NoConsent,
    /// Another row, that of this number, says that the person doesn't agree.
    Withdrawn(u32),
    /// It couldn't be made; this says why.
    Failed(String),
    /// What must stay takes so many pages.
    RunsOver(usize),
}

impl Place {
    /// Returns what became of the row, in a word for programs.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Page(_) => "in the book",
            Self::Earlier(_) => "repeated",
            Self::NoConsent | Self::Withdrawn(_) => "no consent",
            Self::Failed(_) => "failed",
            Self::RunsOver(_) => "more than one page",
        }
    }

    /// Returns whether someone has to mend something before the person can be in the book.
    pub fn is_wrong(&self) -> bool {
        matches!(self, Self::Failed(_) | Self::RunsOver(_))
    }

    /// Returns why the row isn't in the book.
    pub fn why(&self) -> Option<String> {
        match self {
            Self::Page(_) => None,
            Self::Earlier(row) => Some(format!("the same profile as row {row}")),
            Self::NoConsent => Some("the column `consent` doesn't say yes".to_owned()),
            Self::Withdrawn(row) => Some(format!("row {row} says no")),
            Self::Failed(why) => Some(why.clone()),
            Self::RunsOver(n) => Some(format!("pinned and required content needs {n} pages")),
        }
    }
}

impl BookResult {
    /// Returns how many resumes are in the book.
    pub fn n_resumes(&self) -> usize {
        let is_in = |it: &&BookRow| matches!(it.place, Place::Page(_));
        self.rows.iter().filter(is_in).count()
    }

    /// Writes what became of every row, as CSV.
    ///
    /// # Errors
    /// `out` can't be written to.
    pub fn write_csv(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut table = csv::Writer::from_writer(out);
        let mut header = vec!["row", "profile", "name"];
        header.extend(self.by.as_deref());
        header.extend(["status", "page", "why"]);
        table.write_record(header.iter().map(|it| escape_formula(it)))?;
        for row in &self.rows {
            let page = match row.place {
                Place::Page(number) => number.to_string(),
                _ => String::new(),
            };
            let why = row.place.why().unwrap_or_default();
            let number = row.row.to_string();
            let mut cells = vec![
                number.as_str(),
                &row.profile,
                row.name.as_deref().unwrap_or_default(),
            ];
            if self.by.is_some() {
                cells.push(&row.label);
            }
            cells.extend([row.place.name(), &page, &why]);
            table.write_record(cells.iter().map(|it| escape_formula(it)))?;
        }
        table.flush()
    }
}

/// What people without a label are listed under.
const OTHER: &str = "Other";

/// Makes a book of the people of a roster who agree, one page each, ordered by label and last name.
///
/// A person with several rows is in it once, by the first of them that agrees; and not at all where one of them says no.
///
/// # Errors
/// There is no such label, a template can't be used, or no font has a character of title or labels. Whatever concerns one
/// person alone is in the rows.
pub fn book(mut plan: Plan, options: &BookOptions<'_>) -> Result<BookResult, Error> {
    let by = options.by.map(|it| plan.label(it)).transpose()?;
    let label = |job: &Job| -> String {
        let cell = by.and_then(|at| job.labels.get(at));
        cell.map_or(String::new(), |it| one_line(it))
    };
    let mut places = consent(&plan, options.withdrawn);
    let mut rows: Vec<BookRow> = (plan.jobs.iter())
        .map(|job| BookRow {
            row: job.row,
            profile: path_name(&plan.profiles[job.profile as usize]),
            name: None,
            label: label(job),
            place: Place::NoConsent,
        })
        .collect();
    let profiles: Vec<u32> = plan.jobs.iter().map(|it| it.profile).collect();
    let asked: Vec<usize> = (0..rows.len()).filter(|&it| places[it].is_none()).collect();
    let mut kept = places.iter().map(Option::is_none);
    plan.jobs.retain(|_| kept.next().unwrap_or(false));
    for job in &mut plan.jobs {
        // The name of a file is of no use here, and one page is what everybody gets.
        job.output = None;
    }
    for manner in &mut plan.manners {
        manner.pages = Some(1);
        manner.options.pages = 1;
        manner.formats = [Format::Pdf].into();
    }
    let mut batch_inputs = resolve(
        plan,
        &BatchOptions {
            folder: Path::new(""),
            name: "{row}",
            number_duplicates: false,
            again: true,
            fonts: options.fonts,
            // A book tells nothing of the writing.
            house: &House::default(),
            threads: options.threads,
        },
    )?;
    for (row, profile) in rows.iter_mut().zip(profiles) {
        let about = batch_inputs.summaries.profiles[profile as usize]
            .as_ref()
            .ok();
        row.name = about.map(|it| one_line(&it.1.name));
    }
    let made = make_all(&batch_inputs, options);
    let mut pages: Vec<(usize, BookPage)> = Vec::new();
    let mut errors = Errors::default();
    errors.extend(std::mem::take(&mut batch_inputs.errors));
    for (job, (&row, made)) in asked.iter().zip(made).enumerate() {
        places[row] = match made {
            BookPageResult::Page(page) => {
                pages.push((row, page));
                None
            }
            BookPageResult::RunsOver(n) => Some(Place::RunsOver(n)),
            BookPageResult::Failed(problems, error) => {
                if let Some(error) = error {
                    errors.add(job, error);
                }
                let first = problems.iter().find(|it| it.error);
                Some(Place::Failed(first.map_or(String::new(), Problem::line)))
            }
        };
    }
    pages.sort_by_cached_key(|(row, page)| {
        let label = &rows[*row].label;
        let own = heading(label).to_owned();
        (sort_key(label), own, name_key(&page.name), *row)
    });
    for (number, (row, _)) in (1..).zip(&pages) {
        places[*row] = Some(Place::Page(number));
    }
    let groups = groups(pages, &rows, by.is_some());
    for (row, place) in rows.iter_mut().zip(places) {
        row.place = place.unwrap_or(Place::NoConsent);
    }
    let mut bound = BookResult {
        bytes: None,
        n_groups: if by.is_some() { groups.len() } else { 0 },
        n_front: 0,
        rows,
        by: options.by.map(str::to_owned),
        errors: errors.into_first(),
    };
    if !groups.is_empty() {
        let book = Book {
            title: one_line(options.title),
            subtitle: options.subtitle.map(one_line),
            date: options.date.map(one_line),
            by: options.by.map(one_line),
            groups,
        };
        let fonts = &batch_inputs.fonts[Family::Sans as usize];
        let made = render::book(book, options.paper, fonts).map_err(pdf_error)?;
        bound.bytes = Some(made.bytes);
        bound.n_front = made.n_front;
    }
    Ok(bound)
}

/// The people who say no, each by the file of the profile, and the first row that says so.
pub type ConsentRefusals = BTreeMap<PathBuf, u32>;

/// Returns who says no in a row of a plan: to be asked before rows are left out, for it holds for the others as well.
pub fn withdrawn(plan: &Plan) -> ConsentRefusals {
    let files = files(plan);
    let mut withdrawn = BTreeMap::new();
    for job in plan.jobs.iter().filter(|it| it.consent == Some(false)) {
        let file = files[job.profile as usize].clone();
        withdrawn.entry(file).or_insert(job.row);
    }
    withdrawn
}

/// Returns the file of each profile: a person is a file, however it is named.
fn files(plan: &Plan) -> Vec<PathBuf> {
    let real = |it: &PathBuf| fs::canonical(it).unwrap_or_else(|| it.clone());
    plan.profiles.iter().map(real).collect()
}

/// Returns for each job why it is not to be in the book, if it isn't: no consent, or another row of the same person's.
fn consent(plan: &Plan, withdrawn: &ConsentRefusals) -> Vec<Option<Place>> {
    let files = files(plan);
    let person = |job: &Job| &files[job.profile as usize];
    let mut first = BTreeMap::new();
    for job in plan.jobs.iter().filter(|it| it.consent == Some(true)) {
        first.entry(person(job)).or_insert(job.row);
    }
    let place = |job: &Job| {
        if job.consent != Some(true) {
            return Some(Place::NoConsent);
        }
        if let Some(&row) = withdrawn.get(person(job)) {
            return Some(Place::Withdrawn(row));
        }
        let &first = first.get(person(job))?;
        (first != job.row).then_some(Place::Earlier(first))
    };
    plan.jobs.iter().map(place).collect()
}

/// Returns the pages, in order, as the groups of a book: those of one label together, or all.
fn groups(pages: Vec<(usize, BookPage)>, rows: &[BookRow], is_grouped: bool) -> Vec<BookGroup> {
    let mut groups: Vec<BookGroup> = Vec::new();
    for (row, page) in pages {
        let label = is_grouped.then(|| heading(&rows[row].label).to_owned());
        match groups.last_mut() {
            Some(group) if group.label == label => group.resumes.push(page),
            _ => groups.push(BookGroup {
                label,
                resumes: vec![page],
            }),
        }
    }
    groups
}

/// Returns what people with a label are listed under.
fn heading(label: &str) -> &str {
    if label.is_empty() { OTHER } else { label }
}

/// Returns what a label is ordered by: those without one come last.
fn sort_key(label: &str) -> (bool, String) {
    let heading = heading(label);
    (heading == OTHER, plain(heading))
}

/// Returns what a name is ordered by: the last name, then the whole.
fn name_key(person: &str) -> (String, String) {
    let [whole, _, last] = name::names(person);
    (plain(&last), plain(&whole))
}

/// Returns a text without accents and capitals.
fn plain(text: &str) -> String {
    let letters = text::decomposed(text).filter(|it| !text::is_mark(*it));
    letters.flat_map(char::to_lowercase).collect()
}

/// Returns a text with single spaces and no line ends.
fn one_line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ")
}

fn pdf_error(error: BookError) -> Error {
    match error {
        BookError::Missing(missing) => Error::Input(format!(
            "title, labels or names have characters that no font has: name one with --font\n{missing}"
        )),
        BookError::Render(error @ RenderError::Font { .. }) => {
            Error::Input(format!("{error}; name another with --font"))
        }
        BookError::Render(error) => Error::Bug(error.to_string()),
    }
}

/// What became of one resume.
enum BookPageResult {
    Page(BookPage),
    RunsOver(usize),
    Failed(Vec<Problem>, Option<Error>),
}

/// What resumes are made with.
struct Worker<'a> {
    batch_inputs: &'a BatchInputs,
    guides: &'a [Option<Result<Guide, Error>>],
    postings: &'a [Option<Result<Posting, Error>>],
    prepared: SharedValues<Matcher<'a>>,
    fonts: &'a [Fonts; Family::NAMES.len()],
}

/// Makes the resumes of a book, in the order of its inputs.
fn make_all(batch_inputs: &BatchInputs, options: &BookOptions<'_>) -> Vec<BookPageResult> {
    let pair = |idx: usize| {
        (
            batch_inputs.jobs[idx].guide,
            batch_inputs.plan.jobs[idx].posting,
        )
    };
    let to_make: Vec<usize> = (0..batch_inputs.jobs.len())
        .filter(|&idx| matches!(batch_inputs.jobs[idx].next, JobAction::Make))
        .collect();
    let pairs: BTreeSet<_> = to_make.iter().map(|&idx| pair(idx)).collect();
    let pairs: Vec<_> = pairs.into_iter().collect();
    let of_pair = |idx: usize| pairs.binary_search(&pair(idx)).unwrap_or_default();
    let mut uses = vec![0; pairs.len()];
    for &idx in &to_make {
        uses[of_pair(idx)] += 1;
    }
    let wanted: BTreeSet<_> = pairs.iter().filter_map(|it| it.0).collect();
    let guides = each(options.threads, batch_inputs.guides.len(), |idx| {
        let is_wanted = u32::try_from(idx).is_ok_and(|it| wanted.contains(&it));
        is_wanted.then(|| batch_inputs.read_guide(idx))
    });
    let wanted: BTreeSet<_> = pairs.iter().filter_map(|it| it.1).collect();
    let postings = each(options.threads, batch_inputs.plan.postings.len(), |idx| {
        let is_wanted = u32::try_from(idx).is_ok_and(|it| wanted.contains(&it));
        is_wanted.then(|| batch_inputs.read_posting(idx))
    });
    let bench = Worker {
        batch_inputs,
        guides: &guides,
        postings: &postings,
        prepared: SharedValues::new(uses),
        fonts: &batch_inputs.fonts,
    };
    // Those for one guide and posting follow each other: little is kept at a time.
    let mut order: Vec<usize> = (0..batch_inputs.jobs.len()).collect();
    order.sort_by_key(|&idx| pair(idx));
    let made = each(options.threads, order.len(), |at| {
        let idx = order[at];
        let made = match &batch_inputs.jobs[idx].next {
            JobAction::Fails(problems) => BookPageResult::Failed(problems.to_vec(), None),
            JobAction::Make | JobAction::Stands(_) => {
                let at = of_pair(idx);
                let made = bench.make(idx, at);
                bench.prepared.release(at);
                made.unwrap_or_else(|error| {
                    BookPageResult::Failed(Problem::of(&error), Some(error))
                })
            }
        };
        (options.progress)(match made {
            BookPageResult::Page(_) => Status::Made,
            BookPageResult::RunsOver(_) | BookPageResult::Failed(..) => Status::Failed,
        });
        made
    });
    let mut made: Vec<(usize, BookPageResult)> = order.into_iter().zip(made).collect();
    made.sort_by_key(|it| it.0);
    made.into_iter().map(|it| it.1).collect()
}

impl Worker<'_> {
    /// Makes one resume, for the guide and posting of an index.
    fn make(&self, idx: usize, pair: usize) -> Result<BookPageResult, Error> {
        let batch_inputs = self.batch_inputs;
        let job = &batch_inputs.plan.jobs[idx];
        let guide = batch_inputs.jobs[idx]
            .guide
            .and_then(|it| self.guides[it as usize].as_ref());
        let Some(guide) = guide else {
            return Err(Error::Bug("no guide was read".to_owned()));
        };
        let guide = guide.as_ref().map_err(again)?;
        let posting = job
            .posting
            .and_then(|it| self.postings[it as usize].as_ref());
        let posting = posting.map(Result::as_ref).transpose().map_err(again)?;
        let prepared = self.prepared.get(pair, || Matcher::of(guide, posting));
        let profile = batch_inputs.read_profile(job.profile as usize)?;
        let manner = batch_inputs.plan.manner(job);
        let page = &batch_inputs.templates[manner.template as usize].page.value;
        let inputs = Inputs {
            profile: &profile.value,
            guide,
            posting,
            template: page,
        };
        let fonts = &self.fonts[page.style.family as usize];
        let mut tailored = tailor_with(inputs, &prepared, manner.options, fonts);
        if !tailored.missing.is_empty() {
            return Err(missing_glyph_error(&profile, &tailored.missing));
        }
        let n_pages = tailored.pages.len();
        match tailored.pages.pop() {
            Some(page) if n_pages == 1 => Ok(BookPageResult::Page(BookPage {
                name: one_line(&profile.value.name.text),
                lang: profile.value.lang,
                page,
            })),
            _ => Ok(BookPageResult::RunsOver(n_pages)),
        }
    }
}

/// Returns an error that several resumes share as that of one.
fn again(error: &Error) -> Error {
    Error::Input(error.to_string())
}
