//! JSON Resume 1.x and its older forms, and `YAMLResume`, which says the same under `content`.

use std::collections::BTreeSet;

use super::draft::{Entry, Out, Said};
use super::parts::{self, Employments, Job};
use super::shape::Kind::{List, Map, Text, Texts};
use super::shape::Shape;
use super::source::Source;
use crate::profile::network;

/// Where our export puts what the standard has no field for.
const OWN: &str = "x-bespoke";

/// What stands where.
pub(super) const SHAPE: Shape<'_> = &[
    ("basics", Map),
    ("basics.name", Text),
    ("basics.label", Text),
    ("basics.email", Text),
    ("basics.phone", Text),
    ("basics.url", Text),
    ("basics.summary", Text),
    ("basics.location", Map),
    ("basics.location.*", Text),
    ("basics.profiles", List),
    ("basics.profiles[]", Map),
    ("basics.profiles[].*", Text),
    ("location", Map),
    ("profiles", List),
    ("profiles[]", Map),
    ("work", List),
    ("work[]", Map),
    ("work[].name", Text),
    ("work[].position", Text),
    ("work[].startDate", Text),
    ("work[].endDate", Text),
    ("work[].summary", Text),
    ("work[].highlights", Texts),
    ("volunteer", List),
    ("volunteer[]", Map),
    ("volunteer[].organization", Text),
    ("volunteer[].position", Text),
    ("volunteer[].highlights", Texts),
    ("education", List),
    ("education[]", Map),
    ("education[].institution", Text),
    ("education[].area", Text),
    ("education[].studyType", Text),
    ("education[].courses", Texts),
    ("projects", List),
    ("projects[]", Map),
    ("projects[].name", Text),
    ("projects[].highlights", Texts),
    ("projects[].keywords", Texts),
    ("projects[].roles", Texts),
    ("skills", List),
    ("skills[]", Map),
    ("skills[].name", Text),
    ("skills[].keywords", Texts),
    ("languages", List),
    ("languages[]", Map),
    ("languages[].language", Text),
    ("interests", List),
    ("interests[]", Map),
    ("interests[].keywords", Texts),
    ("awards", List),
    ("awards[]", Map),
    ("awards[].title", Text),
    ("certificates", List),
    ("certificates[]", Map),
    ("certificates[].name", Text),
    ("publications", List),
    ("publications[]", Map),
    ("publications[].name", Text),
    ("references", List),
    ("references[]", Map),
];

/// Returns the profile; `content` holds the sections, `root` all there is.
pub(super) fn profile(root: &Source<'_>, content: &Source<'_>) -> Entry {
    let basics = content.get("basics");
    let none = BTreeSet::new();
    let lang = root.get("locale").get("language").said();
    let lang = lang.filter(|it| it.text.len() == 2);
    let mut made = Entry::default()
        .put("name", basics.get("name").said())
        .put("headline", basics.any(&["label", "headline"]).said())
        .put("lang", lang);
    let contact = contact(content, &basics);
    if !contact.is_empty() {
        made.fields.push(("contact", contact.into()));
    }
    let summary = parts::paragraph(&basics.get("summary"));
    made = made.list(
        "summaries",
        summary.map(parts::bullet).into_iter().collect(),
    );
    let mut undated = Vec::new();
    for (key, section) in content.entries() {
        let items = section.items();
        let all = |of: fn(&Source<'_>, &BTreeSet<String>) -> Entry| -> Vec<Out> {
            let entries = items.iter().map(|it| of(it, &none));
            entries.filter(is_named).map(Out::from).collect()
        };
        made = match key {
            "work" => {
                let jobs = items
                    .iter()
                    .map(|it| job(it, &["name", "company", "employer"]));
                let Employments {
                    employers,
                    undated: left,
                } = parts::employments(jobs.collect(), "employer", true);
                undated = left;
                made.list("experience", employers)
            }
            "volunteer" => {
                let jobs = items
                    .iter()
                    .map(|it| job(it, &["organization", "name", "company"]));
                let jobs = parts::employments(jobs.collect(), "organization", false);
                made.list("volunteering", jobs.employers)
            }
            "projects" => made.list("projects", all(project)),
            "education" => made.list("education", all(education)),
            "certificates" | "certifications" => made.list("certifications", all(certificate)),
            "skills" => made.list(
                "skills",
                parts::skill_list(&items.iter().filter_map(skill).collect::<Vec<_>>()),
            ),
            "languages" => made.list("languages", all(language)),
            "awards" => made.list("awards", all(award)),
            "publications" => made.list("publications", all(publication)),
            "interests" => made.list("interests", items.iter().filter_map(interest).collect()),
            _ => made,
        };
    }
    let other = parts::other(parts::UNDATED, undated);
    let made = made.list("other", other.into_iter().collect());
    if content.path().is_empty() {
        return made.rest_with(root, &none, &unclear(&basics));
    }
    made
}

