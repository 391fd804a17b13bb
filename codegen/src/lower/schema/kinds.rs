//! The keywords for the kinds of values that a schema accepts: `type`, `nullable`, `enum`, `const`.

use crate::value::{Members, Value};

use super::super::lowerer::Lowerer;
use super::super::pointer_path::PointerPath;
use super::builder::SchemaBuilder;
use crate::diagnostic::code;

/// The types of JSON Schema except null.
const TYPES: [&str; 6] = ["string", "integer", "number", "boolean", "array", "object"];

impl<'d> Lowerer<'d> {
    /// `type` and `nullable`.
    pub(super) fn types(
        &mut self,
        builder: &mut SchemaBuilder,
        members: &'d Members,
        at: &PointerPath<'_>,
    ) {
        if let Some(value) = members.get("nullable") {
            builder.data.nullable = self.as_bool(value, &at.key("nullable")).unwrap_or_default();
        }
        let Some(value) = members.get("type") else {
            return;
        };
        let schema_at = at;
        let at = &at.key("type");
        let declared: &[Value] = match value {
            Value::Array(types) => types,
            // An empty YAML value.
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
            match self.type_name(builder, declared, &at) {
                Some(name) if !types.contains(&name) => types.push(name),
                _ => {}
            }
        }
        let null = types.iter().position(|name| *name == "null");
        if let Some(null) = null {
            types.remove(null);
            builder.facts.is_null = types.is_empty();
            builder.data.nullable = true;
        }
        if !types.is_empty() {
            self.keywords_of_others(&types, members, schema_at);
        }
        match types.as_slice() {
            [] => {}
            [single] => builder.any.typ = Some((*single).to_owned()),
            several => {
                builder.facts.types = several.iter().copied().map(str::to_owned).collect();
            }
        }
    }

    /// Reports the keywords of types that a schema does not accept.
    fn keywords_of_others(&mut self, types: &[&str], members: &Members, at: &PointerPath<'_>) {
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
                "`{keyword}` is for values of type {kind}, which `type` does not allow; ignored"
            );
            self.diagnostics
                .warning(code::MISFIT_KEYWORD, &at.key(keyword), message)
                .hint(format!("remove it, or add `{kind}` to `type`"));
        }
    }

    fn type_name(
        &mut self,
        builder: &mut SchemaBuilder,
        value: &'d Value,
        at: &PointerPath<'_>,
    ) -> Option<&'d str> {
        // Older YAML habits write `type: null` without quotes in the array.
        let Some(name) = value.as_str() else {
            if value.is_null() {
                return Some("null");
            }
            let message = format!(
                "a type must be a string, not {}; any value is accepted",
                value.describe_type()
            );
            self.diagnostics.warning(code::INVALID_TYPE, at, message);
            return None;
        };
        if name == "null" || TYPES.contains(&name) {
            return Some(name);
        }
        if name == "file" {
            builder.any.format = Some("binary".to_owned());
            self.diagnostics.warning(
                code::INVALID_TYPE,
                at,
                "`file` is a type of Swagger 2.0, treated as a binary string",
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
            Some(meant) => format!("unknown type `{name}`, treated as `{meant}`"),
            None => format!("unknown type `{name}`; any value is accepted"),
        };
        let diagnostic = self.diagnostics.warning(code::INVALID_TYPE, at, message);
        diagnostic.hint("use string, integer, number, boolean, array, object or null");
        meant
    }

    /// `enum` and `const`. Null among several values makes the schema nullable.
    pub(super) fn values(
        &mut self,
        builder: &mut SchemaBuilder,
        members: &'d Members,
        at: &PointerPath<'_>,
    ) {
        let listed = members.get("enum").and_then(|value| match value {
            Value::String(_) | Value::Number(_) | Value::Bool(_) => {
                let message = "`enum` must be an array; the value is used as its only item";
                self.diagnostics
                    .warning(code::INVALID_VALUE, &at.key("enum"), message);
                Some(vec![self.exact_value(value, &at.key("enum"))])
            }
            other => {
                let at = at.key("enum");
                let items = self.as_array(other, &at)?.iter().enumerate();
                Some(
                    items
                        .map(|(index, item)| self.exact_value(item, &at.index(index)))
                        .collect(),
                )
            }
        });
        let constant = members
            .get("const")
            .map(|value| vec![self.exact_value(value, &at.key("const"))]);
        let Some(mut values) = constant.or(listed) else {
            return;
        };
        if values.is_empty() {
            let message = "`enum` is empty; ignored";
            self.diagnostics
                .warning(code::INVALID_VALUE, &at.key("enum"), message);
        }
        if values.iter().any(Value::is_null) {
            builder.data.nullable = true;
            if values.iter().all(Value::is_null) {
                values.truncate(1);
                builder.facts.is_null = true;
            } else {
                values.retain(|value| !value.is_null());
            }
        }
        builder.facts.values = values;
    }
}
