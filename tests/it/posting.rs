//! Postings as people write them, and what is read from each.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use bespoke::posting::{Posting, read};
use insta::assert_snapshot;
use proptest::prelude::*;

use crate::support::root;

/// Writes a posting as a person would check it: the title, then each requirement with its need and kind.
fn shown(source: &str) -> String {
    let posting = read(source);
    let mut out = format!("title: {}", posting.title.as_deref().unwrap_or("none"));
    for it in &posting.requirements {
        write!(out, "\n{:?} {:?}: {}", it.need, it.kind, it.text).unwrap();
    }
    out
}

const MARKDOWN: &str = "\
# Senior Platform Engineer

**Fernhill Mutual** · Leeds or remote · Full-time

## About Fernhill

Fernhill Mutual insures one household in nine. We run our own data centres and we are proud of it.

## What you'll do

- Move our claims services to Kubernetes, one team at a time
- Run the on-call rota, and make it boring
- Work in the office two days a week

## Requirements

- 5+ years of backend development, some of it in Go or Rust
- A degree in computer science is a plus
- You must be authorized to work in the UK

## Nice to have

- AWS certification

## What we offer

- 28 days of holiday and a pension
- Training budget for Kubernetes courses

Fernhill is an equal opportunity employer.
";

#[test]
fn markdown() {
    assert_snapshot!(shown(MARKDOWN), @"
    title: Senior Platform Engineer
    Duty Skill: Move our claims services to Kubernetes, one team at a time
    Duty Skill: Run the on-call rota, and make it boring
    Required Years(5): 5+ years of backend development, some of it in Go or Rust
    Preferred Degree: A degree in computer science is a plus
    Required Skill: You must be authorized to work in the UK
    Preferred Certification: AWS certification
    ");
}

#[test]
fn html() {
    let source = "<!doctype html><html><head><title>Jobs at Alder</title><style>p{color:red}</style></head>
<body><nav>Home | Jobs</nav><h1>Ward Nurse &ndash; Nights</h1>
<p>Alder House cares for 40 residents. We love what we do.</p>
<h3>The role</h3><p>You will give medicines on time&nbsp;and keep the chart. Our garden is lovely.</p>
<p><strong>You need</strong></p>
<ul><li>A current RN licence<li>Two years&#39; experience in elderly care</ul>
<p><b>Desirable:</b></p><ul><li>Dementia training</li></ul>
<h3>How to apply</h3><p>Send us a letter about yourself.</p><script>track('must have experience')</script></body></html>";
    assert_snapshot!(shown(source), @"
    title: Ward Nurse
    Duty Skill: You will give medicines on time and keep the chart
    Required Certification: A current RN licence
    Required Years(2): Two years' experience in elderly care
    Preferred Skill: Dementia training
    ");
}

#[test]
fn plain_text() {
    let source = "\
PROJECT MANAGER, RAIL
Northgate Works, Derby
Location: Derby
Salary: 60k

WHO WE ARE
We build stations and bridges across the north.

YOUR WORK
• Plan and run two station upgrades from design to handover
• Keep the risk register; report to the client monthly

WHAT WE EXPECT
— At least three years in rail or civil engineering
— PRINCE2 or PMP preferred
— Willing to travel up to 20%
";
    assert_snapshot!(shown(source), @"
    title: PROJECT MANAGER, RAIL
    Duty Skill: Plan and run two station upgrades from design to handover
    Duty Skill: Keep the risk register; report to the client monthly
    Required Years(3): At least three years in rail or civil engineering
    Preferred Certification: PRINCE2 or PMP preferred
    Required Skill: Willing to travel up to 20%
    ");
}

#[test]
fn front_matter_and_template_tags() {
    let source = "\
---
# editors: do not remove
title: \"Data Office: Analyst\"
opens: 2024-05-01
duties:
  - You will build dashboards on spending for agency leaders
  - You will keep the data dictionary current
---
{% comment %}
Delete the alert below when the job closes.
{% endcomment %}
{% include alert.html %}

## Basic information

Open to citizens. **Number of vacancies:** 1

## Qualifications

You must have one (1) year of experience with SQL or R.
";
    assert_snapshot!(shown(source), @"
    title: Data Office: Analyst
    Duty Skill: You will build dashboards on spending for agency leaders
    Duty Skill: You will keep the data dictionary current
    Required Years(1): You must have one (1) year of experience with SQL or R
    ");
}

#[test]
fn prose_without_headings() {
    let source = "\
We need a bookkeeper for our bakery. You will record sales every day and pay suppliers every Friday. \
We bake from three in the morning. Experience with QuickBooks is required; French is a bonus. \
Health insurance after 90 days.";
    assert_snapshot!(shown(source), @"
    title: none
    Duty Skill: You will record sales every day and pay suppliers every Friday
    Required Skill: Experience with QuickBooks is required
    Preferred Skill: French is a bonus
    ");
}

#[test]
fn a_list_without_any_word_about_itself() {
    assert_snapshot!(shown("- plan the roadmap\n- ship the app\n"), @"
    title: none
    Duty Skill: plan the roadmap
    Duty Skill: ship the app
    ");
}

#[test]
fn required_counts_more_than_duty_and_duty_more_than_preferred() {
    let weights: Vec<f64> = read(MARKDOWN)
        .requirements
        .iter()
        .map(|it| it.weight)
        .collect();
    let [duty, _, required, _, condition, preferred] = weights[..] else {
        panic!("{weights:?}");
    };
    assert!(
        required > duty && duty > preferred && preferred > condition,
        "{weights:?}"
    );
}

#[test]
fn what_the_posting_dwells_on_weighs_more() {
    let posting = read(
        "# Kubernetes engineer\n## Duties\n- Run Kubernetes clusters\n- Write Kubernetes operators\n- Brew coffee for guests\n",
    );
    let weight = |at: usize| posting.requirements[at].weight;
    assert!(weight(0) > weight(2) && weight(1) > weight(2));
}

/// Returns the words of a text, for finding lines in requirements whatever their marks.
fn words(text: &str) -> String {
    let plain = text.replace(|c: char| !c.is_ascii_alphanumeric(), " ");
    let words: Vec<&str> = plain.split_whitespace().collect();
    words.join(" ").to_lowercase()
}

#[test]
fn lines_that_ask_are_kept_and_boilerplate_is_not() {
    let (mut kept_rightly, mut kept_wrongly, mut lost) = (0.0, 0.0, 0.0);
    let mut postings = BTreeMap::new();
    for row in include_str!("../fixtures/posting-lines.tsv").lines() {
        let columns: Vec<&str> = row.split('\t').collect();
        let [name, label, line] = columns[..] else {
            assert!(row.starts_with('#'), "{row}");
            continue;
        };
        let requirements: &Vec<String> = postings.entry(name).or_insert_with(|| {
            let path = root().join(format!("fit/postings/{name}.md"));
            let posting = read(&std::fs::read_to_string(path).unwrap());
            (posting.requirements.iter())
                .map(|it| words(&it.text))
                .collect()
        });
        let line = words(line);
        // A line may be a part of a requirement, or have several; short ones are found in anything.
        let holds = |a: &str, b: &str| a == b || (b.len() > 11 && a.contains(b));
        let kept = (requirements.iter()).any(|it| holds(it, &line) || holds(&line, it));
        match (kept, label) {
            (true, "+") => kept_rightly += 1.0,
            (true, _) => kept_wrongly += 1.0,
            (false, "+") => lost += 1.0,
            (false, _) => {}
        }
    }
    let precision = kept_rightly / (kept_rightly + kept_wrongly);
    let recall = kept_rightly / (kept_rightly + lost);
    assert!(precision > 0.94, "precision {precision}");
    assert!(recall > 0.96, "recall {recall}");
}

#[test]
fn civil_service_notices_are_read_for_the_job_alone() {
    let source = "\
**Programme Analyst**
Pay grade: 7
Working pattern: flexible

**Job description**

The analyst works in a team of six. The job holder will:

Track spend against the plan.

Draft replies to letters.

**Person specification**

- judgement about risk

**Things you need to know**

*Selection process details.* You'll be assessed on your personal statement.

*Nationality requirements.* Open to UK nationals; and Turkish nationals who have accrued the right to work.

**Technical skills**

a. Power BI (level: working)
";
    assert_snapshot!(shown(source), @"
    title: Programme Analyst
    Duty Skill: Track spend against the plan
    Duty Skill: Draft replies to letters
    Required Skill: judgement about risk
    Required Skill: Power BI (level: working)
    ");
}

#[test]
fn federal_notices_are_read_for_the_job_alone() {
    let source = "\
Analyst, GS-0343-13

| Pay scale & grade | GS-13 |
| Work schedule | Full-time |
| Sensitivity | Moderate |

1. WHO MAY APPLY
U.S. citizens. You must say how you wish to be considered.

2. MAJOR DUTIES
a. Plans and conducts studies of grants.
b. Writes reports to Congress. (10%)

3. EVALUATION OF CANDIDATES
You'll be rated on the questionnaire. The assessment measures attention to detail.

4. BENEFITS
Bonus paid quarterly. You must enroll within 60 days.
";
    assert_snapshot!(shown(source), @"
    title: Analyst, GS-0343-13
    Duty Skill: Plans and conducts studies of grants
    Duty Skill: Writes reports to Congress. (10%)
    ");
}

#[test]
fn what_a_semicolon_joins_to_boilerplate_is_boilerplate() {
    let source = "\
Requirements
You must know SQL; R is a plus. You need a visa; the consulate takes six weeks. You must write well.
";
    assert_snapshot!(shown(source), @"
    title: none
    Required Skill: You must know SQL
    Preferred Skill: R is a plus
    Required Skill: You must write well
    ");
}

#[test]
fn nothing_asks_for_nothing() {
    for source in ["", "\n\n", "---\n---\n", "<>", "# ", "Benefits\n- dental\n"] {
        assert!(read(source).requirements.is_empty(), "{source:?}");
    }
}

#[test]
fn a_long_run_of_anything_is_read() {
    let pieces = [
        "must have SQL experience. ",
        "<p>must have SQL experience</p>",
        "# Requirements\n- know SQL well\n",
        "{% comment %}",
        "<!-- ",
        "[x](",
        "**",
        "|",
        "| a |\n",
        "<",
        "&",
        "(",
        "a. \"\"",
        "# must be a plus ",
        "---\ntitle: a, bonus\n---\n",
        "-",
        "\u{301}",
        "🦀",
    ];
    for piece in pieces {
        let posting = read(&piece.repeat(300_000 / piece.len()));
        assert_weighed(&posting);
    }
}

#[track_caller]
fn assert_weighed(posting: &Posting) {
    let weights = || posting.requirements.iter().map(|it| it.weight);
    assert!(weights().all(|it| it.is_finite() && it > 0.0));
    let mean = weights().sum::<f64>() / weights().count().max(1) as f64;
    assert!(posting.requirements.is_empty() || (mean - 1.0).abs() < 1e-9);
    assert!(
        posting
            .requirements
            .iter()
            .all(|it| !it.text.trim().is_empty())
    );
}

proptest! {
    #[test]
    fn any_text_is_read(text in "\\PC{0,200}|([#*<>/a-z -]{0,12}\n){0,20}") {
        assert_weighed(&read(&text));
    }
}

#[test]
fn lists_that_lost_their_marks_are_read_line_by_line() {
    let source = "\
Electrical Fitter

What the week holds
Wire panels from drawings
Test what you wired

You come with
A finished apprenticeship
Valid driver's license

Would be a treat
Welding
CCRN

In return
Dental and vision
";
    assert_snapshot!(shown(source), @"
    title: none
    Duty Skill: Wire panels from drawings
    Duty Skill: Test what you wired
    Required Skill: A finished apprenticeship
    Required Certification: Valid driver's license
    Preferred Skill: Welding
    Preferred Certification: CCRN
    ");
}

#[test]
fn words_of_boilerplate_stay_where_they_are_the_work() {
    let source = "\
## Duties

- Administer medical, dental and vision plans
- Certification and release planning with Visa

## Requirements

- 4 years as a recruiter
- SQL required, R a plus
- Tact (preferred)
- Knowledge of Terraform is an asset
";
    assert_snapshot!(shown(source), @"
    title: none
    Duty Skill: Administer medical, dental and vision plans
    Duty Certification: Certification and release planning with Visa
    Required Years(4): 4 years as a recruiter
    Required Skill: SQL required, R a plus
    Preferred Skill: Tact (preferred)
    Preferred Skill: Knowledge of Terraform is an asset
    ");
}

#[test]
fn no_control_characters_are_left() {
    let posting = read("Requirements\n- \u{1b}[31mKnow\u{1b}[0m \u{202e}SQL\u{7}\n");
    assert_eq!(posting.requirements[0].text, "Know SQL");
}
