//! The faces a page is set in: their bytes, measures and coverage.

use std::sync::{Arc, LazyLock, OnceLock};

use harfrust::{
    Direction, Feature, Font, GlyphId, Script, ShapePlan, Tag,
    font::{
        Blob, Source,
        glyph::outline::{DrawMemory, DrawOptions, PathElement},
        name::NameId,
    },
};

use super::{
    family::{Family, FontId},
    kerning_table::KerningTable,
    missing::is_ignorable,
};
use crate::document::Face;

/// The faces of one font family, and the fonts that draw what it has no glyph for.
#[derive(Clone)]
pub struct Fonts {
    family: Family,
    further: Vec<Arc<FontFace>>,
}

/// One face: its program, its measures and its plan of shaping.
pub struct FontFace {
    name: String,
    blob: Blob,
    /// Which font of its file it is.
    index: u32,
    font: Font,
    plan: OnceLock<ShapePlan>,
    metrics: Metrics,
}

/// Why a font cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FontError {
    /// The bytes are no font.
    #[error("it is not a TrueType or OpenType font")]
    NotAFont,
    /// It has nothing to draw that a PDF can hold: bitmaps only, or outlines of another kind.
    #[error("it has no outlines that a PDF can hold (`glyf` or `CFF`)")]
    NoOutlines,
    /// Whoever made it doesn't allow it.
    #[error("its license does not permit embedding it, or a part of it, in a document")]
    Forbidden,
}

/// Measures of a face, in units of the em.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Metrics {
    /// Units that make an em.
    pub units_per_em: f64,
    /// From the baseline up to the top of a line.
    pub ascent: f64,
    /// From the baseline down to the bottom of a line; positive.
    pub descent: f64,
    /// From the baseline up to the top of a capital.
    pub cap_height: f64,
    /// Slant in degrees, counter-clockwise from the upright: negative in an italic.
    pub italic_angle: f64,
    /// Weight from 100 to 900; 400 is normal.
    pub weight: f64,
    /// Left, bottom, right and top of the box that holds every glyph.
    pub bounds: [f64; 4],
}

/// A step of the pen that draws an outline: where it goes, in units of the em, with `y` growing upwards.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum PathSegment {
    /// Lifts the pen and begins a contour.
    Move([f64; 2]),
    /// A straight line.
    Line([f64; 2]),
    /// A curve by one control point to its end.
    Quadratic([[f64; 2]; 2]),
    /// A curve by two control points to its end.
    Cubic([[f64; 2]; 3]),
    /// Back to where the contour began.
    Close,
}

