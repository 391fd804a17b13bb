//! Paths and path items.

use openapiv3::{Operation, Parameter, PathItem, Paths, ReferenceOr};
use serde_json::Value;

use super::at::At;
use super::parameter::mark_parameter;
use super::{Lowerer, extension};
use crate::diagnostic::code;

/// How many references a path item may be behind.
const HOPS: usize = 16;

impl<'d> Lowerer<'d> {
    /// `paths`.
    pub(super) fn paths(&mut self, value: &'d Value, at: &At<'_>) -> Paths {
        let mut paths = Paths::default();
        for (path, value) in self.object(value, at).into_iter().flatten() {
            let at = &at.key(path);
            if path.starts_with("x-") {
                self.other_member(&mut paths.extensions, path, value, at);
                continue;
            }
            let mut item = self.path_item(value, at, HOPS);
            let mut path = path.clone();
            if !path.starts_with('/') {
                let message = format!("the path `{path}` does not begin with `/`; one is added");
                self.diagnostics.warning(code::INVALID_PATH, at, message);
                path.insert(0, '/');
                mark(&mut item, at);
            }
            paths.paths.insert(path, ReferenceOr::Item(item));
        }
        paths
    }

    /// A path item (OpenAPI 3.1.1, section 4.8.9), what its reference leads to included: what stands beside a reference
    /// goes before what it leads to.
    pub(super) fn path_item(&mut self, value: &'d Value, at: &At<'_>, hops: usize) -> PathItem {
        let mut item = PathItem::default();
        let Some(members) = self.object(value, at) else {
            return item;
        };
        if let Some(reference) = self.reference_in(value) {
            let at = &at.key("$ref");
            match self.follow(reference, at) {
                Some(target) if hops > 0 => {
                    let target_value = self.document.get(&target).unwrap_or(&Value::Null);
                    let target = At::root(&target);
                    if self.may_repeat(target_value, at) {
                        item = self.path_item(target_value, &target, hops - 1);
                        mark(&mut item, &target);
                    }
                }
                Some(_) => {
                    let message = "references lead in a circle, or through too many others";
                    self.diagnostics.error(code::REFERENCE_CYCLE, at, message);
                }
                None => {}
            }
        }
        for (key, value) in members {
            let at = &at.key(key);
            match key.as_str() {
                "$ref" => {}
                "summary" => item.summary = self.text(value, at),
                "description" => item.description = self.text(value, at),
                "servers" => item.servers = self.servers(value, at),
                "parameters" => item.parameters = self.parameters(value, at),
                "query" | "additionalOperations" => self.new_methods(key, value, at),
                _ => match method_slot(&mut item, key) {
                    Some(slot) => *slot = self.operation(value, at),
                    None => self.other_member(&mut item.extensions, key, value, at),
                },
            }
        }
        item
    }

    /// Whether a path item that is referred to may be read once more; tells once that it was too often.
    fn may_repeat(&mut self, item: &Value, at: &At<'_>) -> bool {
        let was_spent = self.repeated == 0;
        self.repeated = self.repeated.saturating_sub(nodes(item));
        if self.repeated == 0 && !was_spent {
            let message =
                "the path items that are referred to expand to too much; the rest is left out";
            self.diagnostics.error(code::TOO_LARGE, at, message);
        }
        self.repeated > 0
    }

    /// The methods that OpenAPI 3.2 adds.
    fn new_methods(&mut self, key: &str, value: &'d Value, at: &At<'_>) {
        let methods: Vec<&str> = match value {
            Value::Object(methods) if key == "additionalOperations" => {
                methods.keys().map(String::as_str).collect()
            }
            _ => vec!["QUERY"],
        };
        for method in methods {
            let message = format!(
                "the operation with the method {method} is left out: only the methods of OpenAPI 3.1 are supported"
            );
            self.diagnostics
                .warning(code::UNSUPPORTED_METHOD, at, message)
                .hint("call it with a request of your own");
        }
    }
}

/// How many nodes there are in a value, itself included.
fn nodes(value: &Value) -> usize {
    1 + match value {
        Value::Object(members) => members.values().map(nodes).sum(),
        Value::Array(items) => items.iter().map(nodes).sum(),
        _ => 0,
    }
}

/// The place of a method's operation.
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

/// The methods of a path item, as its members are called.
pub(super) const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// Says of everything in a path item where it stands, since it is used elsewhere.
fn mark(item: &mut PathItem, at: &At<'_>) {
    let place = |at: &At<'_>| extension::location_value(&at.location());
    for method in METHODS {
        if let Some(Some(operation)) = method_slot(item, method).map(Option::as_mut) {
            let extensions = &mut operation.extensions;
            extensions
                .entry(extension::LOCATION.to_owned())
                .or_insert_with(|| place(&at.key(method)));
        }
    }
    let listed = &at.key("parameters");
    for (index, parameter) in item.parameters.iter_mut().enumerate() {
        let parameter: &mut ReferenceOr<Parameter> = parameter;
        mark_parameter(parameter, &listed.index(index));
    }
    item.extensions
        .entry(extension::LOCATION.to_owned())
        .or_insert_with(|| place(at));
}
