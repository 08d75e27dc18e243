//! HTML pages for browsers: the templates in `templates/html`, and the views that several pages share.
//!
//! A page loads nothing from elsewhere, neither scripts nor fonts nor pictures.

use std::sync::LazyLock;

use serde::Serialize;

use crate::render::{self, HtmlTemplateError, HtmlTemplates};

/// Returns the name of a template and its source.
macro_rules! template {
    ($name:literal) => {
        (
            $name,
            include_str!(concat!("../templates/html/", $name, ".hbs")),
        )
    };
}

/// The templates; [`join_lines`] says how they are laid out.
const TEMPLATES: [(&str, &str); 16] = [
    template!("shell"),
    template!("bar"),
    template!("legend"),
    template!("table"),
    template!("figures"),
    template!("figures_and_words"),
    template!("ledger"),
    template!("ledger_coverage"),
    template!("ledger_gaps"),
    template!("ledger_highlights"),
    template!("ledger_quotes"),
    template!("cohort"),
    template!("people"),
    template!("everyone"),
    template!("person"),
    template!("problem"),
];

/// Templates of which every white space counts.
const VERBATIM: [(&str, &str); 2] = [
    ("style", include_str!("../templates/html/style.css")),
    template!("chart"),
];

/// Templates that only a batch's report needs: `explain --html` does not compile them.
const OF_A_BATCH: [&str; 6] = ["cohort", "people", "everyone", "person", "problem", "chart"];

type Compiled = LazyLock<Result<HtmlTemplates, HtmlTemplateError>>;

static ALL: Compiled = LazyLock::new(|| compile(|_| true));

static OF_A_LEDGER: Compiled = LazyLock::new(|| compile(|name| !OF_A_BATCH.contains(&name)));

/// Compiles the templates with these names.
fn compile(is_needed: impl Fn(&str) -> bool) -> Result<HtmlTemplates, HtmlTemplateError> {
    let laid_out = TEMPLATES.map(|(name, source)| (name, join_lines(source)));
    let verbatim = VERBATIM.map(|(name, source)| (name, source.to_owned()));
    let templates = laid_out.into_iter().chain(verbatim);
    HtmlTemplates::compile(templates.filter(|(name, _)| is_needed(name)), escaped)
}

/// Renders a template of `templates/html` with a view.
///
/// # Errors
/// The template and the view do not fit each other.
pub fn render(template: &str, view: &impl Serialize) -> Result<String, HtmlTemplateError> {
    let compiled = if template == "ledger" {
        &OF_A_LEDGER
    } else {
        &ALL
    };
    match &**compiled {
        Ok(templates) => templates.render(template, view),
        Err(error) => Err(error.clone()),
    }
}

/// Joins the lines of a template that is laid out for reading.
///
/// Indentation goes. A line break stays after the tag of a block element, becomes a space after text, and goes after an
/// inline element or a Handlebars tag, where it would be seen as a space that nobody meant.
fn join_lines(template: &str) -> String {
    let mut joined = String::with_capacity(template.len());
    for line in template.lines().map(str::trim) {
        joined.push_str(line);
        if line.is_empty() || line.ends_with("}}") {
            continue;
        }
        if !line.ends_with('>') {
            joined.push(' ');
        } else if !is_inline(last_tag(line)) {
            joined.push('\n');
        }
    }
    joined
}

/// Returns the name of the tag that ends a line.
fn last_tag(line: &str) -> &str {
    let tag = line.rsplit_once('<').map_or("", |(_, tag)| tag);
    let name = tag.trim_start_matches('/');
    let end = name.find(|c: char| !c.is_ascii_alphanumeric());
    &name[..end.unwrap_or(name.len())]
}

/// Returns whether a line break around an element would be seen as a space.
fn is_inline(tag: &str) -> bool {
    [
        "a", "bdi", "code", "em", "rect", "span", "strong", "summary", "svg", "td", "th",
    ]
    .contains(&tag)
}

