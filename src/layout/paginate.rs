//! Blocks to pages.

use super::{
    page::{Item, Page, Rule, Tag, Text},
    paper::Paper,
    set::SetBlock,
    style::Style,
};
use crate::document::Role;

/// Places `blocks` one below the other on as few pages as they need; one empty page if there is nothing to place.
///
/// A page ends neither after a block that must stay with the next nor one line into or before the end of a block,
/// and a block of up to three lines stays whole; where no page could hold that, it ends where it is full. Blocks
/// whose heights, less the room above the first, add up to no more than the column fit on one page.
///
/// The room above and below each block is that of `style`; all else is as it was set.
///
/// Linear in the lines: a page's end never moves back past its start.
pub fn paginate(blocks: &[&SetBlock], style: &Style, paper: Paper) -> Vec<Page> {
    let rows = rows(blocks, style);
    page_rows(&rows, style.content_height(paper))
        .map(|rows| page(rows, blocks, style, paper))
        .collect()
}

/// Returns how much of its column each page of [`paginate`] fills, 0 to 1, without placing anything.
pub fn fullness(blocks: &[&SetBlock], style: &Style, paper: Paper) -> Vec<f64> {
    Rows::of(blocks, style, paper).fullness(1.0)
}

/// The lines of blocks, to be broken into pages more than once.
pub(super) struct Rows {
    rows: Vec<Row>,
    /// The height of the column.
    height: f64,
}

impl Rows {
    /// Returns the lines of `blocks`.
    pub(super) fn of(blocks: &[&SetBlock], style: &Style, paper: Paper) -> Self {
        Self {
            rows: rows(blocks, style),
            height: style.content_height(paper),
        }
    }

    /// Returns what [`fullness`] does, with the room above and below blocks so many times as high.
    pub(super) fn fullness(&self, room: f64) -> Vec<f64> {
        let spaced = |row: &Row| Row {
            before: row.before * room,
            after: row.after * room,
            ..*row
        };
        let rows: Vec<Row> = self.rows.iter().map(spaced).collect();
        let filled = |rows: &[Row]| {
            let (Some(first), Some(last)) = (rows.first(), rows.last()) else {
                return 0.0;
            };
            let all: f64 = rows
                .iter()
                .map(|it| it.before + it.leading + it.after)
                .sum();
            (all - first.before - last.after) / self.height
        };
        page_rows(&rows, self.height).map(filled).collect()
    }
}

/// Returns the rows of each page; one page of none if there are none.
fn page_rows(rows: &[Row], height: f64) -> impl Iterator<Item = &[Row]> {
    let mut rest = Some(rows);
    std::iter::from_fn(move || {
        let rows = rest?;
        let (page, after) = rows.split_at(page_end(rows, height));
        rest = Some(after).filter(|it| !it.is_empty());
        Some(page)
    })
}

/// Sums of heights come out a hair larger or smaller by the order of adding.
const TOLERANCE: f64 = 1e-6;

/// Lines of a block that stay together at its start and its end.
const TOGETHER: usize = 2;

/// One line of one block.
#[derive(Clone, Copy)]
struct Row {
    block: usize,
    line: usize,
    /// Room above it, left out at the top of a page.
    before: f64,
    leading: f64,
    /// Room below it.
    after: f64,
    /// Whether a page may end below it.
    may_end: bool,
}

fn rows(blocks: &[&SetBlock], style: &Style) -> Vec<Row> {
    let mut rows = Vec::new();
    for (block, set) in blocks.iter().enumerate() {
        let n_lines = set.lines.len();
        let room = style.role(set.role);
        for line in 0..n_lines {
            let (is_first, is_last) = (line == 0, line + 1 == n_lines);
            let below = n_lines - (line + 1);
            rows.push(Row {
                block,
                line,
                before: if is_first { room.before } else { 0.0 },
                leading: set.style.leading,
                after: if is_last { room.after } else { 0.0 },
                may_end: if is_last {
                    let next = blocks[block + 1..]
                        .iter()
                        .find(|next| !next.lines.is_empty());
                    next.is_none_or(|next| !leads(set.role, next.role))
                } else {
                    line + 1 >= TOGETHER && below >= TOGETHER
                },
            });
        }
    }
    rows
}

/// Returns whether a block must stay with the one after it: a heading or entry does with what it announces, not
/// with the next of its kind.
fn leads(role: Role, next: Role) -> bool {
    role.keeps_with_next() && rank(role) < rank(next)
}

fn rank(role: Role) -> u8 {
    match role {
        Role::Name | Role::Headline | Role::Contact | Role::Heading => 0,
        Role::Entry => 1,
        Role::Subentry => 2,
        Role::Paragraph | Role::Bullet | Role::Line => 3,
    }
}

/// Returns how many of `rows` stand on the page that starts with them.
fn page_end(rows: &[Row], height: f64) -> usize {
    let mut used = 0.0;
    let mut end = 0;
    let mut best = None;
    for row in rows {
        used += if end == 0 { 0.0 } else { row.before };
        if used + row.leading > height + TOLERANCE {
            break;
        }
        used += row.leading + row.after;
        end += 1;
        if row.may_end {
            best = Some(end);
        }
    }
    if end == rows.len() {
        return end;
    }
    // Forced where nothing is allowed; and even a line taller than the page has to go somewhere.
    best.unwrap_or(end).max(1)
}

fn page(rows: &[Row], blocks: &[&SetBlock], style: &Style, paper: Paper) -> Page {
    let (width, height) = paper.size();
    let column = style.content_width(paper);
    let mut page = Page {
        width,
        height,
        items: Vec::new(),
        bottom: style.top,
    };
    let mut top = style.top;
    for (idx, row) in rows.iter().enumerate() {
        let set = blocks[row.block];
        top += if idx == 0 { 0.0 } else { row.before };
        let baseline = top + set.ascent;
        let tag = |label| Tag {
            block: row.block,
            role: set.role,
            label,
        };
        for piece in &set.lines[row.line].runs {
            page.items.push(Item::Text(Text {
                x: style.left + piece.x,
                y: baseline,
                face: piece.face,
                font: piece.font,
                is_rtl: piece.is_rtl,
                size: set.style.size,
                color: set.style.color,
                text: piece.text.clone(),
                glyphs: piece.glyphs.clone(),
                gap: piece.gap,
                link: piece.link.clone(),
                tag: Some(tag(piece.label)),
            }));
        }
        if row.line + 1 == set.lines.len()
            && let Some(rule) = set.style.rule
        {
            page.items.push(Item::Rule(Rule {
                x: style.left,
                y: baseline + rule.drop,
                width: rule.length.unwrap_or(column).min(column),
                thickness: rule.thickness,
                color: rule.color,
            }));
        }
        page.bottom = top + row.leading;
        top = page.bottom + row.after;
    }
    page
}
