//! Values of an enum.

use super::{Comparer, Site, show};
use crate::diff::change::{Effect, Silent, Wire};
use crate::diff::rule;
use crate::ir::{Enum, EnumValue, Literal};

impl<'a> Comparer<'a> {
    pub(super) fn enumeration(&mut self, site: &Site, old: &'a Enum, new: &'a Enum) {
        let names = self.type_names(site);
        let of = |values: &[&EnumValue]| Site {
            explains: values
                .iter()
                .flat_map(|value| {
                    [&names.0, &names.1].map(|name| format!("types::{name}::{}", value.variant))
                })
                .collect(),
            ..site.clone()
        };
        if old.repr != new.repr {
            let message = "its values are of another kind";
            let rule = &rule::TYPE_KIND_CHANGED;
            let site = Site {
                explains: vec![format!("types::{}*", names.0)],
                ..site.clone()
            };
            self.found.push(site.effect(rule, message, Effect::BOTH));
        }
        if old.open != new.open {
            self.opened(site, new.open);
        }
        let lacks = |one: &'a Enum, other: &Enum| -> Vec<&'a EnumValue> {
            let is_gone =
                |value: &&EnumValue| other.values.iter().all(|same| same.wire != value.wire);
            one.values.iter().filter(is_gone).collect()
        };
        let gone = lacks(old, new);
        if !gone.is_empty() {
            let message = format!("without {}", list(&gone));
            let rule = &rule::ENUM_VALUE_REMOVED;
            let mut found = of(&gone).effect(rule, message, Effect::NARROWS);
            let variants: Vec<_> = gone
                .iter()
                .map(|value| format!("`{}`", value.variant))
                .collect();
            found.softening = Some(format!(
                "A tombstone, a deprecated variant, for each of {} makes it minor: keep the values in the document.",
                variants.join(", ")
            ));
            self.found.push(found);
        }
        let come = lacks(new, old);
        if !come.is_empty() {
            let message = format!("with {}", list(&come));
            let site = of(&come);
            // A client that was made before keeps it as unknown.
            let is_kept = old.open && !self.strict;
            let effect = if is_kept {
                Effect::NONE
            } else {
                Effect::WIDENS
            };
            let mut found = site.effect(&rule::ENUM_VALUE_ADDED, message, effect);
            if site.direction.response && old.open {
                found.silent = Some(Silent::LeavesUnknown);
            }
            self.found.push(found);
        }
        let order = |one: &'a Enum, other: &Enum| -> Vec<&'a Literal> {
            let is_there =
                |value: &&EnumValue| other.values.iter().any(|same| same.wire == value.wire);
            let common = one.values.iter().filter(is_there);
            common.map(|value| &value.wire).collect()
        };
        if order(old, new) != order(new, old) {
            let message = "its values stand in another order";
            let rule = &rule::ENUM_VALUES_REORDERED;
            self.found.push(site.found(rule, message, Wire::Compatible));
        }
        for value in &old.values {
            let same = new.values.iter().find(|other| other.wire == value.wire);
            let Some(same) = same else { continue };
            if same.variant != value.variant {
                let message = format!(
                    "the variant of {} is `{}`, was `{}`",
                    show::literal(&value.wire),
                    same.variant,
                    value.variant
                );
                let rule = &rule::ENUM_VARIANT_RENAMED;
                let found = of(&[value, same]).found(rule, message, Wire::Compatible);
                self.found.push(found);
            }
            let what = format!("description of {}", show::literal(&value.wire));
            self.docs(site, &what, value.docs.as_ref(), same.docs.as_ref());
        }
    }

    /// Values that are not listed are kept now, or refused.
    pub(super) fn opened(&mut self, site: &Site, is_open: bool) {
        let names = self.type_names(site);
        let site = Site {
            explains: [&names.0, &names.1]
                .iter()
                .flat_map(|name| {
                    [
                        format!("types::{name}::Unknown"),
                        format!("types::{name}::impl*"),
                    ]
                })
                .collect(),
            ..site.clone()
        };
        let message = if is_open {
            "values that are not listed are kept now"
        } else {
            "values that are not listed are refused now"
        };
        // They are valid in neither document.
        let found = site.found(&rule::ENUM_OPENED, message, Wire::Compatible);
        self.found.push(found);
    }
}

/// Values as JSON has them.
fn list(values: &[&EnumValue]) -> String {
    let texts: Vec<_> = values
        .iter()
        .map(|value| show::literal(&value.wire))
        .collect();
    texts.join(", ")
}
