//! Responses and their headers.

use std::collections::HashSet;

use super::super::names::{Scope, field_name};
use super::content::{BodySide, TypedSchemas};
use super::name_pattern::{HEADER, NamePattern, RESPONSE};
use super::plan::OperationPlan;
use super::resolver::OperationResolver;
use super::text::paragraphs;
use crate::diagnostic::code;
use crate::ir::{Header, HttpMethod, Response, StatusPattern, Type};
use crate::lower::view::{HeaderView, ResponseView, StatusKey, ValueFormat};

impl<'a> OperationResolver<'_, 'a> {
    /// Resolves the responses of an operation (OpenAPI 3.0.3, "Responses Object"), by status.
    ///
    /// Types in the first successful response with a body are named after the operation, those in
    /// other responses also after the status. So only another successful response can rename a
    /// type, and that changes the return type anyway.
    pub(super) fn resolve_responses(&mut self, plan: &OperationPlan<'a>) -> Vec<Response> {
        let declared = declared_responses(plan);
        let mut successes = declared.iter().filter(|(status, _)| status.is_success());
        let first = successes.clone().next();
        let first = successes
            .find(|(_, response)| response.has_content())
            .or(first)
            .map(|(status, _)| *status);
        let mut responses = Vec::with_capacity(declared.len());
        // Equal bodies of successful responses become one type.
        let mut of_success = Vec::new();
        for (status, declared) in declared {
            let base = match status {
                _ if first == Some(status) => plan.builder.clone(),
                StatusPattern::Code(code) => format!("{}{code}", plan.builder),
                StatusPattern::Class(class) => format!("{}{class}xx", plan.builder),
                StatusPattern::Default => format!("{}Default", plan.builder),
            };
            let pattern = match declared.component_key() {
                Some(key) => NamePattern::of_component(key, RESPONSE),
                None => NamePattern::of_operation(plan, base, "Response"),
            };
            let mut of_status = Vec::new();
            let typed = match declared.component_key() {
                None if status.is_success() => &mut of_success,
                _ => &mut of_status,
            };
            responses.push(self.resolve_response(plan, status, &declared, &pattern, typed));
        }
        responses
    }

    fn resolve_response(
        &mut self,
        plan: &OperationPlan<'a>,
        status: StatusPattern,
        declared: &ResponseView<'a>,
        pattern: &NamePattern,
        typed: &mut TypedSchemas<'a>,
    ) -> Response {
        let contents = match no_body_reason(plan.method, status) {
            Some(reason) if declared.has_content() => {
                let message = format!("the content of the response is ignored: {reason}");
                let at = declared.location().child("content");
                self.diagnostics().note(code::IMPOSSIBLE_BODY, at, message);
                Vec::new()
            }
            _ => {
                let content = declared.content();
                self.resolve_contents(BodySide::Response, &content, pattern, typed)
            }
        };
        Response {
            status,
            docs: declared.description().map(str::to_owned),
            contents,
            headers: self.resolve_headers(declared, pattern),
            at: declared.location().clone(),
        }
    }

    /// Resolves the declared headers by wire name, without duplicates.
    fn resolve_headers(
        &mut self,
        response: &ResponseView<'a>,
        pattern: &NamePattern,
    ) -> Vec<Header> {
        let mut declared = response.headers();
        declared.sort_by_key(|(wire, ..)| *wire);
        let mut seen = HashSet::new();
        let mut names = Scope::fields();
        let mut headers = Vec::new();
        for (wire, at, header) in declared {
            if wire.eq_ignore_ascii_case("content-type") {
                // OpenAPI 3.0.3, "Response Object".
                let message = format!("the header `{wire}` is ignored; `content` determines it");
                self.diagnostics().note(code::IGNORED_HEADER, at, message);
            } else if !seen.insert(wire.to_ascii_lowercase()) {
                let message = format!("duplicate header `{wire}` (ignored)");
                self.diagnostics()
                    .warning(code::DUPLICATE_PARAMETER, at, message)
                    .hint("header names are case-insensitive");
            } else if let Some(header) = header {
                headers.push(self.resolve_header(wire, &header, pattern, &mut names));
            }
        }
        headers
    }

    fn resolve_header(
        &mut self,
        wire: &str,
        declared: &HeaderView<'a>,
        pattern: &NamePattern,
        names: &mut Scope,
    ) -> Header {
        let context = match declared.component_key() {
            Some(key) => NamePattern::of_component(key, HEADER).context(""),
            None => pattern.context("").inside(wire),
        };
        let ty = match declared.format() {
            ValueFormat::Schema(schema) => match self.resolve_schema(&schema, &context).ty {
                Type::Binary => Type::String,
                ty => ty,
            },
            ValueFormat::Content(_) => {
                let message = format!("the value of the header `{wire}` is returned as text");
                let at = declared.location().child("content");
                self.diagnostics().note(code::UNTYPED_CONTENT, at, message);
                Type::String
            }
        };
        let is_deprecated = declared.is_deprecated();
        Header {
            wire_name: wire.to_owned(),
            name: names.take(field_name(wire)),
            docs: paragraphs([
                declared.description().map(str::to_owned),
                is_deprecated.then(|| "Deprecated.".to_owned()),
            ]),
            required: declared.is_required(),
            ty,
            at: declared.location().clone(),
        }
    }
}

fn declared_responses<'a>(plan: &OperationPlan<'a>) -> Vec<(StatusPattern, ResponseView<'a>)> {
    let responses = plan.operation.responses().into_iter();
    let mut declared: Vec<_> = responses
        .map(|(status, response)| {
            let pattern = match status {
                StatusKey::Code(code) => StatusPattern::Code(code),
                StatusKey::Class(class) => StatusPattern::Class(class),
                StatusKey::Default => StatusPattern::Default,
            };
            (pattern, response)
        })
        .collect();
    declared.sort_by_key(|(status, _)| *status);
    declared
}

/// Returns the reason why such a response never has a body (RFC 9110, section 6.4.1).
fn no_body_reason(method: HttpMethod, status: StatusPattern) -> Option<String> {
    match status {
        _ if method == HttpMethod::Head => Some("a response to HEAD never has a body".to_owned()),
        StatusPattern::Code(code @ (100..=199 | 204 | 205 | 304)) => {
            Some(format!("a response with status {code} never has a body"))
        }
        StatusPattern::Class(1) => Some("a response of class 1XX never has a body".to_owned()),
        _ => None,
    }
}
