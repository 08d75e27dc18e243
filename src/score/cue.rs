//! Kinds of words that stand near each other: "in charge" before "people".

use rustc_hash::{FxBuildHasher, FxHashSet};

use super::reading::AnalyzedText;
use crate::text::{Class, Gap};

/// How far apart two words may stand to be a cue together.
const WINDOW: usize = 6;

const N_CLASSES: usize = Class::ALL.len();

/// The number of different cues: single classes, classes of the opening words, and ordered pairs.
pub(super) const N_CUES: usize = 2 * N_CLASSES + N_CLASSES * N_CLASSES;

/// Returns the cues of a text, each with the words of its first occurrence.
///
/// A cue is a kind of word, such a kind among the first two words, or two kinds of words in one sentence, one before
/// the other and no more than a few words apart.
pub(super) fn cues(reading: &AnalyzedText) -> Vec<(usize, [usize; 2])> {
    let mut out = Vec::with_capacity(2 * reading.tokens.len());
    let mut add = |cue: usize, words: [usize; 2]| out.push((cue, words));
    let tokens = &reading.tokens;
    // Said twice is said once.
    let mut said: FxHashSet<&str> =
        FxHashSet::with_capacity_and_hasher(tokens.len(), FxBuildHasher);
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
