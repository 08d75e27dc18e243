//! Fonts reduced to the glyphs in use, and the text that each glyph stands for.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use subsetter::GlyphRemapper;

use super::{
    cluster::{clusters, only},
    deflate::Deflater,
    error::RenderError,
    font_objects::FontObjects,
    font_program::{Code, Codes, Program},
};
use crate::layout::{FontFace, FontId, Fonts, Glyph, Item, Page, Text};

/// A face as it goes into the file.
pub(super) struct EmbeddedFont {
    /// What is in the reduced program, by index in the whole one.
    pub(super) codes: Codes,
    /// What the file says of it, the reduced program included.
    pub(super) objects: FontObjects,
}

/// The faces in a file.
pub(super) type EmbeddedFonts = BTreeMap<FontId, Arc<EmbeddedFont>>;

/// The subsets made so far, of the same fonts: what one resume needs, most others need.
#[derive(Default)]
pub(super) struct SubsetCache(Mutex<Subsets>);

/// The faces reduced so far by what they hold.
type Subsets = BTreeMap<(FontId, ExtraGlyphs), Arc<EmbeddedFont>>;

/// What a face is to hold beside the glyphs of ASCII: glyphs, and what each of them stands for.
type ExtraGlyphs = BTreeMap<u16, String>;

/// How many are kept; 20 KB each. Beyond, it begins anew.
const MAX_SUBSETS: usize = 64;

impl SubsetCache {
    /// Returns the font `id`, which is `font`, reduced to the glyphs of ASCII and extra ones.
    fn embedded(
        &self,
        id: FontId,
        font: &FontFace,
        extra: ExtraGlyphs,
    ) -> Result<Arc<EmbeddedFont>, RenderError> {
        let key = (id, extra);
        if let Some(known) = self.known().get(&key) {
            return Ok(Arc::clone(known));
        }
        // Two threads may both make it, and make the same; neither waits.
        let embedded = Arc::new(EmbeddedFont::new(id, font, &key.1)?);
        let mut known = self.known();
        if known.len() >= MAX_SUBSETS {
            known.clear();
        }
        known.insert(key, Arc::clone(&embedded));
        Ok(embedded)
    }

    fn known(&self) -> MutexGuard<'_, Subsets> {
        // Nothing is left half done by a thread that fails while it looks.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl EmbeddedFont {
    fn new(id: FontId, font: &FontFace, extra: &ExtraGlyphs) -> Result<Self, RenderError> {
        let mut texts = extra.clone();
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
        let objects = FontObjects::new(program, font.metrics(), &codes, &mut deflater)?;
        Ok(Self { codes, objects })
    }
}

/// The characters that every face that is built in holds, in use or not: few resumes then need a program that no other
/// does.
const ASCII: std::ops::RangeInclusive<char> = ' '..='~';

/// Returns the glyphs of ASCII in order; none of a font for what the built-in ones lack.
fn ascii(id: FontId) -> impl Iterator<Item = Option<u16>> {
    ASCII.map(move |it| id.letter(it))
}

/// Returns the faces that `pages` use, each reduced to the glyphs in use and those of ASCII.
pub(super) fn embed(
    pages: &[Page],
    fonts: &Fonts,
    subsets: &SubsetCache,
) -> Result<EmbeddedFonts, RenderError> {
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
        let embedded = subsets.embedded(id, font, usage.extra(font))?;
        Ok((id, embedded))
    });
    embedded.collect()
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
    fn extra(&self, font: &FontFace) -> ExtraGlyphs {
        let used = self.alone.keys().chain(self.joint.keys());
        let extra = used.filter(|id| !self.ascii.contains(&Some(**id)));
        extra.map(|&id| (id, self.text(id, font))).collect()
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

/// Returns a length in ems as whole thousandths.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "advances are positive and a few ems at most"
)]
fn thousandths(ems: f64) -> u16 {
    (ems * 1000.0).round() as u16
}
