//! JSON Resume 1.x and its older forms, and `YAMLResume`, which says the same under `content`.

use std::collections::BTreeSet;

use super::draft::{DraftValue, Entry};
use super::extension::{self, Details, own};
use super::imported_text::ImportedText;
use super::parts::{self, Job, Period};
use super::rendercv::Sections;
use super::shape::Kind::{List, Map, Text, Texts};
use super::shape::Shape;
use super::source::Source;
use crate::profile::{host, is_language_tag, network};

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

/// The order in which the standard has the sections, and with it most programs.
const USUAL: [&str; 11] = [
    "summaries",
    "experience",
    "volunteering",
    "education",
    "awards",
    "certifications",
    "publications",
    "skills",
    "languages",
    "interests",
    "projects",
];

/// The order in which a new file of `YAMLResume` has the sections.
const USUAL_OF_YAML: [&str; 11] = [
    "summaries",
    "education",
    "experience",
    "languages",
    "skills",
    "awards",
    "certifications",
    "publications",
    "projects",
    "interests",
    "volunteering",
];

/// Returns the profile; `content` holds the sections, `root` all there is.
pub(super) fn profile(root: &Source<'_>, content: &Source<'_>) -> Entry {
    let basics = content.get("basics");
    let none = BTreeSet::new();
    let of_all = own(root);
    let lang = of_all.get("lang").plain();
    let lang = lang.filter(|it| is_language_tag(&it.text)).or_else(|| {
        let lang = root.get("locale").get("language").said();
        lang.filter(|it| it.text.len() == 2)
    });
    let mut made = Entry::default()
        .put("name", basics.get("name").said())
        .put("headline", basics.any(&["label", "headline"]).said())
        .put("lang", lang)
        .put("guide", of_all.get("guide").plain());
    let contact = contact(content, &basics);
    if !contact.is_empty() {
        made.fields.push(("contact", contact.into()));
    }
    made = made.texts("sections", extension::sections(&of_all));
    let mut sections = Sections::default();
    for (key, section) in content.entries() {
        let items = section.items();
        let all = |of: fn(&Source<'_>, &BTreeSet<String>) -> Entry| -> Vec<DraftValue> {
            let entries = items.iter().map(|it| of(it, &none));
            entries
                .filter(parts::is_named)
                .map(DraftValue::from)
                .collect()
        };
        let jobs = |names: &[&str], is_paid| -> Vec<Job<'_>> {
            items.iter().map(|it| job(it, names, is_paid)).collect()
        };
        match key {
            "basics" => sections.add("summaries", extension::summaries(&section)),
            "work" => sections.jobs(jobs(&["name", "company", "employer"], true), true),
            "volunteer" => {
                sections.jobs(jobs(&["organization", "name", "company"], false), false);
            }
            "projects" => sections.add("projects", all(project)),
            "education" => sections.add("education", all(education)),
            "certificates" | "certifications" => sections.add("certifications", all(certificate)),
            "skills" => sections.add("skills", skills(&items)),
            "languages" => sections.add("languages", all(language)),
            "awards" => sections.add("awards", all(award)),
            "publications" => sections.add("publications", all(publication)),
            "interests" => sections.add("interests", items.iter().filter_map(interest).collect()),
            _ => {}
        }
    }
    for (heading, lines) in extension::others(&of_all) {
        sections.own(heading, lines);
    }
    let is_bare = content.path().is_empty();
    let usual = if is_bare { USUAL } else { USUAL_OF_YAML };
    let made = sections.fill(made, &usual);
    if is_bare {
        let of_format = extension::of_format(root).into_iter().collect();
        return made.rest_with(root, &of_format, &unclear(content, &basics));
    }
    made
}

/// Returns what of `basics` a profile says, but not so that JSON Resume could be made of it again.
fn unclear<'n>(content: &Source<'n>, basics: &Source<'n>) -> Vec<Source<'n>> {
    let location = basics.get("location");
    let mut unclear = vec![location.any(&["country", "countryCode"])];
    let city = location.get("city").said();
    if city.is_none_or(|it| it.text.contains(", ")) {
        unclear.extend([location.get("city"), location.get("region")]);
    }
    unclear.extend(unclear_accounts(content, basics));
    unclear
}

