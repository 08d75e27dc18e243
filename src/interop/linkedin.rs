//! LinkedIn's data export: one table for each section of the profile there.

use std::collections::{BTreeMap, BTreeSet};

use super::draft::{DraftValue, Entry};
use super::linkedin_tables::{self, table_name};
use super::parts::{self, Job};
use super::source::Source;
use crate::diag::Span;
use crate::yaml::{Key, Node, Value};

/// Returns the tables as one tree, and notes on the files that were not read.
pub(super) fn tree(files: &[(String, Vec<u8>)]) -> Result<(Node, Vec<String>), String> {
    let mut entries: Vec<(Key, Node)> = Vec::new();
    // The file that each table was read from.
    let mut read: BTreeMap<&str, &str> = BTreeMap::new();
    let mut others: Vec<&str> = Vec::new();
    let mut notes = Vec::new();
    let mut wrong = Vec::new();
    for (name, bytes) in files {
        let Some(table) = table_name(name) else {
            others.push(name);
            continue;
        };
        if let Some(first) = read.get(table) {
            notes.push(format!(
                "the table {table} is there twice: of {first} and {name}, the first was read"
            ));
            continue;
        }
        read.insert(table, name);
        match linkedin_tables::rows(name, bytes) {
            Ok(node) => entries.push((
                Key {
                    name: table.to_owned(),
                    span: Span::default(),
                },
                node,
            )),
            Err(error) => wrong.push(error),
        }
    }
    if !wrong.is_empty() {
        return Err(wrong.join("\n  "));
    }
    if entries.is_empty() {
        return Err(
            "there is no Profile.csv, Positions.csv or the like: it is not a LinkedIn export"
                .to_owned(),
        );
    }
    if !others.is_empty() {
        let others = others.join(", ");
        notes.insert(
            0,
            format!("not read, for they are no part of a resume: {others}"),
        );
    }
    Ok((linkedin_tables::node(Value::Map(entries)), notes))
}

/// Returns the profile.
pub(super) fn profile(root: &Source<'_>) -> Entry {
    let rows = |table: &str| root.get(table).items();
    let own = root
        .get("Profile")
        .items()
        .into_iter()
        .next()
        .unwrap_or_else(|| root.get("Profile"));
    let name = parts::together([own.get("First Name"), own.get("Last Name")], " ");
    let emails = rows("Email Addresses");
    let is_primary = |it: &&Source<'_>| {
        let primary = it.get("Primary").raw();
        primary.is_some_and(|it| it.eq_ignore_ascii_case("yes"))
    };
    let email = emails.iter().find(is_primary).or(emails.first());
    let location = own.any(&["Geo Location", "Location"]).said();
    let contact = Entry::default()
        .put(
            "email",
            email.and_then(|it| parts::email(&it.get("Email Address"))),
        )
        .put(
            "phone",
            rows("PhoneNumbers")
                .first()
                .and_then(|it| it.get("Number").said()),
        )
        .put("location", location)
        .list("links", sites(&own.get("Websites")));
    let mut made = Entry::default()
        .put("name", name)
        .put("headline", own.get("Headline").said());
    if !contact.is_empty() {
        made.fields.push(("contact", contact.into()));
    }
    let summary = [
        own.get("Summary"),
        root.get("Profile Summary")
            .items()
            .first()
            .map_or_else(|| own.get("none"), |it| it.get("Profile Summary")),
    ];
    let summary = summary.iter().find_map(parts::paragraph);
    let jobs = rows("Positions");
    let jobs = parts::employments(
        jobs.iter().map(|it| job(it, "Title")).collect(),
        "employer",
        true,
    );
    let mut unpaid = rows("Volunteering");
    unpaid.extend(rows("Volunteering Experiences"));
    let unpaid = parts::employments(
        unpaid.iter().map(|it| job(it, "Role")).collect(),
        "organization",
        false,
    );
    let entries = |table: &str, of: fn(&Source<'_>) -> Entry| -> Vec<DraftValue> {
        let rows = rows(table);
        let named = rows.iter().map(of).filter(parts::is_named);
        named.map(DraftValue::from).collect()
    };
    let mut publications = entries("Publications", publication);
    publications.extend(entries("Patents", publication));
    let skills = rows("Skills")
        .iter()
        .filter_map(|it| it.any(&["Name", "Skill"]).said())
        .collect();
    let mut other: Vec<DraftValue> = parts::other(parts::UNDATED, jobs.undated)
        .into_iter()
        .collect();
    for (table, heading) in [("Courses", "Courses"), ("Organizations", "Organizations")] {
        let lines = rows(table);
        let lines = lines.iter().filter_map(line);
        other.extend(parts::other(heading, lines.collect()));
    }
    made.list(
        "summaries",
        summary.map(parts::bullet).into_iter().collect(),
    )
    .list("experience", jobs.employers)
    .list("projects", entries("Projects", project))
    .list("education", entries("Education", education))
    .list("certifications", entries("Certifications", certification))
    .texts("skills", skills)
    .list("languages", entries("Languages", language))
    .list("awards", entries("Honors", award))
    .list("publications", publications)
    .list("volunteering", unpaid.employers)
    .list("other", other)
}

