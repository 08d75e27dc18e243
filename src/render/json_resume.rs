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

use std::collections::BTreeSet;

mod values;

use super::json::{Json, JsonError, json};
use crate::profile::{
    Education, Employment, Entry, Highlight, Item, Meta, OtherSection, Pin, Position, PrivateNote,
    Profile, SCHEMA, SkillGroup, VERSION, own_ids,
};
use values::{
    Field, courses, dated, day, is_any, items, maybe, numbered, own, period, place, said, text,
    texts, web, wordings, words,
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

impl Writer {
    fn resume(&self, it: &Profile) -> Json {
        let sections = it.sections.iter().flatten();
        let mut kept = PrivateNote::of(it.note.as_ref());
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
                Json::list(it.languages.iter().map(|language| {
                    Json::object([
                        ("language", text(&language.language)),
                        ("fluency", maybe(language.level.as_ref())),
                        own(self.meta(&language.meta)),
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

    fn basics(&self, it: &Profile, kept: &mut PrivateNote) -> Json {
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
        let summaries = it.summaries.iter().filter(|_| !says_all).map(|summary| {
            Json::object(
                [
                    ("text", text(&summary.text)),
                    ("variants", texts(&summary.variants)),
                ]
                .into_iter()
                .chain(self.meta(&summary.meta)),
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
                    Json::list(links.map(|link| {
                        Json::object([
                            ("label", maybe(link.label.as_ref())),
                            ("url", text(&link.url)),
                        ])
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
        let mut kept = PrivateNote::of(it.meta.note.as_ref());
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
        let spelt = kept.take(name, |spelling| {
            spelling.to_lowercase() == of.employer.text.to_lowercase()
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
        let mut kept = PrivateNote::of(it.meta.note.as_ref());
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
        let mut kept = PrivateNote::of(it.meta.note.as_ref());
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
        let mut kept = PrivateNote::of(it.meta.note.as_ref());
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
        let mut kept = PrivateNote::of(it.meta.note.as_ref());
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
        let mut kept = PrivateNote::of(it.meta.note.as_ref());
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
            let mut kept = PrivateNote::of(it.note.as_ref());
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
        let mut kept = PrivateNote::of(it.meta.note.as_ref());
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
        let mut kept = PrivateNote::of(it.meta.note.as_ref());
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
    fn meta_of(&self, it: &Meta, kept: &PrivateNote) -> [Field; 4] {
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
