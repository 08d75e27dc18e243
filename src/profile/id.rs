//! Stable names for what the person gave none: made from the text alone, so that adding or moving
//! entries changes no other name.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::model::{Employment, Entry, Highlight, Item, Meta, Profile, Text};
use crate::text::{decomposed, is_mark};

/// Names everything in `profile` that has no name yet.
///
/// Only texts that stand in the profile twice depend on their order: the second gets `-2`.
pub(super) fn assign_ids(profile: &mut Profile) {
    let named = named(profile);
    let given = named.iter().filter(|(it, _)| !it.id.is_empty());
    let mut taken: BTreeSet<String> = given.map(|(it, _)| it.id.clone()).collect();
    // How often each text was seen, so that ten thousand equal ones take no quadratic time.
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for (meta, text) in named.into_iter().filter(|(it, _)| it.id.is_empty()) {
        let name = name(&text);
        let n_seen = seen.entry(name.clone()).or_default();
        loop {
            *n_seen += 1;
            meta.id = match *n_seen {
                1 => name.clone(),
                n => format!("{name}-{n}"),
            };
            if taken.insert(meta.id.clone()) {
                break;
            }
        }
    }
}

/// Returns the ids that no text gives: those of the person's own.
pub fn own_ids(profile: &Profile) -> BTreeSet<String> {
    let (mut own, mut made) = (profile.clone(), profile.clone());
    for (meta, _) in named(&mut made) {
        meta.id.clear();
    }
    assign_ids(&mut made);
    let pairs = named(&mut own).into_iter().zip(named(&mut made));
    pairs
        .filter(|((own, _), (made, _))| !own.id.is_empty() && own.id != made.id)
        .map(|((own, _), _)| own.id.clone())
        .collect()
}

/// Returns whether a profile has any private note.
pub fn has_notes(profile: &Profile) -> bool {
    let mut copy = profile.clone();
    profile.note.is_some()
        || profile.skills.iter().any(|it| it.note.is_some())
        || named(&mut copy).iter().any(|(it, _)| it.note.is_some())
}

/// Returns a name for `text`: its first four words and four digits that tell texts with the same start apart.
fn name(text: &str) -> String {
    let mut name = if text.is_ascii() {
        first_words(text.chars())
    } else {
        first_words(decomposed(text))
    };
    if !name.is_empty() {
        name.push('-');
    }
    name + &format!("{:04x}", fnv_1a(text) & 0xffff)
}

/// Returns the first four words of a decomposed text, in small letters and digits with hyphens between.
fn first_words(characters: impl Iterator<Item = char>) -> String {
    /// Longer names are hard to type, and words of forty letters are no words.
    const MAX_ID_BYTES: usize = 40;
    const WORDS: usize = 4;
    let mut words = String::with_capacity(MAX_ID_BYTES);
    let (mut n_words, mut in_word) = (0, false);
    for it in characters {
        if it.is_ascii_alphanumeric() {
            if !in_word {
                if n_words == WORDS {
                    break;
                }
                if n_words > 0 {
                    words.push('-');
                }
                n_words += 1;
                in_word = true;
            }
            words.push(it.to_ascii_lowercase());
        } else if !(it.is_alphanumeric() || is_mark(it) || matches!(it, '\'' | '’')) {
            // Accents, apostrophes and letters that have no place in ASCII vanish; anything else parts words.
            in_word = false;
        }
    }
    words.truncate(MAX_ID_BYTES);
    words
}

/// Returns the 64-bit FNV-1a hash of a text: the same on every machine and in every version.
fn fnv_1a(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// Returns everything that has a name, with the text to make one from, in the order of the profile.
fn named(profile: &mut Profile) -> Named<'_> {
    let mut named = Vec::new();
    highlights(&mut named, &mut profile.summaries);
    employments(&mut named, &mut profile.experience);
    entries(&mut named, &mut profile.projects);
    for it in &mut profile.education {
        let parts = [Some(&it.institution), it.degree.as_ref(), it.field.as_ref()];
        let text: Vec<&str> = parts
            .into_iter()
            .flatten()
            .map(|it| it.text.as_str())
            .collect();
        named.push((&mut it.meta, text.join(" ").into()));
        highlights(&mut named, &mut it.highlights);
    }
    entries(&mut named, &mut profile.certifications);
    for group in &mut profile.skills {
        items(&mut named, &mut group.items);
    }
    for it in &mut profile.languages {
        named.push((&mut it.meta, text(&it.language)));
    }
    entries(&mut named, &mut profile.awards);
    entries(&mut named, &mut profile.publications);
    employments(&mut named, &mut profile.volunteering);
    items(&mut named, &mut profile.interests);
    for section in &mut profile.other {
        highlights(&mut named, &mut section.items);
    }
    named
}

type Named<'p> = Vec<(&'p mut Meta, Cow<'p, str>)>;

fn text(text: &Text) -> Cow<'_, str> {
    Cow::Borrowed(&text.text)
}

fn employments<'p>(named: &mut Named<'p>, these: &'p mut [Employment]) {
    for it in these {
        named.push((&mut it.meta, text(&it.employer)));
        for position in &mut it.positions {
            let text = format!("{} {}", position.title.text, it.employer.text);
            named.push((&mut position.meta, text.into()));
            highlights(named, &mut position.highlights);
        }
    }
}

fn entries<'p>(named: &mut Named<'p>, these: &'p mut [Entry]) {
    for it in these {
        named.push((&mut it.meta, text(&it.name)));
        highlights(named, &mut it.highlights);
    }
}

fn highlights<'p>(named: &mut Named<'p>, these: &'p mut [Highlight]) {
    named.extend(these.iter_mut().map(|it| (&mut it.meta, text(&it.text))));
}

fn items<'p>(named: &mut Named<'p>, these: &'p mut [Item]) {
    named.extend(these.iter_mut().map(|it| (&mut it.meta, text(&it.text))));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expect: &str) {
        assert_eq!(name(text), expect);
    }

    #[test]
    fn a_name_is_the_first_four_words_and_a_hash() {
        check(
            "Led the migration of 140 services",
            "led-the-migration-of-c8a3",
        );
        check("Café & Zürich: Über-Plan", "cafe-zurich-uber-plan-936e");
        check("$12M CI/CD isn’t it", "12m-ci-cd-isnt-0419");
    }

    #[test]
    fn a_text_without_ascii_has_a_name_too() {
        check("日本語", "ef87");
        check("", "2325");
    }

    #[test]
    fn a_name_is_short() {
        assert_eq!(name(&"x".repeat(100)).len(), 45);
    }

    #[test]
    fn the_hash_is_the_published_one() {
        assert_eq!(fnv_1a(""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fnv_1a("foobar"), 0x8594_4171_f739_67e8);
    }

    #[test]
    fn equal_texts_are_numbered_and_given_names_win() {
        let highlight = |text: &str, id: &str| Highlight {
            text: Text {
                text: text.to_owned(),
                ..Text::default()
            },
            meta: Meta {
                id: id.to_owned(),
                ..Meta::default()
            },
            ..Highlight::default()
        };
        let own = name("Same");
        let mut profile = Profile {
            summaries: vec![
                highlight("Same", ""),
                highlight("Other", &own),
                highlight("Same", ""),
            ],
            ..Profile::default()
        };
        assign_ids(&mut profile);
        let ids: Vec<&str> = profile
            .summaries
            .iter()
            .map(|it| it.meta.id.as_str())
            .collect();
        assert_eq!(ids, [format!("{own}-2"), own.clone(), format!("{own}-3")]);
    }
}
