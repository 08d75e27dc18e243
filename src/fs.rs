//! The one place that touches the disk: reads, and writes that replace a file whole or not at all.

use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use crate::error::Error;

/// The name that stands for standard input and standard output.
pub const STANDARD: &str = "-";

/// The most bytes read of any input; every format has a smaller budget of its own, and one byte more is enough to
/// break it.
const MOST: u64 = 4 << 20;

/// Returns the bytes of a file, or of standard input for `-`; at most a little more than any format accepts.
///
/// # Errors
/// Names the file.
pub fn read(path: &Path) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    let read = if path.as_os_str() == STANDARD {
        io::stdin().lock().take(MOST).read_to_end(&mut bytes)
    } else {
        fs::File::open(path).and_then(|file| file.take(MOST).read_to_end(&mut bytes))
    };
    match read {
        Ok(_) => Ok(bytes),
        Err(source) => Err(Error::Read {
            path: path.to_owned(),
            source,
        }),
    }
}

/// Writes a file so that no reader ever sees half of it: into a new file beside it, which then takes its name.
///
/// What a link points at is replaced, not the link. A device or a pipe is written to directly; `-` is standard output.
///
/// # Errors
/// Names the file; what stood there before is untouched.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let failed = |source| Error::Write {
        path: path.to_owned(),
        source,
    };
    if path.as_os_str() == STANDARD {
        let mut out = io::stdout().lock();
        return match out.write_all(bytes).and_then(|()| out.flush()) {
            // Whoever reads has seen enough, as with `| head`.
            Err(it) if it.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            other => other.map_err(failed),
        };
    }
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let before = fs::metadata(&target).ok();
    if before
        .as_ref()
        .is_some_and(|it| !it.is_file() && !it.is_dir())
    {
        return fs::OpenOptions::new()
            .write(true)
            .open(&target)
            .and_then(|mut it| it.write_all(bytes))
            .map_err(failed);
    }
    replace(&target, before.map(|it| it.permissions()), bytes).map_err(failed)
}

/// Returns whether something stands at `path`.
pub fn exists(path: &Path) -> bool {
    path.exists()
}

fn replace(target: &Path, permissions: Option<fs::Permissions>, bytes: &[u8]) -> io::Result<()> {
    let folder = match target.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    };
    // Asked here because the error then names no file that nobody asked for.
    fs::metadata(&folder)?;
    let mut builder = tempfile::Builder::new();
    builder.prefix(".bespoke-");
    let usual = usual_permissions();
    if let Some(permissions) = permissions.or(usual) {
        builder.permissions(permissions);
    }
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.persist(target).map_err(|it| it.error)?;
    Ok(())
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
