//! What a heading means, by its grammar and its words, where no table lists it.

use super::model::Need;
use super::section::Section;

/// The longest heading that is read by its words, in words.
const MAX_WORDS: usize = 14;

/// Words of what a person brings, sorted.
const OF_PERSONS: [&str; 51] = [
    "abilities",
    "attributes",
    "background",
    "candidate",
    "capabilities",
    "certification",
    "certifications",
    "competencies",
    "competency",
    "credentials",
    "criteria",
    "dealbreakers",
    "education",
    "educational",
    "eligibility",
    "essential",
    "essentials",
    "experience",
    "expertise",
    "knowledge",
    "language",
    "languages",
    "licence",
    "licences",
    "license",
    "licenses",
    "licensure",
    "mandatory",
    "must",
    "negotiable",
    "negotiables",
    "nonnegotiables",
    "prerequisite",
    "prerequisites",
    "proficiencies",
    "proficiency",
    "profile",
    "qualification",
    "qualifications",
    "required",
    "requirement",
    "requirements",
    "skill",
    "skills",
    "skillset",
    "specification",
    "stack",
    "toolbox",
    "toolkit",
    "traits",
    "wanted",
];

/// Words of what a person does, sorted.
const OF_WORK: [&str; 26] = [
    "accountabilities",
    "accountability",
    "activities",
    "areas",
    "assignments",
    "challenges",
    "deliverables",
    "duties",
    "duty",
    "focus",
    "functions",
    "goals",
    "impact",
    "kpis",
    "objectives",
    "outcomes",
    "outputs",
    "priorities",
    "purpose",
    "remit",
    "responsibilities",
    "responsibility",
    "responsible",
    "scope",
    "tasks",
    "workload",
];

/// Words of what helps, sorted.
const OF_WISHES: [&str; 29] = [
    "advantage",
    "advantageous",
    "advantages",
    "asset",
    "assets",
    "beneficial",
    "bonus",
    "brownie",
    "desirable",
    "desirables",
    "desired",
    "distinguish",
    "edge",
    "extra",
    "extras",
    "helpful",
    "helps",
    "icing",
    "ideally",
    "impress",
    "nice",
    "optional",
    "plus",
    "pluses",
    "preferable",
    "preferred",
    "rather",
    "welcome",
    "welcomed",
];

/// Words of what no resume answers, sorted.
const OF_THE_REST: [&str; 93] = [
    "accommodation",
    "accommodations",
    "affirmative",
    "alerts",
    "application",
    "applications",
    "apply",
    "applying",
    "belonging",
    "benefit",
    "benefits",
    "career",
    "careers",
    "commute",
    "company",
    "compensation",
    "conditions",
    "contact",
    "cookie",
    "cookies",
    "culture",
    "deadline",
    "disclaimer",
    "disclosure",
    "discounts",
    "diversity",
    "eeo",
    "employer",
    "equal",
    "equality",
    "equity",
    "faq",
    "faqs",
    "followers",
    "glance",
    "hiring",
    "history",
    "holiday",
    "holidays",
    "hours",
    "housekeeping",
    "inclusion",
    "inclusive",
    "industry",
    "insurance",
    "interview",
    "interviews",
    "jobs",
    "legal",
    "location",
    "locations",
    "logistics",
    "newsletter",
    "notice",
    "offer",
    "offers",
    "opportunities",
    "overtime",
    "package",
    "pay",
    "pension",
    "perks",
    "physical",
    "policy",
    "practical",
    "practicalities",
    "privacy",
    "process",
    "recruiters",
    "recruitment",
    "referral",
    "related",
    "remuneration",
    "reward",
    "rewards",
    "safeguarding",
    "salary",
    "schedule",
    "share",
    "shift",
    "shifts",
    "similar",
    "socials",
    "sponsor",
    "sponsorship",
    "statement",
    "timeline",
    "vacancies",
    "values",
    "visa",
    "wage",
    "wellbeing",
    "wellness",
];

