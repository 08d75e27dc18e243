//! Degrees: their levels and fields, in postings and on resumes.

use std::ops::Range;

use super::model::{Ask, DegreeLevel};

/// Words that name a degree by themselves, with its level and, where it says one, its field. Compared without dots.
const DEGREES: [(&str, DegreeLevel, &str); 58] = {
    use DegreeLevel::{Associate, Bachelor, Doctor, Master, School};
    [
        ("ged", School, ""),
        ("high school", School, ""),
        ("associate's", Associate, ""),
        ("associates degree", Associate, ""),
        ("associate degree", Associate, ""),
        ("associate of", Associate, ""),
        ("aas", Associate, ""),
        ("adn", Associate, "nursing"),
        ("bachelor", Bachelor, ""),
        ("bachelors", Bachelor, ""),
        ("bachelor's", Bachelor, ""),
        ("baccalaureate", Bachelor, ""),
        ("undergraduate degree", Bachelor, ""),
        ("ba", Bachelor, ""),
        ("bs", Bachelor, ""),
        ("bsc", Bachelor, ""),
        ("bse", Bachelor, "engineering"),
        ("bba", Bachelor, "business administration"),
        ("bfa", Bachelor, "fine arts"),
        ("beng", Bachelor, "engineering"),
        ("btech", Bachelor, "technology"),
        ("bsee", Bachelor, "electrical engineering"),
        ("bsme", Bachelor, "mechanical engineering"),
        ("bscs", Bachelor, "computer science"),
        ("bsn", Bachelor, "nursing"),
        ("bsw", Bachelor, "social work"),
        ("bed", Bachelor, "education"),
        ("four-year degree", Bachelor, ""),
        ("4-year degree", Bachelor, ""),
        ("college degree", Bachelor, ""),
        ("university degree", Bachelor, ""),
        ("master's", Master, ""),
        ("masters", Master, ""),
        ("master of", Master, ""),
        ("advanced degree", Master, ""),
        ("graduate degree", Master, ""),
        ("postgraduate degree", Master, ""),
        ("ma", Master, ""),
        ("ms", Master, ""),
        ("msc", Master, ""),
        ("mse", Master, "engineering"),
        ("meng", Master, "engineering"),
        ("med", Master, "education"),
        ("mat", Master, "teaching"),
        ("mfa", Master, "fine arts"),
        ("mba", Master, "business administration"),
        ("mha", Master, "health administration"),
        ("mph", Master, "public health"),
        ("mpa", Master, "public administration"),
        ("msn", Master, "nursing"),
        ("msw", Master, "social work"),
        ("phd", Doctor, ""),
        ("doctorate", Doctor, ""),
        ("doctoral", Doctor, ""),
        ("dnp", Doctor, "nursing"),
        ("edd", Doctor, "education"),
        ("jd", Doctor, "law"),
        ("doctor of", Doctor, ""),
    ]
};

/// Degrees that are written in capitals, or they are other words ("ms", "med", "mat", "ba").
const IN_CAPITALS: [&str; 12] = [
    "aas", "ba", "bed", "bs", "bse", "ma", "mat", "med", "ms", "mse", "mpa", "jd",
];

/// What the word after them makes of such letters: "MS Project" is no degree.
const NOT_AFTER: [&str; 11] = [
    "project",
    "office",
    "excel",
    "word",
    "teams",
    "access",
    "outlook",
    "powerpoint",
    "sql",
    "schedule",
    "data",
];

/// A degree as a text names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedDegree {
    /// Its bytes in the text.
    pub at: Range<usize>,
    /// How high it is.
    pub level: DegreeLevel,
    /// The field that its name says; empty for none.
    pub field: &'static str,
}

