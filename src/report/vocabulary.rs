//! The words of a posting held against those of a resume: what the two call by different names.

use std::collections::BTreeSet;

use rustc_hash::FxHashSet;

use crate::posting::says_something;
use crate::text::{Gap, Key, Lexicon, Token, Unit, tokens};

/// How many words of a requirement may be missing from lines that say the same otherwise; never more than half of them.
const MOST_UNSAID: usize = 3;

/// What a posting asks for and a resume says, read for their words.
pub(super) struct Vocabulary<'a> {
    asked: Vec<Text<'a>>,
    /// The lines of the resume.
    said: Vec<(usize, Text<'a>)>,
    /// What all of them have.
    keys: FxHashSet<Key>,
}

/// One thing that the posting and the resume call by different names.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct OtherName {
    /// The posting's name for it.
    pub(super) asked: String,
    /// The lines of the resume that have it, and its name there.
    pub(super) said: Vec<(usize, String)>,
}

struct Text<'a> {
    written: &'a str,
    tokens: Vec<Token>,
    units: Vec<Unit>,
}

impl<'a> Vocabulary<'a> {
    /// Reads the requirements of a posting, and lines of a resume, each with its index.
    pub(super) fn of(asked: &[&'a str], said: &'a [(usize, String)]) -> Self {
        let lexicon = Lexicon::with_pairs(&[]);
        let said: Vec<(usize, Text<'a>)> = (said.iter())
            .map(|(idx, text)| (*idx, Text::of(text, &lexicon)))
            .collect();
        let units = said.iter().flat_map(|(_, text)| &text.units);
        Self {
            asked: asked.iter().map(|it| Text::of(it, &lexicon)).collect(),
            keys: units.map(|it| it.key.clone()).collect(),
            said,
        }
    }

    /// Returns the things of a requirement, and of none before it, that the resume has, but under none of the names that
    /// the posting uses.
    pub(super) fn other_names(&self, requirement: usize) -> Vec<OtherName> {
        let asked = &self.asked[requirement];
        let before = self.asked[..requirement].iter();
        let mut seen: BTreeSet<&Key> = before
            .flat_map(|text| text.things().map(|it| &it.key))
            .collect();
        let mut out = Vec::new();
        for unit in asked.things().filter(|it| seen.insert(&it.key)) {
            let said = self.said.iter().filter_map(|(idx, text)| {
                let found = text.things().find(|it| it.key == unit.key)?;
                Some((*idx, text.quote(found)))
            });
            let said: Vec<_> = said.collect();
            if !said.is_empty() && !self.has_name(&unit.key) {
                out.push(OtherName {
                    asked: asked.quote(unit),
                    said,
                });
            }
        }
        out
    }

    /// Returns whether the resume has a thing under any of the names that the posting uses, also within a longer one:
    /// "REST API" has "API".
    fn has_name(&self, thing: &str) -> bool {
        let names = self.asked.iter().flat_map(|text| {
            let units = text.things().filter(|it| it.key == thing);
            units.map(|it| text.name(it))
        });
        let mut names = names.collect::<BTreeSet<_>>().into_iter();
        names.any(|name| self.said.iter().any(|(_, line)| line.has(&name)))
    }

    /// Returns the words of a requirement that the lines have nowhere, under no name; nothing where they are too many to
    /// say the same without them, or one of them names a thing, which no other words can stand for.
    pub(super) fn unsaid(&self, requirement: usize) -> Option<Vec<String>> {
        let asked = &self.asked[requirement];
        let says_what = |it: &&Unit| says_something(&asked.tokens[it.words[0]]);
        let unsaid: Vec<&Unit> = (asked.units.iter())
            .filter(|it| says_what(it) && !self.keys.contains(&it.key))
            .collect();
        let names_thing = unsaid.iter().any(|it| asked.names_thing(it));
        let most = MOST_UNSAID.min(asked.units.iter().filter(says_what).count() / 2);
        let can_be_meant = unsaid.len() <= most && !names_thing;
        can_be_meant.then(|| unsaid.into_iter().map(|it| asked.quote(it)).collect())
    }
}

impl<'a> Text<'a> {
    fn of(text: &'a str, lexicon: &Lexicon) -> Self {
        let tokens = tokens(text);
        Self {
            written: text,
            units: lexicon.units(&tokens),
            tokens,
        }
    }

    /// Returns the units that can have other names.
    fn things(&self) -> impl Iterator<Item = &Unit> {
        self.units.iter().filter(|it| self.is_thing(it))
    }

    /// Returns whether a unit is the name of a thing, in one piece.
    fn is_thing(&self, unit: &Unit) -> bool {
        let all = unit.words[0]..=unit.words[unit.words.len() - 1];
        let mut between = all.filter(|it| !unit.words.contains(it));
        unit.key.starts_with('@')
            && !unit.fixed
            && between.all(|it| self.tokens[it].is_transparent())
    }

    /// Returns whether a unit is a name: of a thing of the lexicon, or with a capital that no sentence starts with.
    fn names_thing(&self, unit: &Unit) -> bool {
        let first = unit.words[0];
        let is_capital =
            self.written[self.tokens[first].at.clone()].starts_with(char::is_uppercase);
        self.is_thing(unit)
            || (is_capital && first > 0 && self.tokens[first].before < Gap::Sentence)
    }

    /// Returns a unit as it stands in the text.
    fn quote(&self, unit: &Unit) -> String {
        let (first, last) = (unit.words[0], unit.words[unit.words.len() - 1]);
        self.written[self.tokens[first].at.start..self.tokens[last].at.end].to_owned()
    }

    /// Returns the name that a unit has here, endings and articles aside.
    fn name(&self, unit: &Unit) -> Vec<Key> {
        let words = unit.words.iter().map(|&it| self.tokens[it].key.clone());
        words.collect()
    }

    /// Returns whether the words of a name stand here side by side, or as one word.
    fn has(&self, name: &[Key]) -> bool {
        let words: Vec<&Key> = (self.tokens.iter())
            .filter(|it| !it.is_transparent())
            .map(|it| &it.key)
            .collect();
        let joined = name.concat();
        let mut windows = words.windows(name.len());
        windows.any(|it| it.iter().copied().eq(name)) || words.iter().any(|it| ***it == *joined)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(asked: &[&str], said: &[&str], expect: &[(&str, &str)]) {
        let said: Vec<(usize, String)> =
            said.iter().map(|it| (*it).to_owned()).enumerate().collect();
        let vocabulary = Vocabulary::of(asked, &said);
        let names = vocabulary.other_names(0);
        let names: Vec<(&str, &str)> = names
            .iter()
            .map(|it| (it.asked.as_str(), it.said[0].1.as_str()))
            .collect();
        assert_eq!(names, expect, "{asked:?} against {said:?}");
    }

    #[test]
    fn a_thing_under_another_name() {
        check(
            &["Run Kubernetes clusters"],
            &["Ran k8s clusters"],
            &[("Kubernetes", "k8s")],
        );
        check(
            &["Track OKRs each quarter"],
            &["Set the objectives and key results"],
            &[("OKRs", "objectives and key results")],
        );
    }

    #[test]
    fn a_thing_under_one_of_the_names_that_the_posting_uses() {
        check(&["Run Kubernetes"], &["Ran k8s", "Kubernetes"], &[]);
        check(&["Run Kubernetes", "k8s at scale"], &["Ran k8s"], &[]);
        check(&["Design APIs"], &["Designed REST APIs"], &[]);
        check(&["Design APIs"], &["Designed an API"], &[]);
        check(&["PMP"], &["Project Management Professional (PMP)"], &[]);
    }

    #[test]
    fn a_thing_that_the_resume_lacks() {
        check(&["Run Kubernetes clusters"], &["Played the oboe"], &[]);
        check(&["Lead time"], &["Cut lead time"], &[]);
        check(&["Meet one on one"], &["Taught grades 7–12"], &[]);
    }

    #[test]
    fn words_that_the_resume_has_nowhere() {
        let said = [(0, "Coached six k8s engineers".to_owned())];
        let asked = [
            "Mentor engineers in Kubernetes",
            "Mentor engineers in Python",
            "Mentor graduates",
        ];
        let vocabulary = Vocabulary::of(&asked, &said);
        assert_eq!(vocabulary.unsaid(0), Some(vec!["Mentor".to_owned()]));
        assert_eq!(vocabulary.unsaid(1), None, "nothing stands for Python");
        assert_eq!(vocabulary.unsaid(2), None, "nothing of it is said");
    }
}
