//! A document as a Word file (Office Open XML): real styles, a real list, real links, the page of the page style.
//!
//! The parts are written here and packed without dates, so that the same resume is the same file everywhere.

mod look;
mod parts;
mod styles;

use super::{
    address::{encoded, is_safe},
    html::from_right,
    xml::escaped,
};
use crate::archive;
use crate::{
    document::{Document, Face, Run, blocks},
    layout::runs_from_right,
};
pub use look::DocxLook;
use look::{put, twips};

/// Why a Word file could not be put together; not the fault of what it says.
#[derive(Debug, thiserror::Error)]
#[error("the Word file cannot be packed: {0}")]
pub struct DocxError(String);

/// Returns a document as a Word file.
///
/// It is set in Calibri or Cambria, which Word has and for which other programs have faces of the same widths; both run
/// narrower than the faces of the PDF, so that what fits there fits here.
///
/// # Errors
/// The parts can't be packed.
pub fn docx(document: &Document, look: DocxLook<'_>) -> Result<Vec<u8>, DocxError> {
    let mut body = Body::default();
    for (_, block) in blocks(document) {
        body.paragraph(styles::id(block.role), &block.runs);
    }
    let mut files = vec![
        ("[Content_Types].xml", parts::content_types(look.numbered)),
        ("_rels/.rels", parts::package_relations()),
        ("docProps/core.xml", parts::properties(document)),
        ("word/document.xml", main_part(&body.xml, look)),
        (
            "word/_rels/document.xml.rels",
            parts::relations(&body.links, look.numbered),
        ),
        ("word/styles.xml", styles::part(document, look)),
        ("word/numbering.xml", parts::numbering(look.style)),
        ("word/settings.xml", parts::settings(&document.lang)),
        ("word/fontTable.xml", parts::fonts(look.style.family)),
    ];
    if look.numbered {
        files.push(("word/footer1.xml", parts::footer()));
    }
    archive::packed(&files).map_err(DocxError)
}

/// The paragraphs written so far, and where their links lead.
#[derive(Default)]
struct Body {
    xml: String,
    links: Vec<String>,
}

impl Body {
    fn paragraph(&mut self, style: &str, runs: &[Run]) {
        let direction = if from_right(runs) { "<w:bidi/>" } else { "" };
        put(
            &mut self.xml,
            format_args!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{direction}</w:pPr>"),
        );
        for run in runs {
            self.run(run);
        }
        self.xml.push_str("</w:p>");
    }

    fn run(&mut self, run: &Run) {
        let text = escaped(&run.text);
        let direction = if runs_from_right(&run.text) {
            "<w:rtl/>"
        } else {
            ""
        };
        let Some(link) = run.link.as_deref().filter(|link| is_safe(link)) else {
            let look = match run.face {
                Face::Regular => "",
                Face::Bold => "<w:rStyle w:val=\"Strong\"/>",
                Face::Italic => "<w:rStyle w:val=\"Emphasis\"/>",
            };
            let look = if look.is_empty() && direction.is_empty() {
                String::new()
            } else {
                format!("<w:rPr>{look}{direction}</w:rPr>")
            };
            put(
                &mut self.xml,
                format_args!("<w:r>{look}<w:t xml:space=\"preserve\">{text}</w:t></w:r>"),
            );
            return;
        };
        // A run has one style of characters: that of the link.
        let face = match run.face {
            Face::Regular => "",
            Face::Bold => "<w:b/><w:bCs/>",
            Face::Italic => "<w:i/><w:iCs/>",
        };
        let id = self.link(link);
        put(
            &mut self.xml,
            format_args!(
                "<w:hyperlink r:id=\"{id}\" w:history=\"1\"><w:r><w:rPr><w:rStyle w:val=\"Hyperlink\"/>{face}{direction}</w:rPr>\
                 <w:t xml:space=\"preserve\">{text}</w:t></w:r></w:hyperlink>"
            ),
        );
    }

    /// Returns the name under which the file knows an address.
    fn link(&mut self, link: &str) -> String {
        let link = encoded(link);
        let known = self.links.iter().position(|it| *it == link);
        let idx = known.unwrap_or_else(|| {
            self.links.push(link);
            self.links.len() - 1
        });
        parts::link_id(idx)
    }
}

fn main_part(body: &str, look: DocxLook<'_>) -> String {
    let style = look.style;
    let (width, height) = look.paper.size();
    let footer = if look.numbered {
        format!(
            "<w:footerReference w:type=\"default\" r:id=\"{}\"/>",
            parts::FOOTER_ID
        )
    } else {
        String::new()
    };
    format!(
        "{}<w:document {} {}><w:body>{body}<w:sectPr>{footer}<w:pgSz w:w=\"{}\" w:h=\"{}\"/>\
         <w:pgMar w:top=\"{}\" w:right=\"{}\" w:bottom=\"{}\" w:left=\"{}\" w:header=\"{}\" w:footer=\"{}\" w:gutter=\"0\"/>\
         </w:sectPr></w:body></w:document>",
        parts::DECLARATION,
        parts::WORD,
        parts::RELATIONS,
        twips(width),
        twips(height),
        twips(style.top),
        twips(style.right),
        twips(style.bottom),
        twips(style.left),
        twips(style.top / 2.0),
        twips(style.bottom / 2.0),
    )
}
