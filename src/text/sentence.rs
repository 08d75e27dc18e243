//! A text as sentences.

use std::ops::Range;

/// Words with a full stop that ends no sentence.
const ABBREVIATED: [&str; 22] = [
    "approx", "co", "corp", "dept", "dr", "e.g", "eg", "etc", "i.e", "ie", "inc", "incl", "jr",
    "ltd", "mr", "mrs", "ms", "no", "sr", "st", "u.s", "vs",
];

/// Returns the sentences of a text as ranges of its bytes, without white space at their ends.
///
/// A sentence ends at `.`, `!` or `?` followed by white space and something other than a lower-case letter, at a
/// semicolon, and at a line break.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices() {
        let ends = match c {
            '\n' | ';' => true,
            '.' | '!' | '?' => {
                let rest = &text[at + c.len_utf8()..];
                let closed = rest.trim_start_matches(['"', '”', ')', '\'', '’', '*', '_']);
                let next = closed.trim_start().chars().next();
                closed.starts_with(char::is_whitespace)
                    && !next.is_some_and(char::is_lowercase)
                    && !(c == '.' && is_abbreviation(&text[start..at]))
            }
            _ => false,
        };
        if ends {
            push(&mut out, text, start..at + c.len_utf8());
            start = at + c.len_utf8();
        }
    }
    push(&mut out, text, start..text.len());
    out
}

fn is_abbreviation(before: &str) -> bool {
    let word = before.rsplit([' ', '(', '\u{a0}']).next().unwrap_or(before);
    let lower = word.to_lowercase();
    let initial = word.chars().count() == 1 && word.starts_with(char::is_uppercase);
    initial || ABBREVIATED.binary_search(&lower.as_str()).is_ok()
}

fn push(out: &mut Vec<Range<usize>>, text: &str, range: Range<usize>) {
    let edge = |c: char| c.is_whitespace() || c == ';';
    let slice = &text[range.clone()];
    let trimmed = slice.trim_matches(edge);
    if trimmed.chars().any(char::is_alphanumeric) {
        let start = range.start + (slice.len() - slice.trim_start_matches(edge).len());
        out.push(start..start + trimmed.len());
    }
}

#[cfg(test)]
mod tests {
    use super::sentences;

    #[track_caller]
    fn check(text: &str, expect: &[&str]) {
        let found: Vec<_> = sentences(text).into_iter().map(|it| &text[it]).collect();
        assert_eq!(found, expect);
    }

    #[test]
    fn ends_sentences_where_a_reader_would() {
        check(
            "You ship. We pay!  Does it work? Yes",
            &["You ship.", "We pay!", "Does it work?", "Yes"],
        );
        check(
            "Uses tools (e.g. Jira) in the U.S. market.",
            &["Uses tools (e.g. Jira) in the U.S. market."],
        );
        check(
            "Node.js, .NET v3.5 and 99.9% uptime",
            &["Node.js, .NET v3.5 and 99.9% uptime"],
        );
        check("Plans; ships\n\nruns", &["Plans", "ships", "runs"]);
        check("", &[]);
    }

    #[test]
    fn long_text_without_a_stop_is_one_sentence() {
        let text = "word ".repeat(20_000);
        assert_eq!(sentences(&text).len(), 1);
    }
}
