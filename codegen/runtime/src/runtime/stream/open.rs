//! Opening streams.

use crate::runtime::body::raw_response::RawResponse;
use crate::runtime::call::execute;
use crate::runtime::call::request::Request;
use crate::runtime::call::response_future::Received;
use crate::runtime::error::Error;
use crate::runtime::error::mismatch::BodyMismatchError;
use crate::runtime::stream::byte_stream::ByteStream;

/// The media type of event streams.
pub(crate) const EVENT_STREAM: &str = "text/event-stream";

/// Sends a request and returns the response with its body as a stream.
///
/// If an event stream was requested and the response has another media type, the whole body is read instead: it explains the
/// error.
pub(crate) async fn open(request: Request, is_events: bool) -> Result<Received, Error> {
    let repeat = (is_events && request.reconnects()).then(|| Box::new(request.clone()));
    let streaming = execute::open(Box::new(request)).await?;
    let response = streaming.head();
    let media_type = response.media_type().unwrap_or_default();
    if is_events && !media_type.is_empty() && media_type != EVENT_STREAM {
        return Ok(Received {
            response: streaming.receive().await?,
            stream: None,
        });
    }
    let mut stream = ByteStream::new(streaming);
    stream.repeat = repeat;
    Ok(Received {
        response,
        stream: Some(stream),
    })
}

/// Takes the stream of a response.
///
/// # Errors
///
/// If the response is not an event stream.
pub(crate) fn take_stream(received: &mut Received) -> Result<ByteStream, BodyMismatchError> {
    received
        .stream
        .take()
        .ok_or_else(|| not_event_stream(&received.response))
}

fn not_event_stream(response: &RawResponse) -> BodyMismatchError {
    BodyMismatchError::new(format!(
        "expected {EVENT_STREAM}, received {}",
        response.content_type().escape_debug()
    ))
}
