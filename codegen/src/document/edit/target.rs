//! The targets of changes.

use std::cmp::Ordering;

use super::query::select;
use crate::value::Value;

use crate::document::pointer::parse_pointer;
use crate::document::suggest::closest;
use crate::location::{FileId, SourceLocation};

/// Returns the nodes that a JSON pointer (`/components/schemas/Pet`, with or without `#` before it) or a JSONPath (`$...`)
/// selects.
///
/// # Errors
///
/// Returns a message if the text is neither.
pub(super) fn find(root: &Value, target: &str) -> Result<Vec<Vec<String>>, String> {
    if target.starts_with('$') {
        return select(root, target);
    }
    let path = pointer(target)?;
    let is_there = path
        .iter()
        .try_fold(root, |value, token| value.child(token))
        .is_some();
    Ok(if is_there { vec![path] } else { Vec::new() })
}

/// Returns the JSON pointer that differs from `target` in the first token without a node, if there is a similar node.
pub(super) fn similar(root: &Value, target: &str) -> Option<String> {
    let mut path = pointer(target).ok()?;
    let mut value = root;
    for token in &mut path {
        value = match value.child(token) {
            Some(found) => found,
            None => {
                let keys = value.as_object()?.keys().map(String::as_str);
                closest(token, keys)?.clone_into(token);
                value.child(token)?
            }
        };
    }
    let root = SourceLocation::root(FileId::default());
    let near = path.iter().fold(root, |at, token| at.child(token));
    Some(near.pointer)
}

/// Returns the tokens of a JSON pointer with or without `#` before it.
///
/// # Errors
///
/// Returns a message if the text is not a pointer.
pub(super) fn pointer(text: &str) -> Result<Vec<String>, String> {
    let pointer = text.strip_prefix('#').unwrap_or(text);
    parse_pointer(pointer).ok_or_else(|| {
        format!("`{text}` is neither a JSON pointer (`/components/schemas/Pet`) nor a JSONPath (`$.components.schemas.Pet`)")
    })
}

/// Sorts nodes so that removing one does not move the following ones: the last items of an array first, and inner nodes before
/// outer ones.
pub(super) fn sort_for_removal(paths: &mut [Vec<String>]) {
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
