//! Tests of lowering, one file for each part of a document.

mod bodies;
mod components;
mod folder;
mod hostile;
mod paths;
mod references;
mod root;
mod schema_kinds;
mod schema_structure;
mod security;
mod select;
mod webhooks;

use std::error::Error;
use std::fs;

use super::facts::SchemaFacts;
use super::view::{OperationView, SchemaView};
use super::{ComponentKind, Lowered, lower};
use crate::diagnostic::{Diagnostics, Style, render};
use crate::document::Document;
use openapiv3::{AnySchema, Operation, ReferenceOr, Schema, SchemaKind};

type Tested = Result<(), Box<dyn Error>>;

/// A lowered document and the diagnostics about it: `severity code pointer`, one per line.
struct Case {
    lowered: Lowered,
    reported: Vec<String>,
    text: String,
}

/// Lowers a document with these lines after version and info.
fn lowered(rest: &str) -> Result<Case, Box<dyn Error>> {
    let text = format!("openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\n{rest}");
    Ok(case(&Document::from_text("openapi.yaml", &text)?))
}

/// Lowers the components under `schemas`, given as a YAML flow mapping.
fn schemas(schemas: &str) -> Result<Case, Box<dyn Error>> {
    lowered(&format!("components:\n  schemas: {schemas}\n"))
}

/// Lowers a document of several files, the first of which is the root.
fn files(files: &[(&str, &str)]) -> Result<Case, Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    for (name, text) in files {
        fs::write(folder.path().join(name), text)?;
    }
    let root = files.first().map_or("", |(name, _)| name);
    Ok(case(&Document::load(&folder.path().join(root))?))
}

fn case(document: &Document) -> Case {
    let mut diagnostics = Diagnostics::new();
    let lowered = lower(document, &mut diagnostics);
    new_case(lowered, document, &diagnostics)
}

/// A test case of a lowered document and its diagnostics.
fn new_case(lowered: Lowered, document: &Document, diagnostics: &Diagnostics) -> Case {
    let sorted = diagnostics.sorted();
    let reported = sorted.iter().map(|diagnostic| {
        let at = diagnostic.at.as_ref().map_or("", |at| at.pointer.as_str());
        format!("{} {} {at}", diagnostic.severity, diagnostic.code)
    });
    let text = sorted
        .iter()
        .map(|diagnostic| render(diagnostic, document, Style::Plain));
    Case {
        reported: reported.collect(),
        text: text.collect(),
        lowered,
    }
}

impl Case {
    /// Fails unless exactly these diagnostics were reported, in this order.
    #[track_caller]
    fn reports(&self, expected: &[&str]) {
        assert_eq!(self.reported, expected, "{}", self.text);
    }

    fn component(&self, key: &str) -> Option<&ReferenceOr<Schema>> {
        self.lowered.api.components.as_ref()?.schemas.get(key)
    }

    /// The schema of a component, or an error that names it.
    fn schema(&self, key: &str) -> Result<&Schema, String> {
        let component = self.component(key).ok_or(format!("no {key}"))?;
        component.as_item().ok_or(format!("{key} is a reference"))
    }

    fn any(&self, key: &str) -> Result<&AnySchema, String> {
        any(self.schema(key)?)
    }

    /// The facts about a component's schema that the model has no fields for.
    fn facts(&self, key: &str) -> &SchemaFacts {
        let at = self
            .lowered
            .location_of_component(ComponentKind::Schema, key);
        self.lowered.facts.schema(&at)
    }

    /// The view of a component's schema.
    fn view(&self, key: &str) -> Result<SchemaView<'_>, String> {
        let node = self
            .lowered
            .component_schema(key)
            .ok_or(format!("no {key}"))?;
        let schema = node.as_schema().cloned();
        schema.ok_or(format!("{key} is a reference"))
    }

    /// The view of an operation.
    fn operation_view(&self, path: &str, method: &str) -> Result<OperationView<'_>, String> {
        let mut items = self.lowered.path_items().filter(|item| item.path() == path);
        let item = items.next().ok_or(format!("no {path}"))?;
        let mut operations = item.operations();
        let operation = operations.find(|operation| operation.method() == method);
        operation.ok_or(format!("no {method} {path}"))
    }

    fn operation(&self, path: &str, method: &str) -> Result<&Operation, String> {
        let mut operations = self.lowered.api.operations();
        let found = operations.find(|(at, by, _)| *at == path && *by == method);
        found
            .map(|(_, _, operation)| operation)
            .ok_or(format!("no {method} {path}"))
    }

    fn schema_keys(&self) -> Vec<&str> {
        let components = self.lowered.api.components.iter();
        components
            .flat_map(|components| components.schemas.keys())
            .map(String::as_str)
            .collect()
    }
}

fn any(schema: &Schema) -> Result<&AnySchema, String> {
    match &schema.schema_kind {
        SchemaKind::Any(any) => Ok(any),
        other => Err(format!("not in normal form: {other:?}")),
    }
}

/// The target of a reference; empty for an item.
fn target<T>(item: &ReferenceOr<T>) -> &str {
    match item {
        ReferenceOr::Reference { reference } => reference,
        ReferenceOr::Item(_) => "",
    }
}
