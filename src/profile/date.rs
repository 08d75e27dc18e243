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

/// Why a text is not a date. The words are for the person who wrote it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    /// Not of the form `YYYY` or `YYYY-MM`.
    #[error("`{0}` is not a date")]
    Form(String),
    /// No such month.
    #[error("`{0}` has no month {1}: months run from 01 to 12")]
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

/// Writes the date as the profile does: `2021` or `2021-03`.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.month {
            Some(month) => write!(f, "{:04}-{month:02}", self.year),
            None => write!(f, "{:04}", self.year),
        }
    }
}
