//! The command line, as declared; nothing else.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};
use clap_complete::Shell;

use crate::layout;
use crate::profile::Date;

/// Turns one YAML profile into the resume for this application: ranked, page-fitted, explained, offline
#[derive(Debug, Parser)]
#[command(name = "bespoke", version, arg_required_else_help = true, after_help = EXAMPLES)]
pub(super) struct Cli {
    /// What to do
    #[command(subcommand)]
    pub(super) command: Command,
    /// Say nothing but errors
    #[arg(long, short, global = true)]
    pub(super) quiet: bool,
    /// Whether to colour what a person reads
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(super) color: Color,
}

const EXAMPLES: &str = "\
Examples:
  bespoke new profile.yaml                                  start a profile
  bespoke tailor profile.yaml -o resume.pdf                 one page for the default role
  bespoke tailor profile.yaml --job posting.md -o resume.pdf -o resume.md
  bespoke explain profile.yaml --job posting.md             why each line is there, and what is missing
  bespoke guide show product-manager > my-guide.yaml        a role guide to edit

Exit codes: 0 done, 1 something is wrong with the input, 2 wrong command, 70 a bug.";

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Write the resume that serves this application best
    #[command(after_help = TAILOR_EXAMPLES)]
    Tailor(Tailor),
    /// Say why each line was kept or left out, what the resume shows and what it lacks
    #[command(after_help = EXPLAIN_EXAMPLES)]
    Explain(Explain),
    /// List every problem of a profile
    Check(Check),
    /// Write a commented starter profile
    New(New),
    /// Make a profile of another tool's file (JSON Resume, RenderCV and more), a LinkedIn export or Markdown
    #[command(after_help = IMPORT_EXAMPLES)]
    Import(Import),
    /// Look at the role guides that are built in, or begin one of your own
    Guide {
        /// What to do
        #[command(subcommand)]
        command: Library,
    },
    /// Look at the page styles and Markdown templates that are built in, or begin one of your own
    Template {
        /// What to do
        #[command(subcommand)]
        command: Library,
    },
    /// Write completions for a shell
    Completions {
        /// The shell
        shell: Shell,
    },
}

const TAILOR_EXAMPLES: &str = "\
Examples:
  bespoke tailor profile.yaml                                Markdown on the terminal
  bespoke tailor profile.yaml --job posting.md -o resume.pdf
  bespoke tailor profile.yaml --guide software-engineer --pages 2 -o resume.pdf -o resume.md
  curl https://example.com/job.html | bespoke tailor profile.yaml --job - -o resume.pdf";

const EXPLAIN_EXAMPLES: &str = "\
Examples:
  bespoke explain profile.yaml --job posting.md
  bespoke explain profile.yaml --job posting.md --all --color always | less -R
  bespoke explain profile.yaml --json | jq '.gaps'";

const IMPORT_EXAMPLES: &str = "\
Examples:
  bespoke import resume.json
  bespoke import John_Doe_CV.yaml -o profile.yaml --ledger ledger.json
  bespoke import Basic_LinkedInDataExport.zip
  bespoke import resume.md --from markdown -o -";

/// What a resume is made from and how
#[derive(Debug, Args)]
pub(super) struct Target {
    /// The profile, or `-` for standard input
    #[arg(value_hint = ValueHint::FilePath)]
    pub(super) profile: PathBuf,
    /// The role: a built-in guide's name or a guide's file [default: what profile or posting name, else
    /// technical-program-manager]
    #[arg(long, short, value_name = "GUIDE")]
    pub(super) guide: Option<String>,
    /// The posting, as plain text, Markdown or HTML; `-` for standard input
    #[arg(long, short, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) job: Option<PathBuf>,
    /// How it looks: a page style's name or YAML file, a Markdown template's name or Handlebars file, or one of each
    /// [default: classic]
    #[arg(long, short, value_name = "TEMPLATE", value_hint = ValueHint::FilePath)]
    pub(super) template: Vec<String>,
    /// How many pages to fill [default: 1, unless the page style says otherwise]
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=20))]
    pub(super) pages: Option<u8>,
    /// The paper
    #[arg(long, value_name = "SIZE", default_value = "letter")]
    pub(super) paper: Paper,
    /// The date that `present` and recency count from, as YYYY or YYYY-MM [default: the latest in the profile]
    #[arg(long, value_name = "DATE")]
    pub(super) as_of: Option<Date>,
    /// Let paid positions be left out; otherwise each keeps at least a line
    #[arg(long)]
    pub(super) allow_drop: bool,
}

#[derive(Debug, Args)]
pub(super) struct Tailor {
    #[command(flatten)]
    pub(super) target: Target,
    /// Where to write: the ending tells the format (.pdf, .md, .svg); may be given several times; `-` is standard output
    /// [default: -]
    #[arg(long, short, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) output: Vec<PathBuf>,
    /// The format where the ending of the output doesn't tell [default: md]
    #[arg(long, value_name = "FORMAT")]
    pub(super) format: Option<Format>,
}

#[derive(Debug, Args)]
pub(super) struct Explain {
    #[command(flatten)]
    pub(super) target: Target,
    /// Write JSON
    #[arg(long)]
    pub(super) json: bool,
    /// Cut no list and no text short
    #[arg(long, conflicts_with = "json")]
    pub(super) all: bool,
}

#[derive(Debug, Args)]
pub(super) struct Check {
    /// The profiles, or `-` for standard input
    #[arg(required = true, value_hint = ValueHint::FilePath)]
    pub(super) profiles: Vec<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct New {
    /// Where to write; an existing file stays as it is
    #[arg(default_value = "profile.yaml", value_hint = ValueHint::FilePath)]
    pub(super) file: PathBuf,
}

#[derive(Debug, Args)]
pub(super) struct Import {
    /// The file, the folder of a LinkedIn export, or `-` for standard input
    #[arg(value_hint = ValueHint::AnyPath)]
    pub(super) file: PathBuf,
    /// Where to write the profile; an existing file stays as it is; `-` is standard output
    #[arg(long, short, value_name = "FILE", default_value = "profile.yaml", value_hint = ValueHint::FilePath)]
    pub(super) output: PathBuf,
    /// What the file is [default: what its content says]
    #[arg(long, value_name = "FORMAT")]
    pub(super) from: Option<From>,
    /// Where to write what became of each value, as JSON
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) ledger: Option<PathBuf>,
}

/// A format to read
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum From {
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

#[derive(Debug, Subcommand)]
pub(super) enum Library {
    /// List what is built in
    List {
        /// Write the names alone, one a line
        #[arg(long)]
        names: bool,
    },
    /// Print one
    Show {
        /// Its name
        name: String,
    },
    /// Write a copy of one, to be edited
    New {
        /// Where to write; an existing file stays as it is
        #[arg(value_hint = ValueHint::FilePath)]
        file: PathBuf,
        /// The one to copy [default: the default]
        #[arg(long, value_name = "NAME")]
        from: Option<String>,
    },
}

/// A format to write
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// Markdown
    Md,
    /// PDF
    Pdf,
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

impl std::convert::From<Paper> for layout::Paper {
    fn from(paper: Paper) -> Self {
        match paper {
            Paper::Letter => Self::Letter,
            Paper::A4 => Self::A4,
        }
    }
}

/// When to colour
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// On a terminal, unless `NO_COLOR` is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    #[test]
    fn the_declaration_is_sound() {
        super::Cli::command().debug_assert();
    }
}
