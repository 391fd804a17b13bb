//! What can go wrong with a call.

use std::fmt;

use reqwest::StatusCode;
use reqwest::header::HeaderMap;

use super::api_error::ApiError;
use super::body_error::DecodeError;
use super::request_error::{ConfigurationError, InvalidRequest, MissingCredentials};
use super::transport_error::{TimeoutError, TransportError};

/// What went wrong.
///
/// `Display` says in one line which operation, what and why, with a bounded excerpt of a body. Neither `Display` nor `Debug`
/// shows a credential, not even one that the server repeats in its answer; the raw body and headers are as they came.
#[non_exhaustive]
pub enum Error {
    /// The request did not arrive, or the response did not arrive whole.
    Transport(Box<TransportError>),
    /// The time for connecting or for the whole call ran out.
    Timeout(Box<TimeoutError>),
    /// The server answered with a status that is no success.
    Api(Box<ApiError>),
    /// The server answered with success, but its body is not what the operation gives.
    Decode(Box<DecodeError>),
    /// None of the credentials that the operation asks for is configured. Nothing was sent.
    MissingCredentials(Box<MissingCredentials>),
    /// An argument cannot be sent. Nothing was sent.
    InvalidRequest(Box<InvalidRequest>),
    /// The client cannot be built as configured.
    Configuration(Box<ConfigurationError>),
}

/// The same expression for whatever kind of error it is.
macro_rules! each {
    ($error:expr, $inner:ident => $value:expr) => {
        match $error {
            Error::Transport($inner) => $value,
            Error::Timeout($inner) => $value,
            Error::Api($inner) => $value,
            Error::Decode($inner) => $value,
            Error::MissingCredentials($inner) => $value,
            Error::InvalidRequest($inner) => $value,
            Error::Configuration($inner) => $value,
        }
    };
}

impl Error {
    /// Whether time ran out: for connecting or for the whole call.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        matches!(self, Self::Timeout(_))
    }

    /// Whether no connection was made, so that the server cannot have seen the request.
    #[must_use]
    pub fn is_connect(&self) -> bool {
        match self {
            Self::Transport(error) => error.is_connect(),
            Self::Timeout(error) => error.is_connect(),
            _ => false,
        }
    }

    /// The status of the response, where one came.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Self::Api(error) => Some(error.status()),
            Self::Decode(error) => Some(error.status()),
            Self::Transport(error) => error.status(),
            Self::Timeout(error) => error.status(),
            _ => None,
        }
    }

    /// The headers of the response, where one came whole.
    #[must_use]
    pub fn headers(&self) -> Option<&HeaderMap> {
        match self {
            Self::Api(error) => Some(error.headers()),
            Self::Decode(error) => Some(error.headers()),
            _ => None,
        }
    }

    /// The body of the response as it came, where one came whole.
    #[must_use]
    pub fn body(&self) -> Option<&[u8]> {
        match self {
            Self::Api(error) => Some(error.body()),
            Self::Decode(error) => Some(error.body()),
            _ => None,
        }
    }

    /// The answer of the server, where it is one of failure.
    #[must_use]
    pub fn as_api(&self) -> Option<&ApiError> {
        match self {
            Self::Api(error) => Some(error),
            _ => None,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        each!(self, inner => fmt::Display::fmt(inner, f))
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        each!(self, inner => fmt::Debug::fmt(inner, f))
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        each!(self, inner => std::error::Error::source(&**inner))
    }
}

/// Lets `?` turn each kind of error into [`Error`].
macro_rules! from {
    ($($variant:ident($inner:ident),)*) => {
        $(
            impl From<$inner> for Error {
                fn from(inner: $inner) -> Self {
                    Self::$variant(Box::new(inner))
                }
            }
        )*
    };
}

from! {
    Transport(TransportError), Timeout(TimeoutError), Api(ApiError), Decode(DecodeError),
    MissingCredentials(MissingCredentials), InvalidRequest(InvalidRequest), Configuration(ConfigurationError),
}
