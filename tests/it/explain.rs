//! The ledger: complete, adding up, and independent of what doesn't matter.

use std::collections::BTreeSet;
use std::fs;

use bespoke::layout::{Family, Fonts};
use bespoke::profile::Kind;
use bespoke::report::{Names, TerminalStyle, report, terminal};
use bespoke::tailor::{Inputs, Options, tailor};
use bespoke::template::Template;
use serde_json::{Value, json};

use crate::support::{Test, guide, profile, profiles, root};

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
            // So are those of the project that it belongs to.
            let place = it["place"].as_str().unwrap();
            let text = format!("{} {tags} {place}", it["text"].as_str().unwrap());
            let words = contributions.iter().flat_map(|it| {
                let alike = it.get("alike").map(|it| it["words"].as_array().unwrap());
                let words = it["words"].as_array().unwrap();
                words.iter().chain(alike.into_iter().flatten())
            });
            for word in words {
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
        lacking.len() > 1,
        "a nurse lacks what this posting names: {gaps}"
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
    let ran = Test::new(["explain", "p.yaml", "--guide", "nace-competencies", "--all"])
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

const ENGINEER: &str = "\
name: Ada Example
experience:
  - employer: Northwind
    title: Platform Engineer
    start: 2019-01
    end: present
    highlights:
      - {text: Ran k8s clusters for nine teams, id: clusters}
      - {text: Coached and supervised nine interns, id: coach}
      - {text: Wrote Terraform modules for 40 services, id: terraform, pin: never}
";

const WANTED: &str = "\
# Platform engineer
## Requirements
- Experience running Kubernetes clusters
- Mentor new graduates and interns on the team
- Experience with Terraform modules
- Fluency in Portuguese
";

#[test]
fn gaps_are_of_three_kinds_each_with_the_words_that_show_it() {
    let ran = Test::new(["explain", "p.yaml", "--job", "j.md", "--json"])
        .file("p.yaml", ENGINEER)
        .file("j.md", WANTED)
        .any_stdout()
        .run();
    let json: Value = serde_json::from_str(&ran.stdout).unwrap();
    let of = |list: &str| -> Vec<Value> {
        let gaps = json["gaps"][list].as_array().unwrap().iter();
        let asked = gaps.filter(|it| it["kind"] == "requirement");
        asked.cloned().collect()
    };
    assert_eq!(
        of("missing_from_resume"),
        [json!({
            "kind": "requirement",
            "text": "Experience with Terraform modules",
            "grade": "not found",
            "lacks": [],
            "evidence": ["terraform"],
            "quotes": [{"id": "terraform", "words": ["Terraform"]}],
        })]
    );
    assert_eq!(
        of("under_another_word"),
        [json!({
            "kind": "requirement",
            "text": "Experience running Kubernetes clusters",
            "by": "name",
            "words": ["Kubernetes"],
            "evidence": [{"id": "clusters", "words": ["k8s"]}],
        })]
    );
    assert_eq!(
        of("missing_from_profile"),
        [json!({
            "kind": "requirement",
            "text": "Fluency in Portuguese",
            "grade": "not found",
            "lacks": [],
            "evidence": [],
            "quotes": [],
        })]
    );
}

#[test]
fn a_resume_that_has_the_postings_word_too_lacks_nothing() {
    let profile = ENGINEER.replace("for nine teams", "on Kubernetes for nine teams");
    let ran = Test::new(["explain", "p.yaml", "--job", "j.md"])
        .file("p.yaml", &profile)
        .file("j.md", WANTED)
        .any_stdout()
        .run();
    assert!(!ran.stdout.contains("the posting says"), "{}", ran.stdout);
}

#[test]
fn the_terminal_tells_the_three_kinds_of_gaps_apart() {
    let ran = Test::new(["explain", "p.yaml", "--job", "j.md"])
        .file("p.yaml", ENGINEER)
        .file("j.md", WANTED)
        .any_stdout()
        .run();
    let expected = "
  - Experience with Terraform modules
    “Terraform”: Wrote Terraform modules for 40 services

Possible matches in other words: 1
  - the posting says “Kubernetes”, the resume “k8s”
    asked: Experience running Kubernetes clusters
    “k8s”: Ran k8s clusters for nine teams
";
    assert!(ran.stdout.contains(expected), "{}", ran.stdout);
    let partly = "
  partly          Mentor new graduates and interns on the team
                  nothing found for “graduates”: if you have it, say so
";
    assert!(ran.stdout.contains(partly), "{}", ran.stdout);
    assert!(ran.stdout.contains("\n  - Fluency in Portuguese\n"));
    assert!(!ran.stdout.contains("ATS"), "{}", ran.stdout);
}

#[test]
fn a_long_ledger_is_cut_and_says_how_to_see_all_of_it() {
    let (_, source) = profiles().into_iter().find(|it| it.0 == "nurse").unwrap();
    let job = posting("tts-product-project-manager.md");
    let explained = |all: &[&str]| {
        Test::new([&["explain", "p.yaml", "--job", &job], all].concat())
            .file("p.yaml", &source)
            .any_stdout()
            .run()
            .stdout
    };
    let (brief, whole) = (explained(&[]), explained(&["--all"]));
    let more = brief
        .lines()
        .filter(|it| it.ends_with(" more: `--all` shows them"));
    assert!(more.count() >= 4, "{brief}");
    assert!(!whole.contains("--all") && !whole.contains('…'), "{whole}");
    assert!(whole.len() > 2 * brief.len());
}

#[test]
fn the_points_shown_for_a_line_add_up_to_its_value() {
    let (_, source) = profiles().into_iter().find(|it| it.0 == "teacher").unwrap();
    let job = posting("example-hospital-educator.md");
    let ran = Test::new(["explain", "p.yaml", "--job", &job])
        .file("p.yaml", &source)
        .any_stdout()
        .run();
    let kept = ran.stdout.lines().skip_while(|it| !it.starts_with("Kept"));
    let (mut value, mut sum, mut n_lines) = (0.0, 0.0, 0);
    for line in kept.take_while(|it| !it.starts_with("Left out")) {
        let first = line.split_whitespace().next().unwrap_or_default();
        if line.starts_with("     ") && first.starts_with('+') {
            sum += first.parse::<f64>().unwrap();
        } else if line.trim_start().starts_with("kept: ") {
            assert!(
                (sum - value).abs() < 0.3,
                "{sum} is not {value}: {}",
                ran.stdout
            );
            n_lines += 1;
        } else if line.find(first).is_some_and(|at| at < 7)
            && let Ok(number) = first.parse::<f64>()
        {
            (value, sum) = (number, 0.0);
        }
    }
    assert!(n_lines > 5);
}

#[test]
fn no_line_is_wider_than_the_terminal() {
    let (_, source) = profiles().into_iter().find(|it| it.0 == "nurse").unwrap();
    let (profile, guide) = (profile(&source), guide("registered-nurse"));
    let job = fs::read_to_string(posting("cloudgov-site-reliability-engineer.md")).unwrap();
    let posting = bespoke::posting::read(&job);
    let inputs = Inputs {
        profile: &profile,
        guide: &guide,
        posting: Some(&posting),
        template: &Template::default(),
    };
    let tailored = tailor(inputs, Options::default(), Fonts::family(Family::Sans));
    let names = Names {
        profile: "nurse.yaml",
        guide: "registered-nurse",
        posting: Some("posting.md"),
    };
    let report = report(inputs, &tailored, names);
    for (width, all) in [
        (60, false),
        (80, false),
        (80, true),
        (120, false),
        (120, true),
    ] {
        let look = TerminalStyle {
            width,
            color: false,
            all,
        };
        for line in terminal(&report, None, look).lines() {
            assert!(line.chars().count() <= width, "{width}: {line}");
        }
    }
}

#[test]
fn the_ledger_replaces_nothing_that_it_is_made_from() {
    let (_, source) = profiles().into_iter().next().unwrap();
    let guide = bespoke::guide::built_in("teacher").unwrap();
    for output in ["p.yaml", "./g.yaml"] {
        let ran = Test::new(["explain", "p.yaml", "-g", "g.yaml", "-o", output])
            .file("p.yaml", &source)
            .file("g.yaml", guide)
            .any_stderr()
            .status(2)
            .run();
        assert!(ran.stderr.contains("is an input"), "{}", ran.stderr);
        assert_eq!(ran.text("p.yaml"), source);
        assert_eq!(ran.text("g.yaml"), guide);
    }
}
