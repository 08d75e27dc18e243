//! How truly the postings of `fit/reading`, and of the second set in it, are read: which lines ask for something, and how much they insist.

use std::collections::BTreeMap;

use bespoke::posting::{Need, read};

use crate::support::root;

/// What was counted over some of the postings.
#[derive(Default)]
struct Count {
    /// Listed lines that hold a labelled line or are part of one, and all that are labelled or have no label.
    right: f64,
    listed: f64,
    /// Labelled lines that were found, those among them whose need is right, and all.
    found: f64,
    need: f64,
    labelled: f64,
}

/// Returns the words of a text between spaces, so that a run of words is a part of the string.
fn words(text: &str) -> String {
    let plain: String = text
        .to_lowercase()
        .replace(['’', '\''], "")
        .chars()
        .map(|it| if it.is_alphanumeric() { it } else { ' ' })
        .collect();
    let words: Vec<&str> = plain.split_whitespace().collect();
    format!(" {} ", words.join(" "))
}

fn count(folder: &str, wanted: impl Fn(&str, &str) -> bool) -> Count {
    let folder = root().join(folder);
    let text = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    let mut labels: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for row in text("labels.tsv").lines().skip(1) {
        let columns: Vec<&str> = row.split('\t').collect();
        let label = (columns[1].to_owned(), words(columns[2]));
        labels.entry(columns[0].to_owned()).or_default().push(label);
    }
    let mut out = Count::default();
    for row in text("marks.tsv").lines().skip(1) {
        let columns: Vec<&str> = row.split('\t').collect();
        if !wanted(columns[1], columns[3]) {
            continue;
        }
        let labels = &labels[columns[0]];
        let listed: Vec<(Need, String)> = (read(&text(columns[0])).requirements.iter())
            .map(|it| (it.need, words(&it.text)))
            .collect();
        let belongs = |a: &str, b: &str| a.contains(b) || b.contains(a);
        let counts = |need: &str| matches!(need, "required" | "preferred" | "duty");
        for (_, line) in &listed {
            let mut of = labels.iter().filter(|it| belongs(&it.1, line)).peekable();
            let is_labelled = of.peek().is_some();
            let is_right = of.any(|it| counts(&it.0));
            out.right += f64::from(u8::from(is_right));
            out.listed += f64::from(u8::from(is_right || !is_labelled));
        }
        for (need, line) in labels.iter().filter(|it| counts(&it.0)) {
            out.labelled += 1.0;
            let same = listed.iter().find(|it| it.1 == *line);
            if let Some((said, _)) = same.or_else(|| listed.iter().find(|it| belongs(&it.1, line)))
            {
                out.found += 1.0;
                out.need += f64::from(u8::from(format!("{said:?}").to_lowercase() == *need));
            }
        }
    }
    out
}

#[track_caller]
fn check(folder: &str, wanted: impl Fn(&str, &str) -> bool, [precision, recall, need]: [f64; 3]) {
    let count = count(folder, wanted);
    let figures = [
        count.right / count.listed,
        count.found / count.labelled,
        count.need / count.found,
    ];
    for (figure, least) in figures.into_iter().zip([precision, recall, need]) {
        assert!(
            figure >= least,
            "{figures:?} [precision, recall, need right]"
        );
    }
}

#[test]
fn postings_with_list_marks_are_read() {
    check("fit/reading", |marks, _| marks == "yes", [0.94, 0.95, 0.92]);
}

#[test]
fn postings_without_list_marks_are_read() {
    check("fit/reading", |marks, _| marks == "no", [0.90, 0.89, 0.86]);
}

#[test]
fn postings_that_nothing_was_developed_on_are_read() {
    check(
        "fit/reading",
        |_, split| split == "test",
        [0.86, 0.86, 0.80],
    );
}

#[test]
fn postings_of_the_second_set_are_read() {
    check(
        "fit/reading/second",
        |marks, _| marks == "yes",
        [0.92, 0.97, 0.95],
    );
    check(
        "fit/reading/second",
        |marks, _| marks == "no",
        [0.94, 0.92, 0.91],
    );
}
