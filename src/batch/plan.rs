//! What a batch is to make, as roster or command line say it, before any profile is read.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diag::did_you_mean;
use crate::error::Error;
use crate::fs;
use crate::guide;
use crate::input;
use crate::layout::Paper;
use crate::profile::Date;
use crate::tailor::Format;
use crate::tailor::Options;

/// What holds for a resume where its row says nothing else.
#[derive(Debug, Clone)]
pub struct Defaults {
    /// The guide, by name or file; what profile or posting name where there is none.
    pub guide: Option<String>,
    /// The posting.
    pub job: Option<PathBuf>,
    /// A page style, a Markdown template, or one of each, by name or file.
    pub template: Vec<String>,
    /// How many pages to fill; what the page style says where there is none.
    pub pages: Option<u8>,
    /// On which paper.
    pub paper: Paper,
    /// In which formats.
    pub formats: Arc<[Format]>,
    /// The date that `present` and recency count from.
    pub as_of: Option<Date>,
    /// The date of the build, where there is one.
    pub built: Option<Date>,
    /// Whether paid positions may be left out.
    pub allow_drop: bool,
}

/// Everything that is to be made; files and names are listed once and meant by their index.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    /// The profiles.
    pub profiles: Vec<PathBuf>,
    /// The postings.
    pub postings: Vec<PathBuf>,
    /// The guides that roster or command line name.
    pub guides: Vec<String>,
    /// The templates: a page style, a Markdown template, or one of each, by name or file.
    pub templates: Vec<Vec<String>>,
    /// The ways in which resumes are made.
    pub manners: Vec<JobSettings>,
    /// What the labels are called.
    pub labels: Vec<String>,
    /// The jobs, in the order of the roster.
    pub jobs: Vec<Job>,
    /// The roster, where there is one.
    pub roster: Option<PathBuf>,
    /// Files that only rows name which are left out: they are not read, and no output takes their place.
    pub left_out: Vec<PathBuf>,
    seen: SeenNames,
}

/// A way in which resumes are made: many have it in common.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct JobSettings {
    /// Their templates.
    pub template: u32,
    /// How many pages to fill, where roster or command line say; else the page style does.
    pub pages: Option<u8>,
    /// How they are made.
    pub options: Options,
    /// In which formats, each once.
    pub formats: Arc<[Format]>,
}

/// One resume to be made: of many thousands, so small.
#[derive(Debug, Clone)]
pub struct Job {
    /// The row of the roster, counted as spreadsheets do: the header is 1; without a roster the jobs are counted from 1.
    pub row: u32,
    /// Its profile.
    pub profile: u32,
    /// Its guide, where roster or command line name one.
    pub guide: Option<u32>,
    /// Its posting.
    pub posting: Option<u32>,
    /// The way in which it is made.
    pub manner: u32,
    /// The name of its output, where the roster gives one.
    pub output: Option<Box<str>>,
    /// Its labels, in the order of [`Plan::labels`]; empty where the row has none. Those who have the same share them.
    pub labels: Arc<[Box<str>]>,
    /// Whether the person agrees to be in a book of resumes, where the roster says.
    pub consent: Option<bool>,
}

/// What is listed already.
#[derive(Debug, Clone, Default)]
struct SeenNames {
    profiles: BTreeMap<PathBuf, u32>,
    postings: BTreeMap<PathBuf, u32>,
    guides: BTreeMap<String, u32>,
    templates: BTreeMap<Vec<String>, u32>,
    manners: BTreeMap<JobSettings, u32>,
    labels: BTreeSet<Arc<[Box<str>]>>,
}

impl Plan {
    /// Returns a plan of nothing yet, of a roster.
    pub(super) fn of_roster(path: &Path) -> Self {
        Self {
            roster: Some(path.to_owned()),
            ..Self::default()
        }
    }

    /// Returns every profile that a pattern matches, for every posting that one does; without patterns for postings, for
    /// that of `defaults`.
    ///
    /// # Errors
    /// A pattern is none, or matches nothing.
    pub fn of_patterns(
        profiles: &[String],
        jobs: &[String],
        defaults: &Defaults,
    ) -> Result<Self, Error> {
        let postings: Vec<Option<PathBuf>> = if jobs.is_empty() {
            vec![defaults.job.clone()]
        } else {
            all_matching(jobs, "posting")?
                .into_iter()
                .map(Some)
                .collect()
        };
        let mut plan = Self::default();
        let profiles = all_matching(profiles, "profile")?;
        plan.jobs.reserve_exact(profiles.len() * postings.len());
        for profile in profiles {
            for posting in &postings {
                let row = u32::try_from(plan.jobs.len() + 1).unwrap_or(u32::MAX);
                let job = plan.job(row, &profile, posting.as_deref(), defaults);
                plan.jobs.push(job);
            }
        }
        Ok(plan)
    }

