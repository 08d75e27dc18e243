//! The words of a posting held against those of a resume: what the two call by different names.

use std::collections::BTreeSet;

use crate::text::{Key, Lexicon, Token, Unit, tokens};

/// What a posting asks for and a resume says, read for their words.
pub(super) struct Vocabulary<'a> {
    asked: Vec<Text<'a>>,
    /// The lines of the resume.
    said: Vec<(usize, Text<'a>)>,
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
    /// Reads the requirements of a posting, and the lines of a profile, by their index; `is_kept` tells those of the resume.
    pub(super) fn of(
        asked: &[&'a str],
        lines: &'a [String],
        is_kept: impl Fn(usize) -> bool,
    ) -> Self {
        let lexicon = Lexicon::with_pairs(&[]);
        let lines = lines.iter().enumerate().filter(|(idx, _)| is_kept(*idx));
        let said = lines.map(|(idx, it)| (idx, Text::of(it, &lexicon)));
        Self {
            asked: asked.iter().map(|it| Text::of(it, &lexicon)).collect(),
            said: said.collect(),
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
        let said: Vec<String> = said.iter().map(|it| (*it).to_owned()).collect();
        let vocabulary = Vocabulary::of(asked, &said, |_| true);
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
}
