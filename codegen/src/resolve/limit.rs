//! What a document may expand to, and how deep.
//!
//! A composition repeats what it refers to, so a short document can ask for a product of its parts, or for one type for
//! each set of its schemas. And references make chains that are longer than any nesting. Neither may use up memory,
//! time or the stack.

use super::classify::Named;
use super::docs::Annotations;
use super::merge::{Merged, Part};
use super::{Place, Resolver};
use crate::diagnostic::code;
use crate::ir::{Operation, Type, TypeId};
use crate::location::Location;

/// What every document may expand to, in members, listed values and alternatives, each time that one is composed.
const ALLOWANCE: usize = 1 << 17;

/// So many bytes of documentation count as one member.
const BYTES: usize = 64;

/// How deep types are made inside one another before the rest waits.
const DEPTH: usize = 16;

/// How deep a type that has no name, such as an array of arrays, is written down.
const PLAIN_DEPTH: usize = 40;

/// What may still be composed.
#[derive(Debug)]
pub(super) struct Limit {
    left: usize,
    depth: usize,
}

impl Limit {
    /// The limit for a document of this size, in bytes.
    pub(super) fn new(size: usize) -> Self {
        Self {
            left: ALLOWANCE.saturating_add(size / 2),
            depth: 0,
        }
    }

    /// Whether a type of its own is made later, since the stack may be too small for it now.
    pub(super) fn is_deep(&self) -> bool {
        self.depth > DEPTH
    }

    pub(super) fn is_too_deep(&self) -> bool {
        self.depth > PLAIN_DEPTH
    }

    pub(super) fn is_spent(&self) -> bool {
        self.left == 0
    }
}

/// A type whose name is known and whose content is not yet.
#[derive(Debug)]
pub(super) struct Postponed<'a> {
    pub(super) id: TypeId,
    pub(super) named: Named<'a>,
    pub(super) merged: Merged<'a>,
    pub(super) atoms: Vec<Part<'a>>,
    pub(super) annotations: Annotations,
    pub(super) place: Place,
    pub(super) at: Location,
}

impl<'a> Resolver<'a> {
    /// Counts what is composed at a place; tells once that it is too much.
    pub(super) fn spend(&mut self, amount: usize, at: &Location) {
        if self.limit.is_spent() {
            return;
        }
        self.limit.left = self.limit.left.saturating_sub(amount);
        if self.limit.is_spent() {
            let message = "what is composed and referred to in this document expands to too much; the rest is left out";
            self.diagnostics
                .error(code::TOO_LARGE, at.clone(), message)
                .hint("let schemas hold what they share as a property, instead of composing it by `allOf`");
        }
    }

    /// Counts a text that is repeated wherever its schema is composed.
    pub(super) fn spend_text(&mut self, text: Option<&String>, at: &Location) {
        self.spend(text.map_or(0, String::len) / BYTES, at);
    }

    /// Counts what operations may share by references: parameters and the texts about them.
    pub(super) fn spend_operation(&mut self, operation: &Operation) {
        let parameters = operation.parameters.iter().map(|parameter| &parameter.docs);
        let responses = operation.responses.iter().map(|response| &response.docs);
        let headers = operation
            .responses
            .iter()
            .flat_map(|response| &response.headers);
        let bodies = operation.body.iter().map(|body| &body.docs);
        let docs = parameters
            .chain(responses)
            .chain(headers.map(|header| &header.docs))
            .chain(bodies);
        let amount: usize = docs
            .map(|docs| 1 + docs.as_ref().map_or(0, String::len) / BYTES)
            .sum();
        self.spend(amount, &operation.at);
    }

    /// Makes a type inside another one; at the outermost, what had to wait is made too.
    pub(super) fn nested(&mut self, make: impl FnOnce(&mut Self) -> Type) -> Type {
        self.limit.depth += 1;
        let ty = make(self);
        self.limit.depth -= 1;
        while self.limit.depth == 0
            && let Some(postponed) = self.postponed.pop()
        {
            self.limit.depth = 1;
            self.define_postponed(postponed);
            self.limit.depth = 0;
        }
        ty
    }

    fn define_postponed(&mut self, postponed: Postponed<'a>) {
        let Postponed {
            id,
            named,
            merged,
            atoms,
            annotations,
            place,
            at,
        } = postponed;
        let kind = self.named(named, &merged, &place, &atoms);
        self.define(id, annotations.into_definition(place, at, kind));
    }
}
