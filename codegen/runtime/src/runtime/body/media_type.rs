//! Comparing the media type of a response with the declared ones.

use crate::runtime::body::raw_response::RawResponse;
use crate::runtime::error::mismatch::BodyMismatchError;

/// The closeness of a declared media type to an actual one: equal types or a range, and the number of parameters.
type Closeness = (u8, usize);

/// Refuses a response whose media type is one of `undecoded`, which the operation declares but cannot decode, unless one that it
/// accepts is at least as close.
///
/// # Errors
///
/// If the response is refused.
pub(crate) fn check(response: &RawResponse, undecoded: &[&str]) -> Result<(), BodyMismatchError> {
    let actual = response.content_type();
    let closest = |declared: &mut dyn Iterator<Item = &str>| {
        declared
            .filter_map(|declared| closeness(declared, actual))
            .max()
    };
    let accepted = closest(&mut response.operation.accept.split(','));
    if closest(&mut undecoded.iter().copied()) <= accepted {
        return Ok(());
    }
    Err(BodyMismatchError::new(format!(
        "expected {}, received {}, which `stream_bytes` returns undecoded",
        response.operation.accept,
        actual.escape_debug()
    )))
}

/// Returns how closely `declared`, which may be a range, describes `actual`; `None` if it does not.
fn closeness(declared: &str, actual: &str) -> Option<Closeness> {
    let (declared_type, parameters) = split(declared);
    let (actual_type, actual_parameters) = split(actual);
    let range = declared_type.strip_suffix('*');
    let kind = match range {
        _ if declared_type.eq_ignore_ascii_case(actual_type) => 2,
        Some("*/") => 0,
        Some(range) if starts_with(actual_type, range) => 1,
        _ => return None,
    };
    let known: Vec<_> = parameters_of(actual_parameters).collect();
    let mut count = 0;
    for parameter in parameters_of(parameters) {
        if !known.contains(&parameter) {
            return None;
        }
        count += 1;
    }
    Some((kind, count))
}

/// Splits a media type and its parameters.
fn split(media_type: &str) -> (&str, &str) {
    let (essence, parameters) = media_type.split_once(';').unwrap_or((media_type, ""));
    (essence.trim(), parameters)
}

/// Returns the parameters as names and values in lower case, without quotes.
fn parameters_of(text: &str) -> impl Iterator<Item = (String, String)> {
    let parameters = text.split(';').filter_map(|part| part.split_once('='));
    parameters.map(|(name, value)| {
        let value = value.trim().trim_matches('"');
        (name.trim().to_ascii_lowercase(), value.to_ascii_lowercase())
    })
}

fn starts_with(text: &str, start: &str) -> bool {
    let head = text.get(..start.len());
    head.is_some_and(|head| head.eq_ignore_ascii_case(start))
}
