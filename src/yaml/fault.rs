//! What is wrong with text that is no YAML, in words for the person who wrote it, at the place to mend.

use serde_yaml::budget::BudgetBreach;
use serde_yaml::granit_parser::ErrorKind;
use serde_yaml::{Error, ExternalMessageSource, MessageFormatter, UserMessageFormatter};

use super::tree::{MAX_ALIASES, MAX_DEPTH, MAX_NODES, excerpt};
use crate::diag::{Diagnostic, Lines, Span};

/// Returns the diagnostic for an error of the library.
///
/// The library says where reading stopped. Where the mistake stands earlier (a tab on the line, a
/// bracket or quote opened long before), a small look at the source finds it.
pub(super) fn explain(source: &str, error: &Error) -> Diagnostic {
    let at = error.location().map_or(source.len(), |location| {
        let number = |it: u64| usize::try_from(it).unwrap_or(usize::MAX);
        Lines::new(source).offset(source, number(location.line()), number(location.column()))
    });
    let spot = Spot { source, at };
    explain_at(spot, error)
}

fn explain_at(spot: Spot<'_>, error: &Error) -> Diagnostic {
    match error {
        Error::AliasError { error, .. } => explain_at(spot, error),
        Error::ExternalMessage {
            source: origin,
            msg,
            ..
        } => match origin.as_ref() {
            ExternalMessageSource::Parser(fault) => explain_syntax(spot, fault.kind(), msg),
            _ => spot.unreadable(msg),
        },
        Error::MultipleDocuments { .. } => spot
            .error("a second YAML document starts here: one file holds one")
            .with_hint("delete the line `---` or `...` before it, or move it to a file of its own"),
        Error::UnknownAnchor { .. } => {
            let word = spot.word();
            // Who writes more than a name, or a closing asterisk, means emphasis.
            if word.ends_with('*') || word.len() < spot.after().trim_end().len() {
                return spot.bad_start();
            }
            let name = word.trim_start_matches('*');
            spot.error(format!(
                "no anchor `&{}` stands before this alias",
                excerpt(name)
            ))
            .with_hint(spot.quote())
        }
        Error::RecursiveReferencesRequireWeakTypes { .. } => {
            spot.error("this alias stands inside what it repeats")
        }
        Error::MergeValueNotMapOrSeqOfMaps { .. } => {
            spot.error("only a mapping can be merged with `<<`")
        }
        Error::UnsupportedTag { tag, .. } => match spot.tag() {
            Some(tag) => tag.bad_start(),
            None => spot.error(format!("this value has an unknown tag, `{}`", excerpt(tag))),
        },
        Error::InvalidScalar { .. } => spot
            .tag()
            .unwrap_or(spot)
            .error("this tag does not fit its value")
            .with_hint("delete the tag; if it is part of a text, put the text in quotes"),
        Error::Budget { breach, .. } => spot.error(explain_breach(breach)),
        other => spot.unreadable(&UserMessageFormatter.format_message(other)),
    }
}

fn explain_breach(breach: &BudgetBreach) -> String {
    match breach {
        BudgetBreach::Depth { .. } => too_deep(),
        BudgetBreach::Nodes { .. } => format!("more than {MAX_NODES} values in one file"),
        BudgetBreach::Aliases { .. } => format!("more than {MAX_ALIASES} aliases in one file"),
        BudgetBreach::ScalarBytes { .. } => "aliases repeat more than 1 MB of text".to_owned(),
        _ => "too much for one file".to_owned(),
    }
}

fn too_deep() -> String {
    format!("lists and mappings nested more than {MAX_DEPTH} deep")
}

