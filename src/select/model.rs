//! The tree to choose from, and what was chosen.

/// One thing that can be kept or left out.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Node {
    /// The node above, always of a smaller index.
    pub parent: Option<usize>,
    /// The height it adds, in points; for an item of a run, the width it takes, with what separates it from the next.
    pub cost: f64,
    /// For an entry whose positions can be printed on one line: the height of that line. Such an entry folds while no
    /// bullet below it is kept, and then it costs this height and its positions none.
    pub folded_cost: Option<f64>,
    /// Set where the children are items that share printed lines.
    pub run: Option<Run>,
    /// What keeping it is worth by itself, 0 or more.
    pub value: f64,
    /// How well it covers which topics: index and strength from 0 to 1.
    pub topics: Vec<(usize, f64)>,
    /// The number of the group of near-duplicates it belongs to: of such nodes, one is kept.
    pub duplicate_of: Option<usize>,
    /// Whether it can be kept for its own sake; otherwise it is kept only with something below it.
    pub selectable: bool,
    /// What has been decided about it beforehand.
    pub constraint: Constraint,
    /// By how much each further child counts less than the one before it, the best first: 0 (not at all) to 1.
    pub discount: f64,
}

/// A run of items on shared lines, such as a group of skills: how its children become height.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Run {
    /// The width of what stands before the first item, in points.
    pub label: f64,
    /// The width of a line, in points.
    pub width: f64,
    /// The height of a line, in points. The run's own cost is the room above and below its lines.
    pub line_height: f64,
}

/// What has been decided about a node before anything is chosen by worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Constraint {
    /// Nothing.
    #[default]
    None,
    /// It is kept, whatever the budget.
    Required,
    /// It is kept while there is room, before anything is chosen by worth, in rising order of the number.
    Preferred(u8),
}

/// What was kept.
#[derive(Debug, Clone, PartialEq)]
pub struct Selection {
    /// For each node, why it was kept or left out.
    pub reasons: Vec<SelectionReason>,
    /// For each node, whether it is an entry that folded.
    pub folded: Vec<bool>,
    /// The height of what is kept, in points.
    pub height: f64,
    /// What the whole is worth: the objective.
    pub worth: f64,
}

/// Why a node was kept or left out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum SelectionReason {
    /// Kept: decided beforehand, whatever the budget.
    Required,
    /// Kept: decided beforehand, since there is room.
    Preferred,
    /// Kept: chosen by worth for its room. `gain` is what the whole would lose without it.
    Ranked {
        /// What the whole would lose without it.
        gain: f64,
    },
    /// Kept: something below it is kept.
    Ancestor,
    /// Left out: a near-duplicate is kept, the node of this index.
    Duplicate(usize),
    /// Left out: what is kept in its room is worth more.
    Outweighed(Comparison),
    /// Left out: even without everything that could give way, there is no room for it.
    NoSpace,
    /// Left out: nothing below it is kept.
    Empty,
}

/// Why a node lost its room to others.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Comparison {
    /// What the node would add to the worth of the whole.
    pub gain: f64,
    /// The height that it needs, in points, with the headings that would come with it.
    pub height: f64,
    /// The kept node, or the weakest of those, that has the room.
    pub rival: usize,
    /// How many further kept nodes would have to go too.
    pub n_more: usize,
    /// What the whole would lose without them.
    pub rival_gain: f64,
}

impl SelectionReason {
    /// Returns whether the node was kept.
    pub fn kept(self) -> bool {
        matches!(
            self,
            Self::Required | Self::Preferred | Self::Ranked { .. } | Self::Ancestor
        )
    }
}
