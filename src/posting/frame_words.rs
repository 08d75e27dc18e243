//! The words that requirements are made of whatever they ask for.

use crate::text::{Token, TokenKind};

/// Words that requirements are made of whatever they ask for, sorted.
const FRAME: [&str; 44] = [
    "abil",
    "abl",
    "background",
    "bonus",
    "certif",
    "comfort",
    "compar",
    "demonstr",
    "desir",
    "equival",
    "excel",
    "expect",
    "experi",
    "expert",
    "expertis",
    "famili",
    "familiar",
    "good",
    "great",
    "help",
    "hous",
    "includ",
    "knowledg",
    "level",
    "minimum",
    "must",
    "need",
    "new",
    "plus",
    "practic",
    "prefer",
    "prior",
    "profici",
    "proven",
    "qualif",
    "relat",
    "requir",
    "role",
    "similar",
    "skill",
    "solid",
    "strong",
    "understand",
    "year",
];

/// Returns whether a word of a requirement says what is asked for, rather than that something is.
pub fn says_something(token: &Token) -> bool {
    matches!(token.kind, TokenKind::Word | TokenKind::Name)
        && !token.is_stop()
        && FRAME.binary_search(&token.key.as_str()).is_err()
}
