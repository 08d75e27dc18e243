//! Texts of other tools to plain words: Markdown, HTML and LaTeX are read away, what they wrap stays.

use std::collections::BTreeSet;

use crate::reader::is_space;
use crate::text::entity;

/// A stretch of a longer text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Block {
    /// Whether it is one item of a list.
    pub(super) is_bullet: bool,
    /// Its words, without markup.
    pub(super) text: String,
    /// The addresses it linked to.
    pub(super) links: Vec<String>,
}

/// How deep markup in markup is read; what lies deeper stays as it is.
const DEEPEST: usize = 8;

/// The farthest that the end of a mark is looked for, in bytes: longer texts are none that somebody set in bold.
const FARTHEST: usize = 4000;

/// How many marks are asked whether they end what one like them began.
const MAX_OPEN_MARKS: usize = 32;

/// Returns a text on one line without markup, and the addresses that it linked to.
pub(super) fn one_line(text: &str) -> (String, Vec<String>) {
    let mut links = Vec::new();
    let text = without_tags(text);
    let text = printable(&text);
    let text = inline(&text, &mut links, DEEPEST);
    (printable(&text), links)
}

/// Returns the paragraphs and the items of lists of a text.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let mut blocks: Vec<(bool, String)> = Vec::new();
    let mut is_open = false;
    for line in without_tags(text).lines() {
        let line = line.trim();
        if line.is_empty() {
            is_open = false;
            continue;
        }
        let (is_bullet, words) = match bullet(line) {
            Some(words) => (true, words),
            None => (false, line.trim_start_matches('#').trim_start()),
        };
        match blocks.last_mut() {
            Some((_, last)) if is_open && !is_bullet => {
                last.push(' ');
                last.push_str(words);
            }
            _ => blocks.push((is_bullet, words.to_owned())),
        }
        is_open = true;
    }
    let blocks = blocks.into_iter().map(|(is_bullet, text)| {
        let (text, links) = one_line(&text);
        Block {
            is_bullet,
            text,
            links,
        }
    });
    blocks.filter(|it| !it.text.is_empty()).collect()
}

/// Returns the words of a line that is an item of a list.
pub(super) fn bullet(line: &str) -> Option<&str> {
    const MARKS: [&str; 12] = [
        "- ", "* ", "+ ", "• ", "· ", "– ", "— ", "▪ ", "● ", "◦ ", "‣ ", "○ ",
    ];
    let marked = MARKS.iter().find_map(|it| line.strip_prefix(it));
    // People leave no room behind a bullet that is no hyphen.
    let marked = marked.or_else(|| line.strip_prefix(['•', '▪', '●', '◦', '‣']));
    let numbered = || {
        let digits = line.bytes().take_while(u8::is_ascii_digit).count();
        let rest = line.get(digits..)?;
        let rest = rest.strip_prefix(". ").or_else(|| rest.strip_prefix(") "));
        rest.filter(|_| (1..=2).contains(&digits))
    };
    marked.or_else(numbered).map(str::trim)
}

/// Returns a text on one line without what can't be printed; no-break and other odd spaces stay, as in a profile.
pub(super) fn printable(text: &str) -> String {
    let characters = text.chars().map(|it| if is_space(it) { ' ' } else { it });
    let text: String = characters.filter(|it| !it.is_control()).collect();
    let words: Vec<&str> = text.split(' ').filter(|it| !it.is_empty()).collect();
    words.join(" ").trim().to_owned()
}

