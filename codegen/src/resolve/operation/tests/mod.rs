//! Tests of resolving operations, one file for each part of an operation.

mod bodies;
mod forms;
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

/// The result of resolving a document.
struct Resolved {
    api: Api,
    diagnostics: Diagnostics,
}

impl Resolved {
    fn of(document: &str, options: &Options) -> Self {
        let document =
            Document::from_text("openapi.yaml", document).expect("the document is valid");
        let mut diagnostics = Diagnostics::new();
        let lowered = lower(&document, &mut diagnostics);
        let api = resolve(&lowered, options, &mut diagnostics);
        Self { api, diagnostics }
    }

    fn operation(&self, id: &str) -> &Operation {
        let mut operations = self.api.operations.iter();
        operations
            .find(|operation| operation.id == id)
            .expect("the operation exists")
    }

    /// Returns the severity, code and pointer of each diagnostic.
    fn diagnostics(&self) -> Vec<(Severity, &'static str, String)> {
        self.diagnostics
            .sorted()
            .into_iter()
            .map(|diagnostic| {
                let at = diagnostic.at.clone().unwrap_or_default();
                (diagnostic.severity, diagnostic.code.as_str(), at.pointer)
            })
            .collect()
    }

    /// Returns the name of a type, or its debug text if it has none.
    fn type_name(&self, ty: &Type) -> String {
        match ty {
            Type::Named(id) => self.api.type_def(*id).name.clone(),
            other => format!("{other:?}"),
        }
    }

    /// Returns the names of the types with their modules.
    fn types(&self) -> Vec<(&str, &str)> {
        let types = self.api.types.iter();
        types
            .map(|definition| (definition.name.as_str(), definition.module.as_str()))
            .collect()
    }
}

/// Resolves a document with these members, in YAML.
fn document(members: &str) -> Resolved {
    Resolved::of(&text(members), &Options::default())
}

/// Resolves a document with these members, with `lenient = true`.
fn lenient(members: &str) -> Resolved {
    let options = Options {
        lenient: true,
        ..Options::default()
    };
    Resolved::of(&text(members), &options)
}

fn text(members: &str) -> String {
    text_of_version("3.0.3", members)
}

fn text_of_version(version: &str, members: &str) -> String {
    format!("openapi: {version}\ninfo: {{title: T, version: '1'}}\n{members}")
}

/// Resolves a document of this version with the request body `body` of the operation `a`, and with these other members.
fn request(version: &str, body: &str, others: &str) -> Resolved {
    let members = format!(
        "paths: {{/a: {{post: {{operationId: a, requestBody: {body}, responses: {{}}}}}}}}\n{others}"
    );
    Resolved::of(&text_of_version(version, &members), &Options::default())
}

/// Resolves a document whose only operation `a` is `GET /a`, with these members in flow style.
fn operation(members: &str) -> Resolved {
    document(&format!(
        "paths: {{/a: {{get: {{operationId: a, {members}, responses: {{}}}}}}}}"
    ))
}
