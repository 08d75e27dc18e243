//! What a posting asks for that no resume shows: permits, travel, lifting.

use super::evidence::is_work_on_something;

/// Words that ask for such things, in lower case.
const CUES: [&str; 73] = [
    "authorized to work",
    "authorised to work",
    "authorization to work",
    "work authorization",
    "work permit",
    "right to work",
    "eligible to work",
    "legally work",
    "visa sponsor",
    "visa sponsorship",
    "visa status",
    "work visa",
    "require a visa",
    "need a visa",
    "visa support",
    "need sponsorship",
    "require sponsorship",
    "requiring sponsorship",
    "without sponsorship",
    "sponsorship now",
    "sponsorship is",
    "employment sponsorship",
    "citizenship",
    "u.s. citizen",
    "us citizen",
    "security clearance",
    "secret clearance",
    "ts/sci",
    "public trust",
    "background check",
    "background screen",
    "background investigation",
    "drug screen",
    "drug test",
    "fingerprint",
    "proof of vaccination",
    "vaccination status",
    "vaccination required",
    "vaccinations required",
    "vaccinated",
    "proof of immunization",
    "current immunizations",
    "immunizations required",
    "immunization record",
    "immunization records up",
    "willing to travel",
    "willingness to travel",
    "ability to travel",
    "able to travel",
    "travel up to",
    "travel required",
    "% travel",
    "travel to customer",
    "able to lift",
    "ability to lift",
    "lift up to",
    "heavy lifting",
    "lifting up to",
    "lifting of up to",
    "lifting and carrying",
    "some lifting",
    "driver's license",
    "driver’s license",
    "drivers license",
    "driver's licence",
    "driver license",
    "driving licence",
    "reliable transportation",
    "own transportation",
    "own hand tools",
    "relocate",
    "years of age",
    "years old",
];

/// Further words that do in a short requirement: "on call one weekend in four", "some travel".
const SHORT: [&str; 19] = [
    "travel",
    "on call",
    "on-call",
    "on site",
    "onsite",
    "on-site",
    "night shift",
    "weekends",
    "shifts",
    "overtime",
    "hybrid schedule",
    "hybrid work",
    "hybrid role",
    "hybrid position",
    "in the office",
    "in office",
    "commute",
    "stand for",
    "physical demands",
];

/// How many words a short requirement has at most.
const MAX_WORDS: usize = 9;

/// Verbs that open a condition although they are work elsewhere: "Travel to sites", "Lift up to 50 lb".
const CONDITIONS: [&str; 10] = [
    "be", "commute", "lift", "pass", "possess", "relocate", "stand", "travel", "undergo", "work",
];

/// Returns whether a requirement is about conditions of the job, which the person knows about and a resume needn't show.
pub(super) fn logistics(text: &str) -> bool {
    let lower = text.to_lowercase();
    let has = |cue: &str| {
        lower.match_indices(cue).any(|(at, _)| {
            let before = lower[..at].chars().next_back();
            let after = lower[at + cue.len()..].chars().next();
            let joined =
                cue.starts_with(char::is_alphabetic) && before.is_some_and(char::is_alphanumeric);
            !joined && !after.is_some_and(char::is_alphanumeric)
        })
    };
    // "Book travel and hybrid events", "Administer immunizations": the words are what the work is done on.
    let opening = lower.split_whitespace().next().unwrap_or_default();
    // "Own hand tools" opens with a condition itself.
    let opens_with_condition =
        CONDITIONS.contains(&opening) || CUES.iter().any(|it| lower.starts_with(it));
    if is_work_on_something(text) && !opens_with_condition {
        return false;
    }
    // "Experience in travel and hospitality" is asked of the person, however short.
    let asks_to_know = ["experience", "knowledge", "skills"]
        .iter()
        .any(|it| has(it));
    let is_short = lower.split_whitespace().count() <= MAX_WORDS && !asks_to_know;
    CUES.iter().any(|it| has(it)) || is_short && SHORT.iter().any(|it| has(it))
}

#[cfg(test)]
mod tests {
    use super::logistics;

    #[test]
    fn conditions() {
        for text in [
            "Able to lift 50 lb",
            "You are authorized to work in Canada",
            "Some travel (10 %)",
            "Active Secret clearance: security clearance required",
            "On-call one week in six",
            "Travel to customer sites every month",
            "Lift up to 50 lb",
            "Hybrid schedule, three days a week",
            "We can't offer visa sponsorship",
        ] {
            assert!(logistics(text), "{text}");
        }
    }

    #[test]
    fn work() {
        for text in [
            "Arrange travel for the executive team and its guests across three continents and time zones",
            "Design lifts",
            "Book hybrid and virtual sessions",
            "Book travel for executives",
            "Plan releases with Visa and Mastercard",
            "Release planning with Visa and Mastercard",
            "Administer immunizations and keep the records",
            "Negotiate sponsorship with local shops",
            "Experience in travel and hospitality",
            "Lead the on-call rotation of the platform team and improve how it is paged and paid",
        ] {
            assert!(!logistics(text), "{text}");
        }
    }
}
