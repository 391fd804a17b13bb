//! Streams: bytes, server-sent events and JSON lines.

pub mod byte_stream;
pub mod events;
pub(crate) mod framed;
pub mod json_lines;
pub mod methods;
pub(crate) mod open;
pub(crate) mod reconnect;
pub(crate) mod request;
pub(crate) mod sse;
