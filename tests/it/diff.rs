//! `bespoke diff`: what differs, all of it, and with the ledger's reasons.

use std::collections::{BTreeMap, BTreeSet};

use bespoke::guide::Guide;
use bespoke::layout::{Family, Fonts};
use bespoke::posting::{self, Posting};
use bespoke::profile::{Kind, Profile};
use bespoke::report::{
    Change, CoverageChange, Diff, EntryDiff, Field, MovedLine, Names, OnlyInOne, Report, Resume,
    SharedLine, diff, report,
};
use bespoke::tailor::{Inputs, Options, Tailored, tailor};
use bespoke::template::Template;
use proptest::prelude::*;
use serde_json::Value;

use crate::support::{Ran, Test, guide, profile, profiles};

const OLD: &str = "\
name: Ada One
contact: {email: ada@example.com}
experience:
  - employer: Northwind
    title: Engineer
    start: 2019-04
    end: present
    highlights:
      - Led 4 engineers and cut the cost of the cloud by 31 %
      - {text: Wrote the plan for the move to Kubernetes, id: plan}
      - Answered the telephone
skills:
  - {group: Tools, items: [Jira, Terraform]}
";

const NEW: &str = "\
name: Ada One
contact: {email: ada@example.org}
experience:
  - employer: Northwind
    title: Senior Engineer
    start: 2019-04
    end: present
    highlights:
      - Led 7 engineers and cut the cost of the cloud by 31 %
      - {text: Wrote the plan for the move to Kubernetes, id: plan, pin: never}
      - Ran the review of risks for 12 teams
skills:
  - {group: Tools, items: [Jira, Python]}
";

/// What is said of profile and resume, between the pages and the coverage, which are the ledger's own figures.
fn told(ran: &Ran) -> &str {
    let text = &ran.stdout;
    let (from, to) = ("\n\n", "\nWhat the guide emphasizes, A → B\n");
    let start = text.find(from).unwrap() + from.len();
    &text[start..text.find(to).unwrap()]
}

#[test]
fn two_versions_of_a_profile_are_told_apart() {
    let ran = Test::new(["diff", "old.yaml", "new.yaml"])
        .file("old.yaml", OLD)
        .file("new.yaml", NEW)
        .any_stdout()
        .run();
    assert_eq!(
        told(&ran),
        "\
In the profile itself: 8 changes
  profile
    ~ Ada One
        email: ada@example.com → ada@example.org
  Engineer, Northwind
    ~ A: Engineer
      B: Senior Engineer
    ~ A: Led 4 engineers and cut the cost of the cloud by 31 %
      B: Led 7 engineers and cut the cost of the cloud by 31 %
    ~ Wrote the plan for the move to Kubernetes [plan]
        pin: nothing → never
    - Answered the telephone [answered-the-telephone-75f9]
    + Ran the review of risks for 12 teams [ran-the-review-of-a408]
  skills: Tools
    - Terraform [terraform-4f97]
    + Python [python-34f7]

On the resume: 2 lines in both, 3 in A alone (-), 2 in B alone (+)

  Engineer, Northwind
    ~ title: Engineer → Senior Engineer
    ~ 1       A: Led 4 engineers and cut the cost of the cloud by 31 %
              B: Led 7 engineers and cut the cost of the cloud by 31 %
    - 2       Wrote the plan for the move to Kubernetes
              B: left out: pinned to `never`
    - 3       Answered the telephone
              B: not in the profile
    + 2       Ran the review of risks for 12 teams
              A: not in the profile

  skills: Tools
    =         1 alike in both
    -         Terraform
              B: not in the profile
    +         Python
              A: not in the profile
"
    );
}

