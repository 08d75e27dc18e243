//! A selection in the making.

use std::collections::BTreeMap;

use super::{Must, Node, Selection, Why};

/// How many bullets of a position may open with the same word: a third reads as a list of one verb.
const SAME_OPENING: usize = 2;

/// What a bullet that comes before ranking must be worth, as a share of the best beside it: where only a weak one still
/// fits, something else uses the room better.
const WORTHY: f64 = 0.6;

/// How many nodes that were left out are tried in the place of kept ones: the best, since only they can win.
const CHALLENGERS: usize = 24;

/// How many kept nodes, the weakest, can lose their place.
const DEFENDERS: usize = 12;

/// How many times a place may change hands; each time the whole is worth more.
const CHANGES: usize = 24;

/// Sums of heights come out a hair larger or smaller by the order of adding.
const TOLERANCE: f64 = 1e-6;

/// What a gain counts for: with the plain ratio of gain to height, two weak short lines beat a strong long one; with
/// its square they need to be nearly as strong.
fn quality(gain: f64) -> f64 {
    gain * gain
}

/// One node in the place of others.
struct Change {
    /// What the whole gains.
    won: f64,
    /// What goes, and what holds nothing then.
    out: Vec<usize>,
    better: usize,
}

/// What of the tree is kept so far.
pub(super) struct State<'a> {
    nodes: &'a [Node],
    topics: &'a [f64],
    budget: f64,
    children: Vec<Vec<usize>>,
    /// For a bullet of a position of an entry that folds: that entry.
    entry_of: Vec<Option<usize>>,
    why: Vec<Option<Why>>,
    /// How many nodes directly below each are kept.
    n_kept: Vec<usize>,
    /// How many bullets of each entry that folds are kept.
    n_bullets: Vec<usize>,
    /// How many kept nodes below one open with one word.
    openings: BTreeMap<(usize, usize), usize>,
    /// How many kept nodes tell of each deed.
    told: BTreeMap<usize, usize>,
    /// How much of each topic is still open: 1 at first, 0 when fully shown.
    open: Vec<f64>,
    height: f64,
    /// How many nodes ranking has chosen.
    n_chosen: usize,
}

impl<'a> State<'a> {
    pub(super) fn new(nodes: &'a [Node], topics: &'a [f64], budget: f64) -> Self {
        let mut children = vec![Vec::new(); nodes.len()];
        for (idx, node) in nodes.iter().enumerate() {
            if let Some(parent) = node.parent {
                children[parent].push(idx);
            }
        }
        let above = |idx: usize| nodes[idx].parent;
        let entry_of = (0..nodes.len())
            .map(|idx| {
                above(idx)
                    .and_then(above)
                    .filter(|&it| nodes[it].folded_cost.is_some())
            })
            .collect();
        Self {
            nodes,
            topics,
            budget,
            children,
            entry_of,
            why: vec![None; nodes.len()],
            n_kept: vec![0; nodes.len()],
            n_bullets: vec![0; nodes.len()],
            openings: BTreeMap::new(),
            told: BTreeMap::new(),
            open: vec![1.0; topics.len()],
            height: 0.0,
            n_chosen: 0,
        }
    }

    /// Keeps what has been decided, whatever the budget.
    pub(super) fn keep_must(&mut self) {
        for idx in 0..self.nodes.len() {
            if self.nodes[idx].must == Must::Keep {
                self.keep(idx, Why::Must);
            }
        }
    }

    /// Keeps what comes before ranking while there is room, by rank.
    pub(super) fn keep_wanted(&mut self) {
        let rank = |idx: usize| match self.nodes[idx].must {
            Must::Wanted(rank) => Some((rank, idx)),
            Must::Free | Must::Keep => None,
        };
        let mut wanted: Vec<(u8, usize)> = (0..self.nodes.len()).filter_map(rank).collect();
        wanted.sort_unstable();
        for (_, idx) in wanted {
            if !self.is_kept(idx) && !self.repeats(idx) && self.fits(self.added_height(idx)) {
                self.keep(idx, Why::Wanted);
            }
        }
    }