    /// Returns the job of a profile and a posting, as `defaults` say.
    pub(super) fn job(
        &mut self,
        row: u32,
        profile: &Path,
        posting: Option<&Path>,
        defaults: &Defaults,
    ) -> Job {
        let labels = self.shared(&[]);
        let seen = &mut self.seen;
        let manner = JobSettings {
            template: listed(
                &mut self.templates,
                &mut seen.templates,
                defaults.template.as_slice(),
            ),
            pages: defaults.pages,
            options: Options {
                pages: defaults.pages.map_or(1, usize::from),
                paper: defaults.paper,
                as_of: defaults.as_of,
                built: defaults.built,
                allow_drop: defaults.allow_drop,
                quotes: false,
            },
            formats: Arc::clone(&defaults.formats),
        };
        Job {
            row,
            profile: listed(&mut self.profiles, &mut seen.profiles, profile),
            guide: (defaults.guide.as_ref())
                .map(|it| listed(&mut self.guides, &mut seen.guides, it)),
            posting: posting.map(|it| listed(&mut self.postings, &mut seen.postings, it)),
            manner: listed(&mut self.manners, &mut seen.manners, &manner),
            output: None,
            labels,
            consent: None,
        }
    }

    /// Returns labels as those who have the same share them.
    pub(super) fn shared(&mut self, labels: &[Box<str>]) -> Arc<[Box<str>]> {
        let seen = &mut self.seen.labels;
        if let Some(known) = seen.get(labels) {
            return Arc::clone(known);
        }
        let labels = Arc::from(labels);
        seen.insert(Arc::clone(&labels));
        labels
    }

    /// Returns the way in which a job is made.
    pub(super) fn manner(&self, job: &Job) -> &JobSettings {
        &self.manners[job.manner as usize]
    }

    /// Returns the index of a label.
    ///
    /// # Errors
    /// There is none of that name.
    pub fn label(&self, label: &str) -> Result<usize, Error> {
        if let Some(at) = self.labels.iter().position(|it| it == label) {
            return Ok(at);
        }
        let near = did_you_mean(label, self.labels.iter().map(String::as_str))
            .map_or(String::new(), |it| format!("; did you mean `{it}`?"));
        let known = match self.labels.as_slice() {
            [] => "there are no labels".to_owned(),
            labels => format!("labels: {}", labels.join(", ")),
        };
        Err(Error::Usage(format!(
            "there is no label `{label}`{near}\n  {known}"
        )))
    }

    /// Lists no input but those of the jobs.
    fn list_used_only(&mut self) {
        self.seen = SeenNames::default();
        let jobs = &mut self.jobs;
        let profiles = used_only(&mut self.profiles, jobs, |it| Some(&mut it.profile));
        let postings = used_only(&mut self.postings, jobs, |it| it.posting.as_mut());
        let guides = used_only(&mut self.guides, jobs, |it| it.guide.as_mut());
        used_only(&mut self.manners, jobs, |it| Some(&mut it.manner));
        let manners = &mut self.manners;
        let templates = used_only(&mut self.templates, manners, |it| Some(&mut it.template));
        let names = guides.into_iter().chain(templates.into_iter().flatten());
        self.left_out = profiles.into_iter().chain(postings).collect();
        self.left_out.extend(names.map(PathBuf::from));
    }

    /// Keeps the jobs whose labels are as the filters say: each a name and a value, all of which must hold.
    ///
    /// # Errors
    /// There is no such label.
    pub fn filter(&mut self, filters: &[(String, String)]) -> Result<(), Error> {
        for (label, value) in filters {
            let at = self.label(label)?;
            let holds =
                |job: &Job| (job.labels.get(at)).is_some_and(|it| it.trim() == value.trim());
            self.jobs.retain(holds);
        }
        if !filters.is_empty() {
            self.list_used_only();
        }
        if self.jobs.is_empty() {
            let all: Vec<String> = filters.iter().map(|(a, b)| format!("{a}={b}")).collect();
            return Err(Error::Input(if all.is_empty() {
                "there is nothing to make: the roster has no rows".to_owned()
            } else {
                format!("no row of the roster has {}", all.join(" and "))
            }));
        }
        Ok(())
    }

