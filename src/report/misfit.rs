//! The warning about pages that are not those asked for.

use crate::select::SelectionReason;
use crate::tailor::{LineStatus, Tailored};

/// The share of the last page below which a warning says that it is not full.
const FULL_THRESHOLD: f64 = 0.9;

/// Returns a warning if the pages differ from those asked for.
pub fn page_fit_warning(tailored: &Tailored, asked: usize) -> Option<String> {
    let n_pages = tailored.pages.len();
    if n_pages > asked {
        return Some(format!(
            "pinned and required content needs {}, but {} asked for: remove a pin, use --pages {n_pages}, or let positions go with --allow-drop",
            count(n_pages, "page"),
            if asked == 1 {
                "1 page is".to_owned()
            } else {
                format!("{asked} pages are")
            },
        ));
    }
    if tailored.filled >= asked as f64 - (1.0 - FULL_THRESHOLD) {
        return None;
    }
    let n_fates = |is: fn(&SelectionReason) -> bool| {
        let fates = tailored.fates.iter();
        fates
            .filter(|it| matches!(it, LineStatus::Ranked(reason) if is(reason)))
            .count()
    };
    let n_waiting = n_fates(|status| {
        matches!(
            status,
            SelectionReason::Outweighed(_) | SelectionReason::NoSpace
        )
    });
    let n_duplicates = n_fates(|it| matches!(it, SelectionReason::Duplicate(_)));
    let why = if n_waiting > 0 {
        format!(
            "none of the {} that are left fits",
            count(n_waiting, "line")
        )
    } else if n_duplicates > 0 {
        format!(
            "everything is printed but {} that say the same as others",
            count(n_duplicates, "line")
        )
    } else {
        "everything that may be printed is".to_owned()
    };
    Some(format!(
        "the profile fills {:.2} of the {} asked for: {why}",
        tailored.filled,
        count(asked, "page")
    ))
}

/// Returns a number of things in words: `1 page`, `2 pages`.
pub fn count(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}