#[test]
fn what_stands_under_another_heading_is_told_as_moved() {
    let old = "\
name: Ada One
contact: {email: ada@example.com}
experience:
  - employer: Northwind
    title: Engineer
    start: 2019-04
    end: present
    highlights:
      - Led 4 engineers and cut the cost of the cloud by 31 %
      - {text: Wrote the plan for the move to Kubernetes, id: plan}
  - employer: Southwind
    title: Analyst
    start: 2016
    end: 2019
    highlights:
      - Ran the review of risks for 12 teams
skills:
  - {group: Tools, items: [Jira, Terraform]}
  - {group: Spoken, items: [Rust, Python]}
";
    let new = old
        .replace(
            "      - {text: Wrote the plan for the move to Kubernetes, id: plan}\n",
            "      - Wrote the plan for the new office in four weeks\n",
        )
        .replace(
            "12 teams\n",
            "12 teams\n      - {text: Wrote a plan to move 140 services, id: plan}\n",
        )
        .replace(
            "Tools, items: [Jira, Terraform]}",
            "Instruments, items: [Jira, Terraform, Rust]}",
        )
        .replace("[Rust, Python]", "[Python]");
    let ran = Test::new(["diff", "old.yaml", "new.yaml"])
        .file("old.yaml", old)
        .file("new.yaml", &new)
        .any_stdout()
        .run();
    assert_eq!(
        told(&ran),
        "\
In the profile itself: 4 changes
  Engineer, Northwind
    ~ A: Wrote the plan for the move to Kubernetes
      B: Wrote a plan to move 140 services
        under: Engineer, Northwind → Analyst, Southwind
    + Wrote the plan for the new office in four weeks [wrote-the-plan-for-f61a]
  skills: Tools
    ~ A: Tools
      B: Instruments
  skills: Spoken
    ~ Rust [rust-3b07]
        under: skills: Spoken → skills: Instruments

On the resume: 7 lines in both (2 under another heading), 0 in A alone (-), 1 in B alone (+)

  Engineer, Northwind
    =         1 alike in both
    ~ 2       Wrote the plan for the move to Kubernetes
              B: stands under Analyst, Southwind as “Wrote a plan to move 140 services”
    + 2       Wrote the plan for the new office in four weeks
              A: not in the profile

  Analyst, Southwind
    =         1 alike in both
    ~ 1       Wrote a plan to move 140 services
              A: stands under Engineer, Northwind as “Wrote the plan for the move to Kubernetes”

  skills: Spoken
    =         1 alike in both
    ~         Rust
              B: stands under skills: Instruments

  skills: Tools
    ~ group: Tools → Instruments
    =         2 alike in both
    ~         Rust
              A: stands under skills: Spoken
"
    );
}

#[test]
fn a_heading_that_says_something_else_is_told() {
    let old = "\
name: Ada One
contact: {email: ada@example.com}
experience:
  - {employer: Northwind, location: Oslo, title: Engineer, start: 2019-04, end: present, highlights: [Led 4 engineers]}
  - {employer: Southwind, industry: energy, title: Analyst, start: 2016, end: 2019, highlights: [Ran a review]}
education:
  - {institution: Harbor College, degree: B.Sc., end: 2014}
certifications:
  - {name: PMP, date: 2020}
  - Scrum Master
languages:
  - {language: Norwegian, level: fluent}
";
    let new = old
        .replace("Oslo", "Bergen")
        .replace("2019-04", "2019-05")
        .replace("energy", "power")
        .replace("B.Sc.", "M.Sc.")
        .replace("2020", "2021")
        .replace("fluent", "native");
    let ran = Test::new(["diff", "old.yaml", "new.yaml"])
        .file("old.yaml", old)
        .file("new.yaml", &new)
        .any_stdout()
        .run();
    let (_, resume) = ran.stdout.split_once("\nOn the resume: ").unwrap();
    assert_eq!(
        resume,
        "\
5 lines in both, 0 in A alone (-), 0 in B alone (+)

  Engineer, Northwind
    ~ location: Oslo → Bergen
    ~ start: 2019-04 → 2019-05
    =         1 alike in both

  Harbor College
    ~ degree: B.Sc. → M.Sc.

  certifications
    =         1 alike in both
    ~         PMP (date: 2020 → 2021)

  languages
    ~         Norwegian (level: fluent → native)

  the same in both: Analyst, Southwind
"
    );
}

