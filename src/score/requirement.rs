//! How well a line answers the requirements of a posting.

use std::collections::{BTreeMap, BTreeSet};

use super::number::log2;
use super::reading::Reading;
use crate::posting::says_something;
use crate::text::Words;

/// The rarity of shared words that answers any requirement fully: three words that hardly any other line has.
const ENOUGH: f64 = 20.0;

/// The least that answers even a requirement of one or two words.
const LEAST: f64 = 10.0;

/// What two units in the same order add, in units of rarity: "budget planning" says more than "budget" and "planning".
const PAIR: f64 = 3.6;

/// Strengths below this are chance: one shared word that many lines have.
const FAINT: f64 = 0.05;

/// A posting's requirements, made ready for reading many lines.
pub(super) struct Requirements {
    /// The rarity of shared words that answers each requirement fully.
    enough: Vec<f64>,
    /// How rare each word of a requirement is, and the requirements that have it.
    words: Words<(f64, Vec<usize>)>,
    /// The requirements that have a pair of units, by their two keys with a space between.
    pairs: Words<Vec<usize>>,
}

/// One requirement that a line answers.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Answer {
    /// Its index in the posting.
    pub(super) requirement: usize,
    /// How well: above 0, up to 1.
    pub(super) strength: f64,
    /// The words of the line that answer it.
    pub(super) words: BTreeSet<usize>,
}

impl Requirements {
    /// Makes a posting's requirements ready; `others` are further texts that tell how common a word is.
    pub(super) fn of(asked: &[Reading], others: &[&Reading]) -> Self {
        let mut out = Self {
            enough: Vec::new(),
            words: Words::default(),
            pairs: Words::default(),
        };
        for (requirement, reading) in asked.iter().enumerate() {
            for key in keys(reading).into_keys() {
                out.words
                    .entry(key, || (0.0, Vec::new()))
                    .1
                    .push(requirement);
            }
            for pair in pairs(reading) {
                out.pairs.entry(&pair, Vec::new).push(requirement);
            }
        }
        // For each word: in how many texts it stands, and the last of them.
        let mut df: Words<(f64, usize)> = Words::default();
        let texts = others.iter().copied().chain(asked);
        for (text, reading) in texts.enumerate() {
            for unit in reading.content() {
                if out.words.contains(&unit.key) {
                    let (df, last) = df.entry(&unit.key, || (0.0, usize::MAX));
                    if *last != text {
                        *df += 1.0;
                        *last = text;
                    }
                }
            }
        }
        let n_texts = (others.len() + asked.len()) as f64;
        for (key, (df, _)) in df.iter() {
            out.words.entry(key, || (0.0, Vec::new())).0 = log2(1.0 + n_texts / (1.0 + df));
        }
        for reading in asked {
            let mut whole = 0.0;
            for key in keys(reading).into_keys() {
                whole += out.words.get(key).map_or(0.0, |(idf, _)| *idf);
            }
            out.enough.push(whole.clamp(LEAST, ENOUGH));
        }
        out
    }

    /// Returns the requirements that a line answers, by rising index.
    pub(super) fn answers(&self, line: &Reading) -> Vec<Answer> {
        let mut matched: BTreeMap<usize, (f64, BTreeSet<usize>)> = BTreeMap::new();
        for (key, at) in keys(line) {
            if let Some((idf, requirements)) = self.words.get(key) {
                for requirement in requirements {
                    let (matched, words) = matched.entry(*requirement).or_default();
                    *matched += idf;
                    words.extend(at);
                }
            }
        }
        for pair in pairs(line) {
            for requirement in self.pairs.get(&pair).into_iter().flatten() {
                if let Some((matched, _)) = matched.get_mut(requirement) {
                    *matched += PAIR;
                }
            }
        }
        matched
            .into_iter()
            .map(|(requirement, (matched, words))| Answer {
                requirement,
                strength: (matched / self.enough[requirement]).min(1.0),
                words,
            })
            .filter(|it| it.strength >= FAINT)
            .collect()
    }
}

/// Returns the keys of a text's units that say what is asked for or done, each with the words of its first place.
fn keys(reading: &Reading) -> BTreeMap<&str, &[usize]> {
    let mut out = BTreeMap::new();
    for unit in reading.content() {
        if unit.words.len() > 1 || says_something(&reading.tokens[unit.words[0]]) {
            out.entry(unit.key.as_str())
                .or_insert(unit.words.as_slice());
        }
    }
    out
}

/// Returns the pairs of neighbouring units, small words between them left out.
fn pairs(reading: &Reading) -> BTreeSet<String> {
    let keys: Vec<&str> = reading.content().map(|it| it.key.as_str()).collect();
    keys.windows(2)
        .map(|it| format!("{} {}", it[0], it[1]))
        .collect()
}
