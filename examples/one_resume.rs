//! One resume as a PDF: `cargo run --no-default-features --example one_resume -- profile.yaml resume.pdf`.

#![allow(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "another program reads its files and prints as it likes"
)]

use std::error::Error;
use std::fs;

use bespoke::{Format, Guide, Profile, Tailor};

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let (Some(input), Some(output)) = (args.next(), args.next()) else {
        return Err("usage: one_resume PROFILE OUTPUT".into());
    };
    // An invalid profile displays every problem with its place.
    let profile: Profile = fs::read_to_string(input)?.parse()?;
    let guide = Guide::built_in("technical-program-manager").ok_or("no such guide")?;

    let tailor = Tailor::new(&guide).pages(1);
    let resume = tailor.run(&profile);
    let files = resume.export(Format::Pdf)?;
    fs::write(output, &files[0].bytes)?;

    for (line, status) in profile.lines().iter().zip(&resume.tailored().fates) {
        let mark = if status.kept() { "kept" } else { "left out" };
        println!("{mark:8} {}", line.wordings[0].text);
    }
    Ok(())
}
