//! A scored profile as the tree of nodes that selection chooses from.

use std::collections::{BTreeMap, BTreeSet};

use crate::document::{
    Document, Entry, Flow, Keep, Origin, Section, flow_order, latest_first, latest_positions_first,
};
use crate::profile::{self, Date, Kind, Line, Pin, Place, Profile};
use crate::score::{Scored, What, evident};
use crate::select::{Must, Node, Quota, Selection};

/// The tree, and what its nodes stand for.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// The nodes, each after its parent.
    pub(super) nodes: Vec<Node>,
    /// The weight of each topic: the guide's themes, then the posting's requirements.
    pub(super) topics: Vec<f64>,
    /// For each node, the lines of the profile that are printed with it.
    lines: Vec<Vec<usize>>,
    /// The employers that can fold, by node.
    employers: Vec<(usize, profile::Section, usize)>,
}

/// The heights that the tree is priced with.
pub(super) struct Heights {
    /// The height of everything that comes from one origin, in points.
    pub(super) full: BTreeMap<Origin, f64>,
    /// The height of each employer whose positions are printed on one line.
    pub(super) folded: BTreeMap<Origin, f64>,
    /// For each flow, how many of its items stand on the first line, the first two, and so on, and the height then.
    pub(super) flows: BTreeMap<Origin, Vec<(usize, f64)>>,
}

/// What a topic that nothing shows yet adds, as a share of the most that any line earns for it: enough to prefer the
/// second best of a new theme to the fourth best of an old one, too little to print the irrelevant.
const FRESH_TOPIC: f64 = 0.6;

/// How many skill groups are printed before anything is ranked, one line each.
const SKILL_LINES: usize = 3;

/// How many lines of certifications are printed before anything is ranked: room for two or three.
const CERTIFICATION_LINES: usize = 2;

/// How many bullets a position should have and may have by the years since it ended, and at which turn it gets which:
/// the newest 3 to 6, older ones fewer (practitioners' advice; a relevant position may have one more). The newest has
/// three before older ones have any; a position of more than ten years ago may as well share one line with others.
const TIERS: [(u32, &[u8], usize); 4] = [
    (1, &[1, 1, 1, 3], 6),
    (5, &[1, 2], 5),
    (10, &[3], 3),
    (u32::MAX, &[], 2),
];

impl Plan {
    /// Returns the tree of everything that `everything` prints.
    pub(super) fn new(
        profile: &Profile,
        lines: &[Line<'_>],
        scored: &Scored,
        everything: &Document,
        heights: &Heights,
        as_of: Date,
        allow_drop: bool,
    ) -> Self {
        let mut planner = Planner {
            plan: Self {
                topics: topics(scored),
                ..Self::default()
            },
            profile,
            lines,
            scored,
            heights,
            as_of,
            allow_drop,
            openings: BTreeMap::new(),
            mean_of: BTreeMap::new(),
            mean: 0.0,
        };
        planner.take_means();
        for section in &everything.sections {
            planner.section(section);
        }
        planner.plan
    }

    /// Returns what a selection prints.
    pub(super) fn keep(&self, n_lines: usize, selection: &Selection) -> Keep {
        let mut lines = vec![false; n_lines];
        for (node, of_node) in self.lines.iter().enumerate() {
            for &line in of_node {
                lines[line] |= selection.why[node].kept();
            }
        }
        let one_line: BTreeSet<_> = self
            .employers
            .iter()
            .filter(|&&(node, ..)| selection.folded[node])
            .map(|&(_, section, entry)| (section, entry))
            .collect();
        Keep { lines, one_line }
    }

    /// Returns what a selection is worth as a whole: what each of its nodes is, and each topic as far as they show it.
    ///
    /// The squares add up, as they do for lines that are chosen one by one.
    pub(super) fn worth(&self, selection: &Selection) -> f64 {
        let mut open = vec![1.0; self.topics.len()];
        let mut worth = 0.0;
        for (node, why) in self.nodes.iter().zip(&selection.why) {
            if why.kept() {
                worth += node.value.powi(2);
                for &(topic, strength) in &node.topics {
                    open[topic] *= 1.0 - strength;
                }
            }
        }
        let shown = self.topics.iter().zip(open);
        worth
            + shown
                .map(|(most, open)| (most * (1.0 - open)).powi(2))
                .sum::<f64>()
    }

    /// Returns whether a kept node is a position that shares one line with its employer.
    pub(super) fn shares_line(&self, node: usize, selection: &Selection) -> bool {
        let folded = |parent: usize| selection.folded[parent];
        selection.why[node].kept() && self.nodes[node].parent.is_some_and(folded)
    }

    /// Returns the node that each line is printed with, where there is one.
    pub(super) fn node_of_line(&self, n_lines: usize) -> Vec<Option<usize>> {
        let mut nodes = vec![None; n_lines];
        for (node, of_node) in self.lines.iter().enumerate() {
            for &line in of_node {
                nodes[line] = Some(node);
            }
        }
        nodes
    }
}

/// Returns what each theme and requirement is worth while nothing shows it.
fn topics(scored: &Scored) -> Vec<f64> {
    let n_themes = scored.lines.first().map_or(0, |it| it.themes.len());
    let n_requirements = scored
        .lines
        .iter()
        .flat_map(|it| it.requirements.iter().map(|&(idx, _)| idx + 1))
        .max()
        .unwrap_or(0);
    let mut most = vec![0.0_f64; n_themes + n_requirements];
    for contribution in scored.lines.iter().flat_map(|it| &it.contributions) {
        let topic = match contribution.what {
            What::Theme(idx) => idx,
            What::Requirement(idx) => n_themes + idx,
            _ => continue,
        };
        if let Some(most) = most.get_mut(topic) {
            *most = most.max(contribution.points);
        }
    }
    most.iter().map(|it| it * FRESH_TOPIC).collect()
}

struct Planner<'a> {
    plan: Plan,
    profile: &'a Profile,
    lines: &'a [Line<'a>],
    scored: &'a Scored,
    heights: &'a Heights,
    as_of: Date,
    allow_drop: bool,
    openings: BTreeMap<String, usize>,
    /// The mean value of the highlights of each position.
    mean_of: BTreeMap<(profile::Section, usize, usize), f64>,
    /// The mean value of all highlights.
    mean: f64,
}

