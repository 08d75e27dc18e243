//! What a loader asks for, as plain data: the keys of each mapping, what may stand under them, and how they exclude each
//! other.
//!
//! An outline is what the loader itself says while it runs over no file at all, so the two can't differ.

/// What a mapping may hold.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Outline {
    /// What the loader calls it, as in `highlight`; empty where it stands under one key only.
    pub(crate) name: &'static str,
    /// Every key in the order in which the loader asks for them.
    pub(crate) keys: Vec<Entry>,
    /// The keys that must be there, and those that can't.
    pub(crate) rules: Rules,
    /// Each key with those that can't be combined with it.
    pub(crate) apart: Vec<(&'static str, Vec<&'static str>)>,
    /// The key whose presence decides on further rules: those with it, and those without.
    pub(crate) either: Option<(&'static str, Rules, Rules)>,
}

/// What must be there, and what can't.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Rules {
    /// The keys that must be there.
    pub(crate) needed: Vec<&'static str>,
    /// The keys that can't.
    pub(crate) refused: Vec<&'static str>,
}

/// One key of a mapping.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Entry {
    /// The key.
    pub(crate) key: &'static str,
    /// What may stand under it; nothing where the loader looks at the value by itself and doesn't say.
    pub(crate) kind: Option<Kind>,
    /// A word that may stand there instead.
    pub(crate) word: Option<&'static str>,
    /// Whether it must be there, at least where other keys don't decide otherwise.
    pub(crate) is_needed: bool,
    /// Whether it can't be there without a value.
    pub(crate) has_value: bool,
}

/// What may stand in a place.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Kind {
    /// A text, of any form unless said.
    Text(Option<&'static Form>),
    /// A number.
    Number {
        /// The numbers allowed.
        range: Range,
        /// What holds where none is given.
        usual: Option<f64>,
    },
    /// One of these words.
    Choice(Vec<&'static str>),
    /// A mapping.
    Mapping(Outline),
    /// A mapping, or what may stand under this key of it.
    Either(&'static str, Outline),
    /// One of several.
    OneOf(Vec<Kind>),
    /// A list.
    List {
        /// What each entry may be.
        of: Box<Kind>,
        /// Whether a single entry may stand there without a list.
        lone: bool,
        /// Whether no entry may be there twice.
        is_set: bool,
    },
}

/// The form of a text, for readers that know nothing but patterns: what it refuses, the loader refuses.
#[derive(Debug, PartialEq)]
pub(crate) struct Form {
    /// A regular expression for the whole text, without white space at its ends.
    pub(crate) pattern: &'static str,
    /// What to say of a text that has another form.
    pub(crate) says: &'static str,
    /// The whole numbers that will do as well, without quotes.
    pub(crate) numbers: Numbers,
}

/// The numbers that a text of a certain form can be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Numbers {
    /// None.
    None,
    /// Any.
    Any,
    /// Whole ones between these.
    Whole(f64, f64),
}

/// The numbers that may stand in a place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Range {
    least: f64,
    most: f64,
    /// Whether `least` itself is too small.
    is_open: bool,
    /// Whether it takes whole numbers only.
    is_whole: bool,
    /// The range whatever stands elsewhere in the file, where that narrows this one.
    widest: Option<(f64, f64)>,
}

impl Range {
    /// Returns the numbers from `least` to `most`.
    pub(crate) fn of(least: f64, most: f64) -> Self {
        Self {
            least,
            most,
            is_open: false,
            is_whole: false,
            widest: None,
        }
    }

    /// Returns the numbers above `least`, to `most`.
    pub(crate) fn above(least: f64, most: f64) -> Self {
        Self {
            is_open: true,
            ..Self::of(least, most)
        }
    }

    /// Returns the whole numbers from `least` to `most`.
    pub(crate) fn whole(least: f64, most: f64) -> Self {
        Self {
            is_whole: true,
            ..Self::of(least, most)
        }
    }

    /// Returns the range with the one that it can't leave whatever the file says.
    pub(crate) fn within(self, least: f64, most: f64) -> Self {
        Self {
            widest: Some((least, most)),
            ..self
        }
    }

    /// Returns whether a number is in the range.
    pub(crate) fn holds(&self, number: f64) -> bool {
        (self.least..=self.most).contains(&number)
            && !(self.is_open && number <= self.least)
            && !(self.is_whole && number.fract() != 0.0)
    }

    /// Returns the least number and the largest, whatever the file says.
    pub(crate) fn ends(&self) -> (f64, f64) {
        self.widest.unwrap_or((self.least, self.most))
    }

    /// Returns whether the least number itself is too small.
    pub(crate) fn is_open(&self) -> bool {
        self.is_open
    }

    /// Returns whether it takes whole numbers only.
    pub(crate) fn is_whole(&self) -> bool {
        self.is_whole
    }
}

impl Outline {
    /// Returns what is said of a key, which is added where it is new.
    pub(super) fn entry(&mut self, key: &'static str) -> &mut Entry {
        let at = self.keys.iter().position(|it| it.key == key);
        let at = at.unwrap_or_else(|| {
            self.keys.push(Entry {
                key,
                kind: None,
                word: None,
                is_needed: false,
                has_value: false,
            });
            self.keys.len() - 1
        });
        &mut self.keys[at]
    }

    /// Notes what may stand under a key.
    pub(super) fn put(&mut self, key: &'static str, kind: Kind) {
        let form = match self.entry(key).kind {
            Some(Kind::Text(form)) => form,
            _ => None,
        };
        self.entry(key).kind = Some(match (kind, form) {
            (Kind::Text(None), Some(form)) => Kind::Text(Some(form)),
            (kind, _) => kind,
        });
    }
}

/// What a key means, for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct About {
    /// The mapping: what its loader calls it, or the key that it stands under; any mapping where it is empty.
    pub(crate) of: &'static str,
    /// The key.
    pub(crate) key: &'static str,
    /// What it means, in a sentence or two.
    pub(crate) text: &'static str,
    /// What may stand there, as YAML.
    pub(crate) examples: &'static [&'static str],
}

/// Returns the row of a table with this mapping, key, meaning and examples.
pub(crate) const fn about(
    of: &'static str,
    key: &'static str,
    text: &'static str,
    examples: &'static [&'static str],
) -> About {
    About {
        of,
        key,
        text,
        examples,
    }
}
