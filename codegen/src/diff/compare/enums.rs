//! The comparison of enums.

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
            let message = "the type of its values changed";
            let rule = &rules::TYPE_KIND_CHANGED;
            let context = ChangeContext {
                explains: vec![format!("types::{}*", names.0)],
                ..context.clone()
            };
            self.changes
                .push(context.change_with(rule, message, Effect::BOTH));
        }
        if old.open != new.open {
            self.openness(context, new.open);
        }
        let lacks = |one: &'a Enum, other: &Enum| -> Vec<&'a EnumValue> {
            let is_missing = |value: &&EnumValue| {
                other
                    .values
                    .iter()
                    .all(|same| same.wire_value != value.wire_value)
            };
            one.values.iter().filter(is_missing).collect()
        };
        let removed = lacks(old, new);
        if !removed.is_empty() {
            let message = value_list(&removed, "removed");
            let rule = &rules::ENUM_VALUE_REMOVED;
            let mut change = of(&removed).change_with(rule, message, Effect::NARROWS);
            let variants: Vec<_> = removed
                .iter()
                .map(|value| format!("`{}`", value.variant))
                .collect();
            change.softening = Some(format!(
                "To make it minor, keep the values in the document; the variants {} stay as deprecated tombstones.",
                variants.join(", ")
            ));
            self.changes.push(change);
        }
        let added = lacks(new, old);
        if !added.is_empty() {
            let message = value_list(&added, "added");
            let context = of(&added);
            // Clients of the old document decode it as unknown.
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
            let message = "the order of its values changed";
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
                    "variant of {} was renamed from `{}` to `{}`",
                    display::literal(&value.wire_value),
                    value.variant,
                    same.variant
                );
                let rule = &rules::ENUM_VARIANT_RENAMED;
                let change =
                    of(&[value, same]).change(rule, message, WireCompatibility::Compatible);
                self.changes.push(change);
            }
            let name = format!("description of {}", display::literal(&value.wire_value));
            self.docs(context, &name, value.docs.as_ref(), same.docs.as_ref());
        }
    }

    /// Reports that an enum or union became open or closed to unlisted values.
    pub(super) fn openness(&mut self, context: &ChangeContext, is_open: bool) {
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
            "unlisted values are now decoded as `Unknown`"
        } else {
            "unlisted values now fail to decode"
        };
        // Unlisted values are valid in neither document.
        let change = context.change(&rules::ENUM_OPENED, message, WireCompatibility::Compatible);
        self.changes.push(change);
    }
}

/// Returns the message for added or removed values.
fn value_list(values: &[&EnumValue], verb: &str) -> String {
    let texts: Vec<_> = values
        .iter()
        .map(|value| display::literal(&value.wire_value))
        .collect();
    let texts = texts.join(", ");
    match values {
        [_] => format!("value {texts} was {verb}"),
        _ => format!("values {texts} were {verb}"),
    }
}