/// The example with the bullet of one number behind that of another, of those that take one line and stand in a list of
/// highlights.
fn with_moved(source: &str, from: usize, to: usize) -> String {
    let lines: Vec<&str> = source.lines().collect();
    let is_bullet = |it: &str| {
        let indent = it.len() - it.trim_start().len();
        [6, 10].contains(&indent) && it.trim_start().starts_with("- ") && !it.contains(": ")
    };
    let all = lines
        .windows(2)
        .filter(|it| is_bullet(it[0]) && it[0].len() > 60 && is_bullet(it[1]));
    let all: Vec<&str> = all.map(|it| it[0]).collect();
    let (from, to) = (all[from % all.len()], all[to % all.len()]);
    let indent = &to[..to.len() - to.trim_start().len()];
    let mut out = String::new();
    for line in source.lines().filter(|it| *it != from || from == to) {
        out.push_str(line);
        out.push('\n');
        if line == to && from != to {
            out.push_str(indent);
            out.push_str(from.trim_start());
            out.push('\n');
        }
    }
    out
}

#[test]
fn what_changed_is_called_by_the_keys_of_the_profile() {
    let old = "\
name: Ada One
contact: {email: ada@example.com}
experience:
  - {employer: Northwind, title: Engineer, start: 2019-04, end: present, highlights: [Led 4 engineers]}
projects:
  - {name: Tide Tables, date: 2018}
education:
  - {institution: Harbor College, degree: B.Sc., start: 2014, expected: 2027}
certifications:
  - {name: PMP, date: 2020}
publications:
  - {title: Tides and currents, date: 2019}
volunteering:
  - {organization: Harbor Food Bank, title: Driver, start: 2020, end: 2021}
";
    let new = old
        .replace("date: 2018", "start: 2018, end: 2019")
        .replace("expected: 2027", "expected: 2028")
        .replace("date: 2020", "date: 2021")
        .replace(
            "Tides and currents, date: 2019",
            "Tides and winds, date: 2022",
        )
        .replace("Harbor Food Bank", "Harbor Food Pantry");
    let ran = Test::new(["diff", "old.yaml", "new.yaml", "--json"])
        .file("old.yaml", old)
        .file("new.yaml", &new)
        .any_stdout()
        .run();
    let json: Value = serde_json::from_str(&ran.stdout).unwrap();
    let changes = json["profile"].as_array().unwrap().iter();
    let keys: BTreeSet<(&str, &str)> = changes
        .flat_map(|it| {
            let fields = it["fields"].as_array().unwrap().iter();
            fields.map(|field| {
                (
                    it["section"].as_str().unwrap(),
                    field["key"].as_str().unwrap(),
                )
            })
        })
        .collect();
    let expect = [
        ("certifications", "date"),
        ("education", "expected"),
        ("projects", "date"),
        ("projects", "end"),
        ("projects", "start"),
        ("publications", "date"),
        ("publications", "title"),
        ("volunteering", "organization"),
    ];
    assert_eq!(keys, expect.into());
}

#[test]
fn what_two_guides_make_of_a_profile_is_told_with_the_reasons() {
    let source = "\
name: Ada One
contact: {email: ada@example.com}
summaries:
  - Software engineer who designs, tests and runs services in Rust, Python and Kubernetes
  - Teacher who plans lessons, assesses students and works with families
experience:
  - employer: Northwind
    title: Engineer
    start: 2019-04
    end: present
    highlights:
      - Planned lessons for 30 students and assessed their reading every week
      - Designed and deployed a service in Rust that answers 4,000 requests a second
";
    let args = "diff p.yaml --guide software-engineer --guide teacher";
    let ran = Test::new(args.split(' '))
        .file("p.yaml", source)
        .any_stdout()
        .run();
    assert_eq!(
        told(&ran),
        "\
On the resume: 2 lines in both, 1 in A alone (-), 1 in B alone (+)

  summary
    - 1       Software engineer who designs, tests and runs services in Rust, Python and Kubernetes
              B: left out: another summary serves better
    + 1       Teacher who plans lessons, assesses students and works with families
              A: left out: another summary serves better

  Engineer, Northwind
    ~ 1 → 2   Designed and deployed a service in Rust that answers 4,000 requests a second
    ~ 2 → 1   Planned lessons for 30 students and assessed their reading every week
"
    );
}

