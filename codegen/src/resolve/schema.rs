//! Component schemas, and schemas where they are used.

use std::collections::HashSet;

use openapiv3::{ReferenceOr, Schema};

use super::classify::Form;
use super::docs::Annotations;
use super::limit::Postponed;
use super::merge::{DEPTH_LIMIT, Node, Part, keywords};
use super::{Place, Resolver, Use, names};
use crate::diagnostic::code;
use crate::ir::{Type, TypeDef, TypeId, TypeKind, Usage};
use crate::location::{FileId, Location};
use crate::lower::ComponentKind;

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
        let keys = components.schemas.keys().map(String::as_str);
        let is_hoisted = |key: &&str| self.lowered.is_hoisted(ComponentKind::Schema, key);
        let (mut hoisted, mut keys): (Vec<&'a str>, Vec<&'a str>) = keys.partition(is_hoisted);
        // A key that is a name already yields to none.
        keys.sort_by_cached_key(|&key| (names::type_name(key) != key, key));
        for &key in &keys {
            self.register(key);
        }
        keys.sort_unstable();
        for &key in &keys {
            self.adopt(key);
        }
        self.find_children(&keys);
        for key in keys {
            self.define_component(key);
        }
        // What no reference of a component reaches, such as the schemas of webhooks, is a type all the same.
        hoisted.sort_unstable();
        for key in hoisted {
            if self.components.contains_key(key) {
                continue;
            }
            if let Some(part) = self.component_part(key) {
                self.use_of_parts(&[part]);
            }
        }
    }

    fn register(&mut self, key: &'a str) {
        let at = self
            .lowered
            .location_of_component(ComponentKind::Schema, key);
        let wanted = self
            .configured_name(Some(key), &at)
            .unwrap_or_else(|| names::type_name(key));
        let name = self.take_type_name(wanted, &at);
        let module = self.type_modules.take(names::module_name(key));
        let id = self.reserve(name.clone());
        let place = Place::new(name, module);
        self.components.insert(key, Component { id, place });
    }

    /// A component that is nothing but a reference to what stands elsewhere, such as a file, gives that its own name.
    fn adopt(&mut self, key: &'a str) {
        let schemas = self
            .api
            .components
            .as_ref()
            .map(|components| &components.schemas);
        let Some(ReferenceOr::Reference { .. }) = schemas.and_then(|schemas| schemas.get(key))
        else {
            return;
        };
        let Some(Part {
            node: Node::Reference(target),
            ..
        }) = self.component_part(key)
        else {
            return;
        };
        if let (false, Some(component)) = (
            self.components.contains_key(target),
            self.components.get(key),
        ) {
            self.components.insert(target, component.clone());
        }
    }

    /// Where a schema stands that a reference reaches from elsewhere, for the names in it: as if no reference did.
    pub(super) fn hoisted_place(&self, key: &str, at: &Location) -> Place {
        let made_up = || Place::new(names::type_name(key), names::module_name(key));
        let mut tokens = at
            .pointer
            .split('/')
            .skip(1)
            .map(|token| token.replace("~1", "/").replace("~0", "~"));
        let is_component = (tokens.next().as_deref(), tokens.next().as_deref())
            == (Some("components"), Some("schemas"));
        let component = tokens
            .next()
            .filter(|_| is_component && at.file == FileId::default());
        let Some(component) =
            component.and_then(|component| self.components.get(component.as_str()))
        else {
            return made_up();
        };
        let mut place = component.place.clone();
        while let Some(keyword) = tokens.next() {
            place = match keyword.as_str() {
                "properties" => match tokens.next() {
                    Some(name) => place.inside(&name),
                    None => place,
                },
                "items" => place.inside("item"),
                "additionalProperties" => place.inside("value"),
                "allOf" | "oneOf" | "anyOf" => {
                    tokens.next();
                    place
                }
                "prefixItems" => match tokens.next() {
                    Some(index) => place.inside(&index),
                    None => place,
                },
                _ => return made_up(),
            };
        }
        place
    }

    /// Takes a name for a type, and tells where it is another than the document's.
    pub(super) fn take_type_name(&mut self, wanted: String, at: &Location) -> String {
        let name = self.type_names.take(wanted.clone());
        if name != wanted {
            let message = format!("the name `{wanted}` is taken; the type is called `{name}`");
            self.diagnostics
                .note(code::NAME_COLLISION, at.clone(), message);
        }
        name
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
            for base in self.bases_of(key, schema) {
                self.children.entry(base).or_default().push(key);
            }
        }
        for children in self.children.values_mut() {
            children.sort_unstable();
            children.dedup();
        }
    }

    /// The components with a discriminator that a component extends, also by what it extends itself, up to the first one.
    fn bases_of(&self, key: &'a str, schema: &'a Schema) -> Vec<&'a str> {
        let mut bases = Vec::new();
        let mut seen = HashSet::from([key]);
        let mut waiting = vec![schema];
        while let Some(any) = waiting.pop().map(keywords) {
            if seen.len() > DEPTH_LIMIT {
                break;
            }
            let members = any.into_iter().flat_map(|any| &any.all_of);
            for member in members {
                let Node::Reference(parent) = Node::of(member) else {
                    continue;
                };
                if !seen.insert(parent) {
                    continue;
                }
                if self.is_base(parent) {
                    bases.push(parent);
                } else if let Some(Part {
                    node: Node::Schema(schema),
                    ..
                }) = self.component_part(parent)
                {
                    waiting.push(schema);
                }
            }
        }
        bases
    }

    /// Whether a component extends one with a discriminator: then it is another type than what it extends, though it may add
    /// nothing.
    fn is_child(&self, key: &str) -> bool {
        self.children
            .values()
            .any(|children| children.binary_search(&key).is_ok())
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
        let Some(mut part) = self.component_part(key) else {
            return;
        };
        if let Node::Reference(target) = part.node
            && self
                .components
                .get(target)
                .is_some_and(|adopted| adopted.id == component.id)
            && let Some(adopted) = self.component_part(target)
        {
            part = adopted;
        }
        let at = part.at.clone();
        let annotations = self.annotations(part.node, &at);
        let kind = self.component_kind(key, part, &component.place);
        let definition = TypeDef {
            component: Some(key.to_owned()),
            ..annotations.into_definition(component.place, at, kind)
        };
        self.define(component.id, definition);
    }

    fn component_kind(&mut self, key: &'a str, part: Part<'a>, place: &Place) -> TypeKind {
        if !self.options.replace.is_empty() {
            let at = [part.at.clone()];
            let atoms = self.atoms(std::slice::from_ref(&part));
            if let Some(ty) = self.replacement(Some(key), &at, &atoms) {
                return TypeKind::Alias(ty);
            }
        }
        if let Some(children) = self.children.get(key).cloned() {
            self.bases
                .extend(self.components.get(key).map(|component| component.id));
            return self.base_union(key, &children, &part);
        }
        let parts = [part];
        let atoms = self.atoms(&parts);
        match atoms.as_slice() {
            [] if self.is_file(&parts) => TypeKind::Alias(Type::Binary),
            [] => TypeKind::Alias(Type::Any),
            [
                Part {
                    node: Node::Reference(other),
                    ..
                },
            ] if *other != key && !self.is_child(key) => {
                TypeKind::Alias(self.referenced(other, &parts[0].at))
            }
            _ => {
                let mut merged = self.merge(&atoms, Some(key));
                merged.closed = self
                    .options
                    .closed_enums
                    .holds(Some(key), &parts[0].at.pointer);
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
        if !self.options.replace.is_empty() {
            let at: Vec<Location> = parts.iter().map(|part| part.at.clone()).collect();
            if let Some(ty) = self.replacement(None, &at, &atoms) {
                return Use { ty, nullable };
            }
        }
        let ty = self.nested(|resolver| resolver.type_of(parts, &atoms));
        Use {
            nullable: nullable && ty != Type::Any && ty != Type::Null,
            ty,
        }
    }

    fn type_of(&mut self, parts: &[Part<'a>], atoms: &[Part<'a>]) -> Type {
        if self.limit.is_too_deep()
            && let Some(part) = parts.last()
        {
            return self.untyped(&part.at, "it is nested too deeply");
        }
        match atoms {
            [] if self.is_file(parts) => Type::Binary,
            [] => Type::Any,
            [
                Part {
                    node: Node::Reference(key),
                    at,
                    ..
                },
            ] => self.referenced(key, at),
            _ => self.inline(parts, atoms),
        }
    }

    /// The type that a reference leads to.
    fn referenced(&mut self, key: &'a str, at: &Location) -> Type {
        if let Some(ty) = self.component_type(key) {
            return ty;
        }
        match self.component_part(key) {
            Some(part) => self.use_of_parts(&[part]).ty,
            None => self.untyped(at, "its reference leads nowhere"),
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
        if self.limit.is_spent() {
            return Type::Any;
        }
        if !self.making.insert(at.clone()) {
            return self.untyped(&at, "it is made of itself alone");
        }
        let mut merged = self.merge(atoms, None);
        merged.closed = self.options.closed_enums.holds(None, &at.pointer);
        let ty = match self.form(&merged, atoms) {
            Form::Plain(plain) => {
                let ty = self.plain(plain, &merged, &place, atoms);
                self.making.remove(&at);
                ty
            }
            Form::Named(named) => {
                let wanted = self
                    .configured_name(None, &at)
                    .or_else(|| self.titled(last))
                    .unwrap_or_else(|| place.name().to_owned());
                let name = self.take_type_name(wanted, &at);
                let place = Place::new(name.as_str(), place.module);
                let id = self.reserve(name);
                self.inline.insert(key.clone(), Type::Named(id));
                self.making.remove(&at);
                let annotations = match &last.label {
                    // The property says what it is; said twice, one edit would change two places.
                    Some(label) => Annotations::labelled(label),
                    None => self.annotations(last.node, &at),
                };
                if self.limit.is_deep() {
                    self.postponed.push(Postponed {
                        id,
                        named,
                        merged,
                        atoms: atoms.to_vec(),
                        annotations,
                        place,
                        at,
                    });
                    return Type::Named(id);
                }
                let kind = self.named(named, &merged, &place, atoms);
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
}

impl Annotations {
    pub(super) fn into_definition(self, place: Place, at: Location, kind: TypeKind) -> TypeDef {
        TypeDef {
            name: place.name().to_owned(),
            module: place.module.to_string(),
            component: None,
            at,
            docs: self.docs,
            label: self.label,
            notes: self.notes,
            constraints: self.constraints,
            deprecated: self.deprecated,
            usage: Usage::default(),
            kind,
        }
    }
}
