//! Short forms that a text itself explains.

use super::token::Token;
use super::tokenizer::tokens;

/// The longest short form looked for, in letters.
const MAX_LETTERS: usize = 6;

/// The longest bracket looked into, in bytes.
const WIDEST: usize = 80;

/// The longest stretch before a bracket looked into, in bytes.
const BEFORE: usize = 120;

/// Returns the pairs of a long form and its short form that a text gives: `Service Level Objective (SLO)`, or
/// `SLO (service level objective)`.
///
/// The letters of the short form begin the words of the long one, small words aside.
pub fn acronyms(text: &str) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    for (open, _) in text.match_indices('(') {
        let inside = &text[open + 1..ceil(text, open + 1 + WIDEST)];
        let Some(close) = inside.find(')') else {
            continue;
        };
        let inside = inside[..close].trim();
        let before = &text[floor(text, open.saturating_sub(BEFORE))..open];
        if let Some(short) = short_form(inside) {
            let before_words = tokens(before);
            let first = (0..before_words.len())
                .rev()
                .take(2 * MAX_LETTERS)
                .find(|&from| spells(&before_words[from..], &short));
            if let Some(from) = first {
                let long = &before[before_words[from].at.start..];
                pairs.push((long.trim().to_owned(), inside.to_owned()));
            }
        } else if let Some(written) = before.split_whitespace().next_back()
            && short_form(written).is_some_and(|short| spells(&tokens(inside), &short))
        {
            pairs.push((inside.to_owned(), written.to_owned()));
        }
    }
    pairs
}

/// Returns the letters of a short form in lower case, without the plural's, if that is what this is.
fn short_form(written: &str) -> Option<String> {
    let body = written.strip_suffix('s').unwrap_or(written);
    let upper = body.chars().filter(char::is_ascii_uppercase).count();
    let fits = (2..=MAX_LETTERS).contains(&body.len())
        && body.chars().all(|c| c.is_ascii_alphanumeric())
        && upper >= 2
        && upper * 2 >= body.len();
    fits.then(|| body.to_ascii_lowercase())
}

/// Returns whether the first letters of all the words, or of all but the small ones, are the short form.
fn spells(words: &[Token], short: &str) -> bool {
    let first = |it: &Token| it.word.chars().next();
    // At least two words: "Kafka (K)" explains nothing.
    words.len() > 1
        && !words[0].is_stop()
        && (words.iter().filter_map(first).eq(short.chars())
            || (words.iter().filter(|it| !it.is_stop()).filter_map(first)).eq(short.chars()))
}

fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn ceil(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::acronyms;

    #[track_caller]
    fn check(text: &str, expect: &[(&str, &str)]) {
        let found = acronyms(text);
        let found: Vec<_> = found
            .iter()
            .map(|(a, b)| (a.as_str(), b.as_str()))
            .collect();
        assert_eq!(found, expect);
    }

    #[test]
    fn reads_pairs_both_ways() {
        check(
            "Set a service level objective (SLO) for every team",
            &[("service level objective", "SLO")],
        );
        check(
            "IEPs (Individualized Education Programs)",
            &[("Individualized Education Programs", "IEPs")],
        );
        check(
            "Work with the Department of Defense (DoD)",
            &[("Department of Defense", "DoD")],
        );
        check(
            "Next Generation Science Standards (NGSS)",
            &[("Next Generation Science Standards", "NGSS")],
        );
    }

    #[test]
    fn leaves_other_brackets_alone() {
        check("Moved services (12) to the cloud (AWS)", &[]);
        check("an open ( bracket", &[]);
        check("Ran the plan (weekly)", &[]);
    }
}
