//! From what was kept to what the resume says.

use std::collections::{BTreeMap, BTreeSet};

use super::form::Form;
use super::model::{Document, Entry, Flow, Line, Origin, Position, Section, TextWithLink};
use crate::guide::Guide;
use crate::profile::{
    self, Date, Education, Employment, End, Highlight, Kind, Period, Profile, Text,
};
use crate::score::{ContributionKind, ScoredLines};

/// What of a profile is printed, and in which form.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DocumentSelection {
    /// Whether each of [`Profile::lines`] is printed.
    pub lines: Vec<bool>,
    /// The employers whose positions are printed on one line: section and entry.
    pub one_line: BTreeSet<(profile::Section, usize)>,
}

/// Returns the document that prints what was kept, each line in the wording that scored best.
///
/// Sections follow the profile's order, else the form's, else the guide's, else the usual one; employers run from the
/// latest to the oldest; bullets and items run from the most valuable to the least.
pub fn compose(
    profile: &Profile,
    guide: &Guide,
    form: &Form,
    scored: &ScoredLines,
    keep: &DocumentSelection,
) -> Document {
    let composer = Composer::new(profile, form, scored, keep);
    Document {
        name: profile.name.text.clone(),
        lang: profile.lang.clone(),
        headline: profile.headline.as_ref().map(|it| it.text.clone()),
        contact: contact(profile),
        sections: section_order(profile, guide, form)
            .into_iter()
            .flat_map(|section| composer.section(section))
            .filter(|section| {
                section.paragraph.is_some()
                    || !section.entries.is_empty()
                    || !section.flows.is_empty()
                    || !section.bullets.is_empty()
            })
            .collect(),
    }
}

/// Returns the indices of employers from the latest to the oldest: by end, an open one first, then by start.
pub fn latest_first(employments: &[Employment]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..employments.len()).collect();
    order.sort_by_key(|&idx| {
        std::cmp::Reverse(
            employments[idx]
                .positions
                .iter()
                .map(|it| recency(it.period))
                .max(),
        )
    });
    order
}

/// Returns the indices of an employer's positions from the latest to the oldest, like [`latest_first`].
pub fn latest_positions_first(employment: &Employment) -> Vec<usize> {
    let mut order: Vec<usize> = (0..employment.positions.len()).collect();
    order.sort_by_key(|&idx| std::cmp::Reverse(recency(employment.positions[idx].period)));
    order
}

/// Returns the lines of a flow in the order printed: those that serve the target best first, but interests in the person's
/// order, and certifications too, those that the guide looks for before the others.
pub fn flow_order(
    section: profile::Section,
    scored: &ScoredLines,
    mut lines: Vec<usize>,
) -> Vec<usize> {
    let score = |line: usize| &scored.lines[line];
    if section == profile::Section::Certifications {
        let looked_for = |line: usize| {
            score(line)
                .contributions
                .iter()
                .any(|it| it.what == ContributionKind::Background)
        };
        lines.sort_by_key(|&line| !looked_for(line));
    } else if section != profile::Section::Interests {
        lines.sort_by(|&a, &b| score(b).value.total_cmp(&score(a).value));
    }
    lines
}

/// Returns every section once, in the order printed.
///
/// Where none of profile, form and convention decides, the guide does. Convention: whoever has not graduated yet puts
/// education before experience.
pub fn section_order(profile: &Profile, guide: &Guide, form: &Form) -> Vec<profile::Section> {
    let of_form = Some(form.order.as_slice()).filter(|it| !it.is_empty());
    let own = profile.sections.as_deref().or(of_form);
    let mut order: Vec<profile::Section> = Vec::new();
    for section in own
        .unwrap_or(&guide.sections)
        .iter()
        .chain(&profile::Section::ALL)
    {
        if !order.contains(section) {
            order.push(*section);
        }
    }
    let studying = profile
        .education
        .iter()
        .any(|it| matches!(it.period.end, Some(End::Expected(_))));
    if own.is_none() && studying {
        let at = |wanted| order.iter().position(|it| *it == wanted);
        if let (Some(education), Some(experience)) = (
            at(profile::Section::Education),
            at(profile::Section::Experience),
        ) && education > experience
        {
            let section = order.remove(education);
            order.insert(experience, section);
        }
    }
    order
}

fn recency(period: Period) -> (u32, u32) {
    let end = match period.end {
        Some(End::Present) => u32::MAX,
        Some(End::On(date) | End::Expected(date)) => date.last_month(),
        None => 0,
    };
    (end, period.start.map_or(0, Date::first_month))
}

