//! Keeps the layer line of ARCHITECTURE.md: a module uses only what stands to its left.

use std::fs;
use std::path::{Path, PathBuf};

/// The layers from left to right.
const LAYERS: [&str; 28] = [
    "diag", "archive", "parallel", "yaml", "reader", "text", "profile", "interop", "guide",
    "posting", "score", "coverage", "check", "select", "document", "layout", "template", "render",
    "config", "tailor", "html", "report", "error", "fs", "input", "batch", "schema", "cli",
];

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(sources(&path));
        } else if path.extension().is_some_and(|it| it == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Returns every module named after `crate::` in a source, also inside `use crate::{…}`.
fn uses(source: &str) -> Vec<String> {
    let code = source
        .lines()
        .filter(|it| !it.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n");
    let mut found = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        let name = |text: &str| {
            text.chars()
                .take_while(|it| it.is_alphanumeric() || *it == '_')
                .collect::<String>()
        };
        if let Some(list) = rest.strip_prefix('{') {
            let mut depth = 0;
            let mut item = String::new();
            for it in list.chars() {
                match it {
                    '{' => depth += 1,
                    '}' if depth == 0 => break,
                    '}' => depth -= 1,
                    ',' if depth == 0 => found.push(name(std::mem::take(&mut item).trim())),
                    _ if depth == 0 => item.push(it),
                    _ => {}
                }
            }
            found.push(name(item.trim()));
        } else {
            found.push(name(rest));
        }
    }
    found.retain(|it| !it.is_empty());
    found
}

#[test]
fn modules_use_only_what_stands_to_their_left() {
    let src = root().join("src");
    let mut wrong = Vec::new();
    for file in sources(&src) {
        let path = file.strip_prefix(&src).unwrap();
        let module = path
            .components()
            .next()
            .unwrap()
            .as_os_str()
            .to_str()
            .unwrap()
            .trim_end_matches(".rs");
        let Some(own) = LAYERS.iter().position(|it| *it == module) else {
            assert!(["lib", "main"].contains(&module), "`{module}` has no layer");
            continue;
        };
        for used in uses(&fs::read_to_string(&file).unwrap()) {
            match LAYERS.iter().position(|it| *it == used) {
                Some(layer) if layer > own => wrong.push(format!(
                    "src/{}: `{module}` may not use `{used}`",
                    path.display()
                )),
                Some(_) => {}
                None => wrong.push(format!("src/{}: `{used}` has no layer", path.display())),
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_layer_exists_and_the_architecture_names_it() {
    let text = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    for layer in LAYERS {
        let src = root().join("src");
        assert!(
            src.join(layer).is_dir() || src.join(format!("{layer}.rs")).is_file(),
            "{layer}"
        );
        assert!(
            text.contains(&format!("| `{layer}` |")),
            "ARCHITECTURE.md doesn't name `{layer}`"
        );
    }
    assert!(
        text.lines().count() < 140,
        "ARCHITECTURE.md is meant to be read in one go"
    );
}

#[test]
fn each_outside_crate_is_named_in_one_module() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let dependencies = manifest
        .split("[dependencies]")
        .nth(1)
        .unwrap()
        .split("\n[")
        .next()
        .unwrap();
    // Deriving does not tie a module to a library, and two modules compare strings, each with its own measure. A
    // crate that could be exchanged (PDF, YAML, terminal, templates) is named in one module; readers of formats such
    // as csv may be named where a format is read.
    let everywhere = ["serde", "thiserror", "strsim", "rayon", "rustc_hash", "csv"];
    for name in dependencies
        .lines()
        .filter_map(|it| it.split_once(" = ").map(|it| it.0.replace('-', "_")))
    {
        if everywhere.contains(&name.as_str()) {
            continue;
        }
        let src = root().join("src");
        let mut modules: Vec<String> = Vec::new();
        for file in sources(&src) {
            let code = fs::read_to_string(&file).unwrap();
            if code
                .lines()
                .any(|it| !it.trim_start().starts_with("//") && it.contains(&format!("{name}::")))
            {
                let path = file.strip_prefix(&src).unwrap();
                let module = path
                    .components()
                    .next()
                    .unwrap()
                    .as_os_str()
                    .to_str()
                    .unwrap()
                    .trim_end_matches(".rs");
                modules.push(module.to_owned());
            }
        }
        modules.dedup();
        assert!(!modules.is_empty(), "`{name}` is not used");
        assert_eq!(modules.len(), 1, "`{name}` is named in {modules:?}");
    }
}
