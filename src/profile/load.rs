//! The profile's YAML to the model.

use std::str::FromStr;

use super::date::{Date, DateError, End, Period, goes_on};
use super::id;
use super::model::{
    Contact, Education, Employment, Entry, Highlight, Item, Language, Link, Meta, OtherSection,
    Pin, Position, Profile, Section, SkillGroup, Text,
};
use crate::diag::{Diagnostic, InvalidInput, did_you_mean};
use crate::reader::{self, Form, Kind, MappingReader, Numbers, Outline, SpannedText};
use crate::yaml::{Node, Value, excerpt};

/// Returns the profile written in `source`, unless there is an error, and everything that is wrong with it.
///
/// Every entry and highlight has an id then: the person's, or one made from its text.
pub fn load(source: &str) -> (Option<Profile>, Vec<Diagnostic>) {
    let (mut profile, diagnostics) = reader::read(source, "a profile", profile);
    if let Some(profile) = &mut profile {
        id::assign_ids(profile);
    }
    (profile, diagnostics)
}

impl FromStr for Profile {
    type Err = InvalidInput;

    /// Reads a profile from YAML; warnings are dropped.
    fn from_str(source: &str) -> Result<Self, InvalidInput> {
        let (profile, diagnostics) = load(source);
        profile.ok_or_else(|| InvalidInput {
            kind: "profile",
            source: source.to_owned(),
            diagnostics,
        })
    }
}

/// Does what [`load`] does for a tree that was not read from YAML; `source` is the text that its places are in.
pub fn load_tree(source: &str, tree: &Node) -> (Option<Profile>, Vec<Diagnostic>) {
    let (mut profile, diagnostics) = reader::read_tree(source, tree, "a profile", profile);
    if let Some(profile) = &mut profile {
        id::assign_ids(profile);
    }
    (profile, diagnostics)
}

/// Returns whether a text can stand under `url`.
pub(crate) fn is_address(text: &str) -> bool {
    with_scheme(text).is_ok() && !text.chars().any(char::is_control)
}

/// Returns whether a text can stand under `id`.
pub(crate) fn is_id(text: &str) -> bool {
    !text.is_empty() && text.chars().all(is_of_id)
}

fn is_of_id(it: char) -> bool {
    it.is_alphanumeric() || matches!(it, '-' | '_' | '.')
}

/// Returns whether a text can stand under `lang`.
pub(crate) fn is_language_tag(text: &str) -> bool {
    let mut parts = text.split('-');
    parts.next().is_some_and(|primary| {
        matches!(primary.len(), 2..=3) && primary.bytes().all(|it| it.is_ascii_alphabetic())
    }) && parts
        .all(|it| matches!(it.len(), 1..=8) && it.bytes().all(|it| it.is_ascii_alphanumeric()))
}

/// Returns what a profile may hold.
pub(crate) fn outline() -> Outline {
    reader::outline(profile)
}

/// Returns every section by the name that YAML files use.
pub(crate) fn sections() -> Vec<(&'static str, Section)> {
    let sections = Section::ALL.into_iter();
    sections.map(|it| (it.key(), it)).collect()
}

impl From<SpannedText> for Text {
    fn from(words: SpannedText) -> Self {
        Self {
            text: words.text,
            at: words.at,
        }
    }
}

