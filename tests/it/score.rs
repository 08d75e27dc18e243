//! Scores: what moves them, what does not, and that every point has its reason.

use std::collections::BTreeSet;
use std::fs;
use std::sync::LazyLock;

use bespoke::guide::{Guide, Term, Theme};
use bespoke::posting::{Posting, read};
use bespoke::profile::{
    Date, Employment, End, Entry, Highlight, Item, Meta, Period, Position, Profile, SkillGroup,
    Text,
};
use bespoke::score::{Contribution, ContributionKind, LineScore, Matcher, ScoredLines, score};
use proptest::prelude::*;

use crate::support;
use crate::support::root;

fn text(text: &str) -> Text {
    Text {
        text: text.to_owned(),
        ..Text::default()
    }
}

fn date(date: &str) -> Date {
    date.parse().unwrap()
}

fn now() -> Date {
    date("2025-06")
}

fn highlight(words: &str) -> Highlight {
    Highlight {
        text: text(words),
        ..Highlight::default()
    }
}

/// Returns a profile with one current job and these highlights; line 0 is the job's title.
fn profile(highlights: Vec<Highlight>) -> Profile {
    let position = Position {
        title: text("Clerk"),
        period: Period {
            start: Some(date("2020-01")),
            end: Some(End::Present),
        },
        highlights,
        ..Position::default()
    };
    Profile {
        experience: vec![Employment {
            employer: text("Example"),
            positions: vec![position],
            ..Employment::default()
        }],
        ..Profile::default()
    }
}

fn terms(terms: &[&str]) -> Vec<Term> {
    let term = |it: &&str| Term {
        term: (*it).to_owned(),
        also: Vec::new(),
    };
    terms.iter().map(term).collect()
}

fn theme(name: &str, these: &[&str], examples: &[&str]) -> Theme {
    Theme {
        name: name.to_owned(),
        weight: 1.0,
        about: None,
        competencies: Vec::new(),
        terms: terms(these),
        examples: examples.iter().map(|&it| it.to_owned()).collect(),
    }
}

fn guide() -> Guide {
    Guide {
        name: "Team lead".to_owned(),
        titles: vec!["Team Lead".to_owned()],
        themes: vec![
            theme(
                "Leadership",
                &["led a team", "mentored", "hired", "managed engineers"],
                &[
                    "Managed nine engineers, including hiring and pay reviews",
                    "Mentored two junior developers until both were promoted",
                    "Coached new supervisors through their first year",
                    "Led a crew of 16 technicians on the night shift",
                ],
            ),
            theme(
                "Technical skill",
                &[
                    "Kubernetes",
                    "Python",
                    "data pipeline",
                    "SQL",
                    "Java",
                    "Docker",
                ],
                &[
                    "Rewrote the quoting engine as Go services on Kubernetes",
                    "Built a nightly data pipeline in Python and Airflow",
                    "Designed the order service in Java and Kafka",
                    "Debugged a memory leak in the trading gateway",
                ],
            ),
        ],
        certifications: terms(&["PMP"]),
        metrics: 1.0,
        ..Guide::default()
    }
}

fn scored(lines: &[&str], posting: Option<&Posting>) -> ScoredLines {
    let lines = lines.iter().map(|it| highlight(it)).collect();
    score(&profile(lines), &guide(), posting, now())
}

/// Returns the scores of these highlights.
fn scores(lines: &[&str], posting: Option<&Posting>) -> Vec<LineScore> {
    scored(lines, posting).lines.split_off(1)
}

fn values(lines: &[&str]) -> Vec<f64> {
    scores(lines, None).iter().map(|it| it.value).collect()
}

