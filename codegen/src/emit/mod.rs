//! From the resolved model to Rust: one module for each kind of emitted item.
//!
//! [`Emitter::files`] lists the files of a crate, except for the runtime, and [`Emitter::source`] emits one of them. Tokens cannot be
//! sent between threads, so a caller that formats in parallel emits each file on the thread that formats it. [`emit`] emits all
//! files at once.
//!
//! Architecture invariant: emitting is total. Every valid model can be emitted, no function fails, and no names are chosen here.

mod client;
mod context;
mod crate_docs;
mod credential;
mod date_time;
mod docs;
mod example;
mod features;
mod file;
mod group;
mod ident;
mod lib_rs;
mod library_type;
mod line;
mod manifest;
mod mock;
mod operations;
mod roles;
mod serde;
mod server;
mod settings;
mod tokens;
mod types;
mod uses;

#[cfg(test)]
mod tests;

use crate::config::Options;
use crate::ir::Api;
use crate::source::SourceFile;
use context::Context;

/// The crate of an API, without the runtime.
#[derive(Debug)]
pub struct Emitted {
    /// The source files, ordered as [`Emitter::files`].
    pub files: Vec<SourceFile>,
    /// The text of `Cargo.toml`, which is owned by the user once it is written.
    pub manifest: String,
}

/// Emits the whole crate.
#[must_use]
pub fn emit(api: &Api, options: &Options) -> Emitted {
    let emitter = Emitter::new(api, options);
    Emitted {
        files: emitter
            .files()
            .iter()
            .map(|file| emitter.source(file))
            .collect(),
        manifest: emitter.manifest(),
    }
}

/// Emits the files of an API's crate, one at a time.
#[derive(Debug)]
pub struct Emitter<'a> {
    context: Context<'a>,
}

/// A source file of the crate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OutputFile<'a> {
    /// `src/lib.rs`.
    Lib,
    /// `src/client.rs`.
    Client,
    /// `src/date_time.rs`, if a type uses it.
    DateTime,
    /// `src/groups.rs`, if operations have groups.
    Groups,
    /// `src/types/mod.rs`, which contains all types in the flat layout.
    TypesRoot,
    /// The types of one module.
    Types(&'a str),
    /// `src/serde/mod.rs`, which contains all tables in the flat layout.
    SerdeRoot,
    /// The serde tables of one module's types.
    Serde(&'a str),
    /// `src/operations/mod.rs`, which contains all operations in the flat layout.
    OperationsRoot,
    /// The operations of one module.
    Operations(&'a str),
    /// `src/mock.rs`.
    Mock,
}

impl OutputFile<'_> {
    /// Returns the path of the file below the crate's root, with forward slashes.
    #[must_use]
    pub fn path(&self) -> String {
        match *self {
            OutputFile::Lib => "src/lib.rs".to_owned(),
            OutputFile::Client => "src/client.rs".to_owned(),
            OutputFile::DateTime => "src/date_time.rs".to_owned(),
            OutputFile::Groups => "src/groups.rs".to_owned(),
            OutputFile::TypesRoot => "src/types/mod.rs".to_owned(),
            OutputFile::Types(module) => format!("src/types/{module}.rs"),
            OutputFile::SerdeRoot => "src/serde/mod.rs".to_owned(),
            OutputFile::Serde(module) => format!("src/serde/{module}.rs"),
            OutputFile::OperationsRoot => "src/operations/mod.rs".to_owned(),
            OutputFile::Operations(module) => format!("src/operations/{module}.rs"),
            OutputFile::Mock => "src/mock.rs".to_owned(),
        }
    }
}

impl<'a> Emitter<'a> {
    /// Creates an emitter of the crate for `api`.
    #[must_use]
    pub fn new(api: &'a Api, options: &'a Options) -> Self {
        Self {
            context: Context::new(api, options),
        }
    }

    /// Returns the files of the crate.
    #[must_use]
    pub fn files(&self) -> Vec<OutputFile<'a>> {
        let is_split = !self.context.options.is_flat();
        let mut files = vec![OutputFile::Lib, OutputFile::Client, OutputFile::TypesRoot];
        if is_split {
            files.extend(self.context.type_modules().map(OutputFile::Types));
        }
        if date_time::is_needed(&self.context) {
            files.push(OutputFile::DateTime);
        }
        if self.context.api.groups().next().is_some() {
            files.push(OutputFile::Groups);
        }
        files.push(OutputFile::SerdeRoot);
        if is_split {
            files.extend(self.context.serde_modules().map(OutputFile::Serde));
        }
        files.push(OutputFile::OperationsRoot);
        if is_split {
            files.extend(self.context.operation_modules().map(OutputFile::Operations));
        }
        files.push(OutputFile::Mock);
        files
    }

    /// Emits one file.
    #[must_use]
    pub fn source(&self, file: &OutputFile<'a>) -> SourceFile {
        let context = &self.context;
        match *file {
            OutputFile::Lib => lib_rs::emit(context),
            OutputFile::Client => client::emit(context),
            OutputFile::DateTime => date_time::emit(context),
            OutputFile::Groups => group::emit(context),
            OutputFile::TypesRoot => types::root(context),
            OutputFile::Types(module) => types::emit(context, module),
            OutputFile::SerdeRoot => serde::root(context),
            OutputFile::Serde(module) => serde::emit(context, module),
            OutputFile::OperationsRoot => operations::root(context),
            OutputFile::Operations(module) => operations::emit(context, module),
            OutputFile::Mock => mock::emit(context),
        }
    }

    /// Returns the text of `Cargo.toml`.
    #[must_use]
    pub fn manifest(&self) -> String {
        manifest::emit(&self.context)
    }
}
