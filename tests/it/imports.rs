//! Keeps the imports between files one way: no file imports a file that imports it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::support;

/// A file as a path of modules: `["layout", "font"]`; the crate itself is `[]`.
type Module = Vec<String>;

/// A path in the source as its segments: `["super", "font", "FontId"]`.
type Segments = Vec<String>;

/// The longest file, in lines. Unit tests of a long file are in a file beside it.
const MAX_LINES: usize = 700;

/// How often a name is followed through re-exports.
const MAX_REEXPORTS: usize = 6;

/// The sources without comments, unit tests and the program's `main`.
fn sources() -> BTreeMap<Module, String> {
    let mut found = BTreeMap::new();
    collect(&support::root().join("src"), &mut Vec::new(), &mut found);
    found
}

fn collect(folder: &Path, module: &mut Module, found: &mut BTreeMap<Module, String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        if path.is_dir() {
            module.push(name);
            collect(&path, module, found);
            module.pop();
        } else if path.extension().is_some_and(|it| it == "rs") {
            let mut own = module.clone();
            match name.as_str() {
                "main" | "tests" => continue,
                "lib" | "mod" => {}
                _ => own.push(name),
            }
            found.insert(own, code(&fs::read_to_string(&path).unwrap()));
        }
    }
}

/// Returns a source without comments and inline unit tests.
fn code(source: &str) -> String {
    let source = source.split("#[cfg(test)]\nmod tests {").next().unwrap();
    let lines = source
        .lines()
        .map(|line| line.split("//").next().unwrap_or_default());
    lines.collect::<Vec<_>>().join("\n")
}

/// Returns the paths of a `use` tree: `a::{b, c::d}` is `a::b` and `a::c::d`.
fn expand(tree: &str, prefix: &Segments, paths: &mut Vec<Segments>) {
    let segments = |text: &str| -> Segments {
        let text = text.split(" as ").next().unwrap_or_default();
        let parts = text.split("::").map(str::trim).filter(|it| !it.is_empty());
        parts.map(str::to_owned).collect()
    };
    let Some(open) = tree.find('{') else {
        paths.push([prefix.clone(), segments(tree)].concat());
        return;
    };
    let prefix = [prefix.clone(), segments(&tree[..open])].concat();
    let close = tree.rfind('}').unwrap_or(tree.len());
    let (mut depth, mut item) = (0, String::new());
    for character in tree[open + 1..close].chars().chain([',']) {
        match character {
            ',' if depth == 0 => {
                if !item.trim().is_empty() {
                    expand(item.trim(), &prefix, paths);
                }
                item.clear();
                continue;
            }
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        item.push(character);
    }
}

/// What a file names of others.
#[derive(Default)]
struct Names {
    /// The paths that it imports or writes out.
    used: Vec<Segments>,
    /// The names that it re-exports, and what they lead to.
    exported: BTreeMap<String, Segments>,
}

fn names(module: &Module, code: &str, all: &BTreeMap<Module, String>) -> Names {
    let mut names = Names::default();
    let mut rest = String::new();
    for statement in code.split_inclusive(';') {
        let Some(at) = find_use(statement) else {
            rest.push_str(statement);
            continue;
        };
        rest.push_str(&statement[..at]);
        let tree = statement[at + "use ".len()..].trim_end_matches(';');
        let mut paths = Vec::new();
        expand(tree, &Vec::new(), &mut paths);
        let line = statement[..at].lines().last().unwrap_or_default().trim();
        if line.starts_with("pub") {
            for path in &paths {
                names
                    .exported
                    .insert(path.last().unwrap().clone(), path.clone());
            }
            // Re-exporting a child of one's own is how a module says what it offers.
            paths.retain(|path| {
                resolve(module, path, all, &BTreeMap::new(), 0)
                    .is_none_or(|it| !it.starts_with(module))
            });
        }
        names.used.extend(paths);
    }
    let is_name = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    for word in rest.split(|c| !is_name(c)) {
        let path: Segments = word.split("::").map(str::to_owned).collect();
        if path.len() > 1 && !path.iter().any(String::is_empty) {
            names.used.push(path);
        }
    }
    names
}

/// Returns where `use` starts in a statement that is an import.
fn find_use(statement: &str) -> Option<usize> {
    let mut offset = 0;
    for line in statement.split_inclusive('\n') {
        let text = line.trim_start();
        let body = match text.strip_prefix("pub") {
            Some(after) if after.starts_with('(') => after.split_once(") ").map(|it| it.1),
            Some(after) => after.strip_prefix(' '),
            None => Some(text),
        };
        if let Some(body) = body.filter(|it| it.starts_with("use ")) {
            return Some(offset + line.len() - body.len());
        }
        offset += line.len();
    }
    None
}

/// Returns the file that a path leads to, if it is one of ours.
fn resolve(
    from: &Module,
    path: &[String],
    all: &BTreeMap<Module, String>,
    exported: &BTreeMap<Module, BTreeMap<String, Segments>>,
    depth: usize,
) -> Option<Module> {
    let mut rest = path;
    let mut at: Module = match path.first()?.as_str() {
        "crate" => {
            rest = &rest[1..];
            Vec::new()
        }
        "self" => {
            rest = &rest[1..];
            from.clone()
        }
        "super" => {
            let mut at = from.clone();
            while rest.first().is_some_and(|it| it == "super") {
                at.pop();
                rest = &rest[1..];
            }
            at
        }
        first => {
            let child = [from.clone(), vec![first.to_owned()]].concat();
            all.contains_key(&child).then(|| from.clone())?
        }
    };
    while let Some(next) = rest.first() {
        let below = [at.clone(), vec![next.clone()]].concat();
        if !all.contains_key(&below) {
            break;
        }
        at = below;
        rest = &rest[1..];
    }
    if let Some(name) = rest.first()
        && depth < MAX_REEXPORTS
        && let Some(target) = exported.get(&at).and_then(|it| it.get(name))
        && let Some(found) = resolve(&at, target, all, exported, depth + 1)
    {
        return Some(found);
    }
    Some(at)
}

/// Returns which files each file imports.
fn imports(all: &BTreeMap<Module, String>) -> BTreeMap<Module, BTreeSet<Module>> {
    let names: BTreeMap<&Module, Names> = all
        .iter()
        .map(|(module, code)| (module, names(module, code, all)))
        .collect();
    let exported = names
        .iter()
        .map(|(module, it)| ((*module).clone(), it.exported.clone()))
        .collect();
    let targets = |module: &Module, names: &Names| {
        let found = names
            .used
            .iter()
            .filter_map(|path| resolve(module, path, all, &exported, 0));
        found
            .filter(|it| it != module && !it.is_empty() && all.contains_key(it))
            .collect()
    };
    names
        .iter()
        .map(|(module, it)| ((*module).clone(), targets(module, it)))
        .collect()
}

/// Returns a circle of imports, if there is one.
fn circle(imports: &BTreeMap<Module, BTreeSet<Module>>) -> Option<Vec<Module>> {
    fn visit<'g>(
        module: &'g Module,
        imports: &'g BTreeMap<Module, BTreeSet<Module>>,
        path: &mut Vec<&'g Module>,
        done: &mut BTreeSet<&'g Module>,
    ) -> Option<Vec<Module>> {
        if let Some(start) = path.iter().position(|it| *it == module) {
            return Some(path[start..].iter().map(|it| (*it).clone()).collect());
        }
        if done.contains(module) {
            return None;
        }
        path.push(module);
        let found = imports
            .get(module)
            .into_iter()
            .flatten()
            .find_map(|it| visit(it, imports, path, done));
        path.pop();
        done.insert(module);
        found
    }
    let mut done = BTreeSet::new();
    imports
        .keys()
        .find_map(|it| visit(it, imports, &mut Vec::new(), &mut done))
}

