//! What several views of the report show: problems, links to people, what is left out of long lists.

use serde::Serialize;

use crate::batch::outcome::Problem;
use crate::batch::report::Report;
use crate::html::cut;

use super::paging::Paging;

/// How many items of a list of a person are shown, and how many characters of a text.
pub(super) const MAX_ITEMS: usize = 12;
pub(super) const MAX_TEXT: usize = 300;

/// A link to a person.
#[derive(Serialize)]
pub(super) struct PersonLink {
    url: String,
    name: String,
}

impl PersonLink {
    pub(super) fn new(report: &Report, paging: &Paging, person: usize) -> Self {
        Self {
            url: paging.url_of(person),
            name: person_name(report, person),
        }
    }
}

/// Returns the name of a person, or the profile's file where it has none.
pub(super) fn person_name(report: &Report, person: usize) -> String {
    let person = &report.people[person];
    cut(person.name.as_deref().unwrap_or(&person.profile), MAX_TEXT)
}

/// Returns the title of a posting with its file.
pub(super) fn posting_title(report: &Report, posting: usize) -> String {
    let posting = &report.postings[posting];
    match &posting.title {
        Some(title) => format!("{} ({})", cut(title, 100), posting.file),
        None => posting.file.clone(),
    }
}

/// A problem for the partial `problem`.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(super) struct ProblemView {
    /// Its severity and where it is.
    place: String,
    message: String,
    hint: Option<String>,
}

impl ProblemView {
    pub(super) fn new(problem: &Problem) -> Self {
        let severity = if problem.error { "error" } else { "warning" };
        let place = match (&problem.file, problem.place) {
            (Some(file), Some((line, column))) => format!("{severity} at {file}:{line}:{column}"),
            (Some(file), None) => format!("{severity} in {file}"),
            (None, Some((line, column))) => format!("{severity} at line {line}, column {column}"),
            (None, None) => severity.to_owned(),
        };
        Self {
            place,
            message: cut(&problem.message, MAX_TEXT),
            hint: problem.hint.as_ref().map(|hint| cut(hint, MAX_TEXT)),
        }
    }
}

/// Says how many things are not shown, if any.
pub(super) fn more(n: usize, n_shown: usize, what: &str) -> Option<String> {
    let n_hidden = n.checked_sub(n_shown).filter(|&n| n > 0)?;
    Some(format!("… and {n_hidden} more {what}: see report.csv."))
}

/// Says how many things of a list are not shown, if any.
pub(super) fn more_items(n: usize, n_shown: usize) -> Option<String> {
    let n_hidden = n.checked_sub(n_shown).filter(|&n| n > 0)?;
    Some(format!("… and {n_hidden} more: see report.json"))
}

/// Returns a number with its noun.
pub(super) fn counted(n: usize, one: &str, several: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { several })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_begins_with_its_place() {
        let place = |file: Option<&str>, place| {
            let problem = Problem {
                error: place == Some((1, 2)),
                file: file.map(str::to_owned),
                place,
                message: "m".to_owned(),
                hint: None,
            };
            ProblemView::new(&problem).place
        };
        assert_eq!(place(Some("a.yaml"), Some((1, 2))), "error at a.yaml:1:2");
        assert_eq!(place(Some("a.yaml"), None), "warning in a.yaml");
        assert_eq!(place(None, Some((3, 4))), "warning at line 3, column 4");
        assert_eq!(place(None, None), "warning");
    }

    #[test]
    fn what_is_left_out_is_counted() {
        assert_eq!(more(3, 3, "gaps"), None);
        assert_eq!(
            more(5, 3, "gaps").unwrap(),
            "… and 2 more gaps: see report.csv."
        );
        assert_eq!(more_items(2, 3), None);
        assert_eq!(more_items(4, 3).unwrap(), "… and 1 more: see report.json");
    }
}
