//! Lines that tell of one deed in different words.

use super::reading::AnalyzedText;
use crate::profile::{Kind, Line, Section};
use crate::text::{Class, Key, TokenKind, Unit, Words};

/// What a verb counts for beside another word: the same deed is told with many.
const ACT: f64 = 0.4;

/// What a number counts for: two lines rarely share one by chance.
const NUMBER: f64 = 2.0;

/// How many words and numbers two lines must share to tell of one deed: "managed a team of nurses" was done often.
const SUBSTANCE: usize = 3;

/// How much of two lines' words must be shared where neither names anything in place of what the other names.
const ALIKE: f64 = 0.6;

/// How much must be shared where telling numbers are: the words around them may all be different ones.
const ALIKE_IN_NUMBERS: f64 = 0.4;

/// How many of a line's rarest words are looked up: two lines of one deed share a rare one.
const RAREST: usize = 6;

/// How many lines are remembered for a word: more have it only where it tells nothing, or in a hostile profile.
const REMEMBERED: usize = 16;

/// How many different words a line may have: longer ones are no bullets.
const MAX_DISTINCT_WORDS: usize = 60;

/// The classes any two verbs of which can tell of one act: "built" and "created", but not "hired" and "trained".
const OF_ONE_ACT: [Class; 6] = [
    Class::Own,
    Class::Make,
    Class::Deliver,
    Class::Join,
    Class::Help,
    Class::Improve,
];

/// Numbers that are also written as words.
const IN_WORDS: [&str; 13] = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve",
];

