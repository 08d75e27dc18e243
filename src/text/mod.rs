//! Words: how a text is cut into them, and when two of them mean the same.

mod acronym;
mod alias;
mod class;
mod entity;
mod fuzzy;
mod lexeme;
mod memo;
mod names;
mod phrase;
mod porter;
mod sentence;
mod stem;
mod token;
mod words;

pub use acronym::acronyms;
pub use alias::{Lexicon, Unit, alias_keys};
pub use class::{Class, class_keys, classes, is_verb};
pub use entity::entity;
pub use fuzzy::similar;
pub use memo::WordCache;
pub use names::{NameKind, Named, names};
pub use phrase::{Found, Phrases};
pub use sentence::sentences;
pub use stem::stem;
pub use token::{Gap, Token, TokenKind, composed, decomposed, is_mark, normalise, tokens};
pub use words::{Few, Key, Places, Words, words_for};
