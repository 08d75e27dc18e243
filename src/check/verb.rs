//! The form of the word that opens a bullet: a verb in the past, in the present, or none at all.
//!
//! A wrong alarm is worse than a missed one: what can be read in two ways is [`Form::Unclear`].

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::text::{Class, Gap, Token, TokenKind, classes, tokens};

/// The grammatical form in which a bullet opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// "Led a team".
    Past,
    /// "Lead a team".
    Base,
    /// "Leads a team".
    Third,
    /// "Leading a team".
    Gerund,
    /// "Team leadership": no verb at the start.
    NoVerb,
    /// It can be read in more than one way, or nobody knows the word.
    Unclear,
}

/// The word that a bullet opens with, after "Successfully" and the like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// Its form.
    pub form: Form,
    /// The word as it is written.
    pub word: String,
    /// The plain form of the verb where it is known, else the word in lower case.
    pub verb: String,
}

/// What one form of a verb may be.
#[derive(Debug, Clone, Default)]
struct Entry {
    /// The plain form.
    verb: String,
    /// The forms that it may be.
    forms: Vec<Form>,
    /// Whether it is an everyday noun or adjective too.
    is_noun: bool,
    /// The form of the past, for the plain form.
    past: String,
}

/// Every form of every known verb.
static VERBS: LazyLock<BTreeMap<String, Entry>> = LazyLock::new(|| {
    let mut table = BTreeMap::new();
    let rows = include_str!("verbs.txt")
        .lines()
        .filter(|line| !line.starts_with('#'));
    for row in rows.flat_map(str::split_whitespace) {
        insert(&mut table, row);
    }
    table
});

/// Endings of nouns. Verbs that end so are in the table.
const NOUN_ENDINGS: [&str; 17] = [
    "tion", "sion", "ment", "ity", "ness", "ance", "ence", "ship", "ology", "ism", "ist", "ician",
    "ics", "eer", "sor", "tor", "hood",
];

/// Words like verbs in the past that are none.
const ADJECTIVES: [&str; 20] = [
    "experienced",
    "skilled",
    "dedicated",
    "seasoned",
    "talented",
    "certified",
    "accredited",
    "bilingual",
    "need",
    "speed",
    "feed",
    "seed",
    "red",
    "hundred",
    "varied",
    "assorted",
    "sacred",
    "indeed",
    "shed",
    "wicked",
];

/// Gerunds that are nouns more often than not.
const NOUN_GERUNDS: [&str; 40] = [
    "engineering",
    "training",
    "marketing",
    "nursing",
    "building",
    "accounting",
    "programming",
    "testing",
    "reporting",
    "planning",
    "monitoring",
    "tutoring",
    "teaching",
    "coaching",
    "consulting",
    "manufacturing",
    "scheduling",
    "meeting",
    "onboarding",
    "modeling",
    "modelling",
    "writing",
    "cleaning",
    "cooking",
    "screening",
    "packaging",
    "purchasing",
    "learning",
    "rating",
    "banking",
    "billing",
    "housing",
    "advertising",
    "mentoring",
    "troubleshooting",
    "publishing",
    "lighting",
    "fundraising",
    "shipping",
    "processing",
];

/// Words in -ing and -ed that are no form of any verb.
const NO_GERUNDS: [&str; 12] = [
    "evening",
    "morning",
    "spring",
    "string",
    "king",
    "wing",
    "ceiling",
    "sterling",
    "something",
    "everything",
    "ring",
    "nothing",
];

/// Words in -ly that are no adverbs of manner.
const NO_ADVERBS: [&str; 17] = [
    "monthly",
    "weekly",
    "daily",
    "quarterly",
    "yearly",
    "hourly",
    "nightly",
    "family",
    "assembly",
    "supply",
    "apply",
    "reply",
    "rely",
    "early",
    "friendly",
    "comply",
    "multiply",
];

/// What a verb takes and a noun doesn't.
const AFTER_VERBS: [&str; 29] = [
    "a", "an", "the", "all", "our", "their", "his", "her", "its", "my", "this", "these", "those",
    "every", "each", "any", "both", "several", "multiple", "various", "up", "out", "new", "that",
    "other", "many", "over", "more", "patients",
];

