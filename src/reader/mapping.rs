//! Reads the fields of a mapping, one line each.

use std::collections::BTreeMap;
use std::fmt::{self, Display};

use super::names::{how_to_give, listed, listed_or_lone, meant_key, names, unquoted};
use super::outline::{Form, Kind, Outline, Range};
use super::report::{Reader, SpannedText};
use super::text::is_blank;
use crate::diag::{Diagnostic, Span};
use crate::yaml::{Key, Node, Value, excerpt};

/// One mapping, while it is read.
#[derive(Debug)]
pub(crate) struct MappingReader<'f> {
    reader: &'f mut Reader,
    entries: &'f [(Key, Node)],
    /// The only key and its value where the author wrote a plain text, which stands for them.
    lone: Option<(&'static str, &'f Node)>,
    /// Where the mapping stands.
    at: Span,
    /// Every key that was asked for.
    asked: Vec<&'static str>,
    /// The required keys that are not there.
    missing: Vec<&'static str>,
    shape: Shape,
    /// What was asked for so far, where there is no file and a loader only says what it would read.
    outline: Option<Outline>,
}

/// How the author wrote a mapping, or might have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// As a mapping, and nothing else will do.
    Mapping,
    /// As a mapping, where a plain text would do.
    MappingOrText,
    /// As a plain text.
    Text,
}

/// How messages name a value.
#[derive(Debug, Clone, Copy)]
enum Label {
    /// What stands under a key.
    Key(&'static str),
    /// An entry of the list under a key.
    EntryOf(&'static str),
    /// What is called so.
    A(&'static str),
    /// A text that stands for a mapping.
    ThisEntry,
}

impl Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Key(key) => write!(f, "`{key}`"),
            Self::EntryOf(key) => write!(f, "an entry of `{key}`"),
            Self::A(what) => write!(f, "a {what}"),
            Self::ThisEntry => f.write_str("this entry"),
        }
    }
}

