//! A posting's markup, read away: Markdown, HTML or plain text as headings, bullets and paragraphs.

use super::html;
use super::lines::{self, Wrap};
use super::model::Need;
use super::{cues, evidence};
use crate::text::sentences;

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

/// Longest line that may be a heading, in characters.
const LONGEST_HEADING: usize = 70;

/// Longest first line that may be a title, in bytes.
pub(super) const LONGEST_TITLE: usize = 120;

/// Most columns of a table that is read column by column.
const MOST_COLUMNS: usize = 8;

/// Longest cell of a table, in bytes: what is longer is a part of the page, laid out.
const LONGEST_CELL: usize = 1_500;

/// Longest cell that is a mark, in characters.
const LONGEST_MARK: usize = 3;

/// Fewest lines of one posting that end in E or D before the letter is taken for a mark.
const FEWEST_MARKED: usize = 3;

/// Shortest line that someone breaks, in bytes.
const SHORTEST_BROKEN: usize = 45;

/// Longest item of a list that lost its marks, in characters.
const LONGEST_ITEM: usize = 240;

/// What stands before the text: the title that a front matter gives, and its lists.
#[derive(Debug, Default)]
pub(super) struct Source {
    /// The title given before the text.
    pub(super) title: Option<String>,
    /// The posting itself.
    pub(super) blocks: Vec<Block>,
}

/// Reads a posting's markup away, in time linear in its length.
pub(super) fn read(source: &str) -> Source {
    let source = lines::clean(source);
    let (front, body) = split_front_matter(&source);
    let mut out = Source::default();
    read_front_matter(front, &mut out);
    let (text, is_page) = html::read(&strip_comments(body));
    // Once more: character references may have made of it what was taken out above.
    let cells: Vec<String> = text.split(html::CELL_BREAK).map(lines::clean).collect();
    let text = cells.join(&html::CELL_BREAK.to_string());
    read_lines(&text, is_page, &mut out.blocks);
    settle(&mut out.blocks);
    mark_needs(&mut out.blocks);
    out
}

/// Splits off a front matter between two lines of `---`, if the source begins with one.
fn split_front_matter(source: &str) -> (&str, &str) {
    let rest = source.trim_start();
    let Some(rest) = rest
        .strip_prefix("---")
        .filter(|rest| rest.starts_with(['\n', '\r']))
    else {
        return ("", source);
    };
    let mut at = 0;
    for line in rest.split_inclusive('\n') {
        if line.trim_end() == "---" {
            return (&rest[..at], &rest[at + line.len()..]);
        }
        at += line.len();
    }
    ("", source)
}

/// Takes the title of a front matter, and its lists of whole sentences: some sites keep the duties there.
fn read_front_matter(front: &str, out: &mut Source) {
    for line in front.lines() {
        let text = line.trim();
        if text.starts_with('#') {
            continue;
        }
        if let Some(item) = text.strip_prefix("- ") {
            push(&mut out.blocks, BlockKind::Bullet, item.trim_matches('"'));
        } else if let Some((key, value)) = text.split_once(':')
            && !line.starts_with(' ')
        {
            let value = value.trim().trim_matches(['"', '\'']);
            if matches!(key.trim(), "title" | "job_title" | "position") && !value.is_empty() {
                out.title = Some(value.to_owned());
            } else {
                push(&mut out.blocks, BlockKind::Heading(1), key.trim());
            }
        } else if let Some(last) = out.blocks.last_mut()
            && last.kind == BlockKind::Bullet
            && !text.is_empty()
        {
            last.text.push(' ');
            last.text.push_str(text);
        }
    }
}

