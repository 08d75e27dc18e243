//! What became of a batch, as plain data: for programs as JSON and CSV, and for whoever draws it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::check::Rule;
use crate::diag::{self, Severity};
use crate::error::Error;
use crate::fs::{self, SpillFile, SpillOffset};
use crate::guide;
use crate::posting::{Need, Posting};
use crate::render::to_json;

use super::cohort::{Cohort, Findings};
use super::hash::Hash;
use super::state::{self, profile_line, resume_line};
use super::writing::Writing;

/// What became of a batch: every resume that was asked for, in the order of the roster.
///
/// What many resumes share (people, guides, postings) is listed once and meant by its index. Of people and resumes, which
/// may be many, only what is short is in memory: [`Report::person`] and [`Report::resume`] read the others one by one.
pub struct Report {
    /// What the labels of the roster are called.
    pub(super) labels: Vec<String>,
    /// The guides.
    pub(super) guides: Vec<GuideSummary>,
    /// The postings.
    pub(super) postings: Vec<PostingSummary>,
    pub(super) people: Vec<PersonRow>,
    pub(super) resumes: Vec<ResumeRow>,
    /// Whether personal data is left out.
    pub(super) redacted: bool,
    pub(super) spool: SpillFile,
}

/// What is short of a [`Person`].
pub(super) struct PersonRow {
    pub(super) profile: Box<str>,
    pub(super) name: Option<Box<str>>,
    /// The line of the state about the profile; nothing where it can't be read.
    pub(super) writing: Option<SpillOffset>,
}

/// What is short of a [`Resume`].
pub(super) struct ResumeRow {
    pub(super) row: u32,
    pub(super) person: u32,
    pub(super) guide: Option<u32>,
    pub(super) posting: Option<u32>,
    pub(super) labels: Arc<[Box<str>]>,
    pub(super) consent: Option<bool>,
    pub(super) status: Status,
    /// The line of the state about it.
    pub(super) line: SpillOffset,
}

/// A person: one profile.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Person {
    /// The profile's file; empty in a redacted report.
    pub profile: String,
    /// The name; nothing where the profile can't be read, a pseudonym in a redacted report.
    pub name: Option<String>,
    /// What is to be said about the writing; empty where the profile can't be read.
    pub writing: Vec<Writing>,
}

/// A guide and what it emphasises.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct GuideSummary {
    /// Its name, or its file where it isn't built in.
    pub name: String,
    /// Its themes; empty where it can't be read.
    pub themes: Vec<ThemeSummary>,
}

/// A theme of a guide.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ThemeSummary {
    /// Its name.
    pub name: String,
    /// How much it counts.
    pub weight: f64,
}

/// A posting and what it asks for.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PostingSummary {
    /// Its file.
    pub file: String,
    /// The title of the job.
    pub title: Option<String>,
    /// What it asks for; empty where it can't be read.
    pub requirements: Vec<RequirementSummary>,
}

/// One thing that a posting asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequirementSummary {
    /// The posting's words.
    pub text: String,
    /// `required`, `preferred` or `duty`.
    pub need: String,
}

/// One resume that was asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Resume {
    /// The row of the roster, as spreadsheets count; without a roster the resumes are counted from 1.
    pub row: u32,
    /// Whose it is: which of the people.
    pub person: usize,
    /// By which of the guides; nothing where none was settled.
    pub guide: Option<usize>,
    /// For which of the postings, if any.
    pub posting: Option<usize>,
    /// Its labels, in the order of the roster's; empty without a roster.
    pub labels: Arc<[Box<str>]>,
    /// Whether the person agrees to be in a book of resumes, where the roster says.
    pub consent: Option<bool>,
    /// What became of it.
    pub outcome: Outcome,
}

