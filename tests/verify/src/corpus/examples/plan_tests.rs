use super::*;
use apicrate_codegen::config::Options;
use apicrate_codegen::diagnostic::Diagnostics;
use apicrate_codegen::document::Document;
use apicrate_codegen::{lower, resolve};

const DOCUMENT: &str = r##"
openapi: 3.1.0
info: { title: Pets, version: "1" }
paths:
  /pets:
    get:
      responses:
        "200":
          description: All of them.
          content:
            application/json:
              schema: { type: [array, "null"], items: { $ref: "#/components/schemas/Pet" } }
        "400": { $ref: "#/components/responses/Bad" }
    put:
      requestBody:
        content:
          image/png: {}
          application/json:
            schema: { $ref: "#/components/schemas/Pet" }
      responses: { "204": { description: Done. } }
webhooks:
  born:
    post:
      requestBody:
        content:
          application/json:
            schema: { type: object, properties: { id: { type: string } } }
components:
  responses:
    Bad:
      description: Not good.
      content:
        application/json:
          schema: { type: object, additionalProperties: { type: integer, format: int32 } }
  schemas:
    Pet:
      type: [object, "null"]
      properties:
        size:
          type: array
          prefixItems: [{ type: number }, { type: string }]
          items: false
          minItems: 2
"##;

/// Returns the type of the schema at a pointer, or the reason why there is none.
fn type_at(pointer: &str, example: &str) -> Result<String, String> {
    let document = Document::from_text("pets.yaml", DOCUMENT).expect("it is a document");
    let mut diagnostics = Diagnostics::new();
    let lowered = lower::lower(&document, &mut diagnostics);
    let api = resolve::resolve(&lowered, &Options::default(), &mut diagnostics);
    let line = format!(r#"{{"json_pointer_of_schema": "{pointer}", "example": {example}}}"#);
    let examples = examples(&line, &api).expect("it is a line");
    examples.into_iter().next().expect("there is one").ty
}

fn ok(ty: &str) -> Result<String, String> {
    Ok(ty.to_owned())
}

#[test]
fn the_schema_of_a_body_has_the_type_of_the_body() {
    let body = "#/paths/~1pets/get/responses/200/content/application~1json/schema";
    assert_eq!(
        type_at(body, "[]"),
        ok("Option<Vec<Option<client::types::Pet>>>")
    );
    let request = "#/paths/~1pets/put/requestBody/content/application~1json/schema";
    assert_eq!(type_at(request, "{}"), ok("Option<client::types::Pet>"));
}

#[test]
fn a_body_of_a_component_is_found_where_it_stands() {
    let body = "#/components/responses/Bad/content/application~1json/schema";
    assert_eq!(type_at(body, "{}"), ok("BTreeMap<String, i32>"));
}

#[test]
fn null_is_read_where_a_component_takes_it() {
    let pet = "#/components/schemas/Pet";
    assert_eq!(type_at(pet, "{}"), ok("client::types::Pet"));
    assert_eq!(type_at(pet, "null"), ok("Option<client::types::Pet>"));
}

#[test]
fn schemas_of_properties_and_webhooks_have_types_too() {
    let size = "#/components/schemas/Pet/properties/size";
    assert_eq!(type_at(size, "[1, 2]"), ok("(f64, String,)"));
    let hook = "#/webhooks/born/post/requestBody/content/application~1json/schema";
    let ty = type_at(hook, "{}");
    assert!(
        ty.as_ref()
            .is_ok_and(|ty| ty.starts_with("client::types::")),
        "{ty:?}"
    );
}

#[test]
fn a_schema_without_a_type_has_a_reason() {
    let bytes = "#/paths/~1pets/put/requestBody/content/image~1png/schema";
    assert_eq!(
        type_at(bytes, "1"),
        Err("the body is read as bytes".to_owned())
    );
    let nowhere = "#/components/schemas/Toy";
    assert_eq!(
        type_at(nowhere, "1"),
        Err("no type was made of this schema".to_owned())
    );
}

#[test]
fn percent_encoding_of_a_pointer_is_undone() {
    assert_eq!(
        percent_decoded("/paths/~1pets~1%7Bid%7D"),
        "/paths/~1pets~1{id}"
    );
    assert_eq!(percent_decoded("/100%/%zz/%+1"), "/100%/%zz/%+1");
}
