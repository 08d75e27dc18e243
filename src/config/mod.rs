//! Settings: what somebody would otherwise say with every command, from a file's YAML or from variables.

mod about;
mod load;
mod model;
mod names;
mod written;

pub(crate) use about::ABOUT;
pub(crate) use load::outline;
pub use load::{Variables, load, variable, variables};
pub use model::{Color, Config, KEYS, Place, Sourced};
pub use names::{
    NamedTemplates, TemplateNameError, built_in_markdown, is_file, meant, template_names,
};
