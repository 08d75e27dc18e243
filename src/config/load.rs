//! Settings from YAML and from variables.

use std::fmt::Write as _;

use super::model::{COLORS, Config, PAPERS, Place, Sourced};
use super::names::{NamedTemplates, TemplateNameError, is_file, meant, template_names};
use crate::diag::{Diagnostic, Lines, Span};
use crate::reader::{self, MappingReader, Outline, Range, SpannedText};
use crate::yaml::{Key, Node, Value};
use crate::{guide, profile};

/// Returns the settings written in `source`, unless there is an error, and everything that is wrong with it. `file` is
/// what the file is called.
///
/// A file that says nothing, or has nothing but comments, sets nothing.
pub fn load(source: &str, file: &str) -> (Option<Config>, Vec<Diagnostic>) {
    let says_nothing = |line: &str| {
        let line = line.trim_start_matches('\u{feff}').trim();
        line.is_empty() || line.starts_with('#')
    };
    if source.lines().all(says_nothing) {
        return (Some(Config::default()), Vec::new());
    }
    let lines = Lines::new(source);
    let place = |_: &str, at: Span| Place::Line {
        file: file.to_owned(),
        line: lines.line(at.start),
    };
    let (config, diagnostics) = reader::read(source, WHAT, |it| config(it, &place));
    if config.is_none() && profile::load(source).0.is_some() {
        let message = "this is a profile, where settings are looked for";
        let profile = Diagnostic {
            span: None,
            ..Diagnostic::error(Span::default(), message)
        };
        let hint = "give the profile another name, or add --no-config";
        return (None, vec![profile.with_hint(hint)]);
    }
    (config, diagnostics)
}

/// Settings from variables.
pub struct Variables {
    /// The settings, unless there is an error.
    pub config: Option<Config>,
    /// The variables as a text, `NAME=value` on a line each, which the diagnostics point into.
    pub source: String,
    /// What is wrong with them.
    pub diagnostics: Vec<Diagnostic>,
}

/// Returns the variable that stands for a key.
pub fn variable(key: &str) -> String {
    format!("BESPOKE_{}", key.to_uppercase().replace('-', "_"))
}

/// Returns the settings that variables give: each a key and the text of its variable.
///
/// Templates are separated by commas, fonts as the system separates paths. A switch may be 1 or 0, as is usual in variables.
pub fn variables(given: &[(&str, String)]) -> Variables {
    let mut source = String::new();
    let mut entries = Vec::new();
    for (key, text) in given {
        let name = variable(key);
        let start = source.len();
        let value_at = start + name.len() + 1;
        let separator = match *key {
            "template" => Some(','),
            "font" => Some(if cfg!(windows) { ';' } else { ':' }),
            _ => None,
        };
        let is_switch = SWITCHES.contains(key);
        let text = match text.as_str() {
            "1" if is_switch => "true",
            "0" if is_switch => "false",
            text => text,
        };
        entries.push((
            Key {
                name: (*key).to_owned(),
                span: Span {
                    start,
                    end: start + name.len(),
                },
            },
            node(text, value_at, separator),
        ));
        // Writing to a string can't fail.
        let _ = writeln!(source, "{name}={text}");
    }
    let node = Node {
        span: Span {
            start: 0,
            end: source.len(),
        },
        value: Value::Map(entries),
    };
    let place = |key: &str, _| Place::Variable(variable(key));
    let (config, diagnostics) = reader::read_tree(&source, &node, WHAT, |it| config(it, &place));
    Variables {
        config,
        source,
        diagnostics,
    }
}

/// Returns the tree of a variable's text, which begins at an offset.
fn node(text: &str, at: usize, separator: Option<char>) -> Node {
    let span = Span {
        start: at,
        end: at + text.len(),
    };
    let Some(separator) = separator else {
        let value = if text.parse::<f64>().is_ok() {
            Value::Number(text.to_owned())
        } else {
            Value::Str(text.to_owned())
        };
        return Node { value, span };
    };
    let mut items = Vec::new();
    let mut start = at;
    for part in text.split(separator) {
        let end = start + part.len();
        let mut name = part;
        // Blanks stand beside a comma for the eye; the ends of the whole text are the first and the last name's own.
        if separator == ',' {
            name = if start > at { name.trim_start() } else { name };
            name = if end < span.end {
                name.trim_end()
            } else {
                name
            };
        }
        if !name.trim().is_empty() {
            let start = start + part.find(name).unwrap_or_default();
            items.push(Node {
                span: Span {
                    start,
                    end: start + name.len(),
                },
                value: Value::Str(name.to_owned()),
            });
        }
        start = end + separator.len_utf8();
    }
    Node {
        span,
        value: Value::Seq(items),
    }
}

