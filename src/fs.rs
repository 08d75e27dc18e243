//! The one place that touches the disk: reads, and writes that replace a file whole or not at all.

mod watch;

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, BufRead, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use tempfile::NamedTempFile;

use crate::diag::path_name;
use crate::error::Error;

pub use watch::Watch;

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
    read_at_most(path, MOST)
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
            "`{pattern}` is no pattern of files: {}",
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

/// Returns where a file really is, or nothing where there is none.
pub fn real(path: &Path) -> Option<PathBuf> {
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

/// Texts put aside, to be had again one by one: the first ones in memory, the others in a file that has no name and goes
/// with the process.
pub struct SpillFile {
    /// The folder that the file is in.
    folder: PathBuf,
    aside: Mutex<SpillState>,
}

/// Where in a [`SpillFile`] a text is: its length stands there, and then the text. Places in the file
/// follow those in memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SpillOffset(u64);

/// How many bytes the length of a text takes.
const LENGTH: usize = size_of::<u32>();

/// How many bytes are kept in memory where there is a file for more.
const IN_MEMORY: usize = 4 << 20;

/// How many bytes of the file are read at once: most texts with their length have fewer.
const USUAL: usize = 4096;

struct SpillState {
    memory: Vec<u8>,
    file: Option<fs::File>,
    /// How many bytes the file has.
    end: u64,
}

impl SpillFile {
    /// Returns an empty one on the disk of `path`, or else where the system keeps such files; where nothing can be
    /// written, as in a container without any such folder, all of it is kept in memory.
    pub fn near(path: &Path) -> Self {
        let mut above = path.ancestors().filter(|it| !it.as_os_str().is_empty());
        let near = above.find(|it| it.is_dir()).unwrap_or(Path::new("."));
        let system = std::env::temp_dir();
        for folder in [near, &system] {
            if let Ok(file) = tempfile::tempfile_in(folder) {
                return Self::new(folder.to_owned(), Some(file));
            }
        }
        Self::in_memory()
    }

    /// Returns an empty one in memory.
    pub fn in_memory() -> Self {
        Self::new(PathBuf::new(), None)
    }

    fn new(folder: PathBuf, file: Option<fs::File>) -> Self {
        // Taken once: as much of it is in use as is written to.
        let room = if file.is_some() { IN_MEMORY } else { 0 };
        let aside = SpillState {
            memory: Vec::with_capacity(room),
            file,
            end: 0,
        };
        Self {
            folder,
            aside: Mutex::new(aside),
        }
    }

    /// Puts a text aside.
    ///
    /// # Errors
    /// Names the folder.
    pub fn put(&self, text: &[u8]) -> Result<SpillOffset, Error> {
        let mut aside = self.aside.lock().unwrap_or_else(PoisonError::into_inner);
        aside.put(text).map_err(|source| Error::Write {
            path: self.folder.clone(),
            source,
        })
    }

    /// Returns a text that was put aside.
    ///
    /// # Errors
    /// It can't be read, or is none of this one's.
    pub fn get(&self, slip: SpillOffset) -> io::Result<Vec<u8>> {
        let mut aside = self.aside.lock().unwrap_or_else(PoisonError::into_inner);
        aside.get(slip)
    }

    /// Returns the error of what can't be had again.
    pub fn unreadable(&self, source: io::Error) -> Error {
        Error::Read {
            path: self.folder.clone(),
            source,
        }
    }
}

impl SpillState {
    fn put(&mut self, text: &[u8]) -> io::Result<SpillOffset> {
        let len = u32::try_from(text.len()).map_err(|_| io::ErrorKind::FileTooLarge)?;
        let len = len.to_le_bytes();
        let size = LENGTH + text.len();
        match &mut self.file {
            Some(file) if self.memory.len() + size > IN_MEMORY => {
                let start = self.end;
                file.seek(SeekFrom::Start(start))?;
                file.write_all(&[&len, text].concat())?;
                self.end += size as u64;
                Ok(SpillOffset(IN_MEMORY as u64 + start))
            }
            _ => {
                let start = self.memory.len() as u64;
                self.memory.extend_from_slice(&len);
                self.memory.extend_from_slice(text);
                Ok(SpillOffset(start))
            }
        }
    }

    fn get(&mut self, slip: SpillOffset) -> io::Result<Vec<u8>> {
        let none = || io::Error::from(io::ErrorKind::UnexpectedEof);
        let in_file = slip.0.checked_sub(IN_MEMORY as u64);
        if let (Some(file), Some(start)) = (&mut self.file, in_file) {
            file.seek(SeekFrom::Start(start))?;
            let mut text = Vec::with_capacity(USUAL);
            (&mut *file).take(USUAL as u64).read_to_end(&mut text)?;
            let len = text.first_chunk().copied().map(u32::from_le_bytes);
            let len = len.filter(|it| start.saturating_add(u64::from(*it)) <= self.end);
            let size = LENGTH + len.ok_or_else(none)? as usize;
            let n_read = text.len().min(size);
            text.resize(size, 0);
            file.read_exact(&mut text[n_read..])?;
            text.drain(..LENGTH);
            return Ok(text);
        }
        let start = usize::try_from(slip.0).unwrap_or(usize::MAX);
        let from = self.memory.get(start..).and_then(<[u8]>::split_first_chunk);
        let text = from.and_then(|(len, rest)| rest.get(..u32::from_le_bytes(*len) as usize));
        text.map(<[u8]>::to_vec).ok_or_else(none)
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
fn folder(path: &Path) -> &Path {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_aside_is_had_again_from_disk_and_from_memory() {
        let folder = tempfile::tempdir().unwrap();
        for spool in [
            SpillFile::near(folder.path()),
            SpillFile::near(&folder.path().join("not/there/yet")),
            SpillFile::in_memory(),
        ] {
            // What does not fit in memory any more goes to the file, and what still does stays.
            let (long, exact) = ("l".repeat(IN_MEMORY - 30), "e".repeat(USUAL - LENGTH));
            let texts = ["one", "", &long, "three and more", &exact, &long, "4"];
            let slips = texts.map(|it| spool.put(it.as_bytes()).unwrap());
            for (text, slip) in texts.iter().zip(slips).rev() {
                assert!(spool.get(slip).unwrap() == text.as_bytes());
            }
            let further = spool.put(b"four").unwrap();
            assert_eq!(spool.get(further).unwrap(), b"four");
            assert!(spool.get(SpillOffset(further.0 + 60)).is_err());
            assert!(spool.get(SpillOffset(u64::MAX)).is_err());
        }
        assert!(names_in(folder.path()).is_empty());
    }
}
