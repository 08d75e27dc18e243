//! How well lines of a profile show what a posting asks for, with the words that show it and what lacks.

use rayon::prelude::*;

use super::career::{self, DegreeRecord, PositionSpan, WantedDegree};
use super::said::{LineText, Word, WordIndex, spread, words};
use crate::posting::{Ask, Asks, Posting, name_key, says_which_credential};
use crate::profile::{Date, Kind, Line, Profile, Section};
use crate::score::{Scored, evident};
use crate::text::{Key, Lexicon, Token, tokens};

/// How well something that is asked for is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// No line was found that shows it.
    NotFound,
    /// Lines speak of such work, but have few of its words.
    InOtherWords,
    /// Some of it is shown.
    Partly,
    /// It is shown.
    Shown,
}

/// What some lines of a profile show of a requirement.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// How well it is shown.
    pub grade: Grade,
    /// How much of it is shown, 0 to 1.
    pub value: f64,
    /// The lines that show it, by their index, the best first, each with the words that do.
    pub evidence: Vec<(usize, Vec<String>)>,
    /// What of it was not found.
    pub lacks: Vec<String>,
    /// Whether it is something that no resume needs to show: a work permit, travel, lifting.
    pub is_logistics: bool,
    /// Whether it is a soft skill and nothing else, which nobody misses on a resume.
    pub is_soft: bool,
}

/// How well one line shows a requirement by itself.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LineStrength {
    /// The requirement's index in the posting.
    pub requirement: usize,
    /// How well, above 0 up to 1.
    pub strength: f64,
}

/// A profile held against a posting.
#[derive(Debug, Clone)]
pub struct Coverage {
    requirements: Vec<Node>,
    leaves: Vec<Leaf>,
    held: Vec<PositionSpan>,
    strengths: Vec<Vec<LineStrength>>,
    /// Whether the profile speaks of so little of what is asked for that it need not be there in other words.
    is_far: bool,
    is_named: Vec<bool>,
}

/// What a requirement asks for, its leaves by their index.
#[derive(Debug, Clone)]
enum Node {
    Leaf(usize),
    All(Vec<Node>),
    Any(Vec<Node>),
}

/// One thing that is asked for, and the lines that speak of it.
#[derive(Debug, Clone)]
struct Leaf {
    /// What it is called where it was not found.
    name: String,
    /// What it counts beside others.
    weight: f64,
    kind: LeafKind,
    /// The lines that speak of it, by rising index.
    found: Vec<LeafEvidence>,
}

#[derive(Debug, Clone)]
enum LeafKind {
    /// One line is enough, and the best counts.
    Named,
    /// So many years: how far each position is about what is asked for.
    Years {
        years: u8,
        about: Vec<f64>,
    },
    Degree {
        or_experience: bool,
    },
    Logistics,
    Activity {
        words: Vec<Word>,
        is_soft: bool,
    },
}

/// A line that speaks of something that is asked for.
#[derive(Debug, Clone)]
struct LeafEvidence {
    line: usize,
    /// How well it shows it by itself, 0 to 1.
    value: f64,
    /// Which of the words it has, and how well each.
    hits: Vec<(usize, f64)>,
    /// How many of the words it has, the telling ones counting more: 0 to 1.
    share: f64,
    /// How well it answers the requirement as a whole, 0 to 1.
    strength: f64,
    /// How much it does the same kind of work, whatever the words, 0 to 1.
    alike: f64,
    quotes: Vec<String>,
    lacks: Option<String>,
}

/// What a subset of the lines shows of a node.
struct NodeEvidence {
    value: f64,
    /// How far its words stand there, 0 to 1.
    literal: f64,
    evidence: Vec<(f64, usize, Vec<String>)>,
    lacks: Vec<String>,
}

/// How many lines one thread takes at least.
const AT_ONCE: usize = 8;

/// What counts as not found at all.
const NOTHING: f64 = 0.05;

/// What is below it is an echo of words: no line shows it.
const FAINT: f64 = 0.2;

/// From where on a requirement is called shown.
const SHOWN: f64 = 0.6;

/// How much of the words must stand in the lines, or they say it in other words.
const ITS_WORDS: f64 = 0.34;

/// How many lines are named for one requirement.
const MOST_EVIDENCE: usize = 3;

/// What is sure of conditions that the profile doesn't speak of.
const TOLD: f64 = 0.1;

/// What is sure of soft skills that nothing shows.
const UNTOLD: f64 = 0.3;