/// Words that heads have beside those that say what stands below, sorted.
const BESIDE: [&str; 67] = [
    "a",
    "about",
    "additional",
    "all",
    "and",
    "are",
    "as",
    "at",
    "basic",
    "business",
    "core",
    "daily",
    "day",
    "for",
    "formal",
    "from",
    "further",
    "general",
    "good",
    "have",
    "haves",
    "ideal",
    "in",
    "include",
    "including",
    "is",
    "it",
    "job",
    "key",
    "level",
    "main",
    "major",
    "minimum",
    "more",
    "most",
    "must",
    "of",
    "on",
    "one",
    "or",
    "other",
    "our",
    "overall",
    "personal",
    "points",
    "position",
    "post",
    "primary",
    "principal",
    "professional",
    "related",
    "role",
    "secondary",
    "soft",
    "some",
    "special",
    "specific",
    "specification",
    "tech",
    "technical",
    "the",
    "this",
    "to",
    "who",
    "with",
    "work",
    "your",
];

/// Words that open what is a heading rather than a sentence, sorted.
const OPENINGS: [&str; 14] = [
    "about", "an", "even", "how", "if", "in", "our", "to", "what", "what's", "where", "who", "why",
    "your",
];

/// Words after which a heading leaves the rest to the list below, sorted.
const OPEN_ENDS: [&str; 28] = [
    "an",
    "are",
    "be",
    "bring",
    "by",
    "do",
    "expect",
    "for",
    "had",
    "have",
    "if",
    "include",
    "includes",
    "including",
    "like",
    "must",
    "need",
    "of",
    "should",
    "that",
    "to",
    "want",
    "when",
    "who",
    "will",
    "with",
    "you",
    "your",
];

/// Words between a subject and its verb, sorted.
const BETWEEN: [&str; 35] = [
    "absolutely",
    "actually",
    "all",
    "also",
    "already",
    "always",
    "as",
    "be",
    "can",
    "could",
    "definitely",
    "do",
    "either",
    "get",
    "hopefully",
    "ideally",
    "just",
    "likely",
    "may",
    "might",
    "must",
    "often",
    "only",
    "preferably",
    "probably",
    "really",
    "shall",
    "should",
    "still",
    "to",
    "truly",
    "typically",
    "usually",
    "will",
    "would",
];

/// Returns the words of a heading in lower case, contractions written out.
pub(super) fn words(plain: &str) -> Vec<&str> {
    let mut out = Vec::new();
    for word in plain.split(|c: char| !(c.is_alphanumeric() || c == '\'')) {
        let word = word.trim_matches('\'');
        if word.is_empty() {
            continue;
        }
        match word.split_once('\'') {
            Some((subject, end)) => {
                let verb = match end {
                    "ll" => "will",
                    "re" => "are",
                    "ve" => "have",
                    "d" => "would",
                    "s" if matches!(subject, "what" | "who" | "that" | "it") => "is",
                    _ => {
                        out.push(word);
                        continue;
                    }
                };
                out.extend([subject, verb]);
            }
            None => out.push(word),
        }
    }
    out
}

