//! A job advertisement: what it asks for, without the boilerplate around it.

mod ask;
mod asks;
mod cues;
mod degree;
mod evidence;
mod heading;
mod html;
mod lines;
mod logistics;
mod markup;
mod model;
mod read;
mod years;

pub use asks::{AskedFor, Asks, name_key, says_which_credential};
pub use degree::{DegreeLevel, degrees};
pub use model::{Ask, Need, Posting, Requirement};
pub use read::{read, says_something};
pub use years::says_which_work;