#[test]
fn the_same_twice_differs_in_nothing() {
    let ran = Test::new(["diff", "p.yaml", "-"])
        .file("p.yaml", OLD)
        .stdin(OLD)
        .any_stdout()
        .run();
    assert!(
        ran.stdout.ends_with("\n\nNo difference.\n"),
        "{}",
        ran.stdout
    );
    let moved = format!("# A comment.\n{OLD}");
    let ran = Test::new([
        "diff", "p.yaml", "q.yaml", "--paper", "a4", "--paper", "letter",
    ])
    .file("p.yaml", OLD)
    .file("q.yaml", &moved)
    .any_stdout()
    .run();
    let expect = "\n\nNo difference in what they say.\n";
    assert!(ran.stdout.ends_with(expect), "{}", ran.stdout);
}

#[test]
fn a_posting_can_be_compared_with_none() {
    let args = "diff p.yaml --job none --job job.md --json";
    let ran = Test::new(args.split(' '))
        .file("p.yaml", OLD)
        .file(
            "job.md",
            "Engineer\n\nRequirements\n- Experience with plans for a move to Kubernetes\n",
        )
        .any_stdout()
        .run();
    let json: Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(json["a"]["posting"], Value::Null);
    assert_eq!(json["b"]["posting"], "job.md");
    let asked = &json["requirements"][0];
    assert_eq!(
        asked["text"],
        "Experience with plans for a move to Kubernetes"
    );
    assert_eq!(asked["need"], "required");
    assert_eq!(asked["a"], Value::Null);
    assert!(asked["b"].as_f64().unwrap() > 0.0);
}

#[test]
fn a_command_that_compares_nothing_is_wrong() {
    let usage = |args: &str, message: &str| {
        Test::new(["diff"].into_iter().chain(args.split(' ')))
            .file("p.yaml", OLD)
            .status(2)
            .stderr(&format!("error: {message}\n"))
            .run();
    };
    usage(
        "p.yaml --guide teacher",
        "nothing to compare: name two profiles, or give --guide, --job, --template, --pages, --paper or --as-of twice",
    );
    usage(
        "p.yaml --pages 1 --pages 2 --pages 3",
        "--pages is there 3 times: two resumes are compared",
    );
    for args in [
        "- --job - --pages 1 --pages 2",
        "p.yaml - --guide -",
        "p.yaml - --job - --job none",
        "- --font - --pages 1 --pages 2",
    ] {
        usage(
            args,
            "only one input can come from standard input: name a file for the others",
        );
    }
}

#[test]
fn warnings_of_one_profile_are_said_once() {
    let source = OLD.replace("Answered the telephone", "Answered question #1");
    let args = |command: &str| {
        let ran = Test::new(command.split(' '))
            .file("p.yaml", &source)
            .any_stdout()
            .any_stderr()
            .run();
        ran.stderr
    };
    let once = args("explain p.yaml");
    assert!(once.starts_with("warning: "), "{once}");
    assert_eq!(args("diff p.yaml --pages 1 --pages 2"), once);
}

#[test]
fn what_both_are_made_from_is_read_once() {
    let job = "Engineer\n\nRequirements\n- Experience with plans for a move to Kubernetes\n";
    let role = "guide: Own\nthemes: [{name: Cloud, terms: [cloud]}]\n";
    let made = |args: &str, stdin: &str| {
        let ran = Test::new(["diff", "--json"].into_iter().chain(args.split(' ')))
            .file("p.yaml", OLD)
            .file("q.yaml", NEW)
            .file("job.md", job)
            .file("role.yaml", role)
            .stdin(stdin)
            .any_stdout()
            .run();
        let (p, job, role) = ("p.yaml", "job.md", "role.yaml");
        [p, job, role].into_iter().fold(ran.stdout, |out, file| {
            out.replace(&format!("\"{file}\""), "\"-\"")
        })
    };
    for (rest, stdin, file) in [
        ("X -g teacher -g software-engineer", OLD, "p.yaml"),
        ("X X --paper a4", OLD, "p.yaml"),
        ("p.yaml q.yaml -j X", job, "job.md"),
        ("p.yaml --pages 1 --pages 2 -j X -j X", job, "job.md"),
        ("p.yaml q.yaml -g X", role, "role.yaml"),
    ] {
        let piped = made(&rest.replace('X', "-"), stdin);
        assert_eq!(piped, made(&rest.replace('X', file), ""), "{rest}");
    }
}

