//! The terms of a guide's themes, and where a line has them.

use std::collections::{BTreeMap, BTreeSet};

use super::super::number::log2;
use super::super::reading::{AnalyzedText, TermForm};
use crate::text::{Phrases, Places, Words, words_for};

/// The specificity at which a term earns half a point: about one word that no other theme uses.
const HALF_TERM: f64 = 2.0;

/// What a word that says nothing by itself ("of" in "team of") adds to a term's specificity.
const STOP_SPECIFICITY: f64 = 0.3;

/// Every way to write every term, made ready for reading many lines.
#[derive(Default)]
pub(super) struct Terms {
    phrases: Phrases,
    /// What each phrase of the set is.
    forms: Vec<Form>,
    /// The forms that name a thing of the lexicon, by its key.
    things: Words<Vec<usize>>,
}

/// One way to write one term of one theme.
struct Form {
    theme: usize,
    term: usize,
    weight: f64,
}

/// A term in a line.
pub(super) struct TermMatch {
    /// The theme that has it.
    pub(super) theme: usize,
    /// Its index there.
    pub(super) term: usize,
    /// How much it speaks for the theme.
    pub(super) weight: f64,
    /// The words of the line.
    pub(super) words: Places,
}

impl Terms {
    /// Makes the terms of `n` themes ready; the examples tell how common their words are.
    pub(super) fn of(
        n: usize,
        terms: &[(usize, &TermForm)],
        examples: &[(usize, &AnalyzedText)],
    ) -> Self {
        let mut out = Self {
            phrases: Phrases::for_so_many(terms.len()),
            forms: Vec::with_capacity(terms.len()),
            things: Words::default(),
        };
        // In how many themes' terms a word stands, and in how many examples of each theme.
        let mut in_terms: Words<(usize, Option<usize>)> = words_for(terms.len());
        // The words of the terms, one after the other, by their place there.
        let mut words = Vec::with_capacity(2 * terms.len());
        for (theme, form) in terms {
            for token in &form.tokens {
                let entry = in_terms.entry(token.key.clone());
                words.push(entry.index());
                let (n_themes, last) = entry.or_default();
                if *last != Some(*theme) {
                    *n_themes += 1;
                    *last = Some(*theme);
                }
            }
        }
        let mut words = words.into_iter();
        let mut in_examples: Words<Vec<f64>> = Words::default();
        for (theme, example) in examples {
            let keys: BTreeSet<_> = example.tokens.iter().map(|it| it.key.as_str()).collect();
            for key in keys {
                in_examples
                    .entry(key.into())
                    .or_insert_with(|| vec![0.0; n])[*theme] += 1.0;
            }
        }
        for (theme, form) in terms {
            let mut specificity = 0.0;
            let tokens = form.tokens.iter().zip(words.by_ref());
            for (token, word) in tokens.filter(|it| !it.0.is_transparent()) {
                specificity += if token.is_stop() {
                    STOP_SPECIFICITY
                } else {
                    let n_themes = in_terms[word].0 as f64;
                    let elsewhere = in_examples
                        .get(token.key.as_str())
                        .map_or(0.0, |counts| counts.iter().sum::<f64>() - counts[*theme]);
                    log2(1.0 + n as f64 / (n_themes + elsewhere / 2.0))
                };
            }
            let id = out.forms.len();
            let number = u32::try_from(id).unwrap_or(u32::MAX);
            if out.phrases.insert(&form.tokens, number) {
                out.forms.push(Form {
                    theme: *theme,
                    term: form.term,
                    weight: specificity / (specificity + HALF_TERM),
                });
                if let Some(thing) = &form.thing {
                    out.things.entry(thing.clone()).or_default().push(id);
                }
            }
        }
        out
    }

    /// Returns the terms of the `n` themes in a line, by theme and index; a term counts once, at its most specific.
    pub(super) fn found(&self, n: usize, line: &AnalyzedText) -> Vec<TermMatch> {
        let mut best: BTreeMap<(usize, usize), (f64, Places)> = BTreeMap::new();
        let n_words = line.tokens.len();
        let mut taken = vec![false; n * n_words];
        let found = self
            .phrases
            .find(&line.tokens)
            .into_iter()
            .map(|it| (it.id as usize, it.words));
        let things = line
            .units
            .iter()
            .filter(|it| it.key.starts_with('@'))
            .flat_map(|unit| {
                let forms = self.things.get(&unit.key).into_iter().flatten();
                forms.map(|&form| (form, unit.words.clone()))
            });
        for (form, words) in found.chain(things) {
            let form = &self.forms[form];
            let known = best.contains_key(&(form.theme, form.term));
            let taken = &mut taken[form.theme * n_words..][..n_words];
            let free = words.iter().any(|&it| !taken[it]);
            if !(known || free) || line.cuts_expression(&words) {
                continue;
            }
            for &word in &words {
                taken[word] = true;
            }
            let entry = best
                .entry((form.theme, form.term))
                .or_insert((0.0, Places::new()));
            if form.weight > entry.0 {
                *entry = (form.weight, words);
            }
        }
        let found = |((theme, term), (weight, words))| TermMatch {
            theme,
            term,
            weight,
            words,
        };
        best.into_iter().map(found).collect()
    }

    /// Returns the themes that have a text as one of their terms.
    pub(super) fn named(&self, text: &AnalyzedText) -> impl Iterator<Item = usize> {
        let forms = self.phrases.whole(&text.tokens).iter();
        forms.map(|&form| self.forms[form as usize].theme)
    }
}
