//! What a report says of all people together: how coverage spreads, what is lacking most, who needs a meeting.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::io;

use crate::check::{Level, Rule};
use crate::error::Error;
use crate::html::N_BANDS;

use super::outcome::{GapOf, GuideSummary, Status, unquoted};
use super::report::{Report, Resume};
use super::writing::Writing;

/// What the bands of coverage mean; the first is what counts as a gap.
pub(super) const BANDS: [&str; N_BANDS] = [
    "hardly shown (below 0.25)",
    "partly (0.25 to 0.5)",
    "well (0.5 to 0.75)",
    "very well (0.75 and more)",
];

/// Fewer findings that are to fix make no meeting worth while, however few others have.
const MANY_FINDINGS: usize = 3;

/// With fewer people, nobody is compared with the others.
const MIN_PEOPLE_TO_COMPARE: usize = 5;

/// The rule by which someone needs a meeting, in words.
pub(super) const MEETING_RULE: &str = "A person is listed if a resume could not be made; if even their best resume shows \
     the most important themes of its guide (those with the greatest weight, on average) below 0.5 and below two thirds of \
     the median of at least 5 people with that guide; or if their writing has at least 3 findings to fix and at least twice \
     the median, or one finding that the house rules treat as an error. Failed resumes come first, then those with the most \
     reasons, then roster order.";

/// How many places of one kind of problem are listed.
pub(super) const MAX_PLACES: usize = 20;

/// What holds of everyone in a report together: each person and resume is read once for it.
pub struct Cohort {
    /// Why each person needs a meeting, by [`MEETING_RULE`]; no reason for most.
    pub(super) reasons: Vec<Vec<String>>,
    /// What is to be said of each person's writing.
    pub(super) findings: Vec<Findings>,
    /// The findings by rule, the commonest first: the rule, how many there are, and in how many people's writing.
    pub(super) rules: Vec<(Rule, Level, usize, usize)>,
    /// What of each resume is compared.
    pub(super) shown: Vec<ResumeCoverage>,
    /// Why resumes failed, problems of one kind together, the commonest first.
    pub(super) failures: Vec<Kind>,
    /// What to look at in those that were made.
    pub(super) warnings: Vec<Kind>,
    /// By guide and theme, how well resumes show it.
    pub(super) themes: Vec<Vec<Option<Distribution>>>,
    /// What holds of the resumes for each posting.
    pub(super) postings: Vec<OfPosting>,
    /// What profiles lack.
    pub(super) not_in_profile: Gaps,
    /// What profiles have and resumes lack.
    pub(super) only_left_off: Gaps,
    /// How many resumes there are by each guide.
    of_guide: Vec<usize>,
    /// By number of pages, how many resumes fill them how well: below half, to 0.75, to 0.9, and more.
    pub(super) fill: BTreeMap<u16, [usize; N_BANDS]>,
}

/// What is to be said of the writing of one person, in figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Findings {
    /// How many are to fix.
    pub(super) n_must: usize,
    pub(super) n_all: usize,
    /// How many there are of each of [`Rule::ALL`].
    pub(super) rules: [u16; Rule::ALL.len()],
    /// Whether one is an error in this house.
    is_wrong: bool,
}

/// What of one resume is compared with others.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct ResumeCoverage {
    /// How well it shows the weightiest themes of its guide.
    main: Option<f64>,
    /// Whether it was made, now or earlier.
    was_made: bool,
    has_problems: bool,
}

/// What holds of the resumes that were made for a posting.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct OfPosting {
    /// How many there are.
    pub(super) n: usize,
    /// Which share of the requirements they show.
    pub(super) shown: Option<Distribution>,
    /// How well they show the weightiest themes of their guide.
    pub(super) main: Option<Distribution>,
    /// By requirement, how many leave it out although the profile shows it.
    pub(super) left_out: Vec<usize>,
    /// By requirement, how many profiles lack it.
    pub(super) missing: Vec<usize>,
}

/// How many resumes lack what: whether a posting asks for it, which of the guides or postings, which theme or requirement.
pub(super) type Gaps = BTreeMap<(bool, usize, u16), usize>;

/// How values from 0 to 1 spread.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Distribution {
    /// How many there are.
    pub(super) n: usize,
    /// How many fall to each band.
    pub(super) counts: [usize; N_BANDS],
    /// The lowest, the quarters and the highest.
    pub(super) marks: [f64; 5],
}

