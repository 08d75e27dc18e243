//! The README and the pages in docs are true: their commands run and say what is shown, their files are sound and exist.

use std::fs;
use std::path::{Path, PathBuf};

use crate::support::{program, root};

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        if entry.path().is_file() {
            fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
        }
    }
}

/// The README and the pages in docs, by their paths from the root.
fn pages() -> Vec<(PathBuf, String)> {
    let docs = fs::read_dir(root().join("docs")).unwrap();
    let docs = docs.map(|it| Path::new("docs").join(it.unwrap().file_name()));
    let mut pages: Vec<PathBuf> = docs
        .filter(|it| it.extension().is_some_and(|it| it == "md"))
        .collect();
    pages.push("README.md".into());
    pages.sort();
    let text = |it: &PathBuf| fs::read_to_string(root().join(it)).unwrap();
    pages.iter().map(|it| (it.clone(), text(it))).collect()
}

/// A block of code: what it holds, the file that it is (`yaml my-guide.yaml` names one), and its lines.
struct Block<'p> {
    kind: &'p str,
    file: Option<&'p str>,
    text: &'p str,
    /// Whether nothing but white space stands between the block before and this one.
    follows: bool,
}

/// The blocks of code of a page.
fn blocks(page: &str) -> Vec<Block<'_>> {
    let mut blocks = Vec::new();
    let mut parts = page.split("\n```");
    let mut before = parts.next().unwrap();
    while let (Some(block), Some(after)) = (parts.next(), parts.next()) {
        let (head, text) = block.split_once('\n').unwrap();
        let (kind, file) = head
            .split_once(' ')
            .map_or((head, None), |(kind, file)| (kind, Some(file)));
        blocks.push(Block {
            kind,
            file,
            text,
            follows: before.trim().is_empty(),
        });
        before = after;
    }
    blocks
}

/// The commands of a shell block, lines that end in a backslash joined.
fn commands(block: &str) -> Vec<String> {
    let lines = block.replace("\\\n", " ");
    lines
        .lines()
        .map(|it| it.trim().to_owned())
        .filter(|it| !it.is_empty() && !it.starts_with('#'))
        .collect()
}

/// Runs a command of a page in a folder. Returns what it says: errors and notes first.
fn run(command: &str, folder: &Path) -> Option<String> {
    // What fetches, builds or tests the project is what runs this test.
    let ours = command
        .strip_prefix("cargo run --release -- ")
        .or_else(|| command.strip_prefix("bespoke "))
        .map(|it| {
            it.split(" | ")
                .next()
                .unwrap()
                .split(" # ")
                .next()
                .unwrap()
                .trim()
        });
    let Some(ours) = ours else {
        let known = [
            "git ",
            "cd ",
            "cargo install",
            "scripts/test",
            "benches/process",
            "cargo test",
        ];
        assert!(
            known.iter().any(|it| command.starts_with(it)),
            "what is `{command}`?"
        );
        if let Some(script) = command.split(' ').next().filter(|it| it.contains('/')) {
            assert!(root().join(script).is_file(), "{script}");
        }
        return None;
    };
    let (args, output) = ours
        .split_once(" > ")
        .map_or((ours, None), |(args, output)| (args, Some(output)));
    if let Some(output) = output {
        // As a shell does, before the program runs.
        fs::write(folder.join(output.trim()), "").unwrap();
    }
    let run = program()
        .args(words(args))
        .current_dir(folder)
        .output()
        .unwrap();
    let said = String::from_utf8(run.stderr).unwrap();
    assert!(run.status.success(), "{command}\n{said}");
    if let Some(output) = output {
        fs::write(folder.join(output.trim()), run.stdout).unwrap();
        return Some(said);
    }
    // A file on standard output, such as a resume, is no text.
    Some(said + &String::from_utf8_lossy(&run.stdout))
}

