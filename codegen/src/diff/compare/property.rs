//! The comparison of properties.

use super::comparer::Comparer;
use super::model_change::ChangeContext;
use super::{crate_items, display};
use crate::diff::rules;
use crate::diff::verdict::{Effect, SilentChange, WireCompatibility};
use crate::ir::{Property, Struct};

/// The matched properties of two objects.
pub(super) struct MatchedProperties<'a> {
    /// The properties with the same name, and the renamed ones.
    pub(super) pairs: Vec<(&'a Property, &'a Property)>,
    pub(super) removed: Vec<&'a Property>,
    pub(super) added: Vec<&'a Property>,
}

/// A test for equal or renamed properties.
type MatchTest<'a> = &'a dyn Fn(&Property, &Property) -> bool;

/// Matches properties by wire name, then by field name, then by documentation or position.
pub(super) fn match_properties<'a>(
    comparer: &Comparer<'_>,
    old: &'a Struct,
    new: &'a Struct,
) -> MatchedProperties<'a> {
    let mut pairs = Vec::new();
    let mut removed: Vec<&Property> = Vec::new();
    for property in &old.properties {
        match new
            .properties
            .iter()
            .find(|one| one.wire_name == property.wire_name)
        {
            Some(same) => pairs.push((property, same)),
            None => removed.push(property),
        }
    }
    let mut added: Vec<&Property> = new
        .properties
        .iter()
        .filter(|property| {
            old.properties
                .iter()
                .all(|one| one.wire_name != property.wire_name)
        })
        .collect();
    let is_recased = |one: &Property, other: &Property| one.field == other.field;
    let is_renamed = |one: &Property, other: &Property| {
        let index = |structure: &Struct, property: &Property| {
            structure
                .properties
                .iter()
                .position(|one| one.wire_name == property.wire_name)
        };
        let is_alike = one.presence() == other.presence()
            && display::type_text(comparer.old, &one.ty)
                == display::type_text(comparer.new, &other.ty);
        let has_same_docs = one.docs.is_some() && one.docs == other.docs;
        let has_same_position = old.properties.len() == new.properties.len()
            && index(old, one) == index(new, other)
            && (one.docs.is_none() || other.docs.is_none());
        is_alike && (has_same_docs || has_same_position)
    };
    let tests: [MatchTest<'_>; 2] = [&is_recased, &is_renamed];
    for is_same in tests {
        removed.retain(|one| {
            let mut candidates = added.iter().filter(|other| is_same(one, other));
            let (first, second) = (candidates.next().copied(), candidates.next());
            match (first, second) {
                (Some(other), None) => {
                    pairs.push((one, other));
                    added.retain(|left| left.wire_name != other.wire_name);
                    false
                }
                _ => true,
            }
        });
    }
    MatchedProperties {
        pairs,
        removed,
        added,
    }
}

/// Returns the effect of an added or newly required property. Requests do not need read-only properties.
fn added(property: &Property, strict: bool) -> Effect {
    Effect {
        narrows: property.required && !property.read_only,
        widens: strict,
    }
}

/// Returns the effect of a removed or newly optional property. Responses do not need write-only properties.
fn removed(property: &Property, strict: bool) -> Effect {
    Effect {
        narrows: strict,
        widens: property.required && !property.write_only,
    }
}

impl<'a> Comparer<'a> {
    pub(super) fn properties(&mut self, context: &ChangeContext, old: &'a Struct, new: &'a Struct) {
        let names = self.type_names(context);
        let matched = match_properties(self, old, new);
        for property in &matched.removed {
            let context = ChangeContext {
                subject: format!("{}.{}", names.0, property.wire_name),
                old: Some(property.at.clone()),
                new: None,
                explains: crate_items::property_items(&names.0, property),
                ..context.clone()
            };
            self.removed_property(&context, property);
        }
        for property in &matched.added {
            let context = ChangeContext {
                subject: format!("{}.{}", names.1, property.wire_name),
                old: None,
                new: Some(property.at.clone()),
                explains: crate_items::property_items(&names.1, property),
                ..context.clone()
            };
            let ty = display::field_type(self.new, property);
            let (kind, rule) = if property.required {
                ("required", &rules::REQUIRED_PROPERTY_ADDED)
            } else {
                ("optional", &rules::PROPERTY_ADDED)
            };
            let message = format!("{kind} property of type `{ty}` was added");
            self.report_effect(&context, rule, message, added(property, self.strict));
        }
        for (before, after) in matched.pairs {
            self.property(context, &names, (before, after));
        }
    }

