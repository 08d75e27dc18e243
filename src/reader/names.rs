//! The names of keys and values in messages: what people call them elsewhere, and how they are listed.

use super::outline::Kind;
use super::text::spaced;
use crate::diag::did_you_mean;
use crate::yaml::{Key, Node, Value, excerpt};

/// What people who come from other formats (JSON Resume, RenderCV, their own) write, without capitals
/// and separators, and what it is called here. The first that a mapping knows is meant.
pub(super) const OTHER_NAMES: &[(&str, &[&str])] = &[
    ("achievements", &["highlights"]),
    ("accomplishments", &["highlights"]),
    ("address", &["location"]),
    ("area", &["field"]),
    ("awarder", &["issuer"]),
    ("basics", &["contact"]),
    ("bullets", &["highlights"]),
    ("certificates", &["certifications"]),
    ("city", &["location"]),
    ("company", &["employer", "organization"]),
    ("courses", &["highlights"]),
    ("description", &["about"]),
    ("date", &["end"]),
    ("details", &["items", "about"]),
    ("email", &["contact"]),
    ("employment", &["experience"]),
    ("enddate", &["end"]),
    ("finish", &["end"]),
    ("fluency", &["level"]),
    ("from", &["start"]),
    ("grade", &["gpa"]),
    ("honours", &["honors"]),
    ("hobbies", &["interests"]),
    ("jobs", &["experience"]),
    ("jobtitle", &["title"]),
    ("journal", &["venue"]),
    ("keywords", &["items", "tags", "also"]),
    ("label", &["headline", "group"]),
    ("link", &["url", "links"]),
    ("links", &["url", "contact"]),
    ("licenses", &["certifications"]),
    ("location", &["contact"]),
    ("locations", &["location"]),
    ("mail", &["email"]),
    ("major", &["field"]),
    ("mobile", &["phone"]),
    (
        "name",
        &[
            "employer",
            "organization",
            "institution",
            "group",
            "guide",
            "title",
        ],
    ),
    ("objective", &["summaries"]),
    ("organisation", &["organization", "employer"]),
    ("organization", &["employer", "issuer"]),
    ("employer", &["organization"]),
    ("patents", &["publications"]),
    ("phone", &["contact"]),
    ("position", &["title"]),
    ("profile", &["summaries"]),
    ("profiles", &["links"]),
    ("publisher", &["venue"]),
    ("releasedate", &["date"]),
    ("responsibilities", &["highlights"]),
    ("role", &["title"]),
    ("roles", &["positions", "titles"]),
    ("school", &["institution"]),
    ("score", &["gpa"]),
    ("startdate", &["start"]),
    ("studytype", &["degree"]),
    ("summary", &["about"]),
    ("synonyms", &["also"]),
    ("talks", &["publications"]),
    ("telephone", &["phone", "contact"]),
    ("title", &["name", "headline"]),
    ("to", &["end"]),
    ("university", &["institution"]),
    ("until", &["end"]),
    ("volunteer", &["volunteering"]),
    ("website", &["url", "links"]),
    ("work", &["experience"]),
    ("workexperience", &["experience"]),
];

/// Returns the one of `keys` that `word` most likely stands for.
pub(super) fn meant_key(word: &str, keys: &[&'static str]) -> Option<&'static str> {
    let plain = word.replace(['_', '-', ' '], "").to_lowercase();
    let here = |name: &str| {
        let (_, meant) = OTHER_NAMES.iter().find(|(other, _)| *other == name)?;
        meant.iter().copied().find(|it| keys.contains(it))
    };
    let misspelt = || did_you_mean(word, keys.iter().copied());
    let misspelt_other = || {
        let others = OTHER_NAMES.iter().map(|(other, _)| *other);
        did_you_mean(word, others.filter(|it| here(it).is_some())).and_then(here)
    };
    here(&plain).or_else(misspelt).or_else(misspelt_other)
}

pub(super) fn names<T>(choices: &[(&'static str, T)]) -> Vec<&'static str> {
    choices.iter().map(|(name, _)| *name).collect()
}

/// Returns how to give a value that people leave out because they think it goes without saying.
pub(super) fn how_to_give(key: &str) -> Option<&'static str> {
    match key {
        "end" => Some("write `end: present`, or the month it ended, such as `end: 2024-06`"),
        "start" => Some("write the month it began, such as `start: 2021-03`, or the year"),
        _ => None,
    }
}

/// Returns the hint to put into quotes what YAML took for a mapping with one key.
pub(super) fn unquoted(entries: &[(Key, Node)]) -> Option<String> {
    let [(key, node)] = entries else {
        return None;
    };
    let (Value::Str(value) | Value::Number(value)) = &node.value else {
        return None;
    };
    let text = format!("{}: {}", key.name, spaced(value));
    let is_plain = text.chars().nth(60).is_none() && !text.contains(['"', '\\']);
    Some(if is_plain {
        format!("if it is one text, put it in quotes: `\"{text}\"`")
    } else {
        "if it is one text, put it in quotes".to_owned()
    })
}

pub(super) fn describe(value: &Value) -> String {
    match value {
        Value::Null => "nothing".to_owned(),
        Value::Bool(value) => format!("`{value}`"),
        Value::Number(text) | Value::Str(text) => format!("`{}`", excerpt(text)),
        Value::Seq(_) => "a list".to_owned(),
        Value::Map(_) => "a mapping".to_owned(),
    }
}

pub(super) fn listed(names: &[&'static str], conjunction: &str) -> String {
    let mut ticked: Vec<String> = Vec::new();
    for name in names {
        let name = format!("`{name}`");
        if !ticked.contains(&name) {
            ticked.push(name);
        }
    }
    let last = ticked.pop().unwrap_or_default();
    match ticked.as_slice() {
        [] => last,
        others => format!("{} {conjunction} {last}", others.join(", ")),
    }
}

/// Returns a list that may be written as its only entry.
pub(super) fn listed_or_lone(of: Kind) -> Kind {
    Kind::List {
        of: Box::new(of),
        lone: true,
        is_set: false,
    }
}
