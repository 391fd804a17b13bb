//! The options of a run, and `codegen.toml`, which holds them.
//!
//! ```toml
//! [[client]]
//! document = "petstore.yaml"       # relative to this file
//! output = "../petstore-client"    # relative to this file
//! package = "petstore-client"
//!
//! [client.env]
//! base_url = "PETSTORE_URL"
//!
//! [client.env.credentials]         # key of the security scheme = variable
//! ApiKey = "PETSTORE_API_KEY"
//!
//! [client.include]                 # only what matches; `*` and `?` are wildcards
//! tags = ["Pets"]
//! paths = ["/pets/*"]
//! operations = ["listPets", "GET /shops/{id}"]
//!
//! [client.exclude]                 # nothing that matches
//! operations = ["*Legacy"]
//!
//! [client.options]
//! closed_enums = false
//! extra_derives = ["Eq", "Hash"]
//! formats = { uuid = "uuid::Uuid" }
//! idempotency_header = "Idempotency-Key"
//! lenient = false
//! names = { "/components/schemas/pet" = "Pet", "#/paths" = "Paths" }
//! tag_features = false
//! ```

mod error;
mod read;
mod select;
mod value;

#[cfg(test)]
mod tests;

pub use error::{ConfigError, Problem};
pub use select::{Selection, Selectors};

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// What one generated crate is to be like.
///
/// [`Options::default`] serves for a crate named `client` that reads no environment variables.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Options {
    /// The name of the package, as it stands in its manifest.
    pub package: String,
    /// The environment variables that the client can be made from.
    pub env: Env,
    /// Whether a value that an enum does not list is an error, instead of being kept.
    pub closed_enums: bool,
    /// Paths of traits that every type derives beside the usual ones.
    pub extra_derives: Vec<String>,
    /// The Rust type of strings with a `format`, by format.
    pub formats: BTreeMap<String, String>,
    /// The header in which each POST carries a random key of its own, so that it can be tried again without harm. Only for an
    /// API that knows such keys.
    pub idempotency_header: Option<String>,
    /// Whether a document is used as far as it can be: errors in it, such as a reference that leads nowhere or an
    /// `operationId` that stands twice, are warnings then.
    pub lenient: bool,
    /// The Rust name of a schema, by its key in `components` or its JSON pointer (with or without `#`).
    pub names: BTreeMap<String, String>,
    /// Which operations become methods.
    pub selection: Selection,
    /// Whether each tag has a cargo feature, without which its operations and the types that only they need are not compiled.
    pub tag_features: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self::new("client")
    }
}

impl Options {
    /// The defaults for a package of this name; [`check_package`] tells whether it may have that name.
    #[must_use]
    pub fn new(package: impl Into<String>) -> Self {
        Self {
            package: package.into(),
            env: Env::default(),
            closed_enums: false,
            extra_derives: Vec::new(),
            formats: BTreeMap::new(),
            idempotency_header: None,
            lenient: false,
            names: BTreeMap::new(),
            selection: Selection::default(),
            tag_features: false,
        }
    }
}

/// Names of environment variables.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Env {
    /// The one that replaces the document's first server.
    pub base_url: Option<String>,
    /// The ones that hold credentials, by the key of the security scheme.
    pub credentials: BTreeMap<String, String>,
}

/// One `[[client]]`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Client {
    /// The path of the document; the folder of `codegen.toml` goes before a relative one.
    pub document: PathBuf,
    /// The path of the output folder, likewise.
    pub output: PathBuf,
    /// The rest.
    pub options: Options,
}

/// A whole `codegen.toml`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Config {
    /// The crates to generate, in the order of the file; at least one.
    pub clients: Vec<Client>,
}

impl Config {
    /// Reads `codegen.toml`.
    ///
    /// # Errors
    ///
    /// [`ConfigError`] with everything that is wrong with the file.
    pub fn load(path: impl AsRef<Path>) -> Result<Self, ConfigError> {
        let path = path.as_ref();
        let text =
            fs::read_to_string(path).map_err(|error| ConfigError::unreadable(path, &error))?;
        Self::parse(&text, path)
    }

    /// Reads the text of a `codegen.toml` that stands at `path`, which names it in errors and is what relative paths
    /// start from.
    ///
    /// # Errors
    ///
    /// [`ConfigError`] with everything that is wrong with the text.
    pub fn parse(text: &str, path: impl AsRef<Path>) -> Result<Self, ConfigError> {
        read::config(text, path.as_ref())
    }
}

/// Whether a package may have this name: letters, digits, `-` and `_`, a letter first, and no word that Cargo reserves.
///
/// # Errors
///
/// What is wrong with it, to go after the name.
pub fn check_package(name: &str) -> Result<(), &'static str> {
    let is_part = |character: char| character.is_ascii_alphanumeric() || "-_".contains(character);
    if !name.starts_with(|first: char| first.is_ascii_alphabetic()) {
        return Err("does not start with a letter");
    }
    if !name.chars().all(is_part) {
        return Err("may hold only letters, digits, `-` and `_`");
    }
    // A crate of one of these names cannot be told from a keyword or from the standard library in a path.
    let identifier = name.replace('-', "_");
    let is_reserved = ["alloc", "core", "proc_macro", "std", "test"].contains(&name)
        || syn::parse_str::<syn::Ident>(&identifier).is_err();
    if is_reserved {
        return Err("is a reserved word");
    }
    Ok(())
}
