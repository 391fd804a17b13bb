//! The schemas that others name by `$id` or by an anchor (JSON Schema 2020-12, section 8.2).

use std::collections::HashMap;
use std::rc::Rc;

use crate::value::Value;

use super::pointer::percent_decode;
use super::uri;
use crate::location::{FileId, SourceLocation};

/// The members whose values are data, which may look like schemas.
const DATA: [&str; 5] = ["const", "default", "enum", "example", "examples"];

/// The members that are maps from names to schemas.
const MAPS: [&str; 6] = [
    "$defs",
    "definitions",
    "dependentSchemas",
    "patternProperties",
    "properties",
    "schemas",
];

/// The schemas with an identifier.
#[derive(Debug, Default)]
pub(super) struct Identifiers {
    /// The schemas with an anchor, by its name, in the document's order.
    anchors: HashMap<String, Vec<SourceLocation>>,
    /// The schemas with an `$id`, by the URI that it resolves to.
    resources: HashMap<String, Vec<SourceLocation>>,
    /// The URIs of the schemas with an `$id`.
    uris: HashMap<SourceLocation, String>,
}

/// A node that is still to be searched.
struct Node<'v> {
    at: SourceLocation,
    value: &'v Value,
    /// The nearest `$id` around it.
    base: Rc<str>,
    /// `true` if its members are names instead of keywords.
    is_map: bool,
}

impl Identifiers {
    /// Finds all identifiers in the files of a document.
    pub(super) fn find(files: &[Value]) -> Self {
        let mut found = Self::default();
        for (index, value) in files.iter().enumerate() {
            let this = value.get("$self").and_then(Value::as_str);
            found.search(Node {
                at: SourceLocation::root(FileId(index)),
                value,
                base: this.unwrap_or_default().into(),
                is_map: false,
            });
        }
        found
    }

    fn search(&mut self, root: Node<'_>) {
        let mut waiting = vec![root];
        while let Some(mut node) = waiting.pop() {
            let first = waiting.len();
            match node.value {
                Value::Object(members) => {
                    if !node.is_map {
                        self.add(&mut node);
                    }
                    for (key, value) in members {
                        let is_data = !node.is_map && DATA.contains(&key.as_str());
                        if !is_data && (value.is_object() || value.is_array()) {
                            waiting.push(Node {
                                at: node.at.child(key),
                                value,
                                base: Rc::clone(&node.base),
                                is_map: !node.is_map && MAPS.contains(&key.as_str()),
                            });
                        }
                    }
                }
                Value::Array(items) => {
                    for (index, value) in items.iter().enumerate() {
                        waiting.push(Node {
                            at: node.at.item(index),
                            value,
                            base: Rc::clone(&node.base),
                            is_map: false,
                        });
                    }
                }
                _ => {}
            }
            // The last one is searched first.
            waiting[first..].reverse();
        }
    }

    /// Adds the identifiers of a schema.
    fn add(&mut self, node: &mut Node<'_>) {
        let text = |keyword: &str| node.value.get(keyword).and_then(Value::as_str);
        for name in ["$anchor", "$dynamicAnchor"].into_iter().filter_map(text) {
            let named = self.anchors.entry(name.to_owned()).or_default();
            named.push(node.at.clone());
        }
        let id = text("$id").filter(|id| !id.starts_with('#'));
        if let Some(id) = id {
            let uri = uri::resolve(&node.base, id.split('#').next().unwrap_or_default());
            node.base = uri.as_str().into();
            self.uris.insert(node.at.clone(), uri.clone());
            let same = self.resources.entry(uri).or_default();
            same.push(node.at.clone());
        }
    }

    /// Returns the nearest schema with an `$id` around a location, and its URI.
    fn resource_around(&self, at: &SourceLocation) -> Option<(SourceLocation, &str)> {
        if self.uris.is_empty() {
            return None;
        }
        let mut around = at.clone();
        loop {
            if let Some(uri) = self.uris.get(&around) {
                return Some((around, uri));
            }
            let end = around.pointer.rfind('/')?;
            around.pointer.truncate(end);
        }
    }

    /// Returns the schema whose `$id` is the URI of a reference, without its fragment; for an empty one, the nearest schema with
    /// an `$id`.
    pub(super) fn resource(
        &self,
        from: &SourceLocation,
        reference: &str,
    ) -> Option<SourceLocation> {
        let around = self.resource_around(from);
        if reference.is_empty() {
            return around.map(|(at, _)| at);
        }
        let base = around.map_or("", |(_, base)| base);
        let resolved = self.resources.get(&uri::resolve(base, reference));
        let all = resolved.or_else(|| self.resources.get(reference))?;
        let in_same_file = all.iter().find(|at| at.file == from.file);
        in_same_file.or(all.first()).cloned()
    }

    /// Returns the schema with an anchor: of several, the one in `around`, or else the one that shares most of its pointer.
    pub(super) fn anchor(&self, around: &SourceLocation, name: &str) -> Option<SourceLocation> {
        let all = self.anchors.get(&percent_decode(name))?;
        let all = all.iter().filter(|at| at.file == around.file);
        let nearest = all
            .rev()
            .max_by_key(|at| shared_tokens(&at.pointer, &around.pointer));
        nearest.cloned()
    }
}

/// Returns the number of tokens at the start of two pointers that are equal.
fn shared_tokens(one: &str, other: &str) -> usize {
    let tokens = one.split('/').zip(other.split('/'));
    tokens.take_while(|(one, other)| one == other).count()
}
