//! A union under construction.

use std::collections::HashSet;

use super::super::context::NameContext;
use super::super::literal::{LiteralKey, literal_key, literal_text};
use super::super::names::{self, Scope};
use super::super::subschema::Subschema;
use super::super::type_use::TypeUse;
use crate::ir::{Literal, Type, Variant, VariantForm, VariantMatcher};
use crate::location::SourceLocation;

/// The components that the schema of a variant refers to.
#[derive(Debug, Default)]
pub(super) struct Origin {
    /// All of their keys.
    pub(super) keys: Vec<String>,
    /// The key of the component that the schema is, if it is a reference.
    pub(super) component: Option<String>,
}

/// A union under construction.
pub(super) struct UnionBuilder {
    pub(super) context: NameContext,
    scope: Scope,
    types: HashSet<Type>,
    literals: HashSet<LiteralKey>,
    pub(super) variants: Vec<Variant>,
    /// The components that the schema of each variant refers to.
    pub(super) origins: Vec<Origin>,
    pub(super) duplicates: Vec<SourceLocation>,
}

impl UnionBuilder {
    pub(super) fn new(context: &NameContext) -> Self {
        Self {
            context: context.clone(),
            scope: Scope::variants(),
            types: HashSet::new(),
            literals: HashSet::new(),
            variants: Vec::new(),
            origins: Vec::new(),
            duplicates: Vec::new(),
        }
    }

    /// Returns the type of the only variant; `None` if there are several.
    pub(super) fn only_type(&self) -> Option<Type> {
        match self.variants.as_slice() {
            [
                Variant {
                    form: VariantForm::Value { ty, .. },
                    ..
                },
            ] => Some(ty.clone()),
            _ => None,
        }
    }

    /// Adds a variant with the first of these names that is free, or the last one with a number.
    pub(super) fn push(
        &mut self,
        names: &[String],
        member: &Subschema<'_>,
        used: TypeUse,
        origin: Origin,
    ) {
        if !self.types.insert(used.ty.clone()) {
            self.duplicates.push(member.location().clone());
            return;
        }
        let form = VariantForm::Value {
            ty: used.ty,
            boxed: false,
            matcher: VariantMatcher::Kinds(Vec::new()),
            tags: Vec::new(),
            adds_tag: false,
        };
        let schema = member.node.as_schema();
        let docs = schema.and_then(|schema| schema.description().or_else(|| schema.title()));
        let docs = docs.filter(|docs| !docs.trim().is_empty());
        let docs = docs.map(str::to_owned);
        let component = origin.component.clone();
        self.origins.push(origin);
        self.variants.push(Variant {
            name: self.scope.take_first(names),
            at: member.location().clone(),
            component,
            docs,
            form,
        });
    }

    /// Adds a variant for a scalar, named by its title, if it has one, or by its text.
    pub(super) fn push_literal(
        &mut self,
        literal: Literal,
        member: &Subschema<'_>,
        title: Option<String>,
        docs: Option<String>,
    ) {
        if !self.literals.insert(literal_key(&literal)) {
            self.duplicates.push(member.location().clone());
            return;
        }
        let name = names::variant_name(&literal_text(&literal));
        let names: Vec<String> = title.into_iter().chain([name]).collect();
        let name = self.scope.take_first(&names);
        self.origins.push(Origin::default());
        self.variants.push(Variant {
            name,
            at: member.location().clone(),
            component: None,
            docs,
            form: VariantForm::Literal(literal),
        });
    }
}
