//! An index of a document, built from its JSON alone: its operations, and the role of each schema.
//!
//! It is independent of the generator, so that the expected changes of a mutant are, too.

use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// The methods of a path item.
const METHODS: [&str; 7] = ["get", "put", "post", "delete", "options", "head", "patch"];

/// A document with its operations and schemas.
pub(super) struct DocumentIndex {
    /// The document.
    pub(super) root: Value,
    /// `true` for 3.1 or later, in which null is a type.
    pub(super) has_null_type: bool,
    /// The operations with an `operationId`.
    pub(super) operations: Vec<Operation>,
    /// Its schemas by pointer.
    pub(super) schemas: BTreeMap<String, Role>,
}

/// An operation.
#[derive(Debug, Clone)]
pub(super) struct Operation {
    /// Its pointer.
    pub(super) at: String,
    /// The path template.
    pub(super) path: String,
    /// The method in lower case.
    pub(super) method: String,
    /// Its `operationId`.
    pub(super) id: String,
}

/// The uses of a schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Role {
    /// Requests contain it.
    pub(super) request: bool,
    /// Responses contain it.
    pub(super) response: bool,
    /// It is part of an `allOf`, or inside one: several types may contain it.
    pub(super) shared: bool,
    /// It is one of the schemas of a `oneOf` or `anyOf`.
    pub(super) variant: bool,
    /// It is a whole body, parameter or header.
    pub(super) whole: bool,
    /// It is, or is in, a body other than JSON.
    pub(super) form: bool,
    /// It is, or is in, a parameter or a header.
    pub(super) parameter: bool,
}

impl Role {
    fn or(self, other: Self) -> Self {
        Self {
            request: self.request || other.request,
            response: self.response || other.response,
            shared: self.shared || other.shared,
            variant: self.variant || other.variant,
            whole: self.whole || other.whole,
            form: self.form || other.form,
            parameter: self.parameter || other.parameter,
        }
    }

    /// Returns the role of nested schemas.
    fn inside(self) -> Self {
        Self {
            variant: false,
            whole: false,
            ..self
        }
    }

    /// Returns `true` if it is sent or received.
    pub(super) fn travels(self) -> bool {
        self.request || self.response
    }

    /// Returns `true` if it is a type of its own in a JSON body, and part of no other type.
    pub(super) fn is_plain(self) -> bool {
        !self.shared && !self.variant && !self.form && !self.parameter
    }
}

impl DocumentIndex {
    /// Indexes a document.
    pub(super) fn new(root: Value) -> Self {
        let version = root.get("openapi").and_then(Value::as_str);
        let mut document = Self {
            has_null_type: version.is_some_and(|version| !version.starts_with("3.0")),
            operations: Vec::new(),
            schemas: BTreeMap::new(),
            root,
        };
        let mut waiting = document.uses();
        while let Some((at, role)) = waiting.pop() {
            let known = document.schemas.get(&at).copied();
            let together = known.unwrap_or_default().or(role);
            if known != Some(together) {
                waiting.extend(document.inside(&at, together));
                document.schemas.insert(at, together);
            }
        }
        document
    }

    /// Returns the value at a pointer.
    pub(super) fn get(&self, at: &str) -> &Value {
        self.root.pointer(at).unwrap_or(&Value::Null)
    }

