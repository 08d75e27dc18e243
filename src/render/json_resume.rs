//! A profile as JSON Resume (<https://jsonresume.org/schema>, 1.x).
//!
//! What the schema has no field for stands under `x-bespoke`, in the object that it belongs to:
//!
//! | in | under `x-bespoke` |
//! |---|---|
//! | the resume | `lang` (unless `en`), `guide`, `sections` (their order), `other` (`heading`, `highlights`, `details`) |
//! | `basics` | `summaries` (all of them, where `summary` can't say it), `links` (likewise, `label` and `url`) |
//! | `work`, `volunteer` | `continues` (the employer of the entry before), `location` (`volunteer`), `end`, `details`, `employer` (`location` where the position has its own, `about` (`volunteer`), `industry`, id and so on) |
//! | `education` | `location`, `honors`, `end`, `details` |
//! | `projects` | `end`, `details` |
//! | `certificates` | `expires`, `number` |
//! | `publications` | `authors` |
//! | `awards` | `url`, `highlights`, `details` |
//! | `skills` | `apart` (begins a group without a name), `details` (of the keywords) |
//!
//! Any of these may have the `id` that the person gave, `tags`, `pin` and `note`. `details` lists such things for the
//! highlights, each with its number `at`, counted from 0, and its `variants`. `end` is `present` or `expected`; a `work`
//! entry without `endDate` goes on.

use std::collections::BTreeSet;

use super::json::{Json, JsonError, json};
use crate::profile::{
    Contact, Date, Education, Employment, End, Entry, Highlight, Item, Link, Meta, OtherSection,
    Period, Pin, Position, Profile, SkillGroup, Text, own_ids,
};

/// Where what the schema has no field for stands.
const OWN: &str = "x-bespoke";