/// Returns the degrees that a text names, in order.
pub fn degrees(text: &str) -> Vec<NamedDegree> {
    let (plain, places) = without_dots(text);
    let lower = plain.to_ascii_lowercase();
    if lower.len() != plain.len() {
        return Vec::new();
    }
    let mut out: Vec<NamedDegree> = Vec::new();
    for (name, level, field) in DEGREES {
        for (at, _) in lower.match_indices(name) {
            let end = at + name.len();
            let is_edge =
                |it: Option<char>| !it.is_some_and(|it| it.is_alphanumeric() || it == '-');
            let after = &lower[end..];
            let ends = is_edge(after.chars().next())
                || after
                    .strip_prefix("'s")
                    .is_some_and(|it| is_edge(it.chars().next()))
                || after
                    .strip_prefix('s')
                    .is_some_and(|it| is_edge(it.chars().next()));
            if !is_edge(lower[..at].chars().next_back()) || !ends {
                continue;
            }
            let first = &plain[at..end];
            let short = IN_CAPITALS.contains(&name);
            let next: String = after
                .trim_start()
                .chars()
                .take_while(|it| it.is_alphanumeric())
                .collect();
            if short
                && (first.starts_with(char::is_lowercase) || NOT_AFTER.contains(&next.as_str()))
            {
                continue;
            }
            // "M.Ed." and "MEd" are degrees, "Med" is a unit of a hospital.
            if short && first.len() > 1 && !first[1..].contains(char::is_uppercase) {
                continue;
            }
            let before = lower[..at].trim_end();
            // "Scrum masters", "master of ceremonies", "working with doctoral students".
            if before.ends_with("scrum")
                || before.ends_with("web")
                || after.starts_with(" schedule")
            {
                continue;
            }
            if name == "masters" && !(after.contains("degree") || after.starts_with(" in")) {
                continue;
            }
            if name == "high school"
                && !(after.contains("diploma")
                    || after.contains("equivalent")
                    || after.contains("graduat"))
            {
                continue;
            }
            out.push(NamedDegree {
                at: places[at]..places[end - 1] + 1,
                level,
                field,
            });
        }
    }
    out.sort_by_key(|it| (it.at.start, std::cmp::Reverse(it.at.end)));
    out.dedup_by(|next, kept| next.at.start < kept.at.end);
    out
}

/// Returns a text without dots inside and after short forms, straight quotes for curly ones, and where each byte stood.
fn without_dots(text: &str) -> (String, Vec<usize>) {
    let mut out = String::with_capacity(text.len());
    let mut places = Vec::with_capacity(text.len());
    for (at, it) in text.char_indices() {
        let it = match it {
            // "B.S.", "Ph.D.": a dot after a letter that stands near another dot or a capital.
            '.' if text[..at].ends_with(|it: char| it.is_alphabetic())
                && (text[at + 1..].starts_with(|it: char| it.is_alphabetic())
                    || text[..at]
                        .trim_end_matches(char::is_alphabetic)
                        .ends_with('.')) =>
            {
                continue;
            }
            '’' | '‘' => '\'',
            it => it,
        };
        out.push(it);
        places.resize(out.len(), at);
    }
    (out, places)
}

/// Returns the degree that a requirement asks for, and where it does.
pub(super) fn degree(text: &str) -> Option<(Range<usize>, Ask)> {
    let lower = text.to_ascii_lowercase().replace(['’', '‘'], "'");
    let found = degrees(text);
    let (at, level) = if let Some(first) = found.first() {
        let lowest = found.iter().map(|it| it.level).min();
        (first.at.clone(), lowest.unwrap_or(first.level))
    } else {
        let at = lower.find("degree").filter(|_| {
            !["degree of", "degrees of", "360"]
                .iter()
                .any(|it| lower.contains(it))
        })?;
        let end = (at + "degree".len()).min(text.len());
        (at.min(end)..end, DegreeLevel::Bachelor)
    };
    let mut fields: Vec<String> = found
        .iter()
        .filter(|it| !it.field.is_empty() && it.level == level)
        .map(|it| it.field.to_owned())
        .collect();
    let from = text.get(at.end.min(text.len())..).unwrap_or_default();
    let named = named_fields(from);
    let mut related = lower.contains("related")
        || lower.contains("relevant")
        || lower.contains("similar")
        || lower.contains("comparable")
        || lower.contains("other advanced")
        || lower.contains("or other")
        || lower.contains("technical field")
        || lower.contains("quantitative field")
        || lower.contains("another");
    if lower.contains("other advanced degree") || lower.contains("other graduate degree") {
        fields.clear();
    }
    for field in named {
        let low = field.to_ascii_lowercase();
        if low.contains("field") || low.contains("discipline") || low.contains("area") {
            related = true;
        } else {
            fields.push(field);
        }
    }
    let or_experience = lower.contains("equivalent")
        && (lower.contains("experience") || lower.contains("or equivalent"))
        || lower.contains("or experience");
    Some((
        at,
        Ask::Degree {
            level,
            fields,
            related,
            or_experience,
        },
    ))
}

