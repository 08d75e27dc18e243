//! The views of `templates/html/cohort.hbs`: what holds of all resumes together.

use std::collections::BTreeSet;
use std::io;

use serde::Serialize;

use crate::batch::cohort::{
    BANDS, Cohort, CommonGap, Distribution, Group, Kind, MAX_PLACES, MEETING_RULE, OfPosting,
    groups, in_order, lacks, spread, weightiest,
};
use crate::batch::report::Report;
use crate::html::{Bands, Chart, ElementIds, FigureRow, N_BANDS, Table, cut, percent};

use super::paging::{Paging, file_name};
use super::parts::{
    MAX_TEXT, PersonLink, ProblemView, counted, more, more_items, person_name, posting_title,
};

/// How many rows of each list are shown: `report.csv` has them all.
const MAX_ROWS: usize = 20;
const MAX_MEETINGS: usize = 1_000;
const MAX_POSTINGS: usize = 50;
const MAX_GROUPS: usize = 30;

#[derive(Serialize)]
pub(super) struct CohortView {
    title: &'static str,
    about: String,
    statuses: Table<FigureAndWordsRow>,
    problems: Vec<ProblemKinds>,
    meeting_rule: &'static str,
    meetings: Option<Table<MeetingRow>>,
    more_meetings: Option<String>,
    guides: Vec<GuideView>,
    postings: Option<PostingsView>,
    gaps: Vec<GapsView>,
    writing: Option<Table<RuleRow>>,
    fill: Option<FillView>,
    labels: Vec<LabelView>,
    /// Which page each person is on, where there are several.
    people_index: Vec<IndexRow>,
    /// The HTML of everyone, where they are on this page.
    people: String,
}

impl CohortView {
    /// Creates the view with the HTML of the people of the first page.
    ///
    /// # Errors
    /// The spill file cannot be read.
    pub(super) fn new(
        report: &Report,
        cohort: &Cohort,
        paging: &Paging,
        people: String,
    ) -> io::Result<Self> {
        // Tables and charts are numbered in the order of the page.
        let ids = &mut ElementIds::default();
        let in_need = in_order(report, &cohort.reasons);
        let has_postings = report.postings.iter().any(|it| !it.requirements.is_empty());
        Ok(Self {
            title: "Cohort report",
            about: about(report),
            statuses: status_table(report, ids),
            problems: problem_kinds(report, cohort, paging)?,
            meeting_rule: MEETING_RULE,
            meetings: meeting_table(report, cohort, paging, &in_need, ids),
            more_meetings: more(in_need.len(), MAX_MEETINGS, "people"),
            guides: guides(report, cohort, ids),
            postings: has_postings.then(|| PostingsView::new(report, cohort, ids)),
            gaps: gaps(report, cohort, ids),
            writing: writing_table(report, cohort, ids),
            fill: FillView::new(cohort, ids),
            labels: labels(report, cohort, ids),
            people_index: people_index(report, paging),
            people,
        })
    }
}

fn about(report: &Report) -> String {
    let people: BTreeSet<u32> = report.resumes.iter().map(|it| it.person).collect();
    let made_by = concat!("Made by bespoke ", env!("CARGO_PKG_VERSION"), ".");
    let privacy = if report.redacted {
        "Names, files, quotes and labels that were not to be kept are left out; the number of a person is the row of the roster."
    } else {
        "It holds personal data: keep it as you keep the profiles."
    };
    format!(
        "{} of {}. {made_by} {privacy}",
        counted(report.resumes.len(), "resume", "resumes"),
        counted(people.len(), "person", "people")
    )
}

/// A row of a table for the partial `figures_and_words`.
#[derive(Serialize)]
struct FigureAndWordsRow {
    head: String,
    figures: Vec<String>,
    words: String,
}

