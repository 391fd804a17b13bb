//! Hooks: code that sees and changes the requests and responses of a client.

use std::sync::Arc;

use reqwest::StatusCode;
use reqwest::header::HeaderMap;

use crate::runtime::call::operation::Operation;
use crate::runtime::error::Error;
use crate::runtime::error::boxed::BoxError;
use crate::runtime::http::clock::BoxFuture;

/// The future that a hook returns. An error ends the call.
pub type HookFuture<'a> = BoxFuture<'a, Result<(), BoxError>>;

/// Code that runs before each request and after each response of a client: to add headers, to sign, to record or to refuse
/// requests.
///
/// A call may send several requests: each retry and each followed redirect is a request. If a hook returns an error, the call
/// ends with [`Error::Hook`]. Before a request, hooks run in the order in which they were added; after a response, in reverse
/// order. Their time counts towards the time limits of the call.
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
    /// Runs before a request is sent. The request has its credentials, and its body if that is in memory.
    fn before_request<'a>(
        &'a self,
        attempt: &'a AttemptInfo,
        request: &'a mut reqwest::Request,
    ) -> HookFuture<'a> {
        let _ = (attempt, request);
        Box::pin(std::future::ready(Ok(())))
    }

    /// Runs when the status and headers of a response were received, before its body is read.
    fn after_response<'a>(
        &'a self,
        attempt: &'a AttemptInfo,
        response: ResponseHead<'a>,
    ) -> HookFuture<'a> {
        let _ = (attempt, response);
        Box::pin(std::future::ready(Ok(())))
    }

    /// Runs when there was no response.
    fn after_failure<'a>(&'a self, attempt: &'a AttemptInfo, error: &'a Error) -> HookFuture<'a> {
        let _ = (attempt, error);
        Box::pin(std::future::ready(Ok(())))
    }
}

/// The call and the attempt that a request belongs to.
#[derive(Debug, Clone, Copy)]
pub struct AttemptInfo {
    pub(crate) operation: &'static Operation,
    pub(crate) number: u32,
}

impl AttemptInfo {
    /// Returns the operation that is called: its `operationId`, or its generated name if it has none.
    #[must_use]
    pub fn operation(&self) -> &'static str {
        self.operation.id
    }

    /// Returns the path of the operation, with placeholders in braces.
    #[must_use]
    pub fn path_template(&self) -> &'static str {
        self.operation.path
    }

    /// Returns the number of the attempt, from 1. Followed redirects do not start a new attempt.
    #[must_use]
    pub fn number(&self) -> u32 {
        self.number
    }
}

/// The status and headers of a response.
#[derive(Debug, Clone, Copy)]
pub struct ResponseHead<'a> {
    pub(crate) status: StatusCode,
    pub(crate) headers: &'a HeaderMap,
}

impl<'a> ResponseHead<'a> {
    /// Returns the status code.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// Returns the headers as they were received.
    #[must_use]
    pub fn headers(&self) -> &'a HeaderMap {
        self.headers
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
    ) -> Result<(), BoxError> {
        for hook in &self.0 {
            hook.before_request(attempt, request).await?;
        }
        Ok(())
    }

    pub(crate) async fn after_response(
        &self,
        attempt: &AttemptInfo,
        response: ResponseHead<'_>,
    ) -> Result<(), BoxError> {
        for hook in self.0.iter().rev() {
            hook.after_response(attempt, response).await?;
        }
        Ok(())
    }

    pub(crate) async fn after_failure(
        &self,
        attempt: &AttemptInfo,
        error: &Error,
    ) -> Result<(), BoxError> {
        for hook in self.0.iter().rev() {
            hook.after_failure(attempt, error).await?;
        }
        Ok(())
    }
}