fn contact(profile: &Profile) -> Vec<TextWithLink> {
    let mut items = Vec::new();
    let contact = &profile.contact;
    if let Some(email) = &contact.email {
        items.push(TextWithLink {
            text: email.text.clone(),
            url: Some(format!("mailto:{}", email.text)),
        });
    }
    if let Some(phone) = &contact.phone {
        let digits: String = phone
            .text
            .chars()
            .filter(|it| it.is_ascii_digit() || *it == '+')
            .collect();
        items.push(TextWithLink {
            text: phone.text.clone(),
            url: Some(format!("tel:{digits}")),
        });
    }
    if let Some(location) = &contact.location {
        items.push(TextWithLink {
            text: location.text.clone(),
            url: None,
        });
    }
    for link in &contact.links {
        let shown = link
            .label
            .as_ref()
            .map_or_else(|| bare_address(&link.url.text), |it| it.text.as_str());
        items.push(TextWithLink {
            text: shown.to_owned(),
            url: Some(link.url.text.clone()),
        });
    }
    items
}

/// Returns a web address as people print it: without its scheme and a closing slash.
fn bare_address(url: &str) -> &str {
    let bare = url.split_once("://").map_or(url, |(_, rest)| rest);
    bare.strip_prefix("www.")
        .unwrap_or(bare)
        .trim_end_matches('/')
}

struct Composer<'a> {
    profile: &'a Profile,
    form: &'a Form,
    scored: &'a ScoredLines,
    keep: &'a DocumentSelection,
    lines: BTreeMap<profile::Place, usize>,
    flow_values: BTreeMap<Origin, f64>,
}

impl<'a> Composer<'a> {
    fn new(
        profile: &'a Profile,
        form: &'a Form,
        scored: &'a ScoredLines,
        keep: &'a DocumentSelection,
    ) -> Self {
        let mut lines = BTreeMap::new();
        let mut flow_values: BTreeMap<Origin, f64> = BTreeMap::new();
        for (idx, line) in profile.lines().iter().enumerate() {
            lines.insert(line.place, idx);
            if line.place.kind == Kind::Item {
                let best = flow_values
                    .entry(Origin::Flow(line.place.section, line.place.entry))
                    .or_default();
                *best = best.max(scored.lines[idx].value);
            }
        }
        Self {
            profile,
            form,
            scored,
            keep,
            lines,
            flow_values,
        }
    }

    /// Returns the index of a line where it is kept.
    fn kept(
        &self,
        section: profile::Section,
        entry: usize,
        position: usize,
        kind: Kind,
        item: usize,
    ) -> Option<usize> {
        let place = profile::Place {
            section,
            entry,
            position,
            kind,
            item,
        };
        self.lines
            .get(&place)
            .copied()
            .filter(|&idx| self.keep.lines[idx])
    }

    /// Returns the document's sections for one of the profile's: several only for own headings.
    fn section(&self, section: profile::Section) -> Vec<Section> {
        use profile::Section as S;
        let profile = self.profile;
        let mut out = Section {
            kind: section.key(),
            heading: self.form.heading(section).to_owned(),
            paragraph: None,
            entries: Vec::new(),
            flows: Vec::new(),
            bullets: Vec::new(),
            origin: Origin::Heading(section, 0),
        };
        match section {
            S::Summary => {
                out.paragraph = profile
                    .summaries
                    .iter()
                    .enumerate()
                    .find_map(|(item, summary)| {
                        let idx = self.kept(section, 0, 0, Kind::Summary, item)?;
                        Some(self.line(summary, idx))
                    });
            }
            S::Experience => out.entries = self.employments(section, &profile.experience),
            S::Volunteering => out.entries = self.employments(section, &profile.volunteering),
            S::Projects => out.entries = self.entries(section, &profile.projects),
            S::Awards => out.entries = self.entries(section, &profile.awards),
            S::Publications => out.entries = self.entries(section, &profile.publications),
            S::Education => {
                out.entries = profile
                    .education
                    .iter()
                    .enumerate()
                    .filter_map(|(at, it)| self.school(at, it))
                    .collect();
            }
            S::Certifications => {
                let items = profile.certifications.iter();
                let items = items.map(|it| certification(it, self.form)).collect();
                out.flows
                    .extend(self.flow(section, 0, Kind::Entry, None, items, "; "));
            }
            S::Languages => {
                let items = profile.languages.iter().map(language).collect();
                out.flows
                    .extend(self.flow(section, 0, Kind::Entry, None, items, ", "));
            }
            S::Interests => {
                let items = profile.interests.iter().map(|it| plain(&it.text)).collect();
                out.flows
                    .extend(self.flow(section, 0, Kind::Item, None, items, ", "));
            }
            S::Skills => {
                for (group, it) in profile.skills.iter().enumerate() {
                    let items = it.items.iter().map(|it| plain(&it.text)).collect();
                    out.flows.extend(self.flow(
                        section,
                        group,
                        Kind::Item,
                        it.group.as_ref(),
                        items,
                        ", ",
                    ));
                }
                // Groups stand in the order of the profile, but those that serve the target come first.
                out.flows
                    .sort_by(|a, b| self.flow_value(b).total_cmp(&self.flow_value(a)));
            }
            S::Other => {
                return profile
                    .other
                    .iter()
                    .enumerate()
                    .map(|(entry, it)| Section {
                        heading: it.heading.text.clone(),
                        bullets: self.bullets(section, entry, 0, &it.items),
                        origin: Origin::Heading(section, entry),
                        ..out.clone()
                    })
                    .collect();
            }
        }
        vec![out]
    }

