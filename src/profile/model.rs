//! Everything a person has done, as plain data.

use super::date::{Date, Period};
use crate::diag::Span;

/// A text of the person's own, and where it stands in the YAML.
///
/// White space at both ends is gone and every run of it is one space; nothing else is changed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Text {
    /// The words, never empty.
    pub text: String,
    /// Their place in the source.
    pub at: Span,
}

/// One YAML profile.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Profile {
    /// The person's name.
    pub name: Text,
    /// One line under the name.
    pub headline: Option<Text>,
    /// The language the profile is written in, as a BCP 47 tag (`en` unless given).
    pub lang: String,
    /// How to reach the person.
    pub contact: Contact,
    /// The guide to tailor to where the command names none.
    pub guide: Option<Text>,
    /// The order of sections, where the person overrides the guide's.
    pub sections: Option<Vec<Section>>,
    /// Alternative summaries; the best for the target is printed.
    pub summaries: Vec<Highlight>,
    /// Paid work, by employer.
    pub experience: Vec<Employment>,
    /// Projects.
    pub projects: Vec<Entry>,
    /// Education.
    pub education: Vec<Education>,
    /// Certifications and licences.
    pub certifications: Vec<Entry>,
    /// Skills, by group.
    pub skills: Vec<SkillGroup>,
    /// Languages spoken.
    pub languages: Vec<Language>,
    /// Awards and honours.
    pub awards: Vec<Entry>,
    /// Publications, talks and patents.
    pub publications: Vec<Entry>,
    /// Unpaid work.
    pub volunteering: Vec<Employment>,
    /// Interests.
    pub interests: Vec<Item>,
    /// Sections under headings of the person's own.
    pub other: Vec<OtherSection>,
    /// A private note, never printed.
    pub note: Option<String>,
}

/// How to reach the person.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Contact {
    /// E-mail address.
    pub email: Option<Text>,
    /// Telephone number, as the person writes it.
    pub phone: Option<Text>,
    /// Where the person lives or works.
    pub location: Option<Text>,
    /// Web addresses.
    pub links: Vec<Link>,
}

/// A web address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// What is shown; the address without its scheme unless given.
    pub label: Option<Text>,
    /// The address, with its scheme.
    pub url: Text,
}

/// What any entry or highlight may carry besides its text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Meta {
    /// A stable name: the person's, or made from the text. Unique in the profile.
    pub id: String,
    /// Words of the person's that say what this shows.
    pub tags: Vec<String>,
    /// The person's own decision, which beats ranking.
    pub pin: Option<Pin>,
    /// A private note, never printed.
    pub note: Option<String>,
}

/// The person's own decision about one thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pin {
    /// Keep it, whatever it scores.
    Always,
    /// Leave it out, whatever it scores.
    Never,
}

/// One bullet: what was done, and perhaps other wordings of the same fact.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Highlight {
    /// The wording to prefer.
    pub text: Text,
    /// Other wordings of the same fact; the best for the target is printed.
    pub variants: Vec<Text>,
    /// Id, tags, pin and note.
    pub meta: Meta,
}

/// One employer (or, under `volunteering`, one organization) and what the person was there.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Employment {
    /// Its name.
    pub employer: Text,
    /// Where it is.
    pub location: Option<Text>,
    /// Its industry.
    pub industry: Option<Text>,
    /// Its web address.
    pub url: Option<Text>,
    /// What it does, in a line.
    pub about: Option<Text>,
    /// The positions held there, latest first; at least one.
    pub positions: Vec<Position>,
    /// Id, tags, pin and note.
    pub meta: Meta,
    /// Where the entry stands.
    pub at: Span,
}

/// One position held at an employer.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Position {
    /// The job title.
    pub title: Text,
    /// Where, if not at the employer's location.
    pub location: Option<Text>,
    /// When. A paid position always has a start and an end.
    pub period: Period,
    /// A line about the position as a whole.
    pub about: Option<Text>,
    /// What was done.
    pub highlights: Vec<Highlight>,
    /// Id, tags, pin and note.
    pub meta: Meta,
    /// Where the entry stands.
    pub at: Span,
}

