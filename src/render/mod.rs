//! Pages and documents to bytes; nothing here touches disk.

mod book;
mod markdown;
mod pdf;
mod svg;
mod xml;

pub use book::{Book, BookError, BookGroup, BookPage, BoundBook, book};
pub use markdown::{BUILT_IN, DEFAULT_TEMPLATE, MarkdownError, MarkdownTemplate};
pub use pdf::{PdfMeta, Pdfs, RenderError, pdf};
pub use svg::svg;
