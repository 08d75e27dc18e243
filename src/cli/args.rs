//! The command line, as declared; nothing else.

use std::path::PathBuf;

use clap::{ArgMatches, Args, FromArgMatches, Parser, Subcommand, ValueHint};
use clap_complete::Shell;

use super::deferred::LazyArgs;
use super::help::{
    BATCH_EXAMPLES, BOOK_EXAMPLES, CHECK_EXAMPLES, COMPLETIONS_EXAMPLES, CONFIG_HELP,
    DIFF_EXAMPLES, EXAMPLES, EXPLAIN_EXAMPLES, EXPORT_EXAMPLES, IMPORT_EXAMPLES, MAN_EXAMPLES,
    SCHEMA_EXAMPLES, TAILOR_EXAMPLES, WATCH_EXAMPLES,
};
use super::values::{Color, FileKind, Format, ImportFormat, Paper};
use crate::batch;
use crate::profile::Date;

/// Turns one YAML profile into the resume for this application: ranked, page-fitted, explained, offline
#[derive(Debug, Parser)]
#[command(name = "bespoke", version, arg_required_else_help = true, after_help = EXAMPLES)]
pub(super) struct Cli {
    /// What to do
    #[command(subcommand)]
    pub(super) command: Command,
    /// Print only errors [env: BESPOKE_QUIET]
    #[arg(long, short, global = true, value_name = YES_OR_NO, num_args = 0..=1, require_equals = true,
          default_missing_value = "true", hide_possible_values = true)]
    pub(super) quiet: Option<bool>,
    /// Whether to color what a person reads [default: auto] [env: BESPOKE_COLOR]
    #[arg(long, global = true, value_name = "WHEN")]
    pub(super) color: Option<Color>,
    /// The file with settings for every command, instead of bespoke.yaml and your user settings; see `bespoke config` [env:
    /// BESPOKE_CONFIG]
    #[arg(long, global = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) config: Option<PathBuf>,
    /// Read no file with settings
    #[arg(long, global = true, conflicts_with = "config")]
    pub(super) no_config: bool,
}

/// What a switch may be set to where a configuration or a variable may have set it already.
const YES_OR_NO: &str = "true|false";

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Write the resume that serves this application best
    #[command(after_help = TAILOR_EXAMPLES)]
    Tailor(LazyArgs<Tailor>),
    /// Write the resume, and write it again on every save of what it is made from
    #[command(after_help = WATCH_EXAMPLES)]
    Watch(LazyArgs<Watch>),
    /// Say why each line was kept or left out, what the resume shows and what it lacks
    #[command(after_help = EXPLAIN_EXAMPLES)]
    Explain(LazyArgs<Explain>),
    /// Say what differs between two resumes of one profile, or between two versions of a profile
    #[command(after_help = DIFF_EXAMPLES)]
    Diff(LazyArgs<Diff>),
    /// Write the whole profile, untailored, as JSON Resume
    #[command(after_help = EXPORT_EXAMPLES)]
    Export(LazyArgs<Export>),
    /// Make many resumes in one run: from a roster, or for every profile and posting that patterns match
    #[command(after_help = BATCH_EXAMPLES)]
    Batch(LazyArgs<Batch>),
    /// Combine the one-page resumes of consenting people into one PDF with an index
    #[command(after_help = BOOK_EXAMPLES)]
    Book(LazyArgs<Book>),
    /// List every problem of a profile, and how to improve its writing
    #[command(after_help = CHECK_EXAMPLES)]
    Check(LazyArgs<Check>),
    /// Write a commented starter profile
    New(LazyArgs<New>),
    /// Make a profile of another tool's file (JSON Resume, RenderCV and more), a LinkedIn export or Markdown
    #[command(after_help = IMPORT_EXAMPLES)]
    Import(LazyArgs<Import>),
    /// List, show or create role guides
    Guide {
        /// What to do
        #[command(subcommand)]
        command: Library,
    },
    /// List, show or create page styles and Markdown templates
    Template {
        /// What to do
        #[command(subcommand)]
        command: Library,
    },
    /// Write what a file may hold as JSON Schema: editors complete its keys, explain them and mark what is wrong
    #[command(after_help = SCHEMA_EXAMPLES)]
    Schema(LazyArgs<Schema>),
    /// List the settings that hold here, and where each comes from: command, variable, file
    #[command(after_help = CONFIG_HELP)]
    Config,
    /// Write completions for a shell: of commands, options, files, and the names of guides and templates
    #[command(after_help = COMPLETIONS_EXAMPLES)]
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Write manual pages
    #[command(after_help = MAN_EXAMPLES)]
    Man(LazyArgs<Man>),
}

