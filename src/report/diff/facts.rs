//! What differs between two profiles, field by field, by the keys of the YAML.

use serde::Serialize;

use super::pair::{Group, NamedEntry, Pairs, beside};
use crate::profile::{Employment, End, Kind, Line, Period, Pin, Profile, Section, Text};

/// Something that one profile has and the other hasn't, or has otherwise.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Change {
    /// Its section's key in YAML, in A if it is there; `profile` for name, contact and the like.
    pub section: &'static str,
    /// Where it stands there: a position and its employer, a group of skills …
    pub at: String,
    /// What A's profile has.
    pub a: Option<Fact>,
    /// What B's profile has.
    pub b: Option<Fact>,
    /// What differs where both have it.
    pub fields: Vec<Field>,
}

/// An entry or a line of a profile.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Fact {
    /// Its stable name.
    pub id: String,
    /// Its words.
    pub text: String,
}

/// A key that holds something else, private notes left out.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Field {
    /// The key; `under` where a line stands under another heading.
    pub key: &'static str,
    /// What it holds in A's profile.
    pub a: Option<String>,
    /// What it holds in B's profile.
    pub b: Option<String>,
}

/// What a profile holds under the keys of one thing.
type Held = Vec<(&'static str, String)>;

/// A profile with its lines and what of it stands together.
pub(super) type Read<'a> = (&'a Profile, &'a [Line<'a>], &'a [Group<'a>]);

/// Returns what differs between two profiles.
pub(super) fn changes(a: Read<'_>, b: Read<'_>, pairs: &Pairs) -> Vec<Change> {
    let mut changes = Vec::new();
    let person = |profile: &Profile| Fact {
        id: String::new(),
        text: profile.name.text.clone(),
    };
    let [of_a, of_b] = [a, b].map(|it| Some((person(it.0), top(it.0))));
    changes.extend(change("profile", "", of_a, of_b));
    for section in [Section::Experience, Section::Volunteering] {
        employers(section, a.0, b.0, &mut changes);
    }
    let fact = |(profile, lines, _): Read<'_>, line: usize| {
        let it = &lines[line];
        let fact = Fact {
            id: it.id.to_owned(),
            text: it.text().to_owned(),
        };
        (fact, held(profile, it))
    };
    for &(of_a, of_b) in &pairs.groups {
        let (group_a, group_b) = (of_a.map(|it| &a.2[it]), of_b.map(|it| &b.2[it]));
        let Some(shown) = group_a.or(group_b) else {
            continue;
        };
        let (section, at) = (shown.section.key(), &shown.title);
        if let (Some(a), Some(b)) = (group_a, group_b) {
            changes.extend(change(section, at, Some(heading(a)), Some(heading(b))));
        }
        for line in all(group_a) {
            let mut of_a = fact(a, line);
            let mut mate = pairs.to_b.get(&line).map(|&mate| fact(b, mate));
            if let (Some(&(from, to)), Some(mate)) = (pairs.moved.get(&line), &mut mate) {
                of_a.1.push((UNDER, a.2[from].title.clone()));
                mate.1.push((UNDER, b.2[to].title.clone()));
            }
            changes.extend(change(section, at, Some(of_a), mate));
        }
        for line in all(group_b) {
            if !pairs.to_a.contains_key(&line) {
                changes.extend(change(section, at, None, Some(fact(b, line))));
            }
        }
    }
    changes
}

/// What stands for a key where a line stands under another heading.
const UNDER: &str = "under";

/// Returns a group and its lines, by index.
fn all(group: Option<&Group<'_>>) -> Vec<usize> {
    let lines = group.map(|it| it.head.iter().chain(&it.lines).copied());
    lines.into_iter().flatten().collect()
}

/// Returns a heading that is no line.
fn heading(group: &Group<'_>) -> (Fact, Held) {
    let fact = Fact {
        id: String::new(),
        text: group.title.clone(),
    };
    let held = group.named.map(|(key, text)| (key, text.to_owned()));
    (fact, held.into_iter().collect())
}

/// Returns what differs between two states of one thing, if anything does.
fn change(
    section: &'static str,
    at: &str,
    a: Option<(Fact, Held)>,
    b: Option<(Fact, Held)>,
) -> Option<Change> {
    let fields = match (&a, &b) {
        (Some((_, a)), Some((_, b))) => {
            let fields = fields(a, b);
            if fields.is_empty() {
                return None;
            }
            fields
        }
        _ => Vec::new(),
    };
    Some(Change {
        section,
        at: at.to_owned(),
        a: a.map(|it| it.0),
        b: b.map(|it| it.0),
        fields,
    })
}

