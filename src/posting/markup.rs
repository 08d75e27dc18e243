//! A posting's markup, read away: Markdown, HTML or plain text as headings, bullets and paragraphs.

use crate::text::entity;

/// A stretch of a posting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Block {
    /// What it is.
    pub(super) kind: BlockKind,
    /// Its words, without markup.
    pub(super) text: String,
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

/// Longest tag looked for, in bytes: a `<` with no `>` near is a plain character.
const LONGEST_TAG: usize = 2_000;

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
    let source = source.trim_start_matches('\u{feff}');
    let (front, body) = split_front_matter(source);
    let mut out = Source::default();
    read_front_matter(front, &mut out);
    let text = strip_tags(&strip_comments(body));
    read_lines(&text, &mut out.blocks);
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

/// Turns HTML tags into the Markdown that they stand for, and entities into characters.
fn strip_tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut hidden: Option<String> = None;
    while let Some(at) = rest.find(['<', '&']) {
        if hidden.is_none() {
            out.push_str(&rest[..at]);
        }
        rest = &rest[at..];
        if rest.starts_with('&') {
            let (c, n_bytes) = entity(rest);
            if hidden.is_none() {
                out.push(c);
            }
            rest = &rest[n_bytes..];
            continue;
        }
        let near = &rest.as_bytes()[..rest.len().min(LONGEST_TAG)];
        let opens = near
            .get(1)
            .is_some_and(|c| c.is_ascii_alphabetic() || b"/!?".contains(c));
        let end = if opens {
            near.iter().position(|&c| c == b'>')
        } else {
            None
        };
        let Some(end) = end else {
            if hidden.is_none() {
                out.push('<');
            }
            rest = &rest[1..];
            continue;
        };
        let tag = rest[1..end].to_ascii_lowercase();
        rest = &rest[end + 1..];
        let closing = tag.starts_with('/');
        let name: String = tag
            .trim_start_matches('/')
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect();
        if let Some(until) = &hidden {
            if closing && *until == name {
                hidden = None;
            }
            continue;
        }
        match name.as_str() {
            "script" | "style" | "head" | "noscript" | "svg" | "nav" | "template"
                if !closing && !tag.ends_with('/') =>
            {
                hidden = Some(name);
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" if !closing => {
                out.push_str("\n\n");
                out.extend(std::iter::repeat_n(
                    '#',
                    usize::from(name.as_bytes()[1] - b'0'),
                ));
                out.push(' ');
            }
            "li" if !closing => out.push_str("\n- "),
            "b" | "strong" => out.push_str("**"),
            "br" | "tr" | "li" => out.push('\n'),
            "p" | "div" | "section" | "article" | "header" | "footer" | "main" | "ul" | "ol"
            | "table" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "dl" | "dt" | "dd" | "body"
            | "html" | "blockquote" | "hr" => out.push_str("\n\n"),
            "td" | "th" => out.push(' '),
            _ => {}
        }
    }
    if hidden.is_none() {
        out.push_str(rest);
    }
    out
}

fn read_lines(text: &str, blocks: &mut Vec<Block>) {
    // Whether the next line of plain text continues the last block.
    let mut open = false;
    let mut after_blank = true;
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let quoted = line.trim_start().starts_with('>');
        let line = line.trim_start_matches([' ', '\t', '>']).trim_end();
        if line.is_empty() {
            open = false;
            after_blank = true;
            continue;
        }
        if is_rule(line) {
            // A line under a heading marks it as one.
            if open
                && line.len() > 2
                && line.starts_with(['=', '-'])
                && let Some(last) = blocks.last_mut()
                && last.kind >= BlockKind::Line
                && last.kind != BlockKind::Bullet
            {
                last.kind = BlockKind::Heading(if line.starts_with('=') { 1 } else { 2 });
            }
            open = false;
            after_blank = true;
            continue;
        }
        if line.starts_with('|') {
            let mut rows = vec![line];
            while let Some(row) = lines.next_if(|next| next.trim().starts_with('|')) {
                rows.push(row.trim());
            }
            push_table(blocks, &rows);
            open = false;
            continue;
        }
        let next_is_free = lines.peek().is_none_or(|next| {
            let next = next.trim();
            next.is_empty() || is_rule(next) || bullet(next).is_some()
        });
        if let Some(heading) = line.strip_prefix('#') {
            let level = heading.bytes().take_while(|&c| c == b'#').count();
            let body = heading[level..].trim_end_matches('#');
            push(
                blocks,
                BlockKind::Heading(u8::try_from(level + 1).unwrap_or(BOLD).min(6)),
                body,
            );
            open = false;
        } else if let Some(body) = bold_line(line) {
            push(blocks, BlockKind::Heading(BOLD), body);
            open = false;
        } else if let Some((heading, body)) = run_in_heading(line).filter(|_| !open) {
            push(blocks, BlockKind::Heading(LEAD_IN), heading);
            push(blocks, BlockKind::Paragraph, body);
            open = true;
        } else if let Some(body) = numbered_heading(line) {
            push(blocks, BlockKind::Line, body);
            open = false;
        } else if let Some(body) = bullet(line) {
            push(blocks, BlockKind::Bullet, body);
            open = true;
        } else if quoted && line.starts_with(char::is_uppercase) {
            // Some write lists with this mark; what is wrapped goes on in lower case.
            push(blocks, BlockKind::Bullet, line);
            open = true;
        } else if looks_like_heading(line, after_blank || !open, next_is_free) {
            push(blocks, BlockKind::Line, line);
            open = false;
        } else if super::cues::is_labelled(line) || (blocks.is_empty() && is_title_like(line)) {
            // A line of its own, though no blank line may follow: "Location: Boston", the title.
            push(blocks, BlockKind::Paragraph, line);
            open = false;
        } else if open && let Some(last) = blocks.last_mut() {
            let more = inline(line);
            last.text.push(' ');
            last.text.push_str(&more);
        } else {
            push(blocks, BlockKind::Paragraph, line);
            open = true;
        }
        after_blank = false;
    }
}

