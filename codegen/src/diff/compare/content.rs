//! Request bodies, responses and what they hold.

use super::operation::{builder_item, list, method_item, mock_item, other_methods, site};
use super::{Comparer, Site, show};
use crate::diff::change::{Direction, Effect, Silent, Wire};
use crate::diff::rule;
use crate::ir::{Body, Content, ContentKind, Header, Operation, Response, StatusPattern};

/// A media type without its parameters: `application/json; charset=utf-8` is `application/json`.
fn essence(media_type: &str) -> String {
    let essence = media_type.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

/// Contents of the same media type: those of the same parameters first, since one type may stand there with several.
pub(super) fn matched<'a>(
    old: &'a [Content],
    new: &'a [Content],
) -> Vec<(&'a Content, &'a Content)> {
    let mut pairs: Vec<(&Content, &Content)> = Vec::new();
    let spelled = |content: &Content| content.media_type.trim().to_ascii_lowercase();
    let names: [&dyn Fn(&Content) -> String; 2] =
        [&spelled, &|content| essence(&content.media_type)];
    for name in names {
        for one in old {
            if pairs.iter().any(|(taken, _)| std::ptr::eq(*taken, one)) {
                continue;
            }
            let other = new.iter().find(|other| {
                name(one) == name(other)
                    && !pairs.iter().any(|(_, taken)| std::ptr::eq(*taken, *other))
            });
            pairs.extend(other.map(|other| (one, other)));
        }
    }
    pairs
}

/// Responses of the same statuses.
pub(super) fn matched_responses<'a>(
    old: &'a Operation,
    new: &'a Operation,
) -> Vec<(&'a Response, &'a Response)> {
    old.responses
        .iter()
        .filter_map(|one| {
            let other = new
                .responses
                .iter()
                .find(|other| other.status == one.status)?;
            Some((one, other))
        })
        .collect()
}

/// Headers of the same name.
pub(super) fn matched_headers<'a>(
    old: &'a Response,
    new: &'a Response,
) -> Vec<(&'a Header, &'a Header)> {
    old.headers
        .iter()
        .filter_map(|one| {
            let other = new
                .headers
                .iter()
                .find(|other| other.wire.eq_ignore_ascii_case(&one.wire))?;
            Some((one, other))
        })
        .collect()
}