/// What became of a resume.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// In a word.
    #[serde(skip, default = "unchanged")]
    pub status: Status,
    /// The files that were made, or stand unchanged.
    pub outputs: Vec<OutputFile>,
    /// How many pages it has; 0 where it wasn't made.
    pub pages: u16,
    /// How much of the pages is filled, in pages.
    pub fullness: f32,
    /// How well each theme of its guide is shown; empty where it wasn't made.
    pub themes: Vec<Coverage>,
    /// How well each requirement of its posting is answered; empty where it wasn't made.
    pub requirements: Vec<Coverage>,
    /// What the profile has and the resume lacks.
    pub missing_from_resume: Vec<GapOf>,
    /// What the profile lacks.
    pub missing_from_profile: Vec<GapOf>,
    /// What is wrong with its inputs, or to be looked at.
    pub problems: Arc<[Problem]>,
}

/// What became of a resume, in a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// It was made.
    Made,
    /// It stands as an earlier run made it, and nothing that it is made from has changed.
    Unchanged,
    /// It was made, and someone should look at it: its problems say why.
    Warned,
    /// It was not made: its problems say why.
    Failed,
    /// The run was stopped before it came to it.
    Left,
}

/// One file of a resume.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutputFile {
    /// Its path within the folder of outputs, its parts separated by `/`.
    pub name: String,
    /// How many bytes it has.
    pub bytes: u64,
    /// Its fingerprint.
    pub hash: Hash,
}

/// How well something is shown, each from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Coverage {
    /// By the resume.
    pub resume: f32,
    /// By the whole profile.
    pub profile: f32,
}

/// What is lacking: a theme of the resume's guide or a requirement of its posting, by index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum GapOf {
    /// A theme.
    Theme(u16),
    /// A requirement.
    Requirement(u16),
}

/// One problem of an input.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Whether it keeps the resume from being made; otherwise someone should look at it.
    pub error: bool,
    /// The file that it is in, where it is in one.
    pub file: Option<String>,
    /// Line and column in it, counted from 1, where it has a place.
    pub place: Option<(u32, u32)>,
    /// What it is.
    pub message: String,
    /// A way out.
    pub hint: Option<String>,
}

/// How many resumes there are of each status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Made, and nothing to be said about it.
    pub made: usize,
    /// Not made again.
    pub unchanged: usize,
    /// Made, and to be looked at.
    pub warned: usize,
    /// Not made.
    pub failed: usize,
    /// Not come to.
    pub left: usize,
}

/// The most problems of one input that are kept: more are counted.
const MOST_PROBLEMS: usize = 20;

fn unchanged() -> Status {
    Status::Unchanged
}

impl Outcome {
    /// Returns that of a resume that was not made.
    pub(super) fn none(status: Status, problems: Arc<[Problem]>) -> Self {
        Self {
            status,
            outputs: Vec::new(),
            pages: 0,
            fullness: 0.0,
            themes: Vec::new(),
            requirements: Vec::new(),
            missing_from_resume: Vec::new(),
            missing_from_profile: Vec::new(),
            problems,
        }
    }
}

impl OutputFile {
    /// Returns whether it is in a folder as it was made.
    pub(super) fn is_in(&self, folder: &Path) -> bool {
        let path = folder.join(&self.name);
        fs::size(&path) == Some(self.bytes)
            && fs::read_large(&path, self.bytes).is_ok_and(|it| Hash::of(&it) == self.hash)
    }
}

impl Status {
    /// Returns its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Made => "made",
            Self::Unchanged => "unchanged",
            Self::Warned => "warned",
            Self::Failed => "failed",
            Self::Left => "left",
        }
    }
}

impl PostingSummary {
    /// Returns what is to be known of a posting.
    pub(super) fn of(file: &str, posting: &Posting) -> Self {
        let wanted = posting.requirements.iter().map(|it| RequirementSummary {
            text: it.text.clone(),
            need: match it.need {
                Need::Required => "required",
                Need::Preferred => "preferred",
                Need::Duty => "duty",
            }
            .to_owned(),
        });
        Self {
            file: file.to_owned(),
            title: posting.title.clone(),
            requirements: wanted.collect(),
        }
    }
}

impl Problem {
    /// Returns a warning about no place.
    pub(super) fn warning(message: String) -> Self {
        Self {
            error: false,
            file: None,
            place: None,
            message,
            hint: None,
        }
    }

