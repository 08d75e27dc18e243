//! A job advertisement: what it asks for, without the boilerplate around it.

mod ask;
mod cues;
mod evidence;
mod heading;
mod html;
mod lines;
mod markup;
mod model;
mod read;

pub use model::{Ask, Need, Posting, Requirement};
pub use read::{read, says_something};
