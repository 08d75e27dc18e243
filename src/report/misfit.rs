//! Where pages are not those that were asked for.

use crate::tailor::{Fate, Tailored};

/// Below this share of the last page, the person is told that it is not full.
const NEARLY_FULL: f64 = 0.9;

/// Says how the pages differ from those asked for, if they do.
pub fn misfit(tailored: &Tailored, asked: usize) -> Option<String> {
    let n_pages = tailored.pages.len();
    if n_pages > asked {
        return Some(format!(
            "what must stay takes {}, more than the {} asked for: take back a pin, ask for --pages {n_pages}, or let positions go with --allow-drop",
            count(n_pages, "page"),
            count(asked, "page"),
        ));
    }
    if tailored.filled >= asked as f64 - (1.0 - NEARLY_FULL) {
        return None;
    }
    let ranked_out = |fate: &Fate| matches!(fate, Fate::Ranked(why) if !why.kept());
    let why = if tailored.fates.iter().any(ranked_out) {
        "what is left is too large for the rest"
    } else {
        "everything that may be printed is"
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
