//! The action for GitHub and the image for Docker: their files name what exists, and the action's steps run.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use bespoke::yaml::{self, Node, Value};

use crate::support::{program, root};

fn tree(path: &str) -> Node {
    let source = fs::read_to_string(root().join(path)).unwrap();
    let (tree, diagnostics) = yaml::parse(&source);
    assert_eq!(diagnostics, [], "{path}");
    tree.unwrap()
}

fn entries(node: &Node) -> Vec<(&str, &Node)> {
    match &node.value {
        Value::Map(entries) => entries
            .iter()
            .map(|(key, it)| (key.name.as_str(), it))
            .collect(),
        other => panic!("no mapping: {other:?}"),
    }
}

fn items(node: &Node) -> &[Node] {
    match &node.value {
        Value::Seq(items) => items,
        other => panic!("no list: {other:?}"),
    }
}

fn find<'a>(node: &'a Node, key: &str) -> Option<&'a Node> {
    entries(node)
        .into_iter()
        .find(|it| it.0 == key)
        .map(|it| it.1)
}

#[track_caller]
fn get<'a>(node: &'a Node, key: &str) -> &'a Node {
    find(node, key).unwrap_or_else(|| panic!("no `{key}` in {node:?}"))
}

fn text(node: &Node) -> &str {
    match &node.value {
        Value::Str(text) => text,
        other => panic!("no text: {other:?}"),
    }
}

/// The steps of the action.
fn steps(action: &Node) -> &[Node] {
    items(get(get(action, "runs"), "steps"))
}

/// What of a kind, as `inputs`, the texts of the action refer to.
fn named(source: &str, kind: &str) -> BTreeSet<String> {
    let dotted = format!(" {kind}.");
    let uses = source.split(&dotted).skip(1);
    let name = |it: &str| -> String {
        it.chars()
            .take_while(|it| it.is_alphanumeric() || "-_".contains(*it))
            .collect()
    };
    uses.map(name).collect()
}

/// Every step of the example that uses the action: what it gives to it.
fn uses(workflow: &Node) -> Vec<&Node> {
    let jobs = entries(get(workflow, "jobs"));
    let steps = jobs.iter().flat_map(|(_, job)| items(get(job, "steps")));
    steps
        .filter(|it| find(it, "uses").is_some_and(|it| text(it) == "./"))
        .map(|it| get(it, "with"))
        .collect()
}

/// Runs a script of the action as the runner does, in a folder with the examples.
fn run(script: &str, folder: &Path, variables: &[(&str, &str)]) -> Output {
    let programs = Path::new(env!("CARGO_BIN_EXE_bespoke")).parent().unwrap();
    let path = std::env::var_os("PATH").unwrap();
    let path = [programs.to_owned()]
        .into_iter()
        .chain(std::env::split_paths(&path));
    let mut command = Command::new("bash");
    // In the environment of the program's other runs.
    for (name, value) in program().get_envs() {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    command
        .args(["--noprofile", "--norc", "-eo", "pipefail", "-c", script])
        .current_dir(folder)
        .env("PATH", std::env::join_paths(path).unwrap())
        .env("RUNNER_TEMP", folder)
        .env("GITHUB_OUTPUT", folder.join("outputs"))
        .envs(variables.iter().copied())
        .output()
        .unwrap()
}

fn examples() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for part in ["profiles", "postings"] {
        fs::create_dir(folder.path().join(part)).unwrap();
        for entry in fs::read_dir(root().join(part)).unwrap() {
            let path = entry.unwrap().path();
            let to = folder.path().join(part).join(path.file_name().unwrap());
            fs::copy(path, to).unwrap();
        }
    }
    folder
}

#[test]
fn the_action_uses_every_input_and_no_other() {
    let source = fs::read_to_string(root().join("action.yml")).unwrap();
    let action = tree("action.yml");
    let inputs = entries(get(&action, "inputs"));
    let declared = inputs.iter().map(|it| it.0.to_owned()).collect();
    assert_eq!(named(&source, "inputs"), declared);
    let ids = steps(&action).iter().filter_map(|it| find(it, "id"));
    let ids: BTreeSet<String> = ids.map(|it| text(it).to_owned()).collect();
    assert_eq!(
        &named(&source, "steps")
            .union(&ids)
            .cloned()
            .collect::<BTreeSet<_>>(),
        &ids
    );
    for (name, input) in inputs {
        assert!(
            find(input, "description").is_some() && find(input, "default").is_some(),
            "{name}"
        );
    }
}

