//! A book of resumes: a title, an index, a page for each person.

use super::pdf::{self, BookPages, Chapter, IndexLinks, PdfMeta, RenderError};
use crate::{
    document::{Block, Face, Part, Role, Run},
    layout::{
        self, Color, Dates, Fonts, Item, MissingGlyphs, Page, Paper, RoleStyle, Rule, RuleStyle,
        Spacing, Style, Typesetter, paginate,
    },
};

/// What a book holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Book {
    /// What it is called.
    pub title: String,
    /// A line below the title.
    pub subtitle: Option<String>,
    /// When it was made, as its reader should see it.
    pub date: Option<String>,
    /// What the labels of its groups say: `major`.
    pub by: Option<String>,
    /// Its resumes, in the order printed; no group is empty.
    pub groups: Vec<BookGroup>,
}

/// Resumes that belong together.
#[derive(Debug, Clone, PartialEq)]
pub struct BookGroup {
    /// What they have in common; nothing where the book has no groups.
    pub label: Option<String>,
    /// The resumes, in the order printed.
    pub resumes: Vec<BookPage>,
}

/// One resume in a book.
#[derive(Debug, Clone, PartialEq)]
pub struct BookPage {
    /// Whose it is.
    pub name: String,
    /// BCP 47 tag of the language it is written in.
    pub lang: String,
    /// Its page.
    pub page: Page,
}

/// A book as a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoundBook {
    /// Its bytes: a PDF.
    pub bytes: Vec<u8>,
    /// How many pages stand before the first resume.
    pub n_front: usize,
}

