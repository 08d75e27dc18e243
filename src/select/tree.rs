//! The tree to choose from, indexed.

use super::model::Node;

/// Lookups of the tree, computed once.
pub(super) struct Tree {
    pub(super) children: Vec<Vec<usize>>,
    /// How many children the nodes before each have.
    pub(super) first_child: Vec<usize>,
    /// For a bullet of a position of an entry that folds: that entry.
    pub(super) entry_of: Vec<Option<usize>>,
    /// The nodes of each group of near-duplicates.
    pub(super) duplicates: Vec<Vec<usize>>,
    /// The nodes that cover each topic, and how well.
    pub(super) covering: Vec<Vec<(usize, f64)>>,
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
