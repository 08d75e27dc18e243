//! A draft as the YAML of a profile, pleasant to read and to edit.

use super::draft::{DraftValue, Entry};
use super::ledger::{ImportOutcome, Ledger};
use super::prose::printable;

/// The longest that a value is listed, in characters: longer ones are pictures and the like.
const MAX_VALUE_CHARS: usize = 2000;

/// Returns the YAML of a profile, with what was not taken over at its end. `from` is what the source is called.
pub(super) fn yaml(profile: &Entry, ledger: &Ledger, from: &str) -> String {
    let mut text = format!(
        "# Taken over from {} ({}).\n\
         # Write down more than fits on a page; each application gets its own choice:\n\
         #\n\
         #   bespoke tailor profile.yaml --job posting.md -o resume.pdf\n\
         #\n\
         # A `note` is private and never printed; tags help ranking. What was not taken over is listed at the end.\n",
        printable(from),
        ledger.format,
    );
    for (key, value) in &profile.fields {
        let is_section = !matches!(value, DraftValue::Text(_)) && *key != "contact";
        if is_section || ["name", "note"].contains(key) {
            text.push('\n');
        }
        if let Some(about) = about(key) {
            add(&mut text, &format!("# {about}"));
        }
        field(&mut text, key, value, 0);
    }
    let left: Vec<&ImportOutcome> = ledger.left().collect();
    if !left.is_empty() || !ledger.notes.is_empty() {
        text.push_str("\n# Not taken over:\n");
        for fate in left {
            add(&mut text, &format!("# - {}", listed(fate)));
        }
        for note in &ledger.notes {
            add(&mut text, &format!("# - {}", printable(note)));
        }
    }
    text
}

/// Returns what a value that was not taken over, or not whole, is listed as.
pub(super) fn listed(fate: &ImportOutcome) -> String {
    let value = printable(&fate.value);
    let n_characters = value.chars().count();
    let value = if n_characters > MAX_VALUE_CHARS {
        let start: String = value.chars().take(MAX_VALUE_CHARS / 20).collect();
        format!("{start}… ({n_characters} characters)")
    } else {
        value
    };
    let place = printable(&fate.source);
    match &fate.remark {
        Some(remark) => format!("{place}: {value} ({})", printable(remark)),
        None => format!("{place}: {value}"),
    }
}

/// Returns a word on what a section is for.
fn about(key: &str) -> Option<&'static str> {
    Some(match key {
        "summaries" => "One or several; the one that suits the target best is printed.",
        "experience" => {
            "Employers, each with one or several positions. Dates are YYYY or YYYY-MM; the end may be `present`."
        }
        "volunteering" => "Unpaid work, written like experience.",
        "other" => "Sections under headings of your own.",
        "note" => "What has no key of its own, as in the source: private, and exported again.",
        "sections" => "The order of the sections, as in the source.",
        _ => return None,
    })
}

/// Adds a line.
fn add(text: &mut String, line: &str) {
    text.push_str(line);
    text.push('\n');
}

fn field(text: &mut String, key: &str, value: &DraftValue, indent: usize) {
    let margin = " ".repeat(indent);
    match value {
        DraftValue::Text(said) => {
            add(text, &format!("{margin}{key}: {}", scalar(&said.text)));
        }
        DraftValue::List(items) => {
            add(text, &format!("{margin}{key}:"));
            for item in items {
                list_item(text, item, indent + 2);
            }
        }
        DraftValue::Map(entry) => {
            add(text, &format!("{margin}{key}:"));
            for (key, value) in &entry.fields {
                field(text, key, value, indent + 2);
            }
        }
    }
}

fn list_item(text: &mut String, item: &DraftValue, indent: usize) {
    let margin = " ".repeat(indent);
    match item {
        DraftValue::Text(said) => add(text, &format!("{margin}- {}", scalar(&said.text))),
        DraftValue::Map(entry) => {
            if let Some(comment) = &entry.comment {
                add(text, &format!("{margin}# {}", printable(comment)));
            }
            let start = text.len();
            for (key, value) in &entry.fields {
                field(text, key, value, indent + 2);
            }
            // The first key stands behind the hyphen.
            if text.len() > start + indent {
                text.replace_range(start + indent..=start + indent, "-");
            }
        }
        // No list of the profile holds a list.
        DraftValue::List(_) => {}
    }
}

/// Returns a text as a YAML scalar, in quotes only where it needs them.
fn scalar(text: &str) -> String {
    if is_plain(text) {
        return text.to_owned();
    }
    if !text.contains('\'') || text.contains(['"', '\\']) {
        return format!("'{}'", text.replace('\'', "''"));
    }
    format!("\"{text}\"")
}

/// Returns whether a text without quotes is that text in every YAML reader.
fn is_plain(text: &str) -> bool {
    const WORDS: [&str; 12] = [
        "true", "false", "null", "yes", "no", "on", "off", "y", "n", "~", "=", "<<",
    ];
    let first = text.chars().next().unwrap_or(' ');
    let starts = !"-?:,[]{}#&*!|>'\"%@`.".contains(first) && !first.is_whitespace();
    // A telephone number is a text, a year or a month is read as it is spelt.
    let number = text.replace(['_', ','], "");
    let is_number = (first.is_ascii_digit() || first == '+')
        && (number.parse::<f64>().is_ok() || number.starts_with("0x") || number.starts_with("0o"));
    // Digits, and a point among them, are spelt in one way only.
    let is_spelt = text.bytes().all(|it| it.is_ascii_digit() || it == b'.') && first != '0';
    starts
        && (!is_number || is_spelt)
        && !WORDS.contains(&text.to_ascii_lowercase().as_str())
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.ends_with([':', ' '])
        && !text
            .chars()
            .any(|it| it.is_control() || matches!(it, '\u{2028}' | '\u{2029}' | '\u{feff}'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yaml::{self, Value};
    use proptest::prelude::*;

    #[test]
    fn quotes_stand_only_where_they_are_needed() {
        for (text, expect) in [
            ("Led it", "Led it"),
            ("it's 5 % up, for $3", "it's 5 % up, for $3"),
            ("2021", "2021"),
            ("2021-03", "2021-03"),
            ("3.8", "3.8"),
            ("007", "'007'"),
            ("+1555", "'+1555'"),
            ("Thesis: \"X\"", "'Thesis: \"X\"'"),
            ("Ana's: it", "\"Ana's: it\""),
            ("C# and F#", "C# and F#"),
            ("No. #1", "'No. #1'"),
            ("no", "'no'"),
            ("- x", "'- x'"),
        ] {
            assert_eq!(scalar(text), expect);
        }
    }

    proptest! {
        #[test]
        fn every_text_is_read_back(text in "[ -~äé会🎉'\":#\\\\-]{1,30}") {
            let text = printable(&text);
            prop_assume!(!text.is_empty());
            let source = format!("a: {}\nb:\n  - {}\n", scalar(&text), scalar(&text));
            let (tree, diagnostics) = yaml::parse(&source);
            prop_assert_eq!(diagnostics, []);
            let Some(Value::Map(entries)) = tree.map(|it| it.value) else { panic!("{source}") };
            let words = |value: &Value| match value {
                Value::Str(it) | Value::Number(it) => it.clone(),
                other => panic!("{other:?}"),
            };
            prop_assert_eq!(&words(&entries[0].1.value), &text);
            let Value::Seq(items) = &entries[1].1.value else { panic!("{source}") };
            prop_assert_eq!(&words(&items[0].value), &text);
        }
    }
}
