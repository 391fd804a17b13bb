//! How the pages of operations follow each other.

use std::path::Path;

use super::value::{Located, Table};
use crate::ir::PaginationStyle;

/// How the pages of some operations follow each other. A place in a page is names of members with dots between them:
/// `meta.next`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct PaginationRule {
    /// The operations, by their `operationId`.
    pub operations: Vec<String>,
    /// What the next page is asked for by.
    pub by: PaginationStyle,
    /// The query parameter that asks for a page; empty for links.
    pub parameter: String,
    /// Where a page holds the cursor or link of the next one, or its last item holds the cursor.
    pub cursor: String,
    /// Where a page holds its items; empty where it is the list of them.
    pub items: String,
    /// Where a page tells whether there is another one; empty where it does not.
    pub has_more: String,
    /// Where a page tells how many items, or how many pages, there are in all; empty where it does not.
    pub total: String,
    /// The number of the first page.
    pub first: u64,
    /// Where this stands: `codegen.toml:3:1`.
    pub place: String,
}

const PAGINATION: &str = "[[client.pagination]]";

/// Reads every `[[client.pagination]]` of a client in the file at `path`.
pub(super) fn pagination(client: &Table<'_>, path: &Path) -> Vec<PaginationRule> {
    let known = [
        "by",
        "cursor",
        "first",
        "has_more",
        "item_cursor",
        "items",
        "operations",
        "parameter",
        "total",
    ];
    let tables = client.tables("pagination", PAGINATION, &known);
    tables
        .iter()
        .filter_map(|table| paginated(table, path))
        .collect()
}

/// Reads one; `None` only where something was reported.
fn paginated(table: &Table<'_>, path: &Path) -> Option<PaginationRule> {
    let operations = table.strings("operations");
    let by = table.required_string("by")?;
    let (page_cursor, item_cursor) = (table.string("cursor"), table.string("item_cursor"));
    if let (Some(_), Some(cursor)) = (&page_cursor, &item_cursor) {
        let message = "`cursor` and `item_cursor` are both there".to_owned();
        table.reject(cursor, message, "keep the one that holds the next cursor");
    }
    let paged_by = match by.value.as_str() {
        "cursor" if item_cursor.is_some() => PaginationStyle::LastItem,
        "cursor" => PaginationStyle::Cursor,
        "offset" => PaginationStyle::Offset,
        "page" => PaginationStyle::Page,
        "link" => PaginationStyle::Link,
        other => {
            let message = format!("pages cannot be asked for by `{other}`");
            table.reject(
                &by,
                message,
                "it is one of `cursor`, `offset`, `page`, `link`",
            );
            return None;
        }
    };
    let parameter = match paged_by {
        PaginationStyle::Link => None,
        _ => Some(table.required_string("parameter")?),
    };
    let cursor = match paged_by {
        PaginationStyle::Cursor => Some(table.required_string("cursor")?),
        PaginationStyle::LastItem => item_cursor,
        _ => page_cursor,
    };
    let text = |value: Option<Located<String>>| value.map(|value| value.value).unwrap_or_default();
    Some(PaginationRule {
        operations: operations.into_iter().map(|one| one.value).collect(),
        by: paged_by,
        parameter: text(parameter),
        cursor: text(cursor),
        items: text(table.string("items")),
        has_more: text(table.string("has_more")),
        total: text(table.string("total")),
        first: table.integer("first").unwrap_or(1),
        place: format!("{}:{}", path.display(), table.position(&by)),
    })
}
