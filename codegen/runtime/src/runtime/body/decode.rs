//! Decoding response bodies.

use reqwest::header::CONTENT_ENCODING;
use serde::de::DeserializeOwned;

use crate::runtime::body::from_response::FromResponse;
use crate::runtime::body::raw_response::RawResponse;
use crate::runtime::error::json::JsonError;
use crate::runtime::error::mismatch::BodyMismatchError;
use crate::runtime::json::path;

/// Decodes a response. It may take the body out of the response.
pub type Decode<T> = fn(&mut RawResponse) -> Result<T, BodyMismatchError>;

/// Decodes a JSON body. The content type may also be missing, `text/plain` or `application/octet-stream`: some servers send
/// JSON as these.
///
/// # Errors
///
/// If the body is compressed, has another content type, is empty, or is not of this type.
pub fn json<T: DeserializeOwned>(response: &mut RawResponse) -> Result<T, BodyMismatchError> {
    check_coding(response)?;
    check_json(response)?;
    Ok(parse(&response.body)?)
}

/// Decodes a text body as UTF-8, or as ISO-8859-1 if the content type declares it.
///
/// # Errors
///
/// If the text is not valid UTF-8, or is compressed.
pub fn text(response: &mut RawResponse) -> Result<String, BodyMismatchError> {
    check_coding(response)?;
    let charset = response.charset();
    let body = std::mem::take(&mut response.body);
    if charset.as_deref() == Some("iso-8859-1") {
        return Ok(body.into_iter().map(char::from).collect());
    }
    String::from_utf8(body).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        response.body = error.into_bytes();
        let charset = charset.unwrap_or_else(|| "utf-8".to_owned());
        BodyMismatchError::new(format!("text in {charset} that is not UTF-8 at byte {at}"))
    })
}

/// Returns the body unchanged.
///
/// # Errors
///
/// Never; the signature is that of [`Decode`].
pub fn bytes(response: &mut RawResponse) -> Result<Vec<u8>, BodyMismatchError> {
    Ok(std::mem::take(&mut response.body))
}

/// Ignores the body.
///
/// # Errors
///
/// Never; the signature is that of [`Decode`].
pub fn empty(_response: &mut RawResponse) -> Result<(), BodyMismatchError> {
    Ok(())
}

/// Decodes a response enum.
///
/// # Errors
///
/// If the status is not declared, or if the body is not of the type that is declared for it.
pub fn response_enum<T: FromResponse>(response: &mut RawResponse) -> Result<T, BodyMismatchError> {
    T::decode(response)
}

/// Parses JSON text.
pub(crate) fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T, JsonError> {
    // RFC 8259, section 8.1: a byte order mark may be ignored.
    let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    // Checking the whole text as UTF-8 at once takes a fraction of the time that serde_json needs to check each string.
    let parsed = match str::from_utf8(body) {
        Ok(text) => serde_json::from_str(text),
        Err(_) => serde_json::from_slice(body),
    };
    parsed.map_err(|error| path::locate(body, &error))
}

/// Refuses a compressed body: the HTTP client decompresses the codings that it knows and removes the header. Browsers keep it.
pub(crate) fn check_coding(response: &RawResponse) -> Result<(), BodyMismatchError> {
    if cfg!(all(target_arch = "wasm32", target_os = "unknown")) {
        return Ok(());
    }
    let codings = response.headers.get_all(CONTENT_ENCODING).iter();
    let texts = codings.filter_map(|value| value.to_str().ok());
    let mut codings = texts.flat_map(|text| text.split(',')).map(str::trim);
    let is_compressed =
        |coding: &&str| !coding.is_empty() && !coding.eq_ignore_ascii_case("identity");
    let Some(coding) = codings.find(is_compressed) else {
        return Ok(());
    };
    let is_gzip = ["gzip", "x-gzip"]
        .iter()
        .any(|name| coding.eq_ignore_ascii_case(name));
    let hint = if is_gzip && cfg!(not(feature = "gzip")) {
        "; the feature `gzip` of this crate decompresses it"
    } else {
        ""
    };
    Err(BodyMismatchError::new(format!(
        "the body is compressed with {}, which was not requested{hint}",
        coding.escape_debug()
    )))
}

/// Refuses a body that cannot be JSON.
fn check_json(response: &RawResponse) -> Result<(), BodyMismatchError> {
    let content_type = response.content_type();
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
        return Err(BodyMismatchError::new(format!(
            "expected JSON, received {}",
            content_type.escape_debug()
        )));
    }
    if response.body.iter().all(u8::is_ascii_whitespace) {
        return Err(BodyMismatchError::new(
            "expected JSON, received an empty body".to_owned(),
        ));
    }
    Ok(())
}