/// What is left open of work in ordinary words of which no word was found: it may be said otherwise.
const UNSURE: f64 = 0.08;

/// How much is to be said of work beside names for it to be found in other words.
const SPEAKS: f64 = 0.75;

/// Of how much of what is asked for a profile must speak for the rest to be there in other words.
const FAR: f64 = 0.55;

/// What words that stand in several lines show at most.
const PIECED: f64 = 0.49;

/// How much of what the best line shows another must show to be named beside it.
const EVIDENT: f64 = 0.4;

/// How much of the competencies of what is asked for a line must show to do the same kind of work.
const NEAR: f64 = 0.85;

/// From how many of the words on they are the posting's own words.
const MOSTLY: f64 = 0.67;

/// How many lines add up.
const MOST_TOGETHER: usize = 4;

/// What words of one name count that stand apart.
const APART: f64 = 0.5;

/// From where on a line of a list is asked for by name.
const NAMED: f64 = 0.5;

/// How many entries of a section are asked for by name where the posting asks for their kind: "publications", "awards".
const MOST_OF_A_KIND: usize = 2;

/// What counts of a credential that has expired.
const EXPIRED: f64 = 0.35;

/// From how well on a line is listed as showing a requirement by itself.
const LEAST_STRENGTH: f64 = 0.05;

/// What experience counts that stands in for a degree.
const INSTEAD_OF_DEGREE: f64 = 0.55;

/// How many months of work stand in for a degree.
const MONTHS_FOR_DEGREE: u32 = 48;

impl Claim {
    /// Returns whether the profile can be said to lack this: nothing was found of a thing that has a name. Work in ordinary
    /// words may be there in others (unless the profile is about something else altogether), conditions are no matter of a resume, and nobody misses the word "motivated".
    pub fn is_missing(&self) -> bool {
        self.grade == Grade::NotFound && self.value < NOTHING && !self.is_logistics && !self.is_soft
    }
}

impl Coverage {
    /// Holds a profile against a posting; `scored` is the profile scored for it, and years count up to `as_of`.
    pub fn new(profile: &Profile, posting: &Posting, scored: &Scored, as_of: Date) -> Self {
        let lines = profile.lines();
        let lexicon = Lexicon::with_pairs(&[]);
        let said: Vec<LineText> = (lines.par_iter().zip(&scored.lines))
            .with_min_len(AT_ONCE)
            .map(|(line, score)| LineText::of(line, score.wording, &lexicon))
            .collect();
        let mut maker = Maker {
            profile,
            lines: &lines,
            said: &said,
            scored,
            as_of,
            held: career::held(&lines, as_of),
            studied: career::studied(profile, &lines, as_of),
            index: WordIndex::of(&said),
            lexicon,
            leaves: Vec::new(),
            requirement: 0,
        };
        let mut requirements = Vec::with_capacity(posting.requirements.len());
        for (idx, requirement) in posting.requirements.iter().enumerate() {
            maker.requirement = idx;
            requirements.push(maker.node(&requirement.asks));
        }
        let (held, leaves) = (maker.held, maker.leaves);
        let mut out = Self {
            requirements,
            leaves,
            held,
            strengths: vec![Vec::new(); lines.len()],
            is_far: false,
            is_named: vec![false; lines.len()],
        };
        out.is_far = out.spoken_of() < FAR;
        out.weigh_lines(&lines);
        out.name_lines(&lines, posting, scored);
        out
    }

