//! `bespoke export`: the whole profile in a format of others.

use crate::diag::path_name;
use crate::error::Error;
use crate::fs;
use crate::profile::has_notes;
use crate::render::json_resume;

use super::args::Export;
use super::console::Console;
use super::load;

pub(super) fn run(args: &Export, console: &Console) -> Result<(), Error> {
    let output = args.output.as_path();
    load::ensure_not_input(output, [args.profile.as_path()])?;
    let (profile, _) = load::profile(&args.profile, console)?;
    let text = json_resume(&profile).map_err(|error| Error::Bug(error.to_string()))?;
    fs::write(output, text.as_bytes())?;
    if output.as_os_str() != fs::STANDARD {
        console.say(&format!("{}: the whole profile", path_name(output)));
    }
    // No text of the person's has this, since their quotation marks are escaped.
    if text.contains("\"note\": ") {
        console.warn("private notes are in it, under `x-bespoke`: send a tailored resume instead");
    } else if has_notes(&profile) {
        console.warn("what private notes keep is in it: send a tailored resume instead");
    }
    Ok(())
}
