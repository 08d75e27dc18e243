//! How bullets open: with words that hide the deed, without a verb, with one verb again and again.

use std::collections::BTreeMap;

use super::finding::Finding;
use super::house::House;
use super::prose::{PositionProse, posts};
use super::rule::Rule;
use super::verb::{Form, after_adverbs, opening};
use crate::profile::Text;
use crate::text::{Gap, Token, tokens};

/// Openers to avoid, and with what to replace them.
const WEAK: [&str; 34] = [
    "responsible for",
    "was responsible for",
    "responsibilities include",
    "responsibilities included",
    "responsibilities are",
    "my responsibilities",
    "duties include",
    "duties included",
    "duties are",
    "my duties",
    "my role",
    "tasked with",
    "was tasked with",
    "charged with",
    "in charge of",
    "was in charge of",
    "accountable for",
    "involved in",
    "involved with",
    "was involved in",
    "was part of",
    "part of a team",
    "part of the team",
    "worked on",
    "work on",
    "working on",
    "worked for",
    "worked as part of",
    "participated in",
    "participate in",
    "took part in",
    "exposure to",
    "exposed to",
    "dealt with",
];

/// Verbs that say that somebody else did it, unless it was for those who are helped by trade.
const HELPED: [&str; 6] = [
    "helped",
    "help",
    "helping",
    "assisted",
    "assist",
    "assisting",
];

/// Those whom to help is the work itself.
const CARED_FOR: [&str; 27] = [
    "patients",
    "patient",
    "residents",
    "students",
    "student",
    "pupils",
    "children",
    "clients",
    "customers",
    "guests",
    "families",
    "visitors",
    "passengers",
    "patrons",
    "veterans",
    "members",
    "callers",
    "shoppers",
    "people",
    "users",
    "parents",
    "kids",
    "seniors",
    "applicants",
    "surgeon",
    "surgeons",
    "learners",
];

/// How far after "assisted" the word comes that says with what.
const REACH: usize = 5;

pub(super) fn findings(profile: &crate::profile::Profile, house: &House) -> Vec<Finding> {
    let mut found = Vec::new();
    for post in posts(profile) {
        for it in &post.highlights {
            for text in std::iter::once(&it.text).chain(&it.variants) {
                found.extend(opener(text, house));
            }
        }
        found.extend(repeated(&post, house.times));
    }
    found
}

/// Returns the words that open a bullet and hide the deed; `further` are more of them than the usual.
pub fn weak_opener(text: &str, further: &[String]) -> Option<String> {
    let words = tokens(text);
    let first = after_adverbs(&words);
    let rest = words.get(first..)?;
    let usual = WEAK.iter().filter_map(|it| begins(rest, it.split(' ')));
    let own = further.iter().filter_map(|phrase_text| {
        let phrase = tokens(phrase_text);
        begins(rest, phrase.iter().map(|it| it.word.as_str()))
    });
    let n_weak = usual.chain(own).max();
    let n_weak = n_weak.or_else(|| helped(rest))?;
    let last = rest.get(n_weak.checked_sub(1)?)?;
    Some(text[rest[0].at.start..last.at.end].to_owned())
}

/// Returns how many words a phrase has, if the line begins with it.
fn begins<'p>(words: &[Token], phrase: impl Iterator<Item = &'p str>) -> Option<usize> {
    let mut n_words = 0;
    for word in phrase {
        if words.get(n_words)?.word != word {
            return None;
        }
        n_words += 1;
    }
    (n_words > 0).then_some(n_words)
}

fn helped(words: &[Token]) -> Option<usize> {
    let first = words.first()?.word.as_str();
    if !HELPED.contains(&first) || words.get(1)?.before != Gap::Space {
        return None;
    }
    let after = words.iter().skip(1).take(REACH);
    if (after.clone().take(REACH - 1)).any(|it| CARED_FOR.contains(&it.word.as_str())) {
        return None;
    }
    if words.get(1).is_some_and(|it| it.word == "desk") {
        return None;
    }
    // "Assisted two surgeons" is work; "assisted the director in preparing" is somebody else's.
    let of_others = first.starts_with("help")
        || after
            .take_while(|it| it.before <= Gap::Space)
            .any(|it| matches!(it.word.as_str(), "with" | "in"));
    of_others.then_some(1)
}

fn opener(text: &Text, house: &House) -> Option<Finding> {
    if let Some(words) = weak_opener(&text.text, &house.openers) {
        let message = format!("`{words}` hides what was done");
        let hint =
            "open with the deed itself, such as `Ran`, `Wrote` or `Repaired`, and what came of it";
        return Some(Finding::new(Rule::WeakOpener, text, message, hint).about(&words));
    }
    let opening = opening(&text.text)?;
    if opening.form != Form::NoVerb {
        return None;
    }
    let message = format!(
        "`{}` is not a verb, and this bullet opens with it",
        opening.word
    );
    let hint = "open with what was done, such as `Led`, `Built` or `Taught`";
    Some(Finding::new(Rule::MissingVerb, text, message, hint).about(&opening.word))
}

fn repeated(post: &PositionProse<'_>, times: usize) -> Vec<Finding> {
    let mut by_verb: BTreeMap<String, Vec<(&Text, String)>> = BTreeMap::new();
    for it in &post.highlights {
        if let Some(opening) = opening(&it.text.text)
            && !matches!(opening.form, Form::NoVerb | Form::Unclear)
        {
            let openings = by_verb.entry(opening.verb).or_default();
            openings.push((&it.text, opening.word));
        }
    }
    let n_highlights = post.highlights.len();
    let too_many = by_verb.into_values().filter(|it| it.len() > times);
    too_many
        .filter_map(|openings| {
            let (text, word) = openings.get(times)?;
            let message = format!(
                "`{word}` opens {} of the {n_highlights} bullets here",
                openings.len()
            );
            let hint = "vary the verb where another says more exactly what was done";
            Some(Finding::new(Rule::RepeatedVerb, text, message, hint).about(word))
        })
        .collect()
}