    /// Forgets what is only of use while jobs are added.
    pub(super) fn complete(&mut self) {
        self.seen = SeenNames::default();
        self.jobs.shrink_to_fit();
    }

    /// Returns what is wrong with the name of a guide, or with where its file should be.
    pub(super) fn absent_guide(wanted: &str) -> Option<String> {
        if guide::built_in(wanted).is_some() || fs::size(Path::new(wanted)).is_some() {
            return None;
        }
        Some(
            fs::ensure_not_stream(Path::new(wanted))
                .and_then(|()| input::guide_bytes(wanted))
                .err()
                .map_or_else(|| format!("`{wanted}` is not a file"), |it| it.to_string()),
        )
    }
}

/// Returns the index of an item in a list, to which it is added unless it is there.
fn listed<T, B>(list: &mut Vec<T>, seen: &mut BTreeMap<T, u32>, item: &B) -> u32
where
    T: Ord + std::borrow::Borrow<B>,
    B: Ord + ToOwned<Owned = T> + ?Sized,
{
    if let Some(&idx) = seen.get(item) {
        return idx;
    }
    let idx = u32::try_from(list.len()).unwrap_or(u32::MAX);
    list.push(item.to_owned());
    seen.insert(item.to_owned(), idx);
    idx
}

/// Takes out of a list what none of its users has the index of, and returns that; the others' indices follow.
fn used_only<T, U>(
    list: &mut Vec<T>,
    users: &mut [U],
    index: fn(&mut U) -> Option<&mut u32>,
) -> Vec<T> {
    let used: BTreeSet<u32> = users.iter_mut().filter_map(index).map(|it| *it).collect();
    let all = (0..).zip(std::mem::take(list));
    let (kept, left): (Vec<_>, Vec<_>) = all.partition(|(idx, _)| used.contains(idx));
    let new: BTreeMap<u32, u32> = used.into_iter().zip(0..).collect();
    for idx in users.iter_mut().filter_map(index) {
        *idx = new.get(idx).copied().unwrap_or_default();
    }
    *list = kept.into_iter().map(|it| it.1).collect();
    left.into_iter().map(|it| it.1).collect()
}

/// Returns what any of the patterns matches, each once, in the order of names.
fn all_matching(patterns: &[String], what: &str) -> Result<Vec<PathBuf>, Error> {
    let mut found = Vec::new();
    for pattern in patterns {
        // A file of this very name is meant, whatever characters it has.
        let path = Path::new(pattern);
        let paths = if fs::size(path).is_some() {
            vec![path.to_owned()]
        } else {
            fs::matching(pattern)?
        };
        if paths.is_empty() {
            return Err(Error::Input(format!("no {what} matches `{pattern}`")));
        }
        found.extend(paths);
    }
    found.sort();
    found.dedup();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_rows_name_that_are_left_out_is_not_listed() {
        let mut plan = Plan {
            labels: vec!["class".to_owned()],
            ..Plan::default()
        };
        let mut defaults = Defaults {
            guide: None,
            job: None,
            template: Vec::new(),
            pages: None,
            paper: Paper::Letter,
            formats: [].into(),
            as_of: None,
            built: None,
            allow_drop: false,
        };
        for (row, class) in (2..).zip(["2027", "2028", "2027", "2028"]) {
            defaults.guide = Some(class.to_owned());
            let profile = PathBuf::from(format!("{row}.yaml"));
            let mut job = plan.job(row, &profile, Some(Path::new("p.md")), &defaults);
            job.labels = plan.shared(&[class.into()]);
            plan.jobs.push(job);
        }
        plan.filter(&[("class".to_owned(), "2028".to_owned())])
            .expect("there are some");
        assert_eq!(plan.profiles, [Path::new("3.yaml"), Path::new("5.yaml")]);
        assert_eq!(plan.guides, ["2028"]);
        assert_eq!(plan.postings, [Path::new("p.md")]);
        let indices = plan.jobs.iter().map(|it| (it.row, it.profile, it.guide));
        assert_eq!(
            indices.collect::<Vec<_>>(),
            [(3, 0, Some(0)), (5, 1, Some(0))]
        );
        assert_eq!(plan.left_out, ["2.yaml", "4.yaml", "2027"].map(Path::new));
        assert_eq!(plan.manners.len(), 1);
        assert!(Arc::ptr_eq(&plan.jobs[0].labels, &plan.jobs[1].labels));
    }

    #[test]
    fn what_there_is_of_every_resume_stays_small() {
        assert!(size_of::<Job>() <= 64, "{}", size_of::<Job>());
    }
}
