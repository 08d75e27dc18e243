use std::collections::BTreeSet;

use serde::de::IgnoredAny;

use super::*;
use crate::diag::{Diagnostic, Severity};

/// What a loader finds wrong with a text.
fn problems(file: File, source: &str) -> Vec<Diagnostic> {
    match file {
        File::Profile => profile::load(source).1,
        File::Guide => guide::load(source).1,
        File::Template => template::load(source).1,
        File::House => check::House::load(source).1,
        File::Roster => Vec::new(),
        File::Config => config::load(source, "").1,
    }
}

const YAML: [File; 5] = [
    File::Profile,
    File::Guide,
    File::Template,
    File::House,
    File::Config,
];

/// A mapping that a file may hold, and how to write a file that holds little more.
struct Case<'o> {
    outline: &'o Outline,
    place: &'o str,
    around: Vec<(&'o Outline, &'o str, &'o Kind)>,
}

/// Every mapping of a file, as often as it stands in an outline.
fn cases(outline: &Outline) -> Vec<Case<'_>> {
    fn below<'o>(
        kind: &'o Kind,
        place: &'o str,
        around: &[(&'o Outline, &'o str, &'o Kind)],
        cases: &mut Vec<Case<'o>>,
    ) {
        match kind {
            Kind::Mapping(outline) | Kind::Either(_, outline) => {
                within(outline, place, around.to_vec(), cases);
            }
            Kind::OneOf(kinds) => kinds.iter().for_each(|it| below(it, place, around, cases)),
            Kind::List { of, .. } => below(of, place, around, cases),
            Kind::Text(_) | Kind::Number { .. } | Kind::Choice(_) => {}
        }
    }
    fn within<'o>(
        outline: &'o Outline,
        place: &'o str,
        around: Vec<(&'o Outline, &'o str, &'o Kind)>,
        cases: &mut Vec<Case<'o>>,
    ) {
        for entry in &outline.keys {
            if let Some(kind) = &entry.kind {
                let around = [around.as_slice(), &[(outline, entry.key, kind)]].concat();
                below(kind, entry.key, &around, cases);
            }
        }
        let place = if outline.name.is_empty() {
            place
        } else {
            outline.name
        };
        cases.push(Case {
            outline,
            place,
            around,
        });
    }
    let mut cases = Vec::new();
    within(outline, "", Vec::new(), &mut cases);
    cases
}

/// A mapping with the keys that it needs, for one with `key` among others.
fn least(writer: &Writer, outline: &Outline, key: &str) -> Map {
    let mut needed = outline.rules.needed.clone();
    if let Some((decides, with, without)) = &outline.either {
        let branch = if key == *decides { with } else { without };
        needed.extend(&branch.needed);
    }
    let mut least = Map::new();
    for it in needed {
        let place = outline.name;
        let example = writer.about(place, it).unwrap().examples[0];
        if it != key && least.iter().all(|(key, _)| key != it) {
            least.push((it.to_owned(), Json::of(&yaml::parse(example).0.unwrap())));
        }
    }
    least
}

/// A file that holds a mapping in its place.
fn file_with(writer: &Writer, case: &Case<'_>, mapping: Map) -> String {
    let mut value = Json::Map(mapping);
    for (outline, key, kind) in case.around.iter().rev() {
        if matches!(kind, Kind::List { .. }) {
            value = Json::List(vec![value]);
        }
        let mut mapping = least(writer, outline, key);
        mapping.push(((*key).to_owned(), value));
        value = Json::Map(mapping);
    }
    render::to_json(&value).unwrap()
}

fn errors(found: &[Diagnostic]) -> Vec<&Diagnostic> {
    let errors = found.iter();
    errors.filter(|it| it.severity == Severity::Error).collect()
}

fn writer(file: File) -> (Writer, Outline) {
    let (outline, about) = file.outline();
    let definitions = Vec::new();
    (Writer { about, definitions }, outline)
}

