//! `bespoke diff`: two resumes beside each other.

use std::path::{Path, PathBuf};

use crate::error::Error;
use crate::report::{Names, Report, Resume, TerminalStyle, diff, diff_terminal, report};
use crate::tailor::Tailored;

use super::args::{Diff, Target};
use super::console::{Console, print_result};
use super::fonts;
use super::load::{self, LoadedInputs};

/// How wide the text is where no terminal says.
const WIDTH: u16 = 100;

/// What stands for no posting beside one.
const NONE: &str = "none";

pub(super) fn run(args: &Diff, console: &Console) -> Result<(), Error> {
    let (a, b) = targets(args)?;
    load::one_from_standard_input(read(&a, &b))?;
    let first = Side::new(LoadedInputs::new(&a, console)?, &a, console)?;
    // What is to be said of one profile is said once.
    let silent = console.silent();
    let of_b = if args.other.is_some() {
        console
    } else {
        &silent
    };
    let second = LoadedInputs::second(&b, &first.loaded, &a, console)?;
    let (a, b) = (first, Side::new(second, &b, of_b)?);
    let diff = diff(a.resume(), b.resume());
    let text = if args.json {
        diff.json().map_err(|error| Error::Bug(error.to_string()))?
    } else {
        let width = terminal_size::terminal_size().map_or(WIDTH, |(width, _)| width.0);
        let notes = [&a, &b].map(|it| it.loaded.page_fit_warning(&it.tailored));
        let look = TerminalStyle {
            width: usize::from(width),
            color: console.result_colors(),
            all: args.all,
        };
        diff_terminal(&diff, notes.each_ref().map(Option::as_deref), look)
    };
    print_result(text.as_bytes())
}

/// One resume and its ledger.
struct Side {
    loaded: LoadedInputs,
    tailored: Tailored,
    report: Report,
}

impl Side {
    fn new(loaded: LoadedInputs, target: &Target, console: &Console) -> Result<Self, Error> {
        let (tailored, _) = fonts::tailored(&loaded, &target.fonts, console)?;
        let names = Names {
            profile: &loaded.profile_name,
            guide: &loaded.guide_name,
            posting: loaded.posting_name.as_deref(),
        };
        let report = report(loaded.inputs(), &tailored, names);
        Ok(Self {
            loaded,
            tailored,
            report,
        })
    }

    fn resume(&self) -> Resume<'_> {
        Resume {
            inputs: self.loaded.inputs(),
            tailored: &self.tailored,
            report: &self.report,
        }
    }
}

/// Returns everything that is read for two resumes, each as often as it is read: once for both where both are made from
/// it, but fonts for each.
fn read<'a>(a: &'a Target, b: &'a Target) -> impl Iterator<Item = &'a Path> {
    let own = |it: &'a Target| {
        [
            Some(it.profile.as_path()),
            it.job.as_deref(),
            it.guide.as_deref().map(Path::new),
        ]
    };
    let further = own(b).into_iter().zip(own(a));
    let further = further.filter(|(b, a)| b != a).map(|(b, _)| b);
    let fonts = [a, b].into_iter().flat_map(|it| &it.fonts.font);
    let own = own(a).into_iter().chain(further).flatten();
    own.chain(fonts.map(PathBuf::as_path))
}

/// Returns what the two resumes are made from.
fn targets(args: &Diff) -> Result<(Target, Target), Error> {
    let guide = sides("--guide", &args.guide)?;
    let job = sides("--job", &args.job)?;
    let template = sides("--template", &args.template)?;
    let pages = sides("--pages", &args.pages)?;
    let paper = sides("--paper", &args.paper)?;
    let as_of = sides("--as-of", &args.as_of)?;
    let given = [
        args.guide.len(),
        args.job.len(),
        args.template.len(),
        args.pages.len(),
        args.paper.len(),
        args.as_of.len(),
    ];
    if args.other.is_none() && given.iter().all(|&it| it < 2) {
        return Err(Error::Usage(
            "nothing to compare: name two profiles, or give --guide, --job, --template, --pages, --paper or --as-of twice"
                .to_owned(),
        ));
    }
    let profiles = [&args.profile, args.other.as_ref().unwrap_or(&args.profile)];
    let side = |of: usize| Target {
        profile: profiles[of].clone(),
        guide: guide[of].cloned(),
        job: job[of].filter(|it| it.as_os_str() != NONE).cloned(),
        template: template[of].map_or_else(|| args.usual.clone(), |it| vec![it.clone()]),
        pages: pages[of].copied(),
        paper: paper[of].copied(),
        as_of: as_of[of].copied(),
        allow_drop: args.allow_drop,
        fonts: args.fonts.clone(),
    };
    Ok((side(0), side(1)))
}

/// Returns which value of an option is for A and which for B.
fn sides<'a, T>(option: &str, given: &'a [T]) -> Result<[Option<&'a T>; 2], Error> {
    if given.len() > 2 {
        return Err(Error::Usage(format!(
            "{option} is there {} times: two resumes are compared",
            given.len()
        )));
    }
    Ok([given.first(), given.last()])
}
