//! The comparison of unions.

use super::comparer::Comparer;
use super::display;
use super::matching::{MatchTest, Matching};
use super::model_change::ChangeContext;
use crate::diff::rules;
use crate::diff::verdict::{Effect, SilentChange, WireCompatibility};
use crate::ir::{Literal, Type, Union, Variant, VariantForm};

/// Matches variants by literal or type, then by name.
pub(super) fn match_variants<'a>(
    comparer: &Comparer<'_>,
    old: &'a Union,
    new: &'a Union,
) -> Matching<'a, Variant> {
    let mut matching = Matching::new(&old.variants, &new.variants);
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
    let tests: [MatchTest<'_, Variant>; 3] = [&is_both, &is_same, &has_same_name];
    for test in tests {
        matching.extend(test);
    }
    matching
}

impl<'a> Comparer<'a> {
    pub(super) fn union(&mut self, context: &ChangeContext, old: &'a Union, new: &'a Union) {
        self.discriminator(context, old, new);
        if old.unknown.is_some() != new.unknown.is_some()
            && let Some(unknown) = new.unknown.as_ref().or(old.unknown.as_ref())
        {
            self.openness(context, unknown, new.unknown.is_some());
        }
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
        let matching = match_variants(self, old, new);
        for variant in matching.removed() {
            let message = format!("variant `{}` was removed", variant.name);
            let (context, rule) = (of(variant).only_old(), &rules::UNION_VARIANT_REMOVED);
            let change = self.report_effect(&context, rule, message, Effect::NARROWS);
            change.softening = Some(format!(
                "To make it minor, keep the variant `{}` in the document, as a deprecated tombstone.",
                variant.name
            ));
        }
        for variant in matching.added() {
            let message = format!("variant `{}` was added", variant.name);
            let (context, rule) = (of(variant).only_new(), &rules::UNION_VARIANT_ADDED);
            self.addition(&context, rule, message, old.unknown.is_some());
        }
        for (before, after) in matching.pairs() {
            let mut context = ChangeContext {
                new: Some(after.at.clone()),
                ..of(before)
            };
            context.explains.extend(of(after).explains);
            self.variant(&context, before, after);
        }
        if matching.is_reordered() {
            let message = "the order of its variants changed";
            // With a discriminator the order has no effect.
            let has_tag = old.tag.is_some() && new.tag.is_some();
            let wire = if has_tag {
                WireCompatibility::Compatible
            } else {
                WireCompatibility::Unknown
            };
            self.report(context, &rules::UNION_VARIANTS_REORDERED, message, wire);
        }
    }

    fn discriminator(&mut self, context: &ChangeContext, old: &Union, new: &Union) {
        let text = |union: &Union| union.tag.as_ref().map(|tag| format!("`{}`", tag.property));
        let (old, new) = (text(old), text(new));
        if old == new {
            return;
        }
        let message = display::value_change("discriminator", old.as_deref(), new.as_deref());
        let rule = &rules::UNION_TAG_CHANGED;
        if old.is_some() && new.is_some() {
            self.report(context, rule, message, WireCompatibility::Breaking)
                .silent = Some(SilentChange::Wire);
        } else {
            self.report(context, rule, message, WireCompatibility::Unknown);
        }
    }

    fn variant(&mut self, context: &ChangeContext, old: &'a Variant, new: &'a Variant) {
        if old.name != new.name {
            let message = format!("variant was renamed from `{}` to `{}`", old.name, new.name);
            let rule = &rules::UNION_VARIANT_RENAMED;
            self.report(context, rule, message, WireCompatibility::Compatible);
        }
        let name = format!("description of `{}`", new.name);
        self.docs(context, &name, old.docs.as_ref(), new.docs.as_ref());
        match (&old.form, &new.form) {
            (
                VariantForm::Value {
                    ty: before,
                    tags: old_tags,
                    boxed: was_boxed,
                    ..
                },
                VariantForm::Value {
                    ty: after,
                    tags: new_tags,
                    boxed,
                    ..
                },
            ) => {
                self.boxing(context, *was_boxed, *boxed);
                self.tags(context, &new.name, (old_tags, new_tags));
                self.types(context, before, after);
            }
            (VariantForm::Literal(one), VariantForm::Literal(other)) if one == other => {}
            _ => {
                let message = format!("the type of variant `{}` changed", new.name);
                let rule = &rules::TYPE_CHANGED;
                self.report_effect(context, rule, message, Effect::BOTH);
            }
        }
    }

    /// Compares the discriminator values of a variant.
    fn tags(&mut self, context: &ChangeContext, name: &str, (old, new): (&[Literal], &[Literal])) {
        let sorted = |tags: &[Literal]| {
            let mut tags: Vec<String> = tags.iter().map(Literal::to_string).collect();
            tags.sort();
            tags
        };
        let (old, new) = (sorted(old), sorted(new));
        if old == new || old.is_empty() || new.is_empty() {
            return;
        }
        let effect = Effect {
            narrows: old.iter().any(|tag| !new.contains(tag)),
            widens: new.iter().any(|tag| !old.contains(tag)),
        };
        let message = format!(
            "tags of variant `{name}` changed from {} to {}",
            display::code_list(&old),
            display::code_list(&new)
        );
        let change = self.report_effect(context, &rules::UNION_MAPPING_CHANGED, message, effect);
        if change.wire == WireCompatibility::Breaking {
            change.silent = Some(SilentChange::Wire);
        }
    }
}
