//! Settings as a file to edit.

use std::fmt::Write as _;

use super::model::{COLORS, Config, PAPERS, Place, Sourced};

/// A line of the list.
struct Row<'a> {
    key: &'static str,
    /// The value as YAML: the one that is given, or else the one that holds.
    value: String,
    /// Where the value was given, if it was.
    place: Option<&'a Place>,
    unset: Unset,
}

/// What holds where a setting is not given.
#[derive(Clone, Copy)]
struct Unset {
    /// The value as YAML.
    value: &'static str,
    /// Why it holds.
    why: &'static str,
}

impl Config {
    /// Returns every setting with its value and where that comes from, as a configuration to edit: what is not given
    /// stands in a comment.
    pub fn yaml(&self) -> String {
        let rows = self.rows();
        let lines: Vec<String> = rows.iter().map(Row::line).collect();
        let width = lines.iter().map(|it| it.chars().count()).max();
        let mut yaml = String::new();
        for (row, line) in rows.iter().zip(&lines) {
            let place = row.place.map(ToString::to_string);
            let from = place.as_deref().unwrap_or(row.unset.why);
            // Writing to a string can't fail.
            let _ = writeln!(yaml, "{line:<0$}  # {from}", width.unwrap_or_default());
        }
        yaml
    }

    fn rows(&self) -> [Row<'_>; 11] {
        let default = |value| Unset {
            value,
            why: "default",
        };
        [
            row(
                "guide",
                self.guide.as_ref(),
                |it| text(it),
                Unset {
                    value: "technical-program-manager",
                    why: "default, unless profile or posting name another",
                },
            ),
            row(
                "template",
                self.template.as_ref(),
                |it| list(it),
                default("classic"),
            ),
            row(
                "pages",
                self.pages.as_ref(),
                ToString::to_string,
                Unset {
                    value: "1",
                    why: "default, unless the page style says otherwise",
                },
            ),
            row(
                "paper",
                self.paper.as_ref(),
                |it| word(it, &PAPERS),
                default("letter"),
            ),
            row(
                "house",
                self.house.as_ref(),
                |it| text(it),
                Unset {
                    value: "",
                    why: "default: the rules of `bespoke check --rules`",
                },
            ),
            row(
                "font",
                self.font.as_ref(),
                |it| list(it),
                Unset {
                    value: "[]",
                    why: "default: the built-in ones",
                },
            ),
            row(
                "system-fonts",
                self.system_fonts.as_ref(),
                ToString::to_string,
                default("true"),
            ),
            row(
                "allow-drop",
                self.allow_drop.as_ref(),
                ToString::to_string,
                default("false"),
            ),
            row(
                "strict",
                self.strict.as_ref(),
                ToString::to_string,
                default("false"),
            ),
            row(
                "color",
                self.color.as_ref(),
                |it| word(it, &COLORS),
                default("auto"),
            ),
            row(
                "quiet",
                self.quiet.as_ref(),
                ToString::to_string,
                default("false"),
            ),
        ]
    }
}

impl Row<'_> {
    fn line(&self) -> String {
        let mark = if self.place.is_some() { "" } else { "# " };
        format!("{mark}{}: {}", self.key, self.value)
            .trim_end()
            .to_owned()
    }
}

fn row<'a, T>(
    key: &'static str,
    given: Option<&'a Sourced<T>>,
    written: impl Fn(&T) -> String,
    unset: Unset,
) -> Row<'a> {
    Row {
        key,
        value: given.map_or(unset.value.to_owned(), |it| written(&it.value)),
        place: given.map(|it| &it.place),
        unset,
    }
}

/// Returns the word for one of several choices.
fn word<T: PartialEq>(chosen: &T, choices: &[(&'static str, T)]) -> String {
    let found = choices.iter().find(|(_, it)| it == chosen);
    found.map_or(String::new(), |it| it.0.to_owned())
}

/// Returns a text as YAML: in quotes unless it is plain beyond doubt.
fn text(text: &str) -> String {
    let is_plain = |it: char| it.is_ascii_alphanumeric() || "/._-".contains(it);
    let begins = text.starts_with(|it: char| it.is_ascii_alphabetic() || "/.".contains(it));
    let is_word = matches!(
        text.to_lowercase().as_str(),
        "true" | "false" | "null" | "yes" | "no" | "on" | "off" | ".inf" | ".nan"
    );
    let is_number = text.parse::<f64>().is_ok();
    if begins && !is_word && !is_number && text.chars().all(is_plain) {
        text.to_owned()
    } else {
        format!("'{}'", text.replace('\'', "''"))
    }
}

fn list(texts: &[String]) -> String {
    if let [one] = texts {
        return text(one);
    }
    let texts: Vec<String> = texts.iter().map(|it| text(it)).collect();
    format!("[{}]", texts.join(", "))
}

#[cfg(test)]
mod tests {
    use crate::config::{Config, KEYS, load};

    #[test]
    fn the_list_is_a_configuration() {
        let (nothing, diagnostics) = load(&Config::default().yaml(), "c.yaml");
        assert_eq!(
            (nothing, diagnostics),
            (Some(Config::default()), Vec::new())
        );
        // Where the comments are taken off, it says what holds anyway.
        let all = Config::default().yaml().replace("# ", "");
        let all: Vec<&str> = all
            .lines()
            .map(|it| it.split("  ").next().unwrap())
            .collect();
        let (usual, diagnostics) = load(&all.join("\n"), "c.yaml");
        assert_eq!(diagnostics, []);
        assert_eq!(usual.unwrap().pages.unwrap().value, 1);
    }

    #[test]
    fn what_is_given_is_kept_and_its_place_is_named() {
        let source = "guide: teacher\ntemplate: [modern, 'it''s mine.hbs']\npages: 3\npaper: a4\nhouse: '1.5'\n\
                      font: [a b.ttf, ./c.ttf]\nsystem-fonts: false\nallow-drop: true\nstrict: true\n\
                      color: never\nquiet: true\n";
        let (config, diagnostics) = load(source, "c.yaml");
        assert_eq!(diagnostics, []);
        let config = config.unwrap();
        let yaml = config.yaml();
        let (again, diagnostics) = load(&yaml, "c.yaml");
        assert_eq!(diagnostics, []);
        assert_eq!(again.unwrap(), config);
        for (line, (key, number)) in yaml.lines().zip(KEYS.into_iter().zip(1..)) {
            assert!(line.starts_with(&format!("{key}: ")), "{line}");
            assert!(line.ends_with(&format!("  # c.yaml:{number}")), "{line}");
        }
    }
}