#[test]
fn no_file_imports_a_file_that_imports_it() {
    let imports = imports(&sources());
    // The reader of imports sees them: layout draws text, the program tailors.
    let of = |path: &str| -> Module { path.split('/').map(str::to_owned).collect() };
    assert!(imports[&of("layout/shape")].contains(&of("layout/font")));
    assert!(imports[&of("cli/tailor")].contains(&of("tailor/export")));
    if let Some(circle) = circle(&imports) {
        let files: Vec<String> = circle.iter().map(|it| it.join("/")).collect();
        panic!(
            "these files import each other in a circle: {}",
            files.join(" -> ")
        );
    }
}

#[test]
fn a_circle_of_imports_is_found() {
    let file = |name: &str, code: &str| (vec!["m".to_owned(), name.to_owned()], code.to_owned());
    let mut all: BTreeMap<Module, String> = [
        file("a", "use super::b::{self, B};\nfn a() {}"),
        file("b", "pub struct B;\nfn b() { crate::m::c::c(); }"),
        file("c", "use crate::m::A;\npub fn c(_: A) {}"),
    ]
    .into();
    // The parent leads on to what it re-exports, and is no part of the circle.
    let parent = "mod a;\nmod b;\nmod c;\npub use a::A;".to_owned();
    all.insert(vec!["m".to_owned()], parent);
    let found = circle(&imports(&all)).unwrap();
    let names: Vec<&str> = found.iter().map(|it| it[1].as_str()).collect();
    assert_eq!(names, ["a", "b", "c"]);
    all.insert(file("c", "").0, "pub fn c() {}".to_owned());
    assert_eq!(circle(&imports(&all)), None);
}

#[test]
fn no_file_is_longer_than_a_person_reads_at_once() {
    let mut long = Vec::new();
    let mut folders = vec![support::root().join("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == "rs") {
                let n_lines = fs::read_to_string(&path).unwrap().lines().count();
                if n_lines > MAX_LINES {
                    long.push(format!("{}: {n_lines} lines", path.display()));
                }
            }
        }
    }
    assert!(long.is_empty(), "split these: {}", long.join(", "));
}
