//! Properties of an object.

use super::operation::deprecation;
use super::{Comparer, Site, show};
use crate::diff::change::{Effect, Silent, Wire};
use crate::diff::rule;
use crate::ir::{Property, Struct};

/// The properties of two objects side by side.
pub(super) struct Matched<'a> {
    /// The same by name, or renamed.
    pub(super) pairs: Vec<(&'a Property, &'a Property)>,
    pub(super) removed: Vec<&'a Property>,
    pub(super) added: Vec<&'a Property>,
}

/// Whether a property may have become another.
type Test<'a> = &'a dyn Fn(&Property, &Property) -> bool;

/// Matches properties by their name on the wire, then by their field, then as renamed.
pub(super) fn matched<'a>(
    comparer: &Comparer<'_>,
    old: &'a Struct,
    new: &'a Struct,
) -> Matched<'a> {
    let mut pairs = Vec::new();
    let mut removed: Vec<&Property> = Vec::new();
    for property in &old.properties {
        match new.properties.iter().find(|one| one.wire == property.wire) {
            Some(same) => pairs.push((property, same)),
            None => removed.push(property),
        }
    }
    let mut added: Vec<&Property> = new
        .properties
        .iter()
        .filter(|property| old.properties.iter().all(|one| one.wire != property.wire))
        .collect();
    let is_recased = |one: &Property, other: &Property| one.field == other.field;
    let is_renamed = |one: &Property, other: &Property| {
        let index = |structure: &Struct, property: &Property| {
            structure
                .properties
                .iter()
                .position(|one| one.wire == property.wire)
        };
        let is_alike = one.presence() == other.presence()
            && show::ty(comparer.old, &one.ty) == show::ty(comparer.new, &other.ty);
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
                    added.retain(|left| left.wire != other.wire);
                    false
                }
                _ => true,
            }
        });
    }
    Matched {
        pairs,
        removed,
        added,
    }
}

