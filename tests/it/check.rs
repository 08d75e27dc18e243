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
            // A wrong alarm is worse than a missed one.
            assert!(false_alarms * 20 <= hits, "{half} {name}");
            assert!(misses <= 1 || hits * 3 >= misses * 7, "{half} {name}");
        }
    }
}

/// A profile that breaks no rule.
const FAULTLESS: &str = "\
name: Ada Example
contact:
  email: ada@example.com
  links: [https://github.com/ada-example]
summary: Program manager who ships cloud platforms
experience:
  - employer: Northwind
    title: Program Manager
    start: 2016-03
    end: 2020-05
    highlights:
      - Led the migration of 140 services across 9 teams
      - Cut the cost of builds by 31 %
      - Wrote the runbooks that the on-call team uses
      - Trained two new managers
  - employer: Lakeside
    title: Analyst
    start: 2014
    end: 2016-01
    highlights: [Built a report that saved 4 hours a week]
education:
  - {institution: State University, start: 2010-09, end: 2014-05, gpa: \"3.5\"}
other:
  - heading: Patents
    items: [Method for folding maps]
";

/// The rules broken by the profile once `from` is `to`, each with the words shown.
#[track_caller]
fn check(from: &str, to: &str, expect: &[(Rule, &str)]) {
    assert!(FAULTLESS.contains(from), "{from}");
    let source = FAULTLESS.replace(from, to);
    let (profile, diagnostics) = bespoke::profile::load(&source);
    assert_eq!(diagnostics, []);
    let found = findings(&profile.unwrap(), &House::default());
    let found: Vec<(Rule, &str)> = found
        .iter()
        .map(|it| {
            let span = it.span(&source);
            (it.rule, &source[span.start..span.end])
        })
        .collect();
    assert_eq!(found, expect, "{to}");
}

#[test]
fn a_profile_without_faults_has_no_findings() {
    check("Ada", "Ada", &[]);
}

#[test]
fn each_rule_finds_its_fault_and_where_it_stands() {
    let on_services = "Led the migration of 140 services across 9 teams";
    let cut = "Cut the cost of builds by 31 %";
    let trained = "Trained two new managers";
    check(
        cut,
        "Responsible for 4 builds",
        &[(Rule::WeakOpener, "Responsible for")],
    );
    check(cut, "Helped the builders", &[(Rule::WeakOpener, "Helped")]);
    check(
        cut,
        "Build pipeline lead, 4 people",
        &[(Rule::MissingVerb, "Build")],
    );
    check(
        cut,
        "Excellent cost control",
        &[(Rule::MissingVerb, "Excellent")],
    );
    check(
        cut,
        "Cut what our builds cost by 31 %",
        &[(Rule::Pronoun, "our")],
    );
    check(cut, "Manage 4 builds", &[(Rule::Tense, "Manage")]);
    check(cut, "Maintains 4 builds", &[(Rule::Tense, "Maintains")]);
    check(
        cut,
        "Maintaining 4 builds",
        &[(Rule::ParallelForm, "Maintaining")],
    );
    check(
        &format!("{cut}\n      - Wrote the runbooks that the on-call team uses\n      - {trained}"),
        "Led 4 builds\n      - Led the runbooks",
        &[(Rule::RepeatedVerb, "Led")],
    );
    check(
        &format!("{on_services}\n      - {cut}"),
        "Led the migration\n      - Trained new managers",
        &[],
    );
    check(
        &format!(
            "{on_services}\n      - {cut}\n      - Wrote the runbooks that the on-call team uses\n      - {trained}"
        ),
        "Led a migration\n      - Cut the cost\n      - Wrote runbooks\n      - Trained managers",
        &[(Rule::FewNumbers, "Program Manager")],
    );
    let long = format!("Cut{}", " the very high cost of builds".repeat(6));
    check(cut, &long, &[(Rule::TooLong, &long)]);
    check(
        "end: 2014-05",
        "end: present",
        &[(Rule::Graduation, "State University")],
    );
    check(
        ", end: 2014-05",
        "",
        &[(Rule::Graduation, "State University")],
    );
    check("\"3.5\"", "\"2.8\"", &[(Rule::Gpa, "\"2.8\"")]);
    check(
        "start: 2016-03",
        "start: 2017-03",
        &[(Rule::Gap, "Program Manager")],
    );
    check(
        "start: 2016-03",
        "start: 2015-03",
        &[(Rule::Overlap, "Program Manager")],
    );
    check(
        "two new managers",
        "two new managers in QXJ",
        &[(Rule::Abbreviation, "QXJ")],
    );
    check(
        "two new managers",
        "two new managers in quick xylophone jazz (QXJ)",
        &[],
    );
    check(
        "two new managers",
        "two new managers in Febuary",
        &[(Rule::MonthSpelling, "Febuary")],
    );
    check(
        "ada@example.com",
        "ada@gmial.com",
        &[(Rule::Email, "ada@gmial.com")],
    );
    check(
        "ada@example.com",
        "sexykitten99@example.com",
        &[(Rule::Email, "sexykitten99@example.com")],
    );
    check(
        "ada@example.com",
        "ada@example",
        &[(Rule::Email, "ada@example")],
    );
    check(
        "https://github.com/ada-example",
        "https://github.com/",
        &[(Rule::Link, "https://github.com/")],
    );
    check(
        "https://github.com/ada-example",
        "linkdin.com/in/ada",
        &[(Rule::Link, "linkdin.com/in/ada")],
    );
    check(
        "heading: Patents",
        "heading: Work History",
        &[(Rule::Heading, "Work History")],
    );
}

#[test]
fn what_may_be_right_is_left_alone() {
    let cut = "Cut the cost of builds by 31 %";
    for right in [
        "Set up 4 builds",
        "Read 40 proposals a month",
        "Helped 60 students with algebra",
        "Passed the Type I and Type II audits",
        "Moved the US office",
        "Staged \\\"My Fair Lady\\\" 12 times",
        "Designed I/O boards",
        "RCA'd 40 outages",
        "In 2019, led 4 teams",
    ] {
        check(cut, &format!("\"{right}\""), &[]);
    }
    // While it goes on, a position may be told in both tenses.
    check("end: 2020-05", "end: present", &[]);
    check(
        "title: Analyst\n    start: 2014",
        "title: Analyst, part-time\n    start: 2014",
        &[],
    );
    check("name: Ada Example", "lang: de\nname: Ada Example", &[]);
}

#[test]
fn every_rule_can_be_turned_off() {
    let source = FAULTLESS
        .replace("ada@example.com", "ada@gmial.com")
        .replace("Cut", "Helped");
    let profile = crate::support::profile(&source);
    assert_eq!(findings(&profile, &House::default()).len(), 2);
    let (house, diagnostics) = House::load("email: off\nweak-opener: {severity: off}\n");
    assert_eq!(diagnostics, []);
    assert_eq!(findings(&profile, &house.unwrap()), []);
}

#[test]
fn many_positions_at_one_time_take_no_time() {
    let posts = (0..1500)
        .map(|i| format!("  - {{employer: E{i}, title: T, start: 2010-01, end: 2011-01}}\n"));
    let source = "name: Ada\nexperience:\n".to_owned() + &posts.collect::<String>();
    let found = findings(&crate::support::profile(&source), &House::default());
    assert!(found.len() >= 1000);
}

proptest::proptest! {
    #[test]
    fn no_text_brings_a_check_down(text in "\\PC{1,80}", word in "(I|my|Led|Help|[A-Z]{3}|[a-z-]{1,9}|[0-9]{1,4}|\"|'|,|\\.| ){1,30}") {
        for text in [&text, &word] {
            let mut profile = crate::support::profile(FAULTLESS);
            let highlight = &mut profile.experience[0].positions[0].highlights[0];
            highlight.text.text.clone_from(text);
            profile.name.text.clone_from(text);
            profile.contact.links[0].url.text.clone_from(text);
            profile.contact.email.as_mut().unwrap().text.clone_from(text);
            profile.education[0].gpa.as_mut().unwrap().text.clone_from(text);
            profile.other[0].heading.text.clone_from(text);
            for it in findings(&profile, &House::default()) {
                let span = it.span(FAULTLESS);
                proptest::prop_assert!(span.start <= span.end && span.end <= FAULTLESS.len());
            }
        }
    }
}

#[test]
fn strict_house_and_json_do_as_they_say() {
    use crate::support::Test;
    let source = FAULTLESS.replace("Cut the", "Helped the");
    let ran = Test::new(["check", "p.yaml"])
        .file("p.yaml", &source)
        .any_stderr()
        .run();
    assert!(
        ran.stderr.contains("p.yaml:13:9") && ran.stderr.contains("[weak-opener]"),
        "{}",
        ran.stderr
    );
    assert!(
        ran.stderr.ends_with("6 highlights, 1 to fix\n"),
        "{}",
        ran.stderr
    );
    let strict = |args: &[&'static str]| {
        let args = ["check", "p.yaml"].into_iter().chain(args.iter().copied());
        Test::new(args)
            .file("p.yaml", &source)
            .any_stderr()
            .any_stdout()
    };
    strict(&["--strict"]).status(1).run();
    strict(&["--house", "h.yaml"])
        .file("h.yaml", "weak-opener: error")
        .status(1)
        .run();
    strict(&["--house", "h.yaml", "--strict"])
        .file("h.yaml", "weak-opener: note")
        .run();
    let ran = strict(&["--house", "h.yaml"])
        .file("h.yaml", "weak-openr: note")
        .status(1)
        .run();
    assert!(
        ran.stderr.contains("h.yaml:1:1") && ran.stderr.contains("did you mean `weak-opener`?"),
        "{}",
        ran.stderr
    );
    let ran = strict(&["--json"]).run();
    for part in [
        "\"rule\": \"weak-opener\"",
        "\"line\": 13",
        "\"words\": \"Helped\"",
        "\"usable\": true",
    ] {
        assert!(ran.stdout.contains(part), "{part}: {}", ran.stdout);
    }
    Test::new(["check", "--rules"])
        .stdout(&House::default().yaml())
        .run();
}

#[test]
fn of_what_is_never_printed_nothing_is_said() {
    let long = "worked on things ".repeat(20);
    let profile = |pin: &str| {
        format!(
            "name: Ada Example\nexperience:\n- employer: Acme Coperation\n  about: I made {long}\n  url: https://gmial.com\n  {pin}\n  \
             positions:\n  - {{title: Clerk, start: 2020-01, end: 2021-01, highlights: [Ran the office for 9 people]}}\n\
             projects:\n- name: Tool\n  url: http://localhost/x\n  {pin}\n  highlights: [Made {long}]\n"
        )
    };
    let found = |text: &str| {
        let (profile, diagnostics) = bespoke::profile::load(text);
        assert!(diagnostics.is_empty(), "{diagnostics:?}");
        findings(&profile.unwrap(), &House::default())
    };
    let rules: Vec<Rule> = found(&profile("")).iter().map(|it| it.rule).collect();
    assert_eq!(
        rules,
        [Rule::Pronoun, Rule::Link, Rule::Link, Rule::TooLong]
    );
    assert_eq!(found(&profile("pin: never")), []);
}
