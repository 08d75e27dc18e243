//! What kind of thing a word means: the people of a team, a verb of ownership, a technology.

use std::sync::LazyLock;

use super::stem::stem;
use super::unicode::normalise;
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
    let text = include_str!("classes.tsv");
    let names = Class::names();
    let mut table = Table {
        by_key: words_for(n_of(text, b' ') + n_of(text, b'\n')),
        by_word: Words::default(),
    };
    let rows = text.lines().filter(|line| !line.starts_with('#'));
    for (name, words) in rows.filter_map(|line| line.split_once('\t')) {
        let class = names.iter().find(|it| it.0 == name).map(|it| it.1);
        for word in words_of(words) {
            let classes = match word.strip_suffix(FORM) {
                Some(form) => table.by_word.entry(Key::new_static(form)),
                None if word.starts_with('=') => table.by_key.entry(Key::new_static(word)),
                None => table.by_key.entry(stem(&normalise(word))),
            };
            let classes = classes.or_default();
            if let Some(class) = class
                && !classes.contains(&class)
            {
                classes.push(class);
            }
        }
    }
    table
});

/// What follows a word that has classes in this form alone.
const FORM: char = '!';

/// Returns the classes of a word in this form, or else of all words of its key; none where the table has neither.
pub(super) fn classes_of(word: &str, key: &str) -> Option<&'static [Class]> {
    let known = (TABLE.by_word.get(word)).or_else(|| TABLE.by_key.get(key))?;
    Some(known)
}

/// Returns whether a key is a verb that opens phrases: "led", "built".
pub fn is_verb(key: &str) -> bool {
    (TABLE.by_key.get(key)).is_some_and(|classes| classes.iter().any(|class| class.is_verb()))
}

/// Returns whether a key belongs to any class: a word of the language, not a typo.
pub(super) fn is_classed(key: &str) -> bool {
    TABLE.by_key.contains_key(key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{classes, tokens};

    #[track_caller]
    fn check(text: &str, expect: &[Class]) {
        let classes: Vec<_> = tokens(text)
            .iter()
            .flat_map(|it| classes(it, &text[it.at.clone()]).iter().copied())
            .collect();
        assert_eq!(classes, expect, "{text}");
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
