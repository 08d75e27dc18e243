//! Lines as people paste them: their marks, and which of them only go on in the next.

use std::iter::Peekable;
use std::str::Chars;

/// Signs that only lists have before a line.
pub(super) const ROUND_MARKS: [char; 43] = [
    '•', '◦', '▪', '▫', '►', '▶', '▸', '‣', '●', '○', '■', '□', '◆', '◇', '✓', '✔', '✅', '☑', '➤',
    '➢', '➔', '➜', '→', '❖', '❯', '⁃', '∙', '⬤', '⚫', '◼', '◾', '»', '›', '★', '☆', '✦', '✱',
    '¤', '☐', '\u{f0b7}', '\u{f0a7}', '\u{f0d8}', '\u{f076}',
];

/// Signs that lists have before a line and a space.
const MARKS: [char; 11] = ['-', '*', '+', '·', '–', '—', '−', '‒', '―', '‐', '‑'];

/// The longest line that someone's mail program or editor may have broken, in characters.
const WIDEST: usize = 110;

/// The shortest width at which lines are broken, in characters.
const NARROWEST: usize = 45;

/// The shortest line whose last word shows that it goes on, in characters.
const MIN_OPEN_LINE_CHARS: usize = 40;

/// How many characters less than the width a broken line may have beside what stands in the next.
const SLACK: usize = 8;

/// The longest escape sequence of a terminal that is left out, in characters.
const MAX_ESCAPE_CHARS: usize = 40;

/// The longest control string of a terminal that is left out, in characters.
const MAX_STRING_CHARS: usize = 200;

/// Returns a source without what is no text: control characters, escape sequences of terminals, marks that turn the
/// direction of writing, signs without width. A form feed and the breaks of other systems are line breaks.
pub(super) fn clean(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut chars = source.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' => {
                if chars.peek() != Some(&'\n') {
                    out.push('\n');
                }
            }
            '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push('\n'),
            '\n' | '\t' => out.push(c),
            '\u{1b}' | '\u{9b}' => {
                skip_escape(c, &mut chars);
            }
            '\u{200b}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{2060}'
            | '\u{feff}'
            | '\u{ad}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}'
            | '\u{fe0e}'
            | '\u{fe0f}'
            | '\u{61c}'
            | '\u{e000}' => {}
            _ if c.is_control() => {}
            _ => out.push(c),
        }
    }
    out
}

/// Skips what follows an escape character or a control sequence introducer and belongs to it.
fn skip_escape(c: char, chars: &mut Peekable<Chars<'_>>) {
    if c == '\u{1b}' && chars.next_if(|it| "]PX^_".contains(*it)).is_some() {
        // A control string goes on to its end, which must be near.
        let mut ahead = chars.clone();
        for _ in 0..MAX_STRING_CHARS {
            match ahead.next() {
                Some('\u{7}' | '\u{9c}') => {
                    *chars = ahead;
                    return;
                }
                Some('\u{1b}') if ahead.next_if_eq(&'\\').is_some() => {
                    *chars = ahead;
                    return;
                }
                Some('\n' | '\u{1b}') | None => break,
                Some(_) => {}
            }
        }
    } else if c == '\u{1b}' && chars.next_if_eq(&'[').is_none() {
        // Any other sequence is one character.
        chars.next_if(|it| matches!(it, '0'..='~'));
        return;
    }
    // A control sequence has parameters and a final character.
    for _ in 0..MAX_ESCAPE_CHARS {
        if chars.next_if(|it| matches!(it, ' '..='?')).is_none() {
            break;
        }
    }
    chars.next_if(|it| matches!(it, '@'..='~'));
}

