//! Errors of the PDF writer.

/// Why pages could not be made a PDF; not the fault of what is on them.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// There is nothing to draw on.
    #[error("a PDF needs at least one page")]
    NoPages,
    /// A face could not be reduced to the glyphs in use.
    #[error("font `{name}` cannot be embedded: {reason}")]
    Font {
        /// PostScript name of the face.
        name: String,
        /// What its program lacks.
        reason: String,
    },
    /// The drawing layer refused something.
    #[error("the page cannot be drawn: {0}")]
    Draw(String),
    /// The file could not be put together.
    #[error("the PDF cannot be written: {0}")]
    Write(String),
}

impl From<lopdf::Error> for RenderError {
    fn from(error: lopdf::Error) -> Self {
        Self::Write(error.to_string())
    }
}
