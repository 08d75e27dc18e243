//! The report of a batch as JSON and as CSV.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;

use crate::check::Rule;
use crate::render::to_json;

use super::cohort::{Cohort, Findings};
use super::outcome::{GapOf, Problem};
use super::report::{Person, Report, Resume};

impl Report {
    /// Writes the report as JSON, a line for each resume, and then one for each person.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn write_json(&self, cohort: &Cohort, out: &mut dyn Write) -> io::Result<()> {
        let counts = self.counts();
        write!(
            out,
            "{{\"bespoke\":\"{}\",\"made\":{},\"unchanged\":{},\"warned\":{},\"failed\":{},\"left\":{},\"redacted\":{},\"resumes\":[",
            env!("CARGO_PKG_VERSION"),
            counts.made,
            counts.unchanged,
            counts.warned,
            counts.failed,
            counts.left,
            self.redacted
        )?;
        for idx in 0..self.resumes.len() {
            out.write_all(if idx == 0 { b"\n" } else { b",\n" })?;
            let json =
                to_json(&self.resume_view(&self.resume(idx)?)).ok_or(io::ErrorKind::InvalidData)?;
            out.write_all(json.as_bytes())?;
        }
        out.write_all(b"\n],\"people\":[")?;
        for (idx, meeting) in cohort.reasons.iter().enumerate() {
            out.write_all(if idx == 0 { b"\n" } else { b",\n" })?;
            let person = self.person(idx)?;
            let json =
                to_json(&self.person_view(&person, meeting)).ok_or(io::ErrorKind::InvalidData)?;
            out.write_all(json.as_bytes())?;
        }
        out.write_all(b"\n]}\n")
    }

    /// Writes the report as a table, a row for each resume; a spreadsheet takes no cell of it for a formula.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn write_csv(&self, cohort: &Cohort, out: &mut dyn Write) -> io::Result<()> {
        let mut table = csv::Writer::from_writer(out);
        let themes = self.theme_names();
        let mut header: Vec<String> = ["row", "profile", "name"].map(str::to_owned).into();
        header.extend(self.labels.iter().cloned());
        let fixed = [
            "consent",
            "guide",
            "job",
            "outputs",
            "status",
            "pages",
            "fullness",
            "requirements",
            "requirements shown",
        ];
        header.extend(fixed.map(str::to_owned));
        header.extend(themes.iter().map(|it| format!("theme: {it}")));
        let last = [
            "missing from resume",
            "missing from profile",
            "to fix",
            "worth a thought",
            "writing",
            "meeting",
            "problems",
        ];
        header.extend(last.map(str::to_owned));
        table.write_record(header.iter().map(|it| escape_formula(it)))?;
        for idx in 0..self.resumes.len() {
            let cells = self.cells(&self.resume(idx)?, &themes, cohort);
            table.write_record(cells.iter().map(|it| escape_formula(it)))?;
        }
        table.flush()
    }

    /// Returns the name of every theme of the guides, each once.
    fn theme_names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        for theme in self.guides.iter().flat_map(|it| &it.themes) {
            if !names.contains(&theme.name.as_str()) {
                names.push(&theme.name);
            }
        }
        names
    }

    fn cells(&self, resume: &Resume, themes: &[&str], cohort: &Cohort) -> Vec<String> {
        let outcome = &resume.outcome;
        let person = &self.people[resume.person];
        let was_made = outcome.pages > 0;
        let mut cells = vec![
            resume.row.to_string(),
            person.profile.to_string(),
            person.name.as_deref().unwrap_or_default().to_owned(),
        ];
        let label = |idx: usize| resume.labels.get(idx).map_or("", |it| it);
        cells.extend((0..self.labels.len()).map(|idx| label(idx).to_owned()));
        let outputs: Vec<&str> = outcome.outputs.iter().map(|it| it.name.as_str()).collect();
        let lacking = |gaps: &[GapOf]| {
            let is_requirement = |it: &&GapOf| matches!(it, GapOf::Requirement(_));
            gaps.iter().filter(is_requirement).count()
        };
        let n_lacking =
            lacking(&outcome.missing_from_resume) + lacking(&outcome.missing_from_profile);
        let if_made = |text: String| if was_made { text } else { String::new() };
        cells.extend([
            match resume.consent {
                Some(true) => "yes".to_owned(),
                Some(false) => "no".to_owned(),
                None => String::new(),
            },
            self.guide_name(resume).to_owned(),
            self.posting_name(resume).unwrap_or_default().to_owned(),
            outputs.join("; "),
            outcome.status.name().to_owned(),
            if_made(outcome.pages.to_string()),
            if_made(format!("{:.2}", outcome.fullness)),
            if_made(outcome.requirements.len().to_string()),
            if_made(
                outcome
                    .requirements
                    .len()
                    .saturating_sub(n_lacking)
                    .to_string(),
            ),
        ]);
        let own = resume.guide.map_or(&[][..], |it| &self.guides[it].themes);
        cells.extend(themes.iter().map(|name| {
            let at = own.iter().position(|it| it.name == *name);
            let shown = at.and_then(|it| outcome.themes.get(it));
            shown.map_or(String::new(), |it| format!("{:.2}", it.resume))
        }));
        for gaps in [&outcome.missing_from_resume, &outcome.missing_from_profile] {
            let texts = gaps.iter().map(|it| self.gap(resume, *it));
            cells.push(texts.collect::<Vec<_>>().join("; "));
        }
        let Findings {
            n_must,
            n_all,
            rules,
            ..
        } = &cohort.findings[resume.person];
        // Whose profile can't be read has no writing to count.
        let if_read = |n: usize| {
            if person.writing.is_some() {
                n.to_string()
            } else {
                String::new()
            }
        };
        cells.extend([if_read(*n_must), if_read(n_all - n_must)]);
        let counts = Rule::ALL.into_iter().zip(rules).filter(|it| *it.1 > 0);
        let counts: Vec<String> = counts
            .map(|(rule, n)| format!("{} {n}", rule.id()))
            .collect();
        cells.push(counts.join("; "));
        cells.push(cohort.reasons[resume.person].join("; "));
        let problems = outcome.problems.iter().map(Problem::line);
        cells.push(problems.collect::<Vec<_>>().join("; "));
        cells
    }

    fn person_view<'a>(&self, person: &'a Person, meeting: &'a [String]) -> PersonView<'a> {
        PersonView {
            profile: (!self.redacted).then_some(person.profile.as_str()),
            name: person.name.as_deref(),
            meeting,
            writing: (person.writing.iter())
                .map(|it| WritingView {
                    rule: it.rule.id(),
                    severity: it.level.name(),
                    line: it.line,
                    column: it.column,
                    message: (!it.message.is_empty()).then_some(&*it.message),
                    words: it.words.as_deref(),
                })
                .collect(),
        }
    }

    fn resume_view<'a>(&'a self, resume: &'a Resume) -> ResumeView<'a> {
        let outcome = &resume.outcome;
        let person = &self.people[resume.person];
        let themes = resume.guide.map_or(&[][..], |it| &self.guides[it].themes);
        let asked = resume
            .posting
            .map_or(&[][..], |it| &self.postings[it].requirements);
        let gaps = |gaps: &[GapOf]| {
            let view = |it: &GapOf| GapView {
                kind: match it {
                    GapOf::Theme(_) => "theme",
                    GapOf::Requirement(_) => "requirement",
                },
                text: self.gap(resume, *it),
            };
            gaps.iter().map(view).collect()
        };
        ResumeView {
            row: resume.row,
            person: resume.person,
            profile: (!self.redacted).then_some(&*person.profile),
            name: person.name.as_deref(),
            labels: self
                .labels
                .iter()
                .map(String::as_str)
                .zip(resume.labels.iter().map(|it| &**it))
                .collect(),
            consent: resume.consent,
            guide: self.guide_name(resume),
            job: self.posting_name(resume),
            outputs: outcome.outputs.iter().map(|it| it.name.as_str()).collect(),
            status: outcome.status.name(),
            pages: outcome.pages,
            fullness: outcome.fullness,
            themes: (themes.iter().zip(&outcome.themes))
                .map(|(theme, shown)| ThemeView {
                    name: &theme.name,
                    weight: theme.weight,
                    resume: shown.resume,
                    profile: shown.profile,
                })
                .collect(),
            requirements: (asked.iter().zip(&outcome.requirements))
                .map(|(wanted, shown)| RequirementView {
                    text: &wanted.text,
                    need: &wanted.need,
                    resume: shown.resume,
                    profile: shown.profile,
                })
                .collect(),
            missing_from_resume: gaps(&outcome.missing_from_resume),
            missing_from_profile: gaps(&outcome.missing_from_profile),
            problems: (outcome.problems.iter())
                .map(|it| ProblemView {
                    severity: if it.error { "error" } else { "warning" },
                    file: it.file.as_deref(),
                    line: it.place.map(|it| it.0),
                    column: it.place.map(|it| it.1),
                    message: &it.message,
                    hint: it.hint.as_deref(),
                })
                .collect(),
        }
    }
}