fn status_table(report: &Report, ids: &mut ElementIds) -> Table<FigureAndWordsRow> {
    let counts = report.counts();
    let rows = [
        ("Made", counts.made, "no warnings"),
        (
            "Unchanged",
            counts.unchanged,
            "made by an earlier run; none of their inputs has changed",
        ),
        ("Warned", counts.warned, "made, but should be looked at"),
        ("Failed", counts.failed, "not made; the reasons are below"),
        (
            "Left",
            counts.left,
            "not reached before the run was stopped; the same command makes them",
        ),
    ];
    let rows = rows
        .into_iter()
        .filter(|&(name, n, _)| n > 0 || name != "Left");
    let rows = rows.map(|(name, n, about)| FigureAndWordsRow {
        head: name.to_owned(),
        figures: vec![n.to_string()],
        words: about.to_owned(),
    });
    let heads = ["Status", "Resumes", "What it means"];
    Table::new(ids, "Resumes by status", &heads, rows.collect())
}

/// Kinds of problems under one heading.
#[derive(Serialize)]
struct ProblemKinds {
    heading: &'static str,
    kinds: Vec<KindView>,
    more: Option<String>,
}

#[derive(Serialize)]
struct KindView {
    summary: String,
    places: Vec<PlaceView>,
    more: Option<String>,
}

#[derive(Serialize)]
struct PlaceView {
    person: PersonLink,
    problem: Option<ProblemView>,
}

fn problem_kinds(
    report: &Report,
    cohort: &Cohort,
    paging: &Paging,
) -> io::Result<Vec<ProblemKinds>> {
    let mut lists = Vec::new();
    for (kinds, heading) in [
        (&cohort.failures, "Why resumes failed"),
        (
            &cohort.warnings,
            "What to look at, although the resume was made",
        ),
    ] {
        if kinds.is_empty() {
            continue;
        }
        let shown = kinds.iter().take(MAX_ROWS);
        let shown = shown.map(|kind| KindView::new(report, paging, kind));
        lists.push(ProblemKinds {
            heading,
            kinds: shown.collect::<io::Result<_>>()?,
            more: more(kinds.len(), MAX_ROWS, "kinds of problems"),
        });
    }
    Ok(lists)
}

impl KindView {
    fn new(report: &Report, paging: &Paging, kind: &Kind) -> io::Result<Self> {
        let places = kind.places.iter().map(|&(resume, problem)| {
            let resume = report.resume(resume)?;
            Ok(PlaceView {
                person: PersonLink::new(report, paging, resume.person),
                problem: resume.outcome.problems.get(problem).map(ProblemView::new),
            })
        });
        let times = counted(kind.n, "time", "times");
        Ok(Self {
            summary: format!("{times}: {}", cut(&kind.what, MAX_TEXT)),
            places: places.collect::<io::Result<_>>()?,
            more: more_items(kind.n, MAX_PLACES),
        })
    }
}

#[derive(Serialize)]
struct MeetingRow {
    person: PersonLink,
    reasons: Vec<String>,
}

fn meeting_table(
    report: &Report,
    cohort: &Cohort,
    paging: &Paging,
    in_need: &[usize],
    ids: &mut ElementIds,
) -> Option<Table<MeetingRow>> {
    if in_need.is_empty() {
        return None;
    }
    let caption = format!(
        "Needs a meeting: {} of {}",
        in_need.len(),
        counted(report.people.len(), "person", "people")
    );
    let rows = in_need.iter().take(MAX_MEETINGS).map(|&person| {
        let reasons = cohort.reasons[person].iter();
        MeetingRow {
            person: PersonLink::new(report, paging, person),
            reasons: reasons.map(|reason| cut(reason, MAX_TEXT)).collect(),
        }
    });
    Some(Table::new(ids, caption, &["Person", "Why"], rows.collect()))
}

