//! A resume in plain Markdown: the name as first heading, lines on how to reach the person, sections, entries, bullets.

use std::collections::BTreeSet;

mod head;

use super::draft::{DraftValue, Entry};
use super::imported_text::ImportedText;
use super::parts::{self, Job, Period};
use super::prose;
use super::rendercv::{Sections, Topic, listed};
use super::source::Source;
use crate::diag::Span;
use crate::profile::is_address;
use crate::yaml::{Key, Node, Value};
use head::{Head, Kind, Line, line, parted};

/// Returns the lines of a text as a tree, each under its number; headings and bullets keep their marks.
///
/// What a line goes on with is told by its mark, so that every line keeps a place of its own.
pub(super) fn tree(source: &str) -> Node {
    let mut entries = Vec::new();
    let mut at = 0;
    for (idx, line) in source.split_inclusive('\n').enumerate() {
        let text = line.trim_start_matches('\u{feff}').trim();
        let span = Span {
            start: at,
            end: at + line.trim_end().len(),
        };
        at += line.len();
        let is_rule = text.len() >= 3
            && ["-", "*", "_", "="]
                .iter()
                .any(|it| text.replace(it, "").is_empty());
        if text.is_empty() || is_rule {
            continue;
        }
        let key = Key {
            name: format!("line {}", idx + 1),
            span,
        };
        let value = Value::Str(text.to_owned());
        entries.push((key, Node { value, span }));
    }
    Node {
        value: Value::Map(entries),
        span: Span {
            start: 0,
            end: source.len(),
        },
    }
}

/// Returns the profile.
pub(super) fn profile(root: &Source<'_>) -> Entry {
    let lines = root.entries().into_iter();
    let lines: Vec<Line<'_>> = lines.map(|(_, it)| line(it)).collect();
    let named = lines.iter().position(|it| it.kind == Kind::Heading(1));
    let top = lines
        .iter()
        .position(|it| it.kind == Kind::Heading(2))
        .unwrap_or(lines.len());
    let name = named
        .and_then(|it| lines.get(it))
        .filter(|_| named.is_some_and(|it| it < top));
    let mut made = Entry::default().put("name", name.and_then(Line::said));
    let head = lines.iter().take(top).enumerate();
    let head = head
        .filter(|(idx, _)| Some(*idx) != named)
        .map(|(_, it)| it);
    let head = Head::of(head);
    made = made.put("headline", head.headline);
    if !head.contact.is_empty() {
        made.fields.push(("contact", head.contact.into()));
    }
    let mut sections = Sections::default();
    sections.add(
        "summaries",
        head.summary.map(parts::bullet).into_iter().collect(),
    );
    let rest = lines.get(top..).unwrap_or_default();
    for section in rest.chunk_by(|_, it| it.kind != Kind::Heading(2) && it.kind != Kind::Heading(1))
    {
        if let Some((title, below)) = section.split_first() {
            fill(&mut sections, title, below);
        }
    }
    sections.fill(made, &[])
}

