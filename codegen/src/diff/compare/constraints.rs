//! Constraints and defaults.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use super::comparer::Comparer;
use super::display;
use super::model_change::ChangeContext;
use super::type_comparison::TypeComparison;
use super::value_effect::resolve_aliases;
use crate::diff::rules;
use crate::diff::verdict::{Direction, Effect, SilentChange, WireCompatibility};
use crate::ir::{Api, Constraint, Keyword, Literal, Type};

/// Constraints by nesting depth and keyword.
type ConstraintMap<'a> = BTreeMap<(usize, Keyword), &'a Literal>;

fn by_keyword(constraints: &[Constraint]) -> ConstraintMap<'_> {
    constraints
        .iter()
        .map(|one| ((one.depth, one.keyword), &one.value))
        .collect()
}

/// Returns the constraints of a value: its own, and those of the definitions that its type names.
fn with_definitions<'a>(api: &'a Api, own: &'a [Constraint], ty: &'a Type) -> Vec<&'a Constraint> {
    let mut constraints = Vec::new();
    let mut ty = ty;
    for _ in 0..api.types.len() {
        let Type::Named(id) = ty else { break };
        let definition = api.type_def(*id);
        constraints.extend(&definition.constraints);
        match &definition.kind {
            crate::ir::TypeKind::Alias(target) => ty = target,
            _ => break,
        }
    }
    constraints.extend(own);
    constraints
}

/// Returns `false` for the format of a type that has its own rule: the types are compared instead.
fn is_relevant(keyword: Keyword, api: &Api, ty: &Type) -> bool {
    let is_typed = matches!(
        resolve_aliases(api, ty),
        Type::Integer(_) | Type::Float | Type::External(_) | Type::Binary
    );
    keyword != Keyword::Format || !is_typed
}

impl<'a> Comparer<'a> {
    /// Compares the constraints of two values. Those of their definitions are skipped if these are a pair, because pairs are
    /// compared once.
    pub(super) fn constraints(
        &mut self,
        context: &ChangeContext,
        (old, new): (&'a [Constraint], &'a [Constraint]),
        (before, after): (&'a Type, &'a Type),
    ) {
        let is_pair = match (before, after) {
            (Type::Named(one), Type::Named(other)) => self.is_pair(*one, *other),
            _ => false,
        };
        if is_pair {
            self.constraint_lists(context, (old, new));
            return;
        }
        // Constraints of different types are not comparable.
        if matches!(
            self.compare_types(before, after),
            TypeComparison::Differ(..)
        ) {
            return;
        }
        let keep = |api: &Api, ty: &Type, all: Vec<&Constraint>| -> Vec<Constraint> {
            let all = all.into_iter();
            all.filter(|one| is_relevant(one.keyword, api, ty))
                .cloned()
                .collect()
        };
        let one = keep(self.old, before, with_definitions(self.old, old, before));
        let other = keep(self.new, after, with_definitions(self.new, new, after));
        self.constraint_lists(context, (&one, &other));
    }

    /// Compares two lists of constraints.
    pub(super) fn constraint_lists(
        &mut self,
        context: &ChangeContext,
        (old, new): (&[Constraint], &[Constraint]),
    ) {
        let (old, new) = (by_keyword(old), by_keyword(new));
        let keys: BTreeSet<_> = old.keys().chain(new.keys()).copied().collect();
        for (depth, keyword) in keys {
            let (before, after) = (old.get(&(depth, keyword)), new.get(&(depth, keyword)));
            if before == after {
                continue;
            }
            let effect = effect(keyword, before.copied(), after.copied());
            if effect == Effect::NONE {
                continue;
            }
            let message = constraint_message(depth, keyword, (before.copied(), after.copied()));
            let rule = match (keyword, effect) {
                (Keyword::Closed, _) => &rules::OBJECT_CLOSED,
                (_, Effect::NARROWS) => &rules::CONSTRAINT_TIGHTENED,
                (_, Effect::WIDENS) => &rules::CONSTRAINT_LOOSENED,
                _ => &rules::CONSTRAINT_CHANGED,
            };
            // Clients do not check constraints, so a looser one does not break them.
            let reads = if self.strict {
                context.direction.response
            } else {
                false
            };
            let direction = Direction {
                request: context.direction.request,
                response: reads,
            };
            self.report(context, rule, message, effect.wire(direction));
        }
    }

    pub(super) fn defaults(
        &mut self,
        context: &ChangeContext,
        old: Option<&Literal>,
        new: Option<&Literal>,
    ) {
        if old == new {
            return;
        }
        let text = |value: Option<&Literal>| value.map(display::literal);
        let (old, new) = (text(old), text(new));
        let message = display::value_change("default", old.as_deref(), new.as_deref());
        self.report(
            context,
            &rules::DEFAULT_CHANGED,
            message,
            WireCompatibility::Unknown,
        )
        .silent = Some(SilentChange::Wire);
    }

