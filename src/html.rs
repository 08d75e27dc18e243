//! Pages for browsers, written piece by piece: everything in them is escaped, every element is closed, and nothing comes
//! from elsewhere, neither scripts nor fonts nor pictures.

use std::io::{self, Write};

use crate::render;

/// How every page looks: wide and narrow, light and dark, on screen and on paper.
const STYLE: &str = include_str!("html.css");

/// A page that is being written.
pub struct Page<'a> {
    out: &'a mut dyn Write,
    /// How many things have been named so far.
    n_names: usize,
}

/// The attributes of an element.
pub type Attributes<'a> = &'a [(&'a str, &'a str)];

impl<'a> Page<'a> {
    /// Writes a page called `title`, with what `body` writes in it.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn write(
        out: &'a mut dyn Write,
        title: &str,
        body: impl FnOnce(&mut Self) -> io::Result<()>,
    ) -> io::Result<()> {
        let mut page = Self { out, n_names: 0 };
        write!(
            page.out,
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">\n\
             <link rel=\"icon\" href=\"data:,\">\n<title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n",
            escaped(title)
        )?;
        body(&mut page)?;
        page.out.write_all(b"</body>\n</html>\n")
    }

    /// Returns what `body` writes, for [`Page::part`] of any page; it names nothing.
    ///
    /// # Errors
    /// Those of `body`.
    pub fn part_of(body: impl FnOnce(&mut Page<'_>) -> io::Result<()>) -> io::Result<Vec<u8>> {
        let mut part = Vec::new();
        let mut page = Page {
            out: &mut part,
            n_names: 0,
        };
        body(&mut page)?;
        debug_assert_eq!(page.n_names, 0, "names are numbered page by page");
        Ok(part)
    }

    /// Writes what [`Page::part_of`] returned.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn part(&mut self, part: &[u8]) -> io::Result<()> {
        self.out.write_all(part)
    }

    /// Writes an element with what `inner` writes in it.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn within(
        &mut self,
        tag: &str,
        attributes: Attributes<'_>,
        inner: impl FnOnce(&mut Self) -> io::Result<()>,
    ) -> io::Result<()> {
        self.start(tag, attributes)?;
        if !is_inline(tag) {
            self.out.write_all(b"\n")?;
        }
        inner(self)?;
        self.finish(tag)
    }

    /// Writes an element with a text in it.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn element(&mut self, tag: &str, attributes: Attributes<'_>, text: &str) -> io::Result<()> {
        self.start(tag, attributes)?;
        self.text(text)?;
        self.finish(tag)
    }

    /// Writes a text.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn text(&mut self, text: &str) -> io::Result<()> {
        self.out.write_all(escaped(text).as_bytes())
    }

    /// Writes a text of someone's own, which may run from right to left whatever stands around it.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn own(&mut self, text: &str) -> io::Result<()> {
        self.element("bdi", &[], text)
    }

    /// Writes a table: its caption, the heads of its columns, and the rows that `rows` writes. Where it is wider than the
    /// window, it alone is scrolled, by keyboard too.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn table(
        &mut self,
        caption: &str,
        heads: &[&str],
        rows: impl FnOnce(&mut Self) -> io::Result<()>,
    ) -> io::Result<()> {
        let name = self.name("table");
        let around = [
            ("class", "scroll"),
            ("tabindex", "0"),
            ("aria-labelledby", name.as_str()),
        ];
        self.within("section", &around, |page| {
            page.within("table", &[], |page| {
                page.element("caption", &[("id", &name)], caption)?;
                page.within("thead", &[], |page| {
                    page.within("tr", &[], |page| {
                        let mut heads = heads.iter();
                        heads.try_for_each(|it| page.element("th", &[("scope", "col")], it))
                    })
                })?;
                page.within("tbody", &[], rows)
            })
        })
    }

    /// Writes a bar that is filled as far as `share`, 0 to 1. The number is for the text beside it to tell.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn bar(&mut self, share: f64) -> io::Result<()> {
        let width = percent(share);
        write!(
            self.out,
            "<svg class=\"bar\" aria-hidden=\"true\" focusable=\"false\"><rect width=\"{width}%\" height=\"100%\"/></svg>"
        )
    }

    /// Writes a picture of how many of something fall to each of [`N_BANDS`] bands, a bar for each row.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn bands(&mut self, title: &str, about: &str, rows: &[Bands<'_>]) -> io::Result<()> {
        let (title_id, about_id) = (self.name("chart"), self.name("about"));
        let height = ROW * rows.len();
        writeln!(
            self.out,
            "<svg class=\"chart\" role=\"img\" width=\"100%\" height=\"{height}\" aria-labelledby=\"{title_id}\" aria-describedby=\"{about_id}\">\
             <title id=\"{title_id}\">{}</title><desc id=\"{about_id}\">{}</desc>",
            escaped(title),
            escaped(about)
        )?;
        for (idx, row) in rows.iter().enumerate() {
            let (text, top) = (idx * ROW + 14, idx * ROW + 20);
            writeln!(
                self.out,
                "<text y=\"{text}\">{}</text>",
                escaped(&cut(row.name, MOST_NAME))
            )?;
            let n: usize = row.counts.iter().sum();
            let mut before = 0;
            for (band, count) in row.counts.iter().enumerate().filter(|it| *it.1 > 0) {
                let (left, width) = (percent(ratio(before, n)), percent(ratio(*count, n)));
                write!(
                    self.out,
                    "<rect class=\"b{band}\" x=\"{left}%\" y=\"{top}\" width=\"{width}%\" height=\"18\"/>"
                )?;
                // A number stands where there is room for it, also in a narrow window.
                let digits = count.to_string();
                if ratio(*count, n) > 0.025 * digits.len() as f64 + 0.02 {
                    let (middle, y) = (percent(ratio(2 * before + count, 2 * n)), top + 14);
                    write!(
                        self.out,
                        "<text class=\"t{band}\" x=\"{middle}%\" y=\"{y}\" text-anchor=\"middle\">{digits}</text>"
                    )?;
                }
                before += count;
            }
            self.out.write_all(b"\n")?;
        }
        self.out.write_all(b"</svg>\n")
    }

    /// Writes what the bands of a picture mean, in words.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn legend(&mut self, names: &[&str]) -> io::Result<()> {
        self.within("ul", &[("class", "legend")], |page| {
            for (band, name) in names.iter().enumerate() {
                page.within("li", &[], |page| {
                    write!(
                        page.out,
                        "<svg aria-hidden=\"true\" focusable=\"false\" width=\"18\" height=\"18\"><rect class=\"b{band}\" x=\"1\" y=\"1\" width=\"16\" height=\"16\"/></svg> "
                    )?;
                    page.text(name)
                })?;
            }
            Ok(())
        })
    }

    /// Returns a name that nothing else in the page has.
    fn name(&mut self, kind: &str) -> String {
        self.n_names += 1;
        format!("{kind}-{}", self.n_names)
    }

    fn start(&mut self, tag: &str, attributes: Attributes<'_>) -> io::Result<()> {
        write!(self.out, "<{tag}")?;
        for (key, value) in attributes {
            write!(self.out, " {key}=\"{}\"", escaped(value))?;
        }
        self.out.write_all(b">")
    }

    fn finish(&mut self, tag: &str) -> io::Result<()> {
        write!(self.out, "</{tag}>")?;
        if is_inline(tag) {
            return Ok(());
        }
        self.out.write_all(b"\n")
    }
}