/// Returns what a heading announces by who does what in it: "You'll fit right in if", "What we look for".
pub(super) fn by_grammar(words: &[&str]) -> Option<Section> {
    const REQUIRED: Option<Section> = Some(Section::Asks(Need::Required));
    const PREFERRED: Option<Section> = Some(Section::Asks(Need::Preferred));
    const DUTY: Option<Section> = Some(Section::Asks(Need::Duty));
    const DROP: Option<Section> = Some(Section::Drop);
    if words.len() > MAX_WORDS {
        return None;
    }
    let has = |it: &str| words.contains(&it);
    let wishes = words.iter().any(|it| OF_WISHES.binary_search(it).is_ok()) || has("ideally");
    let verb_of = |subject: &str| -> Option<(&str, &[&str])> {
        let at = words.iter().rposition(|it| *it == subject)?;
        let rest = &words[at + 1..];
        let skipped = rest.iter().take_while(|it| BETWEEN.contains(it)).count();
        Some((
            rest.get(skipped).copied().unwrap_or_default(),
            &rest[..skipped],
        ))
    };
    if words.first() == Some(&"why") {
        return DROP;
    }
    // "Working with us", "Living here".
    if matches!(words.first(), Some(&("working" | "living" | "joining"))) && !has("you") {
        return DROP;
    }
    if let ["what", second, third, ..] = words {
        // "What would set you apart", but "What would you do".
        if matches!(*second, "would" | "could" | "might") && !matches!(*third, "you" | "we") {
            return PREFERRED;
        }
        // "What this job is about", "What the role involves".
        let names_job = |it: &&str| matches!(*it, "job" | "role" | "position" | "post" | "work");
        let tells = ["is", "involves", "entails", "includes", "looks"];
        if words.iter().take(4).any(names_job) && tells.iter().any(|it| has(it)) {
            return DUTY;
        }
    }
    let we = verb_of("we").or_else(|| verb_of("team"));
    let you = verb_of("you");
    if let Some((verb, before)) = we {
        let polite = before.contains(&"would");
        match verb {
            "look" | "looking" | "need" | "want" | "expect" | "ask" | "require" | "seek"
            | "seeking" | "search" | "searching" | "after" => return REQUIRED,
            "are"
                if ["looking", "seeking", "after", "searching", "hoping"]
                    .iter()
                    .any(|it| has(it)) =>
            {
                return REQUIRED;
            }
            "like" | "love" | "hope" | "prefer" | "value" | "admire"
                if polite || verb != "value" =>
            {
                return if wishes || verb == "prefer" || (polite && has("also")) {
                    PREFERRED
                } else {
                    REQUIRED
                };
            }
            "" if before.contains(&"do") => return DROP,
            "use" | "work" if has("with") || verb == "use" => return REQUIRED,
            "offer" | "give" | "provide" | "pay" | "believe" | "are" | "stand" | "care"
            | "promise" | "reward" | "live" | "work" | "have" | "support" | "invest" | "do"
            | "build" | "hire" | "got" | "help" | "bring" | "put" => {
                return DROP;
            }
            _ => {}
        }
    }
    let succeeds = |it: &str| {
        matches!(
            it,
            "succeed" | "thrive" | "excel" | "shine" | "successful" | "flourish"
        )
    };
    if let Some((verb, before)) = you {
        let will = before
            .iter()
            .any(|it| matches!(*it, "will" | "would" | "do"));
        let is_if = has("if") || words.last() == Some(&"who");
        match verb {
            "have" | "bring" | "need" | "possess" | "know" | "show" | "demonstrate" | "hold"
            | "offer" | "must" | "qualify" | "has" | "come" | "tick" | "check" | "meet" | "own"
                if verb != "own" || !will =>
            {
                let also = before.contains(&"also") || before.contains(&"ideally");
                return if wishes || also { PREFERRED } else { REQUIRED };
            }
            "fit" | "thrive" | "excel" | "succeed" | "shine" | "flourish" | "stand" | "feel" => {
                return if has("out") || wishes {
                    PREFERRED
                } else {
                    REQUIRED
                };
            }
            "are" | "a" | "an" | "the" | "one" | "someone" | "comfortable" | "good" | "great"
            | "successful" | "right" | "perfect" | "strong" => {
                if words.last().is_some_and(|it| it.ends_with("ing")) && verb == "are" && !is_if {
                    return DUTY;
                }
                return if wishes { PREFERRED } else { REQUIRED };
            }
            "receive" | "enjoy" | "gain" | "earn" | "join" | "find" | "benefit" | "grow"
            | "count" | "rely" => return DROP,
            "love" | "like" => return if is_if && !has("why") { REQUIRED } else { DROP },
            "learn" => return None,
            "" if before.ends_with(&["get", "to"]) => return DUTY,
            "up" if before.contains(&"get") => return DUTY,
            "" if before.contains(&"get") => return DROP,
            "" if before.contains(&"do") => return DUTY,
            "" if is_if => return REQUIRED,
            "" if words.iter().any(|it| succeeds(it)) => return REQUIRED,
            "" if before.contains(&"be") || before.contains(&"will") => return DUTY,
            "" if has("about") && !has("us") => return REQUIRED,
            "" => {}
            _ if before.ends_with(&["get", "to"]) => return DUTY,
            _ if before.contains(&"get") => return DROP,
            "had" | "worked" | "done" | "used" => {
                return if wishes || has("lovely") || has("great") || has("if") {
                    PREFERRED
                } else {
                    REQUIRED
                };
            }
            _ if is_if && !will => return REQUIRED,
            "expect" | "apply" | "wait" => return DROP,
            _ if will || has("how") || has("what") => return DUTY,
            _ => {}
        }
    }
    if words.iter().any(|it| succeeds(it)) || (has("what") && has("takes")) {
        return REQUIRED;
    }
    if words.first() == Some(&"who") && (has("apply") || has("fits")) {
        return REQUIRED;
    }
    None
}

