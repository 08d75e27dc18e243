//! JSON to the same tree as YAML's, everything with its place.
//!
//! YAML's reader takes most JSON, but not all of it, and its messages are about YAML.

use std::collections::BTreeSet;

use crate::diag::{Diagnostic, Lines, Span};
use crate::yaml::{Key, MAX_BYTES, MAX_NODES, Node, Value, excerpt};

/// The deepest nesting of lists and objects.
const MAX_DEPTH: usize = 64;

/// Returns the tree of a JSON text, or what is wrong with it.
///
/// Of a key given twice the first counts, and the second is kept under a name of its own, with its line; that is a warning.
pub(super) fn parse(source: &str) -> (Option<Node>, Vec<Diagnostic>) {
    if source.len() > MAX_BYTES {
        let message = "the file has more than 1 MB; at most 1 MB is read";
        return (None, vec![Diagnostic::error(Span::default(), message)]);
    }
    let mut parser = Parser {
        source,
        lines: Lines::new(source),
        at: if source.starts_with('\u{feff}') { 3 } else { 0 },
        n_nodes: 0,
        twice: Vec::new(),
    };
    let parsed = parser.value(0).and_then(|node| {
        parser.space();
        if parser.at < source.len() {
            return Err(parser.wrong("the text goes on after the end of the JSON", None));
        }
        Ok(node)
    });
    match parsed {
        Ok(node) => (Some(node), parser.twice),
        Err(diagnostic) => (None, vec![diagnostic]),
    }
}

struct Parser<'s> {
    source: &'s str,
    lines: Lines,
    at: usize,
    n_nodes: usize,
    twice: Vec<Diagnostic>,
}

type Parsed<T> = Result<T, Diagnostic>;

