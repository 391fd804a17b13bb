//! The selection of operations.

use super::value::Table;

/// The operations that become methods. Default: all.
///
/// An operation is selected if a pattern of `include` matches it, or `include` is empty, and no pattern of `exclude` matches it.
/// Types that no selected operation needs are left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Selection {
    /// The included operations; empty for all.
    pub include: Selectors,
    /// The excluded operations. Takes precedence over `include`.
    pub exclude: Selectors,
}

impl Selection {
    /// Returns `true` if every operation is selected.
    #[must_use]
    pub fn is_everything(&self) -> bool {
        self.include.is_empty() && self.exclude.is_empty()
    }
}

/// Case-sensitive patterns of operations, in which `*` matches any text and `?` any single character.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Selectors {
    /// Patterns of tags; one tag of an operation has to match.
    pub tags: Vec<String>,
    /// Patterns of path templates: `/pets/*`.
    pub paths: Vec<String>,
    /// Patterns of an `operationId`, or of method and path: `GET /pets/{id}`.
    pub operations: Vec<String>,
}

impl Selectors {
    /// Returns `true` if there are no patterns.
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
