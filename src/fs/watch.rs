//! Files watched for changes: which of them somebody saved, once the saving is over.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::ffi::OsString;
use std::path::{Component, Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant, SystemTime};
use std::{env, fs};

use notify::event::{AccessKind, AccessMode, ModifyKind};
use notify::{ErrorKind, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use crate::diag::path_name;
use crate::error::Error;

/// A save is over when nothing has happened for so long: editors write, rename and set permissions in a row.
const QUIET: Duration = Duration::from_millis(20);

/// How long a file that isn't there, or is empty, may take to come back: some editors delete before they write.
const GRACE: Duration = Duration::from_millis(300);

/// A file that changes all the time is read as it is after so long.
const MAX_WAIT: Duration = Duration::from_secs(1);

/// How often files are looked at where nobody tells of changes.
const POLL: Duration = Duration::from_millis(200);

/// More links than that lead in a circle.
const MAX_LINKS: usize = 40;

/// How often folders are looked for that come and go.
const ATTEMPTS: usize = 3;

/// Some files, watched.
///
/// The folders that hold the files are watched, not the files: an editor may put a new file in the place of the old one.
pub struct Watch {
    told: Receiver<WatchMessage>,
    teller: Sender<WatchMessage>,
    /// Nothing where files are looked at again and again instead.
    watcher: Option<RecommendedWatcher>,
    folders: BTreeSet<PathBuf>,
    /// The real places whose change changes a file (the file's own, and those of the links on the way to it), and the
    /// files that it changes, as they were named.
    places: BTreeMap<PathBuf, BTreeSet<PathBuf>>,
    stamps: BTreeMap<PathBuf, Option<Stamp>>,
    /// Whether a folder that is watched went away: another may have its name by now.
    is_stale: bool,
}

/// What a watcher tells.
enum WatchMessage {
    /// Something happened at these paths.
    At(Vec<PathBuf>),
    /// These are there no more, or under another name.
    Gone(Vec<PathBuf>),
    /// So much happened that nobody knows where.
    Anywhere,
    /// The watching is to end.
    Stop,
}

/// What was heard in a while.
enum WaitOutcome {
    Changed(BTreeSet<PathBuf>),
    Nothing,
    Stop,
}

/// What tells two states of a file apart without reading it.
#[derive(Clone, PartialEq, Eq)]
struct Stamp {
    size: u64,
    modified: Option<SystemTime>,
    created: Option<SystemTime>,
}

impl Watch {
    /// Begins to watch, as yet no file. Where `polls`, files are looked at five times a second, which works on any file
    /// system.
    ///
    /// # Errors
    /// The system watches nothing for this process.
    pub fn start(polls: bool) -> Result<Self, Error> {
        let (teller, told) = channel();
        let watcher = if polls {
            None
        } else {
            let teller = teller.clone();
            let handler = move |event| {
                if let Some(told) = heard(event) {
                    // Where nobody listens the program is about to end.
                    let _ = teller.send(told);
                }
            };
            let watcher = notify::recommended_watcher(handler);
            Some(watcher.map_err(|error| refused("for changes", &error))?)
        };
        Ok(Self {
            told,
            teller,
            watcher,
            folders: BTreeSet::new(),
            places: BTreeMap::new(),
            stamps: BTreeMap::new(),
            is_stale: false,
        })
    }

    /// Returns what ends the watching, from any thread.
    pub fn stopper(&self) -> impl Fn() + Send + 'static {
        let teller = self.teller.clone();
        move || {
            let _ = teller.send(WatchMessage::Stop);
        }
    }

    /// Watches these files, there or not, and no others. What changes from here on is told; so they are best read after
    /// this.
    ///
    /// # Errors
    /// Names a folder that can't be watched.
    pub fn follow(&mut self, files: &BTreeSet<PathBuf>) -> Result<(), Error> {
        let mut tried = self.try_to_follow(files);
        for _ in 1..ATTEMPTS {
            if tried.is_err() {
                // A folder may have gone between being found and being watched.
                tried = self.try_to_follow(files);
            }
        }
        tried
    }

    fn try_to_follow(&mut self, files: &BTreeSet<PathBuf>) -> Result<(), Error> {
        let mut of_files: BTreeMap<PathBuf, BTreeSet<PathBuf>> = BTreeMap::new();
        for file in files {
            for place in places(file) {
                of_files.entry(place).or_default().insert(file.clone());
            }
        }
        self.places = of_files;
        // What changed since it was last looked at is still to be told.
        let mut known = std::mem::take(&mut self.stamps);
        let stamped = self.places.keys().map(|place| {
            let stamp = known.remove(place).unwrap_or_else(|| stamp(place));
            (place.clone(), stamp)
        });
        self.stamps = stamped.collect();
        let Some(watcher) = &mut self.watcher else {
            return Ok(());
        };
        let folders = self.places.keys().filter_map(|it| it.parent());
        let folders: BTreeSet<PathBuf> = folders.map(Path::to_owned).collect();
        let is_kept = |it: &PathBuf| !self.is_stale && folders.contains(it);
        let (kept, gone) = std::mem::take(&mut self.folders)
            .into_iter()
            .partition(is_kept);
        self.folders = kept;
        self.is_stale = false;
        for folder in &gone {
            // Of a folder that was removed the system has forgotten that it was watched.
            let _ = watcher.unwatch(folder);
        }
        for folder in folders {
            if !self.folders.contains(&folder) {
                watcher
                    .watch(&folder, RecursiveMode::NonRecursive)
                    .map_err(|error| refused(&format!("`{}`", path_name(&folder)), &error))?;
                self.folders.insert(folder);
            }
        }
        Ok(())
    }

    /// Waits until files have changed and nothing more happens to them, and returns them as they were named; nothing
    /// once the watching is to end.
    pub fn changed(&mut self) -> Option<BTreeSet<PathBuf>> {
        let mut changed = BTreeSet::new();
        while changed.is_empty() {
            match self.hear(Duration::MAX) {
                WaitOutcome::Changed(files) => changed = files,
                WaitOutcome::Nothing => {}
                WaitOutcome::Stop => return None,
            }
        }
        let first = now();
        while first.elapsed() < MAX_WAIT {
            let wait = if self.all_there() { QUIET } else { GRACE };
            match self.hear(wait) {
                WaitOutcome::Changed(files) => changed.extend(files),
                WaitOutcome::Nothing => break,
                WaitOutcome::Stop => return None,
            }
        }
        Some(changed)
    }

    /// Listens until a file changes, at most for so long.
    fn hear(&mut self, wait: Duration) -> WaitOutcome {
        let end = now().checked_add(wait);
        loop {
            let left = end.map_or(Duration::MAX, |it| it.saturating_duration_since(now()));
            let next = if self.watcher.is_some() {
                left
            } else {
                left.min(POLL)
            };
            let changed = match self.told.recv_timeout(next) {
                Ok(WatchMessage::At(paths)) => self.files_at(&paths),
                Ok(WatchMessage::Gone(paths)) => {
                    self.is_stale |= paths.iter().any(|it| self.folders.contains(it));
                    self.files_at(&paths)
                }
                Ok(WatchMessage::Anywhere) => {
                    self.is_stale = true;
                    self.places.values().flatten().cloned().collect()
                }
                Err(RecvTimeoutError::Timeout) => self.looked_at(),
                Ok(WatchMessage::Stop) | Err(RecvTimeoutError::Disconnected) => {
                    return WaitOutcome::Stop;
                }
            };
            if !changed.is_empty() {
                return WaitOutcome::Changed(changed);
            }
            if end.is_some_and(|it| it <= now()) {
                return WaitOutcome::Nothing;
            }
        }
    }

    /// Returns the files that change with any of these paths: those there, and those in them.
    fn files_at(&self, paths: &[PathBuf]) -> BTreeSet<PathBuf> {
        let is_meant = |place: &Path| {
            let folder = place.parent();
            paths.iter().any(|it| it == place || Some(&**it) == folder)
        };
        let meant = self.places.iter().filter(|(place, _)| is_meant(place));
        meant.flat_map(|(_, files)| files.clone()).collect()
    }

    /// Returns the files that have changed since they were last looked at; none where a watcher tells.
    fn looked_at(&mut self) -> BTreeSet<PathBuf> {
        let mut changed = BTreeSet::new();
        if self.watcher.is_some() {
            return changed;
        }
        for (place, files) in &self.places {
            let stamp = stamp(place);
            if self.stamps.get(place) != Some(&stamp) {
                self.stamps.insert(place.clone(), stamp);
                changed.extend(files.iter().cloned());
            }
        }
        changed
    }

    /// Returns whether every file is there and has something in it.
    fn all_there(&self) -> bool {
        let mut files = self.places.values().flatten();
        files.all(|it| fs::metadata(it).is_ok_and(|it| it.len() > 0))
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "how long to wait, on which nothing that is made depends"
)]
fn now() -> Instant {
    Instant::now()
}

