//! `bespoke completions`: a script for a shell, which asks the program itself for what may stand next.

use std::env;
use std::ffi::{OsStr, OsString};

use clap::{Arg, CommandFactory as _};
use clap_complete::Shell;
use clap_complete::engine::{
    ArgValueCompleter, CompletionCandidate, PathCompleter, ValueCompleter as _,
};
use clap_complete::env::{EnvCompleter, Shells};

use crate::error::Error;
use crate::guide;
use crate::input::template_names;

use super::args::Cli;
use super::console::print_result;

/// The variable in which a script names its shell when it asks.
const VARIABLE: &str = "BESPOKE_COMPLETE";

/// Writes the script for a shell.
pub(super) fn run(shell: Shell) -> Result<(), Error> {
    let mut script = Vec::new();
    completer(&shell.to_string())?
        .write_registration(VARIABLE, "bespoke", "bespoke", "bespoke", &mut script)
        .map_err(|error| Error::Bug(error.to_string()))?;
    print_result(&script)
}

/// Answers a shell that asks, and returns nothing where none does.
pub(super) fn answer(args: &[OsString]) -> Option<Result<(), Error>> {
    let shell = env::var_os(VARIABLE).filter(|it| !it.is_empty())?;
    Some(completions(&shell.to_string_lossy(), args))
}

/// Writes what may stand next, one of the words behind `--`.
fn completions(shell: &str, args: &[OsString]) -> Result<(), Error> {
    let words = args.iter().skip_while(|it| *it != "--").skip(1);
    let folder = env::current_dir().ok();
    let mut command = command();
    command.build();
    let mut found = Vec::new();
    completer(shell)?
        .write_complete(
            &mut command,
            words.cloned().collect(),
            folder.as_deref(),
            &mut found,
        )
        .map_err(|error| Error::Input(error.to_string()))?;
    print_result(&found)
}

fn completer(shell: &str) -> Result<&'static dyn EnvCompleter, Error> {
    const SHELLS: Shells<'static> = Shells::builtins();
    let known = SHELLS.0.iter().copied().find(|it| it.is(shell));
    known.ok_or_else(|| {
        let names: Vec<&str> = SHELLS.names().collect();
        Error::Input(format!(
            "{VARIABLE} can't be `{shell}`: it can be {}",
            names.join(", ")
        ))
    })
}

/// Returns the command line with the names of what is built in, wherever one may stand.
fn command() -> clap::Command {
    let name_or_file = |arg: Arg| {
        let names = match arg.get_id().as_str() {
            "guide" => guide::built_in_names,
            "template" => template_names,
            _ => return arg,
        };
        arg.add(ArgValueCompleter::new(move |start: &OsStr| {
            let files = PathCompleter::file().complete(start);
            let files = files.into_iter();
            beginning(start, names()).into_iter().chain(files).collect()
        }))
    };
    let mut command = Cli::command();
    command.build();
    let subcommands: Vec<String> = command
        .get_subcommands()
        .map(|it| it.get_name().to_owned())
        .collect();
    for name in subcommands {
        command = command.mut_subcommand(name, |it| it.mut_args(name_or_file));
    }
    command
        .mut_subcommand("guide", |it| with_names(it, guide::built_in_names))
        .mut_subcommand("template", |it| with_names(it, template_names))
}

/// Returns a subcommand with the names of what it can show and copy.
fn with_names(command: clap::Command, names: fn() -> Vec<&'static str>) -> clap::Command {
    let name = |arg: Arg| {
        if !matches!(arg.get_id().as_str(), "name" | "from") {
            return arg;
        }
        arg.add(ArgValueCompleter::new(move |start: &OsStr| {
            beginning(start, names())
        }))
    };
    command
        .mut_subcommand("show", |it| it.mut_args(name))
        .mut_subcommand("new", |it| it.mut_args(name))
}

/// Returns the names that begin as the word under the cursor does.
fn beginning(start: &OsStr, names: Vec<&'static str>) -> Vec<CompletionCandidate> {
    let start = start.to_string_lossy();
    let fitting = names.into_iter().filter(|it| it.starts_with(&*start));
    fitting.map(CompletionCandidate::new).collect()
}
