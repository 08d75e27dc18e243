//! Streams made smaller: the only place that names the compressor.

use flate2::{Compress, Compression, FlushCompress, Status};

use super::error::RenderError;

/// Deflates one stream after the other, and takes the room it works in once.
pub(super) struct Deflater(Compress);

/// The level for what every file says anew. The next makes a file a twentieth smaller (30.8 KB for 32.9), and takes half as
/// long again.
const QUICK: u32 = 1;

/// The level for what many files have in common: programs of fonts above all.
const THOROUGH: u32 = 3;

impl Deflater {
    /// Returns one for what a file says.
    pub(super) fn quick() -> Self {
        Self::new(QUICK)
    }

    /// Returns one for what is deflated once for many files.
    pub(super) fn thorough() -> Self {
        Self::new(THOROUGH)
    }

    fn new(level: u32) -> Self {
        Self(Compress::new(Compression::new(level), true))
    }

    /// Returns `bytes` as the filter `FlateDecode` reads them.
    ///
    /// They never end in a carriage return: with the line feed before `endstream` it would look like the end of a line,
    /// and the length like a wrong one (ISO 19005-2, 6.1.7.1). Whatever follows the checksum is passed over.
    pub(super) fn deflate(&mut self, bytes: &[u8]) -> Result<Vec<u8>, RenderError> {
        self.0.reset();
        let mut deflated = Vec::with_capacity(bytes.len() / 2 + 256);
        let mut rest = bytes;
        loop {
            let before = self.0.total_in();
            let status = self
                .0
                .compress_vec(rest, &mut deflated, FlushCompress::Finish)
                .map_err(|error| RenderError::Write(error.to_string()))?;
            if status == Status::StreamEnd {
                break;
            }
            let taken = usize::try_from(self.0.total_in() - before).unwrap_or(rest.len());
            rest = &rest[taken..];
            deflated.reserve(deflated.len());
        }
        if deflated.ends_with(b"\r") {
            deflated.push(0);
        }
        Ok(deflated)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use flate2::read::ZlibDecoder;

    use super::*;

    fn inflated(bytes: &[u8]) -> Vec<u8> {
        let mut inflated = Vec::new();
        ZlibDecoder::new(bytes).read_to_end(&mut inflated).unwrap();
        inflated
    }

    #[test]
    fn what_was_deflated_comes_out_again_and_never_ends_a_line() {
        let mut deflater = Deflater::quick();
        let mut n_parted = 0;
        for number in 0..2000_u32 {
            let content = format!("{number} ").repeat(1 + number as usize % 40);
            let smaller = deflater.deflate(content.as_bytes()).unwrap();
            assert_eq!(inflated(&smaller), content.as_bytes());
            assert!(!smaller.ends_with(b"\r"), "{number}");
            n_parted += usize::from(smaller.ends_with(b"\r\0"));
        }
        // Every 256th on average ends so.
        assert!(n_parted > 0);
    }

    #[test]
    fn the_bytes_do_not_depend_on_what_was_deflated_before() {
        let content = include_bytes!("srgb.icc");
        let fresh = Deflater::quick().deflate(content).unwrap();
        let mut used = Deflater::quick();
        used.deflate(&vec![b'x'; 100_000]).unwrap();
        assert_eq!(used.deflate(content).unwrap(), fresh);
    }

    #[test]
    fn what_cannot_be_made_smaller_is_kept_whole() {
        let mut state = 1_u32;
        let noise: Vec<u8> = std::iter::repeat_with(|| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            state.to_be_bytes()[0]
        })
        .take(100_000)
        .collect();
        assert_eq!(inflated(&Deflater::quick().deflate(&noise).unwrap()), noise);
    }
}
