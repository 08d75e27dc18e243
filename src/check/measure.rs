//! Numbers in bullets, and how long bullets are.

use super::finding::Finding;
use super::house::House;
use super::prose::{PositionProse, is_printed, posts, printed};
use super::rule::Rule;
use crate::profile::{Profile, Text};
use crate::text::{Gap, Token, TokenKind, tokens};

/// Words that say how much or how many; "one" says nothing.
const NUMBER_WORDS: [&str; 37] = [
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
    "hundred",
    "hundreds",
    "thousand",
    "thousands",
    "million",
    "dozen",
    "dozens",
    "doubled",
    "tripled",
    "halved",
    "twice",
];

pub(super) fn findings(profile: &Profile, house: &House) -> Vec<Finding> {
    let mut found = Vec::new();
    for post in posts(profile) {
        found.extend(few_numbers(&post, house));
        for it in &post.highlights {
            let texts = std::iter::once(&it.text).chain(&it.variants);
            found.extend(texts.filter_map(|it| too_long(it, house.words)));
        }
    }
    let projects = profile.projects.iter().filter(|it| is_printed(&it.meta));
    let bullets = projects.flat_map(|it| printed(&it.highlights));
    found.extend(bullets.filter_map(|it| too_long(&it.text, house.words)));
    found
}

/// Returns whether a text says how much, how many or how long. Years and numbers in names say none of it.
pub fn is_quantified(text: &str) -> bool {
    let words = tokens(text);
    (0..words.len()).any(|at| counts(text, &words, at))
}

/// Returns the number of words of a text, as a person counts them.
pub fn n_words(text: &str) -> usize {
    let words = text.split_whitespace();
    words
        .filter(|it| it.contains(char::is_alphanumeric))
        .count()
}

fn few_numbers(post: &PositionProse<'_>, house: &House) -> Option<Finding> {
    let n_bullets = post.highlights.len();
    if !post.is_paid || n_bullets < house.bullets {
        return None;
    }
    let quantified = |it: &&&crate::profile::Highlight| is_quantified(&it.text.text);
    let n_quantified = post.highlights.iter().filter(quantified).count();
    if n_quantified as f64 >= house.share * n_bullets as f64 {
        return None;
    }
    let title = &post.position.title;
    let message = match n_quantified {
        0 => format!(
            "none of the {n_bullets} bullets of `{}` has a number",
            title.text
        ),
        1 => format!(
            "1 of the {n_bullets} bullets of `{}` has a number",
            title.text
        ),
        n => format!(
            "{n} of the {n_bullets} bullets of `{}` have a number",
            title.text
        ),
    };
    let hint = "where you know it, say how many, how much, how often or how long";
    Some(Finding::new(Rule::FewNumbers, title, message, hint))
}

fn too_long(text: &Text, most: usize) -> Option<Finding> {
    let n_words = n_words(&text.text);
    (n_words > most).then(|| {
        let message = format!("{n_words} words are more than the {most} that are read at a glance");
        let hint = "keep the deed and its result, or make two bullets of it";
        Finding::new(Rule::TooLong, text, message, hint)
    })
}

fn counts(text: &str, words: &[Token], at: usize) -> bool {
    let token = &words[at];
    match token.kind {
        TokenKind::Money | TokenKind::Percent => true,
        TokenKind::Number => !is_year(&token.word) && !is_label(text, words, at),
        TokenKind::Word => {
            NUMBER_WORDS.contains(&token.word.as_str())
                || (token.word == "half" && at > 0 && words[at - 1].word == "by")
        }
        TokenKind::Name | TokenKind::Address => false,
    }
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && (word.starts_with("19") || word.starts_with("20"))
}

/// Returns whether a number only names something: "SOC 2", "24/7", "Grade 5", "3rd", "12-lead", "2am".
fn is_label(text: &str, words: &[Token], at: usize) -> bool {
    let token = &words[at];
    let word = token.word.as_str();
    let next = words.get(at + 1);
    let is_ordinal = ["st", "nd", "rd", "th", "am", "pm", "d"].iter().any(|end| {
        word.strip_suffix(end)
            .is_some_and(|it| !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit()))
    });
    let around_the_clock = (word == "24" && next.is_some_and(|it| it.word == "7"))
        || (word == "7" && at > 0 && words[at - 1].word == "24");
    // "12-lead" names a kind; "90-day", "40-person" and "6-figure" measure.
    let names_kind = next.is_some_and(|token| {
        token.before == Gap::Hyphen
            && matches!(
                token.word.as_str(),
                "lead" | "tier" | "way" | "axis" | "d" | "page"
            )
    });
    let follows_name = at.checked_sub(1).is_some_and(|before| {
        let before = &words[before];
        let is_numbered = matches!(
            before.word.as_str(),
            "grade"
                | "grades"
                | "level"
                | "tier"
                | "phase"
                | "type"
                | "class"
                | "version"
                | "no"
                | "number"
                | "year"
                | "age"
                | "section"
                | "stage"
                | "part"
                | "chapter"
                | "title"
        );
        // At the start of a sentence, a capital is no name: "Led 9 teams".
        let is_name = before.before < Gap::Sentence
            && text[before.at.clone()].starts_with(char::is_uppercase);
        token.before <= Gap::Space && (is_numbered || is_name)
    });
    is_ordinal || around_the_clock || names_kind || follows_name
}
