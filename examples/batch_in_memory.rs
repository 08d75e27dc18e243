//! Many resumes in memory: one guide, one posting, many profiles, compiled once and shared by all threads.
//!
//! `cargo run --release --no-default-features --features parallel --example batch_in_memory`

#![allow(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "another program reads its files and prints as it likes"
)]

use std::error::Error;
use std::thread;
use std::time::Instant;

use bespoke::{Format, Guide, Profile, Tailor, posting};

/// How many profiles are made up.
const N_PROFILES: usize = 200;

fn main() -> Result<(), Box<dyn Error>> {
    let profiles: Vec<Profile> = (0..N_PROFILES)
        .map(|n| profile(n).parse())
        .collect::<Result<_, _>>()?;
    let guide = Guide::built_in("product-manager").ok_or("no such guide")?;
    let posting = posting::read("# Product Manager\n\n- Experience with user research\n- SQL\n");
    let tailor = Tailor::new(&guide).posting(&posting);

    let start = Instant::now();
    let n_threads = thread::available_parallelism()?.get();
    let sizes: Vec<usize> = thread::scope(|scope| {
        let chunks = profiles.chunks(profiles.len().div_ceil(n_threads));
        let workers: Vec<_> = chunks
            .map(|chunk| {
                let tailor = &tailor;
                scope.spawn(move || {
                    let pdf = |profile| tailor.run(profile).export(Format::Pdf);
                    chunk
                        .iter()
                        .map(|profile| pdf(profile).map_or(0, |files| files[0].bytes.len()))
                        .collect::<Vec<_>>()
                })
            })
            .collect();
        let results = workers.into_iter().flat_map(thread::ScopedJoinHandle::join);
        results.flatten().collect()
    });
    let n_made = sizes.iter().filter(|&&it| it > 0).count();
    let n_bytes: usize = sizes.iter().sum();
    println!(
        "{n_made} of {N_PROFILES} resumes, {n_bytes} bytes, in {:?} on {n_threads} threads",
        start.elapsed()
    );
    Ok(())
}

/// Returns a profile that differs from all others.
fn profile(n: usize) -> String {
    format!(
        "
name: Person {n}
experience:
  - employer: Company {n}
    title: Product Manager
    start: 20{:02}-03
    end: present
    highlights:
      - Ran {n} interviews with customers and shipped what they asked for first
      - Raised weekly use by {} percent with {n} experiments
      - Wrote the SQL behind {} dashboards
",
        10 + n % 12,
        n % 40 + 1,
        n % 9 + 1,
    )
}
