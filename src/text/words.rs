//! Short words, and tables of them.

use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;
pub(super) use smallvec::smallvec;
pub(super) use smol_str::{StrExt, format_smolstr};

/// A word, or what it shares with other words: short, so that most need no room of their own.
pub type Key = smol_str::SmolStr;

/// Values by word, in the order in which words were added: the same on every machine, unlike that of a standard map.
pub type Words<V> = IndexMap<Key, V, FxBuildHasher>;

/// Returns an empty table with room for `n` words: one that grows as it is filled is written several times over.
pub fn words_for<V>(n: usize) -> Words<V> {
    Words::with_capacity_and_hasher(n, FxBuildHasher)
}

/// The indices of the words of a unit or phrase, rising: mostly one or two, which need no room of their own.
pub type Places = smallvec::SmallVec<[usize; 2]>;

/// Small things of which there are mostly a few, which need no room of their own.
pub type Few<T> = smallvec::SmallVec<[T; 8]>;

/// The numbers of the phrases that end with the same words: mostly one.
pub(super) type Numbers = smallvec::SmallVec<[u32; 2]>;
