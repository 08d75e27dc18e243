//! How well a line shows the themes of a guide.
//!
//! Nothing here knows what any theme is about. Three kinds of features are taken from the guide's own words: its terms,
//! its examples word by word, and cues, which are kinds of words that stand near each other ("in charge" before
//! "people"). How much a cue speaks for a theme is learnt from how often it occurs in the theme's examples and in those
//! of the others. Each feature has a weight; their sum is the evidence, and a strength from 0 to 1 comes of that.

use std::collections::{BTreeMap, BTreeSet};

use super::number::{log2, shares};
use super::reading::{GuideReading, Reading, TermForm};
use crate::text::{Class, Gap, Phrases, Words};

/// The specificity at which a term earns half a point: about one word that no other theme uses.
const HALF_TERM: f64 = 2.0;

/// What a word that says nothing by itself ("of" in "team of") adds to a term's specificity.
const STOP_SPECIFICITY: f64 = 0.3;

/// How much each further term of the same theme counts beside the one before it.
const NEXT_TERM: f64 = 0.7;

/// How much the cues of a line count beside its terms.
const CUES: f64 = 0.4;

/// How many examples' worth of doubt a cue starts with: as many as a theme has, so that one seen in a single example by
/// chance does not decide.
const DOUBT: f64 = 10.0;

/// How far apart two words may stand to be a cue together.
const WINDOW: usize = 6;

/// How many cues every line is taken to have besides its own; keeps short lines from extremes.
const FURTHER_CUES: f64 = 2.0;

/// How much likeness to the examples counts beside terms.
const ECHO: f64 = 3.0;

/// How many of a theme's examples a line is compared with: the ones most like it.
const ECHOED: usize = 2;

/// What a tag of the person's counts that names a theme or one of its terms: as much as two specific terms.
const TAG: f64 = 1.5;

/// Most words quoted for one theme.
const QUOTED: usize = 8;

const N_CLASSES: usize = Class::ALL.len();

/// The number of different cues: single classes, classes of the opening words, and ordered pairs.
const N_CUES: usize = 2 * N_CLASSES + N_CLASSES * N_CLASSES;

/// A guide's themes, made ready for reading many lines.
pub(super) struct Themes {
    n: usize,
    phrases: Phrases,
    /// What each phrase of the set is.
    forms: Vec<Form>,
    /// The forms that name a thing of the lexicon, by its key.
    things: Words<Vec<usize>>,
    /// The keys of each theme's name, for tags.
    names: Vec<BTreeSet<String>>,
    /// The theme of each example.
    examples: Vec<usize>,
    /// The examples that have a word, by its key, and the word's weight in each.
    index: Words<Vec<(usize, f64)>>,
    /// How rare each word of the examples is.
    idf: Words<f64>,
    rarest: f64,
    /// How much each cue speaks for each theme; 0 where it does not.
    ///
    /// Cues that speak against a theme are left out: counting them made rankings worse, because a line that shows two
    /// themes was held against both.
    cues: Vec<Vec<f64>>,
}

/// One way to write one term of one theme.
struct Form {
    theme: usize,
    term: usize,
    weight: f64,
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
struct Seen {
    /// The terms by theme and index, with their weight and words.
    terms: BTreeMap<(usize, usize), (f64, Vec<usize>)>,
    /// The cues, each with the words of its first occurrence.
    cues: Vec<(usize, [usize; 2])>,
    /// Each theme's likeness and the words shared.
    echoes: Vec<(f64, Vec<usize>)>,
    /// The themes that each tag names.
    tagged: Vec<BTreeSet<usize>>,
}

/// What a feature of a theme is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum FeatureKind {
    /// A term of the theme, by its index.
    Term(usize),
    /// Kinds of words near each other, by number.
    Cue(usize),
    /// Likeness to the theme's examples.
    Echo,
    /// A tag of the person's, by its index.
    Tag(usize),
}

/// How well a line shows one theme.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Shown {
    /// From 0 to 1.
    pub(super) strength: f64,
    /// The words of the line that show it.
    pub(super) words: BTreeSet<usize>,
    /// The tags that name it.
    pub(super) tags: Vec<usize>,
}

impl Themes {
    /// Makes a guide's themes ready.
    pub(super) fn of(guide: &GuideReading) -> Self {
        let n = guide.themes.len();
        let mut themes = Self {
            n,
            phrases: Phrases::default(),
            forms: Vec::new(),
            things: Words::default(),
            names: (guide.themes.iter())
                .map(|it| keys(&it.name).into_iter().map(str::to_owned).collect())
                .collect(),
            examples: Vec::new(),
            index: Words::default(),
            idf: Words::default(),
            rarest: 0.0,
            cues: vec![vec![0.0; N_CUES]; n],
        };
        let examples: Vec<(usize, &Reading)> = (guide.themes.iter().enumerate())
            .flat_map(|(theme, it)| it.examples.iter().map(move |text| (theme, text)))
            .collect();
        let terms: Vec<(usize, &TermForm)> = (guide.themes.iter().enumerate())
            .flat_map(|(theme, it)| it.terms.iter().map(move |form| (theme, form)))
            .collect();
        themes.add_terms(&terms, &examples);
        themes.add_examples(&examples);
        themes.learn_cues(&examples);
        themes
    }

