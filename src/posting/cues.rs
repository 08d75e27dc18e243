//! What headings and sentences say about themselves.

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::heading as form;
use super::model::Need;
pub(super) use super::section::Section;

/// How surely a word of boilerplate makes its sentence boilerplate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Boilerplate {
    /// Not where the sentence tells of work or asks for something: there it is the object of it.
    Weak,
    /// Not where it is asked for: a licence, a clearance.
    Condition,
    /// Wherever it stands.
    Sure,
}

/// A set of cues of one kind, each with what it says.
#[derive(Default)]
struct Cues {
    /// The cues and what they say, by what they begin with (see [`beginning`]).
    by_beginning: FxHashMap<&'static str, Vec<(&'static str, &'static str)>>,
}

/// All cues.
#[derive(Default)]
struct Table {
    headings: Cues,
    whole_headings: Cues,
    labels: Cues,
    terms: Cues,
    drops: Cues,
    needs: Cues,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table::default();
    for line in include_str!("cues.tsv").lines() {
        let mut columns = line.split('\t');
        let (kind, says, cue) = (columns.next(), columns.next(), columns.next());
        let cues = match kind {
            Some("heading") => &mut table.headings,
            Some("whole") => &mut table.whole_headings,
            Some("label") => &mut table.labels,
            Some("term") => &mut table.terms,
            Some("drop") => &mut table.drops,
            Some("need") => &mut table.needs,
            // A remark.
            _ => continue,
        };
        if let (Some(says), Some(cue)) = (says, cue) {
            let alike = cues.by_beginning.entry(beginning(cue)).or_default();
            alike.push((cue, says));
        }
    }
    table
});

/// The longest text that may announce a section, in bytes.
const MAX_HEADING_BYTES: usize = 300;

/// The longest label of a line that announces what the line is, in bytes.
const MAX_LABEL_BYTES: usize = 50;

/// The most parts of a title that say nothing about the job.
const MAX_TERMS: usize = 4;

/// How many spaces stand in the words that lead in a list.
const LEAD_IN_WORDS: usize = 4;

/// Words that show that a sentence speaks of the role or its holder, sorted.
const OF_THE_ROLE: [&str; 32] = [
    "ability",
    "background",
    "candidate",
    "candidates",
    "comfortable",
    "degree",
    "direction",
    "duties",
    "experience",
    "expertise",
    "familiarity",
    "holder",
    "incumbent",
    "incumbents",
    "jobholder",
    "knowledge",
    "must",
    "postholder",
    "proficiency",
    "proficient",
    "qualified",
    "required",
    "responsibilities",
    "responsible",
    "role",
    "skills",
    "someone",
    "supervision",
    "understanding",
    "who",
    "you",
    "your",
];

/// Words after which a cue still speaks of what stands before it.
const FUNCTION_WORDS: [&str; 32] = [
    "and",
    "as",
    "at",
    "because",
    "but",
    "by",
    "due",
    "especially",
    "for",
    "if",
    "in",
    "of",
    "on",
    "or",
    "over",
    "particularly",
    "prior",
    "since",
    "that",
    "though",
    "to",
    "unless",
    "upon",
    "we",
    "when",
    "where",
    "which",
    "while",
    "with",
    "within",
    "you",
    "not",
];

/// Words that one thing asked for is headed by.
const CLAUSE_HEADS: [&str; 20] = [
    "background",
    "bachelor's",
    "certification",
    "certificate",
    "degree",
    "diploma",
    "experience",
    "expertise",
    "exposure",
    "familiarity",
    "fluency",
    "knowledge",
    "licence",
    "license",
    "master's",
    "masters",
    "mba",
    "phd",
    "proficiency",
    "understanding",
];

