//! How well a line answers the requirements of a posting.

use std::borrow::Cow;
use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::competency::{Evidence, PerCompetency, alike, most_alike};
use super::number::log2;
use super::reading::AnalyzedText;
use crate::guide::Competency;
use crate::posting::{RequirementId, says_something};
use crate::text::{Class, Key, Unit, Words};

/// The words that answer any requirement fully, in words that stand nowhere else: two of those and a commoner one.
const ENOUGH: f64 = 2.3;

/// The least that answers even a requirement of one or two words.
const MIN_STRENGTH: f64 = 1.1;

/// What two units in the same order add, in words that stand nowhere else: "budget planning" says more than "budget" and "planning".
const PAIR: f64 = 0.4;

/// What a verb counts beside a noun of the same rarity: "designed" says little until it is known what.
const VERB: f64 = 0.5;

/// What a product counts where its kind is asked for, beside the kind's own name: "Excel" for "spreadsheets".
const KIND: f64 = 0.5;

/// What a line counts for a requirement that shows the same competencies and has none of its words.
const ALIKE: f64 = 0.5;

/// What it counts besides where all that it says is spoken of in the posting.
const COVERED: f64 = 0.6;

/// What having all words of a requirement counts beside what competencies the two share: a language, a degree.
const WORDS: f64 = 0.3;

/// Strengths below this are chance: one shared word that many lines have.
const FAINT: f64 = 0.05;

/// What a posting asks for, made ready for many profiles.
#[derive(Clone)]
pub(super) struct RequirementIndex {
    /// The words of each requirement, by their place in `words`.
    texts: Vec<Vec<usize>>,
    /// How far each requirement speaks of each competency.
    levels: Vec<PerCompetency>,
    /// Everything that the requirements and the title speak of.
    spoken: Words<()>,
    words: Words<Word>,
    /// The requirements that have a pair of units, by their two keys.
    pairs: FxHashMap<(Key, Key), Vec<usize>>,
    /// In how many texts words were counted: the requirements and the further ones.
    n_texts: usize,
}

/// A word that is asked for.
#[derive(Clone)]
struct Word {
    /// What it counts of its rarity.
    share: f64,
    /// The requirements that have it.
    requirements: Vec<usize>,
    /// How many texts have it.
    n_texts: usize,
}

/// A posting's requirements, made ready for the lines of one profile.
pub(super) struct Requirements<'a> {
    wanted: Cow<'a, RequirementIndex>,
    /// What each word counts, 1 if it stands nowhere else.
    worth: Vec<f64>,
    /// The words that answer each requirement fully.
    enough: Vec<f64>,
}

/// One requirement that a line answers.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct RequirementMatch {
    /// Its index in the posting.
    pub(super) requirement: RequirementId,
    /// How many of its words the line has, rare ones counting more: 0 to 1.
    pub(super) strength: f64,
    /// How much the line is worth for it, 0 or more: about 1 where the line shows the same competencies in the same words.
    pub(super) worth: f64,
    /// How much of the worth is for showing the same competencies.
    pub(super) for_alike: f64,
    /// How much of the requirement's competencies the line shows, 0 to 1.
    pub(super) alike: f64,
    /// The words of the line that the requirement has too.
    pub(super) words: BTreeSet<usize>,
}

impl RequirementIndex {
    /// Makes a posting's requirements ready, each read and weighed; `title` is the posting's, and `others` are further
    /// texts that tell how common a word is.
    pub(super) fn of(
        asked: &[AnalyzedText],
        evidence: &[Evidence],
        title: Option<&AnalyzedText>,
        others: &[AnalyzedText],
    ) -> Self {
        let spoken = asked.iter().chain(title).flat_map(keys);
        let mut out = Self {
            texts: Vec::new(),
            levels: evidence.iter().map(Evidence::levels).collect(),
            spoken: spoken.map(|(key, _)| (key.into(), ())).collect(),
            words: Words::default(),
            pairs: FxHashMap::default(),
            n_texts: others.len() + asked.len(),
        };
        for (requirement, reading) in asked.iter().enumerate() {
            let mut text = Vec::new();
            for (key, at) in keys(reading) {
                let entry = out.words.entry(key.into());
                text.push(entry.index());
                let word = entry.or_insert_with(|| Word {
                    share: share_of(reading, at),
                    requirements: Vec::new(),
                    n_texts: 0,
                });
                word.requirements.push(requirement);
            }
            out.texts.push(text);
            for pair in pairs(reading) {
                out.pairs.entry(pair).or_default().push(requirement);
            }
        }
        let counts = out.count(others.iter().chain(asked));
        for (word, n_texts) in out.words.values_mut().zip(counts) {
            word.n_texts = n_texts;
        }
        out
    }

    /// Returns in how many texts each word stands.
    fn count<'t>(&self, texts: impl Iterator<Item = &'t AnalyzedText>) -> Vec<usize> {
        // With the last text that had the word.
        let mut counts = vec![(0, usize::MAX); self.words.len()];
        for (text, reading) in texts.enumerate() {
            for unit in reading.content() {
                if let Some(word) = self.words.get_index_of(&unit.key)
                    && counts[word].1 != text
                {
                    counts[word] = (counts[word].0 + 1, text);
                }
            }
        }
        counts.into_iter().map(|(n, _)| n).collect()
    }
}

