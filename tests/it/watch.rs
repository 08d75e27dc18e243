//! `bespoke watch`: every save is rendered, once, whichever way editors save.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use crate::support::{Test, person};

/// Nothing takes so long, however busy the machine is.
const LONG: Duration = Duration::from_mins(2);

/// A `watch` at work in a folder of its own.
struct Watched {
    folder: tempfile::TempDir,
    child: Child,
    lines: Receiver<String>,
    said: Vec<String>,
}

impl Watched {
    /// Begins to watch `p.yaml`, once `lay` has laid out the folder.
    fn new(args: &str, lay: impl FnOnce(&dyn Fn(&str) -> PathBuf)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("p.yaml"), person("Ada One")).unwrap();
        lay(&|name| folder.path().join(name));
        let mut child = Command::new(env!("CARGO_BIN_EXE_bespoke"))
            .args(["watch", "p.yaml"])
            .args(args.split(' '))
            .current_dir(folder.path())
            .stdin(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let stderr = child.stderr.take().unwrap();
        let (teller, lines) = channel();
        std::thread::spawn(move || {
            for line in BufReader::new(stderr).lines().map_while(Result::ok) {
                let _ = teller.send(line);
            }
        });
        let mut watched = Self {
            folder,
            child,
            lines,
            said: Vec::new(),
        };
        watched.hears("watching ");
        watched
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn text(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_default()
    }

    /// Waits for a line that begins so.
    #[track_caller]
    fn hears(&mut self, start: &str) {
        let end = Instant::now() + LONG;
        while let Ok(line) = self
            .lines
            .recv_timeout(end.saturating_duration_since(Instant::now()))
        {
            self.said.push(line);
            if self.said.last().is_some_and(|it| it.starts_with(start)) {
                return;
            }
        }
        panic!("no `{start}` in {:#?}", self.said);
    }

    /// Waits until the Markdown says `words`.
    #[track_caller]
    fn shows(&self, words: &str) {
        let end = Instant::now() + LONG;
        while !self.text("r.md").contains(words) {
            assert!(Instant::now() < end, "{}", self.text("r.md"));
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Saves as editors do that never leave half a file: beside it, and over it.
    fn save_over(&self, name: &str, text: &str) {
        let beside = self.path(&format!("{name}~"));
        fs::write(&beside, text).unwrap();
        fs::rename(beside, self.path(name)).unwrap();
    }

    /// Ends it with Ctrl-C, and returns everything that it said and its status.
    #[cfg(unix)]
    fn end(mut self) -> (Vec<String>, Option<i32>) {
        let id = self.child.id().to_string();
        let sent = Command::new("kill").args(["-INT", &id]).status().unwrap();
        assert!(sent.success());
        let status = self.child.wait().unwrap();
        self.said.extend(self.lines.iter());
        (std::mem::take(&mut self.said), status.code())
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn every_way_to_save_is_a_save() {
    for how in ["-o r.md", "-o r.md --poll"] {
        let mut it = Watched::new(how, |_| {});
        it.shows("# Ada One");
        fs::write(it.path("p.yaml"), person("Ada Two")).unwrap();
        it.shows("# Ada Two");
        it.save_over("p.yaml", &person("Ada Three"));
        it.shows("# Ada Three");
        fs::rename(it.path("p.yaml"), it.path("p.yaml.old")).unwrap();
        fs::write(it.path("p.yaml"), person("Ada Four")).unwrap();
        it.shows("# Ada Four");
        fs::remove_file(it.path("p.yaml")).unwrap();
        it.hears("error: can't read `p.yaml`");
        it.hears("p.yaml changed: nothing was written");
        assert!(it.text("r.md").contains("# Ada Four"));
        fs::write(it.path("p.yaml"), person("Ada Five")).unwrap();
        it.shows("# Ada Five");
        it.hears("p.yaml changed: made again r.md: 1 page, ");
    }
}

#[test]
fn a_bad_save_is_told_with_its_place_and_changes_no_output() {
    let mut it = Watched::new("-o r.md -o r.txt", |_| {});
    let before = (it.text("r.md"), it.text("r.txt"));
    it.save_over("p.yaml", &person("Ada Two").replace("name:", "nmae:"));
    it.hears("error: unknown key `nmae`");
    it.hears(" --> p.yaml:1:1");
    it.hears("  | ^^^^");
    it.hears("p.yaml changed: nothing was written");
    assert_eq!((it.text("r.md"), it.text("r.txt")), before);
    it.save_over("p.yaml", &person("Ada Two"));
    it.hears("p.yaml changed: made again r.md, r.txt: ");
    it.shows("# Ada Two");
    it.save_over("p.yaml", &person("Ada Three"));
    it.hears("p.yaml changed: made r.md, r.txt: ");
}

#[test]
fn a_mistake_that_is_there_from_the_start_is_waited_for() {
    let mut it = Watched::new("-o r.md", |path| {
        fs::write(path("p.yaml"), "name: [\n").unwrap();
    });
    assert!(it.said.iter().any(|it| it.starts_with("error: ")));
    assert!(!it.path("r.md").exists());
    it.save_over("p.yaml", &person("Ada Two"));
    it.hears("p.yaml changed: made again r.md: ");
    it.shows("# Ada Two");
}

#[cfg(unix)]
#[test]
fn a_save_is_rendered_once_and_nothing_else_is() {
    let mut it = Watched::new("-o r.md -o r.pdf -o r.svg", |_| {});
    for name in ["Ada Two", "Ada Three", "Ada Four"] {
        fs::write(it.path("another.yaml"), name).unwrap();
        it.save_over("p.yaml", &person(name));
        it.hears("p.yaml changed: ");
    }
    let (said, status) = it.end();
    assert_eq!(status, Some(0));
    let made = said.iter().filter(|it| it.contains("made ")).count();
    assert_eq!(made, 4, "{said:#?}");
    assert_eq!(
        said.len(),
        6,
        "with one warning that the page is not full: {said:#?}"
    );
}

#[cfg(unix)]
#[test]
fn a_warning_is_said_again_only_when_it_changed() {
    let with = |line: &str| person("Ada One") + "      - " + line + "\n";
    let answered = with("Answered question #1 of the board");
    let mut it = Watched::new("-o r.md", |path| {
        fs::write(path("p.yaml"), &answered).unwrap();
    });
    let mut saved = |text: &str, made: &str| {
        it.save_over("p.yaml", text);
        it.hears(made);
    };
    // A line above and a mistake in between change no warning.
    saved(
        &format!("# Of my own.\n{answered}"),
        "p.yaml changed: made r.md",
    );
    saved("name: [\n", "p.yaml changed: nothing was written");
    saved(&answered, "p.yaml changed: made again r.md");
    saved(
        &with("Answered question #2 of the board"),
        "p.yaml changed: made r.md",
    );
    saved(&with("Answered questions"), "p.yaml changed: made r.md");
    saved(&answered, "p.yaml changed: made r.md");
    let (said, _) = it.end();
    let drawn = |text: &str| said.iter().filter(|it| it.contains(text)).count();
    // What is gone for a while is new when it comes back.
    assert_eq!(
        (drawn("question #1"), drawn("question #2")),
        (2, 1),
        "{said:#?}"
    );
    let fills = said
        .iter()
        .filter(|it| it.starts_with("warning: the profile fills"));
    let fills: Vec<&String> = fills.collect();
    assert!(fills.windows(2).all(|it| it[0] != it[1]), "{fills:#?}");
    assert!(!fills.is_empty(), "{said:#?}");
}

#[test]
fn all_that_is_read_is_watched_wherever_it_is() {
    let guide = bespoke::guide::built_in("teacher").unwrap();
    let style = bespoke::template::built_in("modern").unwrap();
    let mut it = Watched::new(
        "-o r.md -j in/job.md -t look/style.yaml -t look/own.hbs",
        |path| {
            fs::create_dir(path("in")).unwrap();
            fs::create_dir(path("look")).unwrap();
            fs::write(path("in/job.md"), "Engineer\n- Experience with Java\n").unwrap();
            fs::write(path("look/style.yaml"), style).unwrap();
            fs::write(path("look/own.hbs"), "# {{name}}\n").unwrap();
            fs::write(path("in/guide.yaml"), guide).unwrap();
            let own = person("Ada One") + "guide: in/guide.yaml\n";
            fs::write(path("p.yaml"), own).unwrap();
        },
    );
    it.save_over("in/job.md", "Engineer\n- Experience with Rust\n");
    it.hears("in/job.md changed: made r.md");
    it.save_over("look/style.yaml", style);
    it.hears("look/style.yaml changed: made r.md");
    it.save_over("look/own.hbs", "# Now {{name}}\n");
    it.hears("look/own.hbs changed: made r.md");
    it.shows("# Now Ada One");
    it.save_over("in/guide.yaml", "guide: [\n");
    it.hears("error: ");
    it.save_over("in/guide.yaml", guide);
    it.hears("in/guide.yaml changed: made again r.md");
}

#[cfg(unix)]
#[test]
fn a_link_changes_with_what_it_leads_to() {
    use std::os::unix::fs::symlink;
    let mut it = Watched::new("-o r.md", |path| {
        for (folder, name) in [("v1", "Ada One"), ("v2", "Ada Two")] {
            fs::create_dir(path(folder)).unwrap();
            fs::write(path(folder).join("p.yaml"), person(name)).unwrap();
        }
        symlink("v1", path("now")).unwrap();
        fs::remove_file(path("p.yaml")).unwrap();
        symlink("now/p.yaml", path("p.yaml")).unwrap();
    });
    it.shows("# Ada One");
    it.save_over("v1/p.yaml", &person("Ada Three"));
    it.shows("# Ada Three");
    symlink("v2", it.path("next")).unwrap();
    fs::rename(it.path("next"), it.path("now")).unwrap();
    it.shows("# Ada Two");
    it.save_over("v2/p.yaml", &person("Ada Four"));
    it.shows("# Ada Four");
    it.hears("p.yaml changed: ");
}

#[test]
fn a_folder_may_go_and_come_back() {
    let mut it = Watched::new("-o r.md -j in/job.md", |path| {
        fs::create_dir(path("in")).unwrap();
        fs::write(path("in/job.md"), "Engineer\n- Experience with Java\n").unwrap();
    });
    fs::rename(it.path("in"), it.path("away")).unwrap();
    it.hears("error: can't read `in/job.md`");
    it.hears("in/job.md changed: nothing was written");
    fs::rename(it.path("away"), it.path("in")).unwrap();
    it.hears("in/job.md changed: made again r.md");
    it.save_over("in/job.md", "Engineer\n- Experience with Rust\n");
    it.hears("in/job.md changed: made r.md");
}

#[test]
fn what_can_not_be_watched_is_a_wrong_command() {
    let usage = |args: &str, message: &str| {
        let args = ["watch"].into_iter().chain(args.split(' '));
        Test::new(args)
            .file("p.yaml", &person("Ada One"))
            .status(2)
            .stderr(&format!("error: {message}\n"))
            .run();
    };
    usage(
        "p.yaml",
        "name a file to write again on every save, as -o resume.pdf",
    );
    usage(
        "p.yaml -o -",
        "`-` can't be written again on every save: name a file, as -o resume.pdf",
    );
    usage(
        "- -o r.md",
        "only files can be watched: save what comes from standard input to one",
    );
    Test::new(["watch", "q.yaml", "-o", "r.md"])
        .status(1)
        .stderr("error: can't read `q.yaml`: there is no such file\n")
        .run();
}
