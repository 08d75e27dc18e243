//! One thing under several names.

use std::sync::LazyLock;

use super::class::is_classed;
use super::phrase::{PhraseMatch, Phrases};
use super::stem::stem;
use super::token::Token;
use super::tokenizer::{name_tokens, tokens};
use super::unicode::normalise;
use super::words::{Key, Places, format_smolstr, n_of, smallvec};

/// Names that mean the same: the built-in table and the pairs that the inputs explain themselves.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    /// What the inputs explain, beside the built-in table.
    own: Table,
}

/// Names and the things that they are names of.
#[derive(Debug, Clone, Default)]
struct Table {
    phrases: Phrases,
    /// What each phrase of the set is a name of, and whether only in the thing's context.
    names: Vec<(usize, bool)>,
    things: Vec<Concept>,
}

/// What names stand for.
#[derive(Debug, Clone)]
struct Concept {
    key: Key,
    /// The keys one of which must stand beside an ambiguous name.
    context: Vec<Key>,
    /// Whether it has only one name.
    fixed: bool,
}

impl Concept {
    /// Returns whether words with the keys of a fixed expression are that expression: "track record" is, and
    /// "tracked records" and "led a full time team" are not.
    ///
    /// Its words follow each other, in the form that the expression has or in the plural.
    fn reads_so(&self, tokens: &[Token], words: &[usize]) -> bool {
        let follow = |pair: &[usize]| {
            tokens[pair[0] + 1..pair[1]]
                .iter()
                .all(Token::is_transparent)
        };
        let forms = self.key.trim_start_matches('@').split([' ', '-']);
        let has_form = |(&word, form): (&usize, &str)| {
            let plural = tokens[word].word.strip_prefix(form);
            plural.is_some_and(|it| matches!(it, "" | "s"))
        };
        words.windows(2).all(follow)
            && (forms.clone().count() != words.len() || words.iter().zip(forms).all(has_form))
    }
}

/// One unit of meaning in a text: a word, or several that name one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// What units of one meaning share: a token's key, or `@` and the usual name of the thing.
    pub key: Key,
    /// The indices of its words among the tokens, rising.
    pub words: Places,
    /// Whether it is a fixed expression, whose words must not be read one by one: "lead time".
    pub fixed: bool,
}

/// The built-in table.
static BUILT_IN: LazyLock<Table> = LazyLock::new(|| {
    let text = include_str!("aliases.tsv");
    let n_rows = n_of(text, b'\n');
    let n_names = n_rows + n_of(text, b'=');
    let mut table = Table {
        phrases: Phrases::for_so_many(n_names),
        names: Vec::with_capacity(n_names),
        things: Vec::with_capacity(n_rows),
    };
    for row in text.lines().filter(|line| !line.starts_with('#')) {
        let mut columns = row.splitn(3, '\t');
        let (_, Some(context), Some(names)) = (columns.next(), columns.next(), columns.next())
        else {
            continue;
        };
        let names = || names.trim().split(" = ").map(str::trim);
        table.things.push(Concept {
            key: thing_key(names().next().unwrap_or_default()),
            context: context.split_whitespace().map(stem).collect(),
            fixed: names().nth(1).is_none(),
        });
        for name in names() {
            match name.strip_suffix(AMBIGUOUS) {
                Some(name) => table.add(keys_of(name), true),
                None => table.add(keys_of(name), false),
            }
        }
    }
    table
});

/// What follows a name that means its thing in some contexts only.
const AMBIGUOUS: char = '?';

impl Table {
    /// Adds a name of the last thing, by its keys.
    fn add(&mut self, name: impl Iterator<Item = Key>, ambiguous: bool) {
        let id = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        if self.phrases.insert_keys(name, id) {
            self.names.push((self.things.len() - 1, ambiguous));
        }
    }

    /// Returns the names in a text that mean their things there, and the things.
    fn find(&self, tokens: &[Token]) -> impl Iterator<Item = (PhraseMatch, &Concept)> {
        let named = self.phrases.find(tokens).into_iter().map(|found| {
            let (thing, ambiguous) = self.names[found.id as usize];
            (found, &self.things[thing], ambiguous)
        });
        named.filter_map(|(found, thing, ambiguous)| {
            let fits = !ambiguous
                || tokens
                    .iter()
                    .enumerate()
                    .any(|(i, it)| thing.context.contains(&it.key) && !found.words.contains(&i));
            let reads_so = !thing.fixed || thing.reads_so(tokens, &found.words);
            (fits && reads_so).then_some((found, thing))
        })
    }

    /// Returns the key of the thing that a whole text names whatever stands beside it, articles aside.
    fn whole(&self, tokens: &[Token]) -> Option<Key> {
        (self.phrases.whole(tokens).iter())
            .map(|&id| self.names[id as usize])
            .find(|&(_, ambiguous)| !ambiguous)
            .map(|(thing, _)| self.things[thing].key.clone())
    }
}

impl Lexicon {
    /// Reads the built-in table, which the first use does otherwise: as much work as reading a guide.
    pub fn warm_up() {
        LazyLock::force(&BUILT_IN);
    }

