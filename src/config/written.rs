//! Settings as a file to edit.

use std::fmt::Write as _;

use super::model::{Color, Config, Given, Place};
use crate::layout::Paper;

/// A line of the list: a key, its value as YAML, and where that comes from or what holds where none is given.
struct Row<'a> {
    key: &'static str,
    value: String,
    place: Option<&'a Place>,
    usual: &'static str,
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
            let from = place.as_deref().unwrap_or(row.usual);
            // Writing to a string can't fail.
            let _ = writeln!(yaml, "{line:<0$}  # {from}", width.unwrap_or_default());
        }
        yaml
    }

    fn rows(&self) -> [Row<'_>; 11] {
        let paper = |it: &Paper| match it {
            Paper::Letter => "letter".to_owned(),
            Paper::A4 => "a4".to_owned(),
        };
        let color = |it: &Color| match it {
            Color::Auto => "auto".to_owned(),
            Color::Always => "always".to_owned(),
            Color::Never => "never".to_owned(),
        };
        [
            row(
                "guide",
                self.guide.as_ref(),
                |it| text(it),
                (
                    "technical-program-manager",
                    "default, unless profile or posting name another",
                ),
            ),
            row(
                "template",
                self.template.as_ref(),
                |it| list(it),
                ("classic", "default"),
            ),
            row(
                "pages",
                self.pages.as_ref(),
                ToString::to_string,
                ("1", "default, unless the page style says otherwise"),
            ),
            row("paper", self.paper.as_ref(), paper, ("letter", "default")),
            row(
                "house",
                self.house.as_ref(),
                |it| text(it),
                ("", "default: the rules of `bespoke check --rules`"),
            ),
            row(
                "font",
                self.font.as_ref(),
                |it| list(it),
                ("[]", "default: the built-in ones"),
            ),
            row(
                "system-fonts",
                self.system_fonts.as_ref(),
                ToString::to_string,
                ("true", "default"),
            ),
            row(
                "allow-drop",
                self.allow_drop.as_ref(),
                ToString::to_string,
                ("false", "default"),
            ),
            row(
                "strict",
                self.strict.as_ref(),
                ToString::to_string,
                ("false", "default"),
            ),
            row("color", self.color.as_ref(), color, ("auto", "default")),
            row(
                "quiet",
                self.quiet.as_ref(),
                ToString::to_string,
                ("false", "default"),
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
    given: Option<&'a Given<T>>,
    written: impl Fn(&T) -> String,
    (value, usual): (&str, &'static str),
) -> Row<'a> {
    Row {
        key,
        value: given.map_or(value.to_owned(), |it| written(&it.value)),
        place: given.map(|it| &it.place),
        usual,
    }
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