fn fields(a: &Held, b: &Held) -> Vec<Field> {
    let value = |held: &Held, key: &str| {
        let found = held.iter().find(|it| it.0 == key);
        found.map(|it| it.1.clone())
    };
    let of_b = b.iter().filter(|it| value(a, it.0).is_none());
    let keys = a.iter().chain(of_b).map(|it| it.0);
    let fields = keys.map(|key| Field {
        key,
        a: value(a, key),
        b: value(b, key),
    });
    fields.filter(|it| it.a != it.b).collect()
}

/// What stands under the keys of an employer beside its positions.
fn employers(section: Section, a: &Profile, b: &Profile, changes: &mut Vec<Change>) {
    fn named(section: Section, these: &[Employment]) -> Vec<NamedEntry<'_>> {
        let named = these.iter().map(|it| NamedEntry {
            kind: (section, true),
            id: &it.meta.id,
            text: &it.employer.text,
        });
        named.collect()
    }
    let fact = |it: &Employment| {
        let mut held = Held::new();
        held.push((employer_key(section), it.employer.text.clone()));
        put(&mut held, "location", it.location.as_ref());
        put(&mut held, "industry", it.industry.as_ref());
        put(&mut held, "url", it.url.as_ref());
        put(&mut held, "about", it.about.as_ref());
        decided(&mut held, &it.meta.tags, it.meta.pin);
        let fact = Fact {
            id: it.meta.id.clone(),
            text: it.employer.text.clone(),
        };
        (fact, held)
    };
    let (these, others) = (employments(section, a), employments(section, b));
    for (a, b) in beside(&named(section, these), &named(section, others)) {
        let a = a.map(|it| fact(&these[it]));
        let b = b.map(|it| fact(&others[it]));
        let at = a.as_ref().or(b.as_ref()).map(|it| it.0.text.clone());
        changes.extend(change(section.key(), &at.unwrap_or_default(), a, b));
    }
}

/// Returns the employers of a section.
fn employments(section: Section, profile: &Profile) -> &[Employment] {
    match section {
        Section::Volunteering => &profile.volunteering,
        _ => &profile.experience,
    }
}

/// Returns the key of an employer's name.
fn employer_key(section: Section) -> &'static str {
    match section {
        Section::Volunteering => "organization",
        _ => "employer",
    }
}

/// Returns what stands at the top of a profile.
fn top(profile: &Profile) -> Held {
    let mut held = Held::new();
    held.push(("name", profile.name.text.clone()));
    put(&mut held, "headline", profile.headline.as_ref());
    held.push(("lang", profile.lang.clone()));
    put(&mut held, "email", profile.contact.email.as_ref());
    put(&mut held, "phone", profile.contact.phone.as_ref());
    put(&mut held, "location", profile.contact.location.as_ref());
    let links = profile.contact.links.iter().map(|it| match &it.label {
        Some(label) => format!("{} ({})", label.text, it.url.text),
        None => it.url.text.clone(),
    });
    list(&mut held, "links", links);
    put(&mut held, "guide", profile.guide.as_ref());
    let sections = profile.sections.iter().flatten();
    list(
        &mut held,
        "sections",
        sections.map(|it| it.key().to_owned()),
    );
    held
}

/// Returns what stands under the keys of a line.
fn held(profile: &Profile, line: &Line<'_>) -> Held {
    let mut held = own(profile, line);
    if matches!(line.place.kind, Kind::Summary | Kind::Highlight) {
        let variants = line.wordings.iter().skip(1);
        list(&mut held, "variants", variants.map(|it| it.text.clone()));
    }
    decided(&mut held, line.tags, line.pin);
    held
}