/// Numbers the elements of a page that others refer to.
#[derive(Debug, Default)]
pub struct ElementIds {
    count: usize,
}

impl ElementIds {
    /// Returns an id that no other element of the page has.
    pub fn next(&mut self, kind: &str) -> String {
        self.count += 1;
        format!("{kind}-{}", self.count)
    }
}

/// A table for the partial `table`. Where it is wider than the window, it alone is scrolled, by keyboard too.
#[derive(Debug, Serialize)]
pub struct Table<Row> {
    id: String,
    caption: String,
    heads: Vec<String>,
    rows: Vec<Row>,
}

impl<Row> Table<Row> {
    /// Creates a table from its caption, the heads of its columns and its rows.
    pub fn new(
        ids: &mut ElementIds,
        caption: impl Into<String>,
        heads: &[&str],
        rows: Vec<Row>,
    ) -> Self {
        Self {
            id: ids.next("table"),
            caption: caption.into(),
            heads: heads.iter().map(|&head| head.to_owned()).collect(),
            rows,
        }
    }
}

/// A row of a table for the partial `figures`: what it is about, and figures.
#[derive(Debug, Serialize)]
pub struct FigureRow {
    /// What it is about.
    pub head: String,
    /// The figures.
    pub figures: Vec<String>,
}

/// How many bands a chart divides things into, the lowest first.
pub const N_BANDS: usize = 4;

/// The height of a bar of a chart with its name above it.
const ROW_HEIGHT: usize = 46;

/// How many characters of a name are shown above a bar.
const MAX_NAME_LENGTH: usize = 40;

/// A bar of a [`Chart`].
#[derive(Debug, Clone, Copy)]
pub struct Bands<'a> {
    /// What it is about.
    pub name: &'a str,
    /// How many fall to each band.
    pub counts: [usize; N_BANDS],
}

/// A chart of how many of something fall to each of [`N_BANDS`] bands, a bar for each row, for the partial `chart`.
#[derive(Debug, Serialize)]
pub struct Chart {
    title_id: String,
    about_id: String,
    title: String,
    about: String,
    height: usize,
    rows: Vec<ChartRow>,
}

#[derive(Debug, Serialize)]
struct ChartRow {
    name: String,
    name_y: usize,
    segments: Vec<Segment>,
}

/// A band's part of a bar, in percent of the bar's width.
#[derive(Debug, Serialize)]
struct Segment {
    band: usize,
    y: usize,
    left: String,
    width: String,
    /// The number in it, where there is room for it, also in a narrow window.
    label: Option<Label>,
}

#[derive(Debug, Serialize)]
struct Label {
    middle: String,
    y: usize,
    count: usize,
}

