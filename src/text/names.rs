//! Names of technologies, computer languages and credentials, with their other spellings.

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::kind_table;
use super::words::Key;

/// What a name names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NameKind {
    /// A tool, product or standard.
    Technology,
    /// A computer language.
    Language,
    /// A certification or licence.
    Credential,
    /// Another term with a short form.
    Term,
}

/// A name found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameMatch {
    /// Its bytes in the text.
    pub at: Range<usize>,
    /// The usual spelling of what it names.
    pub name: &'static str,
    /// What it names.
    pub kind: NameKind,
}

/// One spelling of a name.
struct Spelling {
    text: &'static str,
    /// The usual spelling.
    name: &'static str,
    kind: NameKind,
    /// Whether it is also an ordinary word, so that it counts only as it is written here.
    guarded: bool,
}

/// The spellings by their first run of letters and digits, in lower case; the longest first.
static NAMES: LazyLock<FxHashMap<Key, Vec<Spelling>>> = LazyLock::new(|| {
    let rows = include_str!("names.tsv").lines();
    let mut names: FxHashMap<Key, Vec<Spelling>> =
        FxHashMap::with_capacity_and_hasher(4096, FxBuildHasher);
    for row in rows {
        let mut columns = row.split('\t');
        let kind = match columns.next() {
            Some("t") => NameKind::Technology,
            Some("l") => NameKind::Language,
            Some("c") => NameKind::Credential,
            _ => NameKind::Term,
        };
        let mut usual = None;
        for column in columns {
            let text = column.strip_suffix('?').unwrap_or(column);
            let name = *usual.get_or_insert(text);
            names.entry(first_run(text)).or_default().push(Spelling {
                text,
                name,
                kind,
                guarded: text != column,
            });
        }
    }
    for product in kind_table::rows().flat_map(|(_, products)| products) {
        let text = product.trim_end_matches('?');
        let spellings = names.entry(first_run(text)).or_default();
        let is_known =
            |it: &Spelling| it.text == text || (!it.guarded && it.text.eq_ignore_ascii_case(text));
        if !spellings.iter().any(is_known) {
            spellings.push(Spelling {
                text,
                name: text,
                kind: NameKind::Technology,
                guarded: text != product,
            });
        }
    }
    for spellings in names.values_mut() {
        spellings.sort_by_key(|it| std::cmp::Reverse(it.text.len()));
    }
    names
});

/// Returns the names in a text, the longest at each place, in order.
///
/// A name is matched whole, whatever its capitals, hyphens for spaces and an "s" at its end; one that is also an ordinary
/// word only as it is written in the table, and not where a sentence of several words starts with it.
pub fn names(text: &str) -> Vec<NameMatch> {
    let mut out = Vec::new();
    let mut chars = text.char_indices();
    let mut is_start = true;
    while let Some((at, first)) = chars.next() {
        if !first.is_alphanumeric() {
            is_start = true;
            continue;
        }
        if !std::mem::replace(&mut is_start, false) {
            continue;
        }
        let rest = &text[at..];
        let Some(spellings) = NAMES.get(&first_run(rest)) else {
            continue;
        };
        let before = text[..at].trim_end();
        let opens = before.is_empty() || before.ends_with(['.', '!', '?', '•', '-', '*']);
        let found = spellings.iter().find_map(|spelling| {
            let len = matched(rest, spelling)?;
            // "Access the records", but "Excel" alone or in a list.
            let after = rest[len..].trim_start();
            let in_list = after.is_empty()
                || after.starts_with([',', ';', '/', '(', ')', '&', ':'])
                || after.starts_with("and ")
                || after.starts_with("or ");
            (!spelling.guarded || !opens || in_list).then_some((len, spelling))
        });
        if let Some((len, it)) = found {
            out.push(NameMatch {
                at: at..at + len,
                name: it.name,
                kind: it.kind,
            });
            while chars
                .clone()
                .next()
                .is_some_and(|(next, _)| next < at + len)
            {
                chars.next();
            }
        }
    }
    out
}

/// Returns how many bytes of a text a spelling takes that the text starts with as a whole word.
fn matched(text: &str, spelling: &Spelling) -> Option<usize> {
    let mut len = 0;
    let mut chars = text.chars();
    for wanted in spelling.text.chars() {
        let found = chars.next()?;
        let fits = found == wanted
            || (!spelling.guarded && found.to_lowercase().eq(wanted.to_lowercase()))
            || (matches!(found, '-' | ' ' | '\u{a0}') && matches!(wanted, '-' | ' '));
        if !fits {
            return None;
        }
        len += found.len_utf8();
    }
    let ends = |rest: &str| {
        let mut rest = rest.chars();
        match rest.next() {
            None => true,
            // "Node" is not in "Node.js", nor "C" in "C++" and "C#".
            Some('.') => !rest.next().is_some_and(char::is_alphanumeric),
            Some(next) => !next.is_alphanumeric() && !matches!(next, '+' | '#' | '_'),
        }
    };
    if ends(&text[len..]) {
        return Some(len);
    }
    let plural = text[len..].strip_prefix('s').is_some_and(ends);
    (plural && spelling.text.len() > 2).then_some(len + 1)
}

/// Returns the letters and digits that a text starts with, in lower case.
fn first_run(text: &str) -> Key {
    let end = text.find(|it: char| !it.is_alphanumeric());
    text[..end.unwrap_or(text.len())].to_lowercase().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expect: &[&str]) {
        let found: Vec<&str> = names(text).iter().map(|it| it.name).collect();
        assert_eq!(found, expect, "{text}");
    }

    #[test]
    fn names_whatever_their_spelling() {
        check("Ran NodeJS and node.js services", &["Node.js", "Node.js"]);
        check("Basic Life Support, ACLS", &["BLS", "ACLS"]);
        check("Holds OSHA-30", &["OSHA 30"]);
        check("Wrote models in Stan with PyMC", &["Stan", "PyMC"]);
    }

    #[test]
    fn ordinary_words_are_no_names() {
        check("Excel in a fast setting", &[]);
        check("You excel at teams and have access to word of mouth", &[]);
        check("An epic every spring", &[]);
        check("Excel, Word", &["Excel", "Word"]);
        check("Charting in Epic", &["Epic"]);
        check("Pivot tables in Excel", &["Excel"]);
        check("Teams across the region", &[]);
        check("Executive Chef, Bistro", &[]);
    }

    #[test]
    fn names_stand_whole() {
        check("Figmatic", &[]);
        check("Built with Figma.", &["Figma"]);
    }

    #[test]
    fn any_text_is_read() {
        for text in ["", "İ", "é-é", "++", "C", "Node.", "ßs ǅ", "\u{a0}a"] {
            names(text);
        }
    }
}
