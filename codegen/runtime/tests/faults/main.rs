//! Calls of a faulty server, over real connections.

mod calls;
mod clock;
mod responses;
mod server;
mod streams;
mod table;

use std::time::Duration;

use apicrate_runtime::runtime::{
    CallOptions, Core, CoreBuilder, Error, Operation, Request, Response, ResponseFuture,
    RetryPolicy, body,
};
use clock::{ATTEMPT, CALL, IDLE, TestClock};
use reqwest::Method;
use serde_json::Value;
use server::{FaultServer, Step};

static RETRIEVE: Operation = Operation {
    id: "retrieve",
    method: Method::GET,
    path: "/job",
    security: &[],
    accept: "application/json",
};

static CREATE: Operation = Operation {
    id: "create",
    method: Method::POST,
    path: "/job",
    security: &[],
    accept: "application/json",
};

/// The size limit of response bodies.
const MAX_BODY: u64 = 1024 * 1024;

fn builder(url: &str, clock: &TestClock) -> CoreBuilder {
    CoreBuilder::new("https://api.example.com")
        .base_url(url)
        .clock(clock.clone())
        .call_options(
            CallOptions::new()
                .timeout(CALL)
                .attempt_timeout(ATTEMPT)
                .idle_timeout(IDLE)
                .max_response_body(MAX_BODY),
        )
}

/// Describes the result of a call in one line.
fn describe<T: std::fmt::Debug>(ended: &Result<Response<T>, Error>, clock: &TestClock) -> String {
    let status = |error: &Error| {
        error
            .status()
            .map_or_else(String::new, |status| format!(" {}", status.as_u16()))
    };
    let (result, failed) = match ended {
        Ok(response) => (
            format!("{} {:?}", response.status().as_u16(), response.body()),
            response.failed_attempts(),
        ),
        Err(error) => {
            let truncated = if error.as_api().is_some_and(|api| !api.is_complete()) {
                " truncated"
            } else {
                ""
            };
            let result = match error {
                Error::Api(_) => format!("failure{}{truncated}", status(error)),
                Error::Transport(_) if error.is_connect() => "no connection".to_owned(),
                Error::Transport(_) if error.status().is_none() => "no response".to_owned(),
                Error::Transport(_) => format!("truncated{}", status(error)),
                Error::Timeout(timeout) => {
                    format!("timeout of {:?}{}", timeout.limit(), status(error))
                }
                Error::Decode(decode) if decode.is_too_large() => {
                    format!("too large{}", status(error))
                }
                Error::Decode(_) => format!("not decoded{}", status(error)),
                other => format!("{other:?}"),
            };
            (result, error.failed_attempts())
        }
    };
    let result = result.replace("String(\"done\")", "\"done\"");
    let pauses = clock.pauses();
    assert_eq!(failed.len(), pauses.len(), "an attempt for each pause");
    for (attempt, pause) in failed.iter().zip(&pauses) {
        assert_eq!(attempt.wait(), *pause);
        assert!(!attempt.cause().is_empty());
    }
    if failed.is_empty() {
        result
    } else {
        format!("{result} after {}", failed.len())
    }
}

/// Sends a request and decodes its response as JSON.
fn json(request: Request) -> ResponseFuture<Value> {
    request.send(body::decode::json)
}

/// Asserts the properties common to all errors.
fn assert_error(name: &str, error: &Error) {
    fn is_sendable<T: Send + Sync + 'static>(_: &T) {}
    is_sendable(error);
    let shown = error.to_string();
    assert!(
        shown.starts_with("retrieve: GET /job") || shown.starts_with("create: POST /job"),
        "{name}: {shown}"
    );
    assert!(shown.contains(" at http://127.0.0.1:"), "{name}: {shown}");
    assert_eq!(shown.lines().count(), 1, "{name}: {shown}");
    assert!(shown.chars().count() < 1300, "{name}: {shown}");
    let debug = format!("{error:?}");
    assert!(debug.starts_with(&shown), "{name}: {debug}");
    assert_eq!(debug.lines().count(), 2, "{name}: {debug}");
}
