//! YAML text to a tree that knows where everything stands, under budgets.
//!
//! The only module that names the YAML library. What it promises for any input: no panic, no
//! overflow of the stack, and time and memory bounded by the budgets below.

mod fault;
mod plain;
mod tree;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_yaml::{DuplicateKeyPolicy, NonFiniteFloatPolicy, Options, Spanned};

use crate::diag::{DRAWN, Diagnostic, Lines, Span};

pub(crate) use tree::excerpt;
use tree::has_byte;
pub use tree::{Key, MAX_ALIASES, MAX_BYTES, MAX_DEPTH, MAX_NODES, Node, Value};

/// A file that is not UTF-8 text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undecodable {
    /// As much of the text as can be shown, for drawing the diagnostic.
    pub text: String,
    /// What is wrong with it.
    pub diagnostic: Diagnostic,
}

/// Returns the bytes of a file as text.
///
/// # Errors
///
/// When there are more than [`MAX_BYTES`] or they are not UTF-8. A byte order mark may stay;
/// control characters are for [`parse`] to report.
pub fn decode(bytes: &[u8]) -> Result<&str, Undecodable> {
    let whole = |diagnostic| Undecodable {
        text: String::new(),
        diagnostic,
    };
    if bytes.len() > MAX_BYTES {
        return Err(whole(too_large(bytes.len())));
    }
    // Text in UTF-16 starts with a mark, or has a zero byte in its first character if that is ASCII.
    if let [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [0, _, ..] | [_, 0, ..] = bytes {
        let diagnostic = of_the_file("the file is UTF-16, or no text at all");
        return Err(whole(diagnostic.with_hint("save it as UTF-8")));
    }
    std::str::from_utf8(bytes).map_err(|error| {
        let start = error.valid_up_to();
        let byte = bytes[start];
        let text = String::from_utf8_lossy(bytes).into_owned();
        let span = Span {
            start,
            end: start + char::REPLACEMENT_CHARACTER.len_utf8(),
        };
        let hint = match byte {
            0xa0.. => format!(
                "save the file as UTF-8; in Windows-1252 or Latin-1 this byte is `{}`",
                char::from(byte)
            ),
            _ => "save the file as UTF-8".to_owned(),
        };
        let diagnostic = Diagnostic::error(span, format!("the byte 0x{byte:02X} is not UTF-8"));
        Undecodable {
            text,
            diagnostic: diagnostic.with_hint(hint),
        }
    })
}

/// Returns the tree of one YAML document, unless its syntax is wrong, and everything that is wrong with it.
///
/// A tree may come with errors: keys given twice (the first is in the tree), keys that are no text
/// (not in the tree), and values of which YAML would drop a part in silence.
pub fn parse(source: &str) -> (Option<Node>, Vec<Diagnostic>) {
    if source.len() > MAX_BYTES {
        return (None, vec![too_large(source.len())]);
    }
    let unprintable = control_characters(source);
    if !unprintable.is_empty() {
        return (None, unprintable);
    }
    match plain::parse(source) {
        Some(tree) => (Some(tree), Vec::new()),
        None => parse_all(source),
    }
}

/// Does what [`parse`] does, for a text within its limits, with the library.
fn parse_all(source: &str) -> (Option<Node>, Vec<Diagnostic>) {
    match serde_yaml::from_str_with_options::<Spanned<Raw>>(source, options()) {
        Err(error) => (None, vec![fault::explain(source, &error)]),
        Ok(raw) if matches!(raw.value, Raw::Null) => {
            let empty = of_the_file("the file is empty, or holds nothing but comments");
            (None, vec![empty])
        }
        Ok(raw) => {
            let mut tree = Tree {
                source,
                lines: Lines::new(source),
                aliases: aliases(source),
                diagnostics: Vec::new(),
            };
            let node = tree.node(raw);
            (Some(node), tree.diagnostics)
        }
    }
}

fn options() -> Options {
    serde_yaml::options! {
        budget: serde_yaml::budget! {
            max_depth: MAX_DEPTH,
            flow_nesting_limit: MAX_DEPTH,
            max_nodes: MAX_NODES,
            max_aliases: MAX_ALIASES,
            max_total_scalar_bytes: MAX_BYTES,
            enforce_alias_anchor_ratio: false,
        },
        // Repeated keys reach the visitor, which keeps them all, so that all can be reported;
        // keys that a merge repeats don't: the library lets the mapping's own win.
        duplicate_keys: DuplicateKeyPolicy::PassThrough,
        strict_booleans: true,
        leading_zero_numbers_as_strings: true,
        underscored_numbers_as_strings: true,
        ignore_binary_tag_for_string: true,
        non_finite_float_policy: NonFiniteFloatPolicy::AsString,
        reject_unsupported_tags: true,
        with_snippet: false,
    }
}

/// What the library reads, before spelling and places are taken from the source.
enum Raw {
    Null,
    Bool(bool),
    Number,
    Str(String),
    Seq(Vec<Spanned<Raw>>),
    Map(Vec<(Spanned<Raw>, Spanned<Raw>)>),
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RawVisitor)
    }
}

struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = Raw;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_unit<E>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Raw, E> {
        Ok(Raw::Bool(value))
    }

    fn visit_i64<E>(self, _: i64) -> Result<Raw, E> {
        Ok(Raw::Number)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Raw, E> {
        Ok(Raw::Number)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Raw, E> {
        Ok(Raw::Number)
    }

    fn visit_str<E>(self, value: &str) -> Result<Raw, E> {
        Ok(Raw::Str(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Raw, E> {
        Ok(Raw::Str(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Raw, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = access.next_element()? {
            items.push(item);
        }
        Ok(Raw::Seq(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Raw, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = access.next_entry()? {
            entries.push(entry);
        }
        Ok(Raw::Map(entries))
    }
}

/// What turning raw values into nodes needs.
struct Tree<'s> {
    source: &'s str,
    lines: Lines,
    /// The names that aliases refer to.
    aliases: BTreeSet<&'s str>,
    diagnostics: Vec<Diagnostic>,
}

impl Tree<'_> {
    fn node(&mut self, raw: Spanned<Raw>) -> Node {
        let span = self.span(&raw);
        let (value, end) = match raw.value {
            Raw::Null => (Value::Null, span.end),
            Raw::Bool(value) => (Value::Bool(value), span.end),
            Raw::Number => (Value::Number(self.slice(span).to_owned()), span.end),
            Raw::Str(text) if matches!(text.as_str(), ".nan" | ".inf" | "-.inf") => {
                // These three stand for any spelling of a number that is none, such as `1e999`.
                let own = self.slice(span);
                let spelt = if own.starts_with(['"', '\'']) {
                    text
                } else {
                    own.to_owned()
                };
                (Value::Str(spelt), span.end)
            }
            Raw::Str(text) => (Value::Str(text), span.end),
            Raw::Seq(items) => {
                let items: Vec<Node> = items.into_iter().map(|it| self.node(it)).collect();
                let end = items.last().map_or(span.end, |it| it.span.end);
                (Value::Seq(items), end)
            }
            Raw::Map(entries) => {
                let entries = self.entries(entries);
                let ends = entries.iter().map(|(_, it)| it.span.end);
                let end = ends.max().unwrap_or(span.end);
                (Value::Map(entries), end)
            }
        };
        self.report_dropped(&value, span);
        Node {
            value,
            span: Span {
                start: span.start,
                end: end.max(span.end),
            },
        }
    }

    fn entries(&mut self, raw: Vec<(Spanned<Raw>, Spanned<Raw>)>) -> Vec<(Key, Node)> {
        let mut entries: Vec<(Key, Node)> = Vec::new();
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        for (key, value) in raw {
            let span = self.span(&key);
            let value = self.node(value);
            let Raw::Str(name) = key.value else {
                let found = self.slice(span).to_owned();
                self.diagnostics.push(no_text_key(span, &key.value, &found));
                continue;
            };
            if let Some(&first) = seen.get(&name) {
                let line = self.lines.line(first);
                self.diagnostics.push(
                    Diagnostic::error(span, format!("duplicate key `{}`", excerpt(&name)))
                        .with_hint(format!("the first is on line {line}; keep one of the two")),
                );
                continue;
            }
            seen.insert(name.clone(), span.start);
            entries.push((Key { name, span }, value));
        }
        entries
    }

    /// Reports what YAML takes for a tag, an anchor or a comment and the author most likely meant as text.
    fn report_dropped(&mut self, value: &Value, span: Span) {
        let before = self.source[..span.start].trim_end_matches([' ', '\t']);
        let start = before
            .rfind([' ', '\t', '\n', '\r', '[', '{', ','])
            .map_or(0, |at| at + 1);
        let word = &before[start..];
        let dropped = match word.strip_prefix('&') {
            Some(name) => !self.aliases.contains(name),
            None => word.starts_with('!'),
        };
        if dropped {
            let word_span = Span {
                start,
                end: start + word.len(),
            };
            let message = format!("a text without quotes can't start with `{}`", &word[..1]);
            self.diagnostics
                .push(Diagnostic::error(word_span, message).with_hint(format!(
                    "put the whole value in quotes: YAML drops `{}`",
                    excerpt(word)
                )));
        }
        if let Value::Str(_) | Value::Number(_) = value {
            self.report_comment(span);
        }
    }

    /// Reports ` #` directly before a word: `Ranked #1 of 40` is `Ranked` and a comment.
    fn report_comment(&mut self, span: Span) {
        let after = &self.source[span.end..];
        let rest = after.trim_start_matches([' ', '\t']);
        let mut characters = rest.chars();
        let marks =
            characters.next() == Some('#') && characters.next().is_some_and(char::is_alphanumeric);
        // A text in quotes has ended by its author's will, and one over several lines at a line end.
        let ended =
            self.slice(span).starts_with(['"', '\'']) || self.slice(span).ends_with(['\n', '\r']);
        if marks && !ended && rest.len() < after.len() {
            let start = span.end + (after.len() - rest.len());
            self.diagnostics.push(
                Diagnostic::warning(
                    Span {
                        start,
                        end: start + 1,
                    },
                    "the value ends here: ` #` starts a comment",
                )
                .with_hint("put the value in quotes, or a space after `#` if a comment is meant"),
            );
        }
    }

    /// Returns where a value was first written, within the source and between characters.
    fn span<T>(&self, spanned: &Spanned<T>) -> Span {
        let span = spanned.defined.span();
        let number = |it: Option<u64>| it.and_then(|it| usize::try_from(it).ok()).unwrap_or(0);
        let start = number(span.byte_offset());
        let end = start.saturating_add(number(span.byte_len()));
        Span {
            start: self.source.floor_char_boundary(start),
            end: self.source.floor_char_boundary(end),
        }
    }

    fn slice(&self, span: Span) -> &str {
        &self.source[span.start..span.end]
    }
}

fn no_text_key(span: Span, key: &Raw, found: &str) -> Diagnostic {
    match key {
        Raw::Seq(_) | Raw::Map(_) => {
            Diagnostic::error(span, "a key must be a text, found a list or a mapping")
                .with_hint("put the value in quotes if it is a text that starts with a bracket")
        }
        _ if found.is_empty() => Diagnostic::error(span, "a key must be a text, found nothing"),
        _ => {
            let found = excerpt(found);
            Diagnostic::error(span, format!("a key must be a text, found `{found}`"))
        }
    }
}

/// Returns the names that follow `*` at the start of a word.
fn aliases(source: &str) -> BTreeSet<&str> {
    source
        .split([' ', '\t', '\n', '\r', '[', ']', '{', '}', ','])
        .filter_map(|word| word.strip_prefix('*'))
        .collect()
}

fn control_characters(source: &str) -> Vec<Diagnostic> {
    // Few files have any, and to see that there is none takes no look at single characters.
    let has_ascii = has_byte(source, |byte| {
        (byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r')) || byte == 0x7f
    });
    // Those outside ASCII start with this byte, and so do others.
    let has_other = has_byte(source, |it| it == 0xc2) && {
        let mut pairs = source.as_bytes().windows(2);
        pairs.any(|it| it[0] == 0xc2 && it[1] < 0xa0)
    };
    if !has_ascii && !has_other {
        return Vec::new();
    }
    source
        .char_indices()
        .filter(|&(_, it)| it.is_control() && !matches!(it, '\t' | '\n' | '\r' | '\u{85}'))
        .take(DRAWN)
        .map(|(start, it)| {
            let span = Span {
                start,
                end: start + it.len_utf8(),
            };
            Diagnostic::error(span, format!("control character {}", code_point(it)))
                .with_hint("delete it: it can't be seen or printed")
        })
        .collect()
}

/// Returns a character by its number, as in `U+0007`.
pub(crate) fn code_point(character: char) -> String {
    format!("U+{:04X}", u32::from(character))
}

fn too_large(n_bytes: usize) -> Diagnostic {
    let megabytes = n_bytes as f64 / MAX_BYTES as f64;
    of_the_file(format!(
        "the file has {megabytes:.1} MB; at most 1 MB is read"
    ))
}

fn of_the_file(message: impl Into<String>) -> Diagnostic {
    Diagnostic {
        span: None,
        ..Diagnostic::error(Span::default(), message)
    }
}
