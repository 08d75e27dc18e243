//! The tree of a YAML file that uses only the plain part of the language, in one pass.
//!
//! Most files need nothing of YAML but keys, lists and texts, and the library takes longer over them than everything
//! else that a resume needs. What is read here is read as the library reads it, places included; at the first thing
//! that could mean something else (a tag, an anchor, an escape, a text over several lines, a key given twice, a tab)
//! this gives up, and the library reads the whole file. So no message comes from here.

use super::tree::{Key, Node, Value, has_byte};
use crate::diag::Span;

/// The deepest nesting and the most values read here: well within what [`super::parse`] allows.
const MAX_DEPTH: usize = 12;
const MAX_NODES: usize = 5_000;

/// Words that YAML, one version or another, takes for something else than a text.
const RESERVED: [&str; 12] = [
    "false", "inf", "infinity", "n", "nan", "no", "null", "off", "on", "true", "y", "yes",
];

/// Whether a byte ends a text without quotes within brackets, or could make it mean more.
const IS_SPECIAL: [bool; 256] = {
    let special = b",[]{}:#";
    let mut is_special = [false; 256];
    let mut at = 0;
    while at < special.len() {
        is_special[special[at] as usize] = true;
        at += 1;
    }
    is_special
};

/// Characters outside ASCII that end a line, or stand before the first.
const FOREIGN: [char; 4] = ['\u{85}', '\u{2028}', '\u{2029}', '\u{feff}'];

/// Returns the tree of a file, or nothing if it needs the library.
pub(super) fn parse(source: &str) -> Option<Node> {
    let has_foreign = has_byte(source, |it| matches!(it, b'\t' | b'\r'))
        || (!source.is_ascii() && FOREIGN.iter().any(|&it| source.contains(it)));
    if has_foreign {
        return None;
    }
    let mut plain = Plain {
        source,
        line: None,
        n_nodes: 0,
    };
    plain.go_to(0);
    let first = plain.line?;
    let tree = plain.map(first.indent, 0)?;
    (first.indent == 0 && plain.line.is_none()).then_some(tree)
}

/// A reader and how far it has come.
struct Plain<'s> {
    source: &'s str,
    /// The next line that is not empty and no comment, or what is left of it behind `- `.
    line: Option<Line<'s>>,
    n_nodes: usize,
}

/// A line, or what is left of it.
#[derive(Clone, Copy)]
struct Line<'s> {
    /// How far right its first character stands.
    indent: usize,
    /// Where its first character stands in the source.
    start: usize,
    /// It, without spaces at its ends.
    text: &'s str,
    /// Where the line after it starts.
    next: usize,
}

impl Line<'_> {
    fn is_item(&self) -> bool {
        self.text.starts_with("- ")
    }

    /// Returns what stands behind `- `.
    fn inside(self) -> Self {
        let text = self.text[2..].trim_start_matches(' ');
        let n_before = self.text.len() - text.len();
        Self {
            indent: self.indent + n_before,
            start: self.start + n_before,
            text,
            next: self.next,
        }
    }
}

impl<'s> Plain<'s> {
    /// Makes the line at `at`, or the first below it that is not empty and no comment, the next.
    fn go_to(&mut self, at: usize) {
        self.line = self.line_at(at);
        while let Some(line) = self.line
            && (line.text.is_empty() || line.text.starts_with('#'))
        {
            self.line = self.line_at(line.next);
        }
    }