#[test]
fn a_warning_of_a_guide_is_said_of_both_and_once() {
    let role = |name: &str| {
        format!(
            "guide: {name}\nthemes: [{{name: Cloud, terms: ['question #1', c]}}]\nabout: Answer question #1\n"
        )
    };
    let told = |args: &str| {
        let ran = Test::new(args.split(' '))
            .file("p.yaml", OLD)
            .file("q.yaml", NEW)
            .file("a.yaml", &role("A"))
            .file("b.yaml", &role("B"))
            .any_stdout()
            .any_stderr()
            .run();
        ran.stderr.matches("--> ").count()
    };
    let of_one = told("explain p.yaml -g a.yaml -q=false");
    assert!(of_one > 0);
    assert_eq!(told("diff p.yaml -g a.yaml -g b.yaml"), 2 * of_one);
    assert_eq!(told("diff p.yaml q.yaml -g a.yaml"), of_one);
}

#[test]
fn settings_hold_for_both() {
    let args = "diff p.yaml --pages 1 --pages 2 --json";
    let ran = Test::new(args.split(' '))
        .file("p.yaml", OLD)
        .file(
            "bespoke.yaml",
            "guide: teacher\ntemplate: [modern, resume]\n",
        )
        .stderr("note: guide, template from bespoke.yaml\n")
        .any_stdout()
        .run();
    let json: Value = serde_json::from_str(&ran.stdout).unwrap();
    for side in ["a", "b"] {
        assert_eq!(json[side]["guide"], "teacher");
    }
}

/// What one resume is made from, and what came of it.
struct Side {
    profile: Profile,
    guide: Guide,
    posting: Option<Posting>,
    template: Template,
    tailored: Tailored,
    report: Report,
}

impl Side {
    fn new(source: &str, guide_name: &str, job: Option<&str>, pages: usize) -> Self {
        let (profile, guide) = (profile(source), guide(guide_name));
        let (posting, template) = (job.map(posting::read), Template::default());
        let inputs = Inputs {
            profile: &profile,
            guide: &guide,
            posting: posting.as_ref(),
            template: &template,
        };
        let options = Options {
            pages,
            ..Options::default()
        };
        let tailored = tailor(inputs, options, Fonts::family(Family::default()));
        let names = Names {
            profile: "p.yaml",
            guide: guide_name,
            posting: job.map(|_| "job.md"),
        };
        let report = report(inputs, &tailored, names);
        Self {
            profile,
            guide,
            posting,
            template,
            tailored,
            report,
        }
    }

    fn resume(&self) -> Resume<'_> {
        Resume {
            inputs: Inputs {
                profile: &self.profile,
                guide: &self.guide,
                posting: self.posting.as_ref(),
                template: &self.template,
            },
            tailored: &self.tailored,
            report: &self.report,
        }
    }

    /// Why each line is printed or not, by its id.
    fn reasons(&self) -> BTreeMap<&str, &str> {
        let highlights = self.report.highlights.iter();
        let highlights = highlights.map(|it| (it.id.as_str(), it.reason.as_str()));
        let entries = self.report.entries.iter();
        let entries = entries.map(|it| (it.id.as_str(), it.reason.as_str()));
        highlights.chain(entries).collect()
    }

    /// The ids of the lines that are printed and no headings.
    fn printed(&self) -> BTreeSet<String> {
        let lines = self.profile.lines();
        let is_head = |section: &str, kind: Kind| match kind {
            Kind::Position => true,
            Kind::Entry => !["certifications", "languages"].contains(&section),
            _ => false,
        };
        let printed = lines.iter().zip(&self.tailored.fates);
        let printed = printed.filter(|(line, fate)| {
            fate.kept() && !is_head(line.place.section.key(), line.place.kind)
        });
        printed.map(|(line, _)| line.id.to_owned()).collect()
    }
}