/// Returns the words of a list item, if a line has the mark of one.
pub(super) fn item(line: &str) -> Option<&str> {
    if let Some(rest) = line.strip_prefix(ROUND_MARKS) {
        return Some(rest.trim_start_matches(ROUND_MARKS).trim_start());
    }
    if let Some(rest) = line.strip_prefix(MARKS) {
        let is_mark = rest.starts_with(char::is_whitespace)
            || (!line.starts_with(['*', '+']) && rest.starts_with(char::is_uppercase));
        let rest = rest.trim_start();
        return is_mark.then(|| {
            item(rest)
                .filter(|_| rest.starts_with(ROUND_MARKS))
                .unwrap_or(rest)
        });
    }
    // Where there is no round mark, a letter looks like one.
    if let Some(rest) = line.strip_prefix("o ").or_else(|| line.strip_prefix("o\t")) {
        let rest = rest.trim_start();
        return (rest.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()))
            .then_some(rest);
    }
    // "a." and "(2)".
    let bare = line.strip_prefix('(').unwrap_or(line);
    if bare.starts_with(|c: char| c.is_ascii_lowercase())
        && let Some(rest) = bare[1..].strip_prefix(['.', ')'])
    {
        return rest
            .starts_with(char::is_whitespace)
            .then(|| rest.trim_start());
    }
    // "1." and "2)"; no list of a posting has a hundred items.
    let digits = bare.bytes().take_while(u8::is_ascii_digit).count();
    let rest = bare[digits..].strip_prefix(['.', ')'])?;
    // "1.1 Carry out visits".
    let deeper = rest
        .bytes()
        .take_while(|it| it.is_ascii_digit() || *it == b'.')
        .count();
    if (1..=6).contains(&deeper) && (1..=2).contains(&digits) {
        let rest = rest[deeper..]
            .strip_prefix(char::is_whitespace)?
            .trim_start();
        return rest.starts_with(char::is_uppercase).then_some(rest);
    }
    ((1..=2).contains(&digits) && rest.starts_with(char::is_whitespace)).then(|| rest.trim_start())
}

/// Returns whether a line is the mark of a list and nothing else: what is marked stands on the next.
pub(super) fn is_lone_mark(line: &str) -> bool {
    let mut chars = line.chars();
    chars
        .next()
        .is_some_and(|it| ROUND_MARKS.contains(&it) || it == '·')
        && chars.next().is_none()
}

/// Cuts a line that holds a whole list: "Requirements: • SQL • Python".
pub(super) fn items_within(line: &str) -> Vec<&str> {
    // Between facts about a job the same signs stand as commas do: "Leeds • Full-time".
    const BETWEEN: [char; 6] = ['•', '▪', '●', '■', '◦', '➤'];
    let starts = line.starts_with(BETWEEN);
    let Some(mark) = BETWEEN.into_iter().find(|it| line.contains(*it)) else {
        return vec![line];
    };
    let n_words = |it: &str| it.split_whitespace().count();
    let mut pieces = line.split(mark);
    let head = pieces.next().unwrap_or_default().trim();
    let rest: Vec<&str> = pieces.map(str::trim).filter(|it| !it.is_empty()).collect();
    let total: usize = rest.iter().map(|it| n_words(it)).sum();
    let leads = head.ends_with(':');
    let is_list = if starts || leads {
        rest.len() > 1
    } else {
        rest.len() > 2 && total >= 4 * rest.len()
    };
    if !is_list {
        return vec![line];
    }
    let mut at = 0;
    let mut out = Vec::new();
    for (next, _) in line.match_indices(mark) {
        out.push(line[at..next].trim());
        at = next;
    }
    out.push(line[at..].trim());
    out.retain(|it| !it.is_empty());
    out
}

/// How the lines of a text are broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Wrap {
    /// The width at which an editor broke them, in characters, if one did.
    width: Option<usize>,
    /// Whether the lines begin in lower case as a rule, so that a small letter says nothing.
    begins_small: bool,
}

impl Wrap {
    /// Reads how the lines of a text are broken off its lengths: where most lines have no room for the next one's word.
    pub(super) fn of(lines: &[&str]) -> Self {
        let mut lengths = Vec::new();
        let mut n_small = 0;
        let mut n_plain = 0;
        for pair in lines.windows(2) {
            let (line, next) = (pair[0].trim_end(), pair[1].trim());
            let is_plain = |it: &str| !it.is_empty() && !it.starts_with(['#', '|']);
            if is_plain(line.trim_start()) && item(line.trim_start()).is_none() {
                n_plain += 1;
                n_small += usize::from(line.trim_start().starts_with(char::is_lowercase));
            }
            if is_plain(line.trim_start()) && is_plain(next) && item(next).is_none() {
                let room = next
                    .split_whitespace()
                    .next()
                    .map_or(0, |it| it.chars().count());
                lengths.push((line.chars().count(), room));
            }
        }
        let begins_small = n_plain > 3 && n_small * 10 > n_plain * 7;
        let mut sorted: Vec<usize> = lengths.iter().map(|it| it.0).collect();
        sorted.sort_unstable();
        let width = sorted.get(sorted.len() * 9 / 10).copied().unwrap_or(0);
        let n_full = lengths
            .iter()
            .filter(|(length, room)| length + 1 + room + SLACK / 2 > width)
            .count();
        let is_wrapped = lengths.len() > 2
            && (NARROWEST..=WIDEST).contains(&width)
            && n_full * 2 >= lengths.len();
        Self {
            width: is_wrapped.then_some(width),
            begins_small: begins_small && !is_wrapped,
        }
    }

