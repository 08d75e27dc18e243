//! One thing that a requirement asks for, and the lines that are evidence of it.

use super::said::Word;
use crate::profile::LineId;

/// How much of what the best line shows another must show to be named beside it.
const EVIDENT: f64 = 0.4;

/// From how many of the words on they are the posting's own words.
const MOSTLY: f64 = 0.67;

/// How many lines are named for one requirement.
pub(super) const MAX_EVIDENCE: usize = 3;

/// How many lines add up.
const MAX_TOGETHER: usize = 4;

/// How much of the competencies of what is asked for a line must show to do the same kind of work.
const NEAR: f64 = 0.85;

/// What words that stand in several lines show at most.
const PIECED: f64 = 0.49;

/// From where on a requirement is called shown.
pub(super) const SHOWN: f64 = 0.6;

/// What a requirement asks for, its leaves by their index.
#[derive(Debug, Clone)]
pub(super) enum Node {
    Leaf(usize),
    All(Vec<Node>),
    Any(Vec<Node>),
}

/// One thing that is asked for, and the lines that speak of it.
#[derive(Debug, Clone)]
pub(super) struct Leaf {
    /// What it is called where it was not found.
    pub(super) name: String,
    /// What it counts beside others.
    pub(super) weight: f64,
    pub(super) kind: LeafKind,
    /// The lines that speak of it, by rising index.
    pub(super) found: Vec<LeafEvidence>,
}

#[derive(Debug, Clone)]
pub(super) enum LeafKind {
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
pub(super) struct LeafEvidence {
    pub(super) line: LineId,
    /// How well it shows it by itself, 0 to 1.
    pub(super) value: f64,
    /// Which of the words it has, and how well each.
    pub(super) hits: Vec<(usize, f64)>,
    /// How many of the words it has, the telling ones counting more: 0 to 1.
    pub(super) share: f64,
    /// How well it answers the requirement as a whole, 0 to 1.
    pub(super) strength: f64,
    /// How much it does the same kind of work, whatever the words, 0 to 1.
    pub(super) alike: f64,
    pub(super) quotes: Vec<String>,
    pub(super) lacks: Option<String>,
    /// Whether it names a product of the kind that is asked for, not the kind.
    pub(super) is_product: bool,
}

/// What a subset of the lines shows of a node.
pub(super) struct NodeEvidence {
    pub(super) value: f64,
    /// How far its words stand there, 0 to 1.
    pub(super) literal: f64,
    pub(super) evidence: Vec<(f64, LineId, Vec<String>)>,
    pub(super) lacks: Vec<String>,
}

impl NodeEvidence {
    pub(super) fn nothing() -> Self {
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
    pub(super) fn best<'a>(
        &self,
        found: impl Iterator<Item = &'a LeafEvidence>,
        least: f64,
    ) -> NodeEvidence {
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

    pub(super) fn activity(
        &self,
        words: &[Word],
        is_kept: &dyn Fn(LineId) -> bool,
    ) -> NodeEvidence {
        let mut these: Vec<&LeafEvidence> =
            self.found.iter().filter(|it| is_kept(it.line)).collect();
        these.sort_by(|a, b| b.value.total_cmp(&a.value).then(a.line.cmp(&b.line)));
        let all: f64 = words
            .iter()
            .map(|it| it.weight)
            .sum::<f64>()
            .max(f64::MIN_POSITIVE);
        let mut hits = vec![0.0_f64; words.len()];
        for it in these.iter().take(MAX_EVIDENCE) {
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
            .take(2 * MAX_EVIDENCE)
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
                .take(MAX_EVIDENCE)
                .map(|it| (it.value, it.line, it.quotes.clone()))
                .collect(),
            lacks,
        }
    }
}

impl LeafEvidence {
    pub(super) fn named(line: LineId, value: f64, quotes: Vec<String>) -> Self {
        Self {
            line,
            value,
            hits: Vec::new(),
            share: 0.0,
            strength: 0.0,
            alike: 0.0,
            quotes,
            lacks: None,
            is_product: false,
        }
    }
}

/// Returns how well the lines that answer best do together: what one leaves open, the next can close.
pub(super) fn strongest(these: &[&LeafEvidence]) -> f64 {
    let mut strengths: Vec<f64> = these.iter().map(|it| it.strength).collect();
    strengths.sort_by(|a, b| b.total_cmp(a));
    let open = strengths.iter().take(MAX_TOGETHER).map(|it| 1.0 - it);
    1.0 - open.product::<f64>()
}
