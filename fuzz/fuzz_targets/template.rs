//! Any bytes as a page style: no panic, and every diagnostic can be drawn.

#![no_main]

use bespoke::{template, yaml};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    if let Ok(source) = yaml::decode(data) {
        let (_, diagnostics) = template::load(source);
        bespoke::diag::draw("style.yaml", source, &diagnostics, false);
    }
});
