//! `bespoke guide`: the role guides that are built in.

use std::fmt::Write as _;

use crate::diag::path_name;
use crate::error::Error;
use crate::guide;
use crate::input::unknown;
use crate::schema::File;

use super::args::Library;
use super::console::{Console, print_result};
use super::new;

pub(super) fn run(command: &Library, console: &Console) -> Result<(), Error> {
    match command {
        Library::List { names: true } => {
            let list = guide::built_in_names().join("\n") + "\n";
            print_result(list.as_bytes())
        }
        Library::List { names: false } => {
            let mut list = String::new();
            for name in guide::built_in_names() {
                let about = guide::built_in(name)
                    .and_then(|it| guide::load(it).0)
                    .and_then(|it| it.about)
                    .map_or(String::new(), |it| format!("  {it}"));
                let _ = writeln!(list, "{name:<27}{about}");
            }
            print_result(list.as_bytes())
        }
        Library::Show { name } => print_result(built_in(name)?.as_bytes()),
        Library::New { file, from } => {
            let from = from.as_deref().unwrap_or(guide::EXAMPLE);
            if let Some(name) = new::write(file, built_in(from)?, Some(File::Guide))? {
                console.say(&format!(
                    "{}: change it, then run: bespoke tailor profile.yaml --guide {name} -o resume.pdf",
                    path_name(file),
                ));
            }
            Ok(())
        }
    }
}

fn built_in(name: &str) -> Result<&'static str, Error> {
    guide::built_in(name).ok_or_else(|| unknown("guide", name, &guide::built_in_names()))
}
