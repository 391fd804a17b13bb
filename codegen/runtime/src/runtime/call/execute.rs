//! Executing calls: the attempts of a call, until there is a response or a final error.

use std::pin::pin;
use std::time::Duration;

use reqwest::header::HeaderValue;
use reqwest::{Method, StatusCode};
#[cfg(feature = "tracing")]
use tracing::Instrument;

use crate::runtime::auth::token::Tokens;
use crate::runtime::body::raw_response::RawResponse;
use crate::runtime::call::core::Core;
use crate::runtime::call::options::IDEMPOTENCY_KEY;
use crate::runtime::call::prepared_request::PreparedRequest;
use crate::runtime::call::request::Request;
use crate::runtime::call::retry::{self, Attempt, Decision, Outcome};
use crate::runtime::call::state::{Call, StreamingResponse};
#[cfg(feature = "tracing")]
use crate::runtime::call::trace;
use crate::runtime::error::Error;
use crate::runtime::error::api::ApiError;
use crate::runtime::error::attempt::FailedAttempt;
use crate::runtime::error::boxed::BoxError;
use crate::runtime::error::hook::HookError;
use crate::runtime::error::request::InvalidRequestError;
use crate::runtime::error::token::TokenError;
use crate::runtime::http::clock;
use crate::runtime::http::hook::{AttemptInfo, ResponseHead};
use crate::runtime::http::incoming_response::IncomingResponse;
use crate::runtime::http::missing_headers;
use crate::runtime::http::redirect;
use crate::runtime::http::retry_after::retry_after;

/// The host of the URL of a `reqwest::Response` that was made from an `http::Response`.
const NO_URL: &str = "no.url.provided.local";

/// Sends a request and returns the response before its body is read. The time limit of the call ends there.
///
/// # Errors
///
/// If the request cannot be sent, if there is no response, or if its status is not a success; then its body is read for the
/// error.
pub(crate) async fn open(request: Box<Request>) -> Result<StreamingResponse, Error> {
    let mut response = run(request, false).await?;
    response.call.timers.stop();
    Ok(response)
}

/// Sends a request and reads the whole response. A status that is not a success is an error.
pub(crate) async fn send(request: Box<Request>) -> Result<RawResponse, Error> {
    Ok(run(request, true).await?.into_raw())
}

#[cfg(not(feature = "tracing"))]
use attempts as run;

/// Makes a call in its own tracing span.
#[cfg(feature = "tracing")]
async fn run(request: Box<Request>, reads_body: bool) -> Result<StreamingResponse, Error> {
    // A server that cannot be called is an error of the attempt.
    let base = request.base_url();
    let base = base.as_deref().unwrap_or(request.core().base_url());
    let span = trace::span(base, request.operation());
    let result = attempts(request, reads_body).instrument(span.clone()).await;
    let summary = result
        .as_ref()
        .map(|success| (success.response.status, &*success.call.failed));
    trace::record(&span, summary);
    result
}

/// Makes attempts until one succeeds or the call is not retried.
async fn attempts(request: Box<Request>, reads_body: bool) -> Result<StreamingResponse, Error> {
    let mut call = Box::new(Call::start(&request));
    let mut prepared = request.prepare()?;
    *call.url = prepared.request().url().clone();
    let is_idempotent = call.set_idempotency_key(prepared.request_mut())?;
    loop {
        let result = match call.attempt(&prepared, reads_body).await {
            Ok(response) if call.accepts(response.status) => {
                call.core.budget().deposit();
                return Ok(StreamingResponse { call, response });
            }
            failed => failed,
        };
        if call.renews_token(&result, &prepared) {
            call.back_off(Duration::ZERO, result).await;
            continue;
        }
        let wait = call.wait(&result, is_idempotent, prepared.is_replayable());
        match (wait, result) {
            (Some(wait), result) => call.back_off(wait, result).await,
            (None, Err(error)) => return Err(error),
            (None, Ok(response)) => {
                let secrets = call.core.credentials().secrets.clone();
                let response = StreamingResponse { call, response }.into_raw();
                return Err(ApiError::new(response, &secrets).into());
            }
        }
    }
}

