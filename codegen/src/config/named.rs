//! The parts of a document that options name, with their positions in `codegen.toml`.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use super::value::{Spanned, Table};
use crate::diagnostic::Span;

/// The positions of the names in options.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct NamePositions {
    /// By the option and the name.
    spans: BTreeMap<(&'static str, String), Span>,
}

impl NamePositions {
    /// Records the position of a name in an option.
    pub(super) fn record<T>(
        &mut self,
        option: &'static str,
        name: &str,
        table: &Table<'_>,
        at: &Spanned<T>,
    ) {
        let key = (option, name.to_owned());
        self.spans
            .entry(key)
            .or_insert_with(|| table.span(&at.span));
    }

    /// Records the positions of the names in a list.
    pub(super) fn record_all(
        &mut self,
        option: &'static str,
        table: &Table<'_>,
        names: Vec<Spanned<String>>,
    ) -> Vec<String> {
        let record = |name: Spanned<String>| {
            self.record(option, &name.value, table, &name);
            name.value
        };
        names.into_iter().map(record).collect()
    }

    /// Returns the position of a name in an option.
    pub(crate) fn find(&self, option: &'static str, name: &str) -> Option<Span> {
        self.spans.get(&(option, name.to_owned())).copied()
    }
}

/// A `codegen.toml` that was read.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct ConfigFile {
    /// The displayed path.
    pub(crate) path: String,
    pub(crate) text: Arc<str>,
}

/// Omits the text: the cache compares options by their debug output, and the rest of the file does not affect the output.
impl fmt::Debug for ConfigFile {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.path)
    }
}