    /// Returns what the lines show of a requirement for which `is_kept` holds.
    ///
    /// Lines do not add up where one thing is named: the best counts. Years are added up over the positions that are kept,
    /// months that overlap counted once; what one line leaves open of an activity, two more can close.
    pub fn claim(&self, requirement: usize, is_kept: impl Fn(usize) -> bool) -> Claim {
        let Some(node) = self.requirements.get(requirement) else {
            return Claim {
                grade: Grade::NotFound,
                value: 0.0,
                evidence: Vec::new(),
                lacks: Vec::new(),
                is_logistics: false,
                is_soft: false,
            };
        };
        let shown = self.shown(node, &is_kept, true);
        let is_logistics = self.every(node, &|it| matches!(it.kind, LeafKind::Logistics));
        let is_soft = self.every(node, &|it| {
            matches!(it.kind, LeafKind::Activity { is_soft: true, .. })
        });
        let grade = if shown.value < FAINT || shown.evidence.is_empty() {
            Grade::NotFound
        } else if shown.value >= SHOWN {
            Grade::Shown
        } else if shown.literal < ITS_WORDS {
            Grade::InOtherWords
        } else {
            Grade::Partly
        };
        let mut evidence = shown.evidence;
        if grade == Grade::NotFound {
            evidence.clear();
        }
        evidence.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut best: Vec<(usize, Vec<String>)> = Vec::new();
        for (_, line, words) in evidence {
            if let Some((_, known)) = best.iter_mut().find(|it| it.0 == line) {
                for word in words {
                    if !known.contains(&word) {
                        known.push(word);
                    }
                }
            } else if best.len() < MOST_EVIDENCE {
                best.push((line, words));
            }
        }
        let mut lacks = if grade == Grade::Shown && shown.value >= 0.9 {
            Vec::new()
        } else {
            shown.lacks
        };
        lacks.dedup();
        Claim {
            grade,
            value: shown.value,
            evidence: best,
            lacks,
            is_logistics,
            is_soft,
        }
    }

    /// Returns how well a line by itself shows each requirement that it shows at all, by rising index.
    pub fn strengths(&self, line: usize) -> &[LineStrength] {
        self.strengths.get(line).map_or(&[], Vec::as_slice)
    }

    /// Returns whether the posting asks by name for what a line of a list is: a skill, a language, a credential, a
    /// publication, an award, a project.
    pub fn is_named(&self, line: usize) -> bool {
        self.is_named.get(line).copied().unwrap_or(false)
    }

    /// Returns the share of the requirements of which the profile says anything, conditions aside.
    fn spoken_of(&self) -> f64 {
        let is_condition = |it: &Leaf| matches!(it.kind, LeafKind::Logistics);
        let asked = self.requirements.iter();
        let asked: Vec<&Node> = asked.filter(|it| !self.every(it, &is_condition)).collect();
        let speaks = |it: &&&Node| self.shown(it, &|_| true, false).value >= FAINT;
        let n_spoken = asked.iter().filter(speaks).count();
        n_spoken as f64 / asked.len().max(1) as f64
    }

    fn every(&self, node: &Node, test: &dyn Fn(&Leaf) -> bool) -> bool {
        match node {
            Node::Leaf(leaf) => test(&self.leaves[*leaf]),
            Node::All(these) | Node::Any(these) => these.iter().all(|it| self.every(it, test)),
        }
    }

    fn weight(&self, node: &Node) -> f64 {
        match node {
            Node::Leaf(leaf) => self.leaves[*leaf].weight,
            Node::All(these) => these.iter().map(|it| self.weight(it)).sum::<f64>().min(3.0),
            Node::Any(these) => these.iter().map(|it| self.weight(it)).fold(0.0, f64::max),
        }
    }

    /// Returns what kept lines show; with `floors`, no less than what may be there unsaid.
    fn shown(&self, node: &Node, is_kept: &dyn Fn(usize) -> bool, floors: bool) -> NodeEvidence {
        match node {
            Node::Leaf(leaf) => self.leaf_shown(&self.leaves[*leaf], is_kept, floors),
            Node::Any(these) => {
                let mut shown: Vec<NodeEvidence> = these
                    .iter()
                    .map(|it| self.shown(it, is_kept, floors))
                    .collect();
                let best = (0..shown.len())
                    .max_by(|&a, &b| (shown[a].value.total_cmp(&shown[b].value)).then(b.cmp(&a)))
                    .unwrap_or(0);
                if shown.is_empty() {
                    return NodeEvidence::nothing();
                }
                let mut out = shown.swap_remove(best);
                if out.value < NOTHING {
                    let all: Vec<String> = out
                        .lacks
                        .into_iter()
                        .chain(shown.into_iter().flat_map(|it| it.lacks))
                        .collect();
                    out.lacks = vec![all.join(" or ")];
                }
                out
            }
            Node::All(these) => {
                let mut out = NodeEvidence::nothing();
                let mut all = 0.0;
                for it in these {
                    let shown = self.shown(it, is_kept, floors);
                    let weight = self.weight(it);
                    all += weight;
                    out.value += weight * shown.value;
                    out.literal += weight * shown.literal;
                    out.evidence.extend(shown.evidence);
                    out.lacks.extend(shown.lacks);
                }
                if all > 0.0 {
                    out.value /= all;
                    out.literal /= all;
                }
                // Work may be said in other words where only its names are missing.
                let is_work =
                    |it: &Leaf| matches!(it.kind, LeafKind::Activity { .. }) && it.weight >= SPEAKS;
                if floors && !self.is_far && these.iter().any(|it| self.every(it, &is_work)) {
                    out.value = out.value.max(UNSURE);
                }
                out
            }
        }
    }