/// Something that resumes lack.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct CommonGap<'a> {
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
    /// How many there are.
    pub(super) n: usize,
    /// Where the first ones are: a resume and a problem of it.
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
    pub(super) main: Values,
}

/// Values, and how often each is there: what is rounded to three digits has few, however many resumes there are.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Values(BTreeMap<Value, usize>);

/// A number by its size.
#[derive(Debug, Clone, Copy)]
struct Value(f64);

impl PartialEq for Value {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Value {}

impl PartialOrd for Value {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Value {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.total_cmp(&other.0)
    }
}

impl Extend<f64> for Values {
    fn extend<T: IntoIterator<Item = f64>>(&mut self, values: T) {
        for it in values {
            *self.0.entry(Value(it)).or_default() += 1;
        }
    }
}

impl Values {
    /// Returns the value at a place in their order.
    fn at(&self, place: usize) -> Option<f64> {
        let mut before = 0;
        let mut values = self.0.iter();
        let found = values.find(|(_, n)| {
            before += *n;
            before > place
        });
        found.map(|it| it.0.0)
    }
}

/// Returns how values spread; nothing where there are none.
pub(super) fn spread(values: &Values) -> Option<Distribution> {
    let n: usize = values.0.values().sum();
    let last = n.checked_sub(1)?;
    let mut counts = [0; N_BANDS];
    for (Value(value), n) in &values.0 {
        let band = [0.25, 0.5, 0.75].iter().filter(|it| value >= *it).count();
        counts[band] += n;
    }
    let mut marks = [0.0; 5];
    for (quarter, mark) in marks.iter_mut().enumerate() {
        let at = last * quarter;
        let (low, part) = (at / 4, (at % 4) as f64 / 4.0);
        let (low, high) = (values.at(low)?, values.at((low + 1).min(last))?);
        *mark = low + (high - low) * part;
    }
    Some(Distribution { n, counts, marks })
}

/// Returns the themes of a guide that have the greatest weight.
pub(super) fn weightiest(guide: &GuideSummary) -> Vec<usize> {
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

/// From how well on a requirement counts as shown.
const SHOWN: f64 = 0.5;

/// Returns which share of the requirements of its posting a resume shows.
pub(super) fn shown_share(resume: &Resume) -> Option<f64> {
    let asked = &resume.outcome.requirements;
    let n_shown = asked.iter().filter(|it| f64::from(it.resume) >= SHOWN);
    (!asked.is_empty()).then(|| n_shown.count() as f64 / asked.len() as f64)
}

/// Returns what is lacking most, the commonest first.
pub(super) fn lacks<'a>(report: &'a Report, cohort: &Cohort, gaps: &Gaps) -> Vec<CommonGap<'a>> {
    let lack = |((of_a_posting, at, idx), n): (&(bool, usize, u16), &usize)| {
        let idx = usize::from(*idx);
        if *of_a_posting {
            let posting = &report.postings[*at];
            let wanted = posting.requirements.get(idx)?;
            let title = posting.title.as_deref().unwrap_or(&posting.file);
            Some(CommonGap {
                what: &wanted.text,
                by: format!("{} of {title}", wanted.need),
                n: *n,
                of: cohort.postings[*at].n,
            })
        } else {
            let guide = &report.guides[*at];
            Some(CommonGap {
                what: &guide.themes.get(idx)?.name,
                by: format!("theme of {}", guide.name),
                n: *n,
                of: cohort.of_guide[*at],
            })
        }
    };
    let mut lacks: Vec<CommonGap<'_>> = gaps.iter().filter_map(lack).collect();
    lacks.sort_by(|a, b| {
        b.n.cmp(&a.n)
            .then_with(|| (a.what, &a.by).cmp(&(b.what, &b.by)))
    });
    lacks
}

/// Problems of one kind, while they are counted.
struct MessageCount {
    first: String,
    /// Whether all say the same.
    is_one: bool,
    n: usize,
    places: Vec<(usize, usize)>,
}