/// The items that show a property of a type. `new` only where it is an argument.
pub(super) fn items(type_name: &str, property: &Property) -> Vec<String> {
    let bare = property.field.trim_start_matches("r#");
    let mut items = vec![
        format!("types::{type_name}::{}", property.field),
        format!("types::{type_name}::with_{bare}"),
        format!("types::{type_name}::DEFAULT_{}", bare.to_uppercase()),
    ];
    if property.required && !property.nullable {
        items.push(format!("types::{type_name}::new"));
    }
    items
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
    pub(super) fn properties(&mut self, site: &Site, old: &'a Struct, new: &'a Struct) {
        let names = self.type_names(site);
        let matched = matched(self, old, new);
        for property in &matched.removed {
            let site = Site {
                subject: format!("{}.{}", names.0, property.wire),
                old: Some(property.at.clone()),
                new: None,
                explains: items(&names.0, property),
                ..site.clone()
            };
            let message = format!("`{}` is gone", show::field(self.old, property));
            let effect = removed(property, self.strict);
            let mut found = if property.required {
                let rule = &rule::REQUIRED_PROPERTY_REMOVED;
                let mut found = site.effect(rule, message, effect);
                // Whether a server refuses what it does not know is not said.
                if site.direction.request && !self.strict {
                    found.wire = found.wire.max(Wire::Unknown);
                }
                found
            } else if self.strict {
                site.effect(&rule::PROPERTY_REMOVED, message, effect)
            } else {
                site.found(&rule::PROPERTY_REMOVED, message, Wire::Unknown)
            };
            found.softening = Some(
                "Kept in the schema as deprecated, the field would warn callers for a release."
                    .to_owned(),
            );
            self.found.push(found);
        }
        for property in &matched.added {
            let site = Site {
                subject: format!("{}.{}", names.1, property.wire),
                old: None,
                new: Some(property.at.clone()),
                explains: items(&names.1, property),
                ..site.clone()
            };
            let ty = show::field(self.new, property);
            let effect = added(property, self.strict);
            let found = if property.required {
                let message = format!("`{ty}` is required");
                site.effect(&rule::REQUIRED_PROPERTY_ADDED, message, effect)
            } else {
                let message = format!("`{ty}` is optional");
                site.effect(&rule::PROPERTY_ADDED, message, effect)
            };
            self.found.push(found);
        }
        for (before, after) in matched.pairs {
            self.property(site, &names, (before, after));
        }
    }

    /// The names of the definitions of a site.
    pub(super) fn type_names(&self, site: &Site) -> (String, String) {
        let old = site.holders.0.map(|id| self.old_def(id).name.clone());
        let new = site.holders.1.map(|id| self.new_def(id).name.clone());
        (old.unwrap_or_default(), new.unwrap_or_default())
    }

    fn property(
        &mut self,
        site: &Site,
        names: &(String, String),
        (old, new): (&'a Property, &'a Property),
    ) {
        let mut explains = items(&names.0, old);
        explains.extend(items(&names.1, new));
        let site = Site {
            subject: format!("{}.{}", names.1, new.wire),
            old: Some(old.at.clone()),
            new: Some(new.at.clone()),
            explains,
            ..site.clone()
        };
        self.property_name(&site, old, new);
        if old.required != new.required {
            let (before, after) = (show::field(self.old, old), show::field(self.new, new));
            let found = if new.required {
                let message = format!("became required: `{before}` -> `{after}`");
                let effect = added(new, false);
                site.effect(&rule::PROPERTY_BECAME_REQUIRED, message, effect)
            } else {
                let message = format!("became optional: `{before}` -> `{after}`");
                let effect = removed(old, false);
                site.effect(&rule::PROPERTY_BECAME_OPTIONAL, message, effect)
            };
            self.found.push(found);
        }
        if old.nullable != new.nullable {
            let found = if new.nullable {
                let message = "null is a value now";
                site.effect(&rule::PROPERTY_BECAME_NULLABLE, message, Effect::WIDENS)
            } else {
                let message = "null is no longer a value";
                site.effect(&rule::PROPERTY_BECAME_NON_NULL, message, Effect::NARROWS)
            };
            self.found.push(found);
        }
        if (old.read_only, old.write_only) != (new.read_only, new.write_only) {
            let words = |property: &Property| match (property.read_only, property.write_only) {
                (true, true) => "readOnly and writeOnly",
                (true, false) => "readOnly",
                (false, true) => "writeOnly",
                (false, false) => "sent both ways",
            };
            let message = format!("is {} now, was {}", words(new), words(old));
            let rule = &rule::PROPERTY_ACCESS_CHANGED;
            self.found.push(site.found(rule, message, Wire::Unknown));
        }
        if old.deprecated != new.deprecated {
            let message = deprecation(new.deprecated);
            let found = site.found(&rule::PROPERTY_DEPRECATED, message, Wire::Compatible);
            self.found.push(found);
        }
        let constant = |property: &Property| property.constant.as_ref().map(|one| one.wire.clone());
        if constant(old) != constant(new) {
            self.constant(&site, constant(old), constant(new));
        }
        if old.boxed != new.boxed {
            let message = if new.boxed {
                "is in a box now"
            } else {
                "is no longer in a box"
            };
            let rule = &rule::PROPERTY_RECURSION_CHANGED;
            self.found.push(site.found(rule, message, Wire::Compatible));
        }
        self.uses(&site, &old.ty, &new.ty);
        let limits = (&*old.constraints, &*new.constraints);
        self.constraints(&site, limits, (&old.ty, &new.ty));
        self.defaults(&site, old.default.as_ref(), new.default.as_ref());
        self.docs(&site, "description", old.docs.as_ref(), new.docs.as_ref());
        let (before, after) = (&*old.constraints, &*new.constraints);
        self.notes(
            &site,
            (&old.notes, before),
            (&new.notes, after),
            old.default == new.default,
        );
    }

    fn property_name(&mut self, site: &Site, old: &Property, new: &Property) {
        if old.wire == new.wire {
            if old.field != new.field {
                let message = format!("the field `{}` is now called `{}`", old.field, new.field);
                let found = site.found(&rule::PROPERTY_RENAMED, message, Wire::Compatible);
                self.found.push(found);
            }
            return;
        }
        let message = format!("was called `{}`", old.wire);
        let found = if old.field == new.field {
            let rule = &rule::PROPERTY_WIRE_NAME_CHANGED;
            let mut found = site.found(rule, message, Wire::Breaking);
            found.silent = Some(Silent::Wire);
            found
        } else {
            let mut found = site.found(&rule::PROPERTY_RENAMED, message, Wire::Breaking);
            found.softening = Some(format!(
                "Kept as deprecated beside `{}`, the field `{}` would warn callers for a release.",
                new.wire, old.wire
            ));
            found
        };
        self.found.push(found);
    }

    fn constant(&mut self, site: &Site, old: Option<String>, new: Option<String>) {
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
        let rule = &rule::PROPERTY_CONSTANT_CHANGED;
        self.found.push(site.effect(rule, message, effect));
    }
}
