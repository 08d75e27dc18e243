//! What the words of a text say for each general competency.
//!
//! The evidence for a competency is a sum over the words of a text, their pairs, the cues and the word pieces in it, each
//! counted once; `fit/fit.py` found the numbers by ridge regression on graded highlights, and describes them. So each
//! word's share of a score is exact, and a word adds the same wherever it stands.

use std::sync::{Arc, LazyLock};

use super::cue::N_CUES;
use super::reading::Reading;
use crate::guide::Competency;
use crate::text::{Gap, Memo, Token, TokenKind, decomposed, is_mark};

const N: usize = Competency::COUNT;

/// A number for each competency.
pub(super) type PerCompetency = [f64; N];

/// The longest piece of a word, in bytes.
const LONGEST_PIECE: usize = 18;

/// The evidence that makes half of a full strength: about the mean grade, divided by three, of highlights that were not
/// among those fitted.
const HALF: f64 = 2.45;

/// The evidence that shows a competency fully, where two texts are held against each other.
const FULL: f64 = 5.0;

/// What a text says for each competency.
pub(super) struct Evidence {
    /// The whole: what is taken for granted, and the shares.
    total: PerCompetency,
    /// What each token adds or takes away.
    shares: Vec<PerCompetency>,
}

impl Evidence {
    /// Weighs a text; `cues` are those of the text.
    pub(super) fn of(text: &Reading, cues: &[(usize, [usize; 2])]) -> Self {
        let weights = &*WEIGHTS;
        let mut shares = vec![[0.0; N]; text.tokens.len()];
        let mut add = |rows: &Rows, row: usize, words: [usize; 2]| {
            let [a, b] = words;
            if a == b {
                rows.add(row, 1.0, &mut shares[a]);
            } else {
                rows.add(row, 0.5, &mut shares[a]);
                rows.add(row, 0.5, &mut shares[b]);
            }
        };
        // What the text has, each with its words; place 0 is the start of a sentence.
        let n_tokens = text.tokens.len();
        let mut said = Vec::with_capacity(n_tokens);
        let mut paired = Vec::with_capacity(n_tokens);
        let mut pieces = Vec::with_capacity(2 * n_tokens);
        let mut last = (Some(0), 0);
        for (i, token) in text.tokens.iter().enumerate() {
            if i == 0 || token.before >= Gap::Sentence {
                last = (Some(0), i);
            }
            let known = weights.known(token);
            let place = known.word.map(|it| it + 1);
            said.extend(known.word.map(|it| (it as usize, [i, i])));
            if let (Some(a), Some(b)) = (last.0, place) {
                paired.extend(weights.pair(a, b).map(|it| (it, [last.1, i])));
            }
            last = (place, i);
            pieces.extend(known.pieces.iter().map(|&it| (it as usize, [i, i])));
        }
        for (rows, mut found) in [
            (&weights.words.rows, said),
            (&weights.pairs, paired),
            (&weights.pieces.rows, pieces),
        ] {
            // Said twice is said once, where it is said first.
            found.sort_unstable();
            found.dedup_by_key(|(row, _)| *row);
            for (row, words) in found {
                add(rows, row, words);
            }
        }
        for &(cue, words) in cues {
            add(&weights.cues, cue, words);
        }
        let mut total = weights.bias;
        for share in &shares {
            for (total, share) in total.iter_mut().zip(share) {
                *total += share;
            }
        }
        Self { total, shares }
    }

    /// Returns how well the text shows a competency, as odds: 0 or more, 1 for half of a full strength.
    pub(super) fn odds(&self, competency: Competency) -> f64 {
        let ratio = self.total[competency as usize].max(0.0) / HALF;
        ratio * ratio * ratio
    }

    /// Returns how far the text shows each competency, 0 to 1.
    pub(super) fn levels(&self) -> PerCompetency {
        self.total.map(|it| it.clamp(0.0, FULL) / FULL)
    }

