//! What each line is worth, point by point.

use std::collections::BTreeSet;

use super::asked::{PostingIndex, PostingMatch};
use super::background::Background;
use super::competency::Evidence;
use super::cue::cues;
use super::duplicates::duplicates;
use super::evidence;
use super::model::{Contribution, ContributionKind, LineScore, ScoredLines, SharedCompetency};
use super::number::shares;
use super::reading::{AnalyzedGuide, AnalyzedText, SpellChecker};
use super::requirement::RequirementMatch;
use super::theme::{ThemeMatch, Themes};
use crate::guide::{Guide, ThemeId};
use crate::parallel::{self, MIN_LINES};
use crate::posting::Posting;
use crate::profile::{Date, Kind, Line, LineId, Profile, Section};
use crate::text::Lexicon;

/// What showing the guide's weightiest theme fully is worth where there is no posting.
const THEME_POINTS: f64 = 10.0;

/// What it is worth beside a posting, where the posting speaks of nothing more than of that theme.
///
/// Little: what the posting asks for decides, and graded pairs rank worse where themes count more.
const THEME_POINTS_WITH_POSTING: f64 = 1.5;

/// What answering a requirement of mean weight fully is worth.
pub const REQUIREMENT_POINTS: f64 = 10.0;

/// How much each further theme counts beside the one that a line shows better.
const NEXT_THEME: f64 = 0.7;

/// How much each further requirement counts: a requirement met squarely outweighs many faint echoes.
pub const NEXT_REQUIREMENT: f64 = 0.7;

/// How much of what the lines of a profile are worth for a requirement on average is taken off each: what all of them
/// have tells none from another.
const COMMON_SHARE: f64 = 0.3;

/// How many requirements a line is worth something for: the ones it is worth most for.
pub const MAX_REQUIREMENTS: usize = 8;

/// Most words quoted for a competency that a line shares with a requirement.
const QUOTED: usize = 3;

/// What background is worth at most times 1.
const BACKGROUND_POINTS: f64 = 5.0;

/// How much a full result adds to a line's relevance where the guide asks for results as usual.
///
/// Small on purpose: readers who grade relevance do not reward numbers, readers of resumes do.
const RESULT_SHARE: f64 = 0.05;

/// How much a verb of ownership adds to a line's relevance.
const OWNERSHIP_SHARE: f64 = 0.05;

/// How much being current adds to a line's relevance.
const RECENCY_SHARE: f64 = 0.25;

/// Scores every line of a profile against a guide and, where given, a posting.
///
/// Relevance comes from themes, requirements and background; results, ownership and recency add a share of that
/// relevance, so none of them lifts a line that is about something else. The same inputs give the same bits on every
/// machine: sums run in a fixed order, over nothing but basic arithmetic and square roots.
pub fn score(
    profile: &Profile,
    guide: &Guide,
    posting: Option<&Posting>,
    as_of: Date,
) -> ScoredLines {
    Matcher::of(guide, posting).score(profile, as_of)
}

/// A guide and a posting read once for scoring many profiles: reading them is half of the work of a score.
pub struct Matcher<'a> {
    guide: &'a Guide,
    themes: Themes,
    background: Background,
    lexicon: Lexicon,
    spelling: SpellChecker,
    asked: Option<PostingIndex<'a>>,
    /// What showing each theme fully is worth.
    theme_points: Vec<f64>,
}

impl<'a> Matcher<'a> {
    /// Reads a guide and, where given, a posting.
    pub fn of(guide: &'a Guide, posting: Option<&'a Posting>) -> Self {
        let lexicon = Lexicon::with_pairs(&[]);
        let of_guide = || {
            let reading = AnalyzedGuide::of(guide, &lexicon);
            parallel::join(
                || Themes::of(&reading),
                || (Background::of(guide), SpellChecker::of(reading.tokens())),
            )
        };
        let of_posting = || posting.map(|it| PostingIndex::of(it, guide, &lexicon));
        let ((themes, (background, spelling)), asked) = parallel::join(of_guide, of_posting);
        Self {
            theme_points: theme_points(guide, &themes, asked.as_ref()),
            guide,
            themes,
            background,
            lexicon,
            spelling,
            asked,
        }
    }

    /// Scores as [`score`] does.
    pub fn score(&self, profile: &Profile, as_of: Date) -> ScoredLines {
        self.scored(profile, as_of, true)
    }

