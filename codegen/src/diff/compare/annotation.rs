//! Limits, defaults and what people read.

use std::collections::{BTreeMap, BTreeSet};

use super::step::{Step, resolve};
use super::{Comparer, Site, show};
use crate::diff::change::{Direction, Effect, Silent, Wire};
use crate::diff::rule;
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
        resolve(api, ty),
        Type::Integer(_) | Type::Float | Type::External(_) | Type::Binary
    );
    keyword != Keyword::Format || !is_typed
}

impl<'a> Comparer<'a> {
    /// The limits of two uses. What a definition says is left to the definition where both name one that is the same.
    pub(super) fn constraints(
        &mut self,
        site: &Site,
        (old, new): (&'a [Constraint], &'a [Constraint]),
        (before, after): (&'a Type, &'a Type),
    ) {
        let is_told_there = match (before, after) {
            (Type::Named(one), Type::Named(other)) => self.is_pair(*one, *other),
            _ => false,
        };
        if is_told_there {
            self.limits(site, (old, new));
            return;
        }
        // Limits of another type are other limits.
        if matches!(self.step(before, after), Step::Differ(..)) {
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
        self.limits(site, (&one, &other));
    }

    /// The limits of two definitions.
    pub(super) fn limits(&mut self, site: &Site, (old, new): (&[Constraint], &[Constraint])) {
        let (old, new) = (by_keyword(old), by_keyword(new));
        let keys: BTreeSet<_> = old.keys().chain(new.keys()).copied().collect();
        for (depth, keyword) in keys {
            let (before, after) = (old.get(&(depth, keyword)), new.get(&(depth, keyword)));
            if before == after {
                continue;
            }
            let effect = effect(keyword, before.copied(), after.copied());
            let text = |value: Option<&&Literal>| {
                value.map_or("nothing".to_owned(), |value| show::literal(value))
            };
            let name = "items.".repeat(depth) + keyword.as_str();
            let message = format!("`{name}` is {}, was {}", text(after), text(before));
            let rule = match (keyword, effect) {
                (Keyword::Closed, _) => &rule::OBJECT_CLOSED,
                (_, Effect::NARROWS) => &rule::CONSTRAINT_TIGHTENED,
                (_, Effect::WIDENS) => &rule::CONSTRAINT_LOOSENED,
                _ => &rule::CONSTRAINT_CHANGED,
            };
            // Clients check no limits: wider ones break nobody who reads.
            let reads = if self.strict {
                site.direction.response
            } else {
                false
            };
            let direction = Direction {
                request: site.direction.request,
                response: reads,
            };
            let found = site.found(rule, message, effect.wire(direction));
            self.found.push(found);
        }
    }

    pub(super) fn defaults(&mut self, site: &Site, old: Option<&Literal>, new: Option<&Literal>) {
        if old == new {
            return;
        }
        let text = |value: Option<&Literal>| value.map_or("nothing".to_owned(), show::literal);
        let message = format!("defaults to {}, was {}", text(new), text(old));
        let mut found = site.found(&rule::DEFAULT_CHANGED, message, Wire::Unknown);
        found.silent = Some(Silent::Wire);
        self.found.push(found);
    }

    /// What people read.
    pub(super) fn docs(
        &mut self,
        site: &Site,
        what: &str,
        old: Option<&String>,
        new: Option<&String>,
    ) {
        let message = match (old, new) {
            (Some(one), Some(other)) if one == other => return,
            (None, None) => return,
            (Some(_), Some(_)) => format!("another {what}"),
            (None, Some(_)) => format!("a {what} is new"),
            (Some(_), None) => format!("the {what} is gone"),
        };
        let site = Site {
            explains: Vec::new(),
            ..site.clone()
        };
        let found = site.found(&rule::DOCS_CHANGED, message, Wire::Compatible);
        self.found.push(found);
    }

    /// What the documentation says of limits and defaults, where no limit and no default tells it: a default that is an array.
    pub(super) fn notes(
        &mut self,
        site: &Site,
        (old, limits): (&[String], &[Constraint]),
        (new, new_limits): (&[String], &[Constraint]),
        same_default: bool,
    ) {
        if old == new || limits != new_limits || !same_default {
            return;
        }
        let message = format!("`{}`, was `{}`", new.join(" "), old.join(" "));
        let mut found = site.found(&rule::DEFAULT_CHANGED, message, Wire::Unknown);
        found.silent = Some(Silent::Wire);
        self.found.push(found);
    }

    /// What is said of the document as a whole.
    pub(super) fn document(&mut self) {
        let root = Site {
            subject: "the document".to_owned(),
            old: Some(crate::location::Location::default().child("info")),
            new: Some(crate::location::Location::default().child("info")),
            ..Site::default()
        };
        let (old, new) = (self.old, self.new);
        self.docs(&root, "title", Some(&old.title), Some(&new.title));
        self.docs(&root, "version", old.version.as_ref(), new.version.as_ref());
        let (before, after) = (old.description.as_ref(), new.description.as_ref());
        self.docs(&root, "description", before, after);
        let tags: BTreeSet<_> = old.tags.keys().chain(new.tags.keys()).collect();
        for tag in tags {
            let what = format!("description of the tag `{tag}`");
            self.docs(&root, &what, old.tags.get(tag), new.tags.get(tag));
        }
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
