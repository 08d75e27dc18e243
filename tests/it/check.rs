//! Findings on the writing: each rule on one fault, and all of them on lines labelled by hand.

use std::fs;

use bespoke::check::{
    Form, House, Rule, findings, is_quantified, n_words, opening, pronoun, weak_opener,
};

use crate::support::root;

/// A line of `fit/findings.tsv`; `None` where the reader couldn't tell.
struct Labelled {
    is_test: bool,
    opener: Option<bool>,
    form: String,
    pronoun: Option<bool>,
    number: Option<bool>,
    long: Option<bool>,
    text: String,
}

fn labelled() -> Vec<Labelled> {
    let sheet = fs::read_to_string(root().join("fit/findings.tsv")).unwrap();
    let rows = sheet.lines().filter(|it| !it.starts_with('#'));
    let flag = |it: &str| (it != "?").then_some(it == "1");
    rows.map(|row| {
        let columns: Vec<&str> = row.split('\t').collect();
        Labelled {
            is_test: columns[0] == "test",
            opener: flag(columns[1]),
            form: columns[2].to_owned(),
            pronoun: flag(columns[3]),
            number: flag(columns[4]),
            long: flag(columns[5]),
            text: columns[6].to_owned(),
        }
    })
    .collect()
}

/// What a rule says of a line, and what is right.
type Verdict = fn(&Labelled) -> Option<(bool, bool)>;

fn form(line: &Labelled) -> Option<Form> {
    opening(&line.text).map(|it| it.form)
}

/// The rules that a single line can break, each with its verdict.
const VERDICTS: [(&str, Verdict); 7] = [
    ("weak-opener", |it| {
        Some((weak_opener(&it.text, &[]).is_some(), it.opener?))
    }),
    ("missing-verb", |it| {
        let found = form(it) == Some(Form::NoVerb) && weak_opener(&it.text, &[]).is_none();
        (it.form != "?" && it.opener == Some(false)).then_some((found, it.form == "none"))
    }),
    ("tense", |it| {
        let found = matches!(form(it), Some(Form::Base | Form::Third));
        (it.form != "?").then_some((found, matches!(it.form.as_str(), "base" | "third")))
    }),
    ("gerund", |it| {
        Some((form(it) == Some(Form::Gerund), it.form == "ing"))
    }),
    ("pronoun", |it| {
        Some((pronoun(&it.text).is_some(), it.pronoun?))
    }),
    ("number", |it| Some((is_quantified(&it.text), it.number?))),
    ("too-long", |it| {
        Some((n_words(&it.text) > House::default().words, it.long?))
    }),
];

/// Prints how often each rule is right: `cargo test -- --nocapture labelled`.
#[test]
fn rules_are_right_about_lines_labelled_by_hand() {
    let lines = labelled();
    assert!(lines.len() >= 300);
    for half in ["tune", "test"] {
        let lines = || lines.iter().filter(|it| it.is_test == (half == "test"));
        println!("{half}: {} lines", lines().count());
        for (name, verdict) in VERDICTS {
            let (mut hits, mut false_alarms, mut misses) = (0, 0, 0);
            for line in lines() {
                match verdict(line) {
                    Some((true, true)) => hits += 1,
                    Some((true, false)) => {
                        false_alarms += 1;
                        println!("  {name} false alarm: {}", line.text);
                    }
                    Some((false, true)) => {
                        misses += 1;
                        if half == "tune" {
                            println!("  {name} missed: {}", line.text);
                        }
                    }
                    _ => {}
                }
            }
            println!("  {name}: {hits} found, {false_alarms} false, {misses} missed");
        }
    }
}
