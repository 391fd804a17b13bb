//! Futures of responses. Calls are sent by code that is not generic; a function pointer decodes the response.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use reqwest::StatusCode;

use crate::runtime::body::decode::Decode;
use crate::runtime::body::media_type;
use crate::runtime::body::raw_response::RawResponse;
use crate::runtime::call::core::Core;
use crate::runtime::call::execute;
use crate::runtime::call::request::Request;
use crate::runtime::error::Error;
use crate::runtime::error::decode::DecodeError;
use crate::runtime::error::mismatch::BodyMismatchError;
use crate::runtime::http::clock::BoxFuture;
use crate::runtime::http::response::Response;
use crate::runtime::stream::byte_stream::ByteStream;

/// A future of a response. The request is sent when it is first polled. Dropping it ends the call.
#[must_use = "the request is not sent until the future is awaited"]
pub struct ResponseFuture<T> {
    sending: Sending,
    decoder: ResponseDecoder<T>,
}

/// A future of a response that is not decoded yet.
type Sending = BoxFuture<'static, Result<Received, Error>>;

/// A response that is not decoded yet: either the whole body was read, or it can be read from the stream.
pub(crate) struct Received {
    pub(crate) response: RawResponse,
    /// The body, unless all of it is in `response`.
    pub(crate) stream: Option<ByteStream>,
}

/// Decodes a response whose body is a stream.
pub(crate) type DecodeStream<T> = fn(&mut Received) -> Result<T, BodyMismatchError>;

/// Decodes a response.
enum AnyDecode<T> {
    Whole(Decode<T>),
    Stream(DecodeStream<T>),
}

/// Decodes the response of a call of a client.
pub(crate) struct ResponseDecoder<T> {
    core: Core,
    decode: AnyDecode<T>,
}

impl<T> ResponseDecoder<T> {
    pub(crate) fn decode(&self, mut received: Received) -> Result<Response<T>, Error> {
        let decoded = match self.decode {
            AnyDecode::Whole(decode) => decode(&mut received.response),
            AnyDecode::Stream(decode) => decode(&mut received),
        };
        let Received { response, .. } = received;
        match decoded {
            Ok(body) => Ok(Response {
                url: response.url,
                status: response.status,
                headers: response.headers,
                raw: response.body,
                body,
                failed: response.failed,
            }),
            Err(mismatch) => {
                let secrets = &self.core.credentials().secrets;
                Err(DecodeError::new(response, mismatch, secrets).into())
            }
        }
    }
}

impl Request {
    /// Sends the request and decodes the response. The request is sent when the future is first polled.
    pub fn send<T>(self, decode: Decode<T>) -> ResponseFuture<T> {
        let core = self.core().clone();
        let sending = Box::pin(receive(Box::new(self)));
        ResponseFuture::new(core, sending, AnyDecode::Whole(decode))
    }
}

async fn receive(request: Box<Request>) -> Result<Received, Error> {
    let (core, undecoded) = (request.core().clone(), request.undecoded());
    let response = execute::send(request).await?;
    if let Err(mismatch) = media_type::check(&response, undecoded) {
        let secrets = &core.credentials().secrets;
        return Err(DecodeError::new(response, mismatch, secrets).into());
    }
    Ok(Received {
        response,
        stream: None,
    })
}

impl<T> ResponseFuture<T> {
    fn new(core: Core, sending: Sending, decode: AnyDecode<T>) -> Self {
        let decoder = ResponseDecoder { core, decode };
        Self { sending, decoder }
    }

    /// Creates a future of a response whose body is a stream.
    pub(crate) fn streaming(core: Core, sending: Sending, decode: DecodeStream<T>) -> Self {
        Self::new(core, sending, AnyDecode::Stream(decode))
    }

    #[cfg(feature = "blocking")]
    pub(crate) fn into_parts(self) -> (Sending, ResponseDecoder<T>) {
        (self.sending, self.decoder)
    }

    /// Returns a future of the decoded body that is `None` if the server returns 404 (Not Found) or 304 (Not Modified).
    pub fn optional(self) -> OptionalFuture<T> {
        OptionalFuture { response: self }
    }

    /// Returns a future of the decoded body without the status and headers.
    pub fn into_value(self) -> ValueFuture<T> {
        ValueFuture { response: self }
    }
}

impl<T> Future for ResponseFuture<T> {
    type Output = Result<Response<T>, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        match self.sending.as_mut().poll(context) {
            Poll::Pending => Poll::Pending,
            Poll::Ready(Err(error)) => Poll::Ready(Err(error)),
            Poll::Ready(Ok(received)) => Poll::Ready(self.decoder.decode(received)),
        }
    }
}

impl<T> std::fmt::Debug for ResponseFuture<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ResponseFuture").finish_non_exhaustive()
    }
}

/// A future of a decoded body. Dropping it ends the call.
#[derive(Debug)]
#[must_use = "the request is not sent until the future is awaited"]
pub struct ValueFuture<T> {
    response: ResponseFuture<T>,
}

impl<T> Future for ValueFuture<T> {
    type Output = Result<T, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let response = Pin::new(&mut self.response).poll(context);
        response.map_ok(Response::into_inner)
    }
}

/// A future of a decoded body, or of `None` if the server returns 404 (Not Found) or 304 (Not Modified). Dropping it ends the call.
#[derive(Debug)]
#[must_use = "the request is not sent until the future is awaited"]
pub struct OptionalFuture<T> {
    response: ResponseFuture<T>,
}

impl<T> OptionalFuture<T> {
    /// Sends the request and blocks the thread until the response arrives.
    ///
    /// # Errors
    ///
    /// As awaiting it, and [`Error::Configuration`] if the threads for blocking calls cannot be started.
    #[cfg(feature = "blocking")]
    pub fn wait(self) -> Result<Option<T>, Error> {
        optional(self.response.wait())
    }
}

impl<T> Future for OptionalFuture<T> {
    type Output = Result<Option<T>, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        Pin::new(&mut self.response).poll(context).map(optional)
    }
}

fn optional<T>(result: Result<Response<T>, Error>) -> Result<Option<T>, Error> {
    match result {
        Ok(response) => Ok(Some(response.into_inner())),
        Err(Error::Api(error)) if is_absence(error.status()) => Ok(None),
        Err(error) => Err(error),
    }
}

fn is_absence(status: StatusCode) -> bool {
    matches!(status, StatusCode::NOT_FOUND | StatusCode::NOT_MODIFIED)
}
