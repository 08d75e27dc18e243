//! What each key of a configuration means, for editors and readers.

use crate::reader::{About, about};

/// Every key, with examples.
pub(crate) const ABOUT: &[About] = &[
    about(
        "configuration",
        "guide",
        "The role: a built-in guide's name, or a guide's file.",
        &["software-engineer", "guides/own.yaml"],
    ),
    about(
        "configuration",
        "template",
        "How resumes look: a page style's name or YAML file, a Markdown template's name or Handlebars file, or one of each.",
        &["modern", "[office.yaml, office.hbs]"],
    ),
    about(
        "configuration",
        "pages",
        "How many pages to fill.",
        &["1", "2"],
    ),
    about("configuration", "paper", "The paper.", &["letter", "a4"]),
    about(
        "configuration",
        "house",
        "The file of the house style that writing is held to, in `check` and in the reports of `batch`.",
        &["house.yaml"],
    ),
    about(
        "configuration",
        "font",
        "Fonts for characters that the built-in ones lack; the first that has the glyph draws it.",
        &["[fonts/NotoSansHebrew-Regular.ttf]"],
    ),
    about(
        "configuration",
        "system-fonts",
        "Whether fonts of the machine may draw what built-in and named ones lack.",
        &["false"],
    ),
    about(
        "configuration",
        "allow-drop",
        "Whether paid positions may be left out; otherwise each keeps at least a line.",
        &["true"],
    ),
    about(
        "configuration",
        "strict",
        "Whether `check` fails where there is a warning about the writing, not only where there is an error.",
        &["true"],
    ),
    about(
        "configuration",
        "color",
        "When to color what a person reads.",
        &["auto", "never"],
    ),
    about(
        "configuration",
        "quiet",
        "Whether to say nothing but errors.",
        &["true"],
    ),
];
