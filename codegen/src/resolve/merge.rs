//! One view of a schema with everything that `allOf` and references bring to it.

use std::collections::HashSet;

use foldhash::fast::RandomState;
use indexmap::{IndexMap, IndexSet};
use openapiv3::{
    AdditionalProperties, AnySchema, Discriminator, ReferenceOr, Schema, SchemaData, SchemaKind,
};
use serde_json::Value;

use super::docs::Label;
use super::{Place, Resolver};
use crate::diagnostic;
use crate::location::Location;
use crate::lower::{ComponentKind, component_key, extension};

/// How far a chain of `allOf` is followed: more is taken for an attack on the stack.
pub(super) const DEPTH_LIMIT: usize = 200;

/// A schema or a reference to a component, whatever box it stands in.
#[derive(Debug, Clone, Copy)]
pub(super) enum Node<'a> {
    /// The key of a component.
    Reference(&'a str),
    /// A schema.
    Schema(&'a Schema),
}

impl<'a> Node<'a> {
    pub(super) fn of(schema: &'a ReferenceOr<Schema>) -> Self {
        match schema {
            ReferenceOr::Reference { reference } => Self::reference(reference),
            ReferenceOr::Item(schema) => Self::Schema(schema),
        }
    }

    pub(super) fn boxed(schema: &'a ReferenceOr<Box<Schema>>) -> Self {
        match schema {
            ReferenceOr::Reference { reference } => Self::reference(reference),
            ReferenceOr::Item(schema) => Self::Schema(schema),
        }
    }

    fn reference(reference: &'a str) -> Self {
        Self::Reference(component_key(ComponentKind::Schema, reference).unwrap_or(reference))
    }
}

/// A schema with where it stands.
#[derive(Debug, Clone)]
pub(super) struct Part<'a> {
    pub(super) node: Node<'a>,
    pub(super) at: Location,
    /// Where it stands for the names inside.
    pub(super) place: Place,
    /// What it is called in the documentation of its type, where it is a property.
    pub(super) label: Option<Label<'a>>,
    /// Whether its `oneOf` and `anyOf` are left out, since one of their variants is being looked at.
    pub(super) skip_unions: bool,
}

impl<'a> Part<'a> {
    pub(super) fn new(node: Node<'a>, at: Location, place: Place) -> Self {
        let at = match node {
            Node::Schema(schema) => {
                extension::location(&schema.schema_data.extensions).unwrap_or(at)
            }
            Node::Reference(_) => at,
        };
        Self {
            node,
            at,
            place,
            label: None,
            skip_unions: false,
        }
    }

    /// The parts that its `allOf` lists, at the same place.
    fn all_of(&self, any: &'a AnySchema) -> impl Iterator<Item = Self> {
        let mut at = None;
        let members = any.all_of.iter().enumerate();
        members.map(move |(index, member)| {
            let at = at.get_or_insert_with(|| self.at.child("allOf"));
            Self {
                skip_unions: self.skip_unions,
                ..Self::new(Node::of(member), at.item(index), self.place.clone())
            }
        })
    }
}

/// What stands for the members that are not named.
#[derive(Debug, Clone, Default)]
pub(super) enum Additional<'a> {
    /// Nothing is said.
    #[default]
    Absent,
    /// Any value, said explicitly.
    Any,
    /// None.
    Forbidden,
    /// Values of a schema.
    Schema(Part<'a>),
}

/// A `oneOf` or `anyOf`.
#[derive(Debug, Clone)]
pub(super) struct Alternatives<'a> {
    pub(super) members: Vec<Part<'a>>,
    pub(super) discriminator: Option<&'a Discriminator>,
    pub(super) at: Location,
}

