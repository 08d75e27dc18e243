//! Diagnostics: what is wrong with an input, where it stands, and what to do about it.

use std::borrow::Cow;
use std::path::Path;

use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};

/// Returns a text for a terminal or a message: control characters (but line breaks and tabs) and marks that turn the
/// direction of writing as escapes like `\u{1b}`, so that a file's name can't clear the screen or hide its ending.
pub fn printable(text: &str) -> Cow<'_, str> {
    if !text.contains(is_unprintable) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if is_unprintable(c) {
            out.extend(c.escape_unicode());
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

fn is_unprintable(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\t'))
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Returns a path as messages name it: [`printable`], and what is no text in it replaced.
pub fn path_name(path: &Path) -> String {
    printable(&path.to_string_lossy()).into_owned()
}

/// A range of bytes in a source text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, PartialOrd, Ord)]
pub struct Span {
    /// Offset of the first byte.
    pub start: usize,
    /// Offset just past the last byte; never before `start`.
    pub end: usize,
}

/// How much a diagnostic matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The input can't be used.
    Error,
    /// The input can be used, but is probably not what its author meant.
    Warning,
    /// The input is sound; its author may want to know this.
    Note,
}

/// An input that cannot be used, with everything that is wrong with it.
///
/// Displays every problem with its place in the source, as a compiler does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidInput {
    /// The kind of input: `profile`, `guide`.
    pub kind: &'static str,
    /// Its text.
    pub source: String,
    /// The problems, at least one of them an error.
    pub diagnostics: Vec<Diagnostic>,
}

impl std::fmt::Display for InvalidInput {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(draw(self.kind, &self.source, &self.diagnostics, false).trim_end())
    }
}

impl std::error::Error for InvalidInput {}

/// One problem in one input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// How much it matters.
    pub severity: Severity,
    /// What was found and what was expected: lower case, no full stop, names in backticks.
    pub message: String,
    /// Where it stands, unless it concerns the file as a whole.
    pub span: Option<Span>,
    /// A way out.
    pub hint: Option<String>,
}

impl Diagnostic {
    /// Returns an error at `span`.
    pub fn error(span: Span, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Error,
            message: message.into(),
            span: Some(span),
            hint: None,
        }
    }

    /// Returns a warning at `span`.
    pub fn warning(span: Span, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::error(span, message)
        }
    }

    /// Returns the same diagnostic with a way out.
    #[must_use]
    pub fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

/// How many diagnostics are drawn: more than anyone reads, and a bound on the work for hostile input.
pub const DRAWN: usize = 100;

/// How long the lines that are drawn may be together: drawing one takes time by its length.
const DRAWN_BYTES: usize = 2 << 20;

/// The width that drawn lines are cut to, in columns: fits a terminal beside an editor.
const WIDTH: usize = 100;

/// How far the line of carets reaches, in characters, so that it stays within [`WIDTH`].
const CARETS: usize = 60;

/// Longer words, in bytes, are no misspelt keys.
const MAX_WORD_CHARS: usize = 64;

const BYTE_ORDER_MARK: char = '\u{feff}';

/// Where the lines of a source text start, for turning offsets into lines and columns.
///
/// A line ends with LF, CR LF or CR. A byte order mark at the start belongs to no line.
#[derive(Debug, Clone)]
pub struct Lines {
    /// The offset of the first byte of each line; never empty.
    starts: Vec<usize>,
}

impl Lines {
    /// Returns the lines of `source`; the methods below that take a source want the same one.
    pub fn new(source: &str) -> Self {
        let bytes = source.as_bytes();
        let first = if source.starts_with(BYTE_ORDER_MARK) {
            BYTE_ORDER_MARK.len_utf8()
        } else {
            0
        };
        let ends = bytes.iter().enumerate().filter(|&(at, &byte)| {
            byte == b'\n' || (byte == b'\r' && bytes.get(at + 1) != Some(&b'\n'))
        });
        let starts = std::iter::once(first)
            .chain(ends.map(|(at, _)| at + 1))
            .collect();
        Self { starts }
    }

    /// Returns the line and column of a byte, both counted from 1, the column in characters.
    ///
    /// An offset past the end stands for the end.
    pub fn place(&self, source: &str, offset: usize) -> (usize, usize) {
        let offset = source.floor_char_boundary(offset);
        let line = self.line(offset);
        let start = self.starts[line - 1];
        let before = source.get(start..offset).unwrap_or_default();
        (line, before.chars().count() + 1)
    }

    /// Returns the line of a byte, counted from 1.
    pub fn line(&self, offset: usize) -> usize {
        self.starts.partition_point(|&start| start <= offset).max(1)
    }

