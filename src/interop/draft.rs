//! A profile in the making: what is to stand in it, and where each text comes from.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::own::is_mark;
use super::source::{Scalar, Source, joined};
use crate::diag::Span;
use crate::profile::{Date, OWN, kept_item, kept_value};
use crate::yaml::{Key, Node, Value};

/// A text for the profile.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct ImportedText {
    /// The words, on one line and without markup.
    pub(super) text: String,
    /// What it says; nothing where it follows from what is not in the source.
    pub(super) from: Vec<Origin>,
    /// The addresses that the text linked to.
    pub(super) links: Vec<String>,
    /// What of the source it doesn't say.
    pub(super) remark: Option<String>,
}

/// A place in the source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Origin {
    /// The path to it.
    pub(super) path: String,
    /// Its place in the file.
    pub(super) span: Span,
}

/// A value of the profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum DraftValue {
    /// A text.
    Text(ImportedText),
    /// A list.
    List(Vec<DraftValue>),
    /// A mapping.
    Map(Entry),
}

/// A mapping of the profile.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Entry {
    /// Its keys and their values, in order.
    pub(super) fields: Vec<(&'static str, DraftValue)>,
    /// What its author should know of it.
    pub(super) comment: Option<String>,
}

/// Longer values, in bytes, are no matter for a note: they are pictures and the like.
const LONGEST_NOTE: usize = 1000;

impl ImportedText {
    /// Returns a text that follows from what is not in the source.
    pub(super) fn implied(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            ..Self::default()
        }
    }

    /// Returns one text of several.
    pub(super) fn join(parts: impl IntoIterator<Item = Self>, separator: &str) -> Option<Self> {
        let mut parts = parts.into_iter();
        let mut whole = parts.next()?;
        for part in parts {
            whole.text = whole.text + separator + &part.text;
            whole.also(&part);
            whole.links.extend(part.links);
            whole.remark = whole.remark.or(part.remark);
        }
        Some(whole)
    }

    /// Notes that this says what another text says, too.
    pub(super) fn also(&mut self, other: &Self) {
        self.from.extend(other.from.iter().cloned());
    }

    /// Returns this with another text.
    pub(super) fn with_text(self, text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            ..self
        }
    }
}

impl Entry {
    /// Returns this with a text, if there is one.
    #[must_use]
    pub(super) fn put(mut self, key: &'static str, said: Option<ImportedText>) -> Self {
        if let Some(said) = said {
            self.fields.push((key, DraftValue::Text(said)));
        }
        self
    }

    /// Returns this with a list, unless it is empty.
    #[must_use]
    pub(super) fn list(mut self, key: &'static str, items: Vec<DraftValue>) -> Self {
        if !items.is_empty() {
            self.fields.push((key, DraftValue::List(items)));
        }
        self
    }

    /// Returns this with a list of texts, unless it is empty.
    #[must_use]
    pub(super) fn texts(self, key: &'static str, texts: Vec<ImportedText>) -> Self {
        self.list(key, texts.into_iter().map(DraftValue::Text).collect())
    }

    /// Returns this with the fields of another.
    #[must_use]
    pub(super) fn with(mut self, other: Self) -> Self {
        self.fields.extend(other.fields);
        self
    }

    /// Returns this with a word for its author.
    #[must_use]
    pub(super) fn comment(mut self, comment: Option<String>) -> Self {
        self.comment = self.comment.or(comment);
        self
    }

    /// Returns this with what of `source` stands neither here nor in `elsewhere` as a private note, under its keys.
    #[must_use]
    pub(super) fn rest(self, source: &Source<'_>, elsewhere: &BTreeSet<String>) -> Self {
        self.rest_with(source, elsewhere, &[])
    }

