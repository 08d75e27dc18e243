//! Prints a table of words as the program reads it, as keys: `cargo run --example tables -- aliases`.

use std::io::{self, Write as _};

use bespoke::text::{alias_keys, class_keys};

fn main() -> io::Result<()> {
    let table = match std::env::args().nth(1).as_deref() {
        Some("aliases") => alias_keys(),
        Some("classes") => class_keys(),
        _ => return Err(io::Error::other("say which: aliases or classes")),
    };
    io::stdout().write_all(table.as_bytes())
}
