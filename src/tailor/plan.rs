//! A scored profile as the tree of nodes that selection chooses from.

use std::collections::{BTreeMap, BTreeSet};

use super::model::Inputs;
use crate::coverage::Coverage;
use crate::document::{Document, DocumentSelection, Entry, Flow, Origin, Section, flow_order};
use crate::guide::Guide;
use crate::posting::Posting;
use crate::profile::{self, Kind, Line, LineId, Pin, Place, Profile};
use crate::score::{ScoredLines, evident};
use crate::select::{Comparison, Constraint, Node, Run, Selection, SelectionReason};

/// The tree, and what its nodes stand for.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// The nodes, each after its parent.
    pub(super) nodes: Vec<Node>,
    /// The weight of each topic: the guide's themes, then the posting's requirements.
    pub(super) topics: Vec<f64>,
    /// For each node, the line of the profile that is printed with it.
    lines: Vec<Option<usize>>,
    /// The employers that can fold, by node.
    employers: Vec<(usize, profile::Section, usize)>,
}

/// The heights that the tree is priced with.
pub(super) struct Heights {
    /// The height of everything that comes from one origin, in points.
    pub(super) full: BTreeMap<Origin, f64>,
    /// The height of each employer whose positions are printed on one line.
    pub(super) folded: BTreeMap<Origin, f64>,
    /// How the items of each flow become lines.
    pub(super) runs: BTreeMap<Origin, RunMetrics>,
}

/// How the items of a flow become lines.
pub(super) struct RunMetrics {
    /// The room above and below the lines, in points.
    pub(super) room: f64,
    /// The line.
    pub(super) run: Run,
    /// The width of each item in the order printed, with what separates it from the next, in points.
    pub(super) widths: Vec<f64>,
}

/// What covering the guide's weightiest theme fully is worth, as a share of the best highlight's value.
const THEME_WORTH: f64 = 0.2;

/// The same beside a posting, whose requirements count too.
const THEME_WORTH_WITH_POSTING: f64 = 0.1;

/// What covering a requirement of mean weight fully is worth, as a share of the best highlight's value: the only line for
/// a requirement comes before the fourth for another.
const REQUIREMENT_WORTH: f64 = 0.5;

/// How far a mention in a list covers a requirement that a line covers by telling what was done.
const MENTION: f64 = 0.3;

/// How many groups of skills come before ranking where the posting names some of their items.
const MAX_LEADING_GROUPS: usize = 3;

/// What a skill in another group is worth that the posting names, as a share of the best highlight's value.
const NAMED_SKILL: f64 = 0.08;

/// How much of its value a skill is worth that the posting doesn't name.
const UNNAMED_SKILL: f64 = 0.2;

/// By how much each further bullet of a position counts less than the one before it.
const POSITION_DISCOUNT: f64 = 0.06;

/// By how much each further item of a run counts less than the one before it.
const RUN_DISCOUNT: f64 = 0.06;

impl Plan {
    /// Returns the tree of everything that `everything` prints.
    pub(super) fn new(
        inputs: Inputs<'_>,
        lines: &[Line<'_>],
        scored: &ScoredLines,
        coverage: Option<&Coverage>,
        everything: &Document,
        heights: &Heights,
        allow_drop: bool,
    ) -> Self {
        let highest = (lines.iter().zip(&scored.lines))
            .filter(|(line, _)| line.place.kind == Kind::Highlight)
            .map(|(_, score)| score.value)
            .fold(0.0, f64::max);
        let highest = highest.max(1.0);
        let mut planner = Planner {
            plan: Self {
                topics: topics(inputs.guide, inputs.posting, highest),
                ..Self::default()
            },
            profile: inputs.profile,
            n_themes: inputs.guide.themes.len(),
            lines,
            scored,
            coverage,
            heights,
            highest,
            allow_drop,
        };
        for section in &everything.sections {
            planner.section(section);
        }
        planner.plan
    }

    /// Returns what a selection prints.
    pub(super) fn keep(&self, n_lines: usize, selection: &Selection) -> DocumentSelection {
        let mut lines = vec![false; n_lines];
        for (node, line) in self.lines.iter().enumerate() {
            if let Some(line) = *line {
                lines[line] |= selection.reasons[node].kept();
            }
        }
        let one_line: BTreeSet<_> = self
            .employers
            .iter()
            .filter(|&&(node, ..)| selection.folded[node])
            .map(|&(_, section, entry)| (section, entry))
            .collect();
        DocumentSelection { lines, one_line }
    }

    /// Returns whether a kept node is a position that shares one line with its employer.
    pub(super) fn shares_line(&self, node: usize, selection: &Selection) -> bool {
        let folded = |parent: usize| selection.folded[parent];
        selection.reasons[node].kept() && self.nodes[node].parent.is_some_and(folded)
    }

    /// Returns the node that each line is printed with, where there is one.
    pub(super) fn node_of_line(&self, n_lines: usize) -> Vec<Option<usize>> {
        let mut nodes = vec![None; n_lines];
        for (node, line) in self.lines.iter().enumerate() {
            if let Some(line) = *line {
                nodes[line] = Some(node);
            }
        }
        nodes
    }

    /// Returns why a node was kept or left out, with the lines that other nodes print in place of these.
    pub(super) fn reason(&self, node: usize, selection: &Selection) -> SelectionReason {
        // Only what prints a line gives up its room, or is a near-duplicate.
        let line = |node: usize| self.lines[node].unwrap_or_default();
        match selection.reasons[node] {
            SelectionReason::Duplicate(other) => SelectionReason::Duplicate(line(other)),
            SelectionReason::Outweighed(why) => SelectionReason::Outweighed(Comparison {
                rival: line(why.rival),
                ..why
            }),
            reason => reason,
        }
    }
}

/// Returns what covering each theme and each requirement fully is worth, as weights of topics.
fn topics(guide: &Guide, posting: Option<&Posting>, highest: f64) -> Vec<f64> {
    let weightiest = (guide.themes.iter().map(|it| it.weight)).fold(f64::MIN_POSITIVE, f64::max);
    let theme = if posting.is_some() {
        THEME_WORTH_WITH_POSTING
    } else {
        THEME_WORTH
    };
    let themes = (guide.themes.iter()).map(|it| theme * highest * it.weight / weightiest);
    let requirements = posting.iter().flat_map(|it| &it.requirements);
    themes
        .chain(requirements.map(|it| REQUIREMENT_WORTH * highest * it.weight))
        .collect()
}

struct Planner<'a> {
    plan: Plan,
    profile: &'a Profile,
    lines: &'a [Line<'a>],
    scored: &'a ScoredLines,
    coverage: Option<&'a Coverage>,
    n_themes: usize,
    heights: &'a Heights,
    /// The highest value of a highlight, above 0.
    highest: f64,
    allow_drop: bool,
}

