//! What kind of thing a sentence asks for.

use super::model::RequirementKind;
use crate::text::{Token, TokenKind};

/// Words that name a degree, sorted.
const DEGREES: [&str; 26] = [
    "associate's",
    "ba",
    "bachelor",
    "bachelors",
    "bs",
    "bsc",
    "bsn",
    "degree",
    "degrees",
    "diploma",
    "doctoral",
    "doctorate",
    "ged",
    "graduate",
    "ma",
    "master",
    "masters",
    "mba",
    "mha",
    "mph",
    "ms",
    "msc",
    "msn",
    "phd",
    "postgraduate",
    "undergraduate",
];

/// Words that name a certification or licence, sorted.
const CERTIFICATIONS: [&str; 48] = [
    "accreditation",
    "accredited",
    "acls",
    "bls",
    "capm",
    "ccm",
    "ccna",
    "ccrn",
    "cdl",
    "certificate",
    "certificates",
    "certification",
    "certifications",
    "certified",
    "cfa",
    "chartered",
    "cisa",
    "cism",
    "cissp",
    "comptia",
    "cpa",
    "cpr",
    "credential",
    "credentials",
    "cspo",
    "itil",
    "leed",
    "licence",
    "license",
    "licensed",
    "licenses",
    "licensure",
    "lpn",
    "nclex",
    "osha",
    "pals",
    "pgmp",
    "pmi-acp",
    "pmp",
    "prince2",
    "prosci",
    "psm",
    "registered",
    "registration",
    "rn",
    "safe agilist",
    "security+",
    "tncc",
];

/// Words for small numbers, from one.
const NUMBERS: [&str; 15] = [
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen",
];

/// The most years that a posting asks for; more is a date or a company's age.
const MAX_YEARS: u8 = 30;

/// How far from the number "years" may stand: "5 or more full years".
const YEARS_AWAY: usize = 4;

/// Returns what kind of thing a sentence asks for.
///
/// A degree counts before years ("a degree and 5 years"), years before a certification.
pub(super) fn requirement_kind(tokens: &[Token]) -> RequirementKind {
    let has = |list: &[&str]| {
        tokens
            .iter()
            .any(|it| list.binary_search(&it.word.as_str()).is_ok())
    };
    let graduate_is_a_person = |at: usize| {
        tokens[at].word == "graduate" && tokens.get(at + 1).is_none_or(|it| it.word != "degree")
    };
    let degree = (0..tokens.len()).any(|at| {
        let token = &tokens[at];
        // "Scrum Master", "master schedule" and "MS Project" are no degrees.
        let other = match token.word.as_str() {
            "master" | "masters" | "ms" | "ma" | "ba" | "bs" => {
                !tokens.iter().any(|other| {
                    matches!(
                        other.word.as_str(),
                        "degree" | "in" | "of" | "or" | "bachelor" | "bs" | "ba"
                    ) && other.word != token.word
                }) || tokens
                    .get(at.wrapping_sub(1))
                    .is_some_and(|it| it.word == "scrum")
                    || (tokens.get(at + 1)).is_some_and(|token| {
                        matches!(
                            token.word.as_str(),
                            "project" | "office" | "schedule" | "schedules" | "data" | "excel"
                        )
                    })
            }
            // "Varying degrees of experience".
            "degree" | "degrees" => tokens.get(at + 1).is_some_and(|it| it.word == "of"),
            _ => graduate_is_a_person(at),
        };
        DEGREES.binary_search(&token.word.as_str()).is_ok() && !other
    });
    if degree {
        RequirementKind::Degree
    } else if let Some(years) = years(tokens) {
        RequirementKind::Years(years)
    } else if has(&CERTIFICATIONS) {
        RequirementKind::Certification
    } else {
        RequirementKind::Skill
    }
}

/// Returns the fewest years of experience asked for: "5+ years", "3-5 years", "one (1) year".
fn years(tokens: &[Token]) -> Option<u8> {
    let experience = tokens.iter().any(|it| it.key == "experi");
    let at = tokens.iter().enumerate().position(|(at, it)| {
        let next = tokens.get(at + 1).map(|it| it.word.as_str());
        let next_but_one = tokens.get(at + 2).map(|it| it.word.as_str());
        let rate = (tokens[..at].last()).is_some_and(|it| matches!(it.word.as_str(), "a" | "per"));
        it.key == "year"
            && !rate
            && match next {
                Some("of") => !matches!(next_but_one, Some("age" | "hire")),
                Some("in" | "as" | "with") => true,
                Some(next) => experience || next.ends_with("ing"),
                None => experience,
            }
    })?;
    let first = at.saturating_sub(YEARS_AWAY);
    let number = |it: &Token| {
        if it.kind == TokenKind::Number {
            let digits: String = it.word.chars().take_while(char::is_ascii_digit).collect();
            digits.parse::<u8>().ok()
        } else {
            (1..)
                .zip(NUMBERS)
                .find(|(_, word)| *word == it.word)
                .map(|(n, _)| n)
        }
    };
    // "3-5 years" and "one (1) year": the first of the numbers before the word.
    tokens[first..at]
        .iter()
        .find_map(number)
        .filter(|years| (1..=MAX_YEARS).contains(years))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokens;

    #[track_caller]
    fn check(text: &str, expect: RequirementKind) {
        assert_eq!(requirement_kind(&tokens(text)), expect, "{text}");
    }

    #[test]
    fn tables_are_sorted() {
        assert!(DEGREES.is_sorted());
        assert!(CERTIFICATIONS.is_sorted());
    }

    #[test]
    fn years_of_experience() {
        check("5+ years of program management", RequirementKind::Years(5));
        check("3–5 years in a similar role", RequirementKind::Years(3));
        check(
            "4 to 7 years of product experience",
            RequirementKind::Years(4),
        );
        check(
            "Five years of progressively responsible work",
            RequirementKind::Years(5),
        );
        check(
            "At least one (1) year of specialized experience",
            RequirementKind::Years(1),
        );
        check("10 or more years' experience", RequirementKind::Years(10));
        check("2+ years running Kubernetes", RequirementKind::Years(2));
    }

    #[test]
    fn other_years() {
        check("You must be 18 years of age", RequirementKind::Skill);
        check("We were founded 20 years ago", RequirementKind::Skill);
        check("Plan the next two years", RequirementKind::Skill);
        check("Own a 5-year roadmap", RequirementKind::Skill);
        check(
            "Visit fifteen projects a year with a guide",
            RequirementKind::Skill,
        );
    }

    #[test]
    fn degrees_and_certifications() {
        check(
            "Bachelor's degree in Computer Science",
            RequirementKind::Degree,
        );
        check(
            "BS or MS in engineering and 5 years of experience",
            RequirementKind::Degree,
        );
        check("Ph.D. preferred", RequirementKind::Degree);
        check(
            "PMP, SAFe or similar certification",
            RequirementKind::Certification,
        );
        check("Current RN license", RequirementKind::Certification);
        check(
            "Serve as Scrum Master for two teams",
            RequirementKind::Skill,
        );
        check("Keep the plan in MS Project", RequirementKind::Skill);
        check("Mentor new graduate hires", RequirementKind::Skill);
        check(
            "Staff with varying degrees of experience",
            RequirementKind::Skill,
        );
    }
}