    fn removed_property(&mut self, context: &ChangeContext, property: &Property) {
        let ty = display::field_type(self.old, property);
        let effect = removed(property, self.strict).wire(context.direction);
        // Documents do not specify whether servers reject unknown properties.
        let unknown = WireCompatibility::Unknown;
        let (kind, rule, wire) = if !property.required {
            let wire = if self.strict { effect } else { unknown };
            ("optional", &rules::PROPERTY_REMOVED, wire)
        } else if context.direction.request && !self.strict {
            let rule = &rules::REQUIRED_PROPERTY_REMOVED;
            ("required", rule, effect.max(unknown))
        } else {
            ("required", &rules::REQUIRED_PROPERTY_REMOVED, effect)
        };
        let message = format!("{kind} property of type `{ty}` was removed");
        let change = self.report(context, rule, message, wire);
        let advice = "Deprecate the property for a release first, to warn callers.";
        change.softening = Some(advice.to_owned());
    }

    fn property(
        &mut self,
        context: &ChangeContext,
        names: &(String, String),
        (old, new): (&'a Property, &'a Property),
    ) {
        let mut explains = crate_items::property_items(&names.0, old);
        explains.extend(crate_items::property_items(&names.1, new));
        let context = ChangeContext {
            subject: format!("{}.{}", names.1, new.wire_name),
            old: Some(old.at.clone()),
            new: Some(new.at.clone()),
            explains,
            ..context.clone()
        };
        self.property_name(&context, old, new);
        self.presence(&context, old, new);
        if (old.read_only, old.write_only) != (new.read_only, new.write_only) {
            let words = |property: &Property| match (property.read_only, property.write_only) {
                (true, true) => "readOnly and writeOnly",
                (true, false) => "readOnly",
                (false, true) => "writeOnly",
                (false, false) => "read-write",
            };
            let message = format!("changed from {} to {}", words(old), words(new));
            let rule = &rules::PROPERTY_ACCESS_CHANGED;
            self.report(&context, rule, message, WireCompatibility::Unknown);
        }
        self.deprecation(
            &context,
            &rules::PROPERTY_DEPRECATED,
            (old.deprecated, new.deprecated),
        );
        let constant = |property: &Property| {
            property
                .constant
                .as_ref()
                .map(|one| one.wire_value.to_string())
        };
        if constant(old) != constant(new) {
            self.constant(&context, constant(old), constant(new));
        }
        self.boxing(&context, old.boxed, new.boxed);
        self.types(&context, &old.ty, &new.ty);
        let limits = (&*old.constraints, &*new.constraints);
        self.constraints(&context, limits, (&old.ty, &new.ty));
        self.defaults(&context, old.default.as_ref(), new.default.as_ref());
        self.docs(
            &context,
            "description",
            old.docs.as_ref(),
            new.docs.as_ref(),
        );
        let (before, after) = (&*old.constraints, &*new.constraints);
        self.notes(
            &context,
            (&old.notes, before),
            (&new.notes, after),
            old.default == new.default,
        );
    }

