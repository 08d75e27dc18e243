//! The pages for people: the report of a batch and the ledger, as a browser reads them.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use bespoke::batch::{
    Coverage, GapOf, GuideSummary, HtmlReport, Outcome, OutputFile, Person, PostingSummary,
    Problem, Report, RequirementSummary, Resume, Status, ThemeSummary, Writing,
};
use bespoke::check::{Level, Rule};
use proptest::prelude::*;

use crate::support::{profile, profiles, program, root};

/// What a browser makes of a page: its elements with their attributes, in order, and its text.
#[derive(Debug, Default)]
struct Read {
    elements: Vec<(String, Vec<(String, String)>)>,
    text: String,
}

impl Read {
    fn values(&self, key: &str) -> Vec<&str> {
        let attributes = self.elements.iter().flat_map(|it| &it.1);
        let own = attributes.filter(|it| it.0 == key);
        own.map(|it| it.1.as_str()).collect()
    }
}

fn decoded(text: &str) -> String {
    let text = text.replace("&lt;", "<").replace("&gt;", ">");
    text.replace("&quot;", "\"").replace("&amp;", "&")
}

/// Reads a page back, and holds it to being sound: every element closed in order, every name there once.
fn read(page: &str) -> Read {
    let mut read = Read::default();
    let mut open: Vec<String> = Vec::new();
    let (_, mut rest) = page.split_once("<!DOCTYPE html>").unwrap();
    while let Some(at) = rest.find('<') {
        if open.last().is_none_or(|it| it != "style") {
            read.text += &decoded(&rest[..at]);
        }
        let (tag, after) = rest[at + 1..].split_once('>').unwrap();
        rest = after;
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(name));
            continue;
        }
        let name_end = tag.find([' ', '/']).unwrap_or(tag.len());
        let (name, mut attributes) = (tag[..name_end].to_owned(), Vec::new());
        let mut parts = tag[name_end..].split('"');
        while let (Some(key), Some(value)) = (parts.next(), parts.next()) {
            let key = key.trim().trim_end_matches('=');
            attributes.push((key.to_owned(), decoded(value)));
        }
        if !tag.ends_with('/') && !["meta", "link"].contains(&&*name) {
            open.push(name.clone());
        }
        read.elements.push((name, attributes));
    }
    assert!(open.is_empty(), "{open:?}");
    let names = read.values("id");
    let once: BTreeSet<&str> = names.iter().copied().collect();
    assert_eq!(names.len(), once.len());
    for link in read
        .values("href")
        .iter()
        .filter_map(|it| it.strip_prefix('#'))
    {
        assert!(once.contains(link), "nothing is called `{link}`");
    }
    for key in ["aria-labelledby", "aria-describedby"] {
        assert!(read.values(key).iter().all(|it| once.contains(it)));
    }
    let is_active = |it: &str| ["script", "iframe", "img", "object"].contains(&it);
    assert!(!read.elements.iter().any(|it| is_active(&it.0)));
    assert!(read.values("src").is_empty() && !page.contains("url("));
    read
}

fn person(name: &str, n_findings: u32) -> Person {
    let writing = (1..=n_findings).map(|line| Writing {
        rule: Rule::Pronoun,
        level: Level::Warning,
        line,
        column: 9,
        message: format!("`my` in line {line}").into(),
        words: Some("my".into()),
    });
    Person {
        profile: format!("students/{}.yaml", name.len()),
        name: Some(name.to_owned()),
        writing: writing.collect(),
    }
}

fn resume(person: usize, shown: f32) -> Resume {
    let coverage = |resume| Coverage {
        resume,
        profile: 0.9,
    };
    Resume {
        row: u32::try_from(person).unwrap() + 2,
        person,
        guide: Some(0),
        posting: Some(0),
        labels: ["2027".into()].into(),
        consent: None,
        outcome: Outcome {
            status: Status::Made,
            outputs: vec![OutputFile {
                name: format!("drafts/N {person}.pdf"),
                bytes: 1,
                hash: serde_json::from_str(&format!("\"{}\"", "0".repeat(64))).unwrap(),
            }],
            pages: 1,
            fullness: 0.96,
            themes: vec![coverage(shown), coverage(0.5)],
            requirements: vec![coverage(shown), coverage(0.0)],
            missing_from_resume: Vec::new(),
            missing_from_profile: vec![GapOf::Requirement(1)],
            problems: Arc::new([]),
        },
    }
}

/// What a report is made of.
struct Parts {
    labels: Vec<String>,
    people: Vec<Person>,
    guides: Vec<GuideSummary>,
    postings: Vec<PostingSummary>,
    resumes: Vec<Resume>,
}

