//! A profile as JSON Resume (<https://jsonresume.org/schema>, 1.x).
//!
//! What the schema has no field for stands under `x-bespoke`, in the object that it belongs to:
//!
//! | in | under `x-bespoke` |
//! |---|---|
//! | the resume | `lang`, `guide`, `sections` (their order), `other` (`heading`, `highlights`, `details`), `note` |
//! | `basics` | `summaries` (all of them, where `summary` can't say it), `links` (likewise, `label` and `url`) |
//! | `work`, `volunteer` | `continues` (the employer of the entry before), `apart` (begins another entry at an employer of the same name), `here` (the location is the position's alone), `location` (`volunteer`), `end`, `details`, `employer` (`location` where the position has its own, `about` (`volunteer`), `industry`, id and so on) |
//! | `education` | `location`, `honors`, `end`, `apart` (each course is a line, but for those of which `details` counts `courses`), `details` |
//! | `projects` | `end`, `details` (its tags are `keywords`) |
//! | `certificates` | `expires`, `number` |
//! | `publications` | `authors` |
//! | `awards` | `url`, `highlights`, `details` |
//! | `skills` | `apart` (begins a group without a name), `details` (of the keywords) |
//!
//! What a profile has no key for stands in private notes (`level: Expert`); those that the schema has a field for go back
//! there, unless the profile says otherwise by now: days of dates, `image`, `references`, `level`, `type` and so on.
//!
//! Any of these may have the `id` that the person gave, `tags`, `pin` and `note`. `details` lists such things for the
//! highlights, each with its number `at`, counted from 0, and its `variants`. `end` is `present`, `expected` or
//! `unknown`; a `work` entry without `endDate` goes on.

use std::collections::{BTreeMap, BTreeSet};

use super::json::{Json, JsonError, json};
use crate::profile::{
    COURSES, Contact, Date, Education, Employment, End, Entry, Highlight, Item, Kept, LATEST, Link,
    Meta, OWN, OtherSection, Period, Pin, Position, Profile, SCHEMA, SkillGroup, Text, VERSION,
    host, network, own_ids,
};

/// Returns everything that a profile holds as JSON Resume.
///
/// # Errors
/// None that an input can cause.
pub fn json_resume(profile: &Profile) -> Result<String, JsonError> {
    json(
        &Writer {
            own_ids: own_ids(profile),
        }
        .resume(profile),
    )
}

/// Knows which ids the person gave; others are made from the text again.
struct Writer {
    own_ids: BTreeSet<String>,
}

