//! What a line says of itself, whatever it stands under.

use super::verbs::VERBS;

/// Words by which a line asks for something in a person, sorted.
const ASKING: [&str; 62] = [
    "ability",
    "able",
    "accreditation",
    "acumen",
    "aptitude",
    "attitude",
    "bachelor",
    "bachelor's",
    "bachelors",
    "background",
    "bsc",
    "capable",
    "certificate",
    "certification",
    "certifications",
    "certified",
    "comfort",
    "comfortable",
    "command",
    "commitment",
    "competence",
    "competency",
    "competent",
    "degree",
    "demonstrable",
    "demonstrated",
    "diploma",
    "doctorate",
    "enthusiasm",
    "experience",
    "experienced",
    "expertise",
    "exposure",
    "familiar",
    "familiarity",
    "fluency",
    "fluent",
    "ged",
    "graduate",
    "hands-on",
    "knowledge",
    "licence",
    "license",
    "licensed",
    "literacy",
    "master's",
    "mba",
    "mindset",
    "msc",
    "passion",
    "passionate",
    "phd",
    "proficiency",
    "proficient",
    "proven",
    "qualification",
    "qualified",
    "skill",
    "skilled",
    "skills",
    "understanding",
    "willingness",
];

/// Verbs by which a line tells applicants what to do or to hope for, sorted.
const TO_APPLICANTS: [&str; 20] = [
    "apply", "attend", "call", "click", "contact", "discover", "explore", "follow", "join",
    "learn", "post", "read", "receive", "search", "share", "submit", "travel", "visit", "work",
    "write",
];

/// Returns the words of a text in lower case.
fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’' | '-' | '+')))
        .filter(|it| it.chars().any(char::is_alphanumeric))
        .map(|it| it.to_lowercase().replace('’', "'"))
}

/// Returns the verb that a form of it is made from: "plans", "planning", "plan"; none for other words.
fn verb(word: &str) -> Option<&'static str> {
    let known = |it: &str| VERBS.binary_search(&it).ok().map(|at| VERBS[at]);
    if let Some(found) = known(word) {
        return Some(found);
    }
    if let Some(stem) = word.strip_suffix("ing") {
        // "planning": the last letter is doubled. Letters, not bytes: "clichéing" is cut before its last letter, too.
        let undoubled = || {
            let mut letters = stem.chars();
            let last = letters.next_back()?;
            let rest = letters.as_str();
            rest.ends_with(last).then(|| known(rest)).flatten()
        };
        return known(stem)
            .or_else(|| known(&format!("{stem}e")))
            .or_else(undoubled);
    }
    let singular = word.strip_suffix('s')?;
    known(singular)
        .or_else(|| singular.strip_suffix('e').and_then(known))
        .or_else(|| known(&format!("{}y", singular.strip_suffix("ie")?)))
}

/// Returns the verb that opens what a line tells of work: "Administer plans", "You will administer plans".
fn work_verb(text: &str) -> Option<&'static str> {
    // "CLOSING DATE MAY 5" stands in the head of a notice.
    if !text.contains(char::is_lowercase) {
        return None;
    }
    let mut words = words(text).peekable();
    for _ in 0..6 {
        let is_lead = words.peek().is_some_and(|word| {
            matches!(
                word.as_str(),
                "you"
                    | "will"
                    | "you'll"
                    | "to"
                    | "be"
                    | "the"
                    | "successful"
                    | "candidate"
                    | "would"
                    | "and"
            ) || word.ends_with("ly")
        });
        if !is_lead {
            break;
        }
        words.next();
    }
    let found = verb(&words.next()?)?;
    // "Support experience" is none, and nothing follows where one word names a field.
    let next = words.next()?;
    let is_noun = matches!(
        next.as_str(),
        "experience"
            | "skills"
            | "knowledge"
            | "background"
            | "certification"
            | "degree"
            | "expertise"
            | "ability"
    );
    let goes_on = words.next().is_some_and(|word| {
        !matches!(
            word.as_str(),
            "and" | "at" | "for" | "in" | "is" | "of" | "or" | "preferred" | "required" | "with"
        )
    });
    (!is_noun || goes_on).then_some(found)
}

/// Returns whether a line opens with what is to be done in the job.
pub(super) fn is_work(text: &str) -> bool {
    work_verb(text).is_some()
}

