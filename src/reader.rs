//! From a tree to a model: one line for each field, and every problem of the file in one run.
//!
//! A loader is a function over [`MappingReader`]. It asks for the keys it knows; those that nobody asked
//! for are unknown keys. What can't be read is reported and replaced by an empty value, so that
//! reading goes on; [`read`] returns no model then.

mod mapping;
mod names;
mod outline;
mod report;
mod text;

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, Severity};
use crate::yaml::{self, Node};

pub(crate) use mapping::MappingReader;
pub(crate) use outline::{About, Entry, Form, Kind, Numbers, Outline, Range, Rules, about};
pub(crate) use report::{Reader, SpannedText};
pub(crate) use text::is_space;

/// Returns the model that `read` makes of `source`, unless there is an error, and everything that is wrong.
///
/// `what` names the file in messages, as in `a profile`.
pub(crate) fn read<T>(
    source: &str,
    what: &str,
    read: impl FnOnce(&mut MappingReader<'_>) -> T,
) -> (Option<T>, Vec<Diagnostic>) {
    let (tree, diagnostics) = yaml::parse(source);
    let Some(node) = tree else {
        return (None, diagnostics);
    };
    read_on(source, &node, diagnostics, what, read)
}

/// Does what [`read`] does for a tree that was not read from YAML; `source` is the text that its places are in.
pub(crate) fn read_tree<T>(
    source: &str,
    node: &Node,
    what: &str,
    read: impl FnOnce(&mut MappingReader<'_>) -> T,
) -> (Option<T>, Vec<Diagnostic>) {
    read_on(source, node, Vec::new(), what, read)
}

fn read_on<T>(
    source: &str,
    node: &Node,
    diagnostics: Vec<Diagnostic>,
    what: &str,
    read: impl FnOnce(&mut MappingReader<'_>) -> T,
) -> (Option<T>, Vec<Diagnostic>) {
    let mut reader = Reader {
        diagnostics,
        pointing: Vec::new(),
        names: BTreeMap::new(),
    };
    let model = reader.mapping(node, what, read);
    let diagnostics = reader.pointed(source);
    let is_wrong = diagnostics.iter().any(|it| it.severity == Severity::Error);
    (model.filter(|_| !is_wrong), diagnostics)
}

/// Returns what a loader asks for, by running it over no file.
///
/// Where a loader goes different ways for different files it does so in [`MappingReader::either`], and what it reads with
/// methods of [`Reader`] it says with [`MappingReader::says`]; a key of which it says nothing has no kind.
pub(crate) fn outline<T>(read: impl FnOnce(&mut MappingReader<'_>) -> T) -> Outline {
    let mut reader = Reader {
        diagnostics: Vec::new(),
        pointing: Vec::new(),
        names: BTreeMap::new(),
    };
    reader.outlined(read).1
}