    /// Returns the offset of a line and column, both counted from 1; past the end, the end.
    pub fn offset(&self, source: &str, line: usize, column: usize) -> usize {
        let Some(&start) = self.starts.get(line.saturating_sub(1)) else {
            return source.len();
        };
        let mut characters = source[start..].char_indices();
        characters
            .nth(column.saturating_sub(1))
            .map_or(source.len(), |(at, _)| start + at)
    }

    /// Returns the range of a line without its end, lines counted from 1.
    pub fn range(&self, source: &str, line: usize) -> Span {
        let start = self.starts[line.clamp(1, self.starts.len()) - 1];
        let rest = &source[start..];
        let end = start + rest.find(['\n', '\r']).unwrap_or(rest.len());
        Span { start, end }
    }
}

/// Returns the line and column where `span` starts in `source`, both counted from 1, the column in characters.
pub fn place(source: &str, span: Span) -> (usize, usize) {
    Lines::new(source).place(source, span.start)
}

/// Returns `diagnostics` as text for a person, in the order of `source`, those for the file as a whole first.
///
/// Each is a message, the place as `name:line:column`, the line with a caret, and the hint.
/// After [`DRAWN`] of them, or fewer on lines of a megabyte, the rest is only counted.
pub fn draw(name: &str, source: &str, diagnostics: &[Diagnostic], color: bool) -> String {
    let renderer = if color {
        Renderer::styled()
    } else {
        Renderer::plain()
    }
    .term_width(WIDTH);
    // A file that is refused for its size has no places, and shall not cost memory for its lines.
    let has_places = diagnostics.iter().any(|it| it.span.is_some());
    let source = if has_places { source } else { "" };
    let lines = Lines::new(source);
    let mut sorted: Vec<&Diagnostic> = diagnostics.iter().collect();
    sorted.sort_by_key(|it| it.span);
    let mut drawn: Vec<String> = Vec::new();
    let mut n_bytes = 0;
    for it in &sorted {
        let range = lines.range(source, lines.line(it.span.unwrap_or_default().start));
        n_bytes += range.end - range.start;
        if drawn.len() == DRAWN || (n_bytes > DRAWN_BYTES && !drawn.is_empty()) {
            drawn.push(format!("... and {} more\n", sorted.len() - drawn.len()));
            break;
        }
        drawn.push(draw_one(name, source, &lines, it, &renderer));
    }
    drawn.join("\n")
}

/// Returns the candidate that `word` is most likely meant to be, if one is close enough.
///
/// Close means at most one wrong, missing, extra or swapped letter for every three, and at most three in all;
/// capitals, `_`, `-` and spaces don't count. Between two equally close ones the first wins.
///
/// ```
/// use bespoke::diag::did_you_mean;
/// assert_eq!(did_you_mean("wieght", ["name", "weight"]), Some("weight"));
/// assert_eq!(did_you_mean("salary", ["name", "weight"]), None);
/// ```
pub fn did_you_mean<'c>(
    word: &str,
    candidates: impl IntoIterator<Item = &'c str>,
) -> Option<&'c str> {
    // The distance takes time and memory by the product of the lengths: a key can be a megabyte long.
    if word.len() > MAX_WORD_CHARS {
        return None;
    }
    let word = letters(word);
    let limit = (word.chars().count() / 3).min(3);
    candidates
        .into_iter()
        .map(|candidate| {
            let distance = strsim::damerau_levenshtein(&word, &letters(candidate));
            (distance, candidate)
        })
        .filter(|&(distance, _)| distance <= limit)
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, candidate)| candidate)
}

fn draw_one(
    name: &str,
    source: &str,
    lines: &Lines,
    diagnostic: &Diagnostic,
    renderer: &Renderer,
) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level.primary_title(&diagnostic.message);
    let mut group = if let Some(span) = diagnostic.span {
        let line = lines.line(span.start);
        let range = lines.range(source, line);
        let text = &source[range.start..range.end];
        // Annotate only what stands on the first line: a value may go on for a thousand more.
        let start = text.floor_char_boundary(span.start.saturating_sub(range.start));
        let carets = text[start..]
            .char_indices()
            .map(|(at, it)| at + it.len_utf8());
        let limit = span.end.saturating_sub(range.start);
        let end = carets
            .take(CARETS)
            .map(|length| start + length)
            .take_while(|&end| end <= limit)
            .last()
            .unwrap_or(start);
        title.element(
            Snippet::source(text)
                .path(name)
                .line_start(line)
                .annotation(AnnotationKind::Primary.span(start..end)),
        )
    } else {
        title.element(Origin::path(name))
    };
    if let Some(hint) = &diagnostic.hint {
        group = group.element(Level::HELP.message(hint));
    }
    renderer.render(&[group]) + "\n"
}

