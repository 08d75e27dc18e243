//! The document as a tree, the view that templates see.

use serde::Serialize;

use crate::profile;

/// One tailored resume.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct Document {
    /// The person's name.
    pub name: String,
    /// BCP 47 tag of the language it is written in.
    pub lang: String,
    /// The line under the name.
    pub headline: Option<String>,
    /// How to reach the person, in the order printed.
    pub contact: Vec<TextWithLink>,
    /// The sections, in the order printed; none is empty.
    pub sections: Vec<Section>,
}

/// A text that may lead somewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TextWithLink {
    /// What is shown.
    pub text: String,
    /// Where a click leads: `mailto:`, `tel:` or a web address.
    pub url: Option<String>,
}

/// One section: exactly one of `paragraph`, `entries`, `flows` and `bullets` is filled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Section {
    /// The section's key in YAML: `experience`, `skills` …
    pub kind: &'static str,
    /// Its heading.
    pub heading: String,
    /// Running text.
    pub paragraph: Option<Line>,
    /// Entries with lines and bullets.
    pub entries: Vec<Entry>,
    /// Short items one after the other.
    pub flows: Vec<Flow>,
    /// Bullets that belong to no entry.
    pub bullets: Vec<Line>,
    /// Where it comes from.
    #[serde(skip)]
    pub origin: Origin,
}

/// An employer, school, project, award or publication.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// Its name.
    pub name: String,
    /// Where a click on the name leads.
    pub url: Option<String>,
    /// What follows the name on its line: title, degree, issuer …
    pub details: Vec<String>,
    /// When it was, after these details on the same line.
    pub dates: Option<String>,
    /// What follows the dates on that line: grade, place …
    pub more: Vec<String>,
    /// A line about it.
    pub about: Option<String>,
    /// The positions held, latest first.
    pub positions: Vec<Position>,
    /// Bullets of the entry itself.
    pub bullets: Vec<Line>,
    /// Where it comes from.
    #[serde(skip)]
    pub origin: Origin,
}

/// A position at an employer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Position {
    /// The title.
    pub title: String,
    /// When it was held, after the title on its line.
    pub dates: Option<String>,
    /// What follows the dates on that line: the place.
    pub details: Vec<String>,
    /// A line about it.
    pub about: Option<String>,
    /// What was done, most valuable first.
    pub bullets: Vec<Line>,
    /// Where it comes from.
    #[serde(skip)]
    pub origin: Origin,
}

/// One line of the profile, printed as it stands there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// Its stable name in the profile.
    pub id: String,
    /// The words.
    pub text: String,
    /// Where it comes from.
    #[serde(skip)]
    pub origin: Origin,
}

/// Short items set one after the other: a group of skills, the certifications.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Flow {
    /// What the items have in common.
    pub label: Option<String>,
    /// The items, most valuable first.
    pub items: Vec<TextWithLink>,
    /// What stands between two items.
    pub separator: &'static str,
    /// Where it comes from.
    #[serde(skip)]
    pub origin: Origin,
}

/// The part of the profile that a piece of the document prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Origin {
    /// Name, headline and contact.
    #[default]
    Header,
    /// The heading of a section; sections under own headings are told apart by their number.
    Heading(profile::Section, usize),
    /// An employer as such: its positions have lines of their own.
    Employer(profile::Section, usize),
    /// A run of short items: its section and group.
    Flow(profile::Section, usize),
    /// One of [`Profile::lines`](profile::Profile::lines), by index.
    Line(usize),
}
