//! How well lines of a profile show what a posting asks for, with the words that show it and what lacks.

use super::career::{self, PositionSpan};
use super::leaf::{Leaf, LeafKind, MAX_EVIDENCE, Node, NodeEvidence, SHOWN};
use super::leaf_builder::LeafBuilder;
use super::said::{LineText, WordIndex};
use crate::parallel::{self, MIN_LINES};
use crate::posting::{Posting, RequirementId};
use crate::profile::{Date, Kind, Line, LineId, Profile, Section};
use crate::score::ScoredLines;
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
    /// The lines that show it, the best first, each with the words that do.
    pub evidence: Vec<(LineId, Vec<String>)>,
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
    /// The requirement.
    pub requirement: RequirementId,
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

/// Values below it count as missing.
const MAX_MISSING: f64 = 0.05;

/// Values below it are an echo of words: no line shows the requirement.
const MAX_NOT_FOUND: f64 = 0.2;

/// How much of the words must stand in the lines, or they say it in other words.
const ITS_WORDS: f64 = 0.34;

/// The least credit for a condition that the profile doesn't mention.
const CONDITION_VALUE: f64 = 0.1;

/// The least credit for a soft skill that nothing shows.
const SOFT_SKILL_FLOOR: f64 = 0.3;

/// The least credit for an activity of which no word was found: it may be phrased differently.
const ACTIVITY_FLOOR: f64 = 0.08;

/// How much an activity beside names must weigh for it to be found in other words.
const MIN_ACTIVITY_WEIGHT: f64 = 0.75;

/// Share of the requirements that a profile must mention for the rest to be possibly there in other words.
const MIN_OVERLAP: f64 = 0.55;

/// From where on a line of a list is asked for by name.
const NAMED: f64 = 0.5;

/// How many entries of a section are asked for by name where the posting asks for their kind: "publications", "awards".
const MAX_OF_A_KIND: usize = 2;

/// From how well on a line is listed as showing a requirement by itself.
const MIN_STRENGTH: f64 = 0.05;

/// What a highlight counts by itself that names a product of the kind asked for: the skill is shown, but nothing is told of it
/// that the list of skills does not say.
const BY_PRODUCT: f64 = 0.5;

/// What experience counts that stands in for a degree.
const INSTEAD_OF_DEGREE: f64 = 0.55;

/// How many months of work stand in for a degree.
const MONTHS_FOR_DEGREE: u32 = 48;

impl Claim {
    /// Returns whether the profile can be said to lack this: nothing was found of a thing that has a name. Work in ordinary
    /// words may be there in others (unless the profile is about something else altogether), conditions are no matter of a resume, and nobody misses the word "motivated".
    pub fn is_missing(&self) -> bool {
        self.grade == Grade::NotFound
            && self.value < MAX_MISSING
            && !self.is_logistics
            && !self.is_soft
    }
}

