//! Changes of a document after it is read and before any other stage sees it: overlays, and patches of `codegen.toml`.
//!
//! Architecture invariant: every change that moves a node is recorded, so a diagnostic about a changed document still names the
//! line in which the node was written.

mod apply;
mod change;
mod editor;
mod origin;
mod overlay;
mod patch;
mod query;
mod target;

#[cfg(test)]
mod tests;

pub(super) use apply::{Overlay, apply};
pub(crate) use change::Excerpt;
pub use change::{Changes, Patch, PatchAction};
pub(super) use origin::{Origin, OriginMap};
