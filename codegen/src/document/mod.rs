//! Reads a document, in YAML or JSON and in one file or several, into JSON values.
//!
//! All files are read when the document is loaded, including those that its references name. A [`Document`] does not change
//! afterwards: it returns values, follows references and locates nodes in the text.
//!
//! Architecture invariant: nothing else in the pipeline reads from disk, nothing is ever fetched from a network, and references
//! open no file outside the folder of the root document and the folders that the user allows.

mod edit;
mod error;
mod folder;
mod format;
mod identifiers;
mod json_positions;
mod loader;
mod model;
mod parse;
mod pointer;
mod position;
mod reference;
mod sources;
mod suggest;
mod text;
mod uri;
mod value_builder;
mod version;
mod yaml;

#[cfg(test)]
mod tests;

pub(crate) use edit::Excerpt;
pub use edit::{Changes, Patch, PatchAction};
pub use error::{LoadError, ReferenceError};
pub use model::Document;
pub use pointer::parse_pointer;
pub use sources::Sources;
pub(crate) use suggest::closest;
pub use version::Version;
