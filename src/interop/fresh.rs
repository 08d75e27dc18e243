//! FRESH, the format of `HackMyResume`.

use std::collections::BTreeSet;

use super::draft::{DraftValue, Entry};
use super::imported_text::ImportedText;
use super::json_resume::interest;
use super::parts::{self, Job};
use super::rendercv::Sections;
use super::shape::Kind::{List, Map, Text, Texts};
use super::shape::Shape;
use super::source::Source;
use crate::profile::COURSES;

/// What stands where.
pub(super) const SHAPE: Shape<'_> = &[
    ("name", Text),
    ("info", Map),
    ("info.label", Text),
    ("info.brief", Text),
    ("contact", Map),
    ("contact.email", Text),
    ("contact.phone", Text),
    ("contact.website", Text),
    ("location", Map),
    ("social", List),
    ("social[]", Map),
    ("employment", Map),
    ("employment.history", List),
    ("employment.history[]", Map),
    ("employment.history[].employer", Text),
    ("employment.history[].position", Text),
    ("employment.history[].start", Text),
    ("employment.history[].end", Text),
    ("employment.history[].highlights", Texts),
    ("education", Map),
    ("education.history", List),
    ("education.history[]", Map),
    ("education.history[].institution", Text),
    ("education.history[].curriculum", Texts),
    ("service", Map),
    ("service.history", List),
    ("service.history[]", Map),
    ("affiliation", Map),
    ("skills", Map),
    ("skills.sets", List),
    ("skills.sets[]", Map),
    ("skills.sets[].skills", Texts),
    ("skills.list", List),
    ("projects", List),
    ("projects[]", Map),
    ("projects[].keywords", Texts),
    ("writing", List),
    ("recognition", List),
    ("languages", List),
    ("interests", List),
];

/// The order in which a new file has the sections.
const USUAL: [&str; 10] = [
    "summaries",
    "experience",
    "projects",
    "education",
    "volunteering",
    "skills",
    "publications",
    "awards",
    "languages",
    "interests",
];

/// Returns the profile.
pub(super) fn profile(root: &Source<'_>) -> Entry {
    let contact = root.get("contact");
    let location = root.get("location");
    let location = parts::together(
        [
            location.get("city"),
            location.get("region"),
            location.get("country"),
        ],
        ", ",
    );
    let website = parts::url(&contact.get("website"));
    let mut links: Vec<DraftValue> = website.map(DraftValue::Text).into_iter().collect();
    let social = root.get("social").items().into_iter();
    let social = social.map(|it| (it.any(&["network", "label"]), it.get("user"), it.get("url")));
    links.extend(parts::links(&social.collect::<Vec<_>>()));
    let contact = Entry::default()
        .put("email", parts::email(&contact.get("email")))
        .put("phone", contact.get("phone").said())
        .put("location", location)
        .list("links", links);
    let info = root.get("info");
    let mut made = Entry::default()
        .put("name", root.get("name").said())
        .put("headline", info.get("label").said());
    if !contact.is_empty() {
        made.fields.push(("contact", contact.into()));
    }
    let mut sections = Sections::default();
    for (key, section) in root.entries() {
        let items = section.items();
        let history = section.get("history").items();
        match key {
            "info" => sections.add("summaries", summary(&section.get("brief"))),
            "employment" => {
                sections.add("summaries", summary(&section.get("summary")));
                sections.jobs(history.iter().map(job).collect(), true);
            }
            "education" => {
                sections.add("education", history.iter().filter_map(education).collect());
            }
            "service" => sections.jobs(history.iter().map(job).collect(), false),
            "governance" => sections.jobs(items.iter().map(job).collect(), false),
            "projects" | "samples" => {
                sections.add("projects", items.iter().filter_map(project).collect());
            }
            "skills" => sections.add("skills", skills(&section)),
            "writing" | "speaking" => {
                sections.add(
                    "publications",
                    items.iter().filter_map(publication).collect(),
                );
            }
            "recognition" => sections.add("awards", items.iter().filter_map(award).collect()),
            "languages" => {
                sections.add("languages", items.iter().filter_map(language).collect());
            }
            "interests" => {
                sections.add("interests", items.iter().filter_map(interest).collect());
            }
            "affiliation" => {
                let members = history.iter();
                let members = members.flat_map(|it| line(it, &["role", "organization"]));
                sections.other(ImportedText::implied("Affiliations"), members.collect());
            }
            "extracurricular" => {
                let activities = items.iter();
                let activities =
                    activities.flat_map(|it| line(it, &["title", "activity", "location"]));
                sections.other(
                    ImportedText::implied("Extracurricular"),
                    activities.collect(),
                );
            }
            _ => {}
        }
    }
    sections.fill(made, &USUAL)
}

fn summary(text: &Source<'_>) -> Vec<DraftValue> {
    let summary = parts::paragraph(text).into_iter();
    summary.map(parts::bullet).collect()
}

fn job<'n>(it: &Source<'n>) -> Job<'n> {
    let summary = parts::parted(&it.get("summary"));
    let mut highlights = summary.bullets;
    highlights.extend(parts::bullets(&it.get("highlights")));
    Job {
        source: it.clone(),
        employer: it.any(&["employer", "organization"]).said(),
        shared: vec![
            ("location", it.get("location").said()),
            ("url", parts::url(&it.get("url"))),
        ],
        title: it.any(&["position", "role"]).said(),
        period: parts::period(&it.get("start"), &it.get("end")),
        about: summary.about,
        highlights,
        meta: Entry::default().texts("tags", parts::texts(&it.get("keywords"))),
        ..Job::default()
    }
}

