//! Which nodes of a tree to keep under a height budget: knows no text and no fonts, only numbers.
//!
//! The tree is a resume's: sections hold entries, entries hold positions or bullets, positions hold bullets. Keeping a
//! node means keeping everything above it. What is kept is chosen greedily by what it is worth for its height, where the
//! gain for a topic (a theme, a requirement) shrinks with what is already kept for it. (By the plain ratio of gain to
//! height such a choice is within a constant factor of the best: Khuller, Moss and Naor 1999, "The budgeted maximum
//! coverage problem"; [`quality`] gives up that bound for better lines.)

/// One thing that can be kept or left out.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Node {
    /// The node above, always of a smaller index.
    pub parent: Option<usize>,
    /// The height it adds, in points.
    pub cost: f64,
    /// For an entry whose positions can be printed on one line: the height of that line. Such an entry folds while no
    /// bullet below it is kept, and then it costs this height and its positions none.
    pub folded_cost: Option<f64>,
    /// What keeping it is worth, 0 or more.
    pub value: f64,
    /// How well it shows which topics: index and strength from 0 to 1.
    pub topics: Vec<(usize, f64)>,
    /// Which word it opens with, as a number; a position has at most two kept bullets with the same one.
    pub opening: Option<usize>,
    /// Whether it is worth keeping without anything below it.
    pub alone: bool,
    /// Whether anything has been decided before ranking.
    pub must: Must,
    /// How many nodes below it should be kept.
    pub quota: Quota,
}

/// What has been decided about a node before ranking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Must {
    /// Nothing.
    #[default]
    Free,
    /// It stays, whatever the budget.
    Keep,
    /// It is kept while there is room, before ranking, in rising order of the number.
    Wanted(u8),
    /// It is left out.
    Leave,
}

/// How many nodes directly below a node should be kept: wishes, not bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quota {
    /// The turns at which its best, second best … node come before anything is ranked, while there is room.
    pub turns: &'static [u8],
    /// More than this many are kept only where there is nothing better to fill the page with.
    pub most: usize,
}

impl Default for Quota {
    fn default() -> Self {
        Self {
            turns: &[],
            most: usize::MAX,
        }
    }
}

/// What was kept.
#[derive(Debug, Clone, PartialEq)]
pub struct Selection {
    /// For each node, why it was kept or left out.
    pub why: Vec<Why>,
    /// The height of what is kept, in points.
    pub height: f64,
}

/// Why a node was kept or left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// Kept: decided before ranking.
    Must,
    /// Kept: among the least that a resume should have.
    Wanted,
    /// Kept: the best gain for its height at that turn, counted from 1.
    Chosen(usize),
    /// Kept: it holds something that was kept.
    Holds,
    /// Left out: decided before ranking.
    Left,
    /// Left out: what holds it was left out, or shows its best already.
    Enough,
    /// Left out: two bullets beside it open with the same word.
    Opening,
    /// Left out: others were worth more for the room they take.
    Room,
    /// Left out: nothing below it was kept.
    Empty,
}

impl Why {
    /// Returns whether the node was kept.
    pub fn kept(self) -> bool {
        matches!(
            self,
            Self::Must | Self::Wanted | Self::Chosen(_) | Self::Holds
        )
    }
}

impl Selection {
    /// Returns whether an entry that folds is folded.
    pub fn folded(&self, nodes: &[Node], entry: usize) -> bool {
        nodes[entry].folded_cost.is_some()
            && !holds_bullet(nodes, entry, |node| self.why[node].kept())
    }
}

/// How many bullets of a position may open with the same word: a third reads as a list of one verb.
const SAME_OPENING: usize = 2;

/// What a gain counts for: with the plain ratio of gain to height, two weak short lines beat a strong long one; with
/// its square they need to be nearly as strong.
fn quality(gain: f64) -> f64 {
    gain * gain
}

