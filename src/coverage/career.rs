//! Facts of a profile: how long what was done, and which degrees there are.

use super::said::{LineText, words};
use crate::posting::{DegreeLevel, degrees, says_which_work};
use crate::profile::{Date, End, Kind, Line, LineId, Period, Profile, Section};
use crate::text::{Key, Lexicon, TokenKind, tokens};

/// A position and what it is about.
#[derive(Debug, Clone)]
pub(super) struct PositionSpan {
    /// Its line.
    pub(super) line: LineId,
    /// Its first month and the one after its last, in months since year 0.
    months: Option<(u32, u32)>,
    /// The lines that belong to it.
    lines: Vec<LineId>,
}

/// A degree of a profile.
pub(super) struct DegreeRecord {
    /// Its line.
    pub(super) line: LineId,
    level: Option<DegreeLevel>,
    /// Its field, in the person's words.
    field: String,
    /// Whether it is not finished.
    expected: bool,
}

/// How much of the words for a kind of work a position must have to count for it.
const COUNTS: f64 = 0.5;

/// What words in a position's bullets count beside those in its title.
const IN_BULLETS: f64 = 0.75;

/// What they count where only one bullet has them: "reset user accounts" is no accounting.
const IN_ONE_BULLET: f64 = 0.45;

/// What years count of which nothing says that they were spent on what is asked for.
const OF_SOMETHING: f64 = 0.3;

