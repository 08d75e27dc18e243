//! The selection held against the best there is, on trees small enough to try everything.

use super::{bullet, section};
use crate::select::*;

/// How many trees are tried.
const TREES: usize = 300;

/// How many bullets a tree has at most: all their combinations are tried.
const BULLETS: usize = 12;

/// Numbers that look random and are the same on every machine (`SplitMix64`).
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % n
    }

    fn count(&mut self, from: usize, to: usize) -> usize {
        from + usize::try_from(self.below((to - from + 1) as u64)).unwrap()
    }

    fn share(&mut self) -> f64 {
        self.below(1_000) as f64 / 1_000.0
    }
}

/// Returns a tree as a small resume has it (employers that fold, with positions that stay; sections with bullets), and
/// the weights of its topics.
fn tree(dice: &mut Dice) -> (Vec<Node>, Vec<f64>) {
    let topics: Vec<f64> = (0..dice.count(2, 6)).map(|_| 5.0 * dice.share()).collect();
    let mut left = dice.count(BULLETS - 3, BULLETS);
    let mut nodes = vec![section(20.0)];
    let mut bullets = |dice: &mut Dice, nodes: &mut Vec<Node>, most: usize| {
        let parent = nodes.len() - 1;
        for _ in 0..most.min(left) {
            left -= 1;
            let node = leaf(dice, parent, topics.len());
            nodes.push(node);
        }
        left > 0
    };
    for _ in 0..dice.count(1, 2) {
        let employer = nodes.len();
        nodes.push(Node {
            parent: Some(0),
            cost: 15.0,
            folded_cost: Some(15.0),
            ..Node::default()
        });
        for _ in 0..dice.count(1, 2) {
            nodes.push(Node {
                parent: Some(employer),
                cost: 13.0,
                constraint: Constraint::Required,
                discount: 0.1 * dice.share(),
                ..Node::default()
            });
            let n_kept_bullets = dice.count(0, 5);
            bullets(dice, &mut nodes, n_kept_bullets);
        }
    }
    loop {
        nodes.push(section(20.0));
        let n_kept_bullets = dice.count(1, 4);
        if !bullets(dice, &mut nodes, n_kept_bullets) {
            return (nodes, topics);
        }
    }
}

/// Returns a bullet of one to three lines, worth more the better it shows its topics.
fn leaf(dice: &mut Dice, parent: usize, n_topics: usize) -> Node {
    let mut topics = Vec::new();
    for topic in 0..n_topics {
        if dice.below(3) == 0 {
            topics.push((topic, dice.share()));
        }
    }
    let strength: f64 = topics.iter().map(|it| it.1).sum();
    Node {
        topics,
        duplicate_of: (dice.below(4) == 0).then(|| dice.count(0, 1)),
        ..bullet(
            parent,
            12.5 * dice.count(1, 3) as f64,
            4.0 * dice.share() + 3.0 * strength,
        )
    }
}

/// What selection may keep and what it is after, written down a second time.
struct Rules<'a> {
    nodes: &'a [Node],
    topics: &'a [f64],
    budget: f64,
}