/// Returns what a configuration may hold.
pub(crate) fn outline() -> Outline {
    reader::outline(|it| config(it, &|key, _| Place::Variable(variable(key))))
}

const WHAT: &str = "a configuration";

/// The keys that are true or false.
const SWITCHES: [&str; 4] = ["system-fonts", "allow-drop", "strict", "quiet"];

fn config(it: &mut MappingReader<'_>, place: &dyn Fn(&str, Span) -> Place) -> Config {
    it.called("configuration");
    Config {
        guide: given(it, "guide", guide, place),
        template: given(it, "template", templates, place),
        pages: given(it, "pages", pages, place),
        paper: given(it, "paper", |it, key| it.choice(key, &PAPERS), place),
        house: given(it, "house", house, place),
        font: given(it, "font", fonts, place),
        system_fonts: given(it, "system-fonts", whether, place),
        allow_drop: given(it, "allow-drop", whether, place),
        strict: given(it, "strict", whether, place),
        color: given(it, "color", |it, key| it.choice(key, &COLORS), place),
        quiet: given(it, "quiet", whether, place),
    }
}

/// Returns what `read` finds under a key, and where that is.
fn given<T>(
    it: &mut MappingReader<'_>,
    key: &'static str,
    read: impl FnOnce(&mut MappingReader<'_>, &'static str) -> Option<T>,
    place: &dyn Fn(&str, Span) -> Place,
) -> Option<Sourced<T>> {
    let value = read(it, key)?;
    let place = place(key, it.key_span(key));
    Some(Sourced { value, place })
}

fn whether(it: &mut MappingReader<'_>, key: &'static str) -> Option<bool> {
    it.choice(key, &[("true", true), ("false", false)])
}

fn pages(it: &mut MappingReader<'_>, key: &'static str) -> Option<u8> {
    const MAX_PAGES: u8 = 20;
    let range = Range::whole(1.0, f64::from(MAX_PAGES));
    let says = format!("of pages, from 1 to {MAX_PAGES}");
    let number = it.number(key, f64::NAN, range, &says);
    (1..=MAX_PAGES).find(|&it| (f64::from(it) - number).abs() < f64::EPSILON)
}

fn house(it: &mut MappingReader<'_>, key: &'static str) -> Option<String> {
    let how = "put the rules into a file of their own, and name it: `house: house.yaml`";
    it.verbatim(key, how).map(String::from)
}

fn fonts(it: &mut MappingReader<'_>, key: &'static str) -> Option<Vec<String>> {
    let files = it.verbatims(key, "write files: `font: [fonts/own.ttf]`");
    let files: Vec<String> = files.into_iter().map(String::from).collect();
    Some(files).filter(|it| !it.is_empty())
}

fn guide(it: &mut MappingReader<'_>, key: &'static str) -> Option<String> {
    let how = "write a built-in guide's name or a guide's file: `guide: teacher`";
    let names = guide::built_in_names();
    let words = named(it.verbatim(key, how)?, &names);
    if !names.contains(&words.text.as_str()) && !is_file(&words.text) {
        it.report(unknown(key, &words, &names));
    }
    Some(words.text)
}

/// Returns names and files, at most one of a page style and one of a Markdown template.
fn templates(it: &mut MappingReader<'_>, key: &'static str) -> Option<Vec<String>> {
    let names = template_names();
    let how = "write names or files: `template: [modern, own.hbs]`";
    let wanted = it.verbatims(key, how).into_iter();
    let wanted: Vec<SpannedText> = wanted.map(|it| named(it, &names)).collect();
    let texts = wanted.iter().map(|it| it.text.as_str());
    let (_, wrong) = NamedTemplates::among(texts, |_| false);
    for (idx, misnamed) in wrong {
        let words = &wanted[idx];
        let diagnostic = match misnamed {
            TemplateNameError::Unknown(_) => unknown(key, words, &names),
            TemplateNameError::Unusable { message, hint } => {
                Diagnostic::error(words.at, message).with_hint(hint)
            }
        };
        it.report(diagnostic);
    }
    let wanted: Vec<String> = wanted.into_iter().map(|it| it.text).collect();
    Some(wanted).filter(|it| !it.is_empty())
}

/// Returns a text without the blanks around it if that is a name of what is built in; a file is found by its own name.
fn named(words: SpannedText, names: &[&str]) -> SpannedText {
    let name = words.text.trim();
    if names.contains(&name) {
        let text = name.to_owned();
        return SpannedText { text, ..words };
    }
    words
}

