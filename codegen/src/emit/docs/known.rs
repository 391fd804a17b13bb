//! Descriptions that were written before.

use std::sync::{Arc, Mutex, PoisonError};

use foldhash::HashMap;

/// The lines of the descriptions that were written, by what they were written of: a document says most of what it says more
/// than once, and reading CommonMark is a good part of emitting.
#[derive(Debug, Default)]
pub(in crate::emit) struct Known(Mutex<HashMap<String, Arc<[String]>>>);

impl Known {
    /// The lines of a description, alone or behind a text of our own, at most so many characters wide.
    pub(super) fn lines(
        &self,
        head: Option<&str>,
        text: &str,
        width: usize,
        write: impl FnOnce() -> Vec<String>,
    ) -> Arc<[String]> {
        let key = match head {
            Some(head) => format!("{width}, {} {head}{text}", head.len()),
            None => format!("{width} {text}"),
        };
        if let Some(lines) = self.map().get(&key) {
            return Arc::clone(lines);
        }
        let lines: Arc<[String]> = write().into();
        self.map().insert(key, Arc::clone(&lines));
        lines
    }

    fn map(&self) -> std::sync::MutexGuard<'_, HashMap<String, Arc<[String]>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
