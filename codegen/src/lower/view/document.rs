//! The root of a document.

use openapiv3::ReferenceOr;

use super::operation::PathItemView;
use super::read::non_blank;
use super::server::ServerView;
use crate::location::{FileId, SourceLocation};
use crate::lower::lowered::Lowered;

impl Lowered {
    /// Returns the title of the API.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.api.info.title
    }

    /// Returns the version of the API, unless it is empty.
    #[must_use]
    pub fn version(&self) -> Option<&str> {
        Some(self.api.info.version.as_str()).filter(|version| !version.is_empty())
    }

    /// Returns `true` for OpenAPI 3.0, in which a multipart body ignores styles (OpenAPI 3.0.3, "Encoding Object"), and a schema
    /// without a type is not a file.
    #[must_use]
    pub fn is_openapi_3_0(&self) -> bool {
        self.api.openapi.starts_with("3.0")
    }

    /// Returns the description of the API.
    #[must_use]
    pub fn description(&self) -> Option<&str> {
        self.api.info.description.as_deref()
    }

    /// Returns the declared tags with their descriptions.
    pub fn tags(&self) -> impl Iterator<Item = (&str, Option<&str>)> {
        let tags = self.api.tags.iter();
        tags.map(|tag| (tag.name.as_str(), non_blank(&tag.description)))
    }

    /// Returns the path items.
    pub fn path_items(&self) -> impl Iterator<Item = PathItemView<'_>> {
        let paths_at = SourceLocation::root(FileId::default()).child("paths");
        let paths = self.api.paths.paths.iter();
        // References to path items are resolved while lowering.
        paths.filter_map(move |(path, item)| {
            let ReferenceOr::Item(item) = item else {
                return None;
            };
            Some(PathItemView::new(self, path, item, paths_at.child(path)))
        })
    }

    /// Returns the servers of the root.
    #[must_use]
    pub fn servers(&self) -> Vec<ServerView<'_>> {
        let at = SourceLocation::root(FileId::default()).child("servers");
        ServerView::list(&self.api.servers, &at)
    }
}
