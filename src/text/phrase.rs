//! Many phrases looked for in a text at once.

use std::cmp::Ordering;

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::class::is_verb;
use super::token::{Gap, Token};
use super::words::{Key, Numbers, Places, Words, words_for};

/// Most words that may stand between the words of a phrase that begins with a verb.
///
/// Two let "led a team" find "led the new platform team" and keep "led" from reaching into the next thought.
const REACH: usize = 2;

/// A set of phrases, each a row of keys.
#[derive(Debug, Clone, Default)]
pub struct Phrases {
    /// The number of each key, and the node of the phrases that begin with it; 0 where none does.
    keys: Words<(u32, u32)>,
    edges: FxHashMap<(u32, u32), u32>,
    /// The nodes; node 0 is the root.
    nodes: Vec<Node>,
}

/// Where phrases that begin alike end or go on.
#[derive(Debug, Clone, Default)]
struct Node {
    /// The phrases that end here.
    ends: Numbers,
    /// Whether longer ones go on.
    goes_on: bool,
}

/// A phrase found in a text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct PhraseMatch {
    /// The phrase's number.
    pub id: u32,
    /// The indices of its words among the tokens, rising.
    pub words: Places,
}

impl PhraseMatch {
    /// Orders phrases found in one text: those with more words first, then by place and number.
    pub(super) fn before(&self, other: &Self) -> Ordering {
        (other.words.len().cmp(&self.words.len()))
            .then_with(|| self.words.cmp(&other.words))
            .then_with(|| self.id.cmp(&other.id))
    }
}

impl Phrases {
    /// Returns an empty set with room for `n` phrases of the usual two words.
    pub fn for_so_many(n: usize) -> Self {
        Self {
            keys: words_for(n),
            edges: FxHashMap::with_capacity_and_hasher(n, FxBuildHasher),
            nodes: Vec::with_capacity(2 * n),
        }
    }

    /// Adds a phrase; several may share one number, and one phrase may have several numbers.
    ///
    /// Articles and possessives in it are left out, as they are in the text. Returns whether anything was left.
    pub fn insert(&mut self, phrase: &[Token], id: u32) -> bool {
        let tokens = phrase.iter().filter(|it| !it.is_transparent());
        self.insert_keys(tokens.map(|it| it.key.clone()), id)
    }

    /// Adds a phrase that was cut into keys before.
    pub(super) fn insert_keys(&mut self, phrase: impl Iterator<Item = Key>, id: u32) -> bool {
        if self.nodes.is_empty() {
            self.nodes.push(Node::default());
        }
        let mut node = 0;
        for key in phrase {
            let next_key = u32::try_from(self.keys.len()).unwrap_or(u32::MAX);
            let (key, first) = self.keys.entry(key).or_insert((next_key, 0));
            let next_node = u32::try_from(self.nodes.len()).unwrap_or(u32::MAX);
            let next = if node == 0 {
                first
            } else {
                self.edges.entry((node, *key)).or_default()
            };
            if *next == 0 {
                *next = next_node;
                self.nodes[node as usize].goes_on = true;
                self.nodes.push(Node::default());
            }
            node = *next;
        }
        let ends = &mut self.nodes[node as usize].ends;
        if node != 0 && !ends.contains(&id) {
            ends.push(id);
        }
        node != 0
    }

    /// Returns every phrase that occurs, overlapping ones too: those with more words first, then by place.
    ///
    /// The words of a phrase stand in one clause, next to each other; after a verb that opens the phrase, up to
    /// two other words may stand between. Work is linear in the text: the reach bounds what is tried at each word.
    pub fn find(&self, tokens: &[Token]) -> Vec<PhraseMatch> {
        if self.keys.is_empty() {
            return Vec::new();
        }
        let keys: Vec<Option<(u32, u32)>> = tokens
            .iter()
            .map(|token| self.keys.get(&token.key).copied())
            .collect();
        let mut found = Vec::new();
        let mut words = Places::new();
        for start in 0..tokens.len() {
            if let Some((_, node)) = keys[start].filter(|it| it.1 > 0) {
                let goes_on = self.nodes[node as usize].goes_on;
                let reach = if goes_on && is_verb(&tokens[start].key) {
                    REACH
                } else {
                    0
                };
                words.push(start);
                self.follow(node, tokens, &keys, reach, &mut words, &mut found);
                words.pop();
            }
        }
        found.sort_by(PhraseMatch::before);
        found.dedup();
        found
    }

