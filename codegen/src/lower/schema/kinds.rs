//! What kinds of values a schema allows: `type`, `nullable`, `enum`, `const`.

use serde_json::{Map, Value};

use super::super::at::At;
use super::super::{Lowerer, extension};
use super::Draft;
use crate::diagnostic::code;

/// The types of JSON Schema save null.
const TYPES: [&str; 6] = ["string", "integer", "number", "boolean", "array", "object"];

impl<'d> Lowerer<'d> {
    /// `type` and `nullable`.
    pub(super) fn types(
        &mut self,
        draft: &mut Draft,
        members: &'d Map<String, Value>,
        at: &At<'_>,
    ) {
        if let Some(value) = members.get("nullable") {
            draft.data.nullable = self.flag(value, &at.key("nullable")).unwrap_or_default();
        }
        let Some(value) = members.get("type") else {
            return;
        };
        let schema_at = at;
        let at = &at.key("type");
        let declared: &[Value] = match value {
            Value::Array(types) => types,
            // An empty YAML value: the document says nothing.
            Value::Null => return,
            other => std::slice::from_ref(other),
        };
        let mut types: Vec<&str> = Vec::new();
        for (index, declared) in declared.iter().enumerate() {
            let at = if value.is_array() {
                at.index(index)
            } else {
                *at
            };
            match self.type_name(draft, declared, &at) {
                Some(name) if !types.contains(&name) => types.push(name),
                _ => {}
            }
        }
        let null = types.iter().position(|name| *name == "null");
        if let Some(null) = null {
            types.remove(null);
            if types.is_empty() {
                draft.flag(extension::NULL);
            }
            draft.data.nullable = true;
        }
        if !types.is_empty() {
            self.keywords_of_others(&types, members, schema_at);
        }
        match types.as_slice() {
            [] => {}
            [single] => draft.any.typ = Some((*single).to_owned()),
            several => {
                let several = several.iter().copied().map(Value::from).collect();
                draft.extend(extension::TYPES, Value::Array(several));
            }
        }
    }

    /// Tells of keywords that are about other types than those that a schema has.
    fn keywords_of_others(&mut self, types: &[&str], members: &Map<String, Value>, at: &At<'_>) {
        let holds_something = |value: &Value| match value {
            Value::Object(members) => !members.is_empty(),
            Value::Array(items) => !items.is_empty(),
            _ => false,
        };
        for (keyword, kind) in [
            ("properties", "object"),
            ("patternProperties", "object"),
            ("items", "array"),
            ("prefixItems", "array"),
        ] {
            if types.contains(&kind) || !members.get(keyword).is_some_and(holds_something) {
                continue;
            }
            let message = format!(
                "`{keyword}` is about values of type {kind}, which `type` does not allow; it is left out"
            );
            self.diagnostics
                .warning(code::MISFIT_KEYWORD, &at.key(keyword), message)
                .hint(format!("remove it, or add `{kind}` to `type`"));
        }
    }

    fn type_name(&mut self, draft: &mut Draft, value: &'d Value, at: &At<'_>) -> Option<&'d str> {
        // Older YAML habits write `type: null` without quotes in the array.
        let Some(name) = value.as_str() else {
            if value.is_null() {
                return Some("null");
            }
            let message = format!(
                "a type is a string, not {}; any value is accepted here",
                super::super::read::kind(value)
            );
            self.diagnostics.warning(code::INVALID_TYPE, at, message);
            return None;
        };
        if name == "null" || TYPES.contains(&name) {
            return Some(name);
        }
        if name == "file" {
            // Swagger 2.0 has this type for bodies.
            draft.any.format = Some("binary".to_owned());
            self.diagnostics.warning(
                code::INVALID_TYPE,
                at,
                "`file` is a type of Swagger 2.0; it is read as a binary string",
            );
            return Some("string");
        }
        let lower = name.to_lowercase();
        let meant = TYPES.into_iter().find(|known| {
            lower == *known
                || (lower == "int" && *known == "integer")
                || (lower == "bool" && *known == "boolean")
        });
        let message = match meant {
            Some(meant) => format!("`{name}` is no type; it is read as `{meant}`"),
            None => format!("`{name}` is no type; any value is accepted here"),
        };
        let diagnostic = self.diagnostics.warning(code::INVALID_TYPE, at, message);
        diagnostic.hint("the types are string, integer, number, boolean, array, object and null");
        meant
    }

    /// `enum` and `const`. Null among several values makes the schema nullable instead.
    pub(super) fn values(
        &mut self,
        draft: &mut Draft,
        members: &'d Map<String, Value>,
        at: &At<'_>,
    ) {
        let listed = members.get("enum").and_then(|value| match value {
            // One value without brackets.
            Value::String(_) | Value::Number(_) | Value::Bool(_) => {
                let message = "`enum` must be an array; the single value is taken as its only item";
                self.diagnostics
                    .warning(code::INVALID_VALUE, &at.key("enum"), message);
                Some(vec![value.clone()])
            }
            other => self.array(other, &at.key("enum")).map(<[Value]>::to_vec),
        });
        let constant = members.get("const").map(|value| vec![value.clone()]);
        let Some(mut values) = constant.or(listed) else {
            return;
        };
        if values.is_empty() {
            let message = "`enum` lists no value; it is ignored";
            self.diagnostics
                .warning(code::INVALID_VALUE, &at.key("enum"), message);
        }
        if values.iter().any(Value::is_null) {
            draft.data.nullable = true;
            if values.iter().all(Value::is_null) {
                values.truncate(1);
                draft.flag(extension::NULL);
            } else {
                values.retain(|value| !value.is_null());
            }
        }
        draft.any.enumeration = values;
    }
}
