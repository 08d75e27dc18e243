//! What belongs to a file as a whole: what it says of itself, links, and a form that depends on content alone.

use lopdf::{Dictionary, Document, Object, ObjectId, StringFormat, dictionary, text_string};

use super::{PdfMeta, RenderError, archive, face::Faces, fingerprint, tags};
use crate::layout::{Item, Page, Text};

/// Adds to `document` what the drawing layer leaves out, and returns the file.
pub(super) fn finish(
    mut document: Document,
    pages: &[Page],
    faces: &Faces,
    meta: &PdfMeta,
) -> Result<Vec<u8>, RenderError> {
    // Object streams came with 1.5; 1.7 is what ISO 32000-1 describes.
    "1.7".clone_into(&mut document.version);
    describe(&mut document, meta)?;
    correct_faces(&mut document, faces);
    archive::add(&mut document, meta)?;
    let ids: Vec<_> = document.page_iter().collect();
    let mut links = Vec::new();
    for (id, page) in ids.iter().zip(pages) {
        drop_empty_resources(&mut document, *id)?;
        links.push(add_links(&mut document, *id, page)?);
    }
    tags::add(&mut document, &ids, pages, &links)?;
    document.prune_objects();
    document.compress();
    part_from_end_of_line(&mut document);
    write(document)
}

/// Adds a byte to each compressed stream that ends in a carriage return: with the line feed before `endstream` it would
/// look like the end of a line, and the length like a wrong one (ISO 19005-2, 6.1.7.1). Whatever follows the checksum of
/// compressed data is passed over.
fn part_from_end_of_line(document: &mut Document) {
    for object in document.objects.values_mut() {
        if let Ok(stream) = object.as_stream_mut()
            && stream.content.ends_with(b"\r")
        {
            let mut content = std::mem::take(&mut stream.content);
            content.push(0);
            stream.set_content(content);
        }
    }
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

/// Says how high the capitals are: the drawing layer takes the ascent for it.
fn correct_faces(document: &mut Document, faces: &Faces) {
    for object in document.objects.values_mut() {
        let Ok(descriptor) = object.as_dict_mut() else {
            continue;
        };
        let Ok(name) = descriptor.get(b"FontName").and_then(Object::as_name) else {
            continue;
        };
        let face = faces.values().find(|face| face.name.as_bytes() == name);
        if let Some(metrics) = face.map(|face| face.metrics) {
            let cap_height = metrics.cap_height * 1000.0 / metrics.units_per_em;
            descriptor.set("CapHeight", rounded(cap_height));
        }
    }
}

/// Takes away the empty dictionaries that the drawing layer gives each page.
fn drop_empty_resources(document: &mut Document, page: lopdf::ObjectId) -> Result<(), RenderError> {
    let id = document.get_dictionary(page)?.get(b"Resources")?;
    let id = id.as_reference()?;
    let resources = document.get_dictionary_mut(id)?;
    for kind in ["XObject", "ExtGState", "Shading"] {
        resources.remove(kind.as_bytes());
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
    let baseline = height - text.y;
    let corners = [
        text.ink_left(),
        baseline - BELOW * text.size,
        text.ink_left() + text.ink_width(),
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

/// Returns the bytes of the file, marked with an identifier that depends on them alone.
fn write(mut document: Document) -> Result<Vec<u8>, RenderError> {
    let id = Object::String(vec![0; size_of::<u128>()], StringFormat::Hexadecimal);
    document.trailer.set("ID", vec![id.clone(), id]);
    let mut bytes = Vec::new();
    document
        .save_modern(&mut bytes)
        .map_err(|error| RenderError::Write(error.to_string()))?;
    let id = fingerprint(bytes.iter().copied());
    let blank = format!("[<{0:032X}><{0:032X}>]", 0);
    // The trailer stands at the end, and is the one stream whose dictionary and content are not compressed.
    let at = bytes
        .windows(blank.len())
        .rposition(|window| window == blank.as_bytes())
        .ok_or_else(|| RenderError::Write("the trailer has no identifier".to_owned()))?;
    let filled = format!("[<{id:032X}><{id:032X}>]");
    bytes[at..at + filled.len()].copy_from_slice(filled.as_bytes());
    Ok(bytes)
}

/// Returns a length to hundredths, without a point where it is whole.
#[expect(
    clippy::cast_possible_truncation,
    reason = "lengths on a page are small"
)]
fn rounded(length: f64) -> Object {
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
