//! The ledger of a resume as plain data, which serializes to the JSON of `explain --json`.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::layout::Spacing;
use crate::render::{JsonError, json};
use crate::score::ContributionKind;

/// What the files of a report are called.
#[derive(Debug, Clone, Copy)]
pub struct Names<'a> {
    /// The profile's file.
    pub profile: &'a str,
    /// The guide's name or file.
    pub guide: &'a str,
    /// The posting's file.
    pub posting: Option<&'a str>,
}

/// The whole ledger of one resume.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    /// The profile's file.
    pub profile: String,
    /// The guide's name or file.
    pub guide: String,
    /// The posting's file.
    pub posting: Option<String>,
    /// The date that `present` and recency count from.
    pub as_of: String,
    /// How many pages the resume has.
    pub pages: usize,
    /// How much of them is filled, in pages.
    pub filled: f64,
    /// What the room between blocks was multiplied by to fill them so.
    pub spacing: Spacing,
    /// Every highlight of the profile, in its order.
    pub highlights: Vec<Highlight>,
    /// Every other line of the profile: summaries, positions, schools, skills …
    pub entries: Vec<Entry>,
    /// Every section of the profile, in its order.
    pub sections: Vec<SectionStatus>,
    /// What the guide emphasizes, and how well resume and profile show it.
    pub themes: Vec<ThemeCoverage>,
    /// What the posting asks for, and how well resume and profile answer it.
    pub requirements: Vec<RequirementCoverage>,
    /// What is asked for and not shown.
    pub gaps: Gaps,
}

/// One highlight of the profile and what became of it.
#[derive(Debug, Clone, Serialize)]
pub struct Highlight {
    /// Its stable name.
    pub id: String,
    /// Where it stands: section, employer or entry, position.
    pub place: String,
    /// The wording that serves best.
    pub text: String,
    /// What it is worth: the sum of the points below.
    pub value: f64,
    /// How well it shows each theme, 0 to 1.
    pub themes: BTreeMap<String, f64>,
    /// The requirements it answers.
    pub requirements: Vec<RequirementMatch>,
    /// Whether it is printed.
    pub kept: bool,
    /// Why.
    pub reason: String,
    /// Where its value comes from.
    pub contributions: Vec<Points>,
}

/// A requirement that a highlight answers.
#[derive(Debug, Clone, Serialize)]
pub struct RequirementMatch {
    /// The requirement, counted from 0.
    pub requirement: usize,
    /// How well, 0 to 1.
    pub strength: f64,
}

/// Points and what earned them.
#[derive(Debug, Clone, Serialize)]
pub struct Points {
    /// What earned them, in words.
    pub what: String,
    /// The words of the highlight that did; of a requirement, those that it has too.
    pub words: Vec<String>,
    /// What of the points is for the same kind of work as a requirement asks for, whatever the words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alike: Option<SharedCompetency>,
    /// The points.
    pub points: f64,
    /// What earned them.
    #[serde(skip)]
    pub source: ContributionKind,
}

/// What a highlight earns for the same kind of work as a requirement asks for.
#[derive(Debug, Clone, Serialize)]
pub struct SharedCompetency {
    /// What both show most: `planning`, `risk` ….
    pub competency: String,
    /// The words of the highlight that speak most for it.
    pub words: Vec<String>,
    /// The points.
    pub points: f64,
}

/// A line of the profile other than a highlight, and what became of it.
#[derive(Debug, Clone, Serialize)]
pub struct Entry {
    /// Its stable name.
    pub id: String,
    /// Its section.
    pub section: &'static str,
    /// The wording that serves best.
    pub text: String,
    /// What it is worth.
    pub value: f64,
    /// Whether it is printed.
    pub kept: bool,
    /// Why.
    pub reason: String,
}

/// A section of the profile and whether the resume has it.
#[derive(Debug, Clone, Serialize)]
pub struct SectionStatus {
    /// Its key in YAML.
    pub section: &'static str,
    /// Its key, or its own heading where it has one.
    pub heading: String,
    /// Whether anything of it is printed.
    pub kept: bool,
}

