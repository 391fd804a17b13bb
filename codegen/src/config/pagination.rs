//! `[[client.pagination]]`.

use super::named::NamePositions;
use super::value::{Spanned, Table};
use crate::ir::PaginationStyle;

/// The pagination of some operations. Paths in a page are member names separated by dots: `meta.next`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct PaginationRule {
    /// The operations, by their `operationId`.
    pub operations: Vec<String>,
    /// The kind of pagination.
    pub by: PaginationStyle,
    /// The query parameter that selects a page; empty for links.
    pub parameter: String,
    /// The path of the cursor or link of the next page, in a page or in its last item.
    pub cursor: String,
    /// The path of the items; empty if the page is an array of them.
    pub items: String,
    /// The path of a boolean that is `true` if there are more pages; empty for none.
    pub has_more: String,
    /// The path of the total number of items or pages; empty for none.
    pub total: String,
    /// The number of the first page.
    pub first: u64,
}

const PAGINATION: &str = "[[client.pagination]]";

/// Reads every `[[client.pagination]]` of a client, and records the positions of operations.
pub(super) fn pagination(client: &Table<'_>, positions: &mut NamePositions) -> Vec<PaginationRule> {
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
        .filter_map(|table| rule(table, positions))
        .collect()
}

/// Reads a rule; `None` only if a problem was reported.
fn rule(table: &Table<'_>, positions: &mut NamePositions) -> Option<PaginationRule> {
    let operations = positions.record_all("pagination", table, table.strings("operations"));
    if operations.is_empty() {
        let hint = "add the `operationId` of each operation";
        table.report(format!("{PAGINATION} has no `operations`"), hint);
    }
    let by = table.required_string("by")?;
    let (page_cursor, item_cursor) = (table.string("cursor"), table.string("item_cursor"));
    if let (Some(_), Some(cursor)) = (&page_cursor, &item_cursor) {
        let message = "`cursor` and `item_cursor` are mutually exclusive".to_owned();
        table.reject(cursor, message, "remove one of them");
    }
    let paged_by = match by.value.as_str() {
        "cursor" if item_cursor.is_some() => PaginationStyle::LastItem,
        "cursor" => PaginationStyle::Cursor,
        "offset" => PaginationStyle::Offset,
        "page" => PaginationStyle::Page,
        "link" => PaginationStyle::Link,
        other => {
            let message = format!("unknown pagination `{other}`");
            table.reject(&by, message, "use `cursor`, `offset`, `page` or `link`");
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
    let text = |value: Option<Spanned<String>>| value.map(|value| value.value).unwrap_or_default();
    Some(PaginationRule {
        operations,
        by: paged_by,
        parameter: text(parameter),
        cursor: text(cursor),
        items: text(table.string("items")),
        has_more: text(table.string("has_more")),
        total: text(table.string("total")),
        first: table.integer("first").unwrap_or(1),
    })
}