    /// Returns the built-in table together with pairs of a long and a short form.
    ///
    /// A pair whose long form the table knows adds its short form to that thing; a short form that the table knows
    /// for something else now means both only if it meant nothing before: the table is never overruled.
    pub fn with_pairs(pairs: &[(String, String)]) -> Self {
        let mut lexicon = Self::default();
        for (long, short) in pairs {
            let long_tokens = tokens(long);
            let known = lexicon.whole(&long_tokens);
            let is_new = known.is_none();
            lexicon.own.things.push(Concept {
                key: known.unwrap_or_else(|| thing_key(long)),
                context: Vec::new(),
                fixed: false,
            });
            if is_new {
                lexicon.own.add(keys_of(long), false);
            }
            if lexicon.whole(&tokens(short)).is_none() {
                lexicon.own.add(keys_of(short), false);
            }
        }
        lexicon
    }

    /// Returns the units of a text: at each place the longest name of a thing, else the word.
    pub fn units(&self, tokens: &[Token]) -> Vec<Unit> {
        let mut taken = vec![false; tokens.len()];
        let mut units = Vec::with_capacity(tokens.len());
        let mut names: Vec<_> = BUILT_IN.find(tokens).chain(self.own.find(tokens)).collect();
        names.sort_by(|(a, _), (b, _)| a.before(b));
        names.retain(|(found, _)| {
            let is_free = !found.words.iter().any(|&it| taken[it]);
            if is_free {
                found.words.iter().for_each(|&it| taken[it] = true);
            }
            is_free
        });
        names.sort_by(|(a, _), (b, _)| a.words.cmp(&b.words));
        let mut names = names.into_iter().peekable();
        for (i, token) in tokens.iter().enumerate() {
            if let Some((found, thing)) = names.next_if(|(it, _)| it.words[0] == i) {
                units.push(Unit {
                    key: thing.key.clone(),
                    words: found.words,
                    fixed: thing.fixed,
                });
            } else if !taken[i] {
                units.push(Unit {
                    key: token.key.clone(),
                    words: smallvec![i],
                    fixed: false,
                });
            }
        }
        units
    }

    /// Returns whether a text has a name that the inputs explain.
    pub fn explains(&self, tokens: &[Token]) -> bool {
        self.own.find(tokens).next().is_some()
    }

    /// Returns the key of the thing that is the only unit of a text.
    pub fn thing(&self, tokens: &[Token]) -> Option<Key> {
        let has_articles = tokens.iter().any(Token::is_transparent);
        self.whole(tokens).filter(|_| !has_articles)
    }

    /// Returns whether a word is known, so that it can't be a slip of the pen.
    pub fn knows(&self, key: &str) -> bool {
        BUILT_IN.phrases.has_word(key) || self.own.phrases.has_word(key) || is_classed(key)
    }

    /// Returns the thing that a whole text names whatever stands beside it, articles aside.
    fn whole(&self, tokens: &[Token]) -> Option<Key> {
        (BUILT_IN.whole(tokens)).or_else(|| self.own.whole(tokens))
    }
}

/// Returns the keys of a name that say something.
fn keys_of(name: &str) -> impl Iterator<Item = Key> {
    let tokens = name_tokens(name).into_iter();
    tokens.filter(|it| !it.is_transparent()).map(|it| it.key)
}

fn thing_key(name: &str) -> Key {
    format_smolstr!("@{}", normalise(name))
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
            .map(|it| it.key.to_string())
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
        same("pentests", "penetration testing");
        same("EKG", "electrocardiogram");
        same("CapEx", "capital expenditure");
        same("AML", "anti-money laundering");
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
        has("Moved the site to a new CMS", "@content management system");
        has(
            "Passed the CMS hospital survey",
            "@centers for medicare and medicaid services",
        );
        has("Rails developer", "@ruby on rails");
        lacks("Welded rails for the yard", "@ruby on rails");
        lacks("it was it", "@information technology");
    }

    #[test]
    fn fixed_expressions_hide_their_words() {
        lacks("Removed lead paint", "lead");
        lacks("Generated 40 sales leads", "lead");
        has("Led a team", "lead");
        lacks("Moved to a managed database", "manag");
        lacks("A track record of success", "track");
        lacks("Keep up to date with tax law", "keep");
    }

    #[test]
    fn a_verb_is_no_part_of_a_fixed_expression() {
        lacks("Tracked the medical records", "@track record");
        lacks("Led a full time team", "@lead time");
        has("Cut lead times by half", "@lead time");
        lacks("Cleaned the meeting room", "@clean room");
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
                // All numbers have one key: a name of numbers alone would be any number.
                let mut names = row.split('\t').skip(2).flat_map(|it| it.split(" = "));
                assert!(
                    names.all(|name| name_tokens(name).iter().any(|it| !it.is_number())),
                    "{row}"
                );
            }
        }
        for (thing, _) in &BUILT_IN.names {
            *things.entry(thing).or_insert(0) += 1;
        }
        assert!(things.values().filter(|n| **n > 1).count() > 200);
    }
}