impl Reader {
    /// Returns what `read` makes of nothing, and what it asks for.
    pub(super) fn outlined<T>(
        &mut self,
        read: impl FnOnce(&mut MappingReader<'_>) -> T,
    ) -> (T, Outline) {
        let mut fields = MappingReader {
            reader: self,
            entries: &[],
            lone: None,
            at: Span::default(),
            asked: Vec::new(),
            missing: Vec::new(),
            shape: Shape::Mapping,
            outline: Some(Outline::default()),
        };
        let model = read(&mut fields);
        (model, fields.outline.unwrap_or_default())
    }

    /// Returns what `read` makes of a mapping. `what` names it in messages.
    pub(crate) fn mapping<T>(
        &mut self,
        node: &Node,
        what: impl Display,
        read: impl FnOnce(&mut MappingReader<'_>) -> T,
    ) -> Option<T> {
        let Value::Map(entries) = &node.value else {
            self.no_mapping(node, &what.to_string());
            return None;
        };
        Some(self.fields(entries, None, node.span, Shape::Mapping, read))
    }

    /// Returns what `read` makes of a mapping, or of a plain text that stands for a mapping with one key, `main`.
    pub(crate) fn entry<T>(
        &mut self,
        node: &Node,
        main: &'static str,
        read: impl FnOnce(&mut MappingReader<'_>) -> T,
    ) -> Option<T> {
        match &node.value {
            Value::Map(entries) => {
                Some(self.fields(entries, None, node.span, Shape::MappingOrText, read))
            }
            Value::Seq(_) => {
                self.wrong_type(
                    node,
                    "this entry",
                    &format!("a text, or a mapping with `{main}`"),
                );
                None
            }
            Value::Null => {
                self.report(Diagnostic::error(node.span, "this entry is empty"));
                None
            }
            _ => Some(self.fields(&[], Some((main, node)), node.span, Shape::Text, read)),
        }
    }

    fn fields<T>(
        &mut self,
        entries: &[(Key, Node)],
        lone: Option<(&'static str, &Node)>,
        at: Span,
        shape: Shape,
        read: impl FnOnce(&mut MappingReader<'_>) -> T,
    ) -> T {
        /// As many keys as most mappings may have.
        const TYPICAL_KEYS: usize = 16;
        let mut fields = MappingReader {
            reader: self,
            entries,
            lone,
            at,
            asked: Vec::with_capacity(TYPICAL_KEYS),
            missing: Vec::new(),
            shape,
            outline: None,
        };
        let model = read(&mut fields);
        fields.finish();
        model
    }
}

impl<'f> MappingReader<'f> {
    /// Returns where the mapping stands.
    pub(crate) fn at(&self) -> Span {
        self.at
    }

    /// Reports a problem.
    pub(crate) fn report(&mut self, diagnostic: Diagnostic) {
        self.reader.report(diagnostic);
    }

    /// Returns the reader, for values that the methods here don't cover.
    pub(crate) fn reader(&mut self) -> &mut Reader {
        self.reader
    }

    /// Says what this mapping is called, for an outline.
    pub(crate) fn called(&mut self, name: &'static str) {
        if let Some(outline) = &mut self.outline {
            outline.name = name;
        }
    }

    /// Says what form the text under `key` has, for an outline.
    pub(crate) fn form(&mut self, key: &'static str, form: &'static Form) {
        self.says(key, || Kind::Text(Some(form)));
    }

    /// Says what may stand under `key` where a loader looks at the value by itself, for an outline.
    pub(crate) fn says(&mut self, key: &'static str, kind: impl FnOnce() -> Kind) {
        if let Some(outline) = &mut self.outline {
            outline.put(key, kind());
        }
    }

    /// Returns whether `word` stands under `key`, instead of what it usually holds.
    pub(crate) fn is_word(&mut self, key: &'static str, word: &'static str) -> bool {
        if let Some(outline) = &mut self.outline {
            outline.entry(key).word = Some(word);
        }
        let value = self.value(key).map(|it| &it.value);
        matches!(value, Some(Value::Str(text)) if text == word)
    }

    /// Returns what `with` reads where there is something under `key`, and what `without` does where there is nothing.
    pub(crate) fn either<T>(
        &mut self,
        key: &'static str,
        with: impl FnOnce(&mut Self) -> T,
        without: impl FnOnce(&mut Self) -> T,
    ) -> T {
        if self.outline.is_none() {
            return if self.has(key) {
                with(self)
            } else {
                without(self)
            };
        }
        let mut rules = || {
            self.outline
                .as_mut()
                .map(|it| std::mem::take(&mut it.rules))
        };
        let usual = rules().unwrap_or_default();
        with(self);
        let mut rules = || {
            self.outline
                .as_mut()
                .map(|it| std::mem::take(&mut it.rules))
        };
        let first = rules().unwrap_or_default();
        let read = without(self);
        if let Some(outline) = &mut self.outline {
            let second = std::mem::replace(&mut outline.rules, usual);
            outline.either = Some((key, first, second));
        }
        read
    }

    /// Returns what is noted of what `read` asks for in a mapping, and what it makes of nothing, for an outline.
    fn nested<T>(
        &mut self,
        key: &'static str,
        read: impl FnOnce(&mut MappingReader<'_>) -> T,
        kind: impl FnOnce(Outline) -> Kind,
    ) -> T {
        let (model, inner) = self.reader.outlined(read);
        self.says(key, || kind(inner));
        model
    }

    /// Returns whether there is something under `key`.
    pub(crate) fn has(&mut self, key: &'static str) -> bool {
        self.value(key).is_some()
    }

    /// Returns what stands under `key`; nothing if it is not there or without a value.
    pub(crate) fn value(&mut self, key: &'static str) -> Option<&'f Node> {
        self.asked.push(key);
        if let Some(outline) = &mut self.outline {
            outline.entry(key);
        }
        let (_, node) = self.find(key)?;
        (!matches!(node.value, Value::Null)).then_some(node)
    }

    /// Returns where `key` stands if it is there without a value.
    ///
    /// For a key that must not be so.
    pub(crate) fn without_value(&mut self, key: &'static str) -> Option<Span> {
        self.asked.push(key);
        if let Some(outline) = &mut self.outline {
            outline.entry(key).has_value = true;
        }
        let (at, node) = self.find(key)?;
        matches!(node.value, Value::Null).then_some(at)
    }

    /// Returns where `key` stands, and what stands under it.
    fn find(&self, key: &str) -> Option<(Span, &'f Node)> {
        if let Some((main, node)) = self.lone {
            return (main == key).then_some((node.span, node));
        }
        let (key, node) = self.entries.iter().find(|(it, _)| it.name == key)?;
        Some((key.span, node))
    }

    /// Reports an error unless there is something under `key`: at least one entry or one word.
    pub(crate) fn need(&mut self, key: &'static str) {
        if let Some(outline) = &mut self.outline {
            outline.entry(key).is_needed = true;
            outline.rules.needed.push(key);
        }
        let hint = match self.value(key).map(|node| &node.value) {
            None => return self.missing.push(key),
            Some(Value::Seq(items)) if items.is_empty() => "it needs at least one entry",
            Some(Value::Str(text)) if is_blank(text) => "it needs at least one word",
            Some(_) => return,
        };
        let at = self.key_span(key);
        let message = format!("{} is empty", self.label(key));
        self.report(Diagnostic::error(at, message).with_hint(hint));
    }

    /// Reports an error at every one of `keys` that is there.
    ///
    /// They can't be combined with `other`, which decides on them in [`MappingReader::either`].
    pub(crate) fn refuse(&mut self, keys: &[&'static str], other: &'static str, hint: &str) {
        if let Some(outline) = &mut self.outline {
            outline.rules.refused.extend(keys);
        }
        for &key in keys {
            if self.has(key) {
                let at = self.key_span(key);
                let message = format!("`{key}` can't be combined with `{other}`");
                self.report(Diagnostic::error(at, message).with_hint(hint));
            }
        }
    }

    /// Reports an error at every one of `keys` that is there, if `other` is there too.
    pub(crate) fn refuse_beside(&mut self, other: &'static str, keys: &[&'static str], hint: &str) {
        if let Some(outline) = &mut self.outline {
            outline.apart.push((other, keys.to_vec()));
        } else if self.has(other) {
            self.refuse(keys, other, hint);
        }
    }

    /// Returns the text under `key`; nothing if it is empty.
    pub(crate) fn text<T: From<SpannedText>>(&mut self, key: &'static str) -> Option<T> {
        self.says(key, || Kind::Text(None));
        let node = self.value(key)?;
        if matches!(&node.value, Value::Str(text) if is_blank(text)) {
            return None;
        }
        let what = self.label(key);
        self.reader.words(node, what).map(T::from)
    }

    /// Returns the text under `key` as it stands, such as the name of a file; nothing if it is empty. `how` says how to
    /// write it.
    pub(crate) fn verbatim(&mut self, key: &'static str, how: &str) -> Option<SpannedText> {
        self.says(key, || Kind::Text(None));
        let node = self.value(key)?;
        if matches!(&node.value, Value::Str(text) if is_blank(text)) {
            return None;
        }
        let what = self.label(key);
        self.reader.verbatim(node, what, how)
    }

    /// Returns the text under `key`, which must be there.
    pub(crate) fn required<T: From<SpannedText> + Default>(&mut self, key: &'static str) -> T {
        self.need(key);
        self.text(key).unwrap_or_default()
    }

    /// Returns the entries of the list under `key`; anything but a list or a mapping is a list of one.
    pub(crate) fn items(&mut self, key: &'static str) -> &'f [Node] {
        let Some(node) = self.value(key) else {
            return &[];
        };
        match &node.value {
            Value::Seq(items) => items,
            Value::Map(_) => {
                self.reader.no_list(node, Label::Key(key));
                &[]
            }
            _ => std::slice::from_ref(node),
        }
    }

    /// Returns the texts under `key`, a list or a single one.
    pub(crate) fn texts<T: From<SpannedText>>(&mut self, key: &'static str) -> Vec<T> {
        self.says(key, || listed_or_lone(Kind::Text(None)));
        let what = Label::EntryOf(key);
        let items = self.items(key).iter();
        items
            .filter_map(|node| self.reader.words(node, what).map(T::from))
            .collect()
    }

    /// Returns the texts under `key` as they stand, a list or a single one. `how` says how to write them.
    pub(crate) fn verbatims(&mut self, key: &'static str, how: &str) -> Vec<SpannedText> {
        self.says(key, || listed_or_lone(Kind::Text(None)));
        let (items, what) = match self.value(key) {
            None => return Vec::new(),
            Some(Node {
                value: Value::Seq(items),
                ..
            }) => (items.as_slice(), Label::EntryOf(key)),
            Some(lone) => (std::slice::from_ref(lone), self.label(key)),
        };
        items
            .iter()
            .filter_map(|node| self.reader.verbatim(node, what, how))
            .collect()
    }

    /// Returns what `read` makes of each entry under `key`: a mapping, or a text that stands for its key `main`.
    pub(crate) fn entries<T>(
        &mut self,
        key: &'static str,
        main: &'static str,
        mut read: impl FnMut(&mut MappingReader<'_>) -> T,
    ) -> Vec<T> {
        if self.outline.is_some() {
            let kind = |inner| listed_or_lone(Kind::Either(main, inner));
            self.nested(key, &mut read, kind);
        }
        let items = self.items(key).iter();
        items
            .filter_map(|node| self.reader.entry(node, main, &mut read))
            .collect()
    }

    /// Returns what `read` makes of each mapping in the list under `key`.
    pub(crate) fn mappings<T>(
        &mut self,
        key: &'static str,
        mut read: impl FnMut(&mut MappingReader<'_>) -> T,
    ) -> Vec<T> {
        if self.outline.is_some() {
            self.nested(key, &mut read, |inner| Kind::List {
                of: Box::new(Kind::Mapping(inner)),
                lone: false,
                is_set: false,
            });
        }
        let Some(node) = self.value(key) else {
            return Vec::new();
        };
        let Value::Seq(items) = &node.value else {
            self.reader.no_list(node, Label::Key(key));
            return Vec::new();
        };
        let what = Label::EntryOf(key);
        items
            .iter()
            .filter_map(|node| self.reader.mapping(node, what, &mut read))
            .collect()
    }

    /// Returns what `read` makes of the mapping under `key`; the empty value if there is none.
    pub(crate) fn mapping<T: Default>(
        &mut self,
        key: &'static str,
        read: impl FnOnce(&mut MappingReader<'_>) -> T,
    ) -> T {
        if self.outline.is_some() {
            return self.nested(key, read, Kind::Mapping);
        }
        self.value(key)
            .and_then(|node| self.reader.mapping(node, Label::Key(key), read))
            .unwrap_or_default()
    }

    /// Returns what `read` makes of the mapping under `key`, or of a text that stands for its key `main`.
    pub(crate) fn entry<T>(
        &mut self,
        key: &'static str,
        main: &'static str,
        read: impl FnOnce(&mut MappingReader<'_>) -> T,
    ) -> Option<T> {
        if self.outline.is_some() {
            return Some(self.nested(key, read, |inner| Kind::Either(main, inner)));
        }
        let node = self.value(key)?;
        self.reader.entry(node, main, read)
    }

    /// Returns the number under `key`, or `default`, which is none of a file's where it is not a number. `says` is the
    /// range in words.
    pub(crate) fn number(
        &mut self,
        key: &'static str,
        default: f64,
        range: Range,
        says: &str,
    ) -> f64 {
        self.says(key, || Kind::Number {
            range,
            usual: Some(default).filter(|it| it.is_finite()),
        });
        let Some(node) = self.value(key) else {
            return default;
        };
        let number = match &node.value {
            Value::Number(spelt) => spelt.parse().ok().filter(|&it| range.holds(it)),
            _ => None,
        };
        if number.is_none() {
            let expected = format!("a number {says}");
            self.reader.wrong_type(node, Label::Key(key), &expected);
        }
        number.unwrap_or(default)
    }

    /// Returns the one of `choices` that is named under `key`.
    pub(crate) fn choice<T: Copy>(
        &mut self,
        key: &'static str,
        choices: &[(&'static str, T)],
    ) -> Option<T> {
        self.says(key, || Kind::Choice(names(choices)));
        let node = self.value(key)?;
        self.reader.choose(node, Label::Key(key), choices)
    }

    /// Returns those of `choices` that are named in the list under `key`, none twice.
    ///
    /// `what` names one of them in messages, as in `section`.
    pub(crate) fn choices<T: Copy>(
        &mut self,
        key: &'static str,
        what: &'static str,
        choices: &[(&'static str, T)],
    ) -> Vec<T> {
        self.says(key, || Kind::List {
            of: Box::new(Kind::Choice(names(choices))),
            lone: true,
            is_set: true,
        });
        let mut chosen = Vec::new();
        // None twice in this list; another list may name the same.
        let mut named = BTreeMap::new();
        for node in self.items(key) {
            let article = Label::A(what);
            let Some(it) = self.reader.choose(node, article, choices) else {
                continue;
            };
            let Some(words) = self.reader.words(node, article) else {
                continue;
            };
            if let Some(&first) = named.get(&words.text) {
                self.reader.given_twice(what, &words, first);
            } else {
                named.insert(words.text, words.at);
                chosen.push(it);
            }
        }
        chosen
    }

    /// Returns how messages name the value under `key`.
    fn label(&self, key: &'static str) -> Label {
        match self.shape {
            Shape::Text => Label::ThisEntry,
            Shape::Mapping | Shape::MappingOrText => Label::Key(key),
        }
    }

    /// Returns where a key stands; the whole mapping where it isn't there.
    pub(crate) fn key_span(&self, key: &str) -> Span {
        self.find(key).map_or(self.at, |it| it.0)
    }

    /// Reports the keys that nobody asked for, and the missing ones unless one of those was meant.
    fn finish(mut self) {
        if let Some(hint) = self.unquoted_text() {
            let (key, _) = &self.entries[0];
            let message = format!("`{}: …` is read as a key and its value", excerpt(&key.name));
            self.report(Diagnostic::error(key.span, message).with_hint(hint));
            return;
        }
        for (key, _) in self.entries {
            if self.asked.contains(&key.name.as_str()) {
                continue;
            }
            let meant = meant_key(&key.name, &self.asked);
            self.missing.retain(|it| Some(*it) != meant);
            let hint = match meant {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => format!("the keys here are {}", listed(&self.asked, "and")),
            };
            let message = format!("unknown key `{}`", excerpt(&key.name));
            self.report(Diagnostic::error(key.span, message).with_hint(hint));
        }
        for key in std::mem::take(&mut self.missing) {
            let there = self.entries.iter().find(|(it, _)| it.name == key);
            let diagnostic = match (there, self.entries.first()) {
                (Some((it, _)), _) => Diagnostic::error(it.span, format!("`{key}` is empty")),
                (None, Some((first, _))) => {
                    Diagnostic::error(first.span, format!("missing `{key}`"))
                }
                (None, None) => Diagnostic::error(self.at, format!("missing `{key}`")),
            };
            self.report(match how_to_give(key) {
                Some(hint) => diagnostic.with_hint(hint),
                None => diagnostic,
            });
        }
    }

    /// Returns the hint for a text such as `- Billing: built pipeline`, which is a mapping for want of quotes.
    fn unquoted_text(&self) -> Option<String> {
        let [(key, _)] = self.entries else {
            return None;
        };
        let is_known = self.asked.contains(&key.name.as_str());
        if self.shape == Shape::Mapping || is_known || meant_key(&key.name, &self.asked).is_some() {
            return None;
        }
        unquoted(self.entries)
    }
}
