//! What a file says of a face: the only place that names the drawing layer.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, dictionary};
use printpdf::{
    Codepoint, FontId, FontMetrics, FontType, Op, ParsedFont, PdfDocument, PdfFont, PdfFontHandle,
    PdfFontMetricsStub, PdfPage, PdfParseErrorSeverity, PdfSaveOptions, Pt, Rect, TextItem,
};

use super::{
    deflate::Deflater,
    error::RenderError,
    file::{File, rounded},
    font_program::{Codes, Program, ProgramKind},
};
use crate::layout::Metrics;

/// What a file says of a face, in objects that refer to each other by their places in a row.
pub(super) struct FontObjects {
    font: Object,
    descriptor: Object,
    /// What the codes stand for, deflated.
    texts: Vec<u8>,
    program_head: Dictionary,
    /// The program, deflated.
    program: Vec<u8>,
}

/// The places in that row.
const TEXTS: u32 = 1;
const DESCRIPTOR: u32 = 2;
const PROGRAM: u32 = 3;

/// How many they are.
const N_OBJECTS: usize = 4;

impl FontObjects {
    /// Describes a program with these measures and glyphs.
    pub(super) fn new(
        program: Program,
        metrics: &Metrics,
        codes: &Codes,
        deflater: &mut Deflater,
    ) -> Result<Self, RenderError> {
        let drawn = drawn(parsed(&program, metrics, codes), codes)?;
        let mut font = find(&drawn, b"Encoding")?.clone();
        let texts = font.get_deref(b"ToUnicode", &drawn)?.as_stream()?;
        let texts = deflater.deflate(&texts.content)?;
        font.set("ToUnicode", at(TEXTS));
        for it in font.get_mut(b"DescendantFonts")?.as_array_mut()? {
            it.as_dict_mut()?.set("FontDescriptor", at(DESCRIPTOR));
        }
        let mut descriptor = find(&drawn, b"FontBBox")?.clone();
        // The layer takes the ascent for it.
        let cap_height = metrics.cap_height * EM / metrics.units_per_em;
        descriptor.set("CapHeight", rounded(cap_height));
        let mut program_head = Dictionary::new();
        match program.kind {
            // A bare table (ISO 32000-1, 9.9).
            ProgramKind::Cff => {
                program_head.set("Subtype", "CIDFontType0C");
                descriptor.set("FontFile3", at(PROGRAM));
            }
            ProgramKind::TrueType => {
                program_head.set("Length1", program.length);
                descriptor.set("FontFile2", at(PROGRAM));
            }
        }
        Ok(Self {
            font: font.into(),
            descriptor: descriptor.into(),
            texts,
            program_head,
            program: program.deflated,
        })
    }

    /// Adds the objects to a file, and returns the number of the font.
    pub(super) fn write(&self, file: &mut File<'_>) -> u32 {
        let font = file.reserve(N_OBJECTS);
        file.set_in_row(font, 0, &self.font);
        file.set_in_row(font, DESCRIPTOR, &self.descriptor);
        file.deflated(font + TEXTS, dictionary! {}, &self.texts);
        file.deflated(font + PROGRAM, self.program_head.clone(), &self.program);
        font
    }
}

/// Returns a reference to a place in the row.
fn at(place: u32) -> Object {
    Object::Reference((place, 0))
}

/// Returns the dictionary that has a key which no other has.
fn find<'a>(document: &'a Document, key: &[u8]) -> Result<&'a Dictionary, RenderError> {
    let dictionaries = document.objects.values().filter_map(|it| it.as_dict().ok());
    let mut found = dictionaries.filter(|it| it.has(key));
    let lacking = || RenderError::Draw("a font is not described".to_owned());
    found.next().ok_or_else(lacking)
}

/// Returns the objects of a page that shows every glyph of a font.
fn drawn(font: ParsedFont, codes: &Codes) -> Result<Document, RenderError> {
    let id = FontId("F".to_owned());
    let mut document = PdfDocument::new("");
    let fonts = &mut document.resources.fonts.map;
    fonts.insert(id.clone(), PdfFont::new(font));
    let glyphs = codes.values();
    let glyphs = glyphs.map(|it| Codepoint::with_cid(it.glyph, 0.0, it.text.clone()));
    let size = Pt(1.0);
    let ops = vec![
        Op::StartTextSection,
        Op::SetFont {
            font: PdfFontHandle::External(id),
            size,
        },
        Op::ShowText {
            items: vec![TextItem::GlyphIds(glyphs.collect())],
        },
        Op::EndTextSection,
    ];
    let paper = Rect::from_wh(size, size);
    document.pages = vec![PdfPage {
        media_box: paper.clone(),
        trim_box: paper.clone(),
        crop_box: paper,
        ops,
    }];
    let mut warnings = Vec::new();
    let drawn = document.to_lopdf_document(&PdfSaveOptions::default(), &mut warnings);
    let refused = warnings
        .into_iter()
        .find(|warning| warning.severity == PdfParseErrorSeverity::Error);
    match refused {
        Some(warning) => Err(RenderError::Draw(warning.msg)),
        None => Ok(drawn),
    }
}

/// Returns a face as the drawing layer wants it, measured in thousandths of the em.
///
/// The layer truncates widths to whole thousandths, so they are given whole.
fn parsed(program: &Program, metrics: &Metrics, codes: &Codes) -> ParsedFont {
    let codes = codes.values();
    let scaled = |units: f64| whole(units * EM / metrics.units_per_em);
    let [x_min, y_min, x_max, y_max] = metrics.bounds.map(scaled);
    let slant = metrics.italic_angle.to_radians().tan();
    ParsedFont {
        original_bytes: stand_in(program.kind).to_vec(),
        font_index: 0,
        font_name: Some(program.name.clone()),
        codepoint_to_glyph: BTreeMap::new(),
        glyph_widths: codes.map(|code| (code.glyph, code.width)).collect(),
        units_per_em: 1000,
        font_metrics: FontMetrics {
            ascent: scaled(metrics.ascent),
            descent: scaled(-metrics.descent),
        },
        font_type: FontType::OpenTypeCFF(()),
        pdf_font_metrics: PdfFontMetricsStub {
            units_per_em: 1000,
            x_min,
            y_min,
            x_max,
            y_max,
            caret_slope_rise: 1000,
            caret_slope_run: whole(-slant * EM),
            us_weight_class: u16::try_from(whole(metrics.weight)).unwrap_or(0),
        },
    }
}

/// Returns the first bytes of a program, by which the drawing layer knows how to describe it: the layer would copy and
/// read the whole, which is put in at the end.
fn stand_in(kind: ProgramKind) -> &'static [u8] {
    match kind {
        ProgramKind::Cff => b"OTTO",
        ProgramKind::TrueType => b"\0\x01\0\0",
    }
}

/// The em, in the unit of widths and corrections.
const EM: f64 = 1000.0;

#[expect(
    clippy::cast_possible_truncation,
    reason = "measures of a face in thousandths of the em are far below 32,000; beyond, the cast saturates"
)]
fn whole(number: f64) -> i16 {
    number.round() as i16
}