    /// Does what [`Self::rest`] does, and notes `also`: what stands here, but not in a way that tells what it was.
    #[must_use]
    pub(super) fn rest_with(
        self,
        source: &Source<'_>,
        elsewhere: &BTreeSet<String>,
        also: &[Source<'_>],
    ) -> Self {
        let mut used = elsewhere.clone();
        for (_, value) in &self.fields {
            value.origins(&mut used);
        }
        for it in also.iter().flat_map(Source::scalars) {
            used.remove(&it.path);
        }
        for it in source
            .scalars()
            .iter()
            .filter(|it| self.is_coarser_than(it))
        {
            used.remove(&it.path);
        }
        let left = source.scalars().into_iter();
        let left = left.filter(|it| !used.contains(&it.path));
        let own_note = format!("{OWN}.note");
        let mut notes: Vec<(String, ImportedText)> = Vec::new();
        for scalar in left {
            let own = &scalar.path[source.path().len()..];
            let key = own
                .trim_start_matches('.')
                .trim_end_matches(|it: char| it == '[' || it == ']' || it.is_ascii_digit());
            // A note that export wrote comes back as it was.
            let key = if key == own_note { "" } else { key };
            if scalar.value.len() > LONGEST_NOTE && !key.is_empty() {
                continue;
            }
            let value = super::prose::printable(&scalar.value);
            let text = match key {
                "" => value,
                _ if own.ends_with(']') => kept_item(&value),
                _ => kept_value(&value),
            };
            let said = ImportedText {
                text,
                from: vec![Origin {
                    path: scalar.path.clone(),
                    span: scalar.span,
                }],
                ..ImportedText::default()
            };
            match notes.last_mut() {
                Some((last, whole)) if last == key && !key.is_empty() => {
                    whole.text = format!("{}, {}", whole.text, said.text);
                    whole.also(&said);
                }
                _ => notes.push((key.to_owned(), said)),
            }
        }
        let note = notes.into_iter().map(|(key, said)| {
            let text = match key.as_str() {
                "" => said.text.clone(),
                key => format!("{key}: {}", said.text),
            };
            said.with_text(text)
        });
        let note = ImportedText::join(note, "; ");
        self.linked(Vec::new()).noted(note)
    }

    /// Returns this with the addresses that its texts linked to, and others, in its private note.
    #[must_use]
    pub(super) fn linked(mut self, others: Vec<String>) -> Self {
        let mut links: Vec<String> = Vec::new();
        for (_, it) in &mut self.fields {
            links.extend(it.links());
        }
        links.extend(others);
        let links = links
            .iter()
            .map(|it| ImportedText::implied(&format!("link: {it}")));
        self.noted(ImportedText::join(links, "; "))
    }

    /// Returns this with a private note, behind the one that it has.
    #[must_use]
    pub(super) fn noted(mut self, note: Option<ImportedText>) -> Self {
        let own = self.fields.iter().position(|it| it.0 == "note");
        let own = own.map(|at| self.fields.remove(at).1);
        let own = own.and_then(|it| match it {
            DraftValue::Text(own) => Some(own),
            DraftValue::List(_) | DraftValue::Map(_) => None,
        });
        self.put(
            "note",
            ImportedText::join(own.into_iter().chain(note), "; "),
        )
    }

    /// Returns the text under `key`.
    pub(super) fn text(&self, key: &str) -> Option<&ImportedText> {
        self.fields.iter().find_map(|(it, value)| match value {
            DraftValue::Text(said) if *it == key => Some(said),
            _ => None,
        })
    }

    /// Returns this, as a plain text where there is nothing but its main key.
    pub(super) fn shortest(mut self) -> DraftValue {
        match self.fields.pop() {
            Some((_, only)) if self.fields.is_empty() => only,
            last => {
                self.fields.extend(last);
                self.into()
            }
        }
    }

    /// Returns whether a date here says less than the source: a profile has years and months.
    fn is_coarser_than(&self, scalar: &Scalar) -> bool {
        self.fields.iter().any(|(key, it)| match it {
            DraftValue::Text(said) if ["start", "end", "expected", "date"].contains(key) => {
                let rest = scalar.value.trim().strip_prefix(&said.text);
                let is_day = said.text.len() == 7 && rest.is_some_and(|it| it.starts_with('-'));
                let is_here = said.from.iter().any(|it| it.path == scalar.path);
                is_here && (is_day || said.remark.is_some())
            }
            _ => false,
        })
    }

    /// Returns whether its first key is `key`: what an entry must have stands first.
    pub(super) fn starts_with(&self, key: &str) -> bool {
        self.fields.first().is_some_and(|it| it.0 == key)
    }

    /// Returns whether nothing stands in it.
    pub(super) fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }
}

