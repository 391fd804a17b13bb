//! JSON: the tables that generated types are read and written by.

pub(crate) mod base64;
pub mod content;
pub mod content_reader;
pub mod embedded;
pub mod enums;
pub(crate) mod field;
pub mod integer;
pub mod members;
pub mod object;
pub(crate) mod path;
pub mod property;
pub mod rows;
pub(crate) mod sending;
pub(crate) mod skipped;
pub mod union;
pub(crate) mod value_number;