/// Returns a text with the lines and bullets that its HTML says, links in the way of Markdown, and no tags.
fn without_tags(text: &str) -> String {
    if !text.contains(['<', '&']) {
        return text.to_owned();
    }
    let lower = text.to_ascii_lowercase();
    let name = |it| -> &str { &it[..length_of_name(it)] };
    let closed: BTreeSet<&str> = lower.split("</").skip(1).map(name).collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    // The addresses of the links that are open.
    let mut open: Vec<String> = Vec::new();
    while let Some(length) = text[at..].find(['<', '&']) {
        out.push_str(&text[at..at + length]);
        at += length;
        let rest = &text[at..];
        if rest.starts_with('&') {
            let (character, length) = entity(rest);
            out.push(character);
            at += length;
            continue;
        }
        let Some(tag) = Tag::at(rest, &closed) else {
            out.push('<');
            at += 1;
            continue;
        };
        match (tag.name.as_str(), tag.ends) {
            ("a", false) => {
                out.push('[');
                open.push(tag.address().unwrap_or_default());
            }
            ("a", true) => {
                if let Some(address) = open.pop() {
                    out.push_str("](");
                    out.push_str(&address);
                    out.push(')');
                }
            }
            ("li", false) => out.push_str("\n- "),
            ("br" | "hr", _) => out.push('\n'),
            // An item of a list that holds a paragraph is one thing.
            (name, _) if BLOCKS.contains(&name) && !out.ends_with("\n- ") => {
                out.push_str("\n\n");
            }
            _ => {}
        }
        at += tag.length;
    }
    out.push_str(&text[at..]);
    // What was never closed is no link.
    out
}

/// Tags that part what stands before from what stands after.
const BLOCKS: [&str; 14] = [
    "p",
    "div",
    "ul",
    "ol",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "table",
    "tr",
    "blockquote",
];

/// Tags within a line.
const INLINE: [&str; 16] = [
    "a", "b", "strong", "i", "em", "u", "s", "span", "code", "small", "sub", "sup", "mark", "font",
    "td", "del",
];

/// Returns the length of the name that the inside of a tag starts with.
fn length_of_name(inner: &str) -> usize {
    inner.bytes().take_while(u8::is_ascii_alphanumeric).count()
}

struct Tag {
    name: String,
    ends: bool,
    attributes: String,
    length: usize,
}

impl Tag {
    /// Returns the tag that `rest` starts with. `closed` are the names that the text has an end for.
    fn at(rest: &str, closed: &BTreeSet<&str>) -> Option<Self> {
        let head = rest.get(..rest.floor_char_boundary(FARTHEST))?;
        let end = head.find('>')?;
        let inner = head.get(1..end)?;
        let ends = inner.starts_with('/');
        let inner = inner.trim_start_matches('/').trim_end_matches('/');
        let (name, attributes) = inner.split_at(length_of_name(inner));
        let name = name.to_ascii_lowercase();
        // Words without a value are the person's.
        let is_own = attributes.trim().is_empty()
            || attributes.starts_with(char::is_whitespace) && attributes.contains('=');
        let alone = ["br", "hr", "p", "li"].contains(&name.as_str());
        let known = alone
            || (BLOCKS.contains(&name.as_str()) || INLINE.contains(&name.as_str()))
                && closed.contains(name.as_str());
        (is_own && known).then(|| Self {
            ends,
            attributes: attributes.to_owned(),
            length: end + 1,
            name,
        })
    }

    fn address(&self) -> Option<String> {
        let at = self.attributes.find("href=")? + "href=".len();
        let rest = self.attributes.get(at..)?;
        let quote = rest.chars().next().filter(|it| matches!(it, '"' | '\''))?;
        let rest = rest.get(1..)?;
        let address = &rest[..rest.find(quote)?];
        Some(one_line_entities(address))
    }
}

/// Returns an address in which HTML has written `&` as `&amp;`.
fn one_line_entities(address: &str) -> String {
    address.trim().replace("&amp;", "&")
}

