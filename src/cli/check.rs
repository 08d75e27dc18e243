//! `bespoke check`: every problem of a profile.

use std::path::PathBuf;

use crate::error::Error;
use crate::input;
use crate::profile::Kind;
use crate::report::unprintable;

use super::args::Check;
use super::{Console, load};

pub(super) fn run(args: &Check, console: &Console) -> Result<(), Error> {
    load::one_from_standard_input(args.profiles.iter().map(PathBuf::as_path))?;
    let mut failed = Vec::new();
    for path in &args.profiles {
        match load::profile(path, console) {
            Ok((profile, source)) => {
                let warnings = unprintable(&profile, &source);
                console.warnings(&input::shown(path), &source, &warnings);
                let n_highlights = profile
                    .lines()
                    .iter()
                    .filter(|it| it.place.kind == Kind::Highlight)
                    .count();
                console.say(&format!(
                    "{}: no errors, {n_highlights} highlights",
                    path.display()
                ));
            }
            Err(error) => {
                console.error(&error);
                failed.push(error);
            }
        }
    }
    if failed.is_empty() {
        return Ok(());
    }
    let n_profiles = args.profiles.len();
    let profiles = if n_profiles == 1 {
        "profile"
    } else {
        "profiles"
    };
    Err(Error::Input(format!(
        "{} of {n_profiles} {profiles} can't be used",
        failed.len()
    )))
}
