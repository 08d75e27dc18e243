//! Where the lines of a paragraph end.
//!
//! The method is that of D. E. Knuth and M. F. Plass, "Breaking Paragraphs into Lines", Software: Practice and
//! Experience 11 (1981), for ragged right text: no stretch, no hyphens; badness is the square of the room left at
//! the end of a line, and dynamic programming finds the breaks whose badness is least in all.

use std::ops::Range;

use unicode_linebreak::{BreakClass, break_property, linebreaks};
use unicode_segmentation::UnicodeSegmentation;

/// A stretch of text that stays on one line, with the white space after it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Word {
    /// Byte offset at which it starts; it ends where the next one starts.
    pub(super) start: usize,
    /// Width without the white space after it; never negative.
    pub(super) width: f64,
    /// Width of what vanishes at the end of a line: the white space after it, and a bar.
    pub(super) space: f64,
    /// Whether a line that ends here divides something that reads as one.
    pub(super) divides: bool,
}

/// What stands between two items of a list that is set on a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Separator {
    /// Byte offset at which it starts.
    pub(super) start: usize,
    /// Where its first white space is.
    pub(super) space: Range<usize>,
    /// Byte offset at which it ends and the next item starts.
    pub(super) end: usize,
    /// Whether nothing of it but white space is left where a line ends after it.
    pub(super) vanishes: bool,
}

impl Separator {
    /// Returns `text`, which starts at `start`, as a separator: a comma stays at the end of its line, a bar or a
    /// semicolon says nothing there that the end of the line doesn't. `None` without white space, at which a line ends.
    pub(super) fn new(text: &str, start: usize) -> Option<Self> {
        let (at, space) = text.char_indices().find(|&(_, it)| is_space(it))?;
        Some(Self {
            start,
            space: start + at..start + at + space.len_utf8(),
            end: start + text.len(),
            vanishes: !text.starts_with(','),
        })
    }
}

/// Marks where a line would divide an item, and lets separators vanish at the end of a line.
pub(super) fn keep_items(words: &mut [Word], stops: &ClusterPositions, separators: &[Separator]) {
    let ends: Vec<usize> = words.iter().skip(1).map(|next| next.start).collect();
    for (word, end) in words.iter_mut().zip(ends) {
        let found = separators.binary_search_by_key(&end, |it| it.end);
        word.divides = found.is_err();
        if let Ok(idx) = found
            && separators[idx].vanishes_after(word.start)
            && let (Some(left), Some(ink)) = (stops.at(word.start), stops.at(separators[idx].start))
        {
            word.space += (left + word.width - ink).max(0.0);
            word.width = (ink - left).max(0.0);
        }
    }
}

impl Separator {
    /// Returns whether it vanishes at the end of a line that starts at `start`: a line keeps what it starts with.
    pub(super) fn vanishes_after(&self, start: usize) -> bool {
        self.vanishes && start < self.start
    }
}

/// Joins the words of each item to one, where a line can hold it: no such item is divided.
pub(super) fn whole_items(words: &[Word], measure: f64) -> Vec<Word> {
    let mut items = Vec::new();
    let mut rest = words;
    while !rest.is_empty() {
        let n_words = rest.iter().take_while(|it| it.divides).count() + 1;
        let (item, after) = rest.split_at(n_words.min(rest.len()));
        rest = after;
        match item {
            [first, .., last] if width_of(item) <= measure + TOLERANCE => items.push(Word {
                width: width_of(item),
                space: last.space,
                divides: last.divides,
                ..*first
            }),
            _ => items.extend_from_slice(item),
        }
    }
    items
}

/// Returns the width of words on one line, without what vanishes at its end.
fn width_of(words: &[Word]) -> f64 {
    let all: f64 = words.iter().map(|it| it.width + it.space).sum();
    all - words.last().map_or(0.0, |it| it.space)
}

/// Where the pen stands before each cluster of a text and, last, after its end.
///
/// Offsets rise strictly, and the last is the length of the text.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct ClusterPositions(pub(super) Vec<(usize, f64)>);

