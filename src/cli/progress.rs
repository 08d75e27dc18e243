//! Progress of a batch or a book.

use std::io::{IsTerminal as _, stderr};
use std::sync::atomic::{AtomicUsize, Ordering};

use indicatif::{ProgressBar, ProgressStyle};

use crate::batch::Status;

use super::console::Console;

/// Shows how far a run is: a bar on a terminal, a line for every tenth elsewhere.
pub(super) struct Progress<'a> {
    bar: Option<ProgressBar>,
    console: &'a Console,
    n_jobs: usize,
    n_done: AtomicUsize,
    n_failed: AtomicUsize,
}

/// The fewest jobs that progress is shown for without a terminal: shorter runs end before anybody reads it.
const MIN_JOBS: usize = 50;

impl<'a> Progress<'a> {
    pub(super) fn new(n_jobs: usize, console: &'a Console) -> Self {
        let shown = !console.quiet && stderr().is_terminal();
        let bar = shown.then(|| {
            let bar = ProgressBar::new(n_jobs as u64);
            let style = "{bar:30} {pos}/{len}{msg}  {per_sec:.0}  {eta} left";
            if let Ok(style) = ProgressStyle::with_template(style) {
                bar.set_style(style);
            }
            bar
        });
        Self {
            bar,
            console,
            n_jobs,
            n_done: AtomicUsize::new(0),
            n_failed: AtomicUsize::new(0),
        }
    }

    pub(super) fn advance(&self, status: Status) {
        let n_done = self.n_done.fetch_add(1, Ordering::Relaxed) + 1;
        let is_failed = usize::from(status == Status::Failed);
        let n_failed = self.n_failed.fetch_add(is_failed, Ordering::Relaxed) + is_failed;
        match &self.bar {
            Some(bar) => {
                if is_failed > 0 {
                    bar.set_message(format!(", {n_failed} failed"));
                }
                bar.inc(1);
            }
            None if self.n_jobs >= MIN_JOBS => {
                let tenth = |n: usize| n * 10 / self.n_jobs;
                if tenth(n_done) > tenth(n_done - 1) {
                    let failed = match n_failed {
                        0 => String::new(),
                        n => format!(", {n} failed"),
                    };
                    self.console
                        .say(&format!("{n_done} of {}{failed}", self.n_jobs));
                }
            }
            None => {}
        }
    }

    pub(super) fn end(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
