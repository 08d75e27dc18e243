//! What each kind of file may hold, as JSON Schema, so that editors complete keys, explain them and mark what is wrong.
//!
//! The readers say themselves what they ask for (`reader::outline`): no key can be known to one side alone.
//! What a schema refuses its reader refuses; a reader refuses more (an end before its start, an id given twice).

mod json;

use crate::reader::{About, Entry, Kind, Numbers, Outline, Range, Rules};
use crate::{batch, check, config, guide, profile, render, template, yaml};

use json::{Json, Map};

/// A kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum File {
    /// Everything a person has done.
    Profile,
    /// What a role asks for.
    Guide,
    /// How a resume looks.
    Template,
    /// Which rules of writing hold.
    House,
    /// A table of resumes to be made.
    Roster,
    /// What holds for every command.
    Config,
}

impl File {
    /// Every kind with the name that the command line uses.
    pub const NAMES: [(&'static str, Self); 6] = [
        ("profile", Self::Profile),
        ("guide", Self::Guide),
        ("template", Self::Template),
        ("house", Self::House),
        ("roster", Self::Roster),
        ("config", Self::Config),
    ];

    /// Returns its name.
    pub fn name(self) -> &'static str {
        Self::NAMES[self as usize].0
    }

    fn about(self) -> &'static str {
        match self {
            Self::Profile => "A profile: everything a person has done, for bespoke to choose from",
            Self::Guide => "A role guide of bespoke: what resumes for a role should show",
            Self::Template => "A page style of bespoke: how resumes look",
            Self::House => {
                "A house style of bespoke: which rules of writing hold, and where their limits are"
            }
            Self::Roster => {
                "A roster of bespoke: a CSV file with a row for each resume; here as the list of its rows, by column. Every other column is a label"
            }
            Self::Config => {
                "A configuration of bespoke: what would otherwise be said with every command; files are relative to this one"
            }
        }
    }

    fn outline(self) -> (Outline, Vec<About>) {
        match self {
            Self::Profile => (profile::outline(), profile::ABOUT.to_vec()),
            Self::Guide => (guide::outline(), guide::ABOUT.to_vec()),
            Self::Template => (template::outline(), template::ABOUT.to_vec()),
            Self::House => (check::outline(), check::keys()),
            Self::Roster => (batch::outline(), batch::ABOUT.to_vec()),
            Self::Config => (config::outline(), config::ABOUT.to_vec()),
        }
    }
}

/// Returns the JSON Schema of a kind of file, in the draft that editors know best, draft 7.
pub fn schema(file: File) -> String {
    let (outline, about) = file.outline();
    let mut writer = Writer {
        about,
        definitions: Vec::new(),
    };
    let whole = writer.mapping(&outline, outline.name);
    let mut schema = map([
        ("$schema", "http://json-schema.org/draft-07/schema#".into()),
        ("title", format!("bespoke {}", file.name()).as_str().into()),
        ("description", file.about().into()),
    ]);
    if file == File::Roster {
        let labelled = whole
            .into_iter()
            .filter(|(key, _)| key != "additionalProperties");
        schema.extend(map([
            ("type", "array".into()),
            ("items", labelled.collect::<Map>().into()),
        ]));
    } else {
        schema.extend(whole);
    }
    if !writer.definitions.is_empty() {
        schema.push(("definitions".to_owned(), writer.definitions.into()));
    }
    // Texts and finite numbers can't fail to be JSON.
    render::json(&Json::from(schema)).unwrap_or_default()
}

struct Writer {
    about: Vec<About>,
    /// What mappings with a name hold, by that name.
    definitions: Map,
}

impl Writer {
    /// Returns what is said of a key: in this mapping, or in any.
    fn about(&self, of: &str, key: &str) -> Option<About> {
        let row = |of: &str| {
            let mut rows = self.about.iter();
            rows.find(|it| it.of == of && it.key == key).copied()
        };
        row(of).or_else(|| row(""))
    }