/// Returns a line without the marks of Markdown and LaTeX within it, and adds the addresses it links to.
fn inline(text: &str, links: &mut Vec<String>, depth: usize) -> String {
    const MARKS: [&str; 8] = ["***", "**", "__", "~~", "*", "_", "`", "=="];
    if depth == 0 || !text.contains(['*', '_', '~', '`', '[', '\\', '<', '=']) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(next) = rest.chars().next() {
        let before = out.chars().next_back();
        if let Some((label, address, length)) = link(rest) {
            let words = inline(label, links, depth - 1);
            if !address.is_empty() && !words.contains(address) {
                links.push(address.to_owned());
            }
            out.push_str(&words);
            rest = &rest[length..];
            continue;
        }
        if let Some((words, address, length)) = command(rest) {
            if let Some(address) = address {
                links.push(address.to_owned());
            }
            out.push_str(&inline(words, links, depth - 1));
            rest = &rest[length..];
            continue;
        }
        let mut marked = MARKS
            .iter()
            .filter(|_| !before.is_some_and(char::is_alphanumeric));
        if let Some((inner, length)) = marked.find_map(|it| enclosed(rest, it)) {
            out.push_str(&inline(inner, links, depth - 1));
            rest = &rest[length..];
            continue;
        }
        let escaped = rest
            .strip_prefix('\\')
            .filter(|it| it.starts_with(['*', '_', '#', '&', '%', '$', '[', ']', '`', '{', '}']));
        if let Some(escaped) = escaped {
            let length = escaped.chars().next().map_or(0, char::len_utf8);
            out.push_str(&escaped[..length]);
            rest = &escaped[length..];
            continue;
        }
        out.push(next);
        rest = &rest[next.len_utf8()..];
    }
    out
}

/// Returns label, address and length of the link that a text starts with.
fn link(text: &str) -> Option<(&str, &str, usize)> {
    if let Some(inner) = text.strip_prefix('<') {
        let is_address = inner.starts_with("http://") || inner.starts_with("https://");
        let head = &inner[..inner.floor_char_boundary(FARTHEST)];
        let end = is_address.then(|| head.find('>')).flatten()?;
        return Some((&inner[..end], "", end + 2));
    }
    let inner = text.strip_prefix('!').unwrap_or(text).strip_prefix('[')?;
    let marks = text.len() - inner.len();
    let close = closing(inner, ['[', ']'])?;
    let rest = inner[close + 1..].strip_prefix('(')?;
    // A pair of brackets within an address belongs to it.
    let end = closing(rest, ['(', ')'])?;
    let address = rest[..end].trim().trim_matches(['<', '>']);
    if address.contains(char::is_whitespace) {
        return None;
    }
    Some((&inner[..close], address, marks + close + 2 + end + 1))
}

/// Returns words, address and length of the LaTeX command that a text starts with.
fn command(text: &str) -> Option<(&str, Option<&str>, usize)> {
    const WRAPPING: [&str; 8] = [
        "textbf",
        "textit",
        "emph",
        "underline",
        "texttt",
        "textsc",
        "text",
        "url",
    ];
    let rest = text.strip_prefix('\\')?;
    let length = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (name, after) = rest.split_at(length);
    let (first, n_first) = braced(after)?;
    let length = 1 + length + n_first;
    if WRAPPING.contains(&name) {
        return Some((first, None, length));
    }
    if name != "href" {
        return None;
    }
    let (words, n_second) = braced(&after[n_first..])?;
    Some((words, Some(first), length + n_second))
}

/// Returns what stands in the braces that a text starts with, and its length with them.
fn braced(text: &str) -> Option<(&str, usize)> {
    let inner = text.strip_prefix('{')?;
    let close = closing(inner, ['{', '}'])?;
    Some((&inner[..close], close + 2))
}

/// Returns where the bracket closes that opened before a text; brackets within brackets are no markup where they are
/// deeper than [`DEEPEST`].
fn closing(inner: &str, [opens, closes]: [char; 2]) -> Option<usize> {
    let mut depth = 0;
    let head = &inner[..inner.floor_char_boundary(FARTHEST)];
    for (at, it) in head.char_indices() {
        if it == closes {
            if depth == 0 {
                return Some(at);
            }
            depth -= 1;
        } else if it == opens {
            depth += 1;
            if depth > DEEPEST {
                return None;
            }
        }
    }
    None
}

