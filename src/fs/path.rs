//! What paths lead to.

use std::fs;
use std::path::{Path, PathBuf};

use crate::error::Error;

/// The path that means standard input and standard output.
pub const STANDARD: &str = "-";

/// Returns whether two paths lead to one file, however they are spelt and whether or not it exists yet.
pub fn same_file(one: &Path, other: &Path) -> bool {
    one == other
        || resolved(one)
            .zip(resolved(other))
            .is_some_and(|(it, other)| it == other)
}

/// Returns the one path of a file, or nothing for standard input and output and for what is in no folder.
fn resolved(path: &Path) -> Option<PathBuf> {
    if path.as_os_str() == STANDARD {
        return None;
    }
    fs::canonicalize(path)
        .or_else(|_| {
            fs::canonicalize(folder(path)).map(|it| it.join(path.file_name().unwrap_or_default()))
        })
        .ok()
}

/// Returns the folder that a file is in.
pub(super) fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// Returns whether something stands at `path`.
pub fn exists(path: &Path) -> bool {
    path.exists()
}

/// Returns whether a path is standard output, a device or a pipe.
pub fn is_stream(path: &Path) -> bool {
    path.as_os_str() == STANDARD || fs::metadata(path).is_ok_and(|it| !it.is_file() && !it.is_dir())
}

/// Checks that a path is no pipe or device: reading one may wait forever, and a second reading finds nothing.
///
/// # Errors
/// It is one.
pub fn ensure_not_stream(path: &Path) -> Result<(), Error> {
    if is_stream(path) {
        return Err(Error::Input(format!(
            "{} is a pipe or a device; a batch reads files only",
            crate::error::quoted(path)
        )));
    }
    Ok(())
}