    /// Returns the words that speak most for a competency: at most `n`, the strongest first.
    pub(super) fn strongest(&self, competency: Competency, n: usize) -> Vec<usize> {
        let share = |word: usize| self.shares[word][competency as usize];
        let mut words: Vec<usize> = Vec::with_capacity(n + 1);
        for word in 0..self.shares.len() {
            let least = if words.len() < n {
                0.0
            } else {
                words.last().map_or(f64::INFINITY, |&it| share(it))
            };
            if share(word) > least {
                let rank = words.partition_point(|&it| share(it) >= share(word));
                words.insert(rank, word);
                words.truncate(n);
            }
        }
        words
    }
}

/// Returns how much of the same competencies two texts show, from 0 to their number.
pub(super) fn alike(a: &PerCompetency, b: &PerCompetency) -> f64 {
    a.iter().zip(b).fold(0.0, |sum, (a, b)| sum + a.min(*b))
}

/// Returns the competency that two texts both show most.
pub(super) fn most_alike(a: &PerCompetency, b: &PerCompetency) -> Competency {
    let mut most = (0.0, Competency::NAMES[0].1);
    for ((a, b), (_, competency)) in a.iter().zip(b).zip(Competency::NAMES) {
        if a.min(*b) > most.0 {
            most = (a.min(*b), competency);
        }
    }
    most.1
}

/// What the fitted numbers know of a token.
struct Known {
    /// The row of the whole word.
    word: Option<u32>,
    /// The rows of its pieces.
    pieces: Vec<u32>,
}

thread_local! {
    static WORDS: Memo<Arc<Known>> = const { Memo::new() };
}

/// The fitted numbers.
#[derive(Default)]
struct Weights {
    bias: PerCompetency,
    words: Table,
    pieces: Table,
    /// The places of the two words of each pair in one number, rising.
    pair_keys: &'static [u8],
    pairs: Rows,
    cues: Rows,
}

/// Texts and what each says.
#[derive(Default)]
struct Table {
    /// For each place of a hash table one more than the index of a text, or 0; two bytes each.
    slots: &'static [u8],
    /// Where each text starts, and the last one ends; four bytes each.
    starts: &'static [u8],
    texts: &'static [u8],
    rows: Rows,
}

/// What each of several things says, in bytes, and what one step of a byte is worth.
#[derive(Default)]
struct Rows {
    bytes: &'static [u8],
    scale: PerCompetency,
}

impl Rows {
    /// Adds so much of what one of the things says.
    fn add(&self, row: usize, part: f64, to: &mut PerCompetency) {
        let steps = &self.bytes[row * N..(row + 1) * N];
        for ((to, step), scale) in to.iter_mut().zip(steps).zip(&self.scale) {
            *to += f64::from(step.cast_signed()) * scale * part;
        }
    }
}

impl Table {
    /// Returns the index of a text, given by its bytes.
    fn get(&self, text: &str) -> Option<usize> {
        self.get_hashed(text.bytes().fold(HASH, hash), &text.bytes())
    }

    fn get_hashed(&self, hash: u32, text: &(impl Iterator<Item = u8> + Clone)) -> Option<usize> {
        let n_slots = self.slots.len() / 2;
        let mut slot = (hash ^ (hash >> 15)) as usize & n_slots.checked_sub(1)?;
        loop {
            let at = u16::from_le_bytes([self.slots[2 * slot], self.slots[2 * slot + 1]]);
            let index = usize::from(at).checked_sub(1)?;
            let known = &self.texts[number(self.starts, index)..number(self.starts, index + 1)];
            if known.iter().copied().eq(text.clone()) {
                return Some(index);
            }
            slot = (slot + 1) & (n_slots - 1);
        }
    }
}