/// Removes comments and tags of template languages: `<!-- -->`, `{% %}` (whole comments with what they hold), `{{ }}`.
fn strip_comments(text: &str) -> String {
    const PAIRS: [(&str, &str); 3] = [("<!--", "-->"), ("{%", "%}"), ("{{", "}}")];
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    // A kind whose closing mark is missing once is missing from there on.
    let mut closes = [true; PAIRS.len()];
    let mut comment_closes = true;
    while let Some(at) = rest.find(['<', '{']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let pair = (0..PAIRS.len()).find(|&it| closes[it] && rest.starts_with(PAIRS[it].0));
        let Some(pair) = pair else {
            out.push_str(&rest[..1]);
            rest = &rest[1..];
            continue;
        };
        let Some(end) = rest.find(PAIRS[pair].1) else {
            closes[pair] = false;
            continue;
        };
        let tag = &rest[..end];
        rest = &rest[end + PAIRS[pair].1.len()..];
        let name = tag.trim_start_matches(['{', '%', '-', ' ']);
        if pair == 1 && name.starts_with("comment") && comment_closes {
            match rest
                .find("endcomment")
                .and_then(|it| rest[it..].find("%}").map(|close| it + close + "%}".len()))
            {
                Some(after) => rest = &rest[after..],
                None => comment_closes = false,
            }
        }
    }
    out.push_str(rest);
    out
}

fn read_lines(text: &str, is_page: bool, blocks: &mut Vec<Block>) {
    let lines: Vec<&str> = text.lines().flat_map(lines::items_within).collect();
    let wrap = if is_page {
        Wrap::never()
    } else {
        Wrap::of(&lines)
    };
    // How far in the last line stands that the next may go on from, and the line; none after a heading or a blank one.
    let mut open: Option<(usize, &str)> = None;
    let mut is_apart = true;
    // Whether a mark stood alone on the line before.
    let mut marked = false;
    let mut lines = lines.into_iter().peekable();
    while let Some(raw) = lines.next() {
        let quoted = raw.trim_start().starts_with('>');
        let line = raw
            .trim_start_matches([' ', '\t', '>', '\u{a0}'])
            .trim_end();
        let indent = raw.chars().take_while(|it| it.is_whitespace()).count();
        if line.is_empty() {
            open = None;
            is_apart = true;
            continue;
        }
        if lines::is_lone_mark(line) {
            marked = true;
            open = None;
            continue;
        }
        let n_before = blocks.len();
        let was_marked = std::mem::take(&mut marked);
        if is_rule(line) {
            // A line under a heading marks it as one.
            if open.is_some()
                && line.len() > 2
                && line.starts_with(['=', '-'])
                && let Some(last) = blocks.last_mut()
                && matches!(
                    last.kind,
                    BlockKind::Line | BlockKind::Item | BlockKind::Paragraph
                )
            {
                last.kind = BlockKind::Heading(if line.starts_with('=') { 1 } else { 2 });
            }
            open = None;
            is_apart = true;
            continue;
        }
        if line.starts_with('|') {
            let mut rows = vec![line];
            while let Some(row) = lines.next_if(|next| next.trim().starts_with('|')) {
                rows.push(row.trim());
            }
            push_table(blocks, &rows);
            open = None;
        } else if let Some(heading) = line.strip_prefix('#').filter(|_| is_marked_heading(line)) {
            let level = heading.bytes().take_while(|&c| c == b'#').count();
            let body = heading[level..].trim_end_matches('#');
            push(
                blocks,
                BlockKind::Heading(u8::try_from(level + 1).unwrap_or(BOLD).min(6)),
                body,
            );
            open = None;
        } else if let Some(body) = bold_line(line) {
            push(blocks, BlockKind::Heading(BOLD), body);
            open = None;
        } else if let Some((heading, body)) = run_in_heading(line).filter(|_| open.is_none()) {
            push(blocks, BlockKind::Heading(LEAD_IN), heading);
            push(blocks, BlockKind::Paragraph, body);
            open = Some((indent, line));
        } else if let Some(body) = numbered_heading(line) {
            push(blocks, BlockKind::Line, body);
            open = None;
        } else if let Some(body) = lines::item(line) {
            // A whole line that is a link leads elsewhere; a bold one below a mark is a heading all the same.
            if let Some(heading) = bold_line(body).filter(|it| it.ends_with(':')) {
                push(blocks, BlockKind::Heading(BOLD), heading);
                open = None;
            } else if is_link(body) {
                open = None;
            } else {
                push(blocks, BlockKind::Bullet, body);
                open = Some((indent, line));
            }
        } else if was_marked || (quoted && line.starts_with(char::is_uppercase)) {
            // Some write lists with this mark; what is wrapped goes on in lower case.
            push(blocks, BlockKind::Bullet, line);
            open = Some((indent, line));
        } else if let Some((heading, body)) = labelled_text(line) {
            push(blocks, BlockKind::Heading(LEAD_IN), heading);
            push(blocks, BlockKind::Paragraph, body);
            open = Some((indent, line));
        } else if cues::is_labelled(line) {
            // A line of its own, though no blank line may follow: "Location: Boston".
            push(blocks, BlockKind::Paragraph, line);
            open = None;
        } else if let Some((before_in, before)) = open
            && !announces(line)
            && let Some(last) = blocks.last_mut()
            // A list in lower case: each of its lines begins so.
            && !(wrap.is_free()
                && last.kind == BlockKind::Item
                && line.starts_with(char::is_lowercase)
                && (last.text.starts_with(char::is_lowercase)
                    || (last.text.len() < SHORTEST_BROKEN && line.split(' ').count() < 4)))
            && wrap.joins(before, line, last.kind == BlockKind::Bullet && indent > before_in + 1)
        {
            let more = inline(line);
            last.text.push(' ');
            last.text.push_str(&more);
            open = Some((before_in, line));
        } else {
            push(blocks, BlockKind::Item, line);
            open = Some((indent, line));
        }
        if let Some(first) = blocks.get_mut(n_before) {
            first.is_apart = is_apart;
        }
        is_apart = false;
    }
}