/// Returns what to keep of `nodes` so that its height stays within `budget` (points).
///
/// `topics` holds the weight of each topic. Only nodes that must stay can exceed the budget. The same input gives the
/// same selection; ties go to the node that comes first.
pub fn select(nodes: &[Node], topics: &[f64], budget: f64) -> Selection {
    let mut state = State::new(nodes, topics);
    for (idx, node) in nodes.iter().enumerate() {
        if node.must == Must::Keep {
            state.keep(idx, Why::Must);
        }
    }
    let mut wanted: Vec<(u8, usize)> = nodes
        .iter()
        .enumerate()
        .filter_map(|(idx, node)| match node.must {
            Must::Wanted(rank) => Some((rank, idx)),
            _ => None,
        })
        .collect();
    wanted.sort_unstable();
    for (_, idx) in wanted {
        if state.why[idx].is_none()
            && !state.barred(idx)
            && state.height + state.added_height(idx) <= budget
        {
            state.keep(idx, Why::Wanted);
        }
    }
    state.fill_turns(budget);
    // The upper quotas hold until nothing else fits; then they give way one by one until the page is full.
    let mut turn = 0;
    for beyond in 0..nodes.len().max(1) {
        while let Some(best) = state.best(budget, beyond) {
            turn += 1;
            state.keep(best, Why::Chosen(turn));
        }
        if !state.quota_bars(budget, beyond) {
            break;
        }
    }
    state.finish(budget)
}

struct State<'a> {
    nodes: &'a [Node],
    topics: &'a [f64],
    why: Vec<Option<Why>>,
    /// How many nodes directly below each are kept.
    n_kept: Vec<usize>,
    /// How much of each topic is still open: 1 at first, 0 when fully shown.
    open: Vec<f64>,
    height: f64,
}

impl<'a> State<'a> {
    fn new(nodes: &'a [Node], topics: &'a [f64]) -> Self {
        Self {
            nodes,
            topics,
            why: vec![None; nodes.len()],
            n_kept: vec![0; nodes.len()],
            open: vec![1.0; topics.len()],
            height: 0.0,
        }
    }

    fn is_kept(&self, idx: usize) -> bool {
        self.why[idx].is_some()
    }

    fn ancestors(&self, idx: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(self.nodes[idx].parent, |&it| self.nodes[it].parent)
    }

    fn folded(&self, entry: usize) -> bool {
        self.nodes[entry].folded_cost.is_some()
            && !holds_bullet(self.nodes, entry, |it| self.is_kept(it))
    }

    /// Returns the height that keeping `idx` adds, with all that must come with it.
    fn added_height(&self, idx: usize) -> f64 {
        let nodes = self.nodes;
        let unfolds = is_bullet(nodes, idx);
        let mut added = 0.0;
        for it in std::iter::once(idx).chain(self.ancestors(idx)) {
            let (node, kept) = (&nodes[it], self.is_kept(it));
            match node.folded_cost {
                // The entry unfolds: its own line takes the place of the folded one, and its kept positions theirs.
                Some(folded) if unfolds && self.folded(it) => {
                    let positions = children(nodes, it).filter(|&child| self.is_kept(child));
                    added += node.cost + positions.map(|child| nodes[child].cost).sum::<f64>();
                    added -= if kept { folded } else { 0.0 };
                }
                Some(folded) if !kept => added += folded,
                Some(_) => {}
                None if kept => {}
                None => {
                    let stays_folded =
                        !unfolds && node.parent.is_some_and(|parent| self.folded(parent));
                    added += if stays_folded { 0.0 } else { node.cost };
                }
            }
        }
        added
    }

    fn gain(&self, idx: usize) -> f64 {
        let node = &self.nodes[idx];
        let fresh: f64 = node
            .topics
            .iter()
            .map(|&(topic, strength)| self.topics[topic] * self.open[topic] * strength)
            .sum();
        node.value + fresh
    }

    /// Returns whether a decision or a rule keeps `idx` out for good.
    fn barred(&self, idx: usize) -> bool {
        self.nodes[idx].must == Must::Leave
            || self
                .ancestors(idx)
                .any(|it| self.nodes[it].must == Must::Leave)
            || self.opens_like_others(idx)
    }

    fn opens_like_others(&self, idx: usize) -> bool {
        let node = &self.nodes[idx];
        let (Some(opening), Some(parent)) = (node.opening, node.parent) else {
            return false;
        };
        let same = children(self.nodes, parent)
            .filter(|&it| self.is_kept(it) && self.nodes[it].opening == Some(opening))
            .count();
        same >= SAME_OPENING
    }

    fn over_quota(&self, idx: usize, beyond: usize) -> bool {
        self.nodes[idx].parent.is_some_and(|parent| {
            self.n_kept[parent] >= self.nodes[parent].quota.most.saturating_add(beyond)
        })
    }