fn explain_syntax(spot: Spot<'_>, kind: &ErrorKind, message: &str) -> Diagnostic {
    if let Some(tab) = spot.tab_indent(kind) {
        return tab
            .error("this line is indented with a tab; YAML wants spaces")
            .with_hint("replace the tab with spaces");
    }
    match kind {
        ErrorKind::UnclosedQuotedScalar | ErrorKind::DocumentIndicatorInQuotedScalar => {
            unclosed_quote(spot)
        }
        ErrorKind::InvalidTrailingDoubleQuotedScalar
        | ErrorKind::InvalidTrailingSingleQuotedScalar => after_quote(spot),
        ErrorKind::UnknownQuotedScalarEscape
        | ErrorKind::InvalidQuotedScalarHexEscape
        | ErrorKind::InvalidUnicodeEscape
        | ErrorKind::MissingLowSurrogate
        | ErrorKind::InvalidLowSurrogate
        | ErrorKind::InvalidLowSurrogateHexEscape
        | ErrorKind::UnpairedLowSurrogate => spot
            .bad_escape()
            .error("no such escape in double quotes")
            .with_hint(r"write `\\` for a backslash, or use single quotes"),
        ErrorKind::UnclosedFlowCollection { .. } => unclosed_bracket(spot),
        ErrorKind::MismatchedFlowCollectionEnd { open, close } => spot
            .error(format!("`{open}` is closed with `{close}`"))
            .with_hint("close each bracket with its own kind"),
        ErrorKind::RecursionLimitExceeded => spot.error(too_deep()),
        _ => match spot.open_bracket() {
            // The rest may only look wrong because a bracket on a line before it is still open.
            Some(bracket) if !bracket.is_on_line_of(spot) => unclosed_bracket(bracket),
            _ => explain_structure(spot, kind, message),
        },
    }
}

fn explain_structure(spot: Spot<'_>, kind: &ErrorKind, message: &str) -> Diagnostic {
    match kind {
        ErrorKind::MappingValueNotAllowed => second_colon(spot),
        ErrorKind::ExpectedFlowMappingSeparator | ErrorKind::ExpectedFlowSequenceSeparator => {
            let diagnostic = match spot.character() {
                ':' => spot.error("a second `: ` in a value without quotes"),
                _ => spot.error("no `,` and no closing bracket before this"),
            };
            diagnostic.with_hint("if it is part of a text, put the text in quotes")
        }
        ErrorKind::BlockEntryInFlowCollection => spot
            .error("`- ` inside brackets")
            .with_hint("leave it out: `,` separates the entries"),
        ErrorKind::BlockSequenceEntryNotAllowed => spot
            .error("a list can't start on the line of its key")
            .with_hint("start it on the next line; if it is not a list, put the value in quotes"),
        ErrorKind::CommentInterceptedScalar => spot
            .error("` #` starts a comment in the middle of a value")
            .with_hint("put the whole value in quotes, or move the comment"),
        ErrorKind::CommentNotSeparated => spot
            .error("a comment without a space before `#`")
            .with_hint(
                "put a space before it; if it is part of the text, put it inside the quotes",
            ),
        ErrorKind::InvalidBlockScalarIndent => spot
            .error("this line is not indented like the rest of its text")
            .with_hint("indent all lines of a text after `|` or `>` alike"),
        ErrorKind::BomInsideDocument => spot
            .error("a byte order mark in the middle of the file")
            .with_hint("delete this invisible character"),
        ErrorKind::MisplacedFlowCollectionEnd => spot
            .error(format!("`{}` closes nothing", spot.character()))
            .with_hint(spot.quote()),
        ErrorKind::SimpleKeyExpected | ErrorKind::InvalidSimpleKey => no_colon(spot),
        ErrorKind::ExpectedBlockMappingKey
        | ErrorKind::ExpectedBlockSequenceEntry
        | ErrorKind::ExpectedDocumentStart
        | ErrorKind::InvalidIndentation
            if spot.before().trim_matches([' ', '-']).is_empty() =>
        {
            out_of_line(spot.line_start())
        }
        ErrorKind::ExpectedBlockMappingKey
        | ErrorKind::ExpectedBlockSequenceEntry
        | ErrorKind::ExpectedDocumentStart
            if spot.before().trim_end().ends_with([']', '}']) =>
        {
            spot.error("text after the closing bracket")
                .with_hint("put the whole value in quotes")
        }
        _ if STARTS_NO_VALUE.contains(spot.character()) && spot.starts_value() => spot.bad_start(),
        _ => spot.unreadable(message),
    }
}

