//! Generation in a build script.
//!
//! ```no_run
//! // build.rs
//! use apicrate_codegen::build::{BuildError, Builder};
//!
//! fn main() -> Result<(), BuildError> {
//!     Builder::new("petstore.yaml").module("petstore").generate()
//! }
//! ```
//!
//! The client is a module of the package, declared by one line at the root of the crate:
//!
//! ```ignore
//! // src/main.rs
//! include!(concat!(env!("OUT_DIR"), "/petstore.rs"));
//!
//! use petstore::Client;
//! ```
//!
//! The package needs edition 2024 and the dependencies of a client: see the option
//! [`module`](crate::config#module).

use std::env;
use std::error::Error;
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::config::{Client, Config, ConfigError, Options};
use crate::diagnostic::{Diagnostics, Severity, Style, render};
use crate::document::Sources;
use crate::output::{OutputError, Plan, Rendered};
use crate::pipeline::{Failure, Output};

/// Generates a client in a build script.
#[derive(Debug, Clone)]
pub struct Builder {
    document: PathBuf,
    options: Options,
    config: Option<PathBuf>,
    out_dir: Option<PathBuf>,
}

impl Builder {
    /// Creates a builder for the document at a path, which is relative to the package, with default options.
    #[must_use]
    pub fn new(document: impl Into<PathBuf>) -> Self {
        Self {
            document: document.into(),
            options: Options::default(),
            config: None,
            out_dir: None,
        }
    }

    /// Creates a builder for each client of a `codegen.toml`. Their `output` is ignored.
    ///
    /// # Errors
    ///
    /// Returns [`BuildError::Config`] if the file is invalid.
    pub fn from_config(path: impl AsRef<Path>) -> Result<Vec<Self>, BuildError> {
        println!("cargo::rerun-if-changed={}", path.as_ref().display());
        let config = Config::load(path).map_err(|error| BuildError::Config(Box::new(error)))?;
        let clients = config.clients.into_iter();
        Ok(clients.map(Self::from_client).collect())
    }

    fn from_client(client: Client) -> Self {
        Self {
            document: client.document,
            options: client.options,
            config: Some(client.config),
            out_dir: None,
        }
    }

    /// Sets the options. The name of the module is [`Options::module`], or else `client`.
    #[must_use]
    pub fn options(mut self, options: Options) -> Self {
        self.options = options;
        self
    }

    /// Sets the path of the module, without `crate::`: `petstore`, or `api::petstore` if the file is included in `mod api`.
    #[must_use]
    pub fn module(mut self, path: impl Into<String>) -> Self {
        self.options.module = Some(path.into());
        self
    }

    /// Adds a folder, besides that of the document, whose files references may name. Its path is relative to the package.
    #[must_use]
    pub fn root(mut self, folder: impl Into<PathBuf>) -> Self {
        self.options.roots.push(folder.into());
        self
    }

    /// Sets the folder to write to. Default: `OUT_DIR`.
    #[must_use]
    pub fn out_dir(mut self, folder: impl Into<PathBuf>) -> Self {
        self.out_dir = Some(folder.into());
        self
    }

    /// Generates the client below `OUT_DIR` and the file `NAME.rs`, which declares its module, for `include!`.
    ///
    /// Prints `rerun-if-changed` for the document, for every file that it refers to and for overlays, and prints warnings.
    ///
    /// # Errors
    ///
    /// Returns a [`BuildError`] if the document has errors or a file cannot be written. It is printed in a readable form if `main`
    /// returns it.
    pub fn generate(mut self) -> Result<(), BuildError> {
        let module = self
            .options
            .module
            .get_or_insert_with(|| "client".to_owned())
            .clone();
        let out_dir = match self.out_dir.take() {
            Some(folder) => folder,
            None => env::var_os("OUT_DIR").ok_or(BuildError::NoOutDir)?.into(),
        };
        self.print_inputs();
        let output = match crate::generate(&self.document, &self.options) {
            Ok(generated) => generated.into_output(),
            Err(failure) => {
                if let Failure::Document(report) = &failure {
                    print_sources(report.sources());
                }
                return Err(BuildError::Document(Box::new(failure)));
            }
        };
        print_sources(output.sources());
        print_warnings(output.diagnostics(), output.sources());
        write(output, &module, &self.options.source_dir(), &out_dir)
    }

