//! Snowball's English stemmer (Porter2), for words of plain lower-case letters.
//!
//! Every word of guide, profile and posting goes through this, and the crate that does it takes five times as many
//! instructions, so it is written here and works on bytes in place. The steps are those of
//! <https://snowballstem.org/algorithms/english/stemmer.html>; a test holds them against that crate.

use super::words::Key;

/// Returns the stem of a word whose stem is given.
fn given(word: &[u8]) -> Option<&'static [u8]> {
    Some(match word {
        b"andes" => b"andes",
        b"atlas" => b"atlas",
        b"bias" => b"bias",
        b"cosmos" => b"cosmos",
        b"dying" => b"die",
        b"early" => b"earli",
        b"gently" => b"gentl",
        b"howe" => b"howe",
        b"idly" => b"idl",
        b"lying" => b"lie",
        b"news" => b"news",
        b"only" => b"onli",
        b"singly" => b"singl",
        b"skies" | b"sky" => b"sky",
        b"skis" => b"ski",
        b"tying" => b"tie",
        b"ugly" => b"ugli",
        _ => return None,
    })
}

/// Returns whether a word is a stem once its plural is gone.
fn is_done(word: &[u8]) -> bool {
    matches!(
        word,
        b"canning"
            | b"earring"
            | b"exceed"
            | b"herring"
            | b"inning"
            | b"outing"
            | b"proceed"
            | b"succeed"
    )
}

/// Starts after which the first region begins, wherever their vowels are.
const STARTS: [&[u8]; 3] = [b"arsen", b"commun", b"gener"];

/// An ending and what stands in its place.
type Ending = (&'static [u8], &'static [u8]);

/// Endings of step 2, longer ones before those that end them.
const STEP_2: [Ending; 24] = [
    (b"ational", b"ate"),
    (b"tional", b"tion"),
    (b"ization", b"ize"),
    (b"ation", b"ate"),
    (b"iveness", b"ive"),
    (b"fulness", b"ful"),
    (b"ousness", b"ous"),
    (b"biliti", b"ble"),
    (b"aliti", b"al"),
    (b"iviti", b"ive"),
    (b"lessli", b"less"),
    (b"fulli", b"ful"),
    (b"ousli", b"ous"),
    (b"entli", b"ent"),
    (b"abli", b"able"),
    (b"alli", b"al"),
    (b"bli", b"ble"),
    (b"li", b""),
    (b"ogi", b"og"),
    (b"anci", b"ance"),
    (b"enci", b"ence"),
    (b"alism", b"al"),
    (b"izer", b"ize"),
    (b"ator", b"ate"),
];

/// Endings of step 3, longer ones before those that end them.
const STEP_3: [Ending; 9] = [
    (b"ational", b"ate"),
    (b"tional", b"tion"),
    (b"icate", b"ic"),
    (b"ative", b""),
    (b"alize", b"al"),
    (b"iciti", b"ic"),
    (b"ical", b"ic"),
    (b"ness", b""),
    (b"ful", b""),
];

/// Endings of step 4, longer ones before those that end them.
const STEP_4: [Ending; 18] = [
    (b"ement", b""),
    (b"ment", b""),
    (b"ent", b""),
    (b"ance", b""),
    (b"ence", b""),
    (b"able", b""),
    (b"ible", b""),
    (b"ant", b""),
    (b"ate", b""),
    (b"iti", b""),
    (b"ism", b""),
    (b"ive", b""),
    (b"ize", b""),
    (b"ion", b""),
    (b"ous", b""),
    (b"al", b""),
    (b"er", b""),
    (b"ic", b""),
];

/// Returns the stem of a word of plain lower-case letters.
pub(super) fn stem(word: &str) -> Key {
    if let Some(stem) = given(word.as_bytes()) {
        return as_key(stem);
    }
    if word.len() < 3 {
        return word.into();
    }
    let mut word = Word::new(word.as_bytes().to_vec());
    word.plural();
    if !is_done(&word.letters) {
        word.past();
        word.final_y();
        word.suffixes();
        word.last_letter();
    }
    word.letters.make_ascii_lowercase();
    as_key(&word.letters)
}

