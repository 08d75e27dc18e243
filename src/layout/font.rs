//! The faces a page is set in: their bytes, measures and coverage.

use std::sync::LazyLock;

use harfrust::{
    Direction, Feature, Font, GlyphId, Script, ShapePlan, Tag,
    font::{
        Blob, Source,
        glyph::outline::{DrawMemory, DrawOptions, PathElement},
    },
};

use crate::document::Face;

/// A family of fonts that is built in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Family {
    /// Source Sans 3.
    #[default]
    Sans,
    /// Source Serif 4.
    Serif,
}

/// The faces of one font family.
pub struct Fonts {
    regular: FontFace,
    bold: FontFace,
    italic: FontFace,
}

/// One face: its program, its measures and its plan of shaping.
pub struct FontFace {
    name: &'static str,
    bytes: &'static [u8],
    font: Font,
    plan: ShapePlan,
    metrics: Metrics,
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
pub enum Stroke {
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

impl Family {
    /// Every family with the name that page styles use.
    pub const NAMES: [(&str, Self); 2] = [("sans", Self::Sans), ("serif", Self::Serif)];
}

impl Fonts {
    /// Returns a family that is built in, parsed on first use and then shared.
    pub fn family(family: Family) -> &'static Self {
        static SANS: LazyLock<Fonts> = LazyLock::new(|| Fonts {
            regular: FontFace::embedded(
                "SourceSans3-Regular",
                include_bytes!("../../templates/fonts/SourceSans3-Regular.otf"),
            ),
            bold: FontFace::embedded(
                "SourceSans3-Bold",
                include_bytes!("../../templates/fonts/SourceSans3-Bold.otf"),
            ),
            italic: FontFace::embedded(
                "SourceSans3-It",
                include_bytes!("../../templates/fonts/SourceSans3-It.otf"),
            ),
        });
        static SERIF: LazyLock<Fonts> = LazyLock::new(|| Fonts {
            regular: FontFace::embedded(
                "SourceSerif4-Regular",
                include_bytes!("../../templates/fonts/SourceSerif4-Regular.otf"),
            ),
            bold: FontFace::embedded(
                "SourceSerif4-Bold",
                include_bytes!("../../templates/fonts/SourceSerif4-Bold.otf"),
            ),
            italic: FontFace::embedded(
                "SourceSerif4-It",
                include_bytes!("../../templates/fonts/SourceSerif4-It.otf"),
            ),
        });
        match family {
            Family::Sans => &SANS,
            Family::Serif => &SERIF,
        }
    }

    /// Returns the font that draws `face`.
    pub fn face(&self, face: Face) -> &FontFace {
        match face {
            Face::Regular => &self.regular,
            Face::Bold => &self.bold,
            Face::Italic => &self.italic,
        }
    }
}

impl FontFace {
    fn embedded(name: &'static str, bytes: &'static [u8]) -> Self {
        let font = Font::new(Source::Blob(Blob::Static(bytes)), 0)
            .expect("the embedded fonts are fonts, which a test looks at");
        let plan = ShapePlan::new(
            &font,
            DIRECTION,
            Some(SCRIPT),
            None,
            &LIGATURES.map(|tag| Feature::new(Tag::new(tag), 0, ..)),
        );
        Self {
            name,
            bytes,
            metrics: measures(&font),
            font,
            plan,
        }
    }

    /// Returns its PostScript name.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Returns its program: the bytes of the font file.
    pub fn bytes(&self) -> &'static [u8] {
        self.bytes
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
    pub fn outline(&self, glyph: u16) -> Option<Vec<Stroke>> {
        let outline = self.font.outline_glyphs().get(GlyphId::from(glyph))?;
        let mut path: Vec<PathElement> = Vec::new();
        outline
            .draw(&DrawOptions::new(), DrawMemory::Scratch, &mut path)
            .ok()?;
        Some(path.into_iter().map(Stroke::from).collect())
    }

    /// Returns the parsed font, for the shaper.
    pub(super) fn font(&self) -> &Font {
        &self.font
    }

    /// Returns the plan the face is shaped by, for the shaper.
    pub(super) fn plan(&self) -> &ShapePlan {
        &self.plan
    }
}

impl From<PathElement> for Stroke {
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
                let ends = strokes.last().is_none_or(|it| *it == Stroke::Close);
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
