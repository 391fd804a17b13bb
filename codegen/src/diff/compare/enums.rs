//! The comparison of enums.

use super::comparer::Comparer;
use super::display;
use super::model_change::ChangeContext;
use crate::diff::rule::Rule;
use crate::diff::rules;
use crate::diff::verdict::{Effect, SilentChange, WireCompatibility};
use crate::ir::{Enum, EnumValue, Literal};

/// Returns the values of an enum that another one lacks.
fn missing<'a>(of: &'a Enum, other: &Enum) -> Vec<&'a EnumValue> {
    let values = of.values.iter();
    values
        .filter(|value| find(other, value).is_none())
        .collect()
}

/// Returns the values of an enum that another one also has.
fn common<'a>(of: &'a Enum, other: &Enum) -> Vec<&'a Literal> {
    let values = of.values.iter();
    let common = values.filter(|value| find(other, value).is_some());
    common.map(|value| &value.wire_value).collect()
}

fn find<'a>(listed: &'a Enum, value: &EnumValue) -> Option<&'a EnumValue> {
    let mut values = listed.values.iter();
    values.find(|other| other.wire_value == value.wire_value)
}

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
            let context = ChangeContext {
                explains: vec![format!("types::{}*", names.0)],
                ..context.clone()
            };
            self.report_effect(&context, &rules::TYPE_KIND_CHANGED, message, Effect::BOTH);
        }
        if old.unknown.is_some() != new.unknown.is_some() {
            let variant = old.unknown.as_ref().or(new.unknown.as_ref());
            let variant = variant.map_or("", String::as_str);
            self.openness(context, variant, new.unknown.is_some());
        }
        let removed = missing(old, new);
        if !removed.is_empty() {
            let message = value_list(&removed, "removed");
            let (context, rule) = (of(&removed), &rules::ENUM_VALUE_REMOVED);
            let variants: Vec<_> = removed.iter().map(|value| value.variant.clone()).collect();
            let change = self.report_effect(&context, rule, message, Effect::NARROWS);
            change.softening = Some(format!(
                "To make it minor, keep the values in the document; the variants {} stay as deprecated tombstones.",
                display::code_list(&variants)
            ));
        }
        let added = missing(new, old);
        if !added.is_empty() {
            let message = value_list(&added, "added");
            self.addition(
                &of(&added),
                &rules::ENUM_VALUE_ADDED,
                message,
                old.unknown.is_some(),
            );
        }
        if common(old, new) != common(new, old) {
            let message = "the order of its values changed";
            let rule = &rules::ENUM_VALUES_REORDERED;
            self.report(context, rule, message, WireCompatibility::Compatible);
        }
        for value in &old.values {
            let Some(same) = find(new, value) else {
                continue;
            };
            if same.variant != value.variant {
                let message = format!(
                    "variant of {} was renamed from `{}` to `{}`",
                    display::literal(&value.wire_value),
                    value.variant,
                    same.variant
                );
                let (context, rule) = (of(&[value, same]), &rules::ENUM_VARIANT_RENAMED);
                self.report(&context, rule, message, WireCompatibility::Compatible);
            }
            let name = format!("description of {}", display::literal(&value.wire_value));
            self.docs(context, &name, value.docs.as_ref(), same.docs.as_ref());
        }
    }

    /// Reports a new value of an enum, or a new variant of a union.
    pub(super) fn addition(
        &mut self,
        context: &ChangeContext,
        rule: &'static Rule,
        message: String,
        was_open: bool,
    ) {
        // Clients of the old document decode it as `UnknownValue`.
        let effect = if was_open && !self.strict {
            Effect::NONE
        } else {
            Effect::WIDENS
        };
        let change = self.report_effect(context, rule, message, effect);
        if context.direction.response && was_open {
            change.silent = Some(SilentChange::LeavesUnknown);
        }
    }

    /// Reports that an enum or union became open or closed to unlisted values.
    pub(super) fn openness(&mut self, context: &ChangeContext, variant: &str, is_open: bool) {
        let names = self.type_names(context);
        let context = ChangeContext {
            explains: [&names.0, &names.1]
                .iter()
                .flat_map(|name| {
                    [
                        format!("types::{name}::{variant}"),
                        format!("types::{name}::impl*"),
                    ]
                })
                .collect(),
            ..context.clone()
        };
        let message = if is_open {
            format!("unlisted values are now decoded as `{variant}`")
        } else {
            "unlisted values now fail to decode".to_owned()
        };
        // Unlisted values are valid in neither document.
        self.report(
            &context,
            &rules::ENUM_OPENED,
            message,
            WireCompatibility::Compatible,
        );
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
