//! What differs between two tailored resumes, and between the profiles that they are made from.
//!
//! Every reason is that of the ledger. The order of the sides says nothing: turned round, A and B change places and all
//! else stays, but for the order in which groups and lines are listed, which is that of A.

mod facts;
mod pair;
mod terminal;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::made::ReportHeader;
use super::model::Report;
use crate::document::{Origin, flow_order, latest_positions_first};
use crate::profile::{Kind, Line, Section};
use crate::render::{JsonError, json};
use crate::tailor::{Inputs, Tailored};

use facts::{Read, changes, details, heads};
use pair::{Group, Pairs, groups, pairs};

pub use facts::{Change, Fact, Field};
pub use terminal::diff_terminal;

/// Two tailored resumes beside each other; serialises to the JSON of `diff --json`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Diff {
    /// One resume.
    pub a: ReportHeader,
    /// The other.
    pub b: ReportHeader,
    /// What differs between the profiles themselves.
    pub profile: Vec<Change>,
    /// What either resume prints, by what stands together: the summary, a position, a project, a group of skills …
    pub resume: Vec<EntryDiff>,
    /// The sections that either resume has.
    pub sections: Vec<MovedLine>,
    /// What either guide emphasizes.
    pub themes: Vec<CoverageChange>,
    /// What either posting asks for.
    pub requirements: Vec<CoverageChange>,
}

/// What stands together under one heading, on either resume.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EntryDiff {
    /// Its section's key in YAML.
    pub section: &'static str,
    /// How it stands in A; nothing where A's profile doesn't have it.
    pub a: Option<EntrySide>,
    /// How it stands in B.
    pub b: Option<EntrySide>,
    /// What differs in its heading where both print it: title, dates, place …
    pub fields: Vec<Field>,
    /// Its lines that both print.
    pub both: Vec<SharedLine>,
    /// Its lines that only A prints here.
    pub only_a: Vec<OnlyInOne>,
    /// Its lines that only B prints here.
    pub only_b: Vec<OnlyInOne>,
}

/// How something stands on one resume.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EntrySide {
    /// What it is called: a position and its employer, a project, a group of skills …
    pub title: String,
    /// How it is printed.
    pub form: Form,
    /// Why, in the words of the ledger; nothing for what has no line of its own, such as a group of skills.
    pub reason: Option<String>,
}

/// How much of something is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Form {
    /// As such, with the lines that are kept.
    #[serde(rename = "in full")]
    Full,
    /// On one line with its employer.
    #[serde(rename = "on one line")]
    OneLine,
    /// Nothing.
    #[serde(rename = "left out")]
    Out,
}

/// A line that both resumes print.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SharedLine {
    /// As A prints it.
    pub a: Spot,
    /// As B prints it.
    pub b: Spot,
    /// Whether it has changed places with other lines that both print.
    pub moved: bool,
    /// Whether its words are others.
    pub reworded: bool,
    /// What else differs: a certification's date, how well a language is known …
    pub fields: Vec<Field>,
}

/// A line where a resume prints it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Spot {
    /// Its stable name in the profile.
    pub id: String,
    /// Its place among what stands together, from 1.
    pub place: usize,
    /// Its words.
    pub text: String,
}

/// A line that one resume prints and the other doesn't, or under another heading.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OnlyInOne {
    /// Where it is printed.
    #[serde(flatten)]
    pub spot: Spot,
    /// Whether the other prints it under another heading.
    pub moved: bool,
    /// Why the other doesn't print it here: the ledger's words, that its profile doesn't have it, or where it stands.
    pub reason: String,
}

/// A section and its place on each resume.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MovedLine {
    /// Its heading.
    pub heading: String,
    /// Its place in A, from 1.
    pub a: Option<usize>,
    /// Its place in B.
    pub b: Option<usize>,
    /// Whether it has changed places with other sections that both have.
    pub moved: bool,
}

/// A theme or a requirement, and how well each resume shows it, 0 to 1; nothing where it isn't asked for.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CoverageChange {
    /// Its name, or the posting's words.
    pub text: String,
    /// Of a requirement: `required`, `preferred` or `duty`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub need: Option<&'static str>,
    /// How well A shows it.
    pub a: Option<f64>,
    /// How well B shows it.
    pub b: Option<f64>,
}

/// Coverages nearer to each other than that are printed alike.
const SAME: f64 = 0.005;

