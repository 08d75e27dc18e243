//! RenderCV 2.x: sections under titles of the person's own, and entries known by their keys.

use std::collections::BTreeSet;

use super::draft::{DraftValue, Entry};
use super::imported_text::ImportedText;
use super::parts::{self, Job, Period};
use super::prose;
use super::shape::Kind::{List, Map, Text, Texts};
use super::shape::Shape;
use super::source::Source;

/// What stands where.
pub(super) const SHAPE: Shape<'_> = &[
    ("cv", Map),
    ("cv.name", Text),
    ("cv.headline", Text),
    ("cv.location", Text),
    ("cv.email", Texts),
    ("cv.phone", Texts),
    ("cv.website", Texts),
    ("cv.social_networks", List),
    ("cv.social_networks[]", Map),
    ("cv.social_networks[].network", Text),
    ("cv.social_networks[].username", Text),
    ("cv.sections", Map),
    ("cv.sections.*", List),
    ("cv.sections.*[].company", Text),
    ("cv.sections.*[].position", Text),
    ("cv.sections.*[].institution", Text),
    ("cv.sections.*[].area", Text),
    ("cv.sections.*[].degree", Text),
    ("cv.sections.*[].name", Text),
    ("cv.sections.*[].title", Text),
    ("cv.sections.*[].authors", Texts),
    ("cv.sections.*[].label", Text),
    ("cv.sections.*[].details", Text),
    ("cv.sections.*[].bullet", Text),
    ("cv.sections.*[].date", Text),
    ("cv.sections.*[].start_date", Text),
    ("cv.sections.*[].end_date", Text),
    ("cv.sections.*[].location", Text),
    ("cv.sections.*[].summary", Text),
    ("cv.sections.*[].highlights", Texts),
];

