//! Writes that replace a file whole or not at all.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::diag::path_name;
use crate::error::Error;

use super::path::{STANDARD, folder, is_stream};

/// Writes one output as [`write_all`] does.
///
/// # Errors
/// Names the file; what stood there before is untouched.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    write_all(&[(path, bytes)])
}

/// Writes outputs so that no reader ever sees half of one: each into a new file beside it; when all of these are whole,
/// they take their names, one after another.
///
/// What a link points at is replaced, not the link. A device or a pipe is written to directly and `-` is standard
/// output; these come last, when every file is in its place.
///
/// # Errors
/// Names the file. What stood at the paths before is untouched, unless it is a device that can't be written to or a name
/// that can't be taken: then the outputs before it are in their places.
pub fn write_all(outputs: &[(&Path, &[u8])]) -> Result<(), Error> {
    write_through(None, outputs)
}

/// Writes as [`write_all`] does, with the unfinished files in the folder `staging`: whatever ends the program, what it
/// leaves behind is there. It must be on the same file system.
///
/// # Errors
/// Names the file.
pub fn write_staged(staging: &Path, outputs: &[(&Path, &[u8])]) -> Result<(), Error> {
    write_through(Some(staging), outputs)
}

fn write_through(staging: Option<&Path>, outputs: &[(&Path, &[u8])]) -> Result<(), Error> {
    let failed = |path: &Path, source| Error::Write {
        path: path.to_owned(),
        source,
    };
    let (streams, files): (Vec<_>, Vec<_>) = outputs.iter().partition(|(path, _)| is_stream(path));
    let mut prepared = Vec::new();
    for &(path, bytes) in files {
        let file = prepare(path, staging, |file| file.write_all(bytes))
            .map_err(|source| failed(path, source))?;
        prepared.push((path, file));
    }
    for (path, (file, target)) in prepared {
        file.persist(target).map_err(|it| failed(path, it.error))?;
    }
    for &(path, bytes) in streams {
        write_directly(path, bytes).map_err(|source| failed(path, source))?;
    }
    Ok(())
}

/// Writes a file piece by piece, so that nobody ever sees half of it: `write` writes it, and then it takes its name.
///
/// # Errors
/// Names the file; what stood there before is untouched.
pub fn write_pieces(
    staging: &Path,
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Error> {
    let failed = |source| Error::Write {
        path: path.to_owned(),
        source,
    };
    let (prepared, target) = prepare(path, Some(staging), |file| {
        let mut buffered = io::BufWriter::new(file);
        write(&mut buffered)?;
        buffered.flush()
    })
    .map_err(failed)?;
    prepared.persist(target).map_err(|it| failed(it.error))?;
    Ok(())
}

/// Writes to what can only be written to directly.
fn write_directly(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if path.as_os_str() != STANDARD {
        let mut file = fs::OpenOptions::new().write(true).open(path)?;
        return file.write_all(bytes);
    }
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        // Whoever reads has seen enough, as with `| head`.
        Err(it) if it.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}

/// Writes the new file that is to take the place of `path`, and returns it with that place.
fn prepare(
    path: &Path,
    staging: Option<&Path>,
    write: impl FnOnce(&mut NamedTempFile) -> io::Result<()>,
) -> io::Result<(NamedTempFile, PathBuf)> {
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let before = fs::metadata(&target).ok();
    if before.as_ref().is_some_and(fs::Metadata::is_dir) {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    let folder = folder(&target);
    match fs::metadata(folder) {
        Ok(it) if it.is_dir() => {}
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        found => {
            let is_not = if found.is_ok() {
                "is a file"
            } else {
                "does not exist"
            };
            let message = format!("folder `{}` {is_not}", path_name(folder));
            return Err(io::Error::new(io::ErrorKind::NotFound, message));
        }
    }
    let mut builder = tempfile::Builder::new();
    builder.prefix(".bespoke-");
    let permissions = before.map(|it| it.permissions());
    if let Some(permissions) = permissions.or(usual_permissions()) {
        builder.permissions(permissions);
    }
    // What is wrong is told without the name of a file that nobody asked for.
    let nameless = |error: io::Error| io::Error::from(error.kind());
    let mut file = builder
        .tempfile_in(staging.unwrap_or(folder))
        .map_err(nameless)?;
    write(&mut file).map_err(nameless)?;
    Ok((file, target))
}

/// Returns what a new file's permissions start from before the user's mask, where the system knows such a thing.
#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "other systems return None")]
fn usual_permissions() -> Option<fs::Permissions> {
    use std::os::unix::fs::PermissionsExt;
    Some(fs::Permissions::from_mode(0o666))
}

#[cfg(not(unix))]
fn usual_permissions() -> Option<fs::Permissions> {
    None
}