    /// Gives every kept node the bullets that come before ranking, its best ones, turn by turn.
    pub(super) fn fill_turns(&mut self) {
        let last = self
            .nodes
            .iter()
            .flat_map(|it| it.quota.turns)
            .max()
            .copied();
        for turn in 0..=last.unwrap_or(0) {
            for parent in 0..self.nodes.len() {
                let turns = self.nodes[parent].quota.turns;
                let due = turns.iter().filter(|&&it| it <= turn).count();
                while self.is_kept(parent) && self.n_kept[parent] < due {
                    let Some(best) = self.best_below(parent) else {
                        break;
                    };
                    self.keep(best, Why::Wanted);
                }
            }
        }
    }

    /// Keeps what is worth most for its height until nothing fits.
    pub(super) fn fill(&mut self) {
        for any_opening in [false, true] {
            let mut beyond = 0;
            loop {
                while let Some(best) = self.best(beyond, any_opening) {
                    self.n_chosen += 1;
                    self.keep(best, Why::Chosen(self.n_chosen));
                }
                // The next quota that keeps something out gives way.
                let over = |idx: usize| self.over_quota_by(idx).filter(|&over| over >= beyond);
                let next = self
                    .candidates(any_opening)
                    .filter_map(|(idx, _)| over(idx))
                    .min();
                match next {
                    Some(over) => beyond = over + 1,
                    None => break,
                }
            }
        }
    }

    /// Gives the places of one or two weak nodes, and of what holds nothing else, to a stronger one as long as that makes
    /// the whole better: greed fills the last line with what happens to fit there.
    pub(super) fn improve(&mut self) {
        for _ in 0..CHANGES {
            let Some(change) = self.best_change() else {
                break;
            };
            for idx in change.out {
                self.drop(idx);
            }
            self.keep(change.better, Why::Better);
        }
    }

    fn best_change(&self) -> Option<Change> {
        let nodes = self.nodes;
        let by_value =
            |&a: &usize, &b: &usize| nodes[a].value.total_cmp(&nodes[b].value).then(b.cmp(&a));
        let mut challengers: Vec<usize> = (0..nodes.len())
            .filter(|&it| nodes[it].alone && !self.is_kept(it) && !self.opens_like_others(it))
            .filter(|&it| self.over_quota_by(it).is_none())
            .collect();
        challengers.sort_by(|a, b| by_value(b, a));
        challengers.truncate(CHALLENGERS);
        let mut defenders: Vec<usize> = (0..nodes.len()).filter(|&it| self.can_go(it)).collect();
        defenders.sort_by(by_value);
        defenders.truncate(DEFENDERS);
        let losses: Vec<f64> = defenders.iter().map(|&it| quality(self.loss(it))).collect();
        let mut best: Option<Change> = None;
        for &better in &challengers {
            let (worth, added) = (self.worth(better), self.added_height(better));
            for first in 0..defenders.len() {
                // A node beside itself: it alone.
                for second in first..defenders.len() {
                    let alone = first == second;
                    let lost = losses[first] + if alone { 0.0 } else { losses[second] };
                    let least = best.as_ref().map_or(TOLERANCE, |it| it.won);
                    if worth - lost <= least {
                        continue;
                    }
                    let out = [defenders[first], defenders[second]];
                    let out = &out[..if alone { 1 } else { 2 }];
                    // What tells of the same deed must go.
                    let same = |it: &&usize| nodes[**it].deed == nodes[better].deed;
                    if self.n_told(better) > out.iter().filter(same).count() {
                        continue;
                    }
                    let Some(emptied) = self.emptied(out, better) else {
                        continue;
                    };
                    let of_holders: f64 = emptied.iter().map(|&it| quality(self.loss(it))).sum();
                    let won = worth - lost - of_holders;
                    let out = [out, &emptied].concat();
                    let freed: f64 = out.iter().map(|&it| nodes[it].cost).sum();
                    if won > least && self.fits(added - freed) {
                        best = Some(Change { won, out, better });
                    }
                }
            }
        }
        best
    }

    /// Returns whether a kept node can give up its place: a leaf that ranking chose.
    fn can_go(&self, idx: usize) -> bool {
        let chosen = matches!(self.why[idx], Some(Why::Chosen(_) | Why::Better));
        chosen && self.nodes[idx].must == Must::Free && self.children[idx].is_empty()
    }

