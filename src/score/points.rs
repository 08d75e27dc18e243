//! What each line is worth, point by point.

use std::collections::BTreeSet;

use super::background::Background;
use super::evidence;
use super::model::{Contribution, LineScore, Scored, What};
use super::number::shares;
use super::reading::{GuideReading, Reading, Spelling};
use super::requirement::{Answer, Requirements};
use super::theme::{Shown, Themes};
use crate::guide::Guide;
use crate::posting::Posting;
use crate::profile::{Date, Kind, Line, Profile};
use crate::text::{Lexicon, acronyms};

/// What showing the guide's weightiest theme fully is worth where there is no posting.
const THEME_POINTS: f64 = 10.0;

/// What it is worth beside a posting: the posting says more about this job than the guide about all jobs of its kind.
const THEME_POINTS_WITH_POSTING: f64 = 4.0;

/// What answering a requirement of mean weight fully is worth.
const REQUIREMENT_POINTS: f64 = 10.0;

/// How much each further theme counts beside the one that a line shows better.
const NEXT_THEME: f64 = 0.5;

/// How much each further requirement counts: a requirement met squarely outweighs many faint echoes.
const NEXT_REQUIREMENT: f64 = 0.7;

/// What background is worth at most times 1.
const BACKGROUND_POINTS: f64 = 5.0;

/// How much a full result adds to a line's relevance where the guide asks for results as usual.
///
/// Small on purpose: readers who grade relevance do not reward numbers, readers of resumes do.
const RESULT_SHARE: f64 = 0.06;

/// How much a verb of ownership adds to a line's relevance.
const OWNERSHIP_SHARE: f64 = 0.06;

/// How much being current adds to a line's relevance.
const RECENCY_SHARE: f64 = 0.25;

/// Scores every line of a profile against a guide and, where given, a posting.
///
/// Relevance comes from themes, requirements and background; results, ownership and recency add a share of that
/// relevance, so none of them lifts a line that is about something else. The same inputs give the same bits on every
/// machine: sums run in a fixed order, over nothing but basic arithmetic and square roots.
pub fn score(profile: &Profile, guide: &Guide, posting: Option<&Posting>, as_of: Date) -> Scored {
    let lines = profile.lines();
    let words = Vocabulary::of_guide(guide);
    let readings: Vec<Vec<Reading>> = lines.iter().map(|line| words.read(line)).collect();
    let asked = posting.map(|it| Asked::of(it, &lines, &readings, &words));
    let title = posting.and_then(|it| it.title.as_deref());
    let judge = Judge {
        guide,
        posting,
        themes: Themes::of(&words.guide),
        asked,
        background: Background::of(guide, title),
        words,
        as_of,
    };
    let lines = lines.iter().zip(&readings).enumerate();
    Scored {
        lines: lines
            .map(|(idx, (line, wordings))| judge.best(idx, line, wordings))
            .collect(),
    }
}

/// What a guide says about words: their other names and their spelling.
///
/// Themes and background read lines with nothing else, so that what they find does not depend on the rest of the
/// profile or on a posting.
struct Vocabulary<'a> {
    lexicon: Lexicon,
    spelling: Spelling,
    guide: GuideReading<'a>,
}

impl<'a> Vocabulary<'a> {
    fn of_guide(guide: &'a Guide) -> Self {
        let pairs: Vec<_> = guide_texts(guide).flat_map(acronyms).collect();
        let lexicon = Lexicon::with_pairs(&pairs);
        let guide = GuideReading::of(guide, &lexicon);
        let mut spelling = Spelling::default();
        for tokens in guide.tokens() {
            spelling.learn(tokens);
        }
        Self {
            lexicon,
            spelling,
            guide,
        }
    }

    /// Returns each wording of a line, with what is printed beside it.
    fn read(&self, line: &Line<'_>) -> Vec<Reading> {
        line.wordings
            .iter()
            .map(|wording| {
                let mut text = wording.text.clone();
                for further in &line.context {
                    text.push('\n');
                    text.push_str(further);
                }
                Reading::of_line(&text, &self.lexicon, &self.spelling)
            })
            .collect()
    }
}

/// What a posting asks for, and the lines as they read beside it.
struct Asked {
    requirements: Requirements,
    /// The wordings of each line, read with the short forms that profile and posting explain, and the posting's words.
    readings: Vec<Vec<Reading>>,
}

impl Asked {
    fn of(
        posting: &Posting,
        lines: &[Line<'_>],
        readings: &[Vec<Reading>],
        words: &Vocabulary<'_>,
    ) -> Self {
        let profile = (lines.iter().flat_map(|it| &it.wordings)).map(|it| it.text.as_str());
        let texts = posting.requirements.iter().map(|it| it.text.as_str());
        let pairs: Vec<_> = profile.chain(texts.clone()).flat_map(acronyms).collect();
        let lexicon = words.lexicon.clone().and_pairs(&pairs);
        let asked: Vec<Reading> = texts.map(|text| Reading::of(text, &lexicon)).collect();
        let mut spelling = words.spelling.clone();
        for text in &asked {
            spelling.learn(&text.tokens);
        }
        let readings: Vec<Vec<Reading>> = readings
            .iter()
            .map(|wordings| {
                let again = |it: &Reading| it.again(&lexicon, &spelling);
                wordings.iter().map(again).collect()
            })
            .collect();
        let first = readings.iter().map(|wordings| &wordings[0]);
        let terms = words.guide.terms(&words.lexicon);
        let guide = terms.iter().chain(words.guide.examples());
        let others: Vec<&Reading> = first.chain(guide).collect();
        Self {
            requirements: Requirements::of(&asked, &others),
            readings,
        }
    }
}

/// Everything that a line is held against.
struct Judge<'a> {
    guide: &'a Guide,
    posting: Option<&'a Posting>,
    themes: Themes,
    asked: Option<Asked>,
    background: Background,
    words: Vocabulary<'a>,
    as_of: Date,
}

