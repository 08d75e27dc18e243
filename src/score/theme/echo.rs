//! The examples of a guide's themes, and how like them a line is: the cosine of their words, rare ones counting more.

use super::super::number::log2;
use super::super::reading::AnalyzedText;
use crate::text::Words;

/// The examples, made ready for comparing many lines with them.
#[derive(Default)]
pub(super) struct ExampleSimilarity {
    /// The theme of each example.
    examples: Vec<usize>,
    /// The examples that have a word, by its key, and the word's weight in each.
    index: Words<Vec<(usize, f64)>>,
    /// How rare each word of the examples is.
    idf: Words<f64>,
    rarest: f64,
}

impl ExampleSimilarity {
    /// Makes examples ready, each with its theme.
    pub(super) fn of(examples: &[(usize, &AnalyzedText)]) -> Self {
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

    /// Returns for each of `n` themes the likeness of the example most like a line, from 0 to 1, and the words they share.
    pub(super) fn of_line(&self, n: usize, line: &AnalyzedText) -> Vec<(f64, Vec<usize>)> {
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
        // The first of equals.
        let mut best: Vec<Option<usize>> = vec![None; n];
        for (example, &likely) in likeness.iter().enumerate() {
            let best = &mut best[self.examples[example]];
            if likely > best.map_or(0.0, |it: usize| likeness[it]) {
                *best = Some(example);
            }
        }
        let known: Vec<_> = line
            .content()
            .filter_map(|unit| Some((unit, self.index.get(&unit.key)?)))
            .collect();
        let shared = |example: usize| {
            let units =
                (known.iter()).filter(|(_, entries)| entries.iter().any(|&(it, _)| it == example));
            units
                .flat_map(|(unit, _)| unit.words.iter().copied())
                .collect()
        };
        best.into_iter()
            .map(|best| best.map_or((0.0, Vec::new()), |it| (likeness[it].min(1.0), shared(it))))
            .collect()
    }
}

/// Returns the keys of a text's units that say something, rising, each once.
pub(super) fn keys(reading: &AnalyzedText) -> Vec<&str> {
    let mut keys: Vec<&str> = reading.content().map(|it| it.key.as_str()).collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}
