//! JSON Resume comes back from a profile as it went in, field by field.

use std::fs;

use bespoke::interop::{self, Format};
use bespoke::profile::{self, Profile};
use bespoke::render;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use crate::import::unplaced;
use crate::support::{self, root};

/// Returns what export makes of the import of a resume.
#[track_caller]
fn returned(source: &str) -> Value {
    let (draft, diagnostics) = interop::convert(source, Format::JsonResume);
    assert_eq!(diagnostics, [], "{source}");
    let yaml = draft.unwrap().yaml("resume.json");
    let (profile, diagnostics) = profile::load(&yaml);
    assert_eq!(diagnostics, [], "{yaml}");
    serde_json::from_str(&render::json_resume(&profile.unwrap()).unwrap()).unwrap()
}

/// The fields of each list of the standard.
const FIELDS: [(&str, &[&str]); 11] = [
    (
        "work",
        &[
            "name",
            "location",
            "description",
            "position",
            "url",
            "startDate",
            "endDate",
            "summary",
            "highlights",
        ],
    ),
    (
        "volunteer",
        &[
            "organization",
            "position",
            "url",
            "startDate",
            "endDate",
            "summary",
            "highlights",
        ],
    ),
    (
        "education",
        &[
            "institution",
            "url",
            "area",
            "studyType",
            "startDate",
            "endDate",
            "score",
            "courses",
        ],
    ),
    ("awards", &["title", "date", "awarder", "summary"]),
    ("certificates", &["name", "date", "url", "issuer"]),
    (
        "publications",
        &["name", "publisher", "releaseDate", "url", "summary"],
    ),
    ("skills", &["name", "level", "keywords"]),
    ("languages", &["language", "fluency"]),
    ("interests", &["name", "keywords"]),
    ("references", &["name", "reference"]),
    (
        "projects",
        &[
            "name",
            "description",
            "highlights",
            "keywords",
            "startDate",
            "endDate",
            "url",
            "roles",
            "entity",
            "type",
        ],
    ),
];

/// The fields of `basics` that are texts, and those of its `location` and `profiles`.
const BASICS: [&str; 7] = ["name", "label", "image", "email", "phone", "url", "summary"];
const LOCATION: [&str; 5] = ["address", "postalCode", "city", "countryCode", "region"];
const PROFILE: [&str; 3] = ["network", "username", "url"];

fn has(it: &Value, key: &str) -> bool {
    match &it[key] {
        Value::Null => false,
        Value::Array(items) => !items.is_empty(),
        _ => true,
    }
}

/// Returns every text below a value.
fn texts(it: &Value) -> Vec<&str> {
    match it {
        Value::String(text) => vec![text],
        Value::Array(items) => items.iter().flat_map(texts).collect(),
        Value::Object(fields) => fields.values().flat_map(texts).collect(),
        _ => Vec::new(),
    }
}

/// Holds that every text of `it` stands somewhere in `within`. Notes double the quotes in what they quote.
#[track_caller]
fn check_within(it: &Value, within: &Value, what: &str) {
    let all = texts(within);
    for text in texts(it) {
        let doubled = text.replace('"', "\"\"");
        assert!(
            all.iter()
                .any(|it| it.contains(text) || it.contains(&doubled)),
            "{what}: `{text}` is not in {within:#}"
        );
    }
}

/// Returns whether an entry has what a profile needs for it. What has not stands in the note of the resume; a paid
/// position without dates, or with an end before its start, under `other`.
fn has_place(section: &str, it: &Value) -> bool {
    let any = |keys: &[&str]| keys.iter().any(|key| has(it, key));
    match section {
        "work" => {
            let (start, end) = (it["startDate"].as_str(), it["endDate"].as_str());
            let is_in_order = start
                .zip(end)
                .is_none_or(|(start, end)| in_order(start, end));
            any(&["name", "position"]) && any(&["startDate", "endDate"]) && is_in_order
        }
        "volunteer" => any(&["organization", "position"]),
        "education" => any(&["institution", "studyType"]),
        "awards" => any(&["title"]),
        "languages" => any(&["language"]),
        "skills" | "interests" => any(&["name", "keywords"]),
        "references" => any(&["name", "reference"]),
        _ => any(&["name"]),
    }
}

