//! Tests of resolving operations, one file for each part of an operation.

mod bodies;
mod names;
mod pages;
mod parameters;
mod response_enums;
mod responses;
mod security;
mod servers;

use crate::config::Options;
use crate::diagnostic::{Diagnostics, Severity};
use crate::document::Document;
use crate::ir::{Api, Operation, Type};
use crate::lower::lower;

use super::super::resolve;

/// What a document gives.
struct Resolved {
    api: Api,
    diagnostics: Diagnostics,
}

impl Resolved {
    fn of(document: &str, options: &Options) -> Self {
        let document = Document::from_text("openapi.yaml", document).expect("it is a document");
        let mut diagnostics = Diagnostics::new();
        let lowered = lower(&document, &mut diagnostics);
        let api = resolve(&lowered, options, &mut diagnostics);
        Self { api, diagnostics }
    }

    fn operation(&self, id: &str) -> &Operation {
        let mut operations = self.api.operations.iter();
        operations
            .find(|operation| operation.id == id)
            .expect("there is such an operation")
    }

    /// Severity, code and pointer of each diagnostic.
    fn told(&self) -> Vec<(Severity, &'static str, String)> {
        self.diagnostics
            .sorted()
            .into_iter()
            .map(|diagnostic| {
                let at = diagnostic.at.clone().unwrap_or_default();
                (diagnostic.severity, diagnostic.code.as_str(), at.pointer)
            })
            .collect()
    }

    /// The name of a type, or how it is written.
    fn type_name(&self, ty: &Type) -> String {
        match ty {
            Type::Named(id) => self.api.type_def(*id).name.clone(),
            other => format!("{other:?}"),
        }
    }

    /// The names of the types with their modules.
    fn types(&self) -> Vec<(&str, &str)> {
        let types = self.api.types.iter();
        types
            .map(|definition| (definition.name.as_str(), definition.module.as_str()))
            .collect()
    }
}

/// A document with these members, in YAML.
fn document(members: &str) -> Resolved {
    Resolved::of(&text(members), &Options::default())
}

/// The same, read leniently.
fn lenient(members: &str) -> Resolved {
    let options = Options {
        lenient: true,
        ..Options::default()
    };
    Resolved::of(&text(members), &options)
}

fn text(members: &str) -> String {
    format!("openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\n{members}")
}

/// A document whose only operation is `GET /a`, called `a`, with these members in flow style.
fn operation(members: &str) -> Resolved {
    document(&format!(
        "paths: {{/a: {{get: {{operationId: a, {members}, responses: {{}}}}}}}}"
    ))
}
