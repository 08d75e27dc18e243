//! Dates as coarse as the person wrote them.

use std::fmt;
use std::str::FromStr;

/// A year, or a year and a month.
///
/// Ordered by year, then month; a bare year sorts before its months.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    /// Year, 1900 to 2199.
    pub year: u16,
    /// Month, 1 to 12, where the person gave one.
    pub month: Option<u8>,
}

/// When something ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// It goes on.
    Present,
    /// It ended then.
    On(Date),
    /// It has not ended yet; that is when it should (written `expected: 2027-05`).
    Expected(Date),
}

/// When something happened. Where both are dates, `end` is not before `start`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Period {
    /// When it began, where given.
    pub start: Option<Date>,
    /// When it ended, where given.
    pub end: Option<End>,
}

impl Date {
    /// Returns the number of months since year 0 at the end of this date: a bare year counts to its December.
    pub fn last_month(self) -> u32 {
        u32::from(self.year) * 12 + u32::from(self.month.unwrap_or(12)) - 1
    }

    /// Returns the number of months since year 0 at the start of this date: a bare year counts from its January.
    pub fn first_month(self) -> u32 {
        u32::from(self.year) * 12 + u32::from(self.month.unwrap_or(1)) - 1
    }
}

impl Period {
    /// Returns the last month of this period, in months since year 0, `as_of` standing for `present`.
    ///
    /// `None` where the period has no date at all.
    pub fn last_month(&self, as_of: Date) -> Option<u32> {
        match (self.end, self.start) {
            (Some(End::Present), _) => Some(as_of.last_month()),
            (Some(End::On(date) | End::Expected(date)), _) => Some(date.last_month()),
            (None, Some(start)) => Some(start.last_month()),
            (None, None) => None,
        }
    }
}

/// What people write for the end of what goes on.
const GOES_ON: [&str; 11] = [
    "-",
    "actual",
    "current",
    "currently",
    "now",
    "ongoing",
    "present",
    "till now",
    "to date",
    "to present",
    "today",
];

/// Returns whether a text is what people write for the end of what goes on; of these, profiles have `present` alone.
pub fn goes_on(text: &str) -> bool {
    GOES_ON.contains(&text.to_lowercase().as_str())
}

/// Why a text is not a date. The words are for the person who wrote it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    /// Not of the form `YYYY` or `YYYY-MM`.
    #[error("`{0}` is not a date")]
    Form(String),
    /// No such month.
    #[error("invalid month {1} in `{0}`: months run from 01 to 12")]
    Month(String, u32),
    /// A year nobody's career reaches.
    #[error("`{0}` is not a year between 1900 and 2199")]
    Year(String),
}

impl FromStr for Date {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let form = || DateError::Form(text.to_owned());
        let digits = |part: &str, n: usize| {
            (part.len() == n && part.bytes().all(|byte| byte.is_ascii_digit()))
                .then(|| part.parse::<u16>().ok())
                .flatten()
        };
        let (year, month) = match text.split_once('-') {
            Some((year, month)) => (year, Some(digits(month, 2).ok_or_else(form)?)),
            None => (text, None),
        };
        let year = digits(year, 4).ok_or_else(form)?;
        if !(1900..=2199).contains(&year) {
            return Err(DateError::Year(text.to_owned()));
        }
        let month = match month {
            Some(month @ 1..=12) => u8::try_from(month).ok(),
            Some(month) => return Err(DateError::Month(text.to_owned(), u32::from(month))),
            None => None,
        };
        Ok(Self { year, month })
    }
}

impl Date {
    /// Returns the date that a text in another form most likely means.
    ///
    /// Understands days (`2016-03-01`), months in words (`March 2021`), and other orders and separators
    /// (`2016.10`, `03/2021`) as long as only one reading is possible.
    pub fn guess(text: &str) -> Option<Self> {
        let parts: Vec<&str> = text
            .split(|it: char| !it.is_alphanumeric())
            .filter(|it| !it.is_empty())
            .collect();
        let number = |part: &str, digits: std::ops::RangeInclusive<usize>| {
            let is_number = part.bytes().all(|it| it.is_ascii_digit());
            (is_number && digits.contains(&part.len()))
                .then(|| part.parse::<u16>().ok())
                .flatten()
        };
        let year = |part| number(part, 4..=4);
        let in_words = |part: &str| {
            let part = part.to_lowercase();
            let month = MONTHS.iter().position(|name| {
                name.starts_with(&part) && part.len() >= 3 || *name == "september" && part == "sept"
            })?;
            u16::try_from(month + 1).ok()
        };
        let month = |part| in_words(part).or_else(|| number(part, 1..=2));
        let (year, month) = match parts.as_slice() {
            [one] if one.len() == 6 => (year(one.get(..4)?)?, number(one.get(4..)?, 2..=2)?),
            [a, b] if year(a).is_some() => (year(a)?, month(b)?),
            [a, b] if year(b).is_some() => (year(b)?, month(a)?),
            [a, b, day] if year(a).is_some() && number(day, 1..=2).is_some() => {
                (year(a)?, month(b)?)
            }
            [a, b, c] => match (in_words(a), in_words(b)) {
                (Some(month), _) | (_, Some(month)) => (year(c)?, month),
                // 15.03.2021 and 03/15/2021 can be told apart, 03/04/2021 can't.
                _ => match (number(a, 1..=2)?, number(b, 1..=2)?) {
                    (13..=31, month) | (month, 13..=31) => (year(c)?, month),
                    _ => return None,
                },
            },
            _ => return None,
        };
        format!("{year:04}-{month:02}").parse().ok()
    }
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Writes the date as the profile does: `2021` or `2021-03`.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.month {
            Some(month) => write!(f, "{:04}-{month:02}", self.year),
            None => write!(f, "{:04}", self.year),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_a_year_or_a_year_and_a_month() {
        for (text, expect) in [
            ("2021-03", Ok((2021, Some(3)))),
            ("2021", Ok((2021, None))),
            ("2021-3", Err(DateError::Form("2021-3".to_owned()))),
            ("2020-13", Err(DateError::Month("2020-13".to_owned(), 13))),
            ("2020-00", Err(DateError::Month("2020-00".to_owned(), 0))),
            ("1066", Err(DateError::Year("1066".to_owned()))),
            ("", Err(DateError::Form(String::new()))),
        ] {
            let date = text.parse::<Date>();
            assert_eq!(date.map(|it| (it.year, it.month)), expect, "{text}");
        }
    }

    #[test]
    fn other_forms_are_guessed_where_only_one_reading_is_possible() {
        for (text, expect) in [
            ("2016-03-01", Some("2016-03")),
            ("2016.10", Some("2016-10")),
            ("2016/3", Some("2016-03")),
            ("2016-3", Some("2016-03")),
            ("201603", Some("2016-03")),
            ("03/2021", Some("2021-03")),
            ("March 2021", Some("2021-03")),
            ("mar. 2021", Some("2021-03")),
            ("Sept 2021", Some("2021-09")),
            ("2021 December", Some("2021-12")),
            ("March 5, 2021", Some("2021-03")),
            ("5 March 2021", Some("2021-03")),
            ("15.03.2021", Some("2021-03")),
            ("03/15/2021", Some("2021-03")),
            ("03/04/2021", None),
            ("2020-13", None),
            ("M 2021", None),
            ("soon", None),
            ("éééééé", None),
            ("", None),
        ] {
            let guess = Date::guess(text).map(|it| it.to_string());
            assert_eq!(guess.as_deref(), expect, "{text}");
        }
    }
}