    /// Returns the problems that an error tells of.
    pub(super) fn of(error: &Error) -> Vec<Self> {
        if let Error::Invalid {
            name,
            source_text,
            diagnostics,
        } = error
        {
            return Self::of_diagnostics(name, source_text, diagnostics);
        }
        vec![Self {
            error: true,
            ..Self::warning(error.to_string())
        }]
    }

    /// Returns diagnostics as problems of a file.
    pub(super) fn of_diagnostics(
        name: &str,
        source: &str,
        diagnostics: &[diag::Diagnostic],
    ) -> Vec<Self> {
        let mut sorted: Vec<&diag::Diagnostic> = diagnostics.iter().collect();
        sorted.sort_by_key(|it| it.span);
        let lines = diag::Lines::new(source);
        let number = |it: usize| u32::try_from(it).unwrap_or(u32::MAX);
        let mut problems: Vec<Self> = sorted
            .iter()
            .take(MOST_PROBLEMS)
            .map(|it| Self {
                error: it.severity == Severity::Error,
                file: Some(name.to_owned()),
                place: it.span.map(|span| {
                    let (line, column) = lines.place(source, span.start);
                    (number(line), number(column))
                }),
                message: it.message.clone(),
                hint: it.hint.clone(),
            })
            .collect();
        if sorted.len() > MOST_PROBLEMS {
            problems.push(Self {
                error: sorted.iter().any(|it| it.severity == Severity::Error),
                ..Self::warning(format!("... and {} more", sorted.len() - MOST_PROBLEMS))
            });
        }
        problems
    }

    /// Returns the problem on one line: place, message, way out.
    pub fn line(&self) -> String {
        let mut line = String::new();
        if let Some(file) = &self.file {
            line.push_str(file);
            if let Some((row, column)) = self.place {
                let _ = write!(line, ":{row}:{column}");
            }
            line.push_str(": ");
        }
        line.push_str(&self.message);
        if let Some(hint) = &self.hint {
            let _ = write!(line, " ({hint})");
        }
        line.replace('\n', " ")
    }

    /// Returns the problem without a person's words: those stand in quotes.
    fn redacted(&self) -> Self {
        Self {
            error: self.error,
            file: None,
            place: self.place,
            message: unquoted(&self.message),
            hint: self.hint.as_deref().map(unquoted),
        }
    }
}

/// Returns a text with what stands in backticks or double quotes left out. What is quoted of a profile has no backticks
/// (`yaml::excerpt`).
pub(super) fn unquoted(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['`', '"']) {
        let (before, quoted) = rest.split_at(at);
        let (mark, quoted) = quoted.split_at(1);
        out.push_str(before);
        out.push('…');
        // What is never closed goes to the end.
        rest = quoted.find(mark).map_or("", |end| &quoted[end + 1..]);
    }
    out + rest
}

impl Report {
    /// Returns the report of these people and resumes; what the resumes say of people, guides and postings are indices.
    ///
    /// # Errors
    /// There is no room for them.
    pub fn new(
        labels: Vec<String>,
        guides: Vec<GuideSummary>,
        postings: Vec<PostingSummary>,
        people: Vec<Person>,
        resumes: Vec<Resume>,
    ) -> Result<Self, Error> {
        let spool = SpillFile::in_memory();
        let narrow = |it: usize| u32::try_from(it).unwrap_or(u32::MAX);
        let nothing = Hash::of(b"");
        let person = |it: Person| {
            let name = it.name.as_deref().unwrap_or_default();
            let line = profile_line(nothing, (name, None, ""), nothing, &it.writing);
            let line = it.name.is_some().then(|| spool.put(line.as_bytes()));
            Ok(PersonRow {
                writing: line.transpose()?,
                profile: it.profile.into(),
                name: it.name.map(Into::into),
            })
        };
        let people = people.into_iter().map(person).collect::<Result<_, Error>>();
        let resume = |it: Resume| {
            let line = resume_line("", nothing, &it.outcome);
            Ok(ResumeRow {
                row: it.row,
                person: narrow(it.person),
                guide: it.guide.map(narrow),
                posting: it.posting.map(narrow),
                labels: it.labels,
                consent: it.consent,
                status: it.outcome.status,
                line: spool.put(line.as_bytes())?,
            })
        };
        let resumes = resumes
            .into_iter()
            .map(resume)
            .collect::<Result<_, Error>>();
        let (people, resumes) = (people?, resumes?);
        Ok(Self {
            labels,
            guides,
            postings,
            people,
            resumes,
            redacted: false,
            spool,
        })
    }

