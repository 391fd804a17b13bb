//! The clients of `codegen.toml`.

use std::path::PathBuf;

use super::accept::Accepted;
use super::options::Options;

/// A `[[client]]`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Client {
    /// The path of the document, resolved relative to `codegen.toml`.
    pub document: PathBuf,
    /// The path of the output folder, resolved relative to `codegen.toml`.
    pub output: PathBuf,
    /// The path of its `codegen.toml`.
    pub config: PathBuf,
    /// The options.
    pub options: Options,
    /// The changes of the document whose severity is reduced.
    pub accepted: Vec<Accepted>,
}

/// A whole `codegen.toml`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Config {
    /// The crates to generate, in the order of the file; at least one.
    pub clients: Vec<Client>,
}
