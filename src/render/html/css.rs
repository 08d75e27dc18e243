//! A page style as a style sheet: lengths of the page as shares of the type size, so that a reader can zoom.

use std::fmt::Write as _;

use super::super::svg::decimal;
use crate::{
    document::{Face, Role},
    layout::{Align, Family, Paper, RoleStyle, Style},
};

/// How large running text is on a screen, in sizes of the reader's own.
const SCREEN: f64 = 1.0625;

/// Returns the style sheet of a page style.
pub(super) fn sheet(style: &Style, paper: Paper) -> String {
    let body = &style.paragraph;
    let mut css = String::new();
    let mut rule = |rule: &str| {
        css.push_str(rule);
        css.push('\n');
    };
    rule("*{box-sizing:border-box}");
    rule(":root{color-scheme:light}");
    rule(&format!(
        "html{{font-size:{}%;-webkit-text-size-adjust:100%;text-size-adjust:100%}}",
        number(SCREEN * 100.0)
    ));
    rule(&format!(
        "body{{margin:0;background:#ffffff;color:{};font-family:{};overflow-wrap:break-word}}",
        body.color,
        fonts(style.family),
    ));
    rule(&format!(
        "main{{max-width:{}em;margin:0 auto;padding:2.5em 1.25em}}",
        number(style.content_width(paper) / body.size + 2.5)
    ));
    rule("h1,h2,h3,h4,p,ul,address{margin:0;padding:0;font-weight:normal;font-style:normal}");
    for (selector, role) in [
        ("h1", Role::Name),
        (".headline", Role::Headline),
        ("address", Role::Contact),
        ("h2", Role::Heading),
        ("h3", Role::Entry),
        ("h4", Role::Subentry),
        ("section p", Role::Paragraph),
        ("li", Role::Bullet),
        (".lines li", Role::Line),
    ] {
        css.push_str(&look(selector, style.role(role), body.size));
    }
    let mut rule = |rule: &str| {
        css.push_str(rule);
        css.push('\n');
    };
    rule(&format!(
        "ul{{list-style:{} outside;padding-inline-start:{}em}}",
        quoted(&format!("{} ", style.mark.text)),
        number(style.bullet.indent / style.bullet.size),
    ));
    rule(".lines{list-style:none;padding-inline-start:0}");
    rule("strong{font-weight:bold}");
    rule("em{font-style:italic}");
    rule("time,.nobr{white-space:nowrap}");
    rule(
        "a{color:inherit;text-decoration:underline;text-decoration-thickness:.05em;text-underline-offset:.15em}",
    );
    rule("a:focus-visible{outline:.15em solid currentcolor;outline-offset:.1em}");
    let (width, height) = paper.size();
    rule(&format!(
        "@page{{size:{}pt {}pt;margin:{}pt {}pt {}pt {}pt}}",
        number(width),
        number(height),
        number(style.top),
        number(style.right),
        number(style.bottom),
        number(style.left),
    ));
    rule("@media print{");
    rule(&format!("html{{font-size:{}pt}}", number(body.size)));
    rule("main{max-width:none;padding:0}");
    rule("a{text-decoration:none}");
    rule("h2,h3,h4{break-after:avoid;break-inside:avoid}");
    rule("p,li{orphans:2;widows:2}");
    rule("}");
    css
}

/// Returns the rules of one kind of block, with lengths in shares of its own size.
fn look(selector: &str, role: &RoleStyle, body: f64) -> String {
    let em = |points: f64| number(points / role.size);
    let (weight, slant) = match role.face {
        Face::Regular => ("normal", "normal"),
        Face::Bold => ("bold", "normal"),
        Face::Italic => ("normal", "italic"),
    };
    let align = match role.align {
        Align::Left => "start",
        Align::Center => "center",
    };
    let mut css = format!(
        "{selector}{{font-size:{}rem;line-height:{};font-weight:{weight};font-style:{slant};color:{};\
         text-align:{align};margin:{}em 0 {}em}}\n",
        number(role.size / body),
        number(role.leading / role.size),
        role.color,
        em(role.before),
        em(role.after),
    );
    if let Some(rule) = &role.rule {
        let length = rule
            .length
            .map_or("100%".to_owned(), |it| format!("{}em", em(it)));
        let sides = match role.align {
            Align::Left => "0 auto",
            Align::Center => "auto",
        };
        // Writing to a string cannot fail.
        let _ = writeln!(
            css,
            "{selector}::after{{content:\"\";display:block;width:{length};margin-block:.1em 0;margin-inline:{sides};border-top:{}pt solid {}}}",
            number(rule.thickness),
            rule.color,
        );
    }
    css
}

/// Returns the families to set text in: the embedded one where the reader has it, else what is close to it.
fn fonts(family: Family) -> &'static str {
    match family {
        Family::Sans => {
            "\"Source Sans 3\",\"Source Sans Pro\",Carlito,Calibri,\"Segoe UI\",\"Helvetica Neue\",Arial,sans-serif"
        }
        Family::Serif => {
            "\"Source Serif 4\",\"Source Serif Pro\",Caladea,Cambria,Georgia,\"Times New Roman\",serif"
        }
    }
}

/// Returns a text as a string of CSS, which may stand in a `style` element.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for it in text.chars() {
        if it.is_control() || "\"\\<>&".contains(it) {
            let _ = write!(out, "\\{:x} ", u32::from(it));
        } else {
            out.push(it);
        }
    }
    out + "\""
}

/// Returns a number to thousandths.
fn number(number: f64) -> String {
    decimal(number, 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_mark_ends_the_sheet() {
        assert_eq!(quoted("•"), "\"•\"");
        assert_eq!(quoted("</style>\"\\"), "\"\\3c /style\\3e \\22 \\5c \"");
    }
}
