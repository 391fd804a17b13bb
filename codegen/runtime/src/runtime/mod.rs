//! The client core that every generated crate carries.

mod api_error;
pub mod body;
mod body_error;
mod core;
pub(crate) mod encode;
mod error;
mod operation;
pub(crate) mod percent;
mod redact;
mod redirect;
mod request;
mod request_error;
mod response;
mod security;
mod send;
mod transport_error;
pub(crate) mod url;
pub(crate) mod value;

pub use self::api_error::ApiError;
pub use self::body_error::{DecodeError, JsonError};
pub use self::core::{Core, CoreBuilder};
pub use self::encode::Style;
pub use self::error::Error;
pub use self::operation::Operation;
pub use self::request::Request;
pub use self::request_error::{
    Alternative, ConfigurationError, InvalidRequest, MissingCredentials,
};
pub use self::response::Response;
pub use self::security::Credential;
pub use self::send::{ResponseFuture, ValueFuture};
pub use self::transport_error::{TimeoutError, TransportError};
pub use self::value::JsonText;
pub use reqwest::Method;

#[allow(unused_imports, reason = "a crate need not have an operation")]
pub(crate) use self::operation::call;
