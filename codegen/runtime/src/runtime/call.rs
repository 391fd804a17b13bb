//! A call under way: its attempts, until there is a response or no hope of one.

use std::pin::pin;
use std::time::Duration;

use bytes::Bytes;
use reqwest::header::HeaderValue;
use reqwest::{Method, StatusCode};
#[cfg(feature = "tracing")]
use tracing::Instrument;

use super::api_error::ApiError;
use super::arrived::{Arrived, Opened};
use super::body::Received;
use super::body_error::{DecodeError, Mismatch};
use super::clock;
use super::core::{Core, MAX_BODY};
use super::error::Error;
use super::hook::{AttemptInfo, BoxError, ResponseHead};
use super::operation::Operation;
use super::options::{CallOptions, IDEMPOTENCY_KEY};
use super::payload::Outgoing;
use super::redirect;
use super::request::Request;
use super::request_error::InvalidRequest;
use super::request_id::request_id;
use super::retry::{self, Attempt, Decision, FailedAttempt, Outcome};
use super::retry_after::retry_after;
use super::timers::Timers;
use super::token::{Carried, Tokens};
#[cfg(feature = "tracing")]
use super::trace;
use super::transport_error::{Cause, Place, TimeLimit, TimeoutError, TransportError};

/// The largest declared length for which room is made before the body comes.
const MAX_RESERVED: u64 = 1024 * 1024;

/// What is read of the body of a failure: it is for people, and for a type of a few members.
const MAX_FAILURE: u64 = 1024 * 1024;

/// Sends a request and gives the head of the response before its body is read. The limit for the whole call ends there.
///
/// # Errors
///
/// Where nothing can be sent, where no response comes, and where its status is no success: then its body is read for the
/// error.
pub(crate) async fn open(request: Box<Request>) -> Result<Opened, Error> {
    let mut opened = run(request, false).await?;
    opened.call.timers.stop();
    Ok(opened)
}

/// Sends a request and receives the response whole; a status that is no success is an error.
pub(crate) async fn send(request: Box<Request>) -> Result<Received, Error> {
    let Opened { call, arrived } = run(request, true).await?;
    Ok(arrived.into_received(*call))
}

/// What is known of a call while it is under way.
pub(crate) struct Call {
    pub(crate) core: Core,
    pub(crate) operation: &'static Operation,
    options: CallOptions,
    started: Duration,
    timers: Timers,
    pub(crate) failed: Vec<FailedAttempt>,
    status: Option<StatusCode>,
    request_id: Option<String>,
    keeps_redirect: bool,
    token: Carried,
}

#[cfg(not(feature = "tracing"))]
use attempts as run;

/// Makes a call in a span of its own.
#[cfg(feature = "tracing")]
async fn run(request: Box<Request>, reads_body: bool) -> Result<Opened, Error> {
    let span = trace::span(request.core(), request.operation());
    let ended = attempts(request, reads_body).instrument(span.clone()).await;
    let ended_well = ended
        .as_ref()
        .map(|opened| (opened.arrived.status, &*opened.call.failed));
    trace::record(&span, ended_well);
    ended
}

/// Makes attempts until one succeeds or nothing speaks for another.
async fn attempts(request: Box<Request>, reads_body: bool) -> Result<Opened, Error> {
    let mut call = Box::new(Call::start(&request));
    let mut outgoing = request.assemble()?;
    let is_idempotent = call.mark(outgoing.request_mut())?;
    loop {
        let ended = call.attempt(&outgoing, reads_body).await;
        let ended = match ended {
            Ok(arrived) if call.is_given(arrived.status) => {
                call.core.budget().deposit();
                return Ok(Opened { call, arrived });
            }
            ended => ended,
        };
        if call.token.is_renewed_after(&ended, &outgoing) {
            call.pause(Duration::ZERO, ended).await;
            continue;
        }
        let wait = call.wait(&ended, is_idempotent, outgoing.is_replayable());
        match (wait, ended) {
            (Some(wait), ended) => call.pause(wait, ended).await,
            (None, Err(error)) => return Err(error),
            (None, Ok(arrived)) => {
                let secrets = call.core.credentials().secrets.clone();
                return Err(ApiError::new(arrived.into_received(*call), &secrets).into());
            }
        }
    }
}

impl Call {
    fn start(request: &Request) -> Self {
        let core = request.core().clone();
        let options = request.options();
        let mut timers = Timers::default();
        timers.start_call(core.clock(), options.timeout);
        Self {
            started: core.clock().now(),
            core,
            operation: request.operation(),
            options,
            timers,
            failed: Vec::new(),
            status: None,
            request_id: None,
            keeps_redirect: request.keeps_redirect(),
            token: Carried::default(),
        }
    }

    /// Whether a response with this status is what the call gives.
    fn is_given(&self, status: StatusCode) -> bool {
        status.is_success()
            || self.keeps_redirect && status.is_redirection() && status != StatusCode::NOT_MODIFIED
    }