impl From<Entry> for DraftValue {
    fn from(entry: Entry) -> Self {
        Self::Map(entry)
    }
}

impl DraftValue {
    /// Adds the paths of everything that is said here to `found`.
    pub(super) fn origins(&self, found: &mut BTreeSet<String>) {
        match self {
            Self::Text(said) => found.extend(said.from.iter().map(|it| it.path.clone())),
            Self::List(items) => items.iter().for_each(|it| it.origins(found)),
            Self::Map(entry) => entry.fields.iter().for_each(|(_, it)| it.origins(found)),
        }
    }

    /// Takes the addresses that a text linked to; lists keep theirs.
    fn links(&mut self) -> Vec<String> {
        match self {
            Self::Text(said) => std::mem::take(&mut said.links),
            Self::List(_) | Self::Map(_) => Vec::new(),
        }
    }

    /// Returns the tree that YAML with this content has, everything placed where it stands in the source.
    fn tree(&self) -> Node {
        match self {
            Self::Text(said) => Node {
                value: Value::Str(said.text.clone()),
                span: said.from.first().map(|it| it.span).unwrap_or_default(),
            },
            Self::List(items) => {
                let items: Vec<Node> = items.iter().map(Self::tree).collect();
                let span = around(items.iter().map(|it| it.span));
                Node {
                    value: Value::Seq(items),
                    span,
                }
            }
            Self::Map(entry) => entry.tree(),
        }
    }
}

impl Entry {
    /// Returns the tree that YAML with this content has, everything placed where it stands in the source.
    pub(super) fn tree(&self) -> Node {
        let fields = self.fields.iter().map(|(key, it)| (*key, it.tree()));
        let fields: Vec<(&str, Node)> = fields.collect();
        let span = around(fields.iter().map(|(_, it)| it.span));
        let first = Span {
            start: span.start,
            end: (span.start + 1).min(span.end),
        };
        let fields = fields.into_iter().map(|(key, mut node)| {
            if node.span == Span::default() {
                node.span = first;
            }
            let key = Key {
                name: key.to_owned(),
                span: node.span,
            };
            (key, node)
        });
        Node {
            value: Value::Map(fields.collect()),
            span,
        }
    }

    /// Returns what the authors of entries should know of them, each with its place in the profile.
    pub(super) fn remarks(&self, path: &str) -> Vec<String> {
        let own = self.comment.iter().map(|it| format!("`{path}`: {it}"));
        let below = self
            .fields
            .iter()
            .flat_map(|(key, it)| it.remarks(&joined(path, key)));
        own.chain(below).collect()
    }

    /// Returns all private notes: addresses that texts linked to stand there.
    fn private(&self) -> String {
        let fields = self.fields.iter().map(|(key, it)| match it {
            DraftValue::Text(said) if matches!(*key, "note" | "url") => format!("{}\n", said.text),
            it => it.private(),
        });
        fields.collect()
    }

    /// Adds each text to the places of what it says, under the paths that these have in the source.
    fn place<'o>(&'o self, path: &str, places: &mut BTreeMap<&'o str, Vec<Placed<'o>>>) {
        for (key, value) in &self.fields {
            value.place(&joined(path, key), places);
        }
    }
}

