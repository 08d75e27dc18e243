//! The lines of a profile, read for what is asked for.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::supervision::{SUPERVISION, is_anyone, led_people};
use crate::posting::{is_credential_word, name_key, says_something};
use crate::profile::{Kind, Line, Section};
use crate::text::{self, Gap, Key, Lexicon, Token, TokenKind, is_verb, names, tokens};

/// One line of a profile, with what is printed beside it.
pub(super) struct LineText {
    /// Its words.
    text: String,
    tokens: Vec<Token>,
    /// The keys of the things that it names, and of the kinds of product that these are, each with its bytes.
    things: Vec<(Key, usize, usize)>,
    /// The keys that are there as kinds of product alone.
    kinds: Vec<Key>,
    /// The beginnings of its words, as bits: a word whose bit is missing doesn't stand here.
    beginnings: u128,
    /// How much a thing that it names is shown by it, 0 to 1.
    pub(super) telling: f64,
    pub(super) kind: Kind,
    pub(super) section: Section,
}

/// A word that is asked for.
#[derive(Debug, Clone)]
pub(super) struct Word {
    pub(super) key: Key,
    /// The key of the thing that it is part of, if it is.
    thing: Option<Key>,
    /// The word as the posting writes it.
    pub(super) written: String,
    /// What it counts beside the others.
    pub(super) weight: f64,
}

/// How much a word of the same root counts ("electrical" and "electrician").
const SAME_ROOT: f64 = 0.85;

/// The shortest root that two words may share.
const MIN_ROOT_CHARS: usize = 5;

/// What a verb counts beside other words: people do many things with "build" and "manage".
const VERB: f64 = 0.55;

/// What a word counts that is written as a name.
const NAME: f64 = 1.5;

impl Word {
    /// Returns whether it is part of a known name: "RN".
    pub(super) fn is_named(&self) -> bool {
        self.thing.is_some()
    }
}

impl LineText {
    pub(super) fn of(line: &Line<'_>, wording: usize, lexicon: &Lexicon) -> Self {
        let mut text = line.wordings[wording.min(line.wordings.len() - 1)]
            .text
            .clone();
        for further in &line.context {
            text.push('\n');
            text.push_str(further);
        }
        let tokens = tokens(&text);
        let (mut things, mut of_kind) = (Vec::new(), Vec::new());
        for named in names(&text) {
            things.push((name_key(named.name, lexicon), named.at.start, named.at.end));
            for kind in text::kinds(named.name) {
                of_kind.push((kind.clone(), named.at.start, named.at.end));
            }
        }
        for unit in lexicon.units(&tokens) {
            if unit.key.starts_with('@') && !unit.fixed {
                let (first, last) = (unit.words[0], unit.words[unit.words.len() - 1]);
                things.push((unit.key, tokens[first].at.start, tokens[last].at.end));
            }
        }
        if let Some((verb, whom)) = led_people(&text, &tokens) {
            things.push((
                SUPERVISION.into(),
                tokens[verb].at.start,
                tokens[whom].at.end,
            ));
        }
        of_kind.retain(|kind: &(Key, usize, usize)| {
            things.iter().all(|it: &(Key, usize, usize)| it.0 != kind.0)
        });
        let kinds = of_kind.iter().map(|it| it.0.clone()).collect();
        things.extend(of_kind);
        let telling = match (line.place.kind, line.place.section) {
            (Kind::Highlight, _) | (Kind::Entry, Section::Certifications | Section::Projects) => {
                1.0
            }
            (Kind::Entry | Kind::Position, _) => 0.95,
            (Kind::Summary, _) => 0.85,
            (Kind::Item, Section::Interests) => 0.5,
            (Kind::Item, _) => 0.8,
        };
        Self {
            beginnings: tokens.iter().fold(0, |bits, it| bits | beginning(&it.key)),
            text,
            tokens,
            things,
            kinds,
            telling,
            kind: line.place.kind,
            section: line.place.section,
        }
    }

    /// Returns whether a word here speaks of a credential: "licensed", "certificate".
    pub(super) fn speaks_of_credential(&self) -> bool {
        self.tokens.iter().any(|it| is_credential_word(&it.word))
    }

    /// Returns whether a product of this kind is named here, and the kind itself is not.
    pub(super) fn names_one_of(&self, kind: &str) -> bool {
        self.kinds.iter().any(|it| it == kind)
    }

