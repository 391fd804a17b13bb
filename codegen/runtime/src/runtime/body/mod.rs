//! Bodies of requests and responses.

#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
pub(crate) mod body_source;
pub mod decode;
pub(crate) mod file_part;
pub mod from_response;
pub(crate) mod media_type;
pub mod raw_response;
pub(crate) mod request_body;
pub(crate) mod response_enum;