impl Weights {
    fn pair(&self, a: u32, b: u32) -> Option<usize> {
        let wanted = (a << 16 | b) as usize;
        let (mut low, mut high) = (0, self.pair_keys.len() / 4);
        while low < high {
            let middle = usize::midpoint(low, high);
            match number(self.pair_keys, middle).cmp(&wanted) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Equal => return Some(middle),
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }

    /// Returns what is known of a token.
    fn known(&self, token: &Token) -> Arc<Known> {
        let find = |key: &str| self.words.get(key).and_then(|it| u32::try_from(it).ok());
        let whole = match token.kind {
            TokenKind::Number => "#",
            TokenKind::Money => "$",
            TokenKind::Percent => "%",
            TokenKind::Address => "@",
            TokenKind::Word | TokenKind::Name => {
                let known = || {
                    let (mut pieces, word) = (Vec::new(), find(&token.key));
                    self.pieces_of(&token.word, |it| pieces.extend(u32::try_from(it)));
                    Arc::new(Known { word, pieces })
                };
                // A name and a slip of the pen have another key than their word has.
                return if token.has_own_key() {
                    WORDS.with(|words| words.get(&token.word, known))
                } else {
                    known()
                };
            }
        };
        let pieces = Vec::new();
        // All numbers of one kind are the same word here.
        WORDS.with(|words| {
            words.get(whole, || {
                Arc::new(Known {
                    word: find(whole),
                    pieces,
                })
            })
        })
    }

    /// Hands out the pieces of a word: in each run of letters and digits the longest known one first, then the longest
    /// that goes on from there; none of a run that can't be cut up so.
    fn pieces_of(&self, word: &str, mut found: impl FnMut(usize)) {
        let plain: String;
        let word = if word.is_ascii() {
            word
        } else {
            plain = decomposed(word).filter(|&it| !is_mark(it)).collect();
            &plain
        };
        for run in word.split(|it: char| !it.is_alphanumeric()) {
            let mut pieces = Vec::new();
            let mut rest = run.as_bytes();
            while let Some((piece, n)) = self.longest_piece(rest, rest.len() < run.len()) {
                pieces.push(piece);
                rest = &rest[n..];
            }
            if rest.is_empty() {
                pieces.into_iter().for_each(&mut found);
            }
        }
    }

    /// Returns the longest piece that bytes begin with, and its length; `goes_on` is whether they go on with a word.
    fn longest_piece(&self, bytes: &[u8], goes_on: bool) -> Option<(usize, usize)> {
        let prefix: &[u8] = if goes_on { b"##" } else { b"" };
        let start = prefix.iter().copied().fold(HASH, hash);
        let mut hashes = [start; LONGEST_PIECE + 1];
        for (n, &byte) in (1..=LONGEST_PIECE).zip(bytes) {
            hashes[n] = hash(hashes[n - 1], byte);
        }
        (1..=bytes.len().min(LONGEST_PIECE)).rev().find_map(|n| {
            let text = prefix.iter().chain(&bytes[..n]).copied();
            let piece = self.pieces.get_hashed(hashes[n], &text)?;
            Some((piece, n))
        })
    }
}

/// Where the hash of nothing starts.
const HASH: u32 = 0x811c_9dc5;

/// Goes on with FNV-1a in 32 bits.
fn hash(before: u32, byte: u8) -> u32 {
    (before ^ u32::from(byte)).wrapping_mul(0x0100_0193)
}

/// Returns one of several numbers of four bytes.
fn number(bytes: &[u8], index: usize) -> usize {
    let at = 4 * index;
    u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]) as usize
}

/// The numbers in the file beside this one, as `fit/README.md` describes it; a test holds that it is whole.
static WEIGHTS: LazyLock<Weights> = LazyLock::new(|| {
    let file = File(include_bytes!("competencies.bin"));
    read(file).unwrap_or_default()
});

/// What is left of the file.
struct File(&'static [u8]);

impl File {
    fn bytes(&mut self, n: usize) -> Option<&'static [u8]> {
        let (taken, rest) = self.0.split_at_checked(n)?;
        self.0 = rest;
        Some(taken)
    }

    fn number(&mut self) -> Option<usize> {
        self.bytes(4).map(|it| number(it, 0))
    }

    fn per_competency(&mut self) -> Option<PerCompetency> {
        let mut out = [0.0; N];
        for (out, bytes) in out.iter_mut().zip(self.bytes(4 * N)?.chunks_exact(4)) {
            *out = f64::from(f32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]));
        }
        Some(out)
    }

    fn table(&mut self, n: usize, scale: PerCompetency) -> Option<Table> {
        let n_slots = self.number()?;
        let slots = self.bytes(2 * n_slots)?;
        let starts = self.bytes(4 * (n + 1))?;
        let texts = self.bytes(number(starts, n))?;
        let rows = self.rows(n, scale)?;
        Some(Table {
            slots,
            starts,
            texts,
            rows,
        })
    }

    fn rows(&mut self, n: usize, scale: PerCompetency) -> Option<Rows> {
        let bytes = self.bytes(n * N)?;
        Some(Rows { bytes, scale })
    }
}

