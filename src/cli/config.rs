//! `bespoke config`: the settings that hold, and where each comes from.

use std::fmt::Write as _;

use crate::error::Error;

use super::result;
use super::settings::Settings;

pub(super) fn run(settings: &Settings) -> Result<(), Error> {
    let mut list =
        String::from("# What holds here, and where it comes from. Options of a command beat it.\n");
    for (file, is_read) in &settings.files {
        let found = if *is_read { "read" } else { "not there" };
        // Writing to a string can't fail.
        let _ = writeln!(list, "# {file}: {found}");
    }
    list.push_str(&settings.config.yaml());
    result(list.as_bytes())
}
