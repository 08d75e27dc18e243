//! Parts to one file; the only module that names the ZIP crate.

use std::io::{Cursor, Write as _};

use zip::{CompressionMethod, DateTime, ZipWriter, write::SimpleFileOptions};

use super::DocxError;

/// Returns parts packed in their order, each compressed, with the date that stands for none.
pub(super) fn packed(files: &[(&str, String)]) -> Result<Vec<u8>, DocxError> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::DEFAULT)
        .unix_permissions(0o644);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        writer
            .start_file(*name, options)
            .map_err(|error| DocxError(error.to_string()))?;
        writer
            .write_all(text.as_bytes())
            .map_err(|error| DocxError(error.to_string()))?;
    }
    let file = writer
        .finish()
        .map_err(|error| DocxError(error.to_string()))?;
    Ok(file.into_inner())
}