/// A difference with A and B in each other's place, and in an order that says nothing.
fn turned(it: &Diff) -> Diff {
    let fields = |these: &[Field]| -> Vec<Field> {
        let turned = these.iter().map(|it| Field {
            key: it.key,
            a: it.b.clone(),
            b: it.a.clone(),
        });
        turned.collect()
    };
    let part = |it: &EntryDiff| EntryDiff {
        section: it.section,
        a: it.b.clone(),
        b: it.a.clone(),
        fields: fields(&it.fields),
        both: it
            .both
            .iter()
            .map(|it| SharedLine {
                a: it.b.clone(),
                b: it.a.clone(),
                fields: fields(&it.fields),
                ..*it
            })
            .collect(),
        only_a: it.only_b.clone(),
        only_b: it.only_a.clone(),
    };
    let placed = |it: &MovedLine| MovedLine {
        a: it.b,
        b: it.a,
        ..it.clone()
    };
    let covered = |it: &CoverageChange| CoverageChange {
        a: it.b,
        b: it.a,
        ..it.clone()
    };
    let change = |it: &Change| Change {
        a: it.b.clone(),
        b: it.a.clone(),
        fields: fields(&it.fields),
        ..it.clone()
    };
    sorted(&Diff {
        a: it.b.clone(),
        b: it.a.clone(),
        profile: it.profile.iter().map(change).collect(),
        resume: it.resume.iter().map(part).collect(),
        sections: it.sections.iter().map(placed).collect(),
        themes: it.themes.iter().map(covered).collect(),
        requirements: it.requirements.iter().map(covered).collect(),
    })
}

/// A difference in an order that says nothing.
fn sorted(it: &Diff) -> Diff {
    fn key<T: std::fmt::Debug>(a: &T, b: &T) -> (String, String) {
        let (a, b) = (format!("{a:?}"), format!("{b:?}"));
        (a.clone().min(b.clone()), a.max(b))
    }
    let mut it = it.clone();
    for part in &mut it.resume {
        part.fields.sort_by_key(|it| it.key);
        part.both.sort_by_key(|it| {
            let (a, b) = (it.a.id.clone(), it.b.id.clone());
            (a.clone().min(b.clone()), a.max(b))
        });
    }
    for change in &mut it.profile {
        change.fields.sort_by_key(|it| it.key);
        // What changed its title stands under that of A, and what moved in the section of A.
        change.at.clear();
        if change.fields.iter().any(|it| it.key == "under") {
            change.section = "";
        }
    }
    it.profile.sort_by_key(|it| key(&it.a, &it.b));
    it.resume.sort_by_key(|it| key(&it.a, &it.b));
    it.sections.sort_by_key(|it| it.heading.clone());
    it.themes.sort_by_key(|it| it.text.clone());
    it.requirements.sort_by_key(|it| it.text.clone());
    it
}

/// Holds a difference against the two ledgers.
fn check(a: &Side, b: &Side) {
    let it = diff(a.resume(), b.resume());
    let (reasons_a, reasons_b) = (a.reasons(), b.reasons());
    let mut seen = (BTreeSet::new(), BTreeSet::new());
    let same_profile = a.profile == b.profile;
    let said = |it: &OnlyInOne, reasons: &BTreeMap<&str, &str>| {
        if same_profile {
            assert_eq!(Some(&it.reason.as_str()), reasons.get(it.spot.id.as_str()));
            assert!(it.reason.starts_with("left out: "), "{it:?}");
        } else {
            let is_known = reasons.values().any(|known| *known == it.reason);
            assert_eq!(it.moved, it.reason.starts_with("stands under "), "{it:?}");
            assert!(
                is_known || it.moved || it.reason == "not in the profile",
                "{it:?}"
            );
        }
    };
    for part in &it.resume {
        for both in &part.both {
            assert!(seen.0.insert(both.a.id.clone()), "{both:?} twice");
            assert!(seen.1.insert(both.b.id.clone()), "{both:?} twice");
            assert!(!same_profile || both.a.id == both.b.id);
        }
        for only in &part.only_a {
            assert!(seen.0.insert(only.spot.id.clone()), "{only:?} twice");
            said(only, &reasons_b);
        }
        for only in &part.only_b {
            assert!(seen.1.insert(only.spot.id.clone()), "{only:?} twice");
            said(only, &reasons_a);
        }
    }
    assert_eq!(seen, (a.printed(), b.printed()), "every line, and no other");
    let shown = it.themes.iter().filter_map(|it| it.a);
    let themes = a.report.themes.iter().map(|it| it.resume);
    assert!(shown.eq(themes), "the ledger's figures");
    let answered = it.requirements.iter().filter_map(|it| it.b);
    assert_eq!(answered.count(), b.report.requirements.len());
    assert_eq!(turned(&it), sorted(&diff(b.resume(), a.resume())));
    assert_eq!(it.is_none(), diff(b.resume(), a.resume()).is_none());
    for side in [a, b] {
        let own = diff(side.resume(), side.resume());
        assert!(own.is_none() && own.profile.is_empty());
        assert!(own.json().unwrap().ends_with("}\n"));
    }
}