impl Parser<'_> {
    fn value(&mut self, depth: usize) -> Parsed<Node> {
        self.space();
        let start = self.at;
        self.n_nodes += 1;
        if self.n_nodes > MAX_NODES {
            return Err(self.wrong("the file has too many values", None));
        }
        if depth > MAX_DEPTH {
            return Err(self.wrong("lists and objects are nested too deep", None));
        }
        let value = match self.next() {
            Some('{') => self.object(depth)?,
            Some('[') => self.array(depth)?,
            Some('"') => Value::Str(self.text()?),
            Some(it) if it == '-' || it.is_ascii_digit() => self.number()?,
            Some(it) if it.is_ascii_alphabetic() => self.word()?,
            _ => return Err(self.expected("a value")),
        };
        Ok(Node {
            value,
            span: Span {
                start,
                end: self.at,
            },
        })
    }

    fn object(&mut self, depth: usize) -> Parsed<Value> {
        let open = self.at;
        self.at += 1;
        let mut entries: Vec<(Key, Node)> = Vec::new();
        let mut names = BTreeSet::new();
        self.space();
        if self.eat('}') {
            return Ok(Value::Map(entries));
        }
        loop {
            self.space();
            let start = self.at;
            if self.next() != Some('"') {
                let is_over = self.next() == Some('}');
                return Err(match (is_over, self.next()) {
                    (true, _) => self.wrong(
                        "a key is missing before `}`",
                        Some("take out the comma before it"),
                    ),
                    (_, None) => self.unclosed(open, '{'),
                    _ => self.expected("a key in double quotes"),
                });
            }
            let mut name = self.text()?;
            let span = Span {
                start,
                end: self.at,
            };
            self.space();
            if !self.eat(':') {
                return Err(self.expected("`:` after the key"));
            }
            let node = self.value(depth + 1)?;
            if names.contains(&name) {
                let line = self.lines.line(start);
                let mut again = format!("{name} (line {line})");
                if names.contains(&again) {
                    again = format!("{name} (line {line}, byte {start})");
                }
                while names.contains(&again) {
                    again.push('\'');
                }
                let message = format!("duplicate key `{}`", excerpt(&name));
                let hint = "the first counts; the second is kept apart";
                self.twice
                    .push(Diagnostic::warning(span, message).with_hint(hint));
                name = again;
            }
            names.insert(name.clone());
            entries.push((Key { name, span }, node));
            self.space();
            if self.eat('}') {
                return Ok(Value::Map(entries));
            }
            if !self.eat(',') {
                return Err(match self.next() {
                    None => self.unclosed(open, '{'),
                    _ => self.expected("`,` or `}`"),
                });
            }
        }
    }

    fn array(&mut self, depth: usize) -> Parsed<Value> {
        let open = self.at;
        self.at += 1;
        let mut items = Vec::new();
        self.space();
        if self.eat(']') {
            return Ok(Value::Seq(items));
        }
        loop {
            self.space();
            match self.next() {
                Some(']') => {
                    return Err(self.wrong(
                        "a value is missing before `]`",
                        Some("take out the comma before it"),
                    ));
                }
                None => return Err(self.unclosed(open, '[')),
                _ => items.push(self.value(depth + 1)?),
            }
            self.space();
            if self.eat(']') {
                return Ok(Value::Seq(items));
            }
            if !self.eat(',') {
                return Err(match self.next() {
                    None => self.unclosed(open, '['),
                    _ => self.expected("`,` or `]`"),
                });
            }
        }
    }

    fn text(&mut self) -> Parsed<String> {
        let open = self.at;
        self.at += 1;
        let mut text = String::new();
        loop {
            let rest = &self.source[self.at..];
            let Some(length) = rest.find(['"', '\\', '\n', '\r']) else {
                return Err(self.not_ended(open));
            };
            text.push_str(&rest[..length]);
            self.at += length;
            match self.next() {
                Some('"') => {
                    self.at += 1;
                    return Ok(text);
                }
                Some('\\') => text.push(self.escape()?),
                _ => return Err(self.not_ended(open)),
            }
        }
    }

    fn escape(&mut self) -> Parsed<char> {
        let start = self.at;
        self.at += 1;
        let character = match self.next() {
            Some(it @ ('"' | '\\' | '/')) => it,
            Some('b') => '\u{8}',
            Some('f') => '\u{c}',
            Some('n') => '\n',
            Some('r') => '\r',
            Some('t') => '\t',
            Some('u') => return self.unicode(start),
            _ => {
                self.at = start;
                let hint = "write `\\\\` where a backslash is meant";
                return Err(self.wrong("no such escape", Some(hint)));
            }
        };
        self.at += 1;
        Ok(character)
    }

    /// Returns the character of `\uXXXX`, or of two of them that belong together; a lone half can't be shown.
    fn unicode(&mut self, start: usize) -> Parsed<char> {
        let hex = |at: usize| {
            let digits = self.source.get(at..at + 4)?;
            let is_hex = digits.bytes().all(|it| it.is_ascii_hexdigit());
            is_hex
                .then(|| u32::from_str_radix(digits, 16).ok())
                .flatten()
        };
        let Some(first) = hex(self.at + 1) else {
            self.at = start;
            return Err(self.wrong("`\\u` needs four digits 0 to 9, a to f", None));
        };
        let after = self.at + 5;
        let second = self.source.get(after..after + 2) == Some("\\u");
        let second = second.then(|| hex(after + 2)).flatten();
        let (code, end) = match (first, second) {
            (0xD800..=0xDBFF, Some(low @ 0xDC00..=0xDFFF)) => (
                0x10000 + ((first - 0xD800) << 10) + (low - 0xDC00),
                after + 6,
            ),
            _ => (first, after),
        };
        self.at = end;
        Ok(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER))
    }

    fn number(&mut self) -> Parsed<Value> {
        let rest = &self.source[self.at..];
        let length = rest
            .bytes()
            .take_while(|it| it.is_ascii_alphanumeric() || matches!(it, b'-' | b'+' | b'.'))
            .count();
        let spelt = &rest[..length];
        if spelt.parse::<f64>().is_err() {
            let message = format!("`{}` is not a number", excerpt(spelt));
            return Err(self.wrong(message, Some("put it in double quotes if it is a text")));
        }
        self.at += length;
        Ok(Value::Number(spelt.to_owned()))
    }

    fn word(&mut self) -> Parsed<Value> {
        let rest = &self.source[self.at..];
        let length = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let value = match &rest[..length] {
            "true" => Value::Bool(true),
            "false" => Value::Bool(false),
            "null" => Value::Null,
            word => {
                let message = format!("`{}` is not a value", excerpt(word));
                return Err(self.wrong(message, Some("put texts in double quotes")));
            }
        };
        self.at += length;
        Ok(value)
    }

    fn space(&mut self) {
        let rest = &self.source[self.at..];
        self.at += rest.len() - rest.trim_start_matches([' ', '\t', '\n', '\r']).len();
    }

    fn next(&self) -> Option<char> {
        self.source[self.at..].chars().next()
    }

    fn eat(&mut self, wanted: char) -> bool {
        let is_there = self.next() == Some(wanted);
        if is_there {
            self.at += wanted.len_utf8();
        }
        is_there
    }

    fn here(&self) -> Span {
        Span {
            start: self.at,
            end: self.at + self.next().map_or(0, char::len_utf8),
        }
    }

    fn wrong(&self, message: impl Into<String>, hint: Option<&str>) -> Diagnostic {
        let diagnostic = Diagnostic::error(self.here(), message);
        match hint {
            Some(hint) => diagnostic.with_hint(hint),
            None => diagnostic,
        }
    }

    fn expected(&self, what: &str) -> Diagnostic {
        match self.next() {
            Some(it) => {
                let found = excerpt(&it.to_string());
                self.wrong(format!("expected {what}, found `{found}`"), None)
            }
            None => self.wrong(format!("the file ends here; expected {what}"), Some(CUT)),
        }
    }

    fn unclosed(&self, open: usize, bracket: char) -> Diagnostic {
        let line = self.lines.line(open);
        let message =
            format!("the file ends here, and the `{bracket}` of line {line} is still open");
        self.wrong(message, Some(CUT))
    }

    fn not_ended(&self, open: usize) -> Diagnostic {
        let span = Span {
            start: open,
            end: open + 1,
        };
        let diagnostic =
            Diagnostic::error(span, "the text that starts here has no end on its line");
        let is_last = !self.source[open..].contains('\n');
        let hint = if is_last {
            CUT
        } else {
            "end it with `\"`; a line end within a text is written `\\n`"
        };
        diagnostic.with_hint(hint)
    }
}