    /// Sets the idempotency key, and tells whether the server may be asked the same thing twice.
    fn mark(&self, request: &mut reqwest::Request) -> Result<bool, Error> {
        let known = self.core.idempotency_header();
        let header = known.unwrap_or(&IDEMPOTENCY_KEY);
        let key = match &self.options.idempotency_key {
            Some(key) => Some(key.clone()),
            None if known.is_none() || *request.method() != Method::POST => None,
            None if request.headers().contains_key(header) => None,
            None => Some(clock::uuid(self.core.clock())),
        };
        if let Some(key) = key {
            let value = HeaderValue::from_str(&key).map_err(|_| InvalidRequest {
                operation: self.operation.id,
                parameter: Some(header.to_string()),
                reason: "its value holds a character that a header cannot carry".to_owned(),
            })?;
            request.headers_mut().insert(header, value);
        }
        Ok(self.options.is_idempotent.unwrap_or_else(|| {
            request.method().is_idempotent() || request.headers().contains_key(header)
        }))
    }

    /// Sends a request, and again to where it is redirected to.
    async fn attempt(
        &mut self,
        outgoing: &Outgoing,
        reads_body: bool,
    ) -> Result<Box<Arrived>, Error> {
        self.status = None;
        self.request_id = None;
        let core = self.core.clone();
        self.timers
            .start_attempt(core.clock(), self.options.attempt_timeout);
        if let Some(tokens) = outgoing.tokens() {
            let token = self.token(&core, tokens).await?;
            self.token.replace(token);
        }
        let mut redirected = None;
        let mut redirects = 0;
        loop {
            let outgoing = redirected.as_ref().unwrap_or(outgoing);
            let mut request = outgoing.attempt().ok_or_else(|| InvalidRequest {
                operation: self.operation.id,
                parameter: None,
                reason: "its body was sent before and cannot be sent again".to_owned(),
            })?;
            self.token.sign(&mut request);
            if reads_body && !core.has_own_http() {
                // In place of the limit that the HTTP client has of its own.
                *request.timeout_mut() = self.left();
            }
            let mut arrived = self.exchange(&core, request).await?;
            if core.has_own_http()
                && !self.keeps_redirect
                && redirects < redirect::MAX_REDIRECTS
                && let Some(next) =
                    redirect::next(outgoing.request(), arrived.status, &arrived.headers)
                && let Some(next) = outgoing.redirected(next)
            {
                redirected = Some(next);
                redirects += 1;
                continue;
            }
            if reads_body || !self.is_given(arrived.status) {
                self.read(&mut arrived).await?;
            }
            return Ok(arrived);
        }
    }

    /// The token that an attempt carries.
    async fn token(&mut self, core: &Core, tokens: &Tokens) -> Result<HeaderValue, Error> {
        // It is seldom more than a look at what is known.
        let mut getting = Box::pin(tokens.get(core, self.operation));
        match self.timers.race(core.clock(), None, getting.as_mut()).await {
            Ok(token) => token.map_err(Error::from),
            Err(limit) => Err(self.late(limit)),
        }
    }

    /// Sends one request, with what the hooks have to say.
    async fn exchange(
        &mut self,
        core: &Core,
        mut request: reqwest::Request,
    ) -> Result<Box<Arrived>, Error> {
        let attempt = AttemptInfo {
            operation: self.operation,
            number: u32::try_from(self.failed.len() + 1).unwrap_or(u32::MAX),
        };
        let hooks = core.hooks();
        let mut late = None;
        if !hooks.is_empty() {
            let asking = pin!(hooks.before_request(&attempt, &mut request));
            match self.timers.race(core.clock(), None, asking).await {
                Ok(allowed) => allowed?,
                Err(limit) => late = Some(self.late(limit)),
            }
        }
        let ended = match late {
            Some(late) => Err(late),
            None => {
                let sending = pin!(core.http().execute(request));
                match self.timers.race(core.clock(), None, sending).await {
                    Ok(Ok(response)) => Ok(self.arrived(response)),
                    Ok(Err(error)) => Err(self.broken(error)),
                    Err(limit) => Err(self.late(limit)),
                }
            }
        };
        if hooks.is_empty() {
            return ended;
        }
        self.tell(core, &attempt, ended).await
    }

    /// Tells the hooks how a request ended; gives that back, unless a hook refuses it.
    async fn tell(
        &mut self,
        core: &Core,
        attempt: &AttemptInfo,
        ended: Result<Box<Arrived>, Error>,
    ) -> Result<Box<Arrived>, Error> {
        let told = {
            let telling = pin!(async {
                match &ended {
                    Ok(arrived) => {
                        let head = ResponseHead {
                            status: arrived.status,
                            headers: &arrived.headers,
                        };
                        core.hooks().after_response(attempt, head).await
                    }
                    Err(error) => core.hooks().after_failure(attempt, error).await,
                }
            });
            self.timers.race(core.clock(), None, telling).await
        };
        match told {
            Ok(Ok(())) => ended,
            Ok(Err(refused)) => Err(refused),
            Err(limit) => Err(self.late(limit)),
        }
    }

