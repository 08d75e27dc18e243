//! A profile in the making: what is to stand in it, and where each text comes from.

use std::collections::BTreeSet;

use super::imported_text::{ImportedText, Origin};
use super::source::{Scalar, Source, joined};
use crate::diag::Span;
use crate::profile::{OWN, kept_item, kept_value};
use crate::yaml::{Key, Node, Value};

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

/// The longest value kept as a note, in bytes: longer ones are pictures and the like.
const MAX_NOTE_BYTES: usize = 1000;

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
            if scalar.value.len() > MAX_NOTE_BYTES && !key.is_empty() {
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

    /// Returns this, as a plain text if it has only its main key; `None` if it lacks that.
    pub(super) fn shortest_with(self, main: &str) -> Option<DraftValue> {
        self.starts_with(main).then(|| self.shortest())
    }

    /// Returns this, as a plain text if it has only its main key.
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
    pub(super) fn private(&self) -> String {
        let fields = self.fields.iter().map(|(key, it)| match it {
            DraftValue::Text(said) if matches!(*key, "note" | "url") => format!("{}\n", said.text),
            it => it.private(),
        });
        fields.collect()
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

    pub(super) fn private(&self) -> String {
        match self {
            Self::Text(_) => String::new(),
            Self::List(items) => items.iter().map(Self::private).collect(),
            Self::Map(entry) => entry.private(),
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