#[test]
fn every_line_is_told_of_once_and_turning_round_mirrors() {
    let job =
        std::fs::read_to_string(crate::support::root().join("postings/example-fintech-tpm.md"))
            .unwrap();
    let mut n_different = 0;
    for (name, source) in profiles() {
        let a = Side::new(&source, "technical-program-manager", None, 1);
        let b = Side::new(&source, "nace-competencies", Some(&job), 2);
        check(&a, &b);
        let it = diff(a.resume(), b.resume());
        assert!(it.profile.is_empty(), "{name}");
        n_different += usize::from(!it.is_none());
    }
    assert!(n_different > 3, "{n_different}");
}

/// The example with every line that has a number in `gone` taken out and a word of those in `other` another.
fn changed(source: &str, gone: &BTreeSet<usize>, other: &BTreeSet<usize>) -> String {
    let mut out = String::new();
    let bullets = |it: &str| it.trim_start().starts_with("- ") && it.len() > 60;
    let mut number = 0;
    for line in source.lines() {
        if bullets(line) && !line.contains(": ") {
            number += 1;
            if gone.contains(&number) {
                continue;
            }
            if other.contains(&number) {
                out.push_str(&line.replacen(" the ", " another ", 1));
                out.push_str(" anew\n");
                continue;
            }
        }
        out.push_str(line);
        out.push('\n');
    }
    out
}

proptest! {
    #![proptest_config(crate::support::cases(12))]

    #[test]
    fn versions_of_a_profile_mirror_too(
        gone in proptest::collection::btree_set(1_usize..40, 0..6),
        other in proptest::collection::btree_set(1_usize..40, 0..6),
    ) {
        let (_, source) = profiles().into_iter().find(|it| it.0 == "technical-program-manager").unwrap();
        let a = Side::new(&source, "technical-program-manager", None, 1);
        let later = changed(&source, &gone, &other);
        let b = Side::new(&later, "technical-program-manager", None, 1);
        check(&a, &b);
        let it = diff(a.resume(), b.resume());
        let n_changed = it.profile.len();
        prop_assert!(n_changed <= gone.len() + other.len(), "{:#?}", it.profile);
        prop_assert_eq!(n_changed == 0, later == source);
    }

    #[test]
    fn a_line_that_moved_is_in_both(from in 0_usize..40, to in 0_usize..40) {
        let (_, source) = profiles().into_iter().find(|it| it.0 == "technical-program-manager").unwrap();
        let a = Side::new(&source, "technical-program-manager", None, 2);
        let b = Side::new(&with_moved(&source, from, to), "technical-program-manager", None, 2);
        check(&a, &b);
        let it = diff(a.resume(), b.resume());
        let only = it.resume.iter().flat_map(|it| it.only_a.iter().chain(&it.only_b));
        prop_assert!(only.clone().all(|it| it.reason != "not in the profile"), "{:#?}", it.resume);
        let n_moved = only.filter(|it| it.moved).count();
        prop_assert!(n_moved <= 2 && n_moved % 2 == 0, "{n_moved}");
        let is_move = |it: &Change| it.fields.len() == 1 && it.fields[0].key == "under";
        prop_assert!(it.profile.iter().all(is_move), "{:#?}", it.profile);
        prop_assert!(it.profile.len() <= 1);
    }
}