fn education(it: &Source<'_>) -> Option<DraftValue> {
    let summary = parts::parted(&it.get("summary"));
    let mut highlights: Vec<DraftValue> = summary.about.into_iter().map(parts::bullet).collect();
    highlights.extend(summary.bullets);
    highlights.extend(parts::bullets(&it.get("highlights")));
    let courses = ImportedText::join(parts::texts(&it.get("curriculum")), ", ");
    highlights.extend(courses.map(|courses| {
        let text = format!("{COURSES}{}", courses.text);
        parts::bullet(courses.with_text(text))
    }));
    let period = parts::period(&it.get("start"), &it.get("end"));
    let entry = Entry::default()
        .put("institution", it.get("institution").said())
        .put("degree", it.any(&["title", "studyType", "degree"]).said())
        .put("field", it.get("area").said())
        .put("location", it.get("location").said())
        .put("start", period.start)
        .put("end", period.end)
        .put("gpa", it.any(&["grade", "gpa"]).said())
        .list("highlights", highlights)
        .rest(it, &BTreeSet::new())
        .comment(period.comment);
    entry.starts_with("institution").then(|| entry.into())
}

fn project(it: &Source<'_>) -> Option<DraftValue> {
    let description = parts::parted(&it.get("description"));
    let summary = parts::parted(&it.get("summary"));
    let (about, further) = match (description.about, summary.about) {
        (None, about) => (about, None),
        both => both,
    };
    let mut highlights = description.bullets;
    highlights.extend(further.map(parts::bullet));
    highlights.extend(summary.bullets);
    highlights.extend(parts::bullets(&it.get("highlights")));
    let entry = Entry::default()
        .put("name", it.any(&["title", "name"]).said())
        .put("role", it.get("role").said())
        .put("url", parts::url(&it.any(&["url", "repo"])));
    let period = parts::period(&it.get("start"), &it.get("end"));
    let date =
        parts::date(&it.get("date")).filter(|_| period.start.is_none() && period.end.is_none());
    let entry = entry
        .put("start", period.start)
        .put("end", period.end)
        .put("date", date)
        .put("about", about)
        .list("highlights", highlights)
        .texts("tags", parts::texts(&it.get("keywords")))
        .rest(it, &BTreeSet::new())
        .comment(period.comment);
    entry.starts_with("name").then(|| entry.into())
}

fn publication(it: &Source<'_>) -> Option<DraftValue> {
    let publisher = it.get("publisher");
    let venue = publisher.said().or_else(|| publisher.get("name").said());
    let entry = Entry::default()
        .put("title", it.get("title").said())
        .put(
            "authors",
            ImportedText::join(parts::texts(&it.get("author")), ", "),
        )
        .put("venue", venue.or_else(|| it.get("event").said()))
        .put("date", parts::date(&it.get("date")))
        .put("url", parts::url(&it.get("url")))
        .put("about", parts::paragraph(&it.get("summary")))
        .rest(it, &BTreeSet::new());
    entry.starts_with("title").then(|| entry.into())
}

fn award(it: &Source<'_>) -> Option<DraftValue> {
    let summary = parts::parted(&it.get("summary"));
    let entry = Entry::default()
        .put("name", it.get("title").said())
        .put("issuer", it.get("from").said())
        .put("date", parts::date(&it.get("date")))
        .put("url", parts::url(&it.get("url")))
        .put("about", summary.about)
        .list("highlights", summary.bullets)
        .rest(it, &BTreeSet::new());
    entry.starts_with("name").then(|| entry.into())
}

fn language(it: &Source<'_>) -> Option<DraftValue> {
    let entry = Entry::default()
        .put("language", it.any(&["language", "name"]).said())
        .put("level", it.get("level").said())
        .rest(it, &BTreeSet::new());
    entry.starts_with("language").then(|| entry.into())
}

fn skills(section: &Source<'_>) -> Vec<DraftValue> {
    let none = BTreeSet::new();
    let set = |it: &Source<'_>| {
        let items = parts::texts(&it.get("skills"));
        let name = it.get("name").said();
        if items.is_empty() {
            return Entry::default()
                .put("text", name)
                .rest(it, &none)
                .shortest_with("text");
        }
        let group = Entry::default().put("group", name).texts("items", items);
        Some(group.rest(it, &none).into())
    };
    let single = |it: &Source<'_>| {
        let text = it.said().or_else(|| it.get("name").said());
        Entry::default()
            .put("text", text)
            .rest(it, &none)
            .shortest_with("text")
    };
    let (sets, singles) = (section.get("sets").items(), section.get("list").items());
    let sets = sets.iter().filter_map(set);
    sets.chain(singles.iter().filter_map(single)).collect()
}

/// Returns the lines of something that no section is for: what it is called by `keys`, and what is told of it.
fn line(it: &Source<'_>, keys: &[&str]) -> Vec<DraftValue> {
    let text = parts::together(keys.iter().map(|key| it.get(key)), ", ");
    let summary = parts::parted(&it.get("summary"));
    let mut below: Vec<DraftValue> = summary.about.into_iter().map(parts::bullet).collect();
    below.extend(summary.bullets);
    below.extend(parts::bullets(&it.get("highlights")));
    let mut elsewhere = BTreeSet::new();
    for it in &below {
        it.origins(&mut elsewhere);
    }
    let first = Entry::default().put("text", text).rest(it, &elsewhere);
    let mut lines: Vec<DraftValue> = first.shortest_with("text").into_iter().collect();
    lines.extend(below);
    lines
}