    fn leaf_shown(
        &self,
        leaf: &Leaf,
        is_kept: &dyn Fn(usize) -> bool,
        floors: bool,
    ) -> NodeEvidence {
        let found = leaf.found.iter().filter(|it| is_kept(it.line));
        match &leaf.kind {
            LeafKind::Named => leaf.best(found, 0.0),
            LeafKind::Logistics => {
                let mut out = leaf.best(found, if floors { TOLD } else { 0.0 });
                out.lacks.clear();
                out
            }
            LeafKind::Degree { or_experience } => {
                let mut out = leaf.best(found, 0.0);
                if *or_experience && out.value < INSTEAD_OF_DEGREE {
                    let about = vec![1.0; self.held.len()];
                    let counted = career::count(&self.held, &about, 0, is_kept);
                    if counted.months >= MONTHS_FOR_DEGREE {
                        out.value = INSTEAD_OF_DEGREE;
                        out.literal = 1.0;
                        out.evidence = self.positions(&about, is_kept);
                    }
                }
                out
            }
            LeafKind::Years { years, about } => {
                let counted = career::count(&self.held, about, *years, is_kept);
                let told = leaf.best(found, 0.0);
                if told.value > counted.value {
                    return told;
                }
                let least = if counted.of_it { 0.5 } else { 0.0 };
                let about: Vec<f64> = about
                    .iter()
                    .map(|it| if *it >= least { it.max(0.1) } else { 0.0 })
                    .collect();
                let lacks = if counted.value >= SHOWN {
                    Vec::new()
                } else if counted.of_it {
                    vec![format!("{}: {} found", leaf.name, in_years(counted.months))]
                } else {
                    vec![leaf.name.clone()]
                };
                NodeEvidence {
                    value: counted.value,
                    literal: 1.0,
                    evidence: if counted.value > 0.0 {
                        self.positions(&about, is_kept)
                    } else {
                        Vec::new()
                    },
                    lacks,
                }
            }
            LeafKind::Activity { words, is_soft } => {
                let mut out = leaf.activity(words, is_kept);
                let least = match (*is_soft, self.is_far) {
                    (true, _) => UNTOLD,
                    (false, true) => 0.0,
                    (false, false) => UNSURE,
                };
                if floors {
                    out.value = out.value.max(least);
                }
                out
            }
        }
    }

    /// Returns the kept positions that are about something, as evidence.
    fn positions(
        &self,
        about: &[f64],
        is_kept: &dyn Fn(usize) -> bool,
    ) -> Vec<(f64, usize, Vec<String>)> {
        let these = self.held.iter().zip(about);
        these
            .filter(|(it, about)| **about > 0.0 && is_kept(it.line))
            .map(|(it, about)| (*about, it.line, Vec::new()))
            .collect()
    }

