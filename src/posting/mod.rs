//! A job advertisement: what it asks for, without the boilerplate around it.

mod ask_words;
mod asks;
mod block;
mod cues;
mod degree;
mod evidence;
mod frame_words;
mod heading;
mod html;
mod job_titles;
mod lines;
mod logistics;
mod markup;
mod model;
mod read;
mod requirement_kind;
mod section;
mod table;
mod verbs;
mod years;

pub use ask_words::{is_credential_word, says_which_credential};
pub use asks::name_key;
pub use degree::degrees;
pub use frame_words::says_something;
pub use model::{
    Ask, Asks, DegreeLevel, Need, Posting, Requirement, RequirementId, RequirementKind,
};
pub use read::read;
pub use years::says_which_work;
