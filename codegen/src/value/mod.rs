//! Values of documents.
//!
//! They differ from those of `serde_json` in two ways: the members of an object keep the document's order, and integers of up to
//! 128 bits are exact. With the feature `preserve_order` of `serde_json` its values would keep the order too, but Cargo would then
//! turn the feature on for all packages of a workspace that are built together with this one.

mod model;
mod number;
mod object;
mod pointer;
mod serde;
#[cfg(test)]
mod testing;

pub use crate::__object as object;
pub use model::{Members, Value};
pub use number::ValueNumber;
pub use object::ToValue;
pub(crate) use pointer::unescape;
pub(crate) use serde::float;
