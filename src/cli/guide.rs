//! `bespoke guide`: the role guides that are built in.

use std::fmt::Write as _;

use crate::error::Error;
use crate::guide;
use crate::input::unknown;

use super::args::Library;
use super::result;

pub(super) fn run(command: &Library) -> Result<(), Error> {
    match command {
        Library::List { names } => {
            let mut list = String::new();
            for name in guide::built_in_names() {
                let about = guide::built_in(name)
                    .and_then(|it| guide::load(it).0)
                    .and_then(|it| it.about);
                let about = about
                    .filter(|_| !names)
                    .map_or(String::new(), |it| format!("  {it}"));
                let _ = if *names {
                    writeln!(list, "{name}")
                } else {
                    writeln!(list, "{name:<27}{about}")
                };
            }
            result(list.as_bytes())
        }
        Library::Show { name } => match guide::built_in(name) {
            Some(source) => result(source.as_bytes()),
            None => Err(unknown("guide", name, &guide::built_in_names())),
        },
    }
}
