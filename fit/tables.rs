//! Prints a table of words with its words as keys, as the program reads it: `cargo run --example tables -- aliases`.

#![allow(clippy::print_stdout, reason = "it prints a table")]

use bespoke::text::{alias_keys, class_keys};

fn main() {
    match std::env::args().nth(1).as_deref() {
        Some("aliases") => print!("{}", alias_keys()),
        Some("classes") => print!("{}", class_keys()),
        _ => print!("say which: aliases or classes"),
    }
}
