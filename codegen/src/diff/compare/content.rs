//! The comparison of request bodies and responses.

use super::comparer::Comparer;
use super::matching::Matching;
use super::model_change::ChangeContext;
use super::{crate_items, display};
use crate::diff::rules;
use crate::diff::verdict::{Direction, Effect, SilentChange, WireCompatibility};
use crate::ir::{Body, Content, ContentKind, Header, Operation, Response, StatusPattern};

/// Returns a media type without its parameters: `application/json` for `application/json; charset=utf-8`.
fn essence(media_type: &str) -> String {
    let essence = media_type.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

/// Matches contents by media type. Those with the same parameters are matched first, because a media type may occur with several.
pub(super) fn match_contents<'a>(old: &'a [Content], new: &'a [Content]) -> Matching<'a, Content> {
    let mut matching = Matching::new(old, new);
    let spelled = |content: &Content| content.media_type.trim().to_ascii_lowercase();
    matching.extend(&|one, other| spelled(one) == spelled(other));
    matching.extend(&|one, other| essence(&one.media_type) == essence(&other.media_type));
    matching
}

/// Matches responses by status.
pub(super) fn match_responses<'a>(
    old: &'a Operation,
    new: &'a Operation,
) -> Matching<'a, Response> {
    let mut matching = Matching::new(&old.responses, &new.responses);
    matching.extend(&|one, other| one.status == other.status);
    matching
}

/// Matches headers by name.
pub(super) fn match_headers<'a>(old: &'a Response, new: &'a Response) -> Matching<'a, Header> {
    let mut matching = Matching::new(&old.headers, &new.headers);
    matching.extend(&|one, other| one.wire_name.eq_ignore_ascii_case(&other.wire_name));
    matching
}

fn media_types(contents: &[Content]) -> Vec<String> {
    let mut names: Vec<_> = contents
        .iter()
        .map(|content| essence(&content.media_type))
        .collect();
    names.sort();
    names.dedup();
    names
}

/// Returns the message for added or removed media types.
fn media_type_change(names: &[String], verb: &str) -> String {
    let list = display::code_list(names);
    match names {
        [_] => format!("media type {list} was {verb}"),
        _ => format!("media types {list} were {verb}"),
    }
}

fn without(one: &[String], other: &[String]) -> Vec<String> {
    one.iter()
        .filter(|name| !other.contains(name))
        .cloned()
        .collect()
}

fn is_stream(contents: &[Content]) -> bool {
    !contents.is_empty()
        && contents.iter().all(|content| {
            matches!(
                content.kind,
                ContentKind::EventStream | ContentKind::JsonLines
            )
        })
}

/// Returns the paths of the items of a body: its methods and its possible setters.
fn body_items(operation: &Operation) -> Vec<String> {
    let builder = crate_items::builder_item(operation);
    let mut items = vec![
        crate_items::method_item(operation),
        crate_items::other_methods(operation),
        format!("{builder}*"),
    ];
    items.extend(["body", "request_body", "body_value"].map(|name| format!("{builder}::{name}")));
    items
}

impl<'a> Comparer<'a> {
    pub(super) fn body(&mut self, old: &'a Operation, new: &'a Operation) {
        let mut explains = body_items(old);
        explains.extend(body_items(new));
        let at = |body: &Option<Body>| body.as_ref().map(|body| body.at.clone());
        let context = ChangeContext {
            subject: format!("{} request", new.id),
            old: at(&old.body),
            new: at(&new.body),
            direction: Direction::REQUEST,
            explains,
            ..ChangeContext::of_operations(old, new)
        };
        let change = match (&old.body, &new.body) {
            (None, None) => return,
            (Some(_), None) => context.change(
                &rules::BODY_REMOVED,
                "body was removed",
                WireCompatibility::Unknown,
            ),
            (None, Some(body)) if body.required => {
                let message = "required body was added";
                context.change_with(&rules::REQUIRED_BODY_ADDED, message, Effect::NARROWS)
            }
            (None, Some(_)) => {
                let message = "optional body was added";
                context.change_with(&rules::BODY_ADDED, message, Effect::NONE)
            }
            (Some(before), Some(after)) => return self.bodies(&context, before, after),
        };
        self.changes.push(change);
    }