/// The sections of a profile while they are filled.
#[derive(Debug, Default)]
pub(super) struct Sections {
    /// Each section with its entries, in the order in which they were first met; that of the person's own headings where it
    /// was last met.
    found: Vec<(&'static str, Vec<DraftValue>)>,
    /// Those under headings of the person's own.
    others: Vec<(ImportedText, Vec<DraftValue>)>,
    /// The titles that sections have in the source, where these are values of it.
    titles: Vec<(&'static str, ImportedText)>,
}

impl Sections {
    /// Adds entries to a section.
    pub(super) fn add(&mut self, key: &'static str, entries: Vec<DraftValue>) {
        if entries.is_empty() {
            return;
        }
        match self.found.iter_mut().find(|(it, _)| *it == key) {
            Some((_, of_key)) => of_key.extend(entries),
            None => self.found.push((key, entries)),
        }
    }

    /// Adds lines to the section under a heading of the person's own.
    pub(super) fn other(&mut self, heading: ImportedText, items: Vec<DraftValue>) {
        let mut others = self.others.iter_mut();
        match others.find(|(it, _)| it.text == heading.text) {
            Some((known, of_heading)) if !items.is_empty() => {
                known.also(&heading);
                of_heading.extend(items);
                self.has_others_here();
            }
            _ => self.own(heading, items),
        }
    }

    /// Adds a section under a heading of the person's own, though there be another of that heading.
    pub(super) fn own(&mut self, heading: ImportedText, items: Vec<DraftValue>) {
        if !items.is_empty() {
            self.others.push((heading, items));
            self.has_others_here();
        }
    }

    /// Notes that sections under the person's own headings stand together, where the last of them stood: a greeting at the
    /// top doesn't pull patents up there.
    fn has_others_here(&mut self) {
        self.found.retain(|(it, _)| *it != "other");
        self.found.push(("other", Vec::new()));
    }

    /// Notes the title that a section has in the source.
    pub(super) fn title(&mut self, key: &'static str, title: ImportedText) {
        self.titles.push((key, title));
    }

    /// Adds jobs; those without dates come last under a heading of their own.
    pub(super) fn jobs(&mut self, jobs: Vec<Job<'_>>, is_paid: bool) {
        let (key, name) = if is_paid {
            ("experience", "employer")
        } else {
            ("volunteering", "organization")
        };
        let made = parts::employments(jobs, name, is_paid);
        self.add(key, made.employers);
        self.other(ImportedText::implied(parts::UNDATED), made.undated);
    }

    /// Returns a profile with these sections. It names their order, unless that is known or the `usual` one of such files,
    /// which says nothing of what the person wants.
    pub(super) fn fill(self, mut profile: Entry, usual: &[&str]) -> Entry {
        let mut left = usual.iter();
        let mut named = self.found.iter().filter(|it| it.0 != "other");
        let is_usual = !usual.is_empty() && named.all(|(key, _)| left.any(|it| it == key));
        let is_known = profile.fields.iter().any(|it| it.0 == "sections");
        let order = self.found.iter().map(|(key, _)| {
            let name = if *key == "summaries" { "summary" } else { key };
            let mut said = ImportedText::implied(name);
            let titles = self.titles.iter().filter(|(it, _)| it == key);
            titles.for_each(|(_, it)| said.also(it));
            said
        });
        let order: Vec<ImportedText> = order.collect();
        let others = self.others.into_iter().map(|(heading, items)| {
            let entry = Entry::default().put("heading", Some(heading));
            DraftValue::from(entry.list("items", items))
        });
        let mut others = Some(others.collect::<Vec<_>>());
        for (key, entries) in self.found {
            let entries = match key {
                "other" => others.take().unwrap_or_default(),
                "skills" => parts::skill_list(&entries),
                _ => entries,
            };
            profile = profile.list(key, entries);
        }
        if is_usual || is_known {
            return profile;
        }
        profile.texts("sections", order)
    }
}

/// What a section's title says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Topic {
    Summary,
    Experience,
    Volunteering,
    Education,
    Projects,
    Publications,
    Certifications,
    Awards,
    Skills,
    Languages,
    Interests,
    Other,
}

impl Topic {
    /// Returns the key of its section.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Summary => "summaries",
            Self::Experience => "experience",
            Self::Volunteering => "volunteering",
            Self::Education => "education",
            Self::Projects => "projects",
            Self::Publications => "publications",
            Self::Certifications => "certifications",
            Self::Awards => "awards",
            Self::Skills => "skills",
            Self::Languages => "languages",
            Self::Interests => "interests",
            Self::Other => "other",
        }
    }

    /// Returns the topic of a title.
    pub(super) fn of(title: &str) -> Self {
        const WORDS: [(&str, Topic); 33] = [
            ("volunt", Topic::Volunteering),
            ("community", Topic::Volunteering),
            ("programming languages", Topic::Skills),
            ("language", Topic::Languages),
            ("project", Topic::Projects),
            ("open source", Topic::Projects),
            ("open-source", Topic::Projects),
            ("portfolio", Topic::Projects),
            ("publication", Topic::Publications),
            ("papers", Topic::Publications),
            ("articles", Topic::Publications),
            ("certif", Topic::Certifications),
            ("licen", Topic::Certifications),
            ("award", Topic::Awards),
            ("honor", Topic::Awards),
            ("honour", Topic::Awards),
            ("achievement", Topic::Awards),
            ("scholarship", Topic::Awards),
            ("skill", Topic::Skills),
            ("technolog", Topic::Skills),
            ("competenc", Topic::Skills),
            ("tools", Topic::Skills),
            ("interest", Topic::Interests),
            ("hobb", Topic::Interests),
            ("education", Topic::Education),
            ("academic", Topic::Education),
            ("experience", Topic::Experience),
            ("employment", Topic::Experience),
            ("work", Topic::Experience),
            ("career", Topic::Experience),
            ("summary", Topic::Summary),
            ("profile", Topic::Summary),
            ("objective", Topic::Summary),
        ];
        let title = title.to_lowercase();
        if ["about", "about me"].contains(&title.as_str()) {
            return Self::Summary;
        }
        let found = WORDS.iter().find(|(it, _)| title.contains(it));
        found.map_or(Self::Other, |it| it.1)
    }
}

/// Returns the profile.
pub(super) fn profile(root: &Source<'_>) -> Entry {
    let cv = root.get("cv");
    let first = |key| {
        cv.get(key)
            .items()
            .into_iter()
            .next()
            .unwrap_or_else(|| cv.get(key))
    };
    let mut links: Vec<DraftValue> = Vec::new();
    let pages = cv.get("website").items();
    links.extend(pages.iter().filter_map(parts::url).map(DraftValue::Text));
    let networks = cv.get("social_networks").items().into_iter();
    let networks = networks.map(|it| (it.get("network"), it.get("username"), it.get("url")));
    links.extend(parts::links(&networks.collect::<Vec<_>>()));
    let own = cv.get("custom_connections").items().into_iter();
    let own = own.map(|it| (it.get("placeholder"), it.get("nothing"), it.get("url")));
    links.extend(parts::links(&own.collect::<Vec<_>>()));
    let contact = Entry::default()
        .put("email", parts::email(&first("email")))
        .put("phone", phone(&first("phone")))
        .put("location", cv.get("location").said())
        .list("links", links);
    let language = root.get("locale").get("language");
    let mut made = Entry::default()
        .put("name", cv.get("name").said())
        .put("headline", cv.any(&["headline", "label"]).said())
        .put("lang", language_tag(&language));
    if !contact.is_empty() {
        made.fields.push(("contact", contact.into()));
    }
    let mut sections = Sections::default();
    for (title, section) in cv.get("sections").entries() {
        fill(&mut sections, title, &section);
    }
    sections.fill(made, &[])
}

