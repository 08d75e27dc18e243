//! Names of outputs: filled from a pattern, and such that every file system takes them.

use std::collections::BTreeMap;

use crate::text;

use super::hash::Hash;
use super::roster::LABEL;

/// The longest part of a path, in bytes, that every file system takes is 255; an ending and the number of a page come
/// after.
const MAX_NAME_BYTES: usize = 255 - "-99999.svg".len();

/// How many digits of a fingerprint stand for what is cut off a longer name.
const FINGERPRINT: usize = 8;

/// Names that Windows keeps for devices, whatever the ending.
const DEVICES: [&str; 32] = [
    "con", "prn", "aux", "nul", "conin$", "conout$", "com0", "com1", "com2", "com3", "com4",
    "com5", "com6", "com7", "com8", "com9", "lpt0", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6",
    "lpt7", "lpt8", "lpt9", "com¹", "com²", "com³", "lpt¹", "lpt²", "lpt³",
];

/// A pattern as `{last}_{first}_{job}`, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pattern {
    parts: Vec<Part>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Text(String),
    Field(String),
}

/// The fields that every job has; others are labels, and `label:job` is the one called as a field is.
pub(super) const FIELDS: [&str; 7] = ["name", "first", "last", "job", "guide", "id", "row"];

impl Pattern {
    /// Reads a pattern in which the fields may be [`FIELDS`] and `labels`.
    pub(super) fn read(text: &str, labels: &[String]) -> Result<Self, String> {
        let label = |it: &String| {
            let is_taken = FIELDS.contains(&it.as_str());
            format!("{}{it}", if is_taken { LABEL } else { "" })
        };
        let fields = FIELDS.into_iter().map(str::to_owned);
        let known: Vec<String> = fields.chain(labels.iter().map(label)).collect();
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some(at) = rest.find(['{', '}']) {
            if at > 0 {
                parts.push(Part::Text(rest[..at].to_owned()));
            }
            let Some((field, after)) = rest[at..]
                .strip_prefix('{')
                .and_then(|it| it.split_once('}'))
            else {
                return Err(format!("a bracket in `{text}` has no counterpart"));
            };
            if !known.iter().any(|it| it == field) {
                let near = crate::diag::did_you_mean(field, known.iter().map(String::as_str))
                    .map_or(String::new(), |it| format!("; did you mean `{{{it}}}`?"));
                let known: Vec<String> = known.iter().map(|it| format!("{{{it}}}")).collect();
                return Err(format!(
                    "a name has no field `{{{field}}}`{near}\n  there are: {}",
                    known.join(", ")
                ));
            }
            parts.push(Part::Field(field.to_owned()));
            rest = after;
        }
        if !rest.is_empty() {
            parts.push(Part::Text(rest.to_owned()));
        }
        if parts.is_empty() {
            return Err("a name can't be empty".to_owned());
        }
        Ok(Self { parts })
    }

    /// Returns the name that a pattern makes of what its fields hold, folder by folder; what comes out empty is left out
    /// with the `_` or `-` before it.
    pub(super) fn fill(&self, value: impl Fn(&str) -> String) -> String {
        let mut name = String::new();
        for (idx, part) in self.parts.iter().enumerate() {
            let is_first = idx == 0;
            match part {
                Part::Text(text) if name.is_empty() && !is_first => {
                    name.push_str(text.trim_start_matches(['_', '-', ' ']));
                }
                Part::Text(text) => name.push_str(text),
                Part::Field(field) => {
                    let value = words(&value(field));
                    if value.is_empty() {
                        name.truncate(name.trim_end_matches(['_', '-', ' ']).len());
                    }
                    name.push_str(&value);
                }
            }
        }
        path(&name)
    }
}

/// Returns the path of an output, without its ending, inside the folder of outputs: each part safe, none leading out.
pub(super) fn path(wanted: &str) -> String {
    let parts = wanted
        .split(['/', '\\'])
        .filter(|it| !matches!(it.trim(), "" | "." | ".."));
    let parts: Vec<String> = parts.map(safe).collect();
    if parts.is_empty() {
        safe("")
    } else {
        parts.join("/")
    }
}

/// Returns the first and the last name, and the whole, of a person.
///
/// What comes after a comma is no name, nor are titles behind it.
pub(super) fn names(person: &str) -> [String; 3] {
    const AFTER: [&str; 9] = ["jr", "sr", "ii", "iii", "iv", "phd", "md", "mba", "esq"];
    let name = person.split(',').next().unwrap_or_default();
    let mut words: Vec<&str> = name.split_whitespace().collect();
    let is_after = |it: &&str| AFTER.contains(&it.replace('.', "").to_lowercase().as_str());
    while words.len() > 2 && words.last().is_some_and(is_after) {
        words.pop();
    }
    let last = words.last().copied().unwrap_or_default();
    let first = words.first().copied().unwrap_or_default();
    let first = if words.len() > 1 { first } else { "" };
    [words.join(" "), first.to_owned(), last.to_owned()]
}

/// Returns the key that two names share where any file system may take one for the other: capitals, accents written in
/// one or two characters, wide forms don't count.
pub(super) fn key(name: &str) -> String {
    let upper = name.to_uppercase().to_lowercase();
    text::normalise(&upper).to_string()
}

