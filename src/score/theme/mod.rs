//! How well a line shows the themes of a guide.
//!
//! What speaks for a theme stands side by side, so that nothing hides anything else: its terms and its name, found word
//! for word; likeness to its examples; the general competency that it names and the line shows best, by what was fitted to
//! graded highlights (`competency`). For a theme that names no competency cues come in, which are kinds of words that
//! stand near each other ("in charge" before "people"); how much a cue speaks for a theme is learnt from how often it
//! occurs in the theme's examples and in those of the others. Each feature has a weight; their sum is the evidence, as
//! odds, and a strength from 0 to 1 comes of that.

mod cue;
mod echo;
mod term;

use std::collections::BTreeSet;

use super::competency::Evidence;
use super::number::shares;
use super::reading::{AnalyzedGuide, AnalyzedText, TermForm};
use crate::guide::Competency;
use crate::parallel;
use cue::Cues;
use echo::{ExampleSimilarity, keys};
use term::Terms;

/// How much each further term of the same theme counts beside the one before it.
const NEXT_TERM: f64 = 0.7;

/// What naming a theme by any of its terms says for it, and what its terms add by how specific they are, up to one.
///
/// Together they show a theme clearly in a short line that speaks of nothing else.
const NAMED: f64 = 0.7;
const SPECIFIC: f64 = 0.6;

/// The length of a short line, in units that say something; in a longer one a term counts less by as much, because the
/// line speaks of other things too.
const SHORT: f64 = 6.0;

/// How much the cues of a line count beside its terms.
const CUES: f64 = 0.4;

/// How many cues every line is taken to have besides its own; keeps short lines from extremes.
const FURTHER_CUES: f64 = 2.0;

/// What being an example of the theme, word for word, says for it; less like ones count with the cube of their likeness,
/// so that a paraphrase counts and two common words hardly do.
const EXAMPLE: f64 = 6.0;

/// The least weight of a feature whose words are worth quoting, where others have words.
const QUOTABLE: f64 = 0.05;

/// What a tag of the person's counts that names a theme or one of its terms: as much as two specific terms.
const TAG: f64 = 1.5;

/// Most words quoted for a competency.
const QUOTED_FOR_COMPETENCY: usize = 4;

/// Most words quoted for one theme.
const QUOTED: usize = 8;

/// A guide's themes, made ready for reading many lines.
pub(super) struct Themes {
    n: usize,
    /// The competencies that each theme names.
    competencies: Vec<Vec<Competency>>,
    terms: Terms,
    echoes: ExampleSimilarity,
    cues: Cues,
    /// The keys of each theme's name, for tags.
    names: Vec<BTreeSet<String>>,
}

/// One reason for a theme.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Feature<'a> {
    /// What it is.
    pub(super) kind: FeatureKind,
    /// How much it speaks for the theme, above 0.
    pub(super) weight: f64,
    /// The words of the line that it rests on.
    pub(super) words: &'a [usize],
}

/// What a line has that features rest on.
struct LineFeatures {
    /// The terms, by theme.
    terms: Vec<term::TermMatch>,
    /// What terms are divided by because the line is long, 1 or more.
    dilution: f64,
    /// The cues, each with the words of its first occurrence.
    cues: Vec<(usize, [usize; 2])>,
    /// What the words say for general competencies, and for each theme the one shown best, with its strongest words.
    evidence: Vec<Option<(f64, Vec<usize>)>>,
    /// Each theme's likeness and the words shared.
    echoes: Vec<(f64, Vec<usize>)>,
    /// The themes that each tag names.
    tagged: Vec<BTreeSet<usize>>,
}

/// What a feature of a theme is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum FeatureKind {
    /// A term of the theme, by its index; its name has the index after the last.
    Term(usize),
    /// A general competency.
    Competency,
    /// Kinds of words near each other, by number.
    Cue(usize),
    /// Likeness to the theme's examples.
    Echo,
    /// A tag of the person's, by its index.
    Tag(usize),
}

/// How well a line shows one theme.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ThemeMatch {
    /// From 0 to 1.
    pub(super) strength: f64,
    /// The words of the line to quote for it, rising.
    pub(super) words: Vec<usize>,
    /// The tags that name it.
    pub(super) tags: Vec<usize>,
}

impl Themes {
    /// Makes a guide's themes ready.
    pub(super) fn of(guide: &AnalyzedGuide) -> Self {
        let n = guide.themes.len();
        let examples: Vec<(usize, &AnalyzedText)> = (guide.themes.iter().enumerate())
            .flat_map(|(theme, it)| it.examples.iter().map(move |text| (theme, text)))
            .collect();
        let terms: Vec<(usize, &TermForm)> = (guide.themes.iter().enumerate())
            .flat_map(|(theme, it)| it.terms.iter().map(move |form| (theme, form)))
            .collect();
        let (terms, (echoes, cues)) = parallel::join(
            || Terms::of(n, &terms, &examples),
            || (ExampleSimilarity::of(&examples), Cues::of(n, &examples)),
        );
        Self {
            n,
            competencies: (guide.themes.iter())
                .map(|it| it.competencies.clone())
                .collect(),
            terms,
            echoes,
            cues,
            names: (guide.themes.iter())
                .map(|it| keys(&it.name).into_iter().map(str::to_owned).collect())
                .collect(),
        }
    }