impl Cues {
    /// Returns the cues that stand in a text as whole words: their place and what they say, in the order of the text.
    fn found<'a>(
        &'a self,
        text: &'a str,
    ) -> impl Iterator<Item = (Range<usize>, &'static str)> + 'a {
        let is_start = |&at: &usize| is_edge(text, at);
        let starts = text.char_indices().map(|(at, _)| at).filter(is_start);
        starts.flat_map(move |start| {
            let rest = &text[start..];
            let alike = self.by_beginning.get(beginning(rest)).into_iter().flatten();
            alike.filter_map(move |&(cue, says)| {
                let end = start + cue.len();
                let is_found = rest.starts_with(cue) && is_edge(text, end);
                is_found.then_some((start..end, says))
            })
        })
    }

    /// Returns what the cue says that is the whole of a text.
    fn whole(&self, text: &str) -> Option<&'static str> {
        let mut alike = self.by_beginning.get(beginning(text))?.iter();
        alike.find(|(cue, _)| *cue == text).map(|&(_, says)| says)
    }
}

/// Returns the first word of a text, or the one character that it begins with where that is no letter or digit.
fn beginning(text: &str) -> &str {
    let end = text.find(|it: char| !it.is_alphanumeric());
    match end {
        Some(0) => &text[..text.chars().next().map_or(0, char::len_utf8)],
        Some(end) => &text[..end],
        None => text,
    }
}

/// Returns whether a word may begin or end at a place: no letters or digits meet there.
fn is_edge(text: &str, at: usize) -> bool {
    let inner = |c: char| c.is_alphanumeric();
    !(text[..at].ends_with(inner) && text[at..].starts_with(inner))
}

/// Returns what a heading announces: by the table, by its grammar, then by the words that it has.
pub(super) fn heading(text: &str) -> Option<Section> {
    if text.len() > MAX_HEADING_BYTES {
        return None;
    }
    let plain = plain_heading(text);
    let section = |says: &str| match says {
        "duty" => Section::Asks(Need::Duty),
        // "Qualifications desired".
        "required" => Section::Asks(heading_need(&plain).unwrap_or(Need::Required)),
        "both" => Section::Asks(Need::Required),
        "preferred" => Section::Asks(Need::Preferred),
        "drop" => Section::Drop,
        _ => Section::Neutral,
    };
    let whole = || {
        TABLE
            .whole_headings
            .whole(&plain)
            .or_else(|| TABLE.headings.whole(&plain))
    };
    if let Some(says) = whole() {
        return Some(section(says));
    }
    let words = form::words(&plain);
    let longest = || {
        let found = TABLE.headings.found(&plain);
        let best = found.fold(None, |best: Option<(usize, _)>, (at, says)| match best {
            // The longest cue knows best; among equals, the one that stands last in the heading.
            Some(best) if best.0 > at.len() => Some(best),
            _ => Some((at.len(), says)),
        });
        best.map(|(_, says)| section(says))
    };
    form::by_grammar(&words)
        .or_else(longest)
        .or_else(|| form::by_words(&words))
}

/// Returns how much a heading insists, where it says so.
fn heading_need(plain: &str) -> Option<Need> {
    let found: Vec<_> = TABLE.needs.found(plain).collect();
    let wishes = || found.iter().filter(|(_, says)| *says == "preferred");
    let insists = found.iter().any(|(at, says)| {
        *says == "must" && !wishes().any(|(wish, _)| wish.start <= at.start && at.end <= wish.end)
    });
    if wishes().next().is_some() && !insists {
        return Some(Need::Preferred);
    }
    insists.then_some(Need::Required)
}

/// Returns whether a text is a common heading and nothing else.
pub(super) fn is_heading(text: &str) -> bool {
    let plain = plain_heading(text);
    TABLE.headings.whole(&plain).is_some() || TABLE.whole_headings.whole(&plain).is_some()
}

/// Returns whether a line reads like a heading rather than an item of a list, by its words alone.
pub(super) fn reads_like_heading(text: &str) -> bool {
    text.len() <= MAX_HEADING_BYTES && {
        let plain = plain_heading(text);
        let words = form::words(&plain);
        is_heading(text) || form::reads_like_one(&words)
    }
}

