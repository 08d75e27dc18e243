//! Kinds of words that stand near each other, and what they speak for.

use std::collections::BTreeSet;

use super::super::number::log2;
use super::super::reading::Reading;
use crate::text::{Class, Gap};

/// How many examples' worth of doubt a cue starts with: as many as a theme has, so that one seen in a single example by
/// chance does not decide.
const DOUBT: f64 = 10.0;

/// How far apart two words may stand to be a cue together.
const WINDOW: usize = 6;

const N_CLASSES: usize = Class::ALL.len();

/// The number of different cues: single classes, classes of the opening words, and ordered pairs.
const N_CUES: usize = 2 * N_CLASSES + N_CLASSES * N_CLASSES;

/// How much each cue speaks for each theme; 0 where it does not.
///
/// Cues that speak against a theme are left out: counting them made rankings worse, because a line that shows two
/// themes was held against both.
pub(super) struct Cues(Vec<Vec<f64>>);

impl Cues {
    /// Learns the cues of `n` themes: how much likelier each is in their examples than over all themes.
    pub(super) fn of(n: usize, examples: &[(usize, &Reading)]) -> Self {
        let mut weights = vec![vec![0.0; N_CUES]; n];
        let mut counts = vec![vec![0.0; N_CUES]; n];
        let mut n_examples = vec![0.0; n];
        for (theme, example) in examples {
            n_examples[*theme] += 1.0;
            for (cue, _) in cues(example) {
                counts[*theme][cue] += 1.0;
            }
        }
        for cue in 0..N_CUES {
            let mut overall = 0.0;
            for (counts, n_examples) in counts.iter().zip(&n_examples) {
                if *n_examples > 0.0 {
                    overall += counts[cue] / n_examples / n as f64;
                }
            }
            if overall <= 0.0 {
                continue;
            }
            for (theme, counts) in counts.iter().enumerate() {
                let rate = (counts[cue] + DOUBT * overall) / (n_examples[theme] + DOUBT);
                let ratio = rate / overall;
                weights[theme][cue] = log2(ratio.max(1.0));
            }
        }
        Self(weights)
    }

    /// Returns how much a cue speaks for a theme.
    pub(super) fn weight(&self, theme: usize, cue: usize) -> f64 {
        self.0[theme][cue]
    }
}

/// Returns the cues of a text, each with the words of its first occurrence.
///
/// A cue is a kind of word, such a kind among the first two words, or two kinds of words in one sentence, one before
/// the other and no more than a few words apart.
pub(super) fn cues(reading: &Reading) -> Vec<(usize, [usize; 2])> {
    let mut out = Vec::new();
    let mut add = |cue: usize, words: [usize; 2]| out.push((cue, words));
    let tokens = &reading.tokens;
    // Said twice is said once.
    let mut said: BTreeSet<&str> = BTreeSet::new();
    let classes: Vec<&[Class]> = (tokens.iter().zip(&reading.classes))
        .map(|(token, &classes)| {
            if said.insert(&token.word) {
                classes
            } else {
                &[]
            }
        })
        .collect();
    for (i, of_word) in classes.iter().enumerate() {
        for &class in *of_word {
            add(class as usize, [i, i]);
            if i <= 1 && class.is_verb() {
                add(N_CLASSES + class as usize, [i, i]);
            }
            let near = (i + 1..tokens.len().min(i + WINDOW + 1))
                .take_while(|&j| tokens[j].before < Gap::Sentence);
            for j in near {
                for &other in classes[j] {
                    let pair = class as usize * N_CLASSES + other as usize;
                    add(2 * N_CLASSES + pair, [i, j]);
                }
            }
        }
    }
    // The sort is stable, so each cue keeps its first place.
    out.sort_by_key(|(cue, _)| *cue);
    out.dedup_by_key(|(cue, _)| *cue);
    out
}
