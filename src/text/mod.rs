//! Words: how a text is cut into them, and when two of them mean the same.

mod acronym;
mod alias;
mod class;
mod entity;
mod fuzzy;
mod kind_table;
mod kinds;
mod lexeme;
mod memo;
mod names;
mod phrase;
mod sentence;
mod stem;
mod token;
mod tokenizer;
mod unicode;
mod words;

pub use acronym::acronyms;
pub use alias::{Lexicon, Unit};
pub use class::{Class, is_verb};
pub use entity::entity;
pub use fuzzy::similar;
pub use kinds::kinds;
pub use memo::WordCache;
pub use names::{NameKind, NameMatch, names};
pub use phrase::{PhraseMatch, Phrases};
pub use sentence::sentences;
pub use stem::stem;
pub use token::{Gap, Token, TokenKind, classes};
pub use tokenizer::tokens;
pub use unicode::{composed, decomposed, is_mark, normalise};
pub use words::{Few, Key, Places, Words, words_for};