impl ClusterPositions {
    /// Returns where the pen stands before the cluster that starts at `offset`, if one does.
    pub(super) fn at(&self, offset: usize) -> Option<f64> {
        // In a text of letters of one byte each, every one of them is a cluster.
        if let Some(&(at, pen)) = self.0.get(offset)
            && at == offset
        {
            return Some(pen);
        }
        let idx = self.0.binary_search_by_key(&offset, |stop| stop.0).ok()?;
        Some(self.0[idx].1)
    }
}

/// Returns `text` in words, none of them wider than `measure` unless it is a single cluster.
///
/// Linear in the text but for a search per word.
pub(super) fn words(text: &str, stops: &ClusterPositions, measure: f64) -> Vec<Word> {
    let mut words = Words {
        text,
        stops,
        measure,
        // A word and its space are six letters or so.
        found: Vec::with_capacity(text.len() / 6 + 1),
    };
    let mut start = 0;
    for end in opportunities(text) {
        if words.push(start, end) {
            start = end;
        }
    }
    words.found
}

/// Returns the index of the first word of every line but the first.
///
/// Fewest lines come first, since a page has no room to give away; then the least raggedness. No line is wider
/// than `measure`, and the first no wider than `first`, unless it is a single word. Looks back one line's worth of words from every word and keeps two
/// numbers per word: O(words × words per line) in time, O(words) in space.
pub(super) fn lines(words: &[Word], first: f64, measure: f64) -> Vec<usize> {
    // `best[end]` is the best way to set the words before `end`: its cost and where its last line starts.
    let mut best: Vec<(Cost, usize)> = Vec::with_capacity(words.len() + 1);
    best.push((Cost::NOTHING, 0));
    for end in 1..=words.len() {
        let mut least: Option<(Cost, usize)> = None;
        let mut width = 0.0;
        for start in (0..end).rev() {
            let word = &words[start];
            width += word.width;
            let measure = if start == 0 { first } else { measure };
            if start + 1 < end {
                width += word.space;
                if width > measure + TOLERANCE {
                    break;
                }
            }
            let line = line_cost(words, start..end, width, measure);
            let cost = best[start].0.and(line);
            if least.is_none_or(|(least, _)| cost.is_less_than(least)) {
                least = Some((cost, start));
            }
        }
        best.extend(least);
    }
    let mut starts = Vec::new();
    let mut end = words.len();
    while end > 0 {
        end = best[end].1;
        starts.push(end);
    }
    starts.pop();
    starts.reverse();
    starts
}

/// Sums of advances come out a hair wider or narrower by the order of adding.
pub(super) const TOLERANCE: f64 = 1e-6;

/// A last line narrower than this share of the measure looks like a leftover …
const SHORT: f64 = 0.06;

/// … and so does one of a single word, up to this share.
const SHORT_WORD: f64 = 0.2;

/// What a leftover costs: as much as a line that is a third too short.
const LEFTOVER: f64 = 1.0 / 9.0;

/// What a line costs that divides an item: it is better up to three quarters too short.
const DIVIDED: f64 = 0.6;

/// Characters that separate items and so end a line rather than start one.
const SEPARATORS: [char; 6] = ['·', '|', '•', '–', '—', '-'];

/// What a way of breaking costs.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Cost {
    n_lines: usize,
    raggedness: f64,
}

impl Cost {
    const NOTHING: Self = Self {
        n_lines: 0,
        raggedness: 0.0,
    };

    fn and(self, raggedness: f64) -> Self {
        Self {
            n_lines: self.n_lines + 1,
            raggedness: self.raggedness + raggedness,
        }
    }

    fn is_less_than(self, other: Self) -> bool {
        self.n_lines < other.n_lines
            || self.n_lines == other.n_lines && self.raggedness < other.raggedness
    }
}

/// Returns the raggedness of one line, as a share of a whole empty line.
fn line_cost(words: &[Word], line: Range<usize>, width: f64, measure: f64) -> f64 {
    if line.end < words.len() {
        let divided = if words[line.end - 1].divides {
            DIVIDED
        } else {
            0.0
        };
        return ((measure - width) / measure).powi(2) + divided;
    }
    let short = if line.len() == 1 { SHORT_WORD } else { SHORT };
    let is_leftover = line.start > 0 && width < short * measure;
    if is_leftover { LEFTOVER } else { 0.0 }
}

/// The words found so far.
struct Words<'a> {
    text: &'a str,
    stops: &'a ClusterPositions,
    measure: f64,
    found: Vec<Word>,
}

