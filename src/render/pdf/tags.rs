//! The logical structure: what each piece of a page is, for readers that don't see it (ISO 32000-1, 14.7).

use std::{collections::BTreeMap, ops::Range};

use lopdf::{Object, dictionary, text_string};
use rustc_hash::FxHashMap;

use super::{
    bytes::put_number,
    file::{File, put_reference, write_object},
};
use crate::{
    document::Role,
    layout::{Item, Page, Tag},
};

/// Neighbouring items of a page that belong to one element: one sequence of marked content. A gap, which says something
/// else than its glyph, is a sequence of its own: some readers lose what follows a sequence within a sequence.
pub(super) struct MarkedContent {
    /// The items, by index.
    pub(super) items: Range<usize>,
    tag: Tag,
    is_link: bool,
    is_gap: bool,
}

/// Returns the sequences of a page in reading order; the index of each marks it.
pub(super) fn sequences(page: &Page) -> Vec<MarkedContent> {
    let mut sequences: Vec<MarkedContent> = Vec::new();
    // Where the last sequence leads.
    let mut leads = None;
    for (idx, item) in page.items.iter().enumerate() {
        let Item::Text(text) = item else {
            continue;
        };
        let Some(tag) = text.tag else {
            continue;
        };
        let link = text.link.as_deref();
        let is_gap = text.gap.is_some();
        match sequences.last_mut() {
            Some(it)
                if it.items.end == idx && it.tag == tag && leads == link && it.is_gap == is_gap =>
            {
                it.items.end = idx + 1;
            }
            _ => sequences.push(MarkedContent {
                items: idx..idx + 1,
                tag,
                is_link: link.is_some(),
                is_gap,
            }),
        }
        leads = link;
    }
    sequences
}

/// What the pages of a document hold, by page.
#[derive(Clone, Copy)]
pub(super) struct MarkedPages<'a> {
    /// The sequences of marked content.
    pub(super) sequences: &'a [Vec<MarkedContent>],
    /// The numbers of the annotations, each with the index of its item.
    pub(super) links: &'a [&'a [(usize, u32)]],
    /// The numbers of the annotations of whole blocks, which lead to a page of the same document, by page and block.
    pub(super) leading: &'a BTreeMap<(usize, usize), u32>,
}

/// An element of the structure.
pub(super) struct Element {
    kind: &'static str,
    /// The language of its content, where it is not the document's.
    lang: Option<String>,
    kids: Vec<StructChild>,
    parts: Vec<Element>,
}

/// What an element is made of.
enum StructChild {
    /// One of the element's parts, by index.
    Element(usize),
    /// Marked content: the page and the index of its sequence.
    Content(usize, usize),
    /// The number of an annotation, and its page.
    Annotation(usize, u32),
}

impl Element {
    /// Returns an empty element.
    pub(super) fn new(kind: &'static str) -> Self {
        Self {
            kind,
            lang: None,
            kids: Vec::new(),
            parts: Vec::new(),
        }
    }

    /// Returns its last part, which is made where there is none of the kind or `is_new`.
    fn last(&mut self, kind: &'static str, is_new: bool) -> &mut Self {
        let goes_on = self.parts.last().is_some_and(|it| it.kind == kind);
        if is_new || !goes_on {
            self.kids.push(StructChild::Element(self.parts.len()));
            self.parts.push(Self::new(kind));
        }
        let last = self.parts.len() - 1;
        &mut self.parts[last]
    }

    /// Returns the element with the language of its content.
    pub(super) fn in_language(mut self, lang: &str) -> Self {
        self.lang = Some(lang.to_owned());
        self
    }

    /// Adds a part.
    pub(super) fn push(&mut self, part: Self) {
        self.kids.push(StructChild::Element(self.parts.len()));
        self.parts.push(part);
    }

    /// Adds headings, paragraphs and lists of some pages in reading order, whatever page they stand on. Headings stand
    /// `depth` levels below those of a document of its own.
    pub(super) fn fill(&mut self, pages: Range<usize>, marked: MarkedPages<'_>, depth: usize) {
        let heading = |level: usize| HEADINGS.get(level + depth).copied().unwrap_or("H6");
        let mut last = None;
        let mut last_leading = None;
        for page in pages {
            for (idx, sequence) in marked.sequences[page].iter().enumerate() {
                let Tag { block, role, label } = sequence.tag;
                let is_new = last != Some(block);
                last = Some(block);
                if let Some(&annotation) = marked.leading.get(&(page, block)) {
                    let item = self.last("TOC", false).last("TOCI", is_new);
                    let link = item.last("Reference", false).last("Link", false);
                    link.kids.push(StructChild::Content(page, idx));
                    if last_leading != Some((page, block)) {
                        link.kids.push(StructChild::Annotation(page, annotation));
                    }
                    last_leading = Some((page, block));
                    continue;
                }
                let holder = match role {
                    Role::Name => self.last(heading(0), is_new),
                    Role::Heading => self.last(heading(1), is_new),
                    Role::Entry => self.last(heading(2), is_new),
                    Role::Headline
                    | Role::Contact
                    | Role::Subentry
                    | Role::Paragraph
                    | Role::Line => self.last("P", is_new),
                    Role::Bullet => {
                        let item = self.last("L", false).last("LI", is_new);
                        item.last(if label { "Lbl" } else { "LBody" }, false)
                    }
                };
                if !sequence.is_link {
                    holder.kids.push(StructChild::Content(page, idx));
                    continue;
                }
                let mut link = Element::new("Link");
                link.kids.push(StructChild::Content(page, idx));
                let own = marked.links[page].iter();
                let own = own.filter(|(it, _)| sequence.items.contains(it));
                link.kids
                    .extend(own.map(|&(_, id)| StructChild::Annotation(page, id)));
                holder.push(link);
            }
        }
    }
}

