//! Arrays whose first items have types of their own.

use super::super::annotations::Annotations;
use super::super::context::NameContext;
use super::super::merged::Merged;
use super::super::resolver::Resolver;
use super::super::subschema::Subschema;
use super::builder::{Origin, UnionBuilder};
use crate::ir::{Type, TypeKind};
use crate::location::SourceLocation;
use crate::lower::view::SchemaView;

impl<'a> Resolver<'a> {
    /// Builds a tuple if the array has exactly these items, otherwise an array of a union of the
    /// items. `prefixItems` alone does not fix the length: "omitting this keyword has the same
    /// behavior as an empty array" (JSON Schema 2020-12, section 10.3.1.1), and further items may
    /// have any value.
    pub(in super::super) fn build_tuple(
        &mut self,
        merged: &Merged<'a>,
        context: &NameContext,
        at: &SourceLocation,
    ) -> Type {
        let prefix = merged.prefix.clone().unwrap_or_default();
        let rest: Vec<Subschema<'a>> = merged.items.clone();
        let (least, greatest) = merged.item_count;
        let may_be_longer =
            !rest.iter().any(is_never) && greatest.is_none_or(|greatest| greatest > prefix.len());
        let may_be_shorter = least.is_none_or(|least| least < prefix.len());
        if !may_be_longer && !may_be_shorter {
            let items = prefix.iter();
            let items = items.map(|subschema| {
                self.resolve_subschemas(std::slice::from_ref(subschema))
                    .into_type()
            });
            return Type::Tuple(items.collect());
        }
        let mut items: Vec<Vec<Subschema<'a>>> = prefix
            .into_iter()
            .map(|subschema| vec![subschema])
            .collect();
        if may_be_longer {
            items.push(rest);
        }
        Type::Array(Box::new(self.any_of_items(&items, &context.item(), at)))
    }

    /// Returns the type of a value that may be any of these. The first list is not empty; an empty
    /// list of subschemas allows any value, whose variant is the last one.
    pub(in super::super) fn any_of_items(
        &mut self,
        items: &[Vec<Subschema<'a>>],
        context: &NameContext,
        at: &SourceLocation,
    ) -> Type {
        let mut builder = UnionBuilder::new(context);
        let mut nullable = false;
        let mut any_value = None;
        let mut last = None;
        for subschemas in items {
            let mut used = self.resolve_subschemas(subschemas);
            nullable |= std::mem::take(&mut used.nullable);
            let Some(subschema) = subschemas.first().or(last) else {
                return Type::Any;
            };
            last = Some(subschema);
            if used.ty == Type::Any {
                any_value = Some((subschema, used));
                continue;
            }
            let names = self.type_labels(&used.ty, "Object", context.name());
            builder.push(&names, subschema, used, Origin::default());
        }
        if let Some((subschema, used)) = any_value {
            // Null is one of its values.
            nullable = false;
            let names = self.type_labels(&used.ty, "Any", context.name());
            builder.push(&names, subschema, used, Origin::default());
        }
        // Items of the same type are valid.
        builder.duplicates.clear();
        let ty = match builder.only_type() {
            Some(only) => only,
            None => {
                let name = self.take_type_name(self.free_name(context), at);
                let id = self.reserve(name.clone());
                let kind = TypeKind::Union(self.finish_union(builder, None));
                let context = NameContext::new(name, context.module.clone());
                let definition = Annotations::default().into_definition(context, at.clone(), kind);
                self.define(id, definition);
                Type::Named(id)
            }
        };
        if nullable {
            Type::Nullable(Box::new(ty))
        } else {
            ty
        }
    }
}

/// Returns `true` if no value is valid.
fn is_never(subschema: &Subschema<'_>) -> bool {
    let schema = subschema.node.as_schema();
    schema.is_some_and(SchemaView::is_never)
}
