//! Variants of a union.

use super::{Comparer, Site, show};
use crate::diff::change::{Effect, Silent, Wire};
use crate::diff::rule;
use crate::ir::{Type, Union, Variant, VariantForm};

/// The variants of two unions side by side.
pub(super) struct Matched<'a> {
    pub(super) pairs: Vec<(&'a Variant, &'a Variant)>,
    removed: Vec<&'a Variant>,
    added: Vec<&'a Variant>,
}

/// Whether a variant may have become another.
type Test<'a> = &'a dyn Fn(&Variant, &Variant) -> bool;

/// Matches variants by what they are: the literal, or the type that they hold; then by name.
pub(super) fn matched<'a>(comparer: &Comparer<'_>, old: &'a Union, new: &'a Union) -> Matched<'a> {
    let mut pairs: Vec<(&Variant, &Variant)> = Vec::new();
    let is_same = |one: &Variant, other: &Variant| match (&one.form, &other.form) {
        (VariantForm::Literal(one), VariantForm::Literal(other)) => one == other,
        (VariantForm::Value { ty: one, .. }, VariantForm::Value { ty: other, .. }) => {
            match (one, other) {
                (Type::Named(one), Type::Named(other)) => comparer.is_pair(*one, *other),
                (one, other) => show::ty(comparer.old, one) == show::ty(comparer.new, other),
            }
        }
        _ => false,
    };
    let is_called_so = |one: &Variant, other: &Variant| one.name == other.name;
    let is_both = |one: &Variant, other: &Variant| is_same(one, other) && is_called_so(one, other);
    let tests: [Test<'_>; 3] = [&is_both, &is_same, &is_called_so];
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
    Matched {
        pairs,
        removed,
        added,
    }
}

impl<'a> Comparer<'a> {
    pub(super) fn union(&mut self, site: &Site, old: &'a Union, new: &'a Union) {
        let names = self.type_names(site);
        let of = |variant: &Variant| Site {
            old: Some(variant.at.clone()),
            new: Some(variant.at.clone()),
            explains: vec![
                format!("types::{}::{}", names.0, variant.name),
                format!("types::{}::{}", names.1, variant.name),
            ],
            ..site.clone()
        };
        let tag = |union: &Union| union.tag.as_ref().map(|tag| tag.property.clone());
        if tag(old) != tag(new) {
            let text =
                |tag: Option<String>| tag.map_or("shape".to_owned(), |tag| format!("`{tag}`"));
            let message = format!(
                "variants are told apart by {}, were by {}",
                text(tag(new)),
                text(tag(old))
            );
            let wire = match (tag(old), tag(new)) {
                (Some(_), Some(_)) => Wire::Breaking,
                _ => Wire::Unknown,
            };
            let mut found = site.found(&rule::UNION_TAG_CHANGED, message, wire);
            found.silent = Some(Silent::Wire).filter(|_| wire == Wire::Breaking);
            self.found.push(found);
        }
        if old.open != new.open {
            self.opened(site, new.open);
        }
        let matched = matched(self, old, new);
        for variant in &matched.removed {
            let message = format!("the variant `{}` is gone", variant.name);
            let rule = &rule::UNION_VARIANT_REMOVED;
            let mut found = of(variant)
                .only_old()
                .effect(rule, message, Effect::NARROWS);
            found.softening = Some(format!(
                "A tombstone, the deprecated variant `{}`, makes it minor: keep it in the document.",
                variant.name
            ));
            self.found.push(found);
        }
        for variant in &matched.added {
            let message = format!("the variant `{}` is new", variant.name);
            let site = of(variant).only_new();
            let is_kept = old.open && !self.strict;
            let effect = if is_kept {
                Effect::NONE
            } else {
                Effect::WIDENS
            };
            let mut found = site.effect(&rule::UNION_VARIANT_ADDED, message, effect);
            if site.direction.response && old.open {
                found.silent = Some(Silent::LeavesUnknown);
            }
            self.found.push(found);
        }
        for (before, after) in &matched.pairs {
            let mut site = Site {
                new: Some(after.at.clone()),
                ..of(before)
            };
            site.explains.extend(of(after).explains);
            self.variant(&site, before, after);
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
            let message = "its variants stand in another order";
            let rule = &rule::UNION_VARIANTS_REORDERED;
            // A tag tells variants apart whatever their order.
            let has_tag = old.tag.is_some() && new.tag.is_some();
            let wire = if has_tag {
                Wire::Compatible
            } else {
                Wire::Unknown
            };
            self.found.push(site.found(rule, message, wire));
        }
    }

    fn variant(&mut self, site: &Site, old: &'a Variant, new: &'a Variant) {
        if old.name != new.name {
            let message = format!("the variant `{}` is now called `{}`", old.name, new.name);
            let rule = &rule::UNION_VARIANT_RENAMED;
            self.found.push(site.found(rule, message, Wire::Compatible));
        }
        let what = format!("description of `{}`", new.name);
        self.docs(site, &what, old.docs.as_ref(), new.docs.as_ref());
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
                        "is in a box now"
                    } else {
                        "is no longer in a box"
                    };
                    let rule = &rule::PROPERTY_RECURSION_CHANGED;
                    self.found.push(site.found(rule, message, Wire::Compatible));
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
                        "the tags of `{}` are {}, were {}",
                        new.name,
                        super::operation::list(&other),
                        super::operation::list(&one)
                    );
                    let rule = &rule::UNION_MAPPING_CHANGED;
                    let mut found = site.effect(rule, message, effect);
                    found.silent = Some(Silent::Wire).filter(|_| found.wire == Wire::Breaking);
                    self.found.push(found);
                }
                self.uses(site, before, after);
            }
            (VariantForm::Literal(one), VariantForm::Literal(other)) if one == other => {}
            _ => {
                let message = format!("the variant `{}` holds something else", new.name);
                let rule = &rule::TYPE_CHANGED;
                self.found.push(site.effect(rule, message, Effect::BOTH));
            }
        }
    }
}