    /// Returns how well a line shows each theme; without words where there is nothing to quote.
    ///
    /// `cues` and `evidence` are those of the line.
    pub(super) fn shown(
        &self,
        line: &AnalyzedText,
        cues: Vec<(usize, [usize; 2])>,
        evidence: &Evidence,
        tags: &[AnalyzedText],
        quotes: bool,
    ) -> Vec<ThemeMatch> {
        let seen = LineFeatures {
            terms: self.terms.found(self.n, line),
            dilution: (line.content().count() as f64 / SHORT).max(1.0),
            evidence: self.evidence(evidence, quotes),
            cues,
            echoes: self.echoes.of_line(self.n, line),
            tagged: tags.iter().map(|tag| self.tagged(tag)).collect(),
        };
        let mut terms = seen.terms.as_slice();
        let mut features = Vec::with_capacity(8);
        (0..self.n)
            .map(|theme| {
                let n_terms = terms.iter().take_while(|it| it.theme == theme).count();
                let (own, rest) = terms.split_at(n_terms);
                terms = rest;
                features.clear();
                self.features(&seen, theme, own, &mut features);
                let mut evidence = 0.0;
                for feature in &features {
                    evidence += feature.weight;
                }
                let tag = |it: &Feature<'_>| match it.kind {
                    FeatureKind::Tag(tag) => Some(tag),
                    _ => None,
                };
                ThemeMatch {
                    strength: evidence / (1.0 + evidence),
                    tags: features.iter().filter_map(tag).collect(),
                    words: if quotes {
                        words(&mut features)
                    } else {
                        Vec::new()
                    },
                }
            })
            .collect()
    }

    /// Returns for each theme that names competencies how well the line shows the best of them, and the words that do,
    /// if they are to be quoted.
    fn evidence(&self, evidence: &Evidence, quotes: bool) -> Vec<Option<(f64, Vec<usize>)>> {
        let best = |competencies: &Vec<Competency>| {
            let best = (competencies.iter().copied())
                .max_by(|&a, &b| evidence.odds(a).total_cmp(&evidence.odds(b)))?;
            let odds = evidence.odds(best);
            let words = if quotes && odds > 0.0 {
                evidence.strongest(best, QUOTED_FOR_COMPETENCY)
            } else {
                Vec::new()
            };
            Some((odds, words))
        };
        self.competencies.iter().map(best).collect()
    }

    /// Adds the features that speak for a theme, in a fixed order: terms, competency or cues, likeness, tags.
    fn features<'a>(
        &self,
        seen: &'a LineFeatures,
        theme: usize,
        terms: &'a [term::TermMatch],
        features: &mut Vec<Feature<'a>>,
    ) {
        let weights: Vec<f64> = terms.iter().map(|it| it.weight).collect();
        let shares = shares(&weights, NEXT_TERM);
        let sum =
            (weights.iter().zip(&shares)).fold(0.0, |sum, (weight, share)| sum + weight * share);
        let worth = (NAMED + SPECIFIC * sum.min(1.0)) / seen.dilution;
        for (found, share) in terms.iter().zip(shares) {
            features.push(Feature {
                kind: FeatureKind::Term(found.term),
                weight: worth * found.weight * share / sum.max(f64::MIN_POSITIVE),
                words: &found.words,
            });
        }
        if let Some((odds, words)) = &seen.evidence[theme]
            && *odds > 0.0
        {
            features.push(Feature {
                kind: FeatureKind::Competency,
                weight: *odds,
                words,
            });
        }
        let damping = (seen.cues.len() as f64 + FURTHER_CUES).sqrt();
        let learns = self.competencies[theme].is_empty();
        for &(cue, ref words) in seen.cues.iter().filter(|_| learns) {
            let weight = self.cues.weight(theme, cue);
            if weight > 0.0 {
                features.push(Feature {
                    kind: FeatureKind::Cue(cue),
                    weight: CUES * weight / damping,
                    words,
                });
            }
        }
        let (likeness, words) = &seen.echoes[theme];
        if *likeness > 0.0 {
            features.push(Feature {
                kind: FeatureKind::Echo,
                weight: EXAMPLE * likeness * likeness * likeness,
                words,
            });
        }
        for (tag, themes) in seen.tagged.iter().enumerate() {
            if themes.contains(&theme) {
                features.push(Feature {
                    kind: FeatureKind::Tag(tag),
                    weight: TAG,
                    words: &[],
                });
            }
        }
    }

    /// Returns the themes that a tag names, by themselves or by one of their terms.
    fn tagged(&self, tag: &AnalyzedText) -> BTreeSet<usize> {
        let keys = keys(tag);
        let by_name = (0..self.n).filter(|&theme| {
            !keys.is_empty() && keys.iter().all(|key| self.names[theme].contains(*key))
        });
        by_name.chain(self.terms.named(tag)).collect()
    }
}

/// Returns the words to quote: those of the strongest features first, until there are enough.
fn words(features: &mut [Feature<'_>]) -> Vec<usize> {
    // Terms name the theme outright, so they come before cues and echoes of any weight.
    let rank = |it: &Feature<'_>| !matches!(it.kind, FeatureKind::Term(_));
    features.sort_by(|a, b| {
        (rank(a).cmp(&rank(b)))
            .then_with(|| b.weight.total_cmp(&a.weight))
            .then_with(|| a.words.cmp(b.words))
    });
    let mut words = Vec::with_capacity(QUOTED);
    for feature in features {
        let is_faint = feature.weight < QUOTABLE && !words.is_empty();
        if is_faint || words.len() + feature.words.len() > QUOTED {
            continue;
        }
        for word in feature.words {
            if let Err(rank) = words.binary_search(word) {
                words.insert(rank, *word);
            }
        }
    }
    words
}
