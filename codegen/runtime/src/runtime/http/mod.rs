//! HTTP: transports, hooks, headers, time limits, and hiding secrets.

#[cfg(feature = "blocking")]
pub(crate) mod blocking_runtime;
pub(crate) mod clock;
pub(crate) mod default_client;
pub(crate) mod headers;
pub(crate) mod hook;
pub(crate) mod incoming_body;
pub(crate) mod incoming_response;
pub(crate) mod missing_headers;
pub(crate) mod redact;
pub(crate) mod redirect;
pub(crate) mod request_id;
pub mod response;
pub(crate) mod retry_after;
pub(crate) mod timers;
pub(crate) mod transport;