/// The characters that can't start a plain value, or mean something else there.
const STARTS_NO_VALUE: &str = "@`%*&!|>?,[]{}#'\"";

fn unclosed_quote(spot: Spot<'_>) -> Diagnostic {
    let hint = match spot.character() {
        '\'' => "close it; an apostrophe in a text that starts with one is fine in double quotes",
        _ => "close it; a text that starts with a double quote can stand in single quotes",
    };
    spot.error("this quote is never closed").with_hint(hint)
}

/// Text after a closing quote: the quote may close one that was left open lines before.
fn after_quote(spot: Spot<'_>) -> Diagnostic {
    let quote = spot.before().trim_end().chars().next_back();
    let quote = quote.filter(|it| matches!(it, '"' | '\''));
    if let Some(quote) = quote
        && spot.before().matches(quote).count() == 1
        && let Some(opening) = spot.odd_quote_before(quote)
    {
        return unclosed_quote(opening);
    }
    let diagnostic = spot.error("text after the closing quote");
    if quote == Some('\'') && !spot.before().ends_with(' ') {
        diagnostic.with_hint("write `''` for an apostrophe in single quotes, or use double quotes")
    } else {
        diagnostic.with_hint("put the whole value in quotes of the other kind")
    }
}

fn unclosed_bracket(spot: Spot<'_>) -> Diagnostic {
    let close = if spot.character() == '{' { '}' } else { ']' };
    spot.error(format!("`{}` is never closed", spot.character()))
        .with_hint(format!(
            "close it with `{close}`; if it is part of a text, put the text in quotes"
        ))
}

/// A colon that can't belong to a key: two on a line, or a line indented too deep.
fn second_colon(spot: Spot<'_>) -> Diagnostic {
    let line = spot.before();
    let Some((key, _)) = line.split_once(": ") else {
        return spot
            .line_start()
            .error("this line is indented deeper than the value above, so YAML reads it as part of that value")
            .with_hint("indent it like the line above; if it does belong to the value, put all of it in quotes");
    };
    // `- Billing: built pipeline: …` is a text as a whole, `- title: Engineer: Payments` has a key.
    let text = key.trim_start_matches([' ', '-']);
    let is_key = !text.contains(|it: char| it.is_whitespace() || it.is_uppercase());
    let n_before = if is_key {
        key.len() + 2
    } else {
        key.len() - text.len()
    };
    let value = Spot {
        at: spot.at - line.len() + n_before,
        ..spot
    };
    spot.error("a second `: ` in a value without quotes")
        .with_hint(value.quote())
}

fn no_colon(spot: Spot<'_>) -> Diagnostic {
    let diagnostic = spot.error("a key without a colon and a space after it");
    match spot.after().split_once(':') {
        Some((key, value)) if !key.is_empty() => diagnostic.with_hint(format!(
            "write `{}: {}`",
            excerpt(key),
            excerpt(value.trim())
        )),
        _ => diagnostic.with_hint("write `key: value`; an entry of a list starts with `- `"),
    }
}

/// A line that starts in a column where nothing above it starts.
fn out_of_line(spot: Spot<'_>) -> Diagnostic {
    let columns: Vec<String> = spot.columns_above().iter().map(usize::to_string).collect();
    let diagnostic = spot.error("this line does not line up with the lines above");
    diagnostic.with_hint(match columns.as_slice() {
        [] => "start it in the column of the key or `- ` that it goes with".to_owned(),
        [one] => format!("what it goes with starts in column {one}"),
        [others @ .., last] => format!(
            "what it goes with starts in column {} or {last}",
            others.join(", ")
        ),
    })
}

/// A place in the source to look around from.
#[derive(Debug, Clone, Copy)]
struct Spot<'s> {
    source: &'s str,
    at: usize,
}