    /// Returns the members of the value at a pointer, if it is an object.
    pub(super) fn members<'s>(
        &'s self,
        at: &str,
    ) -> impl Iterator<Item = (&'s String, &'s Value)> + use<'s> {
        self.get(at).as_object().into_iter().flatten()
    }

    /// Follows references from a pointer, and returns the pointer of the target.
    pub(super) fn follow(&self, at: &str) -> String {
        let mut at = at.to_owned();
        for _ in 0..16 {
            match reference(self.get(&at)) {
                Some(target) => at = target,
                None => break,
            }
        }
        at
    }

    /// Returns the key and pointer of each component of a kind.
    pub(super) fn components(&self, kind: &str) -> Vec<(String, String)> {
        let base = format!("/components/{kind}");
        let keys = self.members(&base).map(|(key, _)| key.clone());
        keys.map(|key| (key.clone(), join(&base, &key))).collect()
    }

    /// Collects the operations, and returns the schemas that operations and components use.
    fn uses(&mut self) -> Vec<(String, Role)> {
        let mut uses = Vec::new();
        for (_, at) in self.components("schemas") {
            uses.push((at, Role::default()));
        }
        let mut operations = Vec::new();
        for (path, item) in self.members("/paths") {
            let base = join("/paths", path);
            for method in METHODS {
                let Some(operation) = item.get(method) else {
                    continue;
                };
                let at = join(&base, method);
                self.parameters(&join(&base, "parameters"), &mut uses);
                self.operation(&at, &mut uses);
                if let Some(id) = operation.get("operationId").and_then(Value::as_str) {
                    operations.push(Operation {
                        at,
                        path: path.clone(),
                        method: method.to_owned(),
                        id: id.to_owned(),
                    });
                }
            }
        }
        self.operations = operations;
        uses
    }

    fn operation(&self, at: &str, uses: &mut Vec<(String, Role)>) {
        self.parameters(&join(at, "parameters"), uses);
        let request = Role {
            request: true,
            whole: true,
            ..Role::default()
        };
        let response = Role {
            response: true,
            whole: true,
            ..Role::default()
        };
        let body = self.follow(&join(at, "requestBody"));
        self.contents(&body, request, uses);
        let responses = join(at, "responses");
        for (status, _) in self.members(&responses) {
            let at = self.follow(&join(&responses, status));
            self.contents(&at, response, uses);
            let headers = join(&at, "headers");
            for (name, _) in self.members(&headers) {
                let role = Role {
                    parameter: true,
                    ..response
                };
                uses.push((join(&self.follow(&join(&headers, name)), "schema"), role));
            }
        }
    }

    fn parameters(&self, at: &str, uses: &mut Vec<(String, Role)>) {
        let count = self.get(at).as_array().map_or(0, Vec::len);
        for index in 0..count {
            let at = self.follow(&join(at, &index.to_string()));
            let role = Role {
                request: true,
                parameter: true,
                whole: true,
                ..Role::default()
            };
            uses.push((join(&at, "schema"), role));
            self.contents(&at, role, uses);
        }
    }

    fn contents(&self, at: &str, role: Role, uses: &mut Vec<(String, Role)>) {
        let base = join(at, "content");
        for (media, _) in self.members(&base) {
            let role = Role {
                form: !media.contains("json"),
                ..role
            };
            uses.push((join(&join(&base, media), "schema"), role));
        }
    }

    /// Returns the schemas that a schema contains or refers to.
    fn inside(&self, at: &str, role: Role) -> Vec<(String, Role)> {
        let schema = self.get(at);
        if let Some(target) = reference(schema) {
            // With siblings of the reference, its target is also a part of another type.
            let has_siblings = schema.as_object().is_some_and(|own| own.len() > 1);
            let role = Role {
                shared: role.shared || has_siblings,
                ..role
            };
            return vec![(target, role)];
        }
        let mut found = Vec::new();
        let properties = join(at, "properties");
        for (name, _) in self.members(&properties) {
            found.push((join(&properties, name), role.inside()));
        }
        for keyword in ["items", "additionalProperties"] {
            if schema.get(keyword).is_some_and(Value::is_object) {
                found.push((join(at, keyword), role.inside()));
            }
        }
        for (keyword, shared, variant) in [
            ("allOf", true, false),
            ("oneOf", false, true),
            ("anyOf", false, true),
        ] {
            let base = join(at, keyword);
            let count = self.get(&base).as_array().map_or(0, Vec::len);
            for index in 0..count {
                let role = Role {
                    shared: role.shared || shared,
                    variant: role.variant || variant,
                    ..role.inside()
                };
                found.push((join(&base, &index.to_string()), role));
            }
        }
        found
    }
}

/// Returns the pointer of a reference, if its target is in the document.
fn reference(value: &Value) -> Option<String> {
    let text = value.get("$ref")?.as_str()?.strip_prefix('#')?;
    Some(text.replace("%7B", "{").replace("%7D", "}"))
}

/// Returns the pointer of a member.
pub(super) fn join(at: &str, member: &str) -> String {
    format!("{at}/{}", member.replace('~', "~0").replace('/', "~1"))
}

/// Returns the members of the object at a pointer, for editing.
pub(super) fn object<'v>(root: &'v mut Value, at: &str) -> Option<&'v mut Map<String, Value>> {
    root.pointer_mut(at)?.as_object_mut()
}
