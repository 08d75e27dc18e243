//! Items to operators.

use std::borrow::Cow;

use super::{
    cluster::{Cluster, clusters, only},
    content::{Content, GlyphRun},
    subset::{EmbeddedFont, EmbeddedFonts},
    tags::MarkedContent,
};
use crate::{
    document::Face,
    layout::{Color, Family, FontId, Item, Page, Rule, Text},
};

/// Returns the operators that draw a page, written in the language of the tag `lang`, in its sequences of marked content.
pub(super) fn draw(
    page: &Page,
    sequences: &[MarkedContent],
    faces: &EmbeddedFonts,
    lang: &str,
) -> Vec<u8> {
    let mut pen = PageWriter {
        height: page.height,
        content: Content::default(),
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
                    pen.content.begin_artifact();
                    pen.begin_text();
                    pen.text(text, face, lang);
                    pen.end_text();
                    pen.content.end_marked();
                }
            }
            Item::Text(text) => {
                if let Some((mark, _)) = next.peek().filter(|(_, it)| it.items.start == idx) {
                    pen.begin_text();
                    // What else it is, the structure says.
                    match text.gap {
                        Some(_) => pen
                            .content
                            .begin_marked("Span", Some(*mark), Some(&text.text)),
                        None => pen.content.begin_marked("P", Some(*mark), None),
                    }
                }
                if let Some(face) = faces.get(&text.font) {
                    pen.text(text, face, lang);
                }
                if next.next_if(|(_, it)| it.items.end == idx + 1).is_some() {
                    pen.content.end_marked();
                }
            }
            Item::Rule(rule) => pen.rule(rule),
        }
    }
    pen.end_text();
    pen.content.into_bytes()
}

/// The name of a font in the resources of a page.
pub(super) fn resource(font: FontId) -> Cow<'static, str> {
    let name = match font {
        FontId::BuiltIn(Family::Sans, Face::Regular) => "R",
        FontId::BuiltIn(Family::Sans, Face::Bold) => "B",
        FontId::BuiltIn(Family::Sans, Face::Italic) => "I",
        FontId::BuiltIn(Family::Serif, Face::Regular) => "SR",
        FontId::BuiltIn(Family::Serif, Face::Bold) => "SB",
        FontId::BuiltIn(Family::Serif, Face::Italic) => "SI",
        FontId::Further(idx) => return Cow::Owned(format!("F{idx}")),
    };
    Cow::Borrowed(name)
}

/// Draws one page, and knows what has been set on it.
struct PageWriter {
    height: f64,
    content: Content,
    is_in_text: bool,
    font: Option<(FontId, f64)>,
    color: Option<Color>,
}

impl PageWriter {
    fn text(&mut self, text: &Text, face: &EmbeddedFont, lang: &str) {
        // A face without glyphs is not in the file, and text without glyphs needs none.
        if !text.glyphs.is_empty() && self.font != Some((text.font, text.size)) {
            self.font = Some((text.font, text.size));
            self.content.set_font(&resource(text.font), text.size);
        }
        if self.color != Some(text.color) {
            self.color = Some(text.color);
            self.content.set_fill(text.color);
        }
        self.content.move_text(text.x, self.height - text.y);
        let language = text.language().filter(|it| !is_said_by(it, lang));
        if let Some(language) = language {
            self.content.begin_language(language);
        }
        if let Some(stretch) = text.gap {
            self.content.set_stretch(stretch);
        }
        let mut line = Stretch::new(text.size);
        if text.is_rtl {
            // Drawn from left to right, as nearly all programs do and most readers expect, and marked as such.
            self.content.begin_reversed();
            let clusters: Vec<Cluster<'_>> = clusters(text).collect();
            for cluster in clusters.iter().rev() {
                line.say(cluster, face, &mut self.content);
            }
            self.content.show(&mut line.shown);
            self.content.end_marked();
        } else {
            for cluster in clusters(text) {
                if text.gap.is_some() {
                    line.add(&cluster, face, &mut self.content);
                } else {
                    line.say(&cluster, face, &mut self.content);
                }
            }
            self.content.show(&mut line.shown);
        }
        if text.gap.is_some() {
            self.content.set_stretch(1.0);
        }
        if language.is_some() {
            self.content.end_marked();
        }
    }

    fn rule(&mut self, rule: &Rule) {
        self.end_text();
        self.content.begin_artifact();
        self.content.set_stroke(rule.color);
        let (from, to) = (rule.x, rule.x + rule.width);
        let y = self.height - rule.y;
        self.content.line(from, to, y, rule.thickness);
        self.content.end_marked();
    }

    fn begin_text(&mut self) {
        if !self.is_in_text {
            self.content.begin_text();
            self.is_in_text = true;
        }
    }

    fn end_text(&mut self) {
        if self.is_in_text {
            self.content.end_text();
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
    shown: GlyphRun,
}

impl Stretch {
    fn new(size: f64) -> Self {
        Self {
            scale: EM / size,
            wanted: 0.0,
            actual: 0.0,
            rise: 0.0,
            shown: GlyphRun::default(),
        }
    }

    /// Draws `cluster`, and says what it stands for where its glyphs don't.
    fn say(&mut self, cluster: &Cluster<'_>, face: &EmbeddedFont, content: &mut Content) {
        if reads_back(cluster, face) {
            self.add(cluster, face, content);
            return;
        }
        content.show(&mut self.shown);
        content.begin_marked("Span", None, Some(cluster.text));
        self.add(cluster, face, content);
        content.show(&mut self.shown);
        content.end_marked();
    }

    fn add(&mut self, cluster: &Cluster<'_>, face: &EmbeddedFont, content: &mut Content) {
        for glyph in cluster.glyphs {
            let Some(code) = face.codes.get(&glyph.id) else {
                continue;
            };
            self.raise(glyph.y_offset, content);
            let to = self.wanted + glyph.x_offset * self.scale;
            // Whole steps, each from where the last one really ended: errors do not add up.
            let mut back = (self.actual - to).round();
            self.actual -= back;
            while back != 0.0 {
                let step = back.clamp(-LARGEST_STEP, LARGEST_STEP);
                self.shown.step_back(step);
                back -= step;
            }
            self.shown.glyph(code.glyph);
            self.actual += f64::from(code.width);
            self.wanted += glyph.advance * self.scale;
        }
    }

    fn raise(&mut self, rise: f64, content: &mut Content) {
        if (rise - self.rise).abs() > f64::EPSILON {
            content.show(&mut self.shown);
            self.rise = rise;
            content.set_rise(rise);
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
fn reads_back(cluster: &Cluster<'_>, face: &EmbeddedFont) -> bool {
    let [glyph] = cluster.glyphs else {
        return false;
    };
    let code = face.codes.get(&glyph.id);
    code.is_some_and(|code| {
        code.text == cluster.text || only(&code.text).is_some_and(is_form_of_letters)
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
