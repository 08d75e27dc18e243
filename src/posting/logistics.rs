//! What a posting asks for that no resume shows: permits, travel, lifting.

/// Words that ask for such things, in lower case.
const CUES: [&str; 50] = [
    "authorized to work",
    "authorised to work",
    "authorization to work",
    "work authorization",
    "work permit",
    "right to work",
    "eligible to work",
    "legally work",
    "visa",
    "sponsorship",
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
    "vaccination",
    "vaccinated",
    "immunization",
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
    "lifting",
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
const SHORT: [&str; 16] = [
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
    "hybrid",
    "in the office",
    "in office",
    "commute",
    "stand for",
    "physical demands",
];

/// How many words a short requirement has at most.
const FEW_WORDS: usize = 9;

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
    let n_words = lower.split_whitespace().count();
    CUES.iter().any(|it| has(it)) || n_words <= FEW_WORDS && SHORT.iter().any(|it| has(it))
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
        ] {
            assert!(logistics(text), "{text}");
        }
    }

    #[test]
    fn work() {
        for text in [
            "Arrange travel for the executive team and its guests across three continents and time zones",
            "Design lifts",
            "Lead the on-call rotation of the platform team and improve how it is paged and paid",
        ] {
            assert!(!logistics(text), "{text}");
        }
    }
}