impl Coverage {
    /// Holds a profile against a posting; `scored` is the profile scored for it, and years count up to `as_of`.
    pub fn new(profile: &Profile, posting: &Posting, scored: &ScoredLines, as_of: Date) -> Self {
        let lines = profile.lines();
        let lexicon = Lexicon::with_pairs(&[]);
        let said: Vec<LineText> = parallel::map(&lines, MIN_LINES, |idx, line| {
            LineText::of(line, scored.lines[idx].wording, &lexicon)
        });
        let mut maker = LeafBuilder {
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
            requirement: RequirementId(0),
        };
        let mut requirements = Vec::with_capacity(posting.requirements.len());
        for (idx, requirement) in posting.requirements.iter().enumerate() {
            maker.requirement = RequirementId(idx);
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
        out.is_far = out.spoken_of() < MIN_OVERLAP;
        out.weigh_lines(&lines);
        out.mark_named_lines(&lines, posting, scored);
        out
    }

    /// Returns what the lines show of a requirement for which `is_kept` holds.
    ///
    /// Lines do not add up where one thing is named: the best counts. Years are added up over the positions that are kept,
    /// months that overlap counted once; what one line leaves open of an activity, two more can close.
    pub fn claim(&self, requirement: RequirementId, is_kept: impl Fn(LineId) -> bool) -> Claim {
        let Some(node) = self.requirements.get(requirement.0) else {
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
        let is_soft = self.every(node, &|leaf| {
            matches!(leaf.kind, LeafKind::Activity { is_soft: true, .. })
        });
        let grade = if shown.value < MAX_NOT_FOUND || shown.evidence.is_empty() {
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
        let mut best: Vec<(LineId, Vec<String>)> = Vec::new();
        for (_, line, words) in evidence {
            if let Some((_, known)) = best.iter_mut().find(|it| it.0 == line) {
                for word in words {
                    if !known.contains(&word) {
                        known.push(word);
                    }
                }
            } else if best.len() < MAX_EVIDENCE {
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
    pub fn strengths(&self, line: LineId) -> &[LineStrength] {
        self.strengths.get(line.0).map_or(&[], Vec::as_slice)
    }

    /// Returns whether the posting asks by name for what a line of a list is: a skill, a language, a credential, a
    /// publication, an award, a project.
    pub fn is_named(&self, line: LineId) -> bool {
        self.is_named.get(line.0).copied().unwrap_or(false)
    }

    /// Returns the share of the requirements of which the profile says anything, conditions aside.
    fn spoken_of(&self) -> f64 {
        let is_condition = |it: &Leaf| matches!(it.kind, LeafKind::Logistics);
        let asked = self.requirements.iter();
        let asked: Vec<&Node> = asked.filter(|it| !self.every(it, &is_condition)).collect();
        let speaks = |it: &&&Node| self.shown(it, &|_| true, false).value >= MAX_NOT_FOUND;
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
    fn shown(&self, node: &Node, is_kept: &dyn Fn(LineId) -> bool, floors: bool) -> NodeEvidence {
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
                if out.value < MAX_MISSING {
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
                let is_work = |it: &Leaf| {
                    matches!(it.kind, LeafKind::Activity { .. }) && it.weight >= MIN_ACTIVITY_WEIGHT
                };
                if floors && !self.is_far && these.iter().any(|it| self.every(it, &is_work)) {
                    out.value = out.value.max(ACTIVITY_FLOOR);
                }
                out
            }
        }
    }

    fn leaf_shown(
        &self,
        leaf: &Leaf,
        is_kept: &dyn Fn(LineId) -> bool,
        floors: bool,
    ) -> NodeEvidence {
        let found = leaf.found.iter().filter(|it| is_kept(it.line));
        match &leaf.kind {
            LeafKind::Named => leaf.best(found, 0.0),
            LeafKind::Logistics => {
                let mut out = leaf.best(found, if floors { CONDITION_VALUE } else { 0.0 });
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
                    (true, _) => SOFT_SKILL_FLOOR,
                    (false, true) => 0.0,
                    (false, false) => ACTIVITY_FLOOR,
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
        is_kept: &dyn Fn(LineId) -> bool,
    ) -> Vec<(f64, LineId, Vec<String>)> {
        let these = self.held.iter().zip(about);
        these
            .filter(|(it, about)| **about > 0.0 && is_kept(it.line))
            .map(|(it, about)| (*about, it.line, Vec::new()))
            .collect()
    }

    fn weigh_lines(&mut self, lines: &[Line<'_>]) {
        for idx in 0..self.requirements.len() {
            let requirement = RequirementId(idx);
            let mut speaking: Vec<LineId> = Vec::new();
            self.lines_of(&self.requirements[idx], &mut speaking);
            speaking.sort_unstable();
            speaking.dedup();
            for line in speaking {
                // One line by itself, without the floors that hold for a profile as a whole.
                let shown = self.shown(&self.requirements[idx], &|it| it == line, false);
                let says = !shown.evidence.is_empty() && shown.value >= MIN_STRENGTH;
                if says && line.0 < lines.len() {
                    let is_highlight = lines[line.0].place.kind == Kind::Highlight;
                    let by_product = is_highlight && self.by_product(requirement, line);
                    let share = if by_product { BY_PRODUCT } else { 1.0 };
                    self.strengths[line.0].push(LineStrength {
                        requirement,
                        strength: share * shown.value.min(1.0),
                    });
                }
            }
        }
    }

    /// Returns whether a line speaks of a requirement only by naming products of the kinds that it asks for.
    fn by_product(&self, requirement: RequirementId, line: LineId) -> bool {
        let node = &self.requirements[requirement.0];
        self.every(node, &|leaf| {
            (leaf.found.iter()).all(|it| it.line != line || it.is_product)
        })
    }

    fn lines_of(&self, node: &Node, out: &mut Vec<LineId>) {
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

    fn mark_named_lines(&mut self, lines: &[Line<'_>], posting: &Posting, scored: &ScoredLines) {
        for leaf in &self.leaves {
            if !matches!(leaf.kind, LeafKind::Named) {
                continue;
            }
            for found in leaf
                .found
                .iter()
                .filter(|it| it.value >= NAMED || it.lacks.is_some())
            {
                let place = lines[found.line.0].place;
                self.is_named[found.line.0] |= place.kind == Kind::Item
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
            entries.into_iter().take(MAX_OF_A_KIND)
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