/// What one resume is made from, and what came of it.
#[derive(Debug, Clone, Copy)]
pub struct Resume<'a> {
    /// What it is made from.
    pub inputs: Inputs<'a>,
    /// The resume.
    pub tailored: &'a Tailored,
    /// Its ledger.
    pub report: &'a Report,
}

/// Returns what differs between two resumes.
pub fn diff(a: Resume<'_>, b: Resume<'_>) -> Diff {
    let (of_a, of_b) = (Side::new(a), Side::new(b));
    let pairs = pairs((&of_a.lines, &of_a.groups), (&of_b.lines, &of_b.groups));
    Diff {
        a: ReportHeader::of(a.report),
        b: ReportHeader::of(b.report),
        profile: changes(of_a.read(), of_b.read(), &pairs),
        resume: parts(&of_a, &of_b, &pairs),
        sections: sections(&of_a, &of_b),
        themes: covered(of_a.themes(), of_b.themes()),
        requirements: covered(of_a.requirements(), of_b.requirements()),
    }
}

impl Diff {
    /// Returns the difference as indented JSON, with a line end.
    ///
    /// # Errors
    /// A number is not one: that would be a bug.
    pub fn json(&self) -> Result<String, JsonError> {
        json(self)
    }

    /// Returns whether both resumes say the same, show the same, and are made from the same words.
    pub fn is_none(&self) -> bool {
        self.profile.is_empty()
            && self.resume.iter().all(EntryDiff::is_same)
            && self.sections.iter().all(MovedLine::is_same)
            && self.themes.iter().all(CoverageChange::is_same)
            && self.requirements.iter().all(CoverageChange::is_same)
    }
}

impl EntryDiff {
    /// Returns what it is called, in A if it is there.
    pub fn title(&self) -> &str {
        let side = self.a.as_ref().or(self.b.as_ref());
        side.map_or("", |it| &it.title)
    }

    /// Returns whether both resumes print it alike.
    pub fn is_same(&self) -> bool {
        let form = |it: &Option<EntrySide>| it.as_ref().map(|it| it.form);
        form(&self.a) == form(&self.b)
            && self.fields.is_empty()
            && self.only_a.is_empty()
            && self.only_b.is_empty()
            && self.both.iter().all(SharedLine::is_same)
    }
}

impl SharedLine {
    /// Returns whether both resumes print it alike and at one place.
    pub fn is_same(&self) -> bool {
        !self.moved && !self.reworded && self.fields.is_empty()
    }
}

impl MovedLine {
    /// Returns whether it stands alike on both resumes.
    pub fn is_same(&self) -> bool {
        self.a.is_some() && self.b.is_some() && !self.moved
    }
}

impl CoverageChange {
    /// Returns whether both resumes show it equally well.
    pub fn is_same(&self) -> bool {
        match (self.a, self.b) {
            (Some(a), Some(b)) => (a - b).abs() < SAME,
            (a, b) => a == b,
        }
    }
}

/// One resume, with what is asked of it again and again.
struct Side<'a> {
    resume: Resume<'a>,
    lines: Vec<Line<'a>>,
    groups: Vec<Group<'a>>,
    /// Words, and why it is printed or not, of each line.
    told: Vec<(&'a str, &'a str)>,
    /// The lines that are printed, in their order.
    printed: Vec<usize>,
    /// The place of each printed line in its group, from 1.
    places: BTreeMap<usize, usize>,
}

impl<'a> Side<'a> {
    fn new(resume: Resume<'a>) -> Self {
        let lines = resume.inputs.profile.lines();
        let groups = groups(resume.inputs.profile, &lines);
        let mut highlights = resume.report.highlights.iter();
        let mut entries = resume.report.entries.iter();
        let told = lines.iter().filter_map(|line| {
            if line.place.kind == Kind::Highlight {
                highlights.next().map(|it| (&*it.text, &*it.reason))
            } else {
                entries.next().map(|it| (&*it.text, &*it.reason))
            }
        });
        let told = told.collect();
        let printed = printed(resume, &lines);
        let mut group_of = vec![0; lines.len()];
        for (group, it) in groups.iter().enumerate() {
            for &line in &it.lines {
                group_of[line] = group;
            }
        }
        let heads: BTreeSet<usize> = groups.iter().filter_map(|it| it.head).collect();
        let mut counts = vec![0; groups.len()];
        let mut places = BTreeMap::new();
        for &line in printed.iter().filter(|it| !heads.contains(it)) {
            let count = &mut counts[group_of[line]];
            *count += 1;
            places.insert(line, *count);
        }
        Self {
            resume,
            lines,
            groups,
            told,
            printed,
            places,
        }
    }