impl Fonts {
    /// Returns a family that is built in, parsed on first use and then shared.
    pub fn family(family: Family) -> &'static Self {
        static SANS: Fonts = Fonts::new(Family::Sans);
        static SERIF: Fonts = Fonts::new(Family::Serif);
        match family {
            Family::Sans => &SANS,
            Family::Serif => &SERIF,
        }
    }

    const fn new(family: Family) -> Self {
        Self {
            family,
            further: Vec::new(),
        }
    }

    /// Parses the family's faces, which the first use does otherwise.
    pub fn warm_up(&self) {
        for face in [Face::Regular, Face::Bold, Face::Italic] {
            self.face(face);
        }
    }

    /// Returns the family with `further` fonts, which draw what it and those before them have no glyph for.
    #[must_use]
    pub fn with(&self, further: impl IntoIterator<Item = Arc<FontFace>>) -> Self {
        let mut fonts = self.clone();
        fonts.further.extend(further);
        fonts
    }

    /// Returns how many fonts were added to the family.
    pub fn n_further(&self) -> usize {
        self.further.len()
    }

    /// Returns the font of the family that draws `face`.
    pub fn face(&self, face: Face) -> &FontFace {
        built_in(self.family, face)
    }

    /// Returns the kerning table of the font of the family that draws `face`.
    pub(super) fn kerning(&self, face: Face) -> KerningTable {
        KerningTable::new(self.family, face)
    }

    /// Returns which font of the family draws `face`.
    pub fn id(&self, face: Face) -> FontId {
        FontId::BuiltIn(self.family, face)
    }

    /// Returns a font; of one that was never added, the family's regular face.
    pub fn font(&self, id: FontId) -> &FontFace {
        match id {
            FontId::BuiltIn(family, face) => built_in(family, face),
            FontId::Further(idx) => match self.further.get(idx) {
                Some(font) => font,
                None => self.face(Face::Regular),
            },
        }
    }

    /// Returns the font for `characters` that belong together, in a text that asks for `face`, where one draws them all.
    ///
    /// It is the family's own, else one that is built in, else the first added one; of these one as bold as asked for
    /// comes first.
    pub fn find(&self, characters: &str, face: Face) -> Option<FontId> {
        let own = [self.family, Family::Sans].map(|it| FontId::BuiltIn(it, face));
        let draws = |id: &FontId| self.font(*id).draws(characters);
        let further = (0..self.further.len()).map(FontId::Further);
        let mut found = own.into_iter().chain(further).filter(draws);
        let first = found.next()?;
        let suits = |id: &FontId| self.font(*id).is_bold() == (face == Face::Bold);
        if suits(&first) {
            return Some(first);
        }
        Some(found.find(suits).unwrap_or(first))
    }
}

/// Returns a face that is built in, parsed on first use and then shared.
fn built_in(family: Family, face: Face) -> &'static FontFace {
    macro_rules! embedded {
        ($name:literal) => {{
            static FACE: LazyLock<FontFace> = LazyLock::new(|| {
                let bytes = include_bytes!(concat!("../../templates/fonts/", $name, ".otf"));
                FontFace::embedded($name, bytes)
            });
            &FACE
        }};
    }
    match (family, face) {
        (Family::Sans, Face::Regular) => embedded!("SourceSans3-Regular"),
        (Family::Sans, Face::Bold) => embedded!("SourceSans3-Bold"),
        (Family::Sans, Face::Italic) => embedded!("SourceSans3-It"),
        (Family::Serif, Face::Regular) => embedded!("SourceSerif4-Regular"),
        (Family::Serif, Face::Bold) => embedded!("SourceSerif4-Bold"),
        (Family::Serif, Face::Italic) => embedded!("SourceSerif4-It"),
    }
}

impl FontFace {
    fn embedded(name: &str, bytes: &'static [u8]) -> Self {
        let blob = Blob::Static(bytes);
        let font = Font::new(Source::Blob(blob.clone()), 0)
            .expect("the embedded fonts are fonts, which a test looks at");
        Self::new(name.to_owned(), blob, 0, font)
    }

    fn new(name: String, blob: Blob, index: u32, font: Font) -> Self {
        Self {
            name,
            blob,
            index,
            plan: OnceLock::new(),
            metrics: measures(&font),
            font,
        }
    }

    /// Returns the fonts in the bytes of a file: one, or those of a collection.
    ///
    /// # Errors
    ///
    /// Fails where there is none that can be embedded in a PDF.
    pub fn read(bytes: Vec<u8>) -> Result<Vec<Self>, FontError> {
        let bytes = Arc::new(bytes);
        let mut fonts = Vec::new();
        for index in 0..MAX_FONTS {
            match Self::read_one(Arc::clone(&bytes), index) {
                Ok(font) => fonts.push(font),
                Err(error) if index == 0 => return Err(error),
                Err(_) => break,
            }
        }
        Ok(fonts)
    }