/// Returns whether a line tells of work in a sentence of its own, and is no name: "Program Evaluation Staff".
pub(super) fn is_told_work(text: &str) -> bool {
    let second = text.split_whitespace().nth(1).unwrap_or_default();
    is_work(text)
        && second.starts_with(|it: char| it.is_lowercase() || it.is_ascii_digit())
        && text.split_whitespace().nth(3).is_some()
        && !text.contains(['|', '·'])
}

/// Returns whether a line opens with work for which its other words are mere objects: "Administer dental plans".
pub(super) fn is_work_on_something(text: &str) -> bool {
    work_verb(text).is_some_and(|it| TO_APPLICANTS.binary_search(&it).is_err())
}

/// Returns how much a line reads like something that is asked of a person; 0 where nothing says so.
pub(super) fn asking(text: &str) -> u32 {
    let mut n = 0;
    let mut after_number = false;
    for word in words(text) {
        if ASKING.binary_search(&word.as_str()).is_ok() {
            n += 1;
        }
        if matches!(
            word.as_str(),
            "years" | "year" | "years'" | "yrs" | "year's"
        ) && after_number
        {
            n += 2;
        }
        after_number = word.starts_with(|it: char| it.is_ascii_digit())
            || matches!(
                word.as_str(),
                "one" | "two" | "three" | "four" | "five" | "six" | "seven" | "eight" | "ten"
            )
            || (after_number && matches!(word.as_str(), "or" | "more" | "full"));
    }
    n
}

/// Returns whether a line opens with something that is asked of a person: "4 years as a recruiter".
pub(super) fn opens_asking(text: &str) -> bool {
    let end = text
        .match_indices(' ')
        .nth(5)
        .map_or(text.len(), |(at, _)| at);
    let first = words(text).next().unwrap_or_default();
    !matches!(
        first.as_str(),
        "applicants" | "candidates" | "you" | "we" | "your" | "the" | "this"
    ) && asking(&text[..end]) > 0
}

/// Signs by which a line tells what people get, sorted.
const OFFERING: [&str; 40] = [
    "401",
    "allowance",
    "allowances",
    "annual",
    "benefits",
    "bonus",
    "bonuses",
    "commuter",
    "company-paid",
    "competitive",
    "cover",
    "coverage",
    "covered",
    "dental",
    "discount",
    "discounts",
    "employer-paid",
    "equity",
    "flexible",
    "free",
    "generous",
    "gym",
    "holiday",
    "holidays",
    "insurance",
    "leave",
    "lunch",
    "match",
    "medical",
    "paid",
    "parental",
    "pension",
    "perks",
    "premium",
    "pto",
    "retirement",
    "stipend",
    "subsidized",
    "vacation",
    "vision",
];

/// Returns whether a line reads like something that people get for the work.
pub(super) fn is_offer(text: &str) -> bool {
    let has_sum = text.contains(['$', '£', '€']) && text.contains(|it: char| it.is_ascii_digit());
    has_sum || words(text).any(|it| OFFERING.binary_search(&it.as_str()).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted() {
        assert!(VERBS.is_sorted());
        assert!(ASKING.is_sorted());
        assert!(OFFERING.is_sorted());
        assert!(TO_APPLICANTS.is_sorted());
    }

    #[test]
    fn a_form_without_a_stem_or_of_letters_beyond_ascii_is_no_verb() {
        for line in [
            "ing",
            "Ing the plans",
            "Clichéing",
            "日ing to -ing",
            "s",
            "ies",
        ] {
            assert!(!is_work(line), "{line}");
        }
        assert!(is_work("You'll be planning trips"));
    }

    #[test]
    fn work_opens_with_a_verb() {
        for line in [
            "Administer plans",
            "Plans and runs studies",
            "You'll be planning trips",
            "Carries loads",
        ] {
            assert!(is_work(line), "{line}");
        }
        for line in [
            "Design experience",
            "Planning",
            "Five years of planning",
            "",
            "Dental and vision",
        ] {
            assert!(!is_work(line), "{line}");
        }
    }

    #[test]
    fn what_is_asked_of_a_person_names_it() {
        assert_eq!(asking("3+ years of SQL"), 2);
        assert_eq!(asking("4 years as a recruiter"), 2);
        assert_eq!(asking("Strong knowledge of the NEC"), 1);
        assert_eq!(asking("We were founded two weeks ago"), 0);
    }
}
