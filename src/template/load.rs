//! The page style's YAML to the model.

use super::model::Template;
use crate::diag::Diagnostic;
use crate::document::{Face, Form, Months};
use crate::layout::{Align, Color, Dates, Family, Mark, RoleStyle, RuleStyle, Style};
use crate::profile;
use crate::reader::{self, Form as TextForm, MappingReader, Numbers, Outline, Range, SpannedText};

/// Returns the page style written in `source`, unless there is an error, and everything that is wrong with it.
///
/// What it leaves out is as in the classic one.
pub fn load(source: &str) -> (Option<Template>, Vec<Diagnostic>) {
    reader::read(source, "a page style", template)
}

/// Returns what a page style may hold.
pub(crate) fn outline() -> Outline {
    reader::outline(template)
}

fn template(it: &mut MappingReader<'_>) -> Template {
    it.called("page_style");
    let usual = Template::default();
    let (months, dates) = it.mapping("dates", |dates| {
        let months = dates.choice("months", &Months::NAMES);
        (months, dates.choice("place", &Dates::NAMES))
    });
    Template {
        name: it.required("template"),
        about: it.text("about"),
        pages: whole(it, "pages", 1, 20),
        form: form(it, months),
        style: Style {
            dates: dates.unwrap_or(usual.style.dates),
            ..style(it, &usual.style)
        },
    }
}

fn form(it: &mut MappingReader<'_>, months: Option<Months>) -> Form {
    let (order, headings) = it.mapping("sections", |sections| {
        let order = sections.choices("order", "section", &profile::sections());
        let headings = sections.mapping("headings", |headings| {
            let own = |section: profile::Section| Some((section, headings.text(section.key())?));
            profile::Section::ALL
                .into_iter()
                .filter(|section| *section != profile::Section::Other)
                .filter_map(own)
                .collect()
        });
        (order, headings)
    });
    Form {
        order,
        headings,
        months: months.unwrap_or_default(),
    }
}

fn style(it: &mut MappingReader<'_>, usual: &Style) -> Style {
    let body = role(it, "body", usual.paragraph, BODY_SIZES);
    let of_body = |base: RoleStyle| RoleStyle {
        size: body.size,
        leading: body.leading,
        face: body.face,
        color: body.color,
        ..base
    };
    let sides = |it: &mut MappingReader<'_>| {
        ["left", "right", "top", "bottom"].map(|side| {
            let own = it.number(side, f64::NAN, Range::of(36.0, 108.0), MARGINS);
            Some(own).filter(|it| !it.is_nan())
        })
    };
    let [left, right, top, bottom] = it.mapping("margins", sides);
    let mark = it.mapping("mark", |mark| {
        let text = mark.text("text");
        let indent = within(mark, "indent", usual.mark.indent, 0.0, 36.0);
        Some(Mark {
            text: text.unwrap_or_else(|| usual.mark.text.clone()),
            indent,
        })
    });
    Style {
        dates: usual.dates,
        family: it.choice("family", &Family::NAMES).unwrap_or(usual.family),
        left: left.unwrap_or(usual.left),
        right: right.unwrap_or(usual.right),
        top: top.unwrap_or(usual.top),
        bottom: bottom.unwrap_or(usual.bottom),
        page_numbers: it
            .choice("page_numbers", &[("true", true), ("false", false)])
            .unwrap_or(usual.page_numbers),
        mark: mark.unwrap_or_else(|| usual.mark.clone()),
        name: role(it, "name", usual.name, (12.0, 40.0)),
        headline: role(it, "headline", usual.headline, (10.0, 24.0)),
        contact: role(it, "contact", usual.contact, (9.0, 14.0)),
        heading: role(it, "heading", usual.heading, (10.0, 24.0)),
        entry: role(it, "entry", of_body(usual.entry), BODY_SIZES),
        subentry: role(it, "subentry", of_body(usual.subentry), BODY_SIZES),
        paragraph: role(it, "paragraph", of_body(usual.paragraph), BODY_SIZES),
        bullet: role(it, "bullet", of_body(usual.bullet), BODY_SIZES),
        line: role(it, "line", of_body(usual.line), BODY_SIZES),
    }
}

/// What career offices ask for in running text, in points.
const BODY_SIZES: (f64, f64) = (10.0, 12.0);

const MARGINS: &str = "from 36 to 108 points, which is 0.5 to 1.5 inches";

/// Below this contrast against white, text is hard to read (WCAG 2.2, 1.4.3).
const MIN_CONTRAST: f64 = 4.5;

