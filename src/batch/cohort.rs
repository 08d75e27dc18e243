//! What a report says of all people together: how coverage spreads, what is lacking most, who needs a meeting.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::{Level, Rule};
use crate::html::N_BANDS;

use super::report::{GapOf, GuideAbout, Outcome, Person, Report, Resume, Status, unquoted};

/// What the bands of coverage mean; the first is what counts as a gap.
pub(super) const BANDS: [&str; N_BANDS] = [
    "hardly shown (below 0.25)",
    "partly (0.25 to 0.5)",
    "well (0.5 to 0.75)",
    "very well (0.75 and more)",
];

/// Fewer findings that are to be mended make no meeting worth while, however few others have.
const MANY_FINDINGS: usize = 3;

/// With fewer people, nobody is compared with the others.
const FEWEST_TO_COMPARE: usize = 5;

/// The rule by which someone needs a meeting, in words.
pub(super) const MEETING_RULE: &str = "A person is listed where a resume could not be made; where even their best resume \
     shows the weightiest themes of its guide (those with the greatest weight, on average) below 0.5 and below two thirds of \
     what the middle one of at least 5 people with that guide shows; or where the writing has at least 3 findings to be \
     mended and twice as many as that of the middle one of those who have a resume, or one that is an error in this house. \
     Failed resumes come first, then those with most reasons, then the order of the roster.";

/// How values from 0 to 1 spread.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Spread {
    /// How many there are.
    pub(super) n: usize,
    /// How many fall to each band.
    pub(super) counts: [usize; N_BANDS],
    /// The lowest, the quarters and the highest.
    pub(super) marks: [f64; 5],
}

/// Something that resumes lack.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Lack<'a> {
    /// What it is.
    pub(super) what: &'a str,
    /// Who asks for it.
    pub(super) by: String,
    /// How many resumes lack it.
    pub(super) n: usize,
    /// How many it was asked of.
    pub(super) of: usize,
}

/// Problems of one kind, in several resumes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Kind {
    /// What they are, without what differs.
    pub(super) what: String,
    /// Where they are: a resume and a problem of it.
    pub(super) places: Vec<(usize, usize)>,
}

/// Everyone with one label.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Group {
    pub(super) people: BTreeSet<usize>,
    pub(super) n_resumes: usize,
    pub(super) n_failed: usize,
    /// How many were made, now or earlier, and are to be looked at.
    pub(super) n_warned: usize,
    /// How well each resume shows the weightiest themes of its guide.
    pub(super) main: Vec<f64>,
}

/// Returns how values spread; nothing where there are none.
pub(super) fn spread(mut values: Vec<f64>) -> Option<Spread> {
    values.sort_by(f64::total_cmp);
    let last = values.len().checked_sub(1)?;
    let mut counts = [0; N_BANDS];
    for value in &values {
        let band = [0.25, 0.5, 0.75].iter().filter(|it| value >= *it).count();
        counts[band] += 1;
    }
    let mark = |quarter: usize| {
        let at = last * quarter;
        let (low, part) = (at / 4, (at % 4) as f64 / 4.0);
        let high = values[(low + 1).min(last)];
        values[low] + (high - values[low]) * part
    };
    Some(Spread {
        n: values.len(),
        counts,
        marks: [0, 1, 2, 3, 4].map(mark),
    })
}

/// Returns the themes of a guide that have the greatest weight.
pub(super) fn weightiest(guide: &GuideAbout) -> Vec<usize> {
    let weights = guide.themes.iter().map(|it| it.weight);
    let most = weights.fold(f64::NEG_INFINITY, f64::max);
    let themes = guide.themes.iter().enumerate();
    themes
        .filter(|it| it.1.weight >= most)
        .map(|it| it.0)
        .collect()
}