/// Returns the word without capitals and without what separates its parts.
fn letters(word: &str) -> String {
    word.chars()
        .filter(|it| !matches!(it, '_' | '-' | ' '))
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_place(source: &str, needle: &str, expect: (usize, usize)) {
        let start = source
            .find(needle)
            .expect("the needle stands in the source");
        assert_eq!(place(source, Span { start, end: start }), expect);
        assert_eq!(Lines::new(source).offset(source, expect.0, expect.1), start);
    }

    #[test]
    fn columns_count_characters() {
        check_place("a: x\nb: 会社 🎉 here\n", "here", (2, 9));
    }

    #[test]
    fn all_three_line_ends_count() {
        check_place("a\r\nb\rc\nhere", "here", (4, 1));
    }

    #[test]
    fn the_first_column_after_a_byte_order_mark_is_1() {
        check_place("\u{feff}here", "here", (1, 1));
    }

    #[test]
    fn a_place_past_the_end_is_the_end() {
        let span = Span { start: 99, end: 99 };
        assert_eq!(place("a\nbc", span), (2, 3));
        assert_eq!(place("", span), (1, 1));
    }

    #[test]
    fn a_place_inside_a_character_is_its_start() {
        assert_eq!(place("é", Span { start: 1, end: 2 }), (1, 1));
    }

    #[test]
    fn misspelt_keys_are_recognised() {
        let keys = [
            "title",
            "employer",
            "company",
            "weight",
            "highlights",
            "start",
            "end",
            "id",
            "tags",
        ];
        for (word, meant) in [
            ("compnay", Some("company")),
            ("titel", Some("title")),
            ("wieght", Some("weight")),
            ("highlight", Some("highlights")),
            ("Highlights", Some("highlights")),
            ("high_lights", Some("highlights")),
            ("employeer", Some("employer")),
            ("strat", Some("start")),
            ("edn", Some("end")),
            ("tag", Some("tags")),
            ("x", None),
            ("and", Some("end")),
            ("salary", None),
            ("", None),
        ] {
            assert_eq!(did_you_mean(word, keys), meant, "{word}");
        }
        assert_eq!(did_you_mean(&"x".repeat(1_000_000), keys), None);
    }

    #[test]
    fn a_line_of_a_megabyte_is_cut_around_the_caret() {
        let source = format!("{}here{}", "x ".repeat(250_000), " y".repeat(250_000));
        let span = Span {
            start: 500_000,
            end: 500_004,
        };
        let drawn = draw(
            "p.yaml",
            &source,
            &[Diagnostic::error(span, "found")],
            false,
        );
        assert!(
            drawn.lines().all(|line| line.chars().count() <= 120),
            "{drawn}"
        );
        insta::assert_snapshot!(drawn, @"
        error: found
         --> p.yaml:1:500001
          |
        1 | ... x x x x x x x x x x x x x x x x x x x x x here y y y y y y y y y y y y y y y y y y y y y ...
          |                                               ^^^^
        ");
    }

    #[test]
    fn carets_stay_on_the_first_line_and_tabs_are_four_wide() {
        let source = "a:\tone\n  two\n";
        let span = Span { start: 3, end: 12 };
        let drawn = draw("p.yaml", source, &[Diagnostic::error(span, "found")], false);
        insta::assert_snapshot!(drawn, @"
        error: found
         --> p.yaml:1:4
          |
        1 | a:    one
          |       ^^^
        ");
    }

    #[test]
    fn diagnostics_are_drawn_in_the_order_of_the_source() {
        let at = |start| Span {
            start,
            end: start + 1,
        };
        let whole = Diagnostic {
            span: None,
            ..Diagnostic::error(at(0), "whole")
        };
        let drawn = draw(
            "p.yaml",
            "a\nb\n",
            &[
                Diagnostic::error(at(2), "second").with_hint("look"),
                Diagnostic::warning(at(0), "first"),
                whole,
            ],
            false,
        );
        insta::assert_snapshot!(drawn, @"
        error: whole
        --> p.yaml

        warning: first
         --> p.yaml:1:1
          |
        1 | a
          | ^

        error: second
         --> p.yaml:2:1
          |
        2 | b
          | ^
          |
          = help: look
        ");
    }

    #[test]
    fn more_than_a_screenful_is_counted() {
        let many = vec![Diagnostic::error(Span::default(), "again"); DRAWN + 2];
        let drawn = draw("p.yaml", "a", &many, false);
        assert_eq!(drawn.matches("error: again").count(), DRAWN);
        assert!(drawn.ends_with("\n... and 2 more\n"));
    }
}
