//! Properties of an object.

use super::comparer::Comparer;
use super::model_change::ChangeContext;
use super::{crate_items, display};
use crate::diff::rules;
use crate::diff::verdict::{Effect, SilentChange, WireCompatibility};
use crate::ir::{Property, Struct};

/// The properties of two objects side by side.
pub(super) struct MatchedProperties<'a> {
    /// The same by name, or renamed.
    pub(super) pairs: Vec<(&'a Property, &'a Property)>,
    pub(super) removed: Vec<&'a Property>,
    pub(super) added: Vec<&'a Property>,
}

/// Whether a property may have become another.
type Test<'a> = &'a dyn Fn(&Property, &Property) -> bool;

/// Matches properties by their name on the wire, then by their field, then as renamed.
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
        let says_the_same = one.docs.is_some() && one.docs == other.docs;
        let stands_there = old.properties.len() == new.properties.len()
            && index(old, one) == index(new, other)
            && (one.docs.is_none() || other.docs.is_none());
        is_alike && (says_the_same || stands_there)
    };
    let tests: [Test<'_>; 2] = [&is_recased, &is_renamed];
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

/// What it does to objects that a property is asked of them. What only the server sends is asked of no request.
fn added(property: &Property, strict: bool) -> Effect {
    Effect {
        narrows: property.required && !property.read_only,
        widens: strict,
    }
}

/// What it does to objects that a property is no longer asked of them. What only the client sends is expected in no response.
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
            let message = format!("`{}` is gone", display::field_type(self.old, property));
            let effect = removed(property, self.strict);
            let mut change = if property.required {
                let rule = &rules::REQUIRED_PROPERTY_REMOVED;
                let mut change = context.change_with(rule, message, effect);
                // Whether a server refuses what it does not know is not said.
                if context.direction.request && !self.strict {
                    change.wire = change.wire.max(WireCompatibility::Unknown);
                }
                change
            } else if self.strict {
                context.change_with(&rules::PROPERTY_REMOVED, message, effect)
            } else {
                context.change(
                    &rules::PROPERTY_REMOVED,
                    message,
                    WireCompatibility::Unknown,
                )
            };
            change.softening = Some(
                "Kept in the schema as deprecated, the field would warn callers for a release."
                    .to_owned(),
            );
            self.changes.push(change);
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
            let effect = added(property, self.strict);
            let change = if property.required {
                let message = format!("`{ty}` is required");
                context.change_with(&rules::REQUIRED_PROPERTY_ADDED, message, effect)
            } else {
                let message = format!("`{ty}` is optional");
                context.change_with(&rules::PROPERTY_ADDED, message, effect)
            };
            self.changes.push(change);
        }
        for (before, after) in matched.pairs {
            self.property(context, &names, (before, after));
        }
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
                let message = "null is a value now";
                context.change_with(&rules::PROPERTY_BECAME_NULLABLE, message, Effect::WIDENS)
            } else {
                let message = "null is no longer a value";
                context.change_with(&rules::PROPERTY_BECAME_NON_NULL, message, Effect::NARROWS)
            };
            self.changes.push(change);
        }
        if (old.read_only, old.write_only) != (new.read_only, new.write_only) {
            let words = |property: &Property| match (property.read_only, property.write_only) {
                (true, true) => "readOnly and writeOnly",
                (true, false) => "readOnly",
                (false, true) => "writeOnly",
                (false, false) => "sent both ways",
            };
            let message = format!("is {} now, was {}", words(new), words(old));
            let rule = &rules::PROPERTY_ACCESS_CHANGED;
            self.changes
                .push(context.change(rule, message, WireCompatibility::Unknown));
        }
        if old.deprecated != new.deprecated {
            let message = display::deprecation(new.deprecated);
            let change = context.change(
                &rules::PROPERTY_DEPRECATED,
                message,
                WireCompatibility::Compatible,
            );
            self.changes.push(change);
        }
        let constant =
            |property: &Property| property.constant.as_ref().map(|one| one.wire_value.clone());
        if constant(old) != constant(new) {
            self.constant(&context, constant(old), constant(new));
        }
        if old.boxed != new.boxed {
            let message = if new.boxed {
                "is in a box now"
            } else {
                "is no longer in a box"
            };
            let rule = &rules::PROPERTY_RECURSION_CHANGED;
            self.changes
                .push(context.change(rule, message, WireCompatibility::Compatible));
        }
        self.uses(&context, &old.ty, &new.ty);
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

    fn property_name(&mut self, context: &ChangeContext, old: &Property, new: &Property) {
        if old.wire_name == new.wire_name {
            if old.field != new.field {
                let message = format!("the field `{}` is now called `{}`", old.field, new.field);
                let change = context.change(
                    &rules::PROPERTY_RENAMED,
                    message,
                    WireCompatibility::Compatible,
                );
                self.changes.push(change);
            }
            return;
        }
        let message = format!("was called `{}`", old.wire_name);
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
                "Kept as deprecated beside `{}`, the field `{}` would warn callers for a release.",
                new.wire_name, old.wire_name
            ));
            change
        };
        self.changes.push(change);
    }

    fn constant(&mut self, context: &ChangeContext, old: Option<String>, new: Option<String>) {
        let text = |value: &Option<String>| match value {
            Some(value) => format!("`{value}`"),
            None => "open".to_owned(),
        };
        let message = format!("its only value is {}, was {}", text(&new), text(&old));
        let effect = match (&old, &new) {
            (Some(_), Some(_)) => Effect::BOTH,
            // What else it may be is told of its type.
            _ => Effect::NONE,
        };
        let rule = &rules::PROPERTY_CONSTANT_CHANGED;
        self.changes
            .push(context.change_with(rule, message, effect));
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
            (Some(one), Some(other)) => self.uses(&context, &one.ty, &other.ty),
            (None, Some(other)) => {
                let message = format!(
                    "members without a field are `{}`",
                    display::type_text(self.new, &other.ty)
                );
                let rule = &rules::ADDITIONAL_PROPERTIES_ADDED;
                self.changes
                    .push(context.change(rule, message, WireCompatibility::Unknown));
            }
            (Some(one), None) => {
                let message = format!(
                    "members without a field were `{}`",
                    display::type_text(self.old, &one.ty)
                );
                let rule = &rules::ADDITIONAL_PROPERTIES_REMOVED;
                self.changes
                    .push(context.change(rule, message, WireCompatibility::Unknown));
            }
        }
    }
}
