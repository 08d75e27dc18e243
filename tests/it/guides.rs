//! Every guide recognises its own words: a line that is one of its examples or has one of its terms shows that theme.

use std::fs;

use bespoke::guide::{self, Guide, Theme};
use bespoke::profile::{Employment, Highlight, Position, Profile, Text};
use bespoke::score::{Matcher, evident};

use crate::support::root;

/// The least of what counts towards coverage at which a theme is shown clearly.
const SHOWN: f64 = 0.25;

/// The share of examples and terms that must be shown, and for which the theme must be the one shown best.
const MOST_SHOWN: f64 = 0.97;
const MOST_BEST: f64 = 0.85;

/// Returns the built-in guides and three that a user could have written, each with its name.
fn guides() -> Vec<(String, Guide)> {
    let mut sources: Vec<(String, String)> = (guide::built_in_names().into_iter())
        .map(|name| (name.to_owned(), guide::built_in(name).unwrap().to_owned()))
        .collect();
    for name in ["beekeeper", "museum-educator", "paralegal"] {
        let path = root().join(format!("tests/fixtures/guides/{name}.yaml"));
        sources.push((name.to_owned(), fs::read_to_string(path).unwrap()));
    }
    let loaded = |(name, source): (String, String)| {
        let (guide, diagnostics) = guide::load(&source);
        assert_eq!(diagnostics, [], "{name}");
        (name, guide.unwrap())
    };
    sources.into_iter().map(loaded).collect()
}

/// Returns how far each of several lines, alone in a profile, shows each theme.
fn strengths(guide: &Guide, lines: &[String]) -> Vec<Vec<f64>> {
    let text = |text: &str| Text {
        text: text.to_owned(),
        ..Text::default()
    };
    let highlights = lines.iter().map(|line| Highlight {
        text: text(line),
        ..Highlight::default()
    });
    let profile = Profile {
        experience: vec![Employment {
            employer: text("X"),
            positions: vec![Position {
                title: text("Y"),
                highlights: highlights.collect(),
                ..Position::default()
            }],
            ..Employment::default()
        }],
        ..Profile::default()
    };
    let scored = Matcher::of(guide, None).score(&profile, "2025-06".parse().unwrap());
    // Line 0 is the position.
    (scored.lines.into_iter().skip(1))
        .map(|line| line.themes.into_iter().map(evident).collect())
        .collect()
}

/// Asserts that the lines of each theme show it, and most of them show it best.
#[track_caller]
fn check(name: &str, guide: &Guide, lines_of: impl Fn(&Theme) -> Vec<String>) {
    let (mut n, mut n_shown, mut n_best) = (0, 0, 0);
    let mut failed = Vec::new();
    for (theme, it) in guide.themes.iter().enumerate() {
        let lines = lines_of(it);
        for (line, shown) in lines.iter().zip(strengths(guide, &lines)) {
            let is_shown = shown[theme] >= SHOWN;
            let is_best = shown.iter().all(|&other| other <= shown[theme]);
            n += 1;
            n_shown += usize::from(is_shown);
            n_best += usize::from(is_best);
            if !(is_shown && is_best) {
                failed.push(format!("{}: {line}: {shown:.2?}", it.name));
            }
        }
    }
    let least = |share: f64| share * f64::from(n);
    assert!(
        n_shown as f64 >= least(MOST_SHOWN),
        "{name}: {n_shown} of {n}: {failed:#?}"
    );
    assert!(
        n_best as f64 >= least(MOST_BEST),
        "{name}: {n_best} of {n}: {failed:#?}"
    );
}

fn in_a_sentence(term: &str) -> String {
    format!("Responsible for {term} in the northern region")
}

#[test]
fn every_guide_recognises_its_examples() {
    for (name, guide) in guides() {
        check(&name, &guide, |theme| theme.examples.clone());
    }
}

#[test]
fn every_guide_recognises_its_terms_and_their_other_names() {
    for (name, guide) in guides() {
        check(&name, &guide, |theme| {
            let names =
                (theme.terms.iter()).flat_map(|it| std::iter::once(&it.term).chain(&it.also));
            names.map(|it| in_a_sentence(it)).collect()
        });
    }
}

#[test]
fn every_guide_recognises_the_names_of_its_themes() {
    for (name, guide) in guides() {
        // Within a sentence, as people write it: a capital would make it another name.
        check(&name, &guide, |theme| {
            vec![in_a_sentence(&theme.name.to_lowercase())]
        });
    }
}

#[test]
fn a_paraphrase_of_an_example_shows_its_theme_and_another_subject_does_not() {
    let guides = guides();
    let (_, beekeeper) = guides.iter().find(|it| it.0 == "beekeeper").unwrap();
    let lines = [
        "Wintered 90 colonies on the moor, losses under a tenth",
        "Candles cast from cappings, sold in church shops",
        "Repaired bicycles and kept the stock of spare parts",
    ];
    let shown = strengths(beekeeper, &lines.map(str::to_owned));
    assert!(shown[0][0] >= SHOWN, "{shown:?}");
    assert!(shown[1][2] >= SHOWN, "{shown:?}");
    assert!(shown[2].iter().all(|&it| it < SHOWN), "{shown:?}");
}