/// Why a book could not be made.
#[derive(Debug, thiserror::Error)]
pub enum BookError {
    /// No font has the characters of a title or of a label.
    #[error(transparent)]
    Missing(#[from] MissingGlyphs),
    /// Its pages can't be drawn.
    #[error(transparent)]
    Render(#[from] RenderError),
}

/// What the index is called.
const INDEX: &str = "Index";

/// The language of what the program adds.
const LANG: &str = "en";

/// Returns a book as a PDF file: a title page with the groups, an index that leads to every resume, and the resumes, whose
/// pages are numbered from 1.
///
/// # Errors
///
/// No font has a character of a title, a label or a name; a font program is damaged; there is no resume.
pub fn book(book: Book, paper: Paper, fonts: &Fonts) -> Result<BoundBook, BookError> {
    if book.groups.iter().all(|it| it.resumes.is_empty()) {
        return Err(RenderError::NoPages.into());
    }
    let title = title(&book, paper, fonts)?;
    let index = index(&book, paper, fonts)?;
    let n_front = title.pages.len() + index.pages.len();
    let mut pages = title.pages;
    let title = IndexLinks {
        n_pages: pages.len(),
        targets: title.targets,
    };
    pages.extend(index.pages);
    let index = IndexLinks {
        n_pages: pages.len() - title.n_pages,
        targets: index.targets,
    };
    let mut groups = Vec::new();
    for group in book.groups {
        let mut people = Vec::new();
        for it in group.resumes {
            people.push((it.name, it.lang));
            pages.push(it.page);
        }
        groups.push((group.label, people));
    }
    number(&mut pages, &title, n_front, paper, fonts);
    let sheets = BookPages {
        pages,
        title,
        index_heading: INDEX,
        index,
        chapters: groups
            .iter()
            .map(|it| chapter(it.0.as_deref(), &it.1))
            .collect(),
    };
    let meta = PdfMeta {
        title: book.title,
        author: String::new(),
        lang: LANG.to_owned(),
    };
    let bytes = pdf::book(sheets, &meta, fonts)?;
    Ok(BoundBook { bytes, n_front })
}

fn chapter<'a>(label: Option<&'a str>, people: &'a [(String, String)]) -> Chapter<'a> {
    Chapter {
        label,
        resumes: people
            .iter()
            .map(|(name, lang)| (name.as_str(), lang.as_str()))
            .collect(),
    }
}

/// Pages, and the resume that each of their blocks leads to.
struct Front {
    pages: Vec<Page>,
    targets: Vec<Option<usize>>,
}

/// Blocks, and the resume that each leads to.
#[derive(Clone, Default)]
struct Blocks {
    blocks: Vec<Block>,
    targets: Vec<Option<usize>>,
}

impl Blocks {
    fn push(&mut self, role: Role, text: &str) {
        self.blocks.push(Block {
            role,
            runs: vec![run(text, Part::Words)],
        });
        self.targets.push(None);
    }

    /// Adds a line that leads to a resume, with something at its end.
    fn lead(&mut self, text: &str, end: &str, target: usize) {
        self.blocks.push(Block {
            role: Role::Line,
            runs: vec![
                run(text, Part::Words),
                run(" | ", Part::Separator),
                run(end, Part::Dates),
            ],
        });
        self.targets.push(Some(target));
    }

    /// Takes away the blocks from `at` on, and returns them.
    fn split_off(&mut self, at: usize) -> Self {
        Self {
            blocks: self.blocks.split_off(at),
            targets: self.targets.split_off(at),
        }
    }

    /// Returns the block that says again to which label the name of an index belongs, unless it stands right below it.
    fn repeated_label(&self, at: usize) -> Option<Block> {
        let before = self.blocks.get(..at)?;
        if before.last()?.role != Role::Line || self.blocks.get(at)?.role != Role::Line {
            return None;
        }
        let label = before.iter().rfind(|it| it.role == Role::Entry)?;
        let mut runs = label.runs.clone();
        runs.push(run(", continued", Part::Words));
        Some(Block {
            role: Role::Subentry,
            runs,
        })
    }
}

fn run(text: &str, part: Part) -> Run {
    Run {
        text: text.to_owned(),
        face: Face::Regular,
        link: None,
        part,
    }
}

/// Returns the pages of the title: what the book is called, and what is in it.
fn title(book: &Book, paper: Paper, fonts: &Fonts) -> Result<Front, MissingGlyphs> {
    let mut blocks = Blocks::default();
    blocks.push(Role::Name, &book.title);
    for (role, text) in [
        (Role::Headline, &book.subtitle),
        (Role::Contact, &book.date),
    ] {
        if let Some(text) = text {
            blocks.push(role, text);
        }
    }
    let n_resumes = book.groups.iter().map(|it| it.resumes.len()).sum();
    blocks.push(Role::Paragraph, &resumes(n_resumes));
    let mut first = 0;
    for group in &book.groups {
        if let Some(label) = &group.label {
            blocks.lead(label, &resumes(group.resumes.len()), first);
        }
        first += group.resumes.len();
    }
    let style = title_style();
    let mut pages = layout::pages(&blocks.blocks, &style, paper, fonts)?;
    pages.iter_mut().for_each(add_leaders);
    if let [page] = pages.as_mut_slice() {
        let free = page.height - style.bottom - page.bottom;
        move_by(page, 0.0, free.max(0.0) * ABOVE);
    }
    Ok(Front {
        pages,
        targets: blocks.targets,
    })
}

/// The share of what a title page leaves free that stands above the title.
const ABOVE: f64 = 0.3;

fn resumes(n: usize) -> String {
    if n == 1 {
        "1 resume".to_owned()
    } else {
        format!("{n} resumes")
    }
}

/// Returns the pages of the index: every name below its label, with the number of its page. What doesn't fit on one page
/// stands in two columns.
fn index(book: &Book, paper: Paper, fonts: &Fonts) -> Result<Front, MissingGlyphs> {
    let mut blocks = Blocks::default();
    let heading = match &book.by {
        Some(by) => format!("{INDEX} by {by}"),
        None => INDEX.to_owned(),
    };
    blocks.push(Role::Heading, &heading);
    let mut target = 0;
    for group in &book.groups {
        if let Some(label) = &group.label {
            blocks.push(Role::Entry, label);
        }
        for resume in &group.resumes {
            blocks.lead(&resume.name, &(target + 1).to_string(), target);
            target += 1;
        }
    }
    let style = index_style();
    // The heading stands above all columns.
    let names = blocks.split_off(1);
    let heading = layout::pages(&blocks.blocks, &style, paper, fonts)?.swap_remove(0);
    let below = Style {
        top: heading.bottom + UNDER_HEADING,
        ..style
    };
    let (mut set, mut pages) = columns(&names, &below, paper, fonts)?;
    if pages.len() > 1 {
        let width = (below.content_width(paper) - BETWEEN) / 2.0;
        let narrow = Style {
            right: paper.size().0 - below.left - width,
            ..below
        };
        let natural = columns(&names, &narrow, paper, fonts)?;
        let tight = narrow.spaced(Spacing::TIGHTEST);
        let tight = columns(&names, &tight, paper, fonts)?;
        // Rather a little tighter than a page for a few names.
        let is_shorter = tight.1.len().div_ceil(2) < natural.1.len().div_ceil(2);
        (set, pages) = if is_shorter { tight } else { natural };
        pages = side_by_side(pages, width + BETWEEN);
    }
    for page in &mut pages {
        // Blocks are counted from the heading on.
        for item in &mut page.items {
            if let Item::Text(text) = item
                && let Some(tag) = &mut text.tag
            {
                tag.block += 1;
            }
        }
        add_leaders(page);
    }
    if let Some(first) = pages.first_mut() {
        first.items.splice(0..0, heading.items);
    }
    let targets = [blocks.targets, set.targets].concat();
    Ok(Front { pages, targets })
}

/// Places blocks in columns; where a group goes on in the next one, its label is repeated there.
fn columns(
    blocks: &Blocks,
    style: &Style,
    paper: Paper,
    fonts: &Fonts,
) -> Result<(Blocks, Vec<Page>), MissingGlyphs> {
    let mut blocks = blocks.clone();
    let mut sets = layout::set(&blocks.blocks, style, paper, fonts)?;
    let mut column = 1;
    loop {
        let pages = paginate(&sets.iter().collect::<Vec<_>>(), style, paper);
        let Some(page) = pages.get(column) else {
            return Ok((blocks, pages));
        };
        let first = page.items.iter().find_map(|item| match item {
            Item::Text(text) => text.tag.map(|it| it.block),
            Item::Rule(_) => None,
        });
        if let Some(first) = first
            && let Some(repeated) = blocks.repeated_label(first)
        {
            let repeated = [repeated];
            let set = layout::set(&repeated, style, paper, fonts)?;
            sets.splice(first..first, set);
            blocks.blocks.splice(first..first, repeated);
            blocks.targets.insert(first, None);
        }
        column += 1;
    }
}

/// From the last line of the index's heading to the names, and between two columns of them.
const UNDER_HEADING: f64 = 16.0;
const BETWEEN: f64 = 32.0;

/// Returns pages in which every second one stands beside the one before it, so far to the right.
fn side_by_side(columns: Vec<Page>, right: f64) -> Vec<Page> {
    let mut pages: Vec<Page> = Vec::new();
    for (idx, mut column) in columns.into_iter().enumerate() {
        match pages.last_mut() {
            Some(page) if idx % 2 == 1 => {
                move_by(&mut column, right, 0.0);
                page.items.append(&mut column.items);
                page.bottom = page.bottom.max(column.bottom);
            }
            _ => pages.push(column),
        }
    }
    pages
}

/// Moves what stands on a page.
fn move_by(page: &mut Page, right: f64, down: f64) {
    for item in &mut page.items {
        let (x, y) = match item {
            Item::Text(text) => (&mut text.x, &mut text.y),
            Item::Rule(rule) => (&mut rule.x, &mut rule.y),
        };
        *x += right;
        *y += down;
    }
    page.bottom += down;
}

/// Draws a thin line from each name to what stands at the other end of its line.
fn add_leaders(page: &mut Page) {
    let leader = |item: &Item| match item {
        Item::Text(text) if text.gap.is_some() && text.width() > 4.0 * CLEAR => {
            Some(Item::Rule(Rule {
                x: text.x + CLEAR,
                y: text.y,
                width: text.width() - 2.0 * CLEAR,
                thickness: 0.4,
                color: Color([0xb4; 3]),
            }))
        }
        _ => None,
    };
    let leaders: Vec<Item> = page.items.iter().filter_map(leader).collect();
    page.items.extend(leaders);
}

/// How far a leader stays clear of the words.
const CLEAR: f64 = 5.0;

/// Numbers the pages at their feet: i, ii … but for the title, and 1, 2 … from the first resume on.
fn number(pages: &mut [Page], title: &IndexLinks, n_front: usize, paper: Paper, fonts: &Fonts) {
    let style = index_style();
    let mut typesetter = Typesetter::new(&style, paper, fonts);
    let (front, resumes) = pages.split_at_mut(n_front);
    for (page, number) in front.iter_mut().zip(1..).skip(title.n_pages) {
        typesetter.foot(page, &roman(number));
    }
    for (page, number) in resumes.iter_mut().zip(1..) {
        typesetter.foot(page, &format!("{number}"));
    }
}

/// Returns a number as readers of the labels of pages write it.
fn roman(mut number: usize) -> String {
    const DIGITS: [(usize, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let mut roman = String::new();
    for (value, digit) in DIGITS {
        while number >= value {
            roman.push_str(digit);
            number -= value;
        }
    }
    roman
}

const MUTED: Color = Color([0x54; 3]);

fn title_style() -> Style {
    let usual = Style::classic();
    let rule = RuleStyle {
        drop: 16.0,
        thickness: 1.2,
        length: None,
        color: Color([0x59; 3]),
    };
    Style {
        left: 90.0,
        right: 90.0,
        top: 72.0,
        bottom: 72.0,
        dates: Dates::Right,
        name: RoleStyle {
            size: 36.0,
            leading: 43.0,
            after: 26.0,
            rule: Some(rule),
            ..usual.name
        },
        headline: RoleStyle {
            size: 17.0,
            leading: 23.0,
            after: 3.0,
            color: Color::BLACK,
            ..usual.headline
        },
        contact: RoleStyle {
            size: 12.0,
            leading: 16.0,
            color: MUTED,
            ..usual.contact
        },
        paragraph: RoleStyle {
            size: 12.0,
            leading: 16.0,
            face: Face::Bold,
            before: 40.0,
            after: 8.0,
            ..usual.paragraph
        },
        line: RoleStyle {
            size: 12.0,
            leading: 16.0,
            before: 3.0,
            after: 3.0,
            ..usual.line
        },
        ..usual
    }
}

fn index_style() -> Style {
    let usual = Style::classic();
    Style {
        left: 72.0,
        right: 72.0,
        top: 60.0,
        bottom: 56.0,
        dates: Dates::Right,
        contact: RoleStyle {
            size: 9.5,
            color: MUTED,
            ..usual.contact
        },
        heading: RoleStyle {
            size: 20.0,
            leading: 26.0,
            rule: usual.heading.rule.map(|it| RuleStyle { drop: 9.0, ..it }),
            ..usual.heading
        },
        entry: RoleStyle {
            size: 11.5,
            leading: 15.0,
            face: Face::Bold,
            before: 12.0,
            after: 2.0,
            ..usual.entry
        },
        subentry: RoleStyle {
            size: 10.5,
            leading: 15.0,
            face: Face::Italic,
            color: MUTED,
            after: 2.0,
            ..usual.subentry
        },
        line: RoleStyle {
            size: 10.5,
            leading: 13.4,
            before: 0.8,
            after: 0.8,
            ..usual.line
        },
        ..usual
    }
}

#[cfg(test)]
mod tests {
    use super::roman;

    #[test]
    fn front_pages_are_counted_as_their_labels_say() {
        let counted = [1, 2, 4, 9, 14, 40, 99].map(roman);
        assert_eq!(counted, ["i", "ii", "iv", "ix", "xiv", "xl", "xcix"]);
    }
}
