//! Work shared among threads (Rayon's pool) with the feature `parallel`, and done on one thread without it.
//!
//! Results are in the order of their inputs, whatever the number of threads.

#[cfg(feature = "parallel")]
use rayon::prelude::*;

/// The fewest lines of a profile worth handing to another thread.
pub(crate) const MIN_LINES: usize = 8;

/// Runs two functions, at once if there is a free thread, and returns what both return.
pub(crate) fn join<A: Send, B: Send>(
    first: impl FnOnce() -> A + Send,
    second: impl FnOnce() -> B + Send,
) -> (A, B) {
    #[cfg(feature = "parallel")]
    return rayon::join(first, second);
    #[cfg(not(feature = "parallel"))]
    (first(), second())
}

/// Returns what `f` makes of each item and its index; a thread takes at least `min_len` items at a time.
pub(crate) fn map<T: Sync, R: Send>(
    items: &[T],
    min_len: usize,
    f: impl Fn(usize, &T) -> R + Sync + Send,
) -> Vec<R> {
    let items: Vec<&T> = items.iter().collect();
    map_into(items, min_len, f)
}

/// Returns what `f` makes of each item and its index, as [`map`] does, of items that are not needed afterwards.
pub(crate) fn map_into<T: Send, R: Send>(
    items: Vec<T>,
    min_len: usize,
    f: impl Fn(usize, T) -> R + Sync + Send,
) -> Vec<R> {
    #[cfg(feature = "parallel")]
    return items
        .into_par_iter()
        .with_min_len(min_len)
        .enumerate()
        .map(|(idx, item)| f(idx, item))
        .collect();
    #[cfg(not(feature = "parallel"))]
    {
        let _ = min_len;
        items
            .into_iter()
            .enumerate()
            .map(|(idx, item)| f(idx, item))
            .collect()
    }
}

/// Changes each item.
pub(crate) fn for_each_mut<T: Send>(items: &mut [T], f: impl Fn(&mut T) + Sync + Send) {
    #[cfg(feature = "parallel")]
    items.par_iter_mut().for_each(f);
    #[cfg(not(feature = "parallel"))]
    items.iter_mut().for_each(f);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_keep_the_order_of_their_inputs() {
        let items: Vec<usize> = (0..1000).collect();
        assert_eq!(map(&items, 1, |idx, item| idx + item)[999], 1998);
        assert_eq!(join(|| 1, || 2), (1, 2));
        let mut items = items;
        for_each_mut(&mut items, |it| *it += 1);
        assert_eq!((items[0], items[999]), (1, 1000));
    }
}