impl Words<'_> {
    /// Adds what stands between `start` and `end`, in pieces if it is too wide for a line.
    ///
    /// Returns false, and adds nothing, where a cluster reaches over `end` or nothing would be drawn: were words
    /// without width allowed, a line could hold any number of them.
    fn push(&mut self, start: usize, end: usize) -> bool {
        let Some(word) = self.word(start, end) else {
            return false;
        };
        if word.width > self.measure + TOLERANCE {
            self.push_pieces(start, end);
        } else {
            self.found.push(word);
        }
        true
    }

    /// Adds a word that no line can hold: broken after a slash or hyphen, and failing that anywhere.
    fn push_pieces(&mut self, start: usize, end: usize) {
        let text = &self.text[start..end];
        let mut from = start;
        for (offset, _) in linebreaks(text) {
            let to = start + offset;
            match self.word(from, to) {
                None => continue,
                Some(word) if word.width > self.measure + TOLERANCE => {
                    self.push_graphemes(from, to);
                }
                Some(word) => self.found.push(word),
            }
            from = to;
        }
    }

    fn push_graphemes(&mut self, start: usize, end: usize) {
        let mut from = start;
        let text = &self.text[start..end];
        for (offset, grapheme) in text.grapheme_indices(true) {
            let to = start + offset + grapheme.len();
            // White space stays with what it follows, so that it can vanish at the end of a line.
            let next_is_space = self.text[to..end].starts_with(is_space);
            if next_is_space && to < end {
                continue;
            }
            if let Some(word) = self.word(from, to) {
                self.found.push(word);
                from = to;
            }
        }
    }

    fn word(&self, start: usize, end: usize) -> Option<Word> {
        let trimmed = self.text[start..end].trim_end_matches(is_space);
        let left = self.stops.at(start)?;
        let right = self.stops.at(end)?;
        // A cluster may hold both a letter and a space; then no white space vanishes.
        let ink = self.stops.at(start + trimmed.len()).unwrap_or(right);
        (right > left || end == self.text.len()).then_some(Word {
            start,
            width: (ink - left).max(0.0),
            space: (right - ink).max(0.0),
            divides: false,
        })
    }
}

/// Returns where a line may end, the end of the text included.
///
/// Unicode allows more: after the hyphen of `cross-functional`, the slash of `CI/CD`, the dash of `2019–2021`.
/// Readers by machine drop such a hyphen or see two words, so a line ends at white space, after a long dash, or
/// beside an ideograph; and it starts neither with the separator between two items nor with the sign of a number.
fn opportunities(text: &str) -> impl Iterator<Item = usize> + '_ {
    linebreaks(text).filter_map(|(offset, _)| {
        let (before, after) = text.split_at(offset);
        let (Some(last), Some(next)) = (before.chars().next_back(), after.chars().next()) else {
            return Some(offset);
        };
        let is_break = if is_space(last) {
            !matches!(next, '%' | '‰') && !starts_with_separator(after)
        } else {
            next != '—'
                && (matches!(last, '—' | '\u{200B}') || is_ideograph(last) || is_ideograph(next))
        };
        is_break.then_some(offset)
    })
}

/// Returns whether the first thing in `text` is a separator that stands alone.
fn starts_with_separator(text: &str) -> bool {
    let mut characters = text.chars();
    characters
        .next()
        .is_some_and(|first| SEPARATORS.contains(&first))
        && characters.next().is_none_or(is_space)
}

/// Returns whether `character` is white space at which a line may end.
fn is_space(character: char) -> bool {
    character.is_whitespace() && !matches!(character, '\u{A0}' | '\u{2007}' | '\u{202F}')
}

