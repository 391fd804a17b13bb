//! Streams: bytes, server-sent events and JSON values.

pub mod byte_stream;
pub(crate) mod event_form;
pub mod events;
pub(crate) mod framed;
pub mod json_lines;
pub mod methods;
pub(crate) mod open;
pub(crate) mod reconnect;
pub(crate) mod request;
pub(crate) mod response;
pub(crate) mod sse;
pub(crate) mod value_decoder;
