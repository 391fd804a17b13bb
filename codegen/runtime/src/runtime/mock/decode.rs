//! Decoding the values that operations return.

use crate::runtime::body::raw_response::RawResponse;
use crate::runtime::error::mismatch::BodyMismatchError;
use crate::runtime::mock::message::MockResponse;

pub use crate::runtime::body::decode::{bytes, empty, json, text};

/// Returns the response unchanged.
///
/// # Errors
///
/// Never; all decoders have this signature.
pub fn whole(response: &mut RawResponse) -> Result<MockResponse, BodyMismatchError> {
    Ok(MockResponse {
        headers: response.headers.clone(),
        body: response.body.clone(),
        ..MockResponse::new(response.status.as_u16())
    })
}