/// Returns a telephone number, which RenderCV may write as an address.
fn phone(source: &Source<'_>) -> Option<ImportedText> {
    let said = source.said()?;
    let text = said
        .text
        .strip_prefix("tel:")
        .unwrap_or(&said.text)
        .to_owned();
    Some(said.with_text(text))
}

fn language_tag(source: &Source<'_>) -> Option<ImportedText> {
    const TAGS: [(&str, &str); 18] = [
        ("english", "en"),
        ("german", "de"),
        ("french", "fr"),
        ("spanish", "es"),
        ("italian", "it"),
        ("portuguese", "pt"),
        ("dutch", "nl"),
        ("danish", "da"),
        ("turkish", "tr"),
        ("russian", "ru"),
        ("japanese", "ja"),
        ("korean", "ko"),
        ("mandarin_chinese", "zh"),
        ("hindi", "hi"),
        ("hungarian", "hu"),
        ("indonesian", "id"),
        ("norwegian_bokmål", "nb"),
        ("vietnamese", "vi"),
    ];
    let said = source.said()?;
    let tag = TAGS.iter().find(|(it, _)| *it == said.text)?.1;
    let remark = format!("stands as {tag}");
    Some(ImportedText {
        remark: Some(remark),
        ..said.with_text(tag)
    })
}

fn fill(sections: &mut Sections, title: &str, section: &Source<'_>) {
    let none = BTreeSet::new();
    let topic = Topic::of(title);
    let heading = heading(title);
    let mut jobs = Vec::new();
    let mut texts = Vec::new();
    let mut lines = Vec::new();
    for it in section.items() {
        let has = |key: &str| it.get(key).is_there();
        if it.is_text() {
            texts.push(it);
        } else if has("company") || has("position") {
            jobs.push(job(&it));
        } else if has("institution") || (has("area") && has("degree")) {
            sections.add("education", vec![education(&it, &none)]);
        } else if has("title") && (has("authors") || has("journal")) {
            sections.add("publications", vec![publication(&it, &none)]);
        } else if has("label") {
            labelled(sections, &mut lines, topic, &it);
        } else if has("name") || has("title") {
            named(sections, &mut lines, topic, &it);
        } else {
            let bullet = ["bullet", "number", "reversed_number"];
            texts.push(it.any(&bullet));
        }
    }
    sections.jobs(jobs, topic != Topic::Volunteering);
    let said = || texts.iter().filter_map(Source::said);
    let named = |key| said().map(|it| parts::linked(key, it)).collect();
    match topic {
        Topic::Summary => {
            let whole = texts.iter().filter_map(parts::paragraph);
            let whole = ImportedText::join(whole, " ").map(parts::bullet);
            sections.add("summaries", whole.into_iter().collect());
        }
        Topic::Awards => sections.add("awards", named("name")),
        Topic::Certifications => sections.add("certifications", named("name")),
        Topic::Languages => sections.add("languages", named("language")),
        Topic::Skills => sections.add("skills", texts.iter().flat_map(skills).collect()),
        Topic::Interests => sections.add("interests", said().map(parts::bullet).collect()),
        _ => lines.extend(texts.iter().flat_map(bullets)),
    }
    sections.other(ImportedText::implied(&heading), lines);
}

/// Returns a title as RenderCV prints it: `selected_honors` is `Selected Honors`.
fn heading(title: &str) -> String {
    if !title.contains(char::is_alphanumeric) {
        return "Additional".to_owned();
    }
    if title.contains([' ']) || title.chars().any(char::is_uppercase) {
        return title.to_owned();
    }
    let words = title.split('_').map(|word| {
        let mut characters = word.chars();
        let first = characters.next().map(|it| it.to_uppercase().to_string());
        first.unwrap_or_default() + characters.as_str()
    });
    words.collect::<Vec<_>>().join(" ")
}

