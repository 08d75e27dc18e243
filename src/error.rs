//! What can go wrong, told to the user, and the only map to exit codes.

use std::io;
use std::path::{Path, PathBuf};

use crate::diag::path_name;
use crate::diag::{self, Diagnostic};

/// A reason for which a command ends without its result.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// An input file has problems; all of them are listed.
    #[error("{}", diag::draw(name, source_text, diagnostics, false))]
    Invalid {
        /// The file's name as the user gave it.
        name: String,
        /// Its text.
        source_text: String,
        /// What is wrong with it.
        diagnostics: Vec<Diagnostic>,
    },
    /// A file can't be read.
    #[error("can't read {}: {}", quoted(path), reason(source))]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A file can't be written.
    #[error("can't write {}: {}", quoted(path), reason(source))]
    Write {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// What the user gave is understood but can't be done.
    #[error("{0}")]
    Input(String),
    /// The command itself is wrong.
    #[error("{0}")]
    Usage(String),
    /// The user stopped it.
    #[error("{0}")]
    Stopped(String),
    /// Several inputs can't be used: every one is told.
    #[error("{}", joined(.0))]
    Several(Vec<Error>),
    /// Something that should never happen.
    #[error("{0}; this is a bug in bespoke")]
    Bug(String),
}

impl Error {
    /// Returns the status that a process ends with for this error: 1 for the user's input, 2 for a wrong command, 70
    /// for a bug, 130 for a run that was stopped.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Invalid { .. } | Self::Read { .. } | Self::Write { .. } | Self::Input(_) => 1,
            Self::Usage(_) => 2,
            Self::Bug(_) => 70,
            Self::Stopped(_) => 130,
            Self::Several(errors) => errors.iter().map(Self::exit_code).max().unwrap_or(1),
        }
    }

    /// Returns these together, in order: what is wrong with several inputs is told in one run.
    pub fn several(mut errors: Vec<Self>) -> Self {
        if errors.len() == 1 {
            errors.remove(0)
        } else {
            Self::Several(errors)
        }
    }
}

fn joined(errors: &[Error]) -> String {
    let texts: Vec<String> = errors.iter().map(ToString::to_string).collect();
    texts.join("\n")
}

/// Returns a path in backticks, of which none stand within: a report without names leaves out what is between them.
pub(crate) fn quoted(path: &Path) -> String {
    format!("`{}`", path_name(path).replace('`', "'"))
}

/// Returns why a file can't be read or written, in plain words and without the system's number for it.
fn reason(source: &io::Error) -> String {
    if source.get_ref().is_some() {
        return source.to_string();
    }
    match source.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        io::ErrorKind::NotADirectory => "a part of the path is a file, not a folder".to_owned(),
        kind @ (io::ErrorKind::PermissionDenied
        | io::ErrorKind::StorageFull
        | io::ErrorKind::ReadOnlyFilesystem) => kind.to_string(),
        _ => {
            let text = source.to_string();
            let number = text.find(" (os error");
            text[..number.unwrap_or(text.len())].to_owned()
        }
    }
}