/// The schema, by its published address.
const SCHEMA: &str =
    "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json";

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
        Json::object([
            ("$schema", Json::Text(SCHEMA.to_owned())),
            ("basics", self.basics(it)),
            (
                "work",
                Json::list(
                    it.experience
                        .iter()
                        .flat_map(|it| self.employment(it, true)),
                ),
            ),
            (
                "volunteer",
                Json::list(
                    it.volunteering
                        .iter()
                        .flat_map(|it| self.employment(it, false)),
                ),
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
                Json::list(it.interests.iter().map(|it| self.named(it, false))),
            ),
            (
                "projects",
                Json::list(it.projects.iter().map(|it| self.project(it))),
            ),
            (
                "meta",
                Json::object([("version", Json::Text("v1.0.0".to_owned()))]),
            ),
            own([
                (
                    "lang",
                    if it.lang == "en" {
                        Json::Nothing
                    } else {
                        Json::Text(it.lang.clone())
                    },
                ),
                ("guide", maybe(it.guide.as_ref())),
                (
                    "sections",
                    Json::list(sections.map(|it| Json::Text(it.key().to_owned()))),
                ),
                (
                    "other",
                    Json::list(it.other.iter().map(|it| self.other(it))),
                ),
            ]),
        ])
    }

    fn basics(&self, it: &Profile) -> Json {
        let contact = &it.contact;
        let (home, profiles) = sorted(&contact.links);
        let rebuilt = home.iter().chain(&profiles);
        let is_plain = contact.links.iter().all(|it| it.label.is_none())
            && rebuilt.copied().eq(&contact.links);
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
            ("email", maybe(contact.email.as_ref())),
            ("phone", maybe(contact.phone.as_ref())),
            ("url", home.map_or(Json::Nothing, |it| text(&it.url))),
            ("summary", maybe(it.summaries.first().map(|it| &it.text))),
            ("location", place(contact)),
            ("profiles", Json::list(profiles.into_iter().map(account))),
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
    fn employment(&self, it: &Employment, is_paid: bool) -> Vec<Json> {
        let positions = it.positions.iter().enumerate();
        positions
            .map(|(idx, position)| self.position(it, position, idx, is_paid))
            .collect()
    }

    fn position(&self, of: &Employment, it: &Position, idx: usize, is_paid: bool) -> Json {
        let (start, end, how) = period(it.period);
        let location = maybe(it.location.as_ref().or(of.location.as_ref()));
        let about = maybe(of.about.as_ref());
        // A location of the position's own hides that of the employer.
        let hidden = of.location.as_ref().filter(|_| it.location.is_some());
        let (known, own_location, own_about) = if is_paid {
            (
                [("location", location), ("description", about)],
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
            ("about", own_about),
            ("industry", maybe(of.industry.as_ref())),
        ];
        let employer = employer.into_iter().chain(self.meta(&of.meta));
        // What is said of the employer is said once, but for what the schema has fields for.
        let employer = employer.filter(|(key, _)| idx == 0 || *key == "location");
        let name = if is_paid { "name" } else { "organization" };
        let [location, description] = known;
        let further = [
            ("continues", Json::flag(idx > 0)),
            ("location", own_location),
            // A paid position without an end goes on.
            ("end", if is_paid { Json::Nothing } else { how }),
            ("employer", Json::object(employer)),
        ];
        Json::object([
            (name, text(&of.employer)),
            ("position", text(&it.title)),
            location,
            description,
            ("url", maybe(of.url.as_ref())),
            ("startDate", start),
            ("endDate", end),
            ("summary", maybe(it.about.as_ref())),
            ("highlights", wordings(&it.highlights)),
            own(further
                .into_iter()
                .chain(self.meta(&it.meta))
                .chain([self.details(&it.highlights)])),
        ])
    }

    fn school(&self, it: &Education) -> Json {
        let (start, end, how) = period(it.period);
        let further = [
            ("location", maybe(it.location.as_ref())),
            ("honors", maybe(it.honors.as_ref())),
            ("end", how),
            self.details(&it.highlights),
        ];
        Json::object([
            ("institution", text(&it.institution)),
            ("area", maybe(it.field.as_ref())),
            ("studyType", maybe(it.degree.as_ref())),
            ("startDate", start),
            ("endDate", end),
            ("score", maybe(it.gpa.as_ref())),
            ("courses", wordings(&it.highlights)),
            own(further.into_iter().chain(self.meta(&it.meta))),
        ])
    }

    fn project(&self, it: &Entry) -> Json {
        let (start, end, how) = period(it.period);
        let further = [("end", how), self.details(&it.highlights)];
        Json::object([
            ("name", text(&it.name)),
            ("description", maybe(it.about.as_ref())),
            ("highlights", wordings(&it.highlights)),
            ("startDate", start),
            ("endDate", end),
            ("url", maybe(it.url.as_ref())),
            ("roles", Json::list(it.by.iter().map(text))),
            own(further.into_iter().chain(self.meta(&it.meta))),
        ])
    }

    fn award(&self, it: &Entry) -> Json {
        let further = [
            ("url", maybe(it.url.as_ref())),
            ("highlights", wordings(&it.highlights)),
            self.details(&it.highlights),
        ];
        Json::object([
            ("title", text(&it.name)),
            ("date", period(it.period).1),
            ("awarder", maybe(it.by.as_ref())),
            ("summary", maybe(it.about.as_ref())),
            own(further.into_iter().chain(self.meta(&it.meta))),
        ])
    }

    fn certificate(&self, it: &Entry) -> Json {
        let further = [
            ("expires", it.expires.map_or(Json::Nothing, date)),
            ("number", maybe(it.number.as_ref())),
        ];
        Json::object([
            ("name", text(&it.name)),
            ("date", period(it.period).1),
            ("url", maybe(it.url.as_ref())),
            ("issuer", maybe(it.by.as_ref())),
            own(further.into_iter().chain(self.meta(&it.meta))),
        ])
    }

    fn publication(&self, it: &Entry) -> Json {
        let further = [("authors", maybe(it.authors.as_ref()))];
        Json::object([
            ("name", text(&it.name)),
            ("publisher", maybe(it.by.as_ref())),
            ("releaseDate", period(it.period).1),
            ("url", maybe(it.url.as_ref())),
            ("summary", maybe(it.about.as_ref())),
            own(further.into_iter().chain(self.meta(&it.meta))),
        ])
    }

    /// Returns an entry a group, and for a group without a name an entry a skill.
    fn skills(&self, groups: &[SkillGroup]) -> Vec<Json> {
        let mut skills = Vec::new();
        let mut follows_nameless = false;
        for it in groups {
            if let Some(name) = &it.group {
                let details = it
                    .items
                    .iter()
                    .enumerate()
                    .map(|(at, item)| (at, self.meta(&item.meta), Json::Nothing));
                skills.push(Json::object([
                    ("name", text(name)),
                    (
                        "keywords",
                        Json::list(it.items.iter().map(|it| text(&it.text))),
                    ),
                    own([
                        ("note", said(it.note.as_ref())),
                        ("details", numbered(details)),
                    ]),
                ]));
            } else {
                let named = it.items.iter().enumerate();
                skills.extend(named.map(|(at, it)| self.named(it, follows_nameless && at == 0)));
            }
            follows_nameless = it.group.is_none();
        }
        skills
    }

    /// Returns a skill or an interest that is nothing but its name.
    fn named(&self, it: &Item, is_apart: bool) -> Json {
        let further = [("apart", Json::flag(is_apart))];
        Json::object([
            ("name", text(&it.text)),
            own(further.into_iter().chain(self.meta(&it.meta))),
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
            .map(|(at, it)| (at, self.meta(&it.meta), texts(&it.variants)));
        ("details", numbered(details))
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
            ("id", said(id)),
            ("tags", Json::list(it.tags.iter().cloned().map(Json::Text))),
            ("pin", pin),
            ("note", said(it.note.as_ref())),
        ]
    }
}

/// Returns words, where there are any.
fn said(words: Option<&String>) -> Json {
    words.map_or(Json::Nothing, |it| Json::Text(it.clone()))
}

/// Returns those that have anything to say, each with its number.
fn numbered(details: impl Iterator<Item = (usize, [Field; 4], Json)>) -> Json {
    Json::list(details.filter_map(|(at, meta, variants)| {
        match Json::object([("variants", variants)].into_iter().chain(meta)) {
            Json::Object(fields) if !fields.is_empty() => {
                let at = [("at", Json::Number(at))];
                Some(Json::object(at.into_iter().chain(fields)))
            }
            _ => None,
        }
    }))
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

/// Returns the fields for start and end, and what the end is where it is no date that has come.
fn period(it: Period) -> (Json, Json, Json) {
    let word = |it: &str| Json::Text(it.to_owned());
    let (end, how) = match it.end {
        None => (Json::Nothing, Json::Nothing),
        Some(End::Present) => (Json::Nothing, word("present")),
        Some(End::On(it)) => (date(it), Json::Nothing),
        Some(End::Expected(it)) => (date(it), word("expected")),
    };
    (it.start.map_or(Json::Nothing, date), end, how)
}

fn date(it: Date) -> Json {
    Json::Text(it.to_string())
}

/// Returns where the person lives: the town, and as the region what stands behind the first comma.
fn place(contact: &Contact) -> Json {
    let Some(location) = &contact.location else {
        return Json::Nothing;
    };
    let words = |it: &str| Json::Text(it.to_owned());
    match location.text.split_once(", ") {
        Some((city, region)) => Json::object([("city", words(city)), ("region", words(region))]),
        None => Json::object([("city", text(location))]),
    }
}

/// Returns the person's own page, the first link that leads to no network, and the other links.
fn sorted(links: &[Link]) -> (Option<&Link>, Vec<&Link>) {
    let home = links.iter().position(|it| network(&it.url.text).is_none());
    let others = links.iter().enumerate();
    let others = others.filter(|(idx, _)| Some(*idx) != home).map(|it| it.1);
    (home.map(|idx| &links[idx]), others.collect())
}

/// Networks where people have accounts: the host, the name, and what stands before the account's name in an address.
const NETWORKS: [(&str, &str, &str); 10] = [
    ("github.com", "GitHub", ""),
    ("gitlab.com", "GitLab", ""),
    ("linkedin.com", "LinkedIn", "in/"),
    ("x.com", "X", ""),
    ("twitter.com", "Twitter", ""),
    ("bsky.app", "Bluesky", "profile/"),
    ("medium.com", "Medium", "@"),
    ("orcid.org", "ORCID", ""),
    ("kaggle.com", "Kaggle", ""),
    ("behance.net", "Behance", ""),
];

/// Returns the network that an address leads to, and the account there.
fn network(url: &str) -> Option<(&'static str, &str)> {
    let (_, bare) = url.split_once("://")?;
    let bare = bare.strip_prefix("www.").unwrap_or(bare);
    let (host, path) = bare.split_once('/')?;
    let (_, name, before) = NETWORKS.iter().find(|it| it.0.eq_ignore_ascii_case(host))?;
    let account = path.strip_prefix(before)?.trim_end_matches('/');
    (!account.is_empty() && !account.contains(['/', '?', '#'])).then_some((*name, account))
}

/// Returns a link as an account in a network: under its label or the address's host where the network is not known.
fn account(it: &Link) -> Json {
    let words = |it: &str| Json::Text(it.to_owned());
    let known = network(&it.url.text);
    let (_, bare) = it.url.text.split_once("://").unwrap_or_default();
    let host = bare.split(['/', '?', '#']).next().unwrap_or_default();
    let name = match (known, &it.label) {
        (Some((name, _)), _) => words(name),
        (None, Some(label)) => text(label),
        (None, None) => words(host),
    };
    let user = known.map_or(Json::Nothing, |(_, user)| words(user));
    Json::object([
        ("network", name),
        ("username", user),
        ("url", text(&it.url)),
    ])
}

#[cfg(test)]
mod tests {
    use super::network;

    #[test]
    fn an_account_is_told_from_another_page() {
        for (url, expect) in [
            (
                "https://www.linkedin.com/in/ada/",
                Some(("LinkedIn", "ada")),
            ),
            ("https://github.com/ada", Some(("GitHub", "ada"))),
            ("https://github.com/ada/engine", None),
            ("https://github.com/", None),
            ("https://ada.example/me", None),
            ("mailto:ada@b.example", None),
        ] {
            assert_eq!(network(url), expect, "{url}");
        }
    }
}