impl Parts {
    fn report(self) -> Report {
        let Self {
            labels,
            people,
            guides,
            postings,
            resumes,
        } = self;
        Report::new(labels, guides, postings, people, resumes).unwrap()
    }
}

fn parts(people: Vec<Person>, resumes: Vec<Resume>) -> Parts {
    let theme = |name: &str, weight| ThemeSummary {
        name: name.to_owned(),
        weight,
    };
    let wanted = |text: &str, need: &str| RequirementSummary {
        text: text.to_owned(),
        need: need.to_owned(),
    };
    Parts {
        labels: vec!["class".to_owned()],
        people,
        guides: vec![GuideSummary {
            name: "beekeeper".to_owned(),
            themes: vec![theme("Colony management", 3.0), theme("Teaching", 1.0)],
        }],
        postings: vec![PostingSummary {
            file: "postings/bees.md".to_owned(),
            title: Some("Beekeeper".to_owned()),
            requirements: vec![
                wanted("Keeping bees", "required"),
                wanted("Honey", "preferred"),
            ],
        }],
        resumes,
    }
}

fn pages(report: &Report) -> Vec<String> {
    let cohort = report.cohort().unwrap();
    let html = report.html(&cohort).unwrap();
    let page = |number| {
        let mut bytes = Vec::new();
        html.write(number, &mut bytes).unwrap();
        String::from_utf8(bytes).unwrap()
    };
    (1..=html.n_pages()).map(page).collect()
}

/// Six people: the last but one shows hardly anything, the last failed.
fn cohort() -> Parts {
    let names = ["Ada", "Ben", "Cleo", "Dora", "Eve", "Finn"];
    let people = names
        .iter()
        .zip([0, 3, 1, 0, 0, 0])
        .map(|(name, n)| person(name, n));
    let shown = [0.9, 0.8, 0.85, 0.7, 0.1];
    let mut resumes: Vec<Resume> = shown
        .iter()
        .enumerate()
        .map(|(at, it)| resume(at, *it))
        .collect();
    let mut failed = resume(5, 0.0);
    failed.outcome = Outcome {
        status: Status::Failed,
        outputs: Vec::new(),
        pages: 0,
        themes: Vec::new(),
        requirements: Vec::new(),
        missing_from_profile: Vec::new(),
        problems: Arc::new([Problem {
            error: true,
            file: Some("students/finn.yaml".to_owned()),
            place: Some((3, 10)),
            message: "`Mai` is not a date".to_owned(),
            hint: Some("write YYYY-MM".to_owned()),
        }]),
        ..failed.outcome
    };
    resumes.push(failed);
    parts(people.collect(), resumes)
}

#[test]
fn a_report_reads_like_this() {
    let mut parts = cohort();
    parts.people = vec![person("Ada", 1), person("Finn", 0)];
    parts.resumes.drain(1..5);
    parts.resumes[1].person = 1;
    let pages = pages(&parts.report());
    assert_eq!(pages.len(), 1);
    let (_, body) = pages[0].split_once("<body>\n").unwrap();
    let golden = root().join("tests/golden/report.html");
    if std::env::var_os("INSTA_UPDATE").is_some_and(|it| it == "always") {
        fs::write(&golden, body).unwrap();
    }
    assert_eq!(body, fs::read_to_string(golden).unwrap());
}

#[test]
fn programs_read_the_names_of_rules_and_levels_that_people_read() {
    for rule in Rule::ALL {
        assert_eq!(serde_json::to_value(rule).unwrap(), rule.id());
    }
    for level in [Level::Off, Level::Note, Level::Warning, Level::Error] {
        assert_eq!(serde_json::to_value(level).unwrap(), level.name());
    }
}

#[test]
fn those_who_need_a_meeting_come_in_order_each_with_a_reason() {
    let report = cohort().report();
    let page = pages(&report).remove(0);
    let text = read(&page).text;
    let meetings = text.split("Needs a meeting: 3 of 6 people").nth(1).unwrap();
    let meetings = meetings.split("Coverage by theme").next().unwrap();
    let mut at = 0;
    for part in [
        "Finn",
        "the resume could not be made: `Mai` is not a date",
        "Ben",
        "3 findings to fix in the writing",
        "Eve",
        "shows the most important themes to 0.10 at best; the median of the cohort is 0.80; the profile has more",
    ] {
        let found = meetings[at..].find(part);
        at += found.unwrap_or_else(|| panic!("no `{part}` after {at} in {meetings}"));
    }
    for nobody in ["Ada", "Cleo", "Dora"] {
        assert!(!meetings.contains(nobody), "{nobody}");
    }
    let mut csv = Vec::new();
    let cohort = report.cohort().unwrap();
    report.write_csv(&cohort, &mut csv).unwrap();
    assert!(
        String::from_utf8(csv)
            .unwrap()
            .contains("3 findings to fix")
    );
}

