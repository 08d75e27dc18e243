//! `bespoke man`: pages for `man`, made of what `--help` says.

use std::io;
use std::path::PathBuf;

use clap::CommandFactory as _;
use clap_mangen::Man as Page;
use clap_mangen::roff::{Roff, bold, roman};

use crate::diag::path_name;
use crate::error::Error;
use crate::fs;

use super::args::{Cli, Man};
use super::console::{Console, print_result};

pub(super) fn run(args: &Man, console: &Console) -> Result<(), Error> {
    let mut command = Cli::command().disable_help_subcommand(true);
    command.build();
    let Some(folder) = &args.folder else {
        return print_result(&page(&command)?.1);
    };
    let mut pages = Vec::new();
    collect(&command, &mut pages)?;
    let pages: Vec<(PathBuf, Vec<u8>)> = pages
        .into_iter()
        .map(|(name, text)| (folder.join(name), text))
        .collect();
    let files: Vec<_> = pages
        .iter()
        .map(|(path, text)| (path.as_path(), text.as_slice()))
        .collect();
    fs::make_folder(folder)?;
    fs::write_all(&files)?;
    console.say(&format!("{}: {} pages", path_name(folder), files.len()));
    Ok(())
}

/// Adds the page of a command and those of its subcommands, each with the name of its file.
fn collect(command: &clap::Command, pages: &mut Vec<(String, Vec<u8>)>) -> Result<(), Error> {
    pages.push(page(command)?);
    for subcommand in command.get_subcommands() {
        collect(subcommand, pages)?;
    }
    Ok(())
}

/// Returns the page of a command, and the name of its file.
fn page(command: &clap::Command) -> Result<(String, Vec<u8>), Error> {
    let name = command.get_display_name();
    let name = name.unwrap_or_else(|| command.get_name());
    // The library leaves out an empty date, and the version would take its place.
    let title = name.to_uppercase();
    let version = env!("CARGO_PKG_VERSION");
    let mut text = format!(".TH {title} 1 \"\" \"bespoke {version}\" \"bespoke\"\n").into_bytes();
    write(command, &Page::new(command.clone()), &mut text)
        .map_err(|error| Error::Bug(error.to_string()))?;
    Ok((format!("{name}.1"), text))
}

fn write(command: &clap::Command, page: &Page, text: &mut Vec<u8>) -> io::Result<()> {
    page.render_name_section(text)?;
    page.render_synopsis_section(text)?;
    page.render_description_section(text)?;
    page.render_options_section(text)?;
    if command.has_subcommands() {
        page.render_subcommands_section(text)?;
    }
    if let Some(help) = command.get_after_help() {
        notes(&help.to_string()).to_writer(text)?;
    }
    if command.get_name() != "bespoke" {
        let mut roff = Roff::new();
        roff.control("SH", ["SEE ALSO"]);
        roff.text([bold("bespoke"), roman("(1)")]);
        roff.to_writer(text)?;
    }
    Ok(())
}

/// Returns what stands below the options in `--help`: what is indented keeps its lines, the rest is filled.
fn notes(help: &str) -> Roff {
    let mut roff = Roff::new();
    roff.control("SH", ["NOTES"]);
    let mut keeps_lines = false;
    for line in help.lines() {
        let is_indented = line.starts_with("  ");
        if keeps_lines != is_indented {
            roff.control(if is_indented { "nf" } else { "fi" }, []);
            keeps_lines = is_indented;
        }
        if line.is_empty() {
            roff.control("PP", []);
        } else {
            roff.text([roman(line)]);
        }
    }
    if keeps_lines {
        roff.control("fi", []);
    }
    roff
}