/// Returns whether two dates are in order as far as a profile knows them: to the month.
fn in_order(start: &str, end: &str) -> bool {
    let months = |it: &str, usual: &str| {
        let month = it.get(5..7).unwrap_or(usual).to_owned();
        (it[..4].to_owned(), month)
    };
    months(start, "01") <= months(end, "12")
}

/// Holds every field of the standard to its place in what came back, and every other to a note.
#[track_caller]
fn check(source: &Value) {
    let back = returned(&source.to_string());
    let own = &back["x-bespoke"];
    for (section, fields) in FIELDS {
        let entries = source[section].as_array().cloned().unwrap_or_default();
        let (placed, others): (Vec<Value>, Vec<Value>) =
            entries.into_iter().partition(|it| has_place(section, it));
        let found = back[section].as_array().cloned().unwrap_or_default();
        assert_eq!(found.len(), placed.len(), "{section}: {source:#}\n{back:#}");
        for (it, found) in placed.iter().zip(&found) {
            for (key, value) in it.as_object().unwrap() {
                if !has(it, key) {
                    continue;
                }
                if fields.contains(&key.as_str()) {
                    assert_eq!(&found[key], value, "{section}.{key}: {source:#}\n{back:#}");
                } else if key == "x-bespoke" {
                    // What export wrote there stands there again.
                    check_within(value, &found["x-bespoke"], section);
                } else if section == "references" {
                    check_within(value, &own["note"], section);
                } else {
                    check_within(value, &found["x-bespoke"]["note"], section);
                }
            }
        }
        for it in &others {
            check_within(it, own, section);
        }
    }
    let (basics, found) = (&source["basics"], &back["basics"]);
    for key in BASICS.into_iter().filter(|it| has(basics, it)) {
        assert_eq!(
            found[key], basics[key],
            "basics.{key}: {source:#}\n{back:#}"
        );
    }
    for key in LOCATION
        .into_iter()
        .filter(|it| has(&basics["location"], it))
    {
        let (value, back) = (&basics["location"][key], &found["location"][key]);
        assert_eq!(back, value, "basics.location.{key}: {source:#}");
    }
    let profiles = basics["profiles"].as_array().cloned().unwrap_or_default();
    let profiles = profiles
        .iter()
        .filter(|it| PROFILE.iter().any(|key| has(it, key)));
    for (at, it) in profiles.enumerate() {
        for key in PROFILE.into_iter().filter(|key| has(it, key)) {
            let found = &found["profiles"][at][key];
            assert_eq!(found, &it[key], "basics.profiles: {source:#}\n{back:#}");
        }
    }
    for key in ["canonical", "version", "lastModified"] {
        if has(&source["meta"], key) {
            assert_eq!(back["meta"][key], source["meta"][key], "meta.{key}");
        }
    }
    for (key, value) in source.as_object().unwrap() {
        if key.starts_with("my-") {
            check_within(value, &own["note"], key);
        }
    }
    check_within(&basics["my-mood"], &own["note"], "basics");
    nothing_is_invented(source, &back);
}

/// Holds that what came back says no word that the source doesn't, but for what the standard calls things.
#[track_caller]
fn nothing_is_invented(source: &Value, back: &Value) {
    let all = texts(source).join("\n");
    let mut rest = back.clone();
    rest["x-bespoke"].take();
    rest["$schema"].take();
    rest["meta"].take();
    rest["basics"]["profiles"].take();
    if !has(&source["basics"], "name") {
        rest["basics"]["name"].take();
    }
    strip(&mut rest);
    for text in texts(&rest) {
        let bare = text.strip_prefix("https://").unwrap_or(text);
        assert!(all.contains(bare), "`{text}` is not in {source:#}");
    }
}

/// Takes away what stands under `x-bespoke`.
fn strip(it: &mut Value) {
    match it {
        Value::Array(items) => items.iter_mut().for_each(strip),
        Value::Object(fields) => {
            fields.remove("x-bespoke");
            fields.values_mut().for_each(strip);
        }
        _ => {}
    }
}