#[test]
fn the_figures_of_a_picture_stand_in_its_table() {
    let page = pages(&cohort().report()).remove(0);
    let (_, chart) = page.split_once("<svg class=\"chart\"").unwrap();
    let (chart, _) = chart.split_once("Teaching").unwrap();
    let numbered = chart.split("class=\"t").skip(1);
    let numbered = numbered.map(|it| (&it[..1], it.split(['<', '>']).nth(1).unwrap()));
    let numbered: Vec<(&str, &str)> = numbered.collect();
    assert_eq!(numbered, [("0", "1"), ("2", "1"), ("3", "3")]);
    let (_, row) = page
        .split_once("<th scope=\"row\">Colony management</th>")
        .unwrap();
    let row = read(&format!(
        "<!DOCTYPE html>{}<i></i>",
        row.split("</tr>").next().unwrap()
    ));
    assert_eq!(row.text, "3 (greatest)10130.100.700.800.850.90");
}

#[test]
fn many_people_are_divided_among_pages_and_every_link_leads_to_one_of_them() {
    let n = 4_000;
    let people: Vec<Person> = (0..n)
        .map(|it| person(&format!("Person {it}"), 3))
        .collect();
    let resumes = (0..n).map(|it| resume(it, if it % 9 == 0 { 0.1 } else { 0.8 }));
    let pages = pages(&parts(people, resumes.collect()).report());
    assert!(pages.len() > 2, "{}", pages.len());
    let read: Vec<Read> = pages.iter().map(|it| read(it)).collect();
    let mut n_links = 0;
    for (page, it) in pages.iter().zip(&read) {
        assert!(page.len() < 5_000_000, "{}", page.len());
        for link in it.values("href") {
            let Some((name, to)) = link.split_once('#').filter(|it| !it.0.is_empty()) else {
                continue;
            };
            let at = (0..pages.len())
                .find(|it| HtmlReport::file_name(it + 1) == name)
                .unwrap();
            assert!(read[at].values("id").contains(&to), "{link}");
            n_links += 1;
        }
    }
    assert!(n_links >= n / 9);
    for idx in [0, 1, n - 1] {
        let id = format!("person-{}", idx + 1);
        let found = read.iter().filter(|it| it.values("id").contains(&&*id));
        assert_eq!(found.count(), 1, "{id}");
    }
    assert!(read[0].values("href").contains(&"report-2.html"));
}

proptest! {
    #![proptest_config(crate::support::cases(64))]

    #[test]
    fn any_text_comes_back_as_text(text in "(\\PC|[<>&\"'/=]|<script>|--><b>|\u{202e}|\u{0}|\n){1,40}") {
        let mut parts = cohort();
        parts.people[0].name = Some(text.clone());
        parts.labels[0].clone_from(&text);
        parts.resumes[0].labels = [text.clone().into()].into();
        parts.resumes[0].outcome.outputs[0].name.clone_from(&text);
        parts.guides[0].themes[0].name.clone_from(&text);
        parts.postings[0].requirements[1].text.clone_from(&text);
        parts.postings[0].title = Some(text.clone());
        let shown = text.replace('\n', " ");
        let shown = shown.replace(|it: char| it.is_control() || matches!(it, '\u{fffe}' | '\u{ffff}'), "\u{fffd}");
        let read = read(&pages(&parts.report())[0]);
        prop_assert!(read.text.contains(&shown), "{shown:?}");
        for link in read.values("href") {
            prop_assert!(link.is_ascii() && (link == "data:," || !link.contains(':')), "{link}");
        }
    }
}

fn run(args: &[&str], folder: &Path) -> i32 {
    let mut command = program();
    let status = command
        .args(args)
        .current_dir(folder)
        .output()
        .unwrap()
        .status;
    status.code().unwrap()
}

fn text(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join(name)).unwrap()
}

