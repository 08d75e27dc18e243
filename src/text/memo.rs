//! What was found out about a word once, kept for the next time that it is met.

use std::cell::RefCell;

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::words::Key;

/// The most words kept, as many as a dozen resumes say: then it starts anew, so that a large cohort takes no more room.
const MAX_WORDS: usize = 3_000;

/// Words that there is room for at first: as many as one resume and its guide say.
const INITIAL_CAPACITY: usize = 1_500;

/// What is known about words: a thread keeps its own, so that none waits for another.
///
/// It changes how long something takes and nothing else: what is kept must follow from the word alone.
pub struct WordCache<V>(RefCell<FxHashMap<Key, V>>);

impl<V: Clone> WordCache<V> {
    /// Returns a memo of nothing.
    pub const fn new() -> Self {
        Self(RefCell::new(FxHashMap::with_hasher(FxBuildHasher)))
    }

    /// Returns what is known about a word; `find_out` says it where the word is new.
    pub fn get(&self, word: &str, find_out: impl FnOnce() -> V) -> V {
        if let Some(value) = self.0.borrow().get(word) {
            return value.clone();
        }
        let value = find_out();
        let mut known = self.0.borrow_mut();
        if known.capacity() == 0 {
            known.reserve(INITIAL_CAPACITY);
        }
        if known.len() >= MAX_WORDS {
            known.clear();
        }
        known.insert(word.into(), value.clone());
        value
    }
}

impl<V: Clone> Default for WordCache<V> {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn asks_once_and_forgets_in_time() {
        let memo = WordCache::new();
        assert_eq!(memo.get("led", || 1), 1);
        assert_eq!(memo.get("led", || 2), 1);
        for i in 0..MAX_WORDS {
            memo.get(&i.to_string(), || 3);
        }
        assert!(memo.0.borrow().len() <= MAX_WORDS);
        assert_eq!(memo.get("led", || 4), 4);
    }
}
