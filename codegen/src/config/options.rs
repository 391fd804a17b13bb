//! The options of a client.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::group::GroupBy;
use super::layout::Layout;
use super::named::{ConfigFile, NamePositions};
use super::pagination::PaginationRule;
use super::runtime::Runtime;
use super::schemas::{Derives, Schemas};
use super::select::Selection;
use super::types::Types;
use crate::diagnostic::{Code, Diagnostic, Levels, Severity};
use crate::document::Changes;

/// The options of one generated crate.
///
/// [`Options::default`] are those of a crate named `client` that reads no environment variables.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Options {
    /// The name of the package in its manifest.
    pub package: String,
    /// The environment variables that `Client::from_env` reads.
    pub env: Env,
    /// The enums for which an unknown value is an error.
    pub closed_enums: Schemas,
    /// Additional dependencies of a new `Cargo.toml`: requirements as TOML (`"1.0"` with its quotes, or an inline table), by the
    /// name of the crate.
    pub dependencies: BTreeMap<String, String>,
    /// The data of the final event of JSON event streams, if it is not `[DONE]`; empty if there is no such event.
    pub event_stream_end: Option<String>,
    /// The paths of additional traits that types derive.
    pub extra_derives: Derives,
    /// The Rust type of strings and numbers with a `format`, by format. Takes precedence over `types`.
    pub formats: BTreeMap<String, String>,
    /// The overlays and patches of the document.
    pub changes: Changes,
    /// The groups of operations: `client.pets().list()` instead of `client.list_pets()`. `None` if all operations are methods of the
    /// client.
    pub group_by: Option<GroupBy>,
    /// The header in which each POST sends a unique random key, so that it can be retried safely. Only for an API with such keys.
    pub idempotency_header: Option<String>,
    /// The distribution of the sources over files. With `tag_features`, each tag has its own files.
    pub layout: Layout,
    /// `true` to turn errors of the document, such as an unresolved reference or a duplicate `operationId`, into warnings.
    pub lenient: bool,
    /// Additional members of the `[package]` of a new `Cargo.toml`: values as TOML, by key.
    pub metadata: BTreeMap<String, String>,
    /// The path of the client's module in an existing package, without `crate::`: `pets`, or `api::pets`. `None` for a separate
    /// package.
    pub module: Option<String>,
    /// The Rust name of a schema, by its key in `components` or its JSON pointer (with or without `#`).
    pub names: BTreeMap<String, String>,
    /// The operations that become methods.
    pub selection: Selection,
    /// The levels of diagnostics.
    pub levels: Levels,
    /// The pagination of operations.
    pub pagination: Vec<PaginationRule>,
    /// The security requirement of operations that declare none, in place of the document's: alternatives, each with the keys of
    /// the security schemes that are required together. `None` for the document's.
    pub security: Option<Vec<Vec<String>>>,
    /// `true` for a cargo feature per tag, or per group with `group_by`, that enables its operations and the types that only they need.
    pub tag_features: bool,
    /// `true` to name the type of an inline schema after its `title` if that name is free.
    pub names_from_titles: bool,
    /// The Rust type that replaces a schema, by its key or JSON pointer as in `names`. Takes precedence over all other options.
    pub replace: BTreeMap<String, String>,
    /// The folders, besides that of the document, whose files references may name.
    pub roots: Vec<PathBuf>,
    /// The location of the runtime.
    pub runtime: Runtime,
    /// The types of formats that libraries implement.
    pub types: Types,
    /// `true` to report names that the document does not have as warnings: options for a newer version of the document do not
    /// match all of an older one.
    pub tolerate_unmatched: bool,
    /// The positions in `codegen.toml` of the names in options.
    pub(crate) positions: NamePositions,
    /// The `codegen.toml` that contains the options.
    pub(crate) file: Option<ConfigFile>,
}

impl Default for Options {
    fn default() -> Self {
        Self::new("client")
    }
}

impl Options {
    /// Creates the default options for a package. [`check_package`](super::check_package) validates the name.
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
            group_by: None,
            idempotency_header: None,
            layout: Layout::default(),
            lenient: false,
            metadata: BTreeMap::new(),
            module: None,
            names: BTreeMap::new(),
            selection: Selection::default(),
            levels: Levels::default(),
            pagination: Vec::new(),
            security: None,
            tag_features: false,
            names_from_titles: false,
            replace: BTreeMap::new(),
            roots: Vec::new(),
            runtime: Runtime::default(),
            types: Types::default(),
            tolerate_unmatched: false,
            positions: NamePositions::default(),
            file: None,
        }
    }

    /// Creates the diagnostic that an option names something that the document does not have.
    pub(crate) fn unmatched(
        &self,
        code: Code,
        (option, name): (&'static str, &str),
        message: String,
    ) -> Diagnostic {
        let mut diagnostic = Diagnostic::new(Severity::Error, code, None, message);
        diagnostic.span = self.positions.find(option, name);
        diagnostic
    }

    /// Returns every schema that an option names, with the option.
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
    /// The variable that replaces the document's first server.
    pub base_url: Option<String>,
    /// The variables with credentials, by the key of the security scheme.
    pub credentials: BTreeMap<String, String>,
}
