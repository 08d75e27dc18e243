//! What a role guide emphasizes, as plain data.

use super::competency::Competency;
use crate::profile::Section;

/// One role guide.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Guide {
    /// The role's name.
    pub name: String,
    /// What the role is, in a sentence.
    pub about: Option<String>,
    /// Titles that mean this role, the usual one first.
    pub titles: Vec<String>,
    /// What the guide emphasizes; at least one theme.
    pub themes: Vec<Theme>,
    /// Titles of earlier positions that count as a background for this role.
    pub background: Vec<String>,
    /// Fields of study that fit.
    pub fields: Vec<String>,
    /// Further degrees that help.
    pub advanced: Vec<String>,
    /// Certifications that help.
    pub certifications: Vec<Term>,
    /// Industries that are close.
    pub industries: Vec<Term>,
    /// How much a quantified result adds to a highlight: 0 not at all, 1 as usual, up to 3.
    pub metrics: f64,
    /// The sections to print, in order; sections not named follow in the usual order.
    pub sections: Vec<Section>,
}

/// A theme of a guide: its index in [`Guide::themes`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ThemeId(pub usize);

/// One thing that the guide emphasizes.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Theme {
    /// Its name.
    pub name: String,
    /// How much it counts beside the others: above 0, up to 10; 1 unless given.
    pub weight: f64,
    /// What it means, in a sentence.
    pub about: Option<String>,
    /// The general competencies that it is about; whichever a line shows best counts, beside terms and examples.
    pub competencies: Vec<Competency>,
    /// Words and phrases that show it.
    pub terms: Vec<Term>,
    /// Short phrases, as a person would write a highlight that shows it.
    pub examples: Vec<String>,
}

/// A word or phrase and its other names.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Term {
    /// The usual name.
    pub term: String,
    /// Other names for the same thing.
    pub also: Vec<String>,
}
