//! Inputs, found and read.

use std::path::{Path, PathBuf};

use crate::check::House;
use crate::diag::path_name;
use crate::error::Error;
use crate::fs;
use crate::guide::{self, Guide};
use crate::input::{
    Input, NamedTemplates, read_guide, read_house, read_posting, read_profile, read_template,
};
use crate::layout::{Fonts, Paper};
use crate::parallel;
use crate::posting::Posting;
use crate::profile::Profile;
use crate::report::page_fit_warning;
use crate::tailor::{Inputs, Options, Role, RoleSource, Tailored, tailor, warm_up};
use crate::template::Template;

use super::args::Target;
use super::console::Console;
use super::epoch;

/// The fewest months between the newest date of a profile and today that a note is printed for.
const STALE_MONTHS: u32 = 3;

/// Everything that one resume is made from, read and checked.
pub(super) struct LoadedInputs {
    pub(super) profile_name: String,
    pub(super) profile: Profile,
    pub(super) profile_source: String,
    pub(super) guide_name: String,
    /// The role that was detected, where no guide is named.
    pub(super) role: Option<Role>,
    pub(super) guide: Guide,
    pub(super) posting_name: Option<String>,
    pub(super) posting: Option<Posting>,
    template: Template,
    pub(super) options: Options,
}

impl LoadedInputs {
    /// Reads what a command names.
    pub(super) fn new(target: &Target, console: &Console) -> Result<Self, Error> {
        Self::beside(None, target, console)
    }

    /// Reads what a command names for a second resume; what the first is made from too is there already.
    pub(super) fn second(
        target: &Target,
        first: &Self,
        of_first: &Target,
        console: &Console,
    ) -> Result<Self, Error> {
        Self::beside(Some((of_first, first)), target, console)
    }

    fn beside(
        first: Option<(&Target, &Self)>,
        target: &Target,
        console: &Console,
    ) -> Result<Self, Error> {
        let known = |is_same: &dyn Fn(&Target, &Self) -> bool| {
            first.filter(|(of, it)| is_same(of, it)).map(|(_, it)| it)
        };
        let template = match known(&|of, _| of.template == target.template) {
            Some(first) => Ok(first.template.clone()),
            None => NamedTemplates::new(&target.template)
                .and_then(|it| read_template(it.page))
                .map(|it| tell(it, console).0),
        };
        let inputs = [
            Some(target.profile.as_path()),
            target.job.as_deref(),
            target.guide.as_deref().map(Path::new),
        ];
        one_from_standard_input(inputs.into_iter().flatten())?;
        let profile = || match known(&|of, _| of.profile == target.profile) {
            Some(first) => Ok(Input::known(&first.profile, &first.profile_source)),
            None => read_profile(&target.profile),
        };
        let guide = |name: &str| match known(&|_, it| it.guide_name == name) {
            Some(first) => Ok(Input::known(&first.guide, "")),
            None => read_guide(name),
        };
        let posting = || match known(&|of, _| of.job == target.job) {
            Some(first) => Ok(first.posting.clone()),
            None => target.job.as_deref().map(read_posting).transpose(),
        };
        let named = target.guide.as_deref();
        let ((profile, named_guide), (posting, ())) = parallel::join(
            || parallel::join(profile, || named.map(guide)),
            || parallel::join(posting, warm_up),
        );
        // What is wrong with any of them is told in one run.
        let mut errors = Vec::new();
        let profile = kept(profile, &mut errors).map(|it| tell(it, console));
        let named_guide = named_guide.map(|it| kept(it, &mut errors));
        let template = kept(template, &mut errors);
        let posting = kept(posting, &mut errors);
        let (Some((profile, profile_source)), Some(template), Some(posting), true) =
            (profile, template, posting, errors.is_empty())
        else {
            return Err(Error::several(errors));
        };
        let wanted = named.or(profile.guide.as_ref().map(|it| it.text.as_str()));
        let role = match wanted {
            Some(_) => None,
            None => Some(Role::detect(posting.as_ref(), &profile)),
        };
        let detected = role.as_ref().map(|it| it.guide);
        let guide_name = wanted.or(detected).unwrap_or(guide::NEUTRAL).to_owned();
        let guide = match named_guide.flatten() {
            Some(guide) => guide,
            None => guide(&guide_name)?,
        };
        let (guide, _) = tell(guide, console);
        Ok(Self {
            profile_name: path_name(&target.profile),
            profile,
            profile_source,
            guide_name,
            role,
            guide,
            posting_name: target.job.as_ref().map(|it| path_name(it)),
            posting,
            options: Options {
                pages: target.pages.map_or(template.pages, usize::from),
                paper: target.paper.map_or(Paper::default(), Paper::from),
                as_of: target.as_of,
                built: epoch::unless(target.as_of)?,
                allow_drop: target.allow_drop.unwrap_or_default(),
                quotes: true,
            },
            template,
        })
    }

