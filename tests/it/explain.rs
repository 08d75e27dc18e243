//! The ledger: complete, adding up, and independent of what doesn't matter.

use std::collections::BTreeSet;

use bespoke::profile::Kind;
use serde_json::Value;

use crate::support::{Test, profile, profiles, root};

fn explain(source: &str, args: &[&str]) -> Value {
    let mut all = vec!["explain", "p.yaml", "--json"];
    all.extend(args);
    let ran = Test::new(all).file("p.yaml", source).any_stdout().run();
    serde_json::from_str(&ran.stdout).unwrap()
}

fn posting(name: &str) -> String {
    root()
        .join("postings")
        .join(name)
        .to_str()
        .unwrap()
        .to_owned()
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap()
}

#[test]
fn every_line_of_the_profile_is_accounted_for() {
    for (name, source) in profiles() {
        let json = explain(&source, &["--job", &posting("example-fintech-tpm.md")]);
        let listed: BTreeSet<&str> = ["highlights", "entries"]
            .into_iter()
            .flat_map(|list| json[list].as_array().unwrap())
            .map(|it| it["id"].as_str().unwrap())
            .collect();
        let profile = profile(&source);
        let lines = profile.lines();
        let ids: BTreeSet<&str> = lines.iter().map(|it| it.id).collect();
        assert_eq!(listed, ids, "{name}");
        assert_eq!(ids.len(), lines.len(), "{name}: ids are unique");
        for it in json["highlights"].as_array().unwrap() {
            let reason = it["reason"].as_str().unwrap();
            let expected = if it["kept"].as_bool().unwrap() {
                "kept: "
            } else {
                "left out: "
            };
            assert!(reason.starts_with(expected), "{name}: {reason}");
        }
    }
}

#[test]
fn a_value_is_the_sum_of_its_contributions_and_each_names_words_of_the_line() {
    for (name, source) in profiles() {
        let json = explain(
            &source,
            &["--job", &posting("logingov-technical-product-manager.md")],
        );
        let profile = profile(&source);
        let lines = profile.lines();
        for it in json["highlights"].as_array().unwrap() {
            let contributions = it["contributions"].as_array().unwrap();
            let sum: f64 = contributions.iter().map(|it| number(&it["points"])).sum();
            assert!((sum - number(&it["value"])).abs() < 1e-9, "{name}: {it}");
            // Tags are words of the line too.
            let id = it["id"].as_str().unwrap();
            let tags = lines.iter().find(|it| it.id == id).unwrap().tags.join(" ");
            let text = format!("{} {tags}", it["text"].as_str().unwrap());
            for word in contributions
                .iter()
                .flat_map(|it| it["words"].as_array().unwrap())
            {
                assert!(
                    text.contains(word.as_str().unwrap()),
                    "{name}: {word} is not in {text}"
                );
            }
        }
    }
}

#[test]
fn theme_scores_depend_on_the_line_and_the_guide_alone() {
    let (_, source) = profiles()
        .into_iter()
        .find(|it| it.0 == "technical-program-manager")
        .unwrap();
    let job = posting("cloudgov-site-reliability-engineer.md");
    let [whole, for_job, longer] = [&[][..], &["--job", &job], &["--pages", "2"]].map(|args| {
        let guide = ["--guide", "technical-program-manager"];
        explain(&source, &[&guide, args].concat())
    });
    let themes = |json: &Value, id: &str| {
        let mut highlights = json["highlights"].as_array().unwrap().iter();
        highlights.find(|it| it["id"] == id).unwrap()["themes"].clone()
    };
    let profile = profile(&source);
    let lines = profile.lines();
    // Tags and other wordings belong to the line too; these lines have none.
    let plain: Vec<_> = lines
        .iter()
        .filter(|it| it.place.kind == Kind::Highlight)
        .filter(|it| it.tags.is_empty() && it.context.is_empty() && it.wordings.len() == 1)
        .collect();
    assert!(plain.len() > 20);
    for (i, line) in plain.into_iter().enumerate() {
        let expected = themes(&whole, line.id);
        assert_eq!(themes(&for_job, line.id), expected, "{}", line.id);
        assert_eq!(themes(&longer, line.id), expected, "{}", line.id);
        if i % 8 == 0 {
            let text = serde_json::to_string(&line.wordings[0].text).unwrap();
            let alone = format!(
                "name: A\nexperience:\n  - employer: B\n    title: C\n    start: 2001\n    end: 2002\n    highlights:\n      - {text}\n"
            );
            let args = ["--guide", "technical-program-manager", "--job", &job];
            let alone = explain(&alone, &args);
            assert_eq!(alone["highlights"][0]["themes"], expected, "{}", line.id);
        }
    }
}

