//! Response enums: the types of operations whose body differs by status.

use crate::runtime::body::raw_response::RawResponse;
use crate::runtime::error::mismatch::BodyMismatchError;

/// An enum with one variant per declared status code.
pub trait FromResponse: Sized {
    /// Decodes the body into the variant of the response's status.
    ///
    /// # Errors
    ///
    /// If the status is not declared, or if the body is not of the type that is declared for it.
    fn decode(response: &mut RawResponse) -> Result<Self, BodyMismatchError>;
}
