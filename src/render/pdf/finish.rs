//! What belongs to a file as a whole: what it says of itself, links, and a form that depends on content alone.

use lopdf::{Dictionary, Object, StringFormat, dictionary, text_string};

use super::{
    archive,
    deflate::Deflater,
    draw::{draw, resource},
    error::RenderError,
    file::{File, length, rounded},
    meta::PdfMeta,
    subset::EmbeddedFonts,
    tags::{self, Element, MarkedContent},
};
use crate::layout::{Item, Page, Text};
use crate::render::address::uri;

/// Returns the file of `pages`, each in its sequences of marked content.
pub(super) fn finish(
    pages: &[Page],
    sequences: &[Vec<MarkedContent>],
    faces: &EmbeddedFonts,
    meta: &PdfMeta,
    deflater: &mut Deflater,
) -> Result<Vec<u8>, RenderError> {
    let mut draft = DocumentBuilder::new(faces, deflater);
    for (page, sequences) in pages.iter().zip(sequences) {
        draft.draw(page, sequences, faces, &meta.lang)?;
    }
    let whole = tags::tree(sequences, &draft.links());
    draft.finish(pages, &whole, meta, &Dictionary::new())
}

/// A file in which pages are drawn, and nothing is said of them yet.
pub(super) struct DocumentBuilder<'f> {
    /// The file.
    pub(super) file: File<'f>,
    /// The pages in their order.
    pub(super) drawn: Vec<DrawnPage>,
    root: u32,
    whole: u32,
    resources: u32,
}

/// A page that is drawn.
pub(super) struct DrawnPage {
    /// Its number.
    pub(super) number: u32,
    /// The links that stand on it, each with its number: its own first, then those to other pages.
    pub(super) annotations: Vec<(u32, Dictionary)>,
    content: u32,
    /// How many sequences it is drawn in.
    n_sequences: usize,
    /// The numbers of its own links, each with the index of its item.
    links: Vec<(usize, u32)>,
}

impl<'f> DocumentBuilder<'f> {
    /// Returns a file of no pages, drawn with these faces.
    pub(super) fn new(faces: &EmbeddedFonts, deflater: &'f mut Deflater) -> Self {
        let mut file = File::new(deflater);
        let [root, whole] = [(); 2].map(|()| file.reserve(1));
        let resources = add_fonts(&mut file, faces);
        Self {
            file,
            drawn: Vec::new(),
            root,
            whole,
            resources,
        }
    }

    /// Draws the next page, written in the language of the tag `lang`.
    pub(super) fn draw(
        &mut self,
        page: &Page,
        sequences: &[MarkedContent],
        faces: &EmbeddedFonts,
        lang: &str,
    ) -> Result<(), RenderError> {
        let number = self.file.reserve(1);
        let content = self.file.reserve(1);
        let operators = draw(page, sequences, faces, lang);
        self.file.deflate(content, dictionary! {}, &operators)?;
        let mut annotations = Vec::new();
        let mut links = Vec::new();
        for (idx, item) in page.items.iter().enumerate() {
            if let Item::Text(text) = item
                && let Some(link) = link(text, page.height)
            {
                let number = self.file.reserve(1);
                annotations.push((number, link));
                links.push((idx, number));
            }
        }
        self.drawn.push(DrawnPage {
            number,
            annotations,
            content,
            n_sequences: sequences.len(),
            links,
        });
        Ok(())
    }

    /// Returns the links of each page, by item.
    pub(super) fn links(&self) -> Vec<&[(usize, u32)]> {
        self.drawn.iter().map(|it| it.links.as_slice()).collect()
    }

