//! What belongs to a file as a whole: what it says of itself, links, and a form that depends on content alone.

use lopdf::{
    Dictionary, Document, Object, ObjectId, Stream, StringFormat, dictionary, text_string,
};

use super::{
    PdfMeta, RenderError, archive,
    deflate::Deflater,
    face::{Embedded, Faces, Kind},
    file,
    tags::{self, Element},
};
use crate::layout::{Item, Page, Text};

/// Adds to `document` what the drawing layer leaves out, and returns the file; `structure` says what its pages, and the
/// links of each, are parts of.
pub(super) fn finish(
    mut document: Document,
    pages: &[Page],
    faces: &Faces,
    meta: &PdfMeta,
    structure: impl FnOnce(
        &mut Document,
        &[ObjectId],
        &[Vec<(usize, ObjectId)>],
    ) -> Result<Element, RenderError>,
) -> Result<Vec<u8>, RenderError> {
    describe(&mut document, meta)?;
    embed_faces(&mut document, faces);
    archive::add(&mut document, meta)?;
    let ids: Vec<_> = document.page_iter().collect();
    let mut links = Vec::new();
    for (id, page) in ids.iter().zip(pages) {
        drop_empty_resources(&mut document, *id)?;
        links.push(add_links(&mut document, *id, page)?);
    }
    let whole = structure(&mut document, &ids, &links)?;
    let elements = tags::add(&mut document, &ids, &whole)?;
    let mut deflater = Deflater::new();
    deflate(&mut document, &mut deflater)?;
    file::write(&document, &elements, &mut deflater)
}

/// Makes smaller the streams that are not small yet, and may be.
fn deflate(document: &mut Document, deflater: &mut Deflater) -> Result<(), RenderError> {
    for object in document.objects.values_mut() {
        if let Object::Stream(stream) = object
            && stream.allows_compression
            && !stream.dict.has(b"Filter")
        {
            let smaller = deflater.deflate(&stream.content)?;
            stream.dict.set("Filter", "FlateDecode");
            stream.set_content(smaller);
        }
    }
    Ok(())
}

impl From<lopdf::Error> for RenderError {
    fn from(error: lopdf::Error) -> Self {
        Self::Write(error.to_string())
    }
}

/// Says title, author and language, and nothing of when, where or by which release the file was made.
fn describe(document: &mut Document, meta: &PdfMeta) -> Result<(), RenderError> {
    let mut info = dictionary! { "Title" => text_string(&meta.title) };
    if !meta.author.is_empty() {
        info.set("Author", text_string(&meta.author));
    }
    let id = document.trailer.get(b"Info")?.as_reference()?;
    document.set_object(id, info);
    let catalog = document.catalog_mut()?;
    if !meta.lang.is_empty() {
        catalog.set("Lang", text_string(&meta.lang));
    }
    catalog.set(
        "ViewerPreferences",
        dictionary! { "DisplayDocTitle" => true },
    );
    Ok(())
}

/// Puts the programs of the faces in, which the drawing layer has only stand-ins for, and says how high the capitals are:
/// the layer takes the ascent for it.
fn embed_faces(document: &mut Document, faces: &Faces) {
    let mut programs = Vec::new();
    for object in document.objects.values_mut() {
        let Ok(descriptor) = object.as_dict_mut() else {
            continue;
        };
        let Ok(name) = descriptor.get(b"FontName").and_then(Object::as_name) else {
            continue;
        };
        let named = |it: &&Embedded| it.program.name.as_bytes() == name;
        let Some(face) = faces.values().find(named) else {
            continue;
        };
        let cap_height = face.metrics.cap_height * 1000.0 / face.metrics.units_per_em;
        descriptor.set("CapHeight", rounded(cap_height));
        let program = ["FontFile3", "FontFile2"]
            .iter()
            .find_map(|key| descriptor.get(key.as_bytes()).ok()?.as_reference().ok());
        programs.extend(program.map(|id| (id, face)));
    }
    for (id, face) in programs {
        let program = &face.program;
        let mut head = dictionary! { "Filter" => "FlateDecode" };
        match program.kind {
            // A bare table (ISO 32000-1, 9.9).
            Kind::Cff => head.set("Subtype", "CIDFontType0C"),
            Kind::TrueType => head.set("Length1", program.length),
        }
        document.set_object(id, Stream::new(head, program.deflated.clone()));
    }
}

/// Takes away the empty dictionaries that the drawing layer gives each page.
fn drop_empty_resources(document: &mut Document, page: lopdf::ObjectId) -> Result<(), RenderError> {
    let id = document.get_dictionary(page)?.get(b"Resources")?;
    let id = id.as_reference()?;
    let resources = document.get_dictionary_mut(id)?;
    let kinds = ["XObject", "ExtGState", "Shading"];
    let empty = kinds.map(|kind| resources.remove(kind.as_bytes()));
    for id in empty
        .iter()
        .flatten()
        .filter_map(|it| it.as_reference().ok())
    {
        document.objects.remove(&id);
    }
    Ok(())
}

/// Adds the links of a page, and returns them, each with the index of its item.
fn add_links(
    document: &mut Document,
    id: ObjectId,
    page: &Page,
) -> Result<Vec<(usize, ObjectId)>, RenderError> {
    let mut links = Vec::new();
    for (idx, item) in page.items.iter().enumerate() {
        if let Item::Text(text) = item
            && let Some(link) = link(text, page.height)
        {
            links.push((idx, document.add_object(link)));
        }
    }
    let page = document.get_dictionary_mut(id)?;
    if links.is_empty() {
        page.remove(b"Annots");
    } else {
        let annotations: Vec<Object> = links.iter().map(|&(_, id)| id.into()).collect();
        page.set("Annots", annotations);
    }
    Ok(links)
}

/// Returns the annotation that makes `text` a link.
fn link(text: &Text, height: f64) -> Option<Dictionary> {
    let target = text.link.as_deref()?;
    let action = dictionary! {
        "Type" => "Action",
        "S" => "URI",
        "URI" => Object::String(uri(target).into_bytes(), StringFormat::Literal),
    };
    Some(annotation(corners(text, height), text.text.trim(), action))
}

/// Returns the left, lower, right and upper edge of `text` on a page of a height, from its lower left corner.
pub(super) fn corners(text: &Text, height: f64) -> [f64; 4] {
    let baseline = height - text.y;
    [
        text.ink_left(),
        baseline - BELOW * text.size,
        text.ink_left() + text.ink_width(),
        baseline + ABOVE * text.size,
    ]
}

/// Returns a link: where it is, what it says, what a click does.
pub(super) fn annotation(corners: [f64; 4], says: &str, action: Dictionary) -> Dictionary {
    let corners: Vec<Object> = corners.map(rounded).into();
    dictionary! {
        "Type" => "Annot",
        "Subtype" => "Link",
        "Rect" => corners,
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

/// Returns a length to hundredths, without a point where it is whole.
#[expect(
    clippy::cast_possible_truncation,
    reason = "lengths on a page are small"
)]
pub(super) fn rounded(length: f64) -> Object {
    let hundredths = (length * 100.0).round();
    if hundredths % 100.0 == 0.0 {
        Object::Integer((hundredths / 100.0) as i64)
    } else {
        Object::Real((hundredths / 100.0) as f32)
    }
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
