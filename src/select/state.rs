//! A selection in the making.

use super::{Comparison, Constraint, Node, Run, Selection, SelectionReason};

/// How many exchanges are made at most; each makes the whole worth more, and few selections need ten.
const MAX_EXCHANGES: usize = 64;

/// How many of a node's siblings are looked at together with it, to see whether a heading is worth its room.
const MAX_BUNDLE: usize = 3;

/// Sums come out a hair larger or smaller by the order of adding.
const TOLERANCE: f64 = 1e-6;

/// How much more what waits may be worth once something is cleared than beside it.
const REOPENED: f64 = 1.25;

/// A node without height costs nothing; this many points stand in so that its ratio is finite.
const MIN_HEIGHT: f64 = 1.0;

/// What of the tree is kept so far, and what it is worth.
#[derive(Clone)]
pub(super) struct State<'a> {
    topics: &'a [f64],
    kept: Kept<'a>,
    /// The values of the kept children of each node, the largest first: room for all children of the first node, then of
    /// the second, and so on.
    child_values: Vec<f64>,
    /// How much of each topic is still open: 1 at first, 0 when fully covered.
    open: Vec<f64>,
    worth: f64,
}

/// What of the tree is kept so far, and its height: small, since local search copies it thousands of times.
#[derive(Clone)]
struct Kept<'a> {
    nodes: &'a [Node],
    tree: &'a Tree,
    budget: f64,
    reasons: Vec<Option<KeepReason>>,
    /// How many children of each node are kept.
    n_children: Vec<u32>,
    /// How many bullets of each entry that folds are kept.
    n_bullets: Vec<u32>,
    /// How wide the kept items of each run are together.
    run_width: Vec<f64>,
    height: f64,
}

/// Why a node is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum KeepReason {
    Required,
    Preferred,
    Ranked,
    Ancestor,
}

/// What of the tree never changes.
pub(super) struct Tree {
    children: Vec<Vec<usize>>,
    /// How many children the nodes before each have.
    first_child: Vec<usize>,
    /// For a bullet of a position of an entry that folds: that entry.
    entry_of: Vec<Option<usize>>,
    /// The nodes of each group of near-duplicates.
    duplicates: Vec<Vec<usize>>,
    /// The nodes that cover each topic, and how well.
    covering: Vec<Vec<(usize, f64)>>,
}

impl Tree {
    pub(super) fn new(nodes: &[Node], n_topics: usize) -> Self {
        let mut children = vec![Vec::new(); nodes.len()];
        let mut covering = vec![Vec::new(); n_topics];
        let n_groups = (nodes.iter().filter_map(|it| it.duplicate_of)).max();
        let mut duplicates = vec![Vec::new(); n_groups.map_or(0, |it| it + 1)];
        for (idx, node) in nodes.iter().enumerate() {
            if let Some(parent) = node.parent {
                children[parent].push(idx);
            }
            for &(topic, strength) in &node.topics {
                covering[topic].push((idx, strength));
            }
            if let Some(group) = node.duplicate_of {
                duplicates[group].push(idx);
            }
        }
        let above = |idx: usize| nodes[idx].parent;
        let folds = |idx: &usize| nodes[*idx].folded_cost.is_some();
        let mut n_before = 0;
        let first_child = (children.iter())
            .map(|it: &Vec<usize>| {
                n_before += it.len();
                n_before - it.len()
            })
            .collect();
        Self {
            first_child,
            entry_of: (0..nodes.len())
                .map(|idx| above(idx).and_then(above).filter(folds))
                .collect(),
            children,
            duplicates,
            covering,
        }
    }
}

/// A kept node that can give up its room.
struct Rival {
    idx: usize,
    /// What the whole would lose without it.
    loss: f64,
    /// The height that would be free then, in points.
    freed: f64,
}

/// One or two nodes that give their room to another.
struct Exchange {
    /// What the whole gains, at most.
    estimate: f64,
    out: [Option<usize>; 2],
    into: usize,
}

