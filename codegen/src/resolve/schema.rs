//! Component schemas, and schemas where they are used.

use std::collections::HashSet;

use openapiv3::{ReferenceOr, Schema};

use super::classify::Form;
use super::docs::Annotations;
use super::merge::{Node, Part, keywords};
use super::{Place, Resolver, Use, names};
use crate::diagnostic::code;
use crate::ir::{Type, TypeDef, TypeId, TypeKind, Usage};
use crate::location::Location;
use crate::lower::{ComponentKind, extension};

/// How far a chain of references is followed to find out whether null is among the values.
const DEPTH_LIMIT: usize = 100;

/// The type of a component schema.
#[derive(Debug, Clone)]
pub(super) struct Component {
    pub(super) id: TypeId,
    pub(super) place: Place,
}

impl<'a> Resolver<'a> {
    /// Makes a type of every component schema, in the order of their keys.
    pub(super) fn components(&mut self) {
        let Some(components) = &self.api.components else {
            return;
        };
        let mut keys: Vec<&'a str> = components.schemas.keys().map(String::as_str).collect();
        // What was hoisted has a key that was made up, so it yields to the document's own; a key that is a name already
        // yields to none.
        keys.sort_by_key(|&key| {
            let hoisted = self.lowered.is_hoisted(ComponentKind::Schema, key);
            (hoisted, names::type_name(key) != key, key)
        });
        for &key in &keys {
            self.register(key);
        }
        self.find_children(&keys);
        keys.sort_unstable();
        for key in keys {
            self.define_component(key);
        }
    }

    fn register(&mut self, key: &'a str) {
        let at = self
            .lowered
            .location_of_component(ComponentKind::Schema, key);
        let wanted = self
            .configured_name(Some(key), &at)
            .unwrap_or_else(|| names::type_name(key));
        let name = self.type_names.take(wanted);
        let module = self.type_modules.take(names::module_name(key));
        let id = self.reserve(name.clone());
        if self.lowered.is_hoisted(ComponentKind::Schema, key) {
            self.hoisted.insert(at, id);
        }
        self.components.insert(
            key,
            Component {
                id,
                place: Place { name, module },
            },
        );
    }

    /// The name that the options give a schema, by its key or its pointer.
    fn configured_name(&self, key: Option<&str>, at: &Location) -> Option<String> {
        let names = &self.options.names;
        let by_pointer = || {
            names
                .get(&at.pointer)
                .or_else(|| names.get(&format!("#{}", at.pointer)))
        };
        key.and_then(|key| names.get(key))
            .or_else(by_pointer)
            .cloned()
    }

