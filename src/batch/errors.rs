//! The errors that a person is told as they are: the first ones, in the order of the roster.

use std::collections::BTreeMap;

use crate::error::Error;

/// How many errors are kept; the rest is in the report alone.
const MAX_ERRORS: usize = 10;

/// The first errors, by job.
#[derive(Default)]
pub(super) struct Errors(BTreeMap<usize, Error>);

impl Errors {
    /// Adds the error of a job, whichever were added before.
    pub(super) fn add(&mut self, job: usize, error: Error) {
        self.0.insert(job, error);
        if self.0.len() > MAX_ERRORS {
            self.0.pop_last();
        }
    }

    /// Adds the errors of several jobs.
    pub(super) fn extend(&mut self, errors: BTreeMap<usize, Error>) {
        for (job, error) in errors {
            self.add(job, error);
        }
    }

    /// Returns them in the order of the jobs.
    pub(super) fn into_first(self) -> Vec<Error> {
        self.0.into_values().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_errors_are_kept_in_whatever_order_they_come() {
        let mut errors = Errors::default();
        for job in (0..15).rev() {
            errors.add(job, Error::Input(job.to_string()));
        }
        errors.extend([(2, Error::Input("two".to_owned()))].into());
        let told: Vec<String> = errors
            .into_first()
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(told, ["0", "1", "two", "3", "4", "5", "6", "7", "8", "9"]);
    }
}
