//! What a posting asks for, read once, and the lines of a profile as they read beside it.

use std::borrow::Cow;

use super::background::title_parts;
use super::competency::Evidence;
use super::cue::cues;
use super::reading::{AnalyzedText, SpellChecker, examples};
use super::requirement::{RequirementIndex, Requirements};
use super::theme::{ThemeMatch, Themes};
use crate::guide::Guide;
use crate::parallel;
use crate::posting::Posting;
use crate::profile::Line;
use crate::text::{Lexicon, Phrases, acronyms};

/// A posting, read once for scoring many profiles.
pub(super) struct PostingIndex<'a> {
    /// The posting.
    pub(super) posting: &'a Posting,
    /// The parts of its title, if it has one.
    pub(super) title_parts: Phrases,
    /// The short forms that it explains itself.
    pairs: Vec<(String, String)>,
    /// What it asks for, and its title.
    texts: Vec<AnalyzedText>,
    title: Option<AnalyzedText>,
    /// What each text says.
    evidence: Vec<Evidence>,
    spelling: SpellChecker,
    /// The guide's examples, which tell how common a word is.
    examples: Vec<AnalyzedText>,
    wanted: RequirementIndex,
}

/// The lines of one profile beside a posting.
pub(super) struct PostingMatch<'a> {
    /// What the posting asks for.
    pub(super) requirements: Requirements<'a>,
    /// The wordings of each line.
    pub(super) lines: Vec<Vec<Cow<'a, AnalyzedText>>>,
}

impl<'a> PostingIndex<'a> {
    /// Reads a posting; `lexicon` is the built-in one.
    pub(super) fn of(posting: &'a Posting, guide: &Guide, lexicon: &Lexicon) -> Self {
        let wanted: Vec<&str> = (posting.requirements.iter())
            .map(|it| it.text.as_str())
            .collect();
        let pairs: Vec<_> = wanted.iter().copied().flat_map(acronyms).collect();
        let own = Lexicon::with_pairs(&pairs);
        let texts: Vec<AnalyzedText> =
            parallel::map(&wanted, 1, |_, text| AnalyzedText::of(text, &own));
        let evidence = parallel::map(&texts, 1, |_, it| Evidence::of(it, &cues(it)));
        let title = posting.title.as_deref();
        let title_reading = title.map(|it| AnalyzedText::of(it, &own));
        let examples = parallel::map(&guide.themes, 1, |_, theme| {
            let texts = examples(theme).map(|text| AnalyzedText::of(text, lexicon));
            texts.collect::<Vec<_>>()
        });
        let examples: Vec<AnalyzedText> = examples.into_iter().flatten().collect();
        Self {
            posting,
            title_parts: title_parts(title.unwrap_or_default()),
            spelling: SpellChecker::of(texts.iter().map(|it| it.tokens.as_slice())),
            wanted: RequirementIndex::of(&texts, &evidence, title_reading.as_ref(), &examples),
            pairs,
            texts,
            title: title_reading,
            evidence,
            examples,
        }
    }

    /// Returns how much the posting speaks of each of `n` themes.
    pub(super) fn stress(&self, themes: &Themes, n: usize) -> Vec<f64> {
        let shown: Vec<Vec<ThemeMatch>> = parallel::map(&self.texts, 1, |idx, text| {
            themes.shown(text, cues(text), &self.evidence[idx], &[], false)
        });
        let mut stress = vec![0.0; n];
        for (requirement, shown) in self.posting.requirements.iter().zip(shown) {
            for (stress, shown) in stress.iter_mut().zip(shown) {
                *stress += requirement.weight * shown.strength;
            }
        }
        stress
    }

    /// Holds the lines of a profile beside the posting; `spelling` is the guide's.
    pub(super) fn beside<'s>(
        &'s self,
        lines: &[Line<'_>],
        readings: &'s [Vec<AnalyzedText>],
        spelling: &SpellChecker,
    ) -> PostingMatch<'s> {
        let own = lines.iter().flat_map(|it| &it.wordings);
        let mut pairs: Vec<_> = own.flat_map(|it| acronyms(&it.text)).collect();
        let explains = !pairs.is_empty();
        pairs.extend_from_slice(&self.pairs);
        let lexicon = Lexicon::with_pairs(&pairs);
        let spelling = [spelling, &self.spelling];
        let again = |idx: usize| {
            let wordings: &'s Vec<AnalyzedText> = &readings[idx];
            let again = wordings.iter().map(|it| it.again(&lexicon, &spelling));
            again.collect()
        };
        let (lines, wanted): (Vec<Vec<Cow<'s, AnalyzedText>>>, _) = parallel::join(
            || parallel::map(readings, 1, |idx, _| again(idx)),
            || {
                if explains {
                    self.explained(&lexicon)
                } else {
                    Cow::Borrowed(&self.wanted)
                }
            },
        );
        let first = lines.iter().map(|wordings| wordings[0].as_ref());
        PostingMatch {
            requirements: Requirements::of(wanted, first),
            lines,
        }
    }

    /// Returns what is asked for where a profile explains short forms, which the posting may use.
    fn explained(&self, lexicon: &Lexicon) -> Cow<'_, RequirementIndex> {
        let mut texts = self.texts.iter().chain(&self.title);
        if !texts.any(|it| lexicon.explains(&it.tokens)) {
            return Cow::Borrowed(&self.wanted);
        }
        let again = |it: &AnalyzedText| it.again(lexicon, &[]).into_owned();
        let texts: Vec<AnalyzedText> = self.texts.iter().map(again).collect();
        let title = self.title.as_ref().map(again);
        let examples = &self.examples;
        Cow::Owned(RequirementIndex::of(
            &texts,
            &self.evidence,
            title.as_ref(),
            examples,
        ))
    }
}