    /// Returns the words that name a thing here: of its key, or of its name's keys side by side.
    pub(super) fn thing(&self, key: &str, name: &[Key]) -> Option<String> {
        if let Some(&(_, start, end)) = self.things.iter().find(|it| it.0 == key) {
            return self.text.get(start..end).map(ToOwned::to_owned);
        }
        if name.is_empty() {
            return None;
        }
        let words: Vec<&Token> = self
            .tokens
            .iter()
            .filter(|it| !it.is_transparent())
            .collect();
        words
            .windows(name.len())
            .find(|it| it.iter().map(|it| &it.key).eq(name.iter()))
            .map(|it| self.text[it[0].at.start..it[it.len() - 1].at.end].to_owned())
    }

    /// Returns the first number of years that a text tells of, and its words: "14 years".
    pub(super) fn years(&self) -> Option<(u8, String)> {
        let at = (1..self.tokens.len()).find(|&idx| {
            self.tokens[idx].key == "year" && self.tokens[idx - 1].kind == TokenKind::Number
        })?;
        let number = &self.tokens[at - 1];
        let digits: String = number
            .word
            .chars()
            .take_while(char::is_ascii_digit)
            .collect();
        let quote = self.text[number.at.start..self.tokens[at].at.end].to_owned();
        digits.parse().ok().map(|it| (it, quote))
    }

    /// Returns which of these words stand here, each with how well, and how they are written.
    pub(super) fn matched(&self, words: &[Word]) -> Vec<(usize, f64, String)> {
        let mut out = Vec::new();
        for (i, word) in words.iter().enumerate() {
            let thing = word.thing.as_ref().unwrap_or(&word.key);
            if let Some(&(_, start, end)) = self.things.iter().find(|it| it.0 == *thing) {
                out.push((i, 1.0, self.text[start..end].to_owned()));
                continue;
            }
            if self.beginnings & beginning(&word.key) == 0 {
                continue;
            }
            let mut best: Option<(f64, &Token)> = None;
            for token in &self.tokens {
                let fits = fits(&token.key, &word.key);
                if fits > best.map_or(0.0, |it| it.0) {
                    best = Some((fits, token));
                }
            }
            if let Some((fits, token)) = best {
                out.push((i, fits, self.text[token.at.clone()].to_owned()));
            }
        }
        out
    }

    /// Returns what stands at some bytes.
    pub(super) fn quote(&self, at: &Range<usize>) -> String {
        self.text[at.clone()].to_owned()
    }
}

/// The words of all lines, by their keys: most words of a posting stand in few lines, or none.
#[derive(Default)]
pub(super) struct WordIndex {
    /// Where each key stands: the lines and the tokens there, rising.
    places: FxHashMap<Key, Vec<(usize, usize)>>,
    /// The keys that begin alike.
    alike: FxHashMap<u128, Vec<Key>>,
    /// Where each thing is named: the lines and the bytes there.
    things: FxHashMap<Key, Vec<(usize, Range<usize>)>>,
}

/// A word that is asked for, where it stands in a line.
#[derive(Debug, Clone)]
pub(super) struct Hit {
    /// The index of the word among those asked for.
    pub(super) word: usize,
    /// How well it fits, above 0 up to 1.
    pub(super) fits: f64,
    /// The token it begins at.
    token: usize,
    /// Its bytes in the line.
    pub(super) at: Range<usize>,
}

impl WordIndex {
    /// Reads the words of all lines.
    pub(super) fn of(lines: &[LineText]) -> Self {
        let mut out = Self::default();
        for (line, said) in lines.iter().enumerate() {
            for (at, token) in said.tokens.iter().enumerate() {
                let places = out.places.entry(token.key.clone()).or_insert_with(|| {
                    let alike = out.alike.entry(beginning(&token.key)).or_default();
                    alike.push(token.key.clone());
                    Vec::new()
                });
                places.push((line, at));
            }
            for (key, start, end) in &said.things {
                let places = out.things.entry(key.clone()).or_default();
                if places.last().is_none_or(|it| it.0 != line) {
                    places.push((line, *start..*end));
                }
            }
        }
        out
    }

    /// Returns in how many lines a word stands.
    pub(super) fn n_lines(&self, key: &str) -> usize {
        let Some(places) = self.places.get(key) else {
            return 0;
        };
        let is_new = |pair: &&[(usize, usize)]| pair[0].0 != pair[1].0;
        1 + places.windows(2).filter(is_new).count()
    }

    /// Returns the lines, rising, that may name a thing: by its key, or by its name's keys side by side.
    pub(super) fn may_name(&self, key: &str, name: &[Key]) -> Vec<usize> {
        let things = self.things.get(key).into_iter().flatten();
        let first = name.first().and_then(|it| self.places.get(it));
        let first = first.into_iter().flatten();
        let mut lines: Vec<usize> = things.map(|it| it.0).chain(first.map(|it| it.0)).collect();
        lines.sort_unstable();
        lines.dedup();
        lines
    }