/// How `experience` and `volunteering` differ.
#[derive(Clone, Copy)]
struct Rules {
    /// The key of the employer's name.
    employer: &'static str,
    /// What an entry and a position are called.
    called: [&'static str; 2],
    /// Whether a position must have a start and an end.
    is_dated: bool,
}

const PAID: Rules = Rules {
    employer: "employer",
    called: ["employment", "position"],
    is_dated: true,
};

const UNPAID: Rules = Rules {
    employer: "organization",
    called: ["volunteer_work", "volunteer_position"],
    is_dated: false,
};

fn profile(it: &mut MappingReader<'_>) -> Profile {
    it.called("profile");
    Profile {
        name: it.required("name"),
        headline: it.text("headline"),
        lang: language_tag(it),
        contact: it.mapping("contact", contact),
        guide: it.text("guide"),
        sections: own_sections(it),
        summaries: [
            it.entries("summary", "text", highlight),
            it.entries("summaries", "text", highlight),
        ]
        .concat(),
        experience: it.mappings("experience", |it| employment(it, PAID)),
        projects: it.entries("projects", "name", project),
        education: it.mappings("education", education),
        certifications: it.entries("certifications", "name", certification),
        skills: skills(it),
        languages: it.entries("languages", "language", language),
        awards: it.entries("awards", "name", award),
        publications: it.entries("publications", "title", publication),
        volunteering: it.mappings("volunteering", |it| employment(it, UNPAID)),
        interests: it.entries("interests", "text", item),
        other: it.mappings("other", other),
        note: it.text("note"),
    }
}

fn own_sections(it: &mut MappingReader<'_>) -> Option<Vec<Section>> {
    let own = it.choices("sections", "section", &sections());
    it.has("sections").then_some(own)
}

fn contact(it: &mut MappingReader<'_>) -> Contact {
    it.called("contact");
    Contact {
        email: email(it),
        phone: it.text("phone"),
        location: it.text("location"),
        links: it.entries("links", "url", |link| {
            link.called("link");
            link.need("url");
            Link {
                label: link.text("label"),
                url: url(link).unwrap_or_default(),
            }
        }),
    }
}

fn employment(it: &mut MappingReader<'_>, rules: Rules) -> Employment {
    it.called(rules.called[0]);
    let employment = Employment {
        employer: it.required(rules.employer),
        location: it.text("location"),
        industry: it.text("industry"),
        url: url(it),
        at: it.at(),
        ..Employment::default()
    };
    let several = |it: &mut MappingReader<'_>| {
        it.need("positions");
        it.refuse(
            &["title", "start", "end", "highlights"],
            "positions",
            "move it into one of the positions",
        );
        Employment {
            about: it.text("about"),
            positions: it.mappings("positions", |fields| {
                let location = fields.text("location");
                let position = position(fields, rules);
                fields.called(rules.called[1]);
                Position {
                    location,
                    ..position
                }
            }),
            meta: meta(it),
            ..employment.clone()
        }
    };
    // The keys of the only position stand in its place; the location is the employer's.
    let single = |it: &mut MappingReader<'_>| Employment {
        positions: vec![position(it, rules)],
        ..employment.clone()
    };
    it.either("positions", several, single)
}

fn position(it: &mut MappingReader<'_>, rules: Rules) -> Position {
    let title = it.required("title");
    if rules.is_dated {
        it.need("start");
        it.need("end");
    }
    Position {
        title,
        location: None,
        period: from_to(it),
        about: it.text("about"),
        highlights: it.entries("highlights", "text", highlight),
        meta: meta(it),
        at: it.at(),
    }
}

fn highlight(it: &mut MappingReader<'_>) -> Highlight {
    it.called("highlight");
    Highlight {
        text: it.required("text"),
        variants: it.texts("variants"),
        meta: meta(it),
    }
}

fn item(it: &mut MappingReader<'_>) -> Item {
    it.called("item");
    Item {
        text: it.required("text"),
        meta: meta(it),
    }
}

fn project(it: &mut MappingReader<'_>) -> Entry {
    it.called("project");
    let entry = entry(it, "name");
    Entry {
        by: it.text("role"),
        period: project_period(it),
        about: it.text("about"),
        highlights: it.entries("highlights", "text", highlight),
        ..entry
    }
}

fn certification(it: &mut MappingReader<'_>) -> Entry {
    it.called("certification");
    let entry = entry(it, "name");
    let date = date(it, "date");
    Entry {
        by: it.text("issuer"),
        period: on(date),
        expires: date_after(it, "expires", "date", date),
        number: it.text("number"),
        ..entry
    }
}

fn award(it: &mut MappingReader<'_>) -> Entry {
    it.called("award");
    let entry = entry(it, "name");
    Entry {
        by: it.text("issuer"),
        period: on(date(it, "date")),
        about: it.text("about"),
        highlights: it.entries("highlights", "text", highlight),
        ..entry
    }
}

fn publication(it: &mut MappingReader<'_>) -> Entry {
    it.called("publication");
    let entry = entry(it, "title");
    Entry {
        by: it.text("venue"),
        authors: it.text("authors"),
        period: on(date(it, "date")),
        about: it.text("about"),
        ..entry
    }
}

/// Returns what projects, certifications, awards and publications have in common.
fn entry(it: &mut MappingReader<'_>, name: &'static str) -> Entry {
    Entry {
        name: it.required(name),
        url: url(it),
        meta: meta(it),
        at: it.at(),
        ..Entry::default()
    }
}

