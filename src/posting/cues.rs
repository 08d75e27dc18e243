//! What headings and sentences say about themselves.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use super::model::Need;

/// What stands below a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Section {
    /// What is asked for.
    Asks(Need),
    /// Running text about the role, the company or both.
    Neutral,
    /// Nothing that a resume answers.
    Drop,
}

/// A set of cues of one kind, each with what it says.
struct Cues {
    machine: Option<AhoCorasick>,
    /// The cue and what it says, in the order of the table.
    says: Vec<(&'static str, &'static str)>,
}

static HEADINGS: LazyLock<Cues> = LazyLock::new(|| Cues::of("heading"));
static LABELS: LazyLock<Cues> = LazyLock::new(|| Cues::of("label"));
static DROPS: LazyLock<Cues> = LazyLock::new(|| Cues::of("drop"));
static NEEDS: LazyLock<Cues> = LazyLock::new(|| Cues::of("need"));

/// Words that show that a sentence speaks of the role or its holder, sorted.
const OF_THE_ROLE: [&str; 26] = [
    "ability",
    "background",
    "candidate",
    "candidates",
    "comfortable",
    "degree",
    "duties",
    "experience",
    "expertise",
    "familiarity",
    "incumbent",
    "knowledge",
    "must",
    "proficiency",
    "proficient",
    "qualified",
    "required",
    "responsibilities",
    "responsible",
    "role",
    "skills",
    "someone",
    "understanding",
    "who",
    "you",
    "your",
];

impl Cues {
    fn of(kind: &str) -> Self {
        let says: Vec<_> = include_str!("cues.tsv")
            .lines()
            .filter(|line| !line.starts_with('#'))
            .filter_map(|line| {
                let mut columns = line.split('\t');
                let (it, says, cue) = (columns.next()?, columns.next()?, columns.next()?);
                (it == kind).then_some((cue, says))
            })
            .collect();
        // Building can fail only for tables of gigabytes; then no cue is found.
        let machine = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::Standard)
            .build(says.iter().map(|(cue, _)| cue))
            .ok();
        Self { machine, says }
    }

    /// Returns the cues that stand in a text as whole words: their length and what they say.
    fn found<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (usize, &'static str)> + 'a {
        self.machine
            .iter()
            .flat_map(move |machine| machine.find_overlapping_iter(text))
            .filter(move |it| is_whole(text, it.start(), it.end()))
            .map(|it| {
                let (cue, says) = self.says[it.pattern().as_usize()];
                (cue.len(), says)
            })
    }
}

/// Returns whether no letter or digit touches the range on either side.
fn is_whole(text: &str, start: usize, end: usize) -> bool {
    let inner = |c: char| c.is_alphanumeric();
    let goes_on = |before: &str, after: &str| before.ends_with(inner) && after.starts_with(inner);
    !goes_on(&text[..start], &text[start..]) && !goes_on(&text[..end], &text[end..])
}

/// Returns what a heading announces, if it is one that postings commonly have.
pub(super) fn heading(text: &str) -> Option<Section> {
    let plain = plain(text);
    let (_, says) = (HEADINGS.found(&plain)).fold(None, |best: Option<(usize, _)>, it| {
        // The longest cue knows best; among equals, the one that stands last in the heading.
        match best {
            Some(best) if best.0 > it.0 => Some(best),
            _ => Some(it),
        }
    })?;
    Some(match says {
        "duty" => Section::Asks(Need::Duty),
        "required" => Section::Asks(Need::Required),
        "preferred" => Section::Asks(Need::Preferred),
        "drop" => Section::Drop,
        _ => Section::Neutral,
    })
}

/// Returns whether a line's label says that no resume answers it: "Location: Boston".
pub(super) fn is_fact(text: &str) -> bool {
    let Some((label, _)) = text.split_once(':') else {
        return false;
    };
    let label = plain(label.trim());
    LABELS
        .says
        .iter()
        .any(|(cue, says)| *says == "drop" && *cue == label)
}

/// Returns whether a line is a label and a short text: a fact about the job, or its title.
pub(super) fn is_labelled(line: &str) -> bool {
    is_fact(line) || title_label(line).is_some()
}