fn read(mut file: File) -> Option<Weights> {
    let counts = [(); 4].map(|()| file.number());
    let [n, n_words, n_pairs, n_pieces] = counts;
    (n? == N).then_some(())?;
    let bias = file.per_competency()?;
    let [words, pairs, cues, pieces] = [(); 4].map(|()| file.per_competency());
    Some(Weights {
        bias,
        words: file.table(n_words?, words?)?,
        pieces: file.table(n_pieces?, pieces?)?,
        pair_keys: file.bytes(4 * n_pairs?)?,
        pairs: file.rows(n_pairs?, pairs?)?,
        cues: file.rows(N_CUES, cues?)?,
    })
}

#[cfg(test)]
mod tests {
    use super::super::cue::cues;
    use super::*;
    use crate::text::Lexicon;

    fn evidence(text: &str) -> Evidence {
        let reading = Reading::of(text, &Lexicon::default());
        Evidence::of(&reading, &cues(&reading))
    }

    /// Asserts that each text shows the competency better than the one after it.
    #[track_caller]
    fn falls(competency: Competency, texts: &[&str]) {
        let odds: Vec<f64> = texts
            .iter()
            .map(|it| evidence(it).odds(competency))
            .collect();
        for (i, pair) in odds.windows(2).enumerate() {
            assert!(pair[0] > pair[1], "{}: {odds:?}", texts[i]);
        }
    }

    #[test]
    fn the_file_is_whole() {
        let file = File(include_bytes!("competencies.bin"));
        assert!(read(file).is_some());
        assert!(WEIGHTS.words.get("team").is_some());
        assert!(WEIGHTS.pieces.get("##ing").is_some());
        assert!(WEIGHTS.pieces.get("qqqqqq").is_none());
    }

    #[test]
    fn tells_who_did_what() {
        falls(
            Competency::LeadingPeople,
            &[
                "Led a team of 9 engineers and mentored two of them to promotion",
                "Worked closely with the team lead",
                "Removed lead paint from three schools",
            ],
        );
        falls(
            Competency::TechnicalWork,
            &[
                "Wrote the scheduler in Rust and cut tail latency by 40 %",
                "Kept the project schedule for the scheduler team",
                "Greeted guests and booked tables",
            ],
        );
        falls(
            Competency::DeliveringProjects,
            &[
                "Delivered the billing migration across 6 teams, two weeks early and under budget",
                "Helped with the billing migration",
                "Tuned a managed database",
            ],
        );
    }

    #[test]
    fn pieces_are_the_longest_known() {
        let texts = |word: &str| {
            let reading = Reading::of(word, &Lexicon::default());
            let table = &WEIGHTS.pieces;
            let text = |it: usize| {
                let bytes = &table.texts[number(table.starts, it)..number(table.starts, it + 1)];
                String::from_utf8_lossy(bytes).into_owned()
            };
            let mut pieces = Vec::new();
            WEIGHTS.pieces_of(&reading.tokens[0].word, |it| pieces.push(text(it)));
            pieces.join(" ")
        };
        assert_eq!(texts("mentored"), "mentor ##ed");
        assert_eq!(texts("naïve"), "naive");
        assert_eq!(texts("управление"), "");
    }

    #[test]
    fn shares_add_up_to_the_whole() {
        let it = evidence("Led a team of 9; led it well, and led it again");
        for c in 0..N {
            let sum = it
                .shares
                .iter()
                .fold(WEIGHTS.bias[c], |sum, share| sum + share[c]);
            assert!((sum - it.total[c]).abs() < 1e-12);
        }
    }

    #[test]
    fn a_word_said_twice_adds_nothing() {
        let once = evidence("Kubernetes").odds(Competency::TechnicalWork);
        let often = evidence("Kubernetes Kubernetes Kubernetes").odds(Competency::TechnicalWork);
        assert!((once - often).abs() < 0.05, "{once} {often}");
    }
}
