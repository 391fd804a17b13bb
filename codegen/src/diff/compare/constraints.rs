//! Limits, defaults and what people read.

use std::collections::{BTreeMap, BTreeSet};

use super::comparer::Comparer;
use super::display;
use super::model_change::ChangeContext;
use super::type_comparison::TypeComparison;
use super::value_effect::resolve_aliases;
use crate::diff::rules;
use crate::diff::verdict::{Direction, Effect, SilentChange, WireCompatibility};
use crate::ir::{Api, Constraint, Keyword, Literal, Type};

/// Limits by what they limit.
type Limits<'a> = BTreeMap<(usize, Keyword), &'a Literal>;

fn by_keyword(constraints: &[Constraint]) -> Limits<'_> {
    constraints
        .iter()
        .map(|one| ((one.depth, one.keyword), &one.value))
        .collect()
}

/// The limits of a use: its own, and those of the definition that it names.
fn all<'a>(api: &'a Api, own: &'a [Constraint], ty: &'a Type) -> Vec<&'a Constraint> {
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

/// Whether a limit limits anything of this type: a format of a text that has a type of its own is told of the type.
fn counts(keyword: Keyword, api: &Api, ty: &Type) -> bool {
    let is_typed = matches!(
        resolve_aliases(api, ty),
        Type::Integer(_) | Type::Float | Type::External(_) | Type::Binary
    );
    keyword != Keyword::Format || !is_typed
}

impl<'a> Comparer<'a> {
    /// The limits of two uses. What a definition says is left to the definition where both name one that is the same.
    pub(super) fn constraints(
        &mut self,
        context: &ChangeContext,
        (old, new): (&'a [Constraint], &'a [Constraint]),
        (before, after): (&'a Type, &'a Type),
    ) {
        let is_told_there = match (before, after) {
            (Type::Named(one), Type::Named(other)) => self.is_pair(*one, *other),
            _ => false,
        };
        if is_told_there {
            self.limits(context, (old, new));
            return;
        }
        // Limits of another type are other limits.
        if matches!(
            self.compare_types(before, after),
            TypeComparison::Differ(..)
        ) {
            return;
        }
        let keep = |api: &Api, ty: &Type, all: Vec<&Constraint>| -> Vec<Constraint> {
            let all = all.into_iter();
            all.filter(|one| counts(one.keyword, api, ty))
                .cloned()
                .collect()
        };
        let one = keep(self.old, before, all(self.old, old, before));
        let other = keep(self.new, after, all(self.new, new, after));
        self.limits(context, (&one, &other));
    }

    /// The limits of two definitions.
    pub(super) fn limits(
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
            let text = |value: Option<&&Literal>| {
                value.map_or("nothing".to_owned(), |value| display::literal(value))
            };
            let name = "items.".repeat(depth) + keyword.as_str();
            let message = format!("`{name}` is {}, was {}", text(after), text(before));
            let rule = match (keyword, effect) {
                (Keyword::Closed, _) => &rules::OBJECT_CLOSED,
                (_, Effect::NARROWS) => &rules::CONSTRAINT_TIGHTENED,
                (_, Effect::WIDENS) => &rules::CONSTRAINT_LOOSENED,
                _ => &rules::CONSTRAINT_CHANGED,
            };
            // Clients check no limits: wider ones break nobody who reads.
            let reads = if self.strict {
                context.direction.response
            } else {
                false
            };
            let direction = Direction {
                request: context.direction.request,
                response: reads,
            };
            let change = context.change(rule, message, effect.wire(direction));
            self.changes.push(change);
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
        let text = |value: Option<&Literal>| value.map_or("nothing".to_owned(), display::literal);
        let message = format!("defaults to {}, was {}", text(new), text(old));
        let mut change =
            context.change(&rules::DEFAULT_CHANGED, message, WireCompatibility::Unknown);
        change.silent = Some(SilentChange::Wire);
        self.changes.push(change);
    }

    /// What the documentation says of limits and defaults, where no limit and no default tells it: a default that is an array.
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
        let message = format!("`{}`, was `{}`", new.join(" "), old.join(" "));
        let mut change =
            context.change(&rules::DEFAULT_CHANGED, message, WireCompatibility::Unknown);
        change.silent = Some(SilentChange::Wire);
        self.changes.push(change);
    }
}

/// What another limit does to the values.
fn effect(keyword: Keyword, old: Option<&Literal>, new: Option<&Literal>) -> Effect {
    let (Some(old), Some(new)) = (old, new) else {
        return if new.is_some() {
            Effect::NARROWS
        } else {
            Effect::WIDENS
        };
    };
    let (Some(before), Some(after)) = (number(old), number(new)) else {
        return Effect::BOTH;
    };
    let is_lower = match keyword {
        Keyword::Minimum
        | Keyword::ExclusiveMinimum
        | Keyword::MinLength
        | Keyword::MinItems
        | Keyword::MinProperties => true,
        Keyword::MultipleOf => {
            return if before != 0.0 && after % before == 0.0 {
                Effect::NARROWS
            } else if after != 0.0 && before % after == 0.0 {
                Effect::WIDENS
            } else {
                Effect::BOTH
            };
        }
        _ => false,
    };
    if (after > before) == is_lower {
        Effect::NARROWS
    } else {
        Effect::WIDENS
    }
}

fn number(value: &Literal) -> Option<f64> {
    match value {
        Literal::Integer(number) => Some(*number as f64),
        Literal::Number(number) => Some(*number),
        _ => None,
    }
}