/// Returns how well a resume and its profile show the weightiest themes of its guide.
pub(super) fn main_themes(report: &Report, resume: &Resume) -> Option<(f64, f64)> {
    let guide = report.guides.get(resume.guide?)?;
    let shown = |idx: usize| resume.outcome.themes.get(idx);
    let shown: Vec<_> = weightiest(guide).into_iter().filter_map(shown).collect();
    let n = shown.len() as f64;
    let mean = |sum: f64| (n > 0.0).then_some(sum / n);
    let resume = mean(shown.iter().map(|it| f64::from(it.resume)).sum())?;
    let profile = mean(shown.iter().map(|it| f64::from(it.profile)).sum())?;
    Some((resume, profile))
}

/// Returns which share of the requirements of its posting a resume shows.
pub(super) fn shown_share(resume: &Resume) -> Option<f64> {
    let outcome = &resume.outcome;
    let is_requirement = |it: &&GapOf| matches!(it, GapOf::Requirement(_));
    let gaps = outcome
        .missing_from_resume
        .iter()
        .chain(&outcome.missing_from_profile);
    let n_lacking = gaps.filter(is_requirement).count();
    let n = outcome.requirements.len();
    (n > 0).then(|| n.saturating_sub(n_lacking) as f64 / n as f64)
}

/// Returns what is lacking most, the commonest first; `lacking` says in which sense.
pub(super) fn lacks(report: &Report, lacking: impl Fn(&Outcome) -> &[GapOf]) -> Vec<Lack<'_>> {
    let mut counts: BTreeMap<(bool, usize, u16), usize> = BTreeMap::new();
    let (mut of_guide, mut of_posting) =
        (vec![0; report.guides.len()], vec![0; report.postings.len()]);
    for resume in report.resumes.iter().filter(|it| it.outcome.pages > 0) {
        if let Some(guide) = resume.guide {
            of_guide[guide] += 1;
        }
        if let Some(posting) = resume.posting {
            of_posting[posting] += 1;
        }
        for gap in lacking(&resume.outcome) {
            let key = match (gap, resume.guide, resume.posting) {
                (GapOf::Theme(idx), Some(guide), _) => (false, guide, *idx),
                (GapOf::Requirement(idx), _, Some(posting)) => (true, posting, *idx),
                _ => continue,
            };
            *counts.entry(key).or_default() += 1;
        }
    }
    let lack = |((of_a_posting, at, idx), n): (&(bool, usize, u16), &usize)| {
        let idx = usize::from(*idx);
        if *of_a_posting {
            let posting = &report.postings[*at];
            let wanted = posting.requirements.get(idx)?;
            let title = posting.title.as_deref().unwrap_or(&posting.file);
            Some(Lack {
                what: &wanted.text,
                by: format!("{} of {title}", wanted.need),
                n: *n,
                of: of_posting[*at],
            })
        } else {
            let guide = &report.guides[*at];
            Some(Lack {
                what: &guide.themes.get(idx)?.name,
                by: format!("theme of {}", guide.name),
                n: *n,
                of: of_guide[*at],
            })
        }
    };
    let mut lacks: Vec<Lack<'_>> = counts.iter().filter_map(lack).collect();
    lacks.sort_by(|a, b| {
        b.n.cmp(&a.n)
            .then_with(|| (a.what, &a.by).cmp(&(b.what, &b.by)))
    });
    lacks
}

/// Returns why resumes failed, or what to look at in the others, problems of one kind together, the commonest first.
pub(super) fn kinds(report: &Report, failed: bool) -> Vec<Kind> {
    let mut kinds: BTreeMap<String, Vec<(usize, usize)>> = BTreeMap::new();
    for (at, resume) in report.resumes.iter().enumerate() {
        let outcome = &resume.outcome;
        if (outcome.status == Status::Failed) != failed {
            continue;
        }
        for (idx, problem) in outcome.problems.iter().enumerate() {
            // Beside an error, warnings are not why a resume failed.
            if problem.error == failed {
                kinds
                    .entry(kind(&problem.message))
                    .or_default()
                    .push((at, idx));
            }
        }
    }
    let message = |it: &(usize, usize)| &report.resumes[it.0].outcome.problems[it.1].message;
    let told = |(what, places): (String, Vec<(usize, usize)>)| {
        // What doesn't differ is told in full.
        let first = message(&places[0]);
        let is_one = places.iter().all(|it| message(it) == first);
        let what = if is_one {
            first.replace('\n', " ")
        } else {
            what
        };
        Kind { what, places }
    };
    let mut kinds: Vec<Kind> = kinds.into_iter().map(told).collect();
    kinds.sort_by(|a, b| {
        b.places
            .len()
            .cmp(&a.places.len())
            .then_with(|| a.what.cmp(&b.what))
    });
    kinds
}