    fn employments(&self, section: profile::Section, these: &[Employment]) -> Vec<Entry> {
        let mut entries = Vec::new();
        for entry in latest_first(these) {
            let it = &these[entry];
            let one_line = self.keep.one_line.contains(&(section, entry));
            let positions: Vec<Position> = latest_positions_first(it)
                .into_iter()
                .map(|at| (at, &it.positions[at]))
                .filter_map(|(at, position)| {
                    let idx = self.kept(section, entry, at, Kind::Position, 0)?;
                    let location = position.location.as_ref().or(it.location.as_ref());
                    let place = location.filter(|_| !one_line);
                    Some(Position {
                        title: position.title.text.clone(),
                        dates: self.form.period(position.period),
                        details: place.map(|it| it.text.clone()).into_iter().collect(),
                        about: position
                            .about
                            .as_ref()
                            .filter(|_| !one_line)
                            .map(|it| it.text.clone()),
                        bullets: self.bullets(section, entry, at, &position.highlights),
                        origin: Origin::Line(idx),
                    })
                })
                .collect();
            let url = it.url.as_ref().map(|it| it.text.clone());
            if one_line && !positions.is_empty() {
                let (details, dates) = on_one_line(&positions);
                entries.push(Entry {
                    name: it.employer.text.clone(),
                    url,
                    details,
                    dates,
                    more: Vec::new(),
                    about: None,
                    bullets: Vec::new(),
                    positions: Vec::new(),
                    origin: Origin::Employer(section, entry),
                });
            } else if !positions.is_empty() {
                entries.push(Entry {
                    name: it.employer.text.clone(),
                    url,
                    // On the employer's own line it costs no height.
                    details: it.about.iter().map(|it| it.text.clone()).collect(),
                    dates: None,
                    more: Vec::new(),
                    about: None,
                    positions,
                    bullets: Vec::new(),
                    origin: Origin::Employer(section, entry),
                });
            }
        }
        entries
    }

    fn entries(&self, section: profile::Section, these: &[profile::Entry]) -> Vec<Entry> {
        let mut entries = Vec::new();
        for (at, it) in these.iter().enumerate() {
            let Some(idx) = self.kept(section, at, 0, Kind::Entry, 0) else {
                continue;
            };
            let details = [
                it.by.as_ref().map(|it| it.text.clone()),
                it.authors.as_ref().map(|it| it.text.clone()),
            ];
            entries.push(Entry {
                name: it.name.text.clone(),
                url: it.url.as_ref().map(|it| it.text.clone()),
                details: details.into_iter().flatten().collect(),
                dates: self.form.period(it.period),
                more: Vec::new(),
                about: it.about.as_ref().map(|it| it.text.clone()),
                positions: Vec::new(),
                bullets: self.bullets(section, at, 0, &it.highlights),
                origin: Origin::Line(idx),
            });
        }
        entries
    }

