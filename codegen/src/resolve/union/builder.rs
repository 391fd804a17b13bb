//! A union while its variants are gathered.

use std::collections::HashSet;

use super::super::literal::{Key, key, text};
use super::super::merge::Part;
use super::super::names::{self, Scope};
use super::super::structs::data;
use super::super::{Place, Use};
use crate::ir::{Literal, Type, Variant, VariantForm, VariantShape};
use crate::location::Location;

/// A union in the making.
pub(super) struct Builder {
    pub(super) place: Place,
    scope: Scope,
    types: HashSet<Type>,
    literals: HashSet<Key>,
    pub(super) variants: Vec<Variant>,
    pub(super) repeated: Vec<Location>,
}

impl Builder {
    pub(super) fn new(place: &Place) -> Self {
        Self {
            place: place.clone(),
            scope: Scope::variants(),
            types: HashSet::new(),
            literals: HashSet::new(),
            variants: Vec::new(),
            repeated: Vec::new(),
        }
    }

    /// The type of the only variant; `None` where there are several.
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

    pub(super) fn push(&mut self, name: String, member: &Part<'_>, used: Use) {
        if !self.types.insert(used.ty.clone()) {
            self.repeated.push(member.at.clone());
            return;
        }
        let form = VariantForm::Value {
            ty: used.ty,
            boxed: false,
            shape: VariantShape::Kinds(Vec::new()),
            tags: Vec::new(),
            adds_tag: false,
        };
        let docs = data(member.node)
            .and_then(|data| data.description.clone().or_else(|| data.title.clone()));
        let docs = docs.filter(|docs| !docs.trim().is_empty());
        self.variants.push(Variant {
            name: self.scope.take(name),
            at: member.at.clone(),
            docs,
            form,
        });
    }

    pub(super) fn push_literal(
        &mut self,
        literal: Literal,
        member: &Part<'_>,
        docs: Option<String>,
    ) {
        let name = text(&literal);
        if !self.literals.insert(key(&literal)) {
            self.repeated.push(member.at.clone());
            return;
        }
        let name = self.scope.take(names::variant_name(&name));
        self.variants.push(Variant {
            name,
            at: member.at.clone(),
            docs,
            form: VariantForm::Literal(literal),
        });
    }
}