/// Returns for each line which deed it tells of (the index of the first line that does), if several lines do.
///
/// Looks at highlights, and at projects as such; any of their wordings counts. Lines of one kind of work that differ in
/// their object or in a number tell of different deeds, and where in doubt two deeds are assumed: a line that goes
/// missing hurts more than one that says a thing again. Takes time in the order of the words, whatever they are.
pub(super) fn duplicates(lines: &[Line<'_>], readings: &[Vec<AnalyzedText>]) -> Vec<Option<usize>> {
    let mut words = Vocabulary::default();
    let tellings: Vec<Vec<TokenSet>> = (lines.iter().zip(readings))
        .map(
            |(line, wordings)| match (line.place.kind, line.place.section) {
                (Kind::Highlight, _) | (Kind::Entry, Section::Projects) => words.tellings(wordings),
                _ => Vec::new(),
            },
        )
        .collect();
    let mut duplicates = vec![None; lines.len()];
    // Of the lines that tell of one deed, the first stands for all, so that likeness doesn't creep from line to line.
    let mut firsts: Vec<Vec<(usize, &TokenSet)>> = vec![Vec::new(); words.words.len()];
    for (idx, wordings) in tellings.iter().enumerate() {
        let first = wordings.iter().find_map(|telling| {
            let rare = words.rarest(telling);
            let mut others: Vec<_> = rare.iter().flat_map(|&word| &firsts[word]).collect();
            others.sort_unstable();
            others.dedup();
            let same = others
                .iter()
                .find(|(_, other)| words.same_deed(telling, other));
            same.map(|&&(first, _)| first)
        });
        if let Some(first) = first {
            duplicates[first] = Some(first);
            duplicates[idx] = Some(first);
            continue;
        }
        for telling in wordings {
            for &word in telling {
                if words.can_be_shared(word) && firsts[word].len() < REMEMBERED {
                    firsts[word].push((idx, telling));
                }
            }
        }
    }
    duplicates
}

/// What one wording tells: its words by their numbers in the vocabulary, rising, each once.
type TokenSet = Vec<usize>;

/// The words of all lines.
#[derive(Default)]
struct Vocabulary {
    words: Words<Word>,
}

/// A word, a name of several words or a number.
struct Word {
    nature: Nature,
    /// How many wordings have it.
    n_tellings: usize,
}

/// What a word is for telling deeds apart.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Nature {
    /// A verb, with its classes.
    Act(&'static [Class]),
    /// A number: whether it is no round one, and whether it is a share or money.
    Number { telling: bool, result: bool },
    /// Any other word.
    Thing,
}

impl Vocabulary {
    fn tellings(&mut self, wordings: &[AnalyzedText]) -> Vec<TokenSet> {
        let telling = |reading: &AnalyzedText| {
            let mut telling: TokenSet = (reading.units.iter())
                .filter_map(|unit| word(reading, unit))
                .map(|(key, nature)| self.number_of(key, nature))
                .collect();
            telling.sort_unstable();
            telling.dedup();
            telling
        };
        let mut tellings: Vec<TokenSet> = wordings.iter().map(telling).collect();
        tellings.retain(|it| it.len() <= MAX_DISTINCT_WORDS);
        for &word in tellings.iter().flatten() {
            self.words[word].n_tellings += 1;
        }
        tellings
    }

    fn number_of(&mut self, key: Key, nature: Nature) -> usize {
        let entry = self.words.entry(key);
        let number = entry.index();
        entry.or_insert(Word {
            nature,
            n_tellings: 0,
        });
        number
    }

    /// Returns whether a word is in several lines, and says more than a verb.
    fn can_be_shared(&self, word: usize) -> bool {
        let it = &self.words[word];
        it.n_tellings > 1 && !matches!(it.nature, Nature::Act(_))
    }

    /// Returns the rarest of the words that others could share and that say more than a verb.
    fn rarest(&self, telling: &TokenSet) -> Vec<usize> {
        let mut words = telling.clone();
        words.retain(|&it| self.can_be_shared(it));
        words.sort_by_key(|&it| (self.words[it].n_tellings, it));
        words.truncate(RAREST);
        words
    }

    /// Returns what a word counts for: less where many lines have it, such as "patients" in a nurse's.
    fn weight(&self, word: usize) -> f64 {
        let of_nature = match self.words[word].nature {
            Nature::Act(_) => ACT,
            Nature::Number { .. } => NUMBER,
            Nature::Thing => 1.0,
        };
        of_nature * (2.0 / self.words[word].n_tellings.max(2) as f64).sqrt()
    }

    fn same_deed(&self, a: &TokenSet, b: &TokenSet) -> bool {
        if n_shared(a, b) < SUBSTANCE {
            return false;
        }
        let (both, rest): (Vec<usize>, Vec<usize>) =
            a.iter().partition(|it| b.binary_search(it).is_ok());
        let others: Vec<usize> = (b.iter().copied())
            .filter(|it| a.binary_search(it).is_err())
            .collect();
        let sides = [&rest, &others].map(|it| self.counted(it));
        if sides.iter().all(|it| it.n_numbers > 0) {
            return false;
        }
        let shared = self.counted(&both);
        let all = shared.weight + sides[0].weight + sides[1].weight;
        let likeness = shared.weight / all;
        if shared.n_telling > 1 && shared.n_results > 0 && shared.n_things > 1 {
            return likeness >= ALIKE_IN_NUMBERS;
        }
        let [ours, theirs] = &sides;
        let other_object = ours.n_things > 0 && theirs.n_things > 0;
        let one_act = ours.acts.iter().any(|it| theirs.acts.contains(it));
        let other_act = if ours.n_acts > 0 && theirs.n_acts > 0 {
            !one_act
        } else {
            // A word may be a verb of no class: "tested" in place of "designed".
            let is_known = shared.n_telling + shared.n_results > 0;
            ours.says() && theirs.says() && !is_known
        };
        shared.n_things + shared.n_numbers >= SUBSTANCE
            && !other_object
            && !other_act
            && likeness >= ALIKE
    }

    fn counted(&self, words: &[usize]) -> WordCounts {
        let mut counted = WordCounts::default();
        for &word in words {
            counted.weight += self.weight(word);
            match self.words[word].nature {
                Nature::Act(classes) => {
                    counted.n_acts += 1;
                    counted
                        .acts
                        .extend(classes.iter().filter(|it| OF_ONE_ACT.contains(it)));
                }
                Nature::Thing => counted.n_things += 1,
                Nature::Number { telling, result } => {
                    counted.n_numbers += 1;
                    counted.n_telling += usize::from(telling);
                    counted.n_results += usize::from(result);
                }
            }
        }
        counted
    }
}

/// What a part of a line's words amounts to.
#[derive(Default)]
struct WordCounts {
    weight: f64,
    n_acts: usize,
    /// The classes of its verbs that tell of one act.
    acts: Vec<Class>,
    n_things: usize,
    n_numbers: usize,
    /// How many of the numbers are telling ones.
    n_telling: usize,
    /// How many of the numbers are shares or money.
    n_results: usize,
}

impl WordCounts {
    fn says(&self) -> bool {
        self.n_things + self.n_acts > 0
    }
}

/// Returns how many words two wordings share.
fn n_shared(a: &TokenSet, b: &TokenSet) -> usize {
    let mut rest = b.iter().peekable();
    let is_shared = |word: &&usize| {
        while rest.next_if(|it| it < word).is_some() {}
        rest.peek() == Some(word)
    };
    a.iter().filter(is_shared).count()
}

/// Returns what a unit says, if it says anything.
fn word(reading: &AnalyzedText, unit: &Unit) -> Option<(Key, Nature)> {
    let &[at] = unit.words.as_slice() else {
        return Some((unit.key.clone(), Nature::Thing));
    };
    let (token, classes) = (&reading.tokens[at], reading.classes[at]);
    if token.is_number() {
        return Some(number(&token.word, token.kind));
    }
    if let Some(value) = IN_WORDS.iter().position(|it| *it == token.word) {
        return Some(number(&value.to_string(), TokenKind::Number));
    }
    let says =
        token.kind != TokenKind::Address && !token.is_stop() && !classes.contains(&Class::Claim);
    let nature = if classes.iter().any(|it| it.is_verb()) {
        Nature::Act(classes)
    } else {
        Nature::Thing
    };
    says.then(|| (unit.key.clone(), nature))
}

fn number(written: &str, kind: TokenKind) -> (Key, Nature) {
    let plain: String = written
        .chars()
        .filter(|it| it.is_alphanumeric() || matches!(it, '.' | '%'))
        .collect();
    let digits: String = plain.chars().filter(char::is_ascii_digit).collect();
    let nature = Nature::Number {
        telling: digits
            .trim_start_matches('0')
            .trim_end_matches(['0', '5'])
            .len()
            > 1,
        result: kind != TokenKind::Number,
    };
    (plain.into(), nature)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::{Period, Place};
    use crate::score::reading::SpellChecker;
    use crate::text::Lexicon;

    fn deeds_of(texts: &[&str]) -> Vec<Option<usize>> {
        let lexicon = Lexicon::default();
        let readings: Vec<_> = texts
            .iter()
            .map(|it| {
                vec![AnalyzedText::of_line(
                    it,
                    &lexicon,
                    &SpellChecker::default(),
                )]
            })
            .collect();
        let line = Line {
            id: "",
            place: Place {
                section: Section::Experience,
                entry: 0,
                position: 0,
                kind: Kind::Highlight,
                item: 0,
            },
            wordings: Vec::new(),
            context: Vec::new(),
            tags: &[],
            pin: None,
            period: Period::default(),
        };
        duplicates(&vec![line; texts.len()], &readings)
    }

    #[track_caller]
    fn check(a: &str, b: &str, same: bool) {
        let expected = same.then_some(0);
        assert_eq!(deeds_of(&[a, b]), [expected; 2], "{a} / {b}");
        assert_eq!(deeds_of(&[b, a]), [expected; 2], "{b} / {a}");
    }

    #[test]
    fn knows_a_deed_told_in_other_words() {
        for (a, b) in [
            (
                "Led the migration of 140 services to Kubernetes across 9 teams, cutting cost 31 %",
                "Migrated 140 services to Kubernetes with nine teams; cost down 31%",
            ),
            (
                "Led the migration of 140 services to Kubernetes across 9 teams, cutting cost 31 %",
                "Headed the move of 140 services onto Kubernetes, with infrastructure spend down 31%",
            ),
            (
                "Launched telehealth visits in nine weeks in 2020 with five teams and a video vendor",
                "Delivered telehealth visits in 9 weeks with five teams and a video vendor",
            ),
            (
                "Cut deploy time from 2 hours to 12 minutes with a new CI pipeline",
                "Reduced deployment time from 2 hours to 12 minutes by building a CI pipeline",
            ),
            (
                "Organized the annual science fair for 300 pupils and 40 judges",
                "Organised the school's annual science fair (300 pupils, 40 judges)",
            ),
            (
                "Precepted 11 new graduate nurses on a 32-bed cardiac unit",
                "Served as preceptor for 11 new graduate nurses on the 32-bed cardiac unit",
            ),
            (
                "Introduced bar-code medication scanning on two wards; errors fell 42% in a year",
                "Rolled out bar-code scanning of medication on two wards, lowering errors by 42%",
            ),
        ] {
            check(a, b, true);
        }
    }

    #[test]
    fn one_kind_of_work_is_not_one_deed() {
        for (a, b) in [
            (
                "Taught algebra to 120 students in grade 9 with weekly quizzes and conferences",
                "Taught geometry to 120 students in grade 9 with weekly quizzes and conferences",
            ),
            (
                "Led the Kubernetes migration for the payments team",
                "Led the Kubernetes migration for the identity team",
            ),
            (
                "Designed the event-driven shipment tracking service in Java",
                "Tested the event-driven shipment tracking service in Java",
            ),
            (
                "Hired 12 engineers for the data platform in Berlin",
                "Trained 12 engineers for the data platform in Berlin",
            ),
            (
                "Managed 5 nurses on the night shift of the cardiac unit",
                "Managed 8 nurses on the night shift of the cardiac unit",
            ),
            (
                "Reduced checkout errors by 25% for 12 customers",
                "Reduced shipping errors by 25% for 12 customers",
            ),
            (
                "Delivered the 2019 annual report on time and on budget",
                "Delivered the 2020 annual report on time and on budget",
            ),
            (
                "Managed a team of nurses",
                "Managed a team of nurses in the emergency room",
            ),
        ] {
            check(a, b, false);
        }
    }

    #[test]
    fn thousands_of_equal_and_nearly_equal_lines_take_no_quadratic_time() {
        let nearly: Vec<String> = (0..4_000)
            .map(|it| format!("Moved {} desks and chairs of the Oslo office", it % 2_000))
            .collect();
        let texts: Vec<&str> = nearly.iter().map(String::as_str).collect();
        let duplicates = deeds_of(&texts);
        assert_eq!(duplicates[1_000], Some(1_000));
        assert_eq!(duplicates[3_000], Some(1_000));
    }
}