    /// Returns what holds nothing any more once `out` is gone and `better` there; `None` where it must not be empty.
    fn emptied(&self, out: &[usize], better: usize) -> Option<Vec<usize>> {
        let mut emptied: Vec<usize> = Vec::new();
        for &idx in out {
            let mut below = idx;
            while let Some(parent) = self.nodes[below].parent {
                let goes = out.iter().chain(&emptied);
                let n_out = goes
                    .filter(|&&it| self.nodes[it].parent == Some(parent))
                    .count();
                if self.n_kept[parent] > n_out || emptied.contains(&parent) {
                    break;
                }
                // What folds would have another height then.
                if self.why[parent] != Some(Why::Holds) || self.entry_of[below].is_some() {
                    return None;
                }
                if self.ancestors(better).any(|it| it == parent) {
                    break;
                }
                emptied.push(parent);
                below = parent;
            }
        }
        Some(emptied)
    }

    pub(super) fn finish(self) -> Selection {
        let nodes = 0..self.nodes.len();
        Selection {
            why: nodes
                .clone()
                .map(|it| self.why[it].unwrap_or_else(|| self.why_left(it)))
                .collect(),
            folded: nodes.map(|it| self.is_folded(it)).collect(),
            height: self.height,
        }
    }

    fn why_left(&self, idx: usize) -> Why {
        if !self.nodes[idx].alone {
            Why::Empty
        } else if self.repeats(idx) {
            Why::Repeats
        } else if self.opens_like_others(idx) {
            Why::Opening
        } else if self.over_quota_by(idx).is_some() {
            Why::Enough
        } else {
            Why::Room
        }
    }

    fn is_kept(&self, idx: usize) -> bool {
        self.why[idx].is_some()
    }

    fn ancestors(&self, idx: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(self.nodes[idx].parent, |&it| self.nodes[it].parent)
    }

    fn is_folded(&self, entry: usize) -> bool {
        self.nodes[entry].folded_cost.is_some() && self.n_bullets[entry] == 0
    }

    fn fits(&self, added: f64) -> bool {
        self.height + added <= self.budget + TOLERANCE
    }

