//! What a check found, for programs.

use serde::Serialize;

use crate::check::Finding;
use crate::diag::{Diagnostic, Lines, Severity};
use crate::render::{JsonError, json};

/// What a check found in one profile.
#[derive(Debug, Serialize)]
pub struct CheckReport {
    /// The profile's name as the user gave it.
    profile: String,
    /// Whether it can be used.
    usable: bool,
    /// Every problem of the input.
    problems: Vec<Problem>,
    /// Every finding on the writing.
    findings: Vec<FindingEntry>,
}

#[derive(Debug, Serialize)]
struct Problem {
    severity: &'static str,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<String>,
    /// Counted from 1; not there for what concerns the file as a whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    /// In characters, counted from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<usize>,
}

#[derive(Debug, Serialize)]
struct FindingEntry {
    rule: &'static str,
    severity: &'static str,
    message: String,
    hint: String,
    about: &'static str,
    line: usize,
    column: usize,
    /// The words in question, as the profile has them.
    #[serde(skip_serializing_if = "Option::is_none")]
    words: Option<String>,
}

impl CheckReport {
    /// Returns what was found in the profile called `name`, written in `source`.
    pub fn new(name: &str, source: &str, problems: &[Diagnostic], findings: &[Finding]) -> Self {
        let lines = Lines::new(source);
        let place = |start| lines.place(source, start);
        let problems = problems.iter().map(|problem| {
            let at = problem.span.map(|it| place(it.start));
            Problem {
                severity: match problem.severity {
                    Severity::Error => "error",
                    Severity::Warning => "warning",
                    Severity::Note => "note",
                },
                message: problem.message.clone(),
                hint: problem.hint.clone(),
                line: at.map(|it| it.0),
                column: at.map(|it| it.1),
            }
        });
        let problems: Vec<Problem> = problems.collect();
        let findings = findings.iter().map(|finding| {
            let (line, column) = place(finding.span(source).start);
            FindingEntry {
                rule: finding.rule.id(),
                severity: finding.level.name(),
                message: finding.message.clone(),
                hint: finding.hint.clone(),
                about: finding.rule.about(),
                line,
                column,
                words: finding.words.clone(),
            }
        });
        Self {
            profile: name.to_owned(),
            usable: problems.iter().all(|it| it.severity != "error"),
            problems,
            findings: findings.collect(),
        }
    }
}

/// Returns what was found in each profile, as JSON.
///
/// # Errors
///
/// None that is known: everything in it can be written as JSON.
pub fn findings_json(checked: &[CheckReport]) -> Result<String, JsonError> {
    json(checked)
}
