//! What a profile shows of what a posting asks for: claims that a careful reader agrees with.

mod career;
mod claim;
mod leaf;
mod leaf_builder;
mod said;
mod supervision;

pub use claim::{Claim, Coverage, Grade, LineStrength};
