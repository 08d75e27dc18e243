//! Any profile with any posting, tailored to one page and exported: no panic, and a PDF unless a glyph is missing.

#![no_main]

use std::sync::LazyLock;

use bespoke::{ExportError, Format, Guide, Profile, Tailor, posting};
use libfuzzer_sys::fuzz_target;

static GUIDE: LazyLock<Guide> = LazyLock::new(|| Guide::built_in("general").unwrap());

fuzz_target!(|input: (&str, &str)| {
    let (profile, job) = input;
    let Ok(profile) = profile.parse::<Profile>() else {
        return;
    };
    let posting = posting::read(job);
    let tailor = Tailor::new(&GUIDE).posting(&posting);
    let resume = tailor.run(&profile);
    assert_eq!(resume.tailored().fates.len(), profile.lines().len());
    match resume.export(Format::Pdf) {
        Ok(files) => assert!(files[0].bytes.starts_with(b"%PDF-")),
        Err(ExportError::MissingGlyphs(missing)) => assert!(!missing.is_empty()),
        Err(error) => panic!("{error}"),
    }
});