#[track_caller]
fn assert_sound(scored: &ScoredLines, n_requirements: usize) {
    for line in &scored.lines {
        let sum = line
            .contributions
            .iter()
            .fold(0.0, |sum, it| sum + it.points);
        assert!(
            line.value.to_bits() == f64::to_bits(sum),
            "{} {sum}",
            line.value
        );
        assert!(line.value.is_finite() && line.value >= 0.0);
        assert!(line.contributions.iter().all(|it| it.points > 0.0));
        let alike = |it: &Contribution| it.alike.as_ref().map_or(0.0, |it| it.points);
        assert!(
            line.contributions
                .iter()
                .all(|it| alike(it) <= it.points * (1.0 + 1e-9))
        );
        assert_eq!(line.alike.len(), n_requirements);
        assert!(line.alike.iter().all(|it| (0.0..=1.0).contains(it)));
        assert!(line.themes.iter().all(|it| (0.0..=1.0).contains(it)));
        assert!(line.requirements.is_sorted_by(|a, b| a.0 < b.0));
        for (requirement, strength) in &line.requirements {
            assert!(requirement.0 < n_requirements && *strength > 0.0 && *strength <= 1.0);
        }
    }
}

const POSTING: &str = "\
# Platform engineer
## Duties
- Run Kubernetes clusters for nine teams
- Build data pipelines in Python
## Requirements
- Experience with PostgreSQL and Terraform
- Excellent communication with executives
";

#[test]
fn every_point_has_its_reason_in_the_words_of_the_line() {
    let posting = read(POSTING);
    let lines = [
        "Led a team of 9 engineers and cut incidents 31 %",
        "Ran k8s clusters",
        "Played the oboe",
    ];
    let scored = scored(&lines, Some(&posting));
    assert_sound(&scored, posting.requirements.len());
    for (line, text) in scored.lines[1..].iter().zip(lines) {
        for it in &line.contributions {
            let alike = it.alike.iter().flat_map(|it| &it.words);
            let mut words = it.words.iter().chain(alike).peekable();
            assert!(
                words.peek().is_some() || it.what == ContributionKind::Recency,
                "{it:?}"
            );
            assert!(words.all(|word| text.contains(word)), "{it:?}");
        }
    }
    let led = &scored.lines[1];
    let of = |what| led.contributions.iter().find(|it| it.what == what).unwrap();
    assert!(
        of(ContributionKind::Theme(bespoke::guide::ThemeId(0)))
            .words
            .contains(&"Led a team".to_owned()),
        "{led:?}"
    );
    assert_eq!(of(ContributionKind::Result).words, ["9", "31 %"]);
    assert_eq!(of(ContributionKind::Ownership).words, ["Led"]);
    let ran = &scored.lines[2];
    assert_eq!(ran.requirements[0].0.0, 0);
    assert!(
        ran.contributions
            .iter()
            .any(|it| it.words.join(" ").contains("k8s clusters"))
    );
}

#[test]
fn lines_rank_under_their_theme() {
    let lines = [
        "Line managed six analysts across two sites",
        "Wrote the billing service in TypeScript and Redis",
        "Watered the plants",
    ];
    let scores = scores(&lines, None);
    let theme = |theme: usize| -> Vec<f64> { scores.iter().map(|it| it.themes[theme]).collect() };
    let (lead, tech) = (theme(0), theme(1));
    assert!(lead[0] > lead[1] && lead[1] >= lead[2], "{lead:?}");
    assert!(tech[1] > tech[0] && tech[0] >= tech[2], "{tech:?}");
}

#[test]
fn themes_do_not_depend_on_posting_or_other_lines() {
    let posting = read(POSTING);
    let line = "Led a team of 9 engineers";
    let alone = &scores(&[line], None)[0];
    let among = &scores(&[line, "Built data pipelines in Python"], Some(&posting))[0];
    assert_eq!(alone.themes, among.themes);
}

#[test]
fn repeating_a_word_adds_nothing() {
    let values = values(&["Ran Kubernetes", "Ran Kubernetes Kubernetes Kubernetes"]);
    assert!(values[1] <= values[0], "{values:?}");
}