    /// Returns the line that starts at `at`, whatever it holds.
    fn line_at(&self, at: usize) -> Option<Line<'s>> {
        let rest = self.source.get(at..).filter(|it| !it.is_empty())?;
        let whole = &rest[..rest.find('\n').unwrap_or(rest.len())];
        let indent = whole.bytes().take_while(|&it| it == b' ').count();
        Some(Line {
            indent,
            start: at + indent,
            text: whole[indent..].trim_end_matches(' '),
            next: at + whole.len() + 1,
        })
    }

    /// Reads the mapping or list whose first line is next and stands at `indent`.
    fn block(&mut self, indent: usize, depth: usize) -> Option<Node> {
        let first = self.line?;
        if first.is_item() {
            self.seq(first.start, indent, depth)
        } else {
            self.map(indent, depth)
        }
    }

    fn seq(&mut self, start: usize, indent: usize, depth: usize) -> Option<Node> {
        let mut items: Vec<Node> = Vec::new();
        while let Some(line) = self.line
            && line.indent == indent
            && line.is_item()
        {
            let inner = line.inside();
            items.push(if split_key(inner.text).is_some() {
                self.line = Some(inner);
                self.map(inner.indent, depth + 1)?
            } else {
                self.value(inner, inner.text, indent, depth + 1)?
            });
        }
        self.ends_before(indent)?;
        let end = items.last()?.span.end;
        self.node(Value::Seq(items), start, end)
    }

    fn map(&mut self, indent: usize, depth: usize) -> Option<Node> {
        if depth > MAX_DEPTH {
            return None;
        }
        let mut entries: Vec<(Key, Node)> = Vec::new();
        let start = self.line?.start;
        while let Some(line) = self.line
            && line.indent == indent
            && !line.is_item()
        {
            let (name, rest) = split_key(line.text)?;
            let key = self.key(name, line.start, &entries)?;
            let value = if rest.is_empty() {
                self.go_to(line.next);
                let below = self.line?;
                if below.indent > indent {
                    self.block(below.indent, depth + 1)?
                } else if below.indent == indent && below.is_item() {
                    // To the library, a list that is not indented starts with its first entry.
                    self.seq(below.inside().start, indent, depth + 1)?
                } else {
                    return None;
                }
            } else {
                self.value(line, rest, indent, depth + 1)?
            };
            entries.push((key, value));
        }
        self.ends_before(indent + 1)?;
        let end = entries.last()?.1.span.end;
        self.node(Value::Map(entries), start, end)
    }

    /// Makes sure that the next line belongs to something that stands further left than `indent`, or is a key there.
    fn ends_before(&self, indent: usize) -> Option<()> {
        let ends = self
            .line
            .is_none_or(|it| it.indent < indent || (it.indent == indent && !it.is_item()));
        ends.then_some(())
    }

    /// Reads the value that fills the rest of a line, or starts there.
    fn value(
        &mut self,
        line: Line<'s>,
        rest: &'s str,
        indent: usize,
        depth: usize,
    ) -> Option<Node> {
        if rest == ">-" {
            return self.folded(line.next, indent);
        }
        let start = line.start + (line.text.len() - rest.len());
        let (node, rest) = self.flow(rest, start, depth, false)?;
        self.go_to(line.next);
        rest.is_empty().then_some(node)
    }

    /// Reads the lines under `>-`, all indented alike, the first of them at `at`, as one text.
    ///
    /// It ends where the next thing starts, as the library has it.
    fn folded(&mut self, at: usize, indent: usize) -> Option<Node> {
        let first = self.line_at(at)?;
        let mut text = String::new();
        let mut after = Some(first);
        while let Some(line) = after
            && !line.text.is_empty()
            && line.indent >= first.indent
        {
            let is_plain = line.indent == first.indent
                && line.start + line.text.len() + 1 == line.next
                && !line.text.starts_with('#');
            is_plain.then_some(())?;
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(line.text);
            after = self.line_at(line.next);
        }
        self.go_to(after.map_or(self.source.len(), |it| it.start - it.indent));
        let ends = self.line.is_none_or(|it| it.indent <= indent);
        (first.indent > indent && ends && !text.is_empty()).then_some(())?;
        let end = self.line.map_or(self.source.len(), |it| it.start);
        self.node(Value::Str(text), first.start, end)
    }

    /// Reads the value that a text starts with; returns it and what follows.
    fn flow(
        &mut self,
        text: &'s str,
        start: usize,
        depth: usize,
        nested: bool,
    ) -> Option<(Node, &'s str)> {
        if depth > MAX_DEPTH {
            return None;
        }
        let first = text.chars().next()?;
        match first {
            '[' | '{' => self.collection(text, start, depth),
            '"' | '\'' => {
                let length = text[1..].find(first)?;
                let inside = &text[1..=length];
                let after = &text[length + 2..];
                let is_plain = !inside.contains('\\') && !after.starts_with(first);
                is_plain.then_some(())?;
                let node = self.node(Value::Str(inside.to_owned()), start, start + length + 2)?;
                Some((node, after))
            }
            _ => {
                let (length, is_marked) = if nested {
                    nested_length(text)?
                } else {
                    let is_marked = has_byte(text, |it| matches!(it, b':' | b'#'));
                    (text.len(), is_marked)
                };
                let written = text[..length].trim_end_matches(' ');
                if is_marked && could_mean_more(written, nested) {
                    return None;
                }
                let value = scalar(written)?;
                let node = self.node(value, start, start + written.len())?;
                Some((node, &text[length..]))
            }
        }
    }

    /// Reads a list or mapping in brackets.
    fn collection(&mut self, text: &'s str, start: usize, depth: usize) -> Option<(Node, &'s str)> {
        let is_map = text.starts_with('{');
        // Few mappings in brackets have more than two entries, and a guide has hundreds of them.
        let mut entries: Vec<(Key, Node)> = Vec::with_capacity(if is_map { 2 } else { 0 });
        let mut items: Vec<Node> = Vec::new();
        let mut rest = &text[1..];
        loop {
            rest = rest.trim_start_matches(' ');
            if is_map {
                let (name, after) = split_key(rest)?;
                let at = start + (text.len() - rest.len());
                let key = self.key(name, at, &entries)?;
                let at = start + (text.len() - after.len());
                let (value, after) = self.flow(after, at, depth + 1, true)?;
                entries.push((key, value));
                rest = after;
            } else {
                let at = start + (text.len() - rest.len());
                let (value, after) = self.flow(rest, at, depth + 1, true)?;
                items.push(value);
                rest = after;
            }
            rest = rest.trim_start_matches(' ');
            if let Some(after) = rest.strip_prefix(if is_map { '}' } else { ']' }) {
                rest = after;
                break;
            }
            rest = rest.strip_prefix(',')?;
        }
        let last = entries.last().map(|it| &it.1).or(items.last())?;
        let end = last.span.end;
        let value = if is_map {
            Value::Map(entries)
        } else {
            Value::Seq(items)
        };
        Some((self.node(value, start, end)?, rest))
    }

    fn key(&mut self, name: &str, start: usize, before: &[(Key, Node)]) -> Option<Key> {
        let is_new = !RESERVED.contains(&name) && before.iter().all(|(it, _)| it.name != name);
        is_new.then_some(())?;
        self.n_nodes += 1;
        Some(Key {
            name: name.to_owned(),
            span: Span {
                start,
                end: start + name.len(),
            },
        })
    }

    fn node(&mut self, value: Value, start: usize, end: usize) -> Option<Node> {
        self.n_nodes += 1;
        (self.n_nodes <= MAX_NODES).then_some(Node {
            value,
            span: Span { start, end },
        })
    }
}

