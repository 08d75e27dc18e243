//! Any bytes as a profile: no panic; what is read is exported, and the export is read again as the same.

#![no_main]

use bespoke::interop::{self, Format};
use bespoke::{profile, render, yaml};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Ok(source) = yaml::decode(data) else {
        return;
    };
    let (profile, diagnostics) = profile::load(source);
    bespoke::diag::draw("profile.yaml", source, &diagnostics, false);
    let Some(profile) = profile else {
        return;
    };
    let json = render::json_resume(&profile).expect("every profile can be exported");
    let (draft, _) = interop::convert(&json, Format::JsonResume);
    assert!(draft.is_some(), "an export can be imported");
});