impl Rules<'_> {
    /// Returns what is kept with some nodes: they and what is above them.
    fn with_holders(&self, nodes: &[usize]) -> Vec<bool> {
        let mut kept = vec![false; self.nodes.len()];
        for &node in nodes {
            for it in std::iter::successors(Some(node), |&it| self.nodes[it].parent) {
                kept[it] = true;
            }
        }
        kept
    }

    fn allow(&self, kept: &[bool]) -> bool {
        if self.height(kept) > self.budget + 1e-6 {
            return false;
        }
        let kept: Vec<&Node> = (self.nodes.iter().zip(kept))
            .filter_map(|(node, &kept)| kept.then_some(node))
            .collect();
        kept.iter().all(|node| {
            let same = |other: &&&Node| node.duplicate_of == other.duplicate_of;
            node.duplicate_of.is_none() || kept.iter().filter(same).count() == 1
        })
    }

    fn height(&self, kept: &[bool]) -> f64 {
        let kept = || (0..kept.len()).filter(|&it| kept[it]);
        let above = |it: usize| self.nodes[it].parent;
        let folds = |entry: usize| {
            self.nodes[entry].folded_cost.is_some()
                && kept().all(|it| above(it).and_then(above) != Some(entry))
        };
        kept()
            .map(|it| match above(it) {
                _ if folds(it) => self.nodes[it].folded_cost.unwrap(),
                Some(entry) if folds(entry) => 0.0,
                _ => self.nodes[it].cost,
            })
            .sum()
    }

    /// Returns the objective: the values, further ones below one node counting less, and the topics covered.
    fn worth(&self, kept: &[bool]) -> f64 {
        let mut open = vec![1.0; self.topics.len()];
        let mut worth = 0.0;
        for (idx, node) in self.nodes.iter().enumerate().filter(|it| kept[it.0]) {
            let before = (0..self.nodes.len())
                .filter(|&it| kept[it] && self.nodes[it].parent == node.parent)
                .filter(|&it| {
                    let other = self.nodes[it].value;
                    other > node.value || (other >= node.value && it < idx)
                })
                .count();
            let discount = node.parent.map_or(0.0, |it| self.nodes[it].discount);
            worth += (0..before).fold(node.value, |value, _| value * (1.0 - discount));
            for &(topic, strength) in &node.topics {
                open[topic] *= 1.0 - strength;
            }
        }
        let covered = self.topics.iter().zip(open);
        worth
            + covered
                .map(|(weight, open)| weight * (1.0 - open))
                .sum::<f64>()
    }
}

/// Returns what the selection is worth, as a share of the best there is.
fn share_of_best(nodes: &[Node], topics: &[f64], budget: f64) -> f64 {
    let selection = select(nodes, topics, budget);
    let rules = Rules {
        nodes,
        topics,
        budget,
    };
    // What is required is given.
    let (given, free): (Vec<usize>, Vec<usize>) = (0..nodes.len())
        .filter(|&it| nodes[it].selectable || nodes[it].constraint == Constraint::Required)
        .partition(|&it| selection.reasons[it] == SelectionReason::Required);
    let kept: Vec<bool> = selection.reasons.iter().map(|it| it.kept()).collect();
    assert!(rules.allow(&kept));
    assert!((rules.worth(&kept) - selection.worth).abs() < 1e-6);
    assert!((rules.height(&kept) - selection.height).abs() < 1e-6);
    let mut best = 0.0_f64;
    for chosen in 0..1_u32 << free.len() {
        let mut these = given.clone();
        these.extend(
            (0..free.len())
                .filter(|it| chosen >> it & 1 == 1)
                .map(|it| free[it]),
        );
        let kept = rules.with_holders(&these);
        if rules.allow(&kept) {
            best = best.max(rules.worth(&kept));
        }
    }
    if best > 0.0 {
        selection.worth / best
    } else {
        1.0
    }
}

#[test]
fn comes_close_to_the_best_there_is() {
    let mut dice = Dice(1);
    let mut gaps = Vec::new();
    for _ in 0..TREES {
        let (nodes, topics) = tree(&mut dice);
        let all: f64 = nodes.iter().map(|it| it.cost).sum();
        let least = select(&nodes, &topics, 0.0).height;
        let budget = least + (all - least) * (0.1 + 0.8 * dice.share());
        gaps.push(1.0 - share_of_best(&nodes, &topics, budget));
    }
    let mean = gaps.iter().sum::<f64>() / gaps.len() as f64;
    let worst = gaps.iter().copied().fold(0.0, f64::max);
    let n_best = gaps.iter().filter(|&&it| it < 1e-9).count();
    println!("mean {mean:.5}, worst {worst:.4}, optimal {n_best} of {TREES}");
    assert!(mean < 0.003, "{mean}");
    assert!(worst < 0.15, "{worst}");
    assert!(n_best > TREES * 9 / 10, "{n_best} of {TREES}");
}
