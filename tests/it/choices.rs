//! What is chosen, as text that a person can review: the lines that each example profile prints for each guide and each
//! posting, in the order printed. A change of ranking shows as a readable difference.
//!
//! `just choices` (`UPDATE_CHOICES=1 cargo test --locked choices::`) writes `tests/golden/choices/` anew.

use std::fmt::Write as _;
use std::fs;

use bespoke::document::{Document, Line};
use bespoke::guide;
use bespoke::layout::{Family, Fonts};
use bespoke::posting::{self, Posting};
use bespoke::profile::Profile;
use bespoke::tailor::{Inputs, Options, tailor};
use bespoke::template::Template;

use crate::support;

/// The width that a line is cut at, in characters: enough to know it again.
const WIDTH: usize = 88;

fn postings() -> Vec<(String, Posting)> {
    let mut postings: Vec<(String, Posting)> = fs::read_dir(support::root().join("postings"))
        .unwrap()
        .map(|it| it.unwrap().path())
        .filter(|it| it.file_stem().unwrap() != "README")
        .map(|path| {
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            (name, posting::read(&fs::read_to_string(&path).unwrap()))
        })
        .collect();
    postings.sort_by(|a, b| a.0.cmp(&b.0));
    postings
}

fn choices(profile: &Profile) -> String {
    let postings = postings();
    let mut out = String::new();
    for name in guide::built_in_names() {
        let guide = support::guide(name);
        let none = std::iter::once(None);
        for posting in none.chain(postings.iter().map(Some)) {
            let inputs = Inputs {
                profile,
                guide: &guide,
                posting: posting.map(|it| &it.1),
                template: &Template::default(),
            };
            let tailored = tailor(inputs, Options::default(), Fonts::family(Family::Sans));
            let posting = posting.map_or("no posting", |it| it.0.as_str());
            let _ = writeln!(out, "== {name}, {posting}");
            write_document(&mut out, &tailored.document);
        }
    }
    out
}

fn write_document(out: &mut String, document: &Document) {
    for section in &document.sections {
        let _ = writeln!(out, "{}", section.heading);
        if let Some(summary) = &section.paragraph {
            write_line(out, "  ", &summary.text);
        }
        for entry in &section.entries {
            let mut name = vec![entry.name.as_str()];
            if entry.positions.is_empty() {
                name.extend(entry.details.iter().map(String::as_str));
            }
            write_line(out, "  ", &name.join(", "));
            write_bullets(out, &entry.bullets);
            for position in &entry.positions {
                write_line(out, "   ", &position.title);
                write_bullets(out, &position.bullets);
            }
        }
        for flow in &section.flows {
            let items: Vec<&str> = flow.items.iter().map(|it| it.text.as_str()).collect();
            write_line(out, "  ", &items.join(flow.separator));
        }
        write_bullets(out, &section.bullets);
    }
}

fn write_bullets(out: &mut String, bullets: &[Line]) {
    for bullet in bullets {
        write_line(out, "    - ", &bullet.text);
    }
}

fn write_line(out: &mut String, indent: &str, text: &str) {
    let cut: String = text.chars().take(WIDTH - indent.len()).collect();
    let _ = writeln!(out, "{indent}{}", cut.trim_end());
}

#[track_caller]
fn check(name: &str) {
    let source = support::root().join(format!("profiles/{name}.yaml"));
    let profile = support::profile(&fs::read_to_string(source).unwrap());
    let golden = support::root().join(format!("tests/golden/choices/{name}.txt"));
    let found = choices(&profile);
    if std::env::var_os("UPDATE_CHOICES").is_some() {
        fs::create_dir_all(golden.parent().unwrap()).unwrap();
        fs::write(&golden, &found).unwrap();
    }
    let expected = fs::read_to_string(&golden).unwrap_or_default();
    if found == expected {
        return;
    }
    // The combination whose choice changed first, whole: a difference in a file of thousands of lines says little.
    let mut blocks = expected.split("== ").zip(found.split("== "));
    let (before, after) = blocks.find(|it| it.0 != it.1).unwrap_or_default();
    panic!("{name}: another choice; `just choices` accepts it\nbefore: {before}\nafter: {after}");
}

#[test]
fn of_the_nurse() {
    check("nurse");
}

#[test]
fn of_the_software_engineer() {
    check("software-engineer");
}

#[test]
fn of_the_student() {
    check("student");
}

#[test]
fn of_the_teacher() {
    check("teacher");
}

#[test]
fn of_the_technical_program_manager() {
    check("technical-program-manager");
}
