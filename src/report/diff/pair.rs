//! What of two profiles is the same thing: by its stable name, and where that is another, by its words.

use std::collections::{BTreeMap, BTreeSet};

use crate::profile::{Kind, Line, Profile, Section};

/// What stands together under one heading of a profile.
pub(super) struct Group<'a> {
    pub(super) section: Section,
    pub(super) title: String,
    /// The line that is its heading, where it has one of its own.
    pub(super) head: Option<usize>,
    /// Its other lines.
    pub(super) lines: Vec<usize>,
    /// The stable name of its heading.
    id: Option<&'a str>,
}

/// What of two profiles is the same.
pub(super) struct Pairs {
    /// Groups beside each other, in the order of A; each is there once.
    pub(super) groups: Vec<(Option<usize>, Option<usize>)>,
    /// The line of B that is a line of A, headings included.
    pub(super) to_b: BTreeMap<usize, usize>,
    /// The line of A that is a line of B.
    pub(super) to_a: BTreeMap<usize, usize>,
}

/// Returns what of a profile stands together.
pub(super) fn groups<'a>(profile: &Profile, lines: &[Line<'a>]) -> Vec<Group<'a>> {
    let mut groups: Vec<Group<'a>> = Vec::new();
    let mut without_head: BTreeMap<(Section, String), usize> = BTreeMap::new();
    for (idx, line) in lines.iter().enumerate() {
        let place = line.place;
        let head = match (place.kind, place.section) {
            (Kind::Position, Section::Volunteering) => {
                Some(&profile.volunteering[place.entry].employer)
            }
            (Kind::Position, _) => Some(&profile.experience[place.entry].employer),
            (Kind::Entry, Section::Certifications | Section::Languages) => None,
            (Kind::Entry, _) => {
                groups.push(Group::with_head(idx, line, line.text().to_owned()));
                continue;
            }
            _ => None,
        };
        if let Some(employer) = head {
            let title = format!("{}, {}", line.text(), employer.text);
            groups.push(Group::with_head(idx, line, title));
            continue;
        }
        let title = match place.section {
            Section::Skills => profile.skills[place.entry].group.as_ref().map_or_else(
                || "skills".to_owned(),
                |group| format!("skills: {}", group.text),
            ),
            Section::Other => profile.other[place.entry].heading.text.clone(),
            Section::Summary
            | Section::Certifications
            | Section::Languages
            | Section::Interests => place.section.key().to_owned(),
            // A highlight comes after what it belongs to.
            _ => {
                if let Some(group) = groups.last_mut() {
                    group.lines.push(idx);
                }
                continue;
            }
        };
        let group = *without_head
            .entry((place.section, title.clone()))
            .or_insert_with(|| {
                groups.push(Group {
                    section: place.section,
                    title,
                    head: None,
                    lines: Vec::new(),
                    id: None,
                });
                groups.len() - 1
            });
        groups[group].lines.push(idx);
    }
    groups
}

impl<'a> Group<'a> {
    fn with_head(idx: usize, line: &Line<'a>, title: String) -> Self {
        Self {
            section: line.place.section,
            title,
            head: Some(idx),
            lines: Vec::new(),
            id: Some(line.id),
        }
    }
}

/// Returns what of two profiles is the same: groups of one section, and lines of one group.
pub(super) fn pairs(
    (lines_a, groups_a): (&[Line<'_>], &[Group<'_>]),
    (lines_b, groups_b): (&[Line<'_>], &[Group<'_>]),
) -> Pairs {
    fn named<'g>(groups: &'g [Group<'_>]) -> Vec<Named<'g>> {
        let named = groups.iter().map(|it| Named {
            kind: (it.section, it.head.is_some()),
            id: it.id.unwrap_or(&it.title),
            // Without a heading of its own, only its name says what it is.
            text: it.id.map_or("", |_| &it.title),
        });
        named.collect()
    }
    fn of_group<'l>(lines: &[Line<'l>], group: &Group<'_>) -> Vec<Named<'l>> {
        let named = group.lines.iter().map(|&line| Named {
            kind: (group.section, false),
            id: lines[line].id,
            text: &lines[line].wordings[0].text,
        });
        named.collect()
    }
    let groups = beside(&named(groups_a), &named(groups_b));
    let mut same = Vec::new();
    for &(a, b) in &groups {
        let (Some(a), Some(b)) = (a, b) else {
            continue;
        };
        let (a, b) = (&groups_a[a], &groups_b[b]);
        same.extend(a.head.zip(b.head));
        for (line, mate) in beside(&of_group(lines_a, a), &of_group(lines_b, b)) {
            same.extend(
                line.zip(mate)
                    .map(|(it, mate)| (a.lines[it], b.lines[mate])),
            );
        }
    }
    Pairs {
        groups,
        to_b: same.iter().copied().collect(),
        to_a: same.iter().map(|&(a, b)| (b, a)).collect(),
    }
}

/// A thing to be found again.
pub(super) struct Named<'a> {
    /// Only things of one kind are the same.
    pub(super) kind: (Section, bool),
    pub(super) id: &'a str,
    pub(super) text: &'a str,
}