    /// Returns the phrases that a whole text is, articles and possessives aside.
    pub fn whole(&self, tokens: &[Token]) -> &[u32] {
        let (mut node, mut is_cut) = (0, false);
        for token in tokens {
            is_cut |= node != 0 && token.before >= Gap::Clause;
            if token.is_transparent() {
                continue;
            }
            let next = self.keys.get(&token.key).and_then(|&(key, first)| {
                if node == 0 {
                    Some(first).filter(|it| *it > 0)
                } else {
                    self.edges.get(&(node, key)).copied()
                }
            });
            match next.filter(|_| !is_cut) {
                Some(next) => node = next,
                None => return &[],
            }
        }
        self.nodes.get(node as usize).map_or(&[], |it| &it.ends)
    }

    /// Returns whether any phrase has this word.
    pub fn has_word(&self, key: &str) -> bool {
        self.keys.contains_key(key)
    }

    fn follow(
        &self,
        node: u32,
        tokens: &[Token],
        keys: &[Option<(u32, u32)>],
        reach: usize,
        words: &mut Places,
        found: &mut Vec<PhraseMatch>,
    ) {
        let Node { ends, goes_on } = &self.nodes[node as usize];
        found.extend(ends.iter().map(|&id| PhraseMatch {
            id,
            words: words.clone(),
        }));
        if !goes_on {
            return;
        }
        let mut skipped = 0;
        let mut at = words.last().map_or(0, |last| last + 1);
        while let Some(token) = tokens.get(at) {
            if token.before >= Gap::Clause || (token.before == Gap::List && skipped > 0) {
                break;
            }
            if let Some(next) = keys[at].and_then(|(key, _)| self.edges.get(&(node, key))) {
                words.push(at);
                self.follow(*next, tokens, keys, reach - skipped, words, found);
                words.pop();
            }
            if !token.is_transparent() {
                skipped += 1;
            }
            if skipped > reach {
                break;
            }
            at += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokens;

    /// Writes the phrases found in a text, the longest first.
    #[track_caller]
    fn check(phrases: &[&str], text: &str, expect: &[&str]) {
        let mut set = Phrases::default();
        for (id, phrase) in (0..).zip(phrases) {
            assert!(set.insert(&tokens(phrase), id));
        }
        let found: Vec<_> = set
            .find(&tokens(text))
            .iter()
            .map(|it| phrases[it.id as usize])
            .collect();
        assert_eq!(found, expect, "{text}");
    }

    #[test]
    fn finds_other_forms_of_the_words() {
        check(
            &["risk register"],
            "Kept the risk registers current",
            &["risk register"],
        );
        check(&["risk register"], "Registered a risk", &[]);
    }

    #[test]
    fn reaches_over_words_after_a_verb_only() {
        let led = &["led a team", "managed engineers"];
        check(led, "Led a team of 9 engineers", &["led a team"]);
        check(led, "Led the new platform team", &["led a team"]);
        check(led, "Managed the 9 engineers", &["managed engineers"]);
        check(led, "Led work on search for the team", &[]);
        check(led, "Led migration; team grew", &[]);
        check(&["project plan"], "project migration plan", &[]);
        check(&["project plan"], "project, plan", &["project plan"]);
    }

    #[test]
    fn longer_phrases_come_first() {
        check(
            &["plan", "project plan"],
            "Wrote the project plan",
            &["project plan", "plan"],
        );
    }

    #[test]
    fn a_whole_text_is_a_phrase_articles_aside() {
        let mut set = Phrases::default();
        for (id, phrase) in (0..).zip(["plan", "led a team", "project plan", "led a team"]) {
            assert!(set.insert(&tokens(phrase), id));
        }
        let whole = |text: &str| set.whole(&tokens(text)).to_vec();
        assert_eq!(whole("The plan"), [0]);
        assert_eq!(whole("Leading their teams"), [1, 3]);
        assert_eq!(whole("project, plan"), [2]);
        for text in [
            "",
            "the",
            "project",
            "project: plan",
            "led a new team",
            "plan b",
        ] {
            assert!(whole(text).is_empty(), "{text}");
            let n_words = tokens(text).len();
            assert!(
                !set.find(&tokens(text))
                    .iter()
                    .any(|it| it.words.len() == n_words),
                "{text}"
            );
        }
    }

    #[test]
    fn nothing_is_found_in_nothing() {
        check(&["plan"], "", &[]);
        assert!(!Phrases::default().insert(&tokens("the"), 0));
        assert!(Phrases::default().find(&tokens("plan")).is_empty());
    }
}