/// What to do with a file that ends too early.
const CUT: &str = "the file was cut short: export or copy it again";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag;

    #[test]
    fn every_kind_of_value_is_read() {
        let source =
            "{\"a\": [1, -2.5e3, true, null], \"b\\u00e9\": \"\\ud83d\\ude00\\n\\\"/\\/\"}";
        let Value::Map(entries) = parse(source).0.unwrap().value else {
            panic!("an object");
        };
        assert_eq!(entries[1].0.name, "bé");
        assert_eq!(entries[1].1.value, Value::Str("😀\n\"//".to_owned()));
        let Value::Seq(items) = &entries[0].1.value else {
            panic!("a list");
        };
        assert_eq!(items[1].value, Value::Number("-2.5e3".to_owned()));
        assert_eq!(&source[items[2].span.start..items[2].span.end], "true");
    }

    #[track_caller]
    fn check(source: &str, place: (usize, usize), message: &str) {
        let (tree, diagnostics) = parse(source);
        assert!(tree.is_none(), "{source}");
        let first = &diagnostics[0];
        assert_eq!(
            (
                diag::place(source, first.span.unwrap()),
                first.message.as_str()
            ),
            (place, message)
        );
    }

    #[test]
    fn what_is_wrong_has_its_place() {
        check(
            "{\"a\": [1,\n 2",
            (2, 3),
            "the file ends here, and the `[` of line 1 is still open",
        );
        check(
            "{\"a\": \"cut",
            (1, 7),
            "the text that starts here has no end on its line",
        );
        check("{\"a\": 1,}", (1, 9), "a key is missing before `}`");
        check("[1, 2,]", (1, 7), "a value is missing before `]`");
        check(
            "{a: 1}",
            (1, 2),
            "expected a key in double quotes, found `a`",
        );
        check("{\"a\" 1}", (1, 6), "expected `:` after the key, found `1`");
        check("{\"a\": 2021-03}", (1, 7), "`2021-03` is not a number");
        check("{\"a\": nope}", (1, 7), "`nope` is not a value");
        check("{} x", (1, 4), "the text goes on after the end of the JSON");
        check("", (1, 1), "the file ends here; expected a value");
        check("\"\\x\"", (1, 2), "no such escape");
        check(
            &"[".repeat(100),
            (1, 66),
            "lists and objects are nested too deep",
        );
    }

    #[test]
    fn a_key_given_twice_is_told() {
        let (tree, diagnostics) = parse("{\"a\": 1, \"a\": 2, \"a\": 3, \"a\":\n4}");
        assert_eq!(diagnostics[0].message, "duplicate key `a`");
        let Some(Value::Map(entries)) = tree.map(|it| it.value) else {
            panic!("an object");
        };
        let names: Vec<&str> = entries.iter().map(|(it, _)| it.name.as_str()).collect();
        assert_eq!(
            names,
            [
                "a",
                "a (line 1)",
                "a (line 1, byte 17)",
                "a (line 1, byte 25)"
            ]
        );
    }

    #[test]
    fn a_key_given_twenty_thousand_times_on_a_line_is_read_in_time() {
        let again = "\"a\":0,".repeat(19_000);
        let source = format!("{{{again}\"b\":[{}0]}}", "0,".repeat(400));
        let (tree, diagnostics) = parse(&source);
        assert_eq!(diagnostics.len(), 18_999);
        assert!(tree.is_some());
    }
}
