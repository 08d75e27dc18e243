//! `bespoke explain`: the ledger.

use crate::error::Error;
use crate::report::{Look, Names, report, terminal};

use super::args::Explain;
use super::load::Loaded;
use super::{Console, fonts, result};

/// How wide the ledger is where no terminal says.
const WIDTH: u16 = 100;

pub(super) fn run(args: &Explain, console: &Console) -> Result<(), Error> {
    let loaded = Loaded::new(&args.target, console)?;
    let (tailored, _) = fonts::tailored(&loaded, &args.target.fonts, console)?;
    let names = Names {
        profile: &loaded.profile_name,
        guide: &loaded.guide_name,
        posting: loaded.posting_name.as_deref(),
    };
    let report = report(loaded.inputs(), &tailored, names);
    let text = if args.json {
        report
            .json()
            .map_err(|error| Error::Bug(error.to_string()))?
    } else {
        let width = terminal_size::terminal_size().map_or(WIDTH, |(width, _)| width.0);
        let note = loaded.misfit(&tailored);
        let look = Look {
            width: usize::from(width),
            colour: console.result_colours(),
            all: args.all,
        };
        terminal(&report, note.as_deref(), look)
    };
    result(text.as_bytes())
}
