//! What other code has to say about requests and responses.

use std::fmt;
use std::sync::Arc;

use reqwest::StatusCode;
use reqwest::header::HeaderMap;

use super::clock::BoxFuture;
use super::error::Error;
use super::operation::Operation;

/// An error of any type.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// What a hook gives back: whether the call goes on.
pub type HookFuture<'a> = BoxFuture<'a, Result<(), BoxError>>;

/// Code that is called before each request and after each response of a client, to add headers, sign, record or refuse.
///
/// A call may send several requests: retries and redirects are requests of their own. What a hook gives as an error ends the
/// call with [`Error::Hook`]. Hooks are called in the order in which they were added, and the other way round after a
/// response; the time that they take is part of the call's.
///
/// ```ignore
/// struct TraceParent;
///
/// impl Hook for TraceParent {
///     fn before_request<'a>(
///         &'a self,
///         _attempt: &'a AttemptInfo,
///         request: &'a mut reqwest::Request,
///     ) -> HookFuture<'a> {
///         Box::pin(async move {
///             let value = current_trace().await?;
///             request.headers_mut().insert("traceparent", value.parse()?);
///             Ok(())
///         })
///     }
/// }
///
/// let client = Client::builder().hook(TraceParent).build()?;
/// ```
pub trait Hook: Send + Sync + 'static {
    /// Called before a request is sent, with its credentials; its body is there as far as it is octets.
    fn before_request<'a>(
        &'a self,
        attempt: &'a AttemptInfo,
        request: &'a mut reqwest::Request,
    ) -> HookFuture<'a> {
        let _ = (attempt, request);
        Box::pin(std::future::ready(Ok(())))
    }

    /// Called when the head of a response has come, before its body is read.
    fn after_response<'a>(
        &'a self,
        attempt: &'a AttemptInfo,
        response: ResponseHead<'a>,
    ) -> HookFuture<'a> {
        let _ = (attempt, response);
        Box::pin(std::future::ready(Ok(())))
    }

    /// Called when no response came.
    fn after_failure<'a>(&'a self, attempt: &'a AttemptInfo, error: &'a Error) -> HookFuture<'a> {
        let _ = (attempt, error);
        Box::pin(std::future::ready(Ok(())))
    }
}

/// Which request of which call it is.
#[derive(Debug, Clone, Copy)]
pub struct AttemptInfo {
    pub(crate) operation: &'static Operation,
    pub(crate) number: u32,
}

impl AttemptInfo {
    /// The operation that is called: its `operationId`, or the name that was made up where it has none.
    #[must_use]
    pub fn operation(&self) -> &'static str {
        self.operation.id
    }

    /// The path of the operation, with placeholders in braces.
    #[must_use]
    pub fn path_template(&self) -> &'static str {
        self.operation.path
    }

    /// The number of the attempt, from 1. Requests that follow redirects belong to the attempt that was redirected.
    #[must_use]
    pub fn number(&self) -> u32 {
        self.number
    }
}

/// The head of a response.
#[derive(Debug, Clone, Copy)]
pub struct ResponseHead<'a> {
    pub(crate) status: StatusCode,
    pub(crate) headers: &'a HeaderMap,
}

impl<'a> ResponseHead<'a> {
    /// The status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers, as they came.
    #[must_use]
    pub fn headers(&self) -> &'a HeaderMap {
        self.headers
    }
}

/// A call that a hook ended.
#[derive(Debug)]
pub struct HookError {
    pub(crate) operation: &'static Operation,
    pub(crate) source: BoxError,
}

impl HookError {
    /// The operation that was called.
    #[must_use]
    pub fn operation(&self) -> &str {
        self.operation.id
    }
}

impl fmt::Display for HookError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Operation {
            id, method, path, ..
        } = self.operation;
        write!(
            f,
            "{id}: {method} {path}: refused by a hook: {}",
            self.source
        )
    }
}

impl std::error::Error for HookError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&*self.source)
    }
}

/// The hooks of a client.
#[derive(Clone, Default)]
pub(crate) struct Hooks(Vec<Arc<dyn Hook>>);

impl Hooks {
    pub(crate) fn add(&mut self, hook: Arc<dyn Hook>) {
        self.0.push(hook);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) async fn before_request(
        &self,
        attempt: &AttemptInfo,
        request: &mut reqwest::Request,
    ) -> Result<(), Error> {
        for hook in &self.0 {
            let done = hook.before_request(attempt, request).await;
            done.map_err(|source| failed(attempt, source))?;
        }
        Ok(())
    }

    pub(crate) async fn after_response(
        &self,
        attempt: &AttemptInfo,
        response: ResponseHead<'_>,
    ) -> Result<(), Error> {
        for hook in self.0.iter().rev() {
            let done = hook.after_response(attempt, response).await;
            done.map_err(|source| failed(attempt, source))?;
        }
        Ok(())
    }

    pub(crate) async fn after_failure(
        &self,
        attempt: &AttemptInfo,
        error: &Error,
    ) -> Result<(), Error> {
        for hook in self.0.iter().rev() {
            let done = hook.after_failure(attempt, error).await;
            done.map_err(|source| failed(attempt, source))?;
        }
        Ok(())
    }
}

fn failed(attempt: &AttemptInfo, source: BoxError) -> Error {
    HookError {
        operation: attempt.operation,
        source,
    }
    .into()
}
