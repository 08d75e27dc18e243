//! Files of other tools to a draft of a profile, and a ledger of where each of their values went.
//!
//! A draft is a tree of texts that know where in the source they come from. Written as YAML it is a profile to edit;
//! read as it is, every message about it points into the source. What of the source no text of the draft comes from is
//! listed: nothing can be lost without being told.

mod draft;
mod extension;
mod fresh;
mod imported_text;
mod json;
mod json_resume;
mod ledger;
mod linkedin;
mod linkedin_tables;
mod markdown;
mod parts;
mod prose;
mod rendercv;
mod repair;
mod shape;
mod source;
mod write;

pub use ledger::{ImportOutcome, Ledger};
pub use linkedin_tables::{is_archive, is_table, unpacked};
pub use repair::{RepairedDraft, repaired};

use crate::diag::{Diagnostic, Severity, Span};
use crate::yaml::{self, Node, Value};

use draft::Entry;
use imported_text::ImportedText;
use source::Source;

/// A format that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// JSON Resume 1.x, as JSON or YAML.
    JsonResume,
    /// RenderCV 2.x.
    RenderCv,
    /// `YAMLResume`.
    YamlResume,
    /// FRESH, the format of `HackMyResume`.
    Fresh,
    /// `LinkedIn`'s data export.
    LinkedIn,
    /// A resume in Markdown.
    Markdown,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 6] = [
        Self::JsonResume,
        Self::RenderCv,
        Self::YamlResume,
        Self::Fresh,
        Self::LinkedIn,
        Self::Markdown,
    ];

    /// Returns what people call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::JsonResume => "JSON Resume",
            Self::RenderCv => "RenderCV",
            Self::YamlResume => "YAMLResume",
            Self::Fresh => "FRESH",
            Self::LinkedIn => "LinkedIn export",
            Self::Markdown => "Markdown",
        }
    }
}

/// A profile in the making.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    profile: Entry,
    ledger: Ledger,
}

impl Draft {
    /// Returns the YAML of the profile. `from` is what the source is called.
    pub fn yaml(&self, from: &str) -> String {
        if self.has_name() {
            return write::yaml(&self.profile, &self.ledger, from);
        }
        let name = Entry::default().put("name", Some(ImportedText::implied("Your Name")));
        write::yaml(&name.with(self.profile.clone()), &self.ledger, from)
    }

    /// Returns whether the source says whose resume it is.
    pub fn has_name(&self) -> bool {
        self.profile.starts_with("name")
    }

    /// Returns the profile as a tree in which everything stands where it does in the source.
    pub fn tree(&self) -> Node {
        self.profile.tree()
    }

    /// Returns where each value of the source went.
    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    fn new(format: Format, profile: Entry, root: &Source<'_>) -> Self {
        // What names the format is no value of the person's; export writes it again.
        let of_format = extension::of_format(root);
        let values = root.scalars().into_iter();
        let values = values.filter(|it| !of_format.contains(&it.path));
        let ledger = Ledger {
            format: format.name().to_owned(),
            values: ledger::outcomes(&profile, values.collect()),
            remarks: profile.remarks(""),
            notes: Vec::new(),
        };
        Self { profile, ledger }
    }
}

impl Ledger {
    /// Returns a line for each value that does not stand in the profile, or not whole.
    pub fn left_lines(&self) -> Vec<String> {
        self.left()
            .map(write::listed)
            .chain(self.notes.clone())
            .collect()
    }
}

/// Returns the format of a text, if it is one of another tool.
///
/// Cheap where it is none: a profile of our own is asked this each time it is read.
pub fn detect(source: &str) -> Option<Format> {
    let text = source.trim_start_matches('\u{feff}').trim_start();
    if text.starts_with('{') {
        return match json::parse(source) {
            (Some(tree), _) => of_tree(&tree),
            // What is cut short is still known by its first keys.
            (None, _) if text.contains("\"basics\"") => Some(Format::JsonResume),
            (None, _) if text.contains("\"employment\"") => Some(Format::Fresh),
            (None, _) => None,
        };
    }
    let has = |key: &str| {
        source.lines().any(|line| {
            line.strip_prefix(key) == Some(":")
                || line
                    .strip_prefix(key)
                    .is_some_and(|it| it.starts_with(": "))
        })
    };
    if has("cv") {
        Some(Format::RenderCv)
    } else if has("content") {
        Some(Format::YamlResume)
    } else if has("basics") {
        Some(Format::JsonResume)
    } else {
        None
    }
}

