//! A role's YAML: what resumes for that role should show.

mod about;
mod built_in;
mod competency;
mod load;
mod model;

pub(crate) use about::ABOUT;
pub use built_in::{EXAMPLE, NEUTRAL, built_in, built_in_for, built_in_names};
pub use competency::Competency;
pub use load::load;
pub(crate) use load::outline;
pub use model::{Guide, Term, Theme, ThemeId};
