//! What can go wrong with a call.

use std::fmt;

use reqwest::StatusCode;
use reqwest::header::HeaderMap;

use super::api_error::ApiError;
use super::body_error::DecodeError;
use super::headers::HeaderError;
use super::hook::HookError;
use super::request_error::{ConfigurationError, InvalidRequest, MissingCredentials};
use super::request_id::request_id;
use super::retry::{FailedAttempt, Outcome};
use super::token::TokenError;
use super::transport_error::{TimeLimit, TimeoutError, TransportError};

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
    /// What the call would have proved itself with could not be got.
    Token(Box<TokenError>),
    /// An argument cannot be sent. Nothing was sent.
    InvalidRequest(Box<InvalidRequest>),
    /// The client cannot be built as configured.
    Configuration(Box<ConfigurationError>),
    /// A hook ended the call.
    Hook(Box<HookError>),
    /// A header of a response is not what it is declared to be.
    Header(Box<HeaderError>),
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
            Error::Token($inner) => $value,
            Error::InvalidRequest($inner) => $value,
            Error::Configuration($inner) => $value,
            Error::Hook($inner) => $value,
            Error::Header($inner) => $value,
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

    /// Whether the same call may succeed when it is made again later: connections that fail, time that runs out, and answers
    /// of 408, 409, 425, 429 and 5xx but for 501 and 505.
    ///
    /// It does not say that the server has not acted on the call.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Timeout(_) => true,
            Self::Api(error) => Outcome::Status(error.status()).is_transient(true),
            other => other.outcome().is_transient(true),
        }
    }

    /// The name that the server gave to the request, as it stands in its logs, where a response came that has it in one of the
    /// usual headers.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        match self {
            Self::Transport(error) => error.place.request_id.as_deref(),
            Self::Timeout(error) => error.place.request_id.as_deref(),
            other => request_id(other.headers()?),
        }
    }

    /// The attempts that failed before the one that this error is of, the first one first; most of the time none.
    #[must_use]
    pub fn failed_attempts(&self) -> &[FailedAttempt] {
        match self {
            Self::Transport(error) => &error.place.failed,
            Self::Timeout(error) => &error.place.failed,
            Self::Api(error) => error.failed_attempts(),
            Self::Decode(error) => error.failed_attempts(),
            _ => &[],
        }
    }

    /// What an attempt that ended so means for the call.
    pub(crate) fn outcome(&self) -> Outcome {
        match self {
            Self::Transport(error) if error.is_final() => Outcome::Final,
            Self::Token(error) if error.is_transient() => Outcome::NotConnected,
            Self::Timeout(error) if error.limit() == TimeLimit::Call => Outcome::Final,
            Self::Transport(_) | Self::Timeout(_) if self.is_connect() => Outcome::NotConnected,
            Self::Transport(_) => Outcome::BrokenOff,
            Self::Timeout(_) => Outcome::TimedOut,
            _ => Outcome::Final,
        }
    }

    /// What happened in an attempt, in one line and without where.
    pub(crate) fn cause(&self) -> String {
        match self {
            Self::Transport(error) => error.cause(),
            Self::Timeout(error) => error.cause(),
            other => other.to_string(),
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
    MissingCredentials(MissingCredentials), Token(TokenError), InvalidRequest(InvalidRequest), Configuration(ConfigurationError),
    Hook(HookError), Header(HeaderError),
}