impl Chart {
    /// Creates a chart from its title, a description and its rows.
    pub fn new(
        ids: &mut ElementIds,
        title: impl Into<String>,
        about: impl Into<String>,
        rows: &[Bands<'_>],
    ) -> Self {
        let rows = rows.iter().enumerate();
        let rows: Vec<ChartRow> = rows.map(|(idx, row)| ChartRow::new(idx, row)).collect();
        Self {
            title_id: ids.next("chart"),
            about_id: ids.next("about"),
            title: title.into(),
            about: about.into(),
            height: ROW_HEIGHT * rows.len(),
            rows,
        }
    }
}

impl ChartRow {
    fn new(idx: usize, row: &Bands<'_>) -> Self {
        let bar_y = idx * ROW_HEIGHT + 20;
        let total: usize = row.counts.iter().sum();
        let mut before = 0;
        let mut segments = Vec::new();
        for (band, &count) in row.counts.iter().enumerate() {
            if count == 0 {
                continue;
            }
            let n_digits = count.to_string().len();
            let has_room = ratio(count, total) > 0.025 * n_digits as f64 + 0.02;
            segments.push(Segment {
                band,
                y: bar_y,
                left: percent(ratio(before, total)),
                width: percent(ratio(count, total)),
                label: has_room.then(|| Label {
                    middle: percent(ratio(2 * before + count, 2 * total)),
                    y: bar_y + 14,
                    count,
                }),
            });
            before += count;
        }
        Self {
            name: cut(row.name, MAX_NAME_LENGTH),
            name_y: idx * ROW_HEIGHT + 14,
            segments,
        }
    }
}

/// Returns the share of a part; 0 of nothing.
fn ratio(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

/// Returns a share, 0 to 1, as a percentage without its sign: the width that the partial `bar` fills.
pub fn percent(share: f64) -> String {
    render::decimal(100.0 * share.clamp(0.0, 1.0), 2)
}

/// Returns the first characters of a text, with an ellipsis where there are more.
pub fn cut(text: &str, max_length: usize) -> String {
    if text.chars().count() <= max_length {
        return text.to_owned();
    }
    let start: String = text.chars().take(max_length.saturating_sub(1)).collect();
    format!("{}…", start.trim_end())
}

/// Returns the URL of a file by its path below the page's folder.
pub fn address(path: &str) -> String {
    let keeps = |c: char| c.is_ascii_alphanumeric() || "-._~/".contains(c);
    render::encoded_but(path, keeps)
}

/// Escapes a text for an element or an attribute: every white space becomes a space, and what a page cannot hold is
/// replaced.
fn escaped(text: &str) -> String {
    // What is shown as another character begins with one of these bytes.
    if !(text.bytes()).any(|byte| matches!(byte, ..b' ' | 0x7F | 0xC2)) {
        return render::escaped(text);
    }
    let shown = |c| match c {
        '\t' | '\n' | '\r' => ' ',
        '\u{7F}'..='\u{9F}' => char::REPLACEMENT_CHARACTER,
        c => c,
    };
    render::escaped(&text.chars().map(shown).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_template_compiles() {
        assert!(ALL.is_ok(), "{:?}", ALL.as_ref().err());
    }

    #[test]
    fn texts_are_escaped() {
        assert_eq!(
            escaped("\"><b>&\u{0}\n\u{85}"),
            "&quot;&gt;&lt;b&gt;&amp;\u{FFFD} \u{FFFD}"
        );
    }

    #[test]
    fn lines_are_joined_where_a_break_would_be_seen() {
        let template = "<ul>\n  {{#each this}}\n  <li>\n    <bdi>{{this}}</bdi>\n  </li>\n  {{/each}}\n</ul>\n";
        assert_eq!(
            join_lines(template),
            "<ul>\n{{#each this}}<li>\n<bdi>{{this}}</bdi></li>\n{{/each}}</ul>\n"
        );
        assert_eq!(
            join_lines("<p>One\n  two.</p>\n\n<p>"),
            "<p>One two.</p>\n<p>\n"
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
        let chart = Chart::new(&mut ElementIds::default(), "Title", "About", &[row]);
        let html = render("chart", &chart).unwrap();
        assert_eq!(
            html,
            "<svg class=\"chart\" role=\"img\" width=\"100%\" height=\"46\" aria-labelledby=\"chart-1\" \
             aria-describedby=\"about-2\"><title id=\"chart-1\">Title</title><desc id=\"about-2\">About</desc>\n\
             <text y=\"14\">Theme</text>\n\
             <rect class=\"b0\" x=\"0%\" y=\"20\" width=\"97%\" height=\"18\"/>\
             <text class=\"t0\" x=\"48.5%\" y=\"34\" text-anchor=\"middle\">97</text>\
             <rect class=\"b2\" x=\"97%\" y=\"20\" width=\"1%\" height=\"18\"/>\
             <rect class=\"b3\" x=\"98%\" y=\"20\" width=\"2%\" height=\"18\"/>\n</svg>\n"
        );
    }

    #[test]
    fn what_is_cut_is_marked() {
        assert_eq!(cut("abc", 3), "abc");
        assert_eq!(cut("ab cd", 4), "ab…");
    }
}
