//! A document as the flat list of blocks that layout sets one below the other.

use super::model::{Document, Entry, Flow, Origin, Position, Section, TextWithLink};
use crate::profile;

/// One paragraph-like piece of the page, set in one style.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Block {
    /// What it is: decides its style and its tag.
    pub role: Role,
    /// Its text, in order; printed one after the other without a space between.
    pub runs: Vec<Run>,
}

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// The person's name: the title of the document.
    Name,
    /// The line under the name.
    Headline,
    /// E-mail, telephone, place and links.
    Contact,
    /// The heading of a section, with a rule below it.
    Heading,
    /// An employer, school, project: the first line of an entry.
    Entry,
    /// A position or degree: a line below the entry's first.
    Subentry,
    /// A paragraph of running text: the summary, a description.
    Paragraph,
    /// A bullet of a list.
    Bullet,
    /// A line of a section that has no entries: a skill group, a certification.
    Line,
}

impl Role {
    /// Returns whether a page may not end after this block.
    pub fn keeps_with_next(self) -> bool {
        matches!(self, Self::Heading | Self::Entry | Self::Subentry)
    }
}

/// A stretch of text in one face.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Run {
    /// The words.
    pub text: String,
    /// The face they are set in.
    pub face: Face,
    /// Where a click leads.
    pub link: Option<String>,
    /// What it is to the line it stands on.
    pub part: Part,
}

/// What a run is to the line it stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Hash)]
pub enum Part {
    /// Words like others.
    #[default]
    Words,
    /// What stands between two items: a line ends best after it, and may drop it then.
    Separator,
    /// When something was: may stand at the right margin.
    Dates,
}

/// A face of the page's font family.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Face {
    /// Upright, normal weight.
    Regular,
    /// Upright, bold.
    Bold,
    /// Italic, normal weight.
    Italic,
}

/// What stands between a name and its details: a plain bar, which every text extractor keeps.
const BAR: &str = " | ";

/// Returns the document's blocks in reading order, each with the part of the profile it prints.
pub fn blocks(document: &Document) -> Vec<(Origin, Block)> {
    let mut blocks = Vec::new();
    let mut push = |origin, role, runs: Vec<Run>| blocks.push((origin, Block { role, runs }));
    push(
        Origin::Header,
        Role::Name,
        vec![run(&document.name, Face::Regular)],
    );
    if let Some(headline) = &document.headline {
        push(
            Origin::Header,
            Role::Headline,
            vec![run(headline, Face::Regular)],
        );
    }
    if !document.contact.is_empty() {
        push(
            Origin::Header,
            Role::Contact,
            joined(&document.contact, BAR),
        );
    }
    for section in &document.sections {
        push(
            section.origin,
            Role::Heading,
            vec![run(&section.heading, Face::Regular)],
        );
        section_blocks(section, &mut push);
    }
    blocks
}

fn section_blocks(section: &Section, push: &mut impl FnMut(Origin, Role, Vec<Run>)) {
    if let Some(line) = &section.paragraph {
        push(
            line.origin,
            Role::Paragraph,
            vec![run(&line.text, Face::Regular)],
        );
    }
    for entry in &section.entries {
        let role = entry_role(section.kind, entry);
        push(entry.origin, role, entry_runs(entry));
        if let Some(about) = &entry.about {
            push(
                entry.origin,
                Role::Paragraph,
                vec![run(about, Face::Regular)],
            );
        }
        for position in &entry.positions {
            push(position.origin, Role::Subentry, position_runs(position));
            if let Some(about) = &position.about {
                push(
                    position.origin,
                    Role::Paragraph,
                    vec![run(about, Face::Regular)],
                );
            }
            for bullet in &position.bullets {
                push(
                    bullet.origin,
                    Role::Bullet,
                    vec![run(&bullet.text, Face::Regular)],
                );
            }
        }
        for bullet in &entry.bullets {
            push(
                bullet.origin,
                Role::Bullet,
                vec![run(&bullet.text, Face::Regular)],
            );
        }
    }
    for flow in &section.flows {
        let block = flow_block(flow);
        push(flow.origin, block.role, block.runs);
    }
    for bullet in &section.bullets {
        push(
            bullet.origin,
            Role::Bullet,
            vec![run(&bullet.text, Face::Regular)],
        );
    }
}

/// Awards, publications and projects of one line are lines of a list; everything else with a name opens an entry.
fn entry_role(kind: &str, entry: &Entry) -> Role {
    if is_bare(entry) {
        return Role::Line;
    }
    let lists = [profile::Section::Awards, profile::Section::Publications];
    if lists.iter().any(|section| section.key() == kind) {
        Role::Line
    } else {
        Role::Entry
    }
}

fn run(text: &str, face: Face) -> Run {
    Run {
        text: text.to_owned(),
        face,
        link: None,
        part: Part::Words,
    }
}

fn separator(text: &str) -> Run {
    Run {
        part: Part::Separator,
        ..run(text, Face::Regular)
    }
}

/// Adds what follows a name on its line, each behind a bar.
fn push_details<'a>(
    runs: &mut Vec<Run>,
    details: impl IntoIterator<Item = &'a String>,
    part: Part,
) {
    for it in details {
        runs.push(separator(BAR));
        runs.push(Run {
            part,
            ..run(it, Face::Regular)
        });
    }
}

/// Returns whether an entry is nothing but its name: a line of text rather than a heading.
fn is_bare(entry: &Entry) -> bool {
    entry.details.is_empty()
        && entry.dates.is_none()
        && entry.more.is_empty()
        && entry.about.is_none()
        && entry.positions.is_empty()
        && entry.bullets.is_empty()
}

fn entry_runs(entry: &Entry) -> Vec<Run> {
    let face = if is_bare(entry) {
        Face::Regular
    } else {
        Face::Bold
    };
    let mut runs = vec![Run {
        link: entry.url.clone(),
        ..run(&entry.name, face)
    }];
    push_details(&mut runs, &entry.details, Part::Words);
    push_details(&mut runs, &entry.dates, Part::Dates);
    push_details(&mut runs, &entry.more, Part::Words);
    runs
}

fn position_runs(position: &Position) -> Vec<Run> {
    let mut runs = vec![run(&position.title, Face::Italic)];
    push_details(&mut runs, &position.dates, Part::Dates);
    push_details(&mut runs, &position.details, Part::Words);
    runs
}

/// Returns the block that prints a flow.
pub fn flow_block(flow: &Flow) -> Block {
    let mut runs = Vec::new();
    if let Some(label) = &flow.label {
        runs.push(run(&format!("{label}: "), Face::Bold));
    }
    runs.extend(joined(&flow.items, flow.separator));
    Block {
        role: Role::Line,
        runs,
    }
}

fn joined(items: &[TextWithLink], between: &str) -> Vec<Run> {
    let mut runs = Vec::new();
    for (idx, item) in items.iter().enumerate() {
        if idx > 0 {
            runs.push(separator(between));
        }
        runs.push(Run {
            link: item.url.clone(),
            ..run(&item.text, Face::Regular)
        });
    }
    runs
}