/// Returns a message without what differs from one resume to another: quotes and numbers.
fn kind(message: &str) -> String {
    let mut kind = String::new();
    let mut rest = unquoted(message)
        .chars()
        .collect::<Vec<char>>()
        .into_iter()
        .peekable();
    while let Some(it) = rest.next() {
        if !it.is_ascii_digit() {
            kind.push(if it == '\n' { ' ' } else { it });
            continue;
        }
        kind.push('…');
        while rest
            .next_if(|it| it.is_ascii_digit() || *it == '.')
            .is_some()
        {}
    }
    kind
}

/// Returns the groups that a label divides the resumes into, by its values.
pub(super) fn groups(report: &Report, label: usize) -> BTreeMap<&str, Group> {
    let mut groups: BTreeMap<&str, Group> = BTreeMap::new();
    for resume in &report.resumes {
        let value = resume.labels.get(label).map_or("", |it| &**it);
        let group = groups.entry(value).or_default();
        group.people.insert(resume.person);
        group.n_resumes += 1;
        group.n_failed += usize::from(resume.outcome.status == Status::Failed);
        let is_warned = resume.outcome.pages > 0 && !resume.outcome.problems.is_empty();
        group.n_warned += usize::from(is_warned);
        group
            .main
            .extend(main_themes(report, resume).map(|it| it.0));
    }
    groups
}

/// Returns the findings by rule, the commonest first: the rule, how many there are, and in how many people's writing.
pub(super) fn rules(report: &Report) -> Vec<(Rule, Level, usize, usize)> {
    let mut rules: BTreeMap<Rule, (Level, usize, usize)> = BTreeMap::new();
    for person in &report.people {
        let mut seen = BTreeSet::new();
        for it in person.writing.iter() {
            let entry = rules.entry(it.rule).or_insert((it.level, 0, 0));
            entry.1 += 1;
            entry.2 += usize::from(seen.insert(it.rule));
        }
    }
    let rules = rules.into_iter();
    let mut rules: Vec<_> = rules
        .map(|(rule, (level, n, people))| (rule, level, n, people))
        .collect();
    rules.sort_by(|a, b| b.2.cmp(&a.2).then(a.0.cmp(&b.0)));
    rules
}

/// Returns the resumes of each person.
pub(super) fn by_person(report: &Report) -> Vec<Vec<usize>> {
    let mut resumes = vec![Vec::new(); report.people.len()];
    for (idx, it) in report.resumes.iter().enumerate() {
        resumes[it.person].push(idx);
    }
    resumes
}

/// Returns who has a resume that was made, now or earlier.
pub(super) fn with_resume(report: &Report) -> BTreeSet<usize> {
    let made = report.resumes.iter().filter(|it| it.outcome.pages > 0);
    made.map(|it| it.person).collect()
}

