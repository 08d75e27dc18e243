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
    /// The key and the words of its heading, where that is no line and has words of the person's.
    pub(super) named: Option<(&'static str, &'a str)>,
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
    /// The lines of A that stand in another group of B: its group in A, and that in B.
    pub(super) moved: BTreeMap<usize, (usize, usize)>,
}

/// Returns what of a profile stands together.
pub(super) fn groups<'a>(profile: &'a Profile, lines: &[Line<'a>]) -> Vec<Group<'a>> {
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
        let named = match place.section {
            Section::Skills => {
                let group = profile.skills[place.entry].group.as_ref();
                group.map(|it| ("group", it.text.as_str()))
            }
            Section::Other => Some(("heading", profile.other[place.entry].heading.text.as_str())),
            _ => None,
        };
        let title = match place.section {
            Section::Skills => named.map_or_else(
                || "skills".to_owned(),
                |(_, group)| format!("skills: {group}"),
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
                    named,
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
            named: None,
            id: Some(line.id),
        }
    }
}

/// The lines of a profile, and what of them stands together.
pub(super) type Grouped<'a> = (&'a [Line<'a>], &'a [Group<'a>]);

/// Returns what of two profiles is the same: groups of one section, lines of one group, and lines that went from one group
/// to another, which only their names tell.
pub(super) fn pairs(a: Grouped<'_>, b: Grouped<'_>) -> Pairs {
    let mut pairs = Pairs {
        groups: group_pairs(a, b),
        to_b: BTreeMap::new(),
        to_a: BTreeMap::new(),
        moved: BTreeMap::new(),
    };
    let beside: Vec<(usize, usize)> = pairs
        .groups
        .iter()
        .filter_map(|it| it.0.zip(it.1))
        .collect();
    let groups = |(of_a, of_b): (usize, usize)| (&a.1[of_a], &b.1[of_b]);
    for (of_a, of_b) in beside.iter().copied().map(groups) {
        if let Some((head, mate)) = of_a.head.zip(of_b.head) {
            pairs.add(head, mate);
        }
        pairs.add_same(a.0, b.0, (&of_a.lines, &of_b.lines), |it| it.id);
        // Where a text stands in a profile twice, the names of its lines depend on their order.
        pairs.add_same(a.0, b.0, (&of_a.lines, &of_b.lines), Line::text);
    }
    let all = |groups: &[Group<'_>]| -> Vec<usize> {
        let lines = groups.iter().flat_map(|it| &it.lines);
        lines.copied().collect()
    };
    pairs.add_same(a.0, b.0, (&all(a.1), &all(b.1)), |it| it.id);
    for (of_a, of_b) in beside.iter().copied().map(groups) {
        pairs.add_alike(a.0, b.0, (of_a, of_b));
    }
    let group_of = |groups: &[Group<'_>]| -> BTreeMap<usize, usize> {
        let groups = groups.iter().zip(0..);
        let lines = groups.flat_map(|(it, group)| it.lines.iter().map(move |&line| (line, group)));
        lines.collect()
    };
    let (group_a, group_b) = (group_of(a.1), group_of(b.1));
    let beside: BTreeSet<(usize, usize)> = beside.into_iter().collect();
    let stand = |(line, mate): (&usize, &usize)| {
        let groups = (*group_a.get(line)?, *group_b.get(mate)?);
        (!beside.contains(&groups)).then_some((*line, groups))
    };
    pairs.moved = pairs.to_b.iter().filter_map(stand).collect();
    pairs
}

impl Pairs {
    fn add(&mut self, line: usize, mate: usize) {
        self.to_b.insert(line, mate);
        self.to_a.insert(mate, line);
    }

    /// Returns those of two lists that have no mate yet.
    fn free(&self, (these, others): (&[usize], &[usize])) -> (Vec<usize>, Vec<usize>) {
        let these = these.iter().filter(|it| !self.to_b.contains_key(it));
        let others = others.iter().filter(|it| !self.to_a.contains_key(it));
        (these.copied().collect(), others.copied().collect())
    }

    /// Adds the lines of one kind that have the same key; of several the first with the first.
    fn add_same<'l>(
        &mut self,
        a: &'l [Line<'l>],
        b: &'l [Line<'l>],
        lists: (&[usize], &[usize]),
        key: impl Fn(&'l Line<'l>) -> &'l str,
    ) {
        let by_key = |lines: &'l [Line<'l>], these: Vec<usize>| {
            let mut by_key: BTreeMap<_, Vec<usize>> = BTreeMap::new();
            for line in these {
                let it = &lines[line];
                by_key
                    .entry((it.place.kind, key(it)))
                    .or_default()
                    .push(line);
            }
            by_key
        };
        let (these, others) = self.free(lists);
        let others = by_key(b, others);
        for (key, these) in by_key(a, these) {
            let mates = others.get(&key).into_iter().flatten();
            for (line, &mate) in these.into_iter().zip(mates) {
                self.add(line, mate);
            }
        }
    }

    /// Adds the lines of two groups whose words are most alike.
    fn add_alike(&mut self, a: &[Line<'_>], b: &[Line<'_>], groups: (&Group<'_>, &Group<'_>)) {
        fn named<'l>(lines: &[Line<'l>], these: &[usize], section: Section) -> Vec<NamedEntry<'l>> {
            let named = these.iter().map(|&line| NamedEntry {
                kind: (section, false),
                id: lines[line].id,
                text: &lines[line].wordings[0].text,
            });
            named.collect()
        }
        let (these, others) = self.free((&groups.0.lines, &groups.1.lines));
        let section = groups.0.section;
        for (line, mate) in beside(&named(a, &these, section), &named(b, &others, section)) {
            if let (Some(line), Some(mate)) = (line, mate) {
                self.add(these[line], others[mate]);
            }
        }
    }
}