/// Texts without markup and with their white space in order: one room between words.
fn words() -> BoxedStrategy<Value> {
    let word = "[A-Za-zÀ-žα-ωА-я会社א-ת]([A-Za-z0-9À-žА-я会🎉e\u{301}'\"(),.:;!?/%$#+-]{0,6})";
    let words = prop::collection::vec(word, 1..4).prop_map(|it| it.join(" "));
    // What ends in a colon or a comma alone, and what only goes on, has a meaning of its own.
    words.prop_map(Value::String).boxed()
}

fn date() -> BoxedStrategy<Value> {
    (1951..2031_u16, 1..13_u8, 1..29_u8, 0..3_u8)
        .prop_map(|(year, month, day, how)| {
            Value::String(match how {
                0 => format!("{year}"),
                1 => format!("{year}-{month:02}"),
                _ => format!("{year}-{month:02}-{day:02}"),
            })
        })
        .boxed()
}

fn url() -> BoxedStrategy<Value> {
    let network = prop::sample::select(vec![
        "https://github.com/",
        "https://www.linkedin.com/in/",
        "https://me.example/",
        "http://other.example/a?b=c#",
    ]);
    // Now and then two are the same.
    (network, "[a-z]{1,6}|[ab]")
        .prop_map(|(before, name)| Value::String(before.to_owned() + &name))
        .boxed()
}

fn list() -> BoxedStrategy<Value> {
    prop::collection::vec(words(), 0..4)
        .prop_map(Value::Array)
        .boxed()
}

/// Objects with some of these fields, and perhaps one that the standard doesn't know.
fn some(fields: Vec<(&'static str, BoxedStrategy<Value>)>) -> BoxedStrategy<Value> {
    let mut all: BoxedStrategy<Map<String, Value>> = Just(Map::new()).boxed();
    let own = ("my-mood", words());
    for (at, (key, value)) in fields.into_iter().chain([own]).enumerate() {
        let share = if key == "my-mood" {
            0.1
        } else if at == 0 {
            0.9
        } else {
            0.6
        };
        all = (all, prop::option::weighted(share, value))
            .prop_map(move |(mut all, value)| {
                all.extend(value.map(|it| (key.to_owned(), it)));
                all
            })
            .boxed();
    }
    all.prop_map(Value::Object).boxed()
}

fn entries(section: &'static str) -> BoxedStrategy<Value> {
    let (_, fields) = FIELDS.into_iter().find(|it| it.0 == section).unwrap();
    let value = |key: &'static str| match key {
        "startDate" | "endDate" | "date" | "releaseDate" => date(),
        "url" => url(),
        "highlights" | "courses" | "keywords" | "roles" => list(),
        // Two positions in a row at one employer are one entry of a profile.
        "organization" | "name" if ["work", "volunteer"].contains(&section) => {
            let one = prop::sample::select(vec!["Northwind", "northwind", "Łódź & Co"]);
            prop_oneof![one.prop_map(|it| json!(it)), words()].boxed()
        }
        _ => words(),
    };
    let fields = fields.iter().map(|key| (*key, value(key))).collect();
    prop::collection::vec(some(fields), 0..4)
        .prop_map(Value::Array)
        .boxed()
}

fn basics() -> BoxedStrategy<Value> {
    let network = prop::sample::select(vec!["GitHub", "github", "Mastodon", "LinkedIn", "Skype"]);
    let profile = some(vec![
        (
            "network",
            prop_oneof![network.prop_map(|it| json!(it)), words()].boxed(),
        ),
        ("username", "[a-z]{1,6}".prop_map(Value::String).boxed()),
        ("url", url()),
    ]);
    some(vec![
        ("name", words()),
        ("label", words()),
        ("image", url()),
        (
            "email",
            "[a-z]{1,6}@[a-z]{1,6}\\.example"
                .prop_map(Value::String)
                .boxed(),
        ),
        (
            "phone",
            "\\+[0-9]{1,3} [0-9]{3,8}".prop_map(Value::String).boxed(),
        ),
        ("url", url()),
        ("summary", words()),
        ("location", some(LOCATION.map(|it| (it, words())).to_vec())),
        (
            "profiles",
            prop::collection::vec(profile, 0..4)
                .prop_map(Value::Array)
                .boxed(),
        ),
    ])
}

