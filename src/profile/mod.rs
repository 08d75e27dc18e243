//! The person's YAML: what it holds and how it is read.

mod date;
mod id;
mod lines;
mod load;
mod model;

pub use date::{Date, DateError, End, Period};
pub use id::own_ids;
pub use lines::{Kind, Line, Place};
pub use load::load;
pub(crate) use load::sections;
pub use model::{
    Contact, Education, Employment, Entry, Highlight, Item, Language, Link, Meta, OtherSection,
    Pin, Position, Profile, Section, SkillGroup, Text,
};
