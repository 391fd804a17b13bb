//! The names of inline schemas by their places.
//!
//! Several components may compose one inline schema. It is named after the component that it is
//! written in, whichever of them is resolved first, so that a new component renames nothing.

use super::context::NameContext;
use super::resolver::Resolver;
use super::subschema::Subschema;
use crate::location::SourceLocation;
use crate::lower::ComponentKind;
use crate::lower::view::{AdditionalPropertiesView, SchemaNode, SchemaView};

/// The maximum number of schemas around an inline schema.
const DEPTH_LIMIT: usize = 100;

impl<'a> Resolver<'a> {
    /// Records the locations of all component schemas.
    pub(super) fn find_homes(&mut self) {
        for key in self.lowered.schema_keys() {
            let at = self
                .lowered
                .location_of_component(ComponentKind::Schema, key);
            self.homes.insert(at, key);
        }
    }

    /// Returns the name context of an inline schema in the component that it is written in; `None`
    /// if it is in no component, or in a keyword that makes no names.
    pub(super) fn home_context(&mut self, at: &SourceLocation) -> Option<NameContext> {
        let key = self.home_of(at)?;
        let mut place = self.component_subschema(key)?;
        for _ in 0..DEPTH_LIMIT {
            if place.location() == at {
                return Some(place.context);
            }
            let schema = place.node.as_schema()?.clone();
            place = match self.alternative_around(&schema, &place, at) {
                Some(alternative) => alternative,
                None => part_around(&schema, &place.context, at)?,
            };
        }
        None
    }

    /// Returns the key of the innermost component that contains a location.
    fn home_of(&self, at: &SourceLocation) -> Option<&'a str> {
        let mut around = at.clone();
        loop {
            if let Some(key) = self.homes.get(&around) {
                return Some(key);
            }
            let end = around.pointer.rfind('/')?;
            around.pointer.truncate(end);
        }
    }

    /// Returns the member of `oneOf` or `anyOf` that contains a location.
    fn alternative_around(
        &mut self,
        schema: &SchemaView<'a>,
        place: &Subschema<'a>,
        at: &SourceLocation,
    ) -> Option<Subschema<'a>> {
        let mut members = schema.one_of().chain(schema.any_of());
        let member = members.find(|member| contains(member.location(), at))?;
        let alternative = Subschema::new(member, place.context.clone());
        if schema.has_one_non_null_alternative() || alternative.is_only_union() {
            return Some(alternative);
        }
        let union = place.context.name().to_owned();
        let tag = schema.discriminator();
        let tag = tag.and_then(|tag| self.member_tag(&alternative, tag));
        let name = self.member_name(&alternative, &union, tag);
        let context = place.context.inside(&name.part);
        Some(Subschema {
            context,
            ..alternative
        })
    }
}

/// Returns the part of a schema that contains a location: a property, the items, or a member of
/// `allOf`.
fn part_around<'a>(
    schema: &SchemaView<'a>,
    context: &NameContext,
    at: &SourceLocation,
) -> Option<Subschema<'a>> {
    let is_around = |node: &SchemaNode<'a>| contains(node.location(), at);
    if let Some(member) = schema.all_of().find(is_around) {
        return Some(Subschema::new(member, context.clone()));
    }
    if let Some(items) = schema.items().filter(is_around) {
        return Some(Subschema::new(items, context.item()));
    }
    if let AdditionalPropertiesView::Schema(values) = schema.additional_properties()
        && is_around(&values)
    {
        return Some(Subschema::new(values, context.inside("value")));
    }
    let rest = at.pointer.strip_prefix(&schema.location().pointer)?;
    let name = rest.strip_prefix("/properties/")?.split('/').next()?;
    let name = crate::value::unescape(name);
    let (name, property) = schema.property(&name)?;
    Some(Subschema::new(property, context.property(name, schema)))
}

/// Returns `true` if a location is that of a node, or inside it.
fn contains(node: &SourceLocation, at: &SourceLocation) -> bool {
    let rest = at.pointer.strip_prefix(node.pointer.as_str());
    node.file == at.file && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
