//! How the pages of an operation follow each other.

use super::schema::Type;

/// How the pages of an operation follow each other. A place in a page is names of members with dots between them, empty for the
/// page itself or for what it does not tell.
#[derive(Debug, Clone, PartialEq)]
pub struct Pagination {
    /// What the next page is asked for by.
    pub by: PaginationStyle,
    /// The query parameter that asks for a page, by its name on the wire; empty for links.
    pub parameter: String,
    /// Where a page holds the cursor or link of the next one, or its last item holds the cursor.
    pub cursor: String,
    /// Where a page holds its items.
    pub items: String,
    /// Where a page tells whether there is another one.
    pub has_more: String,
    /// Where a page tells how many items, or how many pages, there are in all.
    pub total: String,
    /// The number of the first page.
    pub first: u64,
    /// The fields that lead from a page to its items.
    pub steps: Vec<FieldAccess>,
    /// The type of an item.
    pub item: Type,
}

/// A field on the way from a page to its items.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldAccess {
    /// The name of the field.
    pub field: String,
    /// How absence shows in it.
    pub presence: super::schema::Presence,
    /// Whether the value stands in a `Box`.
    pub boxed: bool,
}

/// What the next page is requested by.
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
