//! `SOURCE_DATE_EPOCH`: the date of a build, as <https://reproducible-builds.org/specs/source-date-epoch/> has it.

use std::env;

use crate::error::Error;
use crate::profile::Date;

const VARIABLE: &str = "SOURCE_DATE_EPOCH";

/// Returns the month of the build that the environment names, unless a command says its date itself.
pub(super) fn unless(as_of: Option<Date>) -> Result<Option<Date>, Error> {
    let text = env::var_os(VARIABLE).filter(|it| !it.is_empty() && as_of.is_none());
    let Some(text) = text else {
        return Ok(None);
    };
    let text = text.to_string_lossy();
    let month = month(&text).ok_or_else(|| {
        Error::Input(format!(
            "{VARIABLE} must be a whole number of seconds since 1970, before the year 2200, found `{text}`: set it as `date +%s` \
             writes it, or unset it"
        ))
    })?;
    Ok(Some(month))
}

/// Returns the month of today, in UTC: for hints alone, nothing that is written depends on it.
pub(super) fn today() -> Option<Date> {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    month(&since.ok()?.as_secs().to_string())
}

/// Returns the month in UTC that a number of seconds since 1970 falls in.
fn month(seconds: &str) -> Option<Date> {
    const DAY: u64 = 24 * 60 * 60;
    if !seconds.bytes().all(|it| it.is_ascii_digit()) {
        return None;
    }
    let mut days = seconds.parse::<u64>().ok()? / DAY;
    for year in 1970..2200_u16 {
        let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let february = if is_leap { 29 } else { 28 };
        let lengths = [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
        for (month, length) in (1..=12).zip(lengths) {
            if days < length {
                let month = Some(month);
                return Some(Date { year, month });
            }
            days -= length;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_fall_in_their_month() {
        let months = [
            ("0", "1970-01"),
            ("2678399", "1970-01"),
            ("2678400", "1970-02"),
            ("951782399", "2000-02"),
            ("951868800", "2000-03"),
            ("1767225599", "2025-12"),
            ("4107542400", "2100-03"),
            ("7258118399", "2199-12"),
        ];
        for (seconds, expected) in months {
            assert_eq!(month(seconds).unwrap().to_string(), expected, "{seconds}");
        }
        for wrong in [
            "",
            "-1",
            "+1",
            "1.5",
            " 1",
            "today",
            "7258118400",
            "99999999999999999999",
        ] {
            assert_eq!(month(wrong), None, "{wrong}");
        }
    }
}
