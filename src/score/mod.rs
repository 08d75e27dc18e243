//! How well each line of a profile serves a guide and a posting, every point with its reason.

mod model;

pub use model::{Contribution, LineScore, Scored, What};
