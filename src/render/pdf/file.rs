//! Objects to the bytes of a file: streams as they are, everything else in one object stream (ISO 32000-1, 7.5).

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::Write as _;

use lopdf::{Dictionary, Document, Object, StringFormat, dictionary};

use super::{RenderError, deflate::Deflater, fingerprint};

/// Further objects of a document, by number, as they are written: a book has a hundred thousand of them.
pub(super) type Written = BTreeMap<u32, Vec<u8>>;

/// Returns `document` as a file, marked with an identifier that depends on its content alone.
pub(super) fn write(
    document: &Document,
    written: &Written,
    deflater: &mut Deflater,
) -> Result<Vec<u8>, RenderError> {
    let mut bytes = Vec::with_capacity(64 * 1024);
    // Bytes beyond ASCII tell programs that move files about that this one is not text.
    bytes.extend_from_slice(b"%PDF-1.7\n%\xBB\xAD\xC0\xDE\n");
    let mut places = BTreeMap::new();
    let mut others = Vec::new();
    for (&(number, _), object) in &document.objects {
        if let Object::Stream(stream) = object {
            places.insert(number, Place::At(bytes.len()));
            write_stream(&mut bytes, number, &stream.dict, &stream.content);
        } else {
            let mut bytes = Vec::new();
            write_object(&mut bytes, object);
            others.push((number, Cow::Owned(bytes)));
        }
    }
    let written = written
        .iter()
        .map(|(number, it)| (*number, Cow::Borrowed(it.as_slice())));
    others.extend(written);
    others.sort_unstable_by_key(|it| it.0);
    let mut next = document.max_id + 1;
    for objects in others.chunks(usize::from(PACKED)) {
        places.insert(next, Place::At(bytes.len()));
        for (index, (number, _)) in (0..).zip(objects) {
            places.insert(*number, Place::In(next, index));
        }
        write_packed(&mut bytes, next, objects, deflater)?;
        next += 1;
    }

    let table = next;
    let start = bytes.len();
    places.insert(table, Place::At(start));
    let id = fingerprint(&bytes).to_be_bytes().to_vec();
    let id = Object::String(id, StringFormat::Hexadecimal);
    let (index, entries) = entries(&places);
    let head = dictionary! {
        "Type" => "XRef",
        "Size" => i64::from(table) + 1,
        "W" => vec![1.into(), 4.into(), 2.into()],
        "Index" => index,
        "Root" => document.trailer.get(b"Root")?.clone(),
        "Info" => document.trailer.get(b"Info")?.clone(),
        "ID" => vec![id.clone(), id],
    };
    write_deflated(&mut bytes, table, head, &entries, deflater)?;
    put(&mut bytes, format_args!("startxref\n{start}\n%%EOF"));
    Ok(bytes)
}

/// Where an object is.
#[derive(Clone, Copy)]
enum Place {
    /// At an offset in the file.
    At(usize),
    /// In the object stream of a number, at an index.
    In(u32, u16),
}

/// How many objects an object stream holds: all of a resume of a few pages.
const PACKED: u16 = 1000;