fn education(it: &mut MappingReader<'_>) -> Education {
    it.called("studies");
    Education {
        institution: it.required("institution"),
        degree: it.text("degree"),
        field: it.text("field"),
        location: it.text("location"),
        period: from_to_expected(it),
        gpa: it.text("gpa"),
        honors: it.text("honors"),
        highlights: it.entries("highlights", "text", highlight),
        meta: meta(it),
        at: it.at(),
    }
}

/// Returns the skill groups; plain texts that follow one another are one group without a name.
fn skills(it: &mut MappingReader<'_>) -> Vec<SkillGroup> {
    let mut groups: Vec<SkillGroup> = Vec::new();
    let mut is_open = false;
    it.says("skills", || Kind::List {
        of: Box::new(Kind::OneOf(vec![
            Kind::Mapping(reader::outline(skill_group)),
            Kind::Text(None),
        ])),
        lone: true,
        is_set: false,
    });
    for node in it.items("skills") {
        if let Value::Map(entries) = &node.value {
            is_open = false;
            if let [(key, _)] = entries.as_slice()
                && did_you_mean(&key.name, ["group", "items"]).is_none()
            {
                let name = excerpt(&key.name);
                let message = format!("`{name}` is not a key of a skill group");
                let hint = format!("write `group: {name}` and below it `items: […]`");
                it.report(Diagnostic::error(key.span, message).with_hint(hint));
                continue;
            }
            groups.extend(it.reader().mapping(node, "a skill group", skill_group));
        } else if let Some(item) = it.reader().entry(node, "text", item) {
            if !is_open {
                groups.push(SkillGroup::default());
                is_open = true;
            }
            if let Some(group) = groups.last_mut() {
                group.items.push(item);
            }
        }
    }
    groups
}

fn skill_group(it: &mut MappingReader<'_>) -> SkillGroup {
    it.called("skill_group");
    it.need("items");
    SkillGroup {
        group: it.text("group"),
        items: it.entries("items", "text", item),
        note: it.text("note"),
    }
}

fn language(it: &mut MappingReader<'_>) -> Language {
    it.called("language");
    Language {
        language: it.required("language"),
        level: it.text("level"),
        meta: meta(it),
    }
}

fn other(it: &mut MappingReader<'_>) -> OtherSection {
    it.called("other_section");
    it.need("items");
    OtherSection {
        heading: it.required("heading"),
        items: it.entries("items", "text", highlight),
    }
}

fn meta(it: &mut MappingReader<'_>) -> Meta {
    Meta {
        id: given_id(it),
        tags: it.texts("tags"),
        pin: it.choice("pin", &[("always", Pin::Always), ("never", Pin::Never)]),
        note: it.text("note"),
    }
}

/// Returns the person's id, or nothing where one is to be made from the text.
fn given_id(it: &mut MappingReader<'_>) -> String {
    it.form("id", &ID);
    let Some(words) = it.text::<SpannedText>("id") else {
        return String::new();
    };
    it.reader().unique("id", &words);
    if let Some(strange) = words.text.chars().find(|it| !is_of_id(*it)) {
        let message = format!("an id can't have `{}` in it", excerpt(&strange.to_string()));
        it.report(
            Diagnostic::error(words.at, message)
                .with_hint("an id has letters, digits, `-`, `_` and `.`"),
        );
    }
    words.text
}

fn language_tag(it: &mut MappingReader<'_>) -> String {
    it.form("lang", &LANGUAGE_TAG);
    let Some(words) = it.text::<SpannedText>("lang") else {
        return "en".to_owned();
    };
    if !is_language_tag(&words.text) {
        let message = format!("`{}` is not a language tag", excerpt(&words.text));
        it.report(
            Diagnostic::error(words.at, message)
                .with_hint("write the short name of the language, such as `en`, `de` or `pt-BR`"),
        );
    }
    words.text
}

fn email(it: &mut MappingReader<'_>) -> Option<Text> {
    it.form("email", &EMAIL);
    let email: Text = it.text("email")?;
    let is_address = !email.text.contains(char::is_whitespace)
        && email
            .text
            .split_once('@')
            .is_some_and(|(name, host)| !name.is_empty() && !host.is_empty());
    if !is_address {
        let message = format!("`{}` is not an e-mail address", excerpt(&email.text));
        it.report(
            Diagnostic::error(email.at, message).with_hint("an address has a name, `@` and a host"),
        );
    }
    Some(email)
}

