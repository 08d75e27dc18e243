//! Months, spelt wrong or without their capital.

use super::finding::Finding;
use super::prose::{names, prose};
use super::rule::Rule;
use crate::profile::Profile;

/// The months whose names are long enough that a slip in them can be told, and how they go wrong.
const MISSPELT: [(&str, &[&str]); 9] = [
    (
        "January",
        &[
            "janurary", "janaury", "januray", "janury", "januarry", "janruary", "jannuary",
            "jauary",
        ],
    ),
    (
        "February",
        &[
            "febuary",
            "feburary",
            "febraury",
            "februrary",
            "feburay",
            "febrary",
            "febuaray",
            "februray",
            "febuarary",
        ],
    ),
    ("March", &["marhc", "mrach"]),
    ("April", &["arpil", "apirl", "appril", "aprill", "aprl"]),
    (
        "August",
        &["agust", "augest", "augst", "auguest", "agusut", "aguust"],
    ),
    (
        "September",
        &[
            "septmber",
            "setember",
            "septemeber",
            "setpember",
            "septembar",
            "spetember",
            "septermber",
            "sepetember",
            "septembre",
        ],
    ),
    (
        "October",
        &[
            "ocotber", "octber", "octobar", "otcober", "octoberr", "octobre", "ocober",
        ],
    ),
    (
        "November",
        &[
            "novemeber",
            "novmber",
            "novembar",
            "novemer",
            "noveber",
            "novermber",
            "novembre",
        ],
    ),
    (
        "December",
        &[
            "decemeber",
            "decmber",
            "decembar",
            "deceber",
            "dicember",
            "decemer",
            "decembre",
        ],
    ),
];

/// The months that are nothing else: "may", "march" and "august" are words.
const CAPITAL: [&str; 7] = [
    "january",
    "february",
    "july",
    "september",
    "october",
    "november",
    "december",
];

pub(super) fn findings(profile: &Profile) -> Vec<Finding> {
    let texts = [prose(profile), names(profile)].concat();
    let mut found = Vec::new();
    for text in texts {
        let words = text.text.split(|it: char| !it.is_alphanumeric());
        for word in words {
            let Some(month) = meant(word) else {
                continue;
            };
            let message = format!("`{word}` is not how the month is spelt");
            let hint = format!("write `{month}`");
            found.push(Finding::new(Rule::MonthSpelling, text, message, hint).about(word));
        }
    }
    found
}

fn meant(word: &str) -> Option<String> {
    if CAPITAL.contains(&word) {
        let (first, rest) = word.split_at(1);
        return Some(first.to_uppercase() + rest);
    }
    let lower = word.to_lowercase();
    let month = MISSPELT
        .iter()
        .find(|(_, slips)| slips.contains(&lower.as_str()));
    month.map(|(month, _)| (*month).to_owned())
}
