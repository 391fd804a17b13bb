//! Tracing spans and events that follow the OpenTelemetry conventions for HTTP clients (semantic conventions 1.23 and later).
//!
//! Each call is a span of the level `INFO` with the target `http_client`. Its requests and responses are events of the level
//! `DEBUG`. They contain neither headers nor bodies; values of the query are omitted and credentials are hidden.

use reqwest::StatusCode;
use tracing::field::{Empty, display};
use tracing::{Span, debug};

use crate::runtime::call::operation::Operation;
use crate::runtime::error::Error;
use crate::runtime::error::attempt::FailedAttempt;
use crate::runtime::http::hook::{AttemptInfo, Hook, HookFuture, ResponseHead};
use crate::runtime::http::redact::Secrets;

/// Records the result of a call.
pub(crate) fn record(span: &Span, result: Result<(StatusCode, &[FailedAttempt]), &Error>) {
    let (status, failed) = match result {
        Ok((status, failed)) => (Some(status), failed),
        Err(error) => {
            span.record("error.type", display(kind(error)));
            span.record("otel.status_code", "ERROR");
            (error.status(), error.failed_attempts())
        }
    };
    if let Some(status) = status {
        span.record("http.response.status_code", status.as_u16());
    }
    if !failed.is_empty() {
        span.record("http.request.resend_count", failed.len());
    }
}

/// Creates the span of a call.
pub(crate) fn span(url: &reqwest::Url, operation: &'static Operation) -> Span {
    let Operation {
        id, method, path, ..
    } = operation;
    tracing::info_span!(
        target: "http_client",
        "http_call",
        otel.name = format_args!("{method} {path}"),
        otel.kind = "client",
        otel.status_code = Empty,
        operation = id,
        http.request.method = method.as_str(),
        http.request.resend_count = Empty,
        http.response.status_code = Empty,
        url.template = path,
        url.scheme = url.scheme(),
        url.full = Empty,
        server.address = url.host_str(),
        server.port = url.port_or_known_default(),
        error.type = Empty,
    )
}

/// Returns the status of an error response, or a name of the kind of error.
fn kind(error: &Error) -> String {
    match error {
        Error::Api(error) => error.status().as_u16().to_string(),
        Error::Timeout(_) => "timeout".to_owned(),
        Error::Transport(error) if error.is_connect() => "connect".to_owned(),
        Error::Transport(_) => "transport".to_owned(),
        Error::Decode(_) => "decode".to_owned(),
        Error::MissingCredentials(_) => "missing_credentials".to_owned(),
        Error::Token(_) => "token".to_owned(),
        Error::InvalidRequest(_) => "invalid_request".to_owned(),
        Error::Configuration(_) => "configuration".to_owned(),
        Error::Hook(_) => "hook".to_owned(),
        Error::Header(_) => "header".to_owned(),
    }
}

/// A hook that emits an event for each request and response.
pub(crate) struct AttemptEvents {
    pub(crate) secrets: Secrets,
}

impl Hook for AttemptEvents {
    fn before_request<'a>(
        &'a self,
        attempt: &'a AttemptInfo,
        request: &'a mut reqwest::Request,
    ) -> HookFuture<'a> {
        Box::pin(async move {
            let span = Span::current();
            if !span.is_disabled() {
                let url = redacted(request.url(), &self.secrets);
                span.record("url.full", display(&url));
                debug!(target: "http_client", attempt = attempt.number(), url.full = url, "request");
            }
            Ok(())
        })
    }

    fn after_response<'a>(
        &'a self,
        attempt: &'a AttemptInfo,
        response: ResponseHead<'a>,
    ) -> HookFuture<'a> {
        let status = response.status().as_u16();
        debug!(
            target: "http_client",
            attempt = attempt.number(),
            http.response.status_code = status,
            "response"
        );
        Box::pin(std::future::ready(Ok(())))
    }

    fn after_failure<'a>(&'a self, attempt: &'a AttemptInfo, error: &'a Error) -> HookFuture<'a> {
        debug!(
            target: "http_client",
            attempt = attempt.number(),
            error.type = kind(error),
            error = error.cause(),
            "no response"
        );
        Box::pin(std::future::ready(Ok(())))
    }
}

/// Returns a URL without the values of its query and without credentials.
fn redacted(url: &reqwest::Url, secrets: &Secrets) -> String {
    let mut url = url.clone();
    let names: Vec<String> = url
        .query()
        .unwrap_or_default()
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let name = pair.split('=').next().unwrap_or_default();
            format!("{name}=REDACTED")
        })
        .collect();
    let query = names.join("&");
    url.set_query((!query.is_empty()).then_some(&query));
    secrets.hide(url.as_str()).into_owned()
}
