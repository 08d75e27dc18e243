//! Abbreviations that nothing in the profile explains.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::finding::Finding;
use super::house::House;
use super::prose::{names, prose};
use super::rule::Rule;
use crate::profile::{Profile, Text};
use crate::text::{Lexicon, tokens};

/// The shortest and longest abbreviation looked at, in letters.
const LETTERS: std::ops::RangeInclusive<usize> = 3..=5;

/// How many abbreviations are looked up: more than any resume has, and a bound on the work for hostile input.
const MAX_LOOKED_UP: usize = 500;

static KNOWN: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    include_str!("known.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(str::split_whitespace)
        .collect()
});

pub(super) fn findings(profile: &Profile, house: &House) -> Vec<Finding> {
    let texts = prose(profile);
    let names = names(profile);
    // What is listed as a skill or is a part of a name is the person's trade, and stands as it is.
    let mut told: BTreeSet<&str> = names.iter().flat_map(|it| words(&it.text)).collect();
    let spelt = LazyLock::new(|| initials(texts.iter().chain(&names).copied()));
    let lexicon = Lexicon::with_pairs(&[]);
    let mut found = Vec::new();
    let mut n_looked_up = 0;
    for &text in &texts {
        if is_shouted(&text.text) {
            continue;
        }
        for word in words(&text.text) {
            let short = word.strip_suffix('s').unwrap_or(word);
            let is_short = LETTERS.contains(&short.len())
                && short.bytes().all(|it| it.is_ascii_uppercase())
                && !KNOWN.contains(short)
                && !KNOWN.contains(word)
                && !house.known.iter().any(|it| it == short || it == word)
                && !told.contains(short)
                && !told.contains(word);
            if !is_short || n_looked_up == MAX_LOOKED_UP || is_in_name(&text.text, word) {
                continue;
            }
            told.insert(short);
            n_looked_up += 1;
            let is_known = tokens(short).iter().any(|it| lexicon.knows(&it.key));
            if is_known || spelt.contains(&short.to_lowercase()) {
                continue;
            }
            let message = format!("nothing here says what `{short}` stands for");
            let hint = format!(
                "write the long form once, with `({short})` behind it, unless every reader knows it"
            );
            found.push(Finding::new(Rule::Abbreviation, text, message, hint).about(word));
        }
    }
    found
}

/// Returns the words of a text, cut at everything but letters, digits and what binds them into one name.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|it: char| {
        !(it.is_alphanumeric() || matches!(it, '-' | '/' | '&' | '+' | '.' | '\'' | '’'))
    })
    .map(|it| it.trim_end_matches(['.', '\'', '’', '/', '-']))
    .filter(|it| !it.is_empty())
}

/// Returns whether a short form stands beside a number or another name: "ISO 27001", "NVIDIA DGX Station".
fn is_in_name(text: &str, word: &str) -> bool {
    let Some((before, after)) = text.split_once(word) else {
        return true;
    };
    let is_name = |it: &str| it.starts_with(|it: char| it.is_uppercase() || it.is_ascii_digit());
    let next = after.strip_prefix(' ').unwrap_or_default();
    let last = before.strip_suffix(' ').and_then(|text| {
        let (rest, last) = text.rsplit_once(' ')?;
        // The first word has its capital for being the first.
        (!rest.is_empty()).then_some(last)
    });
    is_name(next) || last.is_some_and(|it| is_name(it) && !it.ends_with([',', ';', ':', '.']))
}

/// Returns whether a text is written in capitals.
fn is_shouted(text: &str) -> bool {
    let upper = text.chars().filter(|it| it.is_uppercase()).count();
    let lower = text.chars().filter(|it| it.is_lowercase()).count();
    upper > lower
}

/// Returns the first letters of all words, and of all but the small ones, text by text.
fn initials<'a>(texts: impl Iterator<Item = &'a Text>) -> String {
    let mut initials = String::new();
    for text in texts {
        let words = tokens(&text.text);
        let first = |it: &crate::text::Token| it.word.chars().next();
        initials.extend(words.iter().filter_map(first));
        initials.push(' ');
        initials.extend(words.iter().filter(|it| !it.is_stop()).filter_map(first));
        initials.push(' ');
    }
    initials
}
