//! Objects to the bytes of a file: streams as they are, everything else in one object stream (ISO 32000-1, 7.5).

use std::io::Write as _;

use lopdf::{Dictionary, Object, StringFormat, dictionary};

use super::{
    bytes::{put_hex, put_number, put_string_byte},
    deflate::Deflater,
    error::RenderError,
    fingerprint::fingerprint,
};

/// A file in the making.
pub(super) struct File<'a> {
    bytes: Vec<u8>,
    /// Where the object of each number is, from 1 on.
    places: Vec<Place>,
    /// The objects that are no streams, one behind the other, each with its number and where it starts.
    packed: Vec<u8>,
    starts: Vec<(u32, usize)>,
    deflater: &'a mut Deflater,
}

/// Where an object is.
#[derive(Clone, Copy)]
enum Place {
    /// Nowhere yet.
    Reserved,
    /// At an offset in the file.
    At(usize),
    /// In the object stream of a number, at an index.
    In(u32, u16),
}

/// How many objects an object stream holds: all of a resume of a few pages.
const PACKED: u16 = 1000;

impl<'a> File<'a> {
    /// Returns a file without objects, whose streams `deflater` makes smaller.
    pub(super) fn new(deflater: &'a mut Deflater) -> Self {
        let mut bytes = Vec::with_capacity(64 * 1024);
        // Bytes beyond ASCII tell programs that move files about that this one is not text.
        bytes.extend_from_slice(b"%PDF-1.7\n%\xBB\xAD\xC0\xDE\n");
        Self {
            bytes,
            places: Vec::new(),
            packed: Vec::with_capacity(16 * 1024),
            starts: Vec::new(),
            deflater,
        }
    }

    /// Returns the first of so many numbers in a row that no object has yet.
    pub(super) fn reserve(&mut self, n: usize) -> u32 {
        let first = self.places.len() + 1;
        let end = self.places.len() + n;
        self.places.resize(end, Place::Reserved);
        u32::try_from(first).unwrap_or(u32::MAX)
    }

    /// Adds an object, and returns its number.
    pub(super) fn add(&mut self, object: &Object) -> u32 {
        let number = self.reserve(1);
        self.set(number, object);
        number
    }

    /// Adds an object under a number that was reserved for it.
    pub(super) fn set(&mut self, number: u32, object: &Object) {
        write_object(self.begin(number), object, 0);
    }

    /// Adds an object of a row that begins at a number, in which objects refer to each other by their places in the row.
    pub(super) fn set_in_row(&mut self, first: u32, place: u32, object: &Object) {
        write_object(self.begin(first + place), object, first);
    }

    /// Returns where the bytes of an object go, under a number that was reserved for it.
    pub(super) fn begin(&mut self, number: u32) -> &mut Vec<u8> {
        // What parts it from the one before.
        if !self.packed.is_empty() {
            self.packed.push(b' ');
        }
        self.starts.push((number, self.packed.len()));
        &mut self.packed
    }

    /// Adds a stream as it stands, under a number that was reserved for it.
    pub(super) fn stream(&mut self, number: u32, mut head: Dictionary, content: &[u8]) {
        head.set("Length", length(content.len()));
        self.place(number, Place::At(self.bytes.len()));
        put(&mut self.bytes, format_args!("{number} 0 obj\n"));
        write_dictionary(&mut self.bytes, &head, 0);
        self.bytes.extend_from_slice(b"stream\n");
        self.bytes.extend_from_slice(content);
        self.bytes.extend_from_slice(b"\nendstream\nendobj\n");
    }

    /// Adds a stream that was deflated.
    pub(super) fn deflated(&mut self, number: u32, mut head: Dictionary, content: &[u8]) {
        head.set("Filter", "FlateDecode");
        self.stream(number, head, content);
    }

    /// Adds a stream, made smaller.
    pub(super) fn deflate(
        &mut self,
        number: u32,
        head: Dictionary,
        content: &[u8],
    ) -> Result<(), RenderError> {
        let smaller = self.deflater.deflate(content)?;
        self.deflated(number, head, &smaller);
        Ok(())
    }

