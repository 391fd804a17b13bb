//! Progress of a run: a bar on a terminal, otherwise one line for each step.

use crate::terminal::{self, eprint};
use indicatif::{ProgressBar, ProgressStyle};

/// The progress of a run with a known number of steps.
#[derive(Debug)]
pub struct Progress {
    bar: Option<ProgressBar>,
    total: usize,
    done: usize,
    /// `true` if steps are shown only on a bar.
    is_bar_only: bool,
}

impl Progress {
    /// Creates the progress of a run of `total` steps.
    #[must_use]
    pub fn new(total: usize) -> Self {
        let bar = (terminal::is_interactive() && !terminal::is_quiet()).then(|| {
            let bar = ProgressBar::new(u64::try_from(total).unwrap_or(u64::MAX));
            let style = ProgressStyle::with_template("{bar:30} {pos}/{len} {elapsed} {wide_msg}");
            bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
            bar
        });
        Self {
            bar,
            total,
            done: 0,
            is_bar_only: false,
        }
    }

    /// Creates the progress of a run over `total` documents. Without a terminal, a single document prints no line: its
    /// result follows at once.
    #[must_use]
    pub fn of_documents(total: usize) -> Self {
        let mut progress = Self::new(total);
        progress.is_bar_only = total < 2;
        progress
    }

    /// Calls `print` while the bar is hidden.
    pub fn suspend(&self, print: impl FnOnce()) {
        match &self.bar {
            Some(bar) => bar.suspend(print),
            None => print(),
        }
    }

    /// Shows the current activity beside the bar.
    pub fn set_message(&self, message: String) {
        if let Some(bar) = &self.bar {
            bar.set_message(message);
            bar.tick();
        }
    }

    /// Reports a finished step. On a terminal, `message` stays visible only if it is `important`.
    pub fn advance(&mut self, message: &str, important: bool) {
        self.done += 1;
        match &self.bar {
            Some(bar) => {
                if important {
                    bar.suspend(|| eprint(message));
                }
                bar.inc(1);
            }
            None if terminal::is_quiet() || self.is_bar_only => {}
            None => eprint(&format!("[{}/{}] {message}", self.done, self.total)),
        }
    }

    /// Removes the bar.
    pub fn finish(&self) {
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
