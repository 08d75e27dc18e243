//! Page styles: how a resume looks, as data that a file can say.

mod about;
mod built_in;
mod load;
mod model;

pub(crate) use about::ABOUT;
pub use built_in::{built_in, built_in_names};
pub use load::load;
pub(crate) use load::outline;
pub use model::Template;