/// What a resume is made from and how
#[derive(Debug, Args)]
pub(super) struct Target {
    /// The profile, or `-` for standard input
    #[arg(value_hint = ValueHint::FilePath)]
    pub(super) profile: PathBuf,
    /// The role: a built-in guide's name or a guide's file [default: the profile's guide, else one
    /// for the role of the posting or profile] [env: BESPOKE_GUIDE]
    #[arg(long, short, value_name = "GUIDE")]
    pub(super) guide: Option<String>,
    /// The posting, as plain text, Markdown or HTML; `-` for standard input
    #[arg(long, short, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) job: Option<PathBuf>,
    /// How it looks: a page style's name or YAML file, a Markdown template's name or Handlebars file, or one of each
    /// [default: classic] [env: BESPOKE_TEMPLATE]
    #[arg(long, short, value_name = "TEMPLATE", value_hint = ValueHint::FilePath)]
    pub(super) template: Vec<String>,
    /// How many pages to fill [default: 1, unless the page style says otherwise] [env: BESPOKE_PAGES]
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=20))]
    pub(super) pages: Option<u8>,
    /// The paper [default: letter] [env: BESPOKE_PAPER]
    #[arg(long, value_name = "SIZE")]
    pub(super) paper: Option<Paper>,
    /// Treat this date as today, as YYYY or YYYY-MM [default: the latest in the profile, or
    /// SOURCE_DATE_EPOCH, whichever is later]
    #[arg(long, value_name = "DATE")]
    pub(super) as_of: Option<Date>,
    /// Allow omitting paid positions; by default each keeps at least one line [env: BESPOKE_ALLOW_DROP]
    #[arg(long, value_name = YES_OR_NO, num_args = 0..=1, require_equals = true, default_missing_value = "true",
          hide_possible_values = true)]
    pub(super) allow_drop: Option<bool>,
    #[command(flatten)]
    pub(super) fonts: FontArgs,
}

/// Fonts beside those that are built in
#[derive(Debug, Clone)]
pub(super) struct FontArgs {
    pub(super) font: Vec<PathBuf>,
    /// Whether fonts of the machine may draw what the others lack.
    pub(super) system_fonts: Option<bool>,
}

/// Fonts beside those that are built in, as they are given: a switch with a yes and a no, of which the last counts
#[derive(Debug, Args)]
struct FontOptions {
    /// A font for characters that the built-in ones lack, as Hebrew or Japanese (.ttf, .otf, .ttc); may be given several
    /// times, the first that has the glyph draws it [env: BESPOKE_FONT]
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    font: Vec<PathBuf>,
    /// Use system fonts for characters missing from the built-in and --font fonts; a note names them [default: true] [env:
    /// BESPOKE_SYSTEM_FONTS]
    #[arg(long, value_name = YES_OR_NO, num_args = 0..=1, require_equals = true, default_missing_value = "true",
          hide_possible_values = true, overrides_with = "no_system_fonts")]
    system_fonts: Option<bool>,
    /// The same as --system-fonts=false
    #[arg(long, overrides_with = "system_fonts")]
    no_system_fonts: bool,
}

impl From<FontOptions> for FontArgs {
    fn from(given: FontOptions) -> Self {
        let no = given.no_system_fonts.then_some(false);
        Self {
            font: given.font,
            system_fonts: given.system_fonts.or(no),
        }
    }
}

impl Args for FontArgs {
    fn augment_args(command: clap::Command) -> clap::Command {
        FontOptions::augment_args(command)
    }

    fn augment_args_for_update(command: clap::Command) -> clap::Command {
        FontOptions::augment_args_for_update(command)
    }
}

