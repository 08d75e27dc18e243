//! A text as the scores see it: tokens, units of meaning and kinds of words.

use std::borrow::Cow;

use crate::guide::{Competency, Guide, Theme};
use crate::parallel;
use crate::text::{self, Class, Few, Key, Lexicon, Places, Token, TokenKind, Unit, Words};

/// A text read once for all scores.
#[derive(Debug, Clone)]
pub(super) struct AnalyzedText {
    /// The text.
    pub(super) text: String,
    /// Its tokens.
    pub(super) tokens: Vec<Token>,
    /// Its units of meaning.
    pub(super) units: Vec<Unit>,
    /// The kinds that the products it names are of: a CRM where it names Salesforce. Only of a line of the person's,
    /// beside a posting: a guide's terms name the products that count, and the table of names takes time to read.
    pub(super) kinds: Vec<Unit>,
    /// The kinds of each token.
    pub(super) classes: Vec<&'static [Class]>,
}

/// A guide's themes, read once for all scores.
#[derive(Debug, Clone)]
pub(super) struct AnalyzedGuide {
    /// The themes, in order.
    pub(super) themes: Vec<ThemeReading>,
}

/// One theme, read.
#[derive(Debug, Clone)]
pub(super) struct ThemeReading {
    /// Its name.
    pub(super) name: AnalyzedText,
    /// The competencies that it names.
    pub(super) competencies: Vec<Competency>,
    /// Every way to write each term, and the theme's name.
    pub(super) terms: Vec<TermForm>,
    /// Its examples, and what is said about it.
    pub(super) examples: Vec<AnalyzedText>,
}

/// One way to write one term, read as far as themes need it: a guide has a thousand.
#[derive(Debug, Clone)]
pub(super) struct TermForm {
    /// The term's index; the theme's name has the index after the last.
    pub(super) term: usize,
    /// Its tokens.
    pub(super) tokens: Vec<Token>,
    /// The key of the thing of the lexicon that it names.
    pub(super) thing: Option<Key>,
}

/// The words of guide and posting, for finding slips of the pen in a profile.
#[derive(Debug, Clone, Default)]
pub(super) struct SpellChecker {
    /// Words and their keys by their first letters: a slip there is too rare to look for.
    words: Words<Vec<(Key, Key)>>,
    keys: Words<()>,
}

/// How many first letters a slip and its word share.
const SHARED: usize = 3;

impl AnalyzedText {
    /// Reads a text.
    pub(super) fn of(text: &str, lexicon: &Lexicon) -> Self {
        Self::from_tokens(text, text::tokens(text), lexicon)
    }

    /// Reads a text of the person's, where words may be misspelt.
    pub(super) fn of_line(text: &str, lexicon: &Lexicon, spelling: &SpellChecker) -> Self {
        let mut tokens = text::tokens(text);
        let slips = slips(&tokens, lexicon, &[spelling]);
        correct(&mut tokens, slips);
        Self::from_tokens(text, tokens, lexicon)
    }

    /// Adds the kinds of the products that it names.
    pub(super) fn with_kinds(mut self) -> Self {
        self.kinds = kinds(&self.text, &self.tokens);
        self
    }

    /// Reads a line again, with more aliases and more words to tell its slips by.
    pub(super) fn again(&self, lexicon: &Lexicon, spelling: &[&SpellChecker]) -> Cow<'_, Self> {
        let slips = slips(&self.tokens, lexicon, spelling);
        if slips.is_empty() && !lexicon.explains(&self.tokens) {
            return Cow::Borrowed(self);
        }
        let mut tokens = self.tokens.clone();
        correct(&mut tokens, slips);
        Cow::Owned(Self {
            kinds: self.kinds.clone(),
            ..Self::from_tokens(&self.text, tokens, lexicon)
        })
    }

    fn from_tokens(text: &str, tokens: Vec<Token>, lexicon: &Lexicon) -> Self {
        let units = lexicon.units(&tokens);
        let mut classes: Vec<_> = tokens
            .iter()
            .map(|it| text::classes(it, &text[it.at.clone()]))
            .collect();
        // "Sales leads" has no verb.
        for unit in units.iter().filter(|it| it.fixed) {
            for &word in &unit.words {
                if classes[word].iter().any(|it| it.is_verb()) {
                    classes[word] = &[];
                }
            }
        }
        Self {
            text: text.to_owned(),
            tokens,
            units,
            kinds: Vec::new(),
            classes,
        }
    }

    /// Returns whether a phrase at these words takes a fixed expression apart.
    pub(super) fn cuts_expression(&self, words: &[usize]) -> bool {
        self.units.iter().filter(|it| it.fixed).any(|unit| {
            let n_shared = unit.words.iter().filter(|it| words.contains(it)).count();
            n_shared > 0 && n_shared < unit.words.len()
        })
    }

    /// Returns the units that say something: no articles, numbers or addresses.
    pub(super) fn content(&self) -> impl Iterator<Item = &Unit> {
        self.units.iter().filter(|unit| {
            unit.words.len() > 1 || {
                let token = &self.tokens[unit.words[0]];
                matches!(token.kind, TokenKind::Word | TokenKind::Name) && !token.is_stop()
            }
        })
    }

    /// Returns words, rising, as they stand in the text; neighbours stay together, with the article between them.
    pub(super) fn quote<'w>(&self, words: impl IntoIterator<Item = &'w usize>) -> Vec<String> {
        let mut ranges: Few<std::ops::Range<usize>> = Few::new();
        let mut last = None;
        for &word in words {
            let at = &self.tokens[word].at;
            let follows = last.is_some_and(|last: usize| {
                let between = &self.tokens[last + 1..word];
                between.iter().all(Token::is_transparent)
                    && (self.tokens[last + 1..=word].iter()).all(|it| it.before < text::Gap::List)
            });
            match ranges.last_mut() {
                Some(range) if follows => range.end = at.end,
                _ => ranges.push(at.clone()),
            }
            last = Some(word);
        }
        ranges
            .into_iter()
            .map(|it| self.text[it].to_owned())
            .collect()
    }
}

