//! The ledger of an import: where each value of the source went.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::draft::{DraftValue, Entry};
use super::extension::is_mark;
use super::imported_text::ImportedText;
use super::prose;
use super::source::{Scalar, joined};
use crate::profile::Date;

/// Where each value of the source went.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize)]
pub struct Ledger {
    /// What the source was taken for.
    pub format: String,
    /// Every text, number and truth value of the source that is not empty, in its order.
    pub values: Vec<ImportOutcome>,
    /// What is no value of the source but worth knowing.
    pub remarks: Vec<String>,
    /// What of the source was not read at all.
    pub notes: Vec<String>,
}

/// Where one value of the source went.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct ImportOutcome {
    /// Where it stands in the source, such as `work[2].highlights[1]`.
    pub source: String,
    /// It, as its author wrote it.
    pub value: String,
    /// Where it stands in the profile, such as `experience[1].positions[0].highlights[1]`; empty if nowhere.
    pub to: Vec<String>,
    /// What the profile doesn't say of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remark: Option<String>,
}

impl Ledger {
    /// Returns what does not stand in the profile, or not whole.
    pub fn left(&self) -> impl Iterator<Item = &ImportOutcome> {
        let values = self.values.iter();
        values.filter(|it| it.to.is_empty() || it.remark.is_some())
    }
}

/// Returns where each of `scalars` stands in the profile.
pub(super) fn outcomes(profile: &Entry, scalars: Vec<Scalar>) -> Vec<ImportOutcome> {
    let mut places: BTreeMap<&str, Vec<Occurrence<'_>>> = BTreeMap::new();
    profile.place("", &mut places);
    let notes = WordSet::new(profile.private());
    let outcome = |it: Scalar| {
        let found = places.get(it.path.as_str()).map_or(&[][..], Vec::as_slice);
        let mut remarks: Vec<&str> = found.iter().filter_map(|it| it.remark.as_deref()).collect();
        remarks.dedup();
        let remark = (!remarks.is_empty()).then(|| remarks.join("; "));
        ImportOutcome {
            remark: remark
                .or_else(|| missing(&it.value, found, &notes).filter(|_| !is_mark(&it.path))),
            to: found.iter().map(|it| it.to.clone()).collect(),
            source: it.path,
            value: it.value,
        }
    };
    scalars.into_iter().map(outcome).collect()
}

/// One place where a value stands.
struct Occurrence<'o> {
    to: String,
    text: &'o str,
    /// Its words in lower case, read once for all values that stand there: a note may hold thousands.
    words: Rc<WordSet>,
    remark: Option<String>,
}

/// Returns what of a value is said nowhere that it went to.
///
/// This holds each format's reader to its word: whatever it does with a value, no word can go without being told.
fn missing(value: &str, found: &[Occurrence<'_>], notes: &WordSet) -> Option<String> {
    let is_date = |it: &&Occurrence<'_>| it.text == "present" || it.text.parse::<Date>().is_ok();
    let is_tag = |it: &Occurrence<'_>| it.to == "lang";
    if found.is_empty() || found.iter().any(is_tag) || found.iter().all(|it| is_date(&it)) {
        return None;
    }
    let has_date = found.iter().any(|it| is_date(&it));
    let (text, links) = prose::one_line(value);
    let links = links.join(" ");
    let all = text + " " + &links;
    let linked = WordSet::new(links);
    let of_date = |it: &str| {
        it.bytes().all(|it| it.is_ascii_digit())
            || Date::guess(&format!("{it} 2000")).is_some()
            || ["present", "current", "now", "to"].contains(&it)
    };
    let lost = words(&all).filter(|lost| {
        let word = lost.to_lowercase();
        let is_scheme = ["http", "https", "mailto"].contains(&word.as_str());
        let is_said = word.is_empty() || is_scheme || found.iter().any(|it| it.words.has(&word));
        let is_date = has_date && of_date(&word);
        let is_linked = linked.has(lost) && notes.has(lost);
        !(is_said || is_date || is_linked)
    });
    let lost: Vec<&str> = lost.collect();
    let section = found.iter().find(|it| it.to.starts_with("sections["));
    (!lost.is_empty()).then(|| match section {
        Some(section) => format!("stands as {}", section.text),
        None => format!("without: {}", lost.join(" ")),
    })
}

/// A text to look for words in, and its own ones: most are found there, and without going through it.
struct WordSet {
    text: String,
    words: BTreeSet<String>,
}

impl WordSet {
    fn new(text: String) -> Self {
        let words = words(&text).map(ToOwned::to_owned).collect();
        Self { text, words }
    }

    fn has(&self, word: &str) -> bool {
        self.words.contains(word) || self.text.contains(word)
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|it: char| !it.is_alphanumeric())
}

impl Entry {
    /// Adds each text to the places of what it says, under the paths that these have in the source.
    fn place<'o>(&'o self, path: &str, places: &mut BTreeMap<&'o str, Vec<Occurrence<'o>>>) {
        for (key, value) in &self.fields {
            value.place(&joined(path, key), places);
        }
    }
}

impl DraftValue {
    fn place<'o>(&'o self, path: &str, places: &mut BTreeMap<&'o str, Vec<Occurrence<'o>>>) {
        match self {
            Self::Text(said) => said.place(path, places),
            Self::List(items) => {
                for (idx, item) in items.iter().enumerate() {
                    item.place(&format!("{path}[{idx}]"), places);
                }
            }
            Self::Map(entry) => entry.place(path, places),
        }
    }
}

impl ImportedText {
    fn place<'o>(&'o self, path: &str, places: &mut BTreeMap<&'o str, Vec<Occurrence<'o>>>) {
        // Links that found no place in a note are told.
        let links = (!self.links.is_empty())
            .then(|| format!("without its links to {}", self.links.join(" and ")));
        let remark = self.remark.clone().or(links);
        let words = Rc::new(WordSet::new(self.text.to_lowercase()));
        for origin in &self.from {
            let of_one = places.entry(&origin.path).or_default();
            if of_one.last().is_none_or(|it| it.to != path) {
                of_one.push(Occurrence {
                    to: path.to_owned(),
                    text: &self.text,
                    words: Rc::clone(&words),
                    remark: remark.clone(),
                });
            }
        }
    }
}