/// Returns the plain key that a text starts with, and what stands behind its colon.
fn split_key(text: &str) -> Option<(&str, &str)> {
    let is_of_key = |it: &u8| it.is_ascii_lowercase() || *it == b'_';
    let length = text.bytes().take_while(is_of_key).count();
    let (name, rest) = text.split_at(length);
    let rest = rest.strip_prefix(':')?;
    let ends = rest.is_empty() || rest.starts_with(' ');
    (ends && !name.is_empty() && !name.starts_with('_'))
        .then(|| (name, rest.trim_start_matches(' ')))
}

/// Returns how long a text without quotes within brackets is, and whether it has a colon or `#`.
fn nested_length(text: &str) -> Option<(usize, bool)> {
    let (mut rest, mut is_marked) = (text.as_bytes(), false);
    loop {
        let at = rest.iter().position(|&it| IS_SPECIAL[usize::from(it)])?;
        if !matches!(rest[at], b':' | b'#') {
            return Some((text.len() - (rest.len() - at), is_marked));
        }
        rest = &rest[at + 1..];
        is_marked = true;
    }
}

/// Returns whether a text without quotes could be a key with its value, or end in a comment.
fn could_mean_more(text: &str, nested: bool) -> bool {
    let marks = text.contains(": ") || text.contains(" #") || text.ends_with(':');
    marks || (nested && text.contains(':') && !text.starts_with("https://"))
}