    /// Scores as [`score`] does, but quotes the words that earn points only if asked: a resume that nobody asks about takes
    /// none.
    pub fn scored(&self, profile: &Profile, as_of: Date, quotes: bool) -> ScoredLines {
        let lines = profile.lines();
        // Themes and background see a line as it reads beside the guide alone; what a posting asks for may also be
        // found by the short forms that profile and posting explain, and by the posting's spelling.
        let readings: Vec<Vec<AnalyzedText>> =
            parallel::map(&lines, MIN_LINES, |_, line| self.read(line));
        let beside = (self.asked.as_ref()).map(|it| it.beside(&lines, &readings, &self.spelling));
        let judge = LineScorer {
            prepared: self,
            beside: beside.as_ref(),
            as_of,
            quotes,
        };
        let (answered, duplicates) = parallel::join(
            || -> Vec<Vec<AnsweredWording>> {
                parallel::map(&lines, MIN_LINES, |idx, line| {
                    let wordings = readings[idx].iter().enumerate();
                    let each =
                        wordings.map(|(at, reading)| judge.answered(line, (idx, at), reading));
                    each.collect()
                })
            },
            || duplicates(&lines, &readings),
        );
        let usual = self.usual_worth(&lines, &answered);
        let mut scores: Vec<LineScore> =
            parallel::map_into(answered, MIN_LINES, |idx, answered| {
                judge.best(&lines[idx], &readings[idx], answered, &usual)
            });
        for (line, duplicate_of) in scores.iter_mut().zip(duplicates) {
            line.duplicate_of = duplicate_of.map(LineId);
        }
        ScoredLines { lines: scores }
    }

    /// Returns what a line of the profile is usually worth for each requirement: the mean over its highlights.
    fn usual_worth(&self, lines: &[Line<'_>], answered: &[Vec<AnsweredWording>]) -> Vec<f64> {
        let n_requirements = (self.asked.as_ref()).map_or(0, |it| it.posting.requirements.len());
        let mut sums = vec![0.0; n_requirements];
        let mut n_lines = 0.0;
        for (_, wordings) in
            (lines.iter().zip(answered)).filter(|it| it.0.place.kind == Kind::Highlight)
        {
            n_lines += 1.0;
            for answer in wordings.iter().take(1).flat_map(|it| &it.answers) {
                sums[answer.requirement.0] += answer.worth;
            }
        }
        sums.iter()
            .map(|sum| sum / f64::max(n_lines, 1.0))
            .collect()
    }

    /// Returns each wording of a line, with what is printed beside it.
    fn read(&self, line: &Line<'_>) -> Vec<AnalyzedText> {
        line.wordings
            .iter()
            .map(|wording| {
                let mut text = wording.text.clone();
                for further in &line.context {
                    text.push('\n');
                    text.push_str(further);
                }
                let reading = AnalyzedText::of_line(&text, &self.lexicon, &self.spelling);
                match self.asked {
                    Some(_) => reading.with_kinds(),
                    None => reading,
                }
            })
            .collect()
    }
}

/// Returns what showing each theme fully is worth: by its weight and, where there is a posting, by how much that
/// speaks of the theme.
fn theme_points(guide: &Guide, themes: &Themes, asked: Option<&PostingIndex<'_>>) -> Vec<f64> {
    let most = |values: &mut dyn Iterator<Item = f64>| values.fold(0.0, f64::max);
    let weightiest = most(&mut guide.themes.iter().map(|it| it.weight)).max(f64::MIN_POSITIVE);
    let weights = guide.themes.iter().map(|it| it.weight / weightiest);
    let Some(asked) = asked else {
        return weights.map(|weight| THEME_POINTS * weight).collect();
    };
    let stress = asked.stress(themes, guide.themes.len());
    let strongest = most(&mut stress.iter().copied());
    weights
        .zip(&stress)
        .map(|(weight, stress)| {
            let share = if strongest > 0.0 {
                stress / strongest
            } else {
                1.0
            };
            THEME_POINTS_WITH_POSTING * weight * share
        })
        .collect()
}

/// A wording held against the posting.
struct AnsweredWording {
    cues: Vec<(usize, [usize; 2])>,
    evidence: Evidence,
    answers: Vec<RequirementMatch>,
    /// How much of the wording counts: all of a sentence, less of a list of words.
    telling: f64,
}

/// Everything that a line is held against.
struct LineScorer<'a> {
    prepared: &'a Matcher<'a>,
    /// The lines beside the posting.
    beside: Option<&'a PostingMatch<'a>>,
    as_of: Date,
    /// Whether the words are quoted that earn points.
    quotes: bool,
}

