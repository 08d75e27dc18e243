//! The values of JSON Resume: texts, periods, places, profiles on the web.

use std::collections::BTreeMap;

use crate::profile::{
    COURSES, Contact, Date, End, Highlight, LATEST, Link, OWN, Period, PrivateNote, Text, host,
    network,
};
use crate::render::json::Json;

pub(super) type Field = (&'static str, Json);

/// Returns words, where there are any.
pub(super) fn words(words: Option<String>) -> Json {
    words.map_or(Json::Nothing, Json::Text)
}

/// Takes a value that a note keeps, whatever it is.
pub(super) fn is_any(_: &str) -> bool {
    true
}

/// Returns a date with the day that a note keeps of it. `has_none` is whether there is no date it could belong to.
pub(super) fn day(kept: &mut PrivateNote, key: &str, date: Json, has_none: bool) -> Json {
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
pub(super) fn numbered(details: impl Iterator<Item = (usize, Vec<Field>)>) -> Json {
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

pub(super) fn own(fields: impl IntoIterator<Item = Field>) -> Field {
    (OWN, Json::object(fields))
}

pub(super) fn text(it: &Text) -> Json {
    Json::Text(it.text.clone())
}

pub(super) fn maybe(it: Option<&Text>) -> Json {
    it.map_or(Json::Nothing, text)
}

pub(super) fn texts(these: &[Text]) -> Json {
    Json::list(these.iter().map(text))
}

pub(super) fn wordings(highlights: &[Highlight]) -> Json {
    Json::list(highlights.iter().map(|it| text(&it.text)))
}

/// The highlights of a school as courses.
pub(super) struct Courses {
    pub(super) all: Json,
    /// Whether they are more than one line that lists them all, as it is made of other people's.
    pub(super) are_apart: bool,
    /// For each highlight the number of its first course, and how many it lists where they are apart.
    pub(super) lines: Vec<(usize, Option<usize>)>,
}

/// Returns the courses of a school: one line may name several.
pub(super) fn courses(highlights: &[Highlight], kept: &mut PrivateNote) -> Courses {
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
pub(super) fn items(whole: &str, key: &str, kept: &mut PrivateNote) -> Vec<String> {
    let known = kept.take_items(key, |it| it.join(", ") == whole);
    known.unwrap_or_else(|| whole.split(", ").map(ToOwned::to_owned).collect())
}

/// Does what [`period`] does, with the days that a note keeps under `keys`.
pub(super) fn dated(it: Period, kept: &mut PrivateNote, keys: [&str; 2]) -> (Json, Json, Json) {
    let has_none = it.start.is_none() && it.end.is_none();
    let (start, end, how) = period(it);
    let start = day(kept, keys[0], start, has_none);
    let end = day(kept, keys[1], end, has_none);
    (start, end, how)
}

/// Returns the fields for start and end, and what the end is where it is no date that has come.
pub(super) fn period(it: Period) -> (Json, Json, Json) {
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

pub(super) fn said(it: Date) -> Json {
    Json::Text(it.to_string())
}

/// Returns where the person lives: what a note keeps of it, else the town and as the region what stands behind the first
/// comma.
pub(super) fn place(contact: &Contact, kept: &mut PrivateNote) -> Json {
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
pub(super) struct Web<'p> {
    pub(super) url: Option<&'p Link>,
    pub(super) profiles: Vec<Json>,
    /// The links in the order in which a reader finds them.
    pub(super) found: Vec<&'p Link>,
}

/// Returns the accounts that a note keeps the names of, the person's own page, which is the first link that leads to no
/// network, and the other links.
pub(super) fn web<'p>(links: &'p [Link], kept: &mut PrivateNote) -> Web<'p> {
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
