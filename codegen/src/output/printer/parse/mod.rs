//! Reads tokens as [syntax](super::syntax). `None` means that a construct is unknown here, or that the tokens are not Rust.

mod expression;
mod path;
mod ty;

pub(super) use expression::{block, expression};
pub(super) use path::{list, path, segment};
pub(super) use ty::ty;