    fn read_one(bytes: Arc<Vec<u8>>, index: u32) -> Result<Self, FontError> {
        let has = |tag| table(&bytes, index, tag).is_some();
        if !has(*b"cmap") || !has(*b"head") {
            return Err(FontError::NotAFont);
        }
        if !has(*b"glyf") && !has(*b"CFF ") {
            return Err(FontError::NoOutlines);
        }
        let os2 = table(&bytes, index, *b"OS/2");
        if os2.is_some_and(|it| !may_be_embedded(it)) {
            return Err(FontError::Forbidden);
        }
        let blob = Blob::Shared(bytes);
        let font = Font::new(Source::Blob(blob.clone()), index).ok_or(FontError::NotAFont)?;
        if font.units_per_em() == 0 {
            return Err(FontError::NotAFont);
        }
        let name = postscript_name(&font);
        Ok(Self::new(name, blob, index, font))
    }

    /// Returns its PostScript name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns its program: the bytes of the font file.
    pub fn bytes(&self) -> &[u8] {
        &self.blob
    }

    /// Returns which font of its file it is.
    pub fn index(&self) -> u32 {
        self.index
    }

    /// Returns whether it draws all of `characters`, and none of them as a hole.
    ///
    /// What joins characters or says their direction is never drawn, and a space is no hole.
    pub fn draws(&self, characters: &str) -> bool {
        let draws = |character: char| {
            is_ignorable(character)
                || !character.is_control()
                    && self.glyph(character).is_some_and(|glyph| {
                        character.is_whitespace()
                            || self.outline(glyph).is_some_and(|it| !it.is_empty())
                    })
        };
        characters.chars().all(draws)
    }

    /// Returns whether it is a bold font.
    pub fn is_bold(&self) -> bool {
        self.metrics.weight >= BOLD
    }

    /// Returns its measures.
    pub fn metrics(&self) -> &Metrics {
        &self.metrics
    }

    /// Returns the glyph that draws `character` on its own.
    pub fn glyph(&self, character: char) -> Option<u16> {
        let glyph = self.font.charmap().map_unicode(character)?;
        u16::try_from(glyph.to_u32()).ok()
    }

    /// Returns the first character, in the order of Unicode, that `glyph` draws on its own.
    ///
    /// Looks through the whole character map: for the rare glyph only.
    pub fn character(&self, glyph: u16) -> Option<char> {
        let (code, _) = self
            .font
            .charmap()
            .unicodes()
            .filter(|&(_, id)| id == GlyphId::from(glyph))
            .min()?;
        char::from_u32(code)
    }

    /// Returns every character that the face has a glyph for.
    pub fn characters(&self) -> impl Iterator<Item = char> + '_ {
        let codes = self.font.charmap().unicodes();
        codes.filter_map(|(code, _)| char::from_u32(code))
    }

    /// Returns how far the pen moves past `glyph`, in units of the em, without kerning.
    pub fn advance(&self, glyph: u16) -> f64 {
        f64::from(self.font.glyph_metrics().h_advance(GlyphId::from(glyph)))
    }

    /// Returns what is drawn for `glyph`, nothing for a space; `None` where the face has no such glyph.
    pub fn outline(&self, glyph: u16) -> Option<Vec<PathSegment>> {
        let outline = self.font.outline_glyphs().get(GlyphId::from(glyph))?;
        let mut path: Vec<PathElement> = Vec::new();
        outline
            .draw(&DrawOptions::new(), DrawMemory::Scratch, &mut path)
            .ok()?;
        Some(path.into_iter().map(PathSegment::from).collect())
    }

    /// Returns the parsed font, for the shaper.
    pub(super) fn font(&self) -> &Font {
        &self.font
    }

    /// Returns the plan it shapes Latin, Greek and Cyrillic by, for the shaper.
    pub(super) fn plan(&self) -> &ShapePlan {
        self.plan
            .get_or_init(|| plan(&self.font, SCRIPT, DIRECTION))
    }
}

/// From this weight on a font counts as bold.
const BOLD: f64 = 600.0;

/// The most fonts read from a collection: more than any has.
const MAX_FONTS: u32 = 64;

