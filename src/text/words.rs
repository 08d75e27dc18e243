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

/// Returns how many bytes of a table are `one`: how much room its words need, found out faster than by reading it twice.
pub(super) fn n_of(table: &str, one: u8) -> usize {
    table.bytes().filter(|it| *it == one).count()
}

/// Returns the words of a cell of a table. They are short: a loop is at their ends sooner than a search for a space.
pub(super) fn words_of(cell: &'static str) -> impl Iterator<Item = &'static str> {
    cell.split([' ']).filter(|it| !it.is_empty())
}

/// The indices of the words of a unit or phrase, rising: mostly one or two, which need no room of their own.
pub type Places = smallvec::SmallVec<[usize; 2]>;

/// Small things of which there are mostly a few, which need no room of their own.
pub type Few<T> = smallvec::SmallVec<[T; 8]>;

/// The numbers of the phrases that end with the same words: mostly one.
pub(super) type Numbers = smallvec::SmallVec<[u32; 2]>;
