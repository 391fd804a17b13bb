//! Pagination.

use super::schema::Presence;
use super::types::Type;

/// The pagination of an operation. Paths in a page are member names separated by dots. They are empty for the page itself and
/// for information that the page does not have.
#[derive(Debug, Clone, PartialEq)]
pub struct Pagination {
    /// The style of pagination.
    pub by: PaginationStyle,
    /// The wire name of the query parameter that selects a page; empty for links.
    pub parameter: String,
    /// The path of the next page's cursor or link in a page, or of the cursor in its last item.
    pub cursor: String,
    /// The path of the items.
    pub items: String,
    /// The path of the flag for further pages.
    pub has_more: String,
    /// The path of the total number of items or pages.
    pub total: String,
    /// The number of the first page.
    pub first: u64,
    /// The field accesses from a page to its items.
    pub steps: Vec<FieldAccess>,
    /// The type of an item.
    pub item: Type,
}

/// A field access on the path from a page to its items.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldAccess {
    /// The name of the field.
    pub field: String,
    /// The representation of absence.
    pub presence: Presence,
    /// `true` if the value is in a `Box`.
    pub boxed: bool,
}

/// The style of pagination.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PaginationStyle {
    /// A cursor that the page holds.
    Cursor,
    /// A cursor that the last item of the page holds.
    LastItem,
    /// The number of items on the pages before it.
    Offset,
    /// The number of the page.
    Page,
    /// A link of the relation `next`, in the header `Link` or in the page.
    Link,
}
