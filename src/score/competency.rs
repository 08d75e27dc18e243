//! What the words of a text say for each general competency.
//!
//! The evidence for a competency is a sum over the words of a text, their pairs, the cues and the word pieces in it, each
//! counted once; `fit/fit.py` found the numbers by ridge regression on graded highlights, and describes them. So each
//! word's share of a score is exact, and a word adds the same wherever it stands.

use std::sync::{Arc, LazyLock};

use super::cue::N_CUES;
use super::reading::AnalyzedText;
use crate::guide::Competency;
use crate::text::{Few, Gap, Token, TokenKind, WordCache, decomposed, is_mark};

const N: usize = Competency::COUNT;

/// A number for each competency.
pub(super) type PerCompetency = [f64; N];

/// The longest piece of a word, in bytes.
const MAX_PIECE_BYTES: usize = 18;

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
    pub(super) fn of(text: &AnalyzedText, cues: &[(usize, [usize; 2])]) -> Self {
        let weights = &*WEIGHTS;
        let mut shares = vec![[0.0; N]; text.tokens.len()];
        let mut add = |rows: &Rows, row: usize, [a, b]: [usize; 2]| {
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
            let place = known.word.map(|it| u32::from(it) + 1);
            said.extend(known.word.map(|it| (it, i)));
            if let (Some(a), Some(b)) = (last.0, place) {
                paired.extend(weights.pair(a, b).map(|it| (it, [last.1, i])));
            }
            last = (place, i);
            pieces.extend(known.pieces.iter().map(|&it| (it, i)));
        }
        for (row, word) in once(said) {
            add(&weights.words.rows, row.into(), [word, word]);
        }
        for (row, words) in once(paired) {
            add(&weights.pairs, row, words);
        }
        for (row, word) in once(pieces) {
            add(&weights.pieces.rows, row.into(), [word, word]);
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

/// Returns what is said, by row: what is said twice is said once, where it is said first.
fn once<R: Copy + Ord, P: Ord>(mut said: Vec<(R, P)>) -> Vec<(R, P)> {
    said.sort_unstable();
    said.dedup_by_key(|(row, _)| *row);
    said
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
struct WordFeatures {
    /// The row of the whole word.
    word: Option<u16>,
    /// The rows of its pieces.
    pieces: Few<u16>,
}

thread_local! {
    static WORDS: WordCache<Arc<WordFeatures>> = const { WordCache::new() };
}

/// The fitted numbers.
#[derive(Default)]
struct Weights {
    bias: PerCompetency,
    words: Table,
    pieces: Table,
    /// The places of the two words of each pair in one number, rising.
    pair_keys: &'static [[u8; 4]],
    pairs: Rows,
    cues: Rows,
}

/// Texts and what each says.
#[derive(Default)]
struct Table {
    /// For each place of a hash table one more than the index of a text, or 0.
    slots: &'static [[u8; 2]],
    /// Where each text starts, and the last one ends.
    starts: &'static [[u8; 4]],
    texts: &'static [u8],
    rows: Rows,
}

/// What each of several things says, in bytes, and what one step of a byte is worth.
#[derive(Default)]
struct Rows {
    bytes: &'static [[u8; N]],
    scale: PerCompetency,
}

impl Rows {
    /// Adds so much of what one of the things says.
    fn add(&self, row: usize, part: f64, to: &mut PerCompetency) {
        for ((to, step), scale) in to.iter_mut().zip(&self.bytes[row]).zip(&self.scale) {
            *to += f64::from(step.cast_signed()) * scale * part;
        }
    }
}

impl Table {
    /// Returns the index of a text, given by its bytes.
    fn get(&self, text: &str) -> Option<u16> {
        self.get_hashed(text.bytes().fold(HASH, hash), &[], text.as_bytes())
    }

    /// Returns the index of a text in two parts, given their hash.
    fn get_hashed(&self, hash: u32, head: &[u8], tail: &[u8]) -> Option<u16> {
        let last_slot = self.slots.len().checked_sub(1)?;
        let mut slot = (hash ^ (hash >> 15)) as usize & last_slot;
        loop {
            let index = u16::from_le_bytes(self.slots[slot]).checked_sub(1)?;
            let known = self.text(index);
            if known.len() == head.len() + tail.len()
                && known.starts_with(head)
                && known.ends_with(tail)
            {
                return Some(index);
            }
            slot = (slot + 1) & last_slot;
        }
    }

    fn text(&self, index: u16) -> &'static [u8] {
        let index = usize::from(index);
        &self.texts[number(self.starts[index])..number(self.starts[index + 1])]
    }
}

impl Weights {
    fn pair(&self, a: u32, b: u32) -> Option<usize> {
        let wanted = (a << 16 | b) as usize;
        (self
            .pair_keys
            .binary_search_by_key(&wanted, |&it| number(it)))
        .ok()
    }

    /// Returns what is known of a token.
    fn known(&self, token: &Token) -> Arc<WordFeatures> {
        let whole = match token.kind {
            TokenKind::Number => "#",
            TokenKind::Money => "$",
            TokenKind::Percent => "%",
            TokenKind::Address => "@",
            TokenKind::Word | TokenKind::Name => {
                let known = || {
                    Arc::new(WordFeatures {
                        word: self.words.get(&token.key),
                        pieces: self.pieces_of(&token.word),
                    })
                };
                // A name and a slip of the pen have another key than their word has.
                return if token.has_own_key() {
                    WORDS.with(|words| words.get(&token.word, known))
                } else {
                    known()
                };
            }
        };
        // All numbers of one kind are the same word here.
        WORDS.with(|words| {
            words.get(whole, || {
                Arc::new(WordFeatures {
                    word: self.words.get(whole),
                    pieces: Few::new(),
                })
            })
        })
    }

    /// Returns the pieces of a word: in each run of letters and digits the longest known one first, then the longest
    /// that goes on from there; none of a run that can't be cut up so.
    fn pieces_of(&self, word: &str) -> Few<u16> {
        let mut pieces = Few::new();
        let plain: String;
        let word = if word.is_ascii() {
            word
        } else {
            plain = decomposed(word).filter(|&it| !is_mark(it)).collect();
            &plain
        };
        for run in word.split(|it: char| !it.is_alphanumeric()) {
            let n_before = pieces.len();
            let mut rest = run.as_bytes();
            while let Some((piece, n)) = self.longest_piece(rest, rest.len() < run.len()) {
                pieces.push(piece);
                rest = &rest[n..];
            }
            if !rest.is_empty() {
                pieces.truncate(n_before);
            }
        }
        pieces
    }

    /// Returns the longest piece that bytes begin with, and its length; `goes_on` is whether they go on with a word.
    fn longest_piece(&self, bytes: &[u8], goes_on: bool) -> Option<(u16, usize)> {
        let prefix: &[u8] = if goes_on { b"##" } else { b"" };
        let start = prefix.iter().copied().fold(HASH, hash);
        let mut hashes = [start; MAX_PIECE_BYTES + 1];
        for (n, &byte) in (1..=MAX_PIECE_BYTES).zip(bytes) {
            hashes[n] = hash(hashes[n - 1], byte);
        }
        (1..=bytes.len().min(MAX_PIECE_BYTES)).rev().find_map(|n| {
            let piece = self.pieces.get_hashed(hashes[n], prefix, &bytes[..n])?;
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

/// Returns a number of four bytes.
fn number(bytes: [u8; 4]) -> usize {
    u32::from_le_bytes(bytes) as usize
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

    /// Takes so many things of `M` bytes each.
    fn each<const M: usize>(&mut self, n: usize) -> Option<&'static [[u8; M]]> {
        self.bytes(n * M).map(|it| it.as_chunks().0)
    }

    fn number(&mut self) -> Option<usize> {
        self.each(1).map(|it| number(it[0]))
    }

    fn per_competency(&mut self) -> Option<PerCompetency> {
        let mut out = [0.0; N];
        for (out, bytes) in out.iter_mut().zip(self.each(N)?) {
            *out = f64::from(f32::from_le_bytes(*bytes));
        }
        Some(out)
    }

    fn table(&mut self, n: usize, scale: PerCompetency) -> Option<Table> {
        let n_slots = self.number()?;
        let slots = self.each(n_slots)?;
        let starts = self.each(n + 1)?;
        let texts = self.bytes(number(starts[n]))?;
        let rows = self.rows(n, scale)?;
        Some(Table {
            slots,
            starts,
            texts,
            rows,
        })
    }

    fn rows(&mut self, n: usize, scale: PerCompetency) -> Option<Rows> {
        let bytes = self.each(n)?;
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
        pair_keys: file.each(n_pairs?)?,
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
        let reading = AnalyzedText::of(text, &Lexicon::default());
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
    fn terse_leadership_counts_and_being_led_does_not() {
        falls(
            Competency::LeadingPeople,
            &[
                "Headed a crew of five",
                "Served as a team lead",
                "One of the crew",
            ],
        );
        falls(
            Competency::LeadingPeople,
            &[
                "Lead 5; one promoted",
                "Sole dev in the team",
                "Developed features",
            ],
        );
        falls(
            Competency::LeadingPeople,
            &["Led effort to introduce CI/CD", "Introduced CI/CD"],
        );
    }

    #[test]
    fn a_track_record_tracks_nothing() {
        falls(
            Competency::Tracking,
            &[
                "Tracked a hardware refresh",
                "Proven track record of success",
            ],
        );
    }

    #[test]
    fn pieces_are_the_longest_known() {
        let texts = |word: &str| {
            let reading = AnalyzedText::of(word, &Lexicon::default());
            let table = &WEIGHTS.pieces;
            let pieces = WEIGHTS.pieces_of(&reading.tokens[0].word);
            let text = |&it: &u16| String::from_utf8_lossy(table.text(it)).into_owned();
            pieces.iter().map(text).collect::<Vec<_>>().join(" ")
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
