//! The tree of a YAML file, and the budgets it is read under.

use crate::diag::Span;

/// The largest file that is read, in bytes: a hundred times a long career.
pub const MAX_BYTES: usize = 1 << 20;

/// The deepest nesting of lists and mappings.
pub const MAX_DEPTH: usize = 24;

/// The most values, keys and collections, those that aliases repeat included.
pub const MAX_NODES: usize = 20_000;

/// The most aliases (`*name`).
pub const MAX_ALIASES: usize = 100;

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// The value.
    pub value: Value,
    /// Its place, quotes included; a collection ends with its last entry.
    ///
    /// What an alias or a merge key repeats stands where it was first written.
    pub span: Span,
}

/// A value of YAML 1.2, numbers and texts as their author spelt them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Nothing, `~` or `null`.
    Null,
    /// `true` or `false`; `yes`, `no`, `on` and `off` are texts.
    Bool(bool),
    /// A number in its own spelling: `1.10`, `0x1F`, `2021`.
    Number(String),
    /// Anything else, `007`, `12:30` and `2021-03` included.
    Str(String),
    /// A list.
    Seq(Vec<Node>),
    /// A mapping in the order of the source, each key once.
    Map(Vec<(Key, Node)>),
}

/// A key of a mapping and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// The key.
    pub name: String,
    /// Its place, quotes included.
    pub span: Span,
}

/// Returns a text fit for a message, between backticks: its start, on one line, without backticks of its own and
/// characters that move the cursor.
pub(crate) fn excerpt(text: &str) -> String {
    /// Enough for a title and the start of a sentence.
    const MAX_CHARS: usize = 60;
    let mut characters = text.chars();
    let mut excerpt: String = characters
        .by_ref()
        .take(MAX_CHARS)
        .map(|it| match it {
            it if it.is_whitespace() => ' ',
            it if it.is_control() => char::REPLACEMENT_CHARACTER,
            '`' => '\'',
            it => it,
        })
        .collect();
    if characters.next().is_some() {
        excerpt.push('…');
    }
    excerpt
}

/// Returns whether a text has one of some bytes. Looks at every byte, which the compiler vectorizes.
pub(super) fn has_byte(text: &str, is_wanted: impl Fn(u8) -> bool) -> bool {
    text.bytes().fold(false, |has, it| has | is_wanted(it))
}