impl Planner<'_> {
    fn take_means(&mut self) {
        let mut sums: BTreeMap<_, (f64, usize)> = BTreeMap::new();
        let (mut all, mut n_all) = (0.0, 0_usize);
        for (line, score) in self.lines.iter().zip(&self.scored.lines) {
            let place = line.place;
            if place.kind == Kind::Highlight {
                let (sum, n) = sums
                    .entry((place.section, place.entry, place.position))
                    .or_default();
                *sum += score.value;
                *n += 1;
                all += score.value;
                n_all += 1;
            }
        }
        self.mean_of = sums
            .into_iter()
            .map(|(key, (sum, n))| (key, sum / n as f64))
            .collect();
        self.mean = all / n_all.max(1) as f64;
    }

    fn section(&mut self, section: &Section) {
        use profile::Section as S;
        let heading = self.push(
            Node {
                cost: self.full(section.origin),
                ..Node::default()
            },
            &[],
        );
        if let Some(line) = &section.paragraph {
            // The one summary in the document is the best of them.
            self.leaf(heading, line.origin, Must::Wanted(0));
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
        for (rank, flow) in section.flows.iter().enumerate() {
            self.flow(heading, flow, rank);
        }
        for bullet in &section.bullets {
            self.leaf(heading, bullet.origin, Must::Free);
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
        let employer = self.push(
            Node {
                parent: Some(heading),
                cost: self.full(entry.origin),
                folded_cost: self
                    .heights
                    .folded
                    .get(&entry.origin)
                    .copied()
                    .filter(|_| paid),
                must: pinned(employment.meta.pin, Must::Free),
                ..Node::default()
            },
            &[],
        );
        self.plan.employers.push((employer, section, at));
        let newest = self.newest(section);
        for position in &entry.positions {
            let Origin::Line(line) = position.origin else {
                continue;
            };
            let place = self.lines[line].place;
            let stays = match employment.meta.pin {
                Some(Pin::Always) => Must::Keep,
                _ if paid && !self.allow_drop => Must::Keep,
                _ => Must::Free,
            };
            let node = self.push(
                Node {
                    parent: Some(employer),
                    cost: self.full(position.origin),
                    alone: position.bullets.is_empty() || (paid && self.allow_drop),
                    quota: self.quota(line, newest == Some((place.entry, place.position))),
                    ..self.scored_node(line, pinned(self.lines[line].pin, stays))
                },
                &[line],
            );
            for bullet in &position.bullets {
                self.leaf(node, bullet.origin, Must::Free);
            }
        }
    }

    fn entry(&mut self, heading: usize, section: profile::Section, entry: &Entry) {
        let Origin::Line(line) = entry.origin else {
            return;
        };
        let usual = if section == profile::Section::Education {
            Must::Wanted(0)
        } else {
            Must::Free
        };
        let alone = entry.bullets.is_empty()
            || entry.about.is_some()
            || section == profile::Section::Education;
        let node = self.push(
            Node {
                parent: Some(heading),
                cost: self.full(entry.origin),
                alone,
                deed: (self.scored.lines[line].deed).filter(|_| entry.bullets.is_empty()),
                quota: Quota {
                    turns: &[],
                    most: 3,
                },
                ..self.scored_node(line, pinned(self.lines[line].pin, usual))
            },
            &[line],
        );
        for bullet in &entry.bullets {
            self.leaf(node, bullet.origin, Must::Free);
        }
    }

    /// One node a printed line: the items that fill the first line, then those that fill the second, and so on.
    fn flow(&mut self, heading: usize, flow: &Flow, rank: usize) {
        let Origin::Flow(section, group) = flow.origin else {
            return;
        };
        let steps = self
            .heights
            .flows
            .get(&flow.origin)
            .cloned()
            .unwrap_or_default();
        let items = self.flow_lines(section, group);
        let (mut parent, mut done, mut height) = (heading, 0, 0.0);
        for (step, (n_items, total)) in steps.into_iter().enumerate() {
            let these: Vec<usize> = items.iter().copied().take(n_items).skip(done).collect();
            let must = match section {
                profile::Section::Skills if step == 0 && rank < SKILL_LINES => Must::Wanted(1),
                profile::Section::Certifications if step < CERTIFICATION_LINES => Must::Wanted(2),
                _ => Must::Free,
            };
            let must = if these
                .iter()
                .any(|&it| self.lines[it].pin == Some(Pin::Always))
            {
                Must::Keep
            } else {
                must
            };
            // The squares add up, as they do for lines that are chosen one by one.
            let value = these
                .iter()
                .map(|&it| self.scored.lines[it].value.powi(2))
                .sum::<f64>()
                .sqrt();
            let node = Node {
                parent: Some(parent),
                cost: total - height,
                value,
                alone: true,
                must,
                ..Node::default()
            };
            parent = self.push(node, &these);
            (done, height) = (n_items, total);
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

    fn leaf(&mut self, parent: usize, origin: Origin, usual: Must) {
        let Origin::Line(line) = origin else { return };
        let opening = opening(
            self.lines[line].wordings[self.scored.lines[line].wording]
                .text
                .as_str(),
        );
        let n_openings = self.openings.len();
        let in_position = matches!(
            self.lines[line].place.section,
            profile::Section::Experience | profile::Section::Volunteering
        );
        let opening = opening
            .filter(|_| in_position)
            .map(|word| *self.openings.entry(word).or_insert(n_openings));
        self.push(
            Node {
                parent: Some(parent),
                cost: self.full(origin),
                alone: true,
                opening,
                deed: self.scored.lines[line].deed,
                ..self.scored_node(line, pinned(self.lines[line].pin, usual))
            },
            &[line],
        );
    }

    fn scored_node(&self, line: usize, must: Must) -> Node {
        let score = &self.scored.lines[line];
        let n_themes = score.themes.len();
        let themes = score.themes.iter().copied().enumerate();
        let requirements = score
            .requirements
            .iter()
            .map(|&(idx, strength)| (n_themes + idx, strength));
        Node {
            value: score.value,
            topics: themes
                .chain(requirements)
                .map(|(topic, strength)| (topic, evident(strength)))
                .filter(|&(_, strength)| strength > 0.0)
                .collect(),
            must,
            ..Node::default()
        }
    }

    fn push(&mut self, node: Node, lines: &[usize]) -> usize {
        self.plan.nodes.push(node);
        self.plan.lines.push(lines.to_vec());
        self.plan.nodes.len() - 1
    }

    fn full(&self, origin: Origin) -> f64 {
        self.heights.full.get(&origin).copied().unwrap_or_default()
    }

    /// Returns the newest paid position: employer and position.
    fn newest(&self, section: profile::Section) -> Option<(usize, usize)> {
        if section != profile::Section::Experience {
            return None;
        }
        let employments = &self.profile.experience;
        let employer = *latest_first(employments).first()?;
        Some((
            employer,
            *latest_positions_first(&employments[employer]).first()?,
        ))
    }

    /// Returns how many bullets a position should have: by its age, one more where it is more relevant than most.
    fn quota(&self, line: usize, newest: bool) -> Quota {
        let age = self.lines[line]
            .period
            .last_month(self.as_of)
            .map_or(0, |last| self.as_of.last_month().saturating_sub(last) / 12);
        let (_, turns, most) = TIERS
            .into_iter()
            .find(|&(years, ..)| {
                if newest {
                    years == TIERS[0].0
                } else {
                    age < years
                }
            })
            .unwrap_or(TIERS[TIERS.len() - 1]);
        let place = self.lines[line].place;
        let key = (place.section, place.entry, place.position);
        let own = self.mean_of.get(&key).copied().unwrap_or_default();
        Quota {
            turns,
            most: most + usize::from(own > self.mean),
        }
    }
}

/// Returns what is decided about a line: what is pinned to `never` is not in the document to begin with.
fn pinned(pin: Option<Pin>, usual: Must) -> Must {
    if pin == Some(Pin::Always) {
        Must::Keep
    } else {
        usual
    }
}

/// Returns the word that a bullet opens with, in lower case.
fn opening(text: &str) -> Option<String> {
    let word: String = text.chars().take_while(|it| it.is_alphabetic()).collect();
    (!word.is_empty()).then(|| word.to_lowercase())
}