    fn bodies(&mut self, context: &ChangeContext, old: &'a Body, new: &'a Body) {
        if old.required != new.required {
            let change = if new.required {
                let message = "body became required";
                context.change_with(&rules::BODY_BECAME_REQUIRED, message, Effect::NARROWS)
            } else {
                let message = "body became optional";
                context.change_with(&rules::BODY_BECAME_OPTIONAL, message, Effect::NONE)
            };
            self.changes.push(change);
        }
        let (before, after) = (media_types(&old.contents), media_types(&new.contents));
        let (removed, added) = (without(&before, &after), without(&after, &before));
        if !removed.is_empty() {
            let message = media_type_change(&removed, "removed");
            let rule = &rules::REQUEST_MEDIA_TYPE_REMOVED;
            self.report_effect(context, rule, message, Effect::NARROWS);
        }
        let first = |body: &Body| body.contents.first().map(|one| essence(&one.media_type));
        if !added.is_empty() || removed.is_empty() && first(old) != first(new) {
            let message = if added.is_empty() {
                format!(
                    "first media type is now {}",
                    display::code_list(&first(new).into_iter().collect::<Vec<_>>())
                )
            } else {
                media_type_change(&added, "added")
            };
            let rule = &rules::REQUEST_MEDIA_TYPE_ADDED;
            self.report_effect(context, rule, message, Effect::NONE);
        }
        self.docs(context, "description", old.docs.as_ref(), new.docs.as_ref());
        self.contents(context, &old.contents, &new.contents);
    }

    fn contents(&mut self, context: &ChangeContext, old: &'a [Content], new: &'a [Content]) {
        for (before, after) in match_contents(old, new).pairs() {
            let context = ChangeContext {
                old: Some(before.at.clone()),
                new: Some(after.at.clone()),
                ..context.clone()
            };
            let spelled = |content: &Content| content.media_type.trim().to_ascii_lowercase();
            if spelled(before) != spelled(after) {
                let message = format!(
                    "media type changed from `{}` to `{}`",
                    before.media_type, after.media_type
                );
                let rule = &rules::MEDIA_TYPE_PARAMETERS_CHANGED;
                self.report(&context, rule, message, WireCompatibility::Unknown);
            }
            if before.nullable != after.nullable {
                self.nullability(&context, after.nullable);
            }
            self.types(&context, &before.ty, &after.ty);
        }
    }

    pub(super) fn responses(&mut self, old: &'a Operation, new: &'a Operation) {
        let of = |response: &Response, is_success: bool| {
            let explains = if is_success {
                vec![
                    crate_items::builder_item(old) + "::await",
                    crate_items::builder_item(new) + "::await",
                    crate_items::mock_item(old),
                    crate_items::mock_item(new),
                ]
            } else {
                // The success statuses determine the output type of the call.
                vec![
                    crate_items::mock_item(old) + "*",
                    crate_items::mock_item(new) + "*",
                ]
            };
            ChangeContext {
                subject: format!("{} {}", new.id, display::status(response.status)),
                old: Some(response.at.clone()),
                new: Some(response.at.clone()),
                direction: Direction::RESPONSE,
                explains: [
                    explains,
                    vec![
                        crate_items::builder_item(old) + "*",
                        crate_items::builder_item(new) + "*",
                    ],
                ]
                .concat(),
                ..ChangeContext::of_operations(old, new)
            }
        };
        let matching = match_responses(old, new);
        for response in matching.removed() {
            let (rule, wire) = if response.status.is_success() {
                (&rules::RESPONSE_REMOVED, WireCompatibility::Breaking)
            } else {
                (
                    &rules::ERROR_RESPONSE_REMOVED,
                    WireCompatibility::Compatible,
                )
            };
            let context = of(response, response.status.is_success()).only_old();
            self.report(&context, rule, "status was removed", wire);
        }
        for response in matching.added() {
            let (rule, wire) = if response.status.is_success() {
                (&rules::RESPONSE_ADDED, WireCompatibility::Unknown)
            } else {
                (&rules::ERROR_RESPONSE_ADDED, WireCompatibility::Compatible)
            };
            let context = of(response, response.status.is_success()).only_new();
            self.report(&context, rule, "status was added", wire);
        }
        for (before, after) in matching.pairs() {
            let is_read = before.status.is_success() || before.status == StatusPattern::Default;
            let context = ChangeContext {
                new: Some(after.at.clone()),
                ..of(before, is_read)
            };
            self.response(&context, before, after);
        }
    }

