//! What belongs on the page, and what a profile shows, of the labelled applicants and postings of `fit/pages`: the labels
//! were written from profile and posting alone, before any page was seen.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde_json::Value;

use crate::support::{Test, root};

/// What the program makes of one applicant and one posting.
struct Pairing {
    /// Words of the page, and those under its headings of summary and skills.
    page: String,
    summary: String,
    skills: String,
    explained: Value,
}

/// Returns the words of a text between spaces, so that a run of words is a part of the string; nothing for nothing.
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

/// Returns the words of Markdown under the headings that `wanted` accepts.
fn section(markdown: &str, wanted: &str) -> String {
    let sections = markdown.split("\n## ").skip(1);
    let text = |it: &str| it.split_once('\n').unwrap().1.to_owned();
    let found: Vec<String> = sections
        .filter(|it| it.lines().next().unwrap().to_lowercase().contains(wanted))
        .map(text)
        .collect();
    words(&found.join("\n"))
}

fn pair(profile: &str, posting: &str) -> Pairing {
    let folder = root().join("fit/pages");
    let path = |kind: &str, name: &str| format!("{}/{kind}/{name}", folder.display());
    let (profile, posting) = (path("profiles", profile), path("postings", posting));
    let args = [profile.as_str(), "--job", &posting, "--pages", "1"];
    let tailor = ["tailor"].into_iter().chain(args).chain(["-o", "r.md"]);
    let page = Test::new(tailor).any_stderr().run().text("r.md");
    let explain = ["explain"].into_iter().chain(args).chain(["--json"]);
    let explained = Test::new(explain).any_stdout().any_stderr().run().stdout;
    Pairing {
        summary: section(&page, "summary"),
        skills: section(&page, "skill"),
        page: words(&page),
        explained: serde_json::from_str(&explained).unwrap(),
    }
}

/// Returns the rows of a table of `fit/pages`, without its heading.
fn table(name: &str) -> Vec<Vec<String>> {
    let text = std::fs::read_to_string(root().join("fit/pages").join(name)).unwrap();
    let row = |line: &str| line.split('\t').map(ToOwned::to_owned).collect();
    text.lines().skip(1).map(row).collect()
}

static PAIRINGS: LazyLock<BTreeMap<(String, String), Pairing>> = LazyLock::new(|| {
    let pages = table("expected.tsv").into_iter();
    let pages = pages.map(|row| (format!("{}.yaml", row[0]), row[1].clone()));
    let claims = table("coverage.tsv").into_iter();
    let file = |path: &str| path.rsplit('/').next().unwrap().to_owned();
    let claims = claims.map(|row| (file(&row[1]), file(&row[2])));
    let mut pairings = BTreeMap::new();
    for (profile, posting) in pages.chain(claims) {
        let made = || pair(&profile, &posting);
        pairings
            .entry((profile.clone(), posting.clone()))
            .or_insert_with(made);
    }
    pairings
});

/// How many of some cases are as they should be.
#[derive(Default)]
struct Share {
    n_right: u32,
    n: u32,
    wrong: Vec<String>,
}

impl Share {
    fn add(&mut self, is_right: bool, case: &str) {
        self.n += 1;
        self.n_right += u32::from(is_right);
        if !is_right {
            self.wrong.push(case.to_owned());
        }
    }

    #[track_caller]
    fn at_least(&self, least: f64) {
        let share = f64::from(self.n_right) / f64::from(self.n);
        let wrong = self.wrong.join("\n");
        assert!(self.n >= 10, "only {} cases", self.n);
        assert!(
            share >= least,
            "{} of {} ({share:.3}), {least} are wanted; not:\n{wrong}",
            self.n_right,
            self.n
        );
    }
}

