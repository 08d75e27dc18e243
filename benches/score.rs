//! How long scoring takes once everything is loaded: `cargo bench --bench score`.

use std::hint::black_box;

use bespoke::guide::{self, Guide, built_in};
use bespoke::posting;
use bespoke::profile::{self, Date, Profile};
use bespoke::score::Matcher;
use criterion::{Criterion, criterion_group, criterion_main};

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn profile() -> Profile {
    let source = include_str!("../profiles/technical-program-manager.yaml");
    profile::load(source).0.expect("the profile is sound")
}

fn guide() -> Guide {
    let source = built_in("technical-program-manager").expect("the guide is built in");
    guide::load(source).0.expect("the guide is sound")
}

fn score(criterion: &mut Criterion) {
    let (profile, guide) = (profile(), guide());
    let source = include_str!("../postings/logingov-technical-product-manager.md");
    let posting = posting::read(source);
    let as_of = Date {
        year: 2026,
        month: None,
    };
    let n_highlights = profile
        .lines()
        .iter()
        .filter(|it| it.place.kind == profile::Kind::Highlight)
        .count();
    let n_words = source.split_whitespace().count();
    let for_guide = Matcher::of(&guide, None);
    let for_posting = Matcher::of(&guide, Some(&posting));
    let named = |what: &str| format!("{n_highlights} highlights against a guide{what}");
    criterion.bench_function(&named(""), |it| {
        it.iter(|| black_box(for_guide.score(&profile, as_of)));
    });
    criterion.bench_function(
        &named(&format!(" and a posting of {n_words} words")),
        |it| {
            it.iter(|| black_box(for_posting.score(&profile, as_of)));
        },
    );
    criterion.bench_function("reading the guide", |it| {
        it.iter(|| black_box(Matcher::of(&guide, None)));
    });
    criterion.bench_function("reading guide and posting", |it| {
        it.iter(|| black_box(Matcher::of(&guide, Some(&posting))));
    });
    criterion.bench_function("cutting the posting up", |it| {
        it.iter(|| black_box(posting::read(source)));
    });
}

criterion_group!(benches, score);
criterion_main!(benches);
