//! From the resolved model to Rust: one emitted thing a file.
//!
//! [`Emitter::units`] names the files of a crate, [`Emitter::source`] gives the tokens of one of them; tokens cannot
//! travel between threads, so a caller who formats in parallel asks for each file where it is formatted. [`emit`] gives
//! all of them at once. The carried runtime is not among them.
//!
//! Architecture invariant: emitting is total. What a valid model holds can be emitted; nothing is decided here that a
//! name or a collision depends on, and nothing fails.

mod client;
mod context;
mod credential;
mod date_time;
mod docs;
mod example;
mod features;
mod file;
mod group;
mod ident;
mod impls;
mod lib_rs;
mod manifest;
mod mock;
mod operations;
mod server;
mod settings;
mod types;
mod uses;

#[cfg(test)]
mod tests;

use crate::config::Options;
use crate::ir::Api;
use crate::source::SourceFile;
use context::Context;

/// The crate of an API, but for the runtime that it carries.
#[derive(Debug)]
pub struct Emitted {
    /// The source files, ordered as [`Emitter::units`].
    pub files: Vec<SourceFile>,
    /// The text of `Cargo.toml`, which is written once and then belongs to the user.
    pub manifest: String,
}

/// Emits the whole crate.
#[must_use]
pub fn emit(api: &Api, options: &Options) -> Emitted {
    let emitter = Emitter::new(api, options);
    Emitted {
        files: emitter
            .units()
            .iter()
            .map(|unit| emitter.source(unit))
            .collect(),
        manifest: emitter.manifest(),
    }
}

/// Emits the files of an API's crate one by one.
#[derive(Debug)]
pub struct Emitter<'a> {
    context: Context<'a>,
}

/// A source file that is to be emitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit<'a> {
    /// `src/lib.rs`.
    Lib,
    /// `src/client.rs`.
    Client,
    /// `src/date_time.rs`, where some type needs it.
    DateTime,
    /// `src/types/mod.rs`, with all types where the layout is flat.
    TypesRoot,
    /// The types of one module.
    Types(&'a str),
    /// `src/impls/mod.rs`, likewise.
    ImplsRoot,
    /// The serde tables and constructors of one module's types.
    Impls(&'a str),
    /// `src/operations/mod.rs`, likewise.
    OperationsRoot,
    /// The operations of one module.
    Operations(&'a str),
    /// `src/mock.rs`.
    Mock,
}

impl Unit<'_> {
    /// The path of the file below the crate's root, with forward slashes.
    #[must_use]
    pub fn path(&self) -> String {
        match *self {
            Unit::Lib => "src/lib.rs".to_owned(),
            Unit::Client => "src/client.rs".to_owned(),
            Unit::DateTime => "src/date_time.rs".to_owned(),
            Unit::TypesRoot => "src/types/mod.rs".to_owned(),
            Unit::Types(module) => format!("src/types/{module}.rs"),
            Unit::ImplsRoot => "src/impls/mod.rs".to_owned(),
            Unit::Impls(module) => format!("src/impls/{module}.rs"),
            Unit::OperationsRoot => "src/operations/mod.rs".to_owned(),
            Unit::Operations(module) => format!("src/operations/{module}.rs"),
            Unit::Mock => "src/mock.rs".to_owned(),
        }
    }
}

impl<'a> Emitter<'a> {
    /// An emitter of the crate for `api`.
    #[must_use]
    pub fn new(api: &'a Api, options: &'a Options) -> Self {
        Self {
            context: Context::new(api, options),
        }
    }

    /// The files of the crate.
    #[must_use]
    pub fn units(&self) -> Vec<Unit<'a>> {
        let is_split = !self.context.options.is_flat();
        let mut units = vec![Unit::Lib, Unit::Client, Unit::TypesRoot];
        if is_split {
            units.extend(self.context.type_modules().map(Unit::Types));
        }
        if date_time::is_needed(&self.context) {
            units.push(Unit::DateTime);
        }
        units.push(Unit::ImplsRoot);
        if is_split {
            units.extend(self.context.impl_modules().map(Unit::Impls));
        }
        units.push(Unit::OperationsRoot);
        if is_split {
            units.extend(self.context.operation_modules().map(Unit::Operations));
        }
        units.push(Unit::Mock);
        units
    }

    /// The source of one file.
    #[must_use]
    pub fn source(&self, unit: &Unit<'a>) -> SourceFile {
        let context = &self.context;
        match *unit {
            Unit::Lib => lib_rs::emit(context),
            Unit::Client => client::emit(context),
            Unit::DateTime => date_time::emit(context),
            Unit::TypesRoot => types::root(context),
            Unit::Types(module) => types::emit(context, module),
            Unit::ImplsRoot => impls::root(context),
            Unit::Impls(module) => impls::emit(context, module),
            Unit::OperationsRoot => operations::root(context),
            Unit::Operations(module) => operations::emit(context, module),
            Unit::Mock => mock::emit(context),
        }
    }

    /// The text of `Cargo.toml`.
    #[must_use]
    pub fn manifest(&self) -> String {
        manifest::emit(&self.context)
    }
}