/// A theme and how well it is shown.
#[derive(Debug, Clone, Serialize)]
pub struct ThemeCoverage {
    /// Its name.
    pub name: String,
    /// Its weight in the guide.
    pub weight: f64,
    /// How well the resume shows it, 0 to 1.
    pub resume: f64,
    /// How well the whole profile would, 0 to 1.
    pub profile: f64,
    /// The highlights in the resume that show it best, by id.
    pub evidence: Vec<String>,
}

/// A requirement and how well it is answered.
#[derive(Debug, Clone, Serialize)]
pub struct RequirementCoverage {
    /// The posting's words.
    pub text: String,
    /// `required`, `preferred` or `duty`.
    pub need: &'static str,
    /// Whether it is a degree.
    #[serde(skip)]
    pub is_degree: bool,
    /// How much it counts beside the others.
    pub weight: f64,
    /// How well the resume answers it, 0 to 1.
    pub resume: f64,
    /// How well the whole profile would, 0 to 1.
    pub profile: f64,
    /// How well the resume shows it: `shown`, `partly`, `in other words` or `not found`.
    pub grade: &'static str,
    /// How well the whole profile does, in the same words.
    pub profile_grade: &'static str,
    /// What of it was not found on the resume.
    pub lacks: Vec<String>,
    /// Whether it is a condition that no resume needs to show: a work permit, travel, lifting.
    pub is_logistics: bool,
    /// Whether it is a soft skill and nothing else, which nobody adds a line for.
    #[serde(skip)]
    pub is_soft: bool,
    /// The lines in the resume that answer it best, by id.
    pub evidence: Vec<String>,
    /// The words of each of these lines that do.
    pub quotes: Vec<Quote>,
}

/// What is asked for and not shown.
#[derive(Debug, Clone, Serialize, Default)]
pub struct Gaps {
    /// In the profile, but not on the resume.
    pub missing_from_resume: Vec<Gap>,
    /// On the resume, but not in the posting's words, which readers and parsers look for.
    pub under_another_word: Vec<DifferentTerm>,
    /// No line of the profile was found that shows it.
    pub missing_from_profile: Vec<Gap>,
}

/// One thing asked for and not shown.
#[derive(Debug, Clone, Serialize)]
pub struct Gap {
    /// `theme` or `requirement`.
    pub kind: &'static str,
    /// What is asked for.
    pub text: String,
    /// How well the resume shows it: `not found` or `partly`.
    pub grade: &'static str,
    /// What of it was not found on the resume; nothing where none of it was.
    pub lacks: Vec<String>,
    /// The lines of the profile that would show it, by id.
    pub evidence: Vec<String>,
    /// The words of each of these lines that would.
    pub quotes: Vec<Quote>,
}

/// One thing asked for that the resume says in other words.
#[derive(Debug, Clone, Serialize)]
pub struct DifferentTerm {
    /// `requirement`: only a posting has words that readers look for.
    pub kind: &'static str,
    /// What is asked for.
    pub text: String,
    /// `name` where the resume has the same thing by another name, `meaning` where it speaks of the same kind of work.
    pub by: &'static str,
    /// The posting's words that the resume lacks.
    pub words: Vec<String>,
    /// The lines of the resume that say it otherwise.
    pub evidence: Vec<Quote>,
}

/// Words of a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Quote {
    /// The line, by id.
    pub id: String,
    /// The words as they stand there.
    pub words: Vec<String>,
}

impl Report {
    /// Returns the ledger as indented JSON, with a line end.
    ///
    /// # Errors
    /// A number is not one: that would be a bug.
    pub fn json(&self) -> Result<String, JsonError> {
        json(self)
    }
}

impl Gaps {
    /// Adds what no line of the resume shows: left out where other lines do.
    pub(super) fn add(&mut self, gap: Gap) {
        if gap.evidence.is_empty() {
            self.missing_from_profile.push(gap);
        } else {
            self.missing_from_resume.push(gap);
        }
    }
}
