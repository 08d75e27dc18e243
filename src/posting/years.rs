//! Years of experience that a requirement asks for.

use std::ops::Range;

use super::frame_words::says_something;
use crate::text::{Token, TokenKind, tokens};

/// Words for small numbers, from one.
const NUMBERS: [&str; 15] = [
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen",
];

/// The most years that a posting asks for; more is a date or a company's age.
const MAX_YEARS: u8 = 30;

/// How far from the number "years" may stand: "5 or more full years".
const AWAY: usize = 4;

/// How many words after "of which" or "including" a number may stand.
const OF_THEM: usize = 4;

/// Words that say nothing of which work the years are of, by their keys.
const ANY_WORK: [&str; 21] = [
    "experi",
    "relev",
    "relat",
    "work",
    "profession",
    "hand",
    "on",
    "prior",
    "proven",
    "progress",
    "respons",
    "similar",
    "role",
    "industri",
    "total",
    "full",
    "direct",
    "environ",
    "set",
    "them",
    "area",
];

/// Returns whether a word, by its key, says which kind of work years are asked of: not "relevant" or "experience".
pub fn says_which_work(key: &str) -> bool {
    !ANY_WORK.contains(&key)
}

/// Returns every number of years that a text of these words asks for, where it stands, and of what: alternatives.
pub(super) fn years(text: &str, words: &[Token]) -> Vec<(Range<usize>, u8, Vec<String>)> {
    let mut starts: Vec<(usize, u8, usize)> = Vec::new();
    for (at, token) in words.iter().enumerate() {
        if token.key != "year" && token.key != "yr" || starts.last().is_some_and(|it| it.2 >= at) {
            continue;
        }
        if let Some((first, years)) = number_before(words, at)
            && is_asked(words, at)
        {
            starts.push((first, years, at + 1));
        }
    }
    let Some(&(_, most, _)) = starts.first() else {
        return Vec::new();
    };
    // "…, of which 3 in payments", "three of them in adult care", "at least 4 in infrastructure".
    for at in starts[0].2..words.len() {
        let Some(years) = number(&words[at]).filter(|it| *it > 0 && *it <= most) else {
            continue;
        };
        let next = |n: usize| words.get(at + n).map_or("", |it| it.word.as_str());
        let says = matches!(next(1), "in" | "of" | "as" | "with" | "+")
            && (next(1) != "of" || matches!(next(2), "them" | "those" | "these" | "which"));
        let led = words[at.saturating_sub(OF_THEM)..at]
            .iter()
            .any(|it| matches!(it.word.as_str(), "which" | "least" | "including" | "or"));
        let is_new = starts.iter().all(|it| at < it.0 || at >= it.2);
        if says && is_new && (led || next(1) == "of") {
            starts.push((at, years, at + 1));
        }
    }
    starts.sort_unstable();
    let mut out = Vec::new();
    for (i, &(first, years, after)) in starts.iter().enumerate() {
        let end = starts
            .get(i + 1)
            .map_or(text.len(), |it| words[it.0].at.start);
        let start = words.get(after).map_or(text.len(), |it| it.at.start);
        let of = alternatives(text.get(start..end).unwrap_or_default());
        out.push((words[first].at.clone(), years, of));
    }
    out
}

/// Returns the first of the numbers before the word "years": "3-5 years", "one (1) year".
fn number_before(words: &[Token], at: usize) -> Option<(usize, u8)> {
    let first = at.saturating_sub(AWAY);
    (first..at).find_map(|it| Some((it, number(&words[it]).filter(|it| *it <= MAX_YEARS)?)))
}

/// Returns whether years are asked for, not told: no age, rate or plan.
fn is_asked(words: &[Token], at: usize) -> bool {
    let word = |it: usize| words.get(it).map_or("", |it| it.word.as_str());
    if at > 0 && matches!(word(at - 1), "a" | "per" | "next" | "last") {
        return false;
    }
    let experience = words
        .iter()
        .any(|it| matches!(it.key.as_str(), "experi" | "background"));
    match word(at + 1) {
        "of" => !matches!(word(at + 2), "age" | "hire" | "employment"),
        "in" | "as" | "with" => true,
        "old" | "ago" => false,
        "" => experience,
        next => experience || next.ends_with("ing"),
    }
}

fn number(token: &Token) -> Option<u8> {
    if token.kind == TokenKind::Number {
        let digits: String = token
            .word
            .chars()
            .take_while(char::is_ascii_digit)
            .collect();
        digits.parse().ok()
    } else {
        (1..)
            .zip(NUMBERS)
            .find(|(_, it)| *it == token.word)
            .map(|(n, _)| n)
    }
}

/// Returns what years are of: the alternatives of a list, without words that say nothing.
fn alternatives(of: &str) -> Vec<String> {
    // "Two of them leading people": of leading people.
    let of = ["of them ", "of those ", "of these ", "of which "]
        .iter()
        .find_map(|it| of.trim_start().strip_prefix(it))
        .unwrap_or(of);
    let lower = of.to_ascii_lowercase();
    let stops = [
        ";",
        ". ",
        "(",
        ")",
        " including",
        ", with ",
        ", preferably",
        " preferred",
        " required",
        ", of which",
        ", ideally",
        " at least",
        " — ",
        " – ",
        ", or ",
        " is a ",
        " plus ",
    ];
    let end = if lower.len() == of.len() {
        stops
            .iter()
            .filter_map(|it| lower.find(it))
            .min()
            .unwrap_or(of.len())
    } else {
        of.len()
    };
    let mut out = Vec::new();
    for part in of[..end]
        .split([',', '/'])
        .flat_map(|it| it.split(" or "))
        .flat_map(|it| it.split(" and "))
    {
        let says = tokens(part)
            .iter()
            .any(|it| says_something(it) && says_which_work(&it.key));
        if says {
            out.push(part.trim().to_owned());
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expect: &[(u8, &[&str])]) {
        let found = years(text, &tokens(text));
        let found: Vec<(u8, Vec<&str>)> = found
            .iter()
            .map(|it| (it.1, it.2.iter().map(String::as_str).collect()))
            .collect();
        let expect: Vec<(u8, Vec<&str>)> = expect.iter().map(|it| (it.0, it.1.to_vec())).collect();
        assert_eq!(found, expect, "{text}");
    }

    #[test]
    fn of_what() {
        check("5+ years of experience", &[(5, &[])]);
        check(
            "3–5 years of hotel or restaurant experience",
            &[(3, &["of hotel", "restaurant experience"])],
        );
        check(
            "Ten years of surveying, three of them in mines",
            &[(10, &["of surveying"]), (3, &["in mines"])],
        );
        check(
            "8+ years in logistics, including at least 4 years running depots",
            &[(8, &["in logistics"]), (4, &["running depots"])],
        );
        check(
            "6 years of baking, of which 2 in pastry",
            &[(6, &["of baking"]), (2, &["in pastry"])],
        );
    }

    #[test]
    fn other_years() {
        check("At least 18 years of age", &[]);
        check("Founded 20 years ago", &[]);
        check("Plan the next two years", &[]);
        check("Visit ten farms a year", &[]);
    }
}