    /// Returns the bytes of the file, whose catalog and description of itself have these numbers, marked with an
    /// identifier that depends on its content alone.
    pub(super) fn finish(mut self, root: u32, info: u32) -> Result<Vec<u8>, RenderError> {
        let starts = std::mem::take(&mut self.starts);
        let packed = std::mem::take(&mut self.packed);
        for (idx, these) in starts.chunks(usize::from(PACKED)).enumerate() {
            let next = starts.get((idx + 1) * usize::from(PACKED));
            let end = next.map_or(packed.len(), |it| it.1);
            self.pack(these, &packed[..end])?;
        }

        let table = self.reserve(1);
        let start = self.bytes.len();
        self.place(table, Place::At(start));
        let id = fingerprint(&self.bytes).to_be_bytes().to_vec();
        let id = Object::String(id, StringFormat::Hexadecimal);
        let (index, entries) = entries(&self.places);
        let head = dictionary! {
            "Type" => "XRef",
            "Size" => i64::from(table) + 1,
            "W" => vec![1.into(), 4.into(), 2.into()],
            "Index" => index,
            "Root" => (root, 0),
            "Info" => (info, 0),
            "ID" => vec![id.clone(), id],
        };
        self.deflate(table, head, &entries)?;
        put(&mut self.bytes, format_args!("startxref\n{start}\n%%EOF"));
        Ok(self.bytes)
    }

    /// Writes one object stream of the objects that start there.
    fn pack(&mut self, starts: &[(u32, usize)], packed: &[u8]) -> Result<(), RenderError> {
        let stream = self.reserve(1);
        let from = starts.first().map_or(0, |it| it.1);
        let mut content = Vec::with_capacity(packed.len() - from + 8 * starts.len());
        for (index, &(number, start)) in (0..).zip(starts) {
            self.place(number, Place::In(stream, index));
            put_number(&mut content, u64::from(number));
            content.push(b' ');
            put_number(&mut content, (start - from) as u64);
            content.push(b' ');
        }
        let head = dictionary! {
            "Type" => "ObjStm",
            "N" => length(starts.len()),
            "First" => length(content.len()),
        };
        content.extend_from_slice(&packed[from..]);
        self.deflate(stream, head, &content)
    }

    fn place(&mut self, number: u32, place: Place) {
        let idx = (number as usize).wrapping_sub(1);
        if let Some(it) = self.places.get_mut(idx) {
            *it = place;
        }
    }
}

/// Returns the runs of numbers that are in use, and the entries of the cross-reference table for them.
fn entries(places: &[Place]) -> (Vec<Object>, Vec<u8>) {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    let mut entries = Vec::with_capacity(7 * places.len());
    for (number, &place) in (1..).zip(places) {
        let (kind, whence, index) = match place {
            Place::Reserved => continue,
            Place::At(offset) => (1, u32::try_from(offset).unwrap_or(u32::MAX), 0),
            Place::In(container, index) => (2, container, index),
        };
        match runs.last_mut() {
            Some((first, n)) if *first + *n == number => *n += 1,
            _ => runs.push((number, 1)),
        }
        entries.push(kind);
        entries.extend(whence.to_be_bytes());
        entries.extend(index.to_be_bytes());
    }
    let runs = runs.into_iter().flat_map(|(first, n)| [first, n]);
    (runs.map(|it| i64::from(it).into()).collect(), entries)
}