    fn school(&self, at: usize, it: &Education) -> Option<Entry> {
        let idx = self.kept(profile::Section::Education, at, 0, Kind::Entry, 0)?;
        let degree: Vec<&str> = [&it.degree, &it.field]
            .into_iter()
            .flatten()
            .map(|it| it.text.as_str())
            .collect();
        let degree = Some(degree.join(", ")).filter(|it| !it.is_empty());
        let more = [
            it.gpa.as_ref().map(|it| format!("GPA {}", it.text)),
            it.honors.as_ref().map(|it| it.text.clone()),
            it.location.as_ref().map(|it| it.text.clone()),
        ];
        Some(Entry {
            name: it.institution.text.clone(),
            url: None,
            details: degree.into_iter().collect(),
            dates: self.form.period(it.period),
            more: more.into_iter().flatten().collect(),
            about: None,
            positions: Vec::new(),
            bullets: self.bullets(profile::Section::Education, at, 0, &it.highlights),
            origin: Origin::Line(idx),
        })
    }

    fn bullets(
        &self,
        section: profile::Section,
        entry: usize,
        position: usize,
        these: &[Highlight],
    ) -> Vec<Line> {
        let mut kept: Vec<(usize, &Highlight)> = these
            .iter()
            .enumerate()
            .filter_map(|(item, it)| {
                Some((
                    self.kept(section, entry, position, Kind::Highlight, item)?,
                    it,
                ))
            })
            .collect();
        kept.sort_by(|a, b| self.value(b.0).total_cmp(&self.value(a.0)));
        kept.into_iter()
            .map(|(idx, it)| self.line(it, idx))
            .collect()
    }

    fn flow(
        &self,
        section: profile::Section,
        group: usize,
        kind: Kind,
        label: Option<&Text>,
        items: Vec<TextWithLink>,
        separator: &'static str,
    ) -> Option<Flow> {
        let mut kept: Vec<(usize, TextWithLink)> = items
            .into_iter()
            .enumerate()
            .filter_map(|(item, it)| {
                // Entries are numbered among their section, items within their group.
                let (entry, item) = if kind == Kind::Entry {
                    (item, 0)
                } else {
                    (group, item)
                };
                Some((self.kept(section, entry, 0, kind, item)?, it))
            })
            .collect();
        let order = flow_order(section, self.scored, kept.iter().map(|it| it.0).collect());
        let rank: BTreeMap<usize, usize> = order
            .into_iter()
            .enumerate()
            .map(|(rank, idx)| (idx, rank))
            .collect();
        kept.sort_by_key(|(idx, _)| rank.get(idx).copied());
        (!kept.is_empty()).then(|| Flow {
            label: label.map(|it| it.text.clone()),
            items: kept.into_iter().map(|(_, it)| it).collect(),
            separator,
            origin: Origin::Flow(section, group),
        })
    }

    /// Returns the best value among a group of skills, whether its items are kept or not.
    fn flow_value(&self, flow: &Flow) -> f64 {
        self.flow_values
            .get(&flow.origin)
            .copied()
            .unwrap_or_default()
    }

    fn line(&self, it: &Highlight, idx: usize) -> Line {
        let text = match self.scored.lines[idx].wording {
            0 => &it.text,
            variant => &it.variants[variant - 1],
        };
        Line {
            id: it.meta.id.clone(),
            text: text.text.clone(),
            origin: Origin::Line(idx),
        }
    }

    fn value(&self, idx: usize) -> f64 {
        self.scored.lines[idx].value
    }
}

/// Returns what follows the name of an employer whose positions share its line: titles and, apart where there is only
/// one position, the dates.
fn on_one_line(positions: &[Position]) -> (Vec<String>, Option<String>) {
    let dated = |it: &Position| match &it.dates {
        Some(dates) => format!("{}, {dates}", it.title),
        None => it.title.clone(),
    };
    match positions {
        [only] => (vec![only.title.clone()], only.dates.clone()),
        several => (several.iter().map(dated).collect(), None),
    }
}

fn plain(text: &Text) -> TextWithLink {
    TextWithLink {
        text: text.text.clone(),
        url: None,
    }
}

fn certification(it: &profile::Entry, form: &Form) -> TextWithLink {
    let parts = [
        Some(it.name.text.clone()),
        it.by.as_ref().map(|it| it.text.clone()),
        it.number.as_ref().map(|it| it.text.clone()),
        form.period(it.period),
        it.expires.map(|it| format!("expires {}", form.date(it))),
    ];
    let text = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
    TextWithLink {
        text,
        url: it.url.as_ref().map(|it| it.text.clone()),
    }
}

fn language(it: &profile::Language) -> TextWithLink {
    let text = match &it.level {
        Some(level) => format!("{} ({})", it.language.text, level.text),
        None => it.language.text.clone(),
    };
    TextWithLink { text, url: None }
}
