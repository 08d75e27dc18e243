//! Faces reduced to the glyphs in use, and the text that each glyph stands for.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use rustc_hash::FxHashMap;
use subsetter::{GlyphRemapper, subset};

use super::{RenderError, deflate::Deflater, describe::Described, fingerprint};
use crate::layout::{FontFace, FontId, Fonts, Glyph, Item, Page, Text, table};

/// A face as it goes into the file.
pub(super) struct Embedded {
    /// What is in the reduced program, by index in the whole one.
    pub(super) codes: Codes,
    /// What the file says of it, the reduced program included.
    pub(super) described: Described,
}

/// The glyphs of a reduced program, by index in the whole one.
pub(super) type Codes = FxHashMap<u16, Code>;

/// The faces in a file.
pub(super) type Faces = BTreeMap<FontId, Arc<Embedded>>;

/// A program reduced to some of its glyphs.
pub(super) struct Program {
    /// The PostScript name of the face behind the mark of a subset.
    pub(super) name: String,
    /// What it is written in.
    pub(super) kind: Kind,
    /// Its bytes, deflated.
    pub(super) deflated: Vec<u8>,
    /// How many bytes those are when inflated.
    pub(super) length: i64,
}

/// What the program of a face is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// PostScript outlines, in a table of their own.
    Cff,
    /// TrueType outlines.
    TrueType,
}

/// Faces reduced so far, of the same fonts: what one resume needs, most others need.
#[derive(Default)]
pub(super) struct SubsetCache(Mutex<Known>);

/// The faces reduced so far by what they hold.
type Known = BTreeMap<(FontId, ExtraGlyphs), Arc<Embedded>>;

/// What a face is to hold beside the glyphs of ASCII: glyphs, and what each of them stands for.
type ExtraGlyphs = BTreeMap<u16, String>;

/// How many are kept; 20 KB each. Beyond, it begins anew.
const KEPT: usize = 64;

impl SubsetCache {
    /// Returns the font `id`, which is `font`, reduced to the glyphs of ASCII and further ones.
    fn embedded(
        &self,
        id: FontId,
        font: &FontFace,
        further: ExtraGlyphs,
    ) -> Result<Arc<Embedded>, RenderError> {
        let key = (id, further);
        if let Some(known) = self.known().get(&key) {
            return Ok(Arc::clone(known));
        }
        // Two threads may both make it, and make the same; neither waits.
        let embedded = Arc::new(Embedded::new(id, font, &key.1)?);
        let mut known = self.known();
        if known.len() >= KEPT {
            known.clear();
        }
        known.insert(key, Arc::clone(&embedded));
        Ok(embedded)
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        // Nothing is left half done by a thread that fails while it looks.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Embedded {
    fn new(id: FontId, font: &FontFace, further: &ExtraGlyphs) -> Result<Self, RenderError> {
        let mut texts = further.clone();
        for (character, id) in ASCII.zip(ascii(id)) {
            if let Some(id) = id {
                texts.insert(id, character.to_string());
            }
        }
        let ids: Vec<u16> = texts.keys().copied().collect();
        let glyphs = GlyphRemapper::new_from_glyphs_sorted(&ids);
        let mut deflater = Deflater::thorough();
        let program = Program::new(font, &ids, &glyphs, &mut deflater)?;
        let em = font.metrics().units_per_em;
        let code = |(id, text)| {
            let code = Code {
                glyph: glyphs.get(id).unwrap_or(0),
                width: thousandths(font.advance(id) / em),
                text,
            };
            (id, code)
        };
        let codes: Codes = texts.into_iter().map(code).collect();
        let described = Described::new(program, font.metrics(), &codes, &mut deflater)?;
        Ok(Self { codes, described })
    }
}

impl Program {
    fn new(
        font: &FontFace,
        ids: &[u16],
        glyphs: &GlyphRemapper,
        deflater: &mut Deflater,
    ) -> Result<Self, RenderError> {
        let reduced =
            subset(font.bytes(), font.index(), glyphs).map_err(|error| RenderError::Font {
                name: font.name().to_owned(),
                reason: error.to_string(),
            })?;
        let (kind, bytes) = match table(&reduced, 0, *b"CFF ") {
            Some(table) => (Kind::Cff, table),
            None => (Kind::TrueType, reduced.as_slice()),
        };
        Ok(Self {
            name: format!("{}+{}", mark(font.name(), ids), font.name()),
            kind,
            deflated: deflater.deflate(bytes)?,
            length: i64::try_from(bytes.len()).unwrap_or(i64::MAX),
        })
    }
}

/// The characters that every face that is built in holds, in use or not: few resumes then need a program that no other
/// does.
const ASCII: std::ops::RangeInclusive<char> = ' '..='~';

/// Returns the glyphs of ASCII in order; none of a font for what the built-in ones lack.
fn ascii(id: FontId) -> impl Iterator<Item = Option<u16>> {
    ASCII.map(move |it| id.letter(it))
}

/// A glyph in the reduced program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Code {
    /// Its index there.
    pub(super) glyph: u16,
    /// Thousandths of the em by which it moves the pen, as the file says it: whole.
    pub(super) width: u16,
    /// What it stands for where nothing else is said.
    pub(super) text: String,
}