type Field = (&'static str, Json);

impl Writer {
    fn resume(&self, it: &Profile) -> Json {
        let sections = it.sections.iter().flatten();
        let mut kept = Kept::of(it.note.as_ref());
        let schema = kept.take("$schema", is_any);
        let basics = self.basics(it, &mut kept);
        let references = kept.take_entries("references", ["name", "reference"], |_| true);
        let references = references.into_values().map(|[name, reference]| {
            Json::object([("name", words(name)), ("reference", words(reference))])
        });
        let version = kept.take("meta.version", is_any);
        let meta = Json::object([
            ("canonical", words(kept.take("meta.canonical", is_any))),
            ("version", words(version.or(Some(VERSION.to_owned())))),
            (
                "lastModified",
                words(kept.take("meta.lastModified", is_any)),
            ),
        ]);
        Json::object([
            ("$schema", words(schema.or(Some(SCHEMA.to_owned())))),
            ("basics", basics),
            ("work", Json::list(self.employments(&it.experience, true))),
            (
                "volunteer",
                Json::list(self.employments(&it.volunteering, false)),
            ),
            (
                "education",
                Json::list(it.education.iter().map(|it| self.school(it))),
            ),
            (
                "awards",
                Json::list(it.awards.iter().map(|it| self.award(it))),
            ),
            (
                "certificates",
                Json::list(it.certifications.iter().map(|it| self.certificate(it))),
            ),
            (
                "publications",
                Json::list(it.publications.iter().map(|it| self.publication(it))),
            ),
            ("skills", Json::list(self.skills(&it.skills))),
            (
                "languages",
                Json::list(it.languages.iter().map(|it| {
                    Json::object([
                        ("language", text(&it.language)),
                        ("fluency", maybe(it.level.as_ref())),
                        own(self.meta(&it.meta)),
                    ])
                })),
            ),
            (
                "interests",
                Json::list(it.interests.iter().map(|it| self.interest(it))),
            ),
            ("references", Json::list(references)),
            (
                "projects",
                Json::list(it.projects.iter().map(|it| self.project(it))),
            ),
            ("meta", meta),
            own([
                // This tells a reader that the file is ours.
                ("lang", Json::Text(it.lang.clone())),
                ("guide", maybe(it.guide.as_ref())),
                (
                    "sections",
                    Json::list(sections.map(|it| Json::Text(it.key().to_owned()))),
                ),
                (
                    "other",
                    Json::list(it.other.iter().map(|it| self.other(it))),
                ),
                ("note", words(kept.rest())),
            ]),
        ])
    }

    fn basics(&self, it: &Profile, kept: &mut Kept) -> Json {
        let contact = &it.contact;
        let web = web(&contact.links, kept);
        let is_plain = contact.links.iter().all(|it| it.label.is_none())
            && web.found.iter().copied().eq(&contact.links);
        let links = contact.links.iter().filter(|_| !is_plain);
        let says_all = match it.summaries.as_slice() {
            [] => true,
            [only] => {
                only.variants.is_empty()
                    && self
                        .meta(&only.meta)
                        .iter()
                        .all(|it| it.1 == Json::Nothing || it.1 == Json::List(Vec::new()))
            }
            _ => false,
        };
        let summaries = it.summaries.iter().filter(|_| !says_all).map(|it| {
            Json::object(
                [("text", text(&it.text)), ("variants", texts(&it.variants))]
                    .into_iter()
                    .chain(self.meta(&it.meta)),
            )
        });
        Json::object([
            ("name", text(&it.name)),
            ("label", maybe(it.headline.as_ref())),
            ("image", words(kept.take("basics.image", is_any))),
            ("email", maybe(contact.email.as_ref())),
            ("phone", maybe(contact.phone.as_ref())),
            ("url", web.url.map_or(Json::Nothing, |it| text(&it.url))),
            ("summary", maybe(it.summaries.first().map(|it| &it.text))),
            ("location", place(contact, kept)),
            ("profiles", Json::list(web.profiles)),
            own([
                ("summaries", Json::list(summaries)),
                (
                    "links",
                    Json::list(links.map(|it| {
                        Json::object([("label", maybe(it.label.as_ref())), ("url", text(&it.url))])
                    })),
                ),
            ]),
        ])
    }

    /// Returns an entry a position, since the schema knows no employer with several.
    fn employments(&self, all: &[Employment], is_paid: bool) -> Vec<Json> {
        let mut entries = Vec::new();
        let mut before: Option<&Employment> = None;
        for of in all {
            let name = |it: &Employment| it.employer.text.to_lowercase();
            let is_apart = before.is_some_and(|it| name(it) == name(of));
            let positions = of.positions.iter().enumerate();
            entries.extend(positions.map(|(idx, it)| {
                let turn = [
                    ("continues", Json::flag(idx > 0)),
                    ("apart", Json::flag(idx == 0 && is_apart)),
                ];
                self.position(of, it, turn, is_paid)
            }));
            before = Some(of);
        }
        entries
    }

    fn position(&self, of: &Employment, it: &Position, turn: [Field; 2], is_paid: bool) -> Json {
        let is_first = turn[0].1 == Json::Nothing;
        let mut kept = Kept::of(it.meta.note.as_ref());
        let (start, end, how) = dated(it.period, &mut kept, ["startDate", "endDate"]);
        let location = maybe(it.location.as_ref().or(of.location.as_ref()));
        let about = maybe(of.about.as_ref());
        // What differs from the first position's.
        let own_url = kept.take("url", |it| it.contains("://"));
        let own_about = kept.take("description", |_| is_paid);
        // A location of the position's own hides that of the employer.
        let hidden = of.location.as_ref().filter(|_| it.location.is_some());
        let (known, hidden_location, hidden_about) = if is_paid {
            (
                [
                    ("location", location),
                    ("description", own_about.map_or(about, Json::Text)),
                ],
                Json::Nothing,
                Json::Nothing,
            )
        } else {
            (
                [("location", Json::Nothing), ("description", Json::Nothing)],
                location,
                about,
            )
        };
        let employer = [
            ("location", maybe(hidden)),
            ("about", hidden_about),
            ("industry", maybe(of.industry.as_ref())),
        ];
        let employer = employer.into_iter().chain(self.meta(&of.meta));
        // What is said of the employer is said once, but for what the schema has fields for.
        let employer = employer.filter(|(key, _)| is_first || *key == "location");
        let name = if is_paid { "name" } else { "organization" };
        let [location, description] = known;
        let is_here = it.location.is_some() && of.location.is_none();
        let further = [
            ("here", Json::flag(is_here)),
            ("location", hidden_location),
            // A paid position without an end goes on.
            ("end", if is_paid { Json::Nothing } else { how }),
            ("employer", Json::object(employer)),
        ];
        let spelt = kept.take(name, |it| {
            it.to_lowercase() == of.employer.text.to_lowercase()
        });
        Json::object([
            (name, words(spelt.or(Some(of.employer.text.clone())))),
            ("position", text(&it.title)),
            location,
            description,
            (
                "url",
                own_url.map_or_else(|| maybe(of.url.as_ref()), Json::Text),
            ),
            ("startDate", start),
            ("endDate", end),
            ("summary", maybe(it.about.as_ref())),
            ("highlights", wordings(&it.highlights)),
            own(turn
                .into_iter()
                .chain(further)
                .chain(self.meta_of(&it.meta, &kept))
                .chain([self.details(&it.highlights)])),
        ])
    }

    fn school(&self, it: &Education) -> Json {
        let mut kept = Kept::of(it.meta.note.as_ref());
        let (start, end, how) = dated(it.period, &mut kept, ["startDate", "endDate"]);
        let courses = courses(&it.highlights, &mut kept);
        let degree = it.degree.as_ref().map(|it| it.text.clone());
        let degree = degree.or_else(|| kept.take("studyType", is_any));
        let url = kept.take("url", |it| it.contains("://"));
        let details = it.highlights.iter().zip(courses.lines);
        let details = details.map(|(it, (at, n_courses))| {
            let n_courses = n_courses.map_or(Json::Nothing, Json::Number);
            let courses = ("courses", n_courses);
            (at, [courses].into_iter().chain(self.detail(it)).collect())
        });
        let further = [
            ("location", maybe(it.location.as_ref())),
            ("honors", maybe(it.honors.as_ref())),
            ("end", how),
            ("apart", Json::flag(courses.are_apart)),
            ("details", numbered(details)),
        ];
        Json::object([
            ("institution", text(&it.institution)),
            ("url", words(url)),
            ("area", maybe(it.field.as_ref())),
            ("studyType", words(degree)),
            ("startDate", start),
            ("endDate", end),
            ("score", maybe(it.gpa.as_ref())),
            ("courses", courses.all),
            own(further.into_iter().chain(self.meta_of(&it.meta, &kept))),
        ])
    }

    fn project(&self, it: &Entry) -> Json {
        let mut kept = Kept::of(it.meta.note.as_ref());
        let (start, end, how) = dated(it.period, &mut kept, ["startDate", "endDate"]);
        let roles = it
            .by
            .iter()
            .flat_map(|it| items(&it.text, "roles", &mut kept));
        let roles = Json::list(roles.map(Json::Text));
        let entity = kept.take("entity", is_any);
        let kind = kept.take("type", is_any);
        let [id, tags, pin, note] = self.meta_of(&it.meta, &kept);
        let further = [("end", how), self.details(&it.highlights), id, pin, note];
        Json::object([
            ("name", text(&it.name)),
            ("description", maybe(it.about.as_ref())),
            ("highlights", wordings(&it.highlights)),
            ("keywords", tags.1),
            ("startDate", start),
            ("endDate", end),
            ("url", maybe(it.url.as_ref())),
            ("roles", roles),
            ("entity", words(entity)),
            ("type", words(kind)),
            own(further),
        ])
    }

    fn award(&self, it: &Entry) -> Json {
        let mut kept = Kept::of(it.meta.note.as_ref());
        let date = day(&mut kept, "date", period(it.period).1, true);
        let further = [
            ("url", maybe(it.url.as_ref())),
            ("highlights", wordings(&it.highlights)),
            self.details(&it.highlights),
        ];
        Json::object([
            ("title", text(&it.name)),
            ("date", date),
            ("awarder", maybe(it.by.as_ref())),
            ("summary", maybe(it.about.as_ref())),
            own(further.into_iter().chain(self.meta_of(&it.meta, &kept))),
        ])
    }

    fn certificate(&self, it: &Entry) -> Json {
        let mut kept = Kept::of(it.meta.note.as_ref());
        let date = day(&mut kept, "date", period(it.period).1, true);
        let further = [
            ("expires", it.expires.map_or(Json::Nothing, said)),
            ("number", maybe(it.number.as_ref())),
        ];
        Json::object([
            ("name", text(&it.name)),
            ("date", date),
            ("url", maybe(it.url.as_ref())),
            ("issuer", maybe(it.by.as_ref())),
            own(further.into_iter().chain(self.meta_of(&it.meta, &kept))),
        ])
    }

    fn publication(&self, it: &Entry) -> Json {
        let mut kept = Kept::of(it.meta.note.as_ref());
        let date = day(&mut kept, "releaseDate", period(it.period).1, true);
        let further = [("authors", maybe(it.authors.as_ref()))];
        Json::object([
            ("name", text(&it.name)),
            ("publisher", maybe(it.by.as_ref())),
            ("releaseDate", date),
            ("url", maybe(it.url.as_ref())),
            ("summary", maybe(it.about.as_ref())),
            own(further.into_iter().chain(self.meta_of(&it.meta, &kept))),
        ])
    }

    /// Returns an entry a group, and for a group without a name an entry a skill.
    fn skills(&self, groups: &[SkillGroup]) -> Vec<Json> {
        let mut skills = Vec::new();
        let mut follows_nameless = false;
        for it in groups {
            let mut kept = Kept::of(it.note.as_ref());
            // Skills of one entry without a name.
            let keywords = kept.take_items("keywords", |items| {
                items.iter().eq(it.items.iter().map(|it| &it.text.text))
            });
            let is_nameless = it.group.is_none() && (keywords.is_some() || kept.rest().is_some());
            if it.group.is_some() || is_nameless {
                let level = kept.take("level", is_any);
                let details = it
                    .items
                    .iter()
                    .enumerate()
                    .map(|(at, item)| (at, self.meta(&item.meta).into()));
                skills.push(Json::object([
                    ("name", maybe(it.group.as_ref())),
                    ("level", words(level)),
                    (
                        "keywords",
                        Json::list(it.items.iter().map(|it| text(&it.text))),
                    ),
                    own([("note", words(kept.rest())), ("details", numbered(details))]),
                ]));
                follows_nameless = false;
            } else {
                let named = it.items.iter().enumerate();
                skills.extend(named.map(|(at, it)| self.named(it, follows_nameless && at == 0)));
                follows_nameless = true;
            }
        }
        skills
    }

    /// Returns a skill that is nothing but its name, and perhaps a level that its note keeps.
    fn named(&self, it: &Item, is_apart: bool) -> Json {
        let mut kept = Kept::of(it.meta.note.as_ref());
        let level = kept.take("level", is_any);
        let further = [("apart", Json::flag(is_apart))];
        Json::object([
            ("name", text(&it.text)),
            ("level", words(level)),
            own(further.into_iter().chain(self.meta_of(&it.meta, &kept))),
        ])
    }

    /// Returns an interest: in `Music (Piano, Choir)`, what stands in brackets are keywords.
    fn interest(&self, it: &Item) -> Json {
        let mut kept = Kept::of(it.meta.note.as_ref());
        let whole = it.text.text.as_str();
        let bracketed = whole.strip_suffix(')').and_then(|it| it.split_once(" ("));
        let name = kept.take("name", |it| whole.starts_with(it));
        let is_noted = name.is_some();
        let keywords = kept.take_items("keywords", |items| {
            let items = items.join(", ");
            whole == items || is_noted && whole.ends_with(&format!(" ({items})"))
        });
        let (name, keywords) = match (name, keywords, bracketed) {
            (None, None, Some((name, keywords))) => {
                let keywords = keywords.split(", ").map(ToOwned::to_owned);
                (Some(name.to_owned()), keywords.collect())
            }
            (None, None, None) => (Some(whole.to_owned()), Vec::new()),
            (name, keywords, _) => (name, keywords.unwrap_or_default()),
        };
        Json::object([
            ("name", words(name)),
            ("keywords", Json::list(keywords.into_iter().map(Json::Text))),
            own(self.meta_of(&it.meta, &kept)),
        ])
    }

    fn other(&self, it: &OtherSection) -> Json {
        Json::object([
            ("heading", text(&it.heading)),
            ("highlights", wordings(&it.items)),
            self.details(&it.items),
        ])
    }

    /// Returns what highlights have beside their first wording.
    fn details(&self, highlights: &[Highlight]) -> Field {
        let details = highlights
            .iter()
            .enumerate()
            .map(|(at, it)| (at, self.detail(it)));
        ("details", numbered(details))
    }

    /// Returns what a highlight has beside its first wording.
    fn detail(&self, it: &Highlight) -> Vec<Field> {
        let variants = ("variants", texts(&it.variants));
        [variants].into_iter().chain(self.meta(&it.meta)).collect()
    }

    /// Returns what an entry may have, with what its note doesn't keep for fields of the schema.
    fn meta_of(&self, it: &Meta, kept: &Kept) -> [Field; 4] {
        let [id, tags, pin, _] = self.meta(it);
        [id, tags, pin, ("note", words(kept.rest()))]
    }

    fn meta(&self, it: &Meta) -> [Field; 4] {
        let id = Some(&it.id).filter(|it| self.own_ids.contains(*it));
        let pin = it.pin.map_or(Json::Nothing, |pin| {
            let word = match pin {
                Pin::Always => "always",
                Pin::Never => "never",
            };
            Json::Text(word.to_owned())
        });
        [
            ("id", words(id.cloned())),
            ("tags", Json::list(it.tags.iter().cloned().map(Json::Text))),
            ("pin", pin),
            ("note", words(it.note.clone())),
        ]
    }
}

/// Returns words, where there are any.
fn words(words: Option<String>) -> Json {
    words.map_or(Json::Nothing, Json::Text)
}

/// Takes a value that a note keeps, whatever it is.
fn is_any(_: &str) -> bool {
    true
}

/// Returns a date with the day that a note keeps of it. `has_none` is whether there is no date it could belong to.
fn day(kept: &mut Kept, key: &str, date: Json, has_none: bool) -> Json {
    let is_date = |it: &str| {
        let parts: Vec<&str> = it.split('-').collect();
        let digits = |(part, n): (&&str, usize)| {
            part.len() == n && part.bytes().all(|it| it.is_ascii_digit())
        };
        parts.len() <= 3 && parts.iter().zip([4, 2, 2]).all(digits)
    };
    let latest = format!("{LATEST}-12-31");
    let known = match &date {
        Json::Text(date) => kept.take(key, |it| is_date(it) && it.starts_with(date.as_str())),
        _ => kept.take(key, |it| is_date(it) && (has_none || *it > *latest)),
    };
    known.map_or(date, Json::Text)
}

/// Returns those that have anything to say, each with its number.
fn numbered(details: impl Iterator<Item = (usize, Vec<Field>)>) -> Json {
    Json::list(
        details.filter_map(|(at, fields)| match Json::object(fields) {
            Json::Object(fields) if !fields.is_empty() => {
                let at = [("at", Json::Number(at))];
                Some(Json::object(at.into_iter().chain(fields)))
            }
            _ => None,
        }),
    )
}

fn own(fields: impl IntoIterator<Item = Field>) -> Field {
    (OWN, Json::object(fields))
}

fn text(it: &Text) -> Json {
    Json::Text(it.text.clone())
}

fn maybe(it: Option<&Text>) -> Json {
    it.map_or(Json::Nothing, text)
}

fn texts(these: &[Text]) -> Json {
    Json::list(these.iter().map(text))
}

fn wordings(highlights: &[Highlight]) -> Json {
    Json::list(highlights.iter().map(|it| text(&it.text)))
}

/// The highlights of a school as courses.
struct Courses {
    all: Json,
    /// Whether they are more than one line that lists them all, as it is made of other people's.
    are_apart: bool,
    /// For each highlight the number of its first course, and how many it lists where they are apart.
    lines: Vec<(usize, Option<usize>)>,
}

/// Returns the courses of a school: one line may name several.
fn courses(highlights: &[Highlight], kept: &mut Kept) -> Courses {
    let listed = |it: &Highlight| it.text.text.strip_prefix(COURSES).map(ToOwned::to_owned);
    let are_apart = match highlights {
        [] => false,
        [only] => listed(only).is_none(),
        _ => true,
    };
    let mut courses = Vec::new();
    let mut lines = Vec::new();
    for it in highlights {
        let at = courses.len();
        let Some(several) = listed(it) else {
            courses.push(it.text.text.clone());
            lines.push((at, None));
            continue;
        };
        if are_apart {
            courses.extend(several.split(", ").map(ToOwned::to_owned));
            lines.push((at, Some(courses.len() - at)));
        } else {
            courses.extend(items(&several, "courses", kept));
            lines.push((at, None));
        }
    }
    Courses {
        all: Json::list(courses.into_iter().map(Json::Text)),
        are_apart,
        lines,
    }
}

/// Returns what a text lists, parted by commas, or as the note keeps it under `key`.
fn items(whole: &str, key: &str, kept: &mut Kept) -> Vec<String> {
    let known = kept.take_items(key, |it| it.join(", ") == whole);
    known.unwrap_or_else(|| whole.split(", ").map(ToOwned::to_owned).collect())
}

/// Does what [`period`] does, with the days that a note keeps under `keys`.
fn dated(it: Period, kept: &mut Kept, keys: [&str; 2]) -> (Json, Json, Json) {
    let has_none = it.start.is_none() && it.end.is_none();
    let (start, end, how) = period(it);
    let start = day(kept, keys[0], start, has_none);
    let end = day(kept, keys[1], end, has_none);
    (start, end, how)
}

/// Returns the fields for start and end, and what the end is where it is no date that has come.
fn period(it: Period) -> (Json, Json, Json) {
    let word = |it: &str| Json::Text(it.to_owned());
    let (end, how) = match it.end {
        // What only has a start is taken for what goes on.
        None if it.start.is_some() => (Json::Nothing, word("unknown")),
        None => (Json::Nothing, Json::Nothing),
        Some(End::Present) => (Json::Nothing, word("present")),
        Some(End::On(it)) => (said(it), Json::Nothing),
        Some(End::Expected(it)) => (said(it), word("expected")),
    };
    (it.start.map_or(Json::Nothing, said), end, how)
}

fn said(it: Date) -> Json {
    Json::Text(it.to_string())
}

/// Returns where the person lives: what a note keeps of it, else the town and as the region what stands behind the first
/// comma.
fn place(contact: &Contact, kept: &mut Kept) -> Json {
    let mut rest = contact.location.as_ref().map_or("", |it| it.text.as_str());
    let mut country = |key: &str, rest: &mut &str| {
        let before = |it: &str| match rest.strip_suffix(it) {
            Some("") => Some(""),
            Some(before) => before.strip_suffix(", "),
            None => None,
        };
        let found = kept.take(key, |it| before(it).is_some())?;
        *rest = before(&found).unwrap_or_default();
        Some(found)
    };
    let name = country("basics.location.country", &mut rest);
    let code = country("basics.location.countryCode", &mut rest);
    let code = code.or_else(|| {
        let is_named = name.is_some();
        kept.take("basics.location.countryCode", |_| is_named)
    });
    let city = kept.take("basics.location.city", |it| rest.starts_with(it));
    let region = kept.take("basics.location.region", |it| rest.ends_with(it));
    let (city, region) = match (city, region) {
        (None, None) => match rest.split_once(", ") {
            Some((city, region)) => (Some(city.to_owned()), Some(region.to_owned())),
            None => (Some(rest.to_owned()).filter(|it| !it.is_empty()), None),
        },
        known => known,
    };
    Json::object([
        (
            "address",
            words(kept.take("basics.location.address", is_any)),
        ),
        (
            "postalCode",
            words(kept.take("basics.location.postalCode", is_any)),
        ),
        ("city", words(city)),
        ("region", words(region)),
        ("countryCode", words(code)),
        ("country", words(name)),
    ])
}

/// The person's own page and accounts elsewhere.
struct Web<'p> {
    url: Option<&'p Link>,
    profiles: Vec<Json>,
    /// The links in the order in which a reader finds them.
    found: Vec<&'p Link>,
}