/// Returns what stands between `mark` at the start of a text and the next one, and its length with both.
fn enclosed<'t>(text: &'t str, mark: &str) -> Option<(&'t str, usize)> {
    let text = &text[..text.floor_char_boundary(FARTHEST)];
    let inner = text.strip_prefix(mark)?;
    let single = mark.chars().next()?;
    if inner.starts_with(char::is_whitespace) || inner.starts_with(single) {
        return None;
    }
    for (end, _) in inner.match_indices(mark).take(MAX_OPEN_MARKS) {
        let after = &inner[end + mark.len()..];
        let closes = !inner[..end].ends_with(char::is_whitespace)
            && !after.starts_with(|it: char| it.is_alphanumeric() || it == single)
            && !inner[..end].ends_with(single);
        if end > 0 && closes {
            return Some((&inner[..end], end + 2 * mark.len()));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expect: &str, links: &[&str]) {
        assert_eq!(
            one_line(text),
            (
                expect.to_owned(),
                links.iter().map(ToString::to_string).collect()
            )
        );
    }

    #[test]
    fn markup_goes_and_words_stay() {
        check("**bold**, *italic*, `code`", "bold, italic, code", &[]);
        check("***John Doe***, **it *is* so**", "John Doe, it is so", &[]);
        check(
            "see [the *paper*](https://a.b/c_(d))",
            "see the paper",
            &["https://a.b/c_(d)"],
        );
        check("<https://a.b>", "https://a.b", &[]);
        check("[it](<https://a.b>)", "it", &["https://a.b"]);
        check("<p>One &amp; <b>two</b></p>", "One & two", &[]);
        check(
            "<a href=\"https://a.b?c=1&amp;d=2\">here</a>",
            "here",
            &["https://a.b?c=1&d=2"],
        );
        check(
            r"\textbf{Led} \href{https://a.b}{it}, 5\% up",
            "Led it, 5% up",
            &["https://a.b"],
        );
        check("a\u{7} b\n  c", "a b c", &[]);
    }

    #[test]
    fn what_only_looks_like_markup_stays() {
        for text in [
            "snake_case_name and 2*3*4",
            "C* and A* search",
            "x < y > z, vector<b>, R&D; AT&T",
            "<P C>, <li worn>",
            "raised $18M of $20M",
            "arrays [1] (see notes)",
            r"C:\users\me",
            "* not closed",
            "a ** b ** c",
            "&; &#; &#xZZ;",
            "\\",
        ] {
            check(text, text, &[]);
        }
    }

    #[test]
    fn marks_without_an_end_are_read_in_time() {
        for part in [
            "<", "<http://", "<b>x", "[", "*a ", "[[a](b)", "[a](", r"\\a{",
        ] {
            let text = part.repeat(200_000 / part.len());
            assert!(one_line(&text).0.len() > 25_000, "{part}");
        }
    }

    #[test]
    fn paragraphs_and_lists_are_told_apart() {
        let shown = |text: &str| -> Vec<String> {
            let mark = |it: &Block| if it.is_bullet { "- " } else { "" };
            blocks(text)
                .iter()
                .map(|it| format!("{}{}", mark(it), it.text))
                .collect()
        };
        assert_eq!(
            shown("One\nline\n\n- a\n- b\n  more\n1. c"),
            ["One line", "- a", "- b more", "- c"]
        );
        assert_eq!(
            shown("<p>One</p><ul><li><p>a</p></li><li>b</li></ul>"),
            ["One", "- a", "- b"]
        );
        assert_eq!(shown("•a\n• b"), ["- a", "- b"]);
        assert_eq!(shown("2021. A year"), ["2021. A year"]);
        assert_eq!(shown(" \n"), Vec::<String>::new());
    }
}
