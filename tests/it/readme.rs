//! The README is true: its commands run, its files exist.

use std::fs;
use std::path::Path;

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

/// The commands of all shell blocks, lines that end in a backslash joined.
fn commands(readme: &str) -> Vec<String> {
    let blocks = readme
        .split("```sh\n")
        .skip(1)
        .map(|it| it.split("```").next().unwrap());
    let lines = blocks.flat_map(|it| {
        it.replace("\\\n", " ")
            .lines()
            .map(ToOwned::to_owned)
            .collect::<Vec<_>>()
    });
    lines
        .map(|it| it.trim().to_owned())
        .filter(|it| !it.is_empty() && !it.starts_with('#'))
        .collect()
}

#[test]
fn every_command_of_the_readme_works() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
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
    let mut n_run = 0;
    for command in commands(&readme) {
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
                "git clone",
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
            continue;
        };
        let (args, output) = ours
            .split_once(" > ")
            .map_or((ours, None), |(args, output)| (args, Some(output)));
        let run = program()
            .args(args.split_whitespace())
            .current_dir(folder.path())
            .output()
            .unwrap();
        assert!(
            run.status.success(),
            "{command}\n{}",
            String::from_utf8_lossy(&run.stderr)
        );
        if let Some(output) = output {
            fs::write(folder.path().join(output.trim()), run.stdout).unwrap();
        }
        n_run += 1;
    }
    assert!(n_run >= 5, "only {n_run} commands found");
}

#[test]
fn every_file_that_the_readme_links_to_exists() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    for (_, rest) in readme
        .match_indices("](")
        .map(|(at, it)| readme[at..].split_at(it.len()))
    {
        let target = rest.split([')', '#']).next().unwrap();
        if !target.starts_with("http") && !target.is_empty() {
            assert!(root().join(target).exists(), "{target}");
        }
    }
}

#[test]
fn every_yaml_block_of_the_readme_is_sound() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let mut n_blocks = 0;
    for block in readme
        .split("```yaml\n")
        .skip(1)
        .map(|it| it.split("```").next().unwrap())
    {
        let diagnostics = if block.starts_with("guide:") {
            bespoke::guide::load(block).1
        } else if block.starts_with("# bespoke.yaml") {
            bespoke::config::load(block, "bespoke.yaml").1
        } else {
            bespoke::profile::load(block).1
        };
        assert_eq!(diagnostics, [], "{block}");
        n_blocks += 1;
    }
    assert!(n_blocks >= 2);
}
