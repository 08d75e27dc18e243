//! Texts too many for memory.

use std::fs;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::error::Error;

/// Texts that are read again one by one: the first ones in memory, the others in an unnamed temporary file.
pub struct SpillFile {
    /// The folder that the file is in.
    folder: PathBuf,
    state: Mutex<SpillState>,
}

/// The offset of a text in a [`SpillFile`], where its length comes first. Offsets in the file follow those in memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SpillOffset(u64);

/// The bytes of the length before each text.
const LENGTH: usize = size_of::<u32>();

/// The most bytes kept in memory if there is a file for more.
const MAX_IN_MEMORY: usize = 4 << 20;

/// The bytes read from the file at once: most texts have fewer.
const READ_SIZE: usize = 4096;

struct SpillState {
    memory: Vec<u8>,
    file: Option<fs::File>,
    /// The length of the file in bytes.
    end: u64,
}

impl SpillFile {
    /// Creates an empty one on the disk of `path`, or else in the folder for temporary files; if neither can be written to,
    /// as in some containers, everything is kept in memory.
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

    /// Creates an empty one that keeps everything in memory.
    pub fn in_memory() -> Self {
        Self::new(PathBuf::new(), None)
    }

    fn new(folder: PathBuf, file: Option<fs::File>) -> Self {
        // Taken once: as much of it is in use as is written to.
        let room = if file.is_some() { MAX_IN_MEMORY } else { 0 };
        let state = SpillState {
            memory: Vec::with_capacity(room),
            file,
            end: 0,
        };
        Self {
            folder,
            state: Mutex::new(state),
        }
    }

    /// Appends a text.
    ///
    /// # Errors
    /// Names the folder.
    pub fn put(&self, text: &[u8]) -> Result<SpillOffset, Error> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.put(text).map_err(|source| Error::Write {
            path: self.folder.clone(),
            source,
        })
    }

    /// Returns a text.
    ///
    /// # Errors
    /// The file cannot be read, or the offset is not of this file.
    pub fn get(&self, offset: SpillOffset) -> io::Result<Vec<u8>> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.get(offset)
    }

    /// Returns the error for a text that cannot be read.
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
            Some(file) if self.memory.len() + size > MAX_IN_MEMORY => {
                let start = self.end;
                file.seek(SeekFrom::Start(start))?;
                file.write_all(&[&len, text].concat())?;
                self.end += size as u64;
                Ok(SpillOffset(MAX_IN_MEMORY as u64 + start))
            }
            _ => {
                let start = self.memory.len() as u64;
                self.memory.extend_from_slice(&len);
                self.memory.extend_from_slice(text);
                Ok(SpillOffset(start))
            }
        }
    }

    fn get(&mut self, offset: SpillOffset) -> io::Result<Vec<u8>> {
        let none = || io::Error::from(io::ErrorKind::UnexpectedEof);
        let in_file = offset.0.checked_sub(MAX_IN_MEMORY as u64);
        if let (Some(file), Some(start)) = (&mut self.file, in_file) {
            file.seek(SeekFrom::Start(start))?;
            let mut text = Vec::with_capacity(READ_SIZE);
            (&mut *file).take(READ_SIZE as u64).read_to_end(&mut text)?;
            let len = text.first_chunk().copied().map(u32::from_le_bytes);
            let len = len.filter(|it| start.saturating_add(u64::from(*it)) <= self.end);
            let size = LENGTH + len.ok_or_else(none)? as usize;
            let n_read = text.len().min(size);
            text.resize(size, 0);
            file.read_exact(&mut text[n_read..])?;
            text.drain(..LENGTH);
            return Ok(text);
        }
        let start = usize::try_from(offset.0).unwrap_or(usize::MAX);
        let from = self.memory.get(start..).and_then(<[u8]>::split_first_chunk);
        let text = from.and_then(|(len, rest)| rest.get(..u32::from_le_bytes(*len) as usize));
        text.map(<[u8]>::to_vec).ok_or_else(none)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_come_back_from_disk_and_from_memory() {
        let folder = tempfile::tempdir().unwrap();
        for spill in [
            SpillFile::near(folder.path()),
            SpillFile::near(&folder.path().join("not/there/yet")),
            SpillFile::in_memory(),
        ] {
            // What does not fit in memory any more goes to the file, and what still does stays.
            let (long, exact) = (
                "l".repeat(MAX_IN_MEMORY - 30),
                "e".repeat(READ_SIZE - LENGTH),
            );
            let texts = ["one", "", &long, "three and more", &exact, &long, "4"];
            let offsets = texts.map(|it| spill.put(it.as_bytes()).unwrap());
            for (text, offset) in texts.iter().zip(offsets).rev() {
                assert!(spill.get(offset).unwrap() == text.as_bytes());
            }
            let further = spill.put(b"four").unwrap();
            assert_eq!(spill.get(further).unwrap(), b"four");
            assert!(spill.get(SpillOffset(further.0 + 60)).is_err());
            assert!(spill.get(SpillOffset(u64::MAX)).is_err());
        }
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