/// Words that begin a phrase before the verb: "In 2019, led".
const PREPOSITIONS: [&str; 22] = [
    "as",
    "in",
    "on",
    "at",
    "during",
    "with",
    "after",
    "when",
    "for",
    "by",
    "through",
    "while",
    "within",
    "under",
    "from",
    "before",
    "upon",
    "without",
    "to",
    "despite",
    "alongside",
    "if",
];

/// Parts before a hyphen that leave a verb a verb.
const PREFIXES: [&str; 26] = [
    "co", "re", "de", "pre", "over", "out", "up", "cross", "open", "root", "hand", "fine", "line",
    "peer", "reverse", "double", "stress", "load", "fast", "spot", "field", "beta", "under",
    "green", "first", "self",
];

/// Ends of compound adjectives: "results-driven".
const COMPOUND_ENDS: [&str; 16] = [
    "oriented",
    "driven",
    "based",
    "focused",
    "motivated",
    "minded",
    "skilled",
    "rounded",
    "spoken",
    "facing",
    "savvy",
    "funded",
    "winning",
    "starter",
    "level",
    "time",
];

/// Returns how a bullet opens; nothing where it has no word.
pub fn opening(text: &str) -> Option<Opening> {
    let words = tokens(text);
    let first = after_adverbs(&words);
    let token = words.get(first)?;
    let (word, verb, form) = if let Some(last) = compound_end(&words, first) {
        let spelt = &text[token.at.start..words[last].at.end];
        (spelt, spelt.to_lowercase(), compound(&words, first, last))
    } else {
        let known = VERBS.get(token.word.as_str());
        let verb = known.map_or_else(|| token.word.to_string(), |it| it.verb.clone());
        (&text[token.at.clone()], verb, form(text, &words, first))
    };
    Some(Opening {
        form,
        word: word.to_owned(),
        verb,
    })
}

/// Returns the past of a plain verb that is known.
pub(super) fn past(verb: &str) -> Option<&'static str> {
    let past = VERBS.get(verb).map(|it| it.past.as_str());
    past.filter(|it| !it.is_empty())
}

/// Returns the first word that is no adverb of manner.
pub(super) fn after_adverbs(words: &[Token]) -> usize {
    let is_adverb = |it: &&Token| {
        let word = it.word.as_str();
        it.kind == TokenKind::Word
            && (matches!(word, "also" | "then")
                || word.len() > 5 && word.ends_with("ly") && !NO_ADVERBS.contains(&word))
    };
    words.iter().take(2).take_while(is_adverb).count()
}

fn compound_end(words: &[Token], first: usize) -> Option<usize> {
    let parts = words[first + 1..]
        .iter()
        .take_while(|it| it.before == Gap::Hyphen)
        .count();
    (parts > 0).then_some(first + parts)
}

fn compound(words: &[Token], first: usize, last: usize) -> Form {
    let end = words[last].word.as_str();
    if COMPOUND_ENDS.contains(&end) || words[first].is_number() {
        return Form::NoVerb;
    }
    let is_past = VERBS
        .get(end)
        .is_some_and(|it| it.forms.contains(&Form::Past))
        || end.ends_with("ed");
    if is_past && PREFIXES.contains(&words[first].word.as_str()) {
        Form::Past
    } else {
        Form::Unclear
    }
}