impl DraftValue {
    fn remarks(&self, path: &str) -> Vec<String> {
        match self {
            Self::Text(_) => Vec::new(),
            Self::List(items) => {
                let numbered = items.iter().enumerate();
                numbered
                    .flat_map(|(idx, it)| it.remarks(&format!("{path}[{idx}]")))
                    .collect()
            }
            Self::Map(entry) => entry.remarks(path),
        }
    }

    fn private(&self) -> String {
        match self {
            Self::Text(_) => String::new(),
            Self::List(items) => items.iter().map(Self::private).collect(),
            Self::Map(entry) => entry.private(),
        }
    }

    fn place<'o>(&'o self, path: &str, places: &mut BTreeMap<&'o str, Vec<Placed<'o>>>) {
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
    fn place<'o>(&'o self, path: &str, places: &mut BTreeMap<&'o str, Vec<Placed<'o>>>) {
        // Links that found no place in a note are told.
        let links = (!self.links.is_empty())
            .then(|| format!("without its links to {}", self.links.join(" and ")));
        let remark = self.remark.clone().or(links);
        let words = Rc::new(Words::of(self.text.to_lowercase()));
        for origin in &self.from {
            let of_one = places.entry(&origin.path).or_default();
            if of_one.last().is_none_or(|it| it.to != path) {
                of_one.push(Placed {
                    to: path.to_owned(),
                    text: &self.text,
                    words: Rc::clone(&words),
                    remark: remark.clone(),
                });
            }
        }
    }
}

/// Returns the least place that holds all of `spans`, but for those that are nowhere.
fn around(spans: impl Iterator<Item = Span>) -> Span {
    let known = spans.filter(|it| *it != Span::default());
    let whole = known.reduce(|a, b| Span {
        start: a.start.min(b.start),
        end: a.end.max(b.end),
    });
    whole.unwrap_or_default()
}

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
pub(super) fn fates(profile: &Entry, scalars: Vec<Scalar>) -> Vec<ImportOutcome> {
    let mut places: BTreeMap<&str, Vec<Placed<'_>>> = BTreeMap::new();
    profile.place("", &mut places);
    let notes = Words::of(profile.private());
    let fate = |it: Scalar| {
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
    scalars.into_iter().map(fate).collect()
}

/// One place where a value stands.
struct Placed<'o> {
    to: String,
    text: &'o str,
    /// Its words in lower case, read once for all values that stand there: a note may hold thousands.
    words: Rc<Words>,
    remark: Option<String>,
}

/// Returns what of a value is said nowhere that it went to.
///
/// This holds each format's reader to its word: whatever it does with a value, no word can go without being told.
fn missing(value: &str, found: &[Placed<'_>], notes: &Words) -> Option<String> {
    let is_date = |it: &&Placed<'_>| it.text == "present" || it.text.parse::<Date>().is_ok();
    let is_tag = |it: &Placed<'_>| it.to == "lang";
    if found.is_empty() || found.iter().any(is_tag) || found.iter().all(|it| is_date(&it)) {
        return None;
    }
    let has_date = found.iter().any(|it| is_date(&it));
    let (text, links) = super::prose::one_line(value);
    let links = links.join(" ");
    let all = text + " " + &links;
    let linked = Words::of(links);
    let of_date = |it: &str| {
        it.bytes().all(|it| it.is_ascii_digit())
            || Date::guess(&format!("{it} 2000")).is_some()
            || ["present", "current", "now", "to"].contains(&it)
    };
    let lost = words(&all).filter(|it| {
        let word = it.to_lowercase();
        let is_scheme = ["http", "https", "mailto"].contains(&word.as_str());
        let is_said = word.is_empty() || is_scheme || found.iter().any(|it| it.words.has(&word));
        let is_date = has_date && of_date(&word);
        let is_linked = linked.has(it) && notes.has(it);
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
struct Words {
    text: String,
    words: BTreeSet<String>,
}

impl Words {
    fn of(text: String) -> Self {
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