/// How much of the words of two texts must be the same for one to be the other, changed.
const ALIKE: f64 = 0.5;

/// So many comparisons take a moment; of longer lists only names are compared.
const MOST_COMPARED: usize = 40_000;

/// Returns two lists beside each other, in the order of the first: the same by name, then what is most alike by words.
///
/// Turned round, the same things stand beside each other.
pub(super) fn beside(a: &[Named<'_>], b: &[Named<'_>]) -> Vec<(Option<usize>, Option<usize>)> {
    let by_name: BTreeMap<_, usize> = b
        .iter()
        .zip(0..)
        .map(|(it, at)| ((it.kind, it.id), at))
        .collect();
    let mut to_b: Vec<Option<usize>> = Vec::new();
    let mut taken = vec![false; b.len()];
    for it in a {
        let mate = by_name.get(&(it.kind, it.id)).copied();
        let mate = mate.filter(|&it| !taken[it]);
        if let Some(mate) = mate {
            taken[mate] = true;
        }
        to_b.push(mate);
    }
    for (of_a, of_b) in alike(a, b, &to_b, &taken) {
        if to_b[of_a].is_none() && !taken[of_b] {
            to_b[of_a] = Some(of_b);
            taken[of_b] = true;
        }
    }
    let mut all: Vec<(Option<usize>, Option<usize>)> = to_b
        .into_iter()
        .zip(0..)
        .map(|(mate, it)| (Some(it), mate))
        .collect();
    let rest = (0..b.len()).filter(|&it| !taken[it]);
    all.extend(rest.map(|it| (None, Some(it))));
    all
}

/// Returns what of the rest of two lists may be the same, the most alike first.
fn alike(
    a: &[Named<'_>],
    b: &[Named<'_>],
    to_b: &[Option<usize>],
    taken: &[bool],
) -> Vec<(usize, usize)> {
    let rest_a: Vec<usize> = (0..a.len()).filter(|&it| to_b[it].is_none()).collect();
    let rest_b: Vec<usize> = (0..b.len()).filter(|&it| !taken[it]).collect();
    if rest_a.len().saturating_mul(rest_b.len()) > MOST_COMPARED {
        return Vec::new();
    }
    let words_a: Vec<BTreeSet<String>> = rest_a.iter().map(|&it| words(a[it].text)).collect();
    let words_b: Vec<BTreeSet<String>> = rest_b.iter().map(|&it| words(b[it].text)).collect();
    let mut found = Vec::new();
    for (&of_a, words_a) in rest_a.iter().zip(&words_a) {
        for (&of_b, words_b) in rest_b.iter().zip(&words_b) {
            let n_shared = words_a.intersection(words_b).count();
            let share = 2.0 * n_shared as f64 / (words_a.len() + words_b.len()).max(1) as f64;
            if share >= ALIKE && a[of_a].kind == b[of_b].kind {
                found.push((share, of_a, of_b));
            }
        }
    }
    // Of equals that want one mate the nearer the start has it, whichever list is the first.
    found.sort_by(|one, other| {
        let rank = |it: &(f64, usize, usize)| it.1 + it.2;
        other.0.total_cmp(&one.0).then(rank(one).cmp(&rank(other)))
    });
    found.into_iter().map(|it| (it.1, it.2)).collect()
}

fn words(text: &str) -> BTreeSet<String> {
    let words = text.split(|it: char| !it.is_alphanumeric());
    words
        .filter(|it| !it.is_empty())
        .map(str::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named<'a>(these: &[(&'a str, &'a str)]) -> Vec<Named<'a>> {
        let named = these.iter().map(|&(id, text)| Named {
            kind: (Section::Experience, false),
            id,
            text,
        });
        named.collect()
    }

    #[track_caller]
    fn check(a: &[(&str, &str)], b: &[(&str, &str)], expect: &[(Option<usize>, Option<usize>)]) {
        assert_eq!(beside(&named(a), &named(b)), expect);
        let mut turned = beside(&named(b), &named(a));
        turned.sort_by_key(|it| (it.1.is_none(), it.1, it.0));
        let turned: Vec<_> = turned.into_iter().map(|(b, a)| (a, b)).collect();
        assert_eq!(turned, expect, "turned round");
    }

    #[test]
    fn a_name_says_more_than_words() {
        check(
            &[("x", "Led a team of four"), ("y", "Sold bread")],
            &[("y", "Led a team of four"), ("x", "Sold bread")],
            &[(Some(0), Some(1)), (Some(1), Some(0))],
        );
    }

    #[test]
    fn a_text_is_found_again_after_a_change() {
        check(
            &[("p", "Led a team of four"), ("q", "Sold bread")],
            &[("r", "Baked cakes"), ("s", "Led a team of seven")],
            &[(Some(0), Some(1)), (Some(1), None), (None, Some(0))],
        );
    }

    #[test]
    fn the_more_alike_are_the_same() {
        check(
            &[
                ("p", "Led a team of four"),
                ("q", "Led a team of four bakers"),
            ],
            &[("r", "Led a team of six bakers")],
            &[(Some(0), None), (Some(1), Some(0))],
        );
    }
}