    /// Returns one of the people.
    ///
    /// # Errors
    /// What was put aside can't be read.
    pub fn person(&self, idx: usize) -> io::Result<Person> {
        let row = &self.people[idx];
        let mut writing = match row.writing {
            Some(slip) => state::writing(&self.spool.get(slip)?)?,
            None => Vec::new(),
        };
        if self.redacted {
            writing.iter_mut().for_each(Writing::redact);
        }
        Ok(Person {
            profile: row.profile.to_string(),
            name: row.name.as_deref().map(str::to_owned),
            writing,
        })
    }

    /// Returns one of the resumes.
    ///
    /// # Errors
    /// What was put aside can't be read.
    pub fn resume(&self, idx: usize) -> io::Result<Resume> {
        let row = &self.resumes[idx];
        let kept = state::kept(&self.spool.get(row.line)?)?;
        let mut outcome = kept.outcome.into_owned();
        outcome.status = row.status;
        if self.redacted {
            outcome.outputs = Vec::new();
            outcome.problems = outcome.problems.iter().map(Problem::redacted).collect();
        }
        Ok(Resume {
            row: row.row,
            person: row.person as usize,
            guide: row.guide.map(|it| it as usize),
            posting: row.posting.map(|it| it as usize),
            labels: Arc::clone(&row.labels),
            consent: row.consent,
            outcome,
        })
    }

    /// Returns what holds of all together.
    ///
    /// # Errors
    /// What was put aside can't be read.
    pub fn cohort(&self) -> Result<Cohort, Error> {
        Cohort::of(self).map_err(|error| self.spool.unreadable(error))
    }