/// Bytes of a text and the glyphs that draw them: the least that can be told apart.
pub(super) struct Cluster<'a> {
    pub(super) text: &'a str,
    pub(super) glyphs: &'a [Glyph],
}

/// Returns the faces that `pages` use, each reduced to the glyphs in use and those of ASCII.
pub(super) fn embed(
    pages: &[Page],
    fonts: &Fonts,
    subsets: &SubsetCache,
) -> Result<Faces, RenderError> {
    let mut in_use: BTreeMap<FontId, Usage> = BTreeMap::new();
    for page in pages {
        for item in &page.items {
            if let Item::Text(text) = item {
                let usage = in_use
                    .entry(text.font)
                    .or_insert_with(|| Usage::new(text.font));
                usage.add(text);
            }
        }
    }
    let embedded = in_use.into_iter().map(|(id, usage)| {
        let font = fonts.font(id);
        let embedded = subsets.embedded(id, font, usage.further(font))?;
        Ok((id, embedded))
    });
    embedded.collect()
}

/// Returns the clusters of `text` in order; their texts joined are the whole.
pub(super) fn clusters(text: &Text) -> impl Iterator<Item = Cluster<'_>> {
    let mut glyphs = text.glyphs.as_slice();
    let mut start = 0;
    std::iter::from_fn(move || {
        let range: Range<usize>;
        let drawn;
        if text.is_rtl && !glyphs.is_empty() {
            let (head, tail, end) = last_cluster(glyphs, text.text.len());
            (range, drawn, glyphs) = (start..end, tail, head);
        } else if let Some(first) = glyphs.first() {
            let goes_on = |it: &&Glyph| it.cluster <= first.cluster;
            let n_glyphs = glyphs.iter().take_while(goes_on).count();
            let (head, tail) = glyphs.split_at(n_glyphs);
            let end = tail.first().map_or(text.text.len(), |next| next.cluster);
            (range, drawn, glyphs) = (start..end, head, tail);
        } else if start < text.text.len() {
            // Characters that draw nothing, with no neighbour to belong to.
            (range, drawn) = (start..text.text.len(), glyphs);
        } else {
            return None;
        }
        start = range.end;
        Some(Cluster {
            text: &text.text[range],
            glyphs: drawn,
        })
    })
}

/// Parts the glyphs at the right, which draw the first cluster of a text from right to left, and says where its characters
/// end.
fn last_cluster(glyphs: &[Glyph], text_end: usize) -> (&[Glyph], &[Glyph], usize) {
    let first = glyphs.last().map_or(0, |it| it.cluster);
    let (head, tail) = glyphs.split_at(glyphs.partition_point(|it| it.cluster > first));
    let end = head.last().map_or(text_end, |it| it.cluster);
    (head, tail, end)
}

