//! The options of a run, and `codegen.toml`, which holds them.
//!
//! ```toml
//! [[client]]
//! document = "petstore.yaml"       # relative to this file
//! output = "../petstore-client"    # relative to this file
//! package = "petstore-client"
//! overlays = ["fixes.overlay.yaml"] # relative to this file
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
//! [[client.patch]]                 # changes of the document, before it is used
//! name = "the tag may be missing"
//! optional = "/components/schemas/Pet/properties/tag"
//!
//! [client.exclude]                 # nothing that matches
//! operations = ["*Legacy"]
//!
//! [[client.pagination]]             # gives `list_pets` the methods `stream_pages` and `stream_items`
//! operations = ["listPets"]
//! by = "cursor"                     # or "offset", "page", "link"
//! parameter = "after"
//! items = "data"
//! cursor = "meta.next"
//!
//! [client.diagnostics]              # by code, or "warnings", or "all"
//! deny = ["all"]
//! allow = ["ignored-keyword"]
//!
//! [client.options]
//! closed_enums = false
//! event_stream_end = "[DONE]"
//! extra_derives = ["Hash"]
//! formats = { path = "std::path::PathBuf" }
//! idempotency_header = "Idempotency-Key"
//! layout = "split"
//! lenient = false
//! # module = "api::pets"           # of a package that is there, instead of a package of its own
//! names = { "/components/schemas/pet" = "Animal" }
//! names_from_titles = false
//! replace = { Money = "money::Money" }
//! tag_features = false
//!
//! [client.options.types]
//! dates = "string"
//! uuids = "string"
//! uris = "string"
//! bytes = "string"
//! decimals = "string"
//! numbers = "f64"
//!
//! [client.options.metadata]        # what a new Cargo.toml says about the package
//! description = "Pets and their owners"
//! license = "MIT"
//!
//! [client.options.dependencies]    # as in Cargo.toml
//! money = { path = "../money" }
//! ```
//!
//! Whatever is left out is `false`, empty, or the first choice that there is.
//!
#![doc = include_str!("../../docs/options.md")]

mod accept;
mod dependency;
mod error;
mod layout;
mod levels;
mod library;
mod metadata;
mod output_path;
mod pagination;
mod patch;
mod read;
mod read_options;
mod runtime;
mod schema;
mod schemas;
mod select;
mod template;
mod types;
mod value;
mod word;

#[cfg(test)]
mod tests;

pub use crate::document::{Changes, Patch, PatchAction};
pub use accept::{Accepted, AcceptedLevel};
pub use error::{ConfigError, Problem};
pub use layout::Layout;
pub use pagination::PaginationRule;
pub use runtime::Runtime;
pub use schema::schema;
pub use schemas::{Derives, Schemas};
pub use select::{Selection, Selectors};
pub use template::ConfigTemplate;
pub use types::{Bytes, Dates, Decimals, Numbers, Types, Uris, Uuids};

pub(crate) use dependency::quoted;
pub(crate) use library::{crates_of, requirement};
pub(crate) use schemas::get;

use crate::diagnostic::Levels;
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
    /// The enums for which a value that they do not list is an error, instead of being kept.
    pub closed_enums: Schemas,
    /// What a new `Cargo.toml` depends on beside what the generator knows of: a requirement as TOML (`"1.0"` with its quotes,
    /// or an inline table), by the name of the crate.
    pub dependencies: BTreeMap<String, String>,
    /// What event streams of JSON hold in the event behind which no other comes, where that is not `[DONE]`; empty where there
    /// is no such event.
    pub event_stream_end: Option<String>,
    /// Paths of traits that types derive beside the usual ones.
    pub extra_derives: Derives,
    /// The Rust type of strings and numbers with a `format`, by format; goes before `types`.
    pub formats: BTreeMap<String, String>,
    /// What is changed of the document before it is used.
    pub changes: Changes,
    /// The header in which each POST carries a random key of its own, so that it can be tried again without harm. Only for an
    /// API that knows such keys.
    pub idempotency_header: Option<String>,
    /// How the sources are spread over files. Where tags have features, each needs files of its own whatever this says.
    pub layout: Layout,
    /// Whether a document is used as far as it can be: errors in it, such as a reference that leads nowhere or an
    /// `operationId` that stands twice, are warnings then.
    pub lenient: bool,
    /// What the `[package]` of a new `Cargo.toml` says beside what the generator knows: values as TOML, by key.
    pub metadata: BTreeMap<String, String>,
    /// The path of the module that the client is, without `crate::`, in a package that is there: `pets`, or `api::pets`. `None`
    /// for a package of its own.
    pub module: Option<String>,
    /// The Rust name of a schema, by its key in `components` or its JSON pointer (with or without `#`).
    pub names: BTreeMap<String, String>,
    /// Which operations become methods.
    pub selection: Selection,
    /// What stops a run although it would not, and what is not told.
    pub levels: Levels,
    /// How the pages of operations follow each other.
    pub pagination: Vec<PaginationRule>,
    /// Whether each tag has a cargo feature, without which its operations and the types that only they need are not compiled.
    pub tag_features: bool,
    /// Whether the type of an inline schema is called by its `title` where that name is free.
    pub names_from_titles: bool,
    /// The Rust type that stands for a schema, by its key or JSON pointer as in `names`; goes before everything else.
    pub replace: BTreeMap<String, String>,
    /// The location of the runtime.
    pub runtime: Runtime,
    /// The types of formats that libraries have types for.
    pub types: Types,
    /// Where the schemas that options name stand in `codegen.toml`.
    pub(crate) places: BTreeMap<NamedSchema, String>,
}

/// The name of an option, and a schema as that option names it.
pub(crate) type NamedSchema = (&'static str, String);

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
            closed_enums: Schemas::default(),
            dependencies: BTreeMap::new(),
            event_stream_end: None,
            extra_derives: Derives::default(),
            formats: BTreeMap::new(),
            changes: Changes::default(),
            idempotency_header: None,
            layout: Layout::default(),
            lenient: false,
            metadata: BTreeMap::new(),
            module: None,
            names: BTreeMap::new(),
            selection: Selection::default(),
            levels: Levels::default(),
            pagination: Vec::new(),
            tag_features: false,
            names_from_titles: false,
            replace: BTreeMap::new(),
            runtime: Runtime::default(),
            types: Types::default(),
            places: BTreeMap::new(),
        }
    }

    /// Every schema that an option names, with the option.
    pub(crate) fn named_schemas(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let closed = match &self.closed_enums {
            Schemas::All => None,
            Schemas::Only(schemas) => Some(schemas),
        };
        let closed = closed.into_iter().flatten();
        let option = |option: &'static str| move |schema| (option, String::as_str(schema));
        closed
            .map(option("closed_enums"))
            .chain(
                self.extra_derives
                    .schemas
                    .keys()
                    .map(option("extra_derives")),
            )
            .chain(self.names.keys().map(option("names")))
            .chain(self.replace.keys().map(option("replace")))
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
    /// The path of the `codegen.toml` that it stands in.
    pub config: PathBuf,
    /// The rest.
    pub options: Options,
    /// The changes of the document that count for less than they are.
    pub accepted: Vec<Accepted>,
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