/// Returns the person's own page and the accounts elsewhere that our export would not make of the links again: its page
/// is the first link that leads to no network, and its accounts are the other links, one by one.
fn unclear_accounts<'n>(content: &Source<'n>, basics: &Source<'n>) -> Vec<Source<'n>> {
    let page = basics.any(&["url", "website"]);
    let accounts = basics.get("profiles").items();
    let links = links(content, basics);
    let addresses = || links.iter().filter_map(extension::address);
    let is_each_another = addresses().collect::<BTreeSet<_>>().len() == links.len();
    let of_page = parts::url(&page).map(|it| it.text);
    let first_page = addresses().find(|it| network(it).is_none());
    let is_page_clear = first_page == of_page.as_ref();
    let mut rest: Vec<&DraftValue> = links.iter().collect();
    if let Some(at) = addresses().position(|it| Some(it) == of_page.as_ref()) {
        rest.remove(at);
    }
    let is_clear = |account: &Source<'_>, link: &DraftValue| {
        let made = parts::links(&[account_of(account)]).pop();
        if made.as_ref().and_then(extension::address) != extension::address(link) {
            return false;
        }
        let address = extension::address(link).map_or("", String::as_str);
        let said = |key: &str| account.get(key).raw().map(str::trim);
        if let Some((name, user)) = network(address) {
            return said("network").is_none_or(|it| it == name)
                && said("username").is_none_or(|it| it == user);
        }
        let name = extension::label(link).map_or(host(address), String::as_str);
        let is_name = said("network").unwrap_or_default() == name;
        of_page.is_some() && is_name && said("username").is_none()
    };
    let mut noted: Vec<Source<'n>> = Vec::new();
    for (at, account) in accounts.iter().enumerate() {
        // An account that a note keeps knows its number; the others follow one another.
        let link = rest.get(at).filter(|_| rest.len() == accounts.len());
        if !link.is_some_and(|it| is_clear(account, it)) {
            noted.push(account.clone());
        }
    }
    if !noted.is_empty() && !is_each_another {
        noted = accounts;
    }
    if !noted.is_empty() || !is_page_clear {
        noted.insert(0, page);
    }
    noted
}

/// Returns the network of an account, its name there and its address.
fn account_of<'n>(it: &Source<'n>) -> (Source<'n>, Source<'n>, Source<'n>) {
    (it.get("network"), it.get("username"), it.get("url"))
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
    Entry::default()
        .put("email", parts::email(&basics.get("email")))
        .put("phone", basics.get("phone").said())
        .put("location", location)
        .list("links", links(content, basics))
}

/// Returns the person's own page and the accounts elsewhere.
fn links(content: &Source<'_>, basics: &Source<'_>) -> Vec<DraftValue> {
    let address = basics.any(&["url", "website"]);
    let mut links: Vec<DraftValue> = parts::url(&address)
        .map(DraftValue::Text)
        .into_iter()
        .collect();
    let profiles = [basics.get("profiles"), content.get("profiles")];
    let profiles = profiles.iter().flat_map(Source::items);
    let accounts: Vec<_> = profiles.map(|it| account_of(&it)).collect();
    links.extend(parts::links(&accounts));
    extension::links(basics, links)
}