    /// Lines of a page of HTML are broken where it says so.
    pub(super) fn never() -> Self {
        Self {
            width: None,
            begins_small: true,
        }
    }

    /// Returns whether no editor broke the lines at a width.
    pub(super) fn is_free(self) -> bool {
        self.width.is_none()
    }

    /// Returns whether a line goes on in the next; `deeper` where the next stands further in, below an item of a list.
    pub(super) fn joins(self, before: &str, next: &str, deeper: bool) -> bool {
        let before = before.trim_end();
        // A short line that ends so may lead in a list: "You come with".
        let is_long = before.chars().count() >= MIN_OPEN_LINE_CHARS || self.width.is_some();
        if before.ends_with([',', '(', '&', '/']) && !self.begins_small && is_long {
            return true;
        }
        if next.starts_with(char::is_lowercase) && !self.begins_small {
            return !before.ends_with(':');
        }
        if before.ends_with(['.', '!', '?', ':', ';']) {
            return deeper && !before.ends_with(':');
        }
        let last = before.rsplit(' ').next().unwrap_or_default();
        let is_open = matches!(
            last,
            "a" | "an"
                | "and"
                | "at"
                | "by"
                | "for"
                | "from"
                | "in"
                | "of"
                | "on"
                | "or"
                | "our"
                | "the"
                | "to"
                | "with"
                | "your"
        );
        if (is_open && is_long && !self.begins_small) || deeper {
            return true;
        }
        let Some(width) = self.width else {
            return false;
        };
        let room = next
            .split_whitespace()
            .next()
            .map_or(0, |it| it.chars().count());
        before.chars().count() + 1 + room + SLACK > width
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_text_is_left_out() {
        assert_eq!(
            clean("a\u{1b}[31mb\u{1b}[0m\u{7}\u{202e}c\u{9b}1;2Hd"),
            "abcd"
        );
        assert_eq!(clean("a\u{c}b\r\nc\rd\u{2028}e\u{200b}f"), "a\nb\nc\nd\nef");
        assert_eq!(clean("\u{1b}[\u{1b}["), "");
        assert_eq!(
            clean("a\u{1b}cb\u{1b}P1;2qc\u{1b}]0;owned\u{7}d\u{1b}]0;x\u{1b}\\e"),
            "abcde"
        );
    }

    #[test]
    fn marks_of_lists_are_many() {
        for line in [
            "− plan",
            "• plan",
            "•plan",
            "•\tplan",
            "-\tplan",
            "\u{f0b7} plan",
            "✅ plan",
            "1. plan",
            "(b) plan",
            "(2) plan",
            "» plan",
            "- • plan",
        ] {
            assert_eq!(item(line), Some("plan"), "{line}");
        }
        for line in [
            "plan",
            "-5 degrees",
            "*plan*",
            "3.5 years",
            "o plan",
            "2024. A",
        ] {
            assert_eq!(item(line), None, "{line}");
        }
        assert_eq!(item("-Plan"), Some("Plan"));
    }

    #[test]
    fn a_list_may_stand_in_one_line() {
        assert_eq!(
            items_within("Skills: • SQL • R"),
            ["Skills:", "• SQL", "• R"]
        );
        assert_eq!(items_within("Leeds • Full-time • Posted today").len(), 1);
    }

    #[test]
    fn lines_go_on_where_an_editor_broke_them() {
        let wrapped = "We are looking for a person who keeps our old and new\nbooks, pays our bills and talks to the people at the Bank\nManager once a month about what we may and what we may\nnot buy.";
        let lines: Vec<&str> = wrapped.lines().collect();
        let wrap = Wrap::of(&lines);
        assert!(wrap.joins(lines[1], lines[2], false));
        let items = [
            "Know SQL",
            "Lead a team of five people",
            "Excel",
            "Python and R at work",
        ];
        let wrap = Wrap::of(&items);
        assert!(items.windows(2).all(|it| !wrap.joins(it[0], it[1], false)));
    }
}
