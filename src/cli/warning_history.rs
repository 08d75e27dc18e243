//! What a command that works round after round has warned of already.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use crate::diag::{Diagnostic, Lines};

/// How often each warning was given, in the round that goes on and in those before it.
#[derive(Debug, Default)]
pub(super) struct WarningHistory(Mutex<Rounds>);

#[derive(Debug, Default)]
struct Rounds {
    before: BTreeMap<String, usize>,
    now: BTreeMap<String, usize>,
}

impl WarningHistory {
    /// Notes a warning, and returns whether it must be said: it was not given as often before.
    pub(super) fn is_new(&self, warning: &str) -> bool {
        let mut rounds = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let n_before = rounds.before.get(warning).copied().unwrap_or_default();
        let n_now = rounds.now.entry(warning.to_owned()).or_default();
        *n_now += 1;
        *n_now > n_before
    }

    /// Ends a round. What was not given in it is new when it comes back, unless the round broke off and can't say.
    pub(super) fn end_round(&self, is_whole: bool) {
        let mut rounds = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let now = std::mem::take(&mut rounds.now);
        if is_whole {
            rounds.before = now;
            return;
        }
        for (warning, n_now) in now {
            let n_before = rounds.before.entry(warning).or_default();
            *n_before = n_now.max(*n_before);
        }
    }
}

/// Returns what makes a warning another one: what it says, and of which line, wherever that stands by now.
pub(super) fn identity(name: &str, source: &str, warning: &Diagnostic) -> String {
    let line = warning.span.map(|it| Lines::new(source).line(it.start));
    let text = line.and_then(|it| source.lines().nth(it.saturating_sub(1)));
    format!("{name}: {}: {}", warning.message, text.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Span;

    /// Gives warnings in one round, and returns those that must be said.
    fn said<'w>(told: &WarningHistory, warnings: &[&'w str], is_whole: bool) -> Vec<&'w str> {
        let new = warnings.iter().copied().filter(|it| told.is_new(it));
        let new = new.collect();
        told.end_round(is_whole);
        new
    }

    #[test]
    fn a_warning_is_said_again_only_when_it_was_gone() {
        let told = WarningHistory::default();
        assert_eq!(said(&told, &["a", "b", "b"], true), ["a", "b", "b"]);
        assert_eq!(said(&told, &["b", "b", "b", "a"], true), ["b"]);
        assert_eq!(said(&told, &["c"], false), ["c"]);
        assert_eq!(said(&told, &["a", "c"], true), [""; 0]);
        assert_eq!(said(&told, &["a", "b"], true), ["b"]);
    }

    #[test]
    fn a_warning_is_the_same_on_another_line() {
        let of = |source: &str, word: &str| {
            let start = source.find(word).unwrap();
            let end = start + word.len();
            identity("p", source, &Diagnostic::warning(Span { start, end }, "no"))
        };
        assert_eq!(of("a\nb c\n", "c"), of("a\na\r\nb c", "c"));
        assert_ne!(of("a\nb c\n", "c"), of("a\nb cd\n", "c"));
        assert_ne!(of("a\nb c\n", "c"), of("a\nb c\n", "a"));
    }
}