    fn presence(&mut self, context: &ChangeContext, old: &Property, new: &Property) {
        if old.required != new.required {
            let (before, after) = (
                display::field_type(self.old, old),
                display::field_type(self.new, new),
            );
            let change = if new.required {
                let message = format!("became required: `{before}` -> `{after}`");
                let effect = added(new, false);
                context.change_with(&rules::PROPERTY_BECAME_REQUIRED, message, effect)
            } else {
                let message = format!("became optional: `{before}` -> `{after}`");
                let effect = removed(old, false);
                context.change_with(&rules::PROPERTY_BECAME_OPTIONAL, message, effect)
            };
            self.changes.push(change);
        }
        if old.nullable != new.nullable {
            let change = if new.nullable {
                let message = "is now nullable";
                context.change_with(&rules::PROPERTY_BECAME_NULLABLE, message, Effect::WIDENS)
            } else {
                let message = "is no longer nullable";
                context.change_with(&rules::PROPERTY_BECAME_NON_NULL, message, Effect::NARROWS)
            };
            self.changes.push(change);
        }
    }

    fn property_name(&mut self, context: &ChangeContext, old: &Property, new: &Property) {
        if old.wire_name == new.wire_name {
            if old.field != new.field {
                let message = format!("field was renamed from `{}` to `{}`", old.field, new.field);
                self.report(
                    context,
                    &rules::PROPERTY_RENAMED,
                    message,
                    WireCompatibility::Compatible,
                );
            }
            return;
        }
        let message = format!("was renamed from `{}`", old.wire_name);
        let change = if old.field == new.field {
            let rule = &rules::PROPERTY_WIRE_NAME_CHANGED;
            let mut change = context.change(rule, message, WireCompatibility::Breaking);
            change.silent = Some(SilentChange::Wire);
            change
        } else {
            let mut change = context.change(
                &rules::PROPERTY_RENAMED,
                message,
                WireCompatibility::Breaking,
            );
            change.softening = Some(format!(
                "Keep `{}` as deprecated next to `{}` for a release, to warn callers.",
                old.wire_name, new.wire_name
            ));
            change
        };
        self.changes.push(change);
    }

    fn constant(&mut self, context: &ChangeContext, old: Option<String>, new: Option<String>) {
        let message = match (&old, &new) {
            (Some(old), Some(new)) => {
                format!("the only allowed value changed from `{old}` to `{new}`")
            }
            (None, Some(new)) => format!("`{new}` is now the only allowed value"),
            (Some(old), None) => format!("`{old}` is no longer the only allowed value"),
            (None, None) => return,
        };
        let effect = match (&old, &new) {
            (Some(_), Some(_)) => Effect::BOTH,
            // The change of the type determines the effect.
            _ => Effect::NONE,
        };
        let rule = &rules::PROPERTY_CONSTANT_CHANGED;
        self.report_effect(context, rule, message, effect);
    }

    pub(super) fn additional(&mut self, context: &ChangeContext, old: &'a Struct, new: &'a Struct) {
        let names = self.type_names(context);
        let items = |name: &str, field: &str| {
            vec![
                format!("types::{name}::{field}"),
                format!("types::{name}::with_{}", field.trim_start_matches("r#")),
            ]
        };
        let mut explains = Vec::new();
        for (name, structure) in [(&names.0, old), (&names.1, new)] {
            if let Some(additional) = &structure.additional {
                explains.extend(items(name, &additional.field));
            }
        }
        let context = ChangeContext {
            explains,
            ..context.clone()
        };
        match (&old.additional, &new.additional) {
            (None, None) => {}
            (Some(one), Some(other)) => self.types(&context, &one.ty, &other.ty),
            (None, Some(other)) => {
                let message = format!(
                    "undeclared properties are kept as `{}`",
                    display::type_text(self.new, &other.ty)
                );
                let rule = &rules::ADDITIONAL_PROPERTIES_ADDED;
                self.report(&context, rule, message, WireCompatibility::Unknown);
            }
            (Some(one), None) => {
                let message = format!(
                    "undeclared properties are no longer kept as `{}`",
                    display::type_text(self.old, &one.ty)
                );
                let rule = &rules::ADDITIONAL_PROPERTIES_REMOVED;
                self.report(&context, rule, message, WireCompatibility::Unknown);
            }
        }
    }
}
