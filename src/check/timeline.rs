//! The line of positions: time that nothing accounts for, and time told twice.
//!
//! Everything is measured between entries of the profile, so that no finding comes or goes with the day.

use std::collections::BTreeSet;

use super::finding::Finding;
use super::house::House;
use super::prose::{PositionProse, posts, quoted};
use super::rule::Rule;
use crate::profile::{Date, End, Period, Profile};

/// How long studies are taken to last that have an end alone, in months.
const STUDIES: u32 = 48;

/// Words that say that a position leaves time for another.
const PART_TIME: [&str; 33] = [
    "part-time",
    "part time",
    "intern",
    "internship",
    "freelance",
    "freelancer",
    "contract",
    "contractor",
    "consultant",
    "consulting",
    "volunteer",
    "adjunct",
    "advisor",
    "adviser",
    "board",
    "founder",
    "co-founder",
    "owner",
    "tutor",
    "student",
    "assistant",
    "seasonal",
    "per diem",
    "prn",
    "casual",
    "reserve",
    "reserves",
    "national guard",
    "co-op",
    "fellow",
    "self-employed",
    "weekend",
    "on-call",
];

/// A stretch of time in months, both ends within it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Stretch {
    first: u32,
    last: u32,
}

pub(super) fn findings(profile: &Profile, house: &House) -> Vec<Finding> {
    let posts: Vec<PositionProse<'_>> =
        posts(profile).into_iter().filter(|it| it.is_paid).collect();
    let mut found = gaps(profile, &posts, house.gap);
    found.extend(overlaps(profile, &posts, house.overlap));
    found
}

/// Returns the longest stretch that a period can be: a bare year is all of it.
fn longest(period: &Period) -> Option<Stretch> {
    let first = period.start?.first_month();
    let last = match period.end? {
        End::Present => u32::MAX,
        End::On(date) | End::Expected(date) => date.last_month(),
    };
    Some(Stretch { first, last })
}

/// Returns the shortest stretch that a period can be: of a bare year, one month.
fn shortest(period: &Period) -> Option<Stretch> {
    let first = period.start?.last_month();
    let last = match period.end? {
        End::Present => u32::MAX,
        End::On(date) | End::Expected(date) => date.first_month(),
    };
    (first <= last).then_some(Stretch { first, last })
}

/// Returns what else accounts for time: studies, unpaid work, projects.
fn others(profile: &Profile) -> Vec<Stretch> {
    let studies = profile.education.iter().filter_map(|it| match it.period {
        Period {
            start: None,
            end: Some(End::On(date) | End::Expected(date)),
        } => Some(Stretch {
            first: date.first_month().saturating_sub(STUDIES),
            last: date.last_month(),
        }),
        period => longest(&period),
    });
    let unpaid = profile.volunteering.iter().flat_map(|it| &it.positions);
    let projects = profile.projects.iter().map(|it| it.period);
    let periods = unpaid.map(|it| it.period).chain(projects);
    studies
        .chain(periods.filter_map(|it| longest(&it)))
        .collect()
}

fn gaps(profile: &Profile, posts: &[PositionProse<'_>], most: u32) -> Vec<Finding> {
    let mut line: Vec<(Stretch, Option<&PositionProse<'_>>)> = posts
        .iter()
        .filter_map(|it| Some((longest(&it.position.period)?, Some(it))))
        .collect();
    line.extend(others(profile).into_iter().map(|it| (it, None)));
    line.sort_by_key(|it| it.0);
    let mut found = Vec::new();
    // Until when everything so far accounts for time, and the last position in it.
    let mut until: Option<u32> = None;
    let mut before: Option<&PositionProse<'_>> = None;
    for (stretch, post) in line {
        let gap = until.map_or(0, |it| stretch.first.saturating_sub(it.saturating_add(1)));
        if gap > most
            && let (Some(before), Some(until)) = (before, until)
        {
            let after = post.map_or(before, |it| it);
            let message = format!(
                "{gap} months from {} to {} are not accounted for",
                month(until + 1),
                month(stretch.first - 1)
            );
            let hint = "say what filled them, such as studies, care or travel, or mend a date that is wrong";
            found.push(Finding::new(
                Rule::Gap,
                &after.position.title,
                message,
                hint,
            ));
        }
        until = until.max(Some(stretch.last));
        before = post.or(before);
    }
    found
}

fn overlaps(profile: &Profile, posts: &[PositionProse<'_>], most: u32) -> Vec<Finding> {
    let studies: Vec<Stretch> = profile
        .education
        .iter()
        .filter_map(|it| longest(&it.period))
        .collect();
    let mut full: Vec<(&PositionProse<'_>, Stretch)> = posts
        .iter()
        .filter(|it| !is_part_time(it))
        .filter_map(|it| Some((it, shortest(&it.position.period)?)))
        // Beside studies, positions are small.
        .filter(|(_, it)| {
            !studies
                .iter()
                .any(|study| study.first <= it.first && it.first < study.last)
        })
        .collect();
    full.sort_by_key(|it| it.1);
    let mut found = Vec::new();
    let mut told: BTreeSet<[&str; 2]> = BTreeSet::new();
    // The position that lasts longest of those that began so far.
    let mut lasting: Option<(&PositionProse<'_>, Stretch)> = None;
    for &(post, stretch) in &full {
        if let Some((other, until)) = lasting {
            let last = stretch.last.min(until.last);
            let n_months = last.saturating_add(1).saturating_sub(stretch.first);
            let mut pair = [post, other].map(|it| it.employment.employer.text.as_str());
            pair.sort_unstable();
            if n_months > most && pair[0] != pair[1] && told.insert(pair) {
                found.push(overlap(post, other, stretch.first, last));
            }
        }
        if lasting.is_none_or(|(_, it)| it.last < stretch.last) {
            lasting = Some((post, stretch));
        }
    }
    found
}

fn overlap(post: &PositionProse<'_>, other: &PositionProse<'_>, first: u32, last: u32) -> Finding {
    let length = if last == u32::MAX {
        format!("since {}", month(first))
    } else {
        format!("for {} months, from {}", last + 1 - first, month(first))
    };
    let message = format!(
        "`{}` and `{}` are written as full positions at the same time {length}",
        quoted(&post.position.title.text),
        quoted(&other.position.title.text)
    );
    let hint = "mend a date, or say `part-time`, `contract` or the like in the title of one";
    Finding::new(Rule::Overlap, &post.position.title, message, hint)
}

fn is_part_time(post: &PositionProse<'_>) -> bool {
    let texts = [
        Some(&post.position.title),
        post.position.about.as_ref(),
        Some(&post.employment.employer),
        post.employment.about.as_ref(),
    ];
    texts.into_iter().flatten().any(|text| {
        let lower = text.text.to_lowercase();
        let is_letter = |it: char| it.is_alphanumeric();
        PART_TIME.iter().any(|word| {
            lower.match_indices(word).any(|(at, _)| {
                !lower[..at].ends_with(is_letter)
                    && !lower[at + word.len()..].starts_with(is_letter)
            })
        })
    })
}

/// Returns a month, counted from year 0, as dates are written.
fn month(months: u32) -> Date {
    Date {
        year: u16::try_from(months / 12).unwrap_or(u16::MAX),
        month: u8::try_from(months % 12 + 1).ok(),
    }
}
