//! The client runtime: everything that generated clients have in common.
//!
//! Only the items that the root of the crate re-exports are meant to be used directly. The other public items are used by
//! generated code and may change in any release.

#![allow(
    unused_imports,
    unused_macros,
    reason = "each API uses only a part of it"
)]

#[cfg(all(feature = "blocking", target_arch = "wasm32", target_os = "unknown"))]
compile_error!("the feature `blocking` is not available in browsers: they have a single thread");

pub mod auth;
pub mod body;
pub mod call;
pub mod encode;
pub mod error;
pub mod http;
pub mod json;
#[cfg(feature = "mock")]
pub mod mock;
pub mod stream;

pub use self::auth::credential::Credential;
pub use self::auth::token::{Token, TokenSource};
pub use self::body::file_part::FilePart;
pub use self::body::from_response::FromResponse;
pub use self::body::request_body::Body;
pub use self::call::core::{Core, CoreBuilder};
pub use self::call::operation::Operation;
pub use self::call::options::CallOptions;
pub use self::call::pages::{Items, PagedBy, Pages, Paging};
pub use self::call::raw_request::RawRequest;
pub use self::call::request::Request;
pub use self::call::response_future::{OptionalFuture, ResponseFuture, ValueFuture};
pub use self::call::retry::RetryPolicy;
pub use self::encode::form::Encoding;
pub use self::encode::server_url::ServerUrl;
pub use self::encode::style::Style;
pub use self::encode::value::JsonText;
pub use self::error::Error;
pub use self::error::api::ApiError;
pub use self::error::attempt::FailedAttempt;
pub use self::error::boxed::BoxError;
pub use self::error::decode::DecodeError;
pub use self::error::hook::HookError;
pub use self::error::json::JsonError;
pub use self::error::mismatch::BodyMismatchError;
pub use self::error::missing_credentials::{CredentialAlternative, MissingCredentialsError};
pub use self::error::request::{ConfigurationError, InvalidRequestError};
pub use self::error::time_limit::TimeLimit;
pub use self::error::token::TokenError;
pub use self::error::transport::{TimeoutError, TransportError};
pub use self::http::clock::{BoxFuture, Clock};
pub use self::http::headers::{HeaderError, Headers};
pub use self::http::hook::{AttemptInfo, Hook, HookFuture, ResponseHead};
pub use self::http::response::Response;
pub use self::http::transport::{Transport, TransportFuture};
pub use self::json::base64::{Base64, Base64Error, Base64Url};
pub use self::json::enums::UnknownValueError;
pub use self::json::field::Field;
pub use self::stream::byte_stream::ByteStream;
pub use self::stream::event_form::{DescribedEvents, EventForm, TextForm};
pub use self::stream::events::EventStream;
pub use self::stream::json_lines::JsonLines;
pub use self::stream::sse::Event;
pub use reqwest::Method;

#[cfg(feature = "client-credentials")]
pub use self::auth::client_credentials::ClientCredentials;
#[cfg(feature = "blocking")]
pub use self::call::blocking::BlockingStream;

pub use self::body::response_enum::response_enum;
pub use self::call::methods::call;
pub use self::json::enums::{integer_enum, string_enum};
pub use self::json::object::object;
pub use self::json::union::table::union;
pub use self::stream::methods::{stream_events, stream_lines};