/// Returns whether a heading of unknown meaning only names a field of what stands above: "Platform".
pub(super) fn is_topic(text: &str) -> bool {
    form::is_topic(&form::words(&plain_heading(text)))
}

/// Returns how much a text insists that says nothing else: the cell of a table.
pub(super) fn need_alone(text: &str) -> Option<Need> {
    let plain = plain_heading(text);
    let is_alone = plain.split(' ').count() <= 3 && is_heading(text);
    (is_alone || ["mandatory", "optional", "desired"].contains(&plain.as_str())).then(|| {
        match heading(text) {
            Some(Section::Asks(need @ (Need::Required | Need::Preferred)))
                if need == Need::Preferred
                    || ["must", "required", "essential", "mandatory"]
                        .iter()
                        .any(|it| plain.contains(it)) =>
            {
                Some(need)
            }
            _ => None,
        }
    })?
}

/// Returns what the label of a line announces: "Benefits: dental", "Preferred: a degree".
pub(super) fn label_section(line: &str) -> Option<Section> {
    let (label, rest) = line.split_once(": ")?;
    let is_label = label.len() <= MAX_LABEL_BYTES && rest.contains(char::is_alphanumeric);
    (is_label && reads_like_heading(label)).then(|| heading(label))?
}

/// Returns a heading as the table is written: "Must-haves & more" is "must haves and more".
fn plain_heading(text: &str) -> String {
    plain(&text.replace('-', " ").replace('&', " and "))
}

/// Returns whether a line's label says that no resume answers it: "Location: Boston".
pub(super) fn is_fact(text: &str) -> bool {
    let Some((label, _)) = text.split_once(':') else {
        return false;
    };
    is_fact_label(label)
}

/// Returns whether a label says that no resume answers what stands beside it.
pub(super) fn is_fact_label(label: &str) -> bool {
    TABLE.labels.whole(&plain_heading(label.trim())) == Some("drop")
}

/// Returns whether a line is a label and a short text: a fact about the job, or its title.
pub(super) fn is_labelled(line: &str) -> bool {
    is_fact(line) || title_label(line).is_some()
}

/// Returns the title that a line gives after a label: "Job title: Nurse".
pub(super) fn title_label(line: &str) -> Option<&str> {
    let (label, title) = line.split_once(':')?;
    let title = title.trim_matches(|c: char| c.is_whitespace() || c == '*');
    let is_title = TABLE.labels.whole(plain(label.trim()).trim_matches('*')) == Some("title");
    (is_title && !title.is_empty()).then_some(title)
}

/// Returns a title without what stands behind it about hours, pay and place: "Nurse – Nights – $10,000 bonus".
pub(super) fn without_terms(title: &str) -> &str {
    let mut title = title;
    for _ in 0..MAX_TERMS {
        let tail = [" – ", " — ", " - ", " | ", ", "]
            .iter()
            .filter_map(|mark| title.rfind(mark).map(|at| (at, at + mark.len())))
            .max();
        match tail {
            Some((end, at)) if TABLE.terms.found(&plain(&title[at..])).next().is_some() => {
                title = &title[..end];
            }
            _ => break,
        }
    }
    title
}

/// Returns how surely a sentence is about pay, law, place or the application rather than the work.
pub(super) fn boilerplate(sentence: &str) -> Option<Boilerplate> {
    let plain = plain(sentence);
    let found = TABLE.drops.found(&plain);
    found
        .map(|(_, says)| match says {
            "weak" => Boilerplate::Weak,
            "condition" => Boilerplate::Condition,
            _ => Boilerplate::Sure,
        })
        .max()
}

/// Returns whether a sentence has words of boilerplate.
pub(super) fn is_boilerplate(sentence: &str) -> bool {
    boilerplate(sentence).is_some()
}

