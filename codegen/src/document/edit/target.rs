//! Which nodes a change is about.

use std::cmp::Ordering;
use std::collections::HashSet;

use serde_json::Value;
use serde_json_path::JsonPath;

use crate::document::parse_pointer;
use crate::document::reference::child;

/// The nodes that a JSONPath selects (RFC 9535), as the tokens of their pointers, each once and in the order in which they are
/// selected.
///
/// # Errors
///
/// Why the text is no JSONPath.
pub(super) fn select(root: &Value, query: &str) -> Result<Vec<Vec<String>>, String> {
    let query = JsonPath::parse(query)
        .map_err(|error| format!("{} at character {}", error.message(), error.position() + 1))?;
    let nodes = query.query_located(root);
    let mut paths: Vec<Vec<String>> = Vec::new();
    let mut known = HashSet::new();
    for location in nodes.locations() {
        let path = parse_pointer(&location.to_json_pointer()).unwrap_or_default();
        if known.insert(path.clone()) {
            paths.push(path);
        }
    }
    Ok(paths)
}

/// The nodes that a JSON pointer (`/components/schemas/Pet`, with or without `#` before it) or a JSONPath (`$...`) stands for;
/// none where there is no such node.
///
/// # Errors
///
/// Why the text is neither.
pub(super) fn find(root: &Value, target: &str) -> Result<Vec<Vec<String>>, String> {
    if target.starts_with('$') {
        return select(root, target);
    }
    let path = pointer(target)?;
    let is_there = path
        .iter()
        .try_fold(root, |value, token| child(value, token))
        .is_some();
    Ok(if is_there { vec![path] } else { Vec::new() })
}

/// The tokens of a JSON pointer, with or without `#` before it.
///
/// # Errors
///
/// Why the text is none.
pub(super) fn pointer(text: &str) -> Result<Vec<String>, String> {
    let pointer = text.strip_prefix('#').unwrap_or(text);
    parse_pointer(pointer).ok_or_else(|| {
        format!("`{text}` is neither a JSON pointer (`/components/schemas/Pet`) nor a JSONPath (`$.components.schemas.Pet`)")
    })
}

/// An order in which nodes can be removed one by one without moving those that come later: items of an array from the last
/// one on, and what is inside a node before it.
pub(super) fn removable(paths: &mut [Vec<String>]) {
    paths.sort_by(|one, other| {
        for (one, other) in one.iter().zip(other) {
            let order = match (one.parse::<usize>(), other.parse::<usize>()) {
                (Ok(one), Ok(other)) => other.cmp(&one),
                _ => other.cmp(one),
            };
            if order != Ordering::Equal {
                return order;
            }
        }
        other.len().cmp(&one.len())
    });
}
