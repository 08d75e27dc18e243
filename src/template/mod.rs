//! Page styles: how a resume looks, as data that a file can say.

mod built_in;
mod load;
mod model;

pub use built_in::{built_in, built_in_names};
pub use load::load;
pub use model::Template;
