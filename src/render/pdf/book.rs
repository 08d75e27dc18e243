//! Many resumes as one document: what leads from one page to another, and what each part is.

use std::collections::BTreeMap;
use std::ops::Range;

use lopdf::{Dictionary, Object, dictionary, text_string};

use super::{
    deflate::Deflater,
    error::RenderError,
    file::{File, length, rounded},
    finish::{DocumentBuilder, annotation, edges},
    meta::PdfMeta,
    subset,
    tags::{self, Element, MarkedPages},
};
use crate::layout::{Fonts, Item, Page};

/// The pages of a book, and where they lead.
pub(in crate::render) struct BookPages<'a> {
    /// All of them: those of the title, those of the index, then one for each resume.
    pub(in crate::render) pages: Vec<Page>,
    /// To which resume each block of the title's pages leads.
    pub(in crate::render) title: IndexLinks,
    /// What the index is called.
    pub(in crate::render) index_heading: &'a str,
    /// To which resume each block of the index's pages leads.
    pub(in crate::render) index: IndexLinks,
    /// The resumes in their order.
    pub(in crate::render) chapters: Vec<Chapter<'a>>,
}

/// Pages that lead to resumes.
pub(in crate::render) struct IndexLinks {
    /// How many pages these are.
    pub(in crate::render) n_pages: usize,
    /// The resume, by index in the book, that each block leads to.
    pub(in crate::render) targets: Vec<Option<usize>>,
}

/// Resumes that belong together.
pub(in crate::render) struct Chapter<'a> {
    /// What they have in common.
    pub(in crate::render) label: Option<&'a str>,
    /// Name and language of each.
    pub(in crate::render) resumes: Vec<(&'a str, &'a str)>,
}

impl BookPages<'_> {
    /// Returns how many pages stand before the resumes.
    fn n_front(&self) -> usize {
        self.title.n_pages + self.index.n_pages
    }

    /// Returns the language of each page.
    fn langs<'b>(&'b self, lang: &'b str) -> Vec<&'b str> {
        let resumes = self.chapters.iter().flat_map(|it| &it.resumes);
        let front = std::iter::repeat_n(lang, self.n_front());
        front.chain(resumes.map(|it| it.1)).collect()
    }
}

/// Returns a book as a PDF file. Numbers of its pages count from the first resume.
///
/// # Errors
///
/// Fails where a font program is damaged.
pub(in crate::render) fn book(
    mut sheets: BookPages<'_>,
    meta: &PdfMeta,
    fonts: &Fonts,
) -> Result<Vec<u8>, RenderError> {
    let mut pages = std::mem::take(&mut sheets.pages);
    let faces = subset::embed(&pages, fonts, &subset::SubsetCache::default())?;
    let mut deflater = Deflater::quick();
    let mut draft = DocumentBuilder::new(&faces, &mut deflater);
    let mut sequences = Vec::with_capacity(pages.len());
    for (idx, (page, lang)) in pages.iter_mut().zip(sheets.langs(&meta.lang)).enumerate() {
        let of_page = tags::sequences(page);
        draft.draw(page, &of_page, &faces, lang)?;
        sequences.push(of_page);
        if idx >= sheets.n_front() {
            forget_glyphs(page);
        }
    }
    sheets.pages = pages;
    let mut leading = BTreeMap::new();
    let title = 0..sheets.title.n_pages;
    let index = title.end..sheets.n_front();
    for (range, leads) in [(title, &sheets.title), (index, &sheets.index)] {
        for page in range {
            add_leading(&mut draft, page, &sheets, leads, &mut leading);
        }
    }
    let numbers: Vec<u32> = draft.drawn.iter().map(|it| it.number).collect();
    let outline = add_outline(&mut draft.file, &numbers, &sheets);
    let further = dictionary! {
        "Outlines" => (outline, 0),
        "PageMode" => "UseOutlines",
        "PageLabels" => labels(sheets.n_front()),
    };
    let marked = MarkedPages {
        sequences: &sequences,
        links: &draft.links(),
        leading: &leading,
    };
    let structure = structure(&sheets, marked, &meta.lang);
    draft.finish(&sheets.pages, &structure, meta, &further)
}