    fn read(&self) -> Read<'_> {
        (self.resume.inputs.profile, &self.lines, &self.groups)
    }

    fn kept(&self, line: usize) -> bool {
        self.resume.tailored.fates[line].kept()
    }

    fn spot(&self, line: usize) -> Spot {
        Spot {
            id: self.lines[line].id.to_owned(),
            place: self.places.get(&line).copied().unwrap_or_default(),
            text: self.told[line].0.to_owned(),
        }
    }

    fn stands(&self, group: usize) -> EntrySide {
        let it = &self.groups[group];
        let form = match it.head {
            Some(head) if !self.kept(head) => Form::Out,
            Some(head) if self.on_one_line(head) => Form::OneLine,
            None if !it.lines.iter().any(|&line| self.kept(line)) => Form::Out,
            _ => Form::Full,
        };
        EntrySide {
            title: it.title.clone(),
            form,
            reason: it.head.map(|head| self.told[head].1.to_owned()),
        }
    }

    /// Returns whether a position shares a line with its employer.
    fn on_one_line(&self, line: usize) -> bool {
        let place = self.lines[line].place;
        let employer = Origin::Employer(place.section, place.entry);
        let sections = &self.resume.tailored.document.sections;
        let mut entries = sections.iter().flat_map(|it| &it.entries);
        entries.any(|it| it.origin == employer && it.positions.is_empty())
    }

    /// Returns the groups that are printed, in their order.
    fn order(&self) -> Vec<usize> {
        let mut of_line = BTreeMap::new();
        for (group, it) in self.groups.iter().enumerate() {
            of_line.extend(it.head.iter().chain(&it.lines).map(|&line| (line, group)));
        }
        let mut order = Vec::new();
        let mut seen = BTreeSet::new();
        for group in self.printed.iter().filter_map(|line| of_line.get(line)) {
            if seen.insert(*group) {
                order.push(*group);
            }
        }
        order
    }

    /// Returns the sections that are printed: what tells one from others, and its heading.
    fn sections(&self) -> Vec<(String, String)> {
        let sections = self.resume.tailored.document.sections.iter();
        let key = |kind: &str, heading: &str| match Section::from_key(kind) {
            Some(Section::Other) => format!("{kind} {heading}"),
            _ => kind.to_owned(),
        };
        sections
            .map(|it| (key(it.kind, &it.heading), it.heading.clone()))
            .collect()
    }

    fn themes(&self) -> Vec<(&'a str, Option<&'static str>, f64)> {
        let themes = self.resume.report.themes.iter();
        themes
            .map(|it| (it.name.as_str(), None, it.resume))
            .collect()
    }

    fn requirements(&self) -> Vec<(&'a str, Option<&'static str>, f64)> {
        let requirements = self.resume.report.requirements.iter();
        requirements
            .map(|it| (it.text.as_str(), Some(it.need), it.resume))
            .collect()
    }
}

/// Returns the lines that a resume prints, in the order printed.
fn printed(resume: Resume<'_>, lines: &[Line<'_>]) -> Vec<usize> {
    let mut order = Vec::new();
    let is_kept = |line: usize| resume.tailored.fates[line].kept();
    let mut add = |origin: Origin| match origin {
        Origin::Line(line) => order.push(line),
        Origin::Flow(section, group) => {
            let is_here = |line: usize| {
                let place = lines[line].place;
                place.section == section && (place.kind == Kind::Entry || place.entry == group)
            };
            let of_flow = (0..lines.len()).filter(|&it| is_here(it) && is_kept(it));
            let of_flow = flow_order(section, &resume.tailored.scored, of_flow.collect());
            order.extend(of_flow);
        }
        Origin::Employer(section, entry) => {
            // On one line: the positions that it names.
            let these = match section {
                Section::Volunteering => &resume.inputs.profile.volunteering,
                _ => &resume.inputs.profile.experience,
            };
            for position in latest_positions_first(&these[entry]) {
                order.extend((0..lines.len()).filter(|&line| {
                    let place = lines[line].place;
                    place.kind == Kind::Position
                        && (place.section, place.entry, place.position)
                            == (section, entry, position)
                        && is_kept(line)
                }));
            }
        }
        Origin::Header | Origin::Heading(..) => {}
    };
    for section in &resume.tailored.document.sections {
        for line in section.paragraph.iter().chain(&section.bullets) {
            add(line.origin);
        }
        for flow in &section.flows {
            add(flow.origin);
        }
        for entry in &section.entries {
            if entry.positions.is_empty() {
                add(entry.origin);
            }
            for bullet in &entry.bullets {
                add(bullet.origin);
            }
            for position in &entry.positions {
                add(position.origin);
                for bullet in &position.bullets {
                    add(bullet.origin);
                }
            }
        }
    }
    order
}

