//! How the pages of operations follow each other.

use std::path::Path;

use super::value::{Located, Table};

/// What the next page is asked for by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PagedBy {
    /// A text that the page holds.
    Cursor,
    /// A text that the last item of the page holds.
    LastItem,
    /// How many items went before.
    Offset,
    /// The number of the page.
    Page,
    /// A link of the relation `next`, in the header `Link` or in the page.
    Link,
}

/// How the pages of some operations follow each other. A place in a page is names of members with dots between them:
/// `meta.next`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Paginated {
    /// The operations, by their `operationId`.
    pub operations: Vec<String>,
    /// What the next page is asked for by.
    pub by: PagedBy,
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
pub(super) fn pagination(client: &Table<'_>, path: &Path) -> Vec<Paginated> {
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
fn paginated(table: &Table<'_>, path: &Path) -> Option<Paginated> {
    let operations = table.strings("operations");
    let by = table.required_string("by")?;
    let (page_cursor, item_cursor) = (table.string("cursor"), table.string("item_cursor"));
    if let (Some(_), Some(cursor)) = (&page_cursor, &item_cursor) {
        let message = "`cursor` and `item_cursor` are both there".to_owned();
        table.reject(cursor, message, "keep the one that holds the next cursor");
    }
    let paged_by = match by.value.as_str() {
        "cursor" if item_cursor.is_some() => PagedBy::LastItem,
        "cursor" => PagedBy::Cursor,
        "offset" => PagedBy::Offset,
        "page" => PagedBy::Page,
        "link" => PagedBy::Link,
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
        PagedBy::Link => None,
        _ => Some(table.required_string("parameter")?),
    };
    let cursor = match paged_by {
        PagedBy::Cursor => Some(table.required_string("cursor")?),
        PagedBy::LastItem => item_cursor,
        _ => page_cursor,
    };
    let text = |value: Option<Located<String>>| value.map(|value| value.value).unwrap_or_default();
    Some(Paginated {
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