    fn candidates(&self, budget: f64) -> impl Iterator<Item = (usize, f64)> + '_ {
        // A hair of tolerance, so that a sum of heights that should equal the budget does.
        let room = budget - self.height + 1e-6;
        (0..self.nodes.len())
            .filter(|&idx| self.nodes[idx].alone && !self.is_kept(idx) && !self.barred(idx))
            .map(|idx| (idx, self.added_height(idx)))
            .filter(move |&(_, added)| added <= room)
    }

    /// Gives every kept node the bullets that come before ranking, its best ones, turn by turn.
    fn fill_turns(&mut self, budget: f64) {
        let last = self.nodes.iter().flat_map(|it| it.quota.turns).max();
        for turn in 0..=last.copied().unwrap_or(0) {
            for parent in 0..self.nodes.len() {
                let due = self.nodes[parent]
                    .quota
                    .turns
                    .iter()
                    .filter(|&&it| it <= turn)
                    .count();
                while self.is_kept(parent) && self.n_kept[parent] < due {
                    let Some(best) = self.best_below(parent, budget) else {
                        break;
                    };
                    self.keep(best, Why::Wanted);
                }
            }
        }
    }

    fn best_below(&self, parent: usize, budget: f64) -> Option<usize> {
        self.candidates(budget)
            .map(|(idx, _)| idx)
            .filter(|&idx| self.nodes[idx].parent == Some(parent))
            .max_by(|&a, &b| self.gain(a).total_cmp(&self.gain(b)).then(b.cmp(&a)))
    }

    /// Returns the node that is worth most for its height and still fits.
    fn best(&self, budget: f64, beyond: usize) -> Option<usize> {
        let mut best: Option<(usize, f64)> = None;
        for (idx, added) in self.candidates(budget) {
            if self.over_quota(idx, beyond) {
                continue;
            }
            let missing = self.ancestors(idx).filter(|&it| !self.is_kept(it));
            let gain: f64 = std::iter::once(idx)
                .chain(missing)
                .map(|it| quality(self.gain(it)))
                .sum();
            // A node without height costs nothing; a point stands in so that the ratio is finite.
            let ratio = gain / added.max(1.0);
            if best.is_none_or(|(_, so_far)| ratio > so_far) {
                best = Some((idx, ratio));
            }
        }
        best.map(|(idx, _)| idx)
    }

    /// Returns whether a quota keeps out something that would fit.
    fn quota_bars(&self, budget: f64, beyond: usize) -> bool {
        self.candidates(budget)
            .any(|(idx, _)| self.over_quota(idx, beyond))
    }

    fn keep(&mut self, idx: usize, why: Why) {
        self.height += self.added_height(idx);
        let missing: Vec<usize> = self
            .ancestors(idx)
            .filter(|&it| !self.is_kept(it))
            .collect();
        for (it, why) in
            std::iter::once((idx, why)).chain(missing.into_iter().map(|it| (it, Why::Holds)))
        {
            if self.is_kept(it) {
                continue;
            }
            self.why[it] = Some(why);
            if let Some(parent) = self.nodes[it].parent {
                self.n_kept[parent] += 1;
            }
            for &(topic, strength) in &self.nodes[it].topics {
                self.open[topic] *= 1.0 - strength;
            }
        }
    }

    fn finish(self, budget: f64) -> Selection {
        let why = (0..self.nodes.len())
            .map(|idx| self.why[idx].unwrap_or_else(|| self.why_left(idx, budget)))
            .collect();
        Selection {
            why,
            height: self.height,
        }
    }

    fn why_left(&self, idx: usize, budget: f64) -> Why {
        let node = &self.nodes[idx];
        if node.must == Must::Leave {
            Why::Left
        } else if self
            .ancestors(idx)
            .any(|it| self.nodes[it].must == Must::Leave)
        {
            Why::Enough
        } else if self.opens_like_others(idx) {
            Why::Opening
        } else if !node.alone {
            Why::Empty
        } else if self.over_quota(idx, 0) && self.height + self.added_height(idx) > budget {
            Why::Enough
        } else {
            Why::Room
        }
    }
}

fn children(nodes: &[Node], parent: usize) -> impl Iterator<Item = usize> + '_ {
    (parent + 1..nodes.len()).filter(move |&it| nodes[it].parent == Some(parent))
}

/// Returns whether a node is a bullet of a position of an entry that folds.
fn is_bullet(nodes: &[Node], idx: usize) -> bool {
    nodes[idx]
        .parent
        .and_then(|it| nodes[it].parent)
        .is_some_and(|it| nodes[it].folded_cost.is_some())
}

fn holds_bullet(nodes: &[Node], entry: usize, kept: impl Fn(usize) -> bool) -> bool {
    children(nodes, entry).any(|position| children(nodes, position).any(&kept))
}

#[cfg(test)]
mod tests;