/// How well resumes show the themes of a guide.
#[derive(Serialize)]
struct GuideView {
    name: String,
    legend: [&'static str; N_BANDS],
    chart: Chart,
    table: Table<FigureRow>,
}

fn guides(report: &Report, cohort: &Cohort, ids: &mut ElementIds) -> Vec<GuideView> {
    let guides = report.guides.iter().zip(&cohort.themes);
    let views = guides.filter_map(|(guide, themes)| {
        let themes = themes.iter().enumerate();
        let spreads: Vec<(usize, Distribution)> =
            themes.filter_map(|(idx, it)| Some((idx, (*it)?))).collect();
        let (_, first) = spreads.first()?;
        let n = counted(first.n, "resume", "resumes");
        let title = format!("Coverage by theme of {}", guide.name);
        let bars = spreads.iter().map(|(idx, spread)| Bands {
            name: &guide.themes[*idx].name,
            counts: spread.counts,
        });
        let about = format!(
            "For each theme, how {n} spread from hardly shown to very well; the table below has the figures."
        );
        let heads = [
            "Theme",
            "Weight",
            BANDS[0],
            BANDS[1],
            BANDS[2],
            BANDS[3],
            "Lowest",
            "Lower quartile",
            "Median",
            "Upper quartile",
            "Highest",
        ];
        let heaviest = weightiest(guide);
        let rows = spreads.iter().map(|(idx, spread)| {
            let theme = &guide.themes[*idx];
            let is_heaviest = heaviest.contains(idx);
            let mark = if is_heaviest { " (greatest)" } else { "" };
            let mut figures = vec![format!("{}{mark}", theme.weight)];
            figures.extend(spread.counts.map(|n| n.to_string()));
            figures.extend(spread.marks.map(|mark| format!("{mark:.2}")));
            FigureRow {
                head: theme.name.clone(),
                figures,
            }
        });
        Some(GuideView {
            name: guide.name.clone(),
            legend: BANDS,
            chart: Chart::new(ids, &title, about, &bars.collect::<Vec<_>>()),
            table: Table::new(ids, format!("{title}, {n}"), &heads, rows.collect()),
        })
    });
    views.collect()
}

/// How much of what postings ask for resumes show.
#[derive(Serialize)]
struct PostingsView {
    legend: [&'static str; N_BANDS],
    chart: Chart,
    table: Table<FigureRow>,
    more: Option<String>,
    requirements: Vec<RequirementsView>,
}

impl PostingsView {
    fn new(report: &Report, cohort: &Cohort, ids: &mut ElementIds) -> Self {
        let counts = &cohort.postings;
        let mut order: Vec<usize> = (0..counts.len()).filter(|&it| counts[it].n > 0).collect();
        // Those with the most resumes first.
        order.sort_by_key(|&posting| (usize::MAX - counts[posting].n, posting));
        let n_all = order.len();
        order.truncate(MAX_POSTINGS);
        let titles = order.iter().map(|&posting| posting_title(report, posting));
        let titles: Vec<String> = titles.collect();
        let bars = order.iter().zip(&titles).filter_map(|(&posting, title)| {
            Some(Bands {
                name: title,
                counts: counts[posting].shown?.counts,
            })
        });
        let heads = [
            "Posting",
            "Resumes",
            "Less than a quarter",
            "To half",
            "To three quarters",
            "More",
            "Share shown, median",
            "Most important themes, median",
        ];
        let rows = order.iter().zip(&titles).map(|(&posting, title)| {
            let OfPosting { n, shown, main, .. } = &counts[posting];
            let bands = shown.map_or([0; N_BANDS], |it| it.counts);
            let mut figures = vec![n.to_string()];
            figures.extend(bands.map(|n| n.to_string()));
            figures.extend([median(shown.as_ref()), median(main.as_ref())]);
            FigureRow {
                head: title.clone(),
                figures,
            }
        });
        Self {
            legend: [
                "less than a quarter of it",
                "a quarter to half",
                "half to three quarters",
                "three quarters and more",
            ],
            chart: Chart::new(
                ids,
                "What postings ask for, and how much of it resumes show",
                "For each posting, how its resumes spread from less than a quarter to three quarters and more; the table below has the figures.",
                &bars.collect::<Vec<_>>(),
            ),
            table: Table::new(ids, "Resumes by posting", &heads, rows.collect()),
            more: more(n_all, MAX_POSTINGS, "postings"),
            requirements: order
                .iter()
                .zip(&titles)
                .map(|(&posting, title)| {
                    RequirementsView::new(report, posting, title, &counts[posting], ids)
                })
                .collect(),
        }
    }
}

/// Returns the median of a distribution as a figure.
fn median(distribution: Option<&Distribution>) -> String {
    distribution.map_or("–".to_owned(), |it| format!("{:.2}", it.marks[2]))
}

/// How many resumes lack each requirement of a posting.
#[derive(Serialize)]
struct RequirementsView {
    summary: String,
    table: Table<FigureRow>,
    more: Option<String>,
}

impl RequirementsView {
    fn new(
        report: &Report,
        posting: usize,
        title: &str,
        counts: &OfPosting,
        ids: &mut ElementIds,
    ) -> Self {
        let requirements = &report.postings[posting].requirements;
        let lacking = counts.left_out.iter().zip(&counts.missing).enumerate();
        let mut lacking: Vec<(usize, usize, usize)> = lacking
            .map(|(idx, (&left_out, &missing))| (idx, left_out, missing))
            .collect();
        // Those that most resumes lack first.
        lacking.sort_by_key(|&(idx, left_out, missing)| (usize::MAX - left_out - missing, idx));
        let shown = lacking.iter().take(MAX_ROWS);
        let rows = shown.map(|&(idx, left_out, missing)| {
            let n_shown = counts.n.saturating_sub(left_out + missing);
            FigureRow {
                head: cut(&requirements[idx].text, MAX_TEXT),
                figures: vec![
                    requirements[idx].need.clone(),
                    n_shown.to_string(),
                    left_out.to_string(),
                    missing.to_string(),
                ],
            }
        });
        let heads = [
            "Requirement",
            "Need",
            "Shown",
            "Only left off the resume",
            "Not in the profile",
        ];
        let caption = format!("Requirements of {title}");
        Self {
            summary: format!("What {title} asks for, and how many show it"),
            table: Table::new(ids, caption, &heads, rows.collect()),
            more: more(
                lacking.len(),
                MAX_ROWS,
                "requirements, which more resumes show",
            ),
        }
    }
}

/// The commonest gaps of one sort.
#[derive(Serialize)]
struct GapsView {
    heading: &'static str,
    about: &'static str,
    table: Option<Table<FigureAndWordsRow>>,
    more: Option<String>,
}

fn gaps(report: &Report, cohort: &Cohort, ids: &mut ElementIds) -> Vec<GapsView> {
    let lists = [
        (
            "Not in the profile",
            "Nothing in the profile shows it. Ask whether they have done it and not written it down; if not, this is what to learn or to try.",
            &cohort.not_in_profile,
        ),
        (
            "In the profile, only left off the resume",
            "The profile shows it, and the page was filled with what counts more. A pin, a second page or fewer other lines would bring it in.",
            &cohort.only_left_off,
        ),
    ];
    let views = lists.into_iter().map(|(heading, about, gaps)| {
        let gaps = lacks(report, cohort, gaps);
        let rows = gaps.iter().take(MAX_ROWS);
        let rows = rows.map(|CommonGap { what, by, n, of }| FigureAndWordsRow {
            head: cut(what, MAX_TEXT),
            figures: vec![n.to_string(), of.to_string()],
            words: cut(by, MAX_TEXT),
        });
        let rows: Vec<_> = rows.collect();
        let heads = ["What is asked for", "Resumes", "Of", "By whom"];
        let caption = format!("{heading}: most common");
        GapsView {
            heading,
            about,
            table: (!rows.is_empty()).then(|| Table::new(ids, caption, &heads, rows)),
            more: more(gaps.len(), MAX_ROWS, "gaps"),
        }
    });
    views.collect()
}

#[derive(Serialize)]
struct RuleRow {
    rule: &'static str,
    /// The bar beside the findings: the rule with the most has all of it.
    width: String,
    findings: usize,
    people: String,
    severity: &'static str,
    about: &'static str,
}

fn writing_table(report: &Report, cohort: &Cohort, ids: &mut ElementIds) -> Option<Table<RuleRow>> {
    // The rules are in the order of their findings.
    let &(_, _, max_findings, _) = cohort.rules.first()?;
    let n_people = report.people.len();
    let rows = cohort.rules.iter();
    let rows = rows.map(|&(rule, level, findings, people)| RuleRow {
        rule: rule.id(),
        width: percent(findings as f64 / max_findings as f64),
        findings,
        people: format!("{people} of {n_people}"),
        severity: level.name(),
        about: rule.about(),
    });
    let heads = ["Rule", "Findings", "People", "Severity", "What it asks for"];
    let caption = "Findings on the writing, by rule";
    Some(Table::new(ids, caption, &heads, rows.collect()))
}

/// How full the pages of resumes are.
#[derive(Serialize)]
struct FillView {
    legend: [&'static str; N_BANDS],
    chart: Chart,
    table: Table<FigureRow>,
}

impl FillView {
    /// Creates the view; nothing where no resume was made.
    fn new(cohort: &Cohort, ids: &mut ElementIds) -> Option<Self> {
        if cohort.fill.is_empty() {
            return None;
        }
        let bands = [
            "less than half full",
            "half to 75 %",
            "75 to 90 %",
            "90 % full and more",
        ];
        let rows = cohort.fill.iter().map(|(&n_pages, counts)| FigureRow {
            head: counted(usize::from(n_pages), "page", "pages"),
            figures: counts.map(|n| n.to_string()).to_vec(),
        });
        let rows: Vec<FigureRow> = rows.collect();
        let bars = rows.iter().zip(cohort.fill.values());
        let bars = bars.map(|(row, &counts)| Bands {
            name: &row.head,
            counts,
        });
        let chart = Chart::new(
            ids,
            "How full the pages are",
            "For each number of pages, how resumes spread from less than half full to full; the table below has the figures.",
            &bars.collect::<Vec<_>>(),
        );
        let heads = ["Pages", bands[0], bands[1], bands[2], bands[3]];
        let caption = "Resumes by pages and how full they are";
        Some(Self {
            legend: bands,
            chart,
            table: Table::new(ids, caption, &heads, rows),
        })
    }
}

/// The groups of people by their values of a label.
#[derive(Serialize)]
struct LabelView {
    label: String,
    table: Option<Table<FigureRow>>,
    /// Says so in place of the table where the values are too many to compare.
    too_many: Option<String>,
}

fn labels(report: &Report, cohort: &Cohort, ids: &mut ElementIds) -> Vec<LabelView> {
    let views = report.labels.iter().enumerate().map(|(idx, label)| {
        let groups = groups(report, cohort, idx);
        if groups.len() > MAX_GROUPS {
            return LabelView {
                label: label.clone(),
                table: None,
                too_many: Some(format!(
                    "{} different values: too many to compare; report.csv has them.",
                    groups.len()
                )),
            };
        }
        let heads = [
            label.as_str(),
            "People",
            "Resumes",
            "Failed",
            "To be looked at",
            "To fix, per person",
            "Need a meeting",
            "Most important themes, median",
        ];
        let rows = groups.into_iter().map(|(value, group)| FigureRow {
            head: if value.is_empty() { "(none)" } else { value }.to_owned(),
            figures: group_figures(cohort, &group),
        });
        LabelView {
            label: label.clone(),
            table: Some(Table::new(
                ids,
                format!("By {label}"),
                &heads,
                rows.collect(),
            )),
            too_many: None,
        }
    });
    views.collect()
}

fn group_figures(cohort: &Cohort, group: &Group) -> Vec<String> {
    let n_people = group.people.len();
    let findings = group.people.iter().map(|&it| &cohort.findings[it]);
    let n_must: usize = findings.map(|it| it.n_must).sum();
    let in_need = group.people.iter();
    let in_need = in_need.filter(|&&person| !cohort.reasons[person].is_empty());
    vec![
        n_people.to_string(),
        group.n_resumes.to_string(),
        group.n_failed.to_string(),
        group.n_warned.to_string(),
        format!("{:.1}", n_must as f64 / n_people.max(1) as f64),
        in_need.count().to_string(),
        median(spread(&group.main).as_ref()),
    ]
}

/// The people of a page, from first to last.
#[derive(Serialize)]
struct IndexRow {
    url: String,
    text: String,
    first: String,
    last: String,
}

fn people_index(report: &Report, paging: &Paging) -> Vec<IndexRow> {
    let pages = (2..=paging.n_pages()).map(|number| {
        let people = paging.people_of(number);
        IndexRow {
            url: file_name(number),
            text: format!("Page {number}"),
            first: person_name(report, people.start),
            last: person_name(report, people.end.saturating_sub(1)),
        }
    });
    pages.collect()
}
