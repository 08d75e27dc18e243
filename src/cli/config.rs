//! `bespoke config`: the settings that hold, and where each comes from.

use std::fmt::Write as _;

use crate::diag::path_name;
use crate::error::Error;

use super::console::print_result;
use super::settings::{Settings, SettingsLookup};

pub(super) fn run(settings: &Settings) -> Result<(), Error> {
    let mut list =
        String::from("# What holds here, and where it comes from. Options of a command beat it.\n");
    for file in &settings.files {
        // Writing to a string can't fail.
        let _ = match file {
            SettingsLookup::Read(path) => writeln!(list, "# {}: read", path_name(path)),
            SettingsLookup::Missing(place) => writeln!(list, "# {place}: not there"),
        };
    }
    list.push_str(&settings.config.yaml());
    print_result(list.as_bytes())
}