/// Returns problems of one kind together, the commonest first.
fn in_kinds(kinds: BTreeMap<String, MessageCount>) -> Vec<Kind> {
    let told = |(what, it): (String, MessageCount)| Kind {
        // What doesn't differ is told in full.
        what: if it.is_one {
            it.first.replace('\n', " ")
        } else {
            what
        },
        n: it.n,
        places: it.places,
    };
    let mut kinds: Vec<Kind> = kinds.into_iter().map(told).collect();
    kinds.sort_by(|a, b| b.n.cmp(&a.n).then_with(|| a.what.cmp(&b.what)));
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
pub(super) fn groups<'a>(
    report: &'a Report,
    cohort: &Cohort,
    label: usize,
) -> BTreeMap<&'a str, Group> {
    let mut groups: BTreeMap<&str, Group> = BTreeMap::new();
    for (resume, shown) in report.resumes.iter().zip(&cohort.shown) {
        let value = resume.labels.get(label).map_or("", |it| &**it);
        let group = groups.entry(value).or_default();
        group.people.insert(resume.person as usize);
        group.n_resumes += 1;
        group.n_failed += usize::from(resume.status == Status::Failed);
        group.n_warned += usize::from(shown.was_made && shown.has_problems);
        group.main.extend(shown.main);
    }
    groups
}

/// Returns the resumes of each person.
pub(super) fn by_person(report: &Report) -> Vec<Vec<u32>> {
    let mut resumes = vec![Vec::new(); report.people.len()];
    for (idx, it) in (0..).zip(&report.resumes) {
        resumes[it.person as usize].push(idx);
    }
    resumes
}

impl Report {
    /// Returns what holds of all together.
    ///
    /// # Errors
    /// What was put aside can't be read.
    pub fn cohort(&self) -> Result<Cohort, Error> {
        Cohort::of(self).map_err(|error| self.spool.unreadable(error))
    }
}

impl Cohort {
    /// Reads everyone in a report.
    pub(super) fn of(report: &Report) -> io::Result<Self> {
        let mut tally = Tally::new(report);
        for idx in 0..report.resumes.len() {
            tally.add(idx, &report.resume(idx)?);
        }
        let mut rules = BTreeMap::new();
        let mut findings = Vec::with_capacity(report.people.len());
        for idx in 0..report.people.len() {
            findings.push(count(&report.person(idx)?.writing, &mut rules));
        }
        Ok(tally.told(findings, rules))
    }
}

/// What is counted of each rule: how much it matters, how many findings there are, and in how many people's writing.
type Rules = BTreeMap<Rule, (Level, usize, usize)>;

/// Counts the findings in one person's writing.
fn count(writing: &[Writing], rules: &mut Rules) -> Findings {
    let of_rule = |rule: Rule| {
        let n = writing.iter().filter(|it| it.rule == rule).count();
        u16::try_from(n).unwrap_or(u16::MAX)
    };
    let mut seen = BTreeSet::new();
    for it in writing {
        let entry = rules.entry(it.rule).or_insert((it.level, 0, 0));
        entry.1 += 1;
        entry.2 += usize::from(seen.insert(it.rule));
    }
    Findings {
        n_must: writing.iter().filter(|it| it.must()).count(),
        n_all: writing.len(),
        rules: Rule::ALL.map(of_rule),
        is_wrong: writing.iter().any(|it| it.level == Level::Error),
    }
}

/// What is counted while resumes are read one by one.
struct Tally<'a> {
    report: &'a Report,
    shown: Vec<ResumeCoverage>,
    failures: BTreeMap<String, MessageCount>,
    warnings: BTreeMap<String, MessageCount>,
    /// By guide and theme.
    themes: Vec<Vec<Values>>,
    postings: Vec<PostingTally>,
    not_in_profile: Gaps,
    only_left_off: Gaps,
    of_guide: Vec<usize>,
    fill: BTreeMap<u16, [usize; N_BANDS]>,
    people: Vec<PersonTally>,
    /// By guide, how well each person's best resume shows the weightiest themes, and how well the profile would.
    best: BTreeMap<usize, BTreeMap<usize, (f64, f64)>>,
}

#[derive(Clone)]
struct PostingTally {
    n: usize,
    shown: Values,
    main: Values,
    left_out: Vec<usize>,
    missing: Vec<usize>,
}

#[derive(Clone, Default)]
struct PersonTally {
    n: usize,
    n_failed: usize,
    /// Why the first of them failed.
    why: Option<String>,
    /// Whether one was made.
    was_made: bool,
}

