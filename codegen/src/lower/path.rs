//! Paths and path items.

use crate::value::Value;
use openapiv3::{Operation, PathItem, Paths, ReferenceOr};

use super::lowerer::Lowerer;
use super::pointer_path::PointerPath;
use crate::diagnostic::code;
use crate::location::SourceLocation;

/// The longest chain of references to a path item.
const HOPS: usize = 16;

impl<'d> Lowerer<'d> {
    /// `paths`.
    pub(super) fn paths(&mut self, value: &'d Value, at: &PointerPath<'_>) -> Paths {
        let mut paths = Paths::default();
        let paths_at = at;
        for (path, value) in self.as_object(value, at).into_iter().flatten() {
            let at = &at.key(path);
            if path.starts_with("x-") {
                self.other_member(path, at);
                continue;
            }
            let item = self.path_item(value, at, HOPS);
            let mut path = path.clone();
            if !path.starts_with('/') {
                let message = format!("the path `{path}` does not begin with `/`; one is added");
                self.diagnostics.warning(code::INVALID_PATH, at, message);
                path.insert(0, '/');
                self.add_moved_item(&item, &paths_at.key(&path).location(), &at.location());
            }
            paths.paths.insert(path, ReferenceOr::Item(item));
        }
        paths
    }

    /// A path item (OpenAPI 3.1.1, section 4.8.9), merged with the target of its `$ref`, over which its own members take
    /// precedence.
    pub(super) fn path_item(
        &mut self,
        value: &'d Value,
        at: &PointerPath<'_>,
        hops: usize,
    ) -> PathItem {
        let mut item = PathItem::default();
        let Some(members) = self.as_object(value, at) else {
            return item;
        };
        if let Some(reference) = self.reference_in(value) {
            let item_at = at;
            let at = &at.key("$ref");
            match self.follow(reference, at) {
                Some(target) if hops > 0 => {
                    let target_value = self.document.get(&target).unwrap_or(&Value::Null);
                    let target = PointerPath::root(&target);
                    if self.may_repeat(target_value, at) {
                        item = self.path_item(target_value, &target, hops - 1);
                        self.add_moved_item(&item, &item_at.location(), &target.location());
                    }
                }
                Some(_) => {
                    let message = "cyclic references, or too long a chain of them";
                    self.diagnostics.error(code::REFERENCE_CYCLE, at, message);
                }
                None => {}
            }
        }
        for (key, value) in members {
            let at = &at.key(key);
            match key.as_str() {
                "$ref" => {}
                "summary" => item.summary = self.as_string(value, at),
                "description" => item.description = self.as_string(value, at),
                "servers" => item.servers = self.servers(value, at),
                "parameters" => {
                    self.forget_moved(at, item.parameters.len());
                    item.parameters = self.parameters(value, at);
                }
                "query" | "additionalOperations" => self.new_methods(key, value, at),
                _ => match method_slot(&mut item, key) {
                    Some(slot) => {
                        if slot.is_some() {
                            let own = at.location();
                            self.facts.add_moved(own.clone(), own);
                        }
                        *slot = self.operation(value, at);
                    }
                    None => self.other_member(key, at),
                },
            }
        }
        item
    }

    /// Returns `true` if the target of a reference may be repeated once more. Reports once that the limit is reached.
    fn may_repeat(&mut self, item: &Value, at: &PointerPath<'_>) -> bool {
        let was_exhausted = self.repeatable == 0;
        self.repeatable = self.repeatable.saturating_sub(nodes(item));
        if self.repeatable == 0 && !was_exhausted {
            let message =
                "references to path items repeat too much of the document; the rest is left out";
            self.diagnostics.error(code::TOO_LARGE, at, message);
        }
        self.repeatable > 0
    }

    /// Records that the operations and parameters of an item, whose place in the model has one location, are below another.
    fn add_moved_item(&mut self, item: &PathItem, place: &SourceLocation, at: &SourceLocation) {
        let mut nodes: Vec<(SourceLocation, SourceLocation)> = Vec::new();
        for (method, _) in item.iter() {
            nodes.push((place.child(method), at.child(method)));
        }
        let (place_list, at_list) = (place.child("parameters"), at.child("parameters"));
        for index in 0..item.parameters.len() {
            nodes.push((place_list.item(index), at_list.item(index)));
        }
        nodes.push((place.clone(), at.clone()));
        for (place, at) in nodes {
            let at = self.facts.location_of(at);
            self.facts.add_moved(place, at);
        }
    }

    /// Forgets the locations of a list of parameters that another one replaces.
    fn forget_moved(&mut self, parameters_at: &PointerPath<'_>, count: usize) {
        for index in 0..count {
            let own = parameters_at.index(index).location();
            self.facts.add_moved(own.clone(), own);
        }
    }

    /// Reports the methods that OpenAPI 3.2 adds.
    fn new_methods(&mut self, key: &str, value: &'d Value, at: &PointerPath<'_>) {
        let methods: Vec<&str> = match value {
            Value::Object(methods) if key == "additionalOperations" => {
                methods.keys().map(String::as_str).collect()
            }
            _ => vec!["QUERY"],
        };
        for method in methods {
            let message = format!("unsupported method {method}; the operation is left out");
            self.diagnostics
                .warning(code::UNSUPPORTED_METHOD, at, message)
                .hint(
                    "only the methods of OpenAPI 3.1 are supported; send a custom request instead",
                );
        }
    }
}

/// The number of nodes in a value, including itself.
fn nodes(value: &Value) -> usize {
    1 + match value {
        Value::Object(members) => members.values().map(nodes).sum(),
        Value::Array(items) => items.iter().map(nodes).sum(),
        _ => 0,
    }
}

/// The field of a path item for a method's operation.
pub(super) fn method_slot<'a>(
    item: &'a mut PathItem,
    method: &str,
) -> Option<&'a mut Option<Operation>> {
    Some(match method {
        "get" => &mut item.get,
        "put" => &mut item.put,
        "post" => &mut item.post,
        "delete" => &mut item.delete,
        "options" => &mut item.options,
        "head" => &mut item.head,
        "patch" => &mut item.patch,
        "trace" => &mut item.trace,
        _ => return None,
    })
}

/// The methods of a path item, as its members are named.
pub(super) const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];
