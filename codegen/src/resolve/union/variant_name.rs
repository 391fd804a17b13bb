//! Names of union variants.

use super::super::classify::json_kind_label;
use super::super::merged::Additional;
use super::super::names;
use super::super::resolver::Resolver;
use super::super::subschema::Subschema;
use crate::ir::Type;
use crate::lower::view::SchemaNode;

impl<'a> Resolver<'a> {
    /// Returns the name of a variant: that of its component, or of the constant that identifies it;
    /// `None` if it is named by its type.
    pub(super) fn member_name(
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
        let constant =
            |subschemas: &Vec<Subschema<'a>>| subschemas.iter().rev().find_map(constant_text);
        if let Some(subschemas) = tag.and_then(|tag| merged.properties.get(tag)) {
            return constant(subschemas).map(names::variant_name);
        }
        let mut required = merged
            .properties
            .iter()
            .filter(|(name, _)| merged.required.contains(*name));
        required
            .find_map(|(_, subschemas)| constant(subschemas))
            .map(names::variant_name)
    }

    /// Returns the label of an inline member for the name of its type, before the type is built.
    pub(super) fn member_label(&mut self, member: &Subschema<'a>) -> String {
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

/// Returns the only string that a schema allows.
fn constant_text<'a>(subschema: &Subschema<'a>) -> Option<&'a str> {
    match subschema.node.as_schema()?.values() {
        [only] => only.as_str(),
        _ => None,
    }
}
