//! Pages and documents to bytes; nothing here touches disk.

mod pdf;

pub use pdf::{PdfMeta, RenderError, pdf};
