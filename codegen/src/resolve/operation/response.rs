//! Responses and their headers.

use std::collections::HashSet;

use openapiv3::{ParameterSchemaOrContent, ReferenceOr, StatusCode};

use super::super::names::{Scope, field_name};
use super::content::Typed;
use super::name::Planned;
use super::{Found, HEADER, Naming, RESPONSE, Walk, paragraphs, written};
use crate::diagnostic::code;
use crate::ir::{Header, HttpMethod, Response, StatusPattern, Type};
use crate::location::Location;
use crate::lower::ComponentKind;

impl<'a> Walk<'_, 'a> {
    /// The responses of an operation (OpenAPI 3.0.3, "Responses Object"), by status.
    ///
    /// The types in the first success that has a body are called after the operation alone, those of others after the status
    /// too. So only another success can rename a type, and that changes what a call gives anyway.
    pub(super) fn responses(&mut self, planned: &Planned<'a>) -> Vec<Response> {
        let declared = self.declared_responses(planned);
        let mut successes = declared.iter().filter(|(status, _)| status.is_success());
        let first = successes.clone().next();
        let first = successes
            .find(|(_, found)| !found.value.content.is_empty())
            .or(first)
            .map(|(status, _)| *status);
        let mut responses = Vec::with_capacity(declared.len());
        // Successes that hold the same give the same.
        let mut of_success = Vec::new();
        for (status, found) in declared {
            let base = match status {
                _ if first == Some(status) => planned.builder.clone(),
                StatusPattern::Code(code) => format!("{}{code}", planned.builder),
                StatusPattern::Class(class) => format!("{}{class}xx", planned.builder),
                StatusPattern::Default => format!("{}Default", planned.builder),
            };
            let naming = match found.key {
                Some(key) => Naming::of_component(key, RESPONSE),
                None => Naming::of_operation(planned, base, "Response"),
            };
            let mut of_status = Vec::new();
            let typed = match found.key {
                None if status.is_success() => &mut of_success,
                _ => &mut of_status,
            };
            responses.push(self.response(planned, status, found, &naming, typed));
        }
        responses
    }

    fn declared_responses(
        &mut self,
        planned: &Planned<'a>,
    ) -> Vec<(StatusPattern, Found<'a, openapiv3::Response>)> {
        let at = planned.at.child("responses");
        let responses = &planned.operation.responses;
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
                let found = self.follow(response, at, ComponentKind::Response, |components| {
                    &components.responses
                });
                Some((status, found?))
            })
            .collect();
        declared.sort_by_key(|(status, _)| *status);
        declared
    }

    fn response(
        &mut self,
        planned: &Planned<'a>,
        status: StatusPattern,
        found: Found<'a, openapiv3::Response>,
        naming: &Naming,
        typed: &mut Typed<'a>,
    ) -> Response {
        let content = &found.value.content;
        let contents = match why_no_body(planned.method, status) {
            Some(reason) if !content.is_empty() => {
                let message = format!("the content of the response is left out: {reason}");
                let at = found.at.child("content");
                self.diagnostics().note(code::IMPOSSIBLE_BODY, at, message);
                Vec::new()
            }
            _ => self.contents(content, &found.at, naming, typed),
        };
        Response {
            status,
            docs: Some(found.value.description.clone()).filter(|text| !text.trim().is_empty()),
            contents,
            headers: self.headers(&found, naming),
            at: found.at,
        }
    }

    /// The declared headers by wire name, each once.
    fn headers(&mut self, found: &Found<'a, openapiv3::Response>, naming: &Naming) -> Vec<Header> {
        let at = found.at.child("headers");
        let mut declared: Vec<_> = found.value.headers.iter().collect();
        declared.sort_by_key(|(wire, _)| *wire);
        let mut seen = HashSet::new();
        let mut names = Scope::fields();
        let mut headers = Vec::new();
        for (wire, header) in declared {
            let at = at.child(wire);
            if wire.eq_ignore_ascii_case("content-type") {
                // OpenAPI 3.0.3, "Response Object".
                let message = format!("the header `{wire}` is ignored: `content` says what it is");
                self.diagnostics().note(code::IGNORED_HEADER, at, message);
            } else if !seen.insert(wire.to_ascii_lowercase()) {
                let message = format!("the header `{wire}` is declared twice; this one is ignored");
                self.diagnostics()
                    .warning(code::DUPLICATE_PARAMETER, at, message)
                    .hint("names of headers that differ in case only are one name");
            } else {
                headers.extend(self.header(wire, header, at, naming, &mut names));
            }
        }
        headers
    }

    fn header(
        &mut self,
        wire: &str,
        header: &'a ReferenceOr<openapiv3::Header>,
        at: Location,
        naming: &Naming,
        names: &mut Scope,
    ) -> Option<Header> {
        let found = self.follow(header, at, ComponentKind::Header, |components| {
            &components.headers
        })?;
        let place = match found.key {
            Some(key) => Naming::of_component(key, HEADER).place(""),
            None => naming.place("").inside(wire),
        };
        let ty = match &found.value.format {
            ParameterSchemaOrContent::Schema(schema) => {
                match self.type_at(schema, &found.at.child("schema"), &place).ty {
                    Type::Binary => Type::String,
                    ty => ty,
                }
            }
            ParameterSchemaOrContent::Content(_) => {
                let message = format!("the value of the header `{wire}` is given as text");
                let at = found.at.child("content");
                self.diagnostics().note(code::UNTYPED_CONTENT, at, message);
                Type::String
            }
        };
        let is_deprecated = found.value.deprecated == Some(true);
        Some(Header {
            wire: wire.to_owned(),
            name: names.take(field_name(wire)),
            docs: paragraphs([
                written(&found.value.description),
                is_deprecated.then(|| "Deprecated.".to_owned()),
            ]),
            required: found.value.required,
            ty,
            at: found.at,
        })
    }
}

/// Why such a response never has a body (RFC 9110, section 6.4.1).
fn why_no_body(method: HttpMethod, status: StatusPattern) -> Option<String> {
    match status {
        _ if method == HttpMethod::Head => Some("a response to HEAD never has a body".to_owned()),
        StatusPattern::Code(code @ (100..=199 | 204 | 205 | 304)) => {
            Some(format!("a response with status {code} never has a body"))
        }
        StatusPattern::Class(1) => Some("a response of class 1XX never has a body".to_owned()),
        _ => None,
    }
}
