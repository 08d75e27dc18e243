//! The parts of a Word file beside its text and its styles.

use super::look::{put, twips};
use crate::document::Document;
use crate::layout::{Family, Style};
use crate::render::xml::escaped;

pub(super) const DECLARATION: &str =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

pub(super) const WORD: &str =
    "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";

pub(super) const RELATIONS: &str =
    "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

/// What a relationship is: the last word of its type.
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The name under which the text knows its footer.
pub(super) const FOOTER_ID: &str = "rIdFooter";

/// Returns the name under which the text knows the link of an index.
pub(super) fn link_id(idx: usize) -> String {
    format!("rIdLink{}", idx + 1)
}

/// Returns the name of the family that text is set in, and of the free one of the same widths.
pub(super) fn family(family: Family) -> (&'static str, &'static str) {
    match family {
        Family::Sans => ("Calibri", "Carlito"),
        Family::Serif => ("Cambria", "Caladea"),
    }
}

pub(super) fn content_types(numbered: bool) -> String {
    let mut xml = format!(
        "{DECLARATION}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
         <Override PartName=\"/docProps/core.xml\" \
         ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>"
    );
    let word = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    let parts = [
        ("document", "document.main"),
        ("styles", "styles"),
        ("numbering", "numbering"),
        ("settings", "settings"),
        ("fontTable", "fontTable"),
        ("footer1", "footer"),
    ];
    for (part, kind) in parts {
        if part != "footer1" || numbered {
            put(
                &mut xml,
                format_args!(
                    "<Override PartName=\"/word/{part}.xml\" ContentType=\"{word}.{kind}+xml\"/>"
                ),
            );
        }
    }
    xml + "</Types>"
}

pub(super) fn package_relations() -> String {
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    format!(
        "{DECLARATION}<Relationships xmlns=\"{package}\">\
         <Relationship Id=\"rId1\" Type=\"{OFFICE}/officeDocument\" Target=\"word/document.xml\"/>\
         <Relationship Id=\"rId2\" Type=\"{package}/metadata/core-properties\" Target=\"docProps/core.xml\"/>\
         </Relationships>"
    )
}

/// Returns what the text refers to: its other parts, and the addresses of its links.
pub(super) fn relations(links: &[String], numbered: bool) -> String {
    let mut xml = format!(
        "{DECLARATION}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
    );
    for part in ["styles", "numbering", "settings", "fontTable"] {
        put(
            &mut xml,
            format_args!(
                "<Relationship Id=\"rId{part}\" Type=\"{OFFICE}/{part}\" Target=\"{part}.xml\"/>"
            ),
        );
    }
    if numbered {
        put(
            &mut xml,
            format_args!(
                "<Relationship Id=\"{FOOTER_ID}\" Type=\"{OFFICE}/footer\" Target=\"footer1.xml\"/>"
            ),
        );
    }
    for (idx, link) in links.iter().enumerate() {
        put(
            &mut xml,
            format_args!(
                "<Relationship Id=\"{}\" Type=\"{OFFICE}/hyperlink\" Target=\"{}\" TargetMode=\"External\"/>",
                link_id(idx),
                escaped(link),
            ),
        );
    }
    xml + "</Relationships>"
}

/// Returns title, author and language: no date, which would differ from run to run.
pub(super) fn properties(document: &Document) -> String {
    let name = escaped(&document.name);
    format!(
        "{DECLARATION}<cp:coreProperties \
         xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{name}</dc:title><dc:creator>{name}</dc:creator>\
         <dc:language>{}</dc:language></cp:coreProperties>",
        escaped(&document.lang),
    )
}

/// Returns the one list there is: bullets.
pub(super) fn numbering(style: &Style) -> String {
    let (font, _) = family(style.family);
    let left = style.bullet.indent;
    format!(
        "{DECLARATION}<w:numbering {WORD}><w:abstractNum w:abstractNumId=\"0\"><w:multiLevelType w:val=\"singleLevel\"/>\
         <w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"bullet\"/><w:pStyle w:val=\"ListBullet\"/>\
         <w:lvlText w:val=\"{mark}\"/><w:lvlJc w:val=\"left\"/>\
         <w:pPr><w:ind w:left=\"{left}\" w:hanging=\"{hanging}\"/></w:pPr>\
         <w:rPr><w:rFonts w:ascii=\"{font}\" w:hAnsi=\"{font}\" w:cs=\"{font}\"/></w:rPr></w:lvl></w:abstractNum>\
         <w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>",
        mark = escaped(&style.mark.text),
        hanging = twips(left - style.mark.indent),
        left = twips(left),
    )
}

/// Returns settings under which room above and below adds up, as on the pages of the PDF.
pub(super) fn settings(lang: &str) -> String {
    format!(
        "{DECLARATION}<w:settings {WORD}><w:defaultTabStop w:val=\"720\"/><w:compat>\
         <w:doNotUseHTMLParagraphAutoSpacing/><w:compatSetting w:name=\"compatibilityMode\" \
         w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat>\
         <w:themeFontLang w:val=\"{}\"/></w:settings>",
        escaped(lang),
    )
}

pub(super) fn fonts(of: Family) -> String {
    let (name, other) = family(of);
    let kind = match of {
        Family::Sans => "swiss",
        Family::Serif => "roman",
    };
    format!(
        "{DECLARATION}<w:fonts {WORD}><w:font w:name=\"{name}\"><w:altName w:val=\"{other}\"/>\
         <w:family w:val=\"{kind}\"/><w:pitch w:val=\"variable\"/></w:font></w:fonts>"
    )
}

/// Returns the foot of every page: its number.
pub(super) fn footer() -> String {
    format!(
        "{DECLARATION}<w:ftr {WORD}><w:p><w:pPr><w:pStyle w:val=\"Footer\"/></w:pPr>\
         <w:fldSimple w:instr=\" PAGE \"><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p></w:ftr>"
    )
}
