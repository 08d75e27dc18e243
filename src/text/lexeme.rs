//! What a word is by itself, whatever stands beside it.

use std::sync::Arc;

use super::class::{Class, classes_of};
use super::fuzzy::is_guessable;
use super::memo::Memo;
use super::stem::stem;
use super::words::Key;

/// What is known about a word.
#[derive(Debug, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact of its own, and any of them go together"
)]
pub(super) struct Lexeme {
    /// What it shares with its other forms: its stem; itself where it says nothing by itself.
    pub(super) stem: Key,
    /// Whether it says nothing by itself: an article, a pronoun, an auxiliary verb.
    pub(super) is_stop: bool,
    /// Whether a phrase may be read over it as if it were not there: an article or possessive.
    pub(super) is_transparent: bool,
    /// Whether a slip of the pen can be told in it.
    pub(super) is_guessable: bool,
    /// Whether it begins compounds that are also written with a space.
    pub(super) is_space_part: bool,
    /// What it is where its capitals say so.
    pub(super) name: Option<Name>,
    /// Whether it makes the name before it a name: "Go developer".
    pub(super) is_named_noun: bool,
    /// What kinds of things it means, where the tables have it or its stem.
    pub(super) classes: Option<&'static [Class]>,
}

/// How a word is written where it is a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Name {
    /// With a capital: a common word otherwise.
    Titled,
    /// All in capitals.
    Capitals,
}

thread_local! {
    static KNOWN: Memo<Arc<Lexeme>> = const { Memo::new() };
}

/// Returns what is known about a normalised word.
pub(super) fn lexeme(word: &str) -> Arc<Lexeme> {
    KNOWN.with(|known| known.get(word, || Arc::new(Lexeme::of(word))))
}

impl Lexeme {
    fn of(word: &str) -> Self {
        let is = |list: &[&str]| list.binary_search(&word).is_ok();
        let is_stop = is(STOP);
        // A small word has one form that matters.
        let stem = if is_stop { word.into() } else { stem(word) };
        let name = if CAPITALS.binary_search(&singular(word)).is_ok() {
            Some(Name::Capitals)
        } else {
            is(&WORDLIKE).then_some(Name::Titled)
        };
        Self {
            classes: classes_of(word, &stem),
            stem,
            is_stop,
            is_transparent: is(&TRANSPARENT),
            is_guessable: is_guessable(word),
            is_space_part: is(&SPACE_PARTS),
            name,
            is_named_noun: is(&NAMED_NOUNS),
        }
    }
}

/// Articles, possessives and the like.
const TRANSPARENT: [&str; 13] = [
    "a", "all", "an", "both", "each", "her", "his", "its", "my", "our", "the", "their", "your",
];

/// Compounds whose parts, with only a space between, are a verb and its particle: "rolled out", "sign off".
///
/// Those join over a hyphen alone.
const SPACE_PARTS: [&str; 13] = [
    "back", "check", "code", "data", "front", "full", "health", "life", "micro", "multi", "post",
    "road", "time",
];

/// Names that are common words too, in lower case or as the first word of a sentence.
const WORDLIKE: [&str; 50] = [
    "access",
    "ant",
    "asana",
    "beam",
    "box",
    "canvas",
    "chef",
    "confluence",
    "consul",
    "cypress",
    "dart",
    "dash",
    "drift",
    "ember",
    "epic",
    "excel",
    "express",
    "flask",
    "glue",
    "go",
    "helm",
    "hive",
    "jest",
    "karma",
    "lambda",
    "lever",
    "linear",
    "mode",
    "node",
    "nomad",
    "notion",
    "oracle",
    "phoenix",
    "puppet",
    "react",
    "ruby",
    "rust",
    "sage",
    "scratch",
    "segment",
    "shiny",
    "slack",
    "snowflake",
    "spark",
    "spring",
    "stripe",
    "swift",
    "teams",
    "vault",
    "word",
];

/// Names that are only names in capitals.
const CAPITALS: [&str; 21] = [
    "ad", "aids", "am", "bi", "c", "care", "er", "id", "it", "lamp", "ma", "ms", "or", "pa", "pm",
    "r", "raid", "safe", "sap", "sow", "us",
];

/// Nouns that make the name before them a name even where capitals say nothing: "Go developer".
const NAMED_NOUNS: [&str; 24] = [
    "api",
    "apis",
    "app",
    "application",
    "applications",
    "apps",
    "backend",
    "code",
    "codebase",
    "components",
    "developer",
    "developers",
    "engineer",
    "engineers",
    "framework",
    "frontend",
    "library",
    "microservices",
    "native",
    "programmer",
    "scripts",
    "service",
    "services",
    "stack",
];

/// Strips the plural of a name in capitals: "PMs".
pub(super) fn singular(word: &str) -> &str {
    match word.strip_suffix('s') {
        Some(root) if CAPITALS.binary_search(&word).is_err() && root.len() > 1 => {
            if CAPITALS.binary_search(&root).is_ok() {
                root
            } else {
                word
            }
        }
        _ => word,
    }
}

/// Words that say nothing by themselves, sorted.
const STOP: &[&str] = &[
    "a",
    "about",
    "above",
    "across",
    "after",
    "again",
    "all",
    "along",
    "also",
    "although",
    "am",
    "among",
    "an",
    "and",
    "another",
    "any",
    "are",
    "around",
    "as",
    "at",
    "be",
    "because",
    "been",
    "before",
    "being",
    "below",
    "between",
    "both",
    "but",
    "by",
    "can",
    "could",
    "did",
    "do",
    "does",
    "doing",
    "don't",
    "down",
    "during",
    "each",
    "eg",
    "either",
    "etc",
    "even",
    "every",
    "few",
    "for",
    "from",
    "further",
    "had",
    "has",
    "have",
    "having",
    "he",
    "her",
    "here",
    "him",
    "his",
    "how",
    "i",
    "ie",
    "if",
    "in",
    "incl",
    "including",
    "into",
    "is",
    "it",
    "its",
    "itself",
    "just",
    "let",
    "like",
    "may",
    "me",
    "might",
    "more",
    "most",
    "much",
    "must",
    "my",
    "no",
    "nor",
    "not",
    "of",
    "off",
    "on",
    "once",
    "one",
    "only",
    "onto",
    "or",
    "other",
    "our",
    "ours",
    "out",
    "over",
    "own",
    "per",
    "same",
    "shall",
    "she",
    "should",
    "since",
    "so",
    "some",
    "such",
    "than",
    "that",
    "the",
    "their",
    "them",
    "then",
    "there",
    "these",
    "they",
    "this",
    "those",
    "through",
    "throughout",
    "to",
    "too",
    "under",
    "until",
    "up",
    "upon",
    "us",
    "very",
    "via",
    "w",
    "was",
    "we",
    "were",
    "what",
    "when",
    "where",
    "whether",
    "which",
    "while",
    "who",
    "whom",
    "whose",
    "why",
    "will",
    "with",
    "within",
    "without",
    "would",
    "you",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted() {
        for list in [
            STOP,
            &TRANSPARENT,
            &SPACE_PARTS,
            &WORDLIKE,
            &CAPITALS,
            &NAMED_NOUNS,
        ] {
            assert!(list.is_sorted(), "{list:?}");
        }
    }

    #[test]
    fn tells_names_from_words() {
        assert_eq!(lexeme("pms").name, Some(Name::Capitals));
        assert_eq!(lexeme("go").name, Some(Name::Titled));
        assert_eq!(lexeme("migrations").name, None);
    }
}