/// Returns letters as a key; they are ASCII throughout.
fn as_key(letters: &[u8]) -> Key {
    std::str::from_utf8(letters).unwrap_or_default().into()
}

/// A word on its way to its stem; a `y` that is a consonant is a capital.
struct Word {
    letters: Vec<u8>,
    /// Where the first region starts: after the first consonant that follows a vowel.
    first: usize,
    /// Where the second region starts: the same, within the first.
    second: usize,
}

impl Word {
    fn new(mut letters: Vec<u8>) -> Self {
        for i in 0..letters.len() {
            if letters[i] == b'y' && (i == 0 || is_vowel(letters[i - 1])) {
                letters[i] = b'Y';
            }
        }
        let start = STARTS.iter().find(|it| letters.starts_with(it));
        let first = start.map_or_else(|| region(&letters, 0), |it| it.len());
        let second = region(&letters, first);
        Self {
            letters,
            first,
            second,
        }
    }

    fn ends_with(&self, ending: &[u8]) -> bool {
        // Two letters tell most words and endings apart, sooner than a call that compares all of them.
        match (self.letters.as_slice(), ending) {
            ([.., a, b], [.., c, d]) => b == d && a == c && self.letters.ends_with(ending),
            (word, [letter]) => word.last() == Some(letter),
            _ => false,
        }
    }

    /// Puts letters in the place of the last `n`.
    fn replace(&mut self, n: usize, put: &[u8]) {
        self.letters.truncate(self.letters.len() - n);
        self.letters.extend_from_slice(put);
    }

    /// Returns whether there is a vowel before the last `n` letters.
    fn has_vowel_before(&self, n: usize) -> bool {
        let end = self.letters.len().saturating_sub(n);
        self.letters[..end].iter().any(|it| is_vowel(*it))
    }

    /// Returns whether the first `end` letters end in a short syllable.
    fn is_short(&self, end: usize) -> bool {
        match self.letters[..end] {
            [vowel, last] => is_vowel(vowel) && !is_vowel(last),
            [.., before, vowel, last] => {
                !is_vowel(before)
                    && is_vowel(vowel)
                    && !is_vowel(last)
                    && !matches!(last, b'w' | b'x' | b'Y')
            }
            _ => false,
        }
    }

    /// Step 1a.
    fn plural(&mut self) {
        if self.ends_with(b"sses") {
            self.replace(2, b"");
        } else if self.ends_with(b"ied") || self.ends_with(b"ies") {
            let n = if self.letters.len() > 4 { 2 } else { 1 };
            self.replace(n, b"");
        } else if self.ends_with(b"s")
            && !(self.ends_with(b"ss") || self.ends_with(b"us"))
            && self.has_vowel_before(2)
        {
            self.replace(1, b"");
        }
    }

    /// Step 1b.
    fn past(&mut self) {
        const ENDINGS: [&[u8]; 6] = [b"eedly", b"edly", b"ingly", b"eed", b"ing", b"ed"];
        let Some(ending) = ENDINGS.into_iter().find(|it| self.ends_with(it)) else {
            return;
        };
        let n = ending.len();
        if ending.starts_with(b"ee") {
            if self.letters.len() - n >= self.first {
                self.replace(n, b"ee");
            }
        } else if self.has_vowel_before(n) {
            self.replace(n, b"");
            let length = self.letters.len();
            if [b"at", b"bl", b"iz"].iter().any(|it| self.ends_with(*it)) {
                self.letters.push(b'e');
            } else if let [.., before, last] = self.letters[..]
                && before == last
                && b"bdfgmnprt".contains(&last)
            {
                self.letters.pop();
            } else if length == self.first && self.is_short(length) {
                self.letters.push(b'e');
            }
        }
    }

    /// Step 1c.
    fn final_y(&mut self) {
        if let [_, .., before, last @ (b'y' | b'Y')] = &mut self.letters[..]
            && !is_vowel(*before)
        {
            *last = b'i';
        }
    }