#[test]
fn what_is_fitted_is_smooth_and_bounded_too() {
    let guide = support::guide("technical-program-manager");
    let scores = |lines: &[&str]| -> Vec<LineScore> {
        let lines = lines.iter().map(|it| highlight(it)).collect();
        let scored = score(&profile(lines), &guide, None, now());
        assert_sound(&scored, 0);
        scored.lines.into_iter().skip(1).collect()
    };
    let moved =
        "Moved the claims service of a large insurer to Kubernetes with two other engineers";
    let more =
        "Moved the claims service of a large insurer to Kubernetes with two other Python engineers";
    let again = "Moved the claims service of a large insurer to Kubernetes, Kubernetes, Kubernetes with two other engineers";
    let dump = "Java, Python, SQL, Docker, Kubernetes, Terraform, PostgreSQL, AWS, data pipelines";
    let lines = scores(&[moved, more, again, dump]);
    let values: Vec<f64> = lines.iter().map(|it| it.value).collect();
    assert!(
        values[1] < values[0] * 1.2 && values[1] > values[0] * 0.8,
        "{values:?}"
    );
    assert!(values[2] < values[0] * 1.1, "{values:?}");
    assert!(values[3] < values[0], "{values:?}");
    assert_eq!(scores(&[moved])[0].themes, lines[0].themes);
}

#[test]
fn one_more_keyword_moves_a_score_a_little() {
    let posting = read(POSTING);
    let lines = [
        "Moved the claims service of a large insurer to Kubernetes with two other engineers",
        "Moved the claims service of a large insurer to Kubernetes with two other Python engineers",
    ];
    let scores = scores(&lines, Some(&posting));
    let (before, after) = (scores[0].value, scores[1].value);
    assert!(after > before && after < before * 1.7, "{before} {after}");
}

#[test]
fn a_list_of_keywords_earns_less_than_one_line_of_evidence() {
    let posting = read(POSTING);
    let dump = "Java, Python, SQL, Docker, Kubernetes, Terraform, PostgreSQL, AWS, data pipelines";
    let evidence = "Ran Kubernetes clusters for 12 teams and cut their cost by 31 %";
    for posting in [None, Some(&posting)] {
        let mut with_skills = profile(vec![highlight(dump), highlight(evidence)]);
        with_skills.skills = vec![SkillGroup {
            group: None,
            items: vec![Item {
                text: text(dump),
                meta: Meta::default(),
            }],
            note: None,
        }];
        let lines = score(&with_skills, &guide(), posting, now()).lines;
        let (dump, evidence, item) = (lines[1].value, lines[2].value, lines[3].value);
        assert!(
            evidence > dump && evidence > item,
            "{evidence} {dump} {item}"
        );
    }
}

#[test]
fn evidence_in_a_highlight_beats_a_mention_in_skills() {
    let mut profile = profile(vec![highlight("Wrote the intake service in Python")]);
    profile.skills = vec![SkillGroup {
        group: None,
        items: vec![Item {
            text: text("Python"),
            meta: Meta::default(),
        }],
        note: None,
    }];
    let lines = score(&profile, &guide(), None, now()).lines;
    assert!(lines[1].value > lines[2].value && lines[2].value > 0.0);
}

#[test]
fn results_ownership_and_recency_lift_only_what_is_relevant() {
    let values = values(&[
        "Sold 900 umbrellas for $40,000, up 80 %",
        "Mentored colleagues",
    ]);
    assert!(values[1] > values[0], "{values:?}");
    let lifted = self::values(&[
        "Led a team of engineers",
        "Led a team of 9 engineers, attrition 2 %",
    ]);
    assert!(lifted[1] > lifted[0], "{lifted:?}");
}

#[test]
fn a_year_or_a_version_is_no_result() {
    for line in ["Ran Python in 2019", "Moved from Java 8", "Passed SOC 2"] {
        let scores = scores(&[line], None);
        assert!(
            scores[0]
                .contributions
                .iter()
                .all(|it| it.what != ContributionKind::Result),
            "{line}"
        );
    }
}

