//! ZIP archives in memory: packed to the same bytes every time, unpacked under budgets; nothing is ever written to disk.

use std::io::{Cursor, Read as _, Write as _};

use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter, write::SimpleFileOptions};

/// The most files that an archive may have.
const MAX_FILES: usize = 1000;

/// Returns files packed in their order, each compressed, with the date that stands for none.
///
/// # Errors
/// A file is too large for the format.
pub(crate) fn packed(files: &[(&str, String)]) -> Result<Vec<u8>, String> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::DEFAULT)
        .unix_permissions(0o644);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        writer
            .start_file(*name, options)
            .map_err(|error| error.to_string())?;
        writer
            .write_all(text.as_bytes())
            .map_err(|error| error.to_string())?;
    }
    let file = writer.finish().map_err(|error| error.to_string())?;
    Ok(file.into_inner())
}

/// Returns the files whose names, without folders, end in `ending`; of those that are `wanted` the bytes as well, of each
/// at most one more than `most`, of all together `most_of_all`.
///
/// # Errors
/// The archive is damaged, or holds more. What it says of its sizes need not be true: reading itself is bounded.
pub(crate) fn unpacked(
    bytes: &[u8],
    ending: &str,
    wanted: impl Fn(&str) -> bool,
    (most, most_of_all): (usize, usize),
) -> Result<Vec<(String, Vec<u8>)>, String> {
    let damaged = |it| format!("the ZIP archive can't be read: {it}");
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    if archive.len() > MAX_FILES {
        return Err(format!(
            "the ZIP archive has {} files; an export has less than {MAX_FILES}",
            archive.len()
        ));
    }
    let mut files = Vec::new();
    let mut n_bytes = 0;
    for idx in 0..archive.len() {
        let file = archive.by_index(idx).map_err(damaged)?;
        let path = file.name().map_err(damaged)?.replace('\\', "/");
        let name = path.rsplit('/').next().unwrap_or_default().to_owned();
        if file.is_dir() || !name.to_lowercase().ends_with(ending) {
            continue;
        }
        let mut content = Vec::new();
        if wanted(&name) {
            let most = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
            let read = file.take(most).read_to_end(&mut content);
            read.map_err(|it| format!("`{name}` in the ZIP archive can't be read: {it}"))?;
        }
        n_bytes += content.len();
        if n_bytes > most_of_all {
            return Err(format!(
                "the files in the ZIP archive have more than {} MB unpacked",
                most_of_all >> 20
            ));
        }
        files.push((name, content));
    }
    Ok(files)
}
