//! Calls: requests, retries and responses.

#[cfg(feature = "blocking")]
pub mod blocking;
pub mod core;
pub(crate) mod execute;
pub mod methods;
pub(crate) mod operation;
pub mod options;
pub(crate) mod pages;
pub(crate) mod parameters;
pub(crate) mod prepare;
pub(crate) mod prepared_request;
pub(crate) mod raw_request;
pub(crate) mod request;
pub mod response_future;
pub(crate) mod retry;
pub(crate) mod state;
#[cfg(feature = "tracing")]
pub(crate) mod trace;