#[test]
#[cfg(unix)]
fn the_examples_steps_run_and_make_what_is_uploaded() {
    if Command::new("bash").arg("--version").output().is_err() {
        return;
    }
    let action = tree("action.yml");
    let script = steps(&action)
        .iter()
        .find(|it| find(it, "id").is_some_and(|it| text(it) == "run"))
        .unwrap();
    let script = text(get(script, "run"));
    let workflow = tree(".github/workflows/example.yml");
    let folder = examples();
    let declared: Vec<&str> = entries(get(&action, "inputs"))
        .iter()
        .map(|it| it.0)
        .collect();
    let uses = uses(&workflow);
    assert!(uses.len() >= 3);
    for with in uses {
        for (input, _) in entries(with) {
            assert!(declared.contains(&input), "{input}");
        }
        let variables = [
            ("BESPOKE_ACTION_COMMAND", text(get(with, "command"))),
            ("BESPOKE_ACTION_ARGS", text(get(with, "args"))),
        ];
        let output = run(script, folder.path(), &variables);
        assert!(output.status.success(), "{output:?}");
    }
    let jobs = entries(get(&workflow, "jobs"));
    let upload = items(get(jobs[0].1, "steps")).last().unwrap();
    let uploaded = text(get(get(upload, "with"), "path"));
    assert_eq!(uploaded.lines().count(), 3);
    for name in uploaded.lines() {
        assert!(folder.path().join(name).is_file(), "{name}");
    }
}

#[test]
#[cfg(unix)]
fn arguments_stay_whole_a_result_is_kept_and_a_failure_fails() {
    if Command::new("bash").arg("--version").output().is_err() {
        return;
    }
    let action = tree("action.yml");
    let script = steps(&action).last().unwrap();
    let script = text(get(script, "run"));
    let folder = examples();
    fs::copy(
        folder.path().join("profiles/student.yaml"),
        folder.path().join("a b; $(touch c).yaml"),
    )
    .unwrap();
    let with = |command, args| {
        [
            ("BESPOKE_ACTION_COMMAND", command),
            ("BESPOKE_ACTION_ARGS", args),
        ]
    };
    let output = run(
        script,
        folder.path(),
        &with("tailor", "a b; $(touch c).yaml\n\n-q"),
    );
    assert!(output.status.success(), "{output:?}");
    assert!(!folder.path().join("c").exists());
    let outputs = || fs::read_to_string(folder.path().join("outputs")).unwrap();
    let result = outputs();
    let result = result.trim_end().strip_prefix("result=").unwrap();
    let resume = output.stdout;
    assert_eq!(fs::read(result).unwrap(), resume);
    assert!(resume.starts_with(b"# "));
    let output = run(script, folder.path(), &with("tailor", "no.yaml"));
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    let output = run(script, folder.path(), &with("guide", "list"));
    assert!(output.status.success(), "{output:?}");
    // A later step's result leaves an earlier one alone.
    let outputs = outputs();
    let last = outputs.lines().last().unwrap();
    let last = last.strip_prefix("result=").unwrap();
    assert_eq!(fs::read(last).unwrap(), output.stdout);
    assert_eq!(fs::read(result).unwrap(), resume);
}

#[test]
fn the_image_gets_every_file_that_the_build_needs_and_no_profile() {
    let ignored = fs::read_to_string(root().join(".dockerignore")).unwrap();
    let taken: Vec<&str> = ignored
        .lines()
        .filter_map(|it| it.strip_prefix('!'))
        .collect();
    let holds = |path: &Path| {
        let path = path.to_str().unwrap();
        taken.iter().any(|it| {
            let (start, end) = it.split_once('*').unwrap_or((it, ""));
            let is_below = path
                .strip_prefix(it)
                .is_some_and(|rest| rest.starts_with('/'));
            path == *it
                || is_below
                || it.contains('*') && path.starts_with(start) && path.ends_with(end)
        })
    };
    // What Cargo.toml names, and what the sources include outside of tests.
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let named = manifest
        .lines()
        .filter_map(|it| it.strip_prefix("path = \""));
    let mut needed: Vec<PathBuf> = named.map(|it| it.trim_end_matches('"').into()).collect();
    assert!(needed.len() >= 2);
    needed.extend(
        [
            "Cargo.toml",
            "Cargo.lock",
            "benches/score.rs",
            "src/main.rs",
        ]
        .map(PathBuf::from),
    );
    for part in ["guides", "templates", "templates/fonts"] {
        for entry in fs::read_dir(root().join(part)).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                needed.push(path.strip_prefix(root()).unwrap().to_owned());
            }
        }
    }
    for path in &needed {
        assert!(root().join(path).is_file(), "{}", path.display());
        assert!(holds(path), "{}", path.display());
    }
    assert!(!holds(Path::new("profiles/student.yaml")));
    assert!(!holds(Path::new("own.yaml")));
}