    fn add_terms(&mut self, terms: &[(usize, &TermForm)], examples: &[(usize, &Reading)]) {
        // In how many themes' terms a word stands, and in how many examples of each theme.
        let mut in_terms: Words<(usize, Option<usize>)> = Words::default();
        for (theme, form) in terms {
            for token in &form.tokens {
                let (n_themes, last) = in_terms.entry(token.key.clone()).or_default();
                if *last != Some(*theme) {
                    *n_themes += 1;
                    *last = Some(*theme);
                }
            }
        }
        let mut in_examples: Words<Vec<f64>> = Words::default();
        for (theme, example) in examples {
            let keys: BTreeSet<_> = example.tokens.iter().map(|it| it.key.as_str()).collect();
            for key in keys {
                in_examples
                    .entry(key.into())
                    .or_insert_with(|| vec![0.0; self.n])[*theme] += 1.0;
            }
        }
        for (theme, form) in terms {
            let mut specificity = 0.0;
            for token in form.tokens.iter().filter(|it| !it.is_transparent()) {
                specificity += if token.is_stop() {
                    STOP_SPECIFICITY
                } else {
                    let n_themes = in_terms.get(&token.key).map_or(1.0, |it| it.0 as f64);
                    let elsewhere = in_examples
                        .get(token.key.as_str())
                        .map_or(0.0, |counts| counts.iter().sum::<f64>() - counts[*theme]);
                    log2(1.0 + self.n as f64 / (n_themes + elsewhere / 2.0))
                };
            }
            let id = self.forms.len();
            let number = u32::try_from(id).unwrap_or(u32::MAX);
            if self.phrases.insert(&form.tokens, number) {
                self.forms.push(Form {
                    theme: *theme,
                    term: form.term,
                    weight: specificity / (specificity + HALF_TERM),
                });
                if let Some(thing) = &form.thing {
                    self.things.entry(thing.clone()).or_default().push(id);
                }
            }
        }
    }

    fn add_examples(&mut self, examples: &[(usize, &Reading)]) {
        let mut df: Words<f64> = Words::default();
        for (_, example) in examples {
            for key in keys(example) {
                *df.entry(key.into()).or_default() += 1.0;
            }
        }
        let n_examples = examples.len() as f64;
        self.rarest = log2(1.0 + n_examples);
        for (key, df) in df {
            self.idf.insert(key, log2(1.0 + n_examples / (1.0 + df)));
        }
        for (theme, reading) in examples {
            let keys = keys(reading);
            let length = self.length(&keys);
            for key in keys {
                let weight = self.rarity(key) / length;
                let entries = self.index.entry(key.into()).or_default();
                entries.push((self.examples.len(), weight));
            }
            self.examples.push(*theme);
        }
    }

    /// Returns the length of a text's vector of word weights.
    fn length(&self, keys: &BTreeSet<&str>) -> f64 {
        let mut sum = 0.0;
        for key in keys {
            sum += self.rarity(key) * self.rarity(key);
        }
        sum.sqrt().max(f64::MIN_POSITIVE)
    }

    fn rarity(&self, key: &str) -> f64 {
        self.idf.get(key).copied().unwrap_or(self.rarest)
    }