fn resumes() -> BoxedStrategy<Value> {
    let meta = some(vec![
        ("canonical", url()),
        ("version", words()),
        ("lastModified", date()),
    ]);
    let mut fields = vec![("basics", basics()), ("meta", meta)];
    fields.extend(FIELDS.map(|(section, _)| (section, entries(section))));
    some(fields)
        .prop_filter("a resume is known by these", |it| {
            has(it, "basics") || has(it, "work")
        })
        .boxed()
}

#[test]
fn accounts_that_share_an_address_come_back_each_under_its_name() {
    let own = json!({"links": [
        {"url": "https://github.com/a"},
        {"label": "GitHub", "url": "https://me.example/m"},
    ]});
    let accounts = json!([
        {"username": "m", "url": "https://me.example/m"},
        {"network": "GitHub", "url": "https://me.example/m"},
    ]);
    let basics = json!({"url": "https://github.com/a", "profiles": accounts, "x-bespoke": own});
    check(&json!({ "basics": basics }));
}

proptest! {
    #![proptest_config(support::cases(200))]

    #[test]
    fn every_field_of_the_standard_comes_back(resume in resumes()) {
        check(&resume);
    }

    #[test]
    fn what_came_back_once_comes_back_again(resume in resumes()) {
        check(&returned(&resume.to_string()));
    }

    #[test]
    fn any_profile_without_notes_comes_back_as_it_was(resume in resumes()) {
        let (draft, _) = interop::convert(&resume.to_string(), Format::JsonResume);
        let yaml = draft.unwrap().yaml("resume.json");
        // A note may keep what export has a field for, and puts there.
        let is_note = |it: &&str| it.trim_start().starts_with("note: ");
        let lines: Vec<&str> = yaml.lines().filter(|it| !is_note(it)).collect();
        let profile = support::profile(&lines.join("\n"));
        prop_assert_eq!(unplaced(&there_and_back(&profile)), unplaced(&profile));
    }

    #[test]
    fn export_of_an_imported_export_is_the_same_for_every_character(
        odd in prop::sample::select("\u{a0}\u{2003}\u{202f}\u{3000}\u{feff}\u{200b}\u{ad}\u{2060}\u{200f}•·–—*_`~<>&[]()\\\"'#|$^{}:;@%+=/".chars().collect::<Vec<_>>()),
        any in any::<char>(),
    ) {
        for it in [odd, any] {
            let text = json!([format!("Led {it}4{it} {it} teams{it}"), format!("{it} Ran it")]);
            let yaml = format!(
                "name: A\nexperience:\n  - employer: X\n    title: T\n    start: 2020\n    end: 2021\n    highlights: {text}\n"
            );
            let Some(profile) = profile::load(&yaml).0 else { continue };
            let export = render::json_resume(&profile).unwrap();
            let again = returned(&export);
            prop_assert_eq!(again, serde_json::from_str::<Value>(&export).unwrap(), "{:?}", it);
        }
    }

    /// Markup goes, but no word of what it marks.
    #[test]
    fn every_word_of_any_text_comes_back(
        texts in prop::collection::vec("[A-Za-zé会 *_<>/&;:#\"'.,()\\[\\]\n\t\u{7}\u{a0}-]{0,16}", 12)
    ) {
        let [name, city, title, about, what, did, first, course, skill, level, note, who] =
            texts.as_slice() else { unreachable!() };
        let resume = json!({
            "basics": {"label": name, "summary": about, "location": {"address": name, "city": city}},
            "work": [{"name": title, "position": what, "startDate": "2020", "summary": about,
                      "highlights": [did, first]}],
            "education": [{"institution": name, "studyType": title, "courses": [course, skill]}],
            "skills": [{"name": skill, "level": level, "keywords": [did]}],
            "interests": [{"name": skill, "keywords": [course]}],
            "projects": [{"name": title, "roles": [what, who], "entity": note}],
            "references": [{"name": who, "reference": note}],
        });
        let back = returned(&resume.to_string());
        let all = self::texts(&back).join("\n");
        let tags = ["p", "b", "i", "a", "u", "s", "br", "hr", "li"];
        for word in texts.iter().flat_map(|it| it.split(|it: char| !it.is_alphanumeric())) {
            let is_tag = tags.contains(&word.to_lowercase().as_str());
            prop_assert!(is_tag || all.contains(word), "`{word}` of {resume:#} is not in {back:#}");
        }
    }
}