    /// Steps 2 to 4.
    fn suffixes(&mut self) {
        if let Some((ending, put)) = self.longest(&STEP_2, self.first) {
            let before = self.letters[..self.letters.len() - ending.len()].last();
            let fits = match ending {
                b"li" => before.is_some_and(|it| b"cdeghkmnrt".contains(it)),
                b"ogi" => before == Some(&b'l'),
                _ => true,
            };
            if fits {
                self.replace(ending.len(), put);
            }
        }
        if let Some((ending, put)) = self.longest(&STEP_3, self.first)
            && (ending != b"ative" || self.letters.len() - ending.len() >= self.second)
        {
            self.replace(ending.len(), put);
        }
        if let Some((ending, put)) = self.longest(&STEP_4, self.second) {
            let before = self.letters[..self.letters.len() - ending.len()].last();
            if ending != b"ion" || matches!(before, Some(b's' | b't')) {
                self.replace(ending.len(), put);
            }
        }
    }

    /// Returns the longest of the endings that the word has, if it lies in the region from `start` on.
    fn longest(&self, endings: &[Ending], start: usize) -> Option<Ending> {
        if self.letters.len() < start + 2 {
            // No ending is shorter than two letters.
            return None;
        }
        let found = *endings.iter().find(|(it, _)| self.ends_with(it))?;
        (self.letters.len() - found.0.len() >= start).then_some(found)
    }

    /// Step 5.
    fn last_letter(&mut self) {
        let Some((&last, rest)) = self.letters.split_last() else {
            return;
        };
        let at = rest.len();
        let goes = match last {
            b'e' => at >= self.second || (at >= self.first && !self.is_short(at)),
            b'l' => at >= self.second && rest.last() == Some(&b'l'),
            _ => false,
        };
        if goes {
            self.letters.pop();
        }
    }
}

fn is_vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}

/// Returns the place after the first consonant that follows a vowel, from `start` on.
fn region(letters: &[u8], start: usize) -> usize {
    let rest = &letters[start..];
    let consonant = (rest.windows(2)).position(|it| is_vowel(it[0]) && !is_vowel(it[1]));
    consonant.map_or(letters.len(), |it| start + it + 2)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rust_stemmers::{Algorithm, Stemmer};

    use super::stem;

    #[track_caller]
    fn check(word: &str) {
        let other = Stemmer::create(Algorithm::English);
        assert_eq!(stem(word), *other.stem(word), "{word}");
    }

    #[test]
    fn stems_real_words_as_others_do() {
        let files = [
            include_str!("aliases.tsv"),
            include_str!("classes.tsv"),
            include_str!("stems.tsv"),
            include_str!("../../guides/technical-program-manager.yaml"),
            include_str!("../../guides/registered-nurse.yaml"),
            include_str!("../../profiles/teacher.yaml"),
            include_str!("../../LICENSE-APACHE"),
        ];
        for file in files {
            let lower = file.to_ascii_lowercase();
            for word in lower.split(|it: char| !it.is_ascii_lowercase()) {
                check(word);
            }
        }
        let given = "andes atlas bias cosmos dying early gently howe idly lying news only singly skies skis sky tying ugly";
        let done = "canning cannings earring exceed herrings inning innings outing proceeds proceeding succeed";
        for word in given.split(' ').chain(done.split(' ')) {
            check(word);
        }
    }

    proptest! {
        #[test]
        fn stems_any_word_as_others_do(word in "[a-z]{1,6}") {
            check(&word);
        }

        #[test]
        fn stems_any_syllables_as_others_do(
            start in "(gener|commun|arsen|[bcdlst]?[aeiouy][bcdlnstwxy]?){1,3}",
            end in "(ational|tional|ization|ative|ical|ness|ful|ement|ment|ent|ion|ate|ize|able|ogi|li|ly|y|e|l|ll){0,2}",
            last in "(s|ss|es|ies|ied|ed|ing|eed|eedly|edly|ingly|sses|us)?",
        ) {
            check(&format!("{start}{end}{last}"));
        }
    }
}
