//! A selection in the making.

use super::kept::{KeepReason, KeptNodes, Rival, TOLERANCE};
use super::model::{Comparison, Constraint, Node, Selection, SelectionReason};
use super::tree::Tree;

/// How many exchanges are made at most; each makes the whole worth more, and few selections need ten.
const MAX_EXCHANGES: usize = 64;

/// How many of a node's siblings are looked at together with it, to see whether a heading is worth its room.
const MAX_BUNDLE: usize = 3;

/// How much more what waits may be worth once something is cleared than beside it.
const REOPENED: f64 = 1.25;

/// A node without height costs nothing; this many points stand in so that its ratio is finite.
const MIN_HEIGHT: f64 = 1.0;

/// What of the tree is kept so far, and what it is worth.
#[derive(Clone)]
pub(super) struct State<'a> {
    topics: &'a [f64],
    kept: KeptNodes<'a>,
    /// The values of the kept children of each node, the largest first: room for all children of the first node, then of
    /// the second, and so on.
    child_values: Vec<f64>,
    /// How much of each topic is still open: 1 at first, 0 when fully covered.
    open: Vec<f64>,
    worth: f64,
}

/// One or two nodes that give their room to another.
struct Exchange {
    /// What the whole gains, at most.
    estimate: f64,
    out: [Option<usize>; 2],
    into: usize,
}

impl<'a> State<'a> {
    pub(super) fn new(nodes: &'a [Node], topics: &'a [f64], tree: &'a Tree, budget: f64) -> Self {
        Self {
            topics,
            kept: KeptNodes {
                nodes,
                tree,
                budget,
                reasons: vec![None; nodes.len()],
                n_kept_children: vec![0; nodes.len()],
                n_kept_bullets: vec![0; nodes.len()],
                run_width: vec![0.0; nodes.len()],
                height: 0.0,
            },
            child_values: vec![0.0; nodes.len()],
            open: vec![1.0; topics.len()],
            worth: 0.0,
        }
    }

    /// Keeps what has been decided beforehand: first what is required, then what is preferred while there is room.
    pub(super) fn keep_constrained(&mut self) {
        let mut preferred: Vec<(u8, usize)> = Vec::new();
        for (idx, node) in self.kept.nodes.iter().enumerate() {
            match node.constraint {
                Constraint::Required => self.keep(idx, KeepReason::Required),
                Constraint::Preferred(rank) => preferred.push((rank, idx)),
                Constraint::None => {}
            }
        }
        preferred.sort_by(|a, b| {
            let value = |it: usize| self.kept.nodes[it].value;
            (a.0.cmp(&b.0))
                .then(value(b.1).total_cmp(&value(a.1)))
                .then(a.1.cmp(&b.1))
        });
        for (_, idx) in preferred {
            if self.kept.is_candidate(idx) && self.kept.fits(self.kept.added_height(idx)) {
                self.keep(idx, KeepReason::Preferred);
            } else if self.kept.reasons[idx] == Some(KeepReason::Ancestor) {
                self.kept.reasons[idx] = Some(KeepReason::Preferred);
            }
        }
    }

    /// Keeps what gains most for its height until nothing fits.
    pub(super) fn fill(&mut self) {
        self.fill_outside(None);
    }

    /// Does what [`State::fill`] does, but leaves alone what stands below `closed`.
    fn fill_outside(&mut self, closed: Option<usize>) {
        // Gains only shrink while the selection grows, but for a bullet whose heading has been paid for by another.
        loop {
            let mut best: Option<(f64, usize)> = None;
            for idx in 0..self.kept.nodes.len() {
                if !self.kept.is_candidate(idx)
                    || closed.is_some_and(|it| self.kept.is_below(idx, it))
                {
                    continue;
                }
                let added = self.kept.added_height(idx);
                if !self.kept.fits(added) {
                    continue;
                }
                let ratio = self.ratio(idx, added);
                if best.is_none_or(|it| ratio > it.0) {
                    best = Some((ratio, idx));
                }
            }
            let Some((_, idx)) = best else { return };
            self.keep(idx, KeepReason::Ranked);
        }
    }

    /// Improves the selection by local search until no move makes the whole worth more: exchanges of one or two nodes for
    /// another, and clearing everything below a node for what is worth more elsewhere.
    pub(super) fn improve(&mut self) {
        for _ in 0..MAX_EXCHANGES {
            if !self.exchange() && !self.clear_and_refill() {
                return;
            }
        }
    }

