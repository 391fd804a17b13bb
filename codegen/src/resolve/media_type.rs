//! Media types.

use super::names::type_name;
use crate::ir::ContentKind;

/// The media types that contain one JSON value per line, or that frame JSON values in another way.
const JSON_LINES: [&str; 10] = [
    "application/json-lines",
    "application/json-seq",
    "application/jsonl",
    "application/jsonlines",
    "application/ndjson",
    "application/stream+json",
    "application/x-json-stream",
    "application/x-jsonl",
    "application/x-jsonlines",
    "application/x-ndjson",
];

/// Returns a media type without parameters, in lower case (RFC 9110, section 8.3.1). Parameters
/// after a comma, which is invalid, are removed too.
pub(super) fn essence(media_type: &str) -> String {
    let end = media_type.find([';', ',']).unwrap_or(media_type.len());
    media_type[..end].trim().to_ascii_lowercase()
}

/// Returns how bodies of a media type are read and written.
pub(super) fn content_kind(media_type: &str) -> ContentKind {
    let essence = essence(media_type);
    let (kind, subtype) = essence.split_once('/').unwrap_or_default();
    match essence.as_str() {
        "text/event-stream" => ContentKind::EventStream,
        "application/x-www-form-urlencoded" => ContentKind::Form,
        lines if JSON_LINES.contains(&lines) => ContentKind::JsonLines,
        _ if subtype.ends_with("+json-seq") => ContentKind::JsonLines,
        _ if subtype == "json" || subtype.ends_with("+json") => ContentKind::Json,
        _ if kind == "multipart" => ContentKind::Multipart,
        _ if kind == "text" => ContentKind::Text,
        _ => ContentKind::Binary,
    }
}

/// Returns `true` if a media type does not specify the format.
pub(super) fn is_wildcard(media_type: &str) -> bool {
    matches!(essence(media_type).as_str(), "*/*" | "*" | "application/*")
}

/// Returns the part of a type name that distinguishes the media types of one body.
pub(super) fn media_type_label(media_type: &str) -> String {
    let essence = essence(media_type);
    let (kind, subtype) = essence.split_once('/').unwrap_or(("", &essence));
    match content_kind(media_type) {
        ContentKind::Form => "Form".to_owned(),
        ContentKind::Multipart => "Multipart".to_owned(),
        ContentKind::JsonLines => "JsonLines".to_owned(),
        ContentKind::Text if subtype == "plain" => "Text".to_owned(),
        _ if subtype == "*" => type_name(&format!("any {kind}")),
        _ => type_name(subtype),
    }
}
