//! What several tests need: the examples, and a builder for runs of the program.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use bespoke::guide::{self, Guide};
use bespoke::layout::{Family, Fonts};
use bespoke::profile::{self, Profile};
use bespoke::tailor::{Exporter, Format, Tailored};
use bespoke::template::Template;
use proptest::test_runner::Config;

/// The repository.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// How many cases of a property are tried: as many times more as `SOAK` says, which `just soak` sets.
pub(crate) fn cases(usual: u32) -> Config {
    let times = std::env::var("SOAK").map_or(1, |it| it.parse().unwrap());
    Config::with_cases(usual * times)
}

/// Name and source of every example profile.
pub(crate) fn profiles() -> Vec<(String, String)> {
    let mut profiles: Vec<(String, String)> = fs::read_dir(root().join("profiles"))
        .unwrap()
        .map(|it| it.unwrap().path())
        .filter(|it| it.extension().is_some_and(|it| it == "yaml"))
        .map(|it| {
            (
                it.file_stem().unwrap().to_str().unwrap().to_owned(),
                fs::read_to_string(&it).unwrap(),
            )
        })
        .collect();
    profiles.sort();
    assert!(profiles.len() >= 4);
    profiles
}

#[track_caller]
pub(crate) fn profile(source: &str) -> Profile {
    let (profile, diagnostics) = profile::load(source);
    assert_eq!(diagnostics, []);
    profile.unwrap()
}

#[track_caller]
pub(crate) fn guide(name: &str) -> Guide {
    guide::load(guide::built_in(name).unwrap()).0.unwrap()
}

/// The text of each line of markup (HTML or XML) that has any, read without mercy: tags close in order, attributes stand
/// in quotation marks, and nothing else has a `<`, a `>` or an unknown entity.
#[track_caller]
pub(crate) fn text_lines(markup: &str) -> Vec<String> {
    const VOID: [&str; 2] = ["meta", "!DOCTYPE"];
    let mut open: Vec<String> = Vec::new();
    let mut texts = vec![String::new()];
    let mut rest = markup;
    while !rest.is_empty() {
        if rest.starts_with('<') {
            let mut quoted = false;
            let end = rest
                .find(|it| {
                    quoted ^= it == '"';
                    it == '>' && !quoted
                })
                .unwrap();
            let tag = &rest[1..end];
            rest = &rest[end + 1..];
            let name = |it: &str| it.split([' ', '/']).next().unwrap().to_owned();
            if let Some(closed) = tag.strip_prefix('/') {
                assert_eq!(open.pop().as_deref(), Some(closed), "in\n{markup}");
            } else {
                for value in tag.split('"').skip(1).step_by(2) {
                    let _ = decoded(value);
                }
                if !tag.ends_with('/')
                    && !tag.starts_with('?')
                    && !VOID.contains(&name(tag).as_str())
                {
                    open.push(name(tag));
                }
            }
        } else {
            let end = rest.find('<').unwrap_or(rest.len());
            let (text, behind) = rest.split_at(end);
            rest = behind;
            if open.iter().any(|it| it == "style") {
                continue;
            }
            for (idx, line) in text.split('\n').enumerate() {
                if idx > 0 {
                    texts.push(String::new());
                }
                texts.last_mut().unwrap().push_str(&decoded(line));
            }
        }
    }
    assert!(open.is_empty(), "{open:?} in\n{markup}");
    texts.retain(|it| !it.is_empty());
    texts
}

#[track_caller]
fn decoded(text: &str) -> String {
    assert!(!text.contains(['<', '>', '"']), "{text}");
    let mut parts = text.split('&');
    let mut out = parts.next().unwrap().to_owned();
    for part in parts {
        let (name, rest) = part.split_once(';').unwrap();
        let entities = [
            ("amp", '&'),
            ("lt", '<'),
            ("gt", '>'),
            ("quot", '"'),
            ("#9", '\t'),
        ];
        let character = entities.iter().find(|it| it.0 == name).unwrap().1;
        out.push(character);
        out.push_str(rest);
    }
    out
}

/// The paragraphs of a Word file.
#[track_caller]
pub(crate) fn word_paragraphs(file: &[u8]) -> Vec<String> {
    let xml = word_part(file, "word/document.xml");
    text_lines(&xml.replace("</w:p>", "</w:p>\n"))
}

/// A part of a Word file.
#[track_caller]
pub(crate) fn word_part(file: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(file)).unwrap();
    let mut text = String::new();
    let mut part = archive.by_name(name).unwrap();
    std::io::Read::read_to_string(&mut part, &mut text).unwrap();
    text
}