/// Returns the accounts that a note keeps the names of, the person's own page, which is the first link that leads to no
/// network, and the other links.
fn web<'p>(links: &'p [Link], kept: &mut Kept) -> Web<'p> {
    let is = |it: &Link, url: &str| {
        it.url.text == url || it.url.text.strip_prefix("https://") == Some(url)
    };
    let is_there = |url: &str| links.iter().any(|it| is(it, url));
    let url = kept.take("basics.url", is_there);
    let mut named = kept.take_entries(
        "basics.profiles",
        ["network", "username", "url"],
        |[_, _, url]| url.as_ref().is_none_or(|it| is_there(it)),
    );
    let mut left: Vec<&Link> = links.iter().collect();
    let mut take = |fits: &dyn Fn(&Link) -> bool| {
        let at = left.iter().position(|it| fits(it))?;
        Some(left.remove(at))
    };
    let own = url.and_then(|url| take(&|it| is(it, &url)));
    let mut accounts: BTreeMap<usize, (Json, Option<&Link>)> = BTreeMap::new();
    for (at, [network, user, url]) in std::mem::take(&mut named) {
        // An address that the source didn't give was made of the name of the account.
        let link = match (&url, &user) {
            (Some(url), _) => take(&|it| is(it, url)),
            (None, Some(user)) => take(&|it| it.url.text.ends_with(user.as_str())),
            (None, None) => None,
        };
        let url = url.or_else(|| link.map(|it| it.url.text.clone()));
        let account = Json::object([
            ("network", words(network)),
            ("username", words(user)),
            ("url", words(url)),
        ]);
        accounts.insert(at, (account, link));
    }
    let own = own.or_else(|| take(&|it| network(&it.url.text).is_none()));
    let mut free = 0..;
    for link in left {
        if let Some(at) = free.find(|it| !accounts.contains_key(it)) {
            accounts.insert(at, (account(link), Some(link)));
        }
    }
    let found = own
        .into_iter()
        .chain(accounts.values().filter_map(|it| it.1));
    Web {
        url: own,
        found: found.collect(),
        profiles: accounts.into_values().map(|it| it.0).collect(),
    }
}

/// Returns a link as an account in a network: under its label or the address's host where the network is not known.
fn account(it: &Link) -> Json {
    let known = network(&it.url.text);
    let name = match (known, &it.label) {
        (Some((name, _)), _) => name,
        (None, Some(label)) => &label.text,
        (None, None) => host(&it.url.text),
    };
    Json::object([
        ("network", Json::Text(name.to_owned())),
        ("username", words(known.map(|it| it.1.to_owned()))),
        ("url", text(&it.url)),
    ])
}
