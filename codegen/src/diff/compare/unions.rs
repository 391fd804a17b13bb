//! The comparison of unions.

use super::comparer::Comparer;
use super::display;
use super::model_change::ChangeContext;
use crate::diff::rules;
use crate::diff::verdict::{Effect, SilentChange, WireCompatibility};
use crate::ir::{Type, Union, Variant, VariantForm};

/// The matched variants of two unions.
pub(super) struct MatchedVariants<'a> {
    pub(super) pairs: Vec<(&'a Variant, &'a Variant)>,
    removed: Vec<&'a Variant>,
    added: Vec<&'a Variant>,
}

/// A test for equal or renamed variants.
type MatchTest<'a> = &'a dyn Fn(&Variant, &Variant) -> bool;

/// Matches variants by literal or type, then by name.
pub(super) fn match_variants<'a>(
    comparer: &Comparer<'_>,
    old: &'a Union,
    new: &'a Union,
) -> MatchedVariants<'a> {
    let mut pairs: Vec<(&Variant, &Variant)> = Vec::new();
    let is_same = |one: &Variant, other: &Variant| match (&one.form, &other.form) {
        (VariantForm::Literal(one), VariantForm::Literal(other)) => one == other,
        (VariantForm::Value { ty: one, .. }, VariantForm::Value { ty: other, .. }) => {
            match (one, other) {
                (Type::Named(one), Type::Named(other)) => comparer.is_pair(*one, *other),
                (one, other) => {
                    display::type_text(comparer.old, one) == display::type_text(comparer.new, other)
                }
            }
        }
        _ => false,
    };
    let has_same_name = |one: &Variant, other: &Variant| one.name == other.name;
    let is_both = |one: &Variant, other: &Variant| is_same(one, other) && has_same_name(one, other);
    let tests: [MatchTest<'_>; 3] = [&is_both, &is_same, &has_same_name];
    for test in tests {
        for variant in &old.variants {
            if pairs.iter().any(|(one, _)| std::ptr::eq(*one, variant)) {
                continue;
            }
            let other = new.variants.iter().find(|other| {
                test(variant, other) && !pairs.iter().any(|(_, taken)| std::ptr::eq(*taken, *other))
            });
            pairs.extend(other.map(|other| (variant, other)));
        }
    }
    let removed = old
        .variants
        .iter()
        .filter(|variant| !pairs.iter().any(|(one, _)| std::ptr::eq(*one, *variant)))
        .collect();
    let added = new
        .variants
        .iter()
        .filter(|variant| {
            !pairs
                .iter()
                .any(|(_, other)| std::ptr::eq(*other, *variant))
        })
        .collect();
    MatchedVariants {
        pairs,
        removed,
        added,
    }
}