/// The words of a command as a shell parts them: quotes hold words together.
fn words(command: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (idx, part) in command.split('"').enumerate() {
        if idx % 2 == 1 {
            words.push(part.to_owned());
        } else {
            words.extend(part.split_whitespace().map(ToOwned::to_owned));
        }
    }
    words
}

/// Holds what was said against what a page shows, in which `…` on a line stands for any lines.
#[track_caller]
fn check_shown(shown: &str, said: &str, page: &Path) {
    let mut rest = format!("\n{}\n", said.trim_end());
    for (idx, part) in format!("\n{shown}\n").split("\n…\n").enumerate() {
        let part = if idx == 0 {
            part.to_owned()
        } else {
            format!("\n{part}")
        };
        let part = if part.ends_with('\n') {
            part
        } else {
            part + "\n"
        };
        let at = rest.find(&part).filter(|at| idx > 0 || *at == 0);
        let Some(at) = at else {
            panic!(
                "{} shows\n{part}\nbut what is said is\n{said}",
                page.display()
            );
        };
        rest = format!("\n{}", &rest[at + part.len()..]);
    }
    let is_open = shown.ends_with('…');
    assert!(
        is_open || rest.trim().is_empty(),
        "{} doesn't show\n{rest}",
        page.display()
    );
}

/// Says what is wrong with a file of ours, and nothing of another.
fn problems(file: Option<&str>, text: &str) -> Vec<String> {
    let starts = |key: &str| text.starts_with(key);
    let diagnostics = if file.is_some_and(|it| it.starts_with(".github")) {
        bespoke::yaml::parse(text).1
    } else if starts("# bespoke.yaml") {
        bespoke::config::load(text, "bespoke.yaml").1
    } else if starts("guide:") {
        bespoke::guide::load(text).1
    } else if starts("template:") {
        bespoke::template::load(text).1
    } else if starts("name:") {
        bespoke::profile::load(text).1
    } else {
        bespoke::check::House::load(text).1
    };
    diagnostics.into_iter().map(|it| it.message).collect()
}

#[test]
fn every_command_works_and_says_what_is_shown() {
    let mut n_run = 0;
    for (page, text) in pages() {
        let folder = tempfile::tempdir().unwrap();
        for name in [
            "profiles",
            "postings",
            "guides",
            "templates",
            "tests/fixtures/import",
        ] {
            copy(&root().join(name), &folder.path().join(name));
        }
        let mut said = String::new();
        for block in blocks(&text) {
            if let Some(file) = block.file {
                let file = folder.path().join(file);
                fs::create_dir_all(file.parent().unwrap()).unwrap();
                fs::write(file, format!("{}\n", block.text)).unwrap();
            } else if block.kind == "sh" {
                said.clear();
                for command in commands(block.text) {
                    if let Some(now) = run(&command, folder.path()) {
                        said.push_str(&now);
                        n_run += 1;
                    }
                }
            } else if block.kind == "text" && block.follows {
                check_shown(block.text, &said, &page);
            }
        }
    }
    assert!(n_run >= 40, "only {n_run} commands found");
}

#[test]
fn every_file_that_is_linked_to_exists() {
    for (page, text) in pages() {
        for (_, rest) in text
            .match_indices("](")
            .map(|(at, it)| text[at..].split_at(it.len()))
        {
            let target = rest.split([')', '#']).next().unwrap();
            if !target.starts_with("http") && !target.is_empty() {
                let path = root().join(&page).with_file_name(target);
                assert!(path.exists(), "{}: {target}", page.display());
            }
        }
    }
}

#[test]
fn every_yaml_block_is_sound() {
    let mut n_blocks = 0;
    for (page, text) in pages() {
        for block in blocks(&text).iter().filter(|it| it.kind == "yaml") {
            let found = problems(block.file, block.text);
            assert_eq!(found, [""; 0], "{}:\n{}", page.display(), block.text);
            n_blocks += 1;
        }
    }
    assert!(n_blocks >= 9);
}
