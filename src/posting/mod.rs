//! A job advertisement: what it asks for, without the boilerplate around it.

mod model;

pub use model::{Ask, Need, Posting, Requirement};
