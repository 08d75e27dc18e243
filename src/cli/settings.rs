//! Settings: found in the environment and in files, and put where a command says nothing.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use crate::config::{self, Config, KEYS, Place, Sourced};
use crate::diag::path_name;
use crate::error::{Error, quoted};
use crate::fs;
use crate::input::read_config;

use super::args::{Check, Cli, Command, Diff, FontArgs, OutputArgs, Target};
use super::console::Console;
use super::load::ensure_not_input;

/// The name of a project's file.
const PROJECT: &str = "bespoke.yaml";

/// The variable that names a file in place of the project's and the user's.
const FILE: &str = "BESPOKE_CONFIG";

/// The settings that hold, and how they were found.
pub(super) struct Settings {
    pub(super) config: Config,
    /// The files that were looked for, first the one that beats the others.
    pub(super) files: Vec<SettingsLookup>,
    /// What the command took from them: a key and its place each.
    taken: Vec<(&'static str, Place)>,
}

/// What became of the search for a file.
pub(super) enum SettingsLookup {
    /// It was read.
    Read(PathBuf),
    /// It is not there; and where it would be, in words.
    Missing(String),
}

/// Finds the settings and puts them where the command line says nothing.
pub(super) fn apply(cli: &mut Cli) -> Result<Settings, Error> {
    if !takes_settings(&cli.command) {
        return Ok(Settings {
            config: Config::default(),
            files: Vec::new(),
            taken: Vec::new(),
        });
    }
    let mut settings = find(cli)?;
    let read = settings.files.iter().filter_map(|it| match it {
        SettingsLookup::Read(path) => Some(path.as_path()),
        SettingsLookup::Missing(_) => None,
    });
    for output in outputs(&cli.command) {
        ensure_not_input(output, read.clone())?;
    }
    let config = &settings.config;
    cli.quiet = cli.quiet.or(value(config.quiet.as_ref()));
    cli.color = cli.color.or(value(config.color.as_ref()).map(Into::into));
    settings.taken = fill(&mut cli.command, config);
    Ok(settings)
}

/// Returns whether a command heeds settings: those that write what is built in, one of which helps to mend a file that
/// can't be read, say the same everywhere.
fn takes_settings(command: &Command) -> bool {
    !matches!(
        command,
        Command::Schema(_) | Command::Completions { .. } | Command::Man(_)
    )
}

impl Settings {
    /// Says what a result owes to files and variables, which nobody sees on the command line.
    pub(super) fn tell(&self, console: &Console) {
        let mut origins: Vec<(&str, Vec<&str>)> = Vec::new();
        for (key, place) in &self.taken {
            match origins.iter_mut().find(|it| it.0 == place.origin()) {
                Some((_, keys)) => keys.push(key),
                None => origins.push((place.origin(), vec![key])),
            }
        }
        let origins: Vec<String> = origins
            .iter()
            .map(|(origin, keys)| format!("{} from {origin}", keys.join(", ")))
            .collect();
        if !origins.is_empty() {
            console.note(&origins.join("; "));
        }
    }
}

fn find(cli: &Cli) -> Result<Settings, Error> {
    let mut config = of_variables()?;
    let mut files = Vec::new();
    let named = cli.config.clone();
    let named = named.or_else(|| variable(FILE).map(PathBuf::from));
    if let Some(path) = named.filter(|_| !cli.no_config) {
        if path.as_os_str() == fs::STANDARD {
            let message = "settings can't come from standard input: name a file";
            return Err(Error::Usage(message.to_owned()));
        }
        config = config.or(of_file(&path)?);
        files.push(SettingsLookup::Read(path));
    } else if !cli.no_config {
        match project_file() {
            Some(path) => {
                config = config.or(of_file(&path)?);
                files.push(SettingsLookup::Read(path));
            }
            None => files.push(SettingsLookup::Missing(format!("{PROJECT}, here or above"))),
        }
        match user_file() {
            Some(path) if fs::exists(&path) => {
                config = config.or(of_file(&path)?);
                files.push(SettingsLookup::Read(path));
            }
            Some(path) => files.push(SettingsLookup::Missing(path_name(&path))),
            None => {}
        }
    }
    Ok(Settings {
        config,
        files,
        taken: Vec::new(),
    })
}

/// Returns what variables say.
fn of_variables() -> Result<Config, Error> {
    let mut given = Vec::new();
    for key in KEYS {
        let name = config::variable(key);
        let Some(text) = variable(&name) else {
            continue;
        };
        let text = text
            .into_string()
            .map_err(|_| Error::Input(format!("the variable {name} is not UTF-8 text")))?;
        given.push((key, text));
    }
    if given.is_empty() {
        return Ok(Config::default());
    }
    let read = config::variables(&given);
    read.config.ok_or_else(|| Error::Invalid {
        name: "environment".to_owned(),
        source_text: read.source,
        diagnostics: read.diagnostics,
    })
}

/// Returns a variable of the environment, unless it is empty.
fn variable(name: &str) -> Option<OsString> {
    env::var_os(name).filter(|it| !it.is_empty())
}

/// Returns what a file says; files that it names are relative to its folder, or to the home where they begin with `~/`.
fn of_file(path: &Path) -> Result<Config, Error> {
    let config = read_config(path)?.value;
    let folder = path.parent().unwrap_or(Path::new(""));
    config.with_files(|name| {
        let home = variable("HOME").or_else(|| variable("USERPROFILE"));
        let home = home.map(PathBuf::from);
        let at_home = home.zip(name.strip_prefix("~/"));
        let found = at_home.map_or_else(|| folder.join(name), |(home, rest)| home.join(rest));
        found.into_os_string().into_string().map_err(|_| {
            Error::Input(format!(
                "{} names `{name}`, but the path to it is not UTF-8 text: rename its folder",
                quoted(path)
            ))
        })
    })
}

/// Returns the project's file in this folder or the nearest above it, up to the top of a Git repository.
fn project_file() -> Option<PathBuf> {
    let folder = env::current_dir().ok()?;
    let mut up = PathBuf::new();
    for above in folder.ancestors() {
        if fs::size(&above.join(PROJECT)).is_some() {
            return Some(up.join(PROJECT));
        }
        if fs::exists(&above.join(".git")) {
            return None;
        }
        up.push("..");
    }
    None
}

/// Returns where the user's file would be.
fn user_file() -> Option<PathBuf> {
    let folder = user_folder(env::consts::OS, |name| variable(name).map(PathBuf::from))?;
    Some(folder.join("bespoke").join("config.yaml"))
}

/// Returns the folder in which a system keeps a user's settings. A variable counts where it is a whole path.
fn user_folder(system: &str, variable: impl Fn(&str) -> Option<PathBuf>) -> Option<PathBuf> {
    let whole = |name: &str| variable(name).filter(|it| it.is_absolute());
    let own = whole("XDG_CONFIG_HOME");
    match system {
        "windows" => whole("APPDATA"),
        "macos" => own.or_else(|| Some(whole("HOME")?.join("Library/Application Support"))),
        _ => own.or_else(|| Some(whole("HOME")?.join(".config"))),
    }
}

/// Returns the files that a command writes.
fn outputs(command: &Command) -> Vec<&Path> {
    let named: Vec<&PathBuf> = match command {
        Command::Tailor(it) => it.output.iter().collect(),
        Command::Watch(it) => it.tailor.output.iter().collect(),
        Command::Explain(it) => vec![&it.output],
        Command::Export(it) => vec![&it.output],
        Command::Batch(it) => it.book.iter().collect(),
        Command::Book(it) => [Some(&it.output), it.report.as_ref()]
            .into_iter()
            .flatten()
            .collect(),
        Command::Import(it) => it.ledger.iter().collect(),
        _ => Vec::new(),
    };
    named.into_iter().map(PathBuf::as_path).collect()
}

/// Puts settings where a command says nothing, and returns what it took.
fn fill(command: &mut Command, config: &Config) -> Vec<(&'static str, Place)> {
    let mut taken = AppliedSettings::default();
    match command {
        Command::Tailor(it) => target(&mut it.target, config, &mut taken),
        Command::Watch(it) => target(&mut it.tailor.target, config, &mut taken),
        Command::Explain(it) => target(&mut it.target, config, &mut taken),
        Command::Diff(it) => diff(it, config, &mut taken),
        Command::Batch(it) => {
            output_args(&mut it.output_args, config, &mut taken);
            taken.one("pages", &mut it.pages, config.pages.as_ref());
            taken.one("house", &mut it.house, config.house.as_ref());
        }
        Command::Book(it) => output_args(&mut it.output_args, config, &mut taken),
        Command::Check(it) => check(it, config, &mut taken),
        _ => {}
    }
    taken.0
}

fn target(it: &mut Target, config: &Config, taken: &mut AppliedSettings) {
    taken.one("guide", &mut it.guide, config.guide.as_ref());
    taken.all("template", &mut it.template, config.template.as_ref());
    taken.one("pages", &mut it.pages, config.pages.as_ref());
    taken.one("paper", &mut it.paper, config.paper.as_ref());
    taken.one("allow-drop", &mut it.allow_drop, config.allow_drop.as_ref());
    font_args(&mut it.fonts, config, taken);
}

fn diff(it: &mut Diff, config: &Config, taken: &mut AppliedSettings) {
    taken.both("guide", &mut it.guide, config.guide.as_ref());
    if it.template.is_empty() {
        taken.all("template", &mut it.usual, config.template.as_ref());
    }
    taken.both("pages", &mut it.pages, config.pages.as_ref());
    taken.both("paper", &mut it.paper, config.paper.as_ref());
    taken.one("allow-drop", &mut it.allow_drop, config.allow_drop.as_ref());
    font_args(&mut it.fonts, config, taken);
}

fn font_args(fonts: &mut FontArgs, config: &Config, taken: &mut AppliedSettings) {
    taken.all("font", &mut fonts.font, config.font.as_ref());
    let system_fonts = config.system_fonts.as_ref();
    taken.one("system-fonts", &mut fonts.system_fonts, system_fonts);
}

fn output_args(it: &mut OutputArgs, config: &Config, taken: &mut AppliedSettings) {
    taken.one("guide", &mut it.guide, config.guide.as_ref());
    taken.all("template", &mut it.template, config.template.as_ref());
    taken.one("paper", &mut it.paper, config.paper.as_ref());
    taken.one("allow-drop", &mut it.allow_drop, config.allow_drop.as_ref());
    taken.all("font", &mut it.font, config.font.as_ref());
}

fn check(it: &mut Check, config: &Config, taken: &mut AppliedSettings) {
    taken.one("house", &mut it.house, config.house.as_ref());
    if !it.rules {
        taken.one("strict", &mut it.strict, config.strict.as_ref());
    }
}

/// What a command took from the settings.
#[derive(Default)]
struct AppliedSettings(Vec<(&'static str, Place)>);

impl AppliedSettings {
    /// Fills what may be given for each of two resumes with one value for both.
    fn both<T: Clone + Into<U>, U>(
        &mut self,
        key: &'static str,
        open: &mut Vec<U>,
        setting: Option<&Sourced<T>>,
    ) {
        let mut one = None;
        if open.is_empty() {
            self.one(key, &mut one, setting);
            open.extend(one);
        }
    }

    /// Fills what is open with one value.
    fn one<T: Clone + Into<U>, U>(
        &mut self,
        key: &'static str,
        slot: &mut Option<U>,
        given: Option<&Sourced<T>>,
    ) {
        if let (None, Some(given)) = (&slot, given) {
            *slot = Some(given.value.clone().into());
            self.0.push((key, given.place.clone()));
        }
    }

    /// Fills what is open with several values.
    fn all<T: Clone + Into<U>, U>(
        &mut self,
        key: &'static str,
        slot: &mut Vec<U>,
        given: Option<&Sourced<Vec<T>>>,
    ) {
        if let (true, Some(given)) = (slot.is_empty(), given) {
            slot.extend(given.value.iter().cloned().map(Into::into));
            self.0.push((key, given.place.clone()));
        }
    }
}

fn value<T: Copy>(given: Option<&Sourced<T>>) -> Option<T> {
    given.map(|it| it.value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(unix)]
    fn each_system_has_its_folder() {
        let folder = |system: &str, variables: &[(&str, &str)]| {
            let variable = |name: &str| {
                let found = variables.iter().find(|it| it.0 == name);
                found.map(|it| PathBuf::from(it.1))
            };
            let folder = user_folder(system, variable);
            folder.map(|it| path_name(&it))
        };
        let home = ("HOME", "/home/ada");
        let folders = [
            folder("linux", &[home]),
            folder("linux", &[home, ("XDG_CONFIG_HOME", "/etc/ada")]),
            folder("linux", &[home, ("XDG_CONFIG_HOME", "config")]),
            folder("macos", &[home]),
            folder("windows", &[home, ("APPDATA", "/roaming")]),
        ];
        assert_eq!(
            folders.map(Option::unwrap),
            [
                "/home/ada/.config",
                "/etc/ada",
                "/home/ada/.config",
                "/home/ada/Library/Application Support",
                "/roaming",
            ]
        );
        assert_eq!(folder("linux", &[]), None);
    }
}