/// Returns a text without room to spare.
fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn every_text_of_whole_resumes_comes_back() {
    for name in ["jsonresume", "jsonresume-hydrologist"] {
        let file = root().join(format!("tests/fixtures/import/{name}.json"));
        let source = fs::read_to_string(file).unwrap();
        let source: Value = serde_json::from_str(&source).unwrap();
        let back = returned(&source.to_string());
        let all: Vec<String> = texts(&back).into_iter().map(spaced).collect();
        let is_there = |text: &str| all.iter().any(|it| it.contains(text));
        for text in texts(&source).into_iter().map(spaced) {
            if text.contains(['<', '*', '[', '\n']) || text.starts_with("- ") {
                // Markup goes, its words and addresses stay.
                let words = text.replace("&amp;", "&");
                let words = words.split(|it: char| !it.is_alphanumeric());
                let markup = ["p", "b", "li", "ul"];
                for word in words.filter(|it| !it.is_empty() && !markup.contains(it)) {
                    assert!(is_there(word), "{name}: `{word}` is not in {back:#}");
                }
            } else {
                let quoted = text.replace('"', "\"\"");
                assert!(
                    is_there(&text) || is_there(&quoted),
                    "{name}: `{text}` is not in {back:#}"
                );
            }
        }
    }
}

#[test]
fn what_the_person_changes_beats_what_a_note_keeps() {
    let yaml = "name: Ana\ncontact: {location: 'Bern, CH', links: [https://a.example]}\n\
                note: 'basics.location.countryCode: US; basics.url: https://b.example; for me'\n\
                experience: [{employer: X, title: Y, start: 2020-02, end: present,\n\
                \x20 note: 'startDate: 2019-03-01; endDate: 2021-02-28; description: Old'}]\n";
    let (profile, diagnostics) = profile::load(yaml);
    assert_eq!(diagnostics, []);
    let back = render::json_resume(&profile.unwrap()).unwrap();
    let back: Value = serde_json::from_str(&back).unwrap();
    assert_eq!(back["basics"]["url"], "https://a.example");
    assert_eq!(
        back["basics"]["location"],
        json!({"city": "Bern", "region": "CH"})
    );
    assert_eq!(
        back["x-bespoke"]["note"],
        "basics.location.countryCode: US; basics.url: https://b.example; for me"
    );
    let work = &back["work"][0];
    assert_eq!(work["startDate"], "2020-02");
    assert_eq!(work["endDate"], Value::Null);
    assert_eq!(
        work["x-bespoke"]["note"],
        "startDate: 2019-03-01; endDate: 2021-02-28"
    );
}

#[test]
fn what_export_writes_beside_the_standard_is_read_again() {
    let yaml = "name: Ana\nexperience: [{employer: X, title: Y, start: 2020, end: present}]\n\
                education:\n  - {institution: U, degree: B.A., location: Bern, start: 2024-09,\n\
                \x20    expected: 2027-05, honors: Dean's list, tags: [law], pin: always}\n\
                certifications: [{name: C, date: 2020-01, expires: 2028-02, number: '7'}]\n\
                awards: [{name: A, date: 2021, url: https://a.example, highlights: [Won it]}]\n\
                publications: [{title: P, authors: 'Ana, Bo', venue: V, date: 2019, pin: never}]\n";
    let exported = |yaml: &str| {
        let (profile, diagnostics) = profile::load(yaml);
        assert_eq!(diagnostics, [], "{yaml}");
        render::json_resume(&profile.unwrap()).unwrap()
    };
    let json = exported(yaml);
    let (draft, diagnostics) = interop::convert(&json, Format::JsonResume);
    assert_eq!(diagnostics, []);
    let again = draft.unwrap().yaml("resume.json");
    for key in [
        "expected: 2027-05",
        "honors:",
        "pin: always",
        "expires: 2028-02",
        "authors:",
    ] {
        assert!(again.contains(key), "{key} in\n{again}");
    }
    assert_eq!(exported(&again), json);
}

