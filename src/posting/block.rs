//! The stretches of a posting.

use super::model::Need;

/// A stretch of a posting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Block {
    /// What it is.
    pub(super) kind: BlockKind,
    /// Its words, without markup.
    pub(super) text: String,
    /// Whether a blank line stands before it.
    pub(super) is_apart: bool,
    /// How much it insists, where a mark beside it says so: E and D in a person specification.
    pub(super) need: Option<Need>,
}

/// What a stretch of a posting is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum BlockKind {
    /// A heading that is marked as one, by its level; 1 is the highest.
    Heading(u8),
    /// A line that may be a heading by its looks.
    Line,
    /// One item of a list.
    Bullet,
    /// A line without a mark: an item of a list that lost its marks, or a paragraph.
    Item,
    /// A paragraph.
    Paragraph,
}

/// The level of a heading in bold type, below all that are marked as headings.
pub(super) const BOLD: u8 = 7;

/// The level of a heading in the line of its text, and of a line that only leads in what follows, by its colon.
pub(super) const LEAD_IN: u8 = 8;

/// Appends a block, unless its line has no words.
pub(super) fn push(blocks: &mut Vec<Block>, kind: BlockKind, line: &str) {
    let text = inline(line);
    if text.chars().any(char::is_alphanumeric) {
        blocks.push(Block {
            kind,
            text,
            is_apart: false,
            need: None,
        });
    }
}

/// Returns whether a line is a rule or the line under a table's head.
pub(super) fn is_rule(line: &str) -> bool {
    line.chars()
        .all(|c| matches!(c, '-' | '=' | '*' | '_' | '|' | ':' | ' '))
}

/// Removes inline marks: emphasis, code, links, images, escapes, table bars.
pub(super) fn inline(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut chars = line.char_indices().peekable();
    // Where no bracket closes any more, none is looked for: the search stays linear.
    let mut links = true;
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' if chars.peek().is_some_and(|(_, c)| c.is_ascii_punctuation()) => {
                out.extend(chars.next().map(|(_, c)| c));
            }
            '*' | '`' | '[' => {}
            '|' => out.push(' '),
            '_' => {
                let inner = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
                let before = line[..at].chars().next_back();
                if inner(before) && inner(chars.peek().map(|&(_, c)| c)) {
                    out.push('_');
                }
            }
            '!' if line[at..].starts_with("![") => {}
            ']' if links && line[at..].starts_with("](") => match line[at..].find(')') {
                Some(close) => {
                    let end = at + close;
                    while chars.next_if(|(at, _)| *at <= end).is_some() {}
                }
                None => links = false,
            },
            _ if c == ']' => {}
            _ => out.push(c),
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}
