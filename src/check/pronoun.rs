//! I, my, we, our.

use super::finding::Finding;
use super::prose::prose;
use super::rule::Rule;
use crate::profile::Profile;
use crate::text::{Gap, Token, tokens};

/// The pronouns of the first person, but for those that are names or short forms more often: `mine`, `US`.
const PRONOUNS: [&str; 9] = [
    "i",
    "my",
    "me",
    "myself",
    "we",
    "our",
    "ours",
    "ourselves",
    "us",
];

pub(super) fn findings(profile: &Profile) -> Vec<Finding> {
    let texts = prose(profile).into_iter();
    texts
        .filter_map(|text| {
            let word = pronoun(&text.text)?;
            let message = format!("`{word}` is a pronoun of the first person");
            let hint =
                "leave it out, or say the same without it: everyone knows whose resume it is";
            Some(Finding::new(Rule::Pronoun, text, message, hint).about(&word))
        })
        .collect()
}

/// Returns the first pronoun of the first person in a text, as it is written.
pub fn pronoun(text: &str) -> Option<String> {
    let words = tokens(text);
    (0..words.len())
        .find(|&at| is_pronoun(text, &words, at))
        .map(|at| written(text, &words[at]).to_owned())
}

fn written<'t>(text: &'t str, token: &Token) -> &'t str {
    &text[token.at.clone()]
}

fn is_pronoun(text: &str, words: &[Token], at: usize) -> bool {
    let token = &words[at];
    let spelt = written(text, token);
    let word = token.word.split('\'').next().unwrap_or_default();
    if !PRONOUNS.contains(&word) || is_quoted(text, token.at.start) {
        return false;
    }
    let before = text[..token.at.start].chars().next_back();
    let after = text[token.at.end..].chars().next();
    // "I/O", "Hire-Me", "my_var", "U.S".
    let is_bound = |it: char| matches!(it, '/' | '-' | '_' | '&' | '+' | '#' | '@' | '.');
    if before.is_some_and(is_bound) || after.is_some_and(|it| is_bound(it) && it != '.') {
        return false;
    }
    let next = words.get(at + 1).map(|it| (it, written(text, it)));
    if word == "i" && token.word == "i" {
        // "Type I errors", "Calculus I": a number after a name. "i" in small letters is a slip that counts.
        let follows_name = at > 0
            && token.before == Gap::Space
            && written(text, &words[at - 1]).starts_with(char::is_uppercase)
            && at > 1;
        let numbered = at > 0
            && matches!(
                words[at - 1].word.as_str(),
                "type"
                    | "phase"
                    | "part"
                    | "level"
                    | "class"
                    | "grade"
                    | "tier"
                    | "stage"
                    | "war"
                    | "title"
                    | "category"
                    | "division"
                    | "calculus"
                    | "physics"
                    | "chemistry"
                    | "section"
                    | "and"
                    | "series"
            );
        let acts = next.is_some_and(|(it, written)| {
            it.before == Gap::Space && written.starts_with(char::is_lowercase)
        });
        return acts && !(numbered || follows_name);
    }
    // "US" is a country, "ME" a state; "Our Town" is a play, "MyChart" one word.
    let is_shouted = spelt.chars().count() > 1 && spelt.chars().all(char::is_uppercase);
    let in_name = spelt.starts_with(char::is_uppercase)
        && next.is_some_and(|(it, written)| {
            it.before == Gap::Space && written.starts_with(char::is_uppercase)
        });
    !is_shouted && !in_name
}

/// Returns whether a place stands between quotes: somebody's words or a title.
fn is_quoted(text: &str, at: usize) -> bool {
    let before = &text[..at];
    let straight = before.matches('"').count() % 2 == 1;
    let curly = before.matches('“').count() > before.matches('”').count();
    let single = before
        .match_indices(['\'', '‘'])
        .any(|(at, _)| !before[..at].ends_with(char::is_alphanumeric));
    straight || curly || single
}
