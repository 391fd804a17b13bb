//! Component schemas, references and inline schemas.

use std::collections::HashSet;
use std::rc::Rc;

use super::annotations::Annotations;
use super::context::NameContext;
use super::deferred::DeferredType;
use super::merge::DEPTH_LIMIT;
use super::merged::Merged;
use super::names;
use super::resolver::{ComponentType, InlineKey, Resolver};
use super::shape::{NamedType, Shape};
use super::subschema::Subschema;
use super::type_use::TypeUse;
use crate::diagnostic::code;
use crate::ir::{Type, TypeDef, TypeKind};
use crate::location::{FileId, SourceLocation};
use crate::lower::ComponentKind;
use crate::lower::view::{SchemaNode, SchemaView};

impl<'a> Resolver<'a> {
    /// Defines a type for every component schema, in the order of their keys.
    pub(super) fn define_components(&mut self) {
        let keys = self.lowered.schema_keys();
        let is_hoisted = |key: &&str| self.lowered.is_hoisted(ComponentKind::Schema, key);
        let (mut hoisted, mut keys): (Vec<&'a str>, Vec<&'a str>) = keys.partition(is_hoisted);
        // Keys that are valid type names get their own name before others are converted to it.
        keys.sort_by_cached_key(|&key| (names::type_name(key) != key, key));
        for &key in &keys {
            self.register_component(key);
        }
        self.find_homes();
        keys.sort_unstable();
        for &key in &keys {
            self.adopt_reference_target(key);
        }
        self.find_children(&keys);
        for key in keys {
            self.define_component(key);
        }
        // Schemas that no component refers to, such as those of webhooks, become types too.
        hoisted.sort_unstable();
        for key in hoisted {
            if self.components.contains_key(key) {
                continue;
            }
            if let Some(subschema) = self.component_subschema(key) {
                self.resolve_subschemas(&[subschema]);
            }
        }
    }

    fn register_component(&mut self, key: &'a str) {
        let at = self
            .lowered
            .location_of_component(ComponentKind::Schema, key);
        let wanted = self
            .name_override(Some(key), &at)
            .unwrap_or_else(|| names::type_name(key));
        let name = self.take_type_name(wanted, &at);
        let module = self.module_names.take(names::module_name(key));
        let id = self.reserve(name.clone());
        let context = NameContext::new(name, module);
        self.component_types.insert(id);
        self.components.insert(key, ComponentType { id, context });
    }

    /// Gives the name of a component that is only a reference to a schema elsewhere, such as a
    /// file, to that schema.
    fn adopt_reference_target(&mut self, key: &'a str) {
        let node = self.lowered.component_schema(key);
        let Some(target) = node.and_then(|node| node.key()) else {
            return;
        };
        if let (false, Some(component)) = (
            self.components.contains_key(target),
            self.components.get(key),
        ) {
            self.components.insert(target, component.clone());
        }
    }