impl FromArgMatches for FontArgs {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        FontOptions::from_arg_matches(matches).map(Self::from)
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

#[derive(Debug, Args)]
pub(super) struct Tailor {
    #[command(flatten)]
    pub(super) target: Target,
    /// Where to write: the ending tells the format (.pdf, .docx, .html, .txt, .md, .json, .svg); may be given several
    /// times; `-` is standard output [default: -]
    #[arg(long, short, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) output: Vec<PathBuf>,
    /// The format where the ending of the output doesn't tell [default: md]
    #[arg(long, value_name = "FORMAT")]
    pub(super) format: Option<Format>,
}

#[derive(Debug, Args)]
pub(super) struct Watch {
    #[command(flatten)]
    pub(super) tailor: Tailor,
    /// Look at the files five times a second instead of being told by the system, as on network drives that tell nothing
    #[arg(long)]
    pub(super) poll: bool,
}

#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
#[derive(Debug, Args)]
pub(super) struct Batch {
    /// The roster: a table with a row for each resume, as CSV
    #[arg(
        required_unless_present = "profiles",
        conflicts_with_all = ["profiles", "jobs"],
        value_hint = ValueHint::FilePath
    )]
    pub(super) roster: Option<PathBuf>,
    /// Profiles, instead of a roster: files or patterns such as 'students/*.yaml'
    #[arg(long, value_name = "PATTERN", num_args = 1.., value_hint = ValueHint::FilePath)]
    pub(super) profiles: Vec<String>,
    /// Postings, each for every profile: files or patterns such as 'postings/*.md'
    #[arg(
        long,
        value_name = "PATTERN",
        num_args = 1..,
        requires = "profiles",
        conflicts_with = "job",
        value_hint = ValueHint::FilePath
    )]
    pub(super) jobs: Vec<String>,
    /// The folder to write to; it is made where there is none
    #[arg(long, short, value_name = "FOLDER", value_hint = ValueHint::DirPath)]
    pub(super) output: PathBuf,
    /// How many pages to fill where the roster doesn't say [default: 1, unless the page style says otherwise] [env:
    /// BESPOKE_PAGES]
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=20))]
    pub(super) pages: Option<u8>,
    /// The formats where the roster doesn't say, separated by commas
    #[arg(
        long,
        value_name = "FORMATS",
        value_delimiter = ',',
        default_value = "pdf"
    )]
    pub(super) format: Vec<Format>,
    /// Only rows with this label; may be given several times
    #[arg(long, value_name = "LABEL=VALUE", value_parser = label_and_value, requires = "roster")]
    pub(super) filter: Vec<(String, String)>,
    /// What the files are called: {name}, {first}, {last}, {job}, {guide}, {id} (the profile's file), {row}, {any label};
    /// `/` makes folders
    #[arg(long, value_name = "PATTERN", default_value = batch::NAME)]
    pub(super) name: String,
    /// Number files of one name instead of refusing them
    #[arg(long)]
    pub(super) number_duplicates: bool,
    /// The house style that the writing is held to in the report: see `bespoke check --rules` [env: BESPOKE_HOUSE]
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) house: Option<PathBuf>,
    /// Make everything again, also what has not changed
    #[arg(long)]
    pub(super) again: bool,
    /// List what would be made, and write nothing
    #[arg(long)]
    pub(super) dry_run: bool,
    /// Leave names, paths, quotes and labels out of the report
    #[arg(long)]
    pub(super) redact: bool,
    /// A label to keep in a redacted report; may be given several times
    #[arg(long, value_name = "LABEL", requires = "redact")]
    pub(super) keep_label: Vec<String>,
    /// A book to bind as well, of one page of everybody who agrees, as `bespoke book` does: a .pdf
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) book: Option<PathBuf>,
    #[command(flatten)]
    pub(super) binding: Binding,
    #[command(flatten)]
    pub(super) output_args: OutputArgs,
}

#[derive(Debug, Args)]
pub(super) struct Book {
    /// The roster: a table with a row for each resume, as CSV
    #[arg(value_hint = ValueHint::FilePath)]
    pub(super) roster: PathBuf,
    /// Where to write: a .pdf, or `-` for standard output
    #[arg(long, short, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) output: PathBuf,
    #[command(flatten)]
    pub(super) binding: Binding,
    /// A table to write of who is in the book, on which page, and who isn't and why, as CSV
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) report: Option<PathBuf>,
    /// Only rows with this label; may be given several times
    #[arg(long, value_name = "LABEL=VALUE", value_parser = label_and_value)]
    pub(super) filter: Vec<(String, String)>,
    #[command(flatten)]
    pub(super) output_args: OutputArgs,
}

