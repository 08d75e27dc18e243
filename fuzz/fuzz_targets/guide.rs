//! Any bytes as a guide: no panic, and every diagnostic can be drawn.

#![no_main]

use bespoke::{guide, yaml};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    if let Ok(source) = yaml::decode(data) {
        let (_, diagnostics) = guide::load(source);
        bespoke::diag::draw("guide.yaml", source, &diagnostics, false);
    }
});
