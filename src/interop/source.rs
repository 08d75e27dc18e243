//! A file of another tool as a tree of values, each with the path that its author knows it by.

use super::imported_text::{ImportedText, Origin};
use super::prose;
use crate::diag::Span;
use crate::yaml::{Node, Value};

/// A value of the source, or the lack of one, and where it stands.
#[derive(Debug, Clone, Default)]
pub(super) struct Source<'n> {
    node: Option<&'n Node>,
    path: String,
    /// Whether texts have no markup: what looks like it is the person's.
    is_plain: bool,
}

/// One text, number or truth value of the source that is not empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Scalar {
    /// Where it stands, such as `work[2].highlights[1]`.
    pub(super) path: String,
    /// It, as its author wrote it.
    pub(super) value: String,
    /// Its place in the file.
    pub(super) span: Span,
}

impl<'n> Source<'n> {
    /// Returns the whole file.
    pub(super) fn root(node: &'n Node) -> Self {
        Self {
            node: Some(node),
            path: String::new(),
            is_plain: false,
        }
    }

    /// Returns this with texts that have no markup.
    pub(super) fn without_markup(self) -> Self {
        Self {
            is_plain: true,
            ..self
        }
    }

    fn below(&self, node: Option<&'n Node>, path: String) -> Self {
        Self {
            node,
            path,
            is_plain: self.is_plain,
        }
    }

    /// Returns what stands under `key`.
    pub(super) fn get(&self, key: &str) -> Self {
        let found = match self.value() {
            Some(Value::Map(entries)) => entries.iter().find(|(it, _)| it.name == key),
            _ => None,
        };
        self.below(found.map(|(_, node)| node), joined(&self.path, key))
    }

    /// Returns what stands under the first of `keys` that has a value.
    pub(super) fn any(&self, keys: &[&str]) -> Self {
        let found = keys.iter().map(|it| self.get(it)).find(Self::is_there);
        found.unwrap_or_else(|| self.get(keys.first().copied().unwrap_or_default()))
    }

    /// Returns the entries of a list; a single value is a list of one.
    pub(super) fn items(&self) -> Vec<Self> {
        match self.value() {
            None | Some(Value::Null) => Vec::new(),
            Some(Value::Seq(items)) => {
                let numbered = items.iter().enumerate();
                let path = |idx: usize| format!("{}[{idx}]", self.path);
                let items = numbered.map(|(idx, node)| self.below(Some(node), path(idx)));
                items.collect()
            }
            Some(_) => vec![self.clone()],
        }
    }

    /// Returns the keys of a mapping and what stands under them, in the order of the file.
    pub(super) fn entries(&self) -> Vec<(&'n str, Self)> {
        let Some(Value::Map(entries)) = self.value() else {
            return Vec::new();
        };
        let entries = entries.iter().map(|(key, node)| {
            let path = joined(&self.path, &key.name);
            (key.name.as_str(), self.below(Some(node), path))
        });
        entries.collect()
    }

    /// Returns whether there is any text, number or truth value here or below.
    pub(super) fn is_there(&self) -> bool {
        self.node.is_some_and(says)
    }

    /// Returns whether this is a text or a number.
    pub(super) fn is_text(&self) -> bool {
        self.raw().is_some()
    }

    /// Returns the text or number as it stands in the file; nothing if it is blank.
    pub(super) fn raw(&self) -> Option<&'n str> {
        match self.value() {
            Some(Value::Str(text) | Value::Number(text)) if !text.trim().is_empty() => Some(text),
            _ => None,
        }
    }

    /// Returns the text on one line and without markup.
    pub(super) fn said(&self) -> Option<ImportedText> {
        if self.is_plain {
            return self.plain();
        }
        let (text, links) = prose::one_line(self.raw()?);
        (!text.is_empty()).then(|| self.as_said(text, links))
    }

    /// Returns the paragraphs and bullets of the text, each with whether it is a bullet.
    pub(super) fn blocks(&self) -> Vec<(bool, ImportedText)> {
        if self.is_plain {
            let whole = self.plain().into_iter();
            return whole.map(|it| (false, it)).collect();
        }
        let blocks = prose::blocks(self.raw().unwrap_or_default()).into_iter();
        let said = blocks.map(|it| (it.is_bullet, self.as_said(it.text, it.links)));
        said.collect()
    }

    /// Returns the text on one line as it is, marks of any markup and all.
    pub(super) fn plain(&self) -> Option<ImportedText> {
        let text = prose::printable(self.raw()?);
        (!text.is_empty()).then(|| self.as_said(text, Vec::new()))
    }

    /// Returns the texts of a list, as [`Self::plain`] does.
    pub(super) fn plain_items(&self) -> Vec<ImportedText> {
        self.items().iter().filter_map(Self::plain).collect()
    }

    /// Returns the whole number that stands here.
    pub(super) fn number(&self) -> Option<usize> {
        self.raw()?.parse().ok()
    }

    /// Returns where `true` stands.
    pub(super) fn flag(&self) -> Option<Origin> {
        matches!(self.value(), Some(Value::Bool(true))).then(|| self.origin())
    }

    /// Returns a text that says what stands here.
    pub(super) fn as_said(&self, text: String, links: Vec<String>) -> ImportedText {
        ImportedText {
            text,
            from: vec![self.origin()],
            links,
            remark: None,
        }
    }

    /// Returns where this stands.
    pub(super) fn origin(&self) -> Origin {
        Origin {
            path: self.path.clone(),
            span: self.node.map(|it| it.span).unwrap_or_default(),
        }
    }

    /// Returns the path to this.
    pub(super) fn path(&self) -> &str {
        &self.path
    }

    /// Returns every text, number and truth value here and below, in the order of the file.
    pub(super) fn scalars(&self) -> Vec<Scalar> {
        let mut found = Vec::new();
        if let Some(node) = self.node {
            collect(node, &self.path, &mut found);
        }
        found
    }

    fn value(&self) -> Option<&'n Value> {
        self.node.map(|it| &it.value)
    }
}

/// Returns whether any text, number or truth value stands in a node or below.
fn says(node: &Node) -> bool {
    match &node.value {
        Value::Null => false,
        Value::Bool(_) => true,
        Value::Number(text) | Value::Str(text) => !text.trim().is_empty(),
        Value::Seq(items) => items.iter().any(says),
        Value::Map(entries) => entries.iter().any(|it| says(&it.1)),
    }
}

fn collect(node: &Node, path: &str, found: &mut Vec<Scalar>) {
    let mut add = |value: &str| {
        if !value.trim().is_empty() {
            found.push(Scalar {
                path: path.to_owned(),
                value: value.to_owned(),
                span: node.span,
            });
        }
    };
    match &node.value {
        Value::Null => {}
        Value::Bool(value) => add(&value.to_string()),
        Value::Number(text) | Value::Str(text) => add(text),
        Value::Seq(items) => {
            for (idx, item) in items.iter().enumerate() {
                collect(item, &format!("{path}[{idx}]"), found);
            }
        }
        Value::Map(entries) => {
            for (key, value) in entries {
                collect(value, &joined(path, &key.name), found);
            }
        }
    }
}

/// Returns the path to what stands under `key`; no two values have the same.
pub(super) fn joined(path: &str, key: &str) -> String {
    let key = if key.is_empty() || key.contains(['.', '[', ']', '"']) {
        format!("{key:?}")
    } else {
        key.to_owned()
    };
    if path.is_empty() {
        key
    } else {
        format!("{path}.{key}")
    }
}
