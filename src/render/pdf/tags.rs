//! The logical structure: what each piece of a page is, for readers that don't see it (ISO 32000-1, 14.7).

use std::{collections::BTreeMap, ops::Range};

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary, text_string};

use super::{
    RenderError,
    file::{Written, write_object},
};
use crate::{
    document::Role,
    layout::{Item, Page, Tag},
};

/// Neighbouring items of a page that belong to one element: one sequence of marked content. A gap, which says something
/// else than its glyph, is a sequence of its own: some readers lose what follows a sequence within a sequence.
pub(super) struct Sequence<'a> {
    /// The items, by index.
    pub(super) items: Range<usize>,
    tag: Tag,
    link: Option<&'a str>,
    is_gap: bool,
}

/// Returns the sequences of a page in reading order; the index of each marks it.
pub(super) fn sequences(page: &Page) -> Vec<Sequence<'_>> {
    let mut sequences: Vec<Sequence<'_>> = Vec::new();
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
                if it.items.end == idx
                    && it.tag == tag
                    && it.link == link
                    && it.is_gap == is_gap =>
            {
                it.items.end = idx + 1;
            }
            _ => sequences.push(Sequence {
                items: idx..idx + 1,
                tag,
                link,
                is_gap,
            }),
        }
    }
    sequences
}

/// What the pages of a document hold, by page.
#[derive(Clone, Copy)]
pub(super) struct Marked<'a> {
    /// The sequences of marked content.
    pub(super) sequences: &'a [Vec<Sequence<'a>>],
    /// The annotations, each with the index of its item.
    pub(super) links: &'a [Vec<(usize, ObjectId)>],
    /// The annotations of whole blocks, which lead to a page of the same document, by page and block.
    pub(super) leading: &'a BTreeMap<(usize, usize), ObjectId>,
}

/// An element of the structure.
pub(super) struct Element {
    kind: &'static str,
    /// The language of its content, where it is not the document's.
    lang: Option<String>,
    kids: Vec<Kid>,
    parts: Vec<Element>,
}

/// What an element is made of.
enum Kid {
    /// One of the element's parts, by index.
    Element(usize),
    /// Marked content: the page and the index of its sequence.
    Content(usize, usize),
    /// An annotation, and its page.
    Annotation(usize, ObjectId),
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
            self.kids.push(Kid::Element(self.parts.len()));
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
        self.kids.push(Kid::Element(self.parts.len()));
        self.parts.push(part);
    }

    /// Adds headings, paragraphs and lists of some pages in reading order, whatever page they stand on. Headings stand
    /// `depth` levels below those of a document of its own.
    pub(super) fn fill(&mut self, pages: Range<usize>, marked: Marked<'_>, depth: usize) {
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
                    link.kids.push(Kid::Content(page, idx));
                    if last_leading != Some((page, block)) {
                        link.kids.push(Kid::Annotation(page, annotation));
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
                if sequence.link.is_none() {
                    holder.kids.push(Kid::Content(page, idx));
                    continue;
                }
                let mut link = Element::new("Link");
                link.kids.push(Kid::Content(page, idx));
                let own = marked.links[page].iter();
                let own = own.filter(|(it, _)| sequence.items.contains(it));
                link.kids
                    .extend(own.map(|&(_, id)| Kid::Annotation(page, id)));
                holder.push(link);
            }
        }
    }
}

/// The kinds of headings, from the highest level down.
const HEADINGS: [&str; 6] = ["H1", "H2", "H3", "H4", "H5", "H6"];

