//! Slips of the pen in long words.

use strsim::jaro_winkler;

/// Takes "kubernets" for "kubernetes" (0.98) and refuses "redact" for "react" (0.956).
const SIMILAR: f64 = 0.97;

/// The shortest word that may be a slip: shorter ones have too many real neighbours.
const MIN_LETTERS: usize = 7;

/// Words that are right although a slip of the pen turns one into another.
const REAL: [&str; 14] = [
    "adaption",
    "casualty",
    "causality",
    "complement",
    "complementary",
    "compliment",
    "complimentary",
    "conservation",
    "conversation",
    "discreet",
    "discrete",
    "principal",
    "principle",
    "stationary",
];

/// Returns whether a word is long enough, and of plain letters, so that a slip can be told from another word.
pub(super) fn is_guessable(word: &str) -> bool {
    word.len() >= MIN_LETTERS
        && word.bytes().all(|byte| byte.is_ascii_lowercase())
        && REAL.binary_search(&word).is_err()
}

/// Returns whether one word is the other with a slip of the pen.
///
/// That is: two letters swapped, a letter doubled or not, a vowel left out, put in or taken for another. A consonant
/// more or less makes another word too often ("contact", "contract"). The caller sees to it that `unknown` is no word
/// of the language that it knows.
pub fn similar(unknown: &str, known: &str) -> bool {
    is_guessable(unknown)
        && is_guessable(known)
        && is_slip(unknown.as_bytes(), known.as_bytes())
        && jaro_winkler(unknown, known) >= SIMILAR
}

fn is_slip(a: &[u8], b: &[u8]) -> bool {
    let head = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let rest = a.len().min(b.len()) - head;
    let tail = (a.iter().rev().zip(b.iter().rev()).take(rest))
        .take_while(|(a, b)| a == b)
        .count();
    let vowel = |letter: u8| b"aeiouy".contains(&letter);
    match (&a[head..a.len() - tail], &b[head..b.len() - tail]) {
        (&[from], &[to]) => vowel(from) && vowel(to),
        (swapped @ &[_, _], &[first, second]) => *swapped == [second, first],
        // Where a letter is doubled, its twin is the last that both words share.
        (&[extra], []) | ([], &[extra]) => vowel(extra) || (head > 0 && a[head - 1] == extra),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{jaro_winkler, similar};

    #[test]
    fn takes_slips() {
        for (slip, word) in [
            ("kubernets", "kubernetes"),
            ("stakeholdre", "stakeholder"),
            ("accomodation", "accommodation"),
            ("comunication", "communication"),
        ] {
            assert!(similar(slip, word), "{slip} {}", jaro_winkler(slip, word));
        }
    }

    #[test]
    fn refuses_other_words() {
        for (a, b) in [
            ("redact", "react"),
            ("contact", "contract"),
            ("casualty", "causality"),
            ("planning", "planting"),
            ("javascript", "java"),
            ("sale", "sales"),
        ] {
            assert!(!similar(a, b), "{a} {b}");
        }
    }
}
