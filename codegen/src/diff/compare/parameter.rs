//! The comparison of parameters.

use super::comparer::Comparer;
use super::matching::Matching;
use super::model_change::ChangeContext;
use super::{crate_items, display};
use crate::diff::rules;
use crate::diff::verdict::{Direction, Effect, SilentChange, WireCompatibility};
use crate::ir::{Operation, Parameter, ParameterLocation};

/// Matches parameters by location and name, or by position if they are in the path, then by name only.
pub(super) fn match_parameters<'a>(
    old: &'a Operation,
    new: &'a Operation,
) -> Matching<'a, Parameter> {
    let mut matching = Matching::new(&old.parameters, &new.parameters);
    let in_path = |operation: &Operation| -> Vec<usize> {
        let parameters = operation.parameters.iter().enumerate();
        parameters
            .filter(|(_, parameter)| parameter.location == ParameterLocation::Path)
            .map(|(index, _)| index)
            .collect()
    };
    let (before, after) = (in_path(old), in_path(new));
    if before.len() == after.len() {
        for (one, other) in before.into_iter().zip(after) {
            matching.push(one, other);
        }
    }
    let has_same_name = |one: &Parameter, other: &Parameter| match one.location {
        ParameterLocation::Header => one.wire_name.eq_ignore_ascii_case(&other.wire_name),
        _ => one.wire_name == other.wire_name,
    };
    matching.extend(&|one, other| one.location == other.location && has_same_name(one, other));
    matching.extend(&has_same_name);
    matching
}

fn location(location: ParameterLocation) -> &'static str {
    match location {
        ParameterLocation::Path => "path",
        ParameterLocation::Query => "query",
        ParameterLocation::Header => "header",
        ParameterLocation::Cookie => "cookie",
    }
}

/// Returns the paths of the items of a parameter: the methods that have it as an argument, or its setter.
fn items(operation: &Operation, parameter: &Parameter) -> Vec<String> {
    if parameter.is_argument() {
        vec![
            crate_items::method_item(operation),
            crate_items::other_methods(operation),
        ]
    } else {
        vec![format!(
            "{}::{}",
            crate_items::builder_item(operation),
            parameter.name
        )]
    }
}

impl<'a> Comparer<'a> {
    pub(super) fn parameters(&mut self, old: &'a Operation, new: &'a Operation) {
        let matching = match_parameters(old, new);
        for parameter in matching.removed() {
            let context = single_context((old, new), parameter).only_old();
            let message = format!("{} parameter was removed", location(parameter.location));
            // Documents do not specify whether servers reject unknown parameters.
            self.report(
                &context,
                &rules::PARAMETER_REMOVED,
                message,
                WireCompatibility::Unknown,
            );
        }
        for parameter in matching.added() {
            let context = single_context((new, new), parameter).only_new();
            let location = location(parameter.location);
            let ty = display::type_text(self.new, &parameter.ty);
            let change = if parameter.required {
                let message = format!("required {location} parameter of type `{ty}` was added");
                context.change_with(&rules::REQUIRED_PARAMETER_ADDED, message, Effect::NARROWS)
            } else {
                let message = format!("optional {location} parameter of type `{ty}` was added");
                context.change_with(&rules::PARAMETER_ADDED, message, Effect::NONE)
            };
            self.changes.push(change);
        }
        for (before, after) in matching.pairs() {
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
        let context = ChangeContext {
            subject: format!("{}({})", after.id, new.wire_name),
            old: Some(old.at.clone()),
            new: Some(new.at.clone()),
            direction: Direction::REQUEST,
            explains,
            ..ChangeContext::of_operations(before, after)
        };
        if old.required != new.required {
            let change = if new.required {
                let message = "became required";
                context.change_with(&rules::PARAMETER_BECAME_REQUIRED, message, Effect::NARROWS)
            } else {
                let message = "became optional";
                context.change_with(&rules::PARAMETER_BECAME_OPTIONAL, message, Effect::NONE)
            };
            self.changes.push(change);
        }
        if old.location != new.location {
            let message = format!(
                "moved from {} to {}",
                location(old.location),
                location(new.location)
            );
            self.report(
                &context,
                &rules::PARAMETER_PLACE_CHANGED,
                message,
                WireCompatibility::Breaking,
            )
            .silent = Some(SilentChange::Wire);
        } else if old.encoding != new.encoding {
            let message = format!(
                "encoding changed from {:?} to {:?}",
                old.encoding, new.encoding
            );
            let rule = &rules::PARAMETER_ENCODING_CHANGED;
            self.report(&context, rule, message, WireCompatibility::Breaking)
                .silent = Some(SilentChange::Wire);
        }
        if old.wire_name != new.wire_name && old.location == ParameterLocation::Path {
            let message = format!("was renamed from `{}`", old.wire_name);
            self.report(
                &context,
                &rules::PARAMETER_RENAMED,
                message,
                WireCompatibility::Compatible,
            );
        }
        if !old.is_argument() && !new.is_argument() && old.name != new.name {
            self.setter(&context, (before, old), (after, new));
        }
        self.deprecation(
            &context,
            &rules::PARAMETER_DEPRECATED,
            (old.deprecated, new.deprecated),
        );
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
    }

    fn setter(
        &mut self,
        context: &ChangeContext,
        (before, old): (&Operation, &Parameter),
        (after, new): (&Operation, &Parameter),
    ) {
        let message = format!("setter was renamed from `{}` to `{}`", old.name, new.name);
        let rule = &rules::PARAMETER_SETTER_RENAMED;
        // If another parameter has a setter with the same name and type, existing code compiles but sends that parameter.
        let shown = |api, one: &Parameter| (one.name.clone(), display::type_text(api, &one.ty));
        let is_taken = after
            .parameters
            .iter()
            .any(|one| !one.is_argument() && shown(self.new, one) == shown(self.old, old))
            || before
                .parameters
                .iter()
                .any(|one| !one.is_argument() && shown(self.old, one) == shown(self.new, new));
        let change = self.report(context, rule, message, WireCompatibility::Compatible);
        if is_taken {
            change.wire = WireCompatibility::Unknown;
            change.silent = Some(SilentChange::Wire);
        }
    }
}

/// Returns the context of a parameter that only one operation has.
fn single_context((of, named): (&Operation, &Operation), parameter: &Parameter) -> ChangeContext {
    ChangeContext {
        subject: format!("{}({})", named.id, parameter.wire_name),
        old: Some(parameter.at.clone()),
        new: Some(parameter.at.clone()),
        direction: Direction::REQUEST,
        explains: items(of, parameter),
        ..ChangeContext::of_operations(named, named)
    }
}
