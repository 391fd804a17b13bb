//! Structs and enums.

use std::collections::{HashMap, HashSet};

use crate::value::Value;

use super::annotations::{Annotations, default_literal};
use super::constant::to_constant;
use super::literal::{literal_key, literal_text, to_literal};
use super::merged::{Additional, Merged};
use super::names::{self, Scope};
use super::resolver::Resolver;
use super::scalar::integer_kind_of;
use super::subschema::Subschema;
use super::type_use::TypeUse;
use super::union::title_name;
use crate::diagnostic::code;
use crate::ir::{AdditionalProperties, Enum, EnumRepr, EnumValue, Literal, Property, Struct, Type};
use crate::location::SourceLocation;
use crate::lower::view::{SchemaNode, SchemaView};

impl<'a> Resolver<'a> {
    /// Builds a struct from the properties of an object. `subschemas` are those that were merged.
    pub(super) fn build_struct(
        &mut self,
        merged: &Merged<'a>,
        subschemas: &[Subschema<'a>],
    ) -> Struct {
        let at = subschemas.first().map(Subschema::location);
        let at = at.map(|at| at.child("required")).unwrap_or_default();
        let mut fields = Scope::fields();
        let mut properties = Vec::with_capacity(merged.properties.len());
        for (&wire, subschemas) in &merged.properties {
            properties.push(self.build_property(wire, subschemas, merged, &mut fields));
        }
        for (&wire, alternatives) in &merged.conditional {
            if !merged.properties.contains_key(wire) {
                properties.push(self.build_conditional(wire, alternatives, merged, &mut fields));
            }
        }
        for &wire in &merged.required {
            if !merged.properties.contains_key(wire) && !merged.conditional.contains_key(wire) {
                // The index of the item, unless several schemas were merged.
                let index = merged.required.get_index_of(wire).unwrap_or_default();
                properties.push(undeclared_property(wire, at.item(index), &mut fields));
            }
        }
        let additional = match &merged.additional {
            Additional::Absent | Additional::Forbidden => None,
            Additional::Any => Some(Type::Any),
            Additional::Schema(subschema) => Some(
                self.resolve_subschemas(std::slice::from_ref(subschema))
                    .into_type(),
            ),
        };
        let additional = additional.map(|ty| AdditionalProperties {
            field: fields.take("additional_properties".to_owned()),
            ty,
        });
        Struct {
            properties,
            additional,
            closed: matches!(merged.additional, Additional::Forbidden),
            matched_by_shape: false,
        }
    }

    fn build_property(
        &mut self,
        wire: &str,
        subschemas: &[Subschema<'a>],
        merged: &Merged<'a>,
        fields: &mut Scope,
    ) -> Property {
        if let Some(content) = self.embedded_type(subschemas) {
            return Property {
                is_embedded: true,
                default: None,
                ..self.property_of_type(wire, subschemas, content, merged, fields)
            };
        }
        let used = self.resolve_subschemas(subschemas);
        self.property_of_type(wire, subschemas, used, merged, fields)
    }

    /// Builds a property that has another schema under each of several conditions.
    fn build_conditional(
        &mut self,
        wire: &str,
        alternatives: &[Subschema<'a>],
        merged: &Merged<'a>,
        fields: &mut Scope,
    ) -> Property {
        let [first, _, ..] = alternatives else {
            return self.build_property(wire, alternatives, merged, fields);
        };
        let lists: Vec<_> = alternatives
            .iter()
            .map(|alternative| vec![alternative.clone()])
            .collect();
        let ty = self.any_of_items(&lists, &first.context, first.location());
        let used = match ty {
            Type::Nullable(ty) => TypeUse {
                ty: *ty,
                nullable: true,
            },
            ty => TypeUse::of(ty),
        };
        self.property_of_type(wire, &alternatives[..1], used, merged, fields)
    }

    fn property_of_type(
        &mut self,
        wire: &str,
        subschemas: &[Subschema<'a>],
        used: TypeUse,
        merged: &Merged<'a>,
        fields: &mut Scope,
    ) -> Property {
        let at = subschemas
            .last()
            .map(|subschema| subschema.location().clone())
            .unwrap_or_default();
        let annotations: Vec<Annotations> = subschemas
            .iter()
            .map(|subschema| Annotations::of(&subschema.node))
            .collect();
        let annotations = Annotations::combine(annotations);
        self.spend_text(annotations.docs.as_ref(), &at);
        let schemas = subschemas
            .iter()
            .rev()
            .filter_map(|subschema| subschema.node.as_schema());
        let targets: Vec<SchemaView<'a>> = subschemas
            .iter()
            .filter_map(|subschema| subschema.node.target())
            .collect();
        let targets = targets.iter();
        let with_default = schemas.clone().find(|schema| schema.default().is_some());
        let default = with_default.and_then(SchemaView::default);
        if let (Some(Value::Array(_) | Value::Object(_)), true) = (default, is_scalar(&used.ty)) {
            let message = format!(
                "the default of `{wire}` is not a value of its type; no constant is generated"
            );
            let at = at.child("default");
            self.diagnostics.note(code::MISFIT_DEFAULT, at, message);
        }
        Property {
            wire_name: wire.to_owned(),
            field: self.take_name(fields, names::field_name(wire), &at),
            at,
            docs: annotations.docs,
            notes: annotations.notes,
            constraints: annotations.constraints,
            deprecated: annotations.deprecated,
            ty: used.ty,
            is_embedded: false,
            boxed: false,
            required: merged.required.contains(wire),
            nullable: used.nullable,
            read_only: targets.clone().any(SchemaView::is_read_only),
            omitted: false,
            write_only: targets.clone().any(SchemaView::is_write_only),
            default: with_default.and_then(default_literal),
            constant: self.only_value(subschemas).map(to_constant),
        }
    }

    /// Takes a name; reports a name that differs from the wanted one.
    fn take_name(&mut self, scope: &mut Scope, wanted: String, at: &SourceLocation) -> String {
        let name = scope.take(wanted.clone());
        if name != wanted {
            let message = format!("the name `{wanted}` is already used; using `{name}`");
            self.diagnostics
                .note(code::NAME_COLLISION, at.clone(), message);
        }
        name
    }

    /// Builds an enum of strings or integers.
    pub(super) fn build_enum(
        &mut self,
        repr: EnumRepr,
        literals: &[Literal],
        merged: &Merged<'a>,
    ) -> Enum {
        let mut scope = Scope::variants();
        let listed = merged.values.as_deref().unwrap_or_default();
        let mut indices = HashMap::with_capacity(listed.len());
        for (index, literal) in listed.iter().map(|value| to_literal(value)).enumerate() {
            if let Some(literal) = literal {
                indices.entry(literal_key(&literal)).or_insert(index);
            }
        }
        let described = ms_enum(merged.values_of.as_ref());
        let values = literals.iter().map(|wire| {
            let index = indices.get(&literal_key(wire)).copied();
            let extra = |name: &str| extension_text(merged.values_of.as_ref(), name, index, wire);
            let described = |member: &str| {
                let text = described.get(&literal_text(wire))?.get(member)?;
                text.as_str().map(str::to_owned)
            };
            let name = extra("x-enum-varnames")
                .or_else(|| extra("x-enumNames"))
                .or_else(|| described("name"))
                .filter(|name| !name.trim().is_empty())
                .unwrap_or_else(|| literal_text(wire));
            let docs = extra("x-enum-descriptions")
                .or_else(|| extra("x-enumDescriptions"))
                .or_else(|| described("description"));
            EnumValue {
                variant: scope.take(names::variant_name(&name)),
                docs: docs.filter(|docs| !docs.trim().is_empty()),
                wire_value: wire.clone(),
            }
        });
        let values = values.collect();
        Enum {
            repr,
            values,
            unknown: (!merged.closed).then(|| scope.take_unknown()),
        }
    }

    /// Builds an enum of the values that the members list. It is open if a member allows any
    /// string.
    pub(super) fn build_open_enum(&mut self, members: &[Subschema<'a>], closed: bool) -> Enum {
        let mut scope = Scope::variants();
        let mut values: Vec<EnumValue> = Vec::new();
        let mut seen = HashSet::new();
        for member in members {
            let flattened = self.flatten_all_of(std::slice::from_ref(member));
            let merged = self.merge(&flattened, None);
            let listed: Vec<Literal> = merged
                .values
                .as_deref()
                .unwrap_or_default()
                .iter()
                .filter_map(|value| to_literal(value))
                .collect();
            // A member with one value describes that value.
            let schema = member.node.as_schema().filter(|_| listed.len() == 1);
            let docs = schema.and_then(SchemaView::description);
            for wire in listed {
                if wire == Literal::Null || !seen.insert(literal_key(&wire)) {
                    continue;
                }
                let name = names::variant_name(&literal_text(&wire));
                let title = schema.and_then(|_| title_name(member));
                let names: Vec<String> = title.into_iter().chain([name]).collect();
                values.push(EnumValue {
                    wire_value: wire,
                    variant: scope.take_first(&names),
                    docs: docs.map(str::to_owned),
                });
            }
        }
        let integers = values
            .iter()
            .all(|value| matches!(value.wire_value, Literal::Integer(_)));
        let repr = if integers {
            let literals: Vec<Literal> = values
                .iter()
                .map(|value| value.wire_value.clone())
                .collect();
            EnumRepr::Integer(integer_kind_of(&Merged::default(), &literals))
        } else {
            EnumRepr::String
        };
        let open = !closed || members.iter().any(|member| !self.lists_values(member));
        let unknown = open.then(|| scope.take_unknown());
        Enum {
            repr,
            values,
            unknown,
        }
    }

    /// Returns `true` if a schema lists its values.
    pub(super) fn lists_values(&self, member: &Subschema<'a>) -> bool {
        let lists = |schema: &SchemaView<'_>| !schema.values().is_empty();
        match &member.node {
            SchemaNode::Schema(schema) => lists(schema),
            SchemaNode::Reference { key, .. } => {
                let target = self.lowered.component_schema(key);
                target.is_some_and(|target| target.as_schema().is_some_and(lists))
            }
        }
    }
}

/// Returns `true` for a type without a definition that contains no other values.
fn is_scalar(ty: &Type) -> bool {
    matches!(
        ty,
        Type::String | Type::Bool | Type::Integer(_) | Type::Float
    )
}

/// Returns a property that is required but not declared.
fn undeclared_property(wire: &str, at: SourceLocation, fields: &mut Scope) -> Property {
    Property {
        wire_name: wire.to_owned(),
        field: fields.take(names::field_name(wire)),
        at,
        docs: None,
        notes: vec!["Required, but not declared in the document.".to_owned()],
        constraints: Vec::new(),
        deprecated: false,
        ty: Type::Any,
        is_embedded: false,
        boxed: false,
        required: true,
        nullable: false,
        read_only: false,
        omitted: false,
        write_only: false,
        default: None,
        constant: None,
    }
}

/// Returns the text that an extension beside `enum` has for one value: the item at `index` of a
/// list, or the member of an object.
fn extension_text(
    schema: Option<&SchemaView<'_>>,
    name: &str,
    index: Option<usize>,
    wire: &Literal,
) -> Option<String> {
    let item = match schema?.vendor_extension(name)? {
        Value::Array(items) => items.get(index?)?,
        Value::Object(members) => members.get(&literal_text(wire))?,
        _ => return None,
    };
    item.as_str().map(str::to_owned)
}

/// Returns the entries of `x-ms-enum` by the text of their value. The `values` are objects with
/// `value`, `name` and `description`; integers may be listed as strings.
fn ms_enum<'a>(schema: Option<&SchemaView<'a>>) -> HashMap<String, &'a Value> {
    let extension = schema.and_then(|schema| schema.vendor_extension("x-ms-enum"));
    let values = extension.and_then(|extension| extension.get("values")?.as_array());
    let values = values.into_iter().flatten();
    let by_text =
        values.filter_map(|value| Some((literal_text(&to_literal(value.get("value")?)?), value)));
    by_text.collect()
}