    /// Returns the name context of a schema that a reference reaches: the one it has at its own
    /// location.
    pub(super) fn hoisted_context(&self, key: &str, at: &SourceLocation) -> NameContext {
        let fallback = || NameContext::new(names::type_name(key), names::module_name(key));
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
            return fallback();
        };
        let mut context = component.context.clone();
        while let Some(keyword) = tokens.next() {
            context = match keyword.as_str() {
                "properties" => match tokens.next() {
                    Some(name) => context.inside(&name),
                    None => context,
                },
                "items" => context.item(),
                "additionalProperties" => context.inside("value"),
                "$ref" => context,
                "allOf" | "oneOf" | "anyOf" => {
                    tokens.next();
                    context
                }
                "prefixItems" => match tokens.next() {
                    Some(index) => context.inside(&index),
                    None => context,
                },
                _ => return fallback(),
            };
        }
        context
    }

    /// Returns the name of a context, or its other name if that is taken.
    pub(super) fn free_name(&self, context: &NameContext) -> String {
        let name = context.name();
        let other = (!self.type_names.is_free(name)).then(|| context.other_name());
        other.flatten().unwrap_or_else(|| name.to_owned())
    }

    /// Takes a name for a type; reports a name that differs from the wanted one.
    pub(super) fn take_type_name(&mut self, wanted: String, at: &SourceLocation) -> String {
        let name = self.type_names.take(wanted.clone());
        if name != wanted {
            let message =
                format!("the name `{wanted}` is already used; the type is named `{name}`");
            self.diagnostics
                .note(code::NAME_COLLISION, at.clone(), message);
        }
        name
    }

    /// Finds the components that extend a component which has a discriminator but no `oneOf` or
    /// `anyOf`.
    fn find_children(&mut self, keys: &[&'a str]) {
        for &key in keys {
            let Some(SchemaNode::Schema(schema)) = self.lowered.component_schema(key) else {
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

    /// Returns the nearest components with a discriminator that a component extends, directly or
    /// through other components.
    fn bases_of(&self, key: &'a str, schema: SchemaView<'a>) -> Vec<&'a str> {
        let mut bases = Vec::new();
        let mut seen = HashSet::from([key]);
        let mut waiting = vec![schema];
        while let Some(schema) = waiting.pop() {
            if seen.len() > DEPTH_LIMIT {
                break;
            }
            for parent in schema.all_of().filter_map(|member| member.key()) {
                if !seen.insert(parent) {
                    continue;
                }
                match self.lowered.component_schema(parent) {
                    Some(SchemaNode::Schema(schema)) if is_base(&schema) => bases.push(parent),
                    Some(SchemaNode::Schema(schema)) => waiting.push(schema),
                    _ => {}
                }
            }
        }
        bases
    }

    /// Returns `true` if a component extends one with a discriminator. It is a type of its own
    /// then, even if it adds nothing.
    fn is_child(&self, key: &str) -> bool {
        self.children
            .values()
            .any(|children| children.binary_search(&key).is_ok())
    }

    fn define_component(&mut self, key: &'a str) {
        let Some(component) = self.components.get(key).cloned() else {
            return;
        };
        let Some(mut subschema) = self.component_subschema(key) else {
            return;
        };
        if let Some(target) = subschema.node.key()
            && self
                .components
                .get(target)
                .is_some_and(|adopted| adopted.id == component.id)
            && let Some(adopted) = self.component_subschema(target)
        {
            subschema = adopted;
        }
        let at = subschema.location().clone();
        let annotations = Annotations::of(&subschema.node);
        let kind = self.component_kind(key, subschema, &component.context);
        let definition = TypeDef {
            component: Some(key.to_owned()),
            ..annotations.into_definition(component.context, at, kind)
        };
        self.define(component.id, definition);
    }

    fn component_kind(
        &mut self,
        key: &'a str,
        subschema: Subschema<'a>,
        context: &NameContext,
    ) -> TypeKind {
        if !self.options.replace.is_empty() {
            let at = [subschema.location().clone()];
            let flattened = self.flatten_all_of(std::slice::from_ref(&subschema));
            if let Some(ty) = self.find_replacement(Some(key), &at, &flattened) {
                return TypeKind::Alias(ty);
            }
        }
        if let Some(children) = self.children.get(key).cloned() {
            self.base_unions
                .extend(self.components.get(key).map(|component| component.id));
            return self.build_base_union(key, &children, &subschema);
        }
        let subschemas = [subschema];
        let flattened = self.flatten_all_of(&subschemas);
        match flattened.as_slice() {
            [] if self.is_file(&subschemas) => TypeKind::Alias(Type::Binary),
            [] => TypeKind::Alias(Type::Any),
            [
                Subschema {
                    node: SchemaNode::Reference { key: other, .. },
                    ..
                },
            ] if *other != key && !self.is_child(key) => {
                TypeKind::Alias(self.resolve_reference(other, subschemas[0].location()))
            }
            _ => {
                let mut merged = self.merge(&flattened, Some(key));
                merged.closed = self
                    .options
                    .closed_enums
                    .contains(Some(key), &subschemas[0].location().pointer);
                match self.classify(&merged, &flattened) {
                    Shape::Inline(inline) => {
                        TypeKind::Alias(self.build_inline(inline, &merged, context, &flattened))
                    }
                    Shape::Named(named) => self.build_named(named, &merged, context, &flattened),
                }
            }
        }
    }

    /// Returns the type of a component; `None` if there is no such component.
    pub(super) fn component_type(&self, key: &str) -> Option<Type> {
        self.components
            .get(key)
            .map(|component| Type::Named(component.id))
    }

    /// Resolves a schema; an inline schema that needs a name is named by `context`.
    pub(super) fn resolve_schema(
        &mut self,
        schema: &SchemaNode<'a>,
        context: &NameContext,
    ) -> TypeUse {
        let subschema = Subschema::new(schema.clone(), context.clone());
        self.resolve_subschemas(&[subschema])
    }

    /// Resolves the type of a value that all of these subschemas describe.
    pub(super) fn resolve_subschemas(&mut self, subschemas: &[Subschema<'a>]) -> TypeUse {
        let nullable = self.is_nullable(subschemas);
        let flattened = self.flatten_all_of(subschemas);
        if !self.options.replace.is_empty() {
            let at: Vec<SourceLocation> = subschemas
                .iter()
                .map(|subschema| subschema.location().clone())
                .collect();
            if let Some(ty) = self.find_replacement(None, &at, &flattened) {
                return TypeUse { ty, nullable };
            }
        }
        let ty = self.resolve_nested(|resolver| resolver.resolve_type(subschemas, flattened));
        TypeUse {
            nullable: nullable && ty != Type::Any && ty != Type::Null,
            ty,
        }
    }

    fn resolve_type(
        &mut self,
        subschemas: &[Subschema<'a>],
        flattened: Vec<Subschema<'a>>,
    ) -> Type {
        if self.budget.is_too_deep()
            && let Some(subschema) = subschemas.last()
        {
            return self.report_untyped(subschema.location(), "the schema is nested too deeply");
        }
        match flattened.as_slice() {
            [] if self.is_file(subschemas) => Type::Binary,
            [] => Type::Any,
            [
                Subschema {
                    node: SchemaNode::Reference { key, at, .. },
                    ..
                },
            ] => self.resolve_reference(key, at),
            _ => self.resolve_inline(subschemas, flattened),
        }
    }

    /// Resolves the target of a reference.
    fn resolve_reference(&mut self, key: &'a str, at: &SourceLocation) -> Type {
        if let Some(ty) = self.component_type(key) {
            return ty;
        }
        match self.component_subschema(key) {
            Some(subschema) => self.resolve_subschemas(&[subschema]).ty,
            None => self.report_untyped(at, "the reference has no target"),
        }
    }

    /// Resolves an inline schema. The result is cached, so a schema that several components compose
    /// becomes one type.
    fn resolve_inline(
        &mut self,
        subschemas: &[Subschema<'a>],
        flattened: Vec<Subschema<'a>>,
    ) -> Type {
        let key: InlineKey = subschemas
            .iter()
            .map(|subschema| (subschema.location().clone(), subschema.skip_unions))
            .collect();
        if let Some(ty) = self.inline_types.get(&key) {
            return ty.clone();
        }
        let Some(last) = subschemas.last() else {
            return Type::Any;
        };
        let at = last.location();
        if self.budget.is_exhausted() {
            return Type::Any;
        }
        if !self.in_progress.insert(at.clone()) {
            return self.report_untyped(at, "the schema consists only of itself");
        }
        let mut merged = self.merge(&flattened, None);
        merged.closed = self.options.closed_enums.contains(None, &at.pointer);
        match self.classify(&merged, &flattened) {
            Shape::Inline(inline) => {
                let ty = self.build_inline(inline, &merged, &last.context, &flattened);
                self.in_progress.remove(at);
                self.inline_types.insert(key, ty.clone());
                ty
            }
            Shape::Named(named) => {
                let home = match subschemas {
                    [only] => self.home_context(only.location()),
                    _ => None,
                };
                let context = home.unwrap_or_else(|| last.context.clone());
                let inline = self.name_inline(last, context, named, merged, flattened);
                let ty = Type::Named(inline.id);
                self.inline_types.insert(key, ty.clone());
                self.in_progress.remove(at);
                if self.budget.should_defer() {
                    self.deferred.push(inline);
                } else {
                    self.define_deferred(inline);
                }
                ty
            }
        }
    }

    /// Names the type of an inline schema, before the types inside are named.
    fn name_inline(
        &mut self,
        schema: &Subschema<'a>,
        wanted: NameContext,
        named: NamedType<'a>,
        merged: Merged<'a>,
        flattened: Vec<Subschema<'a>>,
    ) -> DeferredType<'a> {
        let at = schema.location();
        let name = self
            .name_override(None, at)
            .or_else(|| self.name_from_title(schema))
            .unwrap_or_else(|| self.free_name(&wanted));
        let name = self.take_type_name(name, at);
        let context = NameContext::new(name.as_str(), Rc::clone(&wanted.module));
        DeferredType {
            id: self.reserve(name),
            named,
            merged,
            flattened,
            annotations: match &schema.label {
                // The property has the description already; a copy would have to be changed with it.
                Some(label) => Annotations::from_label(label),
                None => Annotations::of(&schema.node),
            },
            context,
            at: at.clone(),
        }
    }

    /// Reports that a schema has no Rust type and returns `Type::Any`.
    pub(super) fn report_untyped(&mut self, at: &SourceLocation, reason: &str) -> Type {
        let message = format!("typed as `serde_json::Value`: {reason}");
        self.diagnostics.note(code::UNTYPED, at.clone(), message);
        Type::Any
    }
}

/// Returns `true` if a schema has a discriminator but no `oneOf` or `anyOf`.
fn is_base(schema: &SchemaView<'_>) -> bool {
    let has_alternatives = schema.one_of_count() + schema.any_of_count() > 0;
    schema.discriminator().is_some() && !has_alternatives
}