fn fill(sections: &mut Sections, title: &Line<'_>, lines: &[Line<'_>]) {
    // The words of the heading stand in the profile as the section's name, or as a heading of the person's own.
    let heading = prose::one_line(&title.text).0;
    let topic = Topic::of(&heading);
    let is_entry = |it: &Line<'_>| matches!(it.kind, Kind::Heading(3..));
    let first = lines.iter().position(is_entry).unwrap_or(lines.len());
    let (loose, entries) = lines.split_at(first);
    let mut jobs = Vec::new();
    for entry in entries.chunk_by(|_, it| !is_entry(it)) {
        let Some((head, below)) = entry.split_first() else {
            continue;
        };
        match topic {
            Topic::Experience | Topic::Volunteering => jobs.extend(jobs_of(head, below)),
            _ => Parts::of(head, below).add(sections, topic, &heading),
        }
    }
    sections.jobs(jobs, topic != Topic::Volunteering);
    let texts = joined(loose);
    let named = |key| -> Vec<DraftValue> {
        let texts = texts.iter().cloned();
        texts.map(|it| parts::linked(key, it)).collect()
    };
    let bulleted = || texts.iter().cloned().map(parts::bullet);
    let mut heads = Vec::new();
    match topic {
        Topic::Summary => {
            let whole = ImportedText::join(texts.clone(), " ");
            sections.add("summaries", whole.map(parts::bullet).into_iter().collect());
        }
        Topic::Skills => sections.add("skills", loose.iter().flat_map(skill_line).collect()),
        Topic::Languages => {
            sections.add("languages", loose.iter().flat_map(language_line).collect());
        }
        Topic::Interests => sections.add("interests", bulleted().collect()),
        Topic::Awards => sections.add("awards", named("name")),
        Topic::Certifications => sections.add("certifications", named("name")),
        Topic::Publications => sections.add("publications", named("title")),
        Topic::Projects => sections.add("projects", named("name")),
        Topic::Education => {
            let schools = texts.iter().map(|text| {
                let school = Entry::default().put("institution", Some(text.clone()));
                school.linked(Vec::new()).into()
            });
            sections.add("education", schools.collect());
        }
        Topic::Experience | Topic::Volunteering | Topic::Other => heads.extend(bulleted()),
    }
    let said = title.source.as_said(heading.clone(), Vec::new());
    sections.other(said.clone(), heads);
    sections.title(topic.key(), said);
}

/// Returns bullets and paragraphs; a line of text goes on with the one before.
fn joined(lines: &[Line<'_>]) -> Vec<ImportedText> {
    let mut texts: Vec<ImportedText> = Vec::new();
    let mut number = None;
    for line in lines {
        let Some(said) = line.said() else { continue };
        let own = line
            .source
            .path()
            .rsplit(' ')
            .next()
            .and_then(|it| it.parse::<usize>().ok());
        let goes_on = line.kind == Kind::Text && own == number.map(|it: usize| it + 1);
        number = own;
        match texts.pop() {
            Some(last) if goes_on => texts.extend(ImportedText::join([last, said], " ")),
            Some(last) => texts.extend([last, said]),
            None => texts.push(said),
        }
    }
    texts
}

fn skill_line(line: &Line<'_>) -> Vec<DraftValue> {
    let (text, links) = prose::one_line(&line.text);
    let Some((group, _)) = text.split_once(": ") else {
        return skills_of(line, &text, links);
    };
    let items = skills_of(line, &text[group.len() + 2..], links);
    let group = line.source.as_said(group.to_owned(), Vec::new());
    vec![
        Entry::default()
            .put("group", Some(group))
            .list("items", items)
            .into(),
    ]
}

/// Returns the skills that a text lists; the links of its line are the first one's.
fn skills_of(line: &Line<'_>, text: &str, mut links: Vec<String>) -> Vec<DraftValue> {
    let divided: Vec<&str> = parted(text)
        .into_iter()
        .flat_map(|it| it.split(", "))
        .collect();
    if text.contains('(') || divided.len() < 2 {
        return listed(&line.source.as_said(text.to_owned(), links));
    }
    let items = divided
        .into_iter()
        .map(|it| it.trim().trim_end_matches(','))
        .filter(|it| !it.is_empty());
    items
        .map(|text| {
            let links = std::mem::take(&mut links);
            parts::bullet(line.source.as_said(text.to_owned(), links))
        })
        .collect()
}

fn language_line(line: &Line<'_>) -> Vec<DraftValue> {
    let (text, mut links) = prose::one_line(&line.text);
    let own = |it: &str| Some(line.source.as_said(it.trim().to_owned(), Vec::new()));
    let parts = parted(&text).into_iter().flat_map(|it| it.split(", "));
    let entries = parts.map(|part| {
        let level = part
            .split_once(" (")
            .and_then(|(name, level)| Some((name, level.strip_suffix(')')?)));
        let level = level
            .or_else(|| part.split_once(": "))
            .or_else(|| part.split_once(" – "))
            .or_else(|| part.split_once(" - "));
        let (name, level) = level.map_or((part, None), |(name, level)| (name, Some(level)));
        Entry::default()
            .put("language", own(name))
            .put("level", level.and_then(own))
            .linked(std::mem::take(&mut links))
            .into()
    });
    entries.collect()
}

/// The parts of an entry.
struct Parts<'n> {
    source: Source<'n>,
    /// What its heading says, in parts.
    names: Vec<ImportedText>,
    location: Option<ImportedText>,
    period: Period,
    url: Option<ImportedText>,
    /// Further addresses that its heading links to.
    links: Vec<String>,
    about: Option<ImportedText>,
    highlights: Vec<DraftValue>,
}