/// Everything that is said of one value.
#[derive(Debug, Clone, Default)]
pub(super) struct Merged<'a> {
    /// The names of the types that it may have, null aside; `None` for any.
    pub(super) types: Option<Vec<&'a str>>,
    /// Whether it can only be null.
    pub(super) null: bool,
    /// Whether no value fits.
    pub(super) never: bool,
    pub(super) properties: IndexMap<&'a str, Vec<Part<'a>>, RandomState>,
    pub(super) required: IndexSet<&'a str, RandomState>,
    pub(super) additional: Additional<'a>,
    pub(super) items: Vec<Part<'a>>,
    pub(super) prefix: Option<Vec<Part<'a>>>,
    /// The least and the greatest number of items.
    pub(super) item_count: (Option<usize>, Option<usize>),
    pub(super) values: Option<Vec<&'a Value>>,
    /// The schema that lists the values, for the names that it gives them.
    pub(super) values_of: Option<&'a SchemaData>,
    pub(super) format: Option<&'a str>,
    /// Whether it is a file that stands in a multipart body.
    pub(super) file: bool,
    pub(super) minimum: Option<Bound>,
    pub(super) maximum: Option<Bound>,
    pub(super) alternatives: Vec<Alternatives<'a>>,
    /// Whether a value that it does not list is refused.
    pub(super) closed: bool,
}

/// A bound of a number, exact where it is an integer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Bound {
    /// The value, rounded where it is an integer that an `f64` cannot hold.
    pub(super) value: f64,
}

impl<'a> Merged<'a> {
    /// The same, of one type alone.
    pub(super) fn of_type(&self, name: &'a str) -> Self {
        Self {
            types: Some(vec![name]),
            alternatives: Vec::new(),
            ..self.clone()
        }
    }

    pub(super) fn is_object(&self) -> bool {
        match &self.types {
            Some(types) => types.as_slice() == ["object"],
            None => {
                !self.properties.is_empty()
                    || !self.required.is_empty()
                    || matches!(
                        self.additional,
                        Additional::Schema(_) | Additional::Forbidden
                    )
            }
        }
    }

    /// The only type that it may have, where there is one: that which is said, or the one that its keywords are about.
    pub(super) fn only_type(&self) -> Option<&'a str> {
        match &self.types {
            Some(types) => match types.as_slice() {
                [only] => Some(only),
                _ => None,
            },
            None if self.is_object() => Some("object"),
            None if !self.items.is_empty() || self.prefix.is_some() => Some("array"),
            None => None,
        }
    }
}

/// The keywords of a schema.
pub(super) fn keywords(schema: &Schema) -> Option<&AnySchema> {
    match &schema.schema_kind {
        SchemaKind::Any(any) => Some(any),
        _ => None,
    }
}

/// Whether a schema says more of its values than what a reference beside it says: annotations, formats and bounds do not.
fn is_structural(schema: &Schema, any: &AnySchema) -> bool {
    let extensions = &schema.schema_data.extensions;
    let flags = [
        extension::NULL,
        extension::NEVER,
        extension::TYPES,
        extension::PREFIX_ITEMS,
    ];
    let typed = match any.typ.as_deref() {
        None => false,
        Some("object") => any.all_of.is_empty(),
        Some(_) => true,
    };
    typed
        || !any.properties.is_empty()
        || !any.required.is_empty()
        || matches!(
            any.additional_properties,
            Some(AdditionalProperties::Schema(_))
        )
        || matches!(
            any.additional_properties,
            Some(AdditionalProperties::Any(false))
        )
        || any.items.is_some()
        || !any.enumeration.is_empty()
        || !any.one_of.is_empty()
        || !any.any_of.is_empty()
        || flags.iter().any(|flag| extensions.contains_key(*flag))
}

