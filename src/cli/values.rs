//! The values that options take.

use clap::ValueEnum;

use crate::config;
use crate::layout;
use crate::schema;
use crate::tailor;

/// A format to read
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ImportFormat {
    /// JSON Resume 1.x
    Jsonresume,
    /// RenderCV 2.x
    Rendercv,
    /// The format of `YAMLResume`
    #[value(help = "YAMLResume")]
    Yamlresume,
    /// FRESH
    Fresh,
    /// The data export of `LinkedIn`: the ZIP or its folder
    #[value(help = "LinkedIn's data export: the ZIP or its folder")]
    Linkedin,
    /// Markdown: name as first heading, sections, entries, bullets
    Markdown,
}

/// A kind of file
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum FileKind {
    /// Everything a person has done
    Profile,
    /// What a role asks for
    Guide,
    /// How a resume looks
    Template,
    /// Which rules of writing hold, for `check --house`
    House,
    /// A table of resumes to be made; the schema is of its rows as JSON
    Roster,
    /// Settings for every command: bespoke.yaml
    Config,
}

impl From<FileKind> for schema::File {
    fn from(kind: FileKind) -> Self {
        match kind {
            FileKind::Profile => Self::Profile,
            FileKind::Guide => Self::Guide,
            FileKind::Template => Self::Template,
            FileKind::House => Self::House,
            FileKind::Roster => Self::Roster,
            FileKind::Config => Self::Config,
        }
    }
}

/// A format to write
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// Markdown
    Md,
    /// PDF
    Pdf,
    /// Word
    Docx,
    /// A self-contained web page
    Html,
    /// Plain text, for web forms
    Txt,
    /// JSON Resume
    Json,
    /// SVG, a file a page: resume.svg, resume-2.svg …
    Svg,
}

/// A size of paper
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Paper {
    /// 8.5 by 11 inches
    Letter,
    /// 210 by 297 millimetres
    A4,
}

impl From<Paper> for layout::Paper {
    fn from(paper: Paper) -> Self {
        match paper {
            Paper::Letter => Self::Letter,
            Paper::A4 => Self::A4,
        }
    }
}

impl From<layout::Paper> for Paper {
    fn from(paper: layout::Paper) -> Self {
        match paper {
            layout::Paper::Letter => Self::Letter,
            layout::Paper::A4 => Self::A4,
        }
    }
}

impl From<Format> for tailor::Format {
    fn from(format: Format) -> Self {
        match format {
            Format::Md => Self::Md,
            Format::Pdf => Self::Pdf,
            Format::Docx => Self::Docx,
            Format::Html => Self::Html,
            Format::Txt => Self::Txt,
            Format::Json => Self::Json,
            Format::Svg => Self::Svg,
        }
    }
}

/// When to color
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// On a terminal, unless `NO_COLOR` is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

impl From<config::Color> for Color {
    fn from(color: config::Color) -> Self {
        match color {
            config::Color::Auto => Self::Auto,
            config::Color::Always => Self::Always,
            config::Color::Never => Self::Never,
        }
    }
}