impl<'n> Parts<'n> {
    fn of(head: &Line<'n>, below: &[Line<'n>]) -> Self {
        let mut parts = Self {
            source: head.source.clone(),
            names: Vec::new(),
            location: None,
            period: Period::default(),
            url: None,
            links: Vec::new(),
            about: None,
            highlights: Vec::new(),
        };
        let (first, rest) =
            below.split_at(below.iter().take_while(|it| it.kind == Kind::Text).count());
        parts.head(head, &head.text, true);
        let mut about = Vec::new();
        for line in first {
            let is_short = line.text.len() <= 100 && !line.text.ends_with('.');
            let is_early =
                about.is_empty() && (parts.period.end.is_none() || parts.names.len() < 2);
            if is_short && is_early {
                parts.head(line, &line.text, false);
            } else {
                about.extend(line.said());
            }
        }
        parts.about = ImportedText::join(about, " ");
        parts.highlights = joined(rest).into_iter().map(parts::bullet).collect();
        parts
    }

    /// Takes names, dates, a place and an address from a line.
    fn head(&mut self, line: &Line<'_>, text: &str, is_heading: bool) {
        let (whole, links) = prose::one_line(text);
        for address in links {
            if self.url.is_none() && is_address(&address) {
                self.url = Some(line.source.as_said(address, Vec::new()));
            } else {
                self.links.push(address);
            }
        }
        let mut bits: Vec<String> = Vec::new();
        for bit in parted(&whole) {
            bits.extend(undated_bits(bit, MAX_PARTS));
        }
        for bit in bits {
            let own = line.source.as_said(bit.clone(), Vec::new());
            let period = parts::period_in(&line.source, &bit);
            let is_date = period.end.as_ref().is_some_and(|it| it.remark.is_none());
            if is_date && self.period.end.is_none() {
                self.period = period;
            } else if is_heading
                || self.names.len() < 2
                    && self.names.iter().all(|it| it.text != bit)
                    && !bit.contains(", ")
            {
                self.names.push(own);
            } else if self.location.is_none() {
                self.location = Some(own);
            } else {
                self.names.push(own);
            }
        }
    }

    /// Returns a job; `employer` and `location` are those of the heading above, where it is an employer's.
    fn job(mut self, employer: Option<&ImportedText>, location: Option<&ImportedText>) -> Job<'n> {
        if employer.is_some() {
            // An address is the employer's.
            self.links.extend(self.url.take().map(|it| it.text));
        }
        let mut names = self.names.into_iter();
        let (title, own) = (names.next(), names.next());
        let further = ImportedText::join(names, ", ");
        let (title, own) = match (title, own) {
            (Some(title), None) if employer.is_none() => match title.text.rsplit_once(", ") {
                Some((first, last)) => {
                    let part = |it: &str| Some(title.clone().with_text(it));
                    (part(first), part(last))
                }
                None => (Some(title), None),
            },
            both => both,
        };
        let (title, own) = match (title, own) {
            (Some(one), Some(other)) if is_title(&other.text) && !is_title(&one.text) => {
                (Some(other), Some(one))
            }
            both => both,
        };
        let (own, further) = match employer {
            Some(employer) => (
                Some(employer.clone()),
                ImportedText::join(own.into_iter().chain(further), ", "),
            ),
            None => (own, further),
        };
        let place = ImportedText::join(self.location.into_iter().chain(further), ", ");
        let (mut title, mut own) = (title, own);
        if let Some(first) = title.as_mut().or(own.as_mut()) {
            first.links = self.links;
        }
        Job {
            source: self.source,
            employer: own,
            shared: vec![
                ("location", place.or_else(|| location.cloned())),
                ("url", self.url),
            ],
            title,
            period: self.period,
            about: self.about,
            highlights: self.highlights,
            ..Job::default()
        }
    }

    fn add(self, sections: &mut Sections, topic: Topic, heading: &str) {
        let mut names = self.names.into_iter();
        let first = names.next();
        let end = self.period.end.clone();
        let date = end.clone().filter(|it| it.text != "present");
        let further = ImportedText::join(names.chain(self.location.clone()), ", ");
        let about = self.about;
        let highlights = self.highlights;
        let mut links = self.links;
        let entry = match topic {
            Topic::Education => {
                let mut bullets: Vec<DraftValue> = about.into_iter().map(parts::bullet).collect();
                bullets.extend(highlights);
                let (school, degree) = match (first, further) {
                    // The longer name of a school tells which of the two it is.
                    (Some(first), Some(second))
                        if is_school(&second.text) && !is_school(&first.text) =>
                    {
                        (Some(second), Some(first))
                    }
                    both => both,
                };
                let entry = Entry::default()
                    .put("institution", school)
                    .put("degree", degree);
                let entry = entry.put("start", self.period.start).put("end", end);
                links.extend(self.url.map(|it| it.text));
                let entry = entry.list("highlights", bullets).linked(links);
                return sections.add("education", vec![entry.into()]);
            }
            Topic::Certifications | Topic::Awards => {
                let key = if topic == Topic::Awards {
                    "awards"
                } else {
                    "certifications"
                };
                let entry = Entry::default()
                    .put("name", first)
                    .put("issuer", further)
                    .put("date", date)
                    .put("url", self.url);
                if topic == Topic::Awards {
                    let entry = entry.put("about", about).list("highlights", highlights);
                    return sections.add(key, vec![entry.linked(links).into()]);
                }
                sections.add(key, vec![entry.put("note", about).linked(links).into()]);
                return sections.other(ImportedText::implied(heading), highlights);
            }
            Topic::Publications => {
                let entry = Entry::default()
                    .put("title", first)
                    .put("venue", further)
                    .put("date", date)
                    .put("url", self.url)
                    .put("about", about)
                    .linked(links);
                sections.add("publications", vec![entry.into()]);
                return sections.other(ImportedText::implied(heading), highlights);
            }
            Topic::Projects => {
                let entry = Entry::default()
                    .put("name", first)
                    .put("role", further)
                    .put("url", self.url);
                match self.period.start {
                    Some(start) => entry.put("start", Some(start)).put("end", end),
                    None => entry.put("date", date),
                }
            }
            Topic::Skills => {
                let items = about.into_iter().map(parts::bullet).chain(highlights);
                let items: Vec<DraftValue> = items.collect();
                links.extend(self.url.map(|it| it.text));
                let when = ImportedText::join(self.period.start.into_iter().chain(end), " – ");
                let name = if items.is_empty() { "text" } else { "group" };
                let entry = Entry::default()
                    .put(name, first)
                    .list("items", items)
                    .noted(ImportedText::join(further.into_iter().chain(when), ", "))
                    .linked(links);
                return sections.add("skills", vec![entry.shortest()]);
            }
            _ => {
                let when = ImportedText::join(self.period.start.into_iter().chain(end), " – ");
                let whole = ImportedText::join(first.into_iter().chain(further).chain(when), ", ");
                links.extend(self.url.map(|it| it.text));
                let whole = whole.map(|it| ImportedText { links, ..it });
                let mut items: Vec<DraftValue> = whole.into_iter().map(parts::bullet).collect();
                items.extend(about.map(parts::bullet));
                items.extend(highlights);
                return sections.other(ImportedText::implied(heading), items);
            }
        };
        let entry = entry.put("about", about).list("highlights", highlights);
        sections.add(
            "projects",
            vec![
                entry
                    .linked(links)
                    .rest(&self.source, &BTreeSet::new())
                    .into(),
            ],
        );
    }
}