/// Returns the profile that the import of an export of a profile is.
#[track_caller]
fn there_and_back(profile: &Profile) -> Profile {
    let json = render::json_resume(profile).unwrap();
    let (draft, diagnostics) = interop::convert(&json, Format::JsonResume);
    assert_eq!(diagnostics, [], "{json}");
    let draft = draft.unwrap();
    assert_eq!(draft.ledger().left_lines(), [""; 0], "{json}");
    let yaml = draft.yaml("resume.json");
    let (again, diagnostics) = profile::load(&yaml);
    assert_eq!(diagnostics, [], "{yaml}");
    again.unwrap()
}

/// Holds that a profile is the same after export and import: all but where its texts stand in their file.
#[track_caller]
fn check_same(name: &str, yaml: &str) {
    let profile = support::profile(yaml);
    let again = there_and_back(&profile);
    let (before, after) = (unplaced(&profile), unplaced(&again));
    let parts = |it: &str| it.replace(", ", ",\n");
    assert_eq!(
        parts(&after),
        parts(&before),
        "{name}: {}",
        render::json_resume(&profile).unwrap()
    );
}

#[test]
fn every_profile_comes_back_from_its_export_as_it_was() {
    for (name, yaml) in support::profiles() {
        check_same(&name, &yaml);
    }
    let path = root().join("tests/fixtures/reading/everything.yaml");
    check_same("everything", &fs::read_to_string(path).unwrap());
    check_same("all", ALL);
}

/// Only notes can't always be the same: what they keep of fields of the standard goes there, and comes back from there in
/// the order of the file.
#[test]
fn a_note_that_mixes_its_words_with_fields_of_the_standard_has_these_first() {
    let yaml = "name: Ana\nnote: 'ask Bo; basics.image: https://a.example/i.png; and Al'\n";
    let again = there_and_back(&support::profile(yaml));
    let expect = "basics.image: https://a.example/i.png; ask Bo; and Al";
    assert_eq!(again.note.as_deref(), Some(expect));
    assert_eq!(there_and_back(&again), again);
}

/// Returns the pointer to everything below `it` that stands under `x-bespoke`.
fn own_places(it: &Value, path: &str, is_own: bool) -> Vec<String> {
    let below: Vec<(String, &Value)> = match it {
        Value::Object(fields) => fields.iter().map(|(key, it)| (key.clone(), it)).collect(),
        Value::Array(items) => {
            let numbered = items.iter().enumerate();
            numbered.map(|(at, it)| (at.to_string(), it)).collect()
        }
        _ => Vec::new(),
    };
    let mut found = Vec::new();
    for (key, it) in below {
        let path = format!("{path}/{key}");
        let is_own = is_own || key == "x-bespoke";
        found.extend(is_own.then(|| path.clone()));
        found.extend(own_places(it, &path, is_own));
    }
    found
}

/// Whatever somebody writes where our export writes is read as what it is, noted or an error.
#[test]
fn nothing_beside_the_standard_is_lost_or_makes_it_panic() {
    let json = render::json_resume(&support::profile(ALL)).unwrap();
    let json: Value = serde_json::from_str(&json).unwrap();
    let places = own_places(&json, "", false);
    assert!(places.len() > 150, "{}", places.len());
    let mut n_loaded = 0;
    for (at, place) in places.iter().enumerate() {
        let values = [
            json!("Zebra, * and <b> of it; x: \"y\u{0}"),
            json!({"at": "Zebra", "text": ["Zebra"], "id": {"Zebra": "Zebra"}}),
            json!([[["Zebra"], 0], {"at": 18_446_744_073_709_551_615_u64, "pin": "Zebra"}]),
            json!([{"at": -1, "courses": "Zebra"}, {"at": 0, "note": "Zebra"}, {"at": 0, "id": "Zebra"}]),
            json!({"at": 1e300, "courses": 18_446_744_073_709_551_615_u64, "heading": "Zebra"}),
        ];
        let mut hostile = json.clone();
        *hostile.pointer_mut(place).unwrap() = values[at % values.len()].clone();
        let source = hostile.to_string();
        let (draft, diagnostics) = interop::convert(&source, Format::JsonResume);
        assert_eq!(diagnostics, [], "{place}");
        let yaml = draft.unwrap().yaml("resume.json");
        let is_told = yaml.contains("Zebra") || yaml.contains("18446744073709551615");
        assert!(is_told, "{place}: {source}\n{yaml}");
        let (profile, diagnostics) = profile::load(&yaml);
        n_loaded += usize::from(profile.is_some());
        assert!(profile.is_some() || !diagnostics.is_empty(), "{yaml}");
    }
    assert!(n_loaded * 10 > places.len() * 9, "{n_loaded}");
}