/// Returns what of `basics` a profile says, but not so that JSON Resume could be made of it again.
fn unclear<'n>(basics: &Source<'n>) -> Vec<Source<'n>> {
    let location = basics.get("location");
    let mut unclear = vec![location.any(&["country", "countryCode"])];
    let city = location.get("city").said();
    if city.is_none_or(|it| it.text.contains(", ")) {
        unclear.extend([location.get("city"), location.get("region")]);
    }
    let address = basics.any(&["url", "website"]);
    if address.raw().and_then(|it| network(it.trim())).is_some() {
        unclear.push(address);
    }
    let link = |it: &Source<'_>| {
        let account = (it.get("network"), it.get("username"), it.get("url"));
        match parts::links(&[account]).pop()? {
            Out::Text(link) => Some(link.text),
            Out::Map(entry) => entry.fields.into_iter().find_map(|(key, it)| match it {
                Out::Text(link) if key == "url" => Some(link.text),
                _ => None,
            }),
            Out::List(_) => None,
        }
    };
    let is_clear = |it: &Source<'_>| {
        let link = link(it).unwrap_or_default();
        network(&link).is_some_and(|(name, user)| {
            let is = |key: &str, known: &str| it.get(key).raw().is_none_or(|it| it.trim() == known);
            is("network", name) && is("username", user)
        })
    };
    let profiles = basics.get("profiles").items();
    let n_links = profiles.iter().filter(|it| link(it).is_some()).count();
    // Accounts that a note keeps know their number; others follow one another where none is missing.
    let noted = profiles
        .iter()
        .filter(|it| n_links < profiles.len() || !is_clear(it));
    let noted: Vec<Source<'_>> = noted.cloned().collect();
    if !noted.is_empty() {
        unclear.push(basics.any(&["url", "website"]));
    }
    unclear.extend(noted);
    unclear
}

impl Entry {
    /// Returns this with the tags and the pin that our export wrote.
    fn chosen(self, own: &Source<'_>) -> Self {
        self.texts("tags", parts::texts(&own.get("tags")))
            .pinned(own)
    }

    /// Returns this with the pin that our export wrote.
    fn pinned(self, own: &Source<'_>) -> Self {
        let pin = own.get("pin").said();
        self.put(
            "pin",
            pin.filter(|it| ["always", "never"].contains(&it.text.as_str())),
        )
    }
}

/// Returns whether an entry has more than a note: its name.
fn is_named(entry: &Entry) -> bool {
    let names = ["name", "institution", "title", "language"];
    names.iter().any(|it| entry.starts_with(it))
}

fn contact(content: &Source<'_>, basics: &Source<'_>) -> Entry {
    let location = [basics.get("location"), content.get("location")];
    let location = location.into_iter().find(Source::is_there);
    let location = location.and_then(|it| match it.said() {
        Some(whole) => Some(whole),
        None => parts::together(
            [
                it.get("city"),
                it.get("region"),
                it.any(&["country", "countryCode"]),
            ],
            ", ",
        ),
    });
    let address = basics.any(&["url", "website"]);
    let mut links: Vec<Out> = parts::url(&address).map(Out::Text).into_iter().collect();
    let profiles = [basics.get("profiles"), content.get("profiles")];
    let profiles = profiles.iter().flat_map(Source::items);
    let profiles = profiles.map(|it| (it.get("network"), it.get("username"), it.get("url")));
    links.extend(parts::links(&profiles.collect::<Vec<_>>()));
    Entry::default()
        .put("email", parts::email(&basics.get("email")))
        .put("phone", basics.get("phone").said())
        .put("location", location)
        .list("links", links)
}

