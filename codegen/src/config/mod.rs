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
//! lenient = false
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
//! # Schemas by name
//!
//! Where an option is for single schemas, each is called by its key in `components/schemas` (`Pet`) or by its JSON pointer
//! (`#/components/schemas/Pet/properties/kind`). A name that no schema has is an error with the place in `codegen.toml` and
//! the nearest name that there is.
//!
//! `closed_enums = true` closes every enum, `closed_enums = ["Colour"]` one of them: then a value that the document does not
//! list is an error instead of `Unknown`. `extra_derives = ["Hash"]` is for every type, and a table for single types, with
//! `"*"` for all:
//!
//! ```toml
//! extra_derives = { "*" = ["PartialOrd"], Colour = ["Copy", "Eq", "Hash"] }
//! ```
//!
//! `names_from_titles = true` calls the type of an inline schema by its `title`, where that name is free, instead of by where
//! it stands: `ShippingAddress` instead of `OrderShipTo`. A title can be given twice, so an addition to the document can
//! rename a type then; that is why it is off.
//!
//! # Changing the document
//!
//! A document that is wrong, and whose authors are somebody else, can be mended without editing it. What is changed is changed
//! before anything else looks at the document; diagnostics and `cargo xtask diff` name the line of the change where a node comes
//! from one. A change that changes nothing any more is a warning, so none is left behind when the document is mended.
//!
//! `overlays` are files of the [OpenAPI Overlay Specification], 1.0 or 1.1: each action selects nodes by a JSONPath (RFC 9535) and
//! updates, removes or, in 1.1, copies over them.
//!
//! ```yaml
//! overlay: 1.1.0
//! info: {title: What the server really does, version: 1.0.0}
//! actions:
//!   - target: $.paths['/pets'].get.responses
//!     update: {'404': {description: There are none}}
//!   - target: $.paths.*.*.parameters[?@.name == 'trace']
//!     remove: true
//! ```
//!
//! A `[[client.patch]]` is a small change with a name and one of five keys. Each has the JSON pointer of a node, or a JSONPath
//! that may select several:
//!
//! | key | before | after |
//! |---|---|---|
//! | `optional = "/components/schemas/Pet/properties/tag"` | `pub tag: String` | `pub tag: Option<String>` |
//! | `rename = "/components/schemas/pet_v2"`, `to = "Pet"` | `types::PetV2` | `types::Pet` |
//! | `retype = "/components/schemas/Pet/properties/age"`, `schema = { type = "integer" }` | `pub age: String` | `pub age: i64` |
//! | `drop = "/paths/~1pets/delete"` | `client.delete_pets()` | |
//! | `add = "/components/schemas/Pet/properties/size"`, `value = { type = "string" }` | | `pub size: Option<String>` |
//!
//! `optional` is for properties, parameters and request bodies. `rename` takes everything along that refers to the node, and what
//! it gives is the name in the document, so that of a property or parameter is sent; [`Options::names`] only renames in Rust.
//! `retype` keeps title, description and `deprecated`. `add` ends in the new key, or in `/-` for the end of an array.
//!
//! [OpenAPI Overlay Specification]: https://spec.openapis.org/overlay/latest.html
//!
//! # Types of formats
//!
//! Strings are `String` whatever their format is, since a typed value is written in the way of its type, which may be another
//! text than the one that was read, and servers send texts that do not keep to their format. [`Types`] are the mappings that
//! the generator knows; with `dates = "jiff"` and `uuids = "uuid"`
//!
//! ```text
//! pub id: String,            pub id: uuid::Uuid,
//! pub made_at: String,       pub made_at: jiff::Timestamp,
//! ```
//!
//! | | `jiff` | `chrono` | `time` |
//! |---|---|---|---|
//! | `2024-05-01T12:00:00+02:00` is written as | `2024-05-01T10:00:00Z` | as it was | as it was |
//! | `2024-05-01T12:00:00.500Z` is written as | `2024-05-01T12:00:00.5Z` | as it was | `2024-05-01T12:00:00.5Z` |
//! | `2024-05-01 12:00:00` | is refused | is refused | is refused |
//!
//! `formats` gives a type of your own to any other format of strings and numbers, and goes before `types`. `replace` gives one
//! to single schemas, whatever they are. Such a type implements `Clone`, `Debug`, `PartialEq`, `serde::Serialize` and
//! `serde::Deserialize`, reads and writes the JSON that the schema allows, and in a query it is written as the text or
//! number that it serialises to. In a union it is told from others by the kind of JSON value alone.
//!
//! With `numbers = "arbitrary"` a `0.1234567890123456789012345` that was read is written with all its digits; an `f64` keeps
//! `0.12345678901234568`. The feature `arbitrary_precision` of serde_json holds for the whole program, which can disturb
//! other crates that read numbers as "any value".
//!
//! # The manifest
//!
//! `metadata` is for a new `Cargo.toml`: `authors`, `categories`, `description`, `documentation`, `homepage`, `keywords`, `license`,
//! `license-file`, `publish`, `readme`, `repository` and `version` stand in its `[package]`. With `license = "MIT"` and
//! `publish = false`
//!
//! ```text
//! rust-version = "1.88"        rust-version = "1.88"
//!                              license = "MIT"
//!                              publish = false
//! ```
//!
//! A new `Cargo.toml` names the libraries of the types that are used, and all of `dependencies`, whose paths are relative to
//! the generated crate. A `Cargo.toml` that is there already is never written:
//! [`Plan::missing_in_manifest`](crate::output::Plan::missing_in_manifest) tells what it lacks.

mod accept;
mod changes;
mod dependency;
mod error;
mod layout;
mod levels;
mod library;
mod metadata;
mod pagination;
mod patch;
mod place;
mod read;
mod read_options;
mod schema;
mod schemas;
mod select;
mod starter;
mod types;
mod value;
mod word;

#[cfg(test)]
mod tests;

pub use accept::{Accepted, AcceptedLevel};
pub use changes::{Changes, Patch, PatchAction};
pub use error::{ConfigError, Problem};
pub use layout::Layout;
pub use pagination::{PagedBy, Paginated};
pub use schema::schema;
pub use schemas::{Derives, Schemas};
pub use select::{Selection, Selectors};
pub use starter::Starter;
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
    pub pagination: Vec<Paginated>,
    /// Whether each tag has a cargo feature, without which its operations and the types that only they need are not compiled.
    pub tag_features: bool,
    /// Whether the type of an inline schema is called by its `title` where that name is free.
    pub names_from_titles: bool,
    /// The Rust type that stands for a schema, by its key or JSON pointer as in `names`; goes before everything else.
    pub replace: BTreeMap<String, String>,
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
