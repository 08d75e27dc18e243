//! What `batch` and `book` have in common: the settings of rows that give none, and the number of threads.

use std::num::NonZeroUsize;
use std::path::Path;
use std::thread;

use crate::batch::Defaults;
use crate::error::Error;
use crate::fs;
use crate::input;
use crate::layout::Paper;
use crate::tailor::Format;

use super::args::OutputArgs;
use super::epoch;

/// Returns the settings of every resume whose row gives none.
///
/// # Errors
///
/// The guide or the posting cannot be read, or is standard input, which can be read only once.
pub(super) fn defaults(
    args: &OutputArgs,
    pages: Option<u8>,
    formats: Vec<Format>,
) -> Result<Defaults, Error> {
    let named = [
        args.guide.as_deref(),
        args.job.as_deref().and_then(Path::to_str),
    ];
    if named.contains(&Some(fs::STANDARD)) {
        return Err(Error::Usage(
            "`-` can be read once, and guide and posting are read for each resume: name a file"
                .to_owned(),
        ));
    }
    if let Some(guide) = &args.guide {
        fs::ensure_not_stream(Path::new(guide))?;
        input::guide_bytes(guide)?;
    }
    if let Some(job) = &args.job {
        fs::ensure_not_stream(job)?;
        input::read_posting(job)?;
    }
    Ok(Defaults {
        guide: args.guide.clone(),
        job: args.job.clone(),
        template: args.template.clone(),
        pages,
        paper: args.paper.map_or(Paper::default(), Paper::from),
        formats: formats.into(),
        as_of: args.as_of,
        built: epoch::unless(args.as_of)?,
        allow_drop: args.allow_drop.unwrap_or_default(),
    })
}

/// Returns the number of threads to work on: `asked`, or one for each core.
pub(super) fn threads(asked: Option<u16>) -> usize {
    let cores = || thread::available_parallelism().map_or(1, NonZeroUsize::get);
    asked.map_or_else(cores, usize::from)
}