    /// Compares the documented constraints and defaults that the model does not have otherwise, such as a default that is an
    /// array.
    pub(super) fn notes(
        &mut self,
        context: &ChangeContext,
        (old, limits): (&[String], &[Constraint]),
        (new, new_limits): (&[String], &[Constraint]),
        same_default: bool,
    ) {
        if old == new || limits != new_limits || !same_default {
            return;
        }
        let text = |notes: &[String]| {
            let notes = (!notes.is_empty()).then(|| notes.join(" "));
            notes.map(|notes| format!("`{notes}`"))
        };
        let (old, new) = (text(old), text(new));
        let message = display::value_change("documentation", old.as_deref(), new.as_deref());
        self.report(
            context,
            &rules::DEFAULT_CHANGED,
            message,
            WireCompatibility::Unknown,
        )
        .silent = Some(SilentChange::Wire);
    }
}

/// Returns the message for a changed constraint.
fn constraint_message(
    depth: usize,
    keyword: Keyword,
    (old, new): (Option<&Literal>, Option<&Literal>),
) -> String {
    let name = "items.".repeat(depth) + keyword.as_str();
    match (old.map(display::literal), new.map(display::literal)) {
        (None, _) if keyword == Keyword::Closed => {
            "undeclared properties are now forbidden".to_owned()
        }
        (_, None) if keyword == Keyword::Closed => {
            "undeclared properties are now allowed".to_owned()
        }
        (Some(old), Some(new)) => format!("`{name}` changed from {old} to {new}"),
        (None, Some(new)) => format!("`{name}: {new}` was added"),
        (Some(old), None) => format!("`{name}: {old}` was removed"),
        (None, None) => format!("`{name}` changed"),
    }
}

/// Returns the effect of a changed constraint.
fn effect(keyword: Keyword, old: Option<&Literal>, new: Option<&Literal>) -> Effect {
    let (Some(old), Some(new)) = (old, new) else {
        return if new.is_some() {
            Effect::NARROWS
        } else {
            Effect::WIDENS
        };
    };
    let is_minimum = match keyword {
        Keyword::Minimum
        | Keyword::ExclusiveMinimum
        | Keyword::MinLength
        | Keyword::MinItems
        | Keyword::MinProperties => true,
        Keyword::MultipleOf if is_multiple(new, old) => return Effect::NARROWS,
        Keyword::MultipleOf if is_multiple(old, new) => return Effect::WIDENS,
        Keyword::MultipleOf => return Effect::BOTH,
        _ => false,
    };
    match compare_numbers(old, new) {
        None => Effect::BOTH,
        Some(Ordering::Equal) => Effect::NONE,
        Some(order) if order.is_lt() == is_minimum => Effect::NARROWS,
        Some(_) => Effect::WIDENS,
    }
}

/// Compares two numbers, without rounding if both are integers. Returns `None` if one of them is not a number.
fn compare_numbers(old: &Literal, new: &Literal) -> Option<Ordering> {
    match (old, new) {
        (Literal::Integer(old), Literal::Integer(new)) => Some(old.cmp(new)),
        _ => number(old)?.partial_cmp(&number(new)?),
    }
}

/// Returns `true` if a number is a multiple of another one.
fn is_multiple(multiple: &Literal, factor: &Literal) -> bool {
    match (multiple, factor) {
        (Literal::Integer(multiple), Literal::Integer(factor)) => {
            multiple.checked_rem(*factor) == Some(0)
        }
        (multiple, factor) => match (number(multiple), number(factor)) {
            (Some(multiple), Some(factor)) => factor != 0.0 && multiple % factor == 0.0,
            _ => false,
        },
    }
}

fn number(value: &Literal) -> Option<f64> {
    match value {
        Literal::Integer(number) => Some(*number as f64),
        Literal::Number(number) => Some(*number),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_are_compared_without_rounding() {
        let (low, high) = (9_007_199_254_740_992, 9_007_199_254_740_993);
        let of = |keyword, old, new| {
            let (old, new) = (Literal::Integer(old), Literal::Integer(new));
            effect(keyword, Some(&old), Some(&new))
        };
        assert_eq!(of(Keyword::Minimum, low, high), Effect::NARROWS);
        assert_eq!(of(Keyword::Minimum, high, low), Effect::WIDENS);
        assert_eq!(of(Keyword::Maximum, high, low), Effect::NARROWS);
        assert_eq!(of(Keyword::MultipleOf, low, high), Effect::BOTH);
        assert_eq!(of(Keyword::MultipleOf, 2, 4), Effect::NARROWS);
        assert_eq!(of(Keyword::MultipleOf, 0, 0), Effect::BOTH);
    }

    #[test]
    fn a_number_written_as_a_fraction_is_the_same_limit() {
        let (integer, number) = (Literal::Integer(5), Literal::Number(5.0));
        let effect = effect(Keyword::Maximum, Some(&integer), Some(&number));
        assert_eq!(effect, Effect::NONE);
    }
}
