//! A change between two models.

use std::collections::BTreeSet;

use crate::diff::rule::Rule;
use crate::diff::verdict::{Direction, Effect, SilentChange, WireCompatibility};
use crate::ir::{Operation, TypeId};
use crate::location::SourceLocation;

/// A change between two models, before it is assigned the differences of the crate that it explains.
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
    /// The paths of items of the crate that the change may affect; a `*` at the end matches any continuation.
    pub(in crate::diff) explains: Vec<String>,
    /// The definitions that contain the change; all of their users are affected.
    pub(in crate::diff) holders: Vec<(Option<TypeId>, Option<TypeId>)>,
    /// The operations that contain the change directly.
    pub(in crate::diff) operations: BTreeSet<String>,
    /// The old and the new name of a renamed type.
    pub(in crate::diff) renamed: Option<(String, String)>,
    /// `true` to merge the change with equal changes of other operations.
    pub(in crate::diff) spans_operations: bool,
    pub(in crate::diff) softening: Option<String>,
}

/// The part of both documents that is being compared, with the properties that its changes have in common.
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
        // An unused value is compatible.
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
            spans_operations: false,
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

    /// Returns the context without a position in the new document.
    pub(super) fn only_old(&self) -> Self {
        Self {
            new: None,
            ..self.clone()
        }
    }

    /// Returns the context without a position in the old document.
    pub(super) fn only_new(&self) -> Self {
        Self {
            old: None,
            ..self.clone()
        }
    }

    /// Returns the context of an operation of both documents.
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