impl<'s> Spot<'s> {
    fn error(self, message: impl Into<String>) -> Diagnostic {
        let end = self.at + self.after().chars().next().map_or(0, char::len_utf8);
        Diagnostic::error(
            Span {
                start: self.at,
                end,
            },
            message,
        )
    }

    fn unreadable(self, message: &str) -> Diagnostic {
        self.error(format!("this is not YAML: {message}"))
            .with_hint("if it is part of a text, put the text in quotes")
    }

    fn bad_start(self) -> Diagnostic {
        let start = match self.character() {
            '`' => "a backtick".to_owned(),
            it => format!("`{it}`"),
        };
        self.error(format!("a text without quotes can't start with {start}"))
            .with_hint(self.quote())
    }

    /// Returns the advice to put the value that starts here in quotes, with the value where it is plain to see.
    fn quote(self) -> String {
        let value = self.after().trim_end();
        let is_short = value.chars().nth(60).is_none();
        if value.is_empty() || !is_short || value.contains(['[', ']', '{', '}', '#', '\\']) {
            "put the value in quotes".to_owned()
        } else if value.contains('"') {
            format!("put the value in quotes: `'{}'`", value.replace('\'', "''"))
        } else {
            format!("put the value in quotes: `\"{value}\"`")
        }
    }

