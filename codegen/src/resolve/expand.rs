//! Accounting for the budget, and deferred definitions.

use super::budget::BYTES_PER_UNIT;
use super::deferred::DeferredType;
use super::resolver::Resolver;
use crate::diagnostic::code;
use crate::ir::{Operation, Type};
use crate::location::SourceLocation;

impl<'a> Resolver<'a> {
    /// Spends an amount of the budget; reports once that it is exhausted.
    pub(super) fn spend(&mut self, amount: usize, at: &SourceLocation) {
        if self.budget.spend(amount) {
            let message = "the document expands to more than the limit; the rest is omitted";
            self.diagnostics
                .error(code::TOO_LARGE, at.clone(), message)
                .hint("share schemas through properties instead of composing them with `allOf`");
        }
    }

    /// Spends budget for a text, which is copied wherever its schema is composed.
    pub(super) fn spend_text(&mut self, text: Option<&String>, at: &SourceLocation) {
        self.spend(text.map_or(0, String::len) / BYTES_PER_UNIT, at);
    }

    /// Spends budget for what operations share by references: parameters and documentation.
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
            .map(|docs| 1 + docs.as_ref().map_or(0, String::len) / BYTES_PER_UNIT)
            .sum();
        self.spend(amount, &operation.at);
    }

    /// Resolves a type inside another one; after the outermost one, defines the deferred types.
    pub(super) fn resolve_nested(&mut self, resolve: impl FnOnce(&mut Self) -> Type) -> Type {
        self.budget.enter();
        let ty = resolve(self);
        let mut is_outermost = self.budget.leave();
        while is_outermost && let Some(deferred) = self.deferred.pop() {
            self.budget.enter();
            self.define_deferred(deferred);
            is_outermost = self.budget.leave();
        }
        ty
    }

    /// Defines a type that has a name.
    pub(super) fn define_deferred(&mut self, deferred: DeferredType<'a>) {
        let DeferredType {
            id,
            named,
            merged,
            flattened,
            annotations,
            context,
            at,
        } = deferred;
        let kind = self.build_named(named, &merged, &context, &flattened);
        self.define(id, annotations.into_definition(context, at, kind));
    }
}