fn job<'n>(it: &Source<'n>, employer: &[&str]) -> Job<'n> {
    let summary = parts::parted(&it.get("summary"));
    let mut highlights = summary.bullets;
    highlights.extend(parts::bullets(&it.get("highlights")));
    Job {
        source: it.clone(),
        employer: it.any(employer).said(),
        shared: vec![
            ("location", it.get("location").said()),
            ("industry", it.get("industry").said()),
            ("url", parts::url(&it.any(&["url", "website"]))),
        ],
        about_employer: it.get("description").said(),
        title: it.any(&["position", "title"]).said(),
        period: parts::period(&it.get("startDate"), &it.get("endDate")),
        about: summary.about,
        highlights,
        tags: parts::texts(&it.get("keywords")),
    }
}

fn project(it: &Source<'_>, none: &BTreeSet<String>) -> Entry {
    let summary = parts::parted(&it.get("summary"));
    let description = parts::parted(&it.get("description"));
    let (about, further) = match (description.about, summary.about) {
        (Some(about), further) => (Some(about), further),
        (None, about) => (about, None),
    };
    let mut highlights = description.bullets;
    highlights.extend(further.map(parts::bullet));
    highlights.extend(summary.bullets);
    highlights.extend(parts::bullets(&it.get("highlights")));
    let period = parts::period(&it.get("startDate"), &it.get("endDate"));
    Entry::default()
        .put("name", it.any(&["name", "title"]).said())
        .put("role", Said::join(parts::texts(&it.get("roles")), ", "))
        .put("url", parts::url(&it.any(&["url", "website"])))
        .put("start", period.start)
        .put("end", period.end)
        .put("about", about)
        .list("highlights", highlights)
        .texts("tags", parts::texts(&it.get("keywords")))
        .pinned(&it.get(OWN))
        .rest_with(it, none, &unparted(&it.get("roles")))
        .comment(period.comment)
}

/// Returns a list that one text says, unless that text can be parted again.
fn unparted<'n>(list: &Source<'n>) -> Vec<Source<'n>> {
    let is_unclear = parts::texts(list).iter().any(|it| it.text.contains(", "));
    is_unclear.then(|| list.clone()).into_iter().collect()
}

fn education(it: &Source<'_>, none: &BTreeSet<String>) -> Entry {
    let summary = parts::parted(&it.get("summary"));
    let courses = Said::join(parts::texts(&it.get("courses")), ", ");
    let courses = courses.map(|it| {
        let text = format!("Courses: {}", it.text);
        it.with_text(text)
    });
    let mut highlights: Vec<Out> = summary.about.into_iter().map(parts::bullet).collect();
    highlights.extend(summary.bullets);
    highlights.extend(parts::bullets(&it.get("highlights")));
    highlights.extend(courses.map(parts::bullet));
    let period = parts::period(&it.get("startDate"), &it.get("endDate"));
    let school = it.any(&["institution", "name", "school"]).said();
    let degree = it.any(&["studyType", "degree"]).said();
    let mut also = unparted(&it.get("courses"));
    if school.is_none() {
        also.push(it.any(&["studyType", "degree"]));
    }
    let comment = school
        .is_none()
        .then(|| "the source names no institution".to_owned());
    let (school, degree) = parts::named(school, degree);
    let own = it.get(OWN);
    let mut location = [it.get("location"), own.get("location")].into_iter();
    // An end that has not come yet.
    let how = own.get("end").said().filter(|it| it.text == "expected");
    let (end, expected) = match (period.end, how) {
        (Some(mut end), Some(how)) if end.text != "present" => {
            end.also(&how);
            (None, Some(end))
        }
        (end, _) => (end, None),
    };
    Entry::default()
        .put("institution", school)
        .put("degree", degree)
        .put("field", it.get("area").said())
        .put("location", location.find_map(|it| it.said()))
        .put("start", period.start)
        .put("end", end)
        .put("expected", expected)
        .put("gpa", it.any(&["score", "gpa"]).said())
        .put("honors", own.get("honors").said())
        .list("highlights", highlights)
        .chosen(&own)
        .rest_with(it, none, &also)
        .comment(period.comment.or(comment))
}

