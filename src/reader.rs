//! From a tree to a model: one line for each field, and every problem of the file in one run.
//!
//! A loader is a function over [`MappingReader`]. It asks for the keys it knows; those that nobody asked
//! for are unknown keys. What can't be read is reported and replaced by an empty value, so that
//! reading goes on; [`read`] returns no model then.

mod outline;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Display};

use crate::diag::{Diagnostic, Lines, Severity, Span, did_you_mean};
use crate::yaml::{self, Key, Node, Value, code_point, excerpt};

pub(crate) use outline::{About, Entry, Form, Kind, Numbers, Outline, Range, Rules, about};

/// A text and where it stands: without white space at both ends, every run of it one space, never empty.
///
/// What [`MappingReader::verbatim`] returns keeps its blanks.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Words {
    /// The text.
    pub(crate) text: String,
    /// Its place.
    pub(crate) at: Span,
}

impl From<Words> for String {
    fn from(words: Words) -> Self {
        words.text
    }
}

/// What has been found out while reading one file.
#[derive(Debug)]
pub(crate) struct Reader {
    diagnostics: Vec<Diagnostic>,
    /// Those of them whose hints want the line of another place, and that place.
    pointing: Vec<(usize, usize)>,
    /// Where each name that must be unique was first given, by what it names.
    names: BTreeMap<(&'static str, String), Span>,
}

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

/// Returns the model that `read` makes of `source`, unless there is an error, and everything that is wrong.
///
/// `what` names the file in messages, as in `a profile`.
pub(crate) fn read<T>(
    source: &str,
    what: &str,
    read: impl FnOnce(&mut MappingReader<'_>) -> T,
) -> (Option<T>, Vec<Diagnostic>) {
    let (tree, diagnostics) = yaml::parse(source);
    let Some(node) = tree else {
        return (None, diagnostics);
    };
    read_on(source, &node, diagnostics, what, read)
}

/// Does what [`read`] does for a tree that was not read from YAML; `source` is the text that its places are in.
pub(crate) fn read_tree<T>(
    source: &str,
    node: &Node,
    what: &str,
    read: impl FnOnce(&mut MappingReader<'_>) -> T,
) -> (Option<T>, Vec<Diagnostic>) {
    read_on(source, node, Vec::new(), what, read)
}

fn read_on<T>(
    source: &str,
    node: &Node,
    diagnostics: Vec<Diagnostic>,
    what: &str,
    read: impl FnOnce(&mut MappingReader<'_>) -> T,
) -> (Option<T>, Vec<Diagnostic>) {
    let mut reader = Reader {
        diagnostics,
        pointing: Vec::new(),
        names: BTreeMap::new(),
    };
    let model = reader.mapping(node, what, read);
    let diagnostics = reader.pointed(source);
    let is_wrong = diagnostics.iter().any(|it| it.severity == Severity::Error);
    (model.filter(|_| !is_wrong), diagnostics)
}

/// Returns what a loader asks for, by running it over no file.
///
/// Where a loader goes different ways for different files it does so in [`MappingReader::either`], and what it reads with
/// methods of [`Reader`] it says with [`MappingReader::says`]; a key of which it says nothing has no kind.
pub(crate) fn outline<T>(read: impl FnOnce(&mut MappingReader<'_>) -> T) -> Outline {
    let mut reader = Reader {
        diagnostics: Vec::new(),
        pointing: Vec::new(),
        names: BTreeMap::new(),
    };
    reader.outlined(read).1
}

impl Reader {
    /// Returns what was found, in the order of the file, with the lines that hints want.
    fn pointed(mut self, source: &str) -> Vec<Diagnostic> {
        if !self.pointing.is_empty() {
            let lines = Lines::new(source);
            for (told, place) in self.pointing {
                let hint = format!("the first is on line {}", lines.line(place));
                self.diagnostics[told].hint = Some(hint);
            }
        }
        // What an alias repeats is read, and found wrong, more than once.
        let mut diagnostics = self.diagnostics;
        diagnostics.sort_by(|a, b| (a.span, &a.message).cmp(&(b.span, &b.message)));
        diagnostics.dedup();
        diagnostics
    }

    /// Returns what `read` makes of nothing, and what it asks for.
    fn outlined<T>(&mut self, read: impl FnOnce(&mut MappingReader<'_>) -> T) -> (T, Outline) {
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

    /// Reports a problem.
    pub(crate) fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
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

    /// Returns a text. `what` names it in messages.
    pub(crate) fn words(&mut self, node: &Node, what: impl Display) -> Option<Words> {
        let (Value::Str(text) | Value::Number(text)) = &node.value else {
            self.no_text(node, what);
            return None;
        };
        if is_spaced(text) {
            return Some(Words {
                text: text.clone(),
                at: node.span,
            });
        }
        let unprintable = |it: char| it.is_control() && !is_space(it);
        self.checked(node.span, spaced(text), text, unprintable, what)
    }

    /// Returns a text as it stands, such as the name of a file, all on one line. `what` names it in messages, and `how`
    /// says how to write it.
    fn verbatim(&mut self, node: &Node, what: impl Display, how: &str) -> Option<Words> {
        let (Value::Str(text) | Value::Number(text)) = &node.value else {
            self.no_name(node, what, how);
            return None;
        };
        // YAML ends a block with the end of its line.
        let text = text.trim_end_matches(['\r', '\n']);
        self.checked(node.span, text.to_owned(), text, char::is_control, what)
    }

    /// Returns what was made of a text unless that is empty or the text has characters that it can't have.
    fn checked(
        &mut self,
        at: Span,
        made: String,
        text: &str,
        is_refused: impl Fn(char) -> bool,
        what: impl Display,
    ) -> Option<Words> {
        let refused: BTreeSet<char> = text.chars().filter(|&it| is_refused(it)).collect();
        for it in &refused {
            let message = format!("{what} has a control character, {}", code_point(*it));
            self.report(
                Diagnostic::error(at, message).with_hint("take it out: it can't be printed"),
            );
        }
        if is_blank(&made) {
            self.report(Diagnostic::error(at, format!("{what} is empty")));
            return None;
        }
        refused.is_empty().then_some(Words { text: made, at })
    }

    /// Reports an error unless this is the first `words` that names a `what` in the file.
    pub(crate) fn unique(&mut self, what: &'static str, words: &Words) {
        let name = (what, words.text.clone());
        if let Some(&first) = self.names.get(&name) {
            self.given_twice(what, words, first);
        } else {
            self.names.insert(name, words.at);
        }
    }

    fn given_twice(&mut self, what: &str, words: &Words, first: Span) {
        let message = format!("the {what} `{}` is given twice", excerpt(&words.text));
        let diagnostic = Diagnostic::error(words.at, message);
        if first == words.at {
            let hint = "an alias or `<<` repeats it: leave it out of what is repeated";
            self.report(diagnostic.with_hint(hint));
        } else {
            self.pointing.push((self.diagnostics.len(), first.start));
            self.report(diagnostic);
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
        const USUAL: usize = 16;
        let mut fields = MappingReader {
            reader: self,
            entries,
            lone,
            at,
            asked: Vec::with_capacity(USUAL),
            missing: Vec::new(),
            shape,
            outline: None,
        };
        let model = read(&mut fields);
        fields.finish();
        model
    }

    fn wrong_type(&mut self, node: &Node, what: impl Display, expected: &str) {
        let message = format!("{what} must be {expected}, found {}", describe(&node.value));
        self.report(Diagnostic::error(node.span, message));
    }

    /// Reports a value that should be a text, with what its author most likely meant.
    fn no_text(&mut self, node: &Node, what: impl Display) {
        let message = format!("{what} must be a text, found {}", describe(&node.value));
        let diagnostic = Diagnostic::error(node.span, message);
        let hint = match &node.value {
            Value::Map(entries) => unquoted(entries),
            Value::Bool(value) => Some(format!("if it is a text, put it in quotes: `\"{value}\"`")),
            _ => None,
        };
        self.report(match hint {
            Some(hint) => diagnostic.with_hint(hint),
            None => diagnostic,
        });
    }

    /// Reports a value that should be a name, with how to write one.
    fn no_name(&mut self, node: &Node, what: impl Display, how: &str) {
        if let Value::Bool(_) = node.value {
            return self.no_text(node, what);
        }
        let message = format!("{what} must be a text, found {}", describe(&node.value));
        self.report(Diagnostic::error(node.span, message).with_hint(how));
    }

    /// Reports a value that should be a mapping, with the form expected.
    fn no_mapping(&mut self, node: &Node, what: &str) {
        let message = format!("{what} must be a mapping, found {}", describe(&node.value));
        let first = match &node.value {
            Value::Seq(items) => items.first().map(|it| &it.value),
            _ => None,
        };
        let hint = match first {
            Some(Value::Map(entries)) if !entries.is_empty() => format!(
                "leave out `- ` before its keys: `{}: …`",
                excerpt(&entries[0].0.name)
            ),
            _ => {
                let example = match what {
                    "a profile" => "name: Ada Example",
                    "a guide" => "guide: Software engineer",
                    "`contact`" => "email: ada@example.com",
                    "an entry of `themes`" => "name: Leadership",
                    "an entry of `education`" => "institution: State University",
                    "an entry of `volunteering`" => "organization: Food Bank",
                    "an entry of `experience`" => "employer: Northwind",
                    "an entry of `positions`" => "title: Engineer",
                    "an entry of `other`" => "heading: Patents",
                    _ => "key: value",
                };
                format!("write its keys and values, one a line, such as `{example}`")
            }
        };
        self.report(Diagnostic::error(node.span, message).with_hint(hint));
    }

    /// Reports a value that should be a list.
    fn no_list(&mut self, node: &Node, what: impl Display) {
        let message = format!("{what} must be a list, found {}", describe(&node.value));
        let diagnostic = Diagnostic::error(node.span, message);
        self.report(match &node.value {
            Value::Map(_) => diagnostic.with_hint("put `- ` before the first key of each entry"),
            _ => diagnostic,
        });
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
    /// They can't stand beside `other`, which decides on them in [`MappingReader::either`].
    pub(crate) fn refuse(&mut self, keys: &[&'static str], other: &'static str, hint: &str) {
        if let Some(outline) = &mut self.outline {
            outline.rules.refused.extend(keys);
        }
        for &key in keys {
            if self.has(key) {
                let at = self.key_span(key);
                let message = format!("`{key}` can't stand beside `{other}`");
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
    pub(crate) fn text<T: From<Words>>(&mut self, key: &'static str) -> Option<T> {
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
    pub(crate) fn verbatim(&mut self, key: &'static str, how: &str) -> Option<Words> {
        self.says(key, || Kind::Text(None));
        let node = self.value(key)?;
        if matches!(&node.value, Value::Str(text) if is_blank(text)) {
            return None;
        }
        let what = self.label(key);
        self.reader.verbatim(node, what, how)
    }

    /// Returns the text under `key`, which must be there.
    pub(crate) fn required<T: From<Words> + Default>(&mut self, key: &'static str) -> T {
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
    pub(crate) fn texts<T: From<Words>>(&mut self, key: &'static str) -> Vec<T> {
        self.says(key, || listed_or_lone(Kind::Text(None)));
        let what = Label::EntryOf(key);
        let items = self.items(key).iter();
        items
            .filter_map(|node| self.reader.words(node, what).map(T::from))
            .collect()
    }

    /// Returns the texts under `key` as they stand, a list or a single one. `how` says how to write them.
    pub(crate) fn verbatims(&mut self, key: &'static str, how: &str) -> Vec<Words> {
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

impl Reader {
    fn choose<T: Copy>(
        &mut self,
        node: &Node,
        what: impl Display,
        choices: &[(&'static str, T)],
    ) -> Option<T> {
        let found = match &node.value {
            Value::Str(text) => text.trim(),
            Value::Number(spelt) => spelt,
            Value::Bool(true) => "true",
            Value::Bool(false) => "false",
            Value::Null | Value::Seq(_) | Value::Map(_) => {
                let expected = format!("one of {}", listed(&names(choices), "or"));
                self.wrong_type(node, what, &expected);
                return None;
            }
        };
        if let Some((_, choice)) = choices.iter().find(|(name, _)| *name == found) {
            return Some(*choice);
        }
        let names = names(choices);
        let message = format!("{what} can't be `{}`", excerpt(found));
        let hint = match meant_key(found, &names) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => format!("it can be {}", listed(&names, "or")),
        };
        self.report(Diagnostic::error(node.span, message).with_hint(hint));
        None
    }
}

/// What people who come from other formats (JSON Resume, RenderCV, their own) write, without capitals
/// and separators, and what it is called here. The first that a mapping knows is meant.
const OTHER_NAMES: &[(&str, &[&str])] = &[
    ("achievements", &["highlights"]),
    ("accomplishments", &["highlights"]),
    ("address", &["location"]),
    ("area", &["field"]),
    ("awarder", &["issuer"]),
    ("basics", &["contact"]),
    ("bullets", &["highlights"]),
    ("certificates", &["certifications"]),
    ("city", &["location"]),
    ("company", &["employer", "organization"]),
    ("courses", &["highlights"]),
    ("description", &["about"]),
    ("date", &["end"]),
    ("details", &["items", "about"]),
    ("email", &["contact"]),
    ("employment", &["experience"]),
    ("enddate", &["end"]),
    ("finish", &["end"]),
    ("fluency", &["level"]),
    ("from", &["start"]),
    ("grade", &["gpa"]),
    ("honours", &["honors"]),
    ("hobbies", &["interests"]),
    ("jobs", &["experience"]),
    ("jobtitle", &["title"]),
    ("journal", &["venue"]),
    ("keywords", &["items", "tags", "also"]),
    ("label", &["headline", "group"]),
    ("link", &["url", "links"]),
    ("links", &["url", "contact"]),
    ("licenses", &["certifications"]),
    ("location", &["contact"]),
    ("locations", &["location"]),
    ("mail", &["email"]),
    ("major", &["field"]),
    ("mobile", &["phone"]),
    (
        "name",
        &[
            "employer",
            "organization",
            "institution",
            "group",
            "guide",
            "title",
        ],
    ),
    ("objective", &["summaries"]),
    ("organisation", &["organization", "employer"]),
    ("organization", &["employer", "issuer"]),
    ("employer", &["organization"]),
    ("patents", &["publications"]),
    ("phone", &["contact"]),
    ("position", &["title"]),
    ("profile", &["summaries"]),
    ("profiles", &["links"]),
    ("publisher", &["venue"]),
    ("releasedate", &["date"]),
    ("responsibilities", &["highlights"]),
    ("role", &["title"]),
    ("roles", &["positions", "titles"]),
    ("school", &["institution"]),
    ("score", &["gpa"]),
    ("startdate", &["start"]),
    ("studytype", &["degree"]),
    ("summary", &["about"]),
    ("synonyms", &["also"]),
    ("talks", &["publications"]),
    ("telephone", &["phone", "contact"]),
    ("title", &["name", "headline"]),
    ("to", &["end"]),
    ("university", &["institution"]),
    ("until", &["end"]),
    ("volunteer", &["volunteering"]),
    ("website", &["url", "links"]),
    ("work", &["experience"]),
    ("workexperience", &["experience"]),
];

/// Returns the one of `keys` that `word` most likely stands for.
fn meant_key(word: &str, keys: &[&'static str]) -> Option<&'static str> {
    let plain = word.replace(['_', '-', ' '], "").to_lowercase();
    let here = |name: &str| {
        let (_, meant) = OTHER_NAMES.iter().find(|(other, _)| *other == name)?;
        meant.iter().copied().find(|it| keys.contains(it))
    };
    let misspelt = || did_you_mean(word, keys.iter().copied());
    let misspelt_other = || {
        let others = OTHER_NAMES.iter().map(|(other, _)| *other);
        did_you_mean(word, others.filter(|it| here(it).is_some())).and_then(here)
    };
    here(&plain).or_else(misspelt).or_else(misspelt_other)
}

fn names<T>(choices: &[(&'static str, T)]) -> Vec<&'static str> {
    choices.iter().map(|(name, _)| *name).collect()
}

/// Returns a list that may be written as its only entry.
fn listed_or_lone(of: Kind) -> Kind {
    Kind::List {
        of: Box::new(of),
        lone: true,
        is_set: false,
    }
}

/// Returns how to give a value that people leave out because they think it goes without saying.
fn how_to_give(key: &str) -> Option<&'static str> {
    match key {
        "end" => Some("write `end: present`, or the month it ended, such as `end: 2024-06`"),
        "start" => Some("write the month it began, such as `start: 2021-03`, or the year"),
        _ => None,
    }
}

/// Returns the hint to put into quotes what YAML took for a mapping with one key.
fn unquoted(entries: &[(Key, Node)]) -> Option<String> {
    let [(key, node)] = entries else {
        return None;
    };
    let (Value::Str(value) | Value::Number(value)) = &node.value else {
        return None;
    };
    let text = format!("{}: {}", key.name, spaced(value));
    let is_plain = text.chars().nth(60).is_none() && !text.contains(['"', '\\']);
    Some(if is_plain {
        format!("if it is one text, put it in quotes: `\"{text}\"`")
    } else {
        "if it is one text, put it in quotes".to_owned()
    })
}

fn describe(value: &Value) -> String {
    match value {
        Value::Null => "nothing".to_owned(),
        Value::Bool(value) => format!("`{value}`"),
        Value::Number(text) | Value::Str(text) => format!("`{}`", excerpt(text)),
        Value::Seq(_) => "a list".to_owned(),
        Value::Map(_) => "a mapping".to_owned(),
    }
}

fn listed(names: &[&'static str], conjunction: &str) -> String {
    let mut ticked: Vec<String> = Vec::new();
    for name in names {
        let name = format!("`{name}`");
        if !ticked.contains(&name) {
            ticked.push(name);
        }
    }
    let last = ticked.pop().unwrap_or_default();
    match ticked.as_slice() {
        [] => last,
        others => format!("{} {conjunction} {last}", others.join(", ")),
    }
}

/// Returns whether a character is white space that a text need not keep: no-break spaces stay.
pub(crate) fn is_space(character: char) -> bool {
    matches!(
        character,
        ' ' | '\t' | '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

fn is_blank(text: &str) -> bool {
    text.chars().all(char::is_whitespace)
}

/// Returns whether a text is printable and has white space only where one space parts words: [`spaced`] would return it.
///
/// `false` for a few that are so too.
fn is_spaced(text: &str) -> bool {
    // How long the word is so far.
    let mut length = 0;
    for byte in text.bytes() {
        if byte > b' ' && byte != 0x7f {
            length += 1;
        } else if byte == b' ' && length > 0 {
            length = 0;
        } else {
            return false;
        }
    }
    let is_foreign = |it: char| !it.is_ascii() && (it.is_whitespace() || it.is_control());
    length > 0 && (text.is_ascii() || !text.contains(is_foreign))
}

fn spaced(text: &str) -> String {
    let words: Vec<&str> = text.split(is_space).filter(|it| !it.is_empty()).collect();
    let text = words.join(" ");
    text.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_spaced_stays(text in "[a-z \u{a0}\u{85}\u{2028}é–\t\n\u{7f}\u{1}]{0,8}") {
            let is_sound = spaced(&text) == text && !is_blank(&text) && !text.contains(char::is_control);
            prop_assert!(is_sound || !is_spaced(&text));
            let has_foreign = text.contains(|it: char| it.is_whitespace() && it != ' ');
            prop_assert!(is_spaced(&text) || !is_sound || has_foreign);
        }
    }
}
