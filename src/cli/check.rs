//! `bespoke check`: every problem of a profile, and how to improve its writing.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use crate::check::{Finding, House, Level, findings};
use crate::diag::Diagnostic;
use crate::diag::path_name;
use crate::error::Error;
use crate::input;
use crate::profile::{Kind, Profile};
use crate::report::{CheckReport, findings_json, unprintable};

use super::args::Check;
use super::console::{Console, print_result};
use super::load;

pub(super) fn run(args: &Check, console: &Console) -> Result<(), Error> {
    let inputs = args.profiles.iter().chain(&args.house);
    load::one_from_standard_input(inputs.map(PathBuf::as_path))?;
    let house = match &args.house {
        None => House::default(),
        Some(path) => match load::house(path, console) {
            Ok(house) => house,
            // What is wrong with the profiles is told in the same run.
            Err(error) => {
                let profiles = args.profiles.iter().map(|it| load::profile(it, console));
                let errors = std::iter::once(error).chain(profiles.filter_map(Result::err));
                return Err(Error::several(errors.collect()));
            }
        },
    };
    if args.rules {
        return print_result(house.yaml().as_bytes());
    }
    let mut checked = Vec::new();
    let (mut n_unusable, mut n_unmended) = (0, 0);
    for path in &args.profiles {
        let name = input::shown(path);
        match load::profile(path, console) {
            Ok((profile, source)) => {
                let warnings = unprintable(&profile, &source);
                let found = findings(&profile, &house);
                let fails = if args.strict.unwrap_or_default() {
                    Level::Warning
                } else {
                    Level::Error
                };
                n_unmended += usize::from(found.iter().any(|it| it.level >= fails));
                if args.json {
                    checked.push(CheckReport::new(&name, &source, &warnings, &found));
                } else {
                    tell(path, &profile, &source, warnings, &found, console);
                }
            }
            Err(Error::Invalid {
                name,
                source_text,
                diagnostics,
            }) if args.json => {
                checked.push(CheckReport::new(&name, &source_text, &diagnostics, &[]));
                n_unusable += 1;
            }
            Err(error) => {
                console.error(&error);
                n_unusable += 1;
            }
        }
    }
    if args.json {
        let json = findings_json(&checked).map_err(|error| Error::Bug(error.to_string()))?;
        print_result(json.as_bytes())?;
    }
    let n_profiles = args.profiles.len();
    let profiles = if n_profiles == 1 {
        "profile"
    } else {
        "profiles"
    };
    match (n_unusable, n_unmended) {
        (0, 0) => Ok(()),
        (0, n) => Err(Error::Input(format!(
            "the writing of {n} of {n_profiles} {profiles} must be fixed"
        ))),
        (n, _) => Err(Error::Input(format!(
            "{n} of {n_profiles} {profiles} can't be used"
        ))),
    }
}

fn tell(
    path: &Path,
    profile: &Profile,
    source: &str,
    warnings: Vec<Diagnostic>,
    found: &[Finding],
    console: &Console,
) {
    let mut told = warnings;
    told.extend(found.iter().map(|it| it.diagnostic(source)));
    console.warnings(&input::shown(path), source, &told);
    let n_highlights = profile
        .lines()
        .iter()
        .filter(|it| it.place.kind == Kind::Highlight)
        .count();
    let mut summary = format!("{}: no errors, {n_highlights} highlights", path_name(path));
    let n_must = found.iter().filter(|it| it.level >= Level::Warning).count();
    let counts = [
        (n_must, "to fix"),
        (found.len() - n_must, "worth a thought"),
    ];
    for (n, what) in counts.into_iter().filter(|it| it.0 > 0) {
        // Writing to a string can't fail.
        let _ = write!(summary, ", {n} {what}");
    }
    console.say(&summary);
}