    /// Returns which of these words stand in each line, in the order asked for, each where it fits best.
    pub(super) fn hits(&self, lines: &[LineText], words: &[Word]) -> Vec<Vec<Hit>> {
        let mut out: Vec<Vec<Hit>> = vec![Vec::new(); lines.len()];
        for (idx, word) in words.iter().enumerate() {
            let things = self.things.get(word.thing.as_ref().unwrap_or(&word.key));
            for (line, at) in things.into_iter().flatten() {
                let tokens = &lines[*line].tokens;
                out[*line].push(Hit {
                    word: idx,
                    fits: 1.0,
                    token: tokens.partition_point(|it| it.at.start < at.start),
                    at: at.clone(),
                });
            }
            let alike = self.alike.get(&beginning(&word.key));
            for key in alike.into_iter().flatten() {
                let fits = fits(key, &word.key);
                if fits <= 0.0 {
                    continue;
                }
                for &(line, token) in &self.places[key] {
                    let hit = Hit {
                        word: idx,
                        fits,
                        token,
                        at: lines[line].tokens[token].at.clone(),
                    };
                    match out[line].last_mut().filter(|it| it.word == idx) {
                        None => out[line].push(hit),
                        Some(known)
                            if fits > known.fits
                                || (fits >= known.fits
                                    && known.fits < 1.0
                                    && token < known.token) =>
                        {
                            *known = hit;
                        }
                        Some(_) => {}
                    }
                }
            }
        }
        out
    }
}

/// Returns over how many words of a line hits are spread.
pub(super) fn spread(hits: &[Hit]) -> usize {
    let first = hits.iter().map(|it| it.token).min();
    let last = hits.iter().map(|it| it.token).max();
    first.zip(last).map_or(0, |(first, last)| last + 1 - first)
}

/// Returns how well a word stands for one that is asked for, by their keys: 0 where it doesn't.
fn fits(key: &str, asked: &str) -> f64 {
    if key == asked {
        1.0
    } else if same_root(key, asked) {
        SAME_ROOT
    } else {
        0.0
    }
}

/// Returns the bit of how a key begins; keys of one root begin alike.
fn beginning(key: &str) -> u128 {
    let bytes = key.bytes().take(MIN_ROOT_CHARS - 1);
    let hash = bytes.fold(0_u32, |hash, it| {
        hash.wrapping_mul(31).wrapping_add(u32::from(it))
    });
    1 << (hash % 128)
}

/// Returns whether two keys have a root in common that makes most of both.
fn same_root(a: &str, b: &str) -> bool {
    if !(a.is_ascii() && b.is_ascii()) {
        return false;
    }
    let shared = a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
    let (shorter, longer) = (a.len().min(b.len()), a.len().max(b.len()));
    shared >= MIN_ROOT_CHARS && shared + 1 >= shorter && longer - shared <= 6
}

/// Returns the words of a text that say something, each once.
pub(super) fn words(text: &str, lexicon: &Lexicon) -> Vec<Word> {
    let tokens = tokens(text);
    let mut things: Vec<Option<Key>> = vec![None; tokens.len()];
    for unit in lexicon.units(&tokens) {
        if unit.key.starts_with('@') {
            for &word in &unit.words {
                things[word] = Some(unit.key.clone());
            }
        }
    }
    if let Some((verb, whom)) = led_people(text, &tokens) {
        // Whom it takes to be led stays asked for: "lead a team of engineers".
        for word in (verb..=whom).filter(|&it| it == verb || is_anyone(&tokens[it])) {
            things[word].get_or_insert_with(|| SUPERVISION.into());
        }
    }
    let mut out: Vec<Word> = Vec::new();
    for (token, thing) in tokens.iter().zip(things) {
        let says = thing.is_some() || says_something(token) || token.kind == TokenKind::Number;
        if !says || out.iter().any(|it| it.key == token.key) {
            continue;
        }
        let written = &text[token.at.clone()];
        let is_name = token.before < Gap::Sentence && written.starts_with(char::is_uppercase);
        let mut weight = if is_name {
            NAME
        } else if is_verb(&token.key) {
            VERB
        } else {
            1.0
        };
        if token.kind == TokenKind::Number {
            weight = 0.3;
        }
        out.push(Word {
            key: token.key.clone(),
            thing,
            written: written.to_owned(),
            weight,
        });
    }
    out
}