    /// Returns how many resumes there are of each status.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for resume in &self.resumes {
            match resume.status {
                Status::Made => counts.made += 1,
                Status::Unchanged => counts.unchanged += 1,
                Status::Warned => counts.warned += 1,
                Status::Failed => counts.failed += 1,
                Status::Left => counts.left += 1,
            }
        }
        counts
    }

    /// Returns the report without names, paths of profiles and outputs, quotes from profiles, and labels but those named
    /// in `labels`.
    ///
    /// A person's pseudonym is the row of the roster in which the person comes first: whoever has the roster can find the
    /// person, nobody else can, and the same roster gives the same pseudonyms.
    #[must_use]
    pub fn redacted(mut self, labels: &[String]) -> Self {
        let mut rows: BTreeMap<u32, u32> = BTreeMap::new();
        for resume in &self.resumes {
            let row = rows.entry(resume.person).or_insert(resume.row);
            *row = resume.row.min(*row);
        }
        // A guide's name may be a path, or what stands in a profile.
        for (guide, number) in self.guides.iter_mut().zip(1..) {
            if guide::built_in(&guide.name).is_none() {
                guide.name = format!("guide-{number}");
            }
        }
        for (idx, person) in self.people.iter_mut().enumerate() {
            let name = u32::try_from(idx)
                .ok()
                .and_then(|it| rows.get(&it))
                .map(|row| format!("person-{row:04}"));
            person.profile = Box::default();
            person.name = name.map(Into::into);
        }
        let kept: Vec<bool> = self.labels.iter().map(|it| labels.contains(it)).collect();
        let keeps = |idx: usize| kept.get(idx).copied().unwrap_or(false);
        let names = std::mem::take(&mut self.labels).into_iter().enumerate();
        self.labels = names.filter(|it| keeps(it.0)).map(|it| it.1).collect();
        for resume in &mut self.resumes {
            let values = resume.labels.iter().enumerate();
            let values = values.filter(|it| keeps(it.0));
            resume.labels = values.map(|it| it.1.clone()).collect();
        }
        self.redacted = true;
        self
    }

    /// Writes the report as JSON, a line for each resume, and then one for each person.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn write_json(&self, cohort: &Cohort, out: &mut dyn Write) -> io::Result<()> {
        let counts = self.counts();
        write!(
            out,
            "{{\"bespoke\":\"{}\",\"made\":{},\"unchanged\":{},\"warned\":{},\"failed\":{},\"left\":{},\"redacted\":{},\"resumes\":[",
            env!("CARGO_PKG_VERSION"),
            counts.made,
            counts.unchanged,
            counts.warned,
            counts.failed,
            counts.left,
            self.redacted
        )?;
        for idx in 0..self.resumes.len() {
            out.write_all(if idx == 0 { b"\n" } else { b",\n" })?;
            let json = to_json(&self.view(&self.resume(idx)?)).ok_or(io::ErrorKind::InvalidData)?;
            out.write_all(json.as_bytes())?;
        }
        out.write_all(b"\n],\"people\":[")?;
        for (idx, meeting) in cohort.reasons.iter().enumerate() {
            out.write_all(if idx == 0 { b"\n" } else { b",\n" })?;
            let person = self.person(idx)?;
            let json =
                to_json(&self.person_view(&person, meeting)).ok_or(io::ErrorKind::InvalidData)?;
            out.write_all(json.as_bytes())?;
        }
        out.write_all(b"\n]}\n")
    }

    /// Writes the report as a table, a row for each resume; a spreadsheet takes no cell of it for a formula.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn write_csv(&self, cohort: &Cohort, out: &mut dyn Write) -> io::Result<()> {
        let mut table = csv::Writer::from_writer(out);
        let themes = self.theme_names();
        let mut header: Vec<String> = ["row", "profile", "name"].map(str::to_owned).into();
        header.extend(self.labels.iter().cloned());
        let fixed = [
            "consent",
            "guide",
            "job",
            "outputs",
            "status",
            "pages",
            "fullness",
            "requirements",
            "requirements shown",
        ];
        header.extend(fixed.map(str::to_owned));
        header.extend(themes.iter().map(|it| format!("theme: {it}")));
        let last = [
            "missing from resume",
            "missing from profile",
            "to be mended",
            "worth a thought",
            "writing",
            "meeting",
            "problems",
        ];
        header.extend(last.map(str::to_owned));
        table.write_record(header.iter().map(|it| escape_formula(it)))?;
        for idx in 0..self.resumes.len() {
            let cells = self.cells(&self.resume(idx)?, &themes, cohort);
            table.write_record(cells.iter().map(|it| escape_formula(it)))?;
        }
        table.flush()
    }

    /// Returns the name of every theme of the guides, each once.
    fn theme_names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        for theme in self.guides.iter().flat_map(|it| &it.themes) {
            if !names.contains(&theme.name.as_str()) {
                names.push(&theme.name);
            }
        }
        names
    }

    fn cells(&self, resume: &Resume, themes: &[&str], cohort: &Cohort) -> Vec<String> {
        let outcome = &resume.outcome;
        let person = &self.people[resume.person];
        let was_made = outcome.pages > 0;
        let mut cells = vec![
            resume.row.to_string(),
            person.profile.to_string(),
            person.name.as_deref().unwrap_or_default().to_owned(),
        ];
        let label = |idx: usize| resume.labels.get(idx).map_or("", |it| it);
        cells.extend((0..self.labels.len()).map(|idx| label(idx).to_owned()));
        let outputs: Vec<&str> = outcome.outputs.iter().map(|it| it.name.as_str()).collect();
        let lacking = |gaps: &[GapOf]| {
            let is_requirement = |it: &&GapOf| matches!(it, GapOf::Requirement(_));
            gaps.iter().filter(is_requirement).count()
        };
        let n_lacking =
            lacking(&outcome.missing_from_resume) + lacking(&outcome.missing_from_profile);
        let if_made = |text: String| if was_made { text } else { String::new() };
        cells.extend([
            match resume.consent {
                Some(true) => "yes".to_owned(),
                Some(false) => "no".to_owned(),
                None => String::new(),
            },
            self.guide_name(resume).to_owned(),
            self.posting_name(resume).unwrap_or_default().to_owned(),
            outputs.join("; "),
            outcome.status.name().to_owned(),
            if_made(outcome.pages.to_string()),
            if_made(format!("{:.2}", outcome.fullness)),
            if_made(outcome.requirements.len().to_string()),
            if_made(
                outcome
                    .requirements
                    .len()
                    .saturating_sub(n_lacking)
                    .to_string(),
            ),
        ]);
        let own = resume.guide.map_or(&[][..], |it| &self.guides[it].themes);
        cells.extend(themes.iter().map(|name| {
            let at = own.iter().position(|it| it.name == *name);
            let shown = at.and_then(|it| outcome.themes.get(it));
            shown.map_or(String::new(), |it| format!("{:.2}", it.resume))
        }));
        for gaps in [&outcome.missing_from_resume, &outcome.missing_from_profile] {
            let texts = gaps.iter().map(|it| self.gap(resume, *it));
            cells.push(texts.collect::<Vec<_>>().join("; "));
        }
        let Findings {
            n_must,
            n_all,
            rules,
            ..
        } = &cohort.findings[resume.person];
        // Whose profile can't be read has no writing to count.
        let if_read = |n: usize| {
            if person.writing.is_some() {
                n.to_string()
            } else {
                String::new()
            }
        };
        cells.extend([if_read(*n_must), if_read(n_all - n_must)]);
        let counts = Rule::ALL.into_iter().zip(rules).filter(|it| *it.1 > 0);
        let counts: Vec<String> = counts
            .map(|(rule, n)| format!("{} {n}", rule.id()))
            .collect();
        cells.push(counts.join("; "));
        cells.push(cohort.reasons[resume.person].join("; "));
        let problems = outcome.problems.iter().map(Problem::line);
        cells.push(problems.collect::<Vec<_>>().join("; "));
        cells
    }

    /// Returns the name of a resume's guide, or nothing where none was settled.
    pub fn guide_name(&self, resume: &Resume) -> &str {
        resume.guide.map_or("", |it| &self.guides[it].name)
    }

    /// Returns the file of a resume's posting.
    pub fn posting_name(&self, resume: &Resume) -> Option<&str> {
        resume.posting.map(|it| self.postings[it].file.as_str())
    }

    /// Returns what a resume lacks, in words.
    pub fn gap(&self, resume: &Resume, gap: GapOf) -> &str {
        match gap {
            GapOf::Theme(idx) => {
                let themes = resume.guide.map_or(&[][..], |it| &self.guides[it].themes);
                themes.get(usize::from(idx)).map_or("", |it| &it.name)
            }
            GapOf::Requirement(idx) => {
                let posting = resume
                    .posting
                    .map_or(&[][..], |it| &self.postings[it].requirements);
                posting.get(usize::from(idx)).map_or("", |it| &it.text)
            }
        }
    }

    fn person_view<'a>(&self, person: &'a Person, meeting: &'a [String]) -> PersonView<'a> {
        PersonView {
            profile: (!self.redacted).then_some(person.profile.as_str()),
            name: person.name.as_deref(),
            meeting,
            writing: (person.writing.iter())
                .map(|it| WritingView {
                    rule: it.rule.id(),
                    severity: it.level.name(),
                    line: it.line,
                    column: it.column,
                    message: (!it.message.is_empty()).then_some(&*it.message),
                    words: it.words.as_deref(),
                })
                .collect(),
        }
    }

    fn view<'a>(&'a self, resume: &'a Resume) -> View<'a> {
        let outcome = &resume.outcome;
        let person = &self.people[resume.person];
        let themes = resume.guide.map_or(&[][..], |it| &self.guides[it].themes);
        let asked = resume
            .posting
            .map_or(&[][..], |it| &self.postings[it].requirements);
        let gaps = |gaps: &[GapOf]| {
            let view = |it: &GapOf| GapView {
                kind: match it {
                    GapOf::Theme(_) => "theme",
                    GapOf::Requirement(_) => "requirement",
                },
                text: self.gap(resume, *it),
            };
            gaps.iter().map(view).collect()
        };
        View {
            row: resume.row,
            person: resume.person,
            profile: (!self.redacted).then_some(&*person.profile),
            name: person.name.as_deref(),
            labels: self
                .labels
                .iter()
                .map(String::as_str)
                .zip(resume.labels.iter().map(|it| &**it))
                .collect(),
            consent: resume.consent,
            guide: self.guide_name(resume),
            job: self.posting_name(resume),
            outputs: outcome.outputs.iter().map(|it| it.name.as_str()).collect(),
            status: outcome.status.name(),
            pages: outcome.pages,
            fullness: outcome.fullness,
            themes: (themes.iter().zip(&outcome.themes))
                .map(|(theme, shown)| ThemeView {
                    name: &theme.name,
                    weight: theme.weight,
                    resume: shown.resume,
                    profile: shown.profile,
                })
                .collect(),
            requirements: (asked.iter().zip(&outcome.requirements))
                .map(|(wanted, shown)| RequirementView {
                    text: &wanted.text,
                    need: &wanted.need,
                    resume: shown.resume,
                    profile: shown.profile,
                })
                .collect(),
            missing_from_resume: gaps(&outcome.missing_from_resume),
            missing_from_profile: gaps(&outcome.missing_from_profile),
            problems: (outcome.problems.iter())
                .map(|it| ProblemView {
                    severity: if it.error { "error" } else { "warning" },
                    file: it.file.as_deref(),
                    line: it.place.map(|it| it.0),
                    column: it.place.map(|it| it.1),
                    message: &it.message,
                    hint: it.hint.as_deref(),
                })
                .collect(),
        }
    }
}