    fn weigh_lines(&mut self, lines: &[Line<'_>]) {
        for requirement in 0..self.requirements.len() {
            let mut speaking: Vec<usize> = Vec::new();
            self.lines_of(&self.requirements[requirement], &mut speaking);
            speaking.sort_unstable();
            speaking.dedup();
            for line in speaking {
                // Conditions and years are shown by no line that could be chosen for it.
                let shown = self.shown(&self.requirements[requirement], &|it| it == line, false);
                let says = !shown.evidence.is_empty() && shown.value >= LEAST_STRENGTH;
                if says && line < lines.len() {
                    self.strengths[line].push(LineStrength {
                        requirement,
                        strength: shown.value.min(1.0),
                    });
                }
            }
        }
    }

    fn lines_of(&self, node: &Node, out: &mut Vec<usize>) {
        match node {
            Node::Leaf(leaf) => {
                let leaf = &self.leaves[*leaf];
                out.extend(leaf.found.iter().map(|it| it.line));
                if let LeafKind::Years { about, .. } = &leaf.kind {
                    let these = self.held.iter().zip(about);
                    out.extend(these.filter(|it| *it.1 >= 0.5).map(|it| it.0.line));
                }
            }
            Node::All(these) | Node::Any(these) => {
                for it in these {
                    self.lines_of(it, out);
                }
            }
        }
    }

    fn name_lines(&mut self, lines: &[Line<'_>], posting: &Posting, scored: &Scored) {
        for leaf in &self.leaves {
            if !matches!(leaf.kind, LeafKind::Named) {
                continue;
            }
            for found in leaf
                .found
                .iter()
                .filter(|it| it.value >= NAMED || it.lacks.is_some())
            {
                let place = lines[found.line].place;
                self.is_named[found.line] |= place.kind == Kind::Item
                    || place.kind == Kind::Entry && place.section != Section::Education;
            }
        }
        let lower: Vec<String> = (posting.requirements.iter())
            .map(|it| it.text.to_lowercase())
            .collect();
        let asks = |words: &[&str]| {
            lower
                .iter()
                .any(|it| words.iter().any(|word| it.contains(word)))
        };
        let wants_published = asks(&["publication", "published", "publish record", "patents"]);
        let wants_awards = asks(&["awards", "honors"]);
        // Who asks for publications is shown those that serve best; the others are ranked like everything else.
        let best_of = |section: Section| {
            let is_one = |it: &usize| {
                let place = lines[*it].place;
                place.section == section && place.kind == Kind::Entry
            };
            let mut entries: Vec<usize> = (0..lines.len()).filter(is_one).collect();
            let value = |it: usize| scored.lines[it].value;
            entries.sort_by(|&a, &b| value(b).total_cmp(&value(a)));
            entries.into_iter().take(MOST_OF_A_KIND)
        };
        let wanted = [
            (Section::Publications, wants_published),
            (Section::Awards, wants_awards),
        ];
        for (section, _) in wanted.into_iter().filter(|it| it.1) {
            for entry in best_of(section) {
                self.is_named[entry] = true;
            }
        }
        let asked: Vec<Vec<Token>> = (posting.requirements.iter())
            .map(|it| tokens(&it.text))
            .collect();
        for (idx, line) in lines.iter().enumerate() {
            if line.place.section == Section::Skills && !self.is_named[idx] {
                self.is_named[idx] = asked.iter().any(|it| has_words_of(it, line.text()));
            }
        }
    }
}

/// How many other words may stand between those of a skill: "care and treatment plans".
const MAX_BETWEEN: usize = 2;

/// Returns whether a requirement has the words of a skill near each other. A single word that is also a known name
/// ("Teams", "Excel") does not count: it has to be asked for as that name.
fn has_words_of(requirement: &[Token], skill: &str) -> bool {
    let skill_tokens = tokens(skill);
    let keys: Vec<&Key> = (skill_tokens.iter())
        .filter(|it| !it.is_stop())
        .map(|it| &it.key)
        .collect();
    let is_known_name = || !crate::text::names(skill).is_empty();
    if keys.is_empty() || (keys.len() == 1 && is_known_name()) {
        return false;
    }
    let width = keys.len() + MAX_BETWEEN;
    (0..requirement.len()).any(|at| {
        let window = &requirement[at..requirement.len().min(at + width)];
        window[0].key == *keys[0]
            && keys
                .iter()
                .all(|key| window.iter().any(|it| it.key == **key))
            || window[0].key == *keys[keys.len() - 1]
                && keys
                    .iter()
                    .all(|key| window.iter().any(|it| it.key == **key))
    })
}

impl NodeEvidence {
    fn nothing() -> Self {
        Self {
            value: 0.0,
            literal: 0.0,
            evidence: Vec::new(),
            lacks: Vec::new(),
        }
    }
}

impl Leaf {
    /// Returns what the best of these lines shows, or `least`.
    fn best<'a>(&self, found: impl Iterator<Item = &'a LeafEvidence>, least: f64) -> NodeEvidence {
        let these: Vec<&LeafEvidence> = found.collect();
        let value = these.iter().map(|it| it.value).fold(least, f64::max);
        let best = these.iter().find(|it| it.value >= value);
        NodeEvidence {
            value,
            literal: 1.0,
            lacks: match best {
                None => vec![self.name.clone()],
                Some(it) => it.lacks.iter().cloned().collect(),
            },
            evidence: these
                .iter()
                .map(|it| (it.value, it.line, it.quotes.clone()))
                .collect(),
        }
    }

    fn activity(&self, words: &[Word], is_kept: &dyn Fn(usize) -> bool) -> NodeEvidence {
        let mut these: Vec<&LeafEvidence> =
            self.found.iter().filter(|it| is_kept(it.line)).collect();
        these.sort_by(|a, b| b.value.total_cmp(&a.value).then(a.line.cmp(&b.line)));
        let all: f64 = words
            .iter()
            .map(|it| it.weight)
            .sum::<f64>()
            .max(f64::MIN_POSITIVE);
        let mut hits = vec![0.0_f64; words.len()];
        for it in these.iter().take(MOST_EVIDENCE) {
            for &(word, fits) in &it.hits {
                hits[word] = hits[word].max(fits);
            }
        }
        let union: f64 = words
            .iter()
            .zip(&hits)
            .map(|(it, hit)| it.weight * hit)
            .sum::<f64>()
            / all;
        let best = these.first().map_or(0.0, |it| it.value);
        let open = these
            .iter()
            .take(2 * MOST_EVIDENCE)
            .map(|it| 1.0 - it.value)
            .product::<f64>();
        let alike = these.iter().map(|it| it.alike).fold(0.0, f64::max);
        let together = 0.47 * (1.0 - open) + 0.3 * union + 0.2 * best + 0.1 * (alike - 0.5);
        let strong = strongest(&these);
        let value = these
            .first()
            .map_or(0.0, |it| 0.6 * strong + 0.6 * it.share * (1.0 + it.alike));
        // Words that stand in one line here and one there show less than half of it.
        let value = value.max(together.min(PIECED)).min(1.0);
        // A line that does the same kind of work, with some of the words, says the rest in its own.
        let is_near = union < MOSTLY
            && these
                .iter()
                .any(|it| it.alike >= NEAR && it.strength > 0.0 && it.share > 0.0);
        let mut lacks: Vec<String> = Vec::new();
        if value < SHOWN {
            let open = words.iter().zip(&hits).filter(|it| *it.1 <= 0.0);
            lacks.extend(
                open.filter(|it| it.0.weight >= 1.0)
                    .map(|it| it.0.written.clone())
                    .take(4),
            );
        }
        NodeEvidence {
            value,
            literal: if is_near { 0.0 } else { union },
            evidence: these
                .iter()
                .filter(|it| it.value >= EVIDENT * best)
                .take(MOST_EVIDENCE)
                .map(|it| (it.value, it.line, it.quotes.clone()))
                .collect(),
            lacks,
        }
    }
}

/// Returns how well the lines that answer best do together: what one leaves open, the next can close.
fn strongest(these: &[&LeafEvidence]) -> f64 {
    let mut strengths: Vec<f64> = these.iter().map(|it| it.strength).collect();
    strengths.sort_by(|a, b| b.total_cmp(a));
    let open = strengths.iter().take(MOST_TOGETHER).map(|it| 1.0 - it);
    1.0 - open.product::<f64>()
}

/// Returns months as people say them.
fn in_years(months: u32) -> String {
    match (months / 12, months % 12) {
        (0, 1) => "1 month".to_owned(),
        (0, n) => format!("{n} months"),
        (1, 0..3) => "1 year".to_owned(),
        (n, 0..6) => format!("{n} years"),
        (n, _) => format!("{n}½ years"),
    }
}

/// Makes leaves of what is asked for.
struct Maker<'a> {
    profile: &'a Profile,
    lines: &'a [Line<'a>],
    said: &'a [LineText],
    scored: &'a Scored,
    as_of: Date,
    held: Vec<PositionSpan>,
    studied: Vec<DegreeRecord>,
    /// Where the words of the lines stand.
    index: WordIndex,
    lexicon: Lexicon,
    leaves: Vec<Leaf>,
    requirement: usize,
}