#[test]
fn a_deed_told_twice_is_printed_once_unless_pinned() {
    let profile = |pin: &str| {
        format!(
            "name: A
experience:
  - employer: B
    title: C
    start: 2001
    end: 2002
    highlights:
      - {{text: Led the migration of 140 services to Kubernetes across 9 teams, id: led, pin: always}}
projects:
  - name: D
    highlights:
      - {{text: Migrated 140 services to Kubernetes with nine teams, id: migrated{pin}}}
      - {{text: Drew the plan of a garden, id: garden}}
"
        )
    };
    let printed = |pin: &str| {
        let json = explain(&profile(pin), &[]);
        let highlights = json["highlights"].as_array().unwrap().iter();
        highlights
            .map(|it| (it["kept"] == true, it["reason"].to_string()))
            .collect::<Vec<_>>()
    };
    let once = printed("");
    assert_eq!(
        once.iter().map(|it| it.0).collect::<Vec<_>>(),
        [true, false, true]
    );
    assert_eq!(once[1].1, "\"left out: says the same as `led`\"");
    assert!(printed(", pin: always").iter().all(|it| it.0));
}

#[test]
fn what_is_missing_is_told_apart_from_what_the_profile_lacks() {
    let (_, source) = profiles().into_iter().find(|it| it.0 == "nurse").unwrap();
    let json = explain(
        &source,
        &[
            "--guide",
            "registered-nurse",
            "--job",
            &posting("cloudgov-site-reliability-engineer.md"),
        ],
    );
    let gaps = &json["gaps"];
    let kept = |id: &Value| {
        let lines = ["highlights", "entries"]
            .into_iter()
            .flat_map(|list| json[list].as_array().unwrap());
        lines
            .filter(|it| it["id"] == *id)
            .all(|it| it["kept"].as_bool().unwrap())
    };
    for gap in gaps["missing_from_resume"].as_array().unwrap() {
        let evidence = gap["evidence"].as_array().unwrap();
        assert!(!evidence.is_empty() && !evidence.iter().any(kept), "{gap}");
    }
    let lacking = gaps["missing_from_profile"].as_array().unwrap();
    assert!(
        lacking.len() > 3,
        "a nurse lacks most of what this posting asks for: {gaps}"
    );
    assert!(
        lacking
            .iter()
            .all(|it| it["evidence"].as_array().unwrap().is_empty())
    );
}

#[test]
fn the_terminal_shows_what_the_json_holds() {
    let (_, source) = profiles().into_iter().find(|it| it.0 == "student").unwrap();
    let ran = Test::new(["explain", "p.yaml", "--guide", "nace-competencies"])
        .file("p.yaml", &source)
        .any_stdout()
        .run();
    let json = explain(&source, &["--guide", "nace-competencies"]);
    for theme in json["themes"].as_array().unwrap() {
        assert!(ran.stdout.contains(theme["name"].as_str().unwrap()));
    }
    for it in json["highlights"].as_array().unwrap() {
        assert!(
            ran.stdout
                .contains(&format!("[{}]", it["id"].as_str().unwrap())),
            "{it}"
        );
    }
    assert!(ran.stdout.lines().all(|it| it.chars().count() <= 120));
}