/// Returns the fields that stand after "in" or "of".
fn named_fields(after: &str) -> Vec<String> {
    let lower = after.to_ascii_lowercase();
    if lower.len() != after.len() {
        return Vec::new();
    }
    let Some(start) = [" in ", " of "]
        .iter()
        .filter_map(|it| lower.find(it).map(|at| at + it.len()))
        .min()
        .filter(|at| *at < 40)
    else {
        return Vec::new();
    };
    let stops = [
        ";",
        ".",
        "(",
        " with ",
        " plus ",
        " and at least",
        " from ",
        " or equivalent",
        ", or equivalent",
        " preferred",
        " required",
        " is ",
        "—",
        " + ",
        " and 1",
        " and 2",
        " and 3",
        " and 4",
        " and 5",
        " and 6",
        " and 7",
        " and 8",
        " or an ",
    ];
    let end = stops
        .iter()
        .filter_map(|it| lower[start..].find(it))
        .min()
        .map_or(after.len(), |it| start + it);
    let list = &after[start..end];
    let mut out = Vec::new();
    for part in list.split([',', '/']) {
        let mut part = part.trim();
        for lead in ["or ", "and ", "a ", "an ", "another "] {
            part = part.strip_prefix(lead).unwrap_or(part);
        }
        for field in part.split(" or ").flat_map(|it| it.split(" and ")) {
            let field = field.trim();
            if !field.is_empty() && field.split(' ').count() <= 6 {
                out.push(field.to_owned());
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expect: &[(DegreeLevel, &str)]) {
        let found: Vec<_> = degrees(text)
            .iter()
            .map(|it| (it.level, it.field))
            .collect();
        assert_eq!(found, expect, "{text}");
    }

    #[test]
    fn names_of_degrees() {
        use DegreeLevel::{Bachelor, Doctor, Master, School};
        check("B.S. Computer Science", &[(Bachelor, "")]);
        check("Bachelor’s degree", &[(Bachelor, "")]);
        check("BSN", &[(Bachelor, "nursing")]);
        check(
            "Master of Science in Nursing (MSN)",
            &[(Master, ""), (Master, "nursing")],
        );
        check("Ph.D. in physics", &[(Doctor, "")]);
        check("High school diploma", &[(School, "")]);
        check("M.Ed.", &[(Master, "education")]);
    }

    #[test]
    fn other_words() {
        check("Plans in MS Project", &[]);
        check("Scrum Masters of two teams", &[]);
        check("Take med orders on a yoga mat in bed", &[]);
        check("Taught high school biology", &[]);
        check("Master schedule", &[]);
    }

    #[test]
    fn what_is_asked() {
        let (_, asked) = degree("Bachelor's degree in civil engineering, geology or a related field, or equivalent experience").unwrap();
        let expect = Ask::Degree {
            level: DegreeLevel::Bachelor,
            fields: vec!["civil engineering".into(), "geology".into()],
            related: true,
            or_experience: true,
        };
        assert_eq!(asked, expect);
    }
}