/// Returns how `font` shapes a script.
///
/// Letters of the scripts that the built-in families know are not joined; other scripts need what their fonts say.
pub(super) fn plan(font: &Font, script: Script, direction: Direction) -> ShapePlan {
    let is_plain = [Script::LATIN, Script::GREEK, Script::CYRILLIC].contains(&script);
    let features = LIGATURES.map(|tag| Feature::new(Tag::new(tag), 0, ..));
    let features: &[Feature] = if is_plain { &features } else { &[] };
    ShapePlan::new(font, direction, Some(script), None, features)
}

/// Returns a table of the font `index` of a file (OpenType 1.9, "Organization of an OpenType Font").
pub(crate) fn table(bytes: &[u8], index: u32, tag: [u8; 4]) -> Option<&[u8]> {
    let long = |at: usize| {
        let bytes = bytes.get(at..at.checked_add(4)?)?;
        usize::try_from(u32::from_be_bytes(bytes.try_into().ok()?)).ok()
    };
    let directory = match (bytes.get(..4)?, index) {
        (b"ttcf", _) if index < u32::try_from(long(8)?).ok()? => {
            long(12 + 4 * usize::try_from(index).ok()?)?
        }
        (b"ttcf", _) | (_, 1..) => return None,
        _ => 0,
    };
    let n_tables = long(directory.checked_add(2)?)? & 0xFFFF;
    let records = (0..n_tables).map(|it| directory + 12 + it * 16);
    let record = records
        .take_while(|it| it + 16 <= bytes.len())
        .find(|&it| bytes[it..it + 4] == tag)?;
    let start = long(record + 8)?;
    bytes.get(start..start.checked_add(long(record + 12)?)?)
}

/// Returns whether the table `OS/2` lets a part of the font stand in a document.
fn may_be_embedded(os2: &[u8]) -> bool {
    const RESTRICTED: u16 = 0x2;
    const WHOLE_ONLY: u16 = 0x100;
    const BITMAPS_ONLY: u16 = 0x200;
    let Some(&[high, low]) = os2.get(8..10) else {
        return true;
    };
    let bits = u16::from_be_bytes([high, low]);
    bits & 0xF != RESTRICTED && bits & (WHOLE_ONLY | BITMAPS_ONLY) == 0
}

/// Returns the PostScript name of a font as a PDF may have it.
fn postscript_name(font: &Font) -> String {
    let name = font.names().get(NameId::POSTSCRIPT_NAME);
    let name = name.and_then(|it| it.english_or_first());
    let name: String = name.map_or(String::new(), |record| {
        let plain = |it: &char| it.is_ascii_alphanumeric() || matches!(it, '-' | '_' | '.');
        record.name().chars().filter(plain).take(63).collect()
    });
    if name.is_empty() {
        "Unnamed".to_owned()
    } else {
        name
    }
}

impl From<PathElement> for PathSegment {
    fn from(element: PathElement) -> Self {
        let at = |x: f32, y: f32| [f64::from(x), f64::from(y)];
        match element {
            PathElement::MoveTo { x, y } => Self::Move(at(x, y)),
            PathElement::LineTo { x, y } => Self::Line(at(x, y)),
            PathElement::QuadTo { cx0, cy0, x, y } => Self::Quadratic([at(cx0, cy0), at(x, y)]),
            PathElement::CurveTo {
                cx0,
                cy0,
                cx1,
                cy1,
                x,
                y,
            } => Self::Cubic([at(cx0, cy0), at(cx1, cy1), at(x, y)]),
            PathElement::Close => Self::Close,
        }
    }
}

fn measures(font: &Font) -> Metrics {
    let metrics = font.metrics();
    let line = metrics.h_line().unwrap_or_default();
    let angle = font.style_metrics().italic_angle;
    let bounds = metrics.bounds;
    Metrics {
        units_per_em: f64::from(metrics.units_per_em),
        ascent: f64::from(line.ascender.to_f32()),
        descent: -f64::from(line.descender.to_f32()),
        cap_height: f64::from(metrics.cap_height.unwrap_or(line.ascender).to_f32()),
        italic_angle: angle.unwrap_or_default().to_f64(),
        weight: f64::from(font.default_attributes().weight.value()),
        bounds: [bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max]
            .map(|edge| f64::from(edge.to_f32())),
    }
}

