//! Helpers of the views.

use indexmap::IndexMap;
use serde_json::Value;

use crate::location::SourceLocation;
use crate::lower::extension;

/// Returns the location of an object, which is `at` unless lowering has moved the object.
pub(super) fn location_of(
    extensions: &IndexMap<String, Value>,
    at: impl FnOnce() -> SourceLocation,
) -> SourceLocation {
    extension::location(extensions).unwrap_or_else(at)
}

/// Returns a text, unless it is blank.
pub(super) fn non_blank(text: &Option<String>) -> Option<&str> {
    text.as_deref().filter(|text| !text.trim().is_empty())
}
