//! The documentation of operations.

use super::plan::OperationPlan;
use crate::lower::view::ExternalDocsView;

/// Returns the summary and description, or those of the path item if the operation has neither.
pub(super) fn descriptions(plan: &OperationPlan<'_>) -> (Option<String>, Option<String>) {
    let (operation, item) = (&plan.operation, &plan.item);
    let (summary, description) = match (operation.summary(), operation.description()) {
        (None, None) => (item.summary(), item.description()),
        own => own,
    };
    let description = description.filter(|text| summary != Some(text));
    (summary.map(str::to_owned), description.map(str::to_owned))
}

/// Returns a link to more documentation, if its URL is absolute.
pub(super) fn external_docs(docs: &ExternalDocsView<'_>) -> Option<String> {
    let url = docs.url();
    let is_link = ["https://", "http://"]
        .iter()
        .any(|scheme| url.starts_with(scheme))
        && !url.contains(|character: char| character.is_whitespace() || "<>".contains(character));
    let title = docs.description().unwrap_or("External documentation");
    is_link.then(|| format!("{}: <{url}>", title.trim().trim_end_matches(['.', ':'])))
}

/// Joins paragraphs of CommonMark, without those that are missing.
pub(super) fn paragraphs(parts: impl IntoIterator<Item = Option<String>>) -> Option<String> {
    let parts: Vec<String> = parts
        .into_iter()
        .flatten()
        .filter(|part| !part.trim().is_empty())
        .collect();
    (!parts.is_empty()).then(|| parts.join("\n\n"))
}