fn form(text: &str, words: &[Token], at: usize) -> Form {
    let token = &words[at];
    let written = &text[token.at.clone()];
    let word = token.word.as_str();
    let next = words.get(at + 1);
    let after = |it: &Token| &text[it.at.clone()];
    let takes_words = next.is_some_and(|token| {
        token.before == Gap::Space
            && token.word == after(token)
            && AFTER_VERBS.contains(&token.word.as_str())
    });
    let takes_object =
        takes_words || next.is_some_and(|it| it.before == Gap::Space && it.is_number());
    if token.kind == TokenKind::Address {
        return Form::Unclear;
    }
    if token.is_number() || is_short_form(written) {
        return if text[token.at.end..].starts_with(['\'', '’']) {
            Form::Unclear
        } else {
            Form::NoVerb
        };
    }
    if ADJECTIVES.contains(&word) || NO_GERUNDS.contains(&word) {
        return Form::NoVerb;
    }
    if let Some(known) = VERBS.get(word) {
        // "Grade 8", "Level 2": after a noun, a number names.
        let takes_object = takes_words || (takes_object && !known.is_noun);
        return if written.contains('.') {
            Form::Unclear
        } else {
            known_form(text, words, at, known, takes_object)
        };
    }
    if word.ends_with("ed") && word.len() > 4 {
        return Form::Past;
    }
    if word.ends_with("ing") && word.len() > 4 {
        return gerund(word, takes_object);
    }
    let is_alone = next.is_none_or(|it| it.before > Gap::Hyphen && it.before >= Gap::List);
    let is_noun = NOUN_ENDINGS.iter().any(|it| word.ends_with(it)) && word.len() > 5
        || classes(token, written).iter().any(|it| !it.is_verb());
    let is_unclear = PREPOSITIONS.contains(&word)
        || takes_object
        || !word.chars().all(char::is_alphabetic)
        || word.chars().count() < 3
        || !word.is_ascii();
    match () {
        () if PREPOSITIONS.contains(&word) => Form::Unclear,
        () if token.is_stop() => Form::NoVerb,
        () if is_noun && !takes_object => Form::NoVerb,
        () if is_unclear => Form::Unclear,
        // Every irregular past and every common verb is in the table: a noun remains.
        () if is_alone || !word.ends_with('s') => Form::NoVerb,
        () => Form::Unclear,
    }
}

fn known_form(text: &str, words: &[Token], at: usize, known: &Entry, takes_object: bool) -> Form {
    if known.forms.contains(&Form::Past) {
        return Form::Past;
    }
    let form = known.forms.first().copied().unwrap_or(Form::Unclear);
    if form == Form::Gerund {
        return gerund(words[at].word.as_str(), takes_object);
    }
    if !known.is_noun || takes_object || joins_verb(words, at) {
        return form;
    }
    if is_title(text, words, at) {
        return Form::NoVerb;
    }
    Form::Unclear
}

fn gerund(word: &str, takes_object: bool) -> Form {
    if NOUN_GERUNDS.contains(&word) && !takes_object {
        Form::Unclear
    } else {
        Form::Gerund
    }
}

/// Returns whether a word is joined to one that is a plain verb and nothing else: "Plan and execute".
fn joins_verb(words: &[Token], at: usize) -> bool {
    let is_plain = |it: &Token| {
        VERBS.get(it.word.as_str()).is_some_and(|entry| {
            !entry.is_noun
                && entry.forms.contains(&Form::Base)
                && !entry.forms.contains(&Form::Past)
        })
    };
    let Some(next) = words.get(at + 1) else {
        return false;
    };
    let after = words.get(at + 2);
    (next.word == "and" && after.is_some_and(is_plain))
        || (next.before == Gap::List && is_plain(next))
}

/// Returns whether a line opens with somebody's title or a thing that has a name: "Project manager for", "Test lead,".
fn is_title(text: &str, words: &[Token], at: usize) -> bool {
    const MAX_WORDS: usize = 4;
    let phrase = words[at + 1..]
        .iter()
        .take_while(|it| it.before <= Gap::Space && !it.is_stop() && !it.is_number())
        .take(MAX_WORDS);
    let mut last = None;
    let mut n_words = 0;
    for it in phrase {
        last = Some(it);
        n_words += 1;
    }
    let ends = words
        .get(at + 1 + n_words)
        .is_none_or(|it| it.before >= Gap::List || it.is_stop());
    ends && last.is_some_and(|token| {
        let written = &text[token.at.clone()];
        // "Support engineers" may be what the person does; a single one is a title.
        !token.word.ends_with('s')
            && (classes(token, written).contains(&Class::People)
                || matches!(token.word.as_str(), "lead" | "head" | "chair" | "captain"))
    })
}

/// Returns whether a word is all capitals: `CFD`, `PM`.
fn is_short_form(written: &str) -> bool {
    let letters = written.trim_end_matches('s');
    letters.chars().count() > 1
        && letters
            .chars()
            .all(|it| it.is_ascii_uppercase() || it.is_ascii_digit())
}

