//! A call under way: the attempts that it takes until a response begins, and the reading of its body.

use std::time::{Duration, Instant};

use reqwest::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderMap, SET_COOKIE, TRANSFER_ENCODING};
use reqwest::{Method, StatusCode};

use super::api_error::ApiError;
use super::body::Received;
use super::core::Core;
use super::error::Error;
use super::operation::Operation;
use super::payload::Outgoing;
use super::redirect;
use super::request::Request;
use super::request_error::InvalidRequest;
use super::transport_error::{Place, TimeoutError, TransportError};

/// The largest declared length for which room is made before the body comes.
const MAX_RESERVED: u64 = 1024 * 1024;

/// Sends a request and gives the head of the response before its body is read.
///
/// # Errors
///
/// Where nothing can be sent, where no response comes, and where its status is no success: then its body is read for the
/// error.
pub(crate) async fn open(request: Request) -> Result<Opened, Error> {
    let call = Call {
        core: request.core().clone(),
        operation: request.operation(),
        started: Instant::now(),
        timeout: request.timeout(),
        status: None,
    };
    let request = request.assemble()?;
    let opened = call.open(request).await?;
    if opened.status().is_success() {
        Ok(opened)
    } else {
        let secrets = opened.call.core.credentials().secrets.clone();
        Err(ApiError::new(opened.receive().await?, &secrets).into())
    }
}

/// A response whose head has come, and whose body has not been read. Dropping it stops the call.
pub(crate) struct Opened {
    pub(crate) call: Call,
    /// Those that hold a secret are marked as sensitive.
    pub(crate) headers: HeaderMap,
    response: reqwest::Response,
}

impl Opened {
    pub(crate) fn status(&self) -> StatusCode {
        self.response.status()
    }

    /// The next octets of the body, `None` at its end.
    ///
    /// # Errors
    ///
    /// Where the body breaks off, and where its time runs out.
    pub(crate) async fn chunk(&mut self) -> Result<Option<impl AsRef<[u8]> + Send + use<>>, Error> {
        let chunk = self.response.chunk().await;
        chunk.map_err(|error| self.call.failed(error))
    }

    /// Reads the whole body.
    ///
    /// # Errors
    ///
    /// As [`chunk`](Self::chunk), but for an answer of failure: what came of it says more than the connection that broke off
    /// behind it.
    pub(crate) async fn receive(mut self) -> Result<Received, Error> {
        let status = self.status();
        let length = self.response.content_length().unwrap_or(0);
        let mut body = Vec::with_capacity(usize::try_from(length.min(MAX_RESERVED)).unwrap_or(0));
        loop {
            match self.chunk().await {
                Ok(Some(chunk)) => body.extend_from_slice(chunk.as_ref()),
                Ok(None) => break,
                Err(_) if !status.is_success() => break,
                Err(error) => return Err(error),
            }
        }
        Ok(Received {
            operation: self.call.operation,
            status,
            headers: self.headers,
            body,
        })
    }
}

/// What is known of a call while it is under way.
pub(crate) struct Call {
    pub(crate) core: Core,
    pub(crate) operation: &'static Operation,
    started: Instant,
    timeout: Option<Duration>,
    status: Option<StatusCode>,
}

impl Call {
    /// Sends a request, and again to where it is redirected to, all within one time limit.
    async fn open(self, mut outgoing: Outgoing) -> Result<Opened, Error> {
        let mut redirects = 0;
        loop {
            let request = outgoing.attempt().ok_or_else(|| InvalidRequest {
                operation: self.operation.id,
                parameter: None,
                reason: "its body was sent before and cannot be sent again".to_owned(),
            })?;
            let response = self.execute(request).await?;
            let may_follow = self.core.follows_redirects()
                && redirects < redirect::MAX_REDIRECTS
                && outgoing.is_replayable();
            if !may_follow || !redirect(&mut outgoing, &response) {
                return Ok(self.opened(response));
            }
            redirects += 1;
        }
    }

    /// Sends a request, within what is left of its time.
    async fn execute(&self, mut request: reqwest::Request) -> Result<reqwest::Response, Error> {
        let left = self
            .timeout
            .map(|limit| limit.saturating_sub(self.started.elapsed()));
        *request.timeout_mut() = left;
        let response = self.core.http().execute(request).await;
        response.map_err(|error| self.failed(error))
    }

    fn opened(mut self, mut response: reqwest::Response) -> Opened {
        self.status = Some(response.status());
        let secrets = &self.core.credentials().secrets;
        let mut headers = std::mem::take(response.headers_mut());
        for (name, value) in &mut headers {
            if *name == SET_COOKIE || secrets.are_in(value.as_bytes()) {
                value.set_sensitive(true);
            }
        }
        Opened {
            call: self,
            headers,
            response,
        }
    }

    /// The error for what the HTTP client says.
    fn failed(&self, error: reqwest::Error) -> Error {
        let source = error.without_url();
        let place = Place {
            operation: self.operation,
            server: self.core.base_url().origin().ascii_serialization(),
            status: self.status,
        };
        if source.is_timeout() {
            let elapsed = self.started.elapsed();
            TimeoutError {
                place,
                elapsed,
                source,
            }
            .into()
        } else {
            TransportError { place, source }.into()
        }
    }
}

/// Turns a request to where the response redirects it; `false` where the response is no redirect that is followed.
fn redirect(outgoing: &mut Outgoing, response: &reqwest::Response) -> bool {
    let request = outgoing.request();
    let (status, headers) = (response.status(), response.headers());
    let Some((method, url)) = redirect::next(request.method(), request.url(), status, headers)
    else {
        return false;
    };
    let drops_body = method != *request.method() && method == Method::GET;
    if drops_body {
        outgoing.clear_body();
    }
    let request = outgoing.request_mut();
    if drops_body {
        for name in [CONTENT_TYPE, CONTENT_LENGTH, TRANSFER_ENCODING] {
            request.headers_mut().remove(name);
        }
    }
    *request.method_mut() = method;
    *request.url_mut() = url;
    true
}