impl<'a> Comparer<'a> {
    pub(super) fn union(&mut self, context: &ChangeContext, old: &'a Union, new: &'a Union) {
        let names = self.type_names(context);
        let of = |variant: &Variant| ChangeContext {
            old: Some(variant.at.clone()),
            new: Some(variant.at.clone()),
            explains: vec![
                format!("types::{}::{}", names.0, variant.name),
                format!("types::{}::{}", names.1, variant.name),
            ],
            ..context.clone()
        };
        let tag = |union: &Union| union.tag.as_ref().map(|tag| tag.property.clone());
        if tag(old) != tag(new) {
            let text = |union: &Union| tag(union).map(|tag| format!("`{tag}`"));
            let (before, after) = (text(old), text(new));
            let message =
                display::value_change("discriminator", before.as_deref(), after.as_deref());
            let wire = match (tag(old), tag(new)) {
                (Some(_), Some(_)) => WireCompatibility::Breaking,
                _ => WireCompatibility::Unknown,
            };
            let mut change = context.change(&rules::UNION_TAG_CHANGED, message, wire);
            change.silent =
                Some(SilentChange::Wire).filter(|_| wire == WireCompatibility::Breaking);
            self.changes.push(change);
        }
        if old.open != new.open {
            self.openness(context, new.open);
        }
        let matched = match_variants(self, old, new);
        for variant in &matched.removed {
            let message = format!("variant `{}` was removed", variant.name);
            let rule = &rules::UNION_VARIANT_REMOVED;
            let mut change = of(variant)
                .only_old()
                .change_with(rule, message, Effect::NARROWS);
            change.softening = Some(format!(
                "To make it minor, keep the variant `{}` in the document, as a deprecated tombstone.",
                variant.name
            ));
            self.changes.push(change);
        }
        for variant in &matched.added {
            let message = format!("variant `{}` was added", variant.name);
            let context = of(variant).only_new();
            let is_kept = old.open && !self.strict;
            let effect = if is_kept {
                Effect::NONE
            } else {
                Effect::WIDENS
            };
            let mut change = context.change_with(&rules::UNION_VARIANT_ADDED, message, effect);
            if context.direction.response && old.open {
                change.silent = Some(SilentChange::LeavesUnknown);
            }
            self.changes.push(change);
        }
        for (before, after) in &matched.pairs {
            let mut context = ChangeContext {
                new: Some(after.at.clone()),
                ..of(before)
            };
            context.explains.extend(of(after).explains);
            self.variant(&context, before, after);
        }
        let order = |pick: fn(&(&'a Variant, &'a Variant)) -> &'a Variant, union: &'a Union| {
            let mut indices: Vec<(usize, usize)> = Vec::new();
            for (number, pair) in matched.pairs.iter().enumerate() {
                let variant = pick(pair);
                let at = union
                    .variants
                    .iter()
                    .position(|one| std::ptr::eq(one, variant));
                indices.push((at.unwrap_or_default(), number));
            }
            indices.sort_unstable();
            indices
                .into_iter()
                .map(|(_, number)| number)
                .collect::<Vec<_>>()
        };
        let is_reordered = order(|pair| pair.0, old) != order(|pair| pair.1, new);
        if is_reordered {
            let message = "the order of its variants changed";
            let rule = &rules::UNION_VARIANTS_REORDERED;
            // With a discriminator the order has no effect.
            let has_tag = old.tag.is_some() && new.tag.is_some();
            let wire = if has_tag {
                WireCompatibility::Compatible
            } else {
                WireCompatibility::Unknown
            };
            self.changes.push(context.change(rule, message, wire));
        }
    }

    fn variant(&mut self, context: &ChangeContext, old: &'a Variant, new: &'a Variant) {
        if old.name != new.name {
            let message = format!("variant was renamed from `{}` to `{}`", old.name, new.name);
            let rule = &rules::UNION_VARIANT_RENAMED;
            self.changes
                .push(context.change(rule, message, WireCompatibility::Compatible));
        }
        let name = format!("description of `{}`", new.name);
        self.docs(context, &name, old.docs.as_ref(), new.docs.as_ref());
        match (&old.form, &new.form) {
            (
                VariantForm::Value {
                    ty: before,
                    tags: one,
                    boxed: was_boxed,
                    ..
                },
                VariantForm::Value {
                    ty: after,
                    tags: other,
                    boxed,
                    ..
                },
            ) => {
                if was_boxed != boxed {
                    let message = if *boxed {
                        "is now boxed"
                    } else {
                        "is no longer boxed"
                    };
                    let rule = &rules::PROPERTY_RECURSION_CHANGED;
                    self.changes
                        .push(context.change(rule, message, WireCompatibility::Compatible));
                }
                let sorted = |tags: &Vec<String>| {
                    let mut tags = tags.clone();
                    tags.sort();
                    tags
                };
                let (one, other) = (sorted(one), sorted(other));
                if one != other && !one.is_empty() && !other.is_empty() {
                    let effect = Effect {
                        narrows: one.iter().any(|tag| !other.contains(tag)),
                        widens: other.iter().any(|tag| !one.contains(tag)),
                    };
                    let message = format!(
                        "tags of variant `{}` changed from {} to {}",
                        new.name,
                        display::code_list(&one),
                        display::code_list(&other)
                    );
                    let rule = &rules::UNION_MAPPING_CHANGED;
                    let mut change = context.change_with(rule, message, effect);
                    change.silent = Some(SilentChange::Wire)
                        .filter(|_| change.wire == WireCompatibility::Breaking);
                    self.changes.push(change);
                }
                self.types(context, before, after);
            }
            (VariantForm::Literal(one), VariantForm::Literal(other)) if one == other => {}
            _ => {
                let message = format!("the type of variant `{}` changed", new.name);
                let rule = &rules::TYPE_CHANGED;
                self.changes
                    .push(context.change_with(rule, message, Effect::BOTH));
            }
        }
    }
}
