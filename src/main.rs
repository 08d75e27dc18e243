//! The `bespoke` program: a doorway to [`bespoke::cli`].

use std::process::ExitCode;

fn main() -> ExitCode {
    bespoke::cli::run(std::env::args_os())
}