/// Lets go of the glyphs of a page that is drawn, most of what it takes.
fn forget_glyphs(page: &mut Page) {
    for item in &mut page.items {
        if let Item::Text(text) = item {
            text.glyphs = Vec::new();
        }
    }
}

/// Makes each block of a page that leads to a resume a link.
fn add_leading(
    draft: &mut DocumentBuilder<'_>,
    at: usize,
    sheets: &BookPages<'_>,
    leads: &IndexLinks,
    leading: &mut BTreeMap<(usize, usize), u32>,
) {
    let page = &sheets.pages[at];
    for (block, target) in leads.targets.iter().enumerate() {
        let (Some(target), Some((edges, says))) = (target, whole_block(page, block)) else {
            continue;
        };
        let to = sheets.n_front() + target;
        let action = dictionary! {
            "Type" => "Action",
            "S" => "GoTo",
            "D" => destination(draft.drawn[to].number, &sheets.pages[to]),
        };
        let number = draft.file.reserve(1);
        leading.insert((at, block), number);
        let link = annotation(edges, &says, action);
        draft.drawn[at].annotations.push((number, link));
    }
}

/// Returns the edges of a block on a page, and what it says; nothing where it isn't on it.
fn whole_block(page: &Page, block: usize) -> Option<([f64; 4], String)> {
    let mut whole: Option<[f64; 4]> = None;
    let mut says = String::new();
    for item in &page.items {
        let Item::Text(text) = item else {
            continue;
        };
        if text.tag.is_none_or(|it| it.block != block) {
            continue;
        }
        if text.gap.is_some() {
            says.push_str(", ");
        } else {
            says.push_str(&text.text);
        }
        let [left, lower, right, upper] = edges(text, page.height);
        whole = Some(match whole {
            None => [left, lower, right, upper],
            Some(it) => [
                it[0].min(left),
                it[1].min(lower),
                it[2].max(right),
                it[3].max(upper),
            ],
        });
    }
    Some((whole?, says.trim().to_owned()))
}

/// Returns the top of a page as a place to go to, at whatever size the reader has chosen.
fn destination(number: u32, page: &Page) -> Vec<Object> {
    vec![
        (number, 0).into(),
        "XYZ".into(),
        0.into(),
        rounded(page.height),
        Object::Null,
    ]
}

/// An item of the outline, and what stands below it.
struct Bookmark {
    says: String,
    /// The page it leads to.
    page: usize,
    below: Vec<Bookmark>,
}

/// The most bookmarks of names that stand below each other: more are parted into folders.
const MAX_NAMES_PER_NODE: usize = 100;

/// Returns bookmarks of names, many of them in folders of about as many each: `Ada Example – Cleo Sample`.
fn folded(mut names: Vec<Bookmark>) -> Vec<Bookmark> {
    let n_folders = names.len().div_ceil(MAX_NAMES_PER_NODE);
    if n_folders < 2 {
        return names;
    }
    let size = names.len().div_ceil(n_folders);
    let mut folders = Vec::new();
    while !names.is_empty() {
        let rest = names.split_off(size.min(names.len()));
        if let (Some(first), Some(last)) = (names.first(), names.last()) {
            folders.push(Bookmark {
                says: format!("{} – {}", first.says, last.says),
                page: first.page,
                below: names,
            });
        }
        names = rest;
    }
    folders
}

