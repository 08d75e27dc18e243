//! What a word is by itself, whatever stands beside it.

use std::sync::{Arc, LazyLock, OnceLock};

use super::class::{Class, classes_of};
use super::fuzzy::is_guessable;
use super::memo::WordCache;
use super::stem::stem;
use super::words::{Key, Words, words_for};

/// What is known about a word.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Lexeme {
    /// What it shares with its other forms: its stem; itself where it says nothing by itself.
    pub(super) stem: Key,
    /// What it is where its capitals say so.
    pub(super) name: Option<Name>,
    lists: u8,
    is_guessable: bool,
    classes: OnceLock<Option<&'static [Class]>>,
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
    static KNOWN: WordCache<Arc<Lexeme>> = const { WordCache::new() };
}

/// Returns what is known about a normalised word.
pub(super) fn lexeme(word: &str) -> Arc<Lexeme> {
    KNOWN.with(|known| known.get(word, || Arc::new(Lexeme::of(word))))
}

impl Lexeme {
    fn of(word: &str) -> Self {
        let on = lists(word);
        let singular = singular(word);
        let on_singular = if singular == word {
            on
        } else {
            lists(singular)
        };
        Self {
            // A small word has one form that matters.
            stem: if on & STOPS > 0 {
                word.into()
            } else {
                stem(word)
            },
            name: if on_singular & CAPITAL > 0 {
                Some(Name::Capitals)
            } else {
                (on & TITLED > 0).then_some(Name::Titled)
            },
            is_guessable: is_guessable(word),
            lists: on,
            classes: OnceLock::new(),
        }
    }

    /// Returns whether it says nothing by itself: an article, a pronoun, an auxiliary verb.
    pub(super) fn is_stop(&self) -> bool {
        self.lists & STOPS > 0
    }

    /// Returns whether a phrase may be read over it as if it were not there: an article or possessive.
    pub(super) fn is_transparent(&self) -> bool {
        self.lists & SEEN_THROUGH > 0
    }

    /// Returns whether it begins compounds that are also written with a space.
    pub(super) fn is_space_part(&self) -> bool {
        self.lists & SPACE_PART > 0
    }

    /// Returns whether it makes the name before it a name: "Go developer".
    pub(super) fn is_named_noun(&self) -> bool {
        self.lists & NAMED_NOUN > 0
    }

    /// Returns whether a slip of the pen can be told in it.
    pub(super) fn is_guessable(&self) -> bool {
        self.is_guessable
    }

    /// Returns what kinds of things it means, where the tables have it or its stem; it is the lexeme of `word`.
    pub(super) fn classes(&self, word: &str) -> Option<&'static [Class]> {
        let find = || classes_of(word, &self.stem);
        *self.classes.get_or_init(find)
    }
}

/// The lists that a word may be on, each a bit.
const STOPS: u8 = 1;
const SEEN_THROUGH: u8 = 2;
const SPACE_PART: u8 = 4;
const TITLED: u8 = 8;
const CAPITAL: u8 = 16;
const NAMED_NOUN: u8 = 32;

/// The words of all lists, each with the lists that it is on.
static LISTS: LazyLock<Words<u8>> = LazyLock::new(|| {
    let lists: [(&[&'static str], u8); 6] = [
        (STOP, STOPS),
        (&TRANSPARENT, SEEN_THROUGH),
        (&SPACE_PARTS, SPACE_PART),
        (&WORDLIKE, TITLED),
        (&CAPITALS, CAPITAL),
        (&NAMED_NOUNS, NAMED_NOUN),
    ];
    let mut all = words_for(lists.iter().map(|it| it.0.len()).sum());
    for (words, list) in lists {
        for word in words {
            *all.entry(Key::new_static(word)).or_default() |= list;
        }
    }
    all
});

fn lists(word: &str) -> u8 {
    LISTS.get(word).copied().unwrap_or_default()
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
        Some(root) if lists(word) & CAPITAL == 0 && root.len() > 1 => {
            if lists(root) & CAPITAL > 0 {
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
    fn tells_names_from_words() {
        assert_eq!(lexeme("pms").name, Some(Name::Capitals));
        assert_eq!(lexeme("go").name, Some(Name::Titled));
        assert_eq!(lexeme("migrations").name, None);
        assert_eq!(singular("pms"), "pm");
        assert_eq!(singular("teams"), "teams");
    }
}
