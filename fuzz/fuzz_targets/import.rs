//! Any text as a resume of another tool: no panic, and each diagnostic can be drawn. The first byte chooses the format.

#![no_main]

use bespoke::interop::{self, Format};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (u8, &str)| {
    let (choice, source) = input;
    let format = Format::ALL[usize::from(choice) % Format::ALL.len()];
    if format != Format::LinkedIn {
        let (_, diagnostics) = interop::convert(source, format);
        bespoke::diag::draw("resume", source, &diagnostics, false);
    }
    interop::detect_any(source);
});
