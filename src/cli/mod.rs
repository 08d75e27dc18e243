//! The command line: one file a subcommand, and the only place that prints.

#![expect(
    clippy::disallowed_methods,
    reason = "this is the one place that prints and reads the environment"
)]

mod args;
mod batch;
mod book;
mod check;
mod complete;
mod config;
mod deferred;
mod diff;
mod epoch;
mod explain;
mod export;
mod fonts;
mod guide;
mod import;
mod load;
mod man;
mod new;
mod schema;
mod settings;
mod tailor;
mod template;
mod told;
mod watch;

use std::ffi::OsString;
use std::io::{IsTerminal as _, Write as _, stderr, stdout};
use std::path::Path;
use std::process::ExitCode;

use clap::Parser as _;
use rayon::ThreadPoolBuilder;

use crate::diag::{self, Diagnostic, printable};
use crate::error::Error;
use crate::fs;

use args::{Cli, Color, Command};
use told::{WarningHistory, identity};

/// Runs the program on its arguments and returns the status to end with.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let args: Vec<OsString> = args.into_iter().collect();
    if let Some(answered) = complete::answer(&args) {
        // Whoever waits for words has no use for an error among them.
        return ExitCode::from(answered.map_or_else(|error| error.exit_code(), |()| 0));
    }
    let mut cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version are no errors: clap knows, and ends with 0 for them and 2 otherwise. Where nobody
            // reads the message there is nothing left to do.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    let mut console = Console::new(&cli);
    let settings = match settings::apply(&mut cli) {
        Ok(settings) => settings,
        Err(error) => {
            console.error(&error);
            return ExitCode::from(error.exit_code());
        }
    };
    console = Console::new(&cli);
    settings.tell(&console);
    if matches!(
        cli.command,
        Command::Tailor(_) | Command::Watch(_) | Command::Explain(_) | Command::Diff(_)
    ) {
        // Handing work over to another thread and waiting takes longer than much of the work: this one takes part. It
        // fails only where the threads are there already.
        let _ = ThreadPoolBuilder::new().use_current_thread().build_global();
    }
    let done = match &cli.command {
        Command::Tailor(args) => tailor::run(args, &console),
        Command::Watch(args) => watch::run(args, &console),
        Command::Explain(args) => explain::run(args, &console),
        Command::Diff(args) => diff::run(args, &console),
        Command::Export(args) => export::run(args, &console),
        Command::Batch(args) => batch::run(args, &console),
        Command::Book(args) => book::run(args, &console),
        Command::Check(args) => check::run(args, &console),
        Command::New(args) => new::run(args, &console),
        Command::Import(args) => import::run(args, &console),
        Command::Guide { command } => guide::run(command, &console),
        Command::Template { command } => template::run(command, &console),
        Command::Schema(args) => schema::run(args, &console),
        Command::Config => config::run(&settings),
        Command::Completions { shell } => complete::run(*shell),
        Command::Man(args) => man::run(args, &console),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            console.error(&error);
            ExitCode::from(error.exit_code())
        }
    }
}

/// Writes a result to standard output.
fn result(bytes: &[u8]) -> Result<(), Error> {
    fs::write(Path::new(fs::STANDARD), bytes)
}

/// Writes a message to standard error. Where nobody reads it (closed, full, a terminal that is gone) the work goes on: a
/// message lost is no reason to lose a result.
fn message(text: &str) {
    let mut out = stderr().lock();
    let _ = out.write_all(text.as_bytes());
}

/// Where messages go.
struct Console {
    quiet: bool,
    color: Color,
    /// What was warned of, where a command works round after round and says of each only what is new.
    told: Option<WarningHistory>,
}

impl Console {
    fn new(cli: &Cli) -> Self {
        Self {
            quiet: cli.quiet.unwrap_or_default(),
            color: cli.color.unwrap_or(Color::Auto),
            told: None,
        }
    }

    /// Returns one that says nothing but errors.
    fn silent(&self) -> Self {
        Self {
            quiet: true,
            color: self.color,
            told: None,
        }
    }

    /// Returns one that says a warning or note again only when it changed since the round before.
    fn by_rounds(&self) -> Self {
        Self {
            quiet: self.quiet,
            color: self.color,
            told: Some(WarningHistory::default()),
        }
    }

    /// Ends a round, which came to its end or broke off.
    fn end_round(&self, is_whole: bool) {
        if let Some(told) = &self.told {
            told.end_round(is_whole);
        }
    }

    fn is_new(&self, warning: &str) -> bool {
        self.told.as_ref().is_none_or(|it| it.is_new(warning))
    }

    /// Tells the person something that is no result, unless they asked for quiet.
    fn say(&self, text: &str) {
        if !self.quiet {
            message(&format!("{}\n", printable(text)));
        }
    }

    /// Tells the person how a result came about.
    fn note(&self, text: &str) {
        if self.is_new(text) {
            self.say(&format!("note: {text}"));
        }
    }

    fn warn(&self, text: &str) {
        let label = if self.colours(stderr().is_terminal()) {
            "\x1b[1;33mwarning\x1b[0m"
        } else {
            "warning"
        };
        if self.is_new(text) && !self.quiet {
            message(&format!("{label}: {}\n", printable(text)));
        }
    }

    fn warnings(&self, name: &str, source: &str, diagnostics: &[Diagnostic]) {
        let new = diagnostics
            .iter()
            .filter(|it| self.told.is_none() || self.is_new(&identity(name, source, it)));
        let new: Vec<Diagnostic> = new.cloned().collect();
        if !new.is_empty() {
            let colours = self.colours(stderr().is_terminal());
            if !self.quiet {
                let drawn = diag::draw(name, source, &new, colours);
                message(&format!("{}\n", drawn.trim_end()));
            }
        }
    }

    fn error(&self, error: &Error) {
        let colours = self.colours(stderr().is_terminal());
        if let Error::Several(errors) = error {
            for (idx, error) in errors.iter().enumerate() {
                if idx > 0 {
                    message("\n");
                }
                self.error(error);
            }
            return;
        }
        if let Error::Invalid {
            name,
            source_text,
            diagnostics,
        } = error
        {
            message(&diag::draw(name, source_text, diagnostics, colours));
            return;
        }
        let label = if colours {
            "\x1b[1;31merror\x1b[0m"
        } else {
            "error"
        };
        message(&format!("{label}: {}\n", printable(&error.to_string())));
    }

    /// Returns whether standard output takes colours.
    fn result_colours(&self) -> bool {
        self.colours(stdout().is_terminal())
    }

    fn colours(&self, is_terminal: bool) -> bool {
        match self.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => {
                is_terminal && std::env::var_os("NO_COLOR").is_none_or(|it| it.is_empty())
            }
        }
    }
}