fn role(
    it: &mut MappingReader<'_>,
    key: &'static str,
    usual: RoleStyle,
    (least, most): (f64, f64),
) -> RoleStyle {
    let own = it.mapping(key, |role| {
        let size = within(role, "size", usual.size, least, most);
        let leading = usual.leading / usual.size * size;
        let range = format!("from 1 to 2 times the size of {size}");
        let fits = Range::of(size, 2.0 * size).within(least, 2.0 * most);
        Some(RoleStyle {
            size,
            leading: role.number("leading", leading, fits, &range),
            face: role.choice("face", &FACES).unwrap_or(usual.face),
            color: text_color(role).unwrap_or(usual.color),
            align: role.choice("align", &ALIGNMENTS).unwrap_or(usual.align),
            before: within(role, "before", usual.before, 0.0, 72.0),
            after: within(role, "after", usual.after, 0.0, 72.0),
            indent: within(role, "indent", usual.indent, 0.0, 72.0),
            rule: rule(role, usual.rule),
        })
    });
    own.unwrap_or(usual)
}

const FACES: [(&str, Face); 3] = [
    ("regular", Face::Regular),
    ("bold", Face::Bold),
    ("italic", Face::Italic),
];

const ALIGNMENTS: [(&str, Align); 2] = [("left", Align::Left), ("center", Align::Center)];

/// Returns the rule of a role: a mapping, or `none`.
fn rule(it: &mut MappingReader<'_>, usual: Option<RuleStyle>) -> Option<RuleStyle> {
    if it.is_word("rule", "none") {
        return None;
    }
    let base = usual.unwrap_or(RuleStyle {
        drop: 4.0,
        thickness: 0.6,
        length: None,
        color: Color::BLACK,
    });
    let own = it.mapping("rule", |rule| {
        Some(RuleStyle {
            drop: within(rule, "drop", base.drop, -40.0, 40.0),
            thickness: within(rule, "thickness", base.thickness, 0.1, 8.0),
            length: within_if_given(rule, "length", 4.0, 800.0).or(base.length),
            color: color(rule, "color").map_or(base.color, |(color, _)| color),
        })
    });
    own.or(usual)
}

fn within(it: &mut MappingReader<'_>, key: &'static str, usual: f64, least: f64, most: f64) -> f64 {
    let says = format!("from {least} to {most} points");
    it.number(key, usual, Range::of(least, most), &says)
}

fn within_if_given(
    it: &mut MappingReader<'_>,
    key: &'static str,
    least: f64,
    most: f64,
) -> Option<f64> {
    Some(within(it, key, f64::NAN, least, most)).filter(|it| !it.is_nan())
}

fn whole(it: &mut MappingReader<'_>, key: &'static str, usual: u8, most: u8) -> usize {
    let range = Range::whole(1.0, f64::from(most));
    let says = format!("of pages, from 1 to {most}");
    let number = it.number(key, f64::from(usual), range, &says);
    let whole = (1..=most).rev().find(|&it| f64::from(it) <= number);
    usize::from(whole.unwrap_or(usual))
}

/// Returns the color of text, which must be readable on white.
fn text_color(it: &mut MappingReader<'_>) -> Option<Color> {
    let (color, words) = color(it, "color")?;
    let contrast = color.contrast();
    if contrast < MIN_CONTRAST {
        let message = format!("the color {color} is too light to read");
        let hint = format!(
            "its contrast to white is {contrast:.1} to 1; take one of at least {MIN_CONTRAST} to 1"
        );
        it.report(Diagnostic::error(words.at, message).with_hint(hint));
    }
    Some(color)
}

fn color(it: &mut MappingReader<'_>, key: &'static str) -> Option<(Color, SpannedText)> {
    it.form(key, &COLOR);
    if let Some(at) = it.without_value(key) {
        let message = format!("`{key}` has no value");
        let hint = "put a color in quotes, as in \"#1f4e79\": a bare # begins a comment";
        it.report(Diagnostic::error(at, message).with_hint(hint));
        return None;
    }
    let words: SpannedText = it.text(key)?;
    let color = Color::from_hex(&words.text);
    if color.is_none() {
        let message = format!("`{}` is not a color", words.text);
        let hint = "write it as \"#rrggbb\": red, green and blue in hexadecimal, as in \"#1f4e79\"";
        it.report(Diagnostic::error(words.at, message).with_hint(hint));
    }
    Some((color?, words))
}

const COLOR: TextForm = TextForm {
    pattern: "#[0-9A-Fa-f]{6}",
    says: "write it in quotes as \"#rrggbb\", as in \"#1f4e79\"",
    numbers: Numbers::None,
};
