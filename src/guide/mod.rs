//! A role's YAML: what resumes for that role should show.

mod model;

pub use model::{Guide, Term, Theme};
