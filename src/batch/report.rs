//! The report of a batch: every resume that was asked for, and the people, guides and postings they share.

use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

use crate::error::Error;
use crate::fs::{SpillFile, SpillOffset};
use crate::guide;

use super::hash::Hash;
use super::outcome::{Counts, GapOf, GuideSummary, Outcome, PostingSummary, Problem, Status};
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
}