/// How many bands a picture divides things into, the lowest first.
pub const N_BANDS: usize = 4;

/// The height of a bar of a picture with its name above it.
const ROW: usize = 46;

/// How many characters of a name stand above a bar.
const MOST_NAME: usize = 40;

/// A bar of a picture.
#[derive(Debug, Clone, Copy)]
pub struct Bands<'a> {
    /// What it is about.
    pub name: &'a str,
    /// How many fall to each band.
    pub counts: [usize; N_BANDS],
}

/// Returns a share of nothing as 0.
fn ratio(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

/// Returns a share as a percentage, as pictures have it.
fn percent(share: f64) -> String {
    render::decimal(100.0 * share.clamp(0.0, 1.0), 2)
}

/// Returns whether a line break around an element would be seen as a space.
fn is_inline(tag: &str) -> bool {
    [
        "a", "abbr", "bdi", "code", "em", "span", "strong", "summary", "td", "th",
    ]
    .contains(&tag)
}

/// Returns the first characters of a text, and a mark where there are more.
pub fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let start: String = text.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", start.trim_end())
}

/// Returns the address of a file by its path below the page's folder.
pub fn address(path: &str) -> String {
    let keeps = |it: char| it.is_ascii_alphanumeric() || "-._~/".contains(it);
    render::encoded_but(path, keeps)
}

/// Returns a text for an element or an attribute: every white space a plain one, and what a page can't hold replaced.
fn escaped(text: &str) -> String {
    // What is shown as another character begins with one of these bytes.
    if !(text.bytes()).any(|it| matches!(it, ..b' ' | 0x7F | 0xC2)) {
        return render::escaped(text);
    }
    let shown = |it| match it {
        '\t' | '\n' | '\r' => ' ',
        '\u{7F}'..='\u{9F}' => char::REPLACEMENT_CHARACTER,
        it => it,
    };
    render::escaped(&text.chars().map(shown).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(write: impl FnOnce(&mut Page<'_>) -> io::Result<()>) -> String {
        let mut bytes = Vec::new();
        Page::write(&mut bytes, "T", write).unwrap();
        let page = String::from_utf8(bytes).unwrap();
        let body = page.split_once("<body>\n").unwrap().1;
        body.split_once("</body>").unwrap().0.to_owned()
    }

    #[test]
    fn what_is_written_is_text_and_nothing_else() {
        let html = body(|page| page.element("a", &[("title", "\"><b>")], "<script>&\u{0}\n"));
        assert_eq!(
            html,
            "<a title=\"&quot;&gt;&lt;b&gt;\">&lt;script&gt;&amp;\u{FFFD} </a>"
        );
    }

    #[test]
    fn an_address_leads_to_a_file_below_the_page() {
        assert_eq!(address("a b/Zoë#1.pdf"), "a%20b/Zo%C3%AB%231.pdf");
        assert_eq!(address("javascript:alert(1)"), "javascript%3Aalert%281%29");
    }

    #[test]
    fn bands_fill_the_width_and_are_numbered_where_there_is_room() {
        let row = Bands {
            name: "Theme",
            counts: [97, 0, 1, 2],
        };
        let html = body(|page| page.bands("Title", "About", &[row]));
        assert!(
            html.contains(r#"class="b0" x="0%" y="20" width="97%""#),
            "{html}"
        );
        assert!(
            html.contains(r#"class="b3" x="98%" y="20" width="2%""#),
            "{html}"
        );
        assert!(
            html.contains(">97</text>") && !html.contains(">2</text>"),
            "{html}"
        );
    }

    #[test]
    fn what_is_cut_is_marked() {
        assert_eq!(cut("abc", 3), "abc");
        assert_eq!(cut("ab cd", 4), "ab…");
    }
}
