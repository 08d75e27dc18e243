//! What kind of thing a word means: the people of a team, a verb of ownership, a technology.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::stem::stem;
use super::token::{Token, TokenKind, normalise};
use super::words::{Few, Key, Words, n_of, words_for, words_of};

/// A class of words of one kind.
///
/// Classes know nothing of any role: what a class speaks for is learnt from a guide's own words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Being in charge: led, managed, chaired.
    Own,
    /// Making people better: mentored, hired, trained.
    Foster,
    /// Making a thing: built, wrote, designed.
    Make,
    /// Bringing something to its end: shipped, launched, rolled out.
    Deliver,
    /// Saying beforehand what will happen: planned, scheduled, prioritised.
    Plan,
    /// Telling or winning over: presented, briefed, negotiated.
    Tell,
    /// Doing it together: partnered, coordinated, aligned.
    Join,
    /// Having only helped: assisted, supported, participated.
    Help,
    /// Watching numbers: tracked, monitored, measured.
    Track,
    /// Making a number better: cut, saved, raised.
    Improve,
    /// People who do work: engineers, nurses, volunteers.
    People,
    /// A body of people: team, squad, committee.
    Group,
    /// Those whom work is for or comes from: customer, vendor, executive.
    Party,
    /// A technical thing: service, pipeline, firmware.
    System,
    /// Work with a beginning and an end: project, migration, rollout.
    Project,
    /// When and within what: milestone, deadline, budget.
    Frame,
    /// What can go wrong: risk, incident, audit.
    Hazard,
    /// Where things are headed: strategy, vision, goals.
    Aim,
    /// What tells how it went: metric, dashboard, report.
    Gauge,
    /// What is said and written for others: presentation, newsletter, update.
    Message,
    /// A named technology.
    Technology,
    /// A stretch of time: weeks, months.
    Time,
    /// An amount of money.
    Money,
    /// A share.
    Percent,
    /// Any other number.
    Number,
    /// Praise of oneself: motivated, proven, excellent.
    Claim,
}

impl Class {
    /// Every class, in order.
    pub const ALL: [Self; 26] = [
        Self::Own,
        Self::Foster,
        Self::Make,
        Self::Deliver,
        Self::Plan,
        Self::Tell,
        Self::Join,
        Self::Help,
        Self::Track,
        Self::Improve,
        Self::People,
        Self::Group,
        Self::Party,
        Self::System,
        Self::Project,
        Self::Frame,
        Self::Hazard,
        Self::Aim,
        Self::Gauge,
        Self::Message,
        Self::Technology,
        Self::Time,
        Self::Money,
        Self::Percent,
        Self::Number,
        Self::Claim,
    ];

    /// Returns whether the words of this class are verbs.
    pub fn is_verb(self) -> bool {
        self <= Self::Improve
    }

    /// Returns every class with its name in the table.
    fn names() -> [(String, Self); 26] {
        Self::ALL.map(|it| (format!("{it:?}").to_ascii_lowercase(), it))
    }
}

/// The table beside this file.
#[derive(Default)]
struct Table {
    /// The classes of a key.
    by_key: Words<Few<Class>>,
    /// The classes of one form of a word, in place of those of its key.
    by_word: Words<Few<Class>>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let text = include_str!("classes.keys.tsv");
    let rows = text.lines();
    let names = Class::names();
    let mut table = Table {
        by_key: words_for(n_of(text, b' ') + n_of(text, b'\n')),
        by_word: Words::default(),
    };
    for (name, words) in rows.filter_map(|line| line.split_once('\t')) {
        let class = names.iter().find(|it| it.0 == name).map(|it| it.1);
        for word in words_of(words) {
            let of_word = match word.strip_suffix(FORM) {
                Some(form) => table.by_word.entry(Key::new_static(form)),
                None => table.by_key.entry(Key::new_static(word)),
            };
            let of_word = of_word.or_default();
            if let Some(class) = class
                && !of_word.contains(&class)
            {
                of_word.push(class);
            }
        }
    }
    table
});

