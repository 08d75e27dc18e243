//! Pages and documents to bytes; nothing here touches disk.

mod address;
mod book;
mod budget;
mod docx;
mod html;
mod html_template;
mod json;
mod json_resume;
mod markdown;
mod pdf;
mod svg;
mod text;
mod xml;

pub(crate) use address::encoded_but;
pub use book::{Book, BookError, BookGroup, BookPage, BoundBook, book};
pub use docx::{DocxError, DocxLook, docx};
pub use html::html;
pub use html_template::{HtmlTemplateError, HtmlTemplates};
pub use json::{JsonError, from_json, json, to_json};
pub use json_resume::json_resume;
pub use markdown::{BUILT_IN, DEFAULT_TEMPLATE, MarkdownError, MarkdownTemplate};
pub use pdf::{PdfExporter, PdfMeta, RenderError, pdf};
pub(crate) use svg::decimal;
pub use svg::svg;
pub use text::text;
pub(crate) use xml::escaped;