fn job<'n>(it: &Source<'n>, names: &[&str], is_paid: bool) -> Job<'n> {
    let own = own(it);
    let of_employer = own.get("employer");
    let summary = parts::parted(&it.get("summary"));
    let mut highlights = summary.bullets;
    highlights.extend(Details::of(&own).bullets(&it.get("highlights")));
    let location = it.get("location").said();
    let mut location = location.or_else(|| own.get("location").plain());
    let of_all = of_employer.get("location").plain();
    let is_here = own.get("here").flag();
    if let (Some(location), Some(here)) = (&mut location, &is_here) {
        location.from.push(here.clone());
    }
    let (shared, place) = match of_all {
        None if is_here.is_none() => (location, None),
        of_all => (of_all, location),
    };
    let industry = it.get("industry").said();
    let about_employer = it.get("description").said();
    let mut employer = it.any(names).said();
    let is_apart = own.get("apart").flag();
    if let Some(employer) = &mut employer {
        employer.from.extend(own.get("continues").flag());
        employer.from.extend(is_apart.clone());
    }
    // A paid position has an end or goes on.
    let (period, expected) = if is_paid {
        let period = parts::period(&it.get("startDate"), &it.get("endDate"));
        (period, None)
    } else {
        extension::period(it)
    };
    Job {
        source: it.clone(),
        employer,
        shared: vec![
            ("location", shared),
            (
                "industry",
                industry.or_else(|| of_employer.get("industry").plain()),
            ),
            ("url", parts::url(&it.any(&["url", "website"]))),
        ],
        about_employer: about_employer.or_else(|| of_employer.get("about").plain()),
        of_employer: Entry::default()
            .chosen(&of_employer, Vec::new())
            .noted(of_employer.get("note").plain()),
        is_apart: is_apart.is_some(),
        place,
        title: it.any(&["position", "title"]).said(),
        period: Period {
            end: period.end.or(expected),
            ..period
        },
        about: summary.about,
        highlights,
        meta: Entry::default().chosen(&own, parts::texts(&it.get("keywords"))),
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
    let own = own(it);
    highlights.extend(Details::of(&own).bullets(&it.get("highlights")));
    let (period, expected) = extension::period(it);
    Entry::default()
        .put("name", it.any(&["name", "title"]).said())
        .put(
            "role",
            ImportedText::join(parts::texts(&it.get("roles")), ", "),
        )
        .put("url", parts::url(&it.any(&["url", "website"])))
        .put("start", period.start)
        .put("end", period.end)
        .put("expected", expected)
        .put("about", about)
        .list("highlights", highlights)
        .chosen(&own, parts::texts(&it.get("keywords")))
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
    let own = own(it);
    let mut highlights: Vec<DraftValue> = summary.about.into_iter().map(parts::bullet).collect();
    highlights.extend(summary.bullets);
    highlights.extend(parts::bullets(&it.get("highlights")));
    let courses = it.get("courses");
    highlights.extend(Details::of(&own).courses(&courses, &own));
    let (period, expected) = extension::period(it);
    let school = it.any(&["institution", "name", "school"]).said();
    let degree = it.any(&["studyType", "degree"]).said();
    let mut also = Vec::new();
    if own.get("apart").flag().is_none() {
        also.extend(unparted(&courses));
    }
    if school.is_none() {
        also.push(it.any(&["studyType", "degree"]));
    }
    let comment = school
        .is_none()
        .then(|| "the source names no institution".to_owned());
    let (school, degree) = parts::named(school, degree);
    let location = it.get("location").said();
    Entry::default()
        .put("institution", school)
        .put("degree", degree)
        .put("field", it.get("area").said())
        .put("location", location.or_else(|| own.get("location").plain()))
        .put("start", period.start)
        .put("end", period.end)
        .put("expected", expected)
        .put("gpa", it.any(&["score", "gpa"]).said())
        .put("honors", own.get("honors").plain())
        .list("highlights", highlights)
        .chosen(&own, Vec::new())
        .rest_with(it, none, &also)
        .comment(period.comment.or(comment))
}

fn certificate(it: &Source<'_>, none: &BTreeSet<String>) -> Entry {
    let own = own(it);
    Entry::default()
        .put("name", it.any(&["name", "title"]).said())
        .put("issuer", it.get("issuer").said())
        .put("date", parts::date(&it.get("date")))
        .put("expires", parts::date(&own.get("expires")))
        .put("number", own.get("number").plain())
        .put("url", parts::url(&it.get("url")))
        .chosen(&own, Vec::new())
        .rest(it, none)
}

