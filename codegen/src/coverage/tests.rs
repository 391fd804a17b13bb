//! Tests of coverage.

use super::{ElementKind, elements, unaccounted};
use crate::config::Options;
use crate::diagnostic::{Diagnostics, Style, Verbosity, code};
use crate::document::Document;
use crate::ir::TypeKind;
use crate::location::SourceLocation;
use crate::{generate_from_text, lower, resolve};

const TEXT: &str = r##"
openapi: 3.0.3
info: { title: Pets, version: "1" }
servers: [{ url: "https://pets.example" }]
paths:
  /pets/{id}:
    parameters:
      - { name: id, in: path, required: true, schema: { type: string } }
    post:
      operationId: setPet
      parameters: [{ $ref: "#/components/parameters/Trace" }]
      requestBody: { content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } } }
      responses: { "200": { description: Done. } }
      callbacks:
        told: { "{$request.body#/url}": { post: { responses: { "200": { description: Heard. } } } } }
components:
  parameters:
    Trace: { name: X-Trace, in: header, schema: { type: string } }
  schemas:
    Pet: { type: object, properties: { name: { type: string }, tags: {}, owner: { type: object } } }
  securitySchemes:
    Key: { type: apiKey, in: header, name: X-Key }
"##;

fn strings(kinds: impl IntoIterator<Item = ElementKind>) -> Vec<String> {
    let mut strings: Vec<_> = kinds.into_iter().map(|kind| kind.to_string()).collect();
    strings.sort();
    strings
}

#[test]
fn the_elements_of_a_document_are_found_without_the_generator() {
    let document = Document::from_text("pets.yaml", TEXT).expect("it is a document");
    assert_eq!(
        strings(elements(&document).into_iter().map(|element| element.kind)),
        [
            "body application/json of post /pets/{id}",
            "callback told of post /pets/{id}",
            "header parameter X-Trace of post /pets/{id}",
            "operation post /pets/{id}",
            "path parameter id of post /pets/{id}",
            "property name of Pet",
            "property owner of Pet",
            "property tags of Pet",
            "response 200 of post /pets/{id}",
            "schema Pet",
            "security scheme Key",
        ]
    );
}

#[test]
fn elements_neither_generated_nor_diagnosed_are_found() {
    let document = Document::from_text("pets.yaml", TEXT).expect("it is a document");
    let mut diagnostics = Diagnostics::new();
    let lowered = lower::lower(&document, &mut diagnostics);
    let mut api = resolve::resolve(&lowered, &Options::default(), &mut diagnostics);
    assert_eq!(unaccounted(&document, &api, &diagnostics), []);

    let gone = api.operations.pop().expect("there is an operation");
    api.types.clear();
    let missing = unaccounted(&document, &api, &diagnostics);
    assert_eq!(
        strings(missing.iter().map(|element| element.kind.clone())),
        [
            "body application/json of post /pets/{id}",
            "header parameter X-Trace of post /pets/{id}",
            "operation post /pets/{id}",
            "path parameter id of post /pets/{id}",
            "property name of Pet",
            "property owner of Pet",
            "property tags of Pet",
            "response 200 of post /pets/{id}",
            "schema Pet",
        ]
    );

    // A diagnostic covers the contents of its element, but not if that is the whole document.
    let everything = SourceLocation::root(gone.at.file).child("paths");
    diagnostics.note(code::INVALID_VALUE, everything, "all of it");
    assert_eq!(unaccounted(&document, &api, &diagnostics).len(), 9);
    diagnostics.note(code::UNSUPPORTED_METHOD, gone.at, "it is gone");
    let missing = unaccounted(&document, &api, &diagnostics);
    assert_eq!(
        strings(missing.into_iter().map(|element| element.kind)),
        [
            "path parameter id of post /pets/{id}",
            "property name of Pet",
            "property owner of Pet",
            "property tags of Pet",
            "schema Pet",
        ]
    );
}

#[test]
fn a_base_schema_has_the_properties_shared_by_its_children() {
    let base = r##"
openapi: 3.0.3
info: { title: Pets, version: "1" }
paths: {}
components:
  schemas:
    Pet:
      type: object
      required: [kind]
      properties: { kind: { type: string }, name: { type: string } }
      discriminator: { propertyName: kind }
    Cat: { allOf: [{ $ref: "#/components/schemas/Pet" }, { type: object, properties: { lives: { type: integer } } }] }
    Dog: { allOf: [{ $ref: "#/components/schemas/Pet" }, { type: object, properties: { tricks: { type: integer } } }] }
"##;
    let document = Document::from_text("pets.yaml", base).expect("it is a document");
    let mut diagnostics = Diagnostics::new();
    let lowered = lower::lower(&document, &mut diagnostics);
    let mut api = resolve::resolve(&lowered, &Options::default(), &mut diagnostics);
    assert_eq!(unaccounted(&document, &api, &diagnostics), []);

    let dog = api.types.iter_mut().find(|one| one.name == "Dog");
    if let Some(TypeKind::Struct(structure)) = dog.map(|dog| &mut dog.kind) {
        structure.properties.retain(|one| one.wire_name != "name");
    }
    let missing = unaccounted(&document, &api, &diagnostics);
    assert_eq!(
        strings(missing.into_iter().map(|element| element.kind)),
        ["property name of Pet"]
    );
}

#[test]
fn untyped_values_are_listed_by_reason_and_position() {
    let generated = generate_from_text("pets.yaml", TEXT, &Options::default());
    let generated = generated.unwrap_or_else(|failure| panic!("{}", failure.render(Style::Plain)));
    let untyped: Vec<_> = generated
        .output
        .untyped
        .iter()
        .map(|place| (place.at.pointer.as_str(), place.is_silent))
        .collect();
    assert_eq!(
        untyped,
        [
            (
                "/components/schemas/Pet/properties/owner/additionalProperties",
                true
            ),
            ("/components/schemas/Pet/properties/tags", true)
        ]
    );
    let summary = generated.into_output().summary(Verbosity::Summary);
    assert!(
        summary.contains(
            "  untyped (serde_json::Value): 2 values\n    \
             the schema specifies no type: 2 values\n      \
             pets.yaml:20:"
        ),
        "{summary}"
    );
    assert!(
        summary.contains("  left out: 1 ignored-callback\n"),
        "{summary}"
    );
}
