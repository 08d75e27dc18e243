//! The kept nodes and their height.

use super::model::{Node, Run};
use super::tree::Tree;

/// Sums come out a hair larger or smaller by the order of adding.
pub(super) const TOLERANCE: f64 = 1e-6;

/// What of the tree is kept so far, and its height: small, since local search copies it thousands of times.
#[derive(Clone)]
pub(super) struct KeptNodes<'a> {
    pub(super) nodes: &'a [Node],
    pub(super) tree: &'a Tree,
    pub(super) budget: f64,
    pub(super) reasons: Vec<Option<KeepReason>>,
    /// How many children of each node are kept.
    pub(super) n_kept_children: Vec<u32>,
    /// How many bullets of each entry that folds are kept.
    pub(super) n_kept_bullets: Vec<u32>,
    /// How wide the kept items of each run are together.
    pub(super) run_width: Vec<f64>,
    pub(super) height: f64,
}

/// Why a node is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum KeepReason {
    Required,
    Preferred,
    Ranked,
    Ancestor,
}

/// A kept node that can give up its room.
pub(super) struct Rival {
    pub(super) idx: usize,
    /// What the whole would lose without it.
    pub(super) loss: f64,
    /// The height that would be free then, in points.
    pub(super) freed: f64,
}

impl KeptNodes<'_> {
    /// Returns whether `into` fits once one or two others are gone.
    pub(super) fn has_room_without(
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
    pub(super) fn most_freed(&self, rival: &Rival) -> f64 {
        let above = self.ancestors(rival.idx).map(|node_idx| {
            let node = &self.nodes[node_idx];
            let may_fold = node.folded_cost.is_some() && self.n_kept_bullets[node_idx] <= 2;
            let positions = self.tree.children[node_idx].iter().filter(|_| may_fold);
            let may_go = may_fold || self.n_kept_children[node_idx] <= 2;
            let own = if may_go { node.cost } else { 0.0 };
            own + positions.map(|&child| self.nodes[child].cost).sum::<f64>()
        });
        let own = match self.run_of(rival.idx) {
            Some((_, run)) => rival.freed + run.line_height,
            None => rival.freed.max(self.nodes[rival.idx].cost),
        };
        own + above.sum::<f64>()
    }

    /// Returns the nearest ancestor whose height, like that of its own ancestors, removing two nodes below it does not change.
    pub(super) fn shared_holder(&self, idx: usize) -> Option<usize> {
        self.ancestors(idx).find(|&ancestor| {
            let folds = |entry: usize| {
                self.nodes[entry].folded_cost.is_some() && self.n_kept_bullets[entry] <= 2
            };
            let n_kept = self.n_kept_children[ancestor];
            n_kept > 2
                && self.nodes[ancestor].run.is_none()
                && !self.nodes[ancestor].parent.is_some_and(folds)
        })
    }

    pub(super) fn is_kept(&self, idx: usize) -> bool {
        self.reasons[idx].is_some()
    }

    pub(super) fn ancestors(&self, idx: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(self.nodes[idx].parent, |&it| self.nodes[it].parent)
    }

    pub(super) fn is_below(&self, idx: usize, holder: usize) -> bool {
        holder < idx && self.ancestors(idx).any(|it| it == holder)
    }

    /// Returns whether a node can be kept for its own sake and isn't.
    pub(super) fn is_candidate(&self, idx: usize) -> bool {
        self.nodes[idx].selectable && !self.is_kept(idx) && self.kept_duplicate(idx).is_none()
    }

    /// Returns whether a kept node can give up its room: one that was chosen by worth and holds nothing.
    pub(super) fn is_removable(&self, idx: usize) -> bool {
        self.reasons[idx] == Some(KeepReason::Ranked) && self.n_kept_children[idx] == 0
    }

    pub(super) fn is_folded(&self, entry: usize) -> bool {
        self.nodes[entry].folded_cost.is_some() && self.n_kept_bullets[entry] == 0
    }

    pub(super) fn fits(&self, added: f64) -> bool {
        self.height + added <= self.budget + TOLERANCE
    }

    /// Returns the run that a node is an item of.
    pub(super) fn run_of(&self, idx: usize) -> Option<(usize, Run)> {
        let parent = self.nodes[idx].parent?;
        self.nodes[parent].run.map(|run| (parent, run))
    }

    /// Returns the height of the lines that items of so much width take, 0 for none.
    pub(super) fn run_height(run: Run, width: f64) -> f64 {
        if width <= 0.0 {
            return 0.0;
        }
        ((run.label + width) / run.width.max(1.0)).ceil() * run.line_height
    }

    /// Returns the height that keeping `idx` adds, with all that must come with it.
    pub(super) fn added_height(&self, idx: usize) -> f64 {
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
    pub(super) fn kept_duplicate(&self, idx: usize) -> Option<usize> {
        let group = self.nodes[idx].duplicate_of?;
        let mut others = self.tree.duplicates[group].iter().copied();
        others.find(|&it| it != idx && self.is_kept(it))
    }

    /// Marks a node as kept; its height is the caller's to add.
    pub(super) fn mark_kept(&mut self, idx: usize, why: KeepReason) {
        self.reasons[idx] = Some(why);
        if let Some(parent) = self.nodes[idx].parent {
            self.n_kept_children[parent] += 1;
        }
        if let Some(entry) = self.tree.entry_of[idx] {
            self.n_kept_bullets[entry] += 1;
        }
    }

    /// Takes back one node without its height, and returns the node above if that holds nothing then.
    pub(super) fn unmark_kept(&mut self, idx: usize) -> Option<usize> {
        self.reasons[idx] = None;
        if let Some(entry) = self.tree.entry_of[idx] {
            self.n_kept_bullets[entry] -= 1;
        }
        let parent = self.nodes[idx].parent?;
        self.n_kept_children[parent] -= 1;
        let is_empty = self.n_kept_children[parent] == 0;
        (is_empty && self.reasons[parent] == Some(KeepReason::Ancestor)).then_some(parent)
    }

    /// Takes back the height of a node that is taken back, with that of what went with it.
    pub(super) fn subtract_height(&mut self, idx: usize) {
        if let Some((parent, _)) = self.run_of(idx) {
            self.run_width[parent] = (self.run_width[parent] - self.nodes[idx].cost).max(0.0);
            if self.n_kept_children[parent] == 0 {
                self.run_width[parent] = 0.0;
            }
        }
        self.height -= self.added_height(idx);
    }

    pub(super) fn remove(&mut self, idx: usize) {
        let mut next = Some(idx);
        while let Some(it) = next {
            next = self.unmark_kept(it);
        }
        self.subtract_height(idx);
    }
}
