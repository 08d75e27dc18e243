//! `bespoke template`: page styles and Markdown templates.

use std::fmt::Write as _;

use crate::diag::path_name;
use crate::error::Error;
use crate::input::{built_in_template, template_names};
use crate::schema::File;
use crate::{render, template};

use super::args::Library;
use super::console::Console;
use super::console::print_result;
use super::new;

pub(super) fn run(command: &Library, console: &Console) -> Result<(), Error> {
    match command {
        Library::List { names: true } => {
            let list = template_names().join("\n") + "\n";
            print_result(list.as_bytes())
        }
        Library::List { names: false } => print_result(list().as_bytes()),
        Library::Show { name } => print_result(built_in_template(name)?.as_bytes()),
        Library::New { file, from } => {
            let from = from.as_deref().unwrap_or("classic");
            let kind = template::built_in(from).map(|_| File::Template);
            if let Some(name) = new::write(file, built_in_template(from)?, kind)? {
                console.say(&format!(
                    "{}: change it, then run: bespoke tailor profile.yaml --template {name} -o resume.pdf",
                    path_name(file),
                ));
            }
            Ok(())
        }
    }
}

fn list() -> String {
    let mut list = String::from("Page styles:\n");
    for name in template::built_in_names() {
        let about = template::built_in(name)
            .and_then(|it| template::load(it).0)
            .and_then(|it| it.about)
            .unwrap_or_default();
        let _ = writeln!(list, "  {name:<12}{about}");
    }
    list.push_str("Markdown templates:\n");
    for (name, about, _) in render::BUILT_IN {
        let _ = writeln!(list, "  {name:<12}{about}");
    }
    list
}
