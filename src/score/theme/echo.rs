//! The examples of a guide's themes, and how like them a line is.

use super::super::number::log2;
use super::super::reading::Reading;
use super::keys;
use crate::text::Words;

/// How many of a theme's examples a line is compared with: the ones most like it.
const ECHOED: usize = 2;

/// The examples, made ready for comparing many lines with them.
#[derive(Default)]
pub(super) struct Echoes {
    /// The theme of each example.
    examples: Vec<usize>,
    /// The examples that have a word, by its key, and the word's weight in each.
    index: Words<Vec<(usize, f64)>>,
    /// How rare each word of the examples is.
    idf: Words<f64>,
    rarest: f64,
}

impl Echoes {
    /// Makes examples ready, each with its theme.
    pub(super) fn of(examples: &[(usize, &Reading)]) -> Self {
        let mut out = Self::default();
        let mut df: Words<f64> = Words::default();
        for (_, example) in examples {
            for key in keys(example) {
                *df.entry(key.into()).or_default() += 1.0;
            }
        }
        let n_examples = examples.len() as f64;
        out.rarest = log2(1.0 + n_examples);
        for (key, df) in df {
            out.idf.insert(key, log2(1.0 + n_examples / (1.0 + df)));
        }
        for (theme, reading) in examples {
            let keys = keys(reading);
            let length = out.length(&keys);
            for key in keys {
                let weight = out.rarity(key) / length;
                let entries = out.index.entry(key.into()).or_default();
                entries.push((out.examples.len(), weight));
            }
            out.examples.push(*theme);
        }
        out
    }

    /// Returns the length of a text's vector of word weights.
    fn length(&self, keys: &[&str]) -> f64 {
        let mut sum = 0.0;
        for key in keys {
            let rarity = self.rarity(key);
            sum += rarity * rarity;
        }
        sum.sqrt().max(f64::MIN_POSITIVE)
    }

    fn rarity(&self, key: &str) -> f64 {
        self.idf.get(key).copied().unwrap_or(self.rarest)
    }

    /// Returns the likeness of each of `n` themes to a line, from 0 to 1, and the words they share.
    pub(super) fn of_line(&self, n: usize, line: &Reading) -> Vec<(f64, Vec<usize>)> {
        if self.examples.is_empty() {
            return vec![(0.0, Vec::new()); n];
        }
        let keys = keys(line);
        let length = self.length(&keys);
        let mut likeness = vec![0.0; self.examples.len()];
        for key in keys {
            let Some(entries) = self.index.get(key) else {
                continue;
            };
            let rarity = self.rarity(key);
            for &(example, weight) in entries {
                likeness[example] += weight * rarity / length;
            }
        }
        let mut best: Vec<Vec<(f64, usize)>> = vec![Vec::new(); n];
        for (example, &likeness) in likeness.iter().enumerate() {
            if likeness > 0.0 {
                best[self.examples[example]].push((likeness, example));
            }
        }
        let known: Vec<_> = line
            .content()
            .filter_map(|unit| Some((unit, self.index.get(&unit.key)?)))
            .collect();
        best.into_iter()
            .map(|mut examples| {
                examples.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
                examples.truncate(ECHOED);
                let mut mean = 0.0;
                for (likeness, _) in &examples {
                    mean += likeness / ECHOED as f64;
                }
                let is_echoed = |example: usize| examples.iter().any(|&(_, best)| best == example);
                let words = known
                    .iter()
                    .filter(|(_, entries)| entries.iter().any(|&(it, _)| is_echoed(it)))
                    .flat_map(|(unit, _)| unit.words.iter().copied())
                    .collect();
                (mean, words)
            })
            .collect()
    }
}
