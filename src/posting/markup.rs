//! A posting's markup, read away: Markdown, HTML or plain text as headings, bullets and paragraphs.

use super::block::{BOLD, Block, BlockKind, LEAD_IN, inline, is_rule, push};
use super::html;
use super::lines::{self, Wrap};
use super::table::{letter, push_table};
use super::{cues, evidence};
use crate::text::sentences;

/// The longest line that may be a heading, in characters.
const MAX_HEADING_CHARS: usize = 70;

/// The longest first line that may be a title, in bytes.
pub(super) const MAX_TITLE_BYTES: usize = 120;

/// The fewest lines of one posting that end in E or D before the letter is taken for a mark.
const MIN_MARKED_LINES: usize = 3;

/// The shortest line that someone breaks, in bytes.
const MIN_BROKEN_LINE_BYTES: usize = 45;

/// The longest item of a list that lost its marks, in characters.
const MAX_ITEM_CHARS: usize = 240;

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
            for text in push_table(blocks, &rows) {
                read_lines(&text, true, blocks);
            }
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
                    || (last.text.len() < MIN_BROKEN_LINE_BYTES && line.split(' ').count() < 4)))
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
    let is_short =
        line.chars().count() <= MAX_HEADING_CHARS && line.starts_with(char::is_uppercase);
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
        .filter(|block| {
            block.kind == BlockKind::Item
                && is_titled(&block.text)
                && cues::reads_like_heading(&block.text)
        })
        .count();
    let marks_headings = titled > 1;
    let settled: Vec<BlockKind> = (0..blocks.len())
        .map(|at| match blocks[at].kind {
            BlockKind::Item if is_heading(blocks, at, marks_headings) => BlockKind::Line,
            BlockKind::Item if blocks[at].text.chars().count() > MAX_ITEM_CHARS => {
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
        || text.chars().count() > MAX_HEADING_CHARS + 20
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
            && it.text.chars().count() <= MAX_HEADING_CHARS
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
        if n_bare >= MIN_MARKED_LINES || block.text.ends_with([')', ']']) {
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

/// Returns the words of a line that is bold as a whole.
fn bold_line(line: &str) -> Option<&str> {
    ["**", "__"].iter().find_map(|mark| {
        let rest = line.strip_prefix(mark)?;
        let (body, after) = rest.split_once(mark)?;
        let whole = after.trim_matches([':', ' ', '.']).is_empty();
        (whole && body.chars().count() <= MAX_HEADING_CHARS).then_some(body)
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
    let fits = name.chars().count() <= MAX_HEADING_CHARS && rest.contains(char::is_alphabetic);
    (known && fits).then_some((name, rest.trim_start_matches([':', '–', '—', ' '])))
}

/// Returns the heading before the colon of a whole section in one line, and the section: "Requirements: SQL. R a plus."
fn labelled_text(line: &str) -> Option<(&str, &str)> {
    let (heading, text) = line.split_once(": ")?;
    let is_section = heading.len() <= MAX_HEADING_CHARS
        && cues::is_heading(heading)
        && !cues::is_fact_label(heading)
        && cues::title_label(line).is_none();
    (is_section && sentences(text).len() > 1).then_some((heading, text))
}

/// Returns the words of a heading in capitals that has a number: "3. MAJOR DUTIES".
fn numbered_heading(line: &str) -> Option<&str> {
    let body = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let body = body.strip_prefix(['.', ')'])?.trim_start();
    let fits = body.len() < line.len() - 1 && body.chars().count() <= MAX_HEADING_CHARS;
    (fits && is_all_caps(body) && cues::heading(body).is_some()).then_some(body)
}

/// Returns whether a line is in capitals.
pub(super) fn is_all_caps(line: &str) -> bool {
    let letters = || line.chars().filter(|c| c.is_alphabetic());
    letters().count() > 3 && letters().all(char::is_uppercase)
}

#[cfg(test)]
mod tests;
