//! The options of a client, and `codegen.toml`, which contains them.
//!
//! ```toml
//! [[client]]
//! document = "petstore.yaml"       # relative to this file
//! output = "../petstore-client"    # relative to this file
//! package = "petstore-client"
//! roots = ["../common"]            # folders with other files of the document, relative to this file
//! overlays = ["fixes.overlay.yaml"] # relative to this file
//!
//! # security = ["ApiKey"]          # required by operations without `security`; keys of security schemes
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
//! # group_by = "tag"               # `client.pets().list()`; or "path", or an extension of operations, such as "x-group"
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
//! By default, an option is `false`, empty, or the first of its values.
//!
#![doc = include_str!("../../docs/options.md")]

mod accept;
mod client;
mod config_enum;
mod dependency;
mod error;
mod group;
mod layout;
mod levels;
mod library;
mod metadata;
mod named;
mod options;
mod output_path;
mod package;
mod pagination;
mod patch;
mod read;
mod read_options;
mod runtime;
mod schema;
mod schemas;
mod security;
mod select;
mod template;
mod types;
mod value;

#[cfg(test)]
mod tests;

pub use crate::document::{Changes, Patch, PatchAction};
pub use accept::{Accepted, AcceptedLevel};
pub use client::{Client, Config};
pub use error::{ConfigError, Problem};
pub use group::GroupBy;
pub use layout::Layout;
pub use options::{Env, Options};
pub use package::check_package;
pub use pagination::PaginationRule;
pub use runtime::Runtime;
pub use schema::schema;
pub use schemas::{Derives, Schemas};
pub use select::{Selection, Selectors};
pub use template::ConfigTemplate;
pub use types::{Bytes, Dates, Decimals, Numbers, Types, Uris, Uuids};

pub(crate) use dependency::quoted;
pub(crate) use library::{crates_of, requirement};
pub(crate) use schemas::find_by_schema;
