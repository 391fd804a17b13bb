//! What is shown while the run goes on: a bar to a person, a line a step to a program.

use crate::report::warn;
use crate::screen;
use indicatif::{ProgressBar, ProgressStyle};

/// How far a run is.
#[derive(Debug)]
pub(crate) struct Progress {
    bar: Option<ProgressBar>,
    total: usize,
    done: usize,
    /// Whether steps are told on a bar only.
    is_terse: bool,
}

impl Progress {
    /// Nothing is done yet of `total` steps.
    pub(crate) fn new(total: usize) -> Self {
        let bar = (screen::is_watched() && !screen::is_quiet()).then(|| {
            let bar = ProgressBar::new(u64::try_from(total).unwrap_or(u64::MAX));
            let style = ProgressStyle::with_template("{bar:30} {pos}/{len} {elapsed} {wide_msg}");
            bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
            bar
        });
        Self {
            bar,
            total,
            done: 0,
            is_terse: false,
        }
    }

    /// Nothing is done yet of `total` documents. One alone is told of where somebody looks on; elsewhere what comes of it is
    /// told right after.
    pub(crate) fn of_documents(total: usize) -> Self {
        let mut progress = Self::new(total);
        progress.is_terse = total < 2;
        progress
    }

    /// Prints something beside the bar.
    pub(crate) fn aside(&self, print: impl FnOnce()) {
        match &self.bar {
            Some(bar) => bar.suspend(print),
            None => print(),
        }
    }

    /// Says what is going on now.
    pub(crate) fn doing(&self, what: String) {
        if let Some(bar) = &self.bar {
            bar.set_message(what);
            bar.tick();
        }
    }

    /// Says what came of a step. Where a person looks on, only what is `remarkable` stays on the screen.
    pub(crate) fn done(&mut self, what: &str, remarkable: bool) {
        self.done += 1;
        match &self.bar {
            Some(bar) => {
                if remarkable {
                    bar.suspend(|| warn(what));
                }
                bar.inc(1);
            }
            None if screen::is_quiet() || self.is_terse => {}
            None => warn(&format!("[{}/{}] {what}", self.done, self.total)),
        }
    }

    /// Leaves the screen as it was.
    pub(crate) fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.finish();
    }
}