/// Returns the error for a name that nothing built in has.
fn unknown(what: &str, words: &SpannedText, names: &[&'static str]) -> Diagnostic {
    let name = &words.text;
    let hint = match meant(name, names) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => format!(
            "built in: {}; a file has its ending, or its folder, as in `./{name}`",
            names.join(", ")
        ),
    };
    Diagnostic::error(words.at, format!("there is no {what} `{name}`")).with_hint(hint)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::KEYS;
    use crate::reader::{Entry, Kind};

    #[track_caller]
    fn check(source: &str, expected: &[(&str, &str)]) {
        let (config, diagnostics) = load(source, "bespoke.yaml");
        assert_eq!(config, None);
        let found: Vec<(&str, &str)> = diagnostics
            .iter()
            .map(|it| (it.message.as_str(), it.hint.as_deref().unwrap_or_default()))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn everything_that_is_wrong_is_told_with_a_way_out() {
        check(
            "guid: teacher\npages: 0\npaper: A4\nquiet: perhaps\ncolor: [never]\n",
            &[
                ("unknown key `guid`", "did you mean `guide`?"),
                (
                    "`pages` must be a number of pages, from 1 to 20, found `0`",
                    "",
                ),
                ("`paper` can't be `A4`", "did you mean `a4`?"),
                ("`quiet` can't be `perhaps`", "it can be `true` or `false`"),
                (
                    "`color` must be one of `auto`, `always` or `never`, found a list",
                    "",
                ),
            ],
        );
        check(
            "house: \"a\\tb.yaml\"\n",
            &[(
                "`house` has a control character, U+0009",
                "take it out: it can't be printed",
            )],
        );
        check(
            "guide: techer\ntemplate: [modern, classic, own.txt, fancy]\n",
            &[
                ("there is no guide `techer`", "did you mean `teacher`?"),
                ("`modern` and `classic` are each a page style", "name one"),
                (
                    "can't tell what `own.txt` is",
                    "end a page style with .yaml, a Markdown template with .hbs",
                ),
                (
                    "there is no template `fancy`",
                    "built in: classic, modern, compact, executive, academic, resume; a file has its ending, or its folder, as in `./fancy`",
                ),
            ],
        );
    }

    #[test]
    fn every_key_is_asked_for_in_the_order_of_the_list_and_switches_are_known() {
        let outline = outline();
        let asked: Vec<&str> = outline.keys.iter().map(|it| it.key).collect();
        assert_eq!(asked, KEYS);
        let is_switch = |it: &&Entry| it.kind == Some(Kind::Choice(vec!["true", "false"]));
        let switches = outline.keys.iter().filter(is_switch).map(|it| it.key);
        assert_eq!(switches.collect::<Vec<&str>>(), SWITCHES);
    }

    #[test]
    fn a_file_that_says_nothing_sets_nothing() {
        for source in [
            "",
            "\n",
            "# later\n\n  # perhaps",
            "\u{feff}# later\r\n",
            "pages:\n",
        ] {
            let (config, diagnostics) = load(source, "bespoke.yaml");
            assert_eq!(config, Some(Config::default()), "{source:?}");
            assert_eq!(diagnostics, []);
        }
    }

    #[test]
    fn a_profile_is_known_for_one() {
        check(
            "name: Ada Example\n",
            &[(
                "this is a profile, where settings are looked for",
                "give the profile another name, or add --no-config",
            )],
        );
    }

    #[test]
    fn variables_are_read_as_a_file_is() {
        let given = |text: &str| text.to_owned();
        let read = variables(&[
            ("template", given("modern,own.hbs")),
            ("pages", given("2")),
            ("quiet", given("true")),
        ]);
        let config = read.config.unwrap();
        assert_eq!(config.template.unwrap().value, ["modern", "own.hbs"]);
        let pages = config.pages.unwrap();
        assert_eq!(
            (pages.value, pages.place.to_string().as_str()),
            (2, "BESPOKE_PAGES")
        );
        assert!(config.quiet.unwrap().value);
        let read = variables(&[("quiet", given("0")), ("pages", given("1"))]);
        let config = read.config.unwrap();
        assert_eq!(
            (config.quiet.unwrap().value, config.pages.unwrap().value),
            (false, 1)
        );
        let read = variables(&[
            ("pages", given("two")),
            ("template", given("modern,clasic")),
        ]);
        assert_eq!(read.config, None);
        let spans = read.diagnostics.iter().map(|it| it.span.unwrap());
        let places: Vec<&str> = spans.map(|it| &read.source[it.start..it.end]).collect();
        assert_eq!(places, ["two", "clasic"]);
    }
}