/// Returns whether a line that begins with `#` is a heading of Markdown, and no number or name.
fn is_marked_heading(line: &str) -> bool {
    let body = line.trim_start_matches('#');
    body.starts_with(char::is_whitespace) || line.starts_with("##")
}

/// Returns whether a line announces what stands below it by itself: no line before it goes on in it.
fn announces(line: &str) -> bool {
    let is_short = line.chars().count() <= LONGEST_HEADING && line.starts_with(char::is_uppercase);
    is_short
        && !line.ends_with(['.', ',', ';'])
        && (cues::reads_like_heading(line) || is_all_caps(line))
}

/// Returns whether the words of an item are one link.
fn is_link(body: &str) -> bool {
    body.strip_prefix('[')
        .and_then(|it| it.split_once("]("))
        .and_then(|(_, it)| it.split_once(')'))
        .is_some_and(|(_, after)| after.trim().is_empty())
}

/// Decides which lines without marks are headings, by what they say and by what stands beside them.
fn settle(blocks: &mut [Block]) {
    // Whether the headings that are known have capitals throughout, as some write them.
    let titled = blocks
        .iter()
        .filter(|it| {
            it.kind == BlockKind::Item && is_titled(&it.text) && cues::reads_like_heading(&it.text)
        })
        .count();
    let marks_headings = titled > 1;
    let settled: Vec<BlockKind> = (0..blocks.len())
        .map(|at| match blocks[at].kind {
            BlockKind::Item if is_heading(blocks, at, marks_headings) => BlockKind::Line,
            BlockKind::Item if blocks[at].text.chars().count() > LONGEST_ITEM => {
                BlockKind::Paragraph
            }
            kind => kind,
        })
        .collect();
    for (block, kind) in blocks.iter_mut().zip(settled) {
        block.kind = kind;
    }
}