/// What follows a word that has classes in this form alone.
const FORM: char = '!';

/// Returns the rows of `classes.tsv` with all words as keys: the content of `classes.keys.tsv`, because to find out the keys
/// at every start would take longer than much of the work.
pub fn class_keys() -> String {
    let mut out = String::new();
    let rows = include_str!("classes.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'));
    for (name, words) in rows {
        let key = |word: &str| {
            if word.ends_with(FORM) || word.starts_with('=') {
                word.into()
            } else {
                stem(&normalise(word))
            }
        };
        let mut keys: Vec<Key> = words.split_whitespace().map(key).collect();
        let mut said = FxHashSet::default();
        keys.retain(|it| said.insert(it.clone()));
        out.push_str(name);
        out.push('\t');
        out.push_str(&keys.join(" "));
        out.push('\n');
    }
    out
}

/// Returns the classes of a token; `written` is the token as the text has it.
pub fn classes(token: &Token, written: &str) -> &'static [Class] {
    match token.kind {
        TokenKind::Money => &[Class::Money],
        TokenKind::Percent => &[Class::Percent],
        TokenKind::Number => &[Class::Number],
        TokenKind::Address => &[],
        TokenKind::Word | TokenKind::Name => match token.known_classes() {
            Some(classes) => classes,
            None if looks_technical(written) => &[Class::Technology],
            None => &[],
        },
    }
}

/// Returns the classes of a word in this form, or else of all words of its key; none where the table has neither.
pub(super) fn classes_of(word: &str, key: &str) -> Option<&'static [Class]> {
    let known = (TABLE.by_word.get(word)).or_else(|| TABLE.by_key.get(key))?;
    Some(known)
}

/// Returns whether a key is a verb that opens phrases: "led", "built".
pub fn is_verb(key: &str) -> bool {
    (TABLE.by_key.get(key)).is_some_and(|classes| classes.iter().any(|class| class.is_verb()))
}

/// Returns whether a key belongs to any class: a word of the language, not a slip of the pen.
pub(super) fn is_classed(key: &str) -> bool {
    TABLE.by_key.contains_key(key)
}

/// Returns whether a word is spelt as only products and protocols are: `GraphQL`, `gRPC`, `STM32`.
fn looks_technical(written: &str) -> bool {
    let mut humps = 0;
    let mut lower_before = false;
    let (mut upper, mut digits) = (0, 0);
    for c in written.chars() {
        if c.is_uppercase() {
            upper += 1;
            humps += usize::from(lower_before);
        }
        digits += usize::from(c.is_ascii_digit());
        lower_before = c.is_lowercase();
    }
    humps > 0 || (upper >= 2 && digits >= 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokens;

    #[track_caller]
    fn check(text: &str, expect: &[Class]) {
        let classes: Vec<_> = tokens(text)
            .iter()
            .flat_map(|it| classes(it, &text[it.at.clone()]).iter().copied())
            .collect();
        assert_eq!(classes, expect, "{text}");
    }

    #[test]
    fn the_keys_are_those_of_the_table() {
        assert!(
            include_str!("classes.keys.tsv") == class_keys(),
            "renew it: just tables"
        );
    }

    #[test]
    fn every_row_of_the_table_names_a_class() {
        for line in include_str!("classes.tsv").lines() {
            if !line.starts_with('#') {
                let (name, words) = line.split_once('\t').expect(line);
                let is_class = Class::names().iter().any(|it| it.0 == name);
                assert!(name == "none" || is_class, "{name}");
                assert!(!words.is_empty(), "{name}");
            }
        }
    }

    #[test]
    fn tells_kinds_of_words() {
        check(
            "Led nine engineers",
            &[Class::Own, Class::Number, Class::People],
        );
        check("Rewrote it in GraphQL", &[Class::Make, Class::Technology]);
        check(
            "saved $2M, 31 %",
            &[Class::Improve, Class::Money, Class::Percent],
        );
        check("curious otters", &[]);
    }
}