/// Returns how much a sentence insists, where it says so itself: the word binds its clause, and the first clause decides.
/// An aside in brackets says nothing of the rest, unless it has no words of its own: "(preferred)".
pub(super) fn need(sentence: &str) -> Option<Need> {
    if let Some(Section::Asks(need @ (Need::Preferred | Need::Required))) = label_section(sentence)
        && sentence.split_once(':').is_some_and(|(label, _)| {
            heading_need(&plain_heading(label)).is_some() || need == Need::Preferred
        })
    {
        return Some(need);
    }
    let asides_say = asides(sentence)
        .filter_map(|aside| {
            let plain = plain(aside);
            let (at, _) = TABLE
                .needs
                .found(&plain)
                .filter(|(_, says)| matches!(*says, "preferred" | "opening"))
                .max_by_key(|(at, _)| at.len())?;
            // "(a plus)", "(preferred but not required)", but not "(AWS preferred)".
            let rest = format!("{} {}", &plain[..at.start], &plain[at.end..]);
            rest.split(|it: char| !it.is_alphanumeric())
                .filter(|it| !it.is_empty())
                .all(|word| {
                    FUNCTION_WORDS.contains(&word)
                        || [
                            "is",
                            "are",
                            "required",
                            "essential",
                            "highly",
                            "strongly",
                            "a",
                        ]
                        .contains(&word)
                })
                .then_some(Need::Preferred)
        })
        .last();
    let outside = without_asides(sentence);
    let plain = plain(&outside);
    let found: Vec<_> = TABLE
        .needs
        .found(&plain)
        .filter(|(at, says)| stands_as_need(&plain, at, says))
        .collect();
    let says = |what| found.iter().filter(move |(_, says)| *says == what);
    // "Five years, preferably in retail": what stands within wishes for a part only.
    let wish = says("preferred")
        .chain(says("opening").filter(|(at, _)| at.start == 0))
        .map(|(at, _)| at.clone())
        .min_by_key(|at| at.start);
    let wish_holds = |at: &Range<usize>| {
        says("preferred").any(|(wish, _)| wish.start <= at.start && at.end <= wish.end)
    };
    // "SQL is required, Python is a plus": it must be there.
    let insists = says("must").any(|(at, _)| !wish_holds(at));
    if let Some(wish) = wish
        && !insists
        && !binds_last_clause_only(&plain, &wish)
    {
        return Some(Need::Preferred);
    }
    if insists || says("required").next().is_some() {
        return Some(Need::Required);
    }
    asides_say
}

/// Returns whether a cue says how much a sentence insists, and no kind of thing: "preferred vendors", "an asset register",
/// "required reports" say nothing of the sentence.
fn stands_as_need(plain: &str, at: &Range<usize>, says: &str) -> bool {
    let cue = &plain[at.clone()];
    let rest = plain[at.end..].trim_start();
    let next = rest
        .split(|it: char| !it.is_alphanumeric())
        .next()
        .unwrap_or_default();
    let is_attribute = match cue {
        "preferred" | "desired" | "required" | "mandatory" | "minimum" => {
            let before = plain[..at.start].trim_end();
            let opens = before.is_empty();
            let is_said = [
                " is",
                " are",
                " be",
                " not",
                "'s",
                " highly",
                " strongly",
                " also",
            ]
            .iter()
            .any(|it| before.ends_with(it));
            let goes_on = rest.starts_with(|it: char| it.is_alphanumeric())
                && !FUNCTION_WORDS.contains(&next);
            // "Preferred skills: SQL", "minimum 5 years".
            !opens && !is_said && goes_on && cue != "minimum"
        }
        _ if says == "preferred" && cue.starts_with(['a', 'b']) => {
            let is_noun = ["a plus", "a bonus", "an asset", "an advantage"].contains(&cue);
            is_noun
                && rest.starts_with(|it: char| it.is_alphanumeric())
                && !FUNCTION_WORDS.contains(&next)
        }
        "helpful" | "beneficial" | "desirable" => {
            // "Give helpful answers".
            rest.starts_with(|it: char| it.is_alphanumeric()) && !FUNCTION_WORDS.contains(&next)
        }
        _ => false,
    };
    !is_attribute
}

