//! What is shown while the run goes on: a bar to a person, a line a step to a program.

use crate::report::warn;
use indicatif::{ProgressBar, ProgressStyle};
use std::io::{self, IsTerminal};

/// How far a run is.
#[derive(Debug)]
pub(super) struct Progress {
    bar: Option<ProgressBar>,
    total: usize,
    done: usize,
}

impl Progress {
    /// Nothing is done yet of `total` steps.
    pub(super) fn new(total: usize) -> Self {
        let bar = io::stderr().is_terminal().then(|| {
            let bar = ProgressBar::new(u64::try_from(total).unwrap_or(u64::MAX));
            let style = ProgressStyle::with_template("{bar:30} {pos}/{len} {elapsed} {wide_msg}");
            bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
            bar
        });
        Self {
            bar,
            total,
            done: 0,
        }
    }

    /// Says what is going on now.
    pub(super) fn doing(&self, what: String) {
        if let Some(bar) = &self.bar {
            bar.set_message(what);
            bar.tick();
        }
    }

    /// Says what came of a step. Where a person looks on, only what is `remarkable` stays on the screen.
    pub(super) fn done(&mut self, what: &str, remarkable: bool) {
        self.done += 1;
        match &self.bar {
            Some(bar) => {
                if remarkable {
                    bar.suspend(|| warn(what));
                }
                bar.inc(1);
            }
            None => warn(&format!("[{}/{}] {what}", self.done, self.total)),
        }
    }

    /// Leaves the screen as it was.
    pub(super) fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