impl<'a> Resolver<'a> {
    /// What is left of parts when compositions that add nothing are taken apart: references and schemas with content.
    pub(super) fn atoms(&self, parts: &[Part<'a>]) -> Vec<Part<'a>> {
        let mut atoms = Vec::new();
        for part in parts {
            self.add_atoms(part, &mut atoms, 0);
        }
        atoms
    }

    fn add_atoms(&self, part: &Part<'a>, atoms: &mut Vec<Part<'a>>, depth: usize) {
        let Node::Schema(schema) = part.node else {
            let Node::Reference(key) = part.node else {
                return;
            };
            let known =
                |atom: &Part<'a>| matches!(atom.node, Node::Reference(other) if other == key);
            if !atoms.iter().any(known) {
                atoms.push(part.clone());
            }
            return;
        };
        let Some(any) = keywords(schema) else { return };
        if is_structural(schema, any) || depth > DEPTH_LIMIT {
            atoms.push(part.clone());
            return;
        }
        for member in part.all_of(any) {
            self.add_atoms(&member, atoms, depth + 1);
        }
    }

    /// Gathers what parts say together; `inside` are the keys of the components that are being defined.
    pub(super) fn merge(&mut self, parts: &[Part<'a>], inside: Option<&'a str>) -> Merged<'a> {
        let mut gathering = Gathering {
            merged: Merged::default(),
            visited: inside.into_iter().collect(),
        };
        for part in parts {
            self.gather(part, &mut gathering, 0);
        }
        gathering.merged
    }

    fn gather(&mut self, part: &Part<'a>, gathering: &mut Gathering<'a>, depth: usize) {
        if self.limit.is_spent() {
            return;
        }
        if depth > DEPTH_LIMIT {
            let message = format!(
                "compositions are nested more than {DEPTH_LIMIT} deep; the rest is left out"
            );
            self.diagnostics.warning(
                diagnostic::code::UNSUPPORTED_COMPOSITION,
                part.at.clone(),
                message,
            );
            return;
        }
        match part.node {
            Node::Reference(key) => {
                if gathering.visited.insert(key)
                    && let Some(mut target) = self.component_part(key)
                {
                    target.skip_unions = part.skip_unions;
                    self.gather(&target, gathering, depth + 1);
                }
            }
            Node::Schema(schema) => {
                let Some(any) = keywords(schema) else { return };
                for member in part.all_of(any) {
                    self.gather(&member, gathering, depth + 1);
                }
                self.own_keywords(schema, any, part, gathering);
            }
        }
    }

    fn own_keywords(
        &mut self,
        schema: &'a Schema,
        any: &'a AnySchema,
        part: &Part<'a>,
        gathering: &mut Gathering<'a>,
    ) {
        let data = &schema.schema_data;
        let said = any.properties.len()
            + any.required.len()
            + any.enumeration.len()
            + any.one_of.len()
            + any.any_of.len();
        self.spend(1 + said, &part.at);
        let merged = &mut gathering.merged;
        merged.null |= extension::is_set(&data.extensions, extension::NULL);
        merged.never |= extension::is_set(&data.extensions, extension::NEVER);
        let types: Vec<&'a str> = match &any.typ {
            Some(typ) => vec![typ.as_str()],
            None => extension::strings(&data.extensions, extension::TYPES).collect(),
        };
        if !types.is_empty() {
            self.narrow_types(merged, types, part);
        }
        if !any.enumeration.is_empty() {
            self.narrow_values(merged, &any.enumeration, part);
            merged.values_of = Some(data);
        }
        merged.file |= self.files.contains(schema);
        merged.format = self.believed_format(data, any, part).or(merged.format);
        merged.minimum = any.minimum.map(|value| Bound { value }).or(merged.minimum);
        merged.maximum = any.maximum.map(|value| Bound { value }).or(merged.maximum);
        object_keywords(any, part, merged);
        let (least, greatest) = merged.item_count;
        merged.item_count = (any.min_items.or(least), any.max_items.or(greatest));
        if let Some(items) = &any.items {
            merged.items.push(Part::new(
                Node::boxed(items),
                part.at.child("items"),
                part.place.inside("item"),
            ));
        }
        let prefix: Vec<&'a str> =
            extension::strings(&data.extensions, extension::PREFIX_ITEMS).collect();
        if !prefix.is_empty() {
            let at = part.at.child("prefixItems");
            let part_of =
                |(index, key)| Part::new(Node::Reference(key), at.item(index), part.place.clone());
            merged.prefix = Some(prefix.into_iter().enumerate().map(part_of).collect());
        }
        if !part.skip_unions {
            union_keywords(data, any, part, gathering);
        }
    }

    fn narrow_types(&mut self, merged: &mut Merged<'a>, types: Vec<&'a str>, part: &Part<'a>) {
        let Some(known) = &mut merged.types else {
            merged.types = Some(types);
            return;
        };
        let accepts =
            |kind: &&str| types.contains(kind) || (*kind == "integer" && types.contains(&"number"));
        let mut narrowed: Vec<&'a str> = known.iter().copied().filter(accepts).collect();
        if known.contains(&"number") && !narrowed.contains(&"number") && types.contains(&"integer")
        {
            narrowed.push("integer");
        }
        if narrowed.is_empty() {
            let message = format!(
                "no value is both {} and {}; the latter is taken",
                known.join(" or "),
                types.join(" or ")
            );
            self.diagnostics
                .warning(
                    diagnostic::code::CONFLICTING_COMPOSITION,
                    part.at.clone(),
                    message,
                )
                .hint("give the parts of `allOf` types that have values in common");
            *known = types;
        } else {
            *known = narrowed;
        }
    }

    fn narrow_values(&mut self, merged: &mut Merged<'a>, values: &'a [Value], part: &Part<'a>) {
        let Some(known) = &merged.values else {
            merged.values = Some(values.iter().collect());
            return;
        };
        let others: HashSet<&Value> = values.iter().collect();
        let narrowed: Vec<&'a Value> = known
            .iter()
            .copied()
            .filter(|value| others.contains(value))
            .collect();
        if narrowed.is_empty() {
            self.diagnostics
                .warning(
                    diagnostic::code::CONFLICTING_COMPOSITION,
                    part.at.clone(),
                    "the lists of values that are composed here have none in common; the latter is taken",
                )
                .hint("give the parts of `allOf` values in common");
            merged.values = Some(values.iter().collect());
        } else {
            merged.values = Some(narrowed);
        }
    }

    /// A component as a part, at the place where its own inline types get their names.
    pub(super) fn component_part(&self, key: &'a str) -> Option<Part<'a>> {
        let schema = self.api.components.as_ref()?.schemas.get(key)?;
        let at = self
            .lowered
            .location_of_component(ComponentKind::Schema, key);
        let place = match self.components.get(key) {
            Some(component) => component.place.clone(),
            None => self.hoisted_place(key, &at),
        };
        Some(Part::new(Node::of(schema), at, place))
    }
}

struct Gathering<'a> {
    merged: Merged<'a>,
    visited: IndexSet<&'a str, RandomState>,
}

fn object_keywords<'a>(any: &'a AnySchema, part: &Part<'a>, merged: &mut Merged<'a>) {
    let mut at = None;
    for (name, schema) in &any.properties {
        let properties = at.get_or_insert_with(|| part.at.child("properties"));
        let place = part.place.inside(name);
        let property = Part {
            label: Some(Label::new(name, &part.place)),
            ..Part::new(Node::boxed(schema), properties.child(name), place)
        };
        merged.properties.entry(name).or_default().push(property);
    }
    merged
        .required
        .extend(any.required.iter().map(String::as_str));
    match &any.additional_properties {
        None => {}
        Some(AdditionalProperties::Any(true))
            if matches!(merged.additional, Additional::Schema(_)) => {}
        Some(AdditionalProperties::Any(true)) => merged.additional = Additional::Any,
        Some(AdditionalProperties::Any(false))
            if !matches!(merged.additional, Additional::Absent) => {}
        Some(AdditionalProperties::Any(false)) => merged.additional = Additional::Forbidden,
        Some(AdditionalProperties::Schema(schema)) => {
            let at = part.at.child("additionalProperties");
            merged.additional =
                Additional::Schema(Part::new(Node::of(schema), at, part.place.inside("value")));
        }
    }
}

fn union_keywords<'a>(
    data: &'a SchemaData,
    any: &'a AnySchema,
    part: &Part<'a>,
    gathering: &mut Gathering<'a>,
) {
    for (keyword, members) in [("oneOf", &any.one_of), ("anyOf", &any.any_of)] {
        if members.is_empty() {
            continue;
        }
        let at = part.at.child(keyword);
        let members: Vec<Part<'a>> = members
            .iter()
            .enumerate()
            .map(|(index, member)| Part::new(Node::of(member), at.item(index), part.place.clone()))
            .collect();
        // A child of a base that lists its children is not a choice between itself and the others.
        let cyclic = |member: &Part<'a>| matches!(member.node, Node::Reference(key) if gathering.visited.contains(key));
        if members.iter().any(cyclic) {
            continue;
        }
        gathering.merged.alternatives.push(Alternatives {
            members,
            discriminator: data.discriminator.as_ref(),
            at,
        });
    }
}
