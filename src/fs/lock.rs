//! Files that one process holds: a journal, and a lock on a folder.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::error::Error;

/// A file that grows line by line; each line is handed to the system whole.
pub struct Journal {
    path: PathBuf,
    file: fs::File,
}

impl Journal {
    /// Opens a file to add to, and makes it where there is none.
    ///
    /// # Errors
    /// Names the file.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let mut options = fs::OpenOptions::new();
        match options.append(true).create(true).open(path) {
            Ok(file) => Ok(Self {
                path: path.to_owned(),
                file,
            }),
            Err(source) => Err(Error::Write {
                path: path.to_owned(),
                source,
            }),
        }
    }

    /// Adds a text, which brings its own line end.
    ///
    /// # Errors
    /// Names the file.
    pub fn add(&mut self, text: &str) -> Result<(), Error> {
        self.file
            .write_all(text.as_bytes())
            .map_err(|source| Error::Write {
                path: self.path.clone(),
                source,
            })
    }
}

/// A sign that this process alone works in a folder; it goes with the process, however that ends.
pub struct Lock {
    _file: fs::File,
}

impl Lock {
    /// Puts the sign up as the file `path`, or returns nothing where another process has.
    ///
    /// # Errors
    /// Names the file.
    pub fn take(path: &Path) -> Result<Option<Self>, Error> {
        let failed = |source| Error::Write {
            path: path.to_owned(),
            source,
        };
        let mut options = fs::OpenOptions::new();
        let file = options.append(true).create(true).open(path);
        let file = file.map_err(failed)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Self { _file: file })),
            Err(fs::TryLockError::WouldBlock) => Ok(None),
            // Some file systems of networks have no locks.
            Err(fs::TryLockError::Error(it)) if it.kind() == io::ErrorKind::Unsupported => {
                Ok(Some(Self { _file: file }))
            }
            Err(fs::TryLockError::Error(source)) => Err(failed(source)),
        }
    }
}