/// Returns what a heading announces by the words that it has.
pub(super) fn by_words(words: &[&str]) -> Option<Section> {
    if words.len() > MAX_WORDS {
        return None;
    }
    let any = |set: &[&str]| words.iter().any(|it| set.binary_search(it).is_ok());
    let is_rest = |it: &str| OF_THE_REST.binary_search(&it).is_ok();
    // "Application security" is a field of work, "Online application" none.
    let covered = words
        .iter()
        .all(|it| is_rest(it) || BESIDE.binary_search(it).is_ok());
    if any(&OF_THE_REST)
        && (covered || words.last().is_some_and(|it| is_rest(it)) || words.len() > 2)
    {
        Some(Section::Drop)
    } else if any(&OF_WISHES) {
        Some(Section::Asks(Need::Preferred))
    } else {
        // "Essential functions" are duties: the last word is what the heading is about.
        words.iter().rev().find_map(|word| {
            if OF_PERSONS.binary_search(word).is_ok() {
                Some(Section::Asks(Need::Required))
            } else if OF_WORK.binary_search(word).is_ok() {
                Some(Section::Asks(Need::Duty))
            } else {
                None
            }
        })
    }
}

/// Returns whether a line reads like a heading by itself: "Core skills", but not "Communication skills".
pub(super) fn reads_like_one(words: &[&str]) -> bool {
    let is = |set: &[&str], it: &&str| set.binary_search(it).is_ok();
    let says = |it: &&str| {
        is(&OF_PERSONS, it) || is(&OF_WORK, it) || is(&OF_WISHES, it) || is(&OF_THE_REST, it)
    };
    let n_said = words.iter().filter(|it| says(it)).count();
    if n_said > 0 && words.iter().all(|it| says(it) || is(&BESIDE, it)) {
        return true;
    }
    let (Some(first), Some(last)) = (words.first(), words.last()) else {
        return false;
    };
    // "What you have done", but not "You have five years of sales".
    let opens = OPENINGS.contains(first) || (*first == "you" && words.len() <= 3);
    let is_open = OPEN_ENDS.contains(last) && (words.contains(&"you") || words.contains(&"we"));
    (opens || is_open) && words.len() <= 10 && by_grammar(words).is_some()
}

/// Returns whether a heading of unknown meaning only names a field: what stands below belongs to what is above.
pub(super) fn is_topic(words: &[&str]) -> bool {
    words.len() < 3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted() {
        assert!(OF_PERSONS.is_sorted());
        assert!(OF_WORK.is_sorted());
        assert!(OF_WISHES.is_sorted());
        assert!(OF_THE_REST.is_sorted());
        assert!(BESIDE.is_sorted());
    }

    #[track_caller]
    fn check(heading: &str, expect: Option<Section>) {
        let words = words(heading);
        assert_eq!(
            by_grammar(&words).or_else(|| by_words(&words)),
            expect,
            "{heading}"
        );
    }

    #[test]
    fn headings_are_known_by_their_grammar() {
        let required = Some(Section::Asks(Need::Required));
        check("what we look for", required);
        check("you'll fit right in if", required);
        check("to be successful in this role you have", required);
        check("who you are", required);
        check("you might be a match if you", required);
        check("what will help you thrive", required);
        check("you will", Some(Section::Asks(Need::Duty)));
        check("what you'll be working on", Some(Section::Asks(Need::Duty)));
        check("how you'll make an impact", Some(Section::Asks(Need::Duty)));
        check("you might also have", Some(Section::Asks(Need::Preferred)));
        check("what we do", Some(Section::Drop));
        check("what we offer you", Some(Section::Drop));
        check("why you'll love it here", Some(Section::Drop));
        check("what you'll enjoy", Some(Section::Drop));
        check("our stack", required);
        check("desired skills", Some(Section::Asks(Need::Preferred)));
        check("platform", None);
    }

    #[test]
    fn lines_of_a_list_are_no_headings() {
        for line in [
            "communication skills",
            "you have five years of experience in sales",
            "experience with sql",
            "project management",
        ] {
            assert!(!reads_like_one(&words(line)), "{line}");
        }
        for line in [
            "core skills",
            "skills and experience",
            "you have",
            "who you are",
        ] {
            assert!(reads_like_one(&words(line)), "{line}");
        }
    }
}
