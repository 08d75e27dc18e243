//! From what a resume says back to the part of the profile that it prints.

use std::collections::BTreeMap;

use super::compose::{flow_order, latest_positions_first};
use super::model::{Document, Entry, Flow, Line, Origin, Section};
use crate::profile::{
    self, Education, Employment, Highlight, Item, Kind, Meta, OtherSection, Place, Position,
    Profile, SkillGroup,
};
use crate::score::ScoredLines;

/// Returns the part of a profile that a document prints: the same words in the same order, without ids, tags, pins and
/// private notes. `keep` tells which of [`Profile::lines`] are printed.
pub fn printed(
    profile: &Profile,
    scored: &ScoredLines,
    keep: &[bool],
    document: &Document,
) -> Profile {
    let places: Vec<Place> = profile.lines().iter().map(|it| it.place).collect();
    let reader = Reader {
        profile,
        scored,
        keep,
        lines: places.iter().copied().zip(0..).collect(),
        places,
    };
    let mut out = Profile {
        name: profile.name.clone(),
        headline: profile.headline.clone(),
        lang: profile.lang.clone(),
        contact: profile.contact.clone(),
        sections: Some(Vec::new()),
        ..Profile::default()
    };
    for section in &document.sections {
        reader.section(section, &mut out);
    }
    out
}

struct Reader<'a> {
    profile: &'a Profile,
    scored: &'a ScoredLines,
    keep: &'a [bool],
    places: Vec<Place>,
    lines: BTreeMap<Place, usize>,
}

impl Reader<'_> {
    fn section(&self, section: &Section, out: &mut Profile) {
        use profile::Section as S;
        let Some(kind) = S::from_key(section.kind) else {
            return;
        };
        let order = out.sections.get_or_insert_default();
        if !order.contains(&kind) {
            order.push(kind);
        }
        let profile = self.profile;
        let entries = section.entries.iter();
        match kind {
            S::Summary => out
                .summaries
                .extend(section.paragraph.as_ref().map(highlight)),
            S::Experience => {
                out.experience = entries
                    .filter_map(|it| self.employment(kind, it, &profile.experience))
                    .collect();
            }
            S::Volunteering => {
                out.volunteering = entries
                    .filter_map(|it| self.employment(kind, it, &profile.volunteering))
                    .collect();
            }
            S::Projects => {
                out.projects = entries
                    .filter_map(|it| self.entry(it, &profile.projects))
                    .collect();
            }
            S::Awards => {
                out.awards = entries
                    .filter_map(|it| self.entry(it, &profile.awards))
                    .collect();
            }
            S::Publications => {
                out.publications = entries
                    .filter_map(|it| self.entry(it, &profile.publications))
                    .collect();
            }
            S::Education => {
                out.education = entries.filter_map(|it| self.school(it)).collect();
            }
            S::Certifications => {
                let lines = section.flows.iter().flat_map(|it| self.flow(it));
                out.certifications = lines
                    .map(|place| profile::Entry {
                        meta: Meta::default(),
                        ..profile.certifications[place.entry].clone()
                    })
                    .collect();
            }
            S::Languages => {
                let lines = section.flows.iter().flat_map(|it| self.flow(it));
                out.languages = lines
                    .map(|place| profile::Language {
                        meta: Meta::default(),
                        ..profile.languages[place.entry].clone()
                    })
                    .collect();
            }
            S::Interests => {
                let lines = section.flows.iter().flat_map(|it| self.flow(it));
                out.interests = lines
                    .map(|place| item(&profile.interests[place.item]))
                    .collect();
            }
            S::Skills => {
                out.skills = section.flows.iter().map(|it| self.skills(it)).collect();
            }
            S::Other => {
                if let Origin::Heading(_, entry) = section.origin {
                    out.other.push(OtherSection {
                        heading: profile.other[entry].heading.clone(),
                        items: section.bullets.iter().map(highlight).collect(),
                    });
                }
            }
        }
    }

    fn employment(
        &self,
        section: profile::Section,
        printed: &Entry,
        these: &[Employment],
    ) -> Option<Employment> {
        let Origin::Employer(_, entry) = printed.origin else {
            return None;
        };
        let it = &these[entry];
        let is_folded = printed.positions.is_empty();
        let positions = if is_folded {
            // The line has names and dates alone.
            let kept = latest_positions_first(it).into_iter().filter(|&position| {
                let place = Place {
                    section,
                    entry,
                    position,
                    kind: Kind::Position,
                    item: 0,
                };
                self.lines.get(&place).is_some_and(|&line| self.keep[line])
            });
            kept.map(|at| Position {
                title: it.positions[at].title.clone(),
                period: it.positions[at].period,
                ..Position::default()
            })
            .collect()
        } else {
            let positions = printed.positions.iter().filter_map(|printed| {
                let position = &it.positions[self.place(printed.origin)?.position];
                Some(Position {
                    highlights: printed.bullets.iter().map(highlight).collect(),
                    meta: Meta::default(),
                    ..position.clone()
                })
            });
            positions.collect()
        };
        Some(Employment {
            employer: it.employer.clone(),
            url: it.url.clone(),
            location: it.location.clone().filter(|_| !is_folded),
            about: it.about.clone().filter(|_| !is_folded),
            positions,
            ..Employment::default()
        })
    }

    fn entry(&self, printed: &Entry, these: &[profile::Entry]) -> Option<profile::Entry> {
        let it = &these[self.place(printed.origin)?.entry];
        Some(profile::Entry {
            highlights: printed.bullets.iter().map(highlight).collect(),
            meta: Meta::default(),
            ..it.clone()
        })
    }

    fn school(&self, printed: &Entry) -> Option<Education> {
        let it = &self.profile.education[self.place(printed.origin)?.entry];
        Some(Education {
            highlights: printed.bullets.iter().map(highlight).collect(),
            meta: Meta::default(),
            ..it.clone()
        })
    }

    fn skills(&self, flow: &Flow) -> SkillGroup {
        let Origin::Flow(_, group) = flow.origin else {
            return SkillGroup::default();
        };
        let of = &self.profile.skills[group];
        let items = self.flow(flow).into_iter();
        SkillGroup {
            group: of.group.clone(),
            items: items.map(|place| item(&of.items[place.item])).collect(),
            note: None,
        }
    }

    /// Returns where the items of a flow stand in the profile, in the order printed.
    fn flow(&self, flow: &Flow) -> Vec<Place> {
        let Origin::Flow(section, group) = flow.origin else {
            return Vec::new();
        };
        let is_here = |place: &Place| {
            // Entries are numbered among their section, items within their group.
            place.section == section && (place.kind == Kind::Entry || place.entry == group)
        };
        let lines = self.places.iter().enumerate();
        let kept = lines.filter(|(line, place)| is_here(place) && self.keep[*line]);
        let kept = kept.map(|(line, _)| line).collect();
        let order = flow_order(section, self.scored, kept);
        order.into_iter().map(|line| self.places[line]).collect()
    }

    fn place(&self, origin: Origin) -> Option<Place> {
        match origin {
            Origin::Line(line) => self.places.get(line).copied(),
            _ => None,
        }
    }
}

/// Returns a line in the one wording that is printed.
fn highlight(line: &Line) -> Highlight {
    Highlight {
        text: profile::Text {
            text: line.text.clone(),
            ..profile::Text::default()
        },
        ..Highlight::default()
    }
}

fn item(it: &Item) -> Item {
    Item {
        text: it.text.clone(),
        meta: Meta::default(),
    }
}