fn certificate(it: &Source<'_>, none: &BTreeSet<String>) -> Entry {
    let own = it.get(OWN);
    Entry::default()
        .put("name", it.any(&["name", "title"]).said())
        .put("issuer", it.get("issuer").said())
        .put("date", parts::date(&it.get("date")))
        .put("expires", parts::date(&own.get("expires")))
        .put("number", own.get("number").said())
        .put("url", parts::url(&it.get("url")))
        .chosen(&own)
        .rest(it, none)
}

fn award(it: &Source<'_>, none: &BTreeSet<String>) -> Entry {
    let own = it.get(OWN);
    let summary = parts::parted(&it.get("summary"));
    let url = [it.get("url"), own.get("url")];
    let mut highlights = summary.bullets;
    highlights.extend(parts::bullets(&own.get("highlights")));
    Entry::default()
        .put("name", it.any(&["title", "name"]).said())
        .put("issuer", it.get("awarder").said())
        .put("date", parts::date(&it.get("date")))
        .put("url", url.iter().find_map(parts::url))
        .put("about", summary.about)
        .list("highlights", highlights)
        .chosen(&own)
        .rest(it, none)
}

fn publication(it: &Source<'_>, none: &BTreeSet<String>) -> Entry {
    let own = it.get(OWN);
    Entry::default()
        .put("title", it.any(&["name", "title"]).said())
        .put("authors", own.get("authors").said())
        .put("venue", it.get("publisher").said())
        .put("date", parts::date(&it.get("releaseDate")))
        .put("url", parts::url(&it.any(&["url", "website"])))
        .put("about", parts::paragraph(&it.get("summary")))
        .chosen(&own)
        .rest(it, none)
}

fn skill(it: &Source<'_>) -> Option<Out> {
    let none = BTreeSet::new();
    if it.is_text() {
        return it.said().map(Out::Text);
    }
    let keywords = parts::texts(&it.get("keywords"));
    let name = it.get("name").said();
    if keywords.is_empty() {
        let entry = Entry::default().put("text", name).rest(it, &none);
        return shortest(entry, "text");
    }
    // Items without a group are a skill each.
    let also = name.is_none().then(|| it.get("keywords"));
    let group = Entry::default().put("group", name).texts("items", keywords);
    Some(group.rest_with(it, &none, also.as_slice()).into())
}

fn language(it: &Source<'_>, none: &BTreeSet<String>) -> Entry {
    Entry::default()
        .put("language", it.any(&["language", "name"]).said())
        .put("level", it.any(&["fluency", "level"]).said())
        .texts("tags", parts::texts(&it.get("keywords")))
        .rest(it, none)
}

pub(super) fn interest(it: &Source<'_>) -> Option<Out> {
    if it.is_text() {
        return it.said().map(Out::Text);
    }
    let mut also = unparted(&it.get("keywords"));
    let keywords = Said::join(parts::texts(&it.get("keywords")), ", ");
    let name = it.get("name").said();
    if !also.is_empty() || name.as_ref().is_none_or(|it| it.text.contains(" (")) {
        also = vec![it.get("name"), it.get("keywords")];
    }
    let text = match (name, keywords) {
        (Some(name), Some(keywords)) => {
            let text = format!("{} ({})", name.text, keywords.text);
            Said::join([name, keywords], " ").map(|it| it.with_text(text))
        }
        (name, keywords) => name.or(keywords),
    };
    let entry = Entry::default()
        .put("text", text)
        .rest_with(it, &BTreeSet::new(), &also);
    shortest(entry, "text")
}

/// Returns an entry, as a plain text where there is nothing but its main key.
pub(super) fn shortest(mut entry: Entry, main: &str) -> Option<Out> {
    if !entry.starts_with(main) {
        return None;
    }
    if entry.fields.len() == 1 {
        return entry.fields.pop().map(|it| it.1);
    }
    Some(entry.into())
}