/// Returns the title that a line gives after a label: "Job title: Nurse".
pub(super) fn title_label(line: &str) -> Option<&str> {
    let (label, title) = line.split_once(':')?;
    let title = title.trim_matches(|c: char| c.is_whitespace() || c == '*');
    let is_title = LABELS
        .says
        .iter()
        .any(|(cue, says)| *says == "title" && plain(label.trim()).trim_matches('*') == *cue);
    (is_title && !title.is_empty()).then_some(title)
}

/// Returns whether a sentence is about pay, law, place or the application rather than the work.
pub(super) fn is_boilerplate(sentence: &str) -> bool {
    DROPS.found(&plain(sentence)).next().is_some()
}

/// Returns how much a sentence insists, where it says so itself.
pub(super) fn need(sentence: &str) -> Option<Need> {
    let plain = plain(sentence);
    let mut required = false;
    for (_, says) in NEEDS.found(&plain) {
        if says == "preferred" {
            return Some(Need::Preferred);
        }
        required = true;
    }
    required.then_some(Need::Required)
}

/// Returns whether a sentence of running text speaks of the role or its holder, not of the company.
pub(super) fn is_about_the_role(sentence: &str) -> bool {
    plain(sentence)
        .split(|c: char| !c.is_alphanumeric())
        .any(|word| {
            OF_THE_ROLE
                .binary_search(&word.to_lowercase().as_str())
                .is_ok()
        })
}

/// Returns whether a sentence tells what the company does or has.
pub(super) fn is_about_the_company(sentence: &str) -> bool {
    let first = sentence
        .split(|c: char| !c.is_alphanumeric())
        .find(|it| !it.is_empty())
        .unwrap_or_default()
        .to_lowercase();
    matches!(first.as_str(), "we" | "our" | "us") && !is_about_the_role(sentence)
}

/// Returns the text with plain quotes and single spaces, as the table is written.
fn plain(text: &str) -> String {
    text.replace(['’', '‘', 'ʼ'], "'")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .trim_matches(|c: char| matches!(c, ':' | '.' | '*' | '#' | '_'))
        .to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_well_formed() {
        assert!(OF_THE_ROLE.is_sorted());
        for line in include_str!("cues.tsv").lines() {
            if !line.starts_with('#') && !line.is_empty() {
                assert_eq!(line.split('\t').count(), 3, "{line}");
            }
        }
        for cues in [&HEADINGS, &LABELS, &DROPS, &NEEDS] {
            assert!(cues.machine.is_some());
            assert!(!cues.says.is_empty());
        }
    }

    #[test]
    fn headings_announce_their_section() {
        let asks = |need| Some(Section::Asks(need));
        assert_eq!(heading("What you'll do"), asks(Need::Duty));
        assert_eq!(heading("What you’ll do"), asks(Need::Duty));
        assert_eq!(heading("Qualifications"), asks(Need::Required));
        assert_eq!(heading("PREFERRED QUALIFICATIONS"), asks(Need::Preferred));
        assert_eq!(heading("About Northwind"), Some(Section::Drop));
        assert_eq!(heading("About the role"), Some(Section::Neutral));
        assert_eq!(heading("About you"), asks(Need::Required));
        assert_eq!(heading("Pay and benefits"), Some(Section::Drop));
        assert_eq!(heading("What we offer"), Some(Section::Drop));
        assert_eq!(heading("Physical requirements"), Some(Section::Drop));
        assert_eq!(heading("Platform"), None);
    }

    #[test]
    fn sentences_insist_or_wish() {
        assert_eq!(need("SQL is required."), Some(Need::Required));
        assert_eq!(need("PMP is a plus."), Some(Need::Preferred));
        assert_eq!(need("A degree is not required."), Some(Need::Preferred));
        assert_eq!(need("Works with mustard."), None);
    }

    #[test]
    fn boilerplate_is_known_by_its_words() {
        assert!(is_boilerplate("We are an Equal Opportunity employer."));
        assert!(is_boilerplate("Medical, dental and vision from day one"));
        assert!(is_boilerplate("You must be a U.S. citizen"));
        assert!(!is_boilerplate("Improve access to health equity programs"));
        assert!(!is_boilerplate("Cut the team's travel time in half"));
    }
}
