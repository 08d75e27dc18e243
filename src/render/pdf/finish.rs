//! What belongs to a file as a whole: what it says of itself, links, and a form that depends on content alone.

use lopdf::{Dictionary, Object, StringFormat, dictionary, text_string};

use super::{
    PdfMeta, RenderError, archive,
    deflate::Deflater,
    draw::{draw, resource},
    face::Faces,
    file::{File, length, rounded},
    tags::{self, Sequence},
};
use crate::layout::{Item, Page, Text};

/// Returns the file of `pages`, each in its sequences of marked content.
pub(super) fn finish(
    pages: &[Page],
    sequences: &[Vec<Sequence<'_>>],
    faces: &Faces,
    meta: &PdfMeta,
    deflater: &mut Deflater,
) -> Result<Vec<u8>, RenderError> {
    let mut file = File::new(deflater);
    let [root, whole] = [(); 2].map(|()| file.reserve(1));
    let resources = add_fonts(&mut file, faces);
    let mut drawn = Vec::new();
    for (page, sequences) in pages.iter().zip(sequences) {
        let number = file.reserve(1);
        let content = file.reserve(1);
        file.deflate(
            content,
            dictionary! {},
            &draw(page, sequences, faces, &meta.lang),
        )?;
        let links = links(page).map(|(item, _)| (item, file.reserve(1)));
        drawn.push((number, content, links.collect::<Vec<_>>()));
    }
    let numbers: Vec<u32> = drawn.iter().map(|it| it.0).collect();
    let links_of_pages: Vec<_> = drawn.iter().map(|it| it.2.as_slice()).collect();
    let tags = tags::add(&mut file, &numbers, sequences, &links_of_pages);
    for (key, (page, (number, content, links_on_it))) in (0..).zip(pages.iter().zip(&drawn)) {
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
            "Contents" => (*content, 0),
            "StructParents" => key,
            "Tabs" => "S",
        };
        if !links_on_it.is_empty() {
            let annotations = links_on_it.iter().map(|&(_, it)| (it, 0).into());
            out.set("Annots", annotations.collect::<Vec<Object>>());
        }
        file.set(*number, &out.into());
        for ((_, mut link), &(_, number)) in links(page).zip(links_on_it) {
            if let Some(&key) = tags.of_annotations.get(&number) {
                link.set("StructParent", key);
            }
            file.set(number, &link.into());
        }
    }
    let kids: Vec<Object> = numbers.iter().map(|&it| (it, 0).into()).collect();
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
    if !meta.lang.is_empty() {
        catalog.set("Lang", text_string(&meta.lang));
    }
    archive::add(&mut file, &mut catalog, meta);
    file.set(root, &catalog.into());
    let info = file.add(&info(meta).into());
    file.finish(root, info)
}

impl From<lopdf::Error> for RenderError {
    fn from(error: lopdf::Error) -> Self {
        Self::Write(error.to_string())
    }
}

/// Adds the faces, and returns the number of the resources that name them.
fn add_fonts(file: &mut File<'_>, faces: &Faces) -> u32 {
    let mut fonts = Dictionary::new();
    for (&font, embedded) in faces {
        fonts.set(
            resource(font).as_bytes(),
            (embedded.described.write(file), 0),
        );
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

/// Returns the links of a page, each with the index of its item.
fn links(page: &Page) -> impl Iterator<Item = (usize, Dictionary)> {
    let items = page.items.iter().enumerate();
    items.filter_map(|(idx, item)| match item {
        Item::Text(text) => Some((idx, link(text, page.height)?)),
        Item::Rule(_) => None,
    })
}

/// Returns the annotation that makes `text` a link.
fn link(text: &Text, height: f64) -> Option<Dictionary> {
    let target = text.link.as_deref()?;
    let baseline = height - text.y;
    let corners = [
        text.x,
        baseline - BELOW * text.size,
        text.x + text.ink_width(),
        baseline + ABOVE * text.size,
    ];
    let corners: Vec<Object> = corners.map(rounded).into();
    Some(dictionary! {
        "Type" => "Annot",
        "Subtype" => "Link",
        "Rect" => corners,
        "Border" => vec![0.into(), 0.into(), 0.into()],
        // Printed with the page: hidden annotations are not allowed in archives.
        "F" => 4,
        "Contents" => text_string(text.text.trim()),
        "A" => dictionary! {
            "Type" => "Action",
            "S" => "URI",
            "URI" => Object::String(uri(target).into_bytes(), StringFormat::Literal),
        },
    })
}

/// From the baseline to the lower edge of a link, in ems: under the descenders, above the next line.
const BELOW: f64 = 0.24;

/// From the baseline to the upper edge of a link, in ems: over capitals and ascenders.
const ABOVE: f64 = 0.76;

/// Returns `target` in ASCII, as a URI must be (RFC 3987, 3.1): the bytes of anything else become `%41`.
fn uri(target: &str) -> String {
    let mut uri = String::new();
    for byte in target.trim().bytes() {
        if byte.is_ascii_graphic()
            && !matches!(
                byte,
                b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}'
            )
        {
            uri.push(char::from(byte));
        } else {
            uri.push('%');
            for nibble in [byte >> 4, byte & 15] {
                let digit = char::from_digit(u32::from(nibble), 16).unwrap_or('0');
                uri.push(digit.to_ascii_uppercase());
            }
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_target_becomes_ascii() {
        assert_eq!(
            uri("https://example.com/c#?q=a%20b"),
            "https://example.com/c#?q=a%20b"
        );
        assert_eq!(
            uri(" https://exämple.com/a b "),
            "https://ex%C3%A4mple.com/a%20b"
        );
        assert_eq!(uri("mailto:a+b@c.de"), "mailto:a+b@c.de");
    }
}
