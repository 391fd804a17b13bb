//! Errors of calls.

#[doc(hidden)]
pub mod api;
pub(crate) mod attempt;
pub(crate) mod boxed;
pub(crate) mod decode;
pub(crate) mod hook;
pub(crate) mod json;
#[doc(hidden)]
pub mod mismatch;
pub(crate) mod missing_credentials;
pub(crate) mod request;
pub(crate) mod target;
pub(crate) mod time_limit;
pub(crate) mod token;
pub(crate) mod transport;

use std::fmt;

use reqwest::StatusCode;
use reqwest::header::HeaderMap;
use serde::de::DeserializeOwned;

use crate::runtime::call::retry::Outcome;
use crate::runtime::error::api::ApiError;
use crate::runtime::error::attempt::FailedAttempt;
use crate::runtime::error::decode::DecodeError;
use crate::runtime::error::hook::HookError;
use crate::runtime::error::missing_credentials::MissingCredentialsError;
use crate::runtime::error::request::{ConfigurationError, InvalidRequestError};
use crate::runtime::error::time_limit::TimeLimit;
use crate::runtime::error::token::TokenError;
use crate::runtime::error::transport::{TimeoutError, TransportError};
use crate::runtime::http::headers::HeaderError;
use crate::runtime::http::request_id::request_id;

/// An error of a call or of building a client.
///
/// `Display` prints one line with the operation, the error, its cause, and a bounded excerpt of the body. Neither `Display` nor
/// `Debug` shows a credential, not even one that the server repeats in its response. The raw body and headers are unchanged.
#[non_exhaustive]
pub enum Error {
    /// The request was not delivered, or the response was incomplete.
    Transport(Box<TransportError>),
    /// A time limit was reached.
    Timeout(Box<TimeoutError>),
    /// The server returned a status code that is not a success code.
    Api(Box<ApiError>),
    /// The response was successful, but its body could not be decoded as the declared type.
    Decode(Box<DecodeError>),
    /// No credentials that the operation accepts are configured. Nothing was sent.
    MissingCredentials(Box<MissingCredentialsError>),
    /// No access token could be obtained.
    Token(Box<TokenError>),
    /// An argument cannot be sent. Nothing was sent.
    InvalidRequest(Box<InvalidRequestError>),
    /// The client cannot be built from its configuration.
    Configuration(Box<ConfigurationError>),
    /// A hook ended the call.
    Hook(Box<HookError>),
    /// A response header is not of its declared type.
    Header(Box<HeaderError>),
}

/// Evaluates the same expression for the inner error of any variant.
macro_rules! each {
    ($error:expr, $inner:ident => $value:expr) => {
        match $error {
            Error::Transport($inner) => $value,
            Error::Timeout($inner) => $value,
            Error::Api($inner) => $value,
            Error::Decode($inner) => $value,
            Error::MissingCredentials($inner) => $value,
            Error::Token($inner) => $value,
            Error::InvalidRequest($inner) => $value,
            Error::Configuration($inner) => $value,
            Error::Hook($inner) => $value,
            Error::Header($inner) => $value,
        }
    };
}

impl Error {
    /// Returns `true` if a time limit was reached.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        matches!(self, Self::Timeout(_))
    }

    /// Returns `true` if no connection was made, so that the server cannot have received the request.
    #[must_use]
    pub fn is_connect(&self) -> bool {
        match self {
            Self::Transport(error) => error.is_connect(),
            Self::Timeout(error) => error.is_connect(),
            _ => false,
        }
    }

    /// Returns the status code of the response, if there was one.
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

    /// Returns `true` if the response has this status code.
    #[must_use]
    pub fn is_status(&self, code: u16) -> bool {
        self.status().is_some_and(|status| status.as_u16() == code)
    }

    /// Parses the body of an error response as JSON; `None` if there is no error response, or if its body is not of this type. For
    /// the reason, use [`ApiError::json`].
    #[must_use]
    pub fn json<T: DeserializeOwned>(&self) -> Option<T> {
        self.as_api()?.json().ok()
    }

    /// Returns the headers of the response, if one was received completely.
    #[must_use]
    pub fn headers(&self) -> Option<&HeaderMap> {
        match self {
            Self::Api(error) => Some(error.headers()),
            Self::Decode(error) => Some(error.headers()),
            _ => None,
        }
    }

    /// Returns the raw body of the response, if one was received completely.
    #[must_use]
    pub fn body(&self) -> Option<&[u8]> {
        match self {
            Self::Api(error) => Some(error.body()),
            Self::Decode(error) => Some(error.body()),
            _ => None,
        }
    }

    /// Returns `true` if the same call may succeed later: after connection failures, timeouts, and responses with the status
    /// 408, 409, 425, 429 or 5xx except 501 and 505.
    ///
    /// The server may have processed the call nevertheless.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Timeout(_) => true,
            Self::Api(error) => Outcome::Status(error.status()).is_transient(true),
            other => other.outcome().is_transient(true),
        }
    }

    /// Returns the request ID assigned by the server, if the response has it in one of the usual headers.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        match self {
            Self::Transport(error) => error.context.request_id.as_deref(),
            Self::Timeout(error) => error.context.request_id.as_deref(),
            other => request_id(other.headers()?),
        }
    }

    /// Returns the earlier failed attempts of the call, in order. Usually there are none.
    #[must_use]
    pub fn failed_attempts(&self) -> &[FailedAttempt] {
        match self {
            Self::Transport(error) => &error.context.failed,
            Self::Timeout(error) => &error.context.failed,
            Self::Api(error) => error.failed_attempts(),
            Self::Decode(error) => error.failed_attempts(),
            _ => &[],
        }
    }

    /// Returns the result of an attempt that ended with this error.
    pub(crate) fn outcome(&self) -> Outcome {
        match self {
            Self::Transport(error) if error.is_final() => Outcome::Final,
            Self::Token(error) if error.is_transient() => Outcome::NotConnected,
            Self::Timeout(error) if error.limit() == TimeLimit::Call => Outcome::Final,
            Self::Transport(_) | Self::Timeout(_) if self.is_connect() => Outcome::NotConnected,
            Self::Transport(_) => Outcome::Disconnected,
            Self::Timeout(_) => Outcome::TimedOut,
            _ => Outcome::Final,
        }
    }

    /// Returns the message of a failed attempt in one line, without the call.
    pub(crate) fn cause(&self) -> String {
        match self {
            Self::Transport(error) => error.cause(),
            Self::Timeout(error) => error.cause(),
            other => other.to_string(),
        }
    }

    /// Returns the error response of the server, if this is [`Error::Api`].
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

/// Formats the text of `Display`, which a failing `main` or `unwrap` prints, and the fields in another line.
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{self}")?;
        each!(self, inner => fmt::Debug::fmt(inner, f))
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        each!(self, inner => std::error::Error::source(&**inner))
    }
}

/// Lets `?` convert the inner errors to [`Error`].
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
    MissingCredentials(MissingCredentialsError), Token(TokenError), InvalidRequest(InvalidRequestError), Configuration(ConfigurationError),
    Hook(HookError), Header(HeaderError),
}