/// Returns whether a wish at the end of a sentence is for the last clause alone: "5+ years in sales, R a plus", but not
/// "Experience with Java, Scala or Go is a plus".
fn binds_last_clause_only(plain: &str, wish: &Range<usize>) -> bool {
    let Some((first, last)) = [", ", " – ", " — ", " - ", "; ", ". ", " and ", " with "]
        .iter()
        .filter_map(|mark| {
            plain[..wish.start]
                .rfind(mark)
                .map(|at| (at, at + mark.len()))
        })
        .max_by_key(|it| it.0)
        .map(|(end, at)| (&plain[..end], &plain[at..wish.start]))
    else {
        return false;
    };
    let n_words = |text: &str| text.split_whitespace().count();
    let has_head = |text: &str| {
        text.split(|it: char| !(it.is_alphanumeric() || it == '\''))
            .any(|it| CLAUSE_HEADS.contains(&it))
    };
    let cue = &plain[wish.clone()];
    let joined = plain[..wish.start - last.len()].ends_with(" and ")
        || last.starts_with("or ")
        || last.starts_with("and ");
    let is_sentence = last.trim_end().ends_with(" is")
        || last.trim_end().ends_with(" are")
        || cue.starts_with("is ")
        || cue.starts_with("are ")
        || cue.starts_with("would ");
    let has_years = first.contains("year") || first.contains("degree") || first.contains("diploma");
    if joined {
        // "A degree in nursing and a master's preferred".
        return has_years && has_head(last) && n_words(first) > 2;
    }
    n_words(first) > 1
        && (has_years || has_head(last) || !is_sentence)
        && (has_head(first) || has_years || n_words(first) > 3)
}

/// Returns what stands in brackets in a sentence.
fn asides(sentence: &str) -> impl Iterator<Item = &str> {
    sentence
        .split('(')
        .skip(1)
        .filter_map(|it| it.split_once(')').map(|(aside, _)| aside))
}

/// Returns a sentence without what stands in brackets, unless little else remains.
fn without_asides(sentence: &str) -> String {
    let mut depth = 0_u32;
    let outside: String = sentence
        .chars()
        .filter(|c| {
            depth += u32::from(*c == '(');
            let inside = depth > 0;
            depth = depth.saturating_sub(u32::from(*c == ')'));
            !inside
        })
        .collect();
    if outside.split_whitespace().count() < 2 {
        return sentence.to_owned();
    }
    outside
}

/// Returns whether a sentence of running text speaks of the role or its holder, not of the company.
pub(super) fn is_about_the_role(sentence: &str) -> bool {
    let plain = plain(sentence);
    let mut words = plain.split(|c: char| !c.is_alphanumeric()).peekable();
    let is_ours = matches!(words.peek(), Some(&("we" | "our" | "us")));
    let looks = plain.contains("looking for") || plain.contains("seek") || plain.contains(" need");
    words.any(|word| {
        // "We are owned by people who work here" tells of nobody who is looked for.
        OF_THE_ROLE.binary_search(&word).is_ok() && !(is_ours && word == "who" && !looks)
    })
}

/// Returns what the last words of a paragraph lead in, if its last sentence goes on: "The job holder will:".
pub(super) fn leads_in(paragraph: &str) -> Option<Section> {
    let before = paragraph.trim_end_matches(':');
    if before.ends_with(['.', '!', '?', ';']) {
        return None;
    }
    let from = before
        .rmatch_indices(' ')
        .nth(LEAD_IN_WORDS)
        .map_or(0, |(at, _)| at);
    heading(&before[from..])
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
mod tests;