    pub(super) fn inputs(&self) -> Inputs<'_> {
        Inputs {
            profile: &self.profile,
            guide: &self.guide,
            posting: self.posting.as_ref(),
            template: &self.template,
        }
    }

    /// Returns the faces that the page style is set in.
    pub(super) fn fonts(&self) -> &'static Fonts {
        Fonts::family(self.template.style.family)
    }

    pub(super) fn tailored(&self, fonts: &Fonts) -> Tailored {
        tailor(self.inputs(), self.options, fonts)
    }

    /// Returns the files that it was read from, those of fonts and templates included.
    pub(super) fn files<'a>(&'a self, target: &'a Target) -> Result<Vec<&'a Path>, Error> {
        files(target, Some(&self.guide_name))
    }

    /// Says where the guide comes from, for a place behind its name; nothing where it was named.
    pub(super) fn guide_origin(&self) -> &'static str {
        match self.role.as_ref().filter(|it| !it.is_neutral()) {
            None => "",
            Some(role) => match role.source {
                RoleSource::Posting => " (from the posting's title)",
                RoleSource::Headline => " (from the headline)",
                RoleSource::NewestPosition => " (from the newest title)",
            },
        }
    }

    /// Prints what the person should know about the inputs: that no guide is for the role, and that the profile ends long
    /// before today.
    pub(super) fn print_hints(&self, tailored: &Tailored, console: &Console) {
        if let Some(role) = self.role.as_ref().filter(|it| it.is_neutral()) {
            let title = (role.title.as_ref()).map_or_else(
                || "this role".to_owned(),
                |it| crate::error::quoted(Path::new(it)),
            );
            console.note(&format!(
                "no built-in guide matches {title}, so the general one was used; to use another, see \
                 `bespoke guide list` and pass --guide"
            ));
        }
        if let Some(hint) = self.today_hint(tailored) {
            console.note(&hint);
        }
    }

    /// Returns a hint where the date that recency counts from lies months before today. The result doesn't depend on it.
    fn today_hint(&self, tailored: &Tailored) -> Option<String> {
        let is_given = self.options.as_of.is_some() || self.options.built.is_some();
        let today = epoch::today().filter(|_| !is_given)?;
        let n_months = today
            .last_month()
            .saturating_sub(tailored.as_of.last_month());
        (n_months >= STALE_MONTHS).then(|| {
            format!(
                "recency counts from {}, the newest date in the profile; pass --as-of {today} to count from today",
                tailored.as_of
            )
        })
    }

    /// Says how the pages differ from those asked for, if they do.
    pub(super) fn page_fit_warning(&self, tailored: &Tailored) -> Option<String> {
        page_fit_warning(tailored, self.options.pages)
    }
}

/// Returns the files that a resume is read from, where its guide is `guide`.
pub(super) fn files<'a>(
    target: &'a Target,
    guide: Option<&'a str>,
) -> Result<Vec<&'a Path>, Error> {
    let guide = guide.filter(|it| guide::built_in(it).is_none());
    let own = [
        Some(target.profile.as_path()),
        target.job.as_deref(),
        guide.map(Path::new),
    ];
    let templates = NamedTemplates::new(&target.template)?.files();
    let fonts = target.fonts.font.iter().map(PathBuf::as_path);
    Ok(own
        .into_iter()
        .chain(templates)
        .flatten()
        .chain(fonts)
        .collect())
}

/// Reads a profile and prints its warnings.
pub(super) fn profile(path: &Path, console: &Console) -> Result<(Profile, String), Error> {
    Ok(tell(read_profile(path)?, console))
}

/// Reads a house style; what is wrong with it is the error.
pub(super) fn house(path: &Path, console: &Console) -> Result<House, Error> {
    Ok(tell(read_house(path)?, console).0)
}

/// Tells the warnings of an input, and returns what was read and its text.
fn tell<T>(input: Input<T>, console: &Console) -> (T, String) {
    console.warnings(&input.name, &input.source, &input.warnings);
    (input.value, input.source)
}

/// Says so where an output would replace what is read.
pub(super) fn ensure_not_input<'a>(
    output: &Path,
    inputs: impl IntoIterator<Item = &'a Path>,
) -> Result<(), Error> {
    let is_input = |it: &Path| fs::same_file(it, output);
    if output.as_os_str() != fs::STANDARD && inputs.into_iter().any(is_input) {
        return Err(Error::Usage(format!(
            "`{}` is an input: name another output",
            path_name(output)
        )));
    }
    Ok(())
}

/// Returns what was read, or keeps the error.
fn kept<T>(read: Result<T, Error>, errors: &mut Vec<Error>) -> Option<T> {
    read.map_err(|error| errors.push(error)).ok()
}

/// Says so where more than one input should come from standard input, which can be read once.
pub(super) fn one_from_standard_input<'a>(
    inputs: impl Iterator<Item = &'a Path>,
) -> Result<(), Error> {
    if inputs.filter(|it| it.as_os_str() == fs::STANDARD).count() < 2 {
        return Ok(());
    }
    Err(Error::Usage(
        "only one input can come from standard input: name a file for the others".to_owned(),
    ))
}
