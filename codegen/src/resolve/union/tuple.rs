//! Arrays whose first items have types of their own.

use super::super::docs::Annotations;
use super::super::merge::{Merged, Node, Part, keywords};
use super::super::{Place, Resolver};
use super::builder::Builder;
use crate::ir::{Type, TypeKind};
use crate::location::Location;
use crate::lower::extension;

impl<'a> Resolver<'a> {
    /// A tuple where the array always has these items and no others, also where nothing is said of its length, since that is
    /// what people mean then; otherwise an array of whatever an item may be.
    pub(in super::super) fn tuple(
        &mut self,
        merged: &Merged<'a>,
        place: &Place,
        at: &Location,
    ) -> Type {
        let prefix = merged.prefix.clone().unwrap_or_default();
        let rest: Vec<Part<'a>> = merged.items.clone();
        let is_open = !rest.is_empty() && !rest.iter().any(is_never);
        let (least, greatest) = merged.item_count;
        let may_be_longer = match greatest {
            Some(greatest) => greatest > prefix.len(),
            None => is_open,
        };
        let may_be_shorter = least.is_some_and(|least| least < prefix.len());
        if !may_be_longer && !may_be_shorter {
            let items = prefix.iter();
            let items = items.map(|part| self.use_of_parts(std::slice::from_ref(part)).into_type());
            return Type::Tuple(items.collect());
        }
        let mut items: Vec<Vec<Part<'a>>> = prefix.into_iter().map(|part| vec![part]).collect();
        if may_be_longer {
            items.push(rest);
        }
        Type::Array(Box::new(self.any_of_items(
            &items,
            &place.inside("item"),
            at,
        )))
    }

    /// The type of what may be any of these; no parts are any value.
    fn any_of_items(&mut self, items: &[Vec<Part<'a>>], place: &Place, at: &Location) -> Type {
        let mut builder = Builder::new(place);
        let mut nullable = false;
        for parts in items {
            let mut used = self.use_of_parts(parts);
            nullable |= std::mem::take(&mut used.nullable);
            let Some(part) = parts.first().filter(|_| used.ty != Type::Any) else {
                return Type::Any;
            };
            let name = self.type_label(&used.ty);
            builder.push(name, part, used);
        }
        // Items of one type are no fault of the document.
        builder.repeated.clear();
        let ty = match builder.only_type() {
            Some(only) => only,
            None => {
                let name = self.take_type_name(place.name().to_owned(), at);
                let id = self.reserve(name.clone());
                let kind = TypeKind::Union(self.finish_union(builder, None));
                let place = Place::new(name, place.module.clone());
                let definition = Annotations::default().into_definition(place, at.clone(), kind);
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

/// Whether no value fits.
fn is_never(part: &Part<'_>) -> bool {
    let Node::Schema(schema) = part.node else {
        return false;
    };
    let extensions = &schema.schema_data.extensions;
    keywords(schema).is_some() && extension::is_set(extensions, extension::NEVER)
}