/// Writes an object, in which the numbers of others count from `first`.
pub(super) fn write_object(bytes: &mut Vec<u8>, object: &Object, first: u32) {
    match object {
        Object::Null => bytes.extend_from_slice(b"null"),
        Object::Boolean(value) => put(bytes, format_args!("{value}")),
        Object::Integer(value) => {
            if *value < 0 {
                bytes.push(b'-');
            }
            put_number(bytes, value.unsigned_abs());
        }
        Object::Real(value) => put(bytes, format_args!("{value}")),
        Object::Reference((number, _)) => put_reference(bytes, first + number),
        Object::Name(name) => write_name(bytes, name),
        Object::String(text, StringFormat::Literal) => write_literal(bytes, text),
        Object::String(text, StringFormat::Hexadecimal) => {
            bytes.push(b'<');
            put_hex(bytes, text);
            bytes.push(b'>');
        }
        Object::Array(items) => {
            bytes.push(b'[');
            for (idx, item) in items.iter().enumerate() {
                if idx > 0 && !delimits_itself(item) {
                    bytes.push(b' ');
                }
                write_object(bytes, item, first);
            }
            bytes.push(b']');
        }
        Object::Dictionary(dictionary) => write_dictionary(bytes, dictionary, first),
        // Streams are never part of another object.
        Object::Stream(stream) => write_dictionary(bytes, &stream.dict, first),
    }
}

fn write_dictionary(bytes: &mut Vec<u8>, dictionary: &Dictionary, first: u32) {
    bytes.extend_from_slice(b"<<");
    for (key, value) in dictionary {
        write_name(bytes, key);
        if !delimits_itself(value) {
            bytes.push(b' ');
        }
        write_object(bytes, value, first);
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
        put_string_byte(bytes, byte);
    }
    bytes.push(b')');
}

/// Writes a reference to an object.
pub(super) fn put_reference(bytes: &mut Vec<u8>, number: u32) {
    put_number(bytes, u64::from(number));
    bytes.extend_from_slice(b" 0 R");
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

fn put(bytes: &mut Vec<u8>, text: std::fmt::Arguments<'_>) {
    // Writing to memory cannot fail.
    let _ = bytes.write_fmt(text);
}

/// Returns a length as an object holds it.
pub(super) fn length(length: usize) -> i64 {
    i64::try_from(length).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use lopdf::Document;

    use super::*;

    fn written(object: impl Into<Object>) -> String {
        let mut bytes = Vec::new();
        write_object(&mut bytes, &object.into(), 0);
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
    fn objects_in_a_row_count_from_its_first() {
        let mut bytes = Vec::new();
        write_object(&mut bytes, &Object::Reference((2, 0)), 40);
        assert_eq!(bytes, b"42 0 R");
    }

    #[test]
    fn many_objects_take_several_streams() {
        let mut deflater = Deflater::quick();
        let mut file = File::new(&mut deflater);
        let numbers: Vec<u32> = (0..2500)
            .map(|it| file.add(&dictionary! { "N" => it }.into()))
            .collect();
        let bytes = file.finish(numbers[0], numbers[1]).unwrap();
        let read = Document::load_mem(&bytes).unwrap();
        for (n, number) in (0..).zip(numbers) {
            let object = read.get_dictionary((number, 0)).unwrap();
            assert_eq!(object.get(b"N").and_then(Object::as_i64).unwrap(), n);
        }
    }

    #[test]
    fn a_file_is_read_back_as_it_was() {
        let catalog = dictionary! { "Type" => "Catalog", "Lang" => Object::string_literal("en") };
        let info = dictionary! { "Title" => Object::string_literal("(é\\") };
        let mut deflater = Deflater::quick();
        let mut file = File::new(&mut deflater);
        // A gap in the numbers, for what was never written.
        file.reserve(3);
        let stream = file.reserve(1);
        let numbers = [&catalog, &info].map(|it| file.add(&it.clone().into()));
        file.deflate(stream, dictionary! {}, b"BT ET").unwrap();
        let bytes = file.finish(numbers[0], numbers[1]).unwrap();
        let read = Document::load_mem(&bytes).unwrap();
        for (number, wanted) in numbers.into_iter().zip([catalog, info]) {
            assert_eq!(read.get_dictionary((number, 0)).unwrap(), &wanted);
        }
        let content = read.get_object((stream, 0)).and_then(Object::as_stream);
        assert_eq!(content.unwrap().decompressed_content().unwrap(), b"BT ET");
        let root = read.trailer.get(b"Root").and_then(Object::as_reference);
        assert_eq!(root.unwrap(), (numbers[0], 0));
    }
}
