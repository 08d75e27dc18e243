//! The one place that touches the disk: reads, and writes that replace a file whole or not at all.

mod lock;
mod path;
mod spill;
mod watch;
mod write;

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, BufRead, Read};
use std::path::{Path, PathBuf};

use crate::error::Error;

pub use lock::{Journal, Lock};
pub use path::{STANDARD, ensure_not_stream, exists, is_stream, same_file};
pub use spill::{SpillFile, SpillOffset};
pub use watch::Watch;
pub use write::{write, write_all, write_pieces, write_staged};

/// The most bytes read of any input; every format has a smaller budget of its own, and one byte more is enough to
/// break it.
const MAX_BYTES: u64 = 4 << 20;

/// Returns the bytes of a file, or of standard input for `-`; at most a little more than any format accepts.
///
/// # Errors
/// Names the file.
pub fn read(path: &Path) -> Result<Vec<u8>, Error> {
    read_at_most(path, MAX_BYTES)
}

/// Returns the bytes of an archive, of which little is unpacked; at most 64 MB.
///
/// # Errors
/// Names the file.
pub fn read_archive(path: &Path) -> Result<Vec<u8>, Error> {
    read_at_most(path, 64 << 20)
}

fn read_at_most(path: &Path, most: u64) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    let read = if path.as_os_str() == STANDARD {
        io::stdin().lock().take(most).read_to_end(&mut bytes)
    } else {
        fs::File::open(path).and_then(|file| {
            // With room for all of it, it is read at once instead of bit by bit.
            let size = file.metadata().map_or(0, |it| it.len().min(most));
            bytes.reserve(usize::try_from(size).unwrap_or(0).saturating_add(1));
            file.take(most).read_to_end(&mut bytes)
        })
    };
    match read {
        Ok(_) => Ok(bytes),
        Err(source) => Err(Error::Read {
            path: path.to_owned(),
            source,
        }),
    }
}

/// Returns the bytes of a file that may be large, or of standard input for `-`, as far as `most` and one byte more.
///
/// # Errors
/// Names the file.
pub fn read_large(path: &Path, most: u64) -> Result<Vec<u8>, Error> {
    read_at_most(path, most.saturating_add(1))
}

/// Returns the files of fonts in `folders` and the folders in them, in no order that counts; folders that can't be read
/// have none.
pub fn font_files(folders: &[PathBuf]) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut open = folders.to_vec();
    // Links may lead back up.
    let mut seen = BTreeSet::new();
    while let Some(folder) = open.pop() {
        let Ok(whole) = fs::canonicalize(&folder) else {
            continue;
        };
        if !seen.insert(whole) {
            continue;
        }
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if is_font(&path) {
                files.push(path);
            } else if path.is_dir() {
                open.push(path);
            }
        }
    }
    files
}

/// Returns whether the name of a file says that it is a font.
fn is_font(path: &Path) -> bool {
    let ending = path.extension().and_then(|it| it.to_str());
    let known = ["ttf", "otf", "ttc", "otc"];
    ending.is_some_and(|it| known.iter().any(|known| it.eq_ignore_ascii_case(known)))
}

/// Returns the files of a folder whose names end in `ending`, with their names and bytes, in the order of their names.
///
/// Of each at most a little more than any format accepts is read, and of those that are not wanted nothing.
///
/// # Errors
/// Names the folder or file.
pub fn read_folder(
    folder: &Path,
    ending: &str,
    is_wanted: impl Fn(&str) -> bool,
) -> Result<Vec<(String, Vec<u8>)>, Error> {
    let failed = |source| Error::Read {
        path: folder.to_owned(),
        source,
    };
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let name = path.file_name().map(|it| it.to_string_lossy().into_owned());
        if let Some(name) = name.filter(|it| it.to_lowercase().ends_with(ending) && path.is_file())
        {
            paths.push((name, path));
        }
    }
    paths.sort();
    let bytes = |name: &str, path: &Path| {
        if is_wanted(name) {
            read(path)
        } else {
            Ok(Vec::new())
        }
    };
    let files = paths.into_iter().map(|(name, path)| {
        let bytes = bytes(&name, &path)?;
        Ok((name, bytes))
    });
    files.collect()
}

/// Returns whether a path leads to a folder.
pub fn is_folder(path: &Path) -> bool {
    path.is_dir()
}

/// Makes a folder and those above it, where they aren't there yet.
///
/// # Errors
/// Names the folder.
pub fn make_folder(path: &Path) -> Result<(), Error> {
    fs::create_dir_all(path).map_err(|source| Error::Write {
        path: path.to_owned(),
        source,
    })
}

/// Removes a folder with everything in it, if it is there.
///
/// # Errors
/// Names the folder.
pub fn remove_folder(path: &Path) -> Result<(), Error> {
    match fs::remove_dir_all(path) {
        Err(source) if source.kind() != io::ErrorKind::NotFound => Err(Error::Write {
            path: path.to_owned(),
            source,
        }),
        _ => Ok(()),
    }
}

/// Removes a file, and returns whether it was there.
///
/// # Errors
/// Names the file.
pub fn remove_file(path: &Path) -> Result<bool, Error> {
    match fs::remove_file(path) {
        Ok(()) => Ok(true),
        Err(source) if source.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(source) => Err(Error::Write {
            path: path.to_owned(),
            source,
        }),
    }
}

/// Returns the names of what is in a folder, sorted; none where it can't be read.
pub fn names_in(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries
        .filter_map(|it| it.file_name().into_string().ok())
        .collect();
    names.sort();
    names
}

/// Returns the files that a pattern matches, sorted: `*` and `?` stand for anything within a name, `**` for folders.
///
/// # Errors
/// Says what is wrong with the pattern, or names a folder that can't be read.
pub fn matching(pattern: &str) -> Result<Vec<PathBuf>, Error> {
    let found = glob::glob(pattern).map_err(|error| {
        Error::Usage(format!(
            "`{pattern}` is not a file pattern: {}",
            error.msg.to_lowercase()
        ))
    })?;
    let mut paths = Vec::new();
    for path in found {
        let path = path.map_err(|error| Error::Read {
            path: error.path().to_owned(),
            source: io::Error::from(error.error().kind()),
        })?;
        if !path.is_dir() {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

/// Returns how many bytes a file has, or nothing where there is none.
pub fn size(path: &Path) -> Option<u64> {
    let found = fs::metadata(path).ok()?;
    found.is_file().then_some(found.len())
}

/// Returns the canonical path of a file; `None` if there is none.
pub fn canonical(path: &Path) -> Option<PathBuf> {
    fs::canonicalize(path).ok()
}

/// Returns a file to read line by line.
///
/// # Errors
/// Names the file.
pub fn open(path: &Path) -> Result<impl BufRead, Error> {
    fs::File::open(path)
        .map(io::BufReader::new)
        .map_err(|source| Error::Read {
            path: path.to_owned(),
            source,
        })
}