    fn print_inputs(&self) {
        let changes = &self.options.changes;
        let inputs = changes.overlays.iter().chain(&self.config);
        for path in inputs.chain([&self.document]) {
            println!("cargo::rerun-if-changed={}", path.display());
        }
    }
}

fn print_sources(sources: &Sources) {
    for (path, _) in sources.texts() {
        println!("cargo::rerun-if-changed={path}");
    }
}

/// Prints each warning on one line.
fn print_warnings(diagnostics: &Diagnostics, sources: &Sources) {
    let sorted = diagnostics.sorted().into_iter();
    for warning in sorted.filter(|one| one.severity == Severity::Warning) {
        let text = render(warning, sources, Style::Plain);
        let lines: Vec<_> = text.lines().map(str::trim).collect();
        println!("cargo::warning={}", lines.join(" "));
    }
}

/// Writes the files that changed, removes stale ones, and writes the file that declares the module.
fn write(output: Output, module: &str, source_dir: &str, out_dir: &Path) -> Result<(), BuildError> {
    let (manifests, files): (Vec<_>, Vec<_>) = output
        .files
        .into_iter()
        .partition(|file| file.path == "Cargo.toml");
    print_features(&manifests);
    let folder = module.replace("::", "-");
    let plan = Plan::new(out_dir.join(&folder), files).map_err(BuildError::Output)?;
    plan.apply().map_err(BuildError::Output)?;
    let name = module.rsplit("::").next().unwrap_or(module);
    let path = out_dir.join(format!("{name}.rs"));
    let text = format!("#[path = \"{folder}/{source_dir}/mod.rs\"]\npub mod {name};\n");
    if fs::read(&path).is_ok_and(|present| present == text.as_bytes()) {
        return Ok(());
    }
    fs::write(&path, text).map_err(|source| BuildError::Write { path, source })
}

/// Declares the features of a client, which the package may lack.
fn print_features(manifests: &[Rendered]) {
    for manifest in manifests {
        let table: toml::Table = manifest.text.parse().unwrap_or_default();
        let features = table.get("features").and_then(toml::Value::as_table);
        for feature in features.into_iter().flat_map(toml::Table::keys) {
            println!("cargo::rustc-check-cfg=cfg(feature, values({feature:?}))");
        }
    }
}

/// The reason why a build script cannot generate a client. [`fmt::Debug`] prints the same text as [`fmt::Display`], because that
/// is what the return value of `main` is printed with.
#[non_exhaustive]
pub enum BuildError {
    /// `codegen.toml` is invalid.
    Config(Box<ConfigError>),
    /// The document has errors.
    Document(Box<Failure>),
    /// The files could not be written.
    Output(OutputError),
    /// The file that declares the module could not be written.
    Write {
        /// The path of the file.
        path: PathBuf,
        /// The cause.
        source: io::Error,
    },
    /// `OUT_DIR` is not set: this is not a build script.
    NoOutDir,
}

impl fmt::Display for BuildError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Config(error) => write!(formatter, "{error}"),
            Self::Document(failure) => write!(formatter, "{failure}"),
            Self::Output(error) => write!(formatter, "{error}"),
            Self::Write { path, source } => {
                write!(formatter, "cannot write {}: {source}", path.display())
            }
            Self::NoOutDir => formatter.write_str("OUT_DIR is not set; set `Builder::out_dir`"),
        }
    }
}

impl fmt::Debug for BuildError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{self}")
    }
}

impl Error for BuildError {}