/// Returns the bullets of a list; ` - ` within one starts a bullet below it, as RenderCV has it.
fn bullets(source: &Source<'_>) -> Vec<DraftValue> {
    let items = source.items();
    let of_item = |it: &Source<'_>| {
        let raw = it.raw().unwrap_or_default();
        let lines = raw.trim().replace(" - ", "\n- ");
        let blocks = prose::blocks(&lines).into_iter();
        let said = blocks.map(|block| parts::bullet(it.as_said(block.text, block.links)));
        said.collect::<Vec<_>>()
    };
    items.iter().flat_map(of_item).collect()
}

/// Returns when an entry was: `date` alone, or `start_date` and `end_date`.
fn period(it: &Source<'_>) -> Period {
    let date = it.get("date");
    if date.is_there() {
        return parts::period_of(&date);
    }
    parts::period(&it.get("start_date"), &it.get("end_date"))
}

fn job<'n>(it: &Source<'n>) -> Job<'n> {
    let period = period(it);
    let summary = parts::parted(&it.get("summary"));
    let mut highlights = summary.bullets;
    highlights.extend(bullets(&it.get("highlights")));
    Job {
        source: it.clone(),
        employer: it.get("company").said(),
        shared: vec![
            ("location", it.get("location").said()),
            ("url", parts::url(&it.get("url"))),
        ],
        title: it.get("position").said(),
        period,
        about: summary.about,
        highlights,
        ..Job::default()
    }
}

fn education(it: &Source<'_>, none: &BTreeSet<String>) -> DraftValue {
    let period = period(it);
    let summary = parts::parted(&it.get("summary"));
    let mut highlights: Vec<DraftValue> = summary.about.into_iter().map(parts::bullet).collect();
    highlights.extend(summary.bullets);
    highlights.extend(bullets(&it.get("highlights")));
    let school = it.get("institution").said();
    let degree = it.get("degree").said();
    let (school, degree) = parts::named(school, degree);
    Entry::default()
        .put("institution", school)
        .put("degree", degree)
        .put("field", it.get("area").said())
        .put("location", it.get("location").said())
        .put("start", period.start)
        .put("end", period.end)
        .put("gpa", it.get("gpa").said())
        .list("highlights", highlights)
        .rest(it, none)
        .comment(period.comment)
        .into()
}

fn publication(it: &Source<'_>, none: &BTreeSet<String>) -> DraftValue {
    let (title, linked) = name(&it.get("title"));
    let url = parts::url(&it.get("url"))
        .or_else(|| doi(&it.get("doi")))
        .or(linked);
    Entry::default()
        .put("title", title)
        .put(
            "authors",
            ImportedText::join(parts::texts(&it.get("authors")), ", "),
        )
        .put("venue", it.get("journal").said())
        .put("date", parts::date(&it.get("date")))
        .put("url", url)
        .put("about", parts::paragraph(&it.get("summary")))
        .rest(it, none)
        .into()
}

/// Returns the address of a publication by its number.
fn doi(source: &Source<'_>) -> Option<ImportedText> {
    let number = source.raw()?.trim();
    let text = if number.starts_with("http") {
        number.to_owned()
    } else {
        format!("https://doi.org/{number}")
    };
    crate::profile::is_address(&text).then(|| source.as_said(text, Vec::new()))
}

/// Returns a name and, where it is a link, its address.
fn name(source: &Source<'_>) -> (Option<ImportedText>, Option<ImportedText>) {
    let Some(mut said) = source.said() else {
        return (None, None);
    };
    let linked = match said.links.as_slice() {
        [one] if crate::profile::is_address(one) => Some(source.as_said(one.clone(), Vec::new())),
        _ => None,
    };
    if linked.is_some() {
        said.links.clear();
    }
    (Some(said), linked)
}