    /// Returns the kept nodes that can give up their room, those that the whole would lose least without first.
    fn weakest(&self) -> Vec<Rival> {
        let mut weakest: Vec<Rival> = (0..self.kept.nodes.len())
            .filter(|&it| self.kept.is_removable(it))
            .map(|idx| {
                let (loss, freed) = self.loss(idx);
                Rival { idx, loss, freed }
            })
            .collect();
        weakest.sort_by(|a, b| a.loss.total_cmp(&b.loss).then(b.idx.cmp(&a.idx)));
        weakest
    }

    fn exchange(&mut self) -> bool {
        let weakest = self.weakest();
        let mut exchanges: Vec<Exchange> = Vec::new();
        for into in 0..self.kept.nodes.len() {
            if !self.kept.nodes[into].selectable || self.kept.is_kept(into) {
                continue;
            }
            let (gain, added) = (self.gain(into), self.kept.added_height(into));
            let mut best: Option<Exchange> = None;
            for (at, first) in weakest.iter().enumerate() {
                let least = best.as_ref().map_or(TOLERANCE, |it| it.estimate);
                if gain - first.loss <= least {
                    break;
                }
                let seconds = weakest[at + 1..].iter().map(Some);
                for second in std::iter::once(None).chain(seconds) {
                    let estimate = gain - first.loss - second.map_or(0.0, |it| it.loss);
                    if estimate <= least {
                        break;
                    }
                    if self.kept.has_room_without((into, added), first, second) {
                        best = Some(Exchange {
                            estimate,
                            out: [Some(first.idx), second.map(|it| it.idx)],
                            into,
                        });
                        break;
                    }
                }
            }
            exchanges.extend(best);
        }
        exchanges.sort_by(|a, b| (b.estimate.total_cmp(&a.estimate)).then(a.into.cmp(&b.into)));
        // What two nodes lose together can be more than what each loses alone, so each exchange is tried out.
        for exchange in exchanges {
            let mut tried = self.clone();
            for out in exchange.out.into_iter().flatten() {
                tried.remove(out);
            }
            if tried.kept.is_candidate(exchange.into)
                && tried.kept.fits(tried.kept.added_height(exchange.into))
            {
                tried.keep(exchange.into, KeepReason::Ranked);
                tried.fill();
                if tried.worth > self.worth + TOLERANCE {
                    *self = tried;
                    return true;
                }
            }
        }
        false
    }

    /// Clears everything below a node and fills its room with what is worth more elsewhere, if there is.
    fn clear_and_refill(&mut self) -> bool {
        let mut waiting: Vec<(f64, f64)> = (0..self.kept.nodes.len())
            .filter(|&it| self.kept.is_candidate(it))
            .map(|it| (self.gain(it), self.kept.added_height(it).max(MIN_HEIGHT)))
            .collect();
        waiting.sort_by(|a, b| (b.0 / b.1).total_cmp(&(a.0 / a.1)));
        for holder in 0..self.kept.nodes.len() {
            if !self.kept.is_kept(holder) || self.kept.tree.children[holder].is_empty() {
                continue;
            }
            let out: Vec<usize> = (holder + 1..self.kept.nodes.len())
                .filter(|&it| self.kept.is_removable(it) && self.kept.is_below(it, holder))
                .collect();
            if out.is_empty() {
                continue;
            }
            let mut tried = self.clone();
            for idx in out {
                tried.remove(idx);
            }
            // The most that the freed room can hold: the best of what waits, by the fraction (the bound of linear
            // programming). What has been cleared leaves topics open, hence the allowance.
            let (mut room, mut most) = (self.kept.budget - tried.kept.height, 0.0);
            for &(gain, height) in &waiting {
                most += gain * (room / height).clamp(0.0, 1.0);
                room -= height;
                if room <= 0.0 {
                    break;
                }
            }
            if tried.worth + REOPENED * most <= self.worth {
                continue;
            }
            tried.fill_outside(Some(holder));
            tried.fill();
            if tried.worth > self.worth + TOLERANCE {
                *self = tried;
                return true;
            }
        }
        false
    }

    pub(super) fn finish(self) -> Selection {
        let nodes = 0..self.kept.nodes.len();
        let weakest = self.weakest();
        let reason = |idx: usize| match self.kept.reasons[idx] {
            Some(KeepReason::Required) => SelectionReason::Required,
            Some(KeepReason::Preferred) => SelectionReason::Preferred,
            Some(KeepReason::Ancestor) => SelectionReason::Ancestor,
            Some(KeepReason::Ranked) => SelectionReason::Ranked {
                gain: self.loss(idx).0,
            },
            None => self.reason_left_out(idx, &weakest),
        };
        Selection {
            reasons: nodes.clone().map(reason).collect(),
            folded: nodes.map(|it| self.kept.is_folded(it)).collect(),
            height: self.kept.height,
            worth: self.worth,
        }
    }