    /// Returns the schema of a mapping. `place` is what it is called, or the key that it stands under.
    fn mapping(&mut self, outline: &Outline, place: &str) -> Map {
        let properties: Map = outline
            .keys
            .iter()
            .map(|it| (it.key.to_owned(), self.entry(it, place).into()))
            .collect();
        let mut schema = map([
            ("type", "object".into()),
            ("additionalProperties", Json::Bool(false)),
            ("properties", properties.into()),
        ]);
        schema.extend(rules(&outline.rules));
        if let Some((key, with, without)) = &outline.either {
            schema.push(("if".to_owned(), is_absent(key, "")));
            schema.push(("then".to_owned(), rules(without).into()));
            let beside = format!("can't be combined with `{key}`");
            let absent = with
                .refused
                .iter()
                .map(|it| no_value(it, &beside))
                .collect();
            let mut rules = rules(with);
            rules.push(("properties".to_owned(), Json::Map(absent)));
            schema.push(("else".to_owned(), rules.into()));
        }
        if !outline.apart.is_empty() {
            let apart = outline.apart.iter().map(|(key, others)| {
                let beside = format!("can't be combined with `{key}`");
                let absent = others.iter().map(|it| no_value(it, &beside)).collect();
                let others = map([("properties", Json::Map(absent))]);
                map([
                    ("if", is_absent(key, "")),
                    ("then", Json::Bool(true)),
                    ("else", others.into()),
                ])
                .into()
            });
            schema.push(("allOf".to_owned(), Json::List(apart.collect())));
        }
        schema
    }

    /// Returns the schema of what stands under a key.
    fn entry(&mut self, entry: &Entry, place: &str) -> Map {
        let mut schema = map([("title", entry.key.into())]);
        if let Some(about) = self.about(place, entry.key) {
            schema.push(("description".to_owned(), about.text.into()));
        }
        let value = self.value(entry);
        schema.extend(value);
        if let Some(about) = self.about(place, entry.key) {
            let examples = about.examples.iter().filter_map(|it| yaml::parse(it).0);
            let examples = examples.map(|it| Json::of(&it)).collect();
            schema.push(("examples".to_owned(), Json::List(examples)));
        }
        schema
    }

    fn value(&mut self, entry: &Entry) -> Map {
        let Some(kind) = &entry.kind else {
            return Map::new();
        };
        let mut forms = self.forms(kind, entry.is_needed, entry.key);
        if let Some(word) = entry.word {
            forms.push(map([("const", word.into())]));
        }
        if !entry.is_needed && !entry.has_value {
            forms.push(map([("type", "null".into())]));
        }
        any_of(forms)
    }

    /// Returns the forms that a value may have. `says_something` is whether it must, `key` where it stands.
    fn forms(&mut self, kind: &Kind, says_something: bool, key: &str) -> Vec<Map> {
        match kind {
            Kind::Text(None) => vec![text("", "", Numbers::Any, says_something)],
            Kind::Text(Some(form)) => {
                vec![text(form.pattern, form.says, form.numbers, says_something)]
            }
            Kind::Number { range, usual } => vec![number(*range, *usual)],
            Kind::Choice(names) => vec![choice(names)],
            Kind::Mapping(outline) => vec![self.named(outline, key)],
            Kind::Either(main, outline) => {
                let mapping = self.named(outline, key);
                let entry = outline.keys.iter().find(|it| it.key == *main);
                let kind = entry.and_then(|it| it.kind.as_ref());
                let mut forms = kind.map_or(Vec::new(), |it| self.forms(it, true, key));
                forms.push(mapping);
                forms
            }
            Kind::OneOf(kinds) => {
                let mut forms = Vec::new();
                for kind in kinds {
                    forms.extend(self.forms(kind, true, key));
                }
                forms
            }
            Kind::List { of, lone, is_set } => {
                let items = self.forms(of, true, key);
                let is_mapping = |it: &Map| {
                    it.iter()
                        .any(|(key, value)| key == "$ref" || *value == "object".into())
                };
                let alone: Vec<Map> = items
                    .iter()
                    .filter(|it| *lone && !is_mapping(it))
                    .cloned()
                    .collect();
                let mut list = map([("type", "array".into()), ("items", any_of(items).into())]);
                if says_something {
                    list.push(("minItems".to_owned(), 1.0.into()));
                }
                if *is_set {
                    list.push(("uniqueItems".to_owned(), Json::Bool(true)));
                }
                let mut forms = vec![list];
                forms.extend(alone);
                forms
            }
        }
    }

    /// Returns the schema of a mapping, which is kept once where it has a name.
    fn named(&mut self, outline: &Outline, key: &str) -> Map {
        if outline.name.is_empty() {
            return self.mapping(outline, key);
        }
        if self
            .definitions
            .iter()
            .all(|(name, _)| name != outline.name)
        {
            // Its place is taken before what it holds is known: definitions stand in the order of their use.
            self.definitions.push((outline.name.to_owned(), Json::Null));
            let schema = self.mapping(outline, outline.name);
            if let Some((_, place)) = self
                .definitions
                .iter_mut()
                .find(|(name, _)| name == outline.name)
            {
                *place = schema.into();
            }
        }
        map([(
            "$ref",
            format!("#/definitions/{}", outline.name).as_str().into(),
        )])
    }
}

fn map<const N: usize>(entries: [(&str, Json); N]) -> Map {
    entries.map(|(key, value)| (key.to_owned(), value)).into()
}