/// Returns what an event is to those who wait for files to change; that a file was opened or read is nothing.
fn heard(event: notify::Result<Event>) -> Option<WatchMessage> {
    match event {
        Ok(event) if event.need_rescan() => Some(WatchMessage::Anywhere),
        Ok(Event { kind, paths, .. }) => match kind {
            EventKind::Access(AccessKind::Close(AccessMode::Write)) => {
                Some(WatchMessage::At(paths))
            }
            EventKind::Access(_) => None,
            EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_)) => {
                Some(WatchMessage::Gone(paths))
            }
            _ => Some(WatchMessage::At(paths)),
        },
        Err(_) => Some(WatchMessage::Anywhere),
    }
}

/// Returns why something is not watched, and the way out.
fn refused(what: &str, error: &notify::Error) -> Error {
    let why = match &error.kind {
        ErrorKind::MaxFilesWatch => {
            "the system watches no more folders (on Linux, fs.inotify.max_user_watches says how many)"
                .to_owned()
        }
        ErrorKind::PathNotFound => "there is no such folder".to_owned(),
        ErrorKind::Io(error) => {
            let text = error.to_string();
            let number = text.find(" (os error");
            let text = &text[..number.unwrap_or(text.len())];
            format!(
                "{text} (on Linux, fs.inotify.max_user_instances says how many programs may watch)"
            )
        }
        _ => error.to_string(),
    };
    Error::Input(format!(
        "can't watch {what}: {why}; --poll looks at the files instead"
    ))
}