fn award(it: &Source<'_>, none: &BTreeSet<String>) -> Entry {
    let own = own(it);
    let summary = parts::parted(&it.get("summary"));
    let url = [it.get("url"), own.get("url")];
    let mut highlights = summary.bullets;
    highlights.extend(Details::of(&own).bullets(&own.get("highlights")));
    Entry::default()
        .put("name", it.any(&["title", "name"]).said())
        .put("issuer", it.get("awarder").said())
        .put("date", parts::date(&it.get("date")))
        .put("url", url.iter().find_map(parts::url))
        .put("about", summary.about)
        .list("highlights", highlights)
        .chosen(&own, Vec::new())
        .rest(it, none)
}

fn publication(it: &Source<'_>, none: &BTreeSet<String>) -> Entry {
    let own = own(it);
    Entry::default()
        .put("title", it.any(&["name", "title"]).said())
        .put("authors", own.get("authors").plain())
        .put("venue", it.get("publisher").said())
        .put("date", parts::date(&it.get("releaseDate")))
        .put("url", parts::url(&it.any(&["url", "website"])))
        .put("about", parts::paragraph(&it.get("summary")))
        .chosen(&own, Vec::new())
        .rest(it, none)
}

/// Returns groups of skills, and skills without a group; those that our export tells apart are a group of their own.
fn skills(items: &[Source<'_>]) -> Vec<DraftValue> {
    let is_apart = |it: &Source<'_>| own(it).get("apart").flag().is_some();
    let mut made = Vec::new();
    for run in items.chunk_by(|_, it| !is_apart(it)) {
        let skills: Vec<DraftValue> = run.iter().filter_map(skill).collect();
        let n_apart = match run.first() {
            Some(first) if is_apart(first) => {
                skills.iter().take_while(|it| !parts::is_group(it)).count()
            }
            _ => 0,
        };
        let (apart, further) = skills.split_at(n_apart);
        if !apart.is_empty() {
            made.push(Entry::default().list("items", apart.to_vec()).into());
        }
        made.extend_from_slice(further);
    }
    made
}

fn skill(it: &Source<'_>) -> Option<DraftValue> {
    let none = BTreeSet::new();
    if it.is_text() {
        return it.said().map(DraftValue::Text);
    }
    let own = own(it);
    let items = Details::of(&own).items(&it.get("keywords"));
    let mut name = it.get("name").said();
    if items.is_empty() {
        if let Some(name) = &mut name {
            name.from.extend(own.get("apart").flag());
        }
        let entry = Entry::default()
            .put("text", name)
            .chosen(&own, Vec::new())
            .rest(it, &none);
        return entry.shortest_with("text");
    }
    // Items without a group are a skill each, unless our export keeps a note of them all.
    let is_single = name.is_none() && !own.get("note").is_there();
    let also = is_single.then(|| it.get("keywords"));
    let group = Entry::default().put("group", name).list("items", items);
    Some(group.rest_with(it, &none, also.as_slice()).into())
}

fn language(it: &Source<'_>, none: &BTreeSet<String>) -> Entry {
    Entry::default()
        .put("language", it.any(&["language", "name"]).said())
        .put("level", it.any(&["fluency", "level"]).said())
        .chosen(&own(it), parts::texts(&it.get("keywords")))
        .rest(it, none)
}

pub(super) fn interest(it: &Source<'_>) -> Option<DraftValue> {
    if it.is_text() {
        return it.said().map(DraftValue::Text);
    }
    let mut also = unparted(&it.get("keywords"));
    let keywords = ImportedText::join(parts::texts(&it.get("keywords")), ", ");
    let name = it.get("name").said();
    if !also.is_empty() || name.as_ref().is_none_or(|it| it.text.contains(" (")) {
        also = vec![it.get("name"), it.get("keywords")];
    }
    let text = match (name, keywords) {
        (Some(name), Some(keywords)) => {
            let text = format!("{} ({})", name.text, keywords.text);
            ImportedText::join([name, keywords], " ").map(|it| it.with_text(text))
        }
        (name, keywords) => name.or(keywords),
    };
    let entry = Entry::default()
        .put("text", text)
        .chosen(&own(it), Vec::new())
        .rest_with(it, &BTreeSet::new(), &also);
    entry.shortest_with("text")
}
