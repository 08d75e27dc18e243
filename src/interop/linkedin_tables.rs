//! Tables of a LinkedIn export: a ZIP to its files, a CSV to its rows, both under budgets and in memory.

use crate::archive;
use crate::diag::Span;
use crate::yaml::{Key, MAX_NODES, Node, Value};

/// The most that one table may have, in bytes: the longest career has a hundredth of it.
pub(super) const MAX_TABLE: usize = 1 << 20;

/// The most that all tables of an archive may have together, in bytes.
const MAX_TABLES: usize = 8 << 20;

/// The tables that belong to a resume; the others of an export (messages, connections, …) are not read.
const TABLES: [&str; 17] = [
    "Profile",
    "Profile Summary",
    "Email Addresses",
    "PhoneNumbers",
    "Positions",
    "Education",
    "Skills",
    "Certifications",
    "Projects",
    "Publications",
    "Patents",
    "Honors",
    "Volunteering",
    "Volunteering Experiences",
    "Languages",
    "Courses",
    "Organizations",
];

/// Returns whether the file of a LinkedIn export belongs to a resume, by its name.
pub fn is_table(name: &str) -> bool {
    table_name(name).is_some()
}

/// Returns the name of the table that a file of an export holds.
pub(super) fn table_name(name: &str) -> Option<&'static str> {
    let stem = name.get(..name.len().checked_sub(".csv".len())?)?;
    let squeezed = |it: &str| it.to_lowercase().replace([' ', '_'], "");
    TABLES.into_iter().find(|it| squeezed(it) == squeezed(stem))
}

/// Returns whether bytes are a ZIP archive.
pub fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// Returns the tables in a ZIP archive, each with its name without folders. Nothing is ever written to disk.
///
/// # Errors
/// It is damaged, holds no table, or more than any export of a person's own data.
pub fn unpacked(bytes: &[u8]) -> Result<Vec<(String, Vec<u8>)>, String> {
    let tables = archive::unpacked(bytes, ".csv", is_table, (MAX_TABLE, MAX_TABLES))?;
    if tables.is_empty() {
        return Err(
            "the ZIP archive holds no .csv file: it is not a LinkedIn export (a Word document is a ZIP, too)"
                .to_owned(),
        );
    }
    Ok(tables)
}

/// Returns the rows of a table, each a mapping by the names of the columns.
pub(super) fn rows(name: &str, bytes: &[u8]) -> Result<Node, String> {
    if bytes.len() > MAX_TABLE {
        return Err(format!("`{name}` has more than 1 MB; at most 1 MB is read"));
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let line = bytes[..error.valid_up_to()]
            .split(|it| *it == b'\n')
            .count();
        format!("`{name}` is not UTF-8 in line {line}: save it as UTF-8")
    })?;
    let records = records(text.trim_start_matches('\u{feff}'));
    let records =
        records.map_err(|line| format!("`{name}`: the quote of line {line} is never closed"))?;
    // Some tables start with notes: the first row of several fields names the columns, where there is one.
    let is_wide = |it: &Vec<String>| it.len() > 1;
    let n_notes = records.iter().position(is_wide).unwrap_or(0);
    let mut records = records.into_iter().skip(n_notes);
    let Some(header) = records.next() else {
        return Ok(node(Value::Seq(Vec::new())));
    };
    let mut rows = Vec::new();
    let mut n_values = 0;
    for record in records {
        n_values += record.len();
        if n_values > MAX_NODES {
            return Err(format!("`{name}` has too many values"));
        }
        let mut fields: Vec<(Key, Node)> = Vec::new();
        for (idx, value) in record.into_iter().enumerate() {
            let named = header
                .get(idx)
                .map(|it| it.trim())
                .filter(|it| !it.is_empty());
            let mut column = named.map_or_else(|| format!("column {}", idx + 1), ToOwned::to_owned);
            if fields.iter().any(|(it, _)| it.name == column) {
                column = format!("{column} (column {})", idx + 1);
            }
            let key = Key {
                name: column,
                span: Span::default(),
            };
            fields.push((key, node(Value::Str(value))));
        }
        rows.push(node(Value::Map(fields)));
    }
    Ok(node(Value::Seq(rows)))
}

pub(super) fn node(value: Value) -> Node {
    Node {
        value,
        span: Span::default(),
    }
}

/// Returns the records that have any text, or the line of a quote that is never closed.
fn records(text: &str) -> Result<Vec<Vec<String>>, usize> {
    // The `csv` crate takes the end of the file for a closing quote. So one more record goes behind the text: it
    // comes back as a record of its own only where no quote is open.
    let source = format!("{text}\n{END}");
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(source.as_bytes());
    let mut records = Vec::new();
    let mut last_start = 0;
    // Reading UTF-8 from memory, with records of any length, cannot fail.
    for record in reader.records().flatten() {
        let start = record.position().map_or(0, csv::Position::byte);
        last_start = usize::try_from(start).unwrap_or_default();
        records.push(record.iter().map(ToOwned::to_owned).collect::<Vec<_>>());
    }
    let last = records.pop().unwrap_or_default();
    if last != [END] {
        // The open field is the last one; fields before it in its record may have line ends, too. The position of
        // a record is that of the empty lines above it.
        let rest = source[last_start..].trim_start_matches(['\r', '\n']);
        let above = &source[..source.len() - rest.len()];
        let closed = &last[..last.len().saturating_sub(1)];
        let n_lines = |text: &str| text.matches('\n').count();
        let within: usize = closed.iter().map(|field| n_lines(field)).sum();
        return Err(1 + n_lines(above) + within);
    }
    records.retain(|record| record.iter().any(|field| !field.trim().is_empty()));
    Ok(records)
}

/// A record that no table has, to find out where a quote is open at the end.
const END: &str = "\0";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_hold_commas_lines_and_quotes() {
        assert_eq!(
            records("a,b\r\n\"1,\n\"\"x\"\"\",2\n\n3,"),
            Ok(vec![
                vec!["a".to_owned(), "b".to_owned()],
                vec!["1,\n\"x\"".to_owned(), "2".to_owned()],
                vec!["3".to_owned(), String::new()],
            ])
        );
        assert_eq!(records("a\n\"b"), Err(2));
        assert_eq!(records("a\r\n\n\n\"b\n\",\"c\n"), Err(5));
        assert_eq!(records("a,\""), Err(1));
        assert_eq!(records("\"a\""), Ok(vec![vec!["a".to_owned()]]));
        assert_eq!(records(" \n"), Ok(Vec::new()));
    }

    #[test]
    fn notes_stand_above_columns_and_one_column_is_a_table() {
        let columns = |text: &str| {
            let Ok(Node {
                value: Value::Seq(rows),
                ..
            }) = rows("Table.csv", text.as_bytes())
            else {
                panic!("{text}");
            };
            let names = |row: &Node| match &row.value {
                Value::Map(fields) => fields.iter().map(|it| it.0.name.clone()).collect(),
                _ => Vec::new(),
            };
            rows.iter().map(names).collect::<Vec<Vec<String>>>()
        };
        assert_eq!(
            columns("Notes:\n\"as exported, of old\"\nName,From\nAda,2020\n"),
            [["Name", "From"]]
        );
        assert_eq!(columns("Summary\nBuilds bridges\n"), [["Summary"]]);
    }
}
