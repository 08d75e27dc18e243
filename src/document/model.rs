//! The document as a tree, the view that templates see.

use serde::Serialize;

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
    pub contact: Vec<ContactItem>,
    /// The sections, in the order printed.
    pub sections: Vec<Section>,
}

/// One way to reach the person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ContactItem {
    /// What is shown.
    pub text: String,
    /// Where a click leads: `mailto:`, `tel:` or a web address.
    pub url: Option<String>,
}

/// One section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Section {
    /// The section's key: `experience`, `skills` …
    pub kind: &'static str,
    /// Its heading.
    pub heading: String,
    /// What stands below the heading.
    pub body: SectionBody,
}

/// What stands below a heading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct SectionBody {
    /// Running text.
    pub paragraph: Option<String>,
    /// Entries with lines and bullets.
    pub entries: Vec<Entry>,
    /// Lines of a label and items.
    pub lines: Vec<Labelled>,
    /// Bullets that belong to no entry.
    pub bullets: Vec<String>,
}

/// An employer, school or project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct Entry {
    /// Its name, set strong.
    pub name: String,
    /// Where a click on the name leads.
    pub url: Option<String>,
    /// What follows the name on its line: place, dates, grade …
    pub details: Vec<String>,
    /// A line about it.
    pub about: Option<String>,
    /// The positions held, latest first.
    pub positions: Vec<Position>,
    /// Bullets of the entry itself.
    pub bullets: Vec<String>,
}

/// A position at an employer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct Position {
    /// The title.
    pub title: String,
    /// What follows the title on its line: dates, place.
    pub details: Vec<String>,
    /// A line about it.
    pub about: Option<String>,
    /// What was done.
    pub bullets: Vec<String>,
}

/// A label and what belongs to it: a skill group, a certification and its date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct Labelled {
    /// The label, set strong.
    pub label: Option<String>,
    /// Where a click on the label leads.
    pub url: Option<String>,
    /// The items.
    pub items: Vec<String>,
}