/// Returns the web address under `url`, with `https://` before one that has no scheme.
fn url(it: &mut MappingReader<'_>) -> Option<Text> {
    it.form("url", &URL);
    let url: Text = it.text("url")?;
    match with_scheme(&url.text) {
        Ok(text) => Some(Text { text, ..url }),
        Err(message) => {
            it.report(
                Diagnostic::error(url.at, message)
                    .with_hint("write an address such as `https://example.com/me`"),
            );
            None
        }
    }
}

/// Returns an address with its scheme, or what is wrong with it.
fn with_scheme(address: &str) -> Result<String, String> {
    let shown = excerpt(address);
    if address.contains(char::is_whitespace) {
        return Err(format!("`{shown}` has a space, which no web address has"));
    }
    let lower = address.to_ascii_lowercase();
    let is_known = |scheme: &&str| lower.starts_with(scheme) && lower.len() > scheme.len();
    if ["http://", "https://", "mailto:"].iter().any(is_known) {
        return Ok(address.to_owned());
    }
    // `example.com:8080` has a port, `tel:123` a scheme.
    if let Some((scheme, rest)) = lower.split_once(':')
        && !scheme.contains(['.', '/'])
        && !(scheme == "localhost" && rest.starts_with(|it: char| it.is_ascii_digit()))
    {
        return Err(format!(
            "`{shown}` starts with neither `https:`, `http:` nor `mailto:`"
        ));
    }
    let host = lower.split(['/', '?', '#']).next().unwrap_or_default();
    if !host.contains('.') || host.starts_with('.') || host.ends_with('.') {
        return Err(format!("`{shown}` is not a web address"));
    }
    Ok(format!("https://{address}"))
}

/// Returns the period of a position: `start` and `end`.
fn from_to(it: &mut MappingReader<'_>) -> Period {
    let start = date(it, "start");
    it.form("end", &END);
    let end = match it.text::<SpannedText>("end") {
        Some(words) if words.text.eq_ignore_ascii_case("present") => Some(End::Present),
        _ => date_after(it, "end", "start", start).map(End::On),
    };
    Period { start, end }
}

/// Returns the period of a course of study or a project: `start` and `end`, or `expected` while it goes on.
fn from_to_expected(it: &mut MappingReader<'_>) -> Period {
    let period = from_to(it);
    let expected = date_after(it, "expected", "start", period.start);
    it.refuse_beside(
        "expected",
        &["end"],
        "keep `end` if it is over, `expected` if it is not",
    );
    Period {
        end: period.end.or(expected.map(End::Expected)),
        ..period
    }
}

/// Returns the period of a project, which may be a single `date`.
fn project_period(it: &mut MappingReader<'_>) -> Period {
    let period = from_to_expected(it);
    let date = date(it, "date");
    it.refuse_beside(
        "date",
        &["start", "end", "expected"],
        "keep `date` alone, or `start` and `end`",
    );
    if date.is_some() { on(date) } else { period }
}

fn on(date: Option<Date>) -> Period {
    Period {
        start: None,
        end: date.map(End::On),
    }
}

/// Returns the date under `key`, which must not be before the one under `other`.
fn date_after(
    it: &mut MappingReader<'_>,
    key: &'static str,
    other: &'static str,
    earliest: Option<Date>,
) -> Option<Date> {
    let date = date(it, key)?;
    if let Some(earliest) = earliest
        && date.last_month() < earliest.first_month()
        && let Some(node) = it.value(key)
    {
        let message = format!("`{key}`, {date}, is before `{other}`, {earliest}");
        it.report(
            Diagnostic::error(node.span, message)
                .with_hint("one of the two dates is wrong, or they are swapped"),
        );
    }
    Some(date)
}

/// The last year that a date can be in: what is later is a slip of the finger.
pub(crate) const LATEST: u16 = 2100;