/// What a book of resumes is called and how it is ordered
#[derive(Debug, Args)]
pub(super) struct Binding {
    /// What the book is called [default: Resume Book]
    #[arg(long, value_name = "TEXT", value_parser = words)]
    pub(super) title: Option<String>,
    /// A line below the title of the book
    #[arg(long, value_name = "TEXT", value_parser = words)]
    pub(super) subtitle: Option<String>,
    /// When the book was made, in any words
    #[arg(long, value_name = "TEXT", value_parser = words)]
    pub(super) date: Option<String>,
    /// The label that groups and orders the resumes of the book [default: last names alone]
    #[arg(long, value_name = "LABEL")]
    pub(super) by: Option<String>,
}

/// How the resumes of many people are made
#[derive(Debug, Args)]
pub(super) struct OutputArgs {
    /// The role where the roster names none [default: the profile's guide, else one for the role of the posting or profile]
    /// [env: BESPOKE_GUIDE]
    #[arg(long, short, value_name = "GUIDE")]
    pub(super) guide: Option<String>,
    /// The posting where the roster names none
    #[arg(long, short, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) job: Option<PathBuf>,
    /// The paper where the roster doesn't say, and of what a book has beside resumes [default: letter] [env:
    /// BESPOKE_PAPER]
    #[arg(long, value_name = "SIZE")]
    pub(super) paper: Option<Paper>,
    /// How resumes look where the roster doesn't say: a page style's name or YAML file, a Markdown template's name or
    /// Handlebars file, or one of each [default: classic] [env: BESPOKE_TEMPLATE]
    #[arg(long, short, value_name = "TEMPLATE", value_hint = ValueHint::FilePath)]
    pub(super) template: Vec<String>,
    /// Treat this date as today, as YYYY or YYYY-MM [default: the latest in each profile, or
    /// SOURCE_DATE_EPOCH, whichever is later]
    #[arg(long, value_name = "DATE")]
    pub(super) as_of: Option<Date>,
    /// Allow omitting paid positions; by default each keeps at least one line [env: BESPOKE_ALLOW_DROP]
    #[arg(long, value_name = YES_OR_NO, num_args = 0..=1, require_equals = true, default_missing_value = "true",
          hide_possible_values = true)]
    pub(super) allow_drop: Option<bool>,
    /// A font for characters that the built-in ones lack, as Hebrew or Japanese (.ttf, .otf, .ttc); may be given several
    /// times; of a collection the first font counts, whatever a profile's language, and those of this machine are not
    /// looked at [env: BESPOKE_FONT]
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) font: Vec<PathBuf>,
    /// How many threads work [default: one for each core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(super) threads: Option<u16>,
}

/// Reads a text that is not blank.
fn words(text: &str) -> Result<String, String> {
    if text.trim().is_empty() {
        Err("expected words".to_owned())
    } else {
        Ok(text.to_owned())
    }
}

/// Reads `label=value`.
fn label_and_value(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((label, value)) if !label.is_empty() => Ok((label.to_owned(), value.to_owned())),
        _ => Err("expected a label and its value, as class=2027".to_owned()),
    }
}

#[derive(Debug, Args)]
pub(super) struct Explain {
    #[command(flatten)]
    pub(super) target: Target,
    /// Write JSON
    #[arg(long)]
    pub(super) json: bool,
    /// Write a page for a browser
    #[arg(long, conflicts_with = "json")]
    pub(super) html: bool,
    /// Cut no list and no text short
    #[arg(long, conflicts_with_all = ["json", "html"])]
    pub(super) all: bool,
    /// Where to write; `-` is standard output
    #[arg(long, short, value_name = "FILE", default_value = "-", value_hint = ValueHint::FilePath)]
    pub(super) output: PathBuf,
}

