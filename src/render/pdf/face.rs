//! Faces reduced to the glyphs in use, and the text that each glyph stands for.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use subsetter::{GlyphRemapper, subset};

use super::{RenderError, fingerprint};
use crate::layout::{FontFace, FontId, Fonts, Glyph, Item, Metrics, Page, Text};

/// A face as it goes into the file.
pub(super) struct Embedded {
    /// Its PostScript name behind the mark of a subset.
    pub(super) name: String,
    /// Its program, reduced.
    pub(super) program: Vec<u8>,
    /// Its measures.
    pub(super) metrics: Metrics,
    /// What is in the reduced program, by index in the whole one.
    pub(super) codes: BTreeMap<u16, Code>,
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
    /// The character that stands for it in the drawing layer, which draws most text by character.
    pub(super) character: Option<char>,
}

/// Bytes of a text and the glyphs that draw them: the least that can be told apart.
pub(super) struct Cluster<'a> {
    pub(super) text: &'a str,
    pub(super) glyphs: &'a [Glyph],
}

/// The faces in a file.
pub(super) type Faces = BTreeMap<FontId, Embedded>;

/// Returns the faces that `pages` use, each reduced to the glyphs in use.
pub(super) fn embed(pages: &[Page], fonts: &Fonts) -> Result<Faces, RenderError> {
    let mut in_use: BTreeMap<FontId, Usage> = BTreeMap::new();
    for page in pages {
        for item in &page.items {
            if let Item::Text(text) = item {
                in_use.entry(text.font).or_default().add(text);
            }
        }
    }
    let embedded = in_use
        .into_iter()
        .map(|(font, usage)| Ok((font, usage.embed(fonts.font(font))?)));
    embedded.collect()
}

/// Returns the clusters of `text` in its order; their texts joined are the whole.
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
            let n_glyphs = glyphs.partition_point(|glyph| glyph.cluster <= first.cluster);
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

/// What the glyphs of one face are used for.
#[derive(Default)]
struct Usage {
    /// The characters each glyph draws on its own.
    alone: BTreeMap<u16, BTreeSet<char>>,
    /// What each glyph draws as part of a cluster, as far as that can be told.
    joint: BTreeMap<u16, String>,
}

impl Usage {
    fn add(&mut self, text: &Text) {
        for cluster in clusters(text) {
            match (cluster.glyphs, only(cluster.text)) {
                ([glyph], Some(character)) => {
                    self.alone.entry(glyph.id).or_default().insert(character);
                }
                (glyphs, _) => self.add_joint(glyphs, cluster.text),
            }
        }
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

    fn embed(self, face: &FontFace) -> Result<Embedded, RenderError> {
        let ids: BTreeSet<u16> = self
            .alone
            .keys()
            .chain(self.joint.keys())
            .copied()
            .collect();
        let ids: Vec<u16> = ids.into_iter().collect();
        let remapper = GlyphRemapper::new_from_glyphs_sorted(&ids);
        let program =
            subset(face.bytes(), face.index(), &remapper).map_err(|error| RenderError::Font {
                name: face.name().to_owned(),
                reason: error.to_string(),
            })?;
        let metrics = face.metrics();
        let mut taken = BTreeSet::new();
        let mut codes = BTreeMap::new();
        for id in ids {
            let text = self.text(id, face);
            let character = only(&text).filter(|&character| taken.insert(character));
            let code = Code {
                glyph: remapper.get(id).unwrap_or(0),
                width: thousandths(face.advance(id) / metrics.units_per_em),
                text,
                character,
            };
            codes.insert(id, code);
        }
        Ok(Embedded {
            name: format!("{}+{}", mark(face.name(), codes.keys()), face.name()),
            program,
            metrics: *metrics,
            codes,
        })
    }

    /// Returns what glyph `id` stands for: a space rather than the no-break space that looks the same.
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
fn mark<'a>(name: &str, ids: impl Iterator<Item = &'a u16>) -> String {
    let ids = ids.flat_map(|id| id.to_be_bytes());
    let mut rest = fingerprint(name.bytes().chain(ids));
    let mut mark = String::new();
    for _ in 0..6 {
        let letter = u8::try_from(rest % 26).unwrap_or(0);
        mark.push(char::from(b'A' + letter));
        rest /= 26;
    }
    mark
}

/// Returns the only character of `text`.
fn only(text: &str) -> Option<char> {
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
