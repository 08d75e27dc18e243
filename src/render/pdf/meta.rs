//! Document metadata.

/// What a PDF says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PdfMeta {
    /// Its title: the bare name of the person, since readers by machine take it for the name.
    pub title: String,
    /// Who wrote it.
    pub author: String,
    /// BCP 47 tag of the language it is written in.
    pub lang: String,
}