fn date(it: &mut MappingReader<'_>, key: &'static str) -> Option<Date> {
    it.form(key, if key == "end" { &END } else { &DATE });
    let words: SpannedText = it.text(key)?;
    let parsed = match words.text.parse::<Date>() {
        Ok(date) if date.year > LATEST => Err(DateError::Year(words.text.clone())),
        other => other,
    };
    match parsed {
        Ok(date) => Some(date),
        Err(DateError::Year(text)) => {
            let message = format!(
                "`{}` is not a year between 1900 and {LATEST}",
                excerpt(&text)
            );
            let hint = if text.starts_with('0') {
                "write all four digits of the year"
            } else {
                "check the digits of the year"
            };
            it.report(Diagnostic::error(words.at, message).with_hint(hint));
            None
        }
        Err(error) => {
            let hint = date_hint(key, &words.text, &error);
            let error = match error {
                DateError::Form(text) => DateError::Form(excerpt(&text)),
                DateError::Month(text, month) => DateError::Month(excerpt(&text), month),
                DateError::Year(text) => DateError::Year(excerpt(&text)),
            };
            it.report(Diagnostic::error(words.at, error.to_string()).with_hint(hint));
            None
        }
    }
}

fn date_hint(key: &str, text: &str, error: &DateError) -> String {
    let lower = text.to_lowercase();
    match (error, Date::guess(text)) {
        (DateError::Year(_), _) => "check the digits of the year".to_owned(),
        (DateError::Month(..), _) => "write YYYY-MM, or the year alone".to_owned(),
        (DateError::Form(_), Some(date)) => {
            format!("write `{date}`: dates are YYYY-MM or YYYY")
        }
        (DateError::Form(_), None) if key == "end" && goes_on(&lower) => {
            "write `present` for what goes on".to_owned()
        }
        (DateError::Form(_), None) if lower == "present" => {
            "only `end` can be `present`".to_owned()
        }
        (DateError::Form(_), None) => "write YYYY-MM or YYYY, such as `2021-03`".to_owned(),
    }
}

const DATE: Form = Form {
    pattern: "(?:19[0-9][0-9]|20[0-9][0-9]|2100)(?:-(?:0[1-9]|1[0-2]))?",
    says: "write YYYY-MM or YYYY, such as 2021-03",
    numbers: Numbers::Whole(1900.0, 2100.0),
};

const END: Form = Form {
    pattern: "[Pp][Rr][Ee][Ss][Ee][Nn][Tt]|(?:19[0-9][0-9]|20[0-9][0-9]|2100)(?:-(?:0[1-9]|1[0-2]))?",
    says: "write YYYY-MM or YYYY, such as 2021-03, or present",
    numbers: Numbers::Whole(1900.0, 2100.0),
};

const ID: Form = Form {
    pattern: r##"[^\s!"#$%&'()*+,/:;<=>?@\[\\\]^`{|}~]+"##,
    says: "an id has letters, digits, -, _ and .",
    numbers: Numbers::Any,
};

const LANGUAGE_TAG: Form = Form {
    pattern: "[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*",
    says: "write the short name of the language, such as en, de or pt-BR",
    numbers: Numbers::None,
};

const EMAIL: Form = Form {
    pattern: r"[^\s@]+@\S+",
    says: "an address has a name, @ and a host",
    numbers: Numbers::None,
};

const URL: Form = Form {
    pattern: r"[Hh][Tt][Tt][Pp][Ss]?://\S+|[Mm][Aa][Ii][Ll][Tt][Oo]:\S+|[^\s/?#.][^\s/?#]*\.[^\s/?#]*(?:[/?#]\S*)?",
    says: "write an address such as https://example.com/me",
    numbers: Numbers::Any,
};

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(address: &str, expect: Option<&str>) {
        assert_eq!(with_scheme(address).ok().as_deref(), expect);
    }

    #[test]
    fn an_address_without_a_scheme_gets_one() {
        check("github.com/x", Some("https://github.com/x"));
        check("example.com:8080/x", Some("https://example.com:8080/x"));
        check("例え.jp", Some("https://例え.jp"));
    }

    #[test]
    fn an_address_with_a_known_scheme_stays_as_it_is() {
        for address in ["https://a.b/c?d=e:f", "HTTP://a.b", "mailto:me@a.b"] {
            check(address, Some(address));
        }
    }

    #[test]
    fn other_schemes_and_other_texts_are_refused() {
        for address in [
            "javascript:alert(1)",
            "tel:+1555",
            "ftp://a.b",
            "https://",
            "linkedin",
            "a b.c",
            "/home/me",
            ".com",
        ] {
            check(address, None);
        }
    }
}
