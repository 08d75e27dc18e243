//! One thing under several names.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::class::is_classed;
use super::phrase::Phrases;
use super::stem::stem;
use super::token::{Token, normalise, tokens};

/// Names that mean the same: the built-in table and the pairs that the inputs explain themselves.
#[derive(Debug, Clone)]
pub struct Lexicon {
    phrases: Cow<'static, Phrases>,
    names: Cow<'static, [Name]>,
}

/// One name of one thing.
#[derive(Debug, Clone)]
struct Name {
    /// The key of the thing.
    thing: String,
    /// The keys one of which must stand beside the name; empty where none need.
    context: BTreeSet<String>,
    /// Whether the name means the thing only in that context.
    ambiguous: bool,
    /// Whether it is the only name of its thing.
    fixed: bool,
}

/// One unit of meaning in a text: a word, or several that name one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// What units of one meaning share: a token's key, or `@` and the usual name of the thing.
    pub key: String,
    /// The indices of its words among the tokens, rising.
    pub words: Vec<usize>,
    /// Whether it is a fixed expression, whose words must not be read one by one: "lead time".
    pub fixed: bool,
}

static BUILT_IN: LazyLock<(Phrases, Vec<Name>)> = LazyLock::new(|| {
    let mut lexicon = Lexicon {
        phrases: Cow::Owned(Phrases::default()),
        names: Cow::Owned(Vec::new()),
    };
    let rows = include_str!("aliases.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'));
    for row in rows {
        let mut columns = row.splitn(3, '\t');
        let (_, Some(context), Some(names)) = (columns.next(), columns.next(), columns.next())
        else {
            continue;
        };
        let context: BTreeSet<String> = context.split_whitespace().map(stem).collect();
        let names: Vec<&str> = names.trim().split(" = ").map(str::trim).collect();
        let thing = format!("@{}", normalise(names[0]));
        let fixed = names.len() == 1;
        for name in names {
            let (name, ambiguous) = match name.strip_suffix('?') {
                Some(name) => (name, true),
                None => (name, false),
            };
            lexicon.add(
                name,
                Name {
                    thing: thing.clone(),
                    context: context.clone(),
                    ambiguous,
                    fixed,
                },
            );
        }
    }
    (lexicon.phrases.into_owned(), lexicon.names.into_owned())
});

impl Lexicon {
    /// Returns the built-in table together with pairs of a long and a short form.
    ///
    /// A pair whose long form the table knows adds its short form to that thing; a short form that the table knows
    /// for something else now means both only if it meant nothing before: the table is never overruled.
    pub fn with_pairs(pairs: &[(String, String)]) -> Self {
        let built_in = Self {
            phrases: Cow::Borrowed(&BUILT_IN.0),
            names: Cow::Borrowed(&BUILT_IN.1),
        };
        built_in.and_pairs(pairs)
    }

    /// Returns this lexicon together with further pairs, which overrule nothing in it.
    #[must_use]
    pub fn and_pairs(mut self, pairs: &[(String, String)]) -> Self {
        for (long, short) in pairs {
            let long_tokens = tokens(long);
            let thing = self
                .whole(&long_tokens)
                .unwrap_or_else(|| format!("@{}", normalise(long)));
            let name = Name {
                thing,
                context: BTreeSet::new(),
                ambiguous: false,
                fixed: false,
            };
            if self.whole(&long_tokens).is_none() {
                self.add(long, name.clone());
            }
            if self.whole(&tokens(short)).is_none() {
                self.add(short, name);
            }
        }
        self
    }

    /// Returns the units of a text: at each place the longest name of a thing, else the word.
    pub fn units(&self, tokens: &[Token]) -> Vec<Unit> {
        let mut taken = vec![false; tokens.len()];
        let mut units = Vec::new();
        for found in self.phrases.find(tokens) {
            let name = &self.names[found.id as usize];
            let fits = !name.ambiguous
                || tokens
                    .iter()
                    .enumerate()
                    .any(|(i, it)| name.context.contains(&it.key) && !found.words.contains(&i));
            if fits && !found.words.iter().any(|&it| taken[it]) {
                for &it in &found.words {
                    taken[it] = true;
                }
                units.push(Unit {
                    key: name.thing.clone(),
                    words: found.words,
                    fixed: name.fixed,
                });
            }
        }
        let words = (0..tokens.len()).filter(|&it| !taken[it]).map(|it| Unit {
            key: tokens[it].key.clone(),
            words: vec![it],
            fixed: false,
        });
        units.extend(words);
        units.sort_by(|a, b| a.words.cmp(&b.words));
        units
    }

    /// Returns the key of the thing that is the only unit of a text.
    pub fn thing(&self, tokens: &[Token]) -> Option<String> {
        self.named(tokens, tokens.len())
    }

    /// Returns whether a word is known, so that it can't be a slip of the pen.
    pub fn knows(&self, key: &str) -> bool {
        self.phrases.has_word(key) || is_classed(key)
    }

    fn add(&mut self, written: &str, name: Name) {
        let id = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        if self.phrases.to_mut().insert(&as_name(written), id) {
            self.names.to_mut().push(name);
        }
    }

    /// Returns the thing that a whole text names whatever stands beside it, articles aside.
    fn whole(&self, tokens: &[Token]) -> Option<String> {
        let n_words = tokens.iter().filter(|it| !it.is_transparent()).count();
        self.named(tokens, n_words)
    }

    fn named(&self, tokens: &[Token], n_words: usize) -> Option<String> {
        (self.phrases.find(tokens).into_iter())
            .filter(|found| found.words.len() == n_words)
            .map(|found| &self.names[found.id as usize])
            .find(|name| !name.ambiguous)
            .map(|name| name.thing.clone())
    }
}

/// Returns the tokens of a name by itself, where capitals mean what they say: `IT`, `Go`.
fn as_name(name: &str) -> Vec<Token> {
    // In the middle of a sentence, so that a capital is not taken for its start.
    let carrier = format!("with {name} and");
    let mut words = tokens(&carrier);
    words.pop();
    words.remove(0);
    words
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn units(lexicon: &Lexicon, text: &str) -> Vec<String> {
        let tokens = tokens(text);
        lexicon
            .units(&tokens)
            .into_iter()
            .map(|it| it.key)
            .collect()
    }

    #[track_caller]
    fn same(a: &str, b: &str) {
        let built_in = Lexicon::with_pairs(&[]);
        assert_eq!(units(&built_in, a), units(&built_in, b), "{a} = {b}");
    }

    #[track_caller]
    fn lacks(text: &str, thing: &str) {
        let units = units(&Lexicon::with_pairs(&[]), text);
        assert!(!units.contains(&thing.to_owned()), "{text}: {units:?}");
    }

    #[track_caller]
    fn has(text: &str, thing: &str) {
        let units = units(&Lexicon::with_pairs(&[]), text);
        assert!(units.contains(&thing.to_owned()), "{text}: {units:?}");
    }

    #[test]
    fn one_thing_has_one_key() {
        same("k8s", "Kubernetes");
        same("AWS", "Amazon Web Services");
        same("GCP", "Google Cloud Platform");
        same("CI/CD", "continuous integration and deployment");
        same("OKRs", "objectives and key results");
        same("PMP", "Project Management Professional");
        same("IEPs", "individualized education programs");
        same("BLS", "Basic Life Support");
        same("Node", "Node.js");
        same("Golang", "Go");
        same("IT", "information technology");
        same("R&D", "research and development");
        same("Ph.D.", "doctorate");
        same("A/B tests", "A/B testing");
    }

    #[test]
    fn ambiguous_names_need_their_context() {
        has("RN on a 24-bed unit", "@registered nurse");
        lacks("Built the RN bridge in Swift", "@registered nurse");
        has("CSM, runs three agile teams", "@certified scrummaster");
        has(
            "CSM for 40 accounts, 96% retention",
            "@customer success manager",
        );
        lacks("CSM", "@certified scrummaster");
        has("Kept the RAID log", "@raid log");
        lacks("Rebuilt a raid array", "@raid log");
        lacks("it was it", "@information technology");
    }

    #[test]
    fn fixed_expressions_hide_their_words() {
        lacks("Removed lead paint", "lead");
        lacks("Generated 40 sales leads", "lead");
        has("Led a team", "lead");
        lacks("Moved to a managed database", "manag");
    }

    #[test]
    fn inputs_can_explain_their_own_short_forms() {
        let pairs = [("clinical decision support".to_owned(), "CDS".to_owned())];
        let lexicon = Lexicon::with_pairs(&pairs);
        assert_eq!(
            units(&lexicon, "Launched CDS alerts"),
            units(&lexicon, "Launched clinical decision support alerts")
        );
        let known = [("Kubernetes clusters".to_owned(), "AWS".to_owned())];
        let lexicon = Lexicon::with_pairs(&known);
        assert_eq!(units(&lexicon, "AWS"), ["@amazon web services"]);
    }

    #[test]
    fn the_table_is_large_and_well_formed() {
        let mut things = BTreeMap::new();
        for row in include_str!("aliases.tsv").lines() {
            if !row.starts_with('#') {
                assert_eq!(row.trim_end().split('\t').count(), 3, "{row}");
            }
        }
        for name in &BUILT_IN.1 {
            *things.entry(&name.thing).or_insert(0) += 1;
        }
        assert!(things.values().filter(|n| **n > 1).count() >= 120);
    }
}
