//! The command line: one file a subcommand, and the only place that prints.

#![expect(
    clippy::disallowed_methods,
    reason = "this is the one place that prints and reads the environment"
)]

mod args;
mod batch;
mod batch_defaults;
mod book;
mod check;
mod complete;
mod config;
mod console;
mod deferred;
mod diff;
mod epoch;
mod explain;
mod export;
mod fonts;
mod guide;
mod help;
mod import;
mod load;
mod man;
mod new;
mod progress;
mod schema;
mod settings;
mod tailor;
mod template;
mod values;
mod warning_history;
mod watch;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser as _;
use rayon::ThreadPoolBuilder;

use args::{Cli, Command};
use console::Console;

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
