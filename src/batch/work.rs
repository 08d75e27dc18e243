//! Work shared out among threads.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::{panic, thread};

use rayon::ThreadPoolBuilder;

/// Runs `work` on so many threads at once, each in a pool of its own: what one waits for, it does itself. In a common
/// pool, a thread that waits for a part of one resume may begin another one in between, and so on, without end.
pub(super) fn on_threads(n_threads: usize, work: impl Fn() + Sync) {
    let in_pool = || {
        // It fails only on a thread that is in a pool already, which is as good.
        let _pool = ThreadPoolBuilder::new()
            .num_threads(1)
            .use_current_thread()
            .build();
        work();
    };
    thread::scope(|scope| {
        for _ in 0..n_threads.max(1) {
            scope.spawn(in_pool);
        }
    });
}

/// Returns what `work` returns, done on a thread of its own: the allocator hands on what a thread that ended no longer
/// uses, and keeps that of one that waits.
pub(super) fn apart<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    let done = thread::scope(|scope| scope.spawn(work).join());
    done.unwrap_or_else(|panicked| panic::resume_unwind(panicked))
}

/// Returns what `work` makes of each number below `n`, in order, made on so many threads.
pub(super) fn each<T: Send>(
    n_threads: usize,
    n: usize,
    work: impl Fn(usize) -> T + Sync,
) -> Vec<T> {
    let done = Mutex::new((0..n).map(|_| None).collect::<Vec<_>>());
    let next = AtomicUsize::new(0);
    on_threads(n_threads.min(n), || {
        loop {
            let idx = next.fetch_add(1, Ordering::Relaxed);
            if idx >= n {
                break;
            }
            let it = work(idx);
            locked(&done)[idx] = Some(it);
        }
    });
    let done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.into_iter().flatten().collect()
}

/// Locks; a thread that panicked beforehand ends the program anyway.
pub(super) fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Values that several jobs use: each is made when it is first wanted, and let go when the last job is done.
pub(super) struct SharedValues<T> {
    slots: Vec<Mutex<Slot<T>>>,
}

struct Slot<T> {
    /// How many jobs are still to use it.
    n_uses: usize,
    value: Option<Arc<T>>,
}

impl<T> SharedValues<T> {
    /// Returns so many values, each with the number of jobs that use it.
    pub(super) fn new(uses: Vec<usize>) -> Self {
        let slot = |n_uses| {
            Mutex::new(Slot {
                n_uses,
                value: None,
            })
        };
        Self {
            slots: uses.into_iter().map(slot).collect(),
        }
    }

    /// Returns a value; where it isn't there yet, others who want it wait until it is made.
    pub(super) fn get(&self, idx: usize, make: impl FnOnce() -> T) -> Arc<T> {
        let mut slot = locked(&self.slots[idx]);
        Arc::clone(slot.value.get_or_insert_with(|| Arc::new(make())))
    }

    /// Says that one job is done with a value.
    pub(super) fn release(&self, idx: usize) {
        let mut slot = locked(&self.slots[idx]);
        slot.n_uses = slot.n_uses.saturating_sub(1);
        if slot.n_uses == 0 {
            slot.value = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_stand_in_order_on_any_number_of_threads() {
        for n_threads in [1, 2, 7] {
            assert_eq!(each(n_threads, 4, |it| it * 2), [0, 2, 4, 6]);
        }
        assert_eq!(each(2, 0, |it| it), Vec::<usize>::new());
    }

    #[test]
    fn a_value_is_made_once_and_let_go_after_its_last_use() {
        let shared = SharedValues::new(vec![2]);
        let first = shared.get(0, || "made".to_owned());
        shared.release(0);
        let second = shared.get(0, || "made again".to_owned());
        assert_eq!(*second, "made");
        shared.release(0);
        let weak = Arc::downgrade(&first);
        drop((first, second));
        assert!(weak.upgrade().is_none());
    }
}
