//! Items to operators: the only place that names the drawing layer.

use std::collections::BTreeMap;

use printpdf::{
    Codepoint, DictItem, FontId as FontResource, FontMetrics, FontType, Greyscale, Line, LinePoint,
    Op, ParsedFont, PdfDocument, PdfFont, PdfFontHandle, PdfFontMetricsStub, PdfPage,
    PdfParseErrorSeverity, PdfSaveOptions, Point, Pt, Rect, Rgb, TextItem, TextMatrix,
};

use super::{
    RenderError,
    face::{Cluster, Code, Embedded, Faces, Kind, clusters},
    tags::Sequence,
};
use crate::{
    document::Face,
    layout::{Color, Family, FontId, Item, Page, Rule, Text},
};

/// A page as the drawing layer has it.
pub(super) type Drawn = PdfPage;

/// Returns the objects of a file of pages that is not finished.
pub(super) fn draw(
    pages: impl IntoIterator<Item = Drawn>,
    faces: &Faces,
) -> Result<lopdf::Document, RenderError> {
    let mut document = PdfDocument::new("");
    for (&id, embedded) in faces {
        let font = PdfFont::new(parsed(embedded));
        document.resources.fonts.map.insert(resource(id), font);
    }
    document.pages = pages.into_iter().collect();
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

/// The name of a font in the resources of a page.
fn resource(font: FontId) -> FontResource {
    let letter = |face| match face {
        Face::Regular => "R",
        Face::Bold => "B",
        Face::Italic => "I",
    };
    FontResource(match font {
        FontId::BuiltIn(Family::Sans, face) => letter(face).to_owned(),
        FontId::BuiltIn(Family::Serif, face) => format!("S{}", letter(face)),
        FontId::Further(idx) => format!("F{idx}"),
    })
}

/// Returns a face as the drawing layer wants it, measured in thousandths of the em.
///
/// The layer truncates widths to whole thousandths, so they are given whole.
fn parsed(embedded: &Embedded) -> ParsedFont {
    let codes = embedded.codes.values();
    let by_character = codes.clone().filter_map(|code| {
        let character = code.character?;
        Some((u32::from(character), code.glyph))
    });
    let metrics = embedded.metrics;
    let scaled = |units: f64| whole(units * EM / metrics.units_per_em);
    let [x_min, y_min, x_max, y_max] = metrics.bounds.map(scaled);
    let slant = metrics.italic_angle.to_radians().tan();
    ParsedFont {
        original_bytes: stand_in(embedded.program.kind).to_vec(),
        font_index: 0,
        font_name: Some(embedded.program.name.clone()),
        codepoint_to_glyph: by_character.collect(),
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
fn stand_in(kind: Kind) -> &'static [u8] {
    match kind {
        Kind::Cff => b"OTTO",
        Kind::TrueType => b"\0\x01\0\0",
    }
}

/// Draws a page in its sequences of marked content, written in the language of the tag `lang`.
pub(super) fn draw_page(
    page: &Page,
    sequences: &[Sequence<'_>],
    faces: &Faces,
    lang: &str,
) -> Drawn {
    let mut pen = Pen {
        height: page.height,
        ops: Vec::new(),
        is_in_text: false,
        font: None,
        color: None,
    };
    let mut next = sequences.iter().enumerate().peekable();
    for (idx, item) in page.items.iter().enumerate() {
        match item {
            Item::Text(text) if text.tag.is_none() => {
                if let Some(face) = faces.get(&text.font) {
                    pen.end_text();
                    pen.ops.push(artifact());
                    pen.begin_text();
                    pen.text(text, face, lang);
                    pen.end_text();
                    pen.ops.push(Op::EndMarkedContent);
                }
            }
            Item::Text(text) => {
                if let Some((mark, _)) = next.peek().filter(|(_, it)| it.items.start == idx) {
                    pen.begin_text();
                    pen.ops.push(content(*mark, text));
                }
                if let Some(face) = faces.get(&text.font) {
                    pen.text(text, face, lang);
                }
                if next.next_if(|(_, it)| it.items.end == idx + 1).is_some() {
                    pen.ops.push(Op::EndMarkedContent);
                }
            }
            Item::Rule(rule) => pen.rule(rule),
        }
    }
    pen.end_text();
    let paper = Rect::from_wh(point(page.width), point(page.height));
    PdfPage {
        media_box: paper.clone(),
        trim_box: paper.clone(),
        crop_box: paper,
        ops: pen.ops,
    }
}

/// Draws one page, and knows what has been set on it.
struct Pen {
    height: f64,
    ops: Vec<Op>,
    is_in_text: bool,
    font: Option<(FontId, f64)>,
    color: Option<Color>,
}

impl Pen {
    fn text(&mut self, text: &Text, face: &Embedded, lang: &str) {
        // A face without glyphs is not in the file, and text without glyphs needs none.
        if !text.glyphs.is_empty() && self.font != Some((text.font, text.size)) {
            self.font = Some((text.font, text.size));
            self.ops.push(Op::SetFont {
                font: PdfFontHandle::External(resource(text.font)),
                size: point(text.size),
            });
        }
        if self.color != Some(text.color) {
            self.color = Some(text.color);
            self.ops.push(Op::SetFillColor {
                col: color(text.color),
            });
        }
        let (x, y) = (point(text.x), point(self.height - text.y));
        self.ops.push(Op::SetTextMatrix {
            matrix: TextMatrix::Translate(x, y),
        });
        let language = text.language().filter(|it| !is_said_by(it, lang));
        if let Some(language) = language {
            let tag = DictItem::String {
                data: language.as_bytes().to_vec(),
                literal: true,
            };
            self.ops.push(span("Lang", tag));
        }
        if let Some(stretch) = text.gap {
            self.ops.push(scaling(stretch));
        }
        let mut line = Stretch::new(text.size);
        if text.is_rtl {
            // Drawn from left to right, as nearly all programs do and most readers expect, and marked as such
            // (ISO 32000-1, 14.8.2.3.3).
            self.ops.push(Op::BeginMarkedContent {
                tag: "ReversedChars".to_owned(),
            });
            let clusters: Vec<Cluster<'_>> = clusters(text).collect();
            for cluster in clusters.iter().rev() {
                line.say(cluster, face, &mut self.ops);
            }
            line.flush(&mut self.ops);
            self.ops.push(Op::EndMarkedContent);
        } else {
            for cluster in clusters(text) {
                if text.gap.is_some() {
                    line.add(&cluster, face, &mut self.ops);
                } else {
                    line.say(&cluster, face, &mut self.ops);
                }
            }
            line.flush(&mut self.ops);
        }
        if text.gap.is_some() {
            self.ops.push(scaling(1.0));
        }
        if language.is_some() {
            self.ops.push(Op::EndMarkedContent);
        }
    }

    fn rule(&mut self, rule: &Rule) {
        self.end_text();
        let end = |x: f64| LinePoint {
            p: Point {
                x: point(x),
                y: point(self.height - rule.y),
            },
            bezier: false,
        };
        let line = Line {
            points: vec![end(rule.x), end(rule.x + rule.width)],
            is_closed: false,
        };
        self.ops.extend([
            artifact(),
            Op::SetOutlineColor {
                col: color(rule.color),
            },
            Op::SetOutlineThickness {
                pt: point(rule.thickness),
            },
            Op::DrawLine { line },
            Op::EndMarkedContent,
        ]);
    }

    fn begin_text(&mut self) {
        if !self.is_in_text {
            self.ops.push(Op::StartTextSection);
            self.is_in_text = true;
        }
    }

    fn end_text(&mut self) {
        if self.is_in_text {
            self.ops.push(Op::EndTextSection);
            self.is_in_text = false;
        }
    }
}

/// Glyphs shown by one operator, and how far the viewer's pen is from where layout has it.
struct Stretch {
    /// Thousandths of the type size to a point.
    scale: f64,
    /// Where layout has the pen.
    wanted: f64,
    /// Where the viewer has it, moving by the widths in the file.
    actual: f64,
    /// How far above the baseline the glyphs are drawn, in points.
    rise: f64,
    items: Vec<TextItem>,
}

impl Stretch {
    fn new(size: f64) -> Self {
        Self {
            scale: EM / size,
            wanted: 0.0,
            actual: 0.0,
            rise: 0.0,
            items: Vec::new(),
        }
    }

    /// Draws `cluster`, and says what it stands for where its glyphs don't.
    fn say(&mut self, cluster: &Cluster<'_>, face: &Embedded, ops: &mut Vec<Op>) {
        if reads_back(cluster, face) {
            self.add(cluster, face, ops);
            return;
        }
        self.flush(ops);
        ops.push(actual_text(cluster.text));
        self.add(cluster, face, ops);
        self.flush(ops);
        ops.push(Op::EndMarkedContent);
    }

    fn add(&mut self, cluster: &Cluster<'_>, face: &Embedded, ops: &mut Vec<Op>) {
        for glyph in cluster.glyphs {
            let Some(code) = face.codes.get(&glyph.id) else {
                continue;
            };
            self.raise(glyph.y_offset, ops);
            let to = self.wanted + glyph.x_offset * self.scale;
            // Whole steps, each from where the last one really ended: errors do not add up.
            let mut back = (self.actual - to).round();
            self.actual -= back;
            while back != 0.0 {
                let step = back.clamp(-LARGEST_STEP, LARGEST_STEP);
                self.items.push(TextItem::from(step));
                back -= step;
            }
            self.show(code);
            self.actual += f64::from(code.width);
            self.wanted += glyph.advance * self.scale;
        }
    }

    fn show(&mut self, code: &Code) {
        match (code.character, self.items.last_mut()) {
            (Some(character), Some(TextItem::Text(text))) => text.push(character),
            (Some(character), _) => self.items.push(TextItem::Text(character.to_string())),
            (None, _) => {
                let glyph = Codepoint::with_cid(code.glyph, 0.0, code.text.clone());
                self.items.push(TextItem::GlyphIds(vec![glyph]));
            }
        }
    }

    fn raise(&mut self, rise: f64, ops: &mut Vec<Op>) {
        if (rise - self.rise).abs() > f64::EPSILON {
            self.flush(ops);
            self.rise = rise;
            ops.push(Op::SetLineOffset {
                multiplier: single(rise),
            });
        }
    }

    fn flush(&mut self, ops: &mut Vec<Op>) {
        if !self.items.is_empty() {
            let items = std::mem::take(&mut self.items);
            ops.push(Op::ShowText { items });
        }
    }
}

/// The em, in the unit of widths and corrections.
const EM: f64 = 1000.0;

/// The pen goes back in steps of so many thousandths of the em at most: from half the width of a space on, readers by
/// machine take one for the gap between two words, even where `T` and `u` are only moved together.
const LARGEST_STEP: f64 = 80.0;

/// Returns whether the glyphs of `cluster` on their own say its text.
///
/// A glyph of two joined Arabic letters says them as one character, the form they take: readers that turn text from right
/// to left around would turn the letters of a replacement text around as well.
fn reads_back(cluster: &Cluster<'_>, face: &Embedded) -> bool {
    let [glyph] = cluster.glyphs else {
        return false;
    };
    let code = face.codes.get(&glyph.id);
    code.is_some_and(|code| {
        code.text == cluster.text || code.character.is_some_and(is_form_of_letters)
    })
}

/// Returns whether a character is the form that Arabic letters take beside others.
fn is_form_of_letters(character: char) -> bool {
    matches!(character, '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}')
}

/// Returns whether the tag `lang` names the language `language`, maybe with a region.
fn is_said_by(language: &str, lang: &str) -> bool {
    let primary = lang.split('-').next().unwrap_or_default();
    primary.eq_ignore_ascii_case(language)
}

/// Returns the operator that marks what follows, from `first` on, as the content of an element, by its index on the page.
fn content(mark: usize, first: &Text) -> Op {
    let mark = DictItem::Int(i64::try_from(mark).unwrap_or(i64::MAX));
    let mut map = BTreeMap::from([("MCID".to_owned(), mark)]);
    if first.gap.is_some() {
        map.insert("ActualText".to_owned(), utf_16(&first.text));
    }
    // What else it is, the structure says.
    let tag = if first.gap.is_some() { "Span" } else { "P" };
    Op::BeginMarkedContentWithProperties {
        tag: tag.to_owned(),
        properties: DictItem::Dict { map },
    }
}

/// Returns the operator that says what the glyphs up to its end stand for (ISO 32000-1, 14.9.4).
fn actual_text(text: &str) -> Op {
    span("ActualText", utf_16(text))
}

/// Returns the operator that says something of what follows up to its end.
fn span(key: &str, value: DictItem) -> Op {
    Op::BeginMarkedContentWithProperties {
        tag: "Span".to_owned(),
        properties: DictItem::Dict {
            map: BTreeMap::from([(key.to_owned(), value)]),
        },
    }
}

/// Returns what begins decoration: readers pass over it.
fn artifact() -> Op {
    Op::BeginMarkedContent {
        tag: "Artifact".to_owned(),
    }
}

/// Returns a colour of the screen as the drawing layer wants it, a grey as a grey: it takes fewer bytes.
fn color(color: Color) -> printpdf::Color {
    let [red, green, blue] = color
        .0
        .map(|level| (f32::from(level) / 255.0 * 1000.0).round() / 1000.0);
    if color.0 == [color.0[0]; 3] {
        printpdf::Color::Greyscale(Greyscale::new(red, None))
    } else {
        printpdf::Color::Rgb(Rgb::new(red, green, blue, None))
    }
}

/// Returns the operator that makes what follows so much wider than designed.
fn scaling(stretch: f64) -> Op {
    Op::SetHorizontalScaling {
        percent: single(stretch * 100.0),
    }
}

fn utf_16(text: &str) -> DictItem {
    let mut data = vec![0xFE, 0xFF];
    data.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
    DictItem::String {
        data,
        literal: false,
    }
}

fn point(length: f64) -> Pt {
    Pt(single(length))
}

/// Returns a number as the drawing layer holds it, to hundredths: finer than any printer, shorter in the file.
#[expect(
    clippy::cast_possible_truncation,
    reason = "single precision holds a page to far less than a hundredth of a point"
)]
fn single(number: f64) -> f32 {
    ((number * 100.0).round() / 100.0) as f32
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "measures of a face in thousandths of the em are far below 32,000; beyond, the cast saturates"
)]
fn whole(number: f64) -> i16 {
    number.round() as i16
}
