//! Helpers of the views.

/// Returns a text, unless it is blank.
pub(super) fn non_blank(text: &Option<String>) -> Option<&str> {
    text.as_deref().filter(|text| !text.trim().is_empty())
}
