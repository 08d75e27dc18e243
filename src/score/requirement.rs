//! How well a line answers the requirements of a posting.

use std::collections::{BTreeMap, BTreeSet};

use super::number::log2;
use super::reading::Reading;
use crate::posting::{Posting, says_something};
use crate::text::Lexicon;

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
    asked: Vec<Asked>,
    /// How rare each word is.
    idf: BTreeMap<String, f64>,
    rarest: f64,
}

struct Asked {
    keys: BTreeSet<String>,
    pairs: BTreeSet<(String, String)>,
    /// The rarity of shared words that answers this requirement fully.
    enough: f64,
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
    pub(super) fn of(posting: &Posting, lexicon: &Lexicon, others: &[&Reading]) -> Self {
        let asked: Vec<Reading> = (posting.requirements.iter())
            .map(|it| Reading::of(&it.text, lexicon))
            .collect();
        let mut df: BTreeMap<String, f64> = BTreeMap::new();
        let mut n_texts = 0.0;
        for reading in others.iter().copied().chain(&asked) {
            n_texts += 1.0;
            for key in keys(reading).into_keys() {
                match df.get_mut(key) {
                    Some(df) => *df += 1.0,
                    None => {
                        df.insert(key.to_owned(), 1.0);
                    }
                }
            }
        }
        let idf: BTreeMap<String, f64> = df
            .into_iter()
            .map(|(key, df)| (key, log2(1.0 + n_texts / (1.0 + df))))
            .collect();
        let asked = asked
            .iter()
            .map(|reading| {
                let keys: BTreeSet<String> = keys(reading).into_keys().map(str::to_owned).collect();
                let mut whole = 0.0;
                for key in &keys {
                    whole += idf[key];
                }
                Asked {
                    keys,
                    pairs: pairs(reading)
                        .into_iter()
                        .map(|(a, b)| (a.to_owned(), b.to_owned()))
                        .collect(),
                    enough: whole.clamp(LEAST, ENOUGH),
                }
            })
            .collect();
        Self {
            asked,
            idf,
            rarest: log2(1.0 + n_texts),
        }
    }

    /// Returns the requirements that a line answers, by rising index.
    pub(super) fn answers(&self, line: &Reading) -> Vec<Answer> {
        let keys = keys(line);
        let pairs = pairs(line);
        let mut out = Vec::new();
        for (requirement, asked) in self.asked.iter().enumerate() {
            let mut matched = 0.0;
            let mut words = BTreeSet::new();
            for (key, at) in &keys {
                if asked.keys.contains(*key) {
                    matched += self.idf.get(*key).copied().unwrap_or(self.rarest);
                    words.extend(at.iter().copied());
                }
            }
            if words.is_empty() {
                continue;
            }
            for &(a, b) in &pairs {
                if asked.pairs.contains(&(a.to_owned(), b.to_owned())) {
                    matched += PAIR;
                }
            }
            let strength = (matched / asked.enough).min(1.0);
            if strength >= FAINT {
                out.push(Answer {
                    requirement,
                    strength,
                    words,
                });
            }
        }
        out
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
fn pairs(reading: &Reading) -> BTreeSet<(&str, &str)> {
    let keys: Vec<&str> = reading.content().map(|it| it.key.as_str()).collect();
    keys.windows(2).map(|it| (it[0], it[1])).collect()
}