/// What a profile can say and the standard has no field for, or another way of saying.
const ALL: &str = "
name: Ana Example
lang: pt-BR
guide: software-engineer
sections: [skills, experience, other]
note: 'for me * alone: \"x\"; and more'
contact:
  location: Bern, Canton of Bern, CH
  links:
    - https://ana.example
    - https://b.example/x
    - {label: Code, url: https://github.com/ana}
    - {label: Portfolio, url: https://portfolio.example/a}
    - mailto:ana@c.example
summaries:
  - {text: 'First, of <b> & *all*: [x](https://x.example)', id: first, pin: never, tags: [a, b], note: 'of *mine*', variants: [The 2 * 3 * 4 first]}
  - Second
experience:
  - {employer: Northwind, title: Engineer, start: 2020, end: present, pin: always, note: mine, tags: [x]}
  - employer: Northwind
    positions:
      - {title: Intern, start: 2019, end: 2019-12, location: Bern, id: intern}
      - {title: Helper, start: 2018, end: 2018-12, highlights: ['- Helped `a_b_c` * 2 * 3 <4 % and &amp; 5', {text: Ran it, id: ran, variants: [Ran]}]}
  - employer: contoso
    about: Makes things
    location: Bern
    industry: software
    url: https://contoso.example
    id: contoso-a
    tags: [big]
    pin: always
    note: a good place
    positions:
      - {title: A, start: 2016, end: 2017, location: Bern, about: All of it}
      - {title: B, start: 2014, end: 2016, note: of B}
  - {employer: Fabrikam, positions: [{title: C, start: 2010, end: 2012, location: Remote}]}
  - {employer: Adatum, location: Basel, positions: [{title: D, start: 2008, end: 2010}]}
projects:
  - {name: A, start: 2020}
  - {name: B, end: present, tags: [k], pin: never, id: b, highlights: [{text: x, pin: never}]}
  - {name: C, start: 2020, expected: 2030, role: 'Author, lead'}
  - {name: D, date: 2019, note: n}
education:
  - {institution: U, highlights: [One, 'Courses: Algebra, Law', {text: Two, pin: always, note: n}, 'Courses: Music']}
  - {institution: V, start: 2001, highlights: ['Only one, and a comma']}
  - {institution: W, start: 2001, end: present, highlights: [{text: 'Courses: A, B', id: c}], id: w}
  - {institution: X, expected: 2030, note: n}
certifications: [{name: C, expires: 2030, number: '7', tags: [t], id: c-1, note: n, pin: never}]
skills:
  - Rust
  - {items: [Go, {text: Lua, pin: never}]}
  - {items: [SQL, {text: C, tags: [t]}]}
  - {group: G, items: [A, {text: B, id: b-1, note: x}], note: of the group}
  - {items: [X, Y], note: no name}
  - {items: [Z]}
  - {items: [{text: Zz, id: zz}]}
languages: [{language: English, id: en, tags: [t], pin: always, note: n}]
awards: [{name: A, url: https://a.example, about: Won, highlights: [H, {text: I, id: i, variants: [J]}], pin: never}]
publications: [{title: P, authors: 'A, B', id: p, note: n}]
volunteering:
  - {organization: O, title: T, location: Bern, about: Good, start: 2020}
  - {organization: O, title: T, start: 2020, end: present}
  - organization: Q
    about: Bank
    location: Rome
    note: of Q
    positions: [{title: R, location: Oslo}, {title: S, end: present}, {title: T, end: 2020}]
interests: [{text: 'Music (Piano, Choir)', id: music, note: n}, Chess]
other:
  - {heading: Patents, items: [A, {text: B, id: pat, tags: [t], pin: never, note: n, variants: [C]}]}
  - {heading: Patents, items: [D]}
  - {heading: Courses, items: [E]}
";
