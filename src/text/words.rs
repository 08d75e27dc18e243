//! A map from words that is quick to ask and has one order: that in which words were added.

/// Values by word.
///
/// Every word of every text is looked up in several tables, and comparing strings along a tree was most of the time
/// that a score took. The standard hash map has a random order; this one has none to get wrong.
#[derive(Debug, Clone)]
pub struct Words<V> {
    /// One more than the index of an entry, or 0 for an empty slot; as many as a power of two, at most half taken.
    slots: Vec<u32>,
    entries: Vec<(String, V)>,
}

/// Slots of a new map.
const FIRST_SLOTS: usize = 64;

impl<V> Default for Words<V> {
    fn default() -> Self {
        Self {
            slots: vec![0; FIRST_SLOTS],
            entries: Vec::new(),
        }
    }
}

impl<V> Words<V> {
    /// Returns the value of a word.
    pub fn get(&self, word: &str) -> Option<&V> {
        let at = self.slots[self.slot(word)];
        let entry = self.entries.get((at as usize).checked_sub(1)?)?;
        Some(&entry.1)
    }

    /// Returns whether the map has a word.
    pub fn contains(&self, word: &str) -> bool {
        self.get(word).is_some()
    }

    /// Returns the value of a word, which `value` makes if the word is new.
    pub fn entry(&mut self, word: &str, value: impl FnOnce() -> V) -> &mut V {
        let mut slot = self.slot(word);
        if self.slots[slot] == 0 {
            if (self.entries.len() + 1) * 2 > self.slots.len() {
                self.grow();
                slot = self.slot(word);
            }
            self.entries.push((word.to_owned(), value()));
            self.slots[slot] = u32::try_from(self.entries.len()).unwrap_or(0);
        }
        &mut self.entries[self.slots[slot] as usize - 1].1
    }

    /// Returns the number of words.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Returns whether there is no word.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Returns words and values in the order in which they were added.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &V)> {
        self.entries
            .iter()
            .map(|(word, value)| (word.as_str(), value))
    }

    /// Returns the slot that has the word, or the empty one where it belongs.
    fn slot(&self, word: &str) -> usize {
        let mask = self.slots.len() - 1;
        let mut slot = hash(word) & mask;
        loop {
            match (self.slots[slot] as usize).checked_sub(1) {
                Some(at) if self.entries[at].0 != word => slot = (slot + 1) & mask,
                _ => return slot,
            }
        }
    }

    fn grow(&mut self) {
        self.slots = vec![0; self.slots.len() * 2];
        for at in 0..self.entries.len() {
            let slot = self.slot(&self.entries[at].0);
            self.slots[slot] = u32::try_from(at + 1).unwrap_or(0);
        }
    }
}

/// FNV-1a, in 32 bits so that it is the same on every machine.
fn hash(word: &str) -> usize {
    let mut hash: u32 = 0x811c_9dc5;
    for byte in word.bytes() {
        hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    }
    (hash ^ (hash >> 15)) as usize
}

#[cfg(test)]
mod tests {
    use super::Words;

    #[test]
    fn keeps_values_by_word() {
        let mut words = Words::default();
        for i in 0..1_000 {
            *words.entry(&format!("word {i}"), || 0) += i;
        }
        *words.entry("word 7", || 0) += 1;
        assert_eq!(words.len(), 1_000);
        assert_eq!(words.get("word 7"), Some(&8));
        assert_eq!(words.get("word 999"), Some(&999));
        assert_eq!(words.get("word"), None);
        assert_eq!(words.iter().next(), Some(("word 0", &0)));
    }

    #[test]
    fn nothing_is_in_an_empty_map() {
        assert!(Words::<u8>::default().is_empty());
        assert!(!Words::<u8>::default().contains(""));
    }
}