#[test]
fn praise_and_help_count_less_than_having_done_it() {
    let values = values(&[
        "Mentored interns and managed engineers",
        "Helped mentor interns and manage engineers",
        "Passionate leader who mentored interns and managed engineers",
    ]);
    assert!(values[0] > values[1] && values[0] > values[2], "{values:?}");
}

#[test]
fn older_work_counts_less() {
    let aged = |end: End| {
        let mut profile = profile(vec![highlight("Led a team of engineers")]);
        profile.experience[0].positions[0].period = Period {
            start: Some(date("2004")),
            end: Some(end),
        };
        score(&profile, &guide(), None, now()).lines[1].value
    };
    let (today, recent, old) = (
        aged(End::Present),
        aged(End::On(date("2021-03"))),
        aged(End::On(date("2008"))),
    );
    assert!(
        today > recent && recent > old && old > today * 0.7,
        "{today} {recent} {old}"
    );
}

#[test]
fn the_wording_that_serves_best_is_taken_and_ties_go_to_the_first() {
    let mut it = highlight("Ran reviews");
    it.variants = vec![
        text("Led a team of engineers"),
        text("Led a team of engineers"),
    ];
    let line = &score(&profile(vec![it]), &guide(), None, now()).lines[1];
    assert_eq!(line.wording, 1);
    assert!(
        line.contributions[0]
            .words
            .contains(&"Led a team".to_owned()),
        "{line:?}"
    );
    let same = Highlight {
        variants: vec![text("Played the oboe")],
        ..highlight("Played the oboe")
    };
    assert_eq!(
        score(&profile(vec![same]), &guide(), None, now()).lines[1].wording,
        0
    );
}

#[test]
fn a_tag_that_names_a_theme_counts() {
    let mut tagged = highlight("Sorted out the night desk");
    tagged.meta.tags = vec!["leadership".to_owned()];
    let lines = score(
        &profile(vec![tagged, highlight("Sorted out the night desk")]),
        &guide(),
        None,
        now(),
    )
    .lines;
    assert!(lines[1].themes[0] > lines[2].themes[0] + 0.3);
    assert!(
        lines[1].contributions[0]
            .words
            .contains(&"leadership".to_owned())
    );
}

#[test]
fn certifications_and_titles_of_the_guide_count() {
    let mut profile = profile(Vec::new());
    profile.experience[0].positions[0].title = text("Senior Team Lead");
    profile.certifications = vec![
        Entry {
            name: text("PMP"),
            ..Entry::default()
        },
        Entry {
            name: text("Food hygiene"),
            ..Entry::default()
        },
    ];
    let lines = score(&profile, &guide(), None, now()).lines;
    let background = |at: usize| {
        lines[at]
            .contributions
            .iter()
            .find(|it| it.what == ContributionKind::Background)
    };
    assert_eq!(background(0).unwrap().words, ["Team Lead"]);
    assert_eq!(background(1).unwrap().words, ["PMP"]);
    assert!(background(2).is_none());
}

#[test]
fn the_title_of_the_posting_counts() {
    let posting = read("# Records Clerk, Night Desk\n## Duties\n- File letters\n");
    let mut profile = profile(Vec::new());
    profile.experience[0].positions[0].title = text("Senior Records Clerk");
    let line = &score(&profile, &guide(), Some(&posting), now()).lines[0];
    let background = |it: &&Contribution| it.what == ContributionKind::Background;
    let found = line.contributions.iter().find(background).unwrap();
    assert_eq!(found.words, ["Records Clerk"]);
}

