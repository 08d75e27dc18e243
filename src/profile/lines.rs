//! The profile as a list of texts to be scored, chosen and accounted for.

use super::date::Period;
use super::model::{Employment, Entry, Highlight, Item, Meta, Pin, Profile, Section, Text};

/// What a line is within its section.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// One of the alternative summaries.
    Summary,
    /// The title of a position.
    Position,
    /// A project, school, certification, award, publication or language as such.
    Entry,
    /// A bullet.
    Highlight,
    /// A skill or an interest.
    Item,
}

/// Where a line stands in the profile; every number counts from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The section.
    pub section: Section,
    /// The employer, entry, skill group or section under an own heading.
    pub entry: usize,
    /// The position within the employer; 0 elsewhere.
    pub position: usize,
    /// What the line is.
    pub kind: Kind,
    /// The highlight or item; 0 for a position or an entry as such.
    pub item: usize,
}

/// A line of a profile: its index in [`Profile::lines`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LineId(pub usize);

/// One text of the profile that can be scored, with what a score may look at.
#[derive(Debug, Clone)]
pub struct Line<'a> {
    /// Its stable name.
    pub id: &'a str,
    /// Where it stands.
    pub place: Place,
    /// The wordings to choose from, the preferred one first; never empty.
    pub wordings: Vec<&'a Text>,
    /// Further words of the person's that belong to it but are printed elsewhere on its line
    /// (issuer, field of study, description; for a bullet of a project, the project's name).
    pub context: Vec<&'a str>,
    /// Words of the person's that say what it shows.
    pub tags: &'a [String],
    /// The person's own decision.
    pub pin: Option<Pin>,
    /// When it happened, where known.
    pub period: Period,
}

impl Line<'_> {
    /// Returns the preferred wording.
    pub fn text(&self) -> &str {
        &self.wordings[0].text
    }
}

impl Profile {
    /// Returns every line of the profile, in the order of the profile.
    pub fn lines(&self) -> Vec<Line<'_>> {
        /// More than most profiles have; room that isn't filled costs nothing.
        const ROOM: usize = 256;
        let mut lines = Vec::with_capacity(ROOM);
        let always = Period::default();
        for (item, summary) in self.summaries.iter().enumerate() {
            lines.push(highlight(
                summary,
                place(Section::Summary, 0, 0, Kind::Summary, item),
                always,
            ));
        }
        employments(&mut lines, Section::Experience, &self.experience);
        entries(&mut lines, Section::Projects, &self.projects);
        for (entry, school) in self.education.iter().enumerate() {
            let context = [&school.degree, &school.field, &school.honors];
            lines.push(Line {
                context: context
                    .into_iter()
                    .flatten()
                    .map(|it| it.text.as_str())
                    .collect(),
                ..line(
                    [&school.institution],
                    &school.meta,
                    place(Section::Education, entry, 0, Kind::Entry, 0),
                    school.period,
                )
            });
            highlights(
                &mut lines,
                Section::Education,
                entry,
                0,
                &school.highlights,
                school.period,
            );
        }
        entries(&mut lines, Section::Certifications, &self.certifications);
        for (entry, group) in self.skills.iter().enumerate() {
            items(&mut lines, Section::Skills, entry, &group.items);
        }
        for (entry, language) in self.languages.iter().enumerate() {
            let at = place(Section::Languages, entry, 0, Kind::Entry, 0);
            lines.push(line([&language.language], &language.meta, at, always));
        }
        entries(&mut lines, Section::Awards, &self.awards);
        entries(&mut lines, Section::Publications, &self.publications);
        employments(&mut lines, Section::Volunteering, &self.volunteering);
        items(&mut lines, Section::Interests, 0, &self.interests);
        for (entry, section) in self.other.iter().enumerate() {
            highlights(&mut lines, Section::Other, entry, 0, &section.items, always);
        }
        lines
    }
}

fn place(section: Section, entry: usize, position: usize, kind: Kind, item: usize) -> Place {
    Place {
        section,
        entry,
        position,
        kind,
        item,
    }
}

fn line<'a>(
    wordings: impl IntoIterator<Item = &'a Text>,
    meta: &'a Meta,
    place: Place,
    period: Period,
) -> Line<'a> {
    Line {
        id: &meta.id,
        place,
        wordings: wordings.into_iter().collect(),
        context: Vec::new(),
        tags: &meta.tags,
        pin: meta.pin,
        period,
    }
}

fn highlight(it: &Highlight, place: Place, period: Period) -> Line<'_> {
    let wordings = std::iter::once(&it.text).chain(&it.variants);
    line(wordings, &it.meta, place, period)
}

fn highlights<'a>(
    lines: &mut Vec<Line<'a>>,
    section: Section,
    entry: usize,
    position: usize,
    these: &'a [Highlight],
    period: Period,
) {
    for (item, it) in these.iter().enumerate() {
        lines.push(highlight(
            it,
            place(section, entry, position, Kind::Highlight, item),
            period,
        ));
    }
}

fn employments<'a>(lines: &mut Vec<Line<'a>>, section: Section, these: &'a [Employment]) {
    for (entry, employment) in these.iter().enumerate() {
        for (position, it) in employment.positions.iter().enumerate() {
            let context = [&it.about, &employment.about, &employment.industry];
            lines.push(Line {
                context: context
                    .into_iter()
                    .flatten()
                    .map(|it| it.text.as_str())
                    .collect(),
                ..line(
                    [&it.title],
                    &it.meta,
                    place(section, entry, position, Kind::Position, 0),
                    it.period,
                )
            });
            highlights(lines, section, entry, position, &it.highlights, it.period);
        }
    }
}

fn entries<'a>(lines: &mut Vec<Line<'a>>, section: Section, these: &'a [Entry]) {
    for (entry, it) in these.iter().enumerate() {
        lines.push(Line {
            context: [&it.by, &it.about]
                .into_iter()
                .flatten()
                .map(|it| it.text.as_str())
                .collect(),
            ..line(
                [&it.name],
                &it.meta,
                place(section, entry, 0, Kind::Entry, 0),
                it.period,
            )
        });
        let from = lines.len();
        highlights(lines, section, entry, 0, &it.highlights, it.period);
        // What a project is called says what its bullets are about.
        for line in &mut lines[from..] {
            line.context.push(&it.name.text);
        }
    }
}

fn items<'a>(lines: &mut Vec<Line<'a>>, section: Section, entry: usize, these: &'a [Item]) {
    for (item, it) in these.iter().enumerate() {
        lines.push(line(
            [&it.text],
            &it.meta,
            place(section, entry, 0, Kind::Item, item),
            Period::default(),
        ));
    }
}