/// Returns whether a line without a mark is a heading. Every sign of one counts, and every sign of an item against it.
fn is_heading(blocks: &[Block], at: usize, marks_headings: bool) -> bool {
    let block = &blocks[at];
    let text = block.text.as_str();
    let n_words = text.split_whitespace().count();
    let known = cues::is_heading(text);
    if n_words > 12
        || text.chars().count() > LONGEST_HEADING + 20
        || text.ends_with([',', ';'])
        || (text.ends_with('.') && !known)
        || text.contains("://")
    {
        return false;
    }
    let reads = cues::reads_like_heading(text);
    let next = blocks.get(at + 1);
    let is_plain = |it: &Block| {
        it.kind == BlockKind::Item
            && it.text.chars().count() <= LONGEST_HEADING
            && it.is_apart == block.is_apart
            && !it.text.ends_with(':')
    };
    let before = at.checked_sub(1).map(|it| &blocks[it]);
    let mut score = 0_i32;
    if known || reads {
        score += 3;
    } else {
        score -= 2 * i32::from(evidence::asking(text) > 0 || evidence::is_work(text));
        if is_titled(text)
            && marks_headings
            && ![before, next]
                .iter()
                .flatten()
                .any(|it| is_titled(&it.text))
        {
            score += 2;
        } else if !text.ends_with(':') && !is_all_caps(text) {
            score -= 2 * i32::from(before.is_some_and(is_plain) && next.is_some_and(is_plain));
        }
    }
    // "CCRN" is what someone has, "IT HELPS IF" a heading.
    score += 3 * i32::from(
        text.ends_with(':') || (is_all_caps(text) && (n_words > 1 || known || reads)),
    );
    score += i32::from(n_words <= 6);
    score += i32::from(block.is_apart);
    score += i32::from(text.ends_with('?'));
    if let Some(next) = next {
        // The first of a group of lines between blank ones.
        let below = blocks.get(at + 2);
        score += i32::from(
            block.is_apart
                && n_words <= 6
                && next.kind == BlockKind::Item
                && !next.is_apart
                && below.is_some_and(|it| !it.is_apart || at + 3 < blocks.len()),
        );
        let is_longer = next.text.len() > 80 && next.text.len() > 2 * text.len();
        let is_among_marks = next.kind == BlockKind::Bullet
            && before.is_some_and(|it| it.kind == BlockKind::Bullet)
            && n_words <= 8;
        score +=
            i32::from(next.kind == BlockKind::Bullet || is_longer) + 2 * i32::from(is_among_marks);
    }
    score -= 3 * i32::from(text.starts_with(|it: char| it.is_ascii_digit()));
    score -= 2 * i32::from(text.starts_with(char::is_lowercase) && !reads);
    score >= 3 && next.is_some()
}

/// Returns whether every longer word of a line has a capital, and there are two or more.
fn is_titled(text: &str) -> bool {
    let words = || text.split_whitespace().filter(|it| it.chars().count() > 3);
    let begins_large = |it: &str| it.starts_with(|c: char| c.is_uppercase() || !c.is_alphabetic());
    words().next().is_some()
        && words().all(begins_large)
        && !words().any(|it| !it.contains(char::is_lowercase))
        && text.contains(' ')
}

/// Reads the letters of a person specification: "Degree in nursing (E)", and "Own car D" where many lines end so.
fn mark_needs(blocks: &mut [Block]) {
    let is_line = |it: &Block| matches!(it.kind, BlockKind::Bullet | BlockKind::Item);
    let bare = |text: &str| {
        let (rest, last) = text.rsplit_once([' ', '-', '–', '\t'])?;
        let is_mark = matches!(last, "E" | "D") || last.starts_with(['(', '[']);
        let need = letter(last).filter(|_| is_mark)?;
        let rest = rest.trim_end_matches([' ', '-', '–', ':', ',']);
        (rest.len() > 3).then_some((rest.len(), need))
    };
    let n_bare = blocks
        .iter()
        .filter(|it| is_line(it) && bare(&it.text).is_some())
        .count();
    for block in blocks.iter_mut().filter(|it| is_line(it)) {
        let Some((n, need)) = bare(&block.text) else {
            continue;
        };
        if n_bare >= FEWEST_MARKED || block.text.ends_with([')', ']']) {
            // A letter is a mark, a word the posting's own.
            if block.text[n..]
                .chars()
                .filter(|it| it.is_alphabetic())
                .count()
                == 1
            {
                block.text.truncate(n);
            }
            block.need = Some(need);
        }
    }
}

/// Returns what a letter or a word in a cell of a person specification says.
fn letter(mark: &str) -> Option<Need> {
    match mark.trim_matches(['(', ')', '[', ']', ' ']) {
        "E" => Some(Need::Required),
        "D" => Some(Need::Preferred),
        word => cues::need_alone(word),
    }
}