impl<'a> Tally<'a> {
    fn new(report: &'a Report) -> Self {
        let themes = report.guides.iter();
        let posting = |n: usize| PostingTally {
            n: 0,
            shown: Values::default(),
            main: Values::default(),
            left_out: vec![0; n],
            missing: vec![0; n],
        };
        let postings = report.postings.iter();
        Self {
            report,
            shown: Vec::with_capacity(report.resumes.len()),
            failures: BTreeMap::new(),
            warnings: BTreeMap::new(),
            themes: themes
                .map(|it| vec![Values::default(); it.themes.len()])
                .collect(),
            postings: postings.map(|it| posting(it.requirements.len())).collect(),
            not_in_profile: Gaps::new(),
            only_left_off: Gaps::new(),
            of_guide: vec![0; report.guides.len()],
            fill: BTreeMap::new(),
            people: vec![PersonTally::default(); report.people.len()],
            best: BTreeMap::new(),
        }
    }

    fn add(&mut self, idx: usize, resume: &Resume) {
        let outcome = &resume.outcome;
        let was_made = outcome.pages > 0;
        let main = main_themes(self.report, resume);
        self.shown.push(ResumeCoverage {
            main: main.map(|it| it.0),
            was_made,
            has_problems: !outcome.problems.is_empty(),
        });
        self.problems(idx, resume);
        if let Some(guide) = resume.guide {
            for (values, it) in self.themes[guide].iter_mut().zip(&outcome.themes) {
                values.extend([f64::from(it.resume)]);
            }
            if let Some(shown) = main {
                let best = self.best.entry(guide).or_default();
                let own = best.entry(resume.person).or_insert(shown);
                if shown.0 > own.0 {
                    *own = shown;
                }
            }
        }
        if was_made {
            self.made(resume, main.map(|it| it.0));
        }
    }

    /// Counts what is wrong with a resume.
    fn problems(&mut self, idx: usize, resume: &Resume) {
        let problems = &resume.outcome.problems;
        let is_failed = resume.outcome.status == Status::Failed;
        let person = &mut self.people[resume.person];
        person.n += 1;
        if is_failed {
            let first = problems.iter().find(|it| it.error);
            let why = || {
                first.map_or(String::new(), |problem| {
                    format!(": {}", problem.message.replace('\n', " "))
                })
            };
            person.why.get_or_insert_with(why);
            person.n_failed += 1;
        }
        let kinds = if is_failed {
            &mut self.failures
        } else {
            &mut self.warnings
        };
        // Beside an error, warnings are not why a resume failed.
        let told = problems
            .iter()
            .enumerate()
            .filter(|it| it.1.error == is_failed);
        for (at, problem) in told {
            let alike = kinds
                .entry(kind(&problem.message))
                .or_insert_with(|| MessageCount {
                    first: problem.message.clone(),
                    is_one: true,
                    n: 0,
                    places: Vec::new(),
                });
            alike.is_one &= alike.first == problem.message;
            alike.n += 1;
            if alike.places.len() < MAX_PLACES {
                alike.places.push((idx, at));
            }
        }
    }

    /// Counts what a resume that was made shows and lacks.
    fn made(&mut self, resume: &Resume, main: Option<f64>) {
        let outcome = &resume.outcome;
        self.people[resume.person].was_made = true;
        let share = f64::from(outcome.fullness) / f64::from(outcome.pages);
        let band = [0.5, 0.75, 0.9].iter().filter(|it| share >= **it).count();
        self.fill.entry(outcome.pages).or_default()[band] += 1;
        if let Some(guide) = resume.guide {
            self.of_guide[guide] += 1;
        }
        if let Some(posting) = resume.posting {
            let posting = &mut self.postings[posting];
            posting.n += 1;
            posting.shown.extend(shown_share(resume));
            posting.main.extend(main);
            count_each(&mut posting.left_out, &outcome.missing_from_resume);
            count_each(&mut posting.missing, &outcome.missing_from_profile);
        }
        for (counts, gaps) in [
            (&mut self.not_in_profile, &outcome.missing_from_profile),
            (&mut self.only_left_off, &outcome.missing_from_resume),
        ] {
            for gap in gaps {
                let key = match (gap, resume.guide, resume.posting) {
                    (GapOf::Theme(idx), Some(guide), _) => (false, guide, *idx),
                    (GapOf::Requirement(idx), _, Some(posting)) => (true, posting, *idx),
                    _ => continue,
                };
                *counts.entry(key).or_default() += 1;
            }
        }
    }