/// Returns the kinds of the products that a text names, each at the words of the product.
fn kinds(text: &str, tokens: &[Token]) -> Vec<Unit> {
    let mut out = Vec::new();
    for named in text::names(text) {
        let at = &named.at;
        let words: Places = (tokens.iter().enumerate())
            .filter(|(_, it)| it.at.start < at.end && at.start < it.at.end)
            .map(|(i, _)| i)
            .collect();
        if words.is_empty() {
            continue;
        }
        for key in text::kinds(named.name) {
            out.push(Unit {
                key: key.clone(),
                words: words.clone(),
                fixed: false,
            });
        }
    }
    out
}

/// Returns the words that are slips of the pen, with the keys of what was meant.
fn slips(tokens: &[Token], lexicon: &Lexicon, spelling: &[&SpellChecker]) -> Vec<(usize, Key)> {
    let meant = |token: &Token| {
        // A word that any of the texts has is right.
        let unknown = token.is_guessable()
            && !spelling.iter().any(|it| it.keys.contains_key(&token.key))
            && !lexicon.knows(&token.key);
        let found = || spelling.iter().find_map(|it| it.corrected(&token.word));
        unknown.then(found).flatten()
    };
    (tokens.iter().enumerate())
        .filter_map(|(i, token)| Some((i, meant(token)?)))
        .collect()
}

fn correct(tokens: &mut [Token], slips: Vec<(usize, Key)>) {
    for (i, key) in slips {
        tokens[i].key = key;
    }
}

impl AnalyzedGuide {
    /// Reads a guide.
    pub(super) fn of(guide: &Guide, lexicon: &Lexicon) -> Self {
        let themes = parallel::map(&guide.themes, 1, |_, theme| {
            let forms = theme.terms.iter().enumerate().flat_map(|(i, term)| {
                std::iter::once(&term.term)
                    .chain(&term.also)
                    .map(move |form| (i, form))
            });
            // A theme's name names it as its terms do.
            let forms = forms.chain([(theme.terms.len(), &theme.name)]);
            ThemeReading {
                name: AnalyzedText::of(&theme.name, lexicon),
                competencies: theme.competencies.clone(),
                terms: forms
                    .map(|(term, text)| TermForm::of(term, text, lexicon))
                    .collect(),
                examples: examples(theme)
                    .map(|text| AnalyzedText::of(text, lexicon))
                    .collect(),
            }
        });
        Self { themes }
    }

    /// Returns the tokens of every term, and of the examples where nothing but them and the terms tells of a theme.
    pub(super) fn tokens(&self) -> impl Iterator<Item = &[Token]> {
        self.themes.iter().flat_map(|theme| {
            let forms = theme.terms.iter().map(|form| form.tokens.as_slice());
            let examples = (theme.examples.iter()).filter(|_| theme.competencies.is_empty());
            forms.chain(examples.map(|example| example.tokens.as_slice()))
        })
    }
}

/// Returns a theme's examples and what is said about it.
pub(super) fn examples(theme: &Theme) -> impl Iterator<Item = &String> {
    theme.examples.iter().chain(&theme.about)
}

impl TermForm {
    fn of(term: usize, text: &str, lexicon: &Lexicon) -> Self {
        let tokens = text::tokens(text);
        Self {
            term,
            thing: lexicon.thing(&tokens),
            tokens,
        }
    }
}

impl SpellChecker {
    /// Returns the words of texts that are spelt well.
    pub(super) fn of<'a>(texts: impl Iterator<Item = &'a [Token]>) -> Self {
        let mut spelling = Self::default();
        texts.for_each(|tokens| spelling.learn(tokens));
        spelling
    }

    fn learn(&mut self, tokens: &[Token]) {
        for token in tokens {
            if token.is_guessable() && self.keys.insert(token.key.clone(), ()).is_none() {
                let words = self.words.entry(token.word[..SHARED].into()).or_default();
                words.push((token.word.clone(), token.key.clone()));
            }
        }
    }

    /// Returns the key of the word that this is a slip of the pen for.
    fn corrected(&self, word: &str) -> Option<Key> {
        self.words
            .get(&word[..SHARED])?
            .iter()
            .find(|(known, _)| text::similar(word, known))
            .map(|(_, key)| key.clone())
    }
}
