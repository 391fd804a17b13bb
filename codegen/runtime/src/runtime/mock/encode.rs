//! Encoding the values that operations return; the names are those of the functions that decode them.

use serde::Serialize;

use crate::runtime::mock::message::MockResponse;

/// A response, or the reason why the value cannot be encoded.
pub type Encoded = Result<MockResponse, serde_json::Error>;

/// Encodes a JSON body.
///
/// # Errors
///
/// If the value cannot be serialized.
pub fn json<T: Serialize>(value: &T) -> Encoded {
    let body = serde_json::to_vec(value)?;
    Ok(MockResponse::new(200).bytes("application/json", body))
}

/// Encodes a text body.
///
/// # Errors
///
/// Never; all encoders have this signature.
pub fn text<T: AsRef<str>>(value: &T) -> Encoded {
    Ok(MockResponse::new(200).text(value.as_ref()))
}

/// Encodes a binary body.
///
/// # Errors
///
/// Never; all encoders have this signature.
pub fn bytes<T: AsRef<[u8]>>(value: &T) -> Encoded {
    Ok(MockResponse::new(200).bytes("application/octet-stream", value.as_ref()))
}

/// Creates a response without a body.
///
/// # Errors
///
/// Never; all encoders have this signature.
pub fn empty((): &()) -> Encoded {
    Ok(MockResponse::new(204))
}

/// Returns the response unchanged.
///
/// # Errors
///
/// Never; all encoders have this signature.
pub fn whole(response: &MockResponse) -> Encoded {
    Ok(response.clone())
}