impl Kept<'_> {
    /// Returns whether `into` fits once one or two others are gone.
    fn has_room_without(
        &self,
        (into, added): (usize, f64),
        first: &Rival,
        second: Option<&Rival>,
    ) -> bool {
        let out = || std::iter::once(first).chain(second);
        let group = self.nodes[into].duplicate_of;
        if group.is_some_and(|group| {
            let mut others = self.tree.duplicates[group].iter();
            others.any(|&it| it != into && self.is_kept(it) && !out().any(|rival| rival.idx == it))
        }) {
            return false;
        }
        // Heights add up, except among nodes that share a heading or a line.
        let holder = |it: usize| self.shared_holder(it);
        let (of_into, of_first) = (holder(into), holder(first.idx));
        let of_second = second.map(|it| holder(it.idx));
        if of_into != of_first && of_second.is_none_or(|it| it != of_into && it != of_first) {
            return self.fits(added - out().map(|it| it.freed).sum::<f64>());
        }
        // Most pairs don't have the room, whatever headings go with them.
        let most_freed: f64 = out().map(|it| self.most_freed(it)).sum();
        let own = self.nodes[into].cost;
        let least_added = if self.run_of(into).is_some() {
            0.0
        } else {
            own
        };
        if !self.fits(least_added - most_freed) {
            return false;
        }
        let mut without = self.clone();
        out().for_each(|it| without.remove(it.idx));
        without.fits(without.added_height(into))
    }

    /// Returns the height that a rival frees at most, another one being gone too: its own, and what may go with it.
    fn most_freed(&self, rival: &Rival) -> f64 {
        let above = self.ancestors(rival.idx).map(|it| {
            let node = &self.nodes[it];
            let may_fold = node.folded_cost.is_some() && self.n_bullets[it] <= 2;
            let positions = self.tree.children[it].iter().filter(|_| may_fold);
            let may_go = may_fold || self.n_children[it] <= 2;
            let own = if may_go { node.cost } else { 0.0 };
            own + positions.map(|&child| self.nodes[child].cost).sum::<f64>()
        });
        let own = match self.run_of(rival.idx) {
            Some((_, run)) => rival.freed + run.line_height,
            None => rival.freed.max(self.nodes[rival.idx].cost),
        };
        own + above.sum::<f64>()
    }

    /// Returns the nearest node above that stays as it is when two nodes below it go: whose own height, and that of what
    /// stands above it, no exchange changes.
    fn shared_holder(&self, idx: usize) -> Option<usize> {
        self.ancestors(idx).find(|&it| {
            let folds = |entry: usize| {
                self.nodes[entry].folded_cost.is_some() && self.n_bullets[entry] <= 2
            };
            let n_kept = self.n_children[it];
            n_kept > 2 && self.nodes[it].run.is_none() && !self.nodes[it].parent.is_some_and(folds)
        })
    }

    fn is_kept(&self, idx: usize) -> bool {
        self.reasons[idx].is_some()
    }

    fn ancestors(&self, idx: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(self.nodes[idx].parent, |&it| self.nodes[it].parent)
    }

    fn is_below(&self, idx: usize, holder: usize) -> bool {
        holder < idx && self.ancestors(idx).any(|it| it == holder)
    }

    /// Returns whether a node can be kept for its own sake and isn't.
    fn is_candidate(&self, idx: usize) -> bool {
        self.nodes[idx].selectable && !self.is_kept(idx) && self.kept_duplicate(idx).is_none()
    }

    /// Returns whether a kept node can give up its room: one that was chosen by worth and holds nothing.
    fn is_removable(&self, idx: usize) -> bool {
        self.reasons[idx] == Some(KeepReason::Ranked) && self.n_children[idx] == 0
    }

    fn is_folded(&self, entry: usize) -> bool {
        self.nodes[entry].folded_cost.is_some() && self.n_bullets[entry] == 0
    }

    fn fits(&self, added: f64) -> bool {
        self.height + added <= self.budget + TOLERANCE
    }

    /// Returns the run that a node is an item of.
    fn run_of(&self, idx: usize) -> Option<(usize, Run)> {
        let parent = self.nodes[idx].parent?;
        self.nodes[parent].run.map(|run| (parent, run))
    }

    /// Returns the height of the lines that items of so much width take, 0 for none.
    fn run_height(run: Run, width: f64) -> f64 {
        if width <= 0.0 {
            return 0.0;
        }
        ((run.label + width) / run.width.max(1.0)).ceil() * run.line_height
    }

    /// Returns the height that keeping `idx` adds, with all that must come with it.
    fn added_height(&self, idx: usize) -> f64 {
        let nodes = self.nodes;
        let unfolds = self.tree.entry_of[idx].is_some();
        let mut added = 0.0;
        let mut first = idx;
        if let Some((parent, run)) = self.run_of(idx) {
            let used = self.run_width[parent];
            added += Self::run_height(run, used + nodes[idx].cost) - Self::run_height(run, used);
            first = parent;
        }
        for it in std::iter::once(first).chain(self.ancestors(first)) {
            let (node, kept) = (&nodes[it], self.is_kept(it));
            match node.folded_cost {
                // The entry unfolds: its own line takes the place of the folded one, and its kept positions theirs.
                Some(folded) if unfolds && self.is_folded(it) => {
                    let positions = self.tree.children[it]
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

    /// Returns the kept near-duplicate of a node, if there is one.
    fn kept_duplicate(&self, idx: usize) -> Option<usize> {
        let group = self.nodes[idx].duplicate_of?;
        let mut others = self.tree.duplicates[group].iter().copied();
        others.find(|&it| it != idx && self.is_kept(it))
    }

    fn add(&mut self, idx: usize, why: KeepReason) {
        self.reasons[idx] = Some(why);
        if let Some(parent) = self.nodes[idx].parent {
            self.n_children[parent] += 1;
        }
        if let Some(entry) = self.tree.entry_of[idx] {
            self.n_bullets[entry] += 1;
        }
    }

    /// Takes back one node without its height, and returns the node above if that holds nothing then.
    fn take(&mut self, idx: usize) -> Option<usize> {
        self.reasons[idx] = None;
        if let Some(entry) = self.tree.entry_of[idx] {
            self.n_bullets[entry] -= 1;
        }
        let parent = self.nodes[idx].parent?;
        self.n_children[parent] -= 1;
        let is_empty = self.n_children[parent] == 0;
        (is_empty && self.reasons[parent] == Some(KeepReason::Ancestor)).then_some(parent)
    }

    /// Takes back the height of a node that is taken back, with that of what went with it.
    fn settle(&mut self, idx: usize) {
        if let Some((parent, _)) = self.run_of(idx) {
            self.run_width[parent] = (self.run_width[parent] - self.nodes[idx].cost).max(0.0);
            if self.n_children[parent] == 0 {
                self.run_width[parent] = 0.0;
            }
        }
        self.height -= self.added_height(idx);
    }

    fn remove(&mut self, idx: usize) {
        let mut next = Some(idx);
        while let Some(it) = next {
            next = self.take(it);
        }
        self.settle(idx);
    }
}

impl<'a> State<'a> {
    pub(super) fn new(nodes: &'a [Node], topics: &'a [f64], tree: &'a Tree, budget: f64) -> Self {
        Self {
            topics,
            kept: Kept {
                nodes,
                tree,
                budget,
                reasons: vec![None; nodes.len()],
                n_children: vec![0; nodes.len()],
                n_bullets: vec![0; nodes.len()],
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
        let is_only_child = parent.is_some_and(|it| self.kept.n_children[it] == 1);
        if is_only_child || self.kept.n_children[idx] > 0 {
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
            Kept::run_height(run, used) - Kept::run_height(run, used - node.cost)
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
        let n_kept = self.kept.n_children[node] as usize;
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
                let n_kept = self.kept.n_children[parent] as usize;
                let first = self.kept.tree.first_child[parent];
                let values = &mut self.child_values[first..][..=n_kept];
                let at = values[..n_kept].partition_point(|&other| other >= nodes[it].value);
                values.copy_within(at..n_kept, at + 1);
                values[at] = nodes[it].value;
            }
            self.kept.add(it, why);
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
                let n_kept = self.kept.n_children[parent] as usize;
                let first = self.kept.tree.first_child[parent];
                let values = &mut self.child_values[first..][..n_kept];
                let at = values.partition_point(|&other| other > nodes[it].value);
                values.copy_within(at + 1.., at);
            }
            next = self.kept.take(it);
            for &(topic, _) in &nodes[it].topics {
                self.open[topic] = self.open_without(topic, it);
            }
            self.worth -= self.own_gain(it);
        }
        self.kept.settle(idx);
    }
}