    /// Returns the line up to this place.
    fn before(self) -> &'s str {
        let before = &self.source[..self.at];
        &before[before.rfind(['\n', '\r']).map_or(0, |at| at + 1)..]
    }

    /// Returns the line from this place on.
    fn after(self) -> &'s str {
        let after = &self.source[self.at..];
        &after[..after.find(['\n', '\r']).unwrap_or(after.len())]
    }

    fn character(self) -> char {
        self.after().chars().next().unwrap_or(' ')
    }

    fn word(self) -> &'s str {
        self.after()
            .split([' ', '\t', ',', ']', '}'])
            .next()
            .unwrap_or_default()
    }

    fn is_on_line_of(self, other: Self) -> bool {
        let between = self.at.min(other.at)..self.at.max(other.at);
        !self.source[between].contains(['\n', '\r'])
    }

    /// Returns whether a value may start here: after a key, in a list, at the start of a line.
    fn starts_value(self) -> bool {
        let before = self.before().trim_end();
        before.is_empty() || before.ends_with([':', '-', '?', ',', '[', '{'])
    }

    /// Returns the first place on this line that is no white space.
    fn line_start(self) -> Self {
        let before = self.before();
        let blank = before.len() - before.trim_start().len();
        Self {
            at: self.at - before.len() + blank,
            ..self
        }
    }

    /// Returns the start of the tag before this value, if it is on this line.
    fn tag(self) -> Option<Self> {
        let before = self.before().trim_end();
        let start = before
            .rfind([' ', '\t', '[', '{', ','])
            .map_or(0, |at| at + 1);
        let at = self.at - self.before().len() + start;
        before[start..]
            .starts_with('!')
            .then_some(Self { at, ..self })
    }

    /// Returns the tab that indents this line, or for faults that the library reports a line too early, one of the next.
    fn tab_indent(self, kind: &ErrorKind) -> Option<Self> {
        let early = matches!(
            kind,
            ErrorKind::TabInPlainScalar | ErrorKind::TabAtBlockScalarStart
        );
        let mut start = self.at - self.before().len();
        loop {
            let line = Self { at: start, ..self }.after();
            let indent = &line[..line.len() - line.trim_start_matches([' ', '\t']).len()];
            if indent.len() < line.len()
                && let Some(tab) = indent.find('\t')
            {
                return Some(Self {
                    at: start + tab,
                    ..self
                });
            }
            let passed_here = start > self.at;
            if !early || (passed_here && indent.len() < line.len()) {
                return None;
            }
            let end = start + line.len();
            start = end + self.source[end..].find(|it| !matches!(it, '\n' | '\r'))?;
        }
    }

    /// Returns the first backslash from here on that starts no escape; this place if there is none.
    fn bad_escape(self) -> Self {
        let text = &self.source[self.at..];
        let mut characters = text.char_indices();
        while let Some((at, character)) = characters.next() {
            if character != '\\' {
                continue;
            }
            let n_digits = match characters.next() {
                Some((_, 'x')) => 2,
                Some((_, 'u')) => 4,
                Some((_, 'U')) => 8,
                Some((_, it)) if "0abt\tnvfre \"/\\N_LP\n\r".contains(it) => continue,
                _ => 0,
            };
            let digits: String = text[at + 1..].chars().skip(1).take(n_digits).collect();
            let code = u32::from_str_radix(&digits, 16).ok();
            if n_digits == 0 || digits.len() < n_digits || code.and_then(char::from_u32).is_none() {
                return Self {
                    at: self.at + at,
                    ..self
                };
            }
        }
        self
    }

    /// Returns the last `quote` of the nearest line above that has an odd number of them.
    fn odd_quote_before(self, quote: char) -> Option<Self> {
        let mut end = self.at - self.before().len();
        for line in self.source[..end].split_inclusive(['\n', '\r']).rev() {
            let start = end - line.len();
            if line.matches(quote).count() % 2 == 1 {
                let at = line.rfind(quote).map_or(start, |at| start + at);
                return Some(Self { at, ..self });
            }
            end = start;
        }
        None
    }

    /// Returns the innermost bracket that starts a value before this place and is still open here.
    ///
    /// Brackets within quotes, comments and plain texts don't count. One pass over the source.
    fn open_bracket(self) -> Option<Self> {
        let mut open: Vec<usize> = Vec::new();
        let mut quote: Option<char> = None;
        let mut in_comment = false;
        let mut previous = '\n';
        let mut last_visible = '\n';
        for (at, it) in self.source[..self.at].char_indices() {
            let starts_value = matches!(last_visible, '\n' | ':' | '-' | ',' | '[' | '{')
                && (last_visible == '\n' || previous.is_whitespace() || !open.is_empty());
            match (quote, it) {
                _ if in_comment => in_comment = !matches!(it, '\n' | '\r'),
                (Some(end), _) if it == end => quote = None,
                (None, '"' | '\'') if starts_value => quote = Some(it),
                (None, '#') if previous.is_whitespace() => in_comment = true,
                (None, '[' | '{') if starts_value => open.push(at),
                (None, ']' | '}') => {
                    open.pop();
                }
                _ => {}
            }
            previous = it;
            if matches!(it, '\n' | '\r') {
                if open.is_empty() {
                    last_visible = '\n';
                }
            } else if !it.is_whitespace() && !in_comment {
                last_visible = it;
            }
        }
        open.last().map(|&at| Self { at, ..self })
    }

    /// Returns the columns, counted from 1, where the lists above start if this line starts with `- `,
    /// and where the mappings above start if it does not.
    fn columns_above(self) -> Vec<usize> {
        let wants_list = self.after().starts_with("- ");
        let above = &self.source[..self.at - self.before().len()];
        let mut columns: Vec<usize> = Vec::new();
        let mut limit = usize::MAX;
        for line in above.rsplit(['\n', '\r']) {
            let mut rest = line.trim_start_matches(' ');
            let indent = line.len() - rest.len();
            if rest.is_empty() || rest.starts_with('#') || indent >= limit {
                continue;
            }
            // `- - key: value` starts something in three columns.
            while let Some(entry) = rest.strip_prefix("- ") {
                if wants_list {
                    columns.push(line.len() - rest.len() + 1);
                }
                rest = entry.trim_start_matches(' ');
            }
            if !wants_list && (rest.contains(": ") || rest.trim_end().ends_with(':')) {
                columns.push(line.len() - rest.len() + 1);
            }
            limit = indent;
            if indent == 0 {
                break;
            }
        }
        columns.sort_unstable();
        columns.dedup();
        columns
    }
}
