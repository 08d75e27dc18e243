//! From a word to the key that it shares with its other forms.

use std::sync::LazyLock;

use rust_stemmers::{Algorithm, Stemmer};

use super::words::{Key, Words, n_of, words_for};

/// Words whose key is not their Snowball stem.
static EXCEPTIONS: LazyLock<Words<&str>> = LazyLock::new(|| {
    let text = include_str!("stems.tsv");
    let rows = text
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'));
    let mut words = words_for(n_of(text, b'\n'));
    for (word, key) in rows {
        words.insert(Key::new_static(word), key);
    }
    words
});

/// Shortest word that British endings are looked for in: "rise" and "wise" are left alone.
const MIN_BRITISH: usize = 6;

/// Returns the key of a normalised word: the same for all its forms, and for its British spelling.
pub fn stem(word: &str) -> Key {
    if let Some(key) = EXCEPTIONS.get(word) {
        return (*key).into();
    }
    if !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return word.into();
    }
    match american(word) {
        Some(spelt) => EXCEPTIONS
            .get(spelt.as_str())
            .map_or_else(|| snowball_stem(&spelt), |key| (*key).into()),
        None => snowball_stem(word),
    }
}

/// Returns the stem of a word by Snowball's English stemmer (Porter2,
/// <https://snowballstem.org/algorithms/english/stemmer.html>).
fn snowball_stem(word: &str) -> Key {
    static STEMMER: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::create(Algorithm::English));
    STEMMER.stem(word).as_ref().into()
}

/// Respells "-ise", "-isation", "-yse" with a z.
///
/// "Promise" becomes "promize" too; that does no harm, because every text goes the same way.
fn american(word: &str) -> Option<String> {
    const ENDINGS: [(&str, &str); 14] = [
        ("isation", "ization"),
        ("isations", "izations"),
        ("isational", "izational"),
        ("ise", "ize"),
        ("ises", "izes"),
        ("ised", "ized"),
        ("ising", "izing"),
        ("iser", "izer"),
        ("isers", "izers"),
        ("yse", "yze"),
        ("yses", "yzes"),
        ("ysed", "yzed"),
        ("ysing", "yzing"),
        ("yser", "yzer"),
    ];
    let may_be = |it: &[u8]| it == b"is" || it == b"ys";
    if word.len() < MIN_BRITISH || !word.as_bytes().windows(2).any(may_be) {
        return None;
    }
    ENDINGS.iter().find_map(|(british, american)| {
        word.strip_suffix(british)
            .map(|root| format!("{root}{american}"))
    })
}

#[cfg(test)]
mod tests {
    use super::stem;

    #[track_caller]
    fn same(words: &[&str]) {
        for word in words {
            assert_eq!(stem(word), stem(words[0]), "{word} and {}", words[0]);
        }
    }

    #[track_caller]
    fn apart(words: &[&str]) {
        for (i, a) in words.iter().enumerate() {
            for b in &words[i + 1..] {
                assert_ne!(stem(a), stem(b), "{a} and {b}");
            }
        }
    }

    #[test]
    fn joins_the_forms_of_a_word() {
        same(&["migrate", "migrated", "migration", "migrations"]);
        same(&["lead", "led", "leads", "leading"]);
        same(&["write", "wrote", "written", "writing"]);
        same(&["organize", "organise", "organised", "organizing"]);
        same(&["organization", "organisations", "organizational"]);
        same(&["analyze", "analyse", "analysed", "analysis"]);
        same(&["programme", "program", "programs"]);
        same(&["optimise", "optimized", "optimising"]);
    }

    #[test]
    fn keeps_different_words_apart() {
        apart(&["organ", "organize", "organization", "organic"]);
        apart(&["program", "programming", "programmer"]);
        apart(&["intern", "internal", "international"]);
        apart(&["customer", "custom"]);
        apart(&["engine", "engineer"]);
        apart(&["manager", "manage"]);
        apart(&["lead", "leader", "leadership"]);
        apart(&["product", "production", "productivity"]);
        apart(&["experience", "experiment"]);
        apart(&["market", "marketing"]);
        apart(&["police", "policy"]);
        apart(&["university", "universal"]);
    }

    #[test]
    fn leaves_other_scripts_as_they_are() {
        assert_eq!(stem("управление"), "управление");
        assert_eq!(stem("c++"), "c++");
    }
}