/// The kinds of headings, from the highest level down.
const HEADINGS: [&str; 6] = ["H1", "H2", "H3", "H4", "H5", "H6"];

/// What the rest of a file must know of the structure.
pub(super) struct Tags {
    /// The number of its root.
    pub(super) root: u32,
    /// The key of each annotation in the parent tree, by its number; the key of a page is its index.
    pub(super) of_annotations: FxHashMap<u32, i64>,
}

/// Adds the structure `whole` of `pages`, each with its number and how many sequences it is drawn in.
pub(super) fn add(file: &mut File<'_>, pages: &[(u32, usize)], whole: &Element) -> Tags {
    let root = file.reserve(1);
    let top = file.reserve(1);
    let mut writer = Writer {
        file,
        pages,
        parents: pages.iter().map(|it| vec![root; it.1]).collect(),
        annotations: Vec::new(),
    };
    writer.element(whole, top, root);
    let Writer {
        parents,
        annotations,
        ..
    } = writer;
    // Keys of the parent tree: first the pages, then the annotations.
    let mut numbers: Vec<Object> = Vec::new();
    for (key, parents) in (0..).zip(parents) {
        let parents: Vec<Object> = parents.into_iter().map(|it| (it, 0).into()).collect();
        numbers.extend([Object::Integer(key), parents.into()]);
    }
    let mut of_annotations = FxHashMap::default();
    let mut next = i64::try_from(pages.len()).unwrap_or(i64::MAX);
    for (annotation, parent) in annotations {
        numbers.extend([Object::Integer(next), (parent, 0).into()]);
        of_annotations.insert(annotation, next);
        next += 1;
    }
    let parents = file.add(&dictionary! { "Nums" => numbers }.into());
    let tree = dictionary! {
        "Type" => "StructTreeRoot",
        "K" => (top, 0),
        "ParentTree" => (parents, 0),
        "ParentTreeNextKey" => next,
    };
    file.set(root, &tree.into());
    Tags {
        root,
        of_annotations,
    }
}

/// Returns the elements of a document that is one resume.
pub(super) fn tree(sequences: &[Vec<MarkedContent>], links: &[&[(usize, u32)]]) -> Element {
    let mut whole = Element::new("Document");
    let marked = MarkedPages {
        sequences,
        links,
        leading: &BTreeMap::new(),
    };
    whole.fill(0..sequences.len(), marked, 0);
    whole
}

/// Writes elements, and keeps who holds what.
struct Writer<'a, 'f> {
    file: &'a mut File<'f>,
    /// The number of each page, and how many sequences it is drawn in.
    pages: &'a [(u32, usize)],
    /// For each page the elements that hold its sequences.
    parents: Vec<Vec<u32>>,
    /// The annotations and the elements that hold them.
    annotations: Vec<(u32, u32)>,
}

impl Writer<'_, '_> {
    /// Writes an element and its parts under its number, as bytes at once: a page has hundreds.
    fn element(&mut self, element: &Element, number: u32, parent: u32) {
        let own = element.kids.iter().find_map(|kid| match kid {
            StructChild::Content(page, _) => Some(*page),
            _ => None,
        });
        let first = self.file.reserve(element.parts.len());
        let part = |part: usize| first + u32::try_from(part).unwrap_or(0);
        let bytes = self.file.begin(number);
        bytes.extend_from_slice(b"<</Type/StructElem/S/");
        bytes.extend_from_slice(element.kind.as_bytes());
        bytes.extend_from_slice(b"/P ");
        put_reference(bytes, parent);
        bytes.extend_from_slice(b"/K[");
        for (idx, kid) in element.kids.iter().enumerate() {
            if idx > 0 {
                bytes.push(b' ');
            }
            match *kid {
                StructChild::Element(idx) => put_reference(bytes, part(idx)),
                StructChild::Content(page, sequence) => {
                    self.parents[page][sequence] = number;
                    if own == Some(page) {
                        put_number(bytes, sequence as u64);
                    } else {
                        bytes.extend_from_slice(b"<</Type/MCR/Pg ");
                        put_reference(bytes, self.pages[page].0);
                        bytes.extend_from_slice(b"/MCID ");
                        put_number(bytes, sequence as u64);
                        bytes.extend_from_slice(b">>");
                    }
                }
                StructChild::Annotation(page, annotation) => {
                    self.annotations.push((annotation, number));
                    bytes.extend_from_slice(b"<</Type/OBJR/Pg ");
                    put_reference(bytes, self.pages[page].0);
                    bytes.extend_from_slice(b"/Obj ");
                    put_reference(bytes, annotation);
                    bytes.extend_from_slice(b">>");
                }
            }
        }
        bytes.push(b']');
        if let Some(page) = own {
            bytes.extend_from_slice(b"/Pg ");
            put_reference(bytes, self.pages[page].0);
        }
        if let Some(lang) = &element.lang {
            bytes.extend_from_slice(b"/Lang");
            write_object(bytes, &text_string(lang), 0);
        }
        if element.kind == "L" {
            // Readers say "bullet" for it.
            bytes.extend_from_slice(b"/A<</O/List/ListNumbering/Disc>>");
        }
        bytes.extend_from_slice(b">>");
        for (idx, it) in element.parts.iter().enumerate() {
            self.element(it, part(idx), number);
        }
    }
}
