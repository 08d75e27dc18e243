//! The views of `templates/html/person.hbs`: one person with every resume.

use std::fmt::Write;
use std::io;

use serde::Serialize;

use crate::batch::cohort::{Cohort, main_themes, shown_share};
use crate::batch::outcome::GapOf;
use crate::batch::report::{Report, Resume};
use crate::batch::writing::Writing;
use crate::html::{address, cut, percent};

use super::paging::element_id;
use super::parts::{
    MAX_ITEMS, MAX_TEXT, ProblemView, counted, more, more_items, person_name, posting_title,
};

/// How many resumes of a person are shown.
const MAX_RESUMES: usize = 100;

/// How many characters of a label are shown.
const MAX_LABEL: usize = 100;

#[derive(Serialize)]
pub(super) struct PersonView {
    id: String,
    name: String,
    labels: Vec<LabelView>,
    profile: String,
    /// Why the person needs a meeting.
    reasons: Vec<String>,
    resumes: Vec<ResumeView>,
    more_resumes: Option<String>,
    writing: Option<WritingView>,
}

#[derive(Serialize)]
struct LabelView {
    label: String,
    value: String,
}

impl PersonView {
    /// Creates the view of a person with the resumes of these indexes.
    ///
    /// # Errors
    /// The spill file cannot be read.
    pub(super) fn new(
        report: &Report,
        cohort: &Cohort,
        person: usize,
        resumes: &[u32],
    ) -> io::Result<Self> {
        let about = report.person(person)?;
        let shown = resumes.iter().take(MAX_RESUMES);
        let shown = shown.map(|&idx| Ok(ResumeView::new(report, &report.resume(idx as usize)?)));
        let reasons = cohort.reasons[person].iter();
        Ok(Self {
            id: element_id(person),
            name: person_name(report, person),
            labels: labels(report, resumes),
            profile: cut(&about.profile, MAX_TEXT),
            reasons: reasons.map(|reason| cut(reason, MAX_TEXT)).collect(),
            resumes: shown.collect::<io::Result<_>>()?,
            more_resumes: more(resumes.len(), MAX_RESUMES, "resumes"),
            writing: WritingView::new(&about.writing),
        })
    }
}

/// Returns the labels of a person that have a value: those of the first resume.
fn labels(report: &Report, resumes: &[u32]) -> Vec<LabelView> {
    let Some(&first) = resumes.first() else {
        return Vec::new();
    };
    let values = report.resumes[first as usize].labels.iter();
    let labels = report.labels.iter().zip(values);
    let labels = labels.filter(|(_, value)| !value.is_empty());
    let labels = labels.map(|(label, value)| LabelView {
        label: cut(label, MAX_LABEL),
        value: cut(value, MAX_LABEL),
    });
    labels.collect()
}

#[derive(Serialize)]
struct ResumeView {
    status: &'static str,
    about: String,
    files: Vec<FileView>,
    problems: Vec<ProblemView>,
    more_problems: Option<String>,
    /// What it shows, where it was made.
    coverage: Option<CoverageView>,
}

#[derive(Serialize)]
struct FileView {
    url: String,
    name: String,
}

impl ResumeView {
    fn new(report: &Report, resume: &Resume) -> Self {
        let outcome = &resume.outcome;
        let files = outcome.outputs.iter().map(|file| FileView {
            url: address(&file.name),
            name: file.name.clone(),
        });
        let problems = outcome.problems.iter().take(MAX_ITEMS);
        Self {
            status: outcome.status.name(),
            about: about(report, resume),
            files: files.collect(),
            problems: problems.map(ProblemView::new).collect(),
            more_problems: more_items(outcome.problems.len(), MAX_ITEMS),
            coverage: (outcome.pages > 0).then(|| CoverageView::new(report, resume)),
        }
    }
}

/// Says for what a resume is and how full its pages are; begins with a space.
fn about(report: &Report, resume: &Resume) -> String {
    let outcome = &resume.outcome;
    let mut about = format!(" row {}", resume.row);
    if resume.guide.is_some() {
        about += ", guide ";
        about += &cut(report.guide_name(resume), MAX_TEXT);
    }
    if let Some(posting) = resume.posting {
        about += ", for ";
        about += &cut(&posting_title(report, posting), MAX_TEXT);
    }
    if outcome.pages > 0 {
        let pages = counted(usize::from(outcome.pages), "page", "pages");
        let full = 100.0 * f64::from(outcome.fullness) / f64::from(outcome.pages);
        // Writing to a text cannot fail.
        let _ = write!(about, ", {pages}, {full:.0} % full");
    }
    about
}

/// What a resume shows of its guide and posting, and what it lacks.
#[derive(Serialize)]
struct CoverageView {
    summary: String,
    themes: Vec<ThemeView>,
    /// Lists of gaps, none of them empty.
    gaps: Vec<GapList>,
}