/// Writes `objects`, each with its number and as it is written, as one object stream.
fn write_packed(
    bytes: &mut Vec<u8>,
    number: u32,
    objects: &[(u32, Cow<'_, [u8]>)],
    deflater: &mut Deflater,
) -> Result<(), RenderError> {
    let mut index = Vec::new();
    let mut content = Vec::new();
    for (number, object) in objects {
        put(&mut index, format_args!("{number} {} ", content.len()));
        content.extend_from_slice(object);
        content.push(b' ');
    }
    let head = dictionary! {
        "Type" => "ObjStm",
        "N" => length(objects.len()),
        "First" => length(index.len()),
    };
    index.append(&mut content);
    write_deflated(bytes, number, head, &index, deflater)
}

/// Returns the runs of numbers that are in use, and the entries of the cross-reference table for them.
fn entries(places: &BTreeMap<u32, Place>) -> (Vec<Object>, Vec<u8>) {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    let mut entries = Vec::with_capacity(7 * places.len());
    for (&number, &place) in places {
        match runs.last_mut() {
            Some((first, n)) if *first + *n == number => *n += 1,
            _ => runs.push((number, 1)),
        }
        let (kind, whence, index) = match place {
            Place::At(offset) => (1, u32::try_from(offset).unwrap_or(u32::MAX), 0),
            Place::In(container, index) => (2, container, index),
        };
        entries.push(kind);
        entries.extend(whence.to_be_bytes());
        entries.extend(index.to_be_bytes());
    }
    let runs = runs.into_iter().flat_map(|(first, n)| [first, n]);
    (runs.map(|it| i64::from(it).into()).collect(), entries)
}

fn write_deflated(
    bytes: &mut Vec<u8>,
    number: u32,
    mut head: Dictionary,
    content: &[u8],
    deflater: &mut Deflater,
) -> Result<(), RenderError> {
    let smaller = deflater.deflate(content)?;
    head.set("Filter", "FlateDecode");
    head.set("Length", length(smaller.len()));
    write_stream(bytes, number, &head, &smaller);
    Ok(())
}

fn write_stream(bytes: &mut Vec<u8>, number: u32, head: &Dictionary, content: &[u8]) {
    put(bytes, format_args!("{number} 0 obj\n"));
    write_dictionary(bytes, head);
    bytes.extend_from_slice(b"stream\n");
    bytes.extend_from_slice(content);
    bytes.extend_from_slice(b"\nendstream\nendobj\n");
}

pub(super) fn write_object(bytes: &mut Vec<u8>, object: &Object) {
    match object {
        Object::Null => bytes.extend_from_slice(b"null"),
        Object::Boolean(value) => put(bytes, format_args!("{value}")),
        Object::Integer(value) => put(bytes, format_args!("{value}")),
        Object::Real(value) => put(bytes, format_args!("{value}")),
        Object::Reference((number, generation)) => {
            put(bytes, format_args!("{number} {generation} R"));
        }
        Object::Name(name) => write_name(bytes, name),
        Object::String(text, StringFormat::Literal) => write_literal(bytes, text),
        Object::String(text, StringFormat::Hexadecimal) => {
            bytes.push(b'<');
            for byte in text {
                put(bytes, format_args!("{byte:02X}"));
            }
            bytes.push(b'>');
        }
        Object::Array(items) => {
            bytes.push(b'[');
            for (idx, item) in items.iter().enumerate() {
                if idx > 0 && !delimits_itself(item) {
                    bytes.push(b' ');
                }
                write_object(bytes, item);
            }
            bytes.push(b']');
        }
        Object::Dictionary(dictionary) => write_dictionary(bytes, dictionary),
        // Streams are never part of another object.
        Object::Stream(stream) => write_dictionary(bytes, &stream.dict),
    }
}

fn write_dictionary(bytes: &mut Vec<u8>, dictionary: &Dictionary) {
    bytes.extend_from_slice(b"<<");
    for (key, value) in dictionary {
        write_name(bytes, key);
        if !delimits_itself(value) {
            bytes.push(b' ');
        }
        write_object(bytes, value);
    }
    bytes.extend_from_slice(b">>");
}

/// Returns whether an object starts with a delimiter, so that it needs no space in front.
fn delimits_itself(object: &Object) -> bool {
    !matches!(
        object,
        Object::Null
            | Object::Boolean(_)
            | Object::Integer(_)
            | Object::Real(_)
            | Object::Reference(_)
    )
}

fn write_name(bytes: &mut Vec<u8>, name: &[u8]) {
    bytes.push(b'/');
    for &byte in name {
        if byte.is_ascii_graphic() && !b"()<>[]{}/%#".contains(&byte) {
            bytes.push(byte);
        } else {
            put(bytes, format_args!("#{byte:02X}"));
        }
    }
}

fn write_literal(bytes: &mut Vec<u8>, text: &[u8]) {
    bytes.push(b'(');
    for &byte in text {
        match byte {
            b'(' | b')' | b'\\' => bytes.extend([b'\\', byte]),
            // As it stands, it would be read as a line feed.
            b'\r' => bytes.extend_from_slice(b"\\r"),
            _ => bytes.push(byte),
        }
    }
    bytes.push(b')');
}

fn put(bytes: &mut Vec<u8>, text: std::fmt::Arguments<'_>) {
    // Writing to memory cannot fail.
    let _ = bytes.write_fmt(text);
}

fn length(length: usize) -> i64 {
    i64::try_from(length).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(object: impl Into<Object>) -> String {
        let mut bytes = Vec::new();
        write_object(&mut bytes, &object.into());
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn objects_are_written_as_they_are_read() {
        let nested = dictionary! {
            "Kids" => vec![Object::Reference((7, 0)), 1.into(), "A B#".into(), Object::Null, true.into()],
            "Box" => vec![Object::Real(1.5), Object::Real(-0.25)],
            "Text" => Object::string_literal("a (b\\c\r"),
            "Id" => Object::String(vec![0, 0xAB], StringFormat::Hexadecimal),
        };
        assert_eq!(
            written(nested),
            r"<</Kids[7 0 R 1/A#20B#23 null true]/Box[1.5 -0.25]/Text(a \(b\\c\r)/Id<00AB>>>"
        );
    }

    #[test]
    fn many_objects_take_several_streams() {
        let mut document = Document::with_version("1.7");
        let ids: Vec<_> = (0..2500)
            .map(|it| document.add_object(dictionary! { "N" => it }))
            .collect();
        document.trailer.set("Root", ids[0]);
        document.trailer.set("Info", ids[1]);
        let bytes = write(&document, &Written::new(), &mut Deflater::new()).unwrap();
        let read = Document::load_mem(&bytes).unwrap();
        for (number, id) in (0..).zip(ids) {
            let object = read.get_dictionary(id).unwrap();
            assert_eq!(object.get(b"N").and_then(Object::as_i64).unwrap(), number);
        }
    }

    #[test]
    fn a_file_is_read_back_as_it_was() {
        let mut document = Document::with_version("1.7");
        // A gap in the numbers, as where an object was taken away.
        document.max_id = 3;
        let root = document.add_object(
            dictionary! { "Type" => "Catalog", "Lang" => Object::string_literal("en") },
        );
        let info = document.add_object(dictionary! { "Title" => Object::string_literal("(é\\") });
        let stream = document.add_object(lopdf::Stream::new(dictionary! {}, b"BT ET".to_vec()));
        document.trailer.set("Root", root);
        document.trailer.set("Info", info);
        let bytes = write(&document, &Written::new(), &mut Deflater::new()).unwrap();
        let read = Document::load_mem(&bytes).unwrap();
        for id in [root, info] {
            assert_eq!(
                read.get_dictionary(id).unwrap(),
                document.get_dictionary(id).unwrap()
            );
        }
        let content = read.get_object(stream).and_then(Object::as_stream).unwrap();
        assert_eq!(content.content, b"BT ET");
        assert_eq!(read.trailer.get(b"Root").unwrap(), &Object::Reference(root));
    }
}
