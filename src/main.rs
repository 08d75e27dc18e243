//! The `bespoke` program: a doorway to [`bespoke::cli`].

use std::process::ExitCode;

/// The system's allocator asks the kernel for a page at a time in every thread but the first.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    bespoke::cli::run(std::env::args_os())
}