/// Adds the structure `whole` of a document, drawn on the pages `ids`, and returns its elements, which are to be written
/// with the document.
pub(super) fn add(
    document: &mut Document,
    ids: &[ObjectId],
    whole: &Element,
) -> Result<Written, RenderError> {
    let root = document.new_object_id();
    let mut writer = Writer {
        document,
        pages: ids,
        parents: ids.iter().map(|_| Vec::new()).collect(),
        annotations: Vec::new(),
        written: Written::new(),
    };
    let top = writer.element(whole, root);
    let Writer {
        parents,
        annotations,
        written,
        ..
    } = writer;
    // Keys of the parent tree: first the pages, then the annotations.
    let mut numbers: Vec<Object> = Vec::new();
    for (key, (id, mut parents)) in (0..).zip(ids.iter().zip(parents)) {
        parents.sort_unstable_by_key(|(sequence, _)| *sequence);
        let parents: Vec<Object> = parents.into_iter().map(|(_, id)| id.into()).collect();
        numbers.extend([Object::Integer(key), parents.into()]);
        let page = document.get_dictionary_mut(*id)?;
        page.set("StructParents", key);
        page.set("Tabs", "S");
    }
    let mut next = i64::try_from(ids.len()).unwrap_or(i64::MAX);
    for (annotation, parent) in annotations {
        numbers.extend([Object::Integer(next), parent.into()]);
        let annotation = document.get_dictionary_mut(annotation)?;
        annotation.set("StructParent", next);
        next += 1;
    }
    let parents = document.add_object(dictionary! { "Nums" => numbers });
    let tree = dictionary! {
        "Type" => "StructTreeRoot",
        "K" => top,
        "ParentTree" => parents,
        "ParentTreeNextKey" => next,
    };
    document.set_object(root, tree);
    let catalog = document.catalog_mut()?;
    catalog.set("StructTreeRoot", root);
    catalog.set("MarkInfo", dictionary! { "Marked" => true });
    Ok(written)
}

/// Returns the elements of a document that is one resume.
pub(super) fn tree(sequences: &[Vec<Sequence<'_>>], links: &[Vec<(usize, ObjectId)>]) -> Element {
    let mut whole = Element::new("Document");
    let marked = Marked {
        sequences,
        links,
        leading: &BTreeMap::new(),
    };
    whole.fill(0..sequences.len(), marked, 0);
    whole
}

/// Writes elements, and keeps who holds what.
struct Writer<'a> {
    document: &'a mut Document,
    pages: &'a [ObjectId],
    /// For each page the sequences and the elements that hold them.
    parents: Vec<Vec<(usize, ObjectId)>>,
    /// The annotations and the elements that hold them.
    annotations: Vec<(ObjectId, ObjectId)>,
    /// The elements.
    written: Written,
}

impl Writer<'_> {
    fn element(&mut self, element: &Element, parent: ObjectId) -> ObjectId {
        let id = self.document.new_object_id();
        let own = element.kids.iter().find_map(|kid| match kid {
            Kid::Content(page, _) => Some(*page),
            _ => None,
        });
        let mut kids: Vec<Object> = Vec::new();
        for kid in &element.kids {
            kids.push(match kid {
                Kid::Element(part) => self.element(&element.parts[*part], id).into(),
                Kid::Content(page, sequence) => {
                    self.parents[*page].push((*sequence, id));
                    let mark = i64::try_from(*sequence).unwrap_or(i64::MAX);
                    if own == Some(*page) {
                        mark.into()
                    } else {
                        let page = self.pages[*page];
                        dictionary! { "Type" => "MCR", "Pg" => page, "MCID" => mark }.into()
                    }
                }
                Kid::Annotation(page, annotation) => {
                    self.annotations.push((*annotation, id));
                    let page = self.pages[*page];
                    dictionary! { "Type" => "OBJR", "Pg" => page, "Obj" => *annotation }.into()
                }
            });
        }
        let mut out: Dictionary = dictionary! {
            "Type" => "StructElem",
            "S" => element.kind,
            "P" => parent,
            "K" => kids,
        };
        if let Some(page) = own {
            out.set("Pg", self.pages[page]);
        }
        if let Some(lang) = &element.lang {
            out.set("Lang", text_string(lang));
        }
        if element.kind == "L" {
            // Readers say "bullet" for it.
            out.set(
                "A",
                dictionary! { "O" => "List", "ListNumbering" => "Disc" },
            );
        }
        let mut bytes = Vec::new();
        write_object(&mut bytes, &out.into());
        bytes.shrink_to_fit();
        self.written.insert(id.0, bytes);
        id
    }
}
