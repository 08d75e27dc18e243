//! A token: one word, number or address of a text.

use std::ops::Range;
use std::sync::Arc;

use super::class::{Class, classes_of};
use super::lexeme::Lexeme;
use super::words::Key;

/// One word, number or address of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Its bytes in the text.
    pub at: Range<usize>,
    /// The word as it is compared by spelling: NFKC, lower case, plain quotes, no possessive.
    pub word: Key,
    /// What two words of one meaning share: the stem, or `=` and the word where it is a name.
    pub key: Key,
    /// What it is.
    pub kind: TokenKind,
    /// What stands between it and the token before.
    pub before: Gap,
    /// What is known about its word.
    pub(super) lexeme: Arc<Lexeme>,
}

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TokenKind {
    /// A word.
    Word,
    /// A word that is also a name, and is written as one here: `Go`, `R`, `IT`.
    Name,
    /// A number, with or without a unit: `140`, `6-8`, `16KB`, `3rd`.
    Number,
    /// An amount of money: `$1.2M`.
    Money,
    /// A share: `31 %`.
    Percent,
    /// A web or mail address: never compared with words.
    Address,
}

/// What stands between two tokens, from the closest bond to the loosest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gap {
    /// A hyphen: parts of one compound.
    Hyphen,
    /// White space or quotes.
    Space,
    /// A comma, slash, plus or ampersand.
    List,
    /// A bracket, colon, semicolon or dash.
    Clause,
    /// The end of a sentence or line, or the start of the text.
    Sentence,
}

impl Token {
    /// Returns whether the word says nothing by itself: an article, a pronoun, an auxiliary verb.
    pub fn is_stop(&self) -> bool {
        self.kind == TokenKind::Word && self.lexeme.is_stop()
    }

    /// Returns whether a phrase may be read over this word as if it were not there: an article or possessive.
    pub fn is_transparent(&self) -> bool {
        self.kind == TokenKind::Word && self.lexeme.is_transparent()
    }

    /// Returns whether this is a word long and plain enough that a typo in it can be recognized.
    pub fn is_guessable(&self) -> bool {
        self.kind == TokenKind::Word && self.lexeme.is_guessable()
    }

    /// Returns whether its key is that of its word: not that of a name, nor of another word that was meant.
    pub fn has_own_key(&self) -> bool {
        self.key == self.lexeme.stem
    }

    /// Returns what kinds of things the word means in the form that it has here, where the tables have it.
    pub(super) fn known_classes(&self) -> Option<&'static [Class]> {
        if self.has_own_key() {
            return self.lexeme.classes(&self.word);
        }
        classes_of(&self.word, &self.key)
    }

    /// Returns whether this is a number of any kind.
    pub fn is_number(&self) -> bool {
        matches!(
            self.kind,
            TokenKind::Number | TokenKind::Money | TokenKind::Percent
        )
    }
}

/// Returns the classes of a token; `written` is the token as the text has it.
pub fn classes(token: &Token, written: &str) -> &'static [Class] {
    match token.kind {
        TokenKind::Money => &[Class::Money],
        TokenKind::Percent => &[Class::Percent],
        TokenKind::Number => &[Class::Number],
        TokenKind::Address => &[],
        TokenKind::Word | TokenKind::Name => match token.known_classes() {
            Some(classes) => classes,
            None if looks_technical(written) => &[Class::Technology],
            None => &[],
        },
    }
}

/// Returns whether a word is spelt as only products and protocols are: `GraphQL`, `gRPC`, `STM32`.
fn looks_technical(written: &str) -> bool {
    let mut humps = 0;
    let mut lower_before = false;
    let (mut upper, mut digits) = (0, 0);
    for c in written.chars() {
        if c.is_uppercase() {
            upper += 1;
            humps += usize::from(lower_before);
        }
        digits += usize::from(c.is_ascii_digit());
        lower_before = c.is_lowercase();
    }
    humps > 0 || (upper >= 2 && digits >= 1)
}
