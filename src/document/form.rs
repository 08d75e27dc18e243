//! How a resume says what the profile leaves open: the order of sections, their headings, the form of dates.

use std::collections::BTreeMap;

use crate::profile::{Date, End, Period, Section};

/// What a page style says of the document. The default is the usual one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Form {
    /// The sections in the order printed where the person says none; those not named follow. Empty where the guide
    /// decides.
    pub order: Vec<Section>,
    /// Headings other than the usual ones.
    pub headings: BTreeMap<Section, String>,
    /// How months are written.
    pub months: Months,
}

/// How a month is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Months {
    /// `Mar 2021`.
    #[default]
    Short,
    /// `March 2021`.
    Long,
    /// `03/2021`.
    Number,
}

impl Months {
    /// Every way with the name that page styles use.
    pub const NAMES: [(&str, Self); 3] = [
        ("short", Self::Short),
        ("long", Self::Long),
        ("number", Self::Number),
    ];
}

impl Form {
    /// Returns the heading of a section.
    pub fn heading(&self, section: Section) -> &str {
        let own = self.headings.get(&section);
        own.map_or_else(|| usual_heading(section), String::as_str)
    }

    /// Returns a period as people print it, as coarse as it was written: `Mar 2021 – Present`, `2016`.
    pub(super) fn period(&self, period: Period) -> Option<String> {
        let end = period.end.map(|end| match end {
            End::Present => "Present".to_owned(),
            End::On(date) => self.date(date),
            End::Expected(date) => format!("Expected {}", self.date(date)),
        });
        match (period.start.map(|it| self.date(it)), end) {
            (Some(start), Some(end)) if start == end => Some(start),
            (Some(start), Some(end)) => Some(format!("{start} – {end}")),
            (start, end) => start.or(end),
        }
    }

    /// Returns a date as people print it, as coarse as it was written.
    pub(super) fn date(&self, date: Date) -> String {
        const MONTHS: [&str; 12] = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ];
        let Some(month) = date.month else {
            return date.year.to_string();
        };
        let name = MONTHS[usize::from(month) - 1];
        match self.months {
            Months::Short => format!("{} {}", &name[..3], date.year),
            Months::Long => format!("{name} {}", date.year),
            Months::Number => format!("{month:02}/{}", date.year),
        }
    }
}

/// The headings that people and machines know.
fn usual_heading(section: Section) -> &'static str {
    match section {
        Section::Summary => "Summary",
        Section::Experience => "Experience",
        Section::Projects => "Projects",
        Section::Education => "Education",
        Section::Certifications => "Certifications",
        Section::Skills => "Skills",
        Section::Languages => "Languages",
        Section::Awards => "Awards",
        Section::Publications => "Publications",
        Section::Volunteering => "Volunteering",
        Section::Interests => "Interests",
        Section::Other => "Other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_as_coarse_as_they_were_written() {
        let date = |text: &str| text.parse::<Date>().unwrap();
        let printed = |months, text: &str| {
            let form = Form {
                months,
                ..Form::default()
            };
            form.date(date(text))
        };
        assert_eq!(printed(Months::Short, "2021-09"), "Sep 2021");
        assert_eq!(printed(Months::Long, "2021-09"), "September 2021");
        assert_eq!(printed(Months::Number, "2021-09"), "09/2021");
        for (_, months) in Months::NAMES {
            assert_eq!(printed(months, "2021"), "2021");
        }
    }
}