fn insert(table: &mut BTreeMap<String, Entry>, row: &str) {
    let is_noun = row.ends_with('*');
    let row = row.trim_end_matches('*');
    let is_doubled = row.ends_with('+');
    let row = row.trim_end_matches('+');
    let (verb, irregular) = row.split_once(':').unwrap_or((row, ""));
    let mut add = |word: String, form: Form, is_noun: bool| {
        let entry: &mut Entry = table.entry(word).or_default();
        if entry.verb.is_empty() {
            verb.clone_into(&mut entry.verb);
        }
        if !entry.forms.contains(&form) {
            entry.forms.push(form);
        }
        entry.is_noun |= is_noun;
    };
    let consonant_y =
        verb.ends_with('y') && !["ay", "ey", "oy", "uy"].iter().any(|it| verb.ends_with(it));
    let stem = if is_doubled {
        format!("{verb}{}", &verb[verb.len() - 1..])
    } else {
        verb.to_owned()
    };
    let past = match verb.strip_suffix('e') {
        _ if consonant_y => format!("{}ied", &verb[..verb.len() - 1]),
        Some(_) => format!("{verb}d"),
        None => format!("{stem}ed"),
    };
    let usual = irregular.split(',').next().filter(|it| !it.is_empty());
    let usual = usual.map_or_else(|| past.clone(), ToOwned::to_owned);
    if irregular.is_empty() {
        add(past, Form::Past, false);
    }
    for word in irregular.split(',').filter(|it| !it.is_empty()) {
        add(word.to_owned(), Form::Past, false);
    }
    add(verb.to_owned(), Form::Base, is_noun);
    let sibilant = ["s", "x", "z", "ch", "sh"]
        .iter()
        .any(|it| verb.ends_with(it));
    let third = match () {
        () if consonant_y => format!("{}ies", &verb[..verb.len() - 1]),
        () if sibilant => format!("{stem}es"),
        () => format!("{verb}s"),
    };
    add(third, Form::Third, is_noun);
    let gerund = match verb.strip_suffix('e') {
        Some(stem) if !verb.ends_with("ee") && verb.len() > 2 => format!("{stem}ing"),
        _ => format!("{stem}ing"),
    };
    add(gerund, Form::Gerund, is_noun);
    if let Some(entry) = table.get_mut(verb) {
        entry.past = usual;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, form: Form, verb: &str) {
        let opening = opening(text).unwrap();
        assert_eq!(
            (opening.form, opening.verb.as_str()),
            (form, verb),
            "{text}"
        );
    }

    #[test]
    fn regular_and_irregular_forms_are_known() {
        check("Led 4 teams", Form::Past, "lead");
        check("Planned the move", Form::Past, "plan");
        check("Identified the cause", Form::Past, "identify");
        check("Successfully wrote 12 grants", Form::Past, "write");
        check("Set up the lab", Form::Past, "set");
        check("Manage a team", Form::Base, "manage");
        check("Manages a team", Form::Third, "manage");
        check("Teaches two classes", Form::Third, "teach");
        check("Managing a team", Form::Gerund, "manage");
        check("Shipping the release", Form::Gerund, "ship");
        check("Zonked out", Form::Past, "zonked");
        check("Co-authored a paper", Form::Past, "co-authored");
    }

    #[test]
    fn a_noun_is_told_from_a_verb_by_what_follows() {
        check("Design the circuits", Form::Base, "design");
        check("Plan and execute launches", Form::Base, "plan");
        check("Design of circuits", Form::Unclear, "design");
        check("Test lead, 9 people", Form::NoVerb, "test");
        check("Project manager for a bridge", Form::NoVerb, "project");
        check("Support engineers with tools", Form::Unclear, "support");
        check("Engineering lead for payments", Form::Unclear, "engineer");
    }

    #[test]
    fn lines_without_a_verb_are_known() {
        for text in [
            "SEO: audits",
            "97 branch refurbishments",
            "Results-driven engineer",
            "Nursery nurse, baby room",
            "The regulator moved the date",
            "Strong communicator",
            "Accessibility overhaul",
            "Experienced nurse",
        ] {
            assert_eq!(opening(text).unwrap().form, Form::NoVerb, "{text}");
        }
        for text in [
            "RCA'd 40 outages",
            "In 2019, led a team",
            "Kerfuzzle the server",
            "Naïveté",
        ] {
            assert_eq!(opening(text).unwrap().form, Form::Unclear, "{text}");
        }
        assert_eq!(opening("…"), None);
    }
}