/// Returns the first of all names that is a further page of another's pages: `resume-2` beside `resume`.
pub(super) fn is_page_of<'a>(key: &'a str, keys: &BTreeMap<String, usize>) -> Option<&'a str> {
    let (stem, number) = key.rsplit_once('-')?;
    let is_page = !number.is_empty()
        && number.bytes().all(|it| it.is_ascii_digit())
        && !number.starts_with('0')
        && number != "1";
    (is_page && keys.contains_key(stem)).then_some(stem)
}

/// Returns a field's value as one word of a name: spaces become `_`, what parts folders `-`.
fn words(value: &str) -> String {
    let parts: Vec<&str> = value.split_whitespace().collect();
    parts.join("_").replace(['/', '\\'], "-")
}

/// Returns a name that every file system takes.
fn safe(wanted: &str) -> String {
    let mut name: String = text::composed(wanted)
        .filter(|it| !is_hidden(*it))
        .map(|it| match it {
            '<' | '>' | ':' | '"' | '|' | '?' | '*' => '-',
            it if it.is_whitespace() => ' ',
            it => it,
        })
        .collect();
    // Hidden files begin with a dot; options with a hyphen; Windows drops dots and spaces at the end.
    let trimmed = name.trim().trim_start_matches(['.', '-', ' ', '~']);
    name = trimmed.trim_end_matches(['.', ' ']).to_owned();
    if name.is_empty() {
        name.push_str("resume");
    }
    let stem = name.split('.').next().unwrap_or_default().trim_end();
    if DEVICES.contains(&stem.to_lowercase().as_str()) {
        name.insert(0, '_');
    }
    if name.len() > MAX_NAME_BYTES {
        let fingerprint = Hash::of(name.as_bytes()).to_string();
        let end = name.floor_char_boundary(MAX_NAME_BYTES - FINGERPRINT - 1);
        let mut cut = name[..end].to_owned();
        // A mark stays with its letter.
        if name[end..].chars().next().is_some_and(text::is_mark) {
            while cut.pop().is_some_and(text::is_mark) {}
        }
        name = format!("{cut}~{}", &fingerprint[..FINGERPRINT]);
    }
    name
}

/// Returns whether a character is not seen: controls, marks of direction, joiners of no width.
fn is_hidden(it: char) -> bool {
    it.is_control()
        || matches!(it, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{feff}' | '\u{fff9}'..='\u{fffd}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(pattern: &str, name: &str, expect: &str) {
        let pattern = Pattern::read(pattern, &["class".to_owned()]).expect("it is a pattern");
        let [whole, first, last] = names(name);
        let filled = pattern.fill(|field| match field {
            "name" => whole.clone(),
            "first" => first.clone(),
            "last" => last.clone(),
            "class" => "2027 A/B".to_owned(),
            _ => String::new(),
        });
        assert_eq!(filled, expect);
    }

    #[test]
    fn patterns_are_filled() {
        check("{name}_Resume_{job}", "Jordan Lee", "Jordan_Lee_Resume");
        check("{last}_{first}", "Mary Ann van Dyke, PhD", "Dyke_Mary");
        check("{last}_{first}", "Sam Price Jr.", "Price_Sam");
        check("{last}_{first}", "Sukarno", "Sukarno");
        check("{first}_{last}", "Sukarno", "Sukarno");
        check("{class}/{name}", "Zoë Ångström", "2027_A-B/Zoë_Ångström");
        check("{name}", "李 小龍", "李_小龍");
        check("../../{name}", "a/../b", "a-..-b");
    }

    #[test]
    fn misspelt_fields_are_told() {
        let error = Pattern::read("{frist}", &[]).expect_err("there is no such field");
        assert!(error.contains("did you mean `{first}`?"), "{error}");
        assert!(Pattern::read("{first", &[]).is_err());
        assert!(Pattern::read("first}", &[]).is_err());
        assert!(Pattern::read("", &[]).is_err());
    }

    #[test]
    fn every_file_system_takes_the_names() {
        for (wanted, expect) in [
            ("CON", "_CON"),
            ("nul.x", "_nul.x"),
            ("a<b>:c?", "a-b--c-"),
            ("a. .", "a"),
            ("..", "resume"),
            ("\u{202e}a\u{7}b\n", "ab"),
            ("-rf", "rf"),
            ("Ame\u{301}lie", "Amélie"),
        ] {
            assert_eq!(path(wanted), expect, "{wanted:?}");
        }
        let long = path(&"é".repeat(300));
        assert!(long.len() <= MAX_NAME_BYTES && long.starts_with("ééé") && long.contains('~'));
        assert_ne!(long, path(&"é".repeat(301)));
    }

    #[test]
    fn names_that_a_file_system_takes_for_one_have_one_key() {
        assert_eq!(key("Amélie"), key("AME\u{301}LIE"));
        assert_eq!(key("Straße"), key("STRASSE"));
        assert_ne!(key("Anna"), key("Hanna"));
    }

    #[test]
    fn further_pages_are_known() {
        let keys = BTreeMap::from([("a".to_owned(), 0)]);
        assert_eq!(is_page_of("a-2", &keys), Some("a"));
        for none in ["a-1", "a-02", "a-", "b-2", "a-x"] {
            assert_eq!(is_page_of(none, &keys), None, "{none}");
        }
    }
}
