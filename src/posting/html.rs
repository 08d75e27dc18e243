//! HTML, read into the lines of text that it stands for.

use std::borrow::Cow;
use std::collections::BTreeMap;

use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};

/// A line break inside a cell of a table; no text that is read has this character.
pub(super) const CELL_BREAK: char = '\u{e000}';

/// How often HTML is looked for inside HTML: a site's data hold its markup escaped, at times twice.
const MAX_ESCAPE_DEPTH: usize = 2;

/// Elements whose content is no part of the page's text.
const HIDDEN: [&str; 17] = [
    "aside", "button", "canvas", "dialog", "footer", "head", "iframe", "nav", "noscript", "object",
    "option", "script", "select", "style", "svg", "template", "textarea",
];

/// Elements that stand on lines of their own.
const BLOCKS: [&str; 27] = [
    "address",
    "article",
    "blockquote",
    "body",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figure",
    "form",
    "header",
    "hr",
    "html",
    "main",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "thead",
    "title",
    "ul",
];

/// Further elements that a posting may have; `<` before any other name is a plain character.
const OTHERS: [&str; 38] = [
    "a",
    "abbr",
    "b",
    "base",
    "br",
    "caption",
    "cite",
    "code",
    "col",
    "del",
    "em",
    "figcaption",
    "font",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "i",
    "img",
    "input",
    "ins",
    "label",
    "li",
    "link",
    "meta",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "td",
    "tfoot",
    "th",
    "tr",
    "u",
    "wbr",
];

/// Elements without content.
const VOID: [&str; 9] = [
    "base", "br", "col", "hr", "img", "input", "link", "meta", "wbr",
];

/// Words of a class or an id that only what surrounds a text has.
const SURROUNDINGS: [&str; 16] = [
    "breadcrumb",
    "breadcrumbs",
    "consent",
    "cookie",
    "cookiebanner",
    "cookies",
    "footer",
    "gdpr",
    "nav",
    "navbar",
    "navigation",
    "onetrust",
    "recommended",
    "related",
    "similar",
    "social",
];

/// Reads a source that may have HTML in it: tags become the Markdown that they stand for, or go.
///
/// Returns the text and whether the source is a page of HTML, in which a line break of the source means nothing. Reading
/// is a pass over tokens: no depth of elements uses up the stack, and the work is linear in the length of the source.
pub(super) fn read(source: &str) -> (String, bool) {
    let mut source = Cow::Borrowed(source);
    let mut is_page = is_page(&source);
    for _ in 0..MAX_ESCAPE_DEPTH {
        if !is_escaped(&source) {
            break;
        }
        let unescaped = source
            .replace("&amp;", "&")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"");
        source = Cow::Owned(unescaped);
        is_page = true;
    }
    let plain = with_plain_signs(&source);
    let mut page = Page::new(is_page, true);
    page.read(&plain);
    // A class may say of the whole page that it has a menu.
    if page.n_hidden > page.out.len() {
        page = Page::new(is_page, false);
        page.read(&plain);
    }
    (page.out, is_page)
}

/// Returns the name of the element whose tag a text begins with, in lower case.
fn tag_name(text: &str) -> Option<String> {
    let rest = text.strip_prefix('<')?;
    let rest = rest.strip_prefix('/').unwrap_or(rest);
    let n = rest
        .bytes()
        .take(12)
        .take_while(u8::is_ascii_alphanumeric)
        .count();
    let ends = rest
        .as_bytes()
        .get(n)
        .is_none_or(|c| c.is_ascii_whitespace() || matches!(c, b'>' | b'/'));
    (n > 0 && ends).then(|| rest[..n].to_ascii_lowercase())
}

/// Returns whether an element is one that postings have.
fn is_known(name: &str) -> bool {
    [&HIDDEN[..], &BLOCKS, &OTHERS]
        .iter()
        .any(|names| names.binary_search(&name).is_ok())
}

