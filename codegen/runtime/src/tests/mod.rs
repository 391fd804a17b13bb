//! Tests of what travels; they do not travel.

mod answers;
pub mod api;
mod credentials;
mod json_path;
mod paths;
mod requests;
mod secrets;
mod server;
mod styles;
mod transport;