    fn response(&mut self, context: &ChangeContext, old: &'a Response, new: &'a Response) {
        let (before, after) = (media_types(&old.contents), media_types(&new.contents));
        let (removed, added) = (without(&before, &after), without(&after, &before));
        let change = if before.is_empty() && !after.is_empty() {
            let message = "body was added";
            Some(context.change_with(&rules::RESPONSE_BODY_ADDED, message, Effect::NONE))
        } else if !before.is_empty() && after.is_empty() {
            let message = "body was removed";
            Some(context.change_with(&rules::RESPONSE_BODY_REMOVED, message, Effect::BOTH))
        } else if is_stream(&old.contents) != is_stream(&new.contents) {
            let message = format!(
                "media type changed from {} to {}",
                display::code_list(&before),
                display::code_list(&after)
            );
            Some(context.change_with(&rules::RESPONSE_STREAM_CHANGED, message, Effect::BOTH))
        } else {
            if !removed.is_empty() {
                let message = media_type_change(&removed, "removed");
                let rule = &rules::RESPONSE_MEDIA_TYPE_REMOVED;
                self.report_effect(context, rule, message, Effect::BOTH);
            }
            let message = match (added.is_empty(), removed.is_empty()) {
                (false, _) => Some(media_type_change(&added, "added")),
                (true, true) => self.first_media_type(old, new),
                (true, false) => None,
            };
            message.map(|message| {
                context.change_with(&rules::RESPONSE_MEDIA_TYPE_ADDED, message, Effect::NONE)
            })
        };
        self.changes.extend(change);
        self.headers(context, old, new);
        self.docs(context, "description", old.docs.as_ref(), new.docs.as_ref());
        self.contents(context, &old.contents, &new.contents);
    }

    /// Returns the message if the first media type changed and its Rust type too, because it determines the output of a call.
    fn first_media_type(&self, old: &Response, new: &Response) -> Option<String> {
        let (before, after) = (old.contents.first()?, new.contents.first()?);
        let is_other = essence(&before.media_type) != essence(&after.media_type)
            && display::type_text(self.old, &before.ty) != display::type_text(self.new, &after.ty);
        is_other.then(|| format!("first media type is now `{}`", after.media_type))
    }

    fn headers(&mut self, context: &ChangeContext, old: &'a Response, new: &'a Response) {
        let matching = match_headers(old, new);
        let of = |header: &Header| ChangeContext {
            subject: format!("{} header {}", context.subject, header.wire_name),
            old: Some(header.at.clone()),
            new: Some(header.at.clone()),
            ..context.clone()
        };
        for header in matching.removed() {
            let wire = if header.required {
                WireCompatibility::Breaking
            } else {
                WireCompatibility::Unknown
            };
            let (context, rule) = (of(header).only_old(), &rules::RESPONSE_HEADER_REMOVED);
            self.report(&context, rule, "header was removed", wire)
                .silent = Some(SilentChange::Wire);
        }
        for header in matching.added() {
            let context = of(header).only_new();
            let message = format!(
                "header of type `{}` was added",
                display::type_text(self.new, &header.ty)
            );
            let rule = &rules::RESPONSE_HEADER_ADDED;
            self.report_effect(&context, rule, message, Effect::NONE);
        }
        for (before, after) in matching.pairs() {
            let context = ChangeContext {
                new: Some(after.at.clone()),
                ..of(before)
            };
            self.header(&context, before, after);
        }
    }

    fn header(&mut self, context: &ChangeContext, before: &'a Header, after: &'a Header) {
        if before.wire_name != after.wire_name {
            // Header names are case-insensitive (RFC 9110, section 5.1).
            self.docs(
                context,
                "spelling",
                Some(&before.wire_name),
                Some(&after.wire_name),
            );
        }
        if before.required && !after.required {
            let message = "header is no longer always present";
            let rule = &rules::RESPONSE_HEADER_REMOVED;
            self.report_effect(context, rule, message, Effect::WIDENS);
        } else if !before.required && after.required {
            let message = "header is now always present";
            let rule = &rules::RESPONSE_HEADER_ADDED;
            self.report_effect(context, rule, message, Effect::NARROWS);
        }
        self.docs(
            context,
            "description",
            before.docs.as_ref(),
            after.docs.as_ref(),
        );
        self.types(context, &before.ty, &after.ty);
    }
}