impl LineScorer<'_> {
    /// Returns the score of the wording that serves best; the first of equals.
    fn best(
        &self,
        line: &Line<'_>,
        wordings: &[AnalyzedText],
        answered: Vec<AnsweredWording>,
        usual: &[f64],
    ) -> LineScore {
        let tags: Vec<AnalyzedText> = line
            .tags
            .iter()
            .map(|tag| AnalyzedText::of(tag, &self.prepared.lexicon))
            .collect();
        let mut best = LineScore::default();
        for (wording, (reading, answered)) in wordings.iter().zip(answered).enumerate() {
            let score = LineScore {
                wording,
                ..self.score(line, reading, answered, &tags, usual)
            };
            if wording == 0 || score.value > best.value {
                best = score;
            }
        }
        best
    }

    /// Returns what a wording answers of the posting, given the indices of the line and of the wording.
    fn answered(
        &self,
        line: &Line<'_>,
        (idx, wording): (usize, usize),
        reading: &AnalyzedText,
    ) -> AnsweredWording {
        let cues = cues(reading);
        let evidence = Evidence::of(reading, &cues);
        let mut answers = (self.beside).map_or_else(Vec::new, |beside| {
            let reading = &beside.lines[idx][wording];
            beside.requirements.answers(reading, &evidence)
        });
        let telling = match line.place.kind {
            Kind::Item => evidence::mention(),
            Kind::Highlight | Kind::Summary => evidence::telling(reading),
            Kind::Position | Kind::Entry => 1.0,
        };
        let substance = match line.place.kind {
            Kind::Highlight | Kind::Summary => evidence::substance(reading),
            _ => 1.0,
        };
        // A name in a list is too short to tell what kind of work it is: it answers by its words alone.
        if is_list_entry(line) {
            for it in &mut answers {
                it.worth -= it.for_alike;
                it.for_alike = 0.0;
            }
        }
        for it in &mut answers {
            it.strength *= telling * substance;
            it.worth *= telling;
            it.for_alike *= telling;
        }
        AnsweredWording {
            cues,
            evidence,
            answers,
            telling,
        }
    }

    /// Returns the score of a wording; `usual` is what lines are usually worth for each requirement.
    fn score(
        &self,
        line: &Line<'_>,
        reading: &AnalyzedText,
        answered: AnsweredWording,
        tags: &[AnalyzedText],
        usual: &[f64],
    ) -> LineScore {
        let AnsweredWording {
            cues,
            evidence,
            mut answers,
            telling,
        } = answered;
        let themes = &self.prepared.themes;
        let mut shown = themes.shown(reading, cues, &evidence, tags, self.quotes);
        // What a theme is worth knows of help and praise already.
        for it in &mut shown {
            it.strength *= telling;
        }
        // What every line has tells none from another.

        let is_prose = matches!(line.place.kind, Kind::Highlight | Kind::Summary);
        for it in answers.iter_mut().filter(|_| is_prose) {
            let less = (it.worth - COMMON_SHARE * usual[it.requirement.0]).max(0.0);
            it.for_alike *= if it.worth > 0.0 { less / it.worth } else { 0.0 };
            it.worth = less;
        }
        let mut contributions = self.for_themes(&shown, reading, tags);
        contributions.extend(self.for_requirements(&answers, &evidence, reading));
        let asked = self.prepared.asked.as_ref();
        let (worth, words) =
            self.prepared
                .background
                .found(line.place, reading, asked.map(|it| &it.title_parts));
        if worth > 0.0 {
            contributions.push(Contribution {
                what: ContributionKind::Background,
                words: self.quoted(reading, &words),
                alike: None,
                points: BACKGROUND_POINTS * worth,
            });
        }
        let relevance = sum(&contributions);
        contributions.extend(self.for_evidence(line, reading, relevance));
        LineScore {
            wording: 0,
            value: sum(&contributions),
            themes: shown.iter().map(|it| it.strength).collect(),
            requirements: answers
                .iter()
                .filter(|it| it.strength > 0.0)
                .map(|it| (it.requirement, it.strength))
                .collect(),
            alike: answers.iter().map(|it| it.alike).collect(),
            duplicate_of: None,
            contributions,
        }
    }

    /// Returns words of a line as they stand there, if they are to be quoted.
    fn quoted<'w>(
        &self,
        reading: &AnalyzedText,
        words: impl IntoIterator<Item = &'w usize>,
    ) -> Vec<String> {
        if self.quotes {
            reading.quote(words)
        } else {
            Vec::new()
        }
    }

    fn for_themes(
        &self,
        shown: &[ThemeMatch],
        reading: &AnalyzedText,
        tags: &[AnalyzedText],
    ) -> Vec<Contribution> {
        let worth: Vec<f64> = (shown.iter().zip(&self.prepared.theme_points))
            .map(|(shown, points)| shown.strength * points)
            .collect();
        let shares = shares(&worth, NEXT_THEME);
        // Result, ownership, recency and background come to them.
        let mut out = Vec::with_capacity(shown.len() + 4);
        for (theme, shown) in shown.iter().enumerate() {
            if worth[theme] > 0.0 {
                let mut words = self.quoted(reading, &shown.words);
                if self.quotes {
                    words.extend(shown.tags.iter().map(|&tag| tags[tag].text.clone()));
                }
                out.push(Contribution {
                    what: ContributionKind::Theme(ThemeId(theme)),
                    words,
                    alike: None,
                    points: worth[theme] * shares[theme],
                });
            }
        }
        out
    }

    fn for_requirements(
        &self,
        answers: &[RequirementMatch],
        evidence: &Evidence,
        reading: &AnalyzedText,
    ) -> Vec<Contribution> {
        let Some((asked, beside)) = self.prepared.asked.as_ref().zip(self.beside) else {
            return Vec::new();
        };
        let weighted = |it: &RequirementMatch| {
            let requirement = &asked.posting.requirements[it.requirement.0];
            it.worth * requirement.weight
        };
        let mut best: Vec<&RequirementMatch> = answers.iter().filter(|it| it.worth > 0.0).collect();
        best.sort_by(|a, b| weighted(b).total_cmp(&weighted(a)));
        best.truncate(MAX_REQUIREMENTS);
        let mut share = 1.0;
        let mut out = Vec::new();
        for answer in best {
            let points = REQUIREMENT_POINTS * weighted(answer) * share;
            let alike = (answer.for_alike > 0.0).then(|| {
                let shared = beside.requirements.shared(answer.requirement, evidence);
                let words = if self.quotes {
                    let words = evidence.strongest(shared, 2 * QUOTED).into_iter();
                    let words = words.filter(|&it| !reading.tokens[it].is_stop());
                    reading.quote(&words.take(QUOTED).collect::<BTreeSet<_>>())
                } else {
                    Vec::new()
                };
                SharedCompetency {
                    competency: shared,
                    words,
                    points: points * answer.for_alike / answer.worth,
                }
            });
            out.push(Contribution {
                what: ContributionKind::Requirement(answer.requirement),
                words: self.quoted(reading, &answer.words),
                alike,
                points,
            });
            share *= NEXT_REQUIREMENT;
        }
        out
    }

    fn for_evidence(
        &self,
        line: &Line<'_>,
        reading: &AnalyzedText,
        relevance: f64,
    ) -> Vec<Contribution> {
        let mut out = Vec::new();
        let mut add = |what, words: BTreeSet<usize>, share: f64| {
            let points = relevance * share;
            if points > 0.0 {
                out.push(Contribution {
                    what,
                    words: self.quoted(reading, &words),
                    alike: None,
                    points,
                });
            }
        };
        if matches!(line.place.kind, Kind::Highlight | Kind::Summary) {
            let (result, numbers) = evidence::result(reading);
            let share = RESULT_SHARE * self.prepared.guide.metrics.max(0.0) * result;
            add(
                ContributionKind::Result,
                numbers.into_iter().collect(),
                share,
            );
            let (ownership, verb) = evidence::ownership(reading);
            add(
                ContributionKind::Ownership,
                verb.into_iter().collect(),
                OWNERSHIP_SHARE * ownership,
            );
        }
        let recency = if line.place.kind == Kind::Summary {
            1.0
        } else {
            evidence::recency(&line.period, self.as_of)
        };
        add(
            ContributionKind::Recency,
            BTreeSet::new(),
            RECENCY_SHARE * recency,
        );
        out
    }
}

/// Returns whether a line is an entry of a list, which names something and does not tell what was done.
fn is_list_entry(line: &Line<'_>) -> bool {
    match line.place.kind {
        Kind::Item => true,
        Kind::Entry => matches!(
            line.place.section,
            Section::Certifications | Section::Languages | Section::Awards | Section::Education
        ),
        _ => false,
    }
}

/// Returns the sum of the points, from the first to the last.
fn sum(contributions: &[Contribution]) -> f64 {
    contributions.iter().fold(0.0, |sum, it| sum + it.points)
}