/// Adds a table: column by column where its head names sections ("Essential | Desirable"), else row by row.
fn push_table(blocks: &mut Vec<Block>, rows: &[&str]) {
    let cells = |row: &str| -> Vec<String> {
        row.trim_matches('|')
            .split('|')
            .map(|cell| cell.trim().to_owned())
            .collect()
    };
    let rows: Vec<_> = (rows.iter().enumerate())
        .filter(|(i, row)| *i == 0 || !is_rule(row))
        .map(|(_, row)| cells(row))
        .collect();
    let is_fact = |row: &[String]| row.len() == 2 && super::cues::is_fact_label(&row[0]);
    let n_facts = rows.iter().filter(|row| is_fact(row)).count();
    // What stands in a table of facts beside pay and grade is a fact too.
    if n_facts > 1 && n_facts * 2 >= rows.len() {
        return;
    }
    let head = &rows[0];
    if head.len() <= MOST_COLUMNS && head.iter().any(|cell| super::cues::heading(cell).is_some()) {
        for (column, name) in head.iter().enumerate() {
            push(blocks, BlockKind::Heading(BOLD), name);
            for row in &rows[1..] {
                push(
                    blocks,
                    BlockKind::Bullet,
                    row.get(column).map_or("", String::as_str),
                );
            }
        }
    } else {
        for row in rows.iter().filter(|row| !is_fact(row)) {
            push(blocks, BlockKind::Bullet, &row.join(" "));
        }
    }
}

fn push(blocks: &mut Vec<Block>, kind: BlockKind, line: &str) {
    let text = inline(line);
    if text.chars().any(char::is_alphanumeric) {
        blocks.push(Block { kind, text });
    }
}

/// Returns whether a line is a rule or the line under a table's head.
fn is_rule(line: &str) -> bool {
    line.chars()
        .all(|c| matches!(c, '-' | '=' | '*' | '_' | '|' | ':' | ' '))
}

/// Returns the words of a list item.
fn bullet(line: &str) -> Option<&str> {
    const MARKS: [char; 15] = [
        '-', '*', '+', '•', '·', '–', '—', '◦', '▪', '►', '●', '○', '✓', '✔', '➤',
    ];
    if let Some(rest) = line.strip_prefix(MARKS) {
        return rest
            .starts_with(char::is_whitespace)
            .then(|| rest.trim_start());
    }
    // Where there is no round mark, a letter looks like one.
    if let Some(rest) = line.strip_prefix("o ") {
        let rest = rest.trim_start();
        return (rest.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()))
            .then_some(rest);
    }
    // "a." and "(2)".
    let bare = line.strip_prefix('(').unwrap_or(line);
    if bare.starts_with(|c: char| c.is_ascii_lowercase())
        && let Some(rest) = bare[1..].strip_prefix(['.', ')'])
    {
        return rest.starts_with(' ').then(|| rest.trim_start());
    }
    // "1." and "2)"; no list of a posting has a hundred items.
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = line[digits..].strip_prefix(['.', ')'])?;
    ((1..=2).contains(&digits) && rest.starts_with(' ')).then(|| rest.trim_start())
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
        .find(|mark| line.starts_with(mark));
    let (heading, rest) = match mark {
        Some(mark) => line[mark.len()..].split_once(mark)?,
        None => line.split_once(". ")?,
    };
    let name = heading.trim_end_matches(['.', '?']);
    // What is bold and no sentence of its own is only stressed: "**Required skills** are few".
    // What is bold and no sentence of its own is only stressed: "**Skills** matter".
    let known = if mark.is_some() {
        heading.ends_with(['.', '?']) && super::cues::heading(name).is_some()
    } else {
        super::cues::is_heading(name)
    };
    let fits = name.chars().count() <= LONGEST_HEADING && rest.contains(char::is_alphabetic);
    (known && fits).then_some((name, rest))
}

