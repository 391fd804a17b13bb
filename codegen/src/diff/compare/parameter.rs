//! Parameters of an operation.

use super::operation::{builder_item, deprecation, method_item, other_methods, site};
use super::{Comparer, Site, show};
use crate::diff::change::{Direction, Effect, Silent, Wire};
use crate::diff::rule;
use crate::ir::{Operation, Parameter, ParameterPlace};

/// Parameters of two operations that are the same: by place and name, those of the path by position, then by name alone.
pub(super) fn matched<'a>(
    old: &'a Operation,
    new: &'a Operation,
) -> Vec<(&'a Parameter, &'a Parameter)> {
    let mut pairs: Vec<(&Parameter, &Parameter)> = Vec::new();
    let in_path = |operation: &'a Operation| -> Vec<&'a Parameter> {
        let parameters = operation.parameters.iter();
        parameters
            .filter(|parameter| parameter.place == ParameterPlace::Path)
            .collect()
    };
    let (before, after) = (in_path(old), in_path(new));
    if before.len() == after.len() {
        pairs.extend(before.into_iter().zip(after));
    }
    let same_name = |one: &Parameter, other: &Parameter| match one.place {
        ParameterPlace::Header => one.wire.eq_ignore_ascii_case(&other.wire),
        _ => one.wire == other.wire,
    };
    for same_place in [true, false] {
        for parameter in &old.parameters {
            if pairs.iter().any(|(one, _)| std::ptr::eq(*one, parameter)) {
                continue;
            }
            let other = new.parameters.iter().find(|other| {
                same_name(parameter, other)
                    && (!same_place || parameter.place == other.place)
                    && !pairs.iter().any(|(_, taken)| std::ptr::eq(*taken, *other))
            });
            pairs.extend(other.map(|other| (parameter, other)));
        }
    }
    pairs
}

fn place(place: ParameterPlace) -> &'static str {
    match place {
        ParameterPlace::Path => "path",
        ParameterPlace::Query => "query",
        ParameterPlace::Header => "header",
        ParameterPlace::Cookie => "cookie",
    }
}

/// The items that show a parameter: the method that takes it, or its setter.
fn items(operation: &Operation, parameter: &Parameter) -> Vec<String> {
    if parameter.required {
        vec![method_item(operation), other_methods(operation)]
    } else {
        vec![format!("{}::{}", builder_item(operation), parameter.name)]
    }
}

impl<'a> Comparer<'a> {
    pub(super) fn parameters(&mut self, old: &'a Operation, new: &'a Operation) {
        let pairs = matched(old, new);
        for parameter in &old.parameters {
            if !pairs.iter().any(|(one, _)| std::ptr::eq(*one, parameter)) {
                let site = one_site((old, new), parameter).only_old();
                let message = format!("the {} parameter is gone", place(parameter.place));
                // Whether servers refuse what they do not know is not said.
                let found = site.found(&rule::PARAMETER_REMOVED, message, Wire::Unknown);
                self.found.push(found);
            }
        }
        for parameter in &new.parameters {
            if !pairs
                .iter()
                .any(|(_, other)| std::ptr::eq(*other, parameter))
            {
                let site = one_site((new, new), parameter).only_new();
                let place = place(parameter.place);
                let ty = show::ty(self.new, &parameter.ty);
                let found = if parameter.required {
                    let message = format!("a {place} parameter of `{ty}` is required");
                    site.effect(&rule::REQUIRED_PARAMETER_ADDED, message, Effect::NARROWS)
                } else {
                    let message = format!("an optional {place} parameter of `{ty}`");
                    site.effect(&rule::PARAMETER_ADDED, message, Effect::NONE)
                };
                self.found.push(found);
            }
        }
        for (before, after) in pairs {
            self.parameter((old, before), (new, after));
        }
    }

    fn parameter(
        &mut self,
        (before, old): (&'a Operation, &'a Parameter),
        (after, new): (&'a Operation, &'a Parameter),
    ) {
        let mut explains = items(before, old);
        explains.extend(items(after, new));
        let site = Site {
            subject: format!("{}({})", after.id, new.wire),
            old: Some(old.at.clone()),
            new: Some(new.at.clone()),
            direction: Direction::REQUEST,
            explains,
            ..site(before, after)
        };
        if old.required != new.required {
            let found = if new.required {
                let message = "became required";
                site.effect(&rule::PARAMETER_BECAME_REQUIRED, message, Effect::NARROWS)
            } else {
                let message = "became optional";
                site.effect(&rule::PARAMETER_BECAME_OPTIONAL, message, Effect::NONE)
            };
            self.found.push(found);
        }
        if old.place != new.place {
            let message = format!("moved from {} to {}", place(old.place), place(new.place));
            let mut found = site.found(&rule::PARAMETER_PLACE_CHANGED, message, Wire::Breaking);
            found.silent = Some(Silent::Wire);
            self.found.push(found);
        } else if old.encoding != new.encoding {
            let message = format!("encoded as {:?}, was {:?}", new.encoding, old.encoding);
            let rule = &rule::PARAMETER_ENCODING_CHANGED;
            let mut found = site.found(rule, message, Wire::Breaking);
            found.silent = Some(Silent::Wire);
            self.found.push(found);
        }
        if old.wire != new.wire && old.place == ParameterPlace::Path {
            let message = format!("was called `{}`", old.wire);
            let found = site.found(&rule::PARAMETER_RENAMED, message, Wire::Compatible);
            self.found.push(found);
        }
        if !old.required && !new.required && old.name != new.name {
            let message = format!("the setter `{}` is now called `{}`", old.name, new.name);
            let rule = &rule::PARAMETER_SETTER_RENAMED;
            // A setter of the old name that takes the same sends another parameter, and callers compile as before.
            let shown = |api, one: &Parameter| (one.name.clone(), show::ty(api, &one.ty));
            let is_taken = after
                .parameters
                .iter()
                .any(|one| !one.required && shown(self.new, one) == shown(self.old, old))
                || before
                    .parameters
                    .iter()
                    .any(|one| !one.required && shown(self.old, one) == shown(self.new, new));
            let mut found = site.found(rule, message, Wire::Compatible);
            if is_taken {
                found.wire = Wire::Unknown;
                found.silent = Some(Silent::Wire);
            }
            self.found.push(found);
        }
        if old.deprecated != new.deprecated {
            let message = deprecation(new.deprecated);
            let found = site.found(&rule::PARAMETER_DEPRECATED, message, Wire::Compatible);
            self.found.push(found);
        }
        self.uses(&site, &old.ty, &new.ty);
        let limits = (&*old.constraints, &*new.constraints);
        self.constraints(&site, limits, (&old.ty, &new.ty));
        self.defaults(&site, old.default.as_ref(), new.default.as_ref());
        self.docs(&site, "description", old.docs.as_ref(), new.docs.as_ref());
    }
}

/// The site of a parameter that one operation has alone.
fn one_site((of, named): (&Operation, &Operation), parameter: &Parameter) -> Site {
    Site {
        subject: format!("{}({})", named.id, parameter.wire),
        old: Some(parameter.at.clone()),
        new: Some(parameter.at.clone()),
        direction: Direction::REQUEST,
        explains: items(of, parameter),
        ..site(named, named)
    }
}
