//! A page style as the styles of a Word file.

use super::{
    look::{DocxLook, put, twips},
    parts::{DECLARATION, WORD, family},
};
use crate::document::{Document, Face, Role};
use crate::layout::{Align, Color, RoleStyle};
use crate::render::xml::escaped;

/// Every kind of block: the name that Word gives its style, and the level of a heading in the outline.
const KINDS: [(Role, &str, Option<u8>); 9] = [
    (Role::Name, "Title", None),
    (Role::Headline, "Subtitle", None),
    (Role::Contact, "Contact", None),
    (Role::Heading, "heading 1", Some(0)),
    (Role::Entry, "heading 2", Some(1)),
    (Role::Subentry, "heading 3", Some(2)),
    (Role::Paragraph, "Body Text", None),
    (Role::Bullet, "List Bullet", None),
    (Role::Line, "List", None),
];

/// Returns the name by which paragraphs call the style of a kind of block.
pub(super) fn id(role: Role) -> &'static str {
    match role {
        Role::Name => "Title",
        Role::Headline => "Subtitle",
        Role::Contact => "Contact",
        Role::Heading => "Heading1",
        Role::Entry => "Heading2",
        Role::Subentry => "Heading3",
        Role::Paragraph => "BodyText",
        Role::Bullet => "ListBullet",
        Role::Line => "List",
    }
}

/// Returns the part that holds the styles.
pub(super) fn part(document: &Document, look: DocxLook<'_>) -> String {
    let body = &look.style.paragraph;
    let (font, _) = family(look.style.family);
    let mut xml = format!(
        "{DECLARATION}<w:styles {WORD}><w:docDefaults><w:rPrDefault><w:rPr>\
         <w:rFonts w:ascii=\"{font}\" w:eastAsia=\"{font}\" w:hAnsi=\"{font}\" w:cs=\"{font}\"/>{}{}\
         <w:lang w:val=\"{lang}\" w:eastAsia=\"{lang}\" w:bidi=\"{lang}\"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>\
         <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:qFormat/></w:style>\
         <w:style w:type=\"character\" w:default=\"1\" w:styleId=\"DefaultParagraphFont\">\
         <w:name w:val=\"Default Paragraph Font\"/><w:uiPriority w:val=\"1\"/><w:semiHidden/></w:style>\
         <w:style w:type=\"numbering\" w:default=\"1\" w:styleId=\"NoList\"><w:name w:val=\"No List\"/>\
         <w:uiPriority w:val=\"99\"/><w:semiHidden/></w:style>",
        color(body.color),
        size(body.size),
        lang = escaped(&document.lang),
    );
    for (role, name, level) in KINDS {
        paragraph(&mut xml, role, name, level, look);
    }
    let footer = "<w:style w:type=\"paragraph\" w:styleId=\"Footer\"><w:name w:val=\"footer\"/>\
                  <w:basedOn w:val=\"Normal\"/><w:pPr><w:jc w:val=\"center\"/></w:pPr></w:style>";
    if look.numbered {
        xml.push_str(footer);
    }
    for (id, name, properties) in [
        ("Strong", "Strong", "<w:b/><w:bCs/>"),
        ("Emphasis", "Emphasis", "<w:i/><w:iCs/>"),
        ("Hyperlink", "Hyperlink", "<w:u w:val=\"single\"/>"),
    ] {
        put(
            &mut xml,
            format_args!(
                "<w:style w:type=\"character\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/>\
                 <w:basedOn w:val=\"DefaultParagraphFont\"/><w:qFormat/><w:rPr>{properties}</w:rPr></w:style>"
            ),
        );
    }
    xml + "</w:styles>"
}

fn paragraph(xml: &mut String, role: Role, name: &str, level: Option<u8>, look: DocxLook<'_>) {
    let style = look.style.role(role);
    let keep = if role.keeps_with_next() {
        "<w:keepNext/>"
    } else {
        ""
    };
    let list = if role == Role::Bullet {
        "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr>"
    } else {
        ""
    };
    let align = match style.align {
        Align::Left => "left",
        Align::Center => "center",
    };
    // The indent of bullets is that of their list.
    let indent = if role == Role::Bullet || style.indent <= 0.0 {
        String::new()
    } else {
        format!("<w:ind w:left=\"{}\"/>", twips(style.indent))
    };
    let level = level.map_or(String::new(), |level| {
        format!("<w:outlineLvl w:val=\"{level}\"/>")
    });
    let factor = look.spacing.factor() * RESERVE;
    put(
        xml,
        format_args!(
            "<w:style w:type=\"paragraph\"{custom} w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:basedOn w:val=\"Normal\"/>\
             <w:qFormat/><w:pPr>{keep}<w:keepLines/><w:widowControl/>{list}{border}\
             <w:spacing w:before=\"{before}\" w:after=\"{after}\" w:line=\"{line}\" w:lineRule=\"exact\"/>{indent}\
             <w:jc w:val=\"{align}\"/>{level}</w:pPr><w:rPr>{face}{color}{size}</w:rPr></w:style>",
            custom = if role == Role::Contact {
                " w:customStyle=\"1\""
            } else {
                ""
            },
            id = id(role),
            border = border(style),
            before = twips(style.before * factor),
            after = twips((style.after * factor - rule_height(style)).max(0.0)),
            line = twips(style.leading),
            face = face(style.face),
            color = color(style.color),
            size = size(style.size),
        ),
    );
}

/// What is left of the room between blocks: the faces of other programs break a few lines otherwise than those of the
/// PDF, and a line more must not begin another page.
const RESERVE: f64 = 0.85;

/// The room between the letters' line and a rule below it, in points.
const ABOVE_RULE: f64 = 1.0;

/// Returns the rule below a block; Word draws it over the whole column, however long it is on the page of the PDF.
fn border(style: &RoleStyle) -> String {
    let Some(rule) = &style.rule else {
        return String::new();
    };
    // Word counts eighths of a point, from 2 to 96.
    let eighths = (rule.thickness * 8.0).clamp(2.0, 96.0);
    format!(
        "<w:pBdr><w:bottom w:val=\"single\" w:sz=\"{eighths:.0}\" w:space=\"{ABOVE_RULE:.0}\" w:color=\"{}\"/></w:pBdr>",
        hex(rule.color),
    )
}

/// Returns what a rule takes of the room below its block, in which the page of the PDF draws it.
fn rule_height(style: &RoleStyle) -> f64 {
    style
        .rule
        .as_ref()
        .map_or(0.0, |it| it.thickness + ABOVE_RULE)
}

fn face(face: Face) -> &'static str {
    match face {
        Face::Regular => "",
        Face::Bold => "<w:b/><w:bCs/>",
        Face::Italic => "<w:i/><w:iCs/>",
    }
}

fn color(color: Color) -> String {
    format!("<w:color w:val=\"{}\"/>", hex(color))
}

fn hex(color: Color) -> String {
    color.to_string().trim_start_matches('#').to_uppercase()
}

/// Returns a type size as Word has it: in halves of a point.
fn size(points: f64) -> String {
    let halves = format!("{:.0}", points * 2.0);
    format!("<w:sz w:val=\"{halves}\"/><w:szCs w:val=\"{halves}\"/>")
}
