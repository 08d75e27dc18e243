//! The ledger as a page for a browser: the views of `templates/html/ledger.hbs`.

use std::collections::BTreeMap;

use serde::Serialize;

use super::misfit::count;
use super::model::{DifferentTerm, Entry, Gap, Highlight, Points, Quote, Report};
use crate::html::{ElementIds, Table, percent, render};
use crate::render::HtmlTemplateError;

impl Report {
    /// Returns the ledger as a page for a browser; `note` is for what the person should know of the pages as a whole.
    ///
    /// # Errors
    /// A bug in a template.
    pub fn html(&self, note: Option<&str>) -> Result<String, HtmlTemplateError> {
        render("ledger", &LedgerView::new(self, note))
    }
}

/// The text of every line of the profile, by id.
type LineTexts<'a> = BTreeMap<&'a str, &'a str>;

#[derive(Serialize)]
struct LedgerView<'a> {
    title: &'static str,
    made_for: String,
    about: String,
    note: Option<&'a str>,
    themes: Table<ThemeRow<'a>>,
    has_requirements: bool,
    /// A table for each need of which the posting has requirements.
    requirements: Vec<Table<RequirementRow<'a>>>,
    missing_from_profile: Vec<GapView<'a>>,
    missing_from_resume: Vec<GapView<'a>>,
    different_terms: Vec<DifferentTermView<'a>>,
    kept: Vec<PlaceView<'a>>,
    left_out: Vec<PlaceView<'a>>,
    entries: Option<Table<EntryRow<'a>>>,
}

impl<'a> LedgerView<'a> {
    fn new(report: &'a Report, note: Option<&'a str>) -> Self {
        let highlights = report.highlights.iter().map(|it| (&*it.id, &*it.text));
        let entries = report.entries.iter().map(|it| (&*it.id, &*it.text));
        let texts: LineTexts<'_> = highlights.chain(entries).collect();
        // Tables are numbered in the order of the page.
        let mut ids = ElementIds::default();
        let gaps = |gaps: &'a [Gap]| gaps.iter().map(|gap| GapView::new(gap, &texts)).collect();
        let different_terms = report.gaps.under_another_word.iter();
        Self {
            title: "Why this resume",
            made_for: made_for(report),
            about: about(report),
            note,
            themes: theme_table(report, &texts, &mut ids),
            has_requirements: !report.requirements.is_empty(),
            requirements: requirement_tables(report, &texts, &mut ids),
            missing_from_profile: gaps(&report.gaps.missing_from_profile),
            missing_from_resume: gaps(&report.gaps.missing_from_resume),
            different_terms: different_terms
                .map(|term| DifferentTermView::new(term, &texts))
                .collect(),
            kept: places(&report.highlights, true),
            left_out: places(&report.highlights, false),
            entries: entry_table(report, &mut ids),
        }
    }
}

fn made_for(report: &Report) -> String {
    let posting = report.posting.as_ref();
    let against = posting.map_or(String::new(), |posting| format!(" against {posting}"));
    format!("{} for {}{against}", report.profile, report.guide)
}

fn about(report: &Report) -> String {
    let kept = report.highlights.iter().filter(|it| it.kept).count();
    format!(
        "{}, {:.0} % full{}; {kept} of {} highlights; as of {}",
        count(report.pages, "page"),
        100.0 * report.filled / report.pages.max(1) as f64,
        report.spacing,
        report.highlights.len(),
        report.as_of
    )
}

#[derive(Serialize)]
struct ThemeRow<'a> {
    name: &'a str,
    weight: String,
    coverage: CoverageView<'a>,
}

fn theme_table<'a>(
    report: &'a Report,
    texts: &LineTexts<'a>,
    ids: &mut ElementIds,
) -> Table<ThemeRow<'a>> {
    let rows = report.themes.iter().map(|theme| ThemeRow {
        name: &theme.name,
        weight: theme.weight.to_string(),
        coverage: CoverageView::new(theme.resume, theme.profile, &theme.evidence, texts),
    });
    Table::new(
        ids,
        "Themes of the guide, 0 to 1",
        &["Theme", "Weight", "Resume", "Profile", "Shown best by"],
        rows.collect(),
    )
}

#[derive(Serialize)]
struct RequirementRow<'a> {
    text: &'a str,
    coverage: CoverageView<'a>,
}

fn requirement_tables<'a>(
    report: &'a Report,
    texts: &LineTexts<'a>,
    ids: &mut ElementIds,
) -> Vec<Table<RequirementRow<'a>>> {
    let mut tables = Vec::new();
    for (need, caption) in [
        ("required", "Required, 0 to 1"),
        ("preferred", "Preferred, 0 to 1"),
        ("duty", "Duties, 0 to 1"),
    ] {
        let asked = report.requirements.iter().filter(|it| it.need == need);
        let rows = asked.map(|requirement| RequirementRow {
            text: &requirement.text,
            coverage: CoverageView::new(
                requirement.resume,
                requirement.profile,
                &requirement.evidence,
                texts,
            ),
        });
        let rows: Vec<_> = rows.collect();
        if !rows.is_empty() {
            let heads = ["Requirement", "Resume", "Profile", "Shown best by"];
            tables.push(Table::new(ids, caption, &heads, rows));
        }
    }
    tables
}

