//! The cache of converted descriptions.

use std::sync::{Arc, Mutex, PoisonError};

use foldhash::HashMap;

/// The lines of converted descriptions, by their source: most descriptions occur more than once, and parsing CommonMark takes much of the
/// time of emitting.
#[derive(Debug, Default)]
pub(in crate::emit) struct DocCache(Mutex<HashMap<String, Arc<[String]>>>);

impl DocCache {
    /// Returns the lines of a description after an optional head, converted by `write` if they are not in the cache.
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
