//! Values for schemas.

use super::sample::Sampler;
use crate::json_document::JsonDocument;
use apicrate_codegen::document::Document;
use apicrate_codegen::{FileId, SourceLocation};
use serde_json::{Value, json};

/// Returns a value for a schema, which is a YAML flow mapping and may refer to the other schemas.
fn sample(schema: &str) -> Value {
    sample_of("3.1.0", schema)
}

/// Returns a value for a schema in a document of another version.
fn sample_of(version: &str, schema: &str) -> Value {
    let text = format!(
        "openapi: {version}\ninfo: {{title: T, version: '1'}}\ncomponents:\n  schemas:\n    It: {schema}\n    \
         Pet: {{type: object, required: [kind], properties: {{kind: {{type: string}}, pet: {{$ref: '#/components/schemas/Pet'}}}}}}\n    \
         Size: {{enum: [small, large]}}\n    Key: {{properties: {{how: {{enum: [key]}}}}}}\n    Cat: {{allOf: [{{$ref: '#/components/schemas/Pet'}}, {{properties: {{lives: {{type: integer, minimum: 9}}}}}}]}}\n"
    );
    let document = Document::from_text("a.yaml", &text).expect("the document can be read");
    let document = JsonDocument::from(document);
    let components = SourceLocation::root(FileId::default()).child("components");
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
fn digits_of_a_pattern_are_those_of_ascii() {
    let text = sample(r"{type: string, pattern: '^\d{12}([-\w]|\s.)?$'}");
    let digits = text.as_str().and_then(|text| text.get(..12));
    assert!(digits.is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_digit())));
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

#[test]
fn read_only_members_are_omitted_unless_required() {
    let id = "id: {type: string, readOnly: true}";
    let schema = format!("{{type: object, properties: {{{id}, a: {{type: boolean}}}}}}");
    assert_eq!(sample(&schema), json!({"a": true}));
    let schema = format!("{{type: object, required: [id], properties: {{{id}}}}}");
    assert_eq!(sample(&schema), json!({"id": "text"}));
}

#[test]
fn a_member_that_is_required_here_has_its_declaration_from_another_part() {
    let schema = "{allOf: [{type: object, properties: {n: {type: integer}}}], required: [n, m], properties: {a: {type: boolean}}}";
    assert_eq!(sample(schema), json!({"n": 2, "m": "any", "a": true}));
}

#[test]
fn siblings_of_a_reference_count_only_in_3_1() {
    let schema = "{$ref: '#/components/schemas/Size', type: string, maxLength: 1}";
    assert_eq!(sample_of("3.0.3", schema), json!("small"));
    assert_eq!(sample(schema), json!("t"));
    let schema = "{$ref: '#/components/schemas/Size', type: string}";
    assert_eq!(sample(schema), json!("small"));
}

#[test]
fn a_part_with_only_required_members_removes_nothing() {
    let schema = "{allOf: [{type: object, properties: {a: {type: integer}, b: {type: integer}}}, {oneOf: [{required: [a]}, {required: [b]}]}, {description: D}]}";
    // Only one of the two is valid.
    assert_eq!(sample(schema), json!({"a": 2}));
}

#[test]
fn a_member_required_by_another_part_has_the_deepest_declaration() {
    let deep = "{type: array, items: {type: array, items: {type: array, minItems: 1, items: {allOf: [{$ref: '#/components/schemas/Pet'}], properties: {kind: {const: cat}}}}}}";
    let sample = sample(deep);
    assert_eq!(sample[0][0][0]["kind"], json!("cat"), "{sample}");
}

#[test]
fn a_tag_that_its_schema_fixes_is_not_the_name_of_the_schema() {
    let schema =
        "{oneOf: [{$ref: '#/components/schemas/Key'}], discriminator: {propertyName: how}}";
    assert_eq!(sample(schema), json!({"how": "key"}));
}

#[test]
fn a_part_with_a_type_alone_takes_nothing_away() {
    let schema = "{allOf: [{type: string, pattern: '^b_[a-c]+$'}, {type: string, description: D}]}";
    let text = sample(schema);
    assert!(
        text.as_str().is_some_and(|text| text.starts_with("b_")),
        "{text}"
    );
}
