//! Values for schemas.

use super::sample::Sampler;
use codegen::document::Document;
use codegen::{FileId, Location};
use serde_json::{Value, json};

/// A value for a schema, given as a YAML flow mapping, beside others that it may refer to.
fn sample(schema: &str) -> Value {
    let text = format!(
        "openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\ncomponents:\n  schemas:\n    It: {schema}\n    \
         Pet: {{type: object, required: [kind], properties: {{kind: {{type: string}}, pet: {{$ref: '#/components/schemas/Pet'}}}}}}\n    \
         Cat: {{allOf: [{{$ref: '#/components/schemas/Pet'}}, {{properties: {{lives: {{type: integer, minimum: 9}}}}}}]}}\n"
    );
    let document = Document::from_text("a.yaml", &text).expect("the document can be read");
    let components = Location::root(FileId::default()).child("components");
    let at = components.child("schemas").child("It");
    Sampler {
        document: &document,
    }
    .value(&at)
}

#[test]
fn numbers_are_within_their_bounds() {
    assert_eq!(
        sample("{type: integer, minimum: 10, multipleOf: 4}"),
        json!(12)
    );
    assert_eq!(sample("{type: integer, exclusiveMinimum: 7}"), json!(8));
    assert_eq!(sample("{type: integer, maximum: -3}"), json!(-3));
    assert_eq!(
        sample("{type: number, maximum: 0.25, multipleOf: 0.25}"),
        json!(0.25)
    );
}

#[test]
fn strings_have_their_length_and_match_their_pattern() {
    assert_eq!(sample("{type: string, minLength: 6}"), json!("textaa"));
    assert_eq!(sample("{type: string, maxLength: 2}"), json!("te"));
    let text = sample("{type: string, pattern: '^[a-c]{3}-\\d+$', maxLength: 6}");
    let text = text.as_str().expect("a string");
    let (letters, digits) = text.split_once('-').expect("a hyphen");
    assert!(
        letters.len() == 3 && letters.bytes().all(|byte| (b'a'..=b'c').contains(&byte)),
        "{text}"
    );
    assert!(text.len() <= 6 && !digits.is_empty(), "{text}");
}

#[test]
fn a_pattern_that_rust_does_not_know_gives_the_example() {
    let schema = "{type: string, pattern: '(?=a)a', example: abc}";
    assert_eq!(sample(schema), json!("abc"));
}

#[test]
fn an_object_has_all_that_a_client_may_send() {
    let schema = "{type: object, properties: {id: {type: string, readOnly: true}, tags: {type: array, items: {enum: [a, b]}}}}";
    assert_eq!(sample(schema), json!({"tags": ["a"]}));
}

#[test]
fn a_schema_that_holds_itself_comes_to_an_end() {
    let pet = sample("{$ref: '#/components/schemas/Pet'}");
    assert_eq!(pet["kind"], json!("text"));
    assert!(pet["pet"]["pet"].is_object());
}

#[test]
fn parts_are_merged_and_a_discriminator_is_set() {
    let schema = "{oneOf: [{$ref: '#/components/schemas/Cat'}], discriminator: {propertyName: kind, mapping: {tom: '#/components/schemas/Cat'}}}";
    let cat = sample(schema);
    assert_eq!((&cat["kind"], &cat["lives"]), (&json!("tom"), &json!(9)));
}