/// Returns what either resume prints, in the order of A; what only B prints follows what it follows there.
fn parts(a: &Side<'_>, b: &Side<'_>, pairs: &Pairs) -> Vec<EntryDiff> {
    let beside = pairs.groups.iter();
    let beside: Vec<(usize, usize)> = beside.filter_map(|&(a, b)| Some((a?, b?))).collect();
    let to_b: BTreeMap<usize, usize> = beside.iter().copied().collect();
    let to_a: BTreeMap<usize, usize> = beside.iter().map(|&(a, b)| (b, a)).collect();
    let key_of_a = |it: usize| (Some(it), to_b.get(&it).copied());
    let key_of_b = |it: usize| (to_a.get(&it).copied(), Some(it));
    let first: Vec<_> = a.order().into_iter().map(key_of_a).collect();
    let second: Vec<_> = b.order().into_iter().map(key_of_b).collect();
    let order = merged(&first, &second);
    order
        .into_iter()
        .map(|(of_a, of_b)| part(a, b, of_a, of_b, pairs))
        .collect()
}

/// Returns the first list, with what only the second has after what it follows there.
fn merged<T: Copy + PartialEq>(first: &[T], second: &[T]) -> Vec<T> {
    let mut all = first.to_vec();
    let mut after = 0;
    for it in second {
        if let Some(at) = all.iter().position(|known| known == it) {
            after = at + 1;
        } else {
            all.insert(after, *it);
            after += 1;
        }
    }
    all
}

fn part(
    a: &Side<'_>,
    b: &Side<'_>,
    of_a: Option<usize>,
    of_b: Option<usize>,
    pairs: &Pairs,
) -> EntryDiff {
    let lines = |side: &Side<'_>, group: Option<usize>| -> Vec<usize> {
        let lines = group.map_or(&[][..], |it| &side.groups[it].lines);
        let mut lines: Vec<usize> = lines
            .iter()
            .copied()
            .filter(|&it| side.kept(it) && side.places.contains_key(&it))
            .collect();
        lines.sort_by_key(|it| side.places[it]);
        lines
    };
    let (lines_a, lines_b) = (lines(a, of_a), lines(b, of_b));
    let only_of_a = |line: usize| {
        let mate = pairs.to_b.get(&line).copied();
        only(a, line, b, mate, pairs.moved.get(&line).map(|it| it.1))
    };
    let only_of_b = |line: usize| {
        let mate = pairs.to_a.get(&line).copied();
        let moved = mate.and_then(|it| pairs.moved.get(&it));
        only(b, line, a, mate, moved.map(|it| it.0))
    };
    let in_both: Vec<(usize, usize)> = lines_a
        .iter()
        .filter_map(|line| Some((*line, *pairs.to_b.get(line)?)))
        .filter(|(_, mate)| lines_b.contains(mate))
        .collect();
    let mut of_b_order: Vec<usize> = in_both.iter().map(|it| it.1).collect();
    of_b_order.sort_by_key(|it| b.places[it]);
    let both = in_both
        .iter()
        .enumerate()
        .map(|(rank, &(line, mate))| SharedLine {
            a: a.spot(line),
            b: b.spot(mate),
            moved: of_b_order[rank] != mate,
            reworded: a.told[line].0 != b.told[mate].0,
            fields: details(a.read(), b.read(), (line, mate)),
        });
    let only_a = lines_a
        .iter()
        .filter(|line| !in_both.iter().any(|it| it.0 == **line));
    let only_b = lines_b
        .iter()
        .filter(|line| !in_both.iter().any(|it| it.1 == **line));
    let section = of_a.map(|it| a.groups[it].section);
    let section = section.or(of_b.map(|it| b.groups[it].section));
    let (stands_a, stands_b) = (of_a.map(|it| a.stands(it)), of_b.map(|it| b.stands(it)));
    let forms = stands_a.as_ref().zip(stands_b.as_ref());
    let forms = forms.map(|(a, b)| [a.form, b.form]);
    let printed = of_a
        .zip(of_b)
        .zip(forms.filter(|it| !it.contains(&Form::Out)));
    let fields = printed.map(|(groups, forms)| {
        let in_full = forms == [Form::Full, Form::Full];
        heads(a.read(), b.read(), groups, in_full)
    });
    EntryDiff {
        section: section.map_or("", Section::key),
        a: stands_a,
        b: stands_b,
        fields: fields.unwrap_or_default(),
        both: both.collect(),
        only_a: only_a.map(|&line| only_of_a(line)).collect(),
        only_b: only_b.map(|&line| only_of_b(line)).collect(),
    }
}