/// Adds an entry with a name, which may be of any section.
fn named(sections: &mut Sections, lines: &mut Vec<DraftValue>, topic: Topic, it: &Source<'_>) {
    let none = BTreeSet::new();
    let (name, linked) = name(&it.any(&["name", "title"]));
    let period = period(it);
    let summary = parts::parted(&it.get("summary"));
    let mut highlights = summary.bullets;
    highlights.extend(bullets(&it.get("highlights")));
    let url = parts::url(&it.get("url")).or(linked);
    let dated = |key: &'static str, about: Option<ImportedText>, highlights: Vec<DraftValue>| {
        let entry = Entry::default().put("name", name.clone());
        // What lasted has no single date: the last one counts, and the note has the rest.
        let end = period.end.clone().filter(|it| it.text != "present");
        let entry = entry.put("date", end).put("url", url.clone());
        let entry = match key {
            "certifications" => entry,
            _ => entry.put("about", about).list("highlights", highlights),
        };
        entry.rest(it, &none).comment(period.comment.clone()).into()
    };
    match topic {
        Topic::Certifications => sections.add(
            "certifications",
            vec![dated("certifications", None, Vec::new())],
        ),
        Topic::Awards => sections.add("awards", vec![dated("awards", summary.about, highlights)]),
        Topic::Other | Topic::Interests | Topic::Skills | Topic::Languages | Topic::Summary => {
            let when = it
                .get("date")
                .said()
                .or_else(|| parts::together([it.get("start_date"), it.get("end_date")], " – "));
            let head = [name, it.get("location").said(), when]
                .into_iter()
                .flatten();
            let mut below = BTreeSet::new();
            for it in &highlights {
                it.origins(&mut below);
            }
            if let Some(about) = &summary.about {
                below.extend(about.from.iter().map(|it| it.path.clone()));
            }
            let first = Entry::default()
                .put("text", ImportedText::join(head, ", "))
                .rest(it, &below);
            lines.extend(first.shortest_with("text"));
            lines.extend(summary.about.map(parts::bullet));
            lines.extend(highlights);
        }
        _ => {
            let entry = Entry::default().put("name", name).put("url", url);
            let entry = match period.start {
                Some(start) => entry.put("start", Some(start)).put("end", period.end),
                None if period.end.as_ref().is_some_and(|it| it.text == "present") => {
                    entry.put("end", period.end)
                }
                None => entry.put("date", period.end),
            };
            let entry = entry
                .put("about", summary.about)
                .list("highlights", highlights)
                .rest(it, &none)
                .comment(period.comment);
            sections.add("projects", vec![entry.into()]);
        }
    }
}

/// Adds an entry of one line: a label and what it stands for.
fn labelled(sections: &mut Sections, lines: &mut Vec<DraftValue>, topic: Topic, it: &Source<'_>) {
    let none = BTreeSet::new();
    let label = it.get("label").said();
    let details = it.get("details");
    let line = |key: &'static str| {
        let whole = ImportedText::join(
            [it.get("label").said(), details.said()]
                .into_iter()
                .flatten(),
            ": ",
        );
        Entry::default()
            .put(key, whole)
            .rest(it, &none)
            .shortest_with(key)
    };
    match topic {
        Topic::Languages => {
            let entry = Entry::default()
                .put("language", label)
                .put("level", details.said());
            sections.add("languages", vec![entry.rest(it, &none).into()]);
        }
        Topic::Interests => sections.add("interests", line("text").into_iter().collect()),
        Topic::Awards => sections.add("awards", line("name").into_iter().collect()),
        Topic::Certifications => sections.add("certifications", line("name").into_iter().collect()),
        Topic::Skills | Topic::Experience | Topic::Projects => {
            let items = skills(&details);
            let entry = if items.is_empty() {
                Entry::default()
                    .put("text", label)
                    .rest(it, &none)
                    .shortest_with("text")
            } else {
                let group = Entry::default().put("group", label);
                Some(group.list("items", items).rest(it, &none).into())
            };
            sections.add("skills", entry.into_iter().collect());
        }
        _ => lines.extend(line("text")),
    }
}

/// Returns the skills that a text lists, parted by commas that stand in no brackets.
fn skills(source: &Source<'_>) -> Vec<DraftValue> {
    source.said().map_or_else(Vec::new, |it| listed(&it))
}

/// Returns what a text lists, parted by commas that stand in no brackets.
pub(super) fn listed(said: &ImportedText) -> Vec<DraftValue> {
    let mut depth = 0_usize;
    let mut items = vec![String::new()];
    for it in said.text.chars() {
        match it {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        match items.last_mut() {
            Some(last) if it != ',' && it != ';' || depth > 0 => last.push(it),
            _ => items.push(String::new()),
        }
    }
    let items = items.iter().map(|it| it.trim()).filter(|it| !it.is_empty());
    let items = items.enumerate().map(|(idx, it)| {
        let links = if idx == 0 {
            said.links.clone()
        } else {
            Vec::new()
        };
        parts::bullet(ImportedText {
            links,
            ..said.clone().with_text(it)
        })
    });
    items.collect()
}
