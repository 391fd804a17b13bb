//! The documentation of operations.

use openapiv3::ExternalDocumentation;

use super::plan::OperationPlan;

/// Returns the summary and description, or those of the path item if the operation has neither.
pub(super) fn descriptions(plan: &OperationPlan<'_>) -> (Option<String>, Option<String>) {
    let (operation, item) = (plan.operation, plan.item);
    let own = (
        non_blank(&operation.summary),
        non_blank(&operation.description),
    );
    let (summary, description) = match own {
        (None, None) => (non_blank(&item.summary), non_blank(&item.description)),
        own => own,
    };
    let description = description.filter(|text| summary.as_ref() != Some(text));
    (summary, description)
}

/// Returns a text, unless it is blank.
pub(super) fn non_blank(text: &Option<String>) -> Option<String> {
    text.clone().filter(|text| !text.trim().is_empty())
}

/// Returns a link to more documentation, if its URL is absolute.
pub(super) fn external_docs(docs: &ExternalDocumentation) -> Option<String> {
    let url = docs.url.trim();
    let is_link = ["https://", "http://"]
        .iter()
        .any(|scheme| url.starts_with(scheme))
        && !url.contains(|character: char| character.is_whitespace() || "<>".contains(character));
    let description = non_blank(&docs.description);
    let title = description.unwrap_or_else(|| "External documentation".to_owned());
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
