//! Prints a table as the program reads it, of words as keys or of letters side by side:
//! `cargo run --example tables -- aliases`.

use std::io::{self, Write as _};

use bespoke::layout::letters_file;
use bespoke::text::{alias_keys, class_keys};

fn main() -> io::Result<()> {
    let table = match std::env::args().nth(1).as_deref() {
        Some("aliases") => alias_keys().into_bytes(),
        Some("classes") => class_keys().into_bytes(),
        Some("letters") => letters_file(),
        _ => return Err(io::Error::other("say which: aliases, classes or letters")),
    };
    io::stdout().write_all(&table)
}