/// What the glyphs of one face are used for, as far as they draw anything but ASCII.
struct Usage {
    /// The glyphs of ASCII, which always stand for that: a space rather than the no-break space that looks the same.
    ascii: Vec<Option<u16>>,
    /// The characters each other glyph draws on its own.
    alone: BTreeMap<u16, BTreeSet<char>>,
    /// What each other glyph draws as part of a cluster, as far as that can be told.
    joint: BTreeMap<u16, String>,
}

impl Usage {
    fn new(id: FontId) -> Self {
        Self {
            ascii: ascii(id).collect(),
            alone: BTreeMap::new(),
            joint: BTreeMap::new(),
        }
    }

    fn add(&mut self, text: &Text) {
        for cluster in clusters(text) {
            match (cluster.glyphs, only(cluster.text)) {
                ([glyph], Some(character)) if self.is_ascii(glyph, character) => {}
                ([glyph], Some(character)) => {
                    self.alone.entry(glyph.id).or_default().insert(character);
                }
                (glyphs, _) => self.add_joint(glyphs, cluster.text),
            }
        }
    }

    fn is_ascii(&self, glyph: &Glyph, character: char) -> bool {
        let idx = (character as usize).checked_sub(*ASCII.start() as usize);
        let known = idx.and_then(|it| self.ascii.get(it));
        known == Some(&Some(glyph.id))
    }

    fn add_joint(&mut self, glyphs: &[Glyph], text: &str) {
        let is_one_each = glyphs.len() == text.chars().count();
        let mut characters = text.chars();
        for (idx, glyph) in glyphs.iter().enumerate() {
            let part = match characters.next() {
                Some(character) if is_one_each => character.to_string(),
                _ if idx == 0 => text.to_owned(),
                _ => char::REPLACEMENT_CHARACTER.to_string(),
            };
            self.joint.entry(glyph.id).or_insert(part);
        }
    }

    /// Returns the glyphs in use beside those of ASCII, and what each stands for.
    fn further(&self, font: &FontFace) -> ExtraGlyphs {
        let used = self.alone.keys().chain(self.joint.keys());
        let further = used.filter(|id| !self.ascii.contains(&Some(**id)));
        further.map(|&id| (id, self.text(id, font))).collect()
    }

    /// Returns what glyph `id` stands for.
    fn text(&self, id: u16, face: &FontFace) -> String {
        let alone = self
            .alone
            .get(&id)
            .and_then(|characters| characters.first());
        let joint = self.joint.get(&id);
        alone
            .copied()
            .or_else(|| lam_with_alef(joint?))
            .or_else(|| face.character(id))
            .map(String::from)
            .or_else(|| joint.cloned())
            .unwrap_or_default()
    }
}

/// Returns the character for the form that the letters lam and alef take together: fonts draw it whether or not they have a
/// glyph for the character.
fn lam_with_alef(letters: &str) -> Option<char> {
    match letters {
        "\u{644}\u{622}" => Some('\u{FEF5}'),
        "\u{644}\u{623}" => Some('\u{FEF7}'),
        "\u{644}\u{625}" => Some('\u{FEF9}'),
        "\u{644}\u{627}" => Some('\u{FEFB}'),
        _ => None,
    }
}

/// Returns the six letters that mark a subset (ISO 32000-1, 9.6.4), the same for the same glyphs.
fn mark(name: &str, ids: &[u16]) -> String {
    let ids = ids.iter().flat_map(|id| id.to_be_bytes());
    let named: Vec<u8> = name.bytes().chain(ids).collect();
    let mut rest = fingerprint(&named);
    let mut mark = String::new();
    for _ in 0..6 {
        let letter = u8::try_from(rest % 26).unwrap_or(0);
        mark.push(char::from(b'A' + letter));
        rest /= 26;
    }
    mark
}

/// Returns the only character of `text`.
pub(super) fn only(text: &str) -> Option<char> {
    let mut characters = text.chars();
    characters.next().filter(|_| characters.next().is_none())
}

/// Returns a length in ems as whole thousandths.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "advances are positive and a few ems at most"
)]
fn thousandths(ems: f64) -> u16 {
    (ems * 1000.0).round() as u16
}
