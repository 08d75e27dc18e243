//! Normal forms of text: compatibility, case, accents, invisible characters.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::words::{Key, StrExt};

/// Returns whether a character is an accent or another mark upon the letter before it.
pub fn is_mark(character: char) -> bool {
    is_combining_mark(character)
}

/// Returns the characters of a text, letters and their accents as one character where there is one: Unicode's NFC.
pub fn composed(text: &str) -> impl Iterator<Item = char> + '_ {
    text.nfc()
}

/// Returns the characters of a text, accents and other marks apart from their letters and variants of letters (full
/// width, ligatures) as plain ones: Unicode's NFKD.
pub fn decomposed(text: &str) -> impl Iterator<Item = char> + '_ {
    text.nfkd()
}

/// Returns a word as it is compared by spelling.
///
/// Composed and compatibility forms become one (NFKC), letters lower case, quotes plain; soft hyphens and
/// zero-width characters go.
pub fn normalise(word: &str) -> Key {
    if word.is_ascii() {
        return word.to_ascii_lowercase_smolstr();
    }
    let folded: String = word
        .nfkc()
        .filter(|c| !is_invisible(*c))
        .flat_map(|c| match c {
            '’' | '‘' | 'ʼ' => vec!['\''],
            'ß' | 'ẞ' => vec!['s', 's'],
            _ => c.to_lowercase().collect(),
        })
        .collect();
    // Lower case can decompose (İ), so compose again.
    folded.nfkc().collect()
}

/// Returns whether a character is never seen: a soft hyphen, a zero-width space or joiner, a byte order mark.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}'
    )
}