/// Returns a line that one side prints, and what the other does with its `mate`, which may stand in another group.
fn only(
    side: &Side<'_>,
    line: usize,
    other: &Side<'_>,
    mate: Option<usize>,
    elsewhere: Option<usize>,
) -> OnlyInOne {
    let spot = side.spot(line);
    let Some(mate) = mate else {
        return OnlyInOne {
            spot,
            moved: false,
            reason: "not in the profile".to_owned(),
        };
    };
    let under = elsewhere.filter(|_| other.kept(mate));
    let reason = match under {
        None => other.told[mate].1.to_owned(),
        Some(group) => {
            let text = other.told[mate].0;
            let words = if text == spot.text {
                String::new()
            } else {
                format!(" as “{text}”")
            };
            format!("stands under {}{words}", other.groups[group].title)
        }
    };
    OnlyInOne {
        spot,
        moved: under.is_some(),
        reason,
    }
}

fn sections(a: &Side<'_>, b: &Side<'_>) -> Vec<MovedLine> {
    let (of_a, of_b) = (a.sections(), b.sections());
    let keys = |these: &[(String, String)]| -> Vec<String> {
        these.iter().map(|it| it.0.clone()).collect()
    };
    let (keys_a, keys_b) = (keys(&of_a), keys(&of_b));
    let all = {
        let (first, second): (Vec<&str>, Vec<&str>) = (
            keys_a.iter().map(String::as_str).collect(),
            keys_b.iter().map(String::as_str).collect(),
        );
        merged(&first, &second)
    };
    let shared = |these: &[String], others: &[String]| -> Vec<String> {
        let shared = these.iter().filter(|it| others.contains(it));
        shared.cloned().collect()
    };
    let (shared_a, shared_b) = (shared(&keys_a, &keys_b), shared(&keys_b, &keys_a));
    let place = |these: &[String], key: &str| these.iter().position(|it| it == key);
    all.into_iter()
        .map(|key| {
            let (at_a, at_b) = (place(&keys_a, key), place(&keys_b, key));
            let heading = at_a.map(|it| &of_a[it].1).or(at_b.map(|it| &of_b[it].1));
            MovedLine {
                heading: heading.cloned().unwrap_or_default(),
                a: at_a.map(|it| it + 1),
                b: at_b.map(|it| it + 1),
                moved: at_a.is_some()
                    && at_b.is_some()
                    && place(&shared_a, key) != place(&shared_b, key),
            }
        })
        .collect()
}

/// Returns what is shown how well, the same things beside each other: those of A first.
fn covered(
    a: Vec<(&str, Option<&'static str>, f64)>,
    b: Vec<(&str, Option<&'static str>, f64)>,
) -> Vec<CoverageChange> {
    let mut rest: Vec<Option<(&str, Option<&'static str>, f64)>> =
        b.into_iter().map(Some).collect();
    let mut all = Vec::new();
    for (text, need, of_a) in a {
        let is_same = |it: &&mut Option<(&str, Option<&'static str>, f64)>| {
            it.is_some_and(|it| (it.0, it.1) == (text, need))
        };
        let same = rest.iter_mut().find(is_same).and_then(Option::take);
        all.push(CoverageChange {
            text: text.to_owned(),
            need,
            a: Some(of_a),
            b: same.map(|it| it.2),
        });
    }
    all.extend(
        rest.into_iter()
            .flatten()
            .map(|(text, need, of_b)| CoverageChange {
                text: text.to_owned(),
                need,
                a: None,
                b: Some(of_b),
            }),
    );
    all
}