/// Returns the format of a text, if it is one of another tool, Markdown included: any text can be that.
pub fn detect_any(source: &str) -> Option<Format> {
    let is_heading = |it: &str| it.starts_with("# ") || it.starts_with("## ");
    let headings = source.lines().filter(|it| is_heading(it)).count();
    let has_key = source
        .lines()
        .any(|it| it.starts_with("name:") || it.starts_with("experience:"));
    detect(source).or_else(|| (headings > 1 && !has_key).then_some(Format::Markdown))
}

/// Returns the draft that the files of a LinkedIn export make, each given with its name.
///
/// # Errors
/// None of them is of a profile, or one can't be read.
pub fn linkedin(files: &[(String, Vec<u8>)]) -> Result<Draft, String> {
    let (tree, notes) = linkedin::tree(files)?;
    let root = Source::root(&tree);
    let mut draft = Draft::new(Format::LinkedIn, linkedin::profile(&root), &root);
    draft.ledger.notes = notes;
    Ok(draft)
}

fn of_tree(tree: &Node) -> Option<Format> {
    let Value::Map(entries) = &tree.value else {
        return None;
    };
    let has = |key: &str| entries.iter().any(|(it, _)| it.name == key);
    if has("cv") {
        Some(Format::RenderCv)
    } else if has("content") && !has("experience") {
        Some(Format::YamlResume)
    } else if has("basics") || has("work") {
        Some(Format::JsonResume)
    } else if has("info") || has("employment") {
        Some(Format::Fresh)
    } else {
        None
    }
}

/// Returns the draft that a text of `format` makes, unless there is an error, and everything that is wrong with it.
pub fn convert(source: &str, format: Format) -> (Option<Draft>, Vec<Diagnostic>) {
    if format == Format::Markdown {
        let tree = markdown::tree(source);
        let root = Source::root(&tree);
        let draft = Draft::new(format, markdown::profile(&root), &root);
        return (Some(draft), Vec::new());
    }
    let text = source.trim_start_matches('\u{feff}').trim_start();
    let (tree, mut diagnostics) = if text.starts_with('{') {
        json::parse(source)
    } else {
        yaml::parse(source)
    };
    let Some(tree) = tree else {
        return (None, diagnostics);
    };
    let root = Source::root(&tree);
    if !matches!(tree.value, Value::Map(_)) {
        let message = format!("{} has keys and values; this has none", format.name());
        diagnostics.push(Diagnostic::error(Span::default(), message));
    }
    let profile = match format {
        Format::JsonResume => {
            diagnostics.extend(shape::check(&tree, json_resume::SHAPE));
            // Our export writes texts as they are.
            let root = if extension::is_ours(&root) {
                root.clone().without_markup()
            } else {
                root.clone()
            };
            json_resume::profile(&root, &root)
        }
        Format::YamlResume => {
            let content = root.get("content");
            diagnostics.extend(shape::check_below(&tree, "content", json_resume::SHAPE));
            json_resume::profile(&root, &content)
        }
        Format::RenderCv => {
            diagnostics.extend(shape::check(&tree, rendercv::SHAPE));
            rendercv::profile(&root)
        }
        Format::LinkedIn | Format::Markdown => {
            let message = "a LinkedIn export is a ZIP, or a folder of .csv files";
            diagnostics.push(Diagnostic::error(Span::default(), message));
            Entry::default()
        }
        Format::Fresh => {
            diagnostics.extend(shape::check(&tree, fresh::SHAPE));
            fresh::profile(&root)
        }
    };
    let is_wrong = diagnostics.iter().any(|it| it.severity == Severity::Error);
    let draft = (!is_wrong).then(|| Draft::new(format, profile, &root));
    (draft, diagnostics)
}
