//! Studies that go on, and grade point averages.

use super::finding::Finding;
use super::house::House;
use super::prose::{quoted, schools};
use super::rule::Rule;
use crate::profile::{Date, Education, End, Profile};

/// How long after the expected end something new begins before the studies are taken to be over, in months.
const OVER: u32 = 12;

/// The highest average on the usual scale, with a margin for an A+.
const TOP: f64 = 4.34;

/// Lower averages than this, given without their scale, are of another scale, on which 1 is the best.
const OTHER_SCALE: f64 = 1.9;

pub(super) fn findings(profile: &Profile, house: &House) -> Vec<Finding> {
    let last_start = last_start(profile);
    schools(profile)
        .flat_map(|it| [graduation(it, last_start), gpa(it, house.below)])
        .flatten()
        .collect()
}

/// Returns the month in which the person last began a position.
fn last_start(profile: &Profile) -> Option<u32> {
    let employers = profile.experience.iter().chain(&profile.volunteering);
    let starts = employers
        .flat_map(|it| &it.positions)
        .filter_map(|it| it.period.start);
    starts.map(Date::first_month).max()
}

fn graduation(school: &Education, last_start: Option<u32>) -> Option<Finding> {
    let name = &school.institution;
    let shown = quoted(&name.text);
    let found =
        |message: String, hint: &str| Some(Finding::new(Rule::Graduation, name, message, hint));
    match (school.period.start, school.period.end) {
        (_, Some(End::Present)) => found(
            format!("`{shown}` goes on, and nothing says until when"),
            "replace `end: present` with `expected: YYYY-MM`, the month in which you should graduate",
        ),
        (Some(_), None) => found(
            format!("`{shown}` has a start and no end: it reads as left unfinished"),
            "add `end: YYYY-MM`, or `expected: YYYY-MM` while it goes on",
        ),
        (_, Some(End::Expected(date)))
            if last_start.is_some_and(|it| it > date.last_month() + OVER) =>
        {
            found(
                format!(
                    "`{shown}` is expected to end in {date}, long before your last position began"
                ),
                "write `end` for `expected` if you graduated, or mend the date",
            )
        }
        (_, Some(End::Expected(date))) if date.month.is_none() => found(
            format!("`{shown}` gives the year of graduation and not the month"),
            "write `expected: YYYY-MM`: employers hire by the month",
        ),
        _ => None,
    }
}

fn gpa(school: &Education, below: f64) -> Option<Finding> {
    let text = school.gpa.as_ref()?;
    let average = on_four(&text.text)?;
    (average < below).then(|| {
        let message = format!("a grade point average of {} is below {below:?}", text.text);
        let hint = "leave `gpa` out, or give the average of your major if it is higher";
        Finding::new(Rule::Gpa, text, message, hint)
    })
}

/// Returns an average on the usual scale of 4, unless it may be on another.
fn on_four(text: &str) -> Option<f64> {
    let text = text.replace("out of", "/");
    let mut numbers = text
        .split(|it: char| !(it.is_ascii_digit() || it == '.'))
        .filter(|it| it.contains(|it: char| it.is_ascii_digit()));
    let average: f64 = numbers.next()?.trim_matches('.').parse().ok()?;
    match numbers.next() {
        Some(scale) if text.contains('/') => {
            let scale: f64 = scale.trim_matches('.').parse().ok()?;
            (4.0..=TOP).contains(&scale).then_some(average)
        }
        Some(_) => None,
        None => {
            let is_plain = text
                .chars()
                .all(|it| it.is_ascii_digit() || it == '.' || it.is_whitespace());
            (is_plain && (OTHER_SCALE..=TOP).contains(&average)).then_some(average)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::on_four;

    #[track_caller]
    fn check(text: &str, expect: Option<&str>) {
        assert_eq!(on_four(text).map(|it| it.to_string()).as_deref(), expect);
    }

    #[test]
    fn averages_are_read_on_the_scale_of_four_alone() {
        check("3.71", Some("3.71"));
        check("2.5/4.0", Some("2.5"));
        check("2.5 out of 4", Some("2.5"));
        for other in [
            "1.3",
            "8.9/10",
            "2.9/5.0",
            "78",
            "First class",
            "2:1",
            "2.1 (upper second)",
            ".",
        ] {
            check(other, None);
        }
    }
}