#[derive(Debug, Args)]
pub(super) struct Diff {
    /// The profile
    #[arg(value_hint = ValueHint::FilePath)]
    pub(super) profile: PathBuf,
    /// Another version of it; one of the two may be `-` for standard input
    #[arg(value_hint = ValueHint::FilePath)]
    pub(super) other: Option<PathBuf>,
    /// The role: a built-in guide's name or a guide's file [default: the profile's guide, else one
    /// for the role of the posting or profile] [env: BESPOKE_GUIDE]
    #[arg(long, short, value_name = "GUIDE")]
    pub(super) guide: Vec<String>,
    /// The posting, as plain text, Markdown or HTML; `none` beside one to see what it changes
    #[arg(long, short, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) job: Vec<PathBuf>,
    /// The page style by its name or YAML file [default: classic] [env: BESPOKE_TEMPLATE]
    #[arg(long, short, value_name = "TEMPLATE", value_hint = ValueHint::FilePath)]
    pub(super) template: Vec<String>,
    /// What the settings say where no template is given
    #[arg(skip)]
    pub(super) usual: Vec<String>,
    /// How many pages to fill [default: 1, unless the page style says otherwise] [env: BESPOKE_PAGES]
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=20))]
    pub(super) pages: Vec<u8>,
    /// The paper [default: letter] [env: BESPOKE_PAPER]
    #[arg(long, value_name = "SIZE")]
    pub(super) paper: Vec<Paper>,
    /// Treat this date as today, as YYYY or YYYY-MM [default: the latest in the profile, or
    /// SOURCE_DATE_EPOCH, whichever is later]
    #[arg(long, value_name = "DATE")]
    pub(super) as_of: Vec<Date>,
    /// Allow both to omit paid positions; by default each keeps at least one line [env: BESPOKE_ALLOW_DROP]
    #[arg(long, value_name = YES_OR_NO, num_args = 0..=1, require_equals = true, default_missing_value = "true",
          hide_possible_values = true)]
    pub(super) allow_drop: Option<bool>,
    #[command(flatten)]
    pub(super) fonts: FontArgs,
    /// Write JSON
    #[arg(long)]
    pub(super) json: bool,
    /// Cut no list and no text short
    #[arg(long, conflicts_with = "json")]
    pub(super) all: bool,
}

#[derive(Debug, Args)]
pub(super) struct Export {
    /// The profile, or `-` for standard input
    #[arg(value_hint = ValueHint::FilePath)]
    pub(super) profile: PathBuf,
    /// Where to write; `-` is standard output
    #[arg(long, short, value_name = "FILE", default_value = "-", value_hint = ValueHint::FilePath)]
    pub(super) output: PathBuf,
}

#[derive(Debug, Args)]
pub(super) struct Check {
    /// The profiles, or `-` for standard input
    #[arg(required_unless_present = "rules", value_hint = ValueHint::FilePath)]
    pub(super) profiles: Vec<PathBuf>,
    /// The house style: which rules of writing hold, how much they matter, and where their limits are [env:
    /// BESPOKE_HOUSE]
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) house: Option<PathBuf>,
    /// Fail where there is a warning about the writing, not only where there is an error [env: BESPOKE_STRICT]
    #[arg(long, value_name = YES_OR_NO, num_args = 0..=1, require_equals = true, default_missing_value = "true",
          hide_possible_values = true)]
    pub(super) strict: Option<bool>,
    /// Write what was found as JSON
    #[arg(long)]
    pub(super) json: bool,
    /// List the rules of writing with their reasons and severities, as a house style to edit
    #[arg(long, conflicts_with_all = ["profiles", "strict", "json"])]
    pub(super) rules: bool,
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
    pub(super) from: Option<ImportFormat>,
    /// Where to write what became of each value, as JSON
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) ledger: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct Man {
    /// The folder to write all pages to; without, the first page goes to standard output
    #[arg(value_name = "FOLDER", value_hint = ValueHint::DirPath)]
    pub(super) folder: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct Schema {
    /// The kind of file
    pub(super) kind: FileKind,
    /// Write the schema beside this file, where its first line can name it
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) beside: Option<PathBuf>,
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

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    #[test]
    fn the_declaration_is_sound() {
        super::Cli::command().debug_assert();
    }
}