/// Text runs from left to right; no embedded face has letters of a script that does not.
pub(super) const DIRECTION: Direction = Direction::LeftToRight;

/// One plan serves Latin, Greek and Cyrillic: their tables of the embedded faces name the same lookups.
pub(super) const SCRIPT: Script = Script::LATIN;

/// The features that join letters, all off: readers by machine lose or mangle joined letters.
const LIGATURES: [&[u8; 4]; 5] = [b"liga", b"clig", b"dlig", b"hlig", b"calt"];

#[cfg(test)]
mod tests {
    use super::*;

    const FACES: [Face; 3] = [Face::Regular, Face::Bold, Face::Italic];

    /// Every face of every family that is built in.
    fn faces() -> impl Iterator<Item = &'static FontFace> {
        let families = [Family::Sans, Family::Serif].into_iter();
        families.flat_map(|it| FACES.map(|face| Fonts::family(it).face(face)))
    }

    #[test]
    fn fonts_are_shared_between_threads() {
        fn shared<T: Send + Sync>(_: &T) {}
        shared(Fonts::family(Family::Sans));
    }

    #[test]
    fn every_face_covers_latin_greek_cyrillic_and_the_marks_of_a_resume() {
        for face in faces() {
            for character in "AZazÀÿŁłŠšΑωДя0123456789•–—…’“”€£%+#@/|·→".chars()
            {
                assert!(
                    face.glyph(character).is_some(),
                    "{character} {}",
                    face.name()
                );
            }
            assert_eq!(face.glyph('日'), None);
            assert_eq!(face.glyph('\n'), None);
        }
    }

    #[test]
    fn measures_are_those_of_the_files() {
        let measures = |family, face| *Fonts::family(family).face(face).metrics();
        let regular = measures(Family::Sans, Face::Regular);
        assert_eq!(
            (regular.units_per_em, regular.ascent, regular.descent),
            (1000.0, 1000.0, 326.0)
        );
        assert_eq!((regular.cap_height, regular.weight), (660.0, 400.0));
        let regular = measures(Family::Serif, Face::Regular);
        assert_eq!((regular.ascent, regular.descent), (1036.0, 335.0));
        for family in [Family::Sans, Family::Serif] {
            let bold = measures(family, Face::Bold);
            assert_eq!((bold.weight, bold.italic_angle), (700.0, 0.0));
        }
        let italic = measures(Family::Sans, Face::Italic);
        assert!((italic.italic_angle + 11.0).abs() < 1e-9);
    }

    #[test]
    fn every_glyph_of_a_character_has_an_outline() {
        for face in faces() {
            for character in face.characters() {
                let strokes = face.outline(face.glyph(character).unwrap()).unwrap();
                let ends = strokes.last().is_none_or(|it| *it == PathSegment::Close);
                assert!(ends, "{character}");
            }
            assert_eq!(face.outline(face.glyph(' ').unwrap()), Some(Vec::new()));
            assert_eq!(face.outline(u16::MAX), None);
        }
    }

    #[test]
    fn digits_are_of_one_width_so_that_dates_stand_below_each_other() {
        for face in faces() {
            let width = |digit| face.advance(face.glyph(digit).unwrap());
            for digit in '1'..='9' {
                assert!((width(digit) - width('0')).abs() < 1e-9, "{}", face.name());
            }
        }
    }

    #[test]
    fn a_glyph_of_several_characters_answers_with_the_first() {
        let face = Fonts::family(Family::Sans).face(Face::Regular);
        let space = face.glyph('\u{A0}').unwrap();
        assert_eq!(face.character(space), Some(' '));
        assert_eq!(face.character(u16::MAX), None);
    }
}