impl Call {
    /// Returns `true` if a response with this status is the result of the call.
    fn accepts(&self, status: StatusCode) -> bool {
        status.is_success()
            || self.keeps_redirect && status.is_redirection() && status != StatusCode::NOT_MODIFIED
    }

    /// Sets the idempotency key. Returns `true` if repeating the request is harmless.
    fn set_idempotency_key(&self, request: &mut reqwest::Request) -> Result<bool, Error> {
        let known = self.core.idempotency_header();
        let header = known.unwrap_or(&IDEMPOTENCY_KEY);
        let key = match &self.options.idempotency_key {
            Some(key) => Some(key.clone()),
            None if known.is_none() || *request.method() != Method::POST => None,
            None if request.headers().contains_key(header) => None,
            None => Some(clock::uuid(self.core.clock())),
        };
        if let Some(key) = key {
            let value = HeaderValue::from_str(&key).map_err(|_| InvalidRequestError {
                target: self.target(),
                parameter: Some(header.to_string()),
                reason: "its value holds a character that a header cannot carry".to_owned(),
            })?;
            request.headers_mut().insert(header, value);
        }
        Ok(self.options.is_idempotent.unwrap_or_else(|| {
            request.method().is_idempotent() || request.headers().contains_key(header)
        }))
    }

    /// Returns `true` if the server refused the token and the request is to be repeated with a new one.
    fn renews_token(
        &mut self,
        result: &Result<Box<IncomingResponse>, Error>,
        prepared: &PreparedRequest,
    ) -> bool {
        let is_refused =
            matches!(result, Ok(response) if response.status == StatusCode::UNAUTHORIZED);
        match prepared.tokens().filter(|_| is_refused) {
            Some(tokens) => self.token.renew(tokens, prepared.is_replayable()),
            None => false,
        }
    }

    /// Makes one attempt: sends the request and follows redirects.
    async fn attempt(
        &mut self,
        prepared: &PreparedRequest,
        reads_body: bool,
    ) -> Result<Box<IncomingResponse>, Error> {
        self.status = None;
        self.request_id = None;
        let core = self.core.clone();
        self.timers
            .start_attempt(core.clock(), self.options.attempt_timeout);
        if let Some(tokens) = prepared.tokens() {
            let token = self.get_token(&core, tokens).await?;
            self.token.set(token);
        }
        let mut redirected = None;
        let mut redirects = 0;
        loop {
            let prepared = redirected.as_ref().unwrap_or(prepared);
            let mut request = prepared.attempt().ok_or_else(|| InvalidRequestError {
                target: self.target(),
                parameter: None,
                reason: "its body was sent before and cannot be sent again".to_owned(),
            })?;
            self.token.sign(&mut request);
            if reads_body && !core.has_own_http() {
                // Replaces the HTTP client's own time limit.
                *request.timeout_mut() = self.remaining();
            }
            let mut response = self.exchange(&core, request).await?;
            if core.has_own_http()
                && !self.keeps_redirect
                && redirects < redirect::MAX_REDIRECTS
                && let Some(next) =
                    redirect::next(prepared.request(), response.status, &response.headers)
                && let Some(next) = prepared.redirected(next)
            {
                redirected = Some(next);
                redirects += 1;
                continue;
            }
            if reads_body || !self.accepts(response.status) {
                self.read(&mut response).await?;
            }
            return Ok(response);
        }
    }

    /// Returns the token for an attempt.
    async fn get_token(&mut self, core: &Core, tokens: &Tokens) -> Result<HeaderValue, Error> {
        // Usually the token is cached.
        let (clock, secrets) = (core.clock(), &core.credentials().secrets);
        let mut token = Box::pin(tokens.get(clock, secrets));
        match self.timers.race(clock, None, token.as_mut()).await {
            Ok(token) => token.map_err(|failure| {
                let (target, scheme) = (self.target(), tokens.scheme());
                let error = TokenError {
                    target,
                    scheme,
                    failure,
                };
                error.into()
            }),
            Err(limit) => Err(self.timeout_error(limit)),
        }
    }