/// Returns the jobs under a heading: one, or several at an employer, each under a line in italics or bold with its dates.
fn jobs_of<'n>(head: &Line<'n>, below: &[Line<'n>]) -> Vec<Job<'n>> {
    let is_position = |it: &Line<'_>| {
        let has_date = it.text.bytes().filter(u8::is_ascii_digit).count() >= 4;
        it.kind == Kind::Text && it.text.starts_with(['*', '_']) && has_date
    };
    let first = below.iter().position(is_position).unwrap_or(below.len());
    let n_positions = below.iter().filter(|it| is_position(it)).count();
    let (above, positions) = below.split_at(first);
    let whole = Parts::of(head, above);
    if n_positions == 0 || whole.period.end.is_some() || n_positions == 1 && is_title_first(&whole)
    {
        return vec![Parts::of(head, below).job(None, None)];
    }
    let mut names = whole.names.into_iter();
    let employer = names.next();
    let location = ImportedText::join(names.chain(whole.location), ", ");
    let jobs = positions
        .chunk_by(|_, it| !is_position(it))
        .filter_map(|position| {
            let (title, below) = position.split_first()?;
            Some(Parts::of(title, below).job(employer.as_ref(), location.as_ref()))
        });
    let mut jobs: Vec<Job<'n>> = jobs.collect();
    if let Some(first) = jobs.first_mut() {
        first.about_employer = whole.about;
        first.shared.retain(|it| it.0 != "url");
        first.shared.push(("url", whole.url));
        if let Some(title) = &mut first.title {
            title.links.extend(whole.links);
        }
    }
    jobs
}