impl Maker<'_> {
    fn node(&mut self, asks: &Asks) -> Node {
        match asks {
            Asks::One(one) => {
                let leaf = self.leaf(one);
                self.leaves.push(leaf);
                Node::Leaf(self.leaves.len() - 1)
            }
            Asks::All(these) => Node::All(these.iter().map(|it| self.node(it)).collect()),
            Asks::Any(these) => Node::Any(these.iter().map(|it| self.node(it)).collect()),
        }
    }

    fn leaf(&self, asked: &Ask) -> Leaf {
        match asked {
            Ask::Skill { name } => self.skill(name),
            Ask::Years { years, of } => self.years(*years, of),
            Ask::Degree {
                level,
                fields,
                related,
                or_experience,
            } => {
                let wanted = WantedDegree {
                    level: *level,
                    fields,
                    related: *related,
                };
                let found = self.studied.iter().map(|it| {
                    let graduated = career::graduated(it, &wanted, &self.lexicon);
                    LeafEvidence {
                        lacks: graduated.lacks,
                        ..LeafEvidence::named(it.line, graduated.value, Vec::new())
                    }
                });
                Leaf {
                    name: if fields.is_empty() {
                        level.name().to_owned()
                    } else {
                        format!("{} in {}", level.name(), fields.join(" or "))
                    },
                    weight: 1.0,
                    found: found.collect(),
                    kind: LeafKind::Degree {
                        or_experience: *or_experience,
                    },
                }
            }
            Ask::Credential { name } => self.credential(name),
            Ask::Language { language, well } => self.language(language, *well),
            Ask::Logistics { text } => {
                let mut leaf = self.activity(text, true);
                leaf.kind = LeafKind::Logistics;
                leaf.found.retain(|it| it.value >= 0.6);
                leaf
            }
            Ask::Activity { text } => self.activity(text, false),
            Ask::Soft { text } => self.activity(text, true),
        }
    }

    fn skill(&self, name: &str) -> Leaf {
        let key = name_key(name, &self.lexicon);
        let words: Vec<Key> = tokens(name)
            .into_iter()
            .filter(|it| !it.is_transparent())
            .map(|it| it.key)
            .collect();
        let mut found = Vec::new();
        for line in self.index.may_name(&key, &words) {
            let said = &self.said[line];
            if let Some(quote) = said.thing(&key, &words) {
                found.push(LeafEvidence::named(line, said.telling, vec![quote]));
            }
        }
        Leaf {
            name: name.to_owned(),
            weight: 1.0,
            kind: LeafKind::Named,
            found,
        }
    }

    fn years(&self, years: u8, of: &[String]) -> Leaf {
        let about = career::about(&self.held, self.said, of, &self.lexicon);
        let mut found = Vec::new();
        for (line, said) in self.said.iter().enumerate() {
            if said.kind == Kind::Summary
                && let Some((told, quote)) = said.years()
                && told >= years
            {
                let told = of.iter().map(|it| {
                    let words = words(it, &self.lexicon);
                    let all: f64 = words.iter().map(|it| it.weight).sum();
                    let hits = said.matched(&words);
                    hits.iter().map(|it| words[it.0].weight * it.1).sum::<f64>() / all.max(1.0)
                });
                let share = if of.is_empty() {
                    1.0
                } else {
                    told.fold(0.0, f64::max)
                };
                if share >= 0.5 {
                    found.push(LeafEvidence::named(line, 0.8, vec![quote]));
                }
            }
        }
        let plural = if years == 1 { "year" } else { "years" };
        Leaf {
            name: match of {
                [] => format!("{years} {plural}"),
                of => format!("{years} {plural} {}", of.join(" or ")),
            },
            weight: 1.0,
            kind: LeafKind::Years { years, about },
            found,
        }
    }

    fn credential(&self, name: &str) -> Leaf {
        let key = name_key(name, &self.lexicon);
        let mut words = words(name, &self.lexicon);
        let which: Vec<Word> = words
            .iter()
            .filter(|it| says_which_credential(&it.key))
            .cloned()
            .collect();
        if !which.is_empty() {
            words = which;
        }
        for word in &mut words {
            word.weight = 1.0;
        }
        let n = words.len().max(1) as f64;
        let mut found = Vec::new();
        for (line, said) in self.said.iter().enumerate() {
            let is_one = said.section == Section::Certifications && said.kind == Kind::Entry;
            let hits = said.matched(&words);
            let quotes: Vec<String> = hits.iter().map(|it| it.2.clone()).collect();
            let mut share = hits.iter().map(|it| it.1).sum::<f64>() / n;
            if said.thing(&key, &[]).is_some() {
                share = 1.0;
            }
            let value = match share {
                it if it >= 0.99 => 1.0,
                it if is_one && it >= 0.6 => 0.7,
                it if is_one && it >= 0.45 => 0.4,
                _ => continue,
            };
            let telling = if is_one { 1.0 } else { 0.75 * said.telling };
            let mut it = LeafEvidence::named(line, value * telling, quotes);
            if is_one
                && let Some(until) =
                    self.profile.certifications[self.lines[line].place.entry].expires
                && until.last_month() < self.as_of.last_month()
            {
                it.value *= EXPIRED;
                it.lacks = Some(format!("it expired in {until}"));
            }
            found.push(it);
        }
        Leaf {
            name: name.to_owned(),
            weight: 1.0,
            kind: LeafKind::Named,
            found,
        }
    }

    fn language(&self, language: &str, well: bool) -> Leaf {
        let key: Vec<Key> = tokens(language).into_iter().map(|it| it.key).collect();
        let mut found = Vec::new();
        for (line, said) in self.said.iter().enumerate() {
            let Some(quote) = said.thing("", &key) else {
                continue;
            };
            let place = self.lines[line].place;
            let mut it = LeafEvidence::named(line, 0.75 * said.telling, vec![quote]);
            if place.section == Section::Languages {
                let level = &self.profile.languages[place.entry].level;
                let level = level.as_ref().map_or("", |it| it.text.as_str());
                let lower = level.to_lowercase();
                let basic = [
                    "basic", "element", "beginner", "a1", "a2", "limited", "some",
                ]
                .iter()
                .any(|it| lower.contains(it));
                it.value = if basic && well {
                    0.4
                } else if basic {
                    0.7
                } else {
                    1.0
                };
                if basic && well {
                    it.lacks = Some(format!("{language} is {level}"));
                }
            }
            found.push(it);
        }
        // A resume in English shows English.
        if language.eq_ignore_ascii_case("english")
            && found.is_empty()
            && self.profile.lang.starts_with("en")
            && let Some(first) = self
                .lines
                .iter()
                .position(|it| it.place.kind == Kind::Position)
        {
            found.push(LeafEvidence::named(first, 0.7, Vec::new()));
        }
        Leaf {
            name: language.to_owned(),
            weight: 1.0,
            kind: LeafKind::Named,
            found,
        }
    }

    fn activity(&self, text: &str, is_soft: bool) -> Leaf {
        let mut words = words(text, &self.lexicon);
        let n_lines = self.said.len().max(1) as f64;
        for word in &mut words {
            // What half of the lines have says little.
            let share = self.index.n_lines(&word.key) as f64 / n_lines;
            word.weight *= 1.0 - (share * 3.0).min(0.6);
        }
        let all: f64 = words.iter().map(|it| it.weight).sum::<f64>().max(1.0);
        let mut found = Vec::new();
        let hits = self.index.hits(self.said, &words);
        for ((line, said), hits) in self.said.iter().enumerate().zip(hits) {
            let weight = hits.iter().map(|it| words[it.word].weight * it.fits);
            let mut share = weight.sum::<f64>() / all;
            // Two or three words name one thing only where they stand together: not "network" here and "card" there.
            if (2..=3).contains(&words.len()) && spread(&hits) > words.len() + 2 {
                share *= APART;
            }
            let score = self.scored.lines.get(line);
            let strength = score.map_or(0.0, |it| {
                let answers = it.requirements.iter();
                answers
                    .filter(|it| it.0 == self.requirement)
                    .map(|it| evident(it.1))
                    .fold(0.0, f64::max)
            });
            let alike = score
                .and_then(|it| it.alike.get(self.requirement).copied())
                .unwrap_or(0.0);
            let value = line_value(share, strength, alike) * said.telling;
            if value > 0.0 {
                found.push(LeafEvidence {
                    line,
                    value,
                    hits: hits.iter().map(|it| (it.word, it.fits)).collect(),
                    share,
                    strength,
                    alike,
                    quotes: hits.iter().map(|it| said.quote(&it.at)).collect(),
                    lacks: None,
                });
            }
        }
        Leaf {
            name: text.to_owned(),
            // Beside names, what is done with them counts by how much is said of it.
            weight: (0.25 * all).clamp(0.3, 1.0),
            kind: LeafKind::Activity { words, is_soft },
            found,
        }
    }
}

/// Returns how well a line shows an activity that has so much of its words, answers it so well, and does as much alike work.
fn line_value(share: f64, strength: f64, alike: f64) -> f64 {
    let value = 0.6 * share + 0.4 * strength + 0.25 * share * alike - 0.05;
    value.clamp(0.0, 1.0)
}

impl LeafEvidence {
    fn named(line: usize, value: f64, quotes: Vec<String>) -> Self {
        Self {
            line,
            value,
            hits: Vec::new(),
            share: 0.0,
            strength: 0.0,
            alike: 0.0,
            quotes,
            lacks: None,
        }
    }
}
