//! The person's YAML: what it holds and how it is read.

mod about;
mod date;
mod exchange;
mod id;
mod lines;
mod load;
mod model;
mod network;
mod note;

pub(crate) use about::ABOUT;
pub use date::{Date, DateError, End, Period, goes_on};
pub(crate) use exchange::{COURSES, OWN, SCHEMA, VERSION};
pub use id::{has_notes, own_ids};
pub use lines::{Kind, Line, LineId, Place};
pub(crate) use load::{LATEST, is_address, is_id, is_language_tag, outline, sections};
pub use load::{load, load_tree};
pub use model::{
    Contact, Education, Employment, Entry, Highlight, Item, Language, Link, Meta, OtherSection,
    Pin, Position, Profile, Section, SkillGroup, Text,
};
pub(crate) use network::{account, host, network};
pub(crate) use note::{PrivateNote, kept_item, kept_value};