/// Returns the schema of what has one of several forms.
fn any_of(mut forms: Vec<Map>) -> Map {
    if forms.len() == 1 {
        return forms.pop().unwrap_or_default();
    }
    // Forms that differ in nothing but the type are one, which editors read more easily.
    if let [first, last] = forms.as_slice()
        && *last == map([("type", "null".into())])
        && let [(key, Json::List(types)), rest @ ..] = first.as_slice()
        && key == "type"
    {
        let types = [types.as_slice(), &["null".into()]].concat();
        let mut schema = map([("type", Json::List(types))]);
        schema.extend(rest.iter().cloned());
        return schema;
    }
    // Editors tell forms apart by their titles; without, they say of a key what each of them is, and not what it means.
    let titled = forms.into_iter().map(|form| {
        let mut titled = map([("title", title(&form).into())]);
        titled.extend(form);
        titled.into()
    });
    map([("anyOf", Json::List(titled.collect()))])
}

/// Returns what a form is, in words.
fn title(form: &Map) -> &'static str {
    let says = |key: &str, value: &str| form.iter().any(|(it, v)| it == key && *v == value.into());
    let has = |key: &str| form.iter().any(|(it, _)| it == key);
    if says("type", "array") {
        "a list"
    } else if says("type", "object") || has("$ref") {
        "a mapping"
    } else if says("type", "null") {
        "nothing"
    } else if has("enum") || has("const") {
        "a word"
    } else if has("maximum") && !has("pattern") {
        "a number"
    } else {
        "a text"
    }
}

/// Returns the schema of a text: of the form of `pattern` unless that is empty.
fn text(pattern: &str, says: &str, numbers: Numbers, says_something: bool) -> Map {
    let types: &[&str] = match numbers {
        Numbers::None => &["string"],
        Numbers::Any => &["string", "number"],
        Numbers::Whole(..) => &["string", "integer"],
    };
    let mut schema = map([("type", Json::texts(types))]);
    match (pattern, says_something) {
        ("", false) => {}
        ("", true) => schema.extend(map([
            ("pattern", "\\S".into()),
            ("patternErrorMessage", "it needs at least one word".into()),
        ])),
        (pattern, says_something) => {
            let optional = if says_something { "" } else { "?" };
            let whole = format!("^\\s*(?:{pattern}){optional}\\s*$");
            schema.extend(map([
                ("pattern", whole.as_str().into()),
                ("patternErrorMessage", says.into()),
            ]));
        }
    }
    if let Numbers::Whole(least, most) = numbers {
        schema.extend(map([("minimum", least.into()), ("maximum", most.into())]));
    }
    schema
}

fn number(range: Range, usual: Option<f64>) -> Map {
    let (least, most) = range.ends();
    let kind = if range.is_whole() {
        "integer"
    } else {
        "number"
    };
    let minimum = if range.is_open() {
        "exclusiveMinimum"
    } else {
        "minimum"
    };
    let mut schema = map([
        ("type", kind.into()),
        (minimum, least.into()),
        ("maximum", most.into()),
    ]);
    if let Some(usual) = usual {
        schema.push(("default".to_owned(), usual.into()));
    }
    schema
}

/// Returns the schema of one of several words; where YAML reads one of them as true or false, this is meant too.
fn choice(names: &[&'static str]) -> Map {
    if names.iter().all(|it| matches!(*it, "true" | "false")) {
        return map([
            ("type", Json::texts(&["boolean", "string"])),
            ("pattern", "^\\s*(?:true|false)\\s*$".into()),
            ("patternErrorMessage", "true or false".into()),
        ]);
    }
    let mut values: Vec<Json> = names.iter().map(|it| Json::from(*it)).collect();
    if names.contains(&"off") {
        values.push(Json::Bool(false));
    }
    map([("enum", Json::List(values))])
}

fn rules(rules: &Rules) -> Map {
    let mut needed: Vec<&str> = Vec::new();
    for key in &rules.needed {
        if !needed.contains(key) {
            needed.push(key);
        }
    }
    if needed.is_empty() {
        return Map::new();
    }
    map([("required", Json::texts(&needed))])
}

/// Returns the schema of mappings without a value under a key.
fn is_absent(key: &str, says: &str) -> Json {
    let absent = Json::Map(vec![no_value(key, says)]);
    map([("properties", absent)]).into()
}

fn no_value(key: &str, says: &str) -> (String, Json) {
    let mut schema = map([("type", "null".into())]);
    if !says.is_empty() {
        schema.push(("errorMessage".to_owned(), says.into()));
    }
    (key.to_owned(), schema.into())
}

#[cfg(test)]
mod tests;