    fn reason_left_out(&self, idx: usize, weakest: &[Rival]) -> SelectionReason {
        if !self.kept.nodes[idx].selectable {
            return SelectionReason::Empty;
        }
        if let Some(kept) = self.kept.kept_duplicate(idx) {
            return SelectionReason::Duplicate(kept);
        }
        let (gain, height) = (self.gain(idx), self.kept.added_height(idx));
        // The weakest node that has the room alone; else the weakest for their room, as many as it takes.
        for rival in weakest {
            if self.kept.has_room_without((idx, height), rival, None) {
                return SelectionReason::Outweighed(Comparison {
                    gain,
                    height,
                    rival: rival.idx,
                    n_more: 0,
                    rival_gain: rival.loss,
                });
            }
        }
        let mut by_ratio: Vec<&Rival> = weakest.iter().collect();
        let ratio = |it: &Rival| it.loss / it.freed.max(MIN_HEIGHT);
        by_ratio.sort_by(|a, b| ratio(a).total_cmp(&ratio(b)).then(b.idx.cmp(&a.idx)));
        let mut without = self.clone();
        for (n_more, it) in by_ratio.iter().enumerate() {
            without.remove(it.idx);
            let height = without.kept.added_height(idx);
            if without.kept.fits(height) {
                return SelectionReason::Outweighed(Comparison {
                    gain: without.gain(idx),
                    height,
                    rival: by_ratio[0].idx,
                    n_more,
                    rival_gain: self.worth - without.worth,
                });
            }
        }
        SelectionReason::NoSpace
    }

    /// Returns what keeping a node adds to the worth of the whole, without what must come with it.
    fn own_gain(&self, idx: usize) -> f64 {
        let node = &self.kept.nodes[idx];
        let fresh: f64 = node
            .topics
            .iter()
            .map(|&(topic, strength)| self.topics[topic] * self.open[topic] * strength)
            .sum();
        self.ranked_value(idx) + fresh
    }

    /// Returns what a node's value adds among its kept siblings: each counts less than the next better one.
    fn ranked_value(&self, idx: usize) -> f64 {
        let value = self.kept.nodes[idx].value;
        let Some(parent) = self.kept.nodes[idx].parent else {
            return value;
        };
        let discount = self.kept.nodes[parent].discount;
        if discount <= 0.0 {
            return value;
        }
        let share = 1.0 - discount;
        let (mut factor, mut added, mut placed) = (1.0, 0.0, false);
        for &sibling in self.values_of(parent) {
            if !placed && sibling < value {
                added += value * factor;
                factor *= share;
                placed = true;
            }
            if placed {
                // It moves down by one.
                added -= sibling * (factor / share - factor);
            }
            factor *= share;
        }
        if placed { added } else { value * factor }
    }

    /// Returns what keeping a node adds to the worth of the whole, with all that must come with it.
    fn gain(&self, idx: usize) -> f64 {
        let missing = self
            .kept
            .ancestors(idx)
            .filter(|&it| !self.kept.is_kept(it));
        self.own_gain(idx) + missing.map(|it| self.own_gain(it)).sum::<f64>()
    }

    /// Returns what the whole would lose without a kept node, and the height that would be free then.
    fn loss(&self, idx: usize) -> (f64, f64) {
        let parent = self.kept.nodes[idx].parent;
        let is_only_child = parent.is_some_and(|it| self.kept.n_kept_children[it] == 1);
        if is_only_child || self.kept.n_kept_children[idx] > 0 {
            let mut without = self.clone();
            without.remove(idx);
            return (
                self.worth - without.worth,
                self.kept.height - without.kept.height,
            );
        }
        // Nothing else goes with it.
        let node = &self.kept.nodes[idx];
        let topics = node.topics.iter().map(|&(topic, strength)| {
            let open = if strength < 1.0 {
                self.open[topic] / (1.0 - strength)
            } else {
                self.open_without(topic, idx)
            };
            self.topics[topic] * open * strength
        });
        let freed = self.kept.run_of(idx).map_or(node.cost, |(parent, run)| {
            let used = self.kept.run_width[parent];
            KeptNodes::run_height(run, used) - KeptNodes::run_height(run, used - node.cost)
        });
        (self.ranked_loss(idx) + topics.sum::<f64>(), freed)
    }

    /// Returns how much of a topic is open beside a node.
    fn open_without(&self, topic: usize, idx: usize) -> f64 {
        (self.kept.tree.covering[topic].iter())
            .filter(|&&(other, _)| other != idx && self.kept.is_kept(other))
            .map(|&(_, strength)| 1.0 - strength)
            .product()
    }

