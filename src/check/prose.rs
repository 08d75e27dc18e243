//! The texts of a profile that rules look at.

use crate::profile::{Employment, Highlight, Meta, Pin, Position, Profile, Text};

/// Longer texts, in bytes, are no sentences of a resume: a bound on the work for hostile input.
const LONGEST: usize = 4000;

/// One position and what may be printed of it.
pub(super) struct Post<'a> {
    pub(super) employment: &'a Employment,
    pub(super) position: &'a Position,
    pub(super) highlights: Vec<&'a Highlight>,
    pub(super) is_paid: bool,
}

/// Returns every position, paid ones first, in the order of the profile.
pub(super) fn posts(profile: &Profile) -> Vec<Post<'_>> {
    let paid = profile.experience.iter().map(|it| (it, true));
    let unpaid = profile.volunteering.iter().map(|it| (it, false));
    let mut posts = Vec::new();
    for (employment, is_paid) in paid.chain(unpaid) {
        for position in &employment.positions {
            if is_printed(&employment.meta) && is_printed(&position.meta) {
                posts.push(Post {
                    employment,
                    position,
                    highlights: printed(&position.highlights),
                    is_paid,
                });
            }
        }
    }
    posts
}

/// Returns every sentence or bullet of the person's: summaries, bullets and what things are about, in each wording.
pub(super) fn prose(profile: &Profile) -> Vec<&Text> {
    let mut texts = Vec::new();
    wordings(&mut texts, &profile.summaries);
    for employment in profile.experience.iter().chain(&profile.volunteering) {
        texts.extend(&employment.about);
    }
    for post in posts(profile) {
        texts.extend(&post.position.about);
        for it in post.highlights {
            texts.push(&it.text);
            texts.extend(&it.variants);
        }
    }
    let entries = [&profile.projects, &profile.awards, &profile.publications];
    for entry in entries.into_iter().flatten() {
        if is_printed(&entry.meta) {
            texts.extend(&entry.about);
            wordings(&mut texts, &entry.highlights);
        }
    }
    for school in &profile.education {
        if is_printed(&school.meta) {
            wordings(&mut texts, &school.highlights);
        }
    }
    for section in &profile.other {
        wordings(&mut texts, &section.items);
    }
    texts.retain(|it| it.text.len() <= LONGEST);
    texts
}

/// Returns every name of something: employers, titles, schools, degrees, skills.
pub(super) fn names(profile: &Profile) -> Vec<&Text> {
    let mut texts = vec![&profile.name];
    texts.extend(&profile.headline);
    texts.extend(&profile.contact.location);
    for employment in profile.experience.iter().chain(&profile.volunteering) {
        texts.push(&employment.employer);
        texts.extend(&employment.location);
        texts.extend(&employment.industry);
        for position in &employment.positions {
            texts.push(&position.title);
            texts.extend(&position.location);
        }
    }
    let entries = [
        &profile.projects,
        &profile.certifications,
        &profile.awards,
        &profile.publications,
    ];
    for entry in entries.into_iter().flatten() {
        texts.push(&entry.name);
        texts.extend(&entry.by);
    }
    for school in &profile.education {
        texts.push(&school.institution);
        texts.extend(&school.degree);
        texts.extend(&school.field);
        texts.extend(&school.location);
        texts.extend(&school.honors);
    }
    for group in &profile.skills {
        texts.extend(&group.group);
        texts.extend(group.items.iter().map(|it| &it.text));
    }
    texts.extend(profile.interests.iter().map(|it| &it.text));
    texts.extend(profile.other.iter().map(|it| &it.heading));
    texts
}

/// Returns a text as a message quotes it.
pub(super) fn quoted(text: &str) -> String {
    const LONGEST: usize = 60;
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    let start: String = text.chars().take(LONGEST - 1).collect();
    format!("{}…", start.trim_end())
}

fn wordings<'a>(texts: &mut Vec<&'a Text>, highlights: &'a [Highlight]) {
    for it in printed(highlights) {
        texts.push(&it.text);
        texts.extend(&it.variants);
    }
}

fn printed(highlights: &[Highlight]) -> Vec<&Highlight> {
    highlights
        .iter()
        .filter(|it| is_printed(&it.meta))
        .collect()
}

fn is_printed(meta: &Meta) -> bool {
    meta.pin != Some(Pin::Never)
}
