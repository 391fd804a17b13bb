//! `apicrate list`.

mod json;
mod listing;
mod table;

use crate::terminal::{eprint_rendered, print, relative_path, style};
use crate::{Failure, configuration};
use apicrate_codegen::config::{Config, Options};
use apicrate_codegen::ir::Operation;
use clap::ValueEnum;
use listing::Listing;
use std::path::PathBuf;
use wildmatch::WildMatch;

/// List the operations and types of the configured documents, or of one document
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  apicrate list\n  apicrate list petstore.yaml --operations --match '*pet*'\n  \
                  apicrate list --types --format json"
)]
pub(crate) struct Arguments {
    /// OpenAPI document to list instead of those in codegen.toml
    document: Option<PathBuf>,

    /// Configuration file [default: codegen.toml or spec/codegen.toml in this folder or the nearest parent]
    #[arg(long, value_name = "FILE", conflicts_with = "document")]
    config: Option<PathBuf>,

    /// Folder, besides that of the document, whose files references may name; repeatable
    #[arg(long = "root", value_name = "DIR", requires = "document")]
    roots: Vec<PathBuf>,

    /// List only operations
    #[arg(long, conflicts_with = "types")]
    operations: bool,

    /// List only types
    #[arg(long)]
    types: bool,

    /// List only operations and types whose name or path matches; `*` and `?` are wildcards; case is ignored; repeatable
    #[arg(long = "match", value_name = "PATTERN")]
    patterns: Vec<String>,

    /// Output format
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let mut all = Vec::new();
    for (document, options) in documents(arguments)? {
        let read = apicrate_codegen::read(&document, &options).map_err(|failure| {
            eprint_rendered(&failure.render(style()));
            Failure::Reported
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
            !arguments.types && matches(&[id, function, path, &operation.call()])
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
        Format::Json => print(json::text(&listings)),
        Format::Text => print(table::text(&listings).trim_end()),
    }
    Ok(())
}

/// Returns the documents with their options. A document of the command line is read leniently.
fn documents(arguments: &Arguments) -> Result<Vec<(PathBuf, Options)>, Failure> {
    if let Some(document) = &arguments.document {
        let mut options = Options::new("client");
        options.lenient = true;
        options.roots.clone_from(&arguments.roots);
        return Ok(vec![(document.clone(), options)]);
    }
    let path = configuration::path(arguments.config.as_deref())?;
    let config = Config::load(relative_path(&path)).map_err(|error| {
        eprint_rendered(&error.render(style()));
        Failure::Reported
    })?;
    let clients = config.clients.into_iter();
    Ok(clients
        .map(|client| (relative_path(&client.document), client.options))
        .collect())
}
