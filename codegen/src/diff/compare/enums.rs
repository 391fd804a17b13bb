//! Values of an enum.

use super::comparer::Comparer;
use super::display;
use super::model_change::ChangeContext;
use crate::diff::rules;
use crate::diff::verdict::{Effect, SilentChange, WireCompatibility};
use crate::ir::{Enum, EnumValue, Literal};

impl<'a> Comparer<'a> {
    pub(super) fn enumeration(&mut self, context: &ChangeContext, old: &'a Enum, new: &'a Enum) {
        let names = self.type_names(context);
        let of = |values: &[&EnumValue]| ChangeContext {
            explains: values
                .iter()
                .flat_map(|value| {
                    [&names.0, &names.1].map(|name| format!("types::{name}::{}", value.variant))
                })
                .collect(),
            ..context.clone()
        };
        if old.repr != new.repr {
            let message = "its values are of another kind";
            let rule = &rules::TYPE_KIND_CHANGED;
            let context = ChangeContext {
                explains: vec![format!("types::{}*", names.0)],
                ..context.clone()
            };
            self.changes
                .push(context.change_with(rule, message, Effect::BOTH));
        }
        if old.open != new.open {
            self.opened(context, new.open);
        }
        let lacks = |one: &'a Enum, other: &Enum| -> Vec<&'a EnumValue> {
            let is_gone = |value: &&EnumValue| {
                other
                    .values
                    .iter()
                    .all(|same| same.wire_value != value.wire_value)
            };
            one.values.iter().filter(is_gone).collect()
        };
        let gone = lacks(old, new);
        if !gone.is_empty() {
            let message = format!("without {}", list(&gone));
            let rule = &rules::ENUM_VALUE_REMOVED;
            let mut change = of(&gone).change_with(rule, message, Effect::NARROWS);
            let variants: Vec<_> = gone
                .iter()
                .map(|value| format!("`{}`", value.variant))
                .collect();
            change.softening = Some(format!(
                "A tombstone, a deprecated variant, for each of {} makes it minor: keep the values in the document.",
                variants.join(", ")
            ));
            self.changes.push(change);
        }
        let come = lacks(new, old);
        if !come.is_empty() {
            let message = format!("with {}", list(&come));
            let context = of(&come);
            // A client that was made before keeps it as unknown.
            let is_kept = old.open && !self.strict;
            let effect = if is_kept {
                Effect::NONE
            } else {
                Effect::WIDENS
            };
            let mut change = context.change_with(&rules::ENUM_VALUE_ADDED, message, effect);
            if context.direction.response && old.open {
                change.silent = Some(SilentChange::LeavesUnknown);
            }
            self.changes.push(change);
        }
        let order = |one: &'a Enum, other: &Enum| -> Vec<&'a Literal> {
            let is_there = |value: &&EnumValue| {
                other
                    .values
                    .iter()
                    .any(|same| same.wire_value == value.wire_value)
            };
            let common = one.values.iter().filter(is_there);
            common.map(|value| &value.wire_value).collect()
        };
        if order(old, new) != order(new, old) {
            let message = "its values stand in another order";
            let rule = &rules::ENUM_VALUES_REORDERED;
            self.changes
                .push(context.change(rule, message, WireCompatibility::Compatible));
        }
        for value in &old.values {
            let same = new
                .values
                .iter()
                .find(|other| other.wire_value == value.wire_value);
            let Some(same) = same else { continue };
            if same.variant != value.variant {
                let message = format!(
                    "the variant of {} is `{}`, was `{}`",
                    display::literal(&value.wire_value),
                    same.variant,
                    value.variant
                );
                let rule = &rules::ENUM_VARIANT_RENAMED;
                let change =
                    of(&[value, same]).change(rule, message, WireCompatibility::Compatible);
                self.changes.push(change);
            }
            let what = format!("description of {}", display::literal(&value.wire_value));
            self.docs(context, &what, value.docs.as_ref(), same.docs.as_ref());
        }
    }

    /// Values that are not listed are kept now, or refused.
    pub(super) fn opened(&mut self, context: &ChangeContext, is_open: bool) {
        let names = self.type_names(context);
        let context = ChangeContext {
            explains: [&names.0, &names.1]
                .iter()
                .flat_map(|name| {
                    [
                        format!("types::{name}::Unknown"),
                        format!("types::{name}::impl*"),
                    ]
                })
                .collect(),
            ..context.clone()
        };
        let message = if is_open {
            "values that are not listed are kept now"
        } else {
            "values that are not listed are refused now"
        };
        // They are valid in neither document.
        let change = context.change(&rules::ENUM_OPENED, message, WireCompatibility::Compatible);
        self.changes.push(change);
    }
}

/// Values as JSON has them.
fn list(values: &[&EnumValue]) -> String {
    let texts: Vec<_> = values
        .iter()
        .map(|value| display::literal(&value.wire_value))
        .collect();
    texts.join(", ")
}