/// Returns a cell that no spreadsheet takes for a formula.
pub(super) fn escape_formula(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

#[derive(Serialize)]
struct View<'a> {
    row: u32,
    /// Which of the people, counted from 0.
    person: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    profile: Option<&'a str>,
    name: Option<&'a str>,
    labels: BTreeMap<&'a str, &'a str>,
    consent: Option<bool>,
    guide: &'a str,
    job: Option<&'a str>,
    outputs: Vec<&'a str>,
    status: &'static str,
    pages: u16,
    fullness: f32,
    themes: Vec<ThemeView<'a>>,
    requirements: Vec<RequirementView<'a>>,
    missing_from_resume: Vec<GapView<'a>>,
    missing_from_profile: Vec<GapView<'a>>,
    problems: Vec<ProblemView<'a>>,
}

#[derive(Serialize)]
struct PersonView<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    profile: Option<&'a str>,
    name: Option<&'a str>,
    /// Why the person needs a meeting; empty for those who need none.
    meeting: &'a [String],
    writing: Vec<WritingView<'a>>,
}

#[derive(Serialize)]
struct WritingView<'a> {
    rule: &'static str,
    severity: &'static str,
    line: u32,
    column: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    words: Option<&'a str>,
}

#[derive(Serialize)]
struct ThemeView<'a> {
    name: &'a str,
    weight: f64,
    resume: f32,
    profile: f32,
}

#[derive(Serialize)]
struct RequirementView<'a> {
    text: &'a str,
    need: &'a str,
    resume: f32,
    profile: f32,
}

#[derive(Serialize)]
struct GapView<'a> {
    kind: &'static str,
    text: &'a str,
}

#[derive(Serialize)]
struct ProblemView<'a> {
    severity: &'static str,
    file: Option<&'a str>,
    line: Option<u32>,
    column: Option<u32>,
    message: &'a str,
    hint: Option<&'a str>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_are_left_out() {
        assert_eq!(
            unquoted("expected a date, found `Mai 2020`"),
            "expected a date, found …"
        );
        assert_eq!(unquoted("`a` and \"b\" and `c"), "… and … and …");
        assert_eq!(unquoted("nothing"), "nothing");
    }

    #[test]
    fn no_cell_is_a_formula() {
        assert_eq!(escape_formula("=HYPERLINK(1)"), "'=HYPERLINK(1)");
        assert_eq!(escape_formula("Ada"), "Ada");
    }
}