/// Returns the words of a heading in capitals that has a number: "3. MAJOR DUTIES".
fn numbered_heading(line: &str) -> Option<&str> {
    let body = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let body = body.strip_prefix(['.', ')'])?.trim_start();
    let fits = body.len() < line.len() - 1 && body.chars().count() <= LONGEST_HEADING;
    (fits && shouts(body) && super::cues::heading(body).is_some()).then_some(body)
}

/// Returns whether a line is in capitals.
pub(super) fn shouts(line: &str) -> bool {
    let letters = || line.chars().filter(|c| c.is_alphabetic());
    letters().count() > 3 && letters().all(char::is_uppercase)
}

/// Returns whether a line without marks has the looks of a heading.
fn looks_like_heading(line: &str, starts: bool, next_is_free: bool) -> bool {
    let n_words = line.split_whitespace().count();
    if line.chars().count() > LONGEST_HEADING || n_words > 9 || line.ends_with([',', ';', '.']) {
        return false;
    }
    let known = (starts && n_words <= 6 && super::cues::heading(line).is_some())
        || (line.starts_with(char::is_uppercase) && super::cues::is_heading(line));
    let alone = starts && next_is_free && n_words <= 6 && line.starts_with(char::is_uppercase);
    shouts(line) || line.ends_with(':') || known || alone
}

/// Returns whether the first line of a posting may be its title.
fn is_title_like(line: &str) -> bool {
    line.len() <= LONGEST_TITLE && !line.ends_with(['.', '!', '?'])
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
            "Heading(1) Title\nParagraph A long paragraph with a link and code.\nBullet one more\nBullet two\nHeading(7) Must have:\nBullet three",
        );
    }

    #[test]
    fn reads_html() {
        check(
            "<html><head><title>x</title></head><body><h2>What you&rsquo;ll do</h2><ul><li>Plan &amp; ship<li>Run</ul><p>Some <b>bold</b>\ntext</p><script>var a = '<p>';</script></body>",
            "Heading(2) What you’ll do\nBullet Plan & ship\nBullet Run\nParagraph Some bold text",
        );
    }

    #[test]
    fn reads_plain_text() {
        check(
            "ACME\n\nOur mission\nWe help people everywhere.\n\nRESPONSIBILITIES\n• Plan\n• Ship\n\nYou will:\n— test",
            "Line ACME\nLine Our mission\nParagraph We help people everywhere.\nLine RESPONSIBILITIES\nBullet Plan\nBullet Ship\nLine You will:\nBullet test",
        );
    }

    #[test]
    fn reads_front_matter_and_template_comments() {
        let source = "---\n# a note\ntitle: \"Engineer\"\nkey objectives:\n  - Build\n    things\n---\n{% comment %}\nnot this\n{% endcomment %}\n{% include x.html %}\nText {{ a }}here.\n";
        assert_eq!(read(source).title.as_deref(), Some("Engineer"));
        check(
            source,
            "Heading(1) key objectives\nBullet Build things\nParagraph Text here.",
        );
    }

    #[test]
    fn reads_tables() {
        check(
            "| Essential | Desirable |\n|---|---|\n| SQL | R |\n| Excel | |\nafter",
            "Heading(7) Essential\nBullet SQL\nBullet Excel\nHeading(7) Desirable\nBullet R\nParagraph after",
        );
        check("| a | b |\n| c | d |", "Bullet a b\nBullet c d");
    }

    #[test]
    fn tables_of_facts_are_left_out() {
        check(
            "| Pay grade | 15 |\n|---|---|\n| Drug test | Yes |\n| Service | Competitive |\nafter",
            "Paragraph after",
        );
        check(
            "| Build | a web shop |\n| Run | the web shop |\n| Drug test | yes |\nafter",
            "Bullet Build a web shop\nBullet Run the web shop\nParagraph after",
        );
    }

    #[test]
    fn reads_headings_in_the_line_of_their_text() {
        check(
            "**Benefits.** Health and dental.\n\n*What the work is.* You sell.\n\nWhat you get. Base pay.\n\n*Tuesdays.* You rest.",
            "Heading(8) Benefits\nParagraph Health and dental.\nHeading(8) What the work is\nParagraph You sell.\nHeading(8) What you get\nParagraph Base pay.\nParagraph Tuesdays. You rest.",
        );
        check(
            "**Skills** matter less to us.",
            "Paragraph Skills matter less to us.",
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
        check("a < b and c & d; x <3", "Paragraph a < b and c & d; x <3");
        check("[open](never", "Paragraph open(never");
        check("---\nno end", "Paragraph no end");
        check("{% open", "Paragraph {% open");
        check(
            "a &#x41;&#xFFFFFFFF;&bogus;",
            "Paragraph a A&#xFFFFFFFF;&bogus;",
        );
        check("", "");
    }
}
