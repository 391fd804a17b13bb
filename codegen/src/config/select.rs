//! Which operations become methods.

use super::value::Table;

/// Which operations of a document become methods; all of them by default.
///
/// An operation is selected when something of `include` matches it, or `include` is empty, and nothing of `exclude` does.
/// Types that no selected operation needs are left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Selection {
    /// What is selected; empty for everything.
    pub include: Selectors,
    /// What is not selected although `include` would have it.
    pub exclude: Selectors,
}

impl Selection {
    /// Whether it selects everything.
    #[must_use]
    pub fn is_everything(&self) -> bool {
        self.include.is_empty() && self.exclude.is_empty()
    }
}

/// Patterns of operations. In each, `*` stands for any text and `?` for any one character; upper and lower case differ.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Selectors {
    /// Of tags, any of which an operation has.
    pub tags: Vec<String>,
    /// Of path templates as they stand in the document: `/pets/*`.
    pub paths: Vec<String>,
    /// Of an `operationId`, or of method and path: `GET /pets/{id}`.
    pub operations: Vec<String>,
}

impl Selectors {
    /// Whether there is no pattern.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.tags.is_empty() && self.paths.is_empty() && self.operations.is_empty()
    }
}

/// Reads `[client.include]` and `[client.exclude]`.
pub(super) fn selection(client: &Table<'_>) -> Selection {
    Selection {
        include: selectors(client, "include", "[client.include]"),
        exclude: selectors(client, "exclude", "[client.exclude]"),
    }
}

fn selectors(client: &Table<'_>, key: &str, name: &'static str) -> Selectors {
    let Some(table) = client.table(key, name, &["tags", "paths", "operations"]) else {
        return Selectors::default();
    };
    let patterns = |key| {
        let patterns = table.strings(key).into_iter();
        patterns.map(|pattern| pattern.value).collect()
    };
    Selectors {
        tags: patterns("tags"),
        paths: patterns("paths"),
        operations: patterns("operations"),
    }
}