    /// Returns the height that keeping `idx` adds, with all that must come with it.
    fn added_height(&self, idx: usize) -> f64 {
        let nodes = self.nodes;
        let unfolds = self.entry_of[idx].is_some();
        let mut added = 0.0;
        for it in std::iter::once(idx).chain(self.ancestors(idx)) {
            let (node, kept) = (&nodes[it], self.is_kept(it));
            match node.folded_cost {
                // The entry unfolds: its own line takes the place of the folded one, and its kept positions theirs.
                Some(folded) if unfolds && self.is_folded(it) => {
                    let positions = self.children[it]
                        .iter()
                        .filter(|&&child| self.is_kept(child));
                    added += node.cost + positions.map(|&child| nodes[child].cost).sum::<f64>();
                    added -= if kept { folded } else { 0.0 };
                }
                Some(folded) if !kept => added += folded,
                Some(_) => {}
                None if kept => {}
                None => {
                    let stays_folded =
                        !unfolds && node.parent.is_some_and(|parent| self.is_folded(parent));
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

    /// Returns what keeping a node counts for, with all that must come with it.
    fn worth(&self, idx: usize) -> f64 {
        let missing = self.ancestors(idx).filter(|&it| !self.is_kept(it));
        std::iter::once(idx)
            .chain(missing)
            .map(|it| quality(self.gain(it)))
            .sum()
    }

    /// Returns what a kept node is worth beside the others: its gain, were it the next to be kept.
    fn loss(&self, idx: usize) -> f64 {
        let node = &self.nodes[idx];
        let alone = |&(topic, strength): &(usize, f64)| {
            let open = if strength < 1.0 {
                self.open[topic] / (1.0 - strength)
            } else {
                1.0
            };
            self.topics[topic] * open * strength
        };
        node.value + node.topics.iter().map(alone).sum::<f64>()
    }

    fn opens_like_others(&self, idx: usize) -> bool {
        let node = &self.nodes[idx];
        node.parent.zip(node.opening).is_some_and(|key| {
            self.openings
                .get(&key)
                .is_some_and(|&n_same| n_same >= SAME_OPENING)
        })
    }

    /// Returns how many kept nodes tell of the same deed.
    fn n_told(&self, idx: usize) -> usize {
        let told = |deed| self.told.get(&deed).copied();
        self.nodes[idx].deed.and_then(told).unwrap_or_default()
    }

    /// Returns whether a node that isn't kept would tell of a deed again.
    fn repeats(&self, idx: usize) -> bool {
        self.n_told(idx) > 0
    }

    /// Returns by how many the node's parent is over its quota already, where the node would be one more.
    fn over_quota_by(&self, idx: usize) -> Option<usize> {
        let parent = self.nodes[idx].parent?;
        self.n_kept[parent].checked_sub(self.nodes[parent].quota.most)
    }

    /// Returns what could be kept now, with the height it adds.
    fn candidates(&self, any_opening: bool) -> impl Iterator<Item = (usize, f64)> + '_ {
        (0..self.nodes.len())
            .filter(|&idx| self.nodes[idx].alone && !self.is_kept(idx) && !self.repeats(idx))
            .filter(move |&idx| any_opening || !self.opens_like_others(idx))
            .map(|idx| (idx, self.added_height(idx)))
            .filter(|&(_, added)| self.fits(added))
    }

    /// Returns the best node directly below one that fits, unless it is a poor one beside those that don't.
    fn best_below(&self, parent: usize) -> Option<usize> {
        let free = |&&idx: &&usize| {
            self.nodes[idx].alone
                && !self.is_kept(idx)
                && !self.repeats(idx)
                && !self.opens_like_others(idx)
        };
        let better =
            |&&a: &&usize, &&b: &&usize| self.gain(a).total_cmp(&self.gain(b)).then(b.cmp(&a));
        let below = &self.children[parent];
        let best = below.iter().filter(free).max_by(better)?;
        let fitting = below
            .iter()
            .filter(free)
            .filter(|&&idx| self.fits(self.added_height(idx)));
        let worthy = WORTHY * self.gain(*best);
        fitting
            .max_by(better)
            .copied()
            .filter(|&idx| self.gain(idx) >= worthy)
    }

    /// Returns the node that is worth most for its height and still fits.
    fn best(&self, beyond: usize, any_opening: bool) -> Option<usize> {
        let mut best: Option<(usize, f64)> = None;
        for (idx, added) in self.candidates(any_opening) {
            if self.over_quota_by(idx).is_some_and(|over| over >= beyond) {
                continue;
            }
            // A node without height costs nothing; a point stands in so that the ratio is finite.
            let ratio = self.worth(idx) / added.max(1.0);
            if best.is_none_or(|(_, so_far)| ratio > so_far) {
                best = Some((idx, ratio));
            }
        }
        best.map(|(idx, _)| idx)
    }

    fn keep(&mut self, idx: usize, why: Why) {
        self.height += self.added_height(idx);
        let missing: Vec<usize> = self
            .ancestors(idx)
            .filter(|&it| !self.is_kept(it))
            .collect();
        let holders = missing.into_iter().map(|it| (it, Why::Holds));
        for (it, why) in std::iter::once((idx, why)).chain(holders) {
            if self.is_kept(it) {
                continue;
            }
            self.why[it] = Some(why);
            self.count(it, 1);
            for &(topic, strength) in &self.nodes[it].topics {
                self.open[topic] *= 1.0 - strength;
            }
        }
    }

    /// Takes back a kept node that holds nothing and folds nothing.
    fn drop(&mut self, idx: usize) {
        self.why[idx] = None;
        self.height -= self.nodes[idx].cost;
        self.count(idx, -1);
        self.open = vec![1.0; self.topics.len()];
        for it in (0..self.nodes.len()).filter(|&it| self.why[it].is_some()) {
            for &(topic, strength) in &self.nodes[it].topics {
                self.open[topic] *= 1.0 - strength;
            }
        }
    }

    fn count(&mut self, idx: usize, change: isize) {
        let node = &self.nodes[idx];
        if let Some(deed) = node.deed {
            let n_told = self.told.entry(deed).or_default();
            *n_told = n_told.saturating_add_signed(change);
        }
        let Some(parent) = node.parent else { return };
        self.n_kept[parent] = self.n_kept[parent].saturating_add_signed(change);
        if let Some(entry) = self.entry_of[idx] {
            self.n_bullets[entry] = self.n_bullets[entry].saturating_add_signed(change);
        }
        if let Some(opening) = node.opening {
            let n_same = self.openings.entry((parent, opening)).or_default();
            *n_same = n_same.saturating_add_signed(change);
        }
    }
}