/// A project, certification, award or publication.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Entry {
    /// Its name or title.
    pub name: Text,
    /// The person's part in it (projects), its issuer (certifications, awards), or where it appeared (publications).
    pub by: Option<Text>,
    /// Who wrote it (publications).
    pub authors: Option<Text>,
    /// When: a date stands in `end`.
    pub period: Period,
    /// Until when it is valid (certifications).
    pub expires: Option<Date>,
    /// Its number (certifications).
    pub number: Option<Text>,
    /// Its web address.
    pub url: Option<Text>,
    /// What it is, in a line.
    pub about: Option<Text>,
    /// What was done.
    pub highlights: Vec<Highlight>,
    /// Id, tags, pin and note.
    pub meta: Meta,
    /// Where the entry stands.
    pub at: Span,
}

/// One course of study.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Education {
    /// The school.
    pub institution: Text,
    /// The degree, in the person's words.
    pub degree: Option<Text>,
    /// The field of study.
    pub field: Option<Text>,
    /// Where it is.
    pub location: Option<Text>,
    /// When.
    pub period: Period,
    /// Grade point average, as the person writes it.
    pub gpa: Option<Text>,
    /// Honours.
    pub honors: Option<Text>,
    /// Courses, theses, activities.
    pub highlights: Vec<Highlight>,
    /// Id, tags, pin and note.
    pub meta: Meta,
    /// Where the entry stands.
    pub at: Span,
}

/// One line of the skills section. A plain string in the YAML is a group of its own, without a name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SkillGroup {
    /// What the items have in common.
    pub group: Option<Text>,
    /// The skills; at least one.
    pub items: Vec<Item>,
    /// A private note, never printed.
    pub note: Option<String>,
}

/// One short thing: a skill, an interest.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Item {
    /// The words.
    pub text: Text,
    /// Id, tags, pin and note.
    pub meta: Meta,
}

/// A language and how well the person knows it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Language {
    /// The language.
    pub language: Text,
    /// How well, in the person's words.
    pub level: Option<Text>,
    /// Id, tags, pin and note.
    pub meta: Meta,
}

/// A section under a heading of the person's own.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OtherSection {
    /// The heading.
    pub heading: Text,
    /// Its lines; at least one.
    pub items: Vec<Highlight>,
}

/// A section of a resume.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Section {
    /// The summary.
    Summary,
    /// Paid work.
    Experience,
    /// Projects.
    Projects,
    /// Education.
    Education,
    /// Certifications and licences.
    Certifications,
    /// Skills.
    Skills,
    /// Languages.
    Languages,
    /// Awards.
    Awards,
    /// Publications.
    Publications,
    /// Unpaid work.
    Volunteering,
    /// Interests.
    Interests,
    /// All sections under headings of the person's own.
    Other,
}

impl Section {
    /// Every section, in the order that is printed where neither profile nor guide says otherwise.
    pub const ALL: [Self; 12] = [
        Self::Summary,
        Self::Experience,
        Self::Projects,
        Self::Skills,
        Self::Education,
        Self::Certifications,
        Self::Publications,
        Self::Awards,
        Self::Volunteering,
        Self::Languages,
        Self::Other,
        Self::Interests,
    ];

    /// Returns the name that YAML files use.
    pub fn key(self) -> &'static str {
        match self {
            Self::Summary => "summary",
            Self::Experience => "experience",
            Self::Projects => "projects",
            Self::Education => "education",
            Self::Certifications => "certifications",
            Self::Skills => "skills",
            Self::Languages => "languages",
            Self::Awards => "awards",
            Self::Publications => "publications",
            Self::Volunteering => "volunteering",
            Self::Interests => "interests",
            Self::Other => "other",
        }
    }

    /// Returns the section that YAML files call `key`.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|section| section.key() == key)
    }
}