    /// Returns what a kept node's value adds among its kept siblings.
    fn ranked_loss(&self, idx: usize) -> f64 {
        let value = self.kept.nodes[idx].value;
        let parent = self.kept.nodes[idx].parent;
        let Some(parent) = parent.filter(|&it| self.kept.nodes[it].discount > 0.0) else {
            return value;
        };
        let share = 1.0 - self.kept.nodes[parent].discount;
        let (mut factor, mut lost, mut found) = (1.0, 0.0, false);
        for &sibling in self.values_of(parent) {
            if found {
                // It moves up by one.
                lost -= sibling * (factor / share - factor);
            } else if sibling <= value {
                lost += value * factor;
                found = true;
            }
            factor *= share;
        }
        lost
    }

    /// Returns the gain for each point of height; where a heading comes with the node, that of the node and its best
    /// siblings together, if it is more.
    fn ratio(&self, idx: usize, added: f64) -> f64 {
        let gain = self.gain(idx);
        let alone = gain / added.max(MIN_HEIGHT);
        let node = &self.kept.nodes[idx];
        let Some(parent) = node.parent.filter(|_| added > node.cost + TOLERANCE) else {
            return alone;
        };
        if self.kept.nodes[parent].run.is_some() {
            return alone;
        }
        let mut siblings: Vec<(f64, f64)> = self.kept.tree.children[parent]
            .iter()
            .filter(|&&it| it != idx && self.kept.is_candidate(it))
            .map(|&it| (self.own_gain(it), self.kept.nodes[it].cost))
            .collect();
        siblings
            .sort_by(|a, b| (b.0 / b.1.max(MIN_HEIGHT)).total_cmp(&(a.0 / a.1.max(MIN_HEIGHT))));
        let share = 1.0 - self.kept.nodes[parent].discount;
        let (mut gain, mut height, mut factor, mut best) = (gain, added, 1.0, alone);
        for (further, cost) in siblings.into_iter().take(MAX_BUNDLE) {
            factor *= share;
            gain += further * factor;
            height += cost;
            if self.kept.fits(height) {
                best = best.max(gain / height.max(MIN_HEIGHT));
            }
        }
        best
    }

    /// Returns the values of the kept children of a node, the largest first.
    fn values_of(&self, node: usize) -> &[f64] {
        let n_kept = self.kept.n_kept_children[node] as usize;
        &self.child_values[self.kept.tree.first_child[node]..][..n_kept]
    }

    fn keep(&mut self, idx: usize, why: KeepReason) {
        if self.kept.is_kept(idx) {
            self.kept.reasons[idx] = Some(why);
            return;
        }
        self.kept.height += self.kept.added_height(idx);
        let nodes = self.kept.nodes;
        let mut next = Some((idx, why));
        while let Some((it, why)) = next {
            self.worth += self.own_gain(it);
            for &(topic, strength) in &nodes[it].topics {
                self.open[topic] *= 1.0 - strength;
            }
            if let Some(parent) = nodes[it].parent {
                let n_kept = self.kept.n_kept_children[parent] as usize;
                let first = self.kept.tree.first_child[parent];
                let values = &mut self.child_values[first..][..=n_kept];
                let at = values[..n_kept].partition_point(|&other| other >= nodes[it].value);
                values.copy_within(at..n_kept, at + 1);
                values[at] = nodes[it].value;
            }
            self.kept.mark_kept(it, why);
            let above = nodes[it].parent.filter(|&it| !self.kept.is_kept(it));
            next = above.map(|it| (it, KeepReason::Ancestor));
        }
        if let Some((parent, _)) = self.kept.run_of(idx) {
            self.kept.run_width[parent] += nodes[idx].cost;
        }
    }

    /// Takes back a kept node that holds nothing, and what holds nothing then.
    fn remove(&mut self, idx: usize) {
        let nodes = self.kept.nodes;
        let mut next = Some(idx);
        while let Some(it) = next {
            if let Some(parent) = nodes[it].parent {
                let n_kept = self.kept.n_kept_children[parent] as usize;
                let first = self.kept.tree.first_child[parent];
                let values = &mut self.child_values[first..][..n_kept];
                let at = values.partition_point(|&other| other > nodes[it].value);
                values.copy_within(at + 1.., at);
            }
            next = self.kept.unmark_kept(it);
            for &(topic, _) in &nodes[it].topics {
                self.open[topic] = self.open_without(topic, it);
            }
            self.worth -= self.own_gain(it);
        }
        self.kept.subtract_height(idx);
    }
}
