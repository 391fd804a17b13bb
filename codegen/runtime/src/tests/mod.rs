//! Tests of what travels; they do not travel.

mod answers;
pub mod api;
mod base64;
mod chunks;
mod content;
mod credentials;
pub mod enums;
mod events;
mod fields;
mod forms;
pub mod integers;
mod json_path;
mod multipart;
pub mod objects;
mod paths;
mod requests;
mod secrets;
mod send_body;
mod server;
mod sources;
mod streams;
mod styles;
mod transport;
pub mod union_losses;
mod union_objects;
mod union_tags;
mod union_values;