fn is_ideograph(character: char) -> bool {
    matches!(
        break_property(u32::from(character)),
        BreakClass::Ideographic
            | BreakClass::ConditionalJapaneseStarter
            | BreakClass::HangulLvSyllable
            | BreakClass::HangulLvtSyllable
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Stops of a text in which every character is its own cluster, one wide.
    fn stops(text: &str) -> ClusterPositions {
        let mut stops: Vec<(usize, f64)> = text
            .char_indices()
            .enumerate()
            .map(|(idx, (offset, _))| (offset, idx as f64))
            .collect();
        stops.push((text.len(), text.chars().count() as f64));
        ClusterPositions(stops)
    }

    fn broken(text: &str, measure: usize) -> Vec<&str> {
        let measure = measure as f64;
        let words = words(text, &stops(text), measure);
        let mut lines: Vec<&str> = Vec::new();
        let mut from = 0;
        for start in super::lines(&words, measure, measure) {
            lines.push(&text[from..words[start].start]);
            from = words[start].start;
        }
        lines.push(&text[from..]);
        lines
    }

    #[track_caller]
    fn check(text: &str, measure: usize, expected: &[&str]) {
        assert_eq!(broken(text, measure), expected);
    }

    #[test]
    fn fills_lines_evenly_without_needing_more() {
        check("aaa bb cc ddddd ee", 6, &["aaa ", "bb cc ", "ddddd ", "ee"]);
    }

    #[test]
    fn leaves_no_short_word_alone_at_the_end() {
        check(
            "led the program for ten teams at home in a big city",
            47,
            &["led the program for ten teams at home in a ", "big city"],
        );
    }

    #[test]
    fn two_words_are_no_leftover() {
        check(
            "led the program for ten teams at home in one city",
            41,
            &["led the program for ten teams at home in ", "one city"],
        );
    }

    #[test]
    fn keeps_a_leftover_rather_than_a_very_short_line() {
        check(
            "led thethethethethethethethethethe is",
            34,
            &["led thethethethethethethethethethe ", "is"],
        );
    }

    #[test]
    fn takes_no_more_lines_than_it_must() {
        check(
            "aaaaa aaaaa bb aaaaaaaa",
            11,
            &["aaaaa aaaaa ", "bb aaaaaaaa"],
        );
    }

    #[test]
    fn breaks_no_word_at_its_hyphen_or_slash() {
        check(
            "a cross-functional CI/CD team 2019–2021",
            16,
            &["a ", "cross-functional ", "CI/CD team ", "2019–2021"],
        );
        check("run CI/CD now", 7, &["run ", "CI/CD ", "now"]);
        check("the cross-team plan", 12, &["the ", "cross-team ", "plan"]);
    }

    #[test]
    fn breaks_what_no_line_can_hold() {
        check(
            "at https://example.com/portfolio",
            12,
            &["at https://", "example.com/", "portfolio"],
        );
        check("abcdefgh ij", 3, &["abc", "def", "gh ", "ij"]);
    }

    #[test]
    fn keeps_a_grapheme_cluster_whole() {
        check(
            "e\u{301}e\u{301}e\u{301}",
            3,
            &["e\u{301}", "e\u{301}", "e\u{301}"],
        );
    }

    #[test]
    fn honours_no_break_spaces() {
        check("10 11\u{A0}12", 5, &["10 ", "11\u{A0}12"]);
    }

    #[test]
    fn ends_a_line_with_the_separator() {
        check("ab · cd · ef", 6, &["ab · ", "cd · ", "ef"]);
        check("2019 – 2021", 7, &["2019 – ", "2021"]);
    }

    #[test]
    fn keeps_a_number_and_its_percent_sign_together() {
        check("cost by 31 % less", 11, &["cost by ", "31 % less"]);
    }

    #[test]
    fn breaks_after_a_long_dash_never_before() {
        check("word—word", 6, &["word—", "word"]);
        check("words—word", 5, &["words", "—word"]);
    }

    #[test]
    fn empty_text_has_no_words() {
        assert!(words("", &stops(""), 10.0).len() <= 1);
        check("", 10, &[""]);
    }

    #[test]
    fn characters_without_width_make_no_words() {
        let text = "\u{200B}".repeat(50_000);
        let stops = ClusterPositions((0..=50_000).map(|idx| (idx * 3, 0.0)).collect());
        assert_eq!(words(&text, &stops, 10.0).len(), 1);
    }

    /// The lines of a list whose items part at `between`, without what vanishes at their ends.
    fn items(text: &str, between: &str, measure: usize, whole: bool) -> Vec<String> {
        let measure = measure as f64;
        let separators: Vec<Separator> = text
            .match_indices(between)
            .filter_map(|(at, it)| Separator::new(it, at))
            .collect();
        let mut words = words(text, &stops(text), measure);
        keep_items(&mut words, &stops(text), &separators);
        if whole {
            words = whole_items(&words, measure);
        }
        let mut ends: Vec<usize> = super::lines(&words, measure, measure)
            .into_iter()
            .map(|word| words[word].start)
            .collect();
        ends.push(text.len());
        let mut from = 0;
        ends.into_iter()
            .map(|end| {
                let start = std::mem::replace(&mut from, end);
                let gone = separators.iter().find(|it| it.end == end);
                let shown = gone.map_or(end, |it| it.start);
                text[start..shown].to_owned()
            })
            .collect()
    }

    #[test]
    fn a_bar_takes_no_room_at_the_end_of_a_line() {
        assert_eq!(items("abc | de | f", " | ", 8, false), ["abc | de", "f"]);
        assert_eq!(items("abc | de | f", " | ", 7, false), ["abc", "de | f"]);
    }

    #[test]
    fn an_item_that_a_line_can_hold_is_whole() {
        let text = "aa aa; bb bb bb; cc";
        assert_eq!(items(text, "; ", 12, false), ["aa aa", "bb bb bb; cc"]);
        assert_eq!(items(text, "; ", 11, false), ["aa aa; bb ", "bb bb; cc"]);
        assert_eq!(items(text, "; ", 11, true), ["aa aa", "bb bb bb", "cc"]);
        assert_eq!(items(text, "; ", 6, true), ["aa aa", "bb bb ", "bb; cc"]);
    }

    /// The plain twin of `lines`: tries every way of breaking.
    fn lines_by_trying(words: &[Word], first: f64, measure: f64) -> (usize, f64) {
        fn from(words: &[Word], start: usize, first: f64, measure: f64) -> (usize, f64) {
            let of_line = if start == 0 { first } else { measure };
            if start == words.len() {
                return (0, 0.0);
            }
            let mut least = (usize::MAX, f64::MAX);
            let mut width = 0.0;
            for end in start + 1..=words.len() {
                width += words[end - 1].width;
                if end > start + 1 {
                    width += words[end - 2].space;
                }
                if end > start + 1 && width > of_line {
                    break;
                }
                let (n_lines, raggedness) = from(words, end, first, measure);
                let cost = raggedness + line_cost(words, start..end, width, of_line);
                if (n_lines + 1, cost) < least {
                    least = (n_lines + 1, cost);
                }
            }
            least
        }
        from(words, 0, first, measure)
    }

    proptest! {
        #[test]
        fn lines_joined_give_the_text(text in "[a-zé –—·/-]{0,80}", measure in 1usize..30) {
            prop_assert_eq!(broken(&text, measure).concat(), text);
        }

        #[test]
        fn no_line_is_wider_than_the_measure(text in "[a-z ]{0,80}", measure in 1usize..30) {
            for line in broken(&text, measure) {
                prop_assert!(line.trim_end().chars().count() <= measure, "{:?}", line);
            }
        }

        #[test]
        fn no_way_of_breaking_is_better(
            widths in proptest::collection::vec((1u8..9, 0u8..3), 1..12),
            (first, measure) in (8u8..30, 8u8..30),
        ) {
            let mut words = Vec::new();
            for (idx, &(width, space)) in widths.iter().enumerate() {
                words.push(Word { start: idx, width: f64::from(width), space: f64::from(space), divides: false });
            }
            let (first, measure) = (f64::from(first.min(measure)), f64::from(measure));
            let mut starts = lines(&words, first, measure);
            let n_lines = starts.len() + 1;
            starts.insert(0, 0);
            starts.push(words.len());
            let mut raggedness = 0.0;
            for pair in starts.windows(2) {
                let line = &words[pair[0]..pair[1]];
                let last = line.last().map_or(0.0, |word| word.space);
                let width = line.iter().map(|word| word.width + word.space).sum::<f64>() - last;
                let of_line = if pair[0] == 0 { first } else { measure };
                prop_assert!(width <= of_line);
                raggedness += line_cost(&words, pair[0]..pair[1], width, of_line);
            }
            let best = lines_by_trying(&words, first, measure);
            prop_assert_eq!(n_lines, best.0);
            prop_assert!((raggedness - best.1).abs() < 1e-9);
        }
    }
}