/// Returns what of a line a resume may print.
fn own(profile: &Profile, line: &Line<'_>) -> Held {
    let mut held = Held::new();
    let place = line.place;
    let text = line.text().to_owned();
    match (place.kind, place.section) {
        (Kind::Position, section) => {
            let it = &employments(section, profile)[place.entry].positions[place.position];
            held.push(("title", text));
            put(&mut held, "location", it.location.as_ref());
            period(&mut held, it.period);
            put(&mut held, "about", it.about.as_ref());
        }
        (Kind::Entry, Section::Education) => {
            let it = &profile.education[place.entry];
            held.push(("institution", text));
            put(&mut held, "degree", it.degree.as_ref());
            put(&mut held, "field", it.field.as_ref());
            put(&mut held, "location", it.location.as_ref());
            period(&mut held, it.period);
            put(&mut held, "gpa", it.gpa.as_ref());
            put(&mut held, "honors", it.honors.as_ref());
        }
        (Kind::Entry, Section::Languages) => {
            held.push(("language", text));
            put(
                &mut held,
                "level",
                profile.languages[place.entry].level.as_ref(),
            );
        }
        (Kind::Entry, section) => {
            let entries = match section {
                Section::Projects => &profile.projects,
                Section::Certifications => &profile.certifications,
                Section::Awards => &profile.awards,
                _ => &profile.publications,
            };
            let it = &entries[place.entry];
            let by = match section {
                Section::Projects => "role",
                Section::Publications => "venue",
                _ => "issuer",
            };
            let name = match section {
                Section::Publications => "title",
                _ => "name",
            };
            held.push((name, text));
            put(&mut held, by, it.by.as_ref());
            put(&mut held, "authors", it.authors.as_ref());
            match it.period {
                // A date that stands alone.
                Period {
                    start: None,
                    end: Some(End::On(it)),
                } => held.push(("date", it.to_string())),
                other => period(&mut held, other),
            }
            held.extend(it.expires.map(|it| ("expires", it.to_string())));
            put(&mut held, "number", it.number.as_ref());
            put(&mut held, "url", it.url.as_ref());
            put(&mut held, "about", it.about.as_ref());
        }
        _ => held.push(("text", text)),
    }
    held
}

/// Returns what differs between the headings of two groups, as far as they are printed: all of it, or as much as stands
/// on one line with an employer.
pub(super) fn heads(a: Read<'_>, b: Read<'_>, groups: (usize, usize), in_full: bool) -> Vec<Field> {
    let of = |(profile, lines, all): Read<'_>, group: usize| {
        let group: &Group<'_> = &all[group];
        let mut held = match group.head {
            Some(line) => head(profile, &lines[line]),
            None => heading(group).1,
        };
        held.retain(|it| in_full || !["location", "about"].contains(&it.0));
        held
    };
    fields(&of(a, groups.0), &of(b, groups.1))
}

/// Returns what differs between two short lines beside their names.
pub(super) fn details(a: Read<'_>, b: Read<'_>, lines: (usize, usize)) -> Vec<Field> {
    // The name comes first.
    let of = |(profile, all, _): Read<'_>, line: usize| -> Held {
        own(profile, &all[line]).into_iter().skip(1).collect()
    };
    if a.1[lines.0].place.kind != Kind::Entry {
        return Vec::new();
    }
    fields(&of(a, lines.0), &of(b, lines.1))
}

/// Returns what a resume prints of a line that is a heading; of a position, its employer too.
fn head(profile: &Profile, line: &Line<'_>) -> Held {
    let own = own(profile, line);
    let place = line.place;
    if place.kind != Kind::Position {
        return own;
    }
    let it = &employments(place.section, profile)[place.entry];
    let mut held = Held::new();
    held.push((employer_key(place.section), it.employer.text.clone()));
    put(&mut held, "url", it.url.as_ref());
    let about = own.iter().find(|it| it.0 == "about");
    let about = it
        .about
        .iter()
        .map(|it| it.text.clone())
        .chain(about.map(|it| it.1.clone()));
    list(&mut held, "about", about);
    if !own.iter().any(|it| it.0 == "location") {
        put(&mut held, "location", it.location.as_ref());
    }
    held.extend(own.into_iter().filter(|it| it.0 != "about"));
    held
}

fn put(held: &mut Held, key: &'static str, text: Option<&Text>) {
    held.extend(text.map(|it| (key, it.text.clone())));
}

fn list(held: &mut Held, key: &'static str, texts: impl Iterator<Item = String>) {
    let texts: Vec<String> = texts.collect();
    if !texts.is_empty() {
        held.push((key, texts.join("; ")));
    }
}

fn decided(held: &mut Held, tags: &[String], pin: Option<Pin>) {
    list(held, "tags", tags.iter().cloned());
    let pin = pin.map(|it| match it {
        Pin::Always => "always",
        Pin::Never => "never",
    });
    held.extend(pin.map(|it| ("pin", it.to_owned())));
}

fn period(held: &mut Held, period: Period) {
    held.extend(period.start.map(|it| ("start", it.to_string())));
    held.extend(period.end.map(|it| match it {
        End::Present => ("end", "present".to_owned()),
        End::On(it) => ("end", it.to_string()),
        End::Expected(it) => ("expected", it.to_string()),
    }));
}