    /// Returns the file of these `pages`, all drawn, whose structure is `structure`; the catalog has `further` entries.
    pub(super) fn finish(
        self,
        pages: &[Page],
        structure: &Element,
        meta: &PdfMeta,
        further: &Dictionary,
    ) -> Result<Vec<u8>, RenderError> {
        let Self {
            mut file,
            drawn,
            root,
            whole,
            resources,
        } = self;
        let in_structure: Vec<_> = drawn.iter().map(|it| (it.number, it.n_sequences)).collect();
        let tags = tags::add(&mut file, &in_structure, structure);
        let mut kids: Vec<Object> = Vec::with_capacity(drawn.len());
        for (key, (page, drawn)) in (0..).zip(pages.iter().zip(drawn)) {
            let sides = [
                Object::Integer(0),
                Object::Integer(0),
                rounded(page.width),
                rounded(page.height),
            ];
            let mut out = dictionary! {
                "Type" => "Page",
                "MediaBox" => sides.to_vec(),
                "TrimBox" => sides.to_vec(),
                "CropBox" => sides.to_vec(),
                "Parent" => (whole, 0),
                "Resources" => (resources, 0),
                "Contents" => (drawn.content, 0),
                "StructParents" => key,
                "Tabs" => "S",
            };
            if !drawn.annotations.is_empty() {
                let numbers = drawn.annotations.iter().map(|&(it, _)| (it, 0).into());
                out.set("Annots", numbers.collect::<Vec<Object>>());
            }
            file.set(drawn.number, &out.into());
            kids.push((drawn.number, 0).into());
            for (number, mut link) in drawn.annotations {
                if let Some(&key) = tags.of_annotations.get(&number) {
                    link.set("StructParent", key);
                }
                file.set(number, &link.into());
            }
        }
        let all = dictionary! { "Type" => "Pages", "Count" => length(kids.len()), "Kids" => kids };
        file.set(whole, &all.into());
        let mut catalog = dictionary! {
            "Type" => "Catalog",
            "PageLayout" => "OneColumn",
            "PageMode" => "UseNone",
            "Pages" => (whole, 0),
            "ViewerPreferences" => dictionary! { "DisplayDocTitle" => true },
            "StructTreeRoot" => (tags.root, 0),
            "MarkInfo" => dictionary! { "Marked" => true },
        };
        for (key, value) in further {
            catalog.set(key.as_slice(), value.clone());
        }
        if !meta.lang.is_empty() {
            catalog.set("Lang", text_string(&meta.lang));
        }
        archive::add(&mut file, &mut catalog, meta);
        file.set(root, &catalog.into());
        let info = file.add(&info(meta).into());
        file.finish(root, info)
    }
}

/// Adds the faces, and returns the number of the resources that name them.
fn add_fonts(file: &mut File<'_>, faces: &EmbeddedFonts) -> u32 {
    let mut fonts = Dictionary::new();
    for (&font, embedded) in faces {
        fonts.set(resource(font).as_bytes(), (embedded.objects.write(file), 0));
    }
    file.add(&dictionary! { "Font" => fonts }.into())
}

/// Returns the title and the author, and nothing of when, where or by which release the file was made.
fn info(meta: &PdfMeta) -> Dictionary {
    let mut info = dictionary! { "Title" => text_string(&meta.title) };
    if !meta.author.is_empty() {
        info.set("Author", text_string(&meta.author));
    }
    info
}

/// Returns the annotation that makes `text` a link.
fn link(text: &Text, height: f64) -> Option<Dictionary> {
    let target = text.link.as_deref()?;
    let action = dictionary! {
        "Type" => "Action",
        "S" => "URI",
        "URI" => Object::String(uri(target).into_bytes(), StringFormat::Literal),
    };
    let edges = edges(text, height);
    Some(annotation(edges, text.text.trim(), action))
}

/// Returns the left, lower, right and upper edge of the ink of `text` on a page of a height, from its lower left corner.
pub(super) fn edges(text: &Text, height: f64) -> [f64; 4] {
    let left = text.ink_left();
    let baseline = height - text.y;
    [
        left,
        baseline - BELOW * text.size,
        left + text.ink_width(),
        baseline + ABOVE * text.size,
    ]
}

/// Returns a link: where it is, what it says, what a click does.
pub(super) fn annotation(edges: [f64; 4], says: &str, action: Dictionary) -> Dictionary {
    let edges: Vec<Object> = edges.map(rounded).into();
    dictionary! {
        "Type" => "Annot",
        "Subtype" => "Link",
        "Rect" => edges,
        "Border" => vec![0.into(), 0.into(), 0.into()],
        // Printed with the page: hidden annotations are not allowed in archives.
        "F" => 4,
        "Contents" => text_string(says),
        "A" => action,
    }
}

/// From the baseline to the lower edge of a link, in ems: under the descenders, above the next line.
const BELOW: f64 = 0.24;

/// From the baseline to the upper edge of a link, in ems: over capitals and ascenders.
const ABOVE: f64 = 0.76;