fn is_title_first(parts: &Parts<'_>) -> bool {
    parts.names.first().is_some_and(|it| is_title(&it.text))
}

/// Returns whether a text looks like a job's title rather than an employer.
fn is_title(text: &str) -> bool {
    const WORDS: [&str; 24] = [
        "engineer",
        "manager",
        "developer",
        "director",
        "analyst",
        "designer",
        "lead",
        "consultant",
        "assistant",
        "specialist",
        "coordinator",
        "officer",
        "teacher",
        "nurse",
        "intern",
        "head of",
        "architect",
        "scientist",
        "administrator",
        "president",
        "founder",
        "editor",
        "producer",
        "associate",
    ];
    let text = text.to_lowercase();
    WORDS.iter().any(|it| text.contains(it))
}

fn is_school(text: &str) -> bool {
    let text = text.to_lowercase();
    [
        "universit",
        "college",
        "school",
        "institut",
        "academy",
        "hochschule",
    ]
    .iter()
    .any(|it| text.contains(it))
}

/// How many parts of a heading are looked for: people write two or three.
const MAX_PARTS: usize = 8;

/// Returns a part of a heading, with dates at its end in brackets or behind a comma apart; cut `most` times one in another.
fn undated_bits(bit: &str, most: usize) -> Vec<String> {
    let Some(most) = most.checked_sub(1) else {
        return vec![bit.to_owned()];
    };
    if let Some((name, dates)) = bit.strip_suffix(')').and_then(|it| it.rsplit_once(" ("))
        && dates.bytes().filter(u8::is_ascii_digit).count() >= 4
    {
        return [undated_bits(name, most), vec![dates.to_owned()]].concat();
    }
    let parts = bit
        .split_once(" — ")
        .or_else(|| bit.split_once(" – "))
        .or_else(|| bit.split_once(" @ "))
        .or_else(|| bit.split_once(" at "));
    match parts {
        Some((one, other)) if !one.chars().any(|it| it.is_ascii_digit()) => {
            [undated_bits(one, most), undated_bits(other, most)].concat()
        }
        _ => vec![bit.to_owned()],
    }
}
