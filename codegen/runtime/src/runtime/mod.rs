//! The client core that every generated crate carries.

#![allow(
    unused_imports,
    unused_macros,
    reason = "a crate uses what its document needs"
)]

#[cfg(all(feature = "blocking", target_arch = "wasm32", target_os = "unknown"))]
compile_error!("the feature `blocking` holds a thread while others go on, and a browser has one");

mod answers;
mod api_error;
mod arrived;
mod base64;
#[cfg(feature = "blocking")]
mod blocking;
pub mod body;
mod body_error;
mod call;
#[cfg(feature = "client-credentials")]
mod client_credentials;
mod clock;
pub mod content;
pub mod content_read;
mod core;
pub(crate) mod encode;
pub mod enums;
mod error;
pub(crate) mod events;
mod field;
mod file_part;
pub(crate) mod form;
mod headers;
mod hook;
mod incoming;
pub mod integer;
pub(crate) mod json_lines;
mod json_path;
pub mod kind;
mod loss;
pub mod members;
#[cfg(feature = "mock")]
pub mod mock;
#[cfg(feature = "mock")]
mod mock_http;
#[cfg(feature = "mock")]
mod mock_path;
pub(crate) mod multipart;
pub mod object;
mod operation;
mod options;
mod pages;
mod payload;
pub(crate) mod percent;
mod raw;
mod reconnect;
mod redact;
mod redirect;
mod request;
mod request_error;
mod request_id;
mod response;
pub(crate) mod retry;
pub(crate) mod retry_after;
mod security;
mod send;
mod send_body;
mod server_url;
#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
mod source;
pub(crate) mod stream;
mod timers;
mod token;
#[cfg(feature = "tracing")]
mod trace;
mod transport;
mod transport_error;
pub mod union;
mod union_choice;
mod union_error;
mod union_read;
mod union_write;
pub(crate) mod url;
pub(crate) mod value;

pub use self::answers::Answers;
pub use self::api_error::ApiError;
pub use self::base64::{Base64, Base64Error, Base64Url};
#[cfg(feature = "blocking")]
pub use self::blocking::BlockingStream;
pub use self::body_error::{DecodeError, JsonError, Mismatch};
#[cfg(feature = "client-credentials")]
pub use self::client_credentials::ClientCredentials;
pub use self::clock::{BoxFuture, Clock};
pub use self::core::{Core, CoreBuilder};
pub use self::encode::Style;
pub use self::enums::UnknownValueError;
pub use self::error::Error;
pub use self::events::{Event, EventStream};
pub use self::field::Field;
pub use self::file_part::FilePart;
pub use self::form::Encoding;
pub use self::headers::{HeaderError, Headers};
pub use self::hook::{AttemptInfo, BoxError, Hook, HookError, HookFuture, ResponseHead};
pub use self::json_lines::JsonLines;
pub use self::object::{Object, Property};
pub use self::operation::Operation;
pub use self::options::CallOptions;
pub use self::pages::{Items, PagedBy, Pages, Paging};
pub use self::raw::RawRequest;
pub use self::request::Request;
pub use self::request_error::{
    Alternative, ConfigurationError, InvalidRequest, MissingCredentials,
};
pub use self::response::Response;
pub use self::retry::{FailedAttempt, RetryPolicy};
pub use self::security::Credential;
pub use self::send::{ResponseFuture, ValueFuture};
pub use self::send_body::Body;
pub use self::server_url::ServerUrl;
pub use self::stream::ByteStream;
pub use self::token::{Token, TokenError, TokenSource};
pub use self::transport::{Transport, TransportFuture};
pub use self::transport_error::{TimeLimit, TimeoutError, TransportError};
pub use self::value::JsonText;
pub use reqwest::Method;

pub(crate) use self::answers::answers;
pub(crate) use self::enums::{integer_enum, string_enum};
pub(crate) use self::object::object;
pub(crate) use self::operation::{call, send, stream_events, stream_lines};
pub(crate) use self::union::union;
