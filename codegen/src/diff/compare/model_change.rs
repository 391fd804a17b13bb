//! A change between two models.

use std::collections::BTreeSet;

use crate::diff::rule::Rule;
use crate::diff::verdict::{Direction, Effect, SilentChange, WireCompatibility};
use crate::ir::{Operation, TypeId};
use crate::location::SourceLocation;

/// A change as the models show it: not yet with the items of the crate that it explains.
#[derive(Debug, Clone)]
pub(in crate::diff) struct ModelChange {
    pub(in crate::diff) rule: &'static Rule,
    pub(in crate::diff) subject: String,
    pub(in crate::diff) message: String,
    pub(in crate::diff) old: Option<SourceLocation>,
    pub(in crate::diff) new: Option<SourceLocation>,
    pub(in crate::diff) direction: Direction,
    pub(in crate::diff) wire: WireCompatibility,
    pub(in crate::diff) silent: Option<SilentChange>,
    /// Paths of items in the crate that it may have changed; `*` at the end stands for whatever follows.
    pub(in crate::diff) explains: Vec<String>,
    /// The definitions that it is in, of which whatever reaches them is told.
    pub(in crate::diff) holders: Vec<(Option<TypeId>, Option<TypeId>)>,
    /// The operations that it is in itself.
    pub(in crate::diff) operations: BTreeSet<String>,
    /// A type that has another name: the old one and the new one.
    pub(in crate::diff) renamed: Option<(String, String)>,
    /// A change of the same rule and message elsewhere is one with it.
    pub(in crate::diff) is_general: bool,
    pub(in crate::diff) softening: Option<String>,
}

/// The part of both documents that is being compared: what its changes have in common.
#[derive(Debug, Clone, Default)]
pub(super) struct ChangeContext {
    pub(super) subject: String,
    pub(super) old: Option<SourceLocation>,
    pub(super) new: Option<SourceLocation>,
    pub(super) direction: Direction,
    pub(super) explains: Vec<String>,
    pub(super) holders: (Option<TypeId>, Option<TypeId>),
    pub(super) operations: BTreeSet<String>,
}

impl ChangeContext {
    pub(super) fn change(
        &self,
        rule: &'static Rule,
        message: impl Into<String>,
        wire: WireCompatibility,
    ) -> ModelChange {
        // What does not travel breaks nobody.
        let wire = if self.direction == Direction::default() {
            WireCompatibility::Compatible
        } else {
            wire
        };
        ModelChange {
            rule,
            subject: self.subject.clone(),
            message: message.into(),
            old: self.old.clone(),
            new: self.new.clone(),
            direction: self.direction,
            wire,
            silent: None,
            explains: self.explains.clone(),
            holders: vec![self.holders],
            operations: self.operations.clone(),
            renamed: None,
            is_general: false,
            softening: None,
        }
    }

    pub(super) fn change_with(
        &self,
        rule: &'static Rule,
        message: impl Into<String>,
        effect: Effect,
    ) -> ModelChange {
        self.change(rule, message, effect.wire(self.direction))
    }

    /// The same context, of which only the old document says something.
    pub(super) fn only_old(&self) -> Self {
        Self {
            new: None,
            ..self.clone()
        }
    }

    /// The same context, of which only the new document says something.
    pub(super) fn only_new(&self) -> Self {
        Self {
            old: None,
            ..self.clone()
        }
    }

    /// The context of an operation that is in both documents.
    pub(super) fn of_operations(old: &Operation, new: &Operation) -> Self {
        Self {
            subject: new.id.clone(),
            old: Some(old.at.clone()),
            new: Some(new.at.clone()),
            direction: Direction {
                request: true,
                response: true,
            },
            explains: Vec::new(),
            holders: (None, None),
            operations: BTreeSet::from([new.id.clone()]),
        }
    }
}
