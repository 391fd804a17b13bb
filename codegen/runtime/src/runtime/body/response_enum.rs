//! The table of a response enum.

/// Implements [`FromResponse`](crate::runtime::FromResponse) for an enum.
///
/// In `response_enum! { RetrievePetError { 404 => NotFound(json), 500..=599 => ServerError, _ => Default(text) } }` the first row
/// that contains the response's status applies, so single statuses are listed before classes. The word in parentheses is
/// a function of [`decode`](crate::runtime::body::decode).
#[macro_export]
#[doc(hidden)]
macro_rules! response_enum {
    ($name:ident { $($status:pat => $variant:ident $(($kind:ident))?,)* }) => {
        impl $crate::runtime::body::from_response::FromResponse for $name {
            fn decode(
                response: &mut $crate::runtime::body::raw_response::RawResponse,
            ) -> ::std::result::Result<Self, $crate::runtime::error::mismatch::BodyMismatchError> {
                let status = response.status();
                $(
                    if ::std::matches!(status, $status) {
                        return ::std::result::Result::Ok(
                            Self::$variant $(($crate::runtime::body::decode::$kind(response)?))?,
                        );
                    }
                )*
                ::std::result::Result::Err(response.undeclared())
            }
        }
    };
}
pub use response_enum;
