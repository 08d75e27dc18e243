//! What private notes keep of a file of another tool: values under the keys that they had there, as in
//! `level: Expert; keywords: Rust, SQL`.
//!
//! A value that would be taken for more than it is stands in quotes, those in it doubled. Lists are parted by commas.

use std::collections::BTreeMap;

/// Returns a value as a note keeps it.
pub(crate) fn kept_value(value: &str) -> String {
    let is_plain =
        !value.starts_with('"') && !["; ", ", \"", ": \""].iter().any(|it| value.contains(it));
    if is_plain {
        return value.to_owned();
    }
    quoted(value)
}

/// Returns an item of a list as a note keeps it.
pub(crate) fn kept_item(item: &str) -> String {
    if item.contains(", ") {
        return quoted(item);
    }
    kept_value(item)
}

fn quoted(value: &str) -> String {
    format!("\"{}\"", value.replace('"', "\"\""))
}

/// A note while its values are taken out of it.
#[derive(Debug, Clone, Default)]
pub(crate) struct PrivateNote {
    parts: Vec<Part>,
}

/// What stands between two semicolons.
#[derive(Debug, Clone)]
struct Part {
    /// The key; empty where the note has only words here.
    key: String,
    value: String,
}

impl PrivateNote {
    /// Returns what a note keeps.
    pub(crate) fn of(note: Option<&String>) -> Self {
        let parts = note.map_or(Vec::new(), |it| parted(it, "; "));
        let part = |it: &str| match it.split_once(": ") {
            Some((key, value)) if is_key(key) => Part {
                key: key.to_owned(),
                value: value.to_owned(),
            },
            _ => Part {
                key: String::new(),
                value: it.to_owned(),
            },
        };
        Self {
            parts: parts.into_iter().map(part).collect(),
        }
    }

    /// Takes out the value under `key`, if there is one that is as it should be.
    pub(crate) fn take(&mut self, key: &str, fits: impl Fn(&str) -> bool) -> Option<String> {
        self.take_as(key, |it| Some(unquoted(it)).filter(|it| fits(it)))
    }

    /// Takes out the list under `key`, if there is one that is as it should be.
    pub(crate) fn take_items(
        &mut self,
        key: &str,
        fits: impl Fn(&[String]) -> bool,
    ) -> Option<Vec<String>> {
        let items = |it: &str| -> Vec<String> {
            let items = parted(it, ", ").into_iter();
            items.map(unquoted).collect()
        };
        self.take_as(key, |it| Some(items(it)).filter(|it| fits(it)))
    }

    /// Takes out what stands under `keys` of the entries of a list, each entry with its number.
    pub(crate) fn take_entries<const N: usize>(
        &mut self,
        list: &str,
        keys: [&str; N],
        fits: impl Fn(&[Option<String>; N]) -> bool,
    ) -> BTreeMap<usize, [Option<String>; N]> {
        let place = |it: &Part| -> Option<(usize, usize)> {
            let rest = it.key.strip_prefix(list)?.strip_prefix('[')?;
            let (number, key) = rest.split_once("].")?;
            Some((number.parse().ok()?, keys.iter().position(|it| *it == key)?))
        };
        let mut entries: BTreeMap<usize, [Option<String>; N]> = BTreeMap::new();
        for part in &self.parts {
            if let Some((number, key)) = place(part) {
                let entry = entries.entry(number).or_insert([const { None }; N]);
                entry[key] = Some(unquoted(&part.value));
            }
        }
        entries.retain(|_, it| fits(it));
        self.parts
            .retain(|it| place(it).is_none_or(|it| !entries.contains_key(&it.0)));
        entries
    }

    /// Returns the note without what was taken out.
    pub(crate) fn rest(&self) -> Option<String> {
        let parts = self.parts.iter().map(|it| match it.key.as_str() {
            "" => it.value.clone(),
            key => format!("{key}: {}", it.value),
        });
        let rest: Vec<String> = parts.collect();
        (!rest.is_empty()).then(|| rest.join("; "))
    }

    fn take_as<T>(&mut self, key: &str, value: impl Fn(&str) -> Option<T>) -> Option<T> {
        let mut found = self.parts.iter().enumerate().filter(|it| it.1.key == key);
        let (at, value) = found.find_map(|(at, it)| Some((at, value(&it.value)?)))?;
        self.parts.remove(at);
        Some(value)
    }
}

fn is_key(text: &str) -> bool {
    !text.is_empty() && !text.contains(char::is_whitespace)
}

/// Returns what stands between the separators that are not in quotes; quotes open where a value or an item begins.
fn parted<'t>(text: &'t str, separator: &str) -> Vec<&'t str> {
    let mut parts = Vec::new();
    let (mut from, mut is_quoted) = (0, false);
    // Where the last quotation ended: a quote right there is one of two, and it goes on.
    let mut ended = None;
    for (at, it) in text.char_indices() {
        let Some(before) = text.get(from..at) else {
            continue;
        };
        let begins = before.is_empty() || before.ends_with(": ") || before.ends_with(", ");
        if it == '"' && (is_quoted || begins || ended == Some(at)) {
            is_quoted = !is_quoted;
            ended = (!is_quoted).then_some(at + 1);
        } else if !is_quoted && text[at..].starts_with(separator) {
            parts.push(before);
            from = at + separator.len();
        }
    }
    parts.push(&text[from..]);
    parts
}

fn unquoted(value: &str) -> String {
    let inner = value.strip_prefix('"').and_then(|it| it.strip_suffix('"'));
    inner.map_or_else(|| value.to_owned(), |it| it.replace("\"\"", "\""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_no_value_stays_as_it_is() {
        let note = "ask Sam; level: Expert; was 29: at first; \"quoted".to_owned();
        let mut kept = PrivateNote::of(Some(&note));
        assert_eq!(kept.rest().as_deref(), Some(note.as_str()));
        assert_eq!(kept.take("level", |it| it == "Novice"), None);
        assert_eq!(kept.take("level", |_| true).as_deref(), Some("Expert"));
        assert_eq!(
            kept.rest().as_deref(),
            Some("ask Sam; was 29: at first; \"quoted")
        );
    }

    #[test]
    fn entries_are_taken_whole_or_not_at_all() {
        let note = "who[1].name: Bo; who[0].name: Al; who[1].url: x; who[0].age: 3".to_owned();
        let mut kept = PrivateNote::of(Some(&note));
        let found = kept.take_entries("who", ["name", "url"], |it| it[1].is_some());
        assert_eq!(
            found.into_iter().collect::<Vec<_>>(),
            [(1, [Some("Bo".to_owned()), Some("x".to_owned())])]
        );
        assert_eq!(
            kept.rest().as_deref(),
            Some("who[0].name: Al; who[0].age: 3")
        );
    }

    proptest! {
        #[test]
        fn every_value_is_read_back(
            value in "[a\"é;:, ]{1,12}",
            items in prop::collection::vec("[a\"é;:, ]{1,12}", 1..4),
        ) {
            let whole = items.iter().map(|it| kept_item(it)).collect::<Vec<_>>().join(", ");
            let note = format!("one: {}; two: {whole}; three: x", kept_value(&value));
            let mut kept = PrivateNote::of(Some(&note));
            prop_assert_eq!(kept.take("one", |_| true), Some(value));
            prop_assert_eq!(kept.take_items("two", |_| true), Some(items));
            prop_assert_eq!(kept.rest(), Some("three: x".to_owned()));
        }
    }
}
