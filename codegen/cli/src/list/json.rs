//! The list in JSON.

use super::listing::{Listing, kind};
use apicrate_codegen::SourceLocation;
use apicrate_codegen::diagnostic::Locate;
use apicrate_codegen::escape;
use apicrate_codegen::ir::{Operation, Parameter, TypeDef};
use apicrate_codegen::value::{Value, object};

/// Returns `{"clients": [...]}`.
pub(super) fn text(listings: &[Listing<'_>]) -> String {
    let clients = listings.iter().map(|listing| {
        object!({
            "package": listing.options.package,
            "document": listing.document,
            "operations": listing.operations.iter().map(|one| operation(listing, one)).collect::<Vec<_>>(),
            "types": listing.types.iter().map(|one| definition(listing, one)).collect::<Vec<_>>(),
        })
    });
    let document = object!({ "clients": clients.collect::<Vec<_>>() });
    escape::json(&document, true)
}

fn operation(listing: &Listing<'_>, operation: &Operation) -> Value {
    let parameter = |one: &Parameter| {
        object!({
            "name": one.wire_name,
            "in": format!("{:?}", one.location).to_lowercase(),
            "required": one.required,
        })
    };
    object!({
        "id": operation.id,
        "method": operation.method.as_str(),
        "path": operation.path,
        "function": operation.function,
        "group": operation.group.as_ref().map(|group| group.function.as_str()),
        "source": listing.options.operations_file(&operation.module),
        "summary": operation.summary,
        "deprecated": operation.deprecated,
        "parameters": operation.parameters.iter().map(parameter).collect::<Vec<_>>(),
        "at": place(listing, &operation.at),
    })
}

fn definition(listing: &Listing<'_>, definition: &TypeDef) -> Value {
    let (kind, parts) = kind(definition);
    object!({
        "name": definition.name,
        "kind": kind,
        "parts": parts,
        "source": listing.options.types_file(&definition.module),
        "component": definition.component,
        "sent": definition.usage.request,
        "received": definition.usage.response,
        "deprecated": definition.deprecated,
        "at": place(listing, &definition.at),
    })
}

fn place(listing: &Listing<'_>, at: &SourceLocation) -> Value {
    let sources = listing.read.sources();
    let span = sources.locate(at);
    object!({
        "file": sources.path(at.file),
        "line": span.map(|span| span.line),
        "column": span.map(|span| span.column),
        "pointer": at.pointer,
    })
}