    /// Finds out who extends a component that has a discriminator and lists no variants itself.
    fn find_children(&mut self, keys: &[&'a str]) {
        let Some(components) = &self.api.components else {
            return;
        };
        for &key in keys {
            let Some(ReferenceOr::Item(schema)) = components.schemas.get(key) else {
                continue;
            };
            let Some(any) = keywords(schema) else {
                continue;
            };
            for member in &any.all_of {
                if let Node::Reference(parent) = Node::of(member)
                    && parent != key
                    && self.is_base(parent)
                {
                    self.children.entry(parent).or_default().push(key);
                }
            }
        }
        for children in self.children.values_mut() {
            children.sort_unstable();
            children.dedup();
        }
    }

    fn is_base(&self, key: &str) -> bool {
        let schema = self
            .api
            .components
            .as_ref()
            .and_then(|components| components.schemas.get(key));
        let Some(ReferenceOr::Item(schema)) = schema else {
            return false;
        };
        schema.schema_data.discriminator.is_some()
            && keywords(schema).is_some_and(|any| any.one_of.is_empty() && any.any_of.is_empty())
    }

    fn define_component(&mut self, key: &'a str) {
        let Some(component) = self.components.get(key).cloned() else {
            return;
        };
        let Some(part) = self.component_part(key) else {
            return;
        };
        let at = part.at.clone();
        let annotations = self.annotations(part.node, &at);
        let kind = self.component_kind(key, part, &component.place);
        let hoisted = self.lowered.is_hoisted(ComponentKind::Schema, key);
        let definition = TypeDef {
            component: (!hoisted).then(|| key.to_owned()),
            ..annotations.into_definition(component.place, at, kind)
        };
        self.define(component.id, definition);
    }

    fn component_kind(&mut self, key: &'a str, part: Part<'a>, place: &Place) -> TypeKind {
        if let Some(children) = self.children.get(key).cloned() {
            return self.base_union(key, &children, &part);
        }
        let parts = [part];
        let atoms = self.atoms(&parts);
        match atoms.as_slice() {
            [] => TypeKind::Alias(Type::Any),
            [
                Part {
                    node: Node::Reference(other),
                    ..
                },
            ] if *other != key => match self.component_type(other) {
                Some(ty) => TypeKind::Alias(ty),
                None => TypeKind::Alias(Type::Any),
            },
            _ => {
                let merged = self.merge(&atoms, Some(key));
                match self.form(&merged, &atoms) {
                    Form::Plain(plain) => {
                        TypeKind::Alias(self.plain(plain, &merged, place, &atoms))
                    }
                    Form::Named(named) => self.named(named, &merged, place, &atoms),
                }
            }
        }
    }

    /// The type of a component by its key; `None` when there is no such component.
    pub(super) fn component_type(&self, key: &str) -> Option<Type> {
        self.components
            .get(key)
            .map(|component| Type::Named(component.id))
    }

    /// The type of a schema where it is used; an inline schema that needs a name gets that of `place`.
    pub(super) fn use_of(
        &mut self,
        schema: &'a ReferenceOr<Schema>,
        at: &Location,
        place: &Place,
    ) -> Use {
        let part = Part::new(Node::of(schema), at.clone(), place.clone());
        self.use_of_parts(&[part])
    }

    /// The type of a value that all of these parts are about.
    pub(super) fn use_of_parts(&mut self, parts: &[Part<'a>]) -> Use {
        let nullable = self.is_nullable(parts);
        let atoms = self.atoms(parts);
        let ty = match atoms.as_slice() {
            [] => Type::Any,
            [
                Part {
                    node: Node::Reference(key),
                    at,
                    ..
                },
            ] => match self.component_type(key) {
                Some(ty) => ty,
                None => self.untyped(at, "its reference leads nowhere"),
            },
            [only] => match self.hoisted.get(&only.at) {
                // What a reference reaches from elsewhere has a name already.
                Some(&id) => Type::Named(id),
                None => self.inline(parts, &atoms),
            },
            _ => self.inline(parts, &atoms),
        };
        Use {
            nullable: nullable && ty != Type::Any && ty != Type::Null,
            ty,
        }
    }

    /// The type of an inline schema: made once, however many components compose the one around it.
    fn inline(&mut self, parts: &[Part<'a>], atoms: &[Part<'a>]) -> Type {
        let key: Vec<(Location, bool)> = parts
            .iter()
            .map(|part| (part.at.clone(), part.skip_unions))
            .collect();
        if let Some(ty) = self.inline.get(&key) {
            return ty.clone();
        }
        let Some(last) = parts.last() else {
            return Type::Any;
        };
        let (place, at) = (last.place.clone(), last.at.clone());
        let merged = self.merge(atoms, None);
        let ty = match self.form(&merged, atoms) {
            Form::Plain(plain) => self.plain(plain, &merged, &place, atoms),
            Form::Named(named) => {
                let wanted = self
                    .configured_name(None, &at)
                    .unwrap_or_else(|| place.name.clone());
                let name = self.type_names.take(wanted);
                let place = Place {
                    name: name.clone(),
                    module: place.module,
                };
                let id = self.reserve(name);
                self.inline.insert(key.clone(), Type::Named(id));
                let kind = self.named(named, &merged, &place, atoms);
                let annotations = self.annotations(last.node, &at);
                self.define(id, annotations.into_definition(place, at, kind));
                Type::Named(id)
            }
        };
        self.inline.insert(key, ty.clone());
        ty
    }

    /// Any JSON value, where the document says nothing that a type could say; the reason is told.
    pub(super) fn untyped(&mut self, at: &Location, reason: &str) -> Type {
        let message = format!("this is left untyped (`serde_json::Value`): {reason}");
        self.diagnostics.note(code::UNTYPED, at.clone(), message);
        Type::Any
    }

    /// Whether null is among the values.
    pub(super) fn is_nullable(&self, parts: &[Part<'a>]) -> bool {
        let mut visited = HashSet::new();
        parts
            .iter()
            .any(|part| self.node_is_nullable(part.node, &mut visited, 0))
    }

    fn node_is_nullable(
        &self,
        node: Node<'a>,
        visited: &mut HashSet<&'a str>,
        depth: usize,
    ) -> bool {
        if depth > DEPTH_LIMIT {
            return false;
        }
        let schema = match node {
            Node::Schema(schema) => schema,
            Node::Reference(key) => {
                let target = self
                    .api
                    .components
                    .as_ref()
                    .and_then(|components| components.schemas.get(key));
                let Some(target) = target.filter(|_| visited.insert(key)) else {
                    return false;
                };
                let nullable = self.node_is_nullable(Node::of(target), visited, depth + 1);
                visited.remove(key);
                return nullable;
            }
        };
        let Some(any) = keywords(schema) else {
            return false;
        };
        let mut of = |member: &'a ReferenceOr<Schema>| {
            self.node_is_nullable(Node::of(member), visited, depth + 1)
        };
        let constrained = any.typ.is_some() || !any.enumeration.is_empty();
        schema.schema_data.nullable
            || extension::is_set(&schema.schema_data.extensions, extension::NULL)
            || !constrained && any.one_of.iter().chain(&any.any_of).any(&mut of)
            || !constrained && !any.all_of.is_empty() && any.all_of.iter().all(of)
    }
}

impl Annotations {
    pub(super) fn into_definition(self, place: Place, at: Location, kind: TypeKind) -> TypeDef {
        TypeDef {
            name: place.name,
            module: place.module,
            component: None,
            at,
            docs: self.docs,
            notes: self.notes,
            deprecated: self.deprecated,
            usage: Usage::default(),
            kind,
        }
    }
}