    /// Returns what was counted.
    fn told(self, findings: Vec<Findings>, rules: Rules) -> Cohort {
        let reasons = self.reasons(&findings);
        let rules = rules.into_iter();
        let mut rules: Vec<_> = rules
            .map(|(rule, (level, n, people))| (rule, level, n, people))
            .collect();
        rules.sort_by(|a, b| b.2.cmp(&a.2).then(a.0.cmp(&b.0)));
        let posting = |it: PostingTally| OfPosting {
            n: it.n,
            shown: spread(&it.shown),
            main: spread(&it.main),
            left_out: it.left_out,
            missing: it.missing,
        };
        let of_guide = |themes: &Vec<Values>| themes.iter().map(spread).collect();
        Cohort {
            reasons,
            findings,
            rules,
            shown: self.shown,
            failures: in_kinds(self.failures),
            warnings: in_kinds(self.warnings),
            themes: self.themes.iter().map(of_guide).collect(),
            postings: self.postings.into_iter().map(posting).collect(),
            not_in_profile: self.not_in_profile,
            only_left_off: self.only_left_off,
            of_guide: self.of_guide,
            fill: self.fill,
        }
    }

    /// Returns why each person needs a meeting.
    fn reasons(&self, findings: &[Findings]) -> Vec<Vec<String>> {
        let mut reasons: Vec<Vec<String>> = vec![Vec::new(); self.people.len()];
        for (it, reasons) in self.people.iter().zip(&mut reasons) {
            if let Some(why) = &it.why {
                let which = match (it.n_failed, it.n) {
                    (_, 1) => "the resume could not be made".to_owned(),
                    (n, of) => format!("{n} of {of} resumes could not be made"),
                };
                reasons.push(format!("{which}{why}"));
            }
        }
        for (person, best, middle, profile) in behind(&self.best) {
            let why = if profile >= 0.5 {
                "the profile has more than the page shows"
            } else {
                "the profile has little more"
            };
            reasons[person].push(format!(
                "shows the most important themes to {best:.2} at best; the median of the cohort is {middle:.2}; {why} ({profile:.2})"
            ));
        }
        let made = self.people.iter().zip(findings).filter(|it| it.0.was_made);
        let mut counts: Vec<usize> = made.map(|it| it.1.n_must).collect();
        counts.sort_unstable();
        let middle = counts.get(counts.len() / 2).copied().unwrap_or_default();
        for (it, reasons) in findings.iter().zip(&mut reasons) {
            let n_must = it.n_must;
            if n_must >= MANY_FINDINGS.max(2 * middle) || it.is_wrong {
                let findings = if n_must == 1 { "finding" } else { "findings" };
                reasons.push(format!("{n_must} {findings} to fix in the writing"));
            }
        }
        reasons
    }
}

/// Counts each requirement that is among the gaps, once.
fn count_each(counts: &mut [usize], gaps: &[GapOf]) {
    let requirements = gaps.iter().filter_map(|it| match it {
        GapOf::Requirement(idx) => Some(usize::from(*idx)),
        GapOf::Theme(_) => None,
    });
    for idx in requirements.collect::<BTreeSet<_>>() {
        if let Some(count) = counts.get_mut(idx) {
            *count += 1;
        }
    }
}

/// Returns who shows the weightiest themes of a guide far below the others: the person, the best resume, the middle of
/// the cohort, and what the profile would show.
fn behind(best: &BTreeMap<usize, BTreeMap<usize, (f64, f64)>>) -> Vec<(usize, f64, f64, f64)> {
    let mut behind = Vec::new();
    for people in best.values().filter(|it| it.len() >= MIN_PEOPLE_TO_COMPARE) {
        let mut shown = Values::default();
        shown.extend(people.values().map(|it| it.0));
        let Some(spread) = spread(&shown) else {
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
        failed[resume.person as usize] |= resume.status == Status::Failed;
    }
    let people = 0..report.people.len();
    let mut people: Vec<usize> = people.filter(|it| !reasons[*it].is_empty()).collect();
    people.sort_by_key(|&it| (!failed[it], usize::MAX - reasons[it].len(), it));
    people
}

#[cfg(test)]
mod tests;
