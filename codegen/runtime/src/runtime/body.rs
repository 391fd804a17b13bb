//! Response bodies: what arrived, and the kinds of bodies that operations give.

use std::fmt;

use reqwest::StatusCode;
use reqwest::header::{CONTENT_TYPE, HeaderMap};
use serde::de::DeserializeOwned;

use super::answers::Answers;
use super::body_error::{JsonError, Mismatch};
use super::core::Core;
use super::json_path;
use super::operation::Operation;
use super::retry::FailedAttempt;
use super::stream::ByteStream;
use super::transport_error::write_attempts;

/// A response that arrived.
pub struct Received {
    pub(crate) operation: &'static Operation,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
    /// The body, where it is still to be read.
    pub(crate) stream: Option<ByteStream>,
    /// Whether the body is there to its end.
    pub(crate) is_complete: bool,
    /// The attempts before the one that it is of.
    pub(crate) failed: Vec<FailedAttempt>,
}

/// What makes a value of a body; it may take the body away.
pub type Decode<T> = fn(&mut Received) -> Result<T, Mismatch>;

/// A JSON body, where its content type is JSON, missing, or one that servers send when they do not know it.
///
/// # Errors
///
/// Where the body is of another content type, empty, or not of this type.
pub fn json<T: DeserializeOwned>(received: &mut Received) -> Result<T, Mismatch> {
    check_json(received)?;
    Ok(parse(&received.body)?)
}

/// A text body, in UTF-8, or in ISO-8859-1 where the content type says so.
///
/// # Errors
///
/// Where the text is in another encoding.
pub fn text(received: &mut Received) -> Result<String, Mismatch> {
    let charset = received.charset();
    let body = std::mem::take(&mut received.body);
    if charset.as_deref() == Some("iso-8859-1") {
        return Ok(body.into_iter().map(char::from).collect());
    }
    String::from_utf8(body).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        received.body = error.into_bytes();
        let charset = charset.unwrap_or_else(|| "utf-8".to_owned());
        Mismatch::new(format!("text in {charset} that is not UTF-8 at byte {at}"))
    })
}

/// Any body, as it came.
///
/// # Errors
///
/// None; the result is what all kinds have.
pub fn bytes(received: &mut Received) -> Result<Vec<u8>, Mismatch> {
    Ok(std::mem::take(&mut received.body))
}

/// No body; one that comes is not looked at.
///
/// # Errors
///
/// None; the result is what all kinds have.
pub fn empty(_received: &mut Received) -> Result<(), Mismatch> {
    Ok(())
}

/// What comes with the status that came.
///
/// # Errors
///
/// Where the status is not declared, or the body is not what is declared for it.
pub fn answers<T: Answers>(received: &mut Received) -> Result<T, Mismatch> {
    T::decode(received)
}

/// A value of a JSON text.
pub(crate) fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T, JsonError> {
    // RFC 8259, section 8.1: a byte order mark may be ignored.
    let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    // To check all of it as UTF-8 at once takes a fraction of what serde_json needs to check each string.
    let parsed = match str::from_utf8(body) {
        Ok(text) => serde_json::from_str(text),
        Err(_) => serde_json::from_slice(body),
    };
    parsed.map_err(|error| json_path::locate(body, &error))
}

/// Refuses a body that cannot be JSON.
fn check_json(received: &Received) -> Result<(), Mismatch> {
    let content_type = received.content_type();
    let essence = content_type.split(';').next().unwrap_or_default();
    let essence = essence.trim_ascii();
    let is = |name: &str| essence.eq_ignore_ascii_case(name);
    let ends_with = |end: &str| {
        let start = essence.len().checked_sub(end.len());
        let tail = start.and_then(|start| essence.get(start..));
        tail.is_some_and(|tail| tail.eq_ignore_ascii_case(end))
    };
    let may_be_json = ends_with("/json")
        || ends_with("+json")
        || ["", "text/plain", "application/octet-stream"]
            .into_iter()
            .any(is);
    if !may_be_json {
        return Err(Mismatch::new(format!(
            "expected JSON, received {}",
            content_type.escape_debug()
        )));
    }
    if received.body.iter().all(u8::is_ascii_whitespace) {
        return Err(Mismatch::new("expected JSON, received nothing".to_owned()));
    }
    Ok(())
}

impl Received {
    /// The status as a number.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.status.as_u16()
    }

    /// Why it cannot be decoded where its status is none of the declared ones.
    #[must_use]
    pub fn undeclared(&self) -> Mismatch {
        Mismatch::new(format!("the status {} is not declared", self.status()))
    }

    /// A copy of it, but for a body that is still to be read.
    pub(crate) fn copy(&self) -> Self {
        Self {
            operation: self.operation,
            status: self.status,
            headers: self.headers.clone(),
            body: self.body.clone(),
            stream: None,
            is_complete: self.is_complete,
            failed: self.failed.clone(),
        }
    }

    /// What the calls of the client share, where the body is still to be read.
    pub(crate) fn stream_core(&self) -> Option<&Core> {
        Some(&self.stream.as_ref()?.core)
    }

    /// The content type as it came, empty where none did.
    pub(crate) fn content_type(&self) -> &str {
        let value = self.headers.get(CONTENT_TYPE);
        value.and_then(|value| value.to_str().ok()).unwrap_or("")
    }

    /// The content type in lower case, without its parameters.
    pub(crate) fn media_type(&self) -> Option<String> {
        let essence = self.content_type().split(';').next()?;
        Some(essence.trim().to_ascii_lowercase())
    }

    /// The encoding of a text, in lower case, where the content type says it.
    fn charset(&self) -> Option<String> {
        for parameter in self.content_type().split(';').skip(1) {
            let Some((name, value)) = parameter.split_once('=') else {
                continue;
            };
            if name.trim().eq_ignore_ascii_case("charset") {
                return Some(value.trim().trim_matches('"').to_ascii_lowercase());
            }
        }
        None
    }
}

impl fmt::Display for Received {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Operation {
            id, method, path, ..
        } = self.operation;
        write!(f, "{id}: {method} {path} answered {}", self.status.as_u16())?;
        if let Some(reason) = self.status.canonical_reason() {
            write!(f, " {reason}")?;
        }
        write_attempts(f, self.failed.len() + 1)
    }
}
