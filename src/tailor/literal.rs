//! Literal evidence in the value of a line: what a line shows of a requirement by its words counts in full, whatever its
//! likeness to it.

use crate::coverage::Coverage;
use crate::posting::{Posting, RequirementId};
use crate::profile::{Kind, Line, LineId};
use crate::score::{
    Contribution, ContributionKind, LineScore, MAX_REQUIREMENTS, NEXT_REQUIREMENT,
    REQUIREMENT_POINTS, ScoredLines,
};

/// What showing a requirement of mean weight fully by its words is worth, in units of answering it by likeness.
///
/// Chosen on the pages in `fit/pages`: more ranks lines that repeat a posting's words above the stronger ones.
const LITERAL_SHARE: f64 = 2.0;

/// Raises the values of highlights and entries to what they show of each requirement by their words.
///
/// A value stays the sum of its contributions. The words are quoted only if asked.
pub(super) fn count_literal_evidence(
    scored: &mut ScoredLines,
    lines: &[Line<'_>],
    posting: &Posting,
    coverage: &Coverage,
    quotes: bool,
) {
    for (idx, (line, score)) in lines.iter().zip(&mut scored.lines).enumerate() {
        let idx = LineId(idx);
        let is_telling = matches!(line.place.kind, Kind::Highlight | Kind::Entry);
        if is_telling && !coverage.strengths(idx).is_empty() {
            raise(score, idx, posting, coverage, quotes);
        }
    }
}

fn raise(
    score: &mut LineScore,
    line: LineId,
    posting: &Posting,
    coverage: &Coverage,
    quotes: bool,
) {
    let old = std::mem::take(&mut score.contributions);
    let (mut asked, rest): (Vec<Contribution>, Vec<Contribution>) = old
        .into_iter()
        .partition(|it| matches!(it.what, ContributionKind::Requirement(_)));
    // Each further requirement of a line counts less than the one before it: undone here, done again below.
    let mut share = 1.0;
    let mut of_old = 0.0;
    for it in &mut asked {
        of_old += it.points;
        scale(it, 1.0 / share);
        share *= NEXT_REQUIREMENT;
    }
    for shows in coverage.strengths(line) {
        let Some(requirement) = posting.requirements.get(shows.requirement.0) else {
            continue;
        };
        let points = REQUIREMENT_POINTS * LITERAL_SHARE * requirement.weight * shows.strength;
        let what = ContributionKind::Requirement(shows.requirement);
        match asked.iter_mut().find(|it| it.what == what) {
            Some(known) if known.points >= points => {}
            Some(known) => {
                known.points = points;
                known.alike = None;
                known.words = words(line, shows.requirement, coverage, quotes);
            }
            None => asked.push(Contribution {
                what,
                words: words(line, shows.requirement, coverage, quotes),
                alike: None,
                points,
            }),
        }
    }
    asked.sort_by(|a, b| b.points.total_cmp(&a.points));
    asked.truncate(MAX_REQUIREMENTS);
    let (mut share, mut of_new) = (1.0, 0.0);
    for it in &mut asked {
        scale(it, share);
        of_new += it.points;
        share *= NEXT_REQUIREMENT;
    }
    // Results, ownership and recency add a share of the relevance.
    let is_topic = |it: &Contribution| {
        matches!(
            it.what,
            ContributionKind::Theme(_) | ContributionKind::Background
        )
    };
    let others: f64 = rest
        .iter()
        .filter(|it| is_topic(it))
        .map(|it| it.points)
        .sum();
    let grown = if others + of_old > 0.0 {
        (others + of_new) / (others + of_old)
    } else {
        1.0
    };
    // In the order of the score: themes, requirements, background, and what lifts them all.
    let (themes, further): (Vec<Contribution>, Vec<Contribution>) = rest
        .into_iter()
        .partition(|it| matches!(it.what, ContributionKind::Theme(_)));
    score.contributions.extend(themes);
    score.contributions.extend(asked);
    for mut it in further {
        if !is_topic(&it) {
            scale(&mut it, grown);
        }
        score.contributions.push(it);
    }
    score.value = score
        .contributions
        .iter()
        .fold(0.0, |sum, it| sum + it.points);
}

fn scale(contribution: &mut Contribution, factor: f64) {
    contribution.points *= factor;
    if let Some(alike) = &mut contribution.alike {
        alike.points *= factor;
    }
}

/// Returns the words of a line that show a requirement.
fn words(
    line: LineId,
    requirement: RequirementId,
    coverage: &Coverage,
    quotes: bool,
) -> Vec<String> {
    if !quotes {
        return Vec::new();
    }
    let claim = coverage.claim(requirement, |it| it == line);
    claim.evidence.into_iter().flat_map(|it| it.1).collect()
}