/// Returns the value of a text without quotes, if it can't be taken for anything else.
fn scalar(text: &str) -> Option<Value> {
    let first = text.chars().next()?;
    // As phone numbers do: `+1 206 555 0142`, `(512) 555-0117`.
    let opens_number = first == '+' || first.is_numeric();
    if !(first.is_alphabetic() || opens_number || first == '(') {
        return None;
    }
    if !opens_number {
        let is_reserved = RESERVED.iter().any(|it| it.eq_ignore_ascii_case(text));
        return (!is_reserved).then(|| Value::Str(text.to_owned()));
    }
    let has_only = |mark: char| text.chars().all(|it| it.is_ascii_digit() || it == mark);
    let ends_in_digit = text.ends_with(|it: char| it.is_ascii_digit());
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let is_number = has_only('.')
        && ends_in_digit
        && first.is_ascii_digit()
        && (whole == "0" || !whole.starts_with('0'))
        && !fraction.contains('.')
        && text.len() < 10;
    // `3D`: no number but a hexadecimal one, which starts with 0, has another letter than an exponent's.
    let has_letter = |it: char| it.is_alphabetic() && !matches!(it, 'e' | 'E');
    let is_text = text.contains(' ')
        || (has_only('-') && text.contains('-') && ends_in_digit)
        || (('1'..='9').contains(&first) && text.contains(has_letter));
    if is_text {
        Some(Value::Str(text.to_owned()))
    } else {
        is_number.then(|| Value::Number(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::sample::Index;

    use super::parse;
    use crate::yaml::parse_all;

    const FILES: [&str; 7] = [
        include_str!("../../guides/nace-competencies.yaml"),
        include_str!("../../guides/software-engineer.yaml"),
        include_str!("../../guides/technical-program-manager.yaml"),
        include_str!("../../profiles/nurse.yaml"),
        include_str!("../../profiles/student.yaml"),
        include_str!("../../profiles/technical-program-manager.yaml"),
        include_str!("../../tests/fixtures/reading/profile.yaml"),
    ];

    #[track_caller]
    fn same(source: &str) -> bool {
        let plain = parse(source);
        if plain.is_some() {
            assert_eq!((plain.clone(), Vec::new()), parse_all(source), "{source}");
        }
        plain.is_some()
    }

    #[test]
    fn reads_ordinary_files_as_the_library_does() {
        for source in FILES {
            assert!(same(source), "{source}");
        }
    }

    #[test]
    fn leaves_what_is_not_plain_to_the_library() {
        for source in [
            "",
            "- a",
            "a: &b c",
            "a: !b c",
            "a:",
            "a: 1e5",
            "a: 0x1F",
            "a: 12:30",
            "a: yes",
            "a: b # c",
            "a: b\n  c",
            "a: b\na: c",
            "a: [b,]",
            "a: [b",
            "a: \"\\n\"",
            "a: 'it''s'",
            "a: |\n  b",
            "a:\tb",
            "a: b: c",
            "  a: b\nc: d",
            "---\na: b",
        ] {
            assert_eq!(parse(source), None, "{source}");
        }
    }

    proptest! {
        /// Whatever is put into a file, taken out of it or moved about.
        #[test]
        fn never_reads_anything_otherwise(
            file in 0..FILES.len(),
            from: Index,
            n_lines in 1..12_usize,
            edits in proptest::collection::vec((any::<Index>(), 0..3_usize, "[-:#,>&*!'\"\\[\\]{} \n0-9a-z.~|?%@]{0,3}"), 0..5),
        ) {
            let lines: Vec<&str> = FILES[file].lines().collect();
            let from = from.index(lines.len());
            let mut text: String = lines[from..lines.len().min(from + n_lines)].join("\n");
            let indent = text.len() - text.trim_start_matches(' ').len();
            text = text.replace(&format!("\n{}", " ".repeat(indent)), "\n")[indent..].to_owned();
            text.push('\n');
            for (at, n_out, put) in edits {
                let mut chars: Vec<char> = text.chars().collect();
                let at = at.index(chars.len() + 1);
                let end = chars.len().min(at + n_out);
                chars.splice(at..end, put.chars());
                text = chars.into_iter().collect();
            }
            same(&text);
        }
    }
}
