//! What kinds of words near each other speak for, learnt from a guide's examples.

use super::super::cue::{N_CUES, cues};
use super::super::number::log2;
use super::super::reading::AnalyzedText;

/// How many examples' worth of doubt a cue starts with: as many as a theme has, so that one seen in a single example by
/// chance does not decide.
const DOUBT: f64 = 10.0;
/// How much each cue speaks for each theme; 0 where it does not.
///
/// Cues that speak against a theme are left out: counting them made rankings worse, because a line that shows two
/// themes was held against both.
pub(super) struct Cues(Vec<Vec<f64>>);

impl Cues {
    /// Learns the cues of `n` themes: how much likelier each is in their examples than over all themes.
    pub(super) fn of(n: usize, examples: &[(usize, &AnalyzedText)]) -> Self {
        if examples.is_empty() {
            return Self(Vec::new());
        }
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
        self.0.get(theme).map_or(0.0, |weights| weights[cue])
    }
}
