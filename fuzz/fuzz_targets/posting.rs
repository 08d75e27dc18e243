//! Any text as a posting: no panic, finite weights above 0, no control characters in what is shown of it.

#![no_main]

use bespoke::posting;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|source: &str| {
    for requirement in posting::read(source).requirements {
        assert!(requirement.weight.is_finite() && requirement.weight > 0.0);
        assert!(!requirement.text.chars().any(|it| it.is_control()));
    }
});
