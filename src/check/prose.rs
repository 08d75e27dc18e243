//! The texts of a profile that rules look at.

use crate::profile::{Education, Employment, Entry, Highlight, Meta, Pin, Position, Profile, Text};

/// Longer texts, in bytes, are no sentences of a resume: a bound on the work for hostile input.
const MAX_BYTES: usize = 4000;

/// One position and what may be printed of it.
pub(super) struct PositionProse<'a> {
    pub(super) employment: &'a Employment,
    pub(super) position: &'a Position,
    pub(super) highlights: Vec<&'a Highlight>,
    pub(super) is_paid: bool,
}

/// Returns every position, paid ones first, in the order of the profile.
pub(super) fn posts(profile: &Profile) -> Vec<PositionProse<'_>> {
    let mut posts = Vec::new();
    for (employment, is_paid) in employments(profile) {
        for position in &employment.positions {
            if is_printed(&position.meta) {
                posts.push(PositionProse {
                    employment,
                    position,
                    highlights: printed(&position.highlights).collect(),
                    is_paid,
                });
            }
        }
    }
    posts
}

/// Returns every employer that may be printed, those that paid first, and whether it paid.
pub(super) fn employments(profile: &Profile) -> impl Iterator<Item = (&Employment, bool)> {
    let paid = profile.experience.iter().map(|it| (it, true));
    let unpaid = profile.volunteering.iter().map(|it| (it, false));
    paid.chain(unpaid).filter(|it| is_printed(&it.0.meta))
}

/// Returns every project, certification, award and publication that may be printed.
pub(super) fn entries(profile: &Profile) -> impl Iterator<Item = &Entry> {
    let entries = [
        &profile.projects,
        &profile.certifications,
        &profile.awards,
        &profile.publications,
    ];
    let entries = entries.into_iter().flatten();
    entries.filter(|it| is_printed(&it.meta))
}

/// Returns every school that may be printed.
pub(super) fn schools(profile: &Profile) -> impl Iterator<Item = &Education> {
    profile.education.iter().filter(|it| is_printed(&it.meta))
}

/// Returns every sentence or bullet of the person's: summaries, bullets and what things are about, in each wording.
pub(super) fn prose(profile: &Profile) -> Vec<&Text> {
    let mut texts = Vec::new();
    wordings(&mut texts, &profile.summaries);
    for (employment, _) in employments(profile) {
        texts.extend(&employment.about);
    }
    for post in posts(profile) {
        texts.extend(&post.position.about);
        for it in post.highlights {
            texts.push(&it.text);
            texts.extend(&it.variants);
        }
    }
    for entry in entries(profile) {
        texts.extend(&entry.about);
        wordings(&mut texts, &entry.highlights);
    }
    for school in schools(profile) {
        wordings(&mut texts, &school.highlights);
    }
    for section in &profile.other {
        wordings(&mut texts, &section.items);
    }
    texts.retain(|it| it.text.len() <= MAX_BYTES);
    texts
}

/// Returns every name of something: employers, titles, schools, degrees, skills.
pub(super) fn names(profile: &Profile) -> Vec<&Text> {
    let mut texts = vec![&profile.name];
    texts.extend(&profile.headline);
    texts.extend(&profile.contact.location);
    for (employment, _) in employments(profile) {
        texts.push(&employment.employer);
        texts.extend(&employment.location);
        texts.extend(&employment.industry);
    }
    for post in posts(profile) {
        texts.push(&post.position.title);
        texts.extend(&post.position.location);
    }
    for entry in entries(profile) {
        texts.push(&entry.name);
        texts.extend(&entry.by);
    }
    for school in schools(profile) {
        texts.push(&school.institution);
        texts.extend(&school.degree);
        texts.extend(&school.field);
        texts.extend(&school.location);
        texts.extend(&school.honors);
    }
    for group in &profile.skills {
        texts.extend(&group.group);
    }
    let groups = profile.skills.iter().flat_map(|it| &it.items);
    let items = groups.chain(&profile.interests);
    texts.extend(items.filter(|it| is_printed(&it.meta)).map(|it| &it.text));
    texts.extend(profile.other.iter().map(|it| &it.heading));
    texts
}

/// Returns a text as a message quotes it.
pub(super) fn quoted(text: &str) -> String {
    const MAX_CHARS: usize = 60;
    if text.chars().count() <= MAX_CHARS {
        return text.to_owned();
    }
    let start: String = text.chars().take(MAX_CHARS - 1).collect();
    format!("{}…", start.trim_end())
}

fn wordings<'a>(texts: &mut Vec<&'a Text>, highlights: &'a [Highlight]) {
    for it in printed(highlights) {
        texts.push(&it.text);
        texts.extend(&it.variants);
    }
}

/// Returns those of bullets that may be printed.
pub(super) fn printed(highlights: &[Highlight]) -> impl Iterator<Item = &Highlight> {
    highlights.iter().filter(|it| is_printed(&it.meta))
}

/// Returns whether something may be printed: what is pinned `never` may not.
pub(super) fn is_printed(meta: &Meta) -> bool {
    meta.pin != Some(Pin::Never)
}
