//! `bespoke template`: page styles and Markdown templates.

use std::fmt::Write as _;
use std::path::Path;

use crate::error::Error;
use crate::{fs, render, template};

use super::Console;
use super::args::Library;
use super::load::{self, unknown};
use super::{new, result};

/// The Markdown templates that are built in: name, what it is, text.
const MARKDOWN: [(&str, &str, &str); 1] = [(
    "resume",
    "Markdown: headings, lists, links; the one used unless another is named",
    render::DEFAULT_TEMPLATE,
)];

pub(super) fn run(command: &Library, console: &Console) -> Result<(), Error> {
    match command {
        Library::List { names: true } => {
            let list = names().join("\n") + "\n";
            result(list.as_bytes())
        }
        Library::List { names: false } => result(list().as_bytes()),
        Library::Show { name } => result(built_in(name)?.as_bytes()),
        Library::New { file, from } => {
            let from = from.as_deref().unwrap_or("classic");
            if let Some(name) = new::write(file, built_in(from)?)? {
                console.say(&format!(
                    "{}: change it, then run: bespoke tailor profile.yaml --template {name} -o resume.pdf",
                    file.display(),
                ));
            }
            Ok(())
        }
    }
}

fn list() -> String {
    let mut list = String::from("Page styles, for PDF and SVG:\n");
    for name in template::built_in_names() {
        let about = template::built_in(name)
            .and_then(|it| template::load(it).0)
            .and_then(|it| it.about)
            .unwrap_or_default();
        let _ = writeln!(list, "  {name:<12}{about}");
    }
    list.push_str("Markdown templates:\n");
    for (name, about, _) in MARKDOWN {
        let _ = writeln!(list, "  {name:<12}{about}");
    }
    list
}

fn names() -> Vec<&'static str> {
    let mut names = template::built_in_names();
    names.extend(MARKDOWN.map(|(name, ..)| name));
    names
}

fn built_in(name: &str) -> Result<&'static str, Error> {
    template::built_in(name)
        .or_else(|| built_in_markdown(name))
        .ok_or_else(|| unknown("template", name, &names()))
}

fn built_in_markdown(name: &str) -> Option<&'static str> {
    let found = MARKDOWN.iter().find(|(it, ..)| *it == name);
    found.map(|&(_, _, text)| text)
}

/// What `--template` names, each by its name or file: at most one of a kind.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Named<'a> {
    /// The page style.
    pub(super) page: Option<&'a str>,
    /// The Markdown template.
    pub(super) markdown: Option<&'a str>,
}

impl<'a> Named<'a> {
    /// Returns what is a page style and what a Markdown template among `wanted`.
    pub(super) fn new(wanted: &'a [String]) -> Result<Self, Error> {
        let mut named = Self::default();
        for wanted in wanted {
            let (slot, kind) = if is_page_style(wanted)? {
                (&mut named.page, "page style")
            } else {
                (&mut named.markdown, "Markdown template")
            };
            if let Some(first) = slot.replace(wanted) {
                return Err(Error::Usage(format!(
                    "`{first}` and `{wanted}` are each a {kind}: name one"
                )));
            }
        }
        Ok(named)
    }

    /// Returns the files among them.
    pub(super) fn files(self) -> [Option<&'a Path>; 2] {
        [
            self.page.filter(|it| template::built_in(it).is_none()),
            self.markdown.filter(|it| built_in_markdown(it).is_none()),
        ]
        .map(|it| it.map(Path::new))
    }

    /// Returns the text of the Markdown template, and what it is called.
    pub(super) fn markdown(self) -> Result<(&'a str, String), Error> {
        let wanted = self.markdown.unwrap_or(MARKDOWN[0].0);
        if let Some(text) = built_in_markdown(wanted) {
            return Ok((wanted, text.to_owned()));
        }
        let path = Path::new(wanted);
        let bytes = fs::read(path)?;
        let text = load::decode(path, &bytes, "a template")?;
        Ok((wanted, text.to_owned()))
    }
}

/// Returns whether `wanted` is a page style rather than a Markdown template: files are told apart by their ending.
fn is_page_style(wanted: &str) -> Result<bool, Error> {
    if template::built_in(wanted).is_some() {
        return Ok(true);
    }
    if built_in_markdown(wanted).is_some() {
        return Ok(false);
    }
    let path = Path::new(wanted);
    let ending = path.extension().and_then(|it| it.to_str());
    match ending.map(str::to_lowercase).as_deref() {
        Some("yaml" | "yml") => Ok(true),
        Some("hbs" | "handlebars" | "md") => Ok(false),
        _ if wanted.contains(['/', '\\', '.']) || fs::exists(path) => Err(Error::Usage(format!(
            "can't tell what `{wanted}` is: end a page style with .yaml, a Markdown template with .hbs"
        ))),
        _ => Err(unknown("template", wanted, &names())),
    }
}