/// Returns the positions of a profile.
pub(super) fn held(lines: &[Line<'_>], as_of: Date) -> Vec<PositionSpan> {
    let mut out: Vec<PositionSpan> = Vec::new();
    for (idx, line) in lines.iter().enumerate() {
        if line.place.section != Section::Experience {
            continue;
        }
        if line.place.kind == Kind::Position {
            out.push(PositionSpan {
                line: LineId(idx),
                months: months(&line.period, as_of),
                lines: Vec::new(),
            });
        } else if let Some(last) = out.last_mut() {
            last.lines.push(LineId(idx));
        }
    }
    out
}

fn months(period: &Period, as_of: Date) -> Option<(u32, u32)> {
    let first = period.start?.first_month();
    let now = as_of.last_month();
    let last = match period.end {
        Some(End::On(date) | End::Expected(date)) => {
            // A bare year counts from its January to its January, and a month more.
            let end = if date.month.is_some() {
                date.last_month()
            } else if period.start.is_some_and(|it| it.month.is_some()) {
                date.first_month() + 6
            } else {
                date.first_month()
            };
            end.max(first)
        }
        _ => now,
    };
    (first <= now).then_some((first, last.min(now) + 1))
}

/// Returns how many months these periods make together, what overlaps counted once.
pub(super) fn together(mut periods: Vec<(u32, u32)>) -> u32 {
    periods.sort_unstable();
    let mut sum = 0;
    let mut end = 0;
    for (from, to) in periods {
        sum += to.saturating_sub(from.max(end));
        end = end.max(to);
    }
    sum
}

/// Returns how far each position is about one of these kinds of work, 0 to 1; all of it where none is named.
pub(super) fn about(
    held: &[PositionSpan],
    said: &[LineText],
    of: &[String],
    lexicon: &Lexicon,
) -> Vec<f64> {
    if of.is_empty() {
        return vec![1.0; held.len()];
    }
    let kinds: Vec<_> = of
        .iter()
        .map(|field| {
            let mut words = words(field, lexicon);
            words.retain(|it| says_which_work(&it.key));
            words
        })
        .filter(|it| !it.is_empty())
        .collect();
    if kinds.is_empty() {
        return vec![1.0; held.len()];
    }
    held.iter()
        .map(|position| {
            let mut best: f64 = 0.0;
            for words in &kinds {
                let mut found = vec![0.0_f64; words.len()];
                for (word, fits, _) in said[position.line.0].matched(words) {
                    found[word] = fits;
                }
                let mut n_bullets = vec![0; words.len()];
                for &line in &position.lines {
                    for (word, fits, _) in said[line.0].matched(words) {
                        n_bullets[word] += 1;
                        let counts = if n_bullets[word] > 1 {
                            IN_BULLETS
                        } else {
                            IN_ONE_BULLET
                        };
                        found[word] = found[word].max(fits * counts);
                    }
                }
                let all: f64 = words.iter().map(|it| it.weight).sum();
                let shown: f64 = words
                    .iter()
                    .zip(&found)
                    .map(|(it, found)| it.weight * found)
                    .sum();
                best = best.max(shown / all.max(f64::MIN_POSITIVE));
            }
            best
        })
        .collect()
}

/// What positions show of years that are asked for.
pub(super) struct MonthCount {
    /// How well, 0 to 1.
    pub(super) value: f64,
    /// How many months were found.
    pub(super) months: u32,
    /// Whether they are of what is asked for.
    pub(super) of_it: bool,
}

/// Returns what the kept positions show of so many years.
pub(super) fn count(
    held: &[PositionSpan],
    about: &[f64],
    asked: u8,
    is_kept: &dyn Fn(LineId) -> bool,
) -> MonthCount {
    let of = |least: f64| {
        let these = held
            .iter()
            .zip(about)
            .filter(|(it, about)| **about >= least && is_kept(it.line));
        together(these.filter_map(|(it, _)| it.months).collect())
    };
    let wanted = u32::from(asked) * 12;
    let share = |months: u32| {
        if wanted == 0 {
            f64::from(u8::from(months > 0))
        } else {
            // A month or two short is a matter of rounding.
            (f64::from(months + 2) / f64::from(wanted)).min(1.0)
        }
    };
    let (exact, any) = (of(COUNTS), of(0.0));
    let shown = |months: u32| if months == 0 { 0.0 } else { share(months) };
    let value = shown(exact);
    let rest = shown(any) * OF_SOMETHING;
    if value >= rest && exact > 0 {
        MonthCount {
            // Half of the years is less than half of the way.
            value: if value >= 1.0 { 0.95 } else { value * 0.7 },
            months: exact,
            of_it: true,
        }
    } else {
        MonthCount {
            value: rest,
            months: any,
            of_it: false,
        }
    }
}

/// Returns the degrees of a profile; `lines` are its lines.
pub(super) fn studied(profile: &Profile, lines: &[Line<'_>], as_of: Date) -> Vec<DegreeRecord> {
    let mut out = Vec::new();
    for (idx, line) in lines.iter().enumerate() {
        if line.place.section != Section::Education || line.place.kind != Kind::Entry {
            continue;
        }
        let school = &profile.education[line.place.entry];
        let degree = school.degree.as_ref().map_or("", |it| it.text.as_str());
        let field = school.field.as_ref().map_or("", |it| it.text.as_str());
        let mut found = degrees(degree);
        if found.is_empty() {
            found = degrees(field);
        }
        let expected = match school.period.end {
            Some(End::Expected(_) | End::Present) => true,
            Some(End::On(date)) => date.first_month() > as_of.last_month(),
            None => false,
        };
        let level = found.iter().map(|it| it.level).max().or_else(|| {
            let lower = degree.to_lowercase();
            (lower.contains("diploma") || school.institution.text.contains("High School"))
                .then_some(DegreeLevel::School)
        });
        let named = found
            .iter()
            .map(|it| it.field)
            .collect::<Vec<_>>()
            .join(" ");
        out.push(DegreeRecord {
            line: LineId(idx),
            level,
            field: format!("{field} {degree} {named}"),
            expected,
        });
    }
    out
}

/// What a degree shows of one that is asked for.
pub(super) struct HeldDegree {
    pub(super) value: f64,
    /// What it lacks.
    pub(super) lacks: Option<String>,
}

/// What a degree is asked to be.
pub(super) struct WantedDegree<'a> {
    pub(super) level: DegreeLevel,
    pub(super) fields: &'a [String],
    pub(super) related: bool,
}

/// Returns what a degree shows of one that is asked for.
pub(super) fn graduated(
    it: &DegreeRecord,
    wanted: &WantedDegree<'_>,
    lexicon: &Lexicon,
) -> HeldDegree {
    let Some(level) = it.level else {
        return HeldDegree {
            value: 0.1,
            lacks: Some(wanted.level.name().to_owned()),
        };
    };
    if level < wanted.level {
        let below = wanted.level == DegreeLevel::Bachelor && level == DegreeLevel::Associate;
        return HeldDegree {
            value: if below { 0.3 } else { 0.04 },
            lacks: Some(wanted.level.name().to_owned()),
        };
    }
    let fits = field_fits(&it.field, wanted.fields, lexicon);
    let (mut value, mut lacks) = if fits >= 0.5 {
        (0.95, None)
    } else {
        let value = if wanted.related { 0.6 } else { 0.4 };
        (
            value,
            Some(format!("a degree in {}", wanted.fields.join(" or "))),
        )
    };
    if it.expected {
        value *= 0.7;
        lacks = Some("the degree is not finished".to_owned());
    }
    HeldDegree { value, lacks }
}

/// Returns how well a field of study is one of those asked for, 0 to 1.
fn field_fits(field: &str, wanted: &[String], lexicon: &Lexicon) -> f64 {
    if wanted.is_empty() {
        return 1.0;
    }
    let keys: Vec<Key> = tokens(field)
        .into_iter()
        .filter(|it| it.kind == TokenKind::Word || it.kind == TokenKind::Name)
        .map(|it| it.key)
        .collect();
    let mut best: f64 = 0.0;
    for it in wanted {
        let words: Vec<_> = words(it, lexicon)
            .into_iter()
            .filter(|it| !matches!(it.key.as_str(), "field" | "studi" | "disciplin" | "degre"))
            .collect();
        let n_found = words.iter().filter(|it| keys.contains(&it.key)).count();
        if !words.is_empty() {
            best = best.max(n_found as f64 / words.len() as f64);
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_that_overlap_count_once() {
        assert_eq!(together(vec![(10, 22), (16, 28), (40, 41)]), 19);
        assert_eq!(together(vec![]), 0);
        assert_eq!(together(vec![(5, 9), (1, 20)]), 19);
    }

    #[test]
    fn a_field_is_compared_by_its_words() {
        let lexicon = Lexicon::with_pairs(&[]);
        let fits =
            |field: &str, wanted: &str| field_fits(field, &[wanted.to_owned()], &lexicon) >= 0.5;
        assert!(fits("B.S. in Civil Engineering", "engineering"));
        assert!(fits("nursing", "nursing"));
        assert!(!fits("History", "economics"));
    }
}