/// Adds the bookmarks, which lead to the pages of these numbers: the index, then every label with the names below it.
/// Returns the number of their root.
fn add_outline(file: &mut File<'_>, numbers: &[u32], sheets: &BookPages<'_>) -> u32 {
    let mut top = vec![Bookmark {
        says: sheets.index_heading.to_owned(),
        page: sheets.title.n_pages,
        below: Vec::new(),
    }];
    let mut next = sheets.n_front();
    for chapter in &sheets.chapters {
        let first = next;
        let resumes = chapter.resumes.iter().zip(first..);
        let names: Vec<Bookmark> = resumes
            .map(|(&(says, _), page)| Bookmark {
                says: says.to_owned(),
                page,
                below: Vec::new(),
            })
            .collect();
        next += names.len();
        let below = folded(names);
        match chapter.label {
            Some(says) => top.push(Bookmark {
                says: says.to_owned(),
                page: first,
                below,
            }),
            None => top.extend(below),
        }
    }
    let root = file.reserve(1);
    let (first, last) = add_bookmarks(file, numbers, &sheets.pages, root, &top);
    let outline = dictionary! {
        "Type" => "Outlines",
        "First" => (first, 0),
        "Last" => (last, 0),
        "Count" => length(top.len()),
    };
    file.set(root, &outline.into());
    root
}

/// Adds neighbouring bookmarks with all below them, which are folded away, and returns the first and the last.
fn add_bookmarks(
    file: &mut File<'_>,
    numbers: &[u32],
    pages: &[Page],
    parent: u32,
    bookmarks: &[Bookmark],
) -> (u32, u32) {
    let own: Vec<u32> = bookmarks.iter().map(|_| file.reserve(1)).collect();
    for (idx, (bookmark, &number)) in bookmarks.iter().zip(&own).enumerate() {
        let page = bookmark.page;
        let mut out: Dictionary = dictionary! {
            "Title" => text_string(&bookmark.says),
            "Parent" => (parent, 0),
            "Dest" => destination(numbers[page], &pages[page]),
        };
        if let Some(&before) = idx.checked_sub(1).and_then(|it| own.get(it)) {
            out.set("Prev", (before, 0));
        }
        if let Some(&after) = own.get(idx + 1) {
            out.set("Next", (after, 0));
        }
        if !bookmark.below.is_empty() {
            let (first, last) = add_bookmarks(file, numbers, pages, number, &bookmark.below);
            out.set("First", (first, 0));
            out.set("Last", (last, 0));
            out.set("Count", -length(bookmark.below.len()));
        }
        file.set(number, &out.into());
    }
    let first = own.first().copied().unwrap_or(parent);
    (first, own.last().copied().unwrap_or(parent))
}

/// Returns the labels of the pages: i, ii … up to the first resume, 1, 2 … from there.
fn labels(n_front: usize) -> Dictionary {
    let labels: Vec<Object> = vec![
        0.into(),
        dictionary! { "S" => "r" }.into(),
        length(n_front).into(),
        dictionary! { "S" => "D" }.into(),
    ];
    dictionary! { "Nums" => labels }
}

/// Returns the elements of a book: its title, the index, and a section for each resume, those of one label in one part.
fn structure(sheets: &BookPages<'_>, marked: MarkedPages<'_>, lang: &str) -> Element {
    let mut whole = Element::new("Document");
    let n_front = sheets.n_front();
    whole.fill(0..sheets.title.n_pages, marked, 0);
    whole.push(section(sheets.title.n_pages..n_front, marked, 0));
    let mut next = n_front;
    for chapter in &sheets.chapters {
        let mut part = Element::new("Part");
        let holder = match chapter.label {
            Some(_) => &mut part,
            None => &mut whole,
        };
        for &(_, own) in &chapter.resumes {
            // The title of the book stands above the names.
            let resume = section(next..next + 1, marked, 1);
            next += 1;
            holder.push(if own == lang {
                resume
            } else {
                resume.in_language(own)
            });
        }
        if chapter.label.is_some() {
            whole.push(part);
        }
    }
    whole
}

fn section(pages: Range<usize>, marked: MarkedPages<'_>, depth: usize) -> Element {
    let mut section = Element::new("Sect");
    section.fill(pages, marked, depth);
    section
}