#[test]
fn every_schema_is_json_with_a_line_end() {
    for (name, file) in File::NAMES {
        assert_eq!(file.name(), name);
        let schema = schema(file);
        assert!(schema.ends_with("}\n"));
        assert!(
            render::from_json::<IgnoredAny>(schema.as_bytes()).is_some(),
            "{name}"
        );
    }
}

#[test]
fn every_key_has_a_kind_a_meaning_and_an_example() {
    for (_, file) in File::NAMES {
        let (writer, outline) = writer(file);
        for case in cases(&outline) {
            for entry in &case.outline.keys {
                let name = format!("{}: {}.{}", file.name(), case.place, entry.key);
                assert!(entry.kind.is_some(), "{name} has no kind");
                let about = writer.about(case.place, entry.key);
                let about = about.unwrap_or_else(|| panic!("{name} has no meaning"));
                assert!(
                    about.text.ends_with(['.', ':']) && !about.examples.is_empty(),
                    "{name}"
                );
            }
        }
    }
}

#[test]
fn every_meaning_is_that_of_a_key() {
    for (_, file) in File::NAMES {
        let (writer, outline) = writer(file);
        let cases = cases(&outline);
        for about in &writer.about {
            let is_used = cases.iter().any(|case| {
                let has = case.outline.keys.iter().any(|it| it.key == about.key);
                has && writer.about(case.place, about.key) == Some(*about)
            });
            assert!(is_used, "{}: {}.{}", file.name(), about.of, about.key);
        }
    }
}

#[test]
fn mappings_of_one_name_hold_the_same() {
    for (_, file) in File::NAMES {
        let (_, outline) = writer(file);
        let cases = cases(&outline);
        for a in &cases {
            for b in &cases {
                let differ = a.outline.name != b.outline.name || a.outline.name.is_empty();
                assert!(differ || a.outline == b.outline, "{}", a.outline.name);
            }
        }
    }
}

#[test]
fn every_example_is_one_that_the_loader_takes() {
    let mut n = 0;
    for file in YAML {
        let (writer, outline) = writer(file);
        for case in cases(&outline) {
            for entry in &case.outline.keys {
                for example in writer.about(case.place, entry.key).unwrap().examples {
                    let mut mapping = least(&writer, case.outline, entry.key);
                    let value = Json::of(&yaml::parse(example).0.unwrap());
                    mapping.push((entry.key.to_owned(), value));
                    let source = file_with(&writer, &case, mapping);
                    let found = problems(file, &source);
                    assert_eq!(errors(&found), [] as [&Diagnostic; 0], "{source}");
                    n += 1;
                }
            }
        }
    }
    assert!(n > 400, "{n}");
}

#[test]
fn the_keys_of_the_schema_are_those_that_the_loader_names() {
    for file in YAML {
        let (writer, outline) = writer(file);
        for case in cases(&outline) {
            // A mapping whose keys depend on one of them is asked twice.
            let deciding = case.outline.either.as_ref().map_or("", |it| it.0);
            let mut named = BTreeSet::new();
            for with in BTreeSet::from(["", deciding]) {
                let mut mapping = least(&writer, case.outline, with);
                if let Some(about) = writer.about(case.place, with) {
                    let value = yaml::parse(about.examples[0]).0.unwrap();
                    mapping.push((with.to_owned(), Json::of(&value)));
                }
                mapping.push(("qqqq".to_owned(), Json::from("qqqq")));
                mapping.push(("wwww".to_owned(), Json::from("wwww")));
                let source = file_with(&writer, &case, mapping);
                let found = problems(file, &source);
                let unknown = found.iter().find(|it| it.message == "unknown key `qqqq`");
                let hint = unknown.and_then(|it| it.hint.clone()).unwrap_or_default();
                let hint = hint.strip_prefix("the keys here are ");
                let hint = hint.unwrap_or_else(|| panic!("{source}: {found:?}"));
                let keys = hint.split('`').skip(1).step_by(2);
                named.extend(keys.map(ToOwned::to_owned));
            }
            let keys: BTreeSet<String> = case
                .outline
                .keys
                .iter()
                .map(|it| it.key.to_owned())
                .collect();
            assert_eq!(named, keys, "{}", case.place);
        }
    }
}