/// Returns why each person needs a meeting, by [`MEETING_RULE`]; no reason for most.
pub(super) fn meetings(report: &Report) -> Vec<Vec<String>> {
    let resumes = by_person(report);
    let mut reasons: Vec<Vec<String>> = vec![Vec::new(); report.people.len()];
    for (idx, own) in resumes.iter().enumerate() {
        let failed = own.iter().map(|it| &report.resumes[*it].outcome);
        let failed: Vec<&Outcome> = failed.filter(|it| it.status == Status::Failed).collect();
        if let Some(first) = failed.first() {
            let why = first.problems.iter().find(|it| it.error);
            let why = why.map_or(String::new(), |it| {
                format!(": {}", it.message.replace('\n', " "))
            });
            let which = match (failed.len(), own.len()) {
                (_, 1) => "the resume could not be made".to_owned(),
                (n, of) => format!("{n} of {of} resumes could not be made"),
            };
            reasons[idx].push(format!("{which}{why}"));
        }
    }
    for (person, best, middle, profile) in behind(report, &resumes) {
        let why = if profile >= 0.5 {
            "the profile has more than the page shows"
        } else {
            "the profile has little more"
        };
        reasons[person].push(format!(
            "shows the weightiest themes to {best:.2} at best, the middle of the cohort to {middle:.2}; {why} ({profile:.2})"
        ));
    }
    let n_must = |person: &Person| person.writing.iter().filter(|it| it.must()).count();
    let read = with_resume(report).into_iter();
    let mut counts: Vec<usize> = read.map(|it| n_must(&report.people[it])).collect();
    counts.sort_unstable();
    let middle = counts.get(counts.len() / 2).copied().unwrap_or_default();
    for (person, reasons) in report.people.iter().zip(&mut reasons) {
        let n_must = n_must(person);
        if n_must >= MANY_FINDINGS.max(2 * middle)
            || person.writing.iter().any(|it| it.level == Level::Error)
        {
            let findings = if n_must == 1 { "finding" } else { "findings" };
            reasons.push(format!("{n_must} {findings} to be mended in the writing"));
        }
    }
    reasons
}

/// Returns who shows the weightiest themes of a guide far below the others: the person, the best resume, the middle of
/// the cohort, and what the profile would show.
fn behind(report: &Report, resumes: &[Vec<usize>]) -> Vec<(usize, f64, f64, f64)> {
    // By guide: each person's best resume.
    let mut best: BTreeMap<usize, BTreeMap<usize, (f64, f64)>> = BTreeMap::new();
    for resume in resumes.iter().flatten().map(|it| &report.resumes[*it]) {
        if let (Some(guide), Some(shown)) = (resume.guide, main_themes(report, resume)) {
            let own = best
                .entry(guide)
                .or_default()
                .entry(resume.person)
                .or_insert(shown);
            if shown.0 > own.0 {
                *own = shown;
            }
        }
    }
    let mut behind = Vec::new();
    for people in best.values().filter(|it| it.len() >= FEWEST_TO_COMPARE) {
        let Some(spread) = spread(people.values().map(|it| it.0).collect()) else {
            continue;
        };
        let middle = spread.marks[2];
        let is_low = |it: f64| it < 0.5 && it < middle * 2.0 / 3.0;
        let low = people.iter().filter(|(_, it)| is_low(it.0));
        behind.extend(low.map(|(person, it)| (*person, it.0, middle, it.1)));
    }
    behind
}

/// Returns those who need a meeting, in the order of [`MEETING_RULE`].
pub(super) fn in_order(report: &Report, reasons: &[Vec<String>]) -> Vec<usize> {
    let mut failed = vec![false; report.people.len()];
    for resume in &report.resumes {
        failed[resume.person] |= resume.outcome.status == Status::Failed;
    }
    let people = 0..report.people.len();
    let mut people: Vec<usize> = people.filter(|it| !reasons[*it].is_empty()).collect();
    people.sort_by_key(|&it| (!failed[it], usize::MAX - reasons[it].len(), it));
    people
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spread_counts_every_value_and_marks_its_quarters() {
        let it = spread(vec![1.0, 0.0, 0.5, 0.25, 0.75]).unwrap();
        assert_eq!(it.counts, [1, 1, 1, 2]);
        assert_eq!(format!("{:?}", it.marks), "[0.0, 0.25, 0.5, 0.75, 1.0]");
        let two = spread(vec![0.5, 0.0]).unwrap();
        assert_eq!(format!("{:?}", two.marks), "[0.0, 0.125, 0.25, 0.375, 0.5]");
        assert_eq!(spread(Vec::new()), None);
    }

    #[test]
    fn problems_that_differ_in_quotes_and_numbers_are_of_one_kind() {
        assert_eq!(
            kind("the profile fills 0.43 of the 1 page, not `x 1`"),
            "the profile fills … of the … page, not …"
        );
    }
}
