//! A document as plain text, to be pasted into the fields of a web form.

use super::address::is_shown;
use crate::document::{Document, Origin, Role, Run, blocks};

/// Returns a document as plain text: headings in capitals, a blank line before each section, `- ` before each bullet,
/// and no line broken inside a paragraph, since forms break lines themselves.
///
/// An address behind other words stands after them in brackets: a text has no links. That of an employer does not, since
/// forms would take it for a part of the name.
pub fn text(document: &Document) -> String {
    let mut out = String::new();
    let mut before = None;
    for (origin, block) in blocks(document) {
        if before.is_some_and(|before| is_apart(before, block.role)) {
            out.push('\n');
        }
        let shows_links = !matches!(origin, Origin::Employer(..));
        let runs = block.runs.iter();
        let line: String = runs.map(|run| words(run, shows_links)).collect();
        match block.role {
            Role::Heading => out.push_str(&line.to_uppercase()),
            Role::Bullet => {
                out.push_str("- ");
                out.push_str(&line);
            }
            _ => out.push_str(&line),
        }
        out.push('\n');
        before = Some(block.role);
    }
    out
}

/// Returns whether a blank line stands between two blocks: before a section, and before an entry that follows on the
/// bullets or paragraphs of another.
fn is_apart(before: Role, role: Role) -> bool {
    match role {
        Role::Heading => true,
        Role::Entry => !matches!(before, Role::Heading | Role::Entry),
        _ => false,
    }
}

fn words(run: &Run, shows_link: bool) -> String {
    let link = run.link.as_deref();
    match link.filter(|link| shows_link && !is_shown(link, &run.text)) {
        Some(link) => format!("{} ({link})", run.text),
        None => run.text.clone(),
    }
}