/// The profile of somebody with one job and one line.
pub(crate) fn person(name: &str) -> String {
    format!(
        "name: {name}
contact: {{email: someone@example.com}}
experience:
  - employer: Northwind
    title: Engineer
    start: 2019-04
    end: present
    highlights:
      - Led 4 engineers and cut the cost of the cloud by 31 %
"
    )
}

/// The program, in an environment that has no settings for it: neither the user's own nor those of the machine.
pub(crate) fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bespoke"));
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("BESPOKE_") {
            command.env_remove(name);
        }
    }
    for name in [
        "NO_COLOR",
        "SOURCE_DATE_EPOCH",
        "XDG_CONFIG_HOME",
        "APPDATA",
    ] {
        command.env_remove(name);
    }
    command.env("HOME", "/nowhere");
    // Whatever day it is, the program has no hint for it: before any profile's dates, this changes nothing else.
    command.env("SOURCE_DATE_EPOCH", "0");
    command
}

/// A run of the program in a folder of its own. Nothing is expected on either stream, and success, unless said.
#[must_use]
pub(crate) struct Test {
    folder: tempfile::TempDir,
    args: Vec<String>,
    variables: Vec<(&'static str, String)>,
    inside: String,
    stdin: String,
    stdout: Option<String>,
    stderr: Option<String>,
    status: i32,
}

/// What a run left behind.
pub(crate) struct Ran {
    folder: tempfile::TempDir,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Test {
    pub(crate) fn new<'a>(args: impl IntoIterator<Item = &'a str>) -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            args: args.into_iter().map(ToOwned::to_owned).collect(),
            variables: Vec::new(),
            inside: String::new(),
            stdin: String::new(),
            stdout: Some(String::new()),
            stderr: Some(String::new()),
            status: 0,
        }
    }

    pub(crate) fn file(self, name: &str, text: &str) -> Self {
        let path = self.folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        self
    }

    /// Sets a variable of the environment.
    pub(crate) fn env(mut self, name: &'static str, value: &str) -> Self {
        self.variables.push((name, value.to_owned()));
        self
    }

    /// Runs it in a folder of the folder.
    pub(crate) fn inside(mut self, folder: &str) -> Self {
        folder.clone_into(&mut self.inside);
        fs::create_dir_all(self.folder.path().join(folder)).unwrap();
        self
    }

    pub(crate) fn stdin(mut self, text: &str) -> Self {
        text.clone_into(&mut self.stdin);
        self
    }

    pub(crate) fn stdout(mut self, text: &str) -> Self {
        self.stdout = Some(text.to_owned());
        self
    }

    pub(crate) fn stderr(mut self, text: &str) -> Self {
        self.stderr = Some(text.to_owned());
        self
    }

    /// Leaves standard output to the test itself.
    pub(crate) fn any_stdout(mut self) -> Self {
        self.stdout = None;
        self
    }

    /// Leaves standard error to the test itself.
    pub(crate) fn any_stderr(mut self) -> Self {
        self.stderr = None;
        self
    }

    pub(crate) fn status(mut self, status: i32) -> Self {
        self.status = status;
        self
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    #[track_caller]
    pub(crate) fn run(self) -> Ran {
        let mut child = program()
            .args(&self.args)
            .current_dir(self.folder.path().join(&self.inside))
            .envs(self.variables)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // A program that doesn't read its input closes it; that is its right.
        let _ = child.stdin.take().unwrap().write_all(self.stdin.as_bytes());
        let output = child.wait_with_output().unwrap();
        let stdout = String::from_utf8_lossy(&output.stdout).into_owned();
        let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(
            output.status.code(),
            Some(self.status),
            "stdout:\n{stdout}\nstderr:\n{stderr}"
        );
        if let Some(expected) = &self.stdout {
            assert_eq!(
                &stdout, expected,
                "standard output; standard error was:\n{stderr}"
            );
        }
        if let Some(expected) = &self.stderr {
            assert_eq!(&stderr, expected, "standard error");
        }
        Ran {
            folder: self.folder,
            stdout,
            stderr,
        }
    }
}

impl Ran {
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    #[track_caller]
    pub(crate) fn bytes(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap()
    }

    #[track_caller]
    pub(crate) fn text(&self, name: &str) -> String {
        String::from_utf8(self.bytes(name)).unwrap()
    }

    /// The names of all files in the folder.
    pub(crate) fn files(&self) -> Vec<String> {
        let entries = fs::read_dir(self.folder.path()).unwrap();
        let mut names: Vec<String> = entries
            .map(|it| it.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }
}

/// Returns the one file of a format, as the program writes it.
pub(crate) fn export(tailored: &Tailored, profile: &Profile, format: Format) -> Vec<u8> {
    let exporter = Exporter::new(Fonts::family(Family::Sans));
    let template = Template::default();
    let files = exporter.export(tailored, profile, &template, None, format);
    files.unwrap().remove(0).bytes
}
