//! The enums of bodies that differ by status.

use super::super::names::{Scope, field_name};
use super::plan::OperationPlan;
use crate::ir::{
    DeclaredHeaders, Header, Response, ResponseEnum, ResponseVariant, StatusPattern, Type,
};

/// Returns the enum of successful responses; `None` if they all have the same body.
///
/// It depends only on the responses of the operation: another successful response changes the
/// return type anyway.
pub(super) fn success_enum(
    plan: &OperationPlan<'_>,
    responses: &[Response],
) -> Option<ResponseEnum> {
    let successes: Vec<_> = with_status(responses, StatusPattern::is_success).collect();
    let differs = successes.iter().any(|one| !one.has_same_body(successes[0]));
    differs.then(|| build_enum(&plan.success_type, successes.into_iter()))
}

/// Returns the enum of error bodies; `None` if those with a body all have the same, or none has a
/// type.
pub(super) fn error_enum(plan: &OperationPlan<'_>, responses: &[Response]) -> Option<ResponseEnum> {
    let failures = || with_status(responses, StatusPattern::is_failure);
    let with_body: Vec<_> = failures()
        .filter(|response| response.main_content().is_some())
        .collect();
    let differs = with_body.iter().any(|one| !one.has_same_body(with_body[0]));
    let is_typed = |response: &Response| {
        let content = response.main_content();
        content.is_some_and(|content| content.is_typed())
    };
    let is_needed = differs && failures().any(is_typed);
    is_needed.then(|| build_enum(&plan.error_type, failures()))
}

/// Returns the headers that the responses declare; `None` if there are none. A header that is
/// declared with several types is returned as text.
pub(super) fn declared_headers(
    plan: &OperationPlan<'_>,
    responses: &[Response],
) -> Option<DeclaredHeaders> {
    let others = responses.iter().filter(|one| !one.status.is_success());
    let declared = with_status(responses, StatusPattern::is_success).chain(others);
    let mut names = Scope::headers();
    let mut headers: Vec<Header> = Vec::new();
    for header in declared.flat_map(|response| &response.headers) {
        let known = headers
            .iter_mut()
            .find(|known| known.wire_name.eq_ignore_ascii_case(&header.wire_name));
        match known {
            Some(known) if known.ty != header.ty => known.ty = Type::String,
            Some(_) => {}
            None => headers.push(Header {
                name: names.take(field_name(&header.wire_name)),
                ..header.clone()
            }),
        }
    }
    (!headers.is_empty()).then(|| DeclaredHeaders {
        name: plan.headers_type.clone(),
        headers,
    })
}

fn with_status(
    responses: &[Response],
    is_among: fn(StatusPattern) -> bool,
) -> impl Iterator<Item = &Response> {
    responses
        .iter()
        .filter(move |response| is_among(response.status))
}

fn build_enum<'r>(name: &str, responses: impl Iterator<Item = &'r Response>) -> ResponseEnum {
    ResponseEnum {
        name: name.to_owned(),
        variants: responses
            .map(|response| ResponseVariant {
                name: status_variant(response.status),
                status: response.status,
            })
            .collect(),
    }
}

/// Returns the name of the variant for a status, from the registry of status codes (RFC 9110,
/// section 15, and IANA).
fn status_variant(status: StatusPattern) -> String {
    let name = match status {
        StatusPattern::Code(code) => match STATUS_NAMES.iter().find(|(known, _)| *known == code) {
            Some((_, name)) => name,
            None => return format!("Status{code}"),
        },
        StatusPattern::Class(2) => "Success",
        StatusPattern::Class(3) => "Redirection",
        StatusPattern::Class(4) => "ClientError",
        StatusPattern::Class(5) => "ServerError",
        StatusPattern::Class(class) => return format!("Status{class}xx"),
        StatusPattern::Default => "Default",
    };
    name.to_owned()
}

/// The registered status codes of success and failure.
const STATUS_NAMES: [(u16, &str); 50] = [
    (200, "Ok"),
    (201, "Created"),
    (202, "Accepted"),
    (203, "NonAuthoritativeInformation"),
    (204, "NoContent"),
    (205, "ResetContent"),
    (206, "PartialContent"),
    (207, "MultiStatus"),
    (208, "AlreadyReported"),
    (226, "ImUsed"),
    (400, "BadRequest"),
    (401, "Unauthorized"),
    (402, "PaymentRequired"),
    (403, "Forbidden"),
    (404, "NotFound"),
    (405, "MethodNotAllowed"),
    (406, "NotAcceptable"),
    (407, "ProxyAuthenticationRequired"),
    (408, "RequestTimeout"),
    (409, "Conflict"),
    (410, "Gone"),
    (411, "LengthRequired"),
    (412, "PreconditionFailed"),
    (413, "ContentTooLarge"),
    (414, "UriTooLong"),
    (415, "UnsupportedMediaType"),
    (416, "RangeNotSatisfiable"),
    (417, "ExpectationFailed"),
    (418, "ImATeapot"),
    (421, "MisdirectedRequest"),
    (422, "UnprocessableContent"),
    (423, "Locked"),
    (424, "FailedDependency"),
    (425, "TooEarly"),
    (426, "UpgradeRequired"),
    (428, "PreconditionRequired"),
    (429, "TooManyRequests"),
    (431, "RequestHeaderFieldsTooLarge"),
    (451, "UnavailableForLegalReasons"),
    (500, "InternalServerError"),
    (501, "NotImplemented"),
    (502, "BadGateway"),
    (503, "ServiceUnavailable"),
    (504, "GatewayTimeout"),
    (505, "HttpVersionNotSupported"),
    (506, "VariantAlsoNegotiates"),
    (507, "InsufficientStorage"),
    (508, "LoopDetected"),
    (510, "NotExtended"),
    (511, "NetworkAuthenticationRequired"),
];
