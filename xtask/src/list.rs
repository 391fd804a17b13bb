//! `cargo xtask list`.

mod json;
mod table;

use crate::report::{Failure, say, style, warn};
use crate::telling::short;
use crate::workspace;
use apicrate_codegen::Resolved;
use apicrate_codegen::config::{Config, Options};
use apicrate_codegen::ir::{Operation, TypeDef};
use clap::ValueEnum;
use std::path::PathBuf;
use wildmatch::WildMatch;

/// Show the operations and types that documents give
///
/// The documents are those of codegen.toml, or one that is named. Nothing is written.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  cargo xtask list\n  cargo xtask list petstore.yaml --operations --match '*pet*'\n  \
                  cargo xtask list --types --format json"
)]
pub(crate) struct Arguments {
    /// A document, instead of those of codegen.toml
    document: Option<PathBuf>,

    /// Another configuration than spec/codegen.toml
    #[arg(long, value_name = "FILE", conflicts_with = "document")]
    config: Option<PathBuf>,

    /// Only operations
    #[arg(long, conflicts_with = "types")]
    operations: bool,

    /// Only types
    #[arg(long)]
    types: bool,

    /// Only what has this name, in the crate or in the document, or this path; `*` and `?` are wildcards, upper and lower
    /// case are one; may be given several times
    #[arg(long = "match", value_name = "PATTERN")]
    patterns: Vec<String>,

    /// How to write it
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

/// What is shown of one document.
struct Listing<'a> {
    options: &'a Options,
    document: String,
    read: &'a Resolved,
    operations: Vec<&'a Operation>,
    types: Vec<&'a TypeDef>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let mut all = Vec::new();
    for (document, options) in documents(arguments)? {
        let read = apicrate_codegen::read(&document, &options).map_err(|failure| {
            warn(&failure.render(style()));
            Failure::Told
        })?;
        all.push((document, options, read));
    }
    let patterns: Vec<_> = arguments
        .patterns
        .iter()
        .map(|pattern| WildMatch::new_case_insensitive(pattern))
        .collect();
    let matches = |names: &[&str]| {
        patterns.is_empty()
            || patterns
                .iter()
                .any(|pattern| names.iter().any(|name| pattern.matches(name)))
    };
    let mut listings = Vec::new();
    for (document, options, read) in &all {
        let operations = read.api.operations.iter().filter(|operation| {
            let Operation {
                id, function, path, ..
            } = operation;
            !arguments.types && matches(&[id, function, path])
        });
        let types = read.api.types.iter().filter(|definition| {
            let component = definition.component.as_deref().unwrap_or_default();
            !arguments.operations && matches(&[&definition.name, component])
        });
        listings.push(Listing {
            options,
            document: document.display().to_string(),
            read,
            operations: operations.collect(),
            types: types.collect(),
        });
    }
    match arguments.format {
        Format::Json => say(json::text(&listings)),
        Format::Text => say(table::text(&listings).trim_end()),
    }
    Ok(())
}

/// The documents with their options. One that is named is used as far as it can be used.
fn documents(arguments: &Arguments) -> Result<Vec<(PathBuf, Options)>, Failure> {
    if let Some(document) = &arguments.document {
        let mut options = Options::new("client");
        options.lenient = true;
        return Ok(vec![(document.clone(), options)]);
    }
    let path = match &arguments.config {
        Some(path) => path.clone(),
        None => workspace::root()?.join("spec/codegen.toml"),
    };
    let config = Config::load(short(&path)).map_err(|error| {
        warn(&error.render(style()));
        Failure::Told
    })?;
    let clients = config.clients.into_iter();
    Ok(clients
        .map(|client| (short(&client.document), client.options))
        .collect())
}

/// What a type is, in a word, and how many parts it has.
fn kind(definition: &TypeDef) -> (&'static str, usize) {
    use apicrate_codegen::ir::TypeKind;
    match &definition.kind {
        TypeKind::Struct(structure) => ("struct", structure.properties.len()),
        TypeKind::Enum(values) => ("enum", values.values.len()),
        TypeKind::Union(union) => ("union", union.variants.len()),
        TypeKind::Alias(_) => ("alias", 0),
    }
}
