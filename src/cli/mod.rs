//! The command line: one file a subcommand, and the only place that prints.

#![expect(
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "this is the one place that prints and reads the environment"
)]

mod args;
mod batch;
mod book;
mod check;
mod diff;
mod explain;
mod export;
mod fonts;
mod guide;
mod import;
mod load;
mod new;
mod schema;
mod tailor;
mod template;
mod watch;

use std::ffi::OsString;
use std::io::{IsTerminal as _, stderr, stdout};
use std::path::Path;
use std::process::ExitCode;

use clap::{CommandFactory as _, Parser as _};
use rayon::ThreadPoolBuilder;

use crate::diag::{self, Diagnostic};
use crate::error::Error;
use crate::fs;

use args::{Cli, Color, Command};

/// Runs the program on its arguments and returns the status to end with.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version are no errors: clap knows, and ends with 0 for them and 2 otherwise. Where nobody
            // reads the message there is nothing left to do.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    let console = Console {
        quiet: cli.quiet,
        color: cli.color,
    };
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
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(*shell, &mut Cli::command(), "bespoke", &mut script);
            result(&script)
        }
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

/// Where messages go.
struct Console {
    quiet: bool,
    color: Color,
}

impl Console {
    /// Tells the person something that is no result, unless they asked for quiet.
    fn say(&self, text: &str) {
        if !self.quiet {
            eprintln!("{text}");
        }
    }

    fn warn(&self, text: &str) {
        let label = if self.colours(stderr().is_terminal()) {
            "\x1b[1;33mwarning\x1b[0m"
        } else {
            "warning"
        };
        self.say(&format!("{label}: {text}"));
    }

    fn warnings(&self, name: &str, source: &str, diagnostics: &[Diagnostic]) {
        if !diagnostics.is_empty() {
            self.say(
                diag::draw(
                    name,
                    source,
                    diagnostics,
                    self.colours(stderr().is_terminal()),
                )
                .trim_end(),
            );
        }
    }

    fn error(&self, error: &Error) {
        let colours = self.colours(stderr().is_terminal());
        if let Error::Invalid {
            name,
            source_text,
            diagnostics,
        } = error
        {
            eprint!("{}", diag::draw(name, source_text, diagnostics, colours));
            return;
        }
        let label = if colours {
            "\x1b[1;31merror\x1b[0m"
        } else {
            "error"
        };
        eprintln!("{label}: {error}");
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