/// Returns whether a source is a page of HTML rather than a text with some tags in it.
fn is_page(source: &str) -> bool {
    let start = source.trim_start();
    let first = start.lines().next().unwrap_or_default();
    if start
        .get(..9)
        .is_some_and(|it| it.eq_ignore_ascii_case("<!doctype"))
        || start.starts_with("<?xml")
        || (tag_name(start).is_some_and(|it| is_known(&it)) && !first.starts_with("<!--"))
    {
        return true;
    }
    let n_tags = source
        .match_indices('<')
        .filter_map(|(at, _)| tag_name(&source[at..]))
        .filter(|name| BLOCKS.binary_search(&name.as_str()).is_ok() || name == "li" || name == "br")
        .count();
    let has_marks = source
        .lines()
        .any(|it| it.starts_with("# ") || it.starts_with("## ") || it.starts_with("- "));
    !has_marks && n_tags > 3 && n_tags >= source.lines().count()
}

/// Returns whether a source holds HTML with its signs escaped.
fn is_escaped(source: &str) -> bool {
    let mut n = 0;
    for (at, _) in source
        .match_indices("&lt;")
        .chain(source.match_indices("&amp;lt;"))
    {
        let rest = &source[at..];
        let rest = rest
            .strip_prefix("&amp;lt;")
            .or_else(|| rest.strip_prefix("&lt;"));
        let Some(rest) = rest else { continue };
        let rest = rest.strip_prefix('/').unwrap_or(rest);
        let name: String = rest
            .chars()
            .take(8)
            .take_while(char::is_ascii_alphanumeric)
            .collect();
        n += usize::from(matches!(
            name.to_ascii_lowercase().as_str(),
            "p" | "div"
                | "ul"
                | "ol"
                | "li"
                | "br"
                | "strong"
                | "b"
                | "h1"
                | "h2"
                | "h3"
                | "h4"
                | "span"
        ));
    }
    n > 1
}

/// Returns the text with each `<` that opens no tag escaped: "<5 years" and "a < b" are no HTML.
fn with_plain_signs(text: &str) -> String {
    let last_close = text.rfind('>').unwrap_or(0);
    let last_comment = text.rfind("-->").unwrap_or(0);
    let mut out = String::with_capacity(text.len());
    let mut rest_at = 0;
    for (at, _) in text.match_indices('<') {
        out.push_str(&text[rest_at..at]);
        rest_at = at + 1;
        let rest = &text[at..];
        let opens = if rest.starts_with("<!--") {
            at < last_comment
        } else {
            let is_mark = rest.starts_with("<!") || rest.starts_with("<?");
            at < last_close
                && (is_mark
                    || tag_name(rest)
                        .is_some_and(|it| is_known(&it) || it.len() > 2 && rest.starts_with("</")))
        };
        out.push_str(if opens { "<" } else { "&lt;" });
    }
    out.push_str(&text[rest_at..]);
    out
}

/// One element that is open.
struct Open {
    name: String,
    hides: bool,
    is_no_text: bool,
    is_bold: bool,
}

/// The text of a page, as far as it is read.
struct Page {
    out: String,
    has_markup_only: bool,
    uses_classes: bool,
    open: Vec<Open>,
    /// How many elements of a name are open: what closes nothing is passed over at once.
    n_open: BTreeMap<String, usize>,
    n_hiding: usize,
    /// How many elements are open whose content is no text whatever their class says.
    n_no_text: usize,
    n_bold: usize,
    /// Whether the mark for bold type stands in the text and isn't closed yet.
    in_bold: bool,
    n_cells: usize,
    /// Where the current item of a list begins in the text, and how much of it is a link.
    item: Option<(usize, usize)>,
    /// How many bytes of text were left out for their class.
    n_hidden: usize,
}