impl Judge<'_> {
    /// Returns the score of the wording that serves best; the first of equals.
    fn best(&self, idx: usize, line: &Line<'_>, wordings: &[Reading]) -> LineScore {
        let tags: Vec<Reading> = line
            .tags
            .iter()
            .map(|tag| Reading::of(tag, &self.words.lexicon))
            .collect();
        let mut best = LineScore::default();
        for (wording, reading) in wordings.iter().enumerate() {
            let answers = match &self.asked {
                Some(it) => it.requirements.answers(&it.readings[idx][wording]),
                None => Vec::new(),
            };
            let score = self.score(line, wording, reading, &tags, answers);
            if wording == 0 || score.value > best.value {
                best = score;
            }
        }
        best
    }

    fn score(
        &self,
        line: &Line<'_>,
        wording: usize,
        reading: &Reading,
        tags: &[Reading],
        mut answers: Vec<Answer>,
    ) -> LineScore {
        let telling = match line.place.kind {
            Kind::Item => evidence::mention(),
            Kind::Highlight | Kind::Summary => evidence::telling(reading),
            Kind::Position | Kind::Entry => 1.0,
        };
        let mut shown = self.themes.shown(reading, tags);
        for it in &mut shown {
            it.strength *= telling;
        }
        for it in &mut answers {
            it.strength *= telling;
        }
        let mut contributions = self.for_themes(&shown, reading, tags);
        contributions.extend(self.for_requirements(&answers, reading));
        let (worth, words) = self.background.found(line.place, reading);
        if worth > 0.0 {
            contributions.push(Contribution {
                what: What::Background,
                words: reading.quote(&words),
                points: BACKGROUND_POINTS * worth,
            });
        }
        let relevance = sum(&contributions);
        contributions.extend(self.for_evidence(line, reading, relevance));
        LineScore {
            wording,
            value: sum(&contributions),
            themes: shown.iter().map(|it| it.strength).collect(),
            requirements: answers
                .iter()
                .map(|it| (it.requirement, it.strength))
                .collect(),
            contributions,
        }
    }

    fn for_themes(
        &self,
        shown: &[Shown],
        reading: &Reading,
        tags: &[Reading],
    ) -> Vec<Contribution> {
        let points = if self.posting.is_some() {
            THEME_POINTS_WITH_POSTING
        } else {
            THEME_POINTS
        };
        let weightiest = self
            .guide
            .themes
            .iter()
            .map(|it| it.weight)
            .fold(0.0, f64::max);
        let worth: Vec<f64> = shown
            .iter()
            .zip(&self.guide.themes)
            .map(|(shown, theme)| shown.strength * theme.weight / weightiest.max(f64::MIN_POSITIVE))
            .collect();
        let shares = shares(&worth, NEXT_THEME);
        let mut out = Vec::new();
        for (theme, shown) in shown.iter().enumerate() {
            if worth[theme] > 0.0 {
                let mut words = reading.quote(&shown.words);
                words.extend(shown.tags.iter().map(|&tag| tags[tag].text.clone()));
                out.push(Contribution {
                    what: What::Theme(theme),
                    words,
                    points: points * worth[theme] * shares[theme],
                });
            }
        }
        out
    }

    fn for_requirements(&self, answers: &[Answer], reading: &Reading) -> Vec<Contribution> {
        let Some(posting) = self.posting else {
            return Vec::new();
        };
        let worth: Vec<f64> = answers
            .iter()
            .map(|it| it.strength * posting.requirements[it.requirement].weight)
            .collect();
        let shares = shares(&worth, NEXT_REQUIREMENT);
        (answers.iter().enumerate())
            .map(|(i, answer)| Contribution {
                what: What::Requirement(answer.requirement),
                words: reading.quote(&answer.words),
                points: REQUIREMENT_POINTS * worth[i] * shares[i],
            })
            .collect()
    }

    fn for_evidence(
        &self,
        line: &Line<'_>,
        reading: &Reading,
        relevance: f64,
    ) -> Vec<Contribution> {
        let mut out = Vec::new();
        let mut add = |what, words: BTreeSet<usize>, share: f64| {
            let points = relevance * share;
            if points > 0.0 {
                out.push(Contribution {
                    what,
                    words: reading.quote(&words),
                    points,
                });
            }
        };
        if matches!(line.place.kind, Kind::Highlight | Kind::Summary) {
            let (result, numbers) = evidence::result(reading);
            let share = RESULT_SHARE * self.guide.metrics.max(0.0) * result;
            add(What::Result, numbers.into_iter().collect(), share);
            let (ownership, verb) = evidence::ownership(reading);
            add(
                What::Ownership,
                verb.into_iter().collect(),
                OWNERSHIP_SHARE * ownership,
            );
        }
        let recency = if line.place.kind == Kind::Summary {
            1.0
        } else {
            evidence::recency(&line.period, self.as_of)
        };
        add(What::Recency, BTreeSet::new(), RECENCY_SHARE * recency);
        out
    }
}

/// Returns the sum of the points, from the first to the last.
fn sum(contributions: &[Contribution]) -> f64 {
    contributions.iter().fold(0.0, |sum, it| sum + it.points)
}

/// Returns every term and example of a guide.
fn guide_texts(guide: &Guide) -> impl Iterator<Item = &str> {
    guide.themes.iter().flat_map(|theme| {
        let terms = (theme.terms.iter()).flat_map(|it| std::iter::once(&it.term).chain(&it.also));
        let examples = theme.examples.iter().chain(&theme.about);
        terms.chain(examples).map(String::as_str)
    })
}