/// How well something is shown, and by which lines best.
#[derive(Serialize)]
struct CoverageView<'a> {
    /// Of the resume, then of the profile.
    shares: [ShareView; 2],
    count: String,
    lines: Vec<&'a str>,
}

#[derive(Serialize)]
struct ShareView {
    width: String,
    share: String,
}

impl<'a> CoverageView<'a> {
    fn new(resume: f64, profile: f64, evidence: &'a [String], texts: &LineTexts<'a>) -> Self {
        let shares = [resume, profile].map(|share| ShareView {
            width: percent(share),
            share: format!("{share:.2}"),
        });
        Self {
            shares,
            count: count(evidence.len(), "line"),
            lines: evidence.iter().map(|id| line_text(id, texts)).collect(),
        }
    }
}

/// Returns the text of a line, or its id where the profile has no such line.
fn line_text<'a>(id: &'a str, texts: &LineTexts<'a>) -> &'a str {
    texts.get(id).copied().unwrap_or(id)
}

#[derive(Serialize)]
struct GapView<'a> {
    kind: &'static str,
    text: &'a str,
    quotes: Vec<QuoteView<'a>>,
}

impl<'a> GapView<'a> {
    fn new(gap: &'a Gap, texts: &LineTexts<'a>) -> Self {
        Self {
            kind: gap.kind,
            text: &gap.text,
            quotes: quotes(&gap.quotes, texts),
        }
    }
}

#[derive(Serialize)]
struct DifferentTermView<'a> {
    text: &'a str,
    words: String,
    quotes: Vec<QuoteView<'a>>,
}

impl<'a> DifferentTermView<'a> {
    fn new(term: &'a DifferentTerm, texts: &LineTexts<'a>) -> Self {
        Self {
            text: &term.text,
            words: term.words.join(", "),
            quotes: quotes(&term.evidence, texts),
        }
    }
}

/// A line of the profile, and the words by which it shows something.
#[derive(Serialize)]
struct QuoteView<'a> {
    text: &'a str,
    words: String,
}

fn quotes<'a>(quotes: &'a [Quote], texts: &LineTexts<'a>) -> Vec<QuoteView<'a>> {
    let quotes = quotes.iter().map(|quote| QuoteView {
        text: line_text(&quote.id, texts),
        words: quote.words.join(", "),
    });
    quotes.collect()
}

/// Highlights of one place: a position, a project and so on.
#[derive(Serialize)]
struct PlaceView<'a> {
    place: &'a str,
    highlights: Vec<HighlightView<'a>>,
}

#[derive(Serialize)]
struct HighlightView<'a> {
    text: &'a str,
    summary: String,
    contributions: Vec<ContributionView<'a>>,
}

#[derive(Serialize)]
struct ContributionView<'a> {
    points: String,
    name: &'a str,
    words: String,
    /// The part of it that other words for the same competency have.
    shared: Option<String>,
}

/// Returns the highlights that are kept, or those that are not, place by place.
fn places(highlights: &[Highlight], kept: bool) -> Vec<PlaceView<'_>> {
    let shown: Vec<&Highlight> = highlights.iter().filter(|it| it.kept == kept).collect();
    let places = shown.chunk_by(|a, b| a.place == b.place);
    let places = places.map(|highlights| PlaceView {
        place: &highlights[0].place,
        highlights: highlights.iter().map(|it| HighlightView::new(it)).collect(),
    });
    places.collect()
}

impl<'a> HighlightView<'a> {
    fn new(highlight: &'a Highlight) -> Self {
        let contributions = highlight.contributions.iter();
        Self {
            text: &highlight.text,
            summary: format!("{:.2} points, {}", highlight.value, highlight.reason),
            contributions: contributions.map(ContributionView::new).collect(),
        }
    }
}

impl<'a> ContributionView<'a> {
    fn new(points: &'a Points) -> Self {
        let shared = points.alike.as_ref();
        Self {
            points: format!("{:.2}", points.points),
            name: &points.what,
            words: points.words.join(", "),
            shared: shared.map(|it| format!("{:.2} of it for {}", it.points, it.competency)),
        }
    }
}

#[derive(Serialize)]
struct EntryRow<'a> {
    text: &'a str,
    section: &'static str,
    points: String,
    reason: &'a str,
}

fn entry_table<'a>(report: &'a Report, ids: &mut ElementIds) -> Option<Table<EntryRow<'a>>> {
    if report.entries.is_empty() {
        return None;
    }
    let rows = report.entries.iter().map(|entry: &Entry| EntryRow {
        text: &entry.text,
        section: entry.section,
        points: format!("{:.2}", entry.value),
        reason: &entry.reason,
    });
    Some(Table::new(
        ids,
        "Summaries, positions, schools, skills and so on",
        &["Entry", "Section", "Points", "What became of it"],
        rows.collect(),
    ))
}