impl Planner<'_> {
    fn section(&mut self, section: &Section) {
        use profile::Section as S;
        let heading = self.push(
            Node {
                cost: self.full(section.origin),
                discount: match section.origin {
                    Origin::Heading(S::Experience | S::Education | S::Skills, _) => 0.0,
                    _ => POSITION_DISCOUNT,
                },
                ..Node::default()
            },
            None,
        );
        if let Some(line) = &section.paragraph {
            // The one summary in the document is the best of them.
            self.bullet(heading, line.origin, Constraint::Preferred(0));
        }
        match section.origin {
            Origin::Heading(which @ (S::Experience | S::Volunteering), _) => {
                for entry in &section.entries {
                    self.employer(heading, which, entry);
                }
            }
            Origin::Heading(which, _) => {
                for entry in &section.entries {
                    self.entry(heading, which, entry);
                }
            }
            _ => {}
        }
        let groups = self.leading_groups(&section.flows);
        for flow in &section.flows {
            self.flow(heading, flow, groups.contains(&flow.origin));
        }
        for bullet in &section.bullets {
            self.bullet(heading, bullet.origin, Constraint::None);
        }
    }

    fn employer(&mut self, heading: usize, section: profile::Section, entry: &Entry) {
        let Origin::Employer(_, at) = entry.origin else {
            return;
        };
        let employment = match section {
            profile::Section::Experience => &self.profile.experience[at],
            _ => &self.profile.volunteering[at],
        };
        let paid = section == profile::Section::Experience;
        let folded = self.heights.folded.get(&entry.origin).copied();
        let employer = self.push(
            Node {
                parent: Some(heading),
                cost: self.full(entry.origin),
                folded_cost: folded.filter(|_| paid),
                constraint: pinned(employment.meta.pin, Constraint::None),
                ..Node::default()
            },
            None,
        );
        self.plan.employers.push((employer, section, at));
        for position in &entry.positions {
            let Origin::Line(line) = position.origin else {
                continue;
            };
            let stays = match employment.meta.pin {
                Some(Pin::Always) => Constraint::Required,
                _ if paid && !self.allow_drop => Constraint::Required,
                _ => Constraint::None,
            };
            let node = self.push(
                Node {
                    parent: Some(employer),
                    cost: self.full(position.origin),
                    selectable: position.bullets.is_empty() || (paid && self.allow_drop),
                    discount: POSITION_DISCOUNT,
                    ..self.scored_node(line, pinned(self.lines[line].pin, stays))
                },
                Some(line),
            );
            for bullet in &position.bullets {
                self.bullet(node, bullet.origin, Constraint::None);
            }
        }
    }

    fn entry(&mut self, heading: usize, section: profile::Section, entry: &Entry) {
        let Origin::Line(line) = entry.origin else {
            return;
        };
        let is_named = self.is_named(line);
        let usual = match section {
            profile::Section::Education => Constraint::Preferred(0),
            _ if is_named && entry.bullets.is_empty() => Constraint::Preferred(2),
            _ => Constraint::None,
        };
        let selectable = entry.bullets.is_empty()
            || entry.about.is_some()
            || section == profile::Section::Education;
        let node = self.push(
            Node {
                parent: Some(heading),
                cost: self.full(entry.origin),
                selectable,
                duplicate_of: (self.scored.lines[line].duplicate_of)
                    .filter(|_| entry.bullets.is_empty())
                    .map(|it| it.0),
                discount: POSITION_DISCOUNT,
                ..self.scored_node(line, pinned(self.lines[line].pin, usual))
            },
            Some(line),
        );
        for bullet in &entry.bullets {
            self.bullet(node, bullet.origin, Constraint::None);
        }
    }

    /// Returns the groups whose items come before ranking where the posting names them: those with most of worth named,
    /// since each costs a line at the least.
    fn leading_groups(&self, flows: &[Flow]) -> Vec<Origin> {
        let named = |flow: &Flow| -> f64 {
            let Origin::Flow(section, group) = flow.origin else {
                return 0.0;
            };
            let lines = self.flow_lines(section, group).into_iter();
            lines
                .filter(|&it| self.is_named(it))
                .map(|it| 1.0 + self.scored.lines[it].value / self.highest)
                .sum()
        };
        let mut groups: Vec<(f64, Origin)> =
            flows.iter().map(|it| (named(it), it.origin)).collect();
        groups.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        groups.truncate(MAX_LEADING_GROUPS);
        groups.into_iter().map(|it| it.1).collect()
    }

    /// Adds a run of items: skills, certifications, languages, interests.
    fn flow(&mut self, heading: usize, flow: &Flow, leads: bool) {
        let Origin::Flow(section, group) = flow.origin else {
            return;
        };
        let Some(metrics) = self.heights.runs.get(&flow.origin) else {
            return;
        };
        let parent = self.push(
            Node {
                parent: Some(heading),
                cost: metrics.room,
                run: Some(metrics.run),
                discount: RUN_DISCOUNT,
                ..Node::default()
            },
            None,
        );
        for (line, &width) in self
            .flow_lines(section, group)
            .into_iter()
            .zip(&metrics.widths)
        {
            let is_named = self.is_named(line);
            let usual = match section {
                _ if !is_named || !leads => Constraint::None,
                profile::Section::Skills => Constraint::Preferred(1),
                profile::Section::Interests => Constraint::None,
                _ => Constraint::Preferred(2),
            };
            let own = self.scored_node(line, pinned(self.lines[line].pin, usual));
            let value = match section {
                profile::Section::Skills if is_named => self.highest * NAMED_SKILL,
                profile::Section::Skills => self.scored.lines[line].value * UNNAMED_SKILL,
                _ => own.value,
            };
            let node = Node {
                parent: Some(parent),
                cost: width,
                selectable: true,
                value,
                ..own
            };
            self.push(node, Some(line));
        }
    }

    /// Returns the lines of a flow as the document prints them.
    fn flow_lines(&self, section: profile::Section, group: usize) -> Vec<usize> {
        let of_group = |place: &Place| {
            place.section == section
                && (place.kind == Kind::Entry || (place.kind == Kind::Item && place.entry == group))
        };
        let lines = (0..self.lines.len())
            .filter(|&it| of_group(&self.lines[it].place) && self.lines[it].pin != Some(Pin::Never))
            .collect();
        flow_order(section, self.scored, lines)
    }

    fn bullet(&mut self, parent: usize, origin: Origin, usual: Constraint) {
        let Origin::Line(line) = origin else { return };
        self.push(
            Node {
                parent: Some(parent),
                cost: self.full(origin),
                selectable: true,
                duplicate_of: self.scored.lines[line].duplicate_of.map(|it| it.0),
                ..self.scored_node(line, pinned(self.lines[line].pin, usual))
            },
            Some(line),
        );
    }

    fn is_named(&self, line: usize) -> bool {
        self.coverage.is_some_and(|it| it.is_named(LineId(line)))
    }

    fn scored_node(&self, line: usize, constraint: Constraint) -> Node {
        let score = &self.scored.lines[line];
        let themes = score.themes.iter().map(|&it| evident(it)).enumerate();
        // A mention in a list leaves an ask open for the line that tells what was done.
        let mention = match self.lines[line].place.kind {
            Kind::Item => MENTION,
            _ => 1.0,
        };
        let requirements = (self
            .coverage
            .map_or(&[][..], |it| it.strengths(LineId(line)))
            .iter())
        .map(|it| (self.n_themes + it.requirement.0, mention * it.strength));
        // A line that is worth twice as much outweighs two lines in its room: with the plain value, two weak short lines
        // would beat a strong long one.
        Node {
            value: score.value * score.value / self.highest,
            topics: themes
                .chain(requirements)
                .filter(|&(_, strength)| strength > 0.0)
                .collect(),
            constraint,
            ..Node::default()
        }
    }

    fn push(&mut self, node: Node, line: Option<usize>) -> usize {
        self.plan.nodes.push(node);
        self.plan.lines.push(line);
        self.plan.nodes.len() - 1
    }

    fn full(&self, origin: Origin) -> f64 {
        self.heights.full.get(&origin).copied().unwrap_or_default()
    }
}

/// Returns what is decided about a line: what is pinned to `never` is not in the document to begin with.
fn pinned(pin: Option<Pin>, usual: Constraint) -> Constraint {
    if pin == Some(Pin::Always) {
        Constraint::Required
    } else {
        usual
    }
}
