//! What each key of a house style means, for editors and readers.

use super::rule::Rule;
use crate::reader::{About, about};

/// What a rule may have.
const LIMITS: &[About] = &[
    about(
        "",
        "severity",
        "How much the rule matters: `off`, `note`, `warning` (fails under --strict) or `error` (always fails).",
        &["warning", "off"],
    ),
    about(
        "",
        "also",
        "Further openers to avoid.",
        &["[Tasked with, Involved in]"],
    ),
    about(
        "",
        "times",
        "How many bullets of a position may open with one verb.",
        &["2"],
    ),
    about(
        "",
        "share",
        "The least share of a position's bullets with a number, 0 to 1.",
        &["0.2"],
    ),
    about(
        "",
        "bullets",
        "How many bullets a position must have before numbers are asked for.",
        &["4"],
    ),
    about("", "words", "How many words a bullet may have.", &["34"]),
    about(
        "",
        "below",
        "The grade point average, of 4, below which it is better left out.",
        &["3.0"],
    ),
    about(
        "",
        "months",
        "The longest time, in months, that needs no account.",
        &["6"],
    ),
    about(
        "",
        "known",
        "Further abbreviations that everyone knows.",
        &["[GPA, TPM]"],
    ),
];

/// Returns every key of a house style, with examples.
pub(crate) fn keys() -> Vec<About> {
    let rule = |it: Rule| {
        about(
            "house_style",
            it.id(),
            it.about(),
            &["warning", "{severity: note}"],
        )
    };
    Rule::ALL
        .into_iter()
        .map(rule)
        .chain(LIMITS.iter().copied())
        .collect()
}
