//! What the resume says, before it has a place on a page.

mod blocks;
mod model;

pub use blocks::{Block, Face, Role, Run};
pub use model::{ContactItem, Document, Entry, Labelled, Position, Section, SectionBody};