    /// Sets how much each cue speaks for each theme: how much likelier it is there than over all themes.
    fn learn_cues(&mut self, examples: &[(usize, &Reading)]) {
        let mut counts = vec![vec![0.0; N_CUES]; self.n];
        let mut n_examples = vec![0.0; self.n];
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
                    overall += counts[cue] / n_examples / self.n as f64;
                }
            }
            if overall <= 0.0 {
                continue;
            }
            for (theme, counts) in counts.iter().enumerate() {
                let rate = (counts[cue] + DOUBT * overall) / (n_examples[theme] + DOUBT);
                let ratio = rate / overall;
                self.cues[theme][cue] = log2(ratio.max(1.0));
            }
        }
    }

    /// Returns how well a line shows each theme.
    pub(super) fn shown(&self, line: &Reading, tags: &[Reading]) -> Vec<Shown> {
        let seen = Seen {
            terms: self.terms_in(line),
            cues: cues(line),
            echoes: self.echoes(line),
            tagged: tags.iter().map(|tag| self.tagged(tag)).collect(),
        };
        (0..self.n)
            .map(|theme| {
                let features = self.features(&seen, theme);
                let mut evidence = 0.0;
                for feature in &features {
                    evidence += feature.weight;
                }
                let tag = |it: &Feature<'_>| match it.kind {
                    FeatureKind::Tag(tag) => Some(tag),
                    _ => None,
                };
                Shown {
                    strength: evidence / (1.0 + evidence),
                    tags: features.iter().filter_map(tag).collect(),
                    words: words(features),
                }
            })
            .collect()
    }

    /// Returns the features that speak for a theme, in a fixed order: terms, cues, echo, tags.
    fn features<'a>(&self, seen: &'a Seen, theme: usize) -> Vec<Feature<'a>> {
        let mut features = Vec::new();
        let terms: Vec<_> = seen.terms.range((theme, 0)..(theme + 1, 0)).collect();
        let weights: Vec<f64> = terms.iter().map(|(_, (weight, _))| *weight).collect();
        for ((&(_, term), (weight, words)), share) in
            terms.into_iter().zip(shares(&weights, NEXT_TERM))
        {
            features.push(Feature {
                kind: FeatureKind::Term(term),
                weight: weight * share,
                words,
            });
        }
        let damping = (seen.cues.len() as f64 + FURTHER_CUES).sqrt();
        for (cue, words) in &seen.cues {
            let cue = *cue;
            let weight = self.cues[theme][cue];
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
                weight: ECHO * likeness,
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
        features
    }

    /// Returns the terms in a line by theme and index; a term counts once, at its most specific.
    fn terms_in(&self, line: &Reading) -> BTreeMap<(usize, usize), (f64, Vec<usize>)> {
        let mut best: BTreeMap<(usize, usize), (f64, Vec<usize>)> = BTreeMap::new();
        let mut taken: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); self.n];
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
            let free = words.iter().any(|it| !taken[form.theme].contains(it));
            if !(known || free) || line.cuts_expression(&words) {
                continue;
            }
            taken[form.theme].extend(&words);
            let entry = best
                .entry((form.theme, form.term))
                .or_insert((0.0, Vec::new()));
            if form.weight > entry.0 {
                *entry = (form.weight, words);
            }
        }
        best
    }

    /// Returns each theme's likeness to a line, from 0 to 1, and the words they share.
    fn echoes(&self, line: &Reading) -> Vec<(f64, Vec<usize>)> {
        let keys = keys(line);
        let length = self.length(&keys);
        let mut likeness = vec![0.0; self.examples.len()];
        for key in &keys {
            for &(example, weight) in self.index.get(*key).into_iter().flatten() {
                likeness[example] += weight * self.rarity(key) / length;
            }
        }
        let mut best: Vec<Vec<(f64, usize)>> = vec![Vec::new(); self.n];
        for (example, &likeness) in likeness.iter().enumerate() {
            if likeness > 0.0 {
                best[self.examples[example]].push((likeness, example));
            }
        }
        best.into_iter()
            .map(|mut examples| {
                examples.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
                examples.truncate(ECHOED);
                let mut mean = 0.0;
                for (likeness, _) in &examples {
                    mean += likeness / ECHOED as f64;
                }
                let shared = |key: &str| {
                    self.index.get(key).is_some_and(|entries| {
                        (entries.iter()).any(|(it, _)| examples.iter().any(|(_, best)| it == best))
                    })
                };
                let words = line
                    .content()
                    .filter(|unit| shared(&unit.key))
                    .flat_map(|unit| unit.words.iter().copied())
                    .collect();
                (mean, words)
            })
            .collect()
    }

    /// Returns the themes that a tag names, by themselves or by one of their terms.
    fn tagged(&self, tag: &Reading) -> BTreeSet<usize> {
        let keys = keys(tag);
        let mut themes: BTreeSet<usize> = (0..self.n)
            .filter(|&theme| {
                !keys.is_empty() && keys.iter().all(|key| self.names[theme].contains(*key))
            })
            .collect();
        let n_words = tag.tokens.iter().filter(|it| !it.is_transparent()).count();
        for found in self.phrases.find(&tag.tokens) {
            if found.words.len() == n_words {
                themes.insert(self.forms[found.id as usize].theme);
            }
        }
        themes
    }
}

/// Returns the keys of a text's units that say something.
fn keys(reading: &Reading) -> BTreeSet<&str> {
    reading.content().map(|it| it.key.as_str()).collect()
}

/// Returns the cues of a text, each with the words of its first occurrence.
///
/// A cue is a kind of word, such a kind among the first two words, or two kinds of words in one sentence, one before
/// the other and no more than a few words apart.
fn cues(reading: &Reading) -> Vec<(usize, [usize; 2])> {
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

/// Returns the words to quote: those of the strongest features first, until there are enough.
fn words(mut features: Vec<Feature<'_>>) -> BTreeSet<usize> {
    // Terms name the theme outright, so they come before cues and echoes of any weight.
    let rank = |it: &Feature<'_>| !matches!(it.kind, FeatureKind::Term(_));
    features.sort_by(|a, b| {
        (rank(a).cmp(&rank(b)))
            .then_with(|| b.weight.total_cmp(&a.weight))
            .then_with(|| a.words.cmp(b.words))
    });
    let mut words = BTreeSet::new();
    for feature in features {
        if words.len() + feature.words.len() > QUOTED {
            break;
        }
        words.extend(feature.words);
    }
    words
}