/// Returns a cell that no spreadsheet takes for a formula.
pub(super) fn escape_formula(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

#[derive(Serialize)]
struct ResumeView<'a> {
    row: u32,
    /// Which of the people, counted from 0.
    person: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    profile: Option<&'a str>,
    name: Option<&'a str>,
    labels: BTreeMap<&'a str, &'a str>,
    consent: Option<bool>,
    guide: &'a str,
    job: Option<&'a str>,
    outputs: Vec<&'a str>,
    status: &'static str,
    pages: u16,
    fullness: f32,
    themes: Vec<ThemeView<'a>>,
    requirements: Vec<RequirementView<'a>>,
    missing_from_resume: Vec<GapView<'a>>,
    missing_from_profile: Vec<GapView<'a>>,
    problems: Vec<ProblemView<'a>>,
}

#[derive(Serialize)]
struct PersonView<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    profile: Option<&'a str>,
    name: Option<&'a str>,
    /// Why the person needs a meeting; empty for those who need none.
    meeting: &'a [String],
    writing: Vec<WritingView<'a>>,
}

#[derive(Serialize)]
struct WritingView<'a> {
    rule: &'static str,
    severity: &'static str,
    line: u32,
    column: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    words: Option<&'a str>,
}

#[derive(Serialize)]
struct ThemeView<'a> {
    name: &'a str,
    weight: f64,
    resume: f32,
    profile: f32,
}

#[derive(Serialize)]
struct RequirementView<'a> {
    text: &'a str,
    need: &'a str,
    resume: f32,
    profile: f32,
}

#[derive(Serialize)]
struct GapView<'a> {
    kind: &'static str,
    text: &'a str,
}

#[derive(Serialize)]
struct ProblemView<'a> {
    severity: &'static str,
    file: Option<&'a str>,
    line: Option<u32>,
    column: Option<u32>,
    message: &'a str,
    hint: Option<&'a str>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        assert_eq!(escape_formula("=HYPERLINK(1)"), "'=HYPERLINK(1)");
        assert_eq!(escape_formula("Ada"), "Ada");
    }
}
