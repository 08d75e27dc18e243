//! Short words, and tables of them.

use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;
pub(super) use smallvec::smallvec;
pub(super) use smol_str::{StrExt, format_smolstr};

/// A word, or what it shares with other words: short, so that most need no room of their own.
pub type Key = smol_str::SmolStr;

/// Values by word, in the order in which words were added: the same on every machine, unlike that of a standard map.
pub type Words<V> = IndexMap<Key, V, FxBuildHasher>;

/// The indices of the words of a unit or phrase, rising: mostly one or two, which need no room of their own.
pub type Places = smallvec::SmallVec<[usize; 2]>;