#[test]
fn a_redacted_page_holds_no_name_and_no_line_of_any_profile() {
    let folder = tempfile::tempdir().unwrap();
    let profiles_folder = root().join("profiles");
    let pattern = format!("{}/*.yaml", profiles_folder.display());
    let arguments = [
        "batch",
        "-q",
        "--profiles",
        &pattern,
        "--format",
        "md",
        "-o",
    ];
    let plain = [&arguments[..], &["plain"]].concat();
    let redacted = [&arguments[..], &["redacted", "--redact"]].concat();
    assert_eq!(
        (run(&plain, folder.path()), run(&redacted, folder.path())),
        (0, 0)
    );
    let plain = text(folder.path(), "plain/report.html");
    read(&plain);
    let figures = |folder_name: &str| {
        let page = text(folder.path(), &format!("{folder_name}/report.html"));
        let (_, figures) = page.split_once("<section id=\"themes\"").unwrap();
        figures
            .split("<section id=\"people\"")
            .next()
            .unwrap()
            .to_owned()
    };
    assert_eq!(
        figures("plain"),
        figures("redacted"),
        "who it is changes no figure"
    );
    for name in ["report.html", "report.csv", "report.json"] {
        let page = text(folder.path(), &format!("redacted/{name}"));
        assert!(page.contains("person-0001"));
        for (file, source) in profiles() {
            let profile = profile(&source);
            assert!(plain.contains(&profile.name.text));
            let own = profile.lines();
            let lines = own
                .iter()
                .flat_map(|it| &it.wordings)
                .map(|it| it.text.as_str());
            let personal = lines
                .filter(|it| it.chars().count() > 25)
                .chain([&*profile.name.text]);
            for personal in personal.chain(profile.name.text.split(' ')) {
                assert!(!page.contains(personal), "`{personal}` in {name}");
            }
            assert!(!page.contains(&format!("{file}.yaml")));
        }
    }
}

#[test]
fn findings_are_kept_with_what_stands_and_found_again_under_another_house_style() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    let source = "name: Ada Example\nexperience:\n  - employer: Northwind\n    title: Engineer\n    start: 2019\n    end: 2020\n    highlights:\n      - Responsible for my cloud\n";
    fs::write(path.join("ada.yaml"), source).unwrap();
    fs::write(
        path.join("house.yaml"),
        "weak-opener: off\npronoun: error\n",
    )
    .unwrap();
    let plain = ["batch", "-q", "--profiles", "ada.yaml", "-o", "out"];
    let findings = || {
        let report: serde_json::Value =
            serde_json::from_str(&text(path, "out/report.json")).unwrap();
        report["people"][0]["writing"].clone()
    };
    assert_eq!(run(&plain, path), 0);
    let first = findings();
    assert_eq!(first[0]["rule"], "weak-opener");
    assert_eq!(
        (&first[0]["line"], &first[0]["severity"]),
        (&8.into(), &"warning".into())
    );
    // A page of an earlier report with more people goes.
    fs::write(path.join("out/report-2.html"), "").unwrap();
    assert_eq!(run(&plain, path), 0);
    assert_eq!(findings(), first);
    assert!(!path.join("out/report-2.html").exists());
    assert!(text(path, "out/report.csv").contains("weak-opener 1"));
    assert!(text(path, "out/report.html").contains("warning weak-opener, line 8"));
    assert_eq!(
        run(&[&plain[..], &["--house", "house.yaml"]].concat(), path),
        0
    );
    let page = text(path, "out/report.html");
    assert!(page.contains("error pronoun, line 8") && !page.contains("weak-opener"));
    assert!(page.contains("1 finding to fix in the writing"));
    assert!(text(path, "out/report.csv").contains(",unchanged,"));
    let reserved = [&plain[..], &["--name", "report-2"]].concat();
    assert_eq!(run(&reserved, path), 1);
}

#[test]
fn the_ledger_is_a_page_too() {
    let folder = tempfile::tempdir().unwrap();
    let profiles = root().join("profiles/technical-program-manager.yaml");
    let posting = root().join("postings/example-fintech-tpm.md");
    let (profile_path, posting) = (profiles.to_str().unwrap(), posting.to_str().unwrap());
    let common = ["explain", profile_path, "--job", posting];
    let html = [&common[..], &["--html", "-o", "ledger.html"]].concat();
    assert_eq!(run(&html, folder.path()), 0);
    let read = read(&text(folder.path(), "ledger.html"));
    let profile = profile(&fs::read_to_string(profile_path).unwrap());
    for line in profile.lines() {
        let shown = line.wordings.iter().any(|it| read.text.contains(&it.text));
        assert!(shown, "{}", line.id);
    }
    for part in [
        "No line found that shows this",
        "MBA or other advanced degree",
        "points, kept",
        "points, left out",
    ] {
        assert!(read.text.contains(part), "{part}");
    }
    assert_eq!(
        run(
            &[&common[..], &["-o", "ledger.txt"]].concat(),
            folder.path()
        ),
        0
    );
    let text = text(folder.path(), "ledger.txt");
    assert!(text.contains("What the guide emphasizes") && !text.contains('\u{1b}'));
}
