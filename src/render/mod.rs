//! Pages and documents to bytes; nothing here touches disk.

mod markdown;
mod pdf;

pub use markdown::{DEFAULT_TEMPLATE, MarkdownError, MarkdownTemplate};
pub use pdf::{PdfMeta, RenderError, pdf};