/// Returns the addresses in a list such as `[PORTFOLIO:https://a.example,OTHER:b.example]`.
fn sites(source: &Source<'_>) -> Vec<DraftValue> {
    let raw = source.raw().unwrap_or_default();
    let inner = raw.trim().trim_start_matches('[').trim_end_matches(']');
    let mut found = Vec::new();
    for part in inner.split(',') {
        let part = part.trim();
        let (label, address) = match part.split_once(':') {
            Some((label, rest)) if !rest.starts_with("//") => (Some(label.trim()), rest.trim()),
            _ => (None, part),
        };
        if !crate::profile::is_address(address) {
            continue;
        }
        let said = |it: &str| Some(source.as_said(it.to_owned(), Vec::new()));
        found.push(match label.filter(|it| !it.is_empty()) {
            Some(label) => Entry::default()
                .put("label", said(&capital(label)))
                .put("url", said(address))
                .into(),
            None => DraftValue::Text(source.as_said(address.to_owned(), Vec::new())),
        });
    }
    found
}

/// Returns a word of capitals as people write it.
fn capital(word: &str) -> String {
    let (first, rest) = word.split_at(word.chars().next().map_or(0, char::len_utf8));
    first.to_uppercase() + &rest.to_lowercase()
}

fn job<'n>(it: &Source<'n>, title: &str) -> Job<'n> {
    let text = parts::parted(&it.get("Description"));
    Job {
        source: it.clone(),
        employer: it.any(&["Company Name", "Organization"]).said(),
        shared: vec![("location", it.get("Location").said())],
        title: it.get(title).said(),
        period: parts::period(&it.get("Started On"), &it.get("Finished On")),
        about: text.about,
        highlights: text.bullets,
        ..Job::default()
    }
}

fn project(it: &Source<'_>) -> Entry {
    let text = parts::parted(&it.get("Description"));
    let period = parts::period(&it.get("Started On"), &it.get("Finished On"));
    Entry::default()
        .put("name", it.any(&["Title", "Name"]).said())
        .put("url", parts::url(&it.get("Url")))
        .put("start", period.start)
        .put("end", period.end)
        .put("about", text.about)
        .list("highlights", text.bullets)
        .rest(it, &BTreeSet::new())
        .comment(period.comment)
}

fn education(it: &Source<'_>) -> Entry {
    let notes = parts::parted(&it.get("Notes"));
    let activities = parts::parted(&it.get("Activities"));
    let mut highlights: Vec<DraftValue> = Vec::new();
    for text in [notes, activities] {
        highlights.extend(text.about.map(parts::bullet));
        highlights.extend(text.bullets);
    }
    let period = parts::period(&it.get("Start Date"), &it.get("End Date"));
    Entry::default()
        .put("institution", it.get("School Name").said())
        .put("degree", it.get("Degree Name").said())
        .put("start", period.start)
        .put("end", period.end)
        .list("highlights", highlights)
        .rest(it, &BTreeSet::new())
        .comment(period.comment)
}

fn certification(it: &Source<'_>) -> Entry {
    let period = parts::period(&it.get("Started On"), &it.get("Finished On"));
    Entry::default()
        .put("name", it.get("Name").said())
        .put("issuer", it.get("Authority").said())
        .put("date", period.start)
        .put("expires", period.end.filter(|it| it.text != "present"))
        .put("number", it.get("License Number").said())
        .put("url", parts::url(&it.get("Url")))
        .rest(it, &BTreeSet::new())
        .comment(period.comment)
}

fn publication(it: &Source<'_>) -> Entry {
    Entry::default()
        .put("title", it.any(&["Name", "Title"]).said())
        .put("venue", it.any(&["Publisher", "Issuer"]).said())
        .put(
            "date",
            parts::date(&it.any(&["Published On", "Issued On", "Filed On"])),
        )
        .put("url", parts::url(&it.get("Url")))
        .put("about", parts::paragraph(&it.get("Description")))
        .rest(it, &BTreeSet::new())
}

fn award(it: &Source<'_>) -> Entry {
    let text = parts::parted(&it.get("Description"));
    Entry::default()
        .put("name", it.any(&["Title", "Name"]).said())
        .put("issuer", it.get("Issuer").said())
        .put("date", parts::date(&it.get("Issued On")))
        .put("about", text.about)
        .list("highlights", text.bullets)
        .rest(it, &BTreeSet::new())
}

fn language(it: &Source<'_>) -> Entry {
    Entry::default()
        .put("language", it.get("Name").said())
        .put("level", it.get("Proficiency").said())
        .rest(it, &BTreeSet::new())
}

fn line(it: &Source<'_>) -> Option<DraftValue> {
    let text = parts::together(
        [
            it.any(&["Name", "Title"]),
            it.any(&["Position Held", "Position"]),
        ],
        ", ",
    );
    let entry = Entry::default()
        .put("text", text)
        .rest(it, &BTreeSet::new());
    entry.shortest_with("text")
}