/// Returns the groups of two profiles beside each other: the same by name, then those whose lines are the most alike.
fn group_pairs(a: Grouped<'_>, b: Grouped<'_>) -> Vec<(Option<usize>, Option<usize>)> {
    let title = |groups: &[Group<'_>]| -> Vec<String> {
        // Without a heading of its own, only its name says what it is.
        let titles = groups.iter().map(|it| it.id.map(|_| it.title.clone()));
        titles.map(Option::unwrap_or_default).collect()
    };
    let found = beside(
        &named(a.1.iter(), &title(a.1)),
        &named(b.1.iter(), &title(b.1)),
    );
    let alone_a = found.iter().filter(|it| it.1.is_none());
    let alone_b = found.iter().filter(|it| it.0.is_none());
    let rest_a: Vec<usize> = alone_a.filter_map(|it| it.0).collect();
    let rest_b: Vec<usize> = alone_b.filter_map(|it| it.1).collect();
    let says = |(lines, groups): Grouped<'_>, rest: &[usize]| -> Vec<String> {
        let says = rest.iter().map(|&group| {
            let lines = groups[group].lines.iter().map(|&it| lines[it].text());
            lines.collect::<Vec<_>>().join(" ")
        });
        says.collect()
    };
    let renamed: BTreeMap<usize, usize> = beside(
        &named(rest_a.iter().map(|&it| &a.1[it]), &says(a, &rest_a)),
        &named(rest_b.iter().map(|&it| &b.1[it]), &says(b, &rest_b)),
    )
    .into_iter()
    .filter_map(|(of_a, of_b)| Some((rest_a[of_a?], rest_b[of_b?])))
    .collect();
    let taken: BTreeSet<usize> = renamed.values().copied().collect();
    let found = found.into_iter().filter_map(|it| match it {
        (Some(of_a), None) => Some((Some(of_a), renamed.get(&of_a).copied())),
        (None, Some(of_b)) if taken.contains(&of_b) => None,
        both => Some(both),
    });
    found.collect()
}

/// Returns groups to be found again, each by its name and a text.
fn named<'g>(
    groups: impl Iterator<Item = &'g Group<'g>>,
    texts: &'g [String],
) -> Vec<NamedEntry<'g>> {
    let named = groups.zip(texts).map(|(it, text)| NamedEntry {
        kind: (it.section, it.head.is_some()),
        id: it.id.unwrap_or(&it.title),
        text,
    });
    named.collect()
}

/// A thing to be found again.
pub(super) struct NamedEntry<'a> {
    /// Only things of one kind are the same.
    pub(super) kind: (Section, bool),
    pub(super) id: &'a str,
    pub(super) text: &'a str,
}

/// How much of the words of two texts must be the same for one to be the other, changed.
const ALIKE: f64 = 0.5;

/// So many comparisons take a moment; of longer lists only names are compared.
const MAX_COMPARED: usize = 40_000;

/// Returns two lists beside each other, in the order of the first: the same by name, then what is most alike by words.
///
/// Turned round, the same things stand beside each other.
pub(super) fn beside(
    a: &[NamedEntry<'_>],
    b: &[NamedEntry<'_>],
) -> Vec<(Option<usize>, Option<usize>)> {
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
    a: &[NamedEntry<'_>],
    b: &[NamedEntry<'_>],
    to_b: &[Option<usize>],
    taken: &[bool],
) -> Vec<(usize, usize)> {
    let rest_a: Vec<usize> = (0..a.len()).filter(|&it| to_b[it].is_none()).collect();
    let rest_b: Vec<usize> = (0..b.len()).filter(|&it| !taken[it]).collect();
    if rest_a.len().saturating_mul(rest_b.len()) > MAX_COMPARED {
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

    fn named<'a>(these: &[(&'a str, &'a str)]) -> Vec<NamedEntry<'a>> {
        let named = these.iter().map(|&(id, text)| NamedEntry {
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