/// Counts the lines of a kind that pages hold.
fn printed(kind: &str) -> Share {
    let mut share = Share::default();
    for row in table("expected.tsv").iter().filter(|it| it[2] == kind) {
        let pairing = &PAIRINGS[&(format!("{}.yaml", row[0]), row[1].clone())];
        let text = words(&row[3]);
        let is_printed = match kind {
            "skill" => pairing.skills.contains(&text),
            // The beginning of a line may end within a word.
            _ => pairing.page.contains(text.trim_end()),
        };
        share.add(is_printed, &row.join("\t"));
    }
    share
}

#[test]
fn what_an_expert_insists_on_is_printed() {
    printed("must").at_least(0.88);
}

#[test]
fn what_an_expert_would_like_is_mostly_printed() {
    printed("should").at_least(0.45);
}

#[test]
fn filler_is_left_out() {
    let filler = printed("not");
    let left_out = Share {
        n_right: filler.n - filler.n_right,
        n: filler.n,
        wrong: Vec::new(),
    };
    left_out.at_least(0.95);
}

#[test]
fn skills_and_certificates_that_a_posting_names_are_printed() {
    printed("skill").at_least(0.92);
    printed("item").at_least(0.8);
}

#[test]
fn the_summary_is_one_that_an_expert_takes() {
    let mut wanted: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
    for row in table("expected.tsv") {
        if row[2] == "summary" {
            let pairing = (format!("{}.yaml", row[0]), row[1].clone());
            wanted.entry(pairing).or_default().push(words(&row[3]));
        }
    }
    let mut share = Share::default();
    for (pairing, texts) in wanted {
        let summary = &PAIRINGS[&pairing].summary;
        let is_right = texts.iter().any(|it| summary.starts_with(it.trim_end()));
        share.add(is_right, &pairing.1);
    }
    share.at_least(0.9);
}

/// A labelled requirement: 0 for what the profile doesn't show to 3 for what it shows clearly, and what was said of it.
struct Claim {
    label: u8,
    coverage: f64,
    is_missing: bool,
    case: String,
}

fn claims() -> Vec<Claim> {
    let mut claims = Vec::new();
    let file = |path: &str| path.rsplit('/').next().unwrap().to_owned();
    for row in table("coverage.tsv") {
        let explained = &PAIRINGS[&(file(&row[1]), file(&row[2]))].explained;
        let wanted = words(&row[5]);
        let listed = explained["requirements"].as_array().unwrap().iter();
        let text = |it: &Value| words(it["text"].as_str().unwrap());
        let same = |it: &&Value| text(it).contains(&wanted) || wanted.contains(&text(it));
        // Of several that are parts of it, the longest.
        let Some(claim) = listed.filter(same).max_by_key(|it| text(it).len()) else {
            continue;
        };
        let missing = explained["gaps"]["missing_from_profile"]
            .as_array()
            .unwrap();
        claims.push(Claim {
            label: row[6].parse().unwrap(),
            coverage: claim["profile"].as_f64().unwrap(),
            is_missing: missing.iter().any(|it| it["text"] == claim["text"]),
            case: row[3..].join("\t"),
        });
    }
    let n_labelled = table("coverage.tsv").len();
    assert!(
        claims.len() * 100 >= n_labelled * 93,
        "{} of {n_labelled} requirements are listed",
        claims.len()
    );
    claims
}

#[test]
fn nothing_that_a_profile_clearly_shows_is_called_missing() {
    let mut share = Share::default();
    for claim in claims().iter().filter(|it| it.label == 3) {
        share.add(!claim.is_missing, &claim.case);
    }
    share.at_least(1.0);
}

#[test]
fn what_is_called_missing_is_missing() {
    let mut share = Share::default();
    for claim in claims().iter().filter(|it| it.is_missing) {
        share.add(claim.label <= 1, &claim.case);
    }
    share.at_least(0.95);
}

#[test]
fn what_is_called_shown_is_shown() {
    let mut share = Share::default();
    for claim in claims().iter().filter(|it| it.coverage >= 0.5) {
        share.add(claim.label >= 2, &claim.case);
    }
    share.at_least(0.92);
}
