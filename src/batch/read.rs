//! The inputs of a batch, read again to work with: they must be what they were.

use std::path::Path;

use crate::diag::path_name;
use crate::error::{Error, quoted};
use crate::fs;
use crate::guide::Guide;
use crate::input::{self, Input};
use crate::posting::Posting;
use crate::profile::Profile;

use super::hash::Hash;
use super::input_summaries::InputResult;
use super::resolve::BatchInputs;

impl BatchInputs {
    /// Reads the guide of an index.
    pub(super) fn read_guide(&self, idx: usize) -> Result<Guide, Error> {
        let wanted = &self.guides[idx];
        fs::ensure_not_stream(Path::new(wanted))?;
        let bytes = input::guide_bytes(wanted)?;
        unchanged(&bytes, &self.summaries.guides[idx], wanted)?;
        Ok(input::guide(wanted, &bytes)?.value)
    }

    /// Reads the posting of an index.
    pub(super) fn read_posting(&self, idx: usize) -> Result<Posting, Error> {
        let path = &self.plan.postings[idx];
        fs::ensure_not_stream(path)?;
        let bytes = fs::read(path)?;
        unchanged(&bytes, &self.summaries.postings[idx], &path_name(path))?;
        input::posting(path, &bytes)
    }

    /// Reads the profile of an index.
    pub(super) fn read_profile(&self, idx: usize) -> Result<Input<Profile>, Error> {
        let path = &self.plan.profiles[idx];
        fs::ensure_not_stream(path)?;
        let bytes = fs::read(path)?;
        unchanged(&bytes, &self.summaries.profiles[idx], &path_name(path))?;
        input::profile(path, &bytes)
    }
}

/// Says so where an input is no longer what it was when the run began: what its outputs are called, and whether they
/// stand, was settled then.
fn unchanged<T>(bytes: &[u8], known: &InputResult<T>, name: &str) -> Result<(), Error> {
    let hash = known.as_ref().ok().map(|it| it.0);
    if hash == Some(Hash::of(bytes)) {
        return Ok(());
    }
    Err(Error::Input(format!(
        "{} was changed while the batch ran: run it again",
        quoted(Path::new(name))
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_input_that_changed_is_told() {
        let known: InputResult<()> = Ok((Hash::of(b"a"), ()));
        assert!(unchanged(b"a", &known, "a.yaml").is_ok());
        assert!(unchanged(b"b", &known, "a.yaml").is_err());
    }
}
