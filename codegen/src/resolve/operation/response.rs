//! Responses and their headers.

use std::collections::HashSet;

use openapiv3::{ParameterSchemaOrContent, ReferenceOr, StatusCode};

use super::super::names::{Scope, field_name};
use super::content::TypedSchemas;
use super::name_pattern::{HEADER, NamePattern, RESPONSE};
use super::plan::OperationPlan;
use super::resolver::{Dereferenced, OperationResolver};
use super::text::{non_blank, paragraphs};
use crate::diagnostic::code;
use crate::ir::{Header, HttpMethod, Response, StatusPattern, Type};
use crate::location::SourceLocation;
use crate::lower::ComponentKind;

impl<'a> OperationResolver<'_, 'a> {
    /// Resolves the responses of an operation (OpenAPI 3.0.3, "Responses Object"), by status.
    ///
    /// Types in the first successful response with a body are named after the operation, those in
    /// other responses also after the status. So only another successful response can rename a
    /// type, and that changes the return type anyway.
    pub(super) fn resolve_responses(&mut self, plan: &OperationPlan<'a>) -> Vec<Response> {
        let declared = self.declared_responses(plan);
        let mut successes = declared.iter().filter(|(status, _)| status.is_success());
        let first = successes.clone().next();
        let first = successes
            .find(|(_, dereferenced)| !dereferenced.value.content.is_empty())
            .or(first)
            .map(|(status, _)| *status);
        let mut responses = Vec::with_capacity(declared.len());
        // Equal bodies of successful responses become one type.
        let mut of_success = Vec::new();
        for (status, dereferenced) in declared {
            let base = match status {
                _ if first == Some(status) => plan.builder.clone(),
                StatusPattern::Code(code) => format!("{}{code}", plan.builder),
                StatusPattern::Class(class) => format!("{}{class}xx", plan.builder),
                StatusPattern::Default => format!("{}Default", plan.builder),
            };
            let pattern = match dereferenced.key {
                Some(key) => NamePattern::of_component(key, RESPONSE),
                None => NamePattern::of_operation(plan, base, "Response"),
            };
            let mut of_status = Vec::new();
            let typed = match dereferenced.key {
                None if status.is_success() => &mut of_success,
                _ => &mut of_status,
            };
            responses.push(self.resolve_response(plan, status, dereferenced, &pattern, typed));
        }
        responses
    }

    fn declared_responses(
        &mut self,
        plan: &OperationPlan<'a>,
    ) -> Vec<(StatusPattern, Dereferenced<'a, openapiv3::Response>)> {
        let at = plan.at.child("responses");
        let responses = &plan.operation.responses;
        let numbered = responses.responses.iter().map(|(status, response)| {
            let pattern = match *status {
                StatusCode::Code(code) => StatusPattern::Code(code),
                StatusCode::Range(class) => StatusPattern::Class(class),
            };
            (pattern, at.child(&status.to_string()), response)
        });
        let default = responses.default.iter();
        let default =
            default.map(|response| (StatusPattern::Default, at.child("default"), response));
        let mut declared: Vec<_> = numbered
            .chain(default)
            .filter_map(|(status, at, response)| {
                let dereferenced =
                    self.dereference(response, at, ComponentKind::Response, |components| {
                        &components.responses
                    });
                Some((status, dereferenced?))
            })
            .collect();
        declared.sort_by_key(|(status, _)| *status);
        declared
    }

    fn resolve_response(
        &mut self,
        plan: &OperationPlan<'a>,
        status: StatusPattern,
        dereferenced: Dereferenced<'a, openapiv3::Response>,
        pattern: &NamePattern,
        typed: &mut TypedSchemas<'a>,
    ) -> Response {
        let content = &dereferenced.value.content;
        let contents = match no_body_reason(plan.method, status) {
            Some(reason) if !content.is_empty() => {
                let message = format!("the content of the response is ignored: {reason}");
                let at = dereferenced.at.child("content");
                self.diagnostics().note(code::IMPOSSIBLE_BODY, at, message);
                Vec::new()
            }
            _ => self.resolve_contents(content, &dereferenced.at, pattern, typed),
        };
        Response {
            status,
            docs: Some(dereferenced.value.description.clone())
                .filter(|text| !text.trim().is_empty()),
            contents,
            headers: self.resolve_headers(&dereferenced, pattern),
            at: dereferenced.at,
        }
    }

    /// Resolves the declared headers by wire name, without duplicates.
    fn resolve_headers(
        &mut self,
        dereferenced: &Dereferenced<'a, openapiv3::Response>,
        pattern: &NamePattern,
    ) -> Vec<Header> {
        let at = dereferenced.at.child("headers");
        let mut declared: Vec<_> = dereferenced.value.headers.iter().collect();
        declared.sort_by_key(|(wire, _)| *wire);
        let mut seen = HashSet::new();
        let mut names = Scope::fields();
        let mut headers = Vec::new();
        for (wire, header) in declared {
            let at = at.child(wire);
            if wire.eq_ignore_ascii_case("content-type") {
                // OpenAPI 3.0.3, "Response Object".
                let message = format!("the header `{wire}` is ignored; `content` determines it");
                self.diagnostics().note(code::IGNORED_HEADER, at, message);
            } else if !seen.insert(wire.to_ascii_lowercase()) {
                let message = format!("duplicate header `{wire}` (ignored)");
                self.diagnostics()
                    .warning(code::DUPLICATE_PARAMETER, at, message)
                    .hint("header names are case-insensitive");
            } else {
                headers.extend(self.resolve_header(wire, header, at, pattern, &mut names));
            }
        }
        headers
    }

    fn resolve_header(
        &mut self,
        wire: &str,
        header: &'a ReferenceOr<openapiv3::Header>,
        at: SourceLocation,
        pattern: &NamePattern,
        names: &mut Scope,
    ) -> Option<Header> {
        let dereferenced = self.dereference(header, at, ComponentKind::Header, |components| {
            &components.headers
        })?;
        let context = match dereferenced.key {
            Some(key) => NamePattern::of_component(key, HEADER).context(""),
            None => pattern.context("").inside(wire),
        };
        let ty = match &dereferenced.value.format {
            ParameterSchemaOrContent::Schema(schema) => {
                match self
                    .resolve_schema_at(schema, &dereferenced.at.child("schema"), &context)
                    .ty
                {
                    Type::Binary => Type::String,
                    ty => ty,
                }
            }
            ParameterSchemaOrContent::Content(_) => {
                let message = format!("the value of the header `{wire}` is returned as text");
                let at = dereferenced.at.child("content");
                self.diagnostics().note(code::UNTYPED_CONTENT, at, message);
                Type::String
            }
        };
        let is_deprecated = dereferenced.value.deprecated == Some(true);
        Some(Header {
            wire_name: wire.to_owned(),
            name: names.take(field_name(wire)),
            docs: paragraphs([
                non_blank(&dereferenced.value.description),
                is_deprecated.then(|| "Deprecated.".to_owned()),
            ]),
            required: dereferenced.value.required,
            ty,
            at: dereferenced.at,
        })
    }
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