impl Page {
    fn new(has_markup_only: bool, uses_classes: bool) -> Self {
        Self {
            out: String::new(),
            has_markup_only,
            uses_classes,
            open: Vec::new(),
            n_open: BTreeMap::new(),
            n_hiding: 0,
            n_no_text: 0,
            n_bold: 0,
            in_bold: false,
            n_cells: 0,
            item: None,
            n_hidden: 0,
        }
    }

    fn read(&mut self, text: &str) {
        let mut emitter = DefaultEmitter::default();
        // What a script or a style holds is no markup.
        emitter.naively_switch_states(true);
        for token in Tokenizer::new_with_emitter(text, emitter) {
            let Ok(token) = token;
            match token {
                Token::StartTag(tag) => self.begin(&tag),
                Token::EndTag(tag) => self.end(&String::from_utf8_lossy(&tag.name)),
                Token::String(text) => self.push(&String::from_utf8_lossy(&text)),
                _ => {}
            }
        }
        self.end_item();
    }

    fn begin(&mut self, tag: &StartTag<()>) {
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        // A cell ends where the next begins, and a row too.
        while matches!(name.as_str(), "td" | "th" | "tr")
            && let Some(last) = self.open.last()
            && (matches!(last.name.as_str(), "td" | "th") || (name == "tr" && last.name == "tr"))
        {
            let last = last.name.clone();
            self.end(&last);
        }
        self.break_for(&name, false);
        if VOID.binary_search(&name.as_str()).is_ok() {
            return;
        }
        let attribute = |key: &[u8]| {
            tag.attributes
                .get(key)
                .map(|it| String::from_utf8_lossy(&it.value).to_ascii_lowercase())
        };
        let is_around = |value: String| {
            value
                .split(|c: char| !c.is_ascii_alphanumeric())
                .any(|it| SURROUNDINGS.binary_search(&it).is_ok())
        };
        let is_frame = matches!(name.as_str(), "html" | "body" | "main" | "article" | "h1");
        let is_no_text = HIDDEN.binary_search(&name.as_str()).is_ok() && !tag.self_closing;
        let hides = is_no_text
            || (self.uses_classes
                && !is_frame
                && [&b"class"[..], b"id", b"role"]
                    .iter()
                    .filter_map(|key| attribute(key))
                    .any(is_around));
        let style = attribute(b"style").unwrap_or_default().replace(' ', "");
        let is_bold = matches!(name.as_str(), "b" | "strong" | "dt")
            || ["font-weight:bold", "font-weight:600", "font-weight:700"]
                .iter()
                .any(|it| style.contains(it));
        let is_bold = is_bold && !is_header(&name);
        self.n_hiding += usize::from(hides);
        self.n_no_text += usize::from(is_no_text);
        self.n_bold += usize::from(is_bold);
        self.n_cells += usize::from(matches!(name.as_str(), "td" | "th"));
        *self.n_open.entry(name.clone()).or_default() += 1;
        self.open.push(Open {
            name,
            hides,
            is_no_text,
            is_bold,
        });
    }

    fn end(&mut self, name: &str) {
        if self.n_open.get(name).is_none_or(|&n| n == 0) {
            self.break_for(name, true);
            return;
        }
        while let Some(last) = self.open.pop() {
            self.n_hiding -= usize::from(last.hides);
            self.n_no_text -= usize::from(last.is_no_text);
            self.n_cells -= usize::from(matches!(last.name.as_str(), "td" | "th"));
            if last.is_bold {
                self.n_bold -= 1;
                if self.n_bold == 0 {
                    self.end_bold();
                }
            }
            if let Some(n) = self.n_open.get_mut(&last.name) {
                *n -= 1;
            }
            if last.name == name {
                break;
            }
        }
        self.break_for(name, true);
    }

