//! `bespoke new`: a starter profile.

use crate::error::Error;
use crate::fs;

use super::Console;
use super::args::New;

/// The profile to begin with: every key once, with a word on what it is for.
const STARTER: &str = include_str!("../../templates/starter-profile.yaml");

pub(super) fn run(args: &New, console: &Console) -> Result<(), Error> {
    let standard = args.file.as_os_str() == fs::STANDARD;
    if !standard && fs::exists(&args.file) {
        return Err(Error::Input(format!(
            "`{}` exists already and stays as it is",
            args.file.display()
        )));
    }
    fs::write(&args.file, STARTER.as_bytes())?;
    if !standard {
        let file = args.file.display();
        console.say(&format!(
            "{file}: fill it in, then run: bespoke tailor {} -o resume.pdf",
            quoted(&file.to_string())
        ));
    }
    Ok(())
}

/// Returns a file's name as it may stand in a shell's command.
fn quoted(name: &str) -> String {
    let is_plain = |it: char| it.is_alphanumeric() || "/._-+:,@%=".contains(it);
    if name.chars().all(is_plain) {
        name.to_owned()
    } else if name.contains(['"', '$', '`', '!', '\\']) {
        format!("'{}'", name.replace('\'', r"'\''"))
    } else {
        format!("\"{name}\"")
    }
}
