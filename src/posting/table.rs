//! Tables of postings: requirements in columns, person specifications, facts.

use super::block::{BOLD, Block, BlockKind, is_rule, push};
use super::model::Need;
use super::{cues, html, lines};

/// The most columns of a table that is read column by column.
const MAX_COLUMNS: usize = 8;

/// The longest cell of a table, in bytes: what is longer is a part of the page, laid out.
const MAX_CELL_BYTES: usize = 1_500;

/// The longest cell that is a mark, in characters.
const MAX_MARK_CHARS: usize = 3;

/// Returns what a letter or a word in a cell of a person specification says.
pub(super) fn letter(mark: &str) -> Option<Need> {
    match mark.trim_matches(['(', ')', '[', ']', ' ']) {
        "E" => Some(Need::Required),
        "D" => Some(Need::Preferred),
        word => cues::need_alone(word),
    }
}

/// Appends a table: column by column if its head names sections ("Essential | Desirable"), else row by row.
///
/// Of a table that only lays out the page, nothing is appended: the texts of its cells are returned, to be read as lines.
pub(super) fn push_table(blocks: &mut Vec<Block>, rows: &[&str]) -> Vec<String> {
    let cells = |row: &str| -> Vec<String> {
        let row = row.trim();
        let row = row.strip_prefix('|').unwrap_or(row);
        row.strip_suffix('|')
            .unwrap_or(row)
            .split('|')
            .map(|cell| {
                cell.trim_matches(|c: char| c.is_whitespace() || c == html::CELL_BREAK)
                    .to_owned()
            })
            .collect()
    };
    let rows: Vec<_> = (rows.iter().enumerate())
        .filter(|(i, row)| *i == 0 || !is_rule(row))
        .map(|(_, row)| cells(row))
        .collect();
    let is_layout = rows
        .iter()
        .all(|row| row.iter().filter(|it| !it.is_empty()).count() < 2)
        || rows.iter().flatten().any(|it| it.len() > MAX_CELL_BYTES);
    if is_layout {
        let cells = rows.iter().flatten().filter(|it| !it.is_empty());
        return cells
            .map(|cell| cell.replace(html::CELL_BREAK, "\n").replace('|', " "))
            .collect();
    }
    let is_fact = |row: &[String]| row.len() == 2 && cues::is_fact_label(&row[0]);
    let n_facts = rows.iter().filter(|row| is_fact(row)).count();
    // What stands in a table of facts beside pay and grade is a fact too.
    if n_facts > 1 && n_facts * 2 >= rows.len() {
        return Vec::new();
    }
    let head = &rows[0];
    let names: Vec<bool> = head.iter().map(|it| cues::heading(it).is_some()).collect();
    let is_mark = |cell: &str| {
        let is_short = cell.chars().count() <= MAX_MARK_CHARS;
        let is_sign = !cell.contains(char::is_alphanumeric)
            || matches!(
                cell,
                "x" | "X"
                    | "Y"
                    | "N"
                    | "Yes"
                    | "No"
                    | "yes"
                    | "no"
                    | "A"
                    | "I"
                    | "T"
                    | "P"
                    | "R"
                    | "A/I"
                    | "I/A"
                    | "A/T"
                    | "I/T"
            );
        (is_short && is_sign) || letter(cell).is_some()
    };
    let body = rows.get(1..).unwrap_or_default();
    let holds_text = |column: usize| {
        body.iter()
            .filter_map(|row| row.get(column))
            .any(|it| !is_mark(it) || it == "R")
    };
    let marks_needs = body
        .iter()
        .any(|row| row.iter().any(|it| letter(it).is_some()))
        || (0..head.len()).any(|it| letter(&head[it]).is_some() && !holds_text(it));
    if marks_needs {
        for row in body {
            push_marked_row(blocks, head, row, &is_mark);
        }
    } else if head.len() <= MAX_COLUMNS && names.contains(&true) {
        for (column, name) in head.iter().enumerate() {
            // The first column may only say what kind of thing a row is.
            let is_kind = column == 0
                && head.len() > 2
                && !matches!(cues::heading(name), Some(cues::Section::Asks(_)) if letter(name).is_some());
            if is_kind && names[1..].contains(&true) && body.iter().all(|row| row[0].len() <= 40) {
                continue;
            }
            push(blocks, BlockKind::Heading(BOLD), name);
            for row in body {
                let cell = row.get(column).map_or("", String::as_str);
                for line in cell.split(html::CELL_BREAK) {
                    let line = line.trim();
                    push(blocks, BlockKind::Bullet, lines::item(line).unwrap_or(line));
                }
            }
        }
    } else {
        for row in rows.iter().filter(|row| !is_fact(row)) {
            let has_lists = row.iter().any(|it| it.contains(html::CELL_BREAK));
            match cues::heading(&row[0]) {
                // "Responsibilities | a list of them".
                Some(_) if row.len() == 2 && (has_lists || row[1].len() > 60) => {
                    push(blocks, BlockKind::Heading(BOLD), &row[0]);
                    for line in row[1].split(html::CELL_BREAK) {
                        let line = line.trim();
                        push(blocks, BlockKind::Bullet, lines::item(line).unwrap_or(line));
                    }
                }
                _ => {
                    let text = row.join(" ").replace(html::CELL_BREAK, " ");
                    push(blocks, BlockKind::Bullet, &text);
                }
            }
        }
    }
    Vec::new()
}

/// Adds a row whose cells say by a mark whether it is essential or desirable.
fn push_marked_row(
    blocks: &mut Vec<Block>,
    head: &[String],
    row: &[String],
    is_mark: &impl Fn(&str) -> bool,
) {
    let own = row.iter().find_map(|it| letter(it));
    let of_head = || {
        let mut marked = row.iter().enumerate().filter(|(_, it)| {
            !it.is_empty() && is_mark(it) && !matches!(it.as_str(), "-" | "–" | "No" | "N" | "no")
        });
        marked.find_map(|(at, _)| letter(head.get(at)?))
    };
    let need = own.or_else(of_head);
    let Some(text) = row
        .iter()
        .filter(|it| !is_mark(it))
        .max_by_key(|it| it.len())
    else {
        return;
    };
    for line in text.split(html::CELL_BREAK) {
        let line = line.trim();
        let n = blocks.len();
        push(blocks, BlockKind::Bullet, lines::item(line).unwrap_or(line));
        if let Some(block) = blocks.get_mut(n) {
            block.need = need;
        }
    }
}
