//! `bespoke explain`: the ledger.

use crate::error::Error;
use crate::fs;
use crate::report::{Names, TerminalStyle, report, terminal};

use super::args::Explain;
use super::console::Console;
use super::fonts;
use super::load::{LoadedInputs, ensure_not_input};

/// How wide the ledger is where no terminal says.
const WIDTH: u16 = 100;

pub(super) fn run(args: &Explain, console: &Console) -> Result<(), Error> {
    let loaded = LoadedInputs::new(&args.target, console)?;
    ensure_not_input(&args.output, loaded.files(&args.target)?)?;
    let (tailored, _) = fonts::tailored(&loaded, &args.target.fonts, console)?;
    let names = Names {
        profile: &loaded.profile_name,
        guide: &loaded.guide_name,
        posting: loaded.posting_name.as_deref(),
    };
    let report = report(loaded.inputs(), &tailored, names);
    let is_standard = args.output.as_os_str() == fs::STANDARD;
    let text = if args.html {
        let note = loaded.page_fit_warning(&tailored);
        report
            .html(note.as_deref())
            .map_err(|error| Error::Bug(error.to_string()))?
    } else if args.json {
        report
            .json()
            .map_err(|error| Error::Bug(error.to_string()))?
    } else {
        let width = terminal_size::terminal_size().filter(|_| is_standard);
        let width = width.map_or(WIDTH, |(width, _)| width.0);
        let note = loaded.page_fit_warning(&tailored);
        let look = TerminalStyle {
            width: usize::from(width),
            color: is_standard && console.result_colors(),
            all: args.all,
        };
        terminal(&report, note.as_deref(), look)
    };
    fs::write(&args.output, text.as_bytes())
}