/// Adds a table: column by column where its head names sections ("Essential | Desirable"), else row by row.
fn push_table(blocks: &mut Vec<Block>, rows: &[&str]) {
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
        || rows.iter().flatten().any(|it| it.len() > LONGEST_CELL);
    if is_layout {
        for cell in rows.iter().flatten().filter(|it| !it.is_empty()) {
            let text = cell.replace(html::CELL_BREAK, "\n").replace('|', " ");
            read_lines(&text, true, blocks);
        }
        return;
    }
    let is_fact = |row: &[String]| row.len() == 2 && cues::is_fact_label(&row[0]);
    let n_facts = rows.iter().filter(|row| is_fact(row)).count();
    // What stands in a table of facts beside pay and grade is a fact too.
    if n_facts > 1 && n_facts * 2 >= rows.len() {
        return;
    }
    let head = &rows[0];
    let names: Vec<bool> = head.iter().map(|it| cues::heading(it).is_some()).collect();
    let is_mark = |cell: &str| {
        let is_short = cell.chars().count() <= LONGEST_MARK;
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
    } else if head.len() <= MOST_COLUMNS && names.contains(&true) {
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

fn push(blocks: &mut Vec<Block>, kind: BlockKind, line: &str) {
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
fn is_rule(line: &str) -> bool {
    line.chars()
        .all(|c| matches!(c, '-' | '=' | '*' | '_' | '|' | ':' | ' '))
}

/// Returns the words of a line that is bold as a whole.
fn bold_line(line: &str) -> Option<&str> {
    ["**", "__"].iter().find_map(|mark| {
        let rest = line.strip_prefix(mark)?;
        let (body, after) = rest.split_once(mark)?;
        let whole = after.trim_matches([':', ' ', '.']).is_empty();
        (whole && body.chars().count() <= LONGEST_HEADING).then_some(body)
    })
}

/// Returns the heading that stands at the start of its own paragraph, and the rest: "Benefits. Health and dental."
fn run_in_heading(line: &str) -> Option<(&str, &str)> {
    let mark = ["**", "__", "*", "_"]
        .into_iter()
        .find(|mark| line.starts_with(mark))
        .filter(|mark| !line[mark.len()..].starts_with(char::is_whitespace));
    let (heading, rest) = match mark {
        Some(mark) => line[mark.len()..].split_once(mark)?,
        None => line.split_once(". ")?,
    };
    let name = heading.trim_end_matches(['.', '?', ':']).trim_end();
    if (cues::is_fact_label(name) && cues::heading(name).is_none())
        || cues::title_label(&format!("{name}: it")).is_some()
    {
        return None;
    }
    // What is bold and no sentence of its own is only stressed: "**Skills** matter".
    let known = if mark.is_some() {
        (heading.ends_with(['.', '?', ':']) || rest.starts_with([':', '–', '—']))
            && cues::heading(name).is_some()
    } else {
        cues::is_heading(name)
    };
    let fits = name.chars().count() <= LONGEST_HEADING && rest.contains(char::is_alphabetic);
    (known && fits).then_some((name, rest.trim_start_matches([':', '–', '—', ' '])))
}

/// Returns the heading before the colon of a whole section in one line, and the section: "Requirements: SQL. R a plus."
fn labelled_text(line: &str) -> Option<(&str, &str)> {
    let (heading, text) = line.split_once(": ")?;
    let is_section = heading.len() <= LONGEST_HEADING
        && cues::is_heading(heading)
        && !cues::is_fact_label(heading)
        && cues::title_label(line).is_none();
    (is_section && sentences(text).len() > 1).then_some((heading, text))
}

/// Returns the words of a heading in capitals that has a number: "3. MAJOR DUTIES".
fn numbered_heading(line: &str) -> Option<&str> {
    let body = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let body = body.strip_prefix(['.', ')'])?.trim_start();
    let fits = body.len() < line.len() - 1 && body.chars().count() <= LONGEST_HEADING;
    (fits && is_all_caps(body) && cues::heading(body).is_some()).then_some(body)
}

/// Returns whether a line is in capitals.
pub(super) fn is_all_caps(line: &str) -> bool {
    let letters = || line.chars().filter(|c| c.is_alphabetic());
    letters().count() > 3 && letters().all(char::is_uppercase)
}

/// Removes inline marks: emphasis, code, links, images, escapes, table bars.
fn inline(line: &str) -> String {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(source: &str, expect: &str) {
        let shown: Vec<_> = read(source)
            .blocks
            .into_iter()
            .map(|it| format!("{:?} {}", it.kind, it.text))
            .collect();
        assert_eq!(shown.join("\n"), expect);
    }

    #[test]
    fn reads_markdown() {
        check(
            "# Title\n\nA *long*\nparagraph with [a link](https://x.example) and `code`.\n\n- one\n  more\n* two\n\n**Must have:**\n1. three",
            "Heading(1) Title\nItem A long paragraph with a link and code.\nBullet one more\nBullet two\nHeading(7) Must have:\nBullet three",
        );
    }

    #[test]
    fn reads_html() {
        check(
            "<html><head><title>x</title></head><body><h2>What you&rsquo;ll do</h2><ul><li>Plan &amp; ship<li>Run</ul><p>Some <b>bold</b>\ntext</p><script>var a = '<p>';</script></body>",
            "Heading(2) What you’ll do\nBullet Plan & ship\nBullet Run\nItem Some bold text",
        );
    }

    #[test]
    fn reads_plain_text() {
        check(
            "ACME\n\nOur mission\nWe help people everywhere.\n\nRESPONSIBILITIES\n• Plan\n• Ship\n\nYou will:\n— test",
            "Item ACME\nLine Our mission\nItem We help people everywhere.\nLine RESPONSIBILITIES\nBullet Plan\nBullet Ship\nLine You will:\nBullet test",
        );
    }

    #[test]
    fn reads_front_matter_and_template_comments() {
        let source = "---\n# a note\ntitle: \"Engineer\"\nkey objectives:\n  - Build\n    things\n---\n{% comment %}\nnot this\n{% endcomment %}\n{% include x.html %}\nText {{ a }}here.\n";
        assert_eq!(read(source).title.as_deref(), Some("Engineer"));
        check(
            source,
            "Heading(1) key objectives\nBullet Build things\nItem Text here.",
        );
    }

    #[test]
    fn reads_tables() {
        check(
            "| Essential | Desirable |\n|---|---|\n| SQL | R |\n| Excel | |\nafter",
            "Heading(7) Essential\nBullet SQL\nBullet Excel\nHeading(7) Desirable\nBullet R\nItem after",
        );
        check("| a | b |\n| c | d |", "Bullet a b\nBullet c d");
    }

    #[test]
    fn tables_of_facts_are_left_out() {
        check(
            "| Pay grade | 15 |\n|---|---|\n| Drug test | Yes |\n| Service | Competitive |\nafter",
            "Item after",
        );
        check(
            "| Build | a web shop |\n| Run | the web shop |\n| Drug test | yes |\nafter",
            "Bullet Build a web shop\nBullet Run the web shop\nItem after",
        );
    }

    #[test]
    fn reads_headings_in_the_line_of_their_text() {
        check(
            "**Benefits.** Health and dental.\n\n*What the work is.* You sell.\n\nWhat you get. Base pay.\n\n*Tuesdays.* You rest.",
            "Heading(8) Benefits\nParagraph Health and dental.\nHeading(8) What the work is\nParagraph You sell.\nHeading(8) What you get\nParagraph Base pay.\nItem Tuesdays. You rest.",
        );
        check(
            "**Skills** matter less to us.",
            "Item Skills matter less to us.",
        );
    }

    #[test]
    fn reads_numbers_letters_and_quotes_as_lists() {
        check(
            "3. MAJOR DUTIES\na. Plans studies.\n(b) Writes reports,\nlong ones.\n1. SQL",
            "Line MAJOR DUTIES\nBullet Plans studies.\nBullet Writes reports, long ones.\nBullet SQL",
        );
        check(
            " o  Run builds\n o  5 years\n> Grow cells and\n> keep them.\n> Use R.",
            "Bullet Run builds\nBullet 5 years\nBullet Grow cells and keep them.\nBullet Use R.",
        );
    }

    #[test]
    fn odd_input_is_read_as_it_stands() {
        check("a < b and c & d; x <3", "Item a < b and c & d; x <3");
        check("[open](never", "Item open(never");
        check("---\nno end", "Item no end");
        check("{% open", "Item {% open");
        check("a &#x41;&#xFFFFFFFF;&bogus;", "Item a A\u{fffd}&bogus;");
        check("", "");
    }
}
