//! Settings as plain data.

use std::fmt;

use super::names::is_file;
use crate::layout::Paper;

/// Settings, each with the place where it was given; what is not given is as a command has it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Config {
    /// The role: a built-in guide's name or a guide's file.
    pub guide: Option<Sourced<String>>,
    /// How resumes look: names of built-in page styles and Markdown templates, or files.
    pub template: Option<Sourced<Vec<String>>>,
    /// How many pages to fill, 1 to 20.
    pub pages: Option<Sourced<u8>>,
    /// The paper.
    pub paper: Option<Sourced<Paper>>,
    /// The file of the house style.
    pub house: Option<Sourced<String>>,
    /// The files of fonts beside those that are built in.
    pub font: Option<Sourced<Vec<String>>>,
    /// Whether fonts of the machine may draw what others lack.
    pub system_fonts: Option<Sourced<bool>>,
    /// Whether paid positions may be left out.
    pub allow_drop: Option<Sourced<bool>>,
    /// Whether a warning about the writing fails a check.
    pub strict: Option<Sourced<bool>>,
    /// When to color what a person reads.
    pub color: Option<Sourced<Color>>,
    /// Whether to say nothing but errors.
    pub quiet: Option<Sourced<bool>>,
}

/// Every key, in the order in which settings are listed.
pub const KEYS: [&str; 11] = [
    "guide",
    "template",
    "pages",
    "paper",
    "house",
    "font",
    "system-fonts",
    "allow-drop",
    "strict",
    "color",
    "quiet",
];

/// A value and where it was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sourced<T> {
    /// The value.
    pub value: T,
    /// Where it was given.
    pub place: Place,
}

/// Where a setting was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// On a line of a file.
    Line {
        /// The file's name.
        file: String,
        /// The line, counted from 1.
        line: usize,
    },
    /// By a variable of the environment.
    Variable(String),
}

impl Place {
    /// Returns the file or the variable.
    pub fn origin(&self) -> &str {
        match self {
            Self::Line { file, .. } => file,
            Self::Variable(name) => name,
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line { file, line } => write!(f, "{file}:{line}"),
            Self::Variable(name) => f.write_str(name),
        }
    }
}

/// When to color what a person reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Color {
    /// On a terminal.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// What each choice of colors is called.
pub(super) const COLORS: [(&str, Color); 3] = [
    ("auto", Color::Auto),
    ("always", Color::Always),
    ("never", Color::Never),
];

/// What each paper is called.
pub(super) const PAPERS: [(&str, Paper); 2] = [("letter", Paper::Letter), ("a4", Paper::A4)];

impl Config {
    /// Returns these settings and, for what they leave open, those of `other`.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            guide: self.guide.or(other.guide),
            template: self.template.or(other.template),
            pages: self.pages.or(other.pages),
            paper: self.paper.or(other.paper),
            house: self.house.or(other.house),
            font: self.font.or(other.font),
            system_fonts: self.system_fonts.or(other.system_fonts),
            allow_drop: self.allow_drop.or(other.allow_drop),
            strict: self.strict.or(other.strict),
            color: self.color.or(other.color),
            quiet: self.quiet.or(other.quiet),
        }
    }

    /// Returns the settings with every file's name as `found` says; names of what is built in stay.
    ///
    /// # Errors
    /// That of `found`.
    pub fn with_files<E>(mut self, found: impl Fn(&str) -> Result<String, E>) -> Result<Self, E> {
        let guide = self.guide.iter_mut().map(|it| &mut it.value);
        let templates = self.template.iter_mut().flat_map(|it| &mut it.value);
        let house = self.house.iter_mut().map(|it| &mut it.value);
        let fonts = self.font.iter_mut().flat_map(|it| &mut it.value);
        let named = guide.chain(templates).filter(|it| is_file(it));
        for name in named.chain(house).chain(fonts) {
            *name = found(name)?;
        }
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::load;

    fn config(source: &str, file: &str) -> Config {
        load(source, file).0.unwrap()
    }

    #[test]
    fn what_one_file_leaves_open_the_next_one_says() {
        let project = config("pages: 2\nfont: [a.ttf]\n", "bespoke.yaml");
        let user = config("paper: a4\npages: 1\nfont: [b.ttf]\n", "config.yaml");
        let both = project.or(user);
        let place = |file: &str, line| Place::Line {
            file: file.to_owned(),
            line,
        };
        assert_eq!(
            both,
            Config {
                pages: Some(Sourced {
                    value: 2,
                    place: place("bespoke.yaml", 1)
                }),
                font: Some(Sourced {
                    value: vec!["a.ttf".to_owned()],
                    place: place("bespoke.yaml", 2)
                }),
                paper: Some(Sourced {
                    value: Paper::A4,
                    place: place("config.yaml", 1)
                }),
                ..Config::default()
            }
        );
    }

    #[test]
    fn files_are_those_of_their_folder_and_names_stay() {
        let source =
            "guide: teacher\ntemplate: [modern, own.hbs]\nhouse: house\nfont: fonts/a.ttf\n";
        let config = config(source, "c.yaml");
        let refused = config.clone().with_files(|it| Err(it.to_owned()));
        assert_eq!(refused, Err("own.hbs".to_owned()));
        let config = config.with_files(|it| Ok::<_, ()>(format!("up/{it}")));
        let config = config.unwrap();
        assert_eq!(config.guide.unwrap().value, "teacher");
        assert_eq!(config.template.unwrap().value, ["modern", "up/own.hbs"]);
        assert_eq!(config.house.unwrap().value, "up/house");
        assert_eq!(config.font.unwrap().value, ["up/fonts/a.ttf"]);
    }
}