    /// Adds what a tag stands for.
    fn break_for(&mut self, name: &str, closing: bool) {
        if self.n_hiding > 0 {
            return;
        }
        let is_block = BLOCKS.binary_search(&name).is_ok() || is_header(name);
        if self.n_cells > 0 {
            match name {
                "td" | "th" if closing || self.n_cells == 1 => self.out.push(' '),
                "li" if !closing => {
                    self.end_bold();
                    self.out.push(CELL_BREAK);
                    self.out.push_str("- ");
                }
                "br" | "tr" => {
                    self.end_bold();
                    self.out.push(CELL_BREAK);
                }
                _ if is_block => {
                    self.end_bold();
                    self.out.push(CELL_BREAK);
                }
                _ => {}
            }
            return;
        }
        match name {
            "li" => {
                self.end_bold();
                self.end_item();
                self.out.push('\n');
                if !closing {
                    self.item = Some((self.out.len(), 0));
                    self.out.push_str("- ");
                }
            }
            "tr" => {
                self.end_bold();
                if closing {
                    self.out.push_str(" |\n");
                } else if !self.out.ends_with('\n') {
                    self.out.push('\n');
                }
            }
            "td" | "th" if !closing => self.out.push_str("| "),
            "br" => {
                self.end_bold();
                self.out.push('\n');
            }
            _ if is_header(name) => {
                self.end_bold();
                self.out.push_str("\n\n");
                if !closing {
                    let level = usize::from(name.as_bytes()[1] - b'0');
                    self.out.extend(std::iter::repeat_n('#', level));
                    self.out.push(' ');
                }
            }
            _ if is_block => {
                self.end_bold();
                self.out.push_str("\n\n");
            }
            _ => {}
        }
    }

    /// Closes what is bold: no mark spans two lines.
    fn end_bold(&mut self) {
        if self.in_bold {
            self.in_bold = false;
            let kept = self.out.trim_end().len();
            let space = self.out.split_off(kept);
            self.out.push_str("**");
            self.out.push_str(&space);
        }
    }

    /// Ends an item of a list; one that is a link as a whole leads elsewhere.
    fn end_item(&mut self) {
        if let Some((from, n_linked)) = self.item.take() {
            let n = |text: &str| text.chars().filter(|it| it.is_alphanumeric()).count();
            if n_linked > 0 && n(&self.out[from..]) == n_linked {
                self.out.truncate(from);
            }
        }
    }

    fn push(&mut self, text: &str) {
        if self.n_hiding > 0 {
            if self.n_no_text == 0 {
                self.n_hidden += text.trim().len();
            }
            return;
        }
        if self.n_open.get("a").is_some_and(|&n| n > 0)
            && let Some((_, n)) = &mut self.item
        {
            *n += text.chars().filter(|it| it.is_alphanumeric()).count();
        }
        if !self.in_bold && self.n_bold > 0 && !text.trim().is_empty() {
            let start = text.len() - text.trim_start().len();
            self.push_plain(&text[..start]);
            self.out.push_str("**");
            self.in_bold = true;
            self.push_plain(&text[start..]);
        } else {
            self.push_plain(text);
        }
    }

    fn push_plain(&mut self, text: &str) {
        let keeps_lines = !self.has_markup_only || self.n_open.get("pre").is_some_and(|&n| n > 0);
        if keeps_lines {
            if self.in_bold && text.contains('\n') {
                // "<b>Line\nline</b>" in a text with tags.
                let mut lines = text.split('\n');
                self.out.push_str(lines.next().unwrap_or_default());
                for line in lines {
                    self.end_bold();
                    self.out.push('\n');
                    self.out.push_str(line);
                }
            } else {
                self.out.push_str(text);
            }
            return;
        }
        for (i, line) in text.split('\n').enumerate() {
            let first = line.trim_start().chars().next();
            if i > 0 {
                let is_item = first.is_some_and(|it| super::lines::ROUND_MARKS.contains(&it));
                self.out.push(if is_item { '\n' } else { ' ' });
            }
            self.out.push_str(line);
        }
    }
}

/// Returns whether an element is a heading.
fn is_header(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}
