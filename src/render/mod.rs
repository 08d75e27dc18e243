//! Pages and documents to bytes; nothing here touches disk.

mod markdown;
mod pdf;
mod svg;
mod xml;

pub use markdown::{BUILT_IN, DEFAULT_TEMPLATE, MarkdownError, MarkdownTemplate};
pub use pdf::{PdfMeta, Pdfs, RenderError, pdf};
pub use svg::svg;