    fn arrived(&mut self, response: reqwest::Response) -> Box<Arrived> {
        let arrived = Arrived::new(response, &self.core.credentials().secrets);
        self.status = Some(arrived.status);
        arrived
    }

    /// Reads the body, at most as much as the limit allows.
    ///
    /// Of a failure, what has come says more than why the rest did not.
    pub(crate) async fn read(&mut self, arrived: &mut Arrived) -> Result<(), Error> {
        let is_success = arrived.status.is_success();
        let mut limit = self.options.max_response_body.unwrap_or(MAX_BODY);
        if !is_success {
            limit = limit.min(MAX_FAILURE);
        }
        let declared = arrived.length.unwrap_or(0);
        let mut is_too_large = is_success && declared > limit;
        if !is_too_large {
            let room = declared.min(MAX_RESERVED).min(limit);
            arrived
                .body
                .reserve_exact(usize::try_from(room).unwrap_or(0));
        }
        while !is_too_large {
            match self.chunk(arrived).await {
                Ok(Some(chunk)) => {
                    let room = limit - arrived.body.len() as u64;
                    is_too_large = chunk.len() as u64 > room;
                    let taken =
                        usize::try_from(room).map_or(chunk.len(), |room| room.min(chunk.len()));
                    arrived.body.extend_from_slice(&chunk[..taken]);
                }
                Ok(None) => {
                    arrived.is_complete = true;
                    return Ok(());
                }
                Err(_) if !is_success => return Ok(()),
                Err(error) => return Err(error),
            }
        }
        if !is_success {
            return Ok(());
        }
        let received = Received {
            operation: self.operation,
            status: arrived.status,
            headers: std::mem::take(&mut arrived.headers),
            body: std::mem::take(&mut arrived.body),
            stream: None,
            is_complete: false,
            failed: self.failed.clone(),
        };
        let mismatch = Mismatch::new(format!(
            "it is larger than {limit} bytes, the limit that `max_response_body` sets"
        ));
        let secrets = &self.core.credentials().secrets;
        Err(DecodeError::new(received, mismatch, secrets).into())
    }

    /// The next octets of a body.
    pub(crate) async fn chunk(&mut self, arrived: &mut Arrived) -> Result<Option<Bytes>, Error> {
        let (clock, idle) = (self.core.clock(), self.options.idle_timeout);
        let chunk = pin!(arrived.incoming.chunk());
        let error = match self.timers.race(clock, idle, chunk).await {
            Ok(Ok(chunk)) => return Ok(chunk),
            Ok(Err(error)) => Ok(error),
            Err(limit) => Err(limit),
        };
        self.request_id = request_id(&arrived.headers).map(str::to_owned);
        Err(match error {
            Ok(error) => self.broken(error.into()),
            Err(limit) => self.late(limit),
        })
    }

    /// The time to wait until the next attempt; `None` where there is none.
    fn wait(
        &self,
        ended: &Result<Box<Arrived>, Error>,
        is_idempotent: bool,
        is_replayable: bool,
    ) -> Option<Duration> {
        let clock = self.core.clock();
        let (outcome, asked) = match ended {
            Ok(arrived) => (
                Outcome::Status(arrived.status),
                retry_after(&arrived.headers, clock.since_epoch()),
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
            retry_after: asked,
            left: self.left(),
            random: clock.random(),
        };
        match retry::decide(&policy, &attempt) {
            Decision::Wait(wait) if self.core.budget().withdraw() => Some(wait),
            Decision::Wait(_) | Decision::Stop => None,
        }
    }

    /// Remembers how an attempt ended and lets time go by.
    async fn pause(&mut self, wait: Duration, ended: Result<Box<Arrived>, Error>) {
        self.failed.push(match ended {
            Ok(arrived) => FailedAttempt {
                status: Some(arrived.status),
                cause: arrived.status.to_string(),
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

    fn elapsed(&self) -> Duration {
        self.core.clock().now().saturating_sub(self.started)
    }

    /// What is left of the call's time, where it is limited.
    fn left(&self) -> Option<Duration> {
        let limit = self.options.timeout?;
        Some(limit.saturating_sub(self.elapsed()))
    }

    fn place(&self) -> Place {
        Place {
            operation: self.operation,
            server: self.core.base_url().origin().ascii_serialization(),
            status: self.status,
            request_id: self.request_id.clone(),
            failed: self.failed.clone(),
        }
    }

    /// The error for what the HTTP client says.
    fn broken(&self, error: BoxError) -> Error {
        let cause = Cause::new(error, &self.core.credentials().secrets);
        if cause.is_timeout {
            let (elapsed, limit) = (self.elapsed(), TimeLimit::HttpClient);
            TimeoutError::new(self.place(), elapsed, limit, Some(cause)).into()
        } else {
            TransportError::new(self.place(), cause).into()
        }
    }

    /// The error for a limit of time.
    fn late(&self, limit: TimeLimit) -> Error {
        TimeoutError::new(self.place(), self.elapsed(), limit, None).into()
    }
}
