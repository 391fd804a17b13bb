//! Properties that an object has under a condition: those in `then`, `else` and `dependentSchemas`.

use openapiv3::ReferenceOr;

use super::super::lowerer::Lowerer;
use super::super::pointer_path::PointerPath;
use super::builder::SchemaBuilder;
use crate::diagnostic::code;
use crate::document::Document;
use crate::location::SourceLocation;
use crate::value::{Members, Value};

/// The keywords with schemas that apply under a condition.
const CONDITIONAL: [&str; 3] = ["then", "else", "dependentSchemas"];

/// The maximum depth of conditions inside conditions.
const DEPTH_LIMIT: usize = 32;

/// The maximum number of properties under the conditions of one schema. References may repeat them.
const MAX_PROPERTIES: usize = 1000;

/// The properties of a schema under conditions, by name; a name may occur under several of them.
type Found<'d> = Vec<(&'d str, &'d Value, SourceLocation)>;

impl<'d> Lowerer<'d> {
    /// Adds the properties under conditions that the schema itself does not declare. They are optional, and the conditions are
    /// not checked.
    pub(super) fn conditional_properties(
        &mut self,
        builder: &mut SchemaBuilder,
        members: &'d Members,
        at: &PointerPath<'_>,
    ) {
        let mut found = Found::new();
        for keyword in CONDITIONAL {
            let before = found.len();
            add_condition(
                self.document,
                keyword,
                members,
                &at.location(),
                0,
                &mut found,
            );
            if members.contains_key(keyword) {
                let at = &at.key(keyword);
                if found.len() == before {
                    let consequence = "it does not affect the type and is not checked";
                    self.ignored(keyword, at, consequence);
                } else {
                    let message = format!(
                        "the properties in `{keyword}` are optional; its condition is not checked"
                    );
                    self.diagnostics.note(code::IGNORED_KEYWORD, at, message);
                }
            }
        }
        found.retain(|(name, ..)| !builder.any.properties.contains_key(*name));
        while let Some((name, ..)) = found.first() {
            let name = *name;
            let (same, others) = found.into_iter().partition(|(other, ..)| *other == name);
            found = others;
            self.conditional_property(builder, name, same, at);
        }
    }

    fn conditional_property(
        &mut self,
        builder: &mut SchemaBuilder,
        name: &str,
        same: Found<'d>,
        at: &PointerPath<'_>,
    ) {
        let mut seen: Vec<&Value> = Vec::new();
        let mut schemas = Vec::new();
        for (_, value, place) in same {
            if !seen.contains(&value) {
                seen.push(value);
                schemas.push((self.schema(value, &PointerPath::root(&place)), place));
            }
        }
        let at_properties = at.key("properties");
        let at_property = at_properties.key(name);
        let schema = if schemas.len() == 1 {
            let (schema, place) = schemas.remove(0);
            self.add_moved_schema(&schema, at_property.location(), place);
            schema
        } else {
            self.any_of_moved(schemas, &at_property)
        };
        let schema = match schema {
            ReferenceOr::Reference { reference } => ReferenceOr::Reference { reference },
            ReferenceOr::Item(schema) => ReferenceOr::Item(Box::new(schema)),
        };
        builder.any.properties.insert(name.to_owned(), schema);
        builder.facts.conditional.push(name.to_owned());
    }
}

/// Adds the properties in a keyword of [`CONDITIONAL`].
fn add_condition<'d>(
    document: &'d Document,
    keyword: &str,
    members: &'d Members,
    at: &SourceLocation,
    depth: usize,
    found: &mut Found<'d>,
) {
    let Some(Value::Object(schema)) = members.get(keyword) else {
        return;
    };
    let at = at.child(keyword);
    if keyword != "dependentSchemas" {
        add_properties(document, schema, &at, depth, found);
        return;
    }
    for (name, schema) in schema {
        if let Value::Object(schema) = schema {
            add_properties(document, schema, &at.child(name), depth, found);
        }
    }
}

/// Adds the properties of a schema under a condition.
fn add_properties<'d>(
    document: &'d Document,
    members: &'d Members,
    at: &SourceLocation,
    depth: usize,
    found: &mut Found<'d>,
) {
    if depth > DEPTH_LIMIT || found.len() > MAX_PROPERTIES {
        return;
    }
    if let Some(reference) = members.get("$ref").and_then(Value::as_str)
        && let Ok(target) = document.resolve_in_schema(&at.child("$ref"), reference)
        && let Some(Value::Object(members)) = document.get(&target)
    {
        add_properties(document, members, &target, depth + 1, found);
    }
    if let Some(Value::Object(properties)) = members.get("properties") {
        let at = at.child("properties");
        // `false` forbids a property.
        let allowed = properties
            .iter()
            .filter(|(_, value)| **value != Value::Bool(false));
        found.extend(allowed.map(|(name, value)| (name.as_str(), value, at.child(name))));
    }
    if let Some(Value::Array(all)) = members.get("allOf") {
        let at = at.child("allOf");
        for (index, member) in all.iter().enumerate() {
            if let Value::Object(member) = member {
                add_properties(document, member, &at.item(index), depth + 1, found);
            }
        }
    }
    for keyword in CONDITIONAL {
        add_condition(document, keyword, members, at, depth + 1, found);
    }
}
