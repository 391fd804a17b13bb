//! The selection of operations.

use super::named::NamePositions;
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

/// The lists of `[client.include]` with their names in diagnostics.
const INCLUDE: [(&str, &str); 3] = [
    ("tags", "include.tags"),
    ("paths", "include.paths"),
    ("operations", "include.operations"),
];

/// The lists of `[client.exclude]` with their names in diagnostics.
const EXCLUDE: [(&str, &str); 3] = [
    ("tags", "exclude.tags"),
    ("paths", "exclude.paths"),
    ("operations", "exclude.operations"),
];

/// Reads `[client.include]` and `[client.exclude]`, and records the positions of their patterns.
pub(super) fn selection(client: &Table<'_>, positions: &mut NamePositions) -> Selection {
    let include = client.table("include", "[client.include]", &INCLUDE.map(|(key, _)| key));
    let exclude = client.table("exclude", "[client.exclude]", &EXCLUDE.map(|(key, _)| key));
    let mut selectors = |table: Option<Table<'_>>, lists: [(&str, &'static str); 3]| {
        let [tags, paths, operations] = lists.map(|(key, option)| {
            table.as_ref().map_or_else(Vec::new, |table| {
                positions.record_all(option, table, table.strings(key))
            })
        });
        Selectors {
            tags,
            paths,
            operations,
        }
    };
    Selection {
        include: selectors(include, INCLUDE),
        exclude: selectors(exclude, EXCLUDE),
    }
}