#[test]
fn a_prepared_guide_and_posting_score_every_profile_the_same() {
    let posting = read(
        "# Engineer\n## Requirements\n- Keeps k8s clusters up\n- Knows error budgets and SLOs\n",
    );
    let guide = guide();
    // The first explains a short form that the posting uses, which must not outlast it.
    let lines = [
        "Set every service level objective (SLO) with its team",
        "Ran k8s clusters for 9 teams",
        "Wrote each service level objective down",
    ];
    for posting in [None, Some(&posting)] {
        let prepared = Matcher::of(&guide, posting);
        for line in lines {
            let profile = profile(vec![highlight(line)]);
            assert_eq!(
                prepared.score(&profile, now()),
                score(&profile, &guide, posting, now()),
                "{line}"
            );
        }
    }
}

#[test]
fn what_quotes_nothing_scores_the_same() {
    let posting = read(
        "# Engineer\n## Requirements\n- Leads a team of engineers\n- Reports to executives on cost\n",
    );
    let guide = guide();
    let mut led = highlight("Led a team of 9 engineers and cut cloud cost by 31%");
    led.meta.tags = vec!["Leadership".to_owned()];
    let profile = profile(vec![led, highlight("Briefed executives monthly")]);
    for posting in [None, Some(&posting)] {
        let prepared = Matcher::of(&guide, posting);
        let mut scored = prepared.score(&profile, now());
        let contributions = scored.lines.iter_mut().flat_map(|it| &mut it.contributions);
        let mut n_quoted = 0;
        for it in contributions {
            n_quoted += std::mem::take(&mut it.words).len();
            if let Some(alike) = &mut it.alike {
                n_quoted += std::mem::take(&mut alike.words).len();
            }
        }
        assert!(n_quoted > 0);
        assert_eq!(prepared.scored(&profile, now(), false), scored);
    }
}

#[test]
fn a_posting_changes_the_order() {
    let posting = read("# Gardener\n## Duties\n- Prune roses and hedges\n");
    let lines = ["Led a team of engineers", "Pruned 400 roses"];
    let alone = scores(&lines, None);
    let with = scores(&lines, Some(&posting));
    assert!(alone[0].value > alone[1].value);
    assert!(with[1].value > with[0].value);
}

#[test]
fn an_empty_profile_or_guide_scores_nothing() {
    assert!(
        score(&Profile::default(), &guide(), None, now())
            .lines
            .is_empty()
    );
    let bare = score(
        &profile(vec![highlight("Led")]),
        &Guide::default(),
        None,
        now(),
    );
    assert_sound(&bare, 0);
    assert!(
        bare.lines
            .iter()
            .all(|it| it.value == 0.0 && it.themes.is_empty())
    );
}

/// A guide whose themes name competencies.
static FITTED: LazyLock<Guide> = LazyLock::new(|| support::guide("technical-program-manager"));

proptest! {
    #[test]
    fn any_line_scores_soundly_and_the_same_twice(
        line in "\\PC{0,60}|((led|mentored|Kubernetes|Python|team|of|9|engineers|31 %|,|and) ){0,14}"
    ) {
        prop_assume!(!line.trim().is_empty());
        let posting = read(POSTING);
        let once = scored(&[&line], Some(&posting));
        assert_sound(&once, posting.requirements.len());
        prop_assert_eq!(&once, &scored(&[&line], Some(&posting)));
        let fitted = score(&profile(vec![highlight(&line)]), &FITTED, Some(&posting), now());
        assert_sound(&fitted, posting.requirements.len());
    }
}

#[test]
fn highlights_of_different_people_tell_of_different_deeds() {
    // Some thousands, of many trades.
    let rows = fs::read_to_string(root().join("fit/highlights.tsv")).unwrap();
    let texts: BTreeSet<&str> = (rows.lines())
        .filter_map(|it| it.rsplit('\t').next())
        .collect();
    let texts: Vec<&str> = texts.into_iter().collect();
    let repeats: Vec<&str> = (scores(&texts, None).iter().zip(&texts))
        .filter(|(it, _)| it.duplicate_of.is_some())
        .map(|(_, text)| *text)
        .collect();
    // These two may well be one.
    let guidance = "Provided technical leadership and guidance";
    assert_eq!(
        repeats,
        [guidance, &format!("{guidance} on best practices")]
    );
}
