//! What an operation gives by status.

use super::body::Received;
use super::body_error::Mismatch;

/// An enum with a variant for each declared status.
pub trait Answers: Sized {
    /// The variant of the status that came, with what its body holds.
    ///
    /// # Errors
    ///
    /// Where the status is not declared, or the body is not what is declared for it.
    fn decode(received: &mut Received) -> Result<Self, Mismatch>;
}

/// Makes an enum one of [`Answers`].
///
/// `answers! { RetrievePetError { 404 => NotFound(json), 500..=599 => ServerError, _ => Default(text) } }`: the first row whose
/// statuses hold the one that came counts, so single statuses stand before classes. The word in parentheses is a function of
/// [`body`](crate::runtime::body).
macro_rules! answers {
    ($name:ident { $($status:pat => $variant:ident $(($kind:ident))?,)* }) => {
        impl $crate::runtime::Answers for $name {
            fn decode(
                received: &mut $crate::runtime::body::Received,
            ) -> ::std::result::Result<Self, $crate::runtime::Mismatch> {
                let status = received.status();
                $(
                    if ::std::matches!(status, $status) {
                        return ::std::result::Result::Ok(
                            Self::$variant $(($crate::runtime::body::$kind(received)?))?,
                        );
                    }
                )*
                ::std::result::Result::Err(received.undeclared())
            }
        }
    };
}
pub(crate) use answers;