    /// Sends one request and runs the hooks.
    async fn exchange(
        &mut self,
        core: &Core,
        mut request: reqwest::Request,
    ) -> Result<Box<IncomingResponse>, Error> {
        let attempt = AttemptInfo {
            operation: self.operation,
            number: u32::try_from(self.failed.len() + 1).unwrap_or(u32::MAX),
        };
        let hooks = core.hooks();
        let mut timed_out = None;
        if !hooks.is_empty() {
            let running = pin!(hooks.before_request(&attempt, &mut request));
            match self.timers.race(core.clock(), None, running).await {
                Ok(allowed) => allowed.map_err(|source| self.hook_error(source))?,
                Err(limit) => timed_out = Some(self.timeout_error(limit)),
            }
        }
        let result = match timed_out {
            Some(error) => Err(error),
            None => {
                missing_headers::declare_empty_body(&mut request);
                if core.has_own_http() {
                    missing_headers::decline_codings(&mut request);
                }
                // A hook may have changed it.
                if *self.url != *request.url() {
                    *self.url = request.url().clone();
                }
                let sending = pin!(core.http().execute(request));
                match self.timers.race(core.clock(), None, sending).await {
                    Ok(Ok(response)) => Ok(self.start_response(response)),
                    Ok(Err(error)) => Err(self.transport_error(error)),
                    Err(limit) => Err(self.timeout_error(limit)),
                }
            }
        };
        if hooks.is_empty() {
            return result;
        }
        self.run_after_hooks(core, &attempt, result).await
    }

    /// Runs the hooks with the result of a request. Returns the result, unless a hook returns an error.
    async fn run_after_hooks(
        &mut self,
        core: &Core,
        attempt: &AttemptInfo,
        result: Result<Box<IncomingResponse>, Error>,
    ) -> Result<Box<IncomingResponse>, Error> {
        let outcome = {
            let running = pin!(async {
                match &result {
                    Ok(response) => {
                        let head = ResponseHead {
                            status: response.status,
                            headers: &response.headers,
                        };
                        core.hooks().after_response(attempt, head).await
                    }
                    Err(error) => core.hooks().after_failure(attempt, error).await,
                }
            });
            self.timers.race(core.clock(), None, running).await
        };
        match outcome {
            Ok(Ok(())) => result,
            Ok(Err(source)) => Err(self.hook_error(source)),
            Err(limit) => Err(self.timeout_error(limit)),
        }
    }

    fn hook_error(&self, source: BoxError) -> Error {
        let target = self.target();
        HookError { target, source }.into()
    }

    fn start_response(&mut self, response: reqwest::Response) -> Box<IncomingResponse> {
        let url = response.url();
        // A response without a URL, of a transport that makes its own responses, has a placeholder.
        if *url != *self.url && url.host_str() != Some(NO_URL) {
            *self.url = url.clone();
        }
        let response = IncomingResponse::new(response, &self.core.credentials().secrets);
        self.status = Some(response.status);
        response
    }

    /// Returns the wait before the next attempt, or `None` if there is none.
    fn wait(
        &self,
        result: &Result<Box<IncomingResponse>, Error>,
        is_idempotent: bool,
        is_replayable: bool,
    ) -> Option<Duration> {
        let clock = self.core.clock();
        let (outcome, requested) = match result {
            Ok(response) => (
                Outcome::Status(response.status),
                retry_after(&response.headers, clock.since_epoch()),
            ),
            Err(error) => (error.outcome(), None),
        };
        let policy = self.options.retry.unwrap_or_default();
        let attempt = Attempt {
            number: u32::try_from(self.failed.len() + 1 - self.token.renewals())
                .unwrap_or(u32::MAX),
            outcome,
            is_idempotent,
            is_replayable,
            retry_after: requested,
            remaining: self.remaining(),
            random: clock.random(),
        };
        match retry::decide(&policy, &attempt) {
            Decision::Wait(wait) if self.core.budget().withdraw() => Some(wait),
            Decision::Wait(_) | Decision::Stop => None,
        }
    }

    /// Records a failed attempt and waits.
    async fn back_off(&mut self, wait: Duration, result: Result<Box<IncomingResponse>, Error>) {
        self.failed.push(match result {
            Ok(response) => FailedAttempt {
                status: Some(response.status),
                cause: response.status.to_string(),
                wait,
            },
            Err(error) => FailedAttempt {
                status: error.status(),
                cause: error.cause(),
                wait,
            },
        });
        self.core.clock().sleep(wait).await;
    }
}
