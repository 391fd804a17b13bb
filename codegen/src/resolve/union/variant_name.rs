//! Names of union variants.

use super::super::classify::json_kind_label;
use super::super::literal::to_literal;
use super::super::merged::Additional;
use super::super::names;
use super::super::resolver::Resolver;
use super::super::subschema::Subschema;
use crate::ir::{Literal, Type};
use crate::lower::view::SchemaNode;

impl<'a> Resolver<'a> {
    /// Returns the name of a variant: that of its component, or of the constant that identifies it;
    /// `None` if it is named by its type.
    pub(in super::super) fn member_name(
        &mut self,
        member: &Subschema<'a>,
        tag: Option<&str>,
    ) -> Option<String> {
        let flattened = self.flatten_all_of(std::slice::from_ref(member));
        if let [
            Subschema {
                node: SchemaNode::Reference { key, .. },
                ..
            },
        ] = flattened.as_slice()
        {
            return self
                .components
                .get(key)
                .map(|component| component.context.name().to_owned());
        }
        let merged = self.merge(&flattened, None);
        if !merged.is_object() {
            return None;
        }
        let mut seen = tag.and_then(|tag| merged.properties.get_key_value(tag));
        if seen.is_none() {
            let is_named = |(name, subschemas): &(&&'a str, &Vec<Subschema<'a>>)| {
                merged.required.contains(**name) && self.only_value(subschemas).is_some()
            };
            seen = merged.properties.iter().find(is_named);
        }
        if let Some((name, subschemas)) = seen {
            return self.constant_name(name, subschemas);
        }
        // serde's default form of an enum: an object with the variant as its only key. A key with
        // listed values is a tag of several values.
        let mut properties = merged.properties.iter();
        let (only, subschemas) = properties.next().filter(|_| properties.next().is_none())?;
        let lists = subschemas
            .iter()
            .any(|subschema| self.lists_values(subschema));
        (merged.required.contains(only) && !lists).then(|| names::variant_name(only))
    }

    /// Returns the name of the only value of a property.
    fn constant_name(&self, property: &str, subschemas: &[Subschema<'a>]) -> Option<String> {
        Some(match to_literal(self.only_value(subschemas)?)? {
            Literal::String(text) => names::variant_name(&text),
            other => names::variant_name(&format!("{property} {other}")),
        })
    }

    /// Returns the label of an inline member for the name of its type, before the type is built.
    pub(in super::super) fn member_label(&mut self, member: &Subschema<'a>) -> String {
        let flattened = self.flatten_all_of(std::slice::from_ref(member));
        let merged = self.merge(&flattened, None);
        let is_map =
            merged.properties.is_empty() && matches!(merged.additional, Additional::Schema(_));
        match merged.only_type() {
            Some("object") if is_map => "Map".to_owned(),
            Some(kind) => json_kind_label(kind).to_owned(),
            None => "Any".to_owned(),
        }
    }

    /// Returns the label of a type as a variant.
    pub(super) fn type_label(&self, ty: &Type) -> String {
        match ty {
            Type::Any => "Any".to_owned(),
            Type::String => "String".to_owned(),
            Type::Bool => "Bool".to_owned(),
            Type::Integer(_) => "Integer".to_owned(),
            Type::Float => "Number".to_owned(),
            Type::Null => "Null".to_owned(),
            Type::Binary => "File".to_owned(),
            Type::Array(item) => format!("{}Array", self.type_label(item)),
            Type::Map(value) if **value == Type::Any => "Object".to_owned(),
            Type::Map(value) => format!("{}Map", self.type_label(value)),
            Type::Tuple(_) => "Tuple".to_owned(),
            Type::Nullable(inner) => self.type_label(inner),
            Type::Named(id) => self.names.get(id.0).cloned().unwrap_or_default(),
            Type::External(external) => {
                let path = external.path.split('<').next().unwrap_or_default();
                names::type_name(path.rsplit("::").next().unwrap_or_default())
            }
        }
    }
}
