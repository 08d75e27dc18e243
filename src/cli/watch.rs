//! `bespoke watch`: the main job again on every save.

use std::collections::BTreeSet;
use std::io::{IsTerminal as _, stderr};
use std::path::{Path, PathBuf};
use std::time::Instant;

use crate::diag::path_name;
use crate::error::Error;
use crate::fs;
use crate::guide;
use crate::input;

use super::args::{Tailor, Watch};
use super::console::Console;
use super::load;
use super::tailor::{WrittenOutputs, fullness, write_outputs};

pub(super) fn run(args: &Watch, console: &Console) -> Result<(), Error> {
    let tailor = &args.tailor;
    let named = named(tailor)?;
    let mut watch = fs::Watch::start(args.poll)?;
    // Where the system takes no handler, Ctrl-C ends the program at once, and nothing is half done: files take their
    // names whole.
    let _ = ctrlc::set_handler(watch.stopper());
    let console = &console.by_rounds();
    let mut outcome = first(tailor, &named, &mut watch, console)?;
    console.end_round(outcome.error.is_none());
    let files: Vec<String> = outcome.files.iter().map(|it| path_name(it)).collect();
    console.say(&format!("watching {}; Ctrl-C ends it", files.join(", ")));
    loop {
        watch.follow(&outcome.files)?;
        let Some(changed) = watch.changed() else {
            if stderr().is_terminal() {
                // Ctrl-C shows where the next prompt belongs.
                console.say("");
            }
            return Ok(());
        };
        // What took the name of a folder or a link is found before it is read.
        watch.follow(&outcome.files)?;
        outcome = again(tailor, &named, &changed, &outcome, console);
        console.end_round(outcome.error.is_none());
    }
}

/// How far the last rendering came.
struct Outcome {
    /// What it was read from, and what it couldn't be read from.
    files: BTreeSet<PathBuf>,
    /// What was wrong.
    error: Option<String>,
}

impl Outcome {
    fn of(made: &Result<WrittenOutputs, Error>, named: &BTreeSet<PathBuf>, args: &Tailor) -> Self {
        let mut files = named.clone();
        match made {
            Ok(made) => {
                let read = made.loaded.files(&args.target).unwrap_or_default();
                files.extend(read.into_iter().map(Path::to_owned));
            }
            // The profile names a guide of its own, perhaps.
            Err(Error::Read { path, .. }) => files.extend([path.clone()]),
            Err(Error::Invalid { name, .. }) if fs::exists(Path::new(name)) => {
                files.extend([PathBuf::from(name)]);
            }
            Err(_) => {}
        }
        Self {
            files,
            error: made.as_ref().err().map(ToString::to_string),
        }
    }
}

/// Returns the files that the command names, or says why they can't be watched.
fn named(args: &Tailor) -> Result<BTreeSet<PathBuf>, Error> {
    if args.output.is_empty() {
        return Err(Error::Usage(
            "name a file to write again on every save, as -o resume.pdf".to_owned(),
        ));
    }
    if let Some(path) = args.output.iter().find(|it| fs::is_stream(it)) {
        return Err(Error::Usage(format!(
            "`{}` can't be written again on every save: name a file, as -o resume.pdf",
            path_name(path)
        )));
    }
    let target = &args.target;
    let files = load::files(target, target.guide.as_deref())?;
    if files.iter().any(|it| fs::is_stream(it)) {
        return Err(Error::Usage(
            "only files can be watched: save what comes from standard input to one".to_owned(),
        ));
    }
    // A name that nothing has is a slip of the hand, which no save mends.
    let own = target.guide.as_deref();
    if let Some(guide) = own.filter(|it| guide::built_in(it).is_none()) {
        input::guide_bytes(guide)?;
    }
    Ok(files.into_iter().map(Path::to_owned).collect())
}

/// Makes everything for the first time. Errors that a save can fix are printed and waited for; others are returned.
fn first(
    args: &Tailor,
    named: &BTreeSet<PathBuf>,
    watch: &mut fs::Watch,
    console: &Console,
) -> Result<Outcome, Error> {
    watch.follow(named)?;
    let start = Instant::now();
    let made = write_outputs(args, console);
    let outcome = Outcome::of(&made, named, args);
    match made {
        Ok(made) => print_summary(&made, "made", start, console),
        Err(error @ (Error::Invalid { .. } | Error::Input(_) | Error::Several(_))) => {
            console.error(&error);
            console.say("nothing is written until it is mended");
        }
        Err(error) => return Err(error),
    }
    Ok(outcome)
}

/// Makes everything once more, and tells what came of it.
fn again(
    args: &Tailor,
    named: &BTreeSet<PathBuf>,
    changed: &BTreeSet<PathBuf>,
    before: &Outcome,
    console: &Console,
) -> Outcome {
    let start = Instant::now();
    let made = write_outputs(args, console);
    let mut outcome = Outcome::of(&made, named, args);
    let changed: Vec<String> = changed.iter().map(|it| path_name(it)).collect();
    let changed = format!("{} changed", changed.join(", "));
    match made {
        Ok(made) => {
            let what = if before.error.is_some() {
                "made again"
            } else {
                "made"
            };
            print_summary(&made, &format!("{changed}: {what}"), start, console);
        }
        Err(error) => {
            // What is missing may come back: it is told once, and its guide is still wanted.
            outcome.files.extend(before.files.iter().cloned());
            if outcome.error != before.error || !matches!(error, Error::Read { .. }) {
                console.error(&error);
                console.say(&format!("{changed}: nothing was written"));
            }
        }
    }
    outcome
}

/// Says what was made, and how long it took.
fn print_summary(made: &WrittenOutputs, what: &str, start: Instant, console: &Console) {
    let WrittenOutputs {
        loaded,
        tailored,
        files,
    } = made;
    let took = start.elapsed().as_millis();
    let files: Vec<String> = files.iter().map(|(path, _)| path_name(path)).collect();
    console.say(&format!(
        "{what} {}: {}, {took} ms",
        files.join(", "),
        fullness(tailored),
    ));
    if let Some(warning) = loaded.page_fit_warning(tailored) {
        console.warn(&warning);
    }
}
