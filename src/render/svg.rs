//! Pages to SVG, one image a page: outlines drawn where layout put them, and the words over them, unseen, for search,
//! selection and screen readers.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::{RenderError, address::is_safe, xml::escaped};
use crate::{
    document::Face,
    layout::{Family, FontFace, FontId, Fonts, Item, Page, PathSegment, Rule, Text},
};

/// Returns an SVG for each of `pages`, titled with the bare `name` of the person, in the language of the tag `lang`.
///
/// An outline stands in the file once, however often it is drawn. Of several pages each says its number.
///
/// # Errors
///
/// Fails where a font program is damaged.
pub fn svg(
    pages: &[Page],
    name: &str,
    lang: &str,
    fonts: &Fonts,
) -> Result<Vec<String>, RenderError> {
    let n_pages = pages.len();
    let titled = |(idx, page): (usize, &Page)| {
        let title = match n_pages {
            1 => name.to_owned(),
            _ => format!("{name} {}/{n_pages}", idx + 1),
        };
        image(page, &title, lang, fonts)
    };
    pages.iter().enumerate().map(titled).collect()
}

fn image(page: &Page, title: &str, lang: &str, fonts: &Fonts) -> Result<String, RenderError> {
    let outlines = outlines(page, fonts)?;
    let mut image = head(page, title, lang);
    image.push_str("<defs>\n");
    for ((font, glyph), path) in outlines.iter().filter(|(_, path)| !path.is_empty()) {
        let id = id(*font, *glyph);
        line(&mut image, format_args!(r#"<path id="{id}" d="{path}"/>"#));
    }
    image.push_str("</defs>\n");
    for item in &page.items {
        match item {
            Item::Text(text) => draw_text(&mut image, text, fonts.font(text.font), &outlines),
            Item::Rule(rule) => draw_rule(&mut image, rule),
        }
    }
    image.push_str("</svg>\n");
    Ok(image)
}

/// The path data of each glyph of a page; nothing is drawn for a space.
type Outlines = BTreeMap<(FontId, u16), String>;

fn outlines(page: &Page, fonts: &Fonts) -> Result<Outlines, RenderError> {
    let texts = page.items.iter().filter_map(|item| match item {
        Item::Text(text) => Some(text),
        Item::Rule(_) => None,
    });
    let glyphs: BTreeSet<(FontId, u16)> = texts
        .flat_map(|text| text.glyphs.iter().map(|glyph| (text.font, glyph.id)))
        .collect();
    let path = |(id, glyph): (FontId, u16)| {
        let font = fonts.font(id);
        let strokes = font.outline(glyph).ok_or_else(|| RenderError::Font {
            name: font.name().to_owned(),
            reason: format!("glyph {glyph} has no outline"),
        })?;
        Ok(((id, glyph), path_data(&strokes)))
    };
    glyphs.into_iter().map(path).collect()
}

/// Returns strokes as path data, in units of the em, with `y` growing downwards.
fn path_data(strokes: &[PathSegment]) -> String {
    let mut data = String::new();
    for stroke in strokes {
        let (command, points): (char, &[[f64; 2]]) = match stroke {
            PathSegment::Move(to) => ('M', std::slice::from_ref(to)),
            PathSegment::Line(to) => ('L', std::slice::from_ref(to)),
            PathSegment::Quadratic(points) => ('Q', points),
            PathSegment::Cubic(points) => ('C', points),
            PathSegment::Close => ('Z', &[]),
        };
        let points = points
            .iter()
            .map(|[x, y]| format!("{} {}", number(*x), number(-y)));
        data.push(command);
        data.push_str(&points.collect::<Vec<_>>().join(" "));
    }
    data
}

fn head(page: &Page, title: &str, lang: &str) -> String {
    let (width, height) = (number(page.width), number(page.height));
    let (title, lang) = (escaped(title), escaped(lang));
    let mut head = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    // Not an image to a screen reader, which would pass over the words and links of one.
    line(
        &mut head,
        format_args!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width}pt" height="{height}pt" viewBox="0 0 {width} {height}" role="graphics-document document" lang="{lang}" xml:lang="{lang}" xml:space="preserve" font-family="sans-serif">"#
        ),
    );
    line(&mut head, format_args!("<title>{title}</title>"));
    line(
        &mut head,
        format_args!(r##"<rect width="{width}" height="{height}" fill="#ffffff"/>"##),
    );
    head
}

fn draw_text(image: &mut String, text: &Text, font: &FontFace, outlines: &Outlines) {
    if text.glyphs.is_empty() {
        return;
    }
    let link = text.link.as_deref().filter(|link| is_safe(link));
    if let Some(link) = link {
        line(image, format_args!(r#"<a href="{}">"#, escaped(link)));
    }
    let (x, y) = (number(text.x), number(text.y));
    let unit = text.size / font.metrics().units_per_em;
    line(
        image,
        format_args!(
            r#"<g transform="translate({x} {y}) scale({})" fill="{}">"#,
            decimal(unit, 5),
            text.color,
        ),
    );
    let mut pen = 0.0;
    for glyph in &text.glyphs {
        let is_drawn = outlines
            .get(&(text.font, glyph.id))
            .is_some_and(|path| !path.is_empty());
        if is_drawn {
            line(
                image,
                format_args!(
                    r##"<use href="#{}"{}{}/>"##,
                    id(text.font, glyph.id),
                    moved("x", (pen + glyph.x_offset) / unit),
                    moved("y", -glyph.y_offset / unit),
                ),
            );
        }
        pen += glyph.advance;
    }
    image.push_str("</g>\n");
    // Decoration is no words.
    if text.tag.is_some() {
        line(
            image,
            format_args!(
                r#"<text x="{x}" y="{y}" font-size="{}" textLength="{}" lengthAdjust="spacingAndGlyphs" fill="none" pointer-events="all">{}</text>"#,
                number(text.size),
                number(text.width()),
                escaped(&text.text),
            ),
        );
    }
    if link.is_some() {
        image.push_str("</a>\n");
    }
}

fn draw_rule(image: &mut String, rule: &Rule) {
    line(
        image,
        format_args!(
            r#"<rect x="{}" y="{}" width="{}" height="{}" fill="{}"/>"#,
            number(rule.x),
            number(rule.y - rule.thickness / 2.0),
            number(rule.width),
            number(rule.thickness),
            rule.color,
        ),
    );
}

/// Returns the name of an outline in its file.
fn id(font: FontId, glyph: u16) -> String {
    let letter = |face| match face {
        Face::Regular => 'r',
        Face::Bold => 'b',
        Face::Italic => 'i',
    };
    match font {
        FontId::BuiltIn(Family::Sans, face) => format!("{}{glyph}", letter(face)),
        FontId::BuiltIn(Family::Serif, face) => format!("s{}{glyph}", letter(face)),
        FontId::Further(idx) => format!("f{idx}-{glyph}"),
    }
}

/// Returns an attribute for a distance, unless it is none.
fn moved(attribute: &str, distance: f64) -> String {
    match number(distance).as_str() {
        "0" => String::new(),
        distance => format!(r#" {attribute}="{distance}""#),
    }
}

/// Returns a number to hundredths: of a point or of a unit of the em, finer than any screen.
fn number(number: f64) -> String {
    decimal(number, 2)
}

/// Returns a number to so many places, without zeros that say nothing.
pub(crate) fn decimal(number: f64, places: usize) -> String {
    let text = format!("{number:.places$}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    match text {
        "-0" | "" => "0".to_owned(),
        text => text.to_owned(),
    }
}

fn line(image: &mut String, line: std::fmt::Arguments<'_>) {
    // Writing to a string cannot fail.
    let _ = writeln!(image, "{line}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        assert_eq!(
            [0.0, -0.001, 100.0, 54.1, -2.456, 1234.5].map(number),
            ["0", "0", "100", "54.1", "-2.46", "1234.5"]
        );
        assert_eq!(decimal(0.0105, 5), "0.0105");
    }
}
