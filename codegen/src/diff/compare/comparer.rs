//! The state of a comparison.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;

use super::model_change::{ChangeContext, ModelChange};
use super::similarity::is_similar;
use crate::diff::rule::Rule;
use crate::diff::verdict::{Direction, Effect, WireCompatibility};
use crate::ir::{Api, TypeDef, TypeId};

/// The definitions of a model by name.
pub(super) type Names<'a> = BTreeMap<&'a str, TypeId>;

/// The state of a comparison.
pub(super) struct Comparer<'a> {
    pub(super) old: &'a Api,
    pub(super) new: &'a Api,
    pub(super) names: (Names<'a>, Names<'a>),
    /// The pairs of an old and a new definition of the same type, with the directions in which both are sent.
    pub(super) pairs: IndexMap<(TypeId, TypeId), Direction>,
    /// The renamed definitions, by old and by new id.
    pub(super) renamed: (BTreeMap<TypeId, TypeId>, BTreeMap<TypeId, TypeId>),
    /// See [`Settings::strict`](crate::diff::Settings::strict).
    pub(super) strict: bool,
    /// The items whose Rust types contain a pair of definitions of which at least one is an alias, or whose kinds differ.
    pub(super) items_by_kind: BTreeMap<(TypeId, TypeId), BTreeSet<String>>,
    pub(super) changes: Vec<ModelChange>,
}

fn names(api: &Api) -> Names<'_> {
    let named = api.types.iter().enumerate();
    named
        .map(|(index, definition)| (definition.name.as_str(), TypeId(index)))
        .collect()
}

impl<'a> Comparer<'a> {
    pub(super) fn new(old: &'a Api, new: &'a Api, strict: bool) -> Self {
        Self {
            old,
            new,
            names: (names(old), names(new)),
            pairs: IndexMap::new(),
            renamed: Default::default(),
            strict,
            items_by_kind: BTreeMap::new(),
            changes: Vec::new(),
        }
    }

    pub(super) fn shares_a_type(&self) -> bool {
        self.names
            .0
            .keys()
            .any(|name| self.names.1.contains_key(name))
    }

    /// Adds a change with this effect on the wire.
    pub(super) fn report(
        &mut self,
        context: &ChangeContext,
        rule: &'static Rule,
        message: impl Into<String>,
        wire: WireCompatibility,
    ) -> &mut ModelChange {
        let index = self.changes.len();
        self.changes.push(context.change(rule, message, wire));
        &mut self.changes[index]
    }

    /// Adds a change with this effect on the set of valid values.
    pub(super) fn report_effect(
        &mut self,
        context: &ChangeContext,
        rule: &'static Rule,
        message: impl Into<String>,
        effect: Effect,
    ) -> &mut ModelChange {
        self.report(context, rule, message, effect.wire(context.direction))
    }

    pub(super) fn old_def(&self, id: TypeId) -> &'a TypeDef {
        self.old.type_def(id)
    }

    pub(super) fn new_def(&self, id: TypeId) -> &'a TypeDef {
        self.new.type_def(id)
    }

    /// Returns the old and the new name of the definition of a context.
    pub(super) fn type_names(&self, context: &ChangeContext) -> (String, String) {
        let old = context.holders.0.map(|id| self.old_def(id).name.clone());
        let new = context.holders.1.map(|id| self.new_def(id).name.clone());
        (old.unwrap_or_default(), new.unwrap_or_default())
    }

    /// Returns `true` if both definitions are the same type: they have the same name, or they are similar and each name is
    /// missing in the other document.
    pub(super) fn is_pair(&self, old: TypeId, new: TypeId) -> bool {
        if let Some(known) = self.renamed.0.get(&old) {
            return *known == new;
        }
        if self.renamed.1.contains_key(&new) {
            return false;
        }
        let (before, after) = (self.old_def(old), self.new_def(new));
        if before.name == after.name {
            return true;
        }
        let is_gone = !self.names.1.contains_key(before.name.as_str());
        let is_new = !self.names.0.contains_key(after.name.as_str());
        is_gone && is_new && is_similar(before, after)
    }
}
