//! The lines of a profile, read for what is asked for.

use std::collections::BTreeSet;

use crate::posting::{name_key, says_something};
use crate::profile::{Kind, Line, Section};
use crate::text::{Gap, Key, Lexicon, Token, TokenKind, is_verb, names, tokens};

/// One line of a profile, with what is printed beside it.
pub(super) struct Said {
    /// Its words.
    text: String,
    tokens: Vec<Token>,
    /// The keys of the things that it names, each with its bytes.
    things: Vec<(Key, usize, usize)>,
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

/// Shortest root that two words may share.
const SHORTEST_ROOT: usize = 5;

/// What a verb counts beside other words: people do many things with "build" and "manage".
const VERB: f64 = 0.55;

/// What a word counts that is written as a name.
const NAME: f64 = 1.5;

impl Said {
    pub(super) fn of(line: &Line<'_>, wording: usize, lexicon: &Lexicon) -> Self {
        let mut text = line.wordings[wording.min(line.wordings.len() - 1)]
            .text
            .clone();
        for further in &line.context {
            text.push('\n');
            text.push_str(further);
        }
        let tokens = tokens(&text);
        let mut things = Vec::new();
        for named in names(&text) {
            let key = name_key(named.name, lexicon);
            things.push((key, named.at.start, named.at.end));
        }
        for unit in lexicon.units(&tokens) {
            if unit.key.starts_with('@') && !unit.fixed {
                let (first, last) = (unit.words[0], unit.words[unit.words.len() - 1]);
                things.push((unit.key, tokens[first].at.start, tokens[last].at.end));
            }
        }
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
            telling,
            kind: line.place.kind,
            section: line.place.section,
        }
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
        let at = (1..self.tokens.len()).find(|&it| {
            self.tokens[it].key == "year" && self.tokens[it - 1].kind == TokenKind::Number
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

    /// Returns the keys of the words here.
    pub(super) fn keys(&self) -> BTreeSet<&str> {
        self.tokens.iter().map(|it| it.key.as_str()).collect()
    }

    /// Returns which of these words stand here, each with how well, and how they are written.
    pub(super) fn matched(&self, words: &[Word]) -> Vec<(usize, f64, String)> {
        self.spread(words).0
    }

    /// Returns the same, and over how many words they are spread.
    pub(super) fn spread(&self, words: &[Word]) -> (Vec<(usize, f64, String)>, usize) {
        let mut out = Vec::new();
        let (mut first, mut last) = (usize::MAX, 0);
        let mut stands_at = |at: usize| {
            let before = self.tokens.partition_point(|it| it.at.start < at);
            first = first.min(before);
            last = last.max(before);
        };
        for (i, word) in words.iter().enumerate() {
            if let Some(thing) = &word.thing
                && let Some(&(_, start, end)) = self.things.iter().find(|it| it.0 == *thing)
            {
                out.push((i, 1.0, self.text[start..end].to_owned()));
                stands_at(start);
                continue;
            }
            if self.beginnings & beginning(&word.key) == 0 {
                continue;
            }
            let mut best: Option<(f64, &Token)> = None;
            for token in &self.tokens {
                let fits = if token.key == word.key {
                    1.0
                } else if same_root(&token.key, &word.key) {
                    SAME_ROOT
                } else {
                    continue;
                };
                if best.is_none_or(|it| fits > it.0) {
                    best = Some((fits, token));
                }
            }
            if let Some((fits, token)) = best {
                out.push((i, fits, self.text[token.at.clone()].to_owned()));
                stands_at(token.at.start);
            }
        }
        let spread = (last + 1).saturating_sub(first);
        (out, spread)
    }
}

/// Returns the bit of how a key begins; keys of one root begin alike.
fn beginning(key: &str) -> u128 {
    let bytes = key.bytes().take(SHORTEST_ROOT - 1);
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
    shared >= SHORTEST_ROOT && shared + 1 >= shorter && longer - shared <= 6
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
    let mut out: Vec<Word> = Vec::new();
    for (token, thing) in tokens.iter().zip(things) {
        let says = says_something(token) || token.kind == TokenKind::Number;
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