pub(super) fn status(status: StatusPattern) -> String {
    match status {
        StatusPattern::Code(code) => code.to_string(),
        StatusPattern::Class(class) => format!("{class}XX"),
        StatusPattern::Default => "default".to_owned(),
    }
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

/// The items that show a body: what its argument or setter may be called, and the method.
fn body_items(operation: &Operation) -> Vec<String> {
    let builder = builder_item(operation);
    let mut items = vec![
        method_item(operation),
        other_methods(operation),
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
        let site = Site {
            subject: format!("{} request", new.id),
            old: at(&old.body),
            new: at(&new.body),
            direction: Direction::REQUEST,
            explains,
            ..site(old, new)
        };
        let found = match (&old.body, &new.body) {
            (None, None) => return,
            (Some(_), None) => site.found(&rule::BODY_REMOVED, "its body is gone", Wire::Unknown),
            (None, Some(body)) if body.required => {
                let message = "its body is new and required";
                site.effect(&rule::REQUIRED_BODY_ADDED, message, Effect::NARROWS)
            }
            (None, Some(_)) => {
                let message = "its body is new and optional";
                site.effect(&rule::BODY_ADDED, message, Effect::NONE)
            }
            (Some(before), Some(after)) => return self.bodies(&site, before, after),
        };
        self.found.push(found);
    }

    fn bodies(&mut self, site: &Site, old: &'a Body, new: &'a Body) {
        if old.required != new.required {
            let found = if new.required {
                let message = "its body became required";
                site.effect(&rule::BODY_BECAME_REQUIRED, message, Effect::NARROWS)
            } else {
                let message = "its body became optional";
                site.effect(&rule::BODY_BECAME_OPTIONAL, message, Effect::NONE)
            };
            self.found.push(found);
        }
        let (before, after) = (media_types(&old.contents), media_types(&new.contents));
        let (gone, come) = (without(&before, &after), without(&after, &before));
        if !gone.is_empty() {
            let message = format!("no longer sent as {}", list(&gone));
            let rule = &rule::REQUEST_MEDIA_TYPE_REMOVED;
            self.found.push(site.effect(rule, message, Effect::NARROWS));
        }
        let first = |body: &Body| body.contents.first().map(|one| essence(&one.media_type));
        if !come.is_empty() || gone.is_empty() && first(old) != first(new) {
            let message = if come.is_empty() {
                format!(
                    "its first media type is now {}",
                    list(&first(new).into_iter().collect::<Vec<_>>())
                )
            } else {
                format!("may be sent as {} too", list(&come))
            };
            let rule = &rule::REQUEST_MEDIA_TYPE_ADDED;
            self.found.push(site.effect(rule, message, Effect::NONE));
        }
        self.docs(site, "description", old.docs.as_ref(), new.docs.as_ref());
        self.contents(site, &old.contents, &new.contents);
    }

    fn contents(&mut self, site: &Site, old: &'a [Content], new: &'a [Content]) {
        for (before, after) in matched(old, new) {
            let site = Site {
                old: Some(before.at.clone()),
                new: Some(after.at.clone()),
                ..site.clone()
            };
            let spelled = |content: &Content| content.media_type.trim().to_ascii_lowercase();
            if spelled(before) != spelled(after) {
                let message = format!("`{}`, was `{}`", after.media_type, before.media_type);
                let rule = &rule::MEDIA_TYPE_PARAMETERS_CHANGED;
                self.found.push(site.found(rule, message, Wire::Unknown));
            }
            if before.nullable != after.nullable {
                self.null(&site, after.nullable);
            }
            self.uses(&site, &before.ty, &after.ty);
        }
    }

    pub(super) fn responses(&mut self, old: &'a Operation, new: &'a Operation) {
        let of = |response: &Response, is_success: bool| {
            let explains = if is_success {
                vec![
                    builder_item(old) + "::await",
                    builder_item(new) + "::await",
                    mock_item(old),
                    mock_item(new),
                ]
            } else {
                // Which answers are of success decides what a call gives.
                vec![mock_item(old) + "*", mock_item(new) + "*"]
            };
            Site {
                subject: format!("{} {}", new.id, status(response.status)),
                old: Some(response.at.clone()),
                new: Some(response.at.clone()),
                direction: Direction::RESPONSE,
                explains: [
                    explains,
                    vec![builder_item(old) + "*", builder_item(new) + "*"],
                ]
                .concat(),
                ..site(old, new)
            }
        };
        let pairs = matched_responses(old, new);
        for response in &old.responses {
            if pairs.iter().any(|(one, _)| std::ptr::eq(*one, response)) {
                continue;
            }
            let (rule, wire) = if response.status.is_success() {
                (&rule::RESPONSE_REMOVED, Wire::Breaking)
            } else {
                (&rule::ERROR_RESPONSE_REMOVED, Wire::Compatible)
            };
            let site = of(response, response.status.is_success()).only_old();
            self.found
                .push(site.found(rule, "the status is no longer declared", wire));
        }
        for response in &new.responses {
            if pairs
                .iter()
                .any(|(_, other)| std::ptr::eq(*other, response))
            {
                continue;
            }
            let (rule, wire) = if response.status.is_success() {
                (&rule::RESPONSE_ADDED, Wire::Unknown)
            } else {
                (&rule::ERROR_RESPONSE_ADDED, Wire::Compatible)
            };
            let site = of(response, response.status.is_success()).only_new();
            self.found
                .push(site.found(rule, "the status is declared now", wire));
        }
        for (before, after) in pairs {
            let is_read = before.status.is_success() || before.status == StatusPattern::Default;
            let site = Site {
                new: Some(after.at.clone()),
                ..of(before, is_read)
            };
            self.response(&site, before, after);
        }
    }

    fn response(&mut self, site: &Site, old: &'a Response, new: &'a Response) {
        let (before, after) = (media_types(&old.contents), media_types(&new.contents));
        let (gone, come) = (without(&before, &after), without(&after, &before));
        let found = if before.is_empty() && !after.is_empty() {
            let message = "has a body now";
            Some(site.effect(&rule::RESPONSE_BODY_ADDED, message, Effect::NONE))
        } else if !before.is_empty() && after.is_empty() {
            let message = "no longer has a body";
            Some(site.effect(&rule::RESPONSE_BODY_REMOVED, message, Effect::BOTH))
        } else if is_stream(&old.contents) != is_stream(&new.contents) {
            let message = format!("comes as {}, came as {}", list(&after), list(&before));
            Some(site.effect(&rule::RESPONSE_STREAM_CHANGED, message, Effect::BOTH))
        } else {
            if !gone.is_empty() {
                let message = format!("no longer comes as {}", list(&gone));
                let rule = &rule::RESPONSE_MEDIA_TYPE_REMOVED;
                self.found.push(site.effect(rule, message, Effect::BOTH));
            }
            let message = match (come.is_empty(), gone.is_empty()) {
                (false, _) => Some(format!("may come as {} too", list(&come))),
                (true, true) => self.first_media_type(old, new),
                (true, false) => None,
            };
            message
                .map(|message| site.effect(&rule::RESPONSE_MEDIA_TYPE_ADDED, message, Effect::NONE))
        };
        self.found.extend(found);
        self.headers(site, old, new);
        self.docs(site, "description", old.docs.as_ref(), new.docs.as_ref());
        self.contents(site, &old.contents, &new.contents);
    }

    /// What is said where another media type comes first whose type is another: the first one decides what a call gives.
    fn first_media_type(&self, old: &Response, new: &Response) -> Option<String> {
        let (before, after) = (old.contents.first()?, new.contents.first()?);
        let is_other = essence(&before.media_type) != essence(&after.media_type)
            && show::ty(self.old, &before.ty) != show::ty(self.new, &after.ty);
        is_other.then(|| format!("its first media type is now `{}`", after.media_type))
    }

    fn headers(&mut self, site: &Site, old: &'a Response, new: &'a Response) {
        let pairs = matched_headers(old, new);
        let of = |header: &Header| Site {
            subject: format!("{} header {}", site.subject, header.wire),
            old: Some(header.at.clone()),
            new: Some(header.at.clone()),
            ..site.clone()
        };
        for header in &old.headers {
            if !pairs.iter().any(|(one, _)| std::ptr::eq(*one, header)) {
                let wire = if header.required {
                    Wire::Breaking
                } else {
                    Wire::Unknown
                };
                let mut found = of(header).only_old().found(
                    &rule::RESPONSE_HEADER_REMOVED,
                    "the header is gone",
                    wire,
                );
                found.silent = Some(Silent::Wire);
                self.found.push(found);
            }
        }
        for header in &new.headers {
            if !pairs.iter().any(|(_, other)| std::ptr::eq(*other, header)) {
                let site = of(header).only_new();
                let message = format!("a header of `{}`", show::ty(self.new, &header.ty));
                let rule = &rule::RESPONSE_HEADER_ADDED;
                self.found.push(site.effect(rule, message, Effect::NONE));
            }
        }
        for (before, after) in pairs {
            let site = Site {
                new: Some(after.at.clone()),
                ..of(before)
            };
            if before.wire != after.wire {
                // Headers have no case (RFC 9110, section 5.1).
                self.docs(&site, "spelling", Some(&before.wire), Some(&after.wire));
            }
            if before.required && !after.required {
                let message = "the header does not always come";
                let rule = &rule::RESPONSE_HEADER_REMOVED;
                self.found.push(site.effect(rule, message, Effect::WIDENS));
            } else if !before.required && after.required {
                let message = "the header always comes";
                let rule = &rule::RESPONSE_HEADER_ADDED;
                self.found.push(site.effect(rule, message, Effect::NARROWS));
            }
            self.docs(
                &site,
                "description",
                before.docs.as_ref(),
                after.docs.as_ref(),
            );
            self.uses(&site, &before.ty, &after.ty);
        }
    }
}