#[derive(Serialize)]
struct ThemeView {
    width: String,
    text: String,
}

#[derive(Serialize)]
struct GapList {
    heading: &'static str,
    gaps: Vec<String>,
    more: Option<String>,
}

impl CoverageView {
    fn new(report: &Report, resume: &Resume) -> Self {
        let outcome = &resume.outcome;
        let mut summary = "Coverage and gaps: ".to_owned();
        // Writing to a text cannot fail.
        if let Some((of_resume, of_profile)) = main_themes(report, resume) {
            let _ = write!(
                summary,
                "most important themes {of_resume:.2} ({of_profile:.2}); "
            );
        }
        if let Some(share) = shown_share(resume) {
            let _ = write!(
                summary,
                "{:.0} % of what is asked for shown; ",
                100.0 * share
            );
        }
        let (left_out, missing) = (&outcome.missing_from_resume, &outcome.missing_from_profile);
        let _ = write!(
            summary,
            "{} not in the profile, {} only left off",
            missing.len(),
            left_out.len()
        );
        let themes = resume
            .guide
            .map_or(&[][..], |guide| &report.guides[guide].themes);
        let themes = themes.iter().zip(&outcome.themes);
        let themes = themes.map(|(theme, shown)| ThemeView {
            width: percent(f64::from(shown.resume)),
            text: format!(
                "{:.2} ({:.2}) {}",
                shown.resume,
                shown.profile,
                cut(&theme.name, MAX_TEXT)
            ),
        });
        let gaps = [
            ("Not in the profile:", missing),
            ("In the profile, only left off the resume:", left_out),
        ];
        let gaps = gaps.into_iter().filter(|(_, gaps)| !gaps.is_empty());
        Self {
            summary,
            themes: themes.collect(),
            gaps: gaps
                .map(|(heading, gaps)| GapList::new(report, resume, heading, gaps))
                .collect(),
        }
    }
}

impl GapList {
    fn new(report: &Report, resume: &Resume, heading: &'static str, gaps: &[GapOf]) -> Self {
        let shown = gaps.iter().take(MAX_ITEMS);
        Self {
            heading,
            gaps: shown
                .map(|&gap| cut(report.gap(resume, gap), MAX_TEXT))
                .collect(),
            more: more_items(gaps.len(), MAX_ITEMS),
        }
    }
}

/// What is to be said about a person's writing.
#[derive(Serialize)]
struct WritingView {
    summary: String,
    findings: Vec<FindingView>,
    more: Option<String>,
}

#[derive(Serialize)]
struct FindingView {
    rule: String,
    message: String,
    /// The words in question, where the message does not quote them.
    words: Option<String>,
}

impl WritingView {
    /// Creates the view of findings; nothing where there are none.
    fn new(findings: &[Writing]) -> Option<Self> {
        if findings.is_empty() {
            return None;
        }
        // What must be mended comes first.
        let (must, may): (Vec<_>, Vec<_>) = findings.iter().partition(|finding| finding.must());
        let summary = format!(
            "Writing: {} to fix, {} worth a thought",
            must.len(),
            may.len()
        );
        let shown = must.into_iter().chain(may).take(2 * MAX_ITEMS);
        Some(Self {
            summary,
            findings: shown.map(FindingView::new).collect(),
            more: more_items(findings.len(), 2 * MAX_ITEMS),
        })
    }
}

impl FindingView {
    fn new(finding: &Writing) -> Self {
        let words = finding.words.as_deref();
        let words = words.filter(|words| !finding.message.contains(words));
        Self {
            rule: format!(
                "{} {}, line {}",
                finding.level.name(),
                finding.rule.id(),
                finding.line
            ),
            message: cut(&finding.message, MAX_TEXT),
            words: words.map(|words| cut(words, MAX_TEXT)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{Level, Rule};

    fn finding(level: Level, line: u32, message: &str, words: Option<&str>) -> Writing {
        Writing {
            rule: Rule::ALL[0],
            level,
            line,
            column: 1,
            message: message.into(),
            words: words.map(Into::into),
        }
    }

    #[test]
    fn findings_that_must_be_mended_come_first() {
        let view = WritingView::new(&[
            finding(Level::Note, 1, "a", None),
            finding(Level::Warning, 2, "b", None),
        ])
        .unwrap();
        assert_eq!(view.summary, "Writing: 1 to fix, 1 worth a thought");
        let messages: Vec<_> = view.findings.iter().map(|it| &*it.message).collect();
        assert_eq!(messages, ["b", "a"]);
        assert!(WritingView::new(&[]).is_none());
    }

    #[test]
    fn words_are_quoted_once() {
        let words =
            |message| FindingView::new(&finding(Level::Warning, 1, message, Some("led"))).words;
        assert_eq!(words("“led” again"), None);
        assert_eq!(words("a weak opener").as_deref(), Some("led"));
    }
}