fn stamp(place: &Path) -> Option<Stamp> {
    let found = fs::symlink_metadata(place).ok()?;
    Some(Stamp {
        size: found.len(),
        modified: found.modified().ok(),
        created: found.created().ok(),
    })
}

/// Returns the real places whose change changes a file: the links on the way to it, and the place where it is, or would
/// have to come into being.
fn places(file: &Path) -> Vec<PathBuf> {
    let whole = env::current_dir().map_or_else(|_| file.to_owned(), |it| it.join(file));
    let mut rest: VecDeque<OsString> = parts(&whole);
    let mut real = PathBuf::new();
    let mut places = Vec::new();
    while let Some(part) = rest.pop_front() {
        if part == ".." {
            real.pop();
            continue;
        }
        let here = real.join(&part);
        match fs::read_link(&here) {
            // Systems have links in their root that nobody changes, and all of the disk in it.
            Ok(target) if places.len() < MAX_LINKS => {
                if real.parent().is_some() {
                    places.push(here);
                }
                for part in parts(&target).into_iter().rev() {
                    rest.push_front(part);
                }
            }
            _ if rest.is_empty() || fs::symlink_metadata(&here).is_err() => {
                places.push(here);
                break;
            }
            _ => real = here,
        }
    }
    places
}

/// Returns the parts of a path; `join` starts anew at the root, where it begins with one.
fn parts(path: &Path) -> VecDeque<OsString> {
    let parts = path.components().filter(|it| *it != Component::CurDir);
    parts.map(|it| it.as_os_str().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_changes_where_it_is_or_would_be() {
        let folder = tempfile::tempdir().unwrap();
        let real = fs::canonicalize(folder.path()).unwrap();
        fs::create_dir(real.join("in")).unwrap();
        assert_eq!(places(&real.join("in/a")), [real.join("in/a")]);
        assert_eq!(places(&real.join("in/../b")), [real.join("b")]);
        assert_eq!(places(&real.join("not/there/a")), [real.join("not")]);
    }

    #[cfg(unix)]
    #[test]
    fn a_file_changes_with_every_link_to_it() {
        use std::os::unix::fs::symlink;
        let folder = tempfile::tempdir().unwrap();
        let real = fs::canonicalize(folder.path()).unwrap();
        fs::create_dir(real.join("v1")).unwrap();
        symlink("v1", real.join("now")).unwrap();
        symlink("now/a", real.join("a")).unwrap();
        let expect = ["a", "now", "v1/a"].map(|it| real.join(it));
        assert_eq!(places(&real.join("a")), expect);
        symlink("circle", real.join("circle")).unwrap();
        assert!(places(&real.join("circle")).len() <= MAX_LINKS + 1);
    }

    #[test]
    fn to_open_a_file_is_not_to_change_it() {
        let event = |kind| heard(Ok(Event::new(kind))).is_some();
        assert!(!event(EventKind::Access(AccessKind::Open(AccessMode::Any))));
        assert!(!event(EventKind::Access(AccessKind::Read)));
        assert!(event(EventKind::Access(AccessKind::Close(
            AccessMode::Write
        ))));
    }
}
