//! Any text as a Markdown template, filled in with a resume: an error or a text within the budget, soon.

#![no_main]

use std::sync::LazyLock;

use bespoke::document::Document;
use bespoke::render::MarkdownTemplate;
use bespoke::{Guide, Profile, Tailor};
use libfuzzer_sys::fuzz_target;

static DOCUMENT: LazyLock<Document> = LazyLock::new(|| {
    let profile: Profile = include_str!("../../profiles/nurse.yaml").parse().unwrap();
    let guide = Guide::built_in("registered-nurse").unwrap();
    let tailor = Tailor::new(&guide);
    tailor.run(&profile).tailored().document.clone()
});

fuzz_target!(|source: &str| {
    if let Ok(template) = MarkdownTemplate::new(source) {
        let _ = template.fill(&DOCUMENT);
    }
});
