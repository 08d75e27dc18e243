//! What kind of value a format wants where.

use crate::diag::Diagnostic;
use crate::yaml::{Node, Value, excerpt};

/// A kind of value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A text or a number.
    Text,
    /// A list.
    List,
    /// A mapping.
    Map,
    /// A list of texts, or a single one.
    Texts,
}

/// Which kind of value stands at which path: `[]` stands for every entry of a list, `*` for every key.
pub(super) type Shape<'s> = &'s [(&'s str, Kind)];

/// Returns every value that is of another kind than the format wants. What is not there is not wrong.
pub(super) fn check(node: &Node, shape: Shape<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (path, kind) in shape {
        let steps = path.replace("[]", ".[]");
        let steps: Vec<&str> = steps.split('.').collect();
        walk(node, &steps, "", *kind, &mut found);
    }
    found
}

/// Does what [`check`] does for what stands under `key`.
pub(super) fn check_below(node: &Node, key: &str, shape: Shape<'_>) -> Vec<Diagnostic> {
    let Value::Map(entries) = &node.value else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for (_, below) in entries.iter().filter(|(it, _)| it.name == key) {
        found.extend(mismatch(below, key, Kind::Map));
        found.extend(check(below, shape));
    }
    found
}

fn walk(node: &Node, steps: &[&str], path: &str, kind: Kind, found: &mut Vec<Diagnostic>) {
    let Some((step, rest)) = steps.split_first() else {
        found.extend(mismatch(node, path, kind));
        return;
    };
    match &node.value {
        Value::Seq(items) if *step == "[]" => {
            for (idx, item) in items.iter().enumerate() {
                walk(item, rest, &format!("{path}[{idx}]"), kind, found);
            }
        }
        Value::Map(entries) => {
            for (key, value) in entries {
                if *step == "*" || key.name == *step {
                    let path = super::source::joined(path, &key.name);
                    walk(value, rest, &path, kind, found);
                }
            }
        }
        _ => {}
    }
}

fn mismatch(node: &Node, path: &str, kind: Kind) -> Option<Diagnostic> {
    let fits = match (kind, &node.value) {
        (_, Value::Null)
        | (Kind::Text | Kind::Texts, Value::Str(_) | Value::Number(_))
        | (Kind::List, Value::Seq(_))
        | (Kind::Map, Value::Map(_)) => true,
        // An empty list is how some programs write that there is nothing.
        (Kind::Map | Kind::Text, Value::Seq(items)) => items.is_empty(),
        (Kind::Texts, Value::Seq(items)) => {
            let is_text = |it: &Node| !matches!(it.value, Value::Seq(_) | Value::Map(_));
            items.iter().all(is_text)
        }
        // Texts where a list of entries or a mapping could stand: older forms.
        (Kind::Map, Value::Str(_)) => path.ends_with(']') || path.ends_with("location"),
        _ => false,
    };
    if fits {
        return None;
    }
    let expected = match kind {
        Kind::Text => "a text",
        Kind::List => "a list",
        Kind::Map => "a mapping",
        Kind::Texts => "a list of texts",
    };
    let found = match &node.value {
        Value::Null => "nothing".to_owned(),
        Value::Bool(it) => format!("`{it}`"),
        Value::Number(it) => format!("the number `{}`", excerpt(it)),
        Value::Str(it) => format!("the text `{}`", excerpt(it)),
        Value::Seq(items) if kind == Kind::Texts && !items.is_empty() => {
            "a list with more than texts".to_owned()
        }
        Value::Seq(_) => "a list".to_owned(),
        Value::Map(_) => "a mapping".to_owned(),
    };
    let path = excerpt(path);
    Some(Diagnostic::error(
        node.span,
        format!("`{path}` must be {expected}, found {found}"),
    ))
}