impl<'a> Requirements<'a> {
    /// Makes requirements ready for the lines of a profile, which tell how common a word is.
    pub(super) fn of<'t>(
        wanted: Cow<'a, RequirementIndex>,
        lines: impl ExactSizeIterator<Item = &'t AnalyzedText>,
    ) -> Self {
        let n_texts = (lines.len() + wanted.n_texts) as f64;
        let rarest = log2(1.0 + n_texts / 2.0);
        let worth: Vec<f64> = (wanted.words.values().zip(wanted.count(lines)))
            .map(|(word, n)| {
                let n = (word.n_texts + n) as f64;
                word.share * log2(1.0 + n_texts / (1.0 + n)) / rarest
            })
            .collect();
        let enough = (wanted.texts.iter())
            .map(|text| {
                let whole = text.iter().fold(0.0, |sum, &word| sum + worth[word]);
                whole.clamp(MIN_STRENGTH, ENOUGH)
            })
            .collect();
        Self {
            wanted,
            worth,
            enough,
        }
    }

    /// Returns the competency that a line with such evidence and a requirement both show most.
    pub(super) fn shared(&self, requirement: RequirementId, evidence: &Evidence) -> Competency {
        most_alike(&self.wanted.levels[requirement.0], &evidence.levels())
    }

    /// Returns how a line with such evidence answers each requirement.
    ///
    /// A line is worth as much for a requirement as both show the same competencies, the more so the more of the
    /// requirement's words it has, and the more of what it says the posting speaks of. The form was chosen on graded
    /// pairs (`fit/postings.py`); nothing in it is fitted to single words.
    pub(super) fn answers(
        &self,
        line: &AnalyzedText,
        evidence: &Evidence,
    ) -> Vec<RequirementMatch> {
        let levels = evidence.levels();
        let said = keys(line);
        let n_spoken = said
            .iter()
            .filter(|(key, _)| self.wanted.spoken.contains_key(*key))
            .count();
        let covered = n_spoken as f64 / said.len().max(1) as f64;
        let mut matched: Vec<(f64, BTreeSet<usize>)> = vec![Default::default(); self.enough.len()];
        let kinds = line.kinds.iter();
        let kinds = kinds.map(|it| (it.key.as_str(), it.words.as_slice()));
        let is_said = |key: &str| said.binary_search_by_key(&key, |it| it.0).is_ok();
        let mut kinds: Vec<_> = kinds.filter(|it| !is_said(it.0)).collect();
        kinds.sort_by_key(|it| it.0);
        kinds.dedup_by_key(|it| it.0);
        let named = said.into_iter().map(|(key, at)| (key, at, 1.0));
        let implied = kinds.into_iter().map(|(key, at)| (key, at, KIND));
        for (key, at, share) in named.chain(implied) {
            if let Some((word, _, found)) = self.wanted.words.get_full(key) {
                for requirement in &found.requirements {
                    let (matched, words) = &mut matched[*requirement];
                    *matched += share * self.worth[word];
                    words.extend(at);
                }
            }
        }
        for pair in pairs(line) {
            for requirement in self.wanted.pairs.get(&pair).into_iter().flatten() {
                let (matched, words) = &mut matched[*requirement];
                if !words.is_empty() {
                    *matched += PAIR;
                }
            }
        }
        (self
            .wanted
            .levels
            .iter()
            .zip(&self.enough)
            .zip(matched)
            .enumerate())
        .map(|(requirement, ((asked, enough), (matched, mut words)))| {
            let mut strength = (matched / enough).min(1.0);
            let alike = alike(asked, &levels);
            if strength < FAINT {
                strength = 0.0;
                words.clear();
            }
            let for_alike = alike * (ALIKE + COVERED * covered);
            let whole: f64 = asked.iter().sum();
            RequirementMatch {
                requirement: RequirementId(requirement),
                strength,
                worth: for_alike + (alike + WORDS) * strength,
                for_alike,
                alike: if whole > 0.0 { alike / whole } else { 0.0 },
                words,
            }
        })
        .collect()
    }
}

/// Returns what a unit counts of its rarity.
fn share_of(reading: &AnalyzedText, words: &[usize]) -> f64 {
    let is_verb = match words {
        [word] => {
            let classes = reading.classes[*word];
            !classes.is_empty() && classes.iter().all(|it| it.is_verb())
        }
        _ => false,
    };
    if is_verb { VERB } else { 1.0 }
}

/// Returns whether a word is about how much or how long, and so says nothing of what was done: "two", "weeks".
fn is_measure(reading: &AnalyzedText, word: usize) -> bool {
    let measures = [Class::Number, Class::Percent, Class::Time];
    reading.classes[word].iter().any(|it| measures.contains(it))
}

/// Returns the keys of a text's units that say what is asked for or done, rising, each with the words of its first
/// place.
fn keys(reading: &AnalyzedText) -> Vec<(&str, &[usize])> {
    let says_what = |unit: &&Unit| {
        let first = unit.words[0];
        unit.words.len() > 1
            || (says_something(&reading.tokens[first]) && !is_measure(reading, first))
    };
    let mut keys: Vec<_> = (reading.content().filter(says_what))
        .map(|it| (it.key.as_str(), it.words.as_slice()))
        .collect();
    // The sort is stable, so each key keeps its first place.
    keys.sort_by_key(|(key, _)| *key);
    keys.dedup_by_key(|(key, _)| *key);
    keys
}

/// Returns the pairs of neighbouring units, small words between them left out, each once.
fn pairs(reading: &AnalyzedText) -> Vec<(Key, Key)> {
    let keys: Vec<&Key> = reading.content().map(|it| &it.key).collect();
    let mut pairs: Vec<_> = keys
        .windows(2)
        .map(|it| (it[0].clone(), it[1].clone()))
        .collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}
