//! Documents that are created or changed by a sequence of bytes, for property tests and for fuzzing.

use serde_json::{Map, Value, json};

/// Bytes that decide; zeros when they run out, so that everything ends.
pub(crate) struct Bytes<'b>(&'b [u8]);

impl<'b> Bytes<'b> {
    pub(crate) fn new(bytes: &'b [u8]) -> Self {
        Self(bytes)
    }

    fn next(&mut self) -> u8 {
        match self.0.split_first() {
            Some((first, rest)) => {
                self.0 = rest;
                *first
            }
            None => 0,
        }
    }

    fn is_over(&self) -> bool {
        self.0.is_empty()
    }

    fn below(&mut self, limit: usize) -> usize {
        (usize::from(self.next()) * 256 + usize::from(self.next())) % limit.max(1)
    }

    fn one_of<'c, T>(&mut self, choices: &'c [T]) -> &'c T {
        let index = self.below(choices.len());
        &choices[index]
    }
}

/// Names that are few, so that they meet: in references, among siblings, in Rust.
const NAMES: [&str; 24] = [
    "A",
    "B",
    "C",
    "a",
    "a_b",
    "aB",
    "type",
    "self",
    "Self",
    "kind",
    "",
    "+1",
    "-1",
    "$ref",
    "Option",
    "é",
    "漢",
    "../x",
    "a\"]; fn x() {}",
    "a/b",
    "a~b",
    "1",
    "Error",
    "\u{0}\n",
];

const TYPES: [&str; 8] = [
    "object", "string", "array", "integer", "number", "boolean", "null", "any",
];

const FORMATS: [&str; 8] = [
    "date-time",
    "int32",
    "uint64",
    "binary",
    "byte",
    "uuid",
    "float",
    "x",
];

const MEDIA: [&str; 8] = [
    "application/json",
    "text/plain",
    "multipart/form-data",
    "application/x-www-form-urlencoded",
    "application/octet-stream",
    "text/event-stream",
    "*/*",
    "a",
];

/// A value of an unexpected type.
fn scrap(bytes: &mut Bytes<'_>) -> Value {
    match bytes.below(12) {
        0 => Value::Null,
        1 => json!(true),
        2 => json!(-1.5),
        3 => json!(u64::MAX),
        4 => json!(i64::MIN),
        5 => json!([]),
        6 => json!({}),
        7 => json!([[], {}]),
        8 => json!({"$ref": "#"}),
        9 => json!({"$ref": 5}),
        10 => json!(*bytes.one_of(&NAMES)),
        _ => json!(1e300),
    }
}

fn pointer(bytes: &mut Bytes<'_>) -> String {
    let name = bytes.one_of(&NAMES).replace('~', "~0").replace('/', "~1");
    match bytes.below(8) {
        0 => "#".to_owned(),
        1 => format!("#/components/schemas/{name}/properties/a"),
        2 => format!("#/components/schemas/{name}/items"),
        3 => format!("#/components/parameters/{name}"),
        4 => format!("#/components/responses/{name}"),
        5 => "other.yaml#/a".to_owned(),
        _ => format!("#/components/schemas/{name}"),
    }
}

/// A schema; the deeper, the simpler.
pub(crate) fn schema(bytes: &mut Bytes<'_>, depth: usize) -> Value {
    if depth > 6 || bytes.is_over() {
        return json!({"type": "string"});
    }
    match bytes.below(16) {
        0 | 1 => return json!({"$ref": pointer(bytes)}),
        2 => return json!(bytes.below(2) == 0),
        3 => return scrap(bytes),
        _ => {}
    }
    let mut members = Map::new();
    for _ in 0..=bytes.below(4) {
        let (keyword, value) = keyword(bytes, depth + 1);
        members.insert(keyword.to_owned(), value);
    }
    Value::Object(members)
}

/// A schema with a type and without contradictions that refers only to the components `A`, `B` and `C`.
pub(crate) fn sound_schema(bytes: &mut Bytes<'_>, depth: usize) -> Value {
    const PROPERTIES: [&str; 6] = ["id", "name", "kind", "note", "size", "part"];
    let inside = |bytes: &mut Bytes<'_>| sound_schema(bytes, depth + 1);
    if depth > 3 || bytes.is_over() {
        return json!({"type": "string"});
    }
    match bytes.below(14) {
        0..=4 => {
            let mut properties = Map::new();
            let mut required = Vec::new();
            for name in PROPERTIES {
                match bytes.below(4) {
                    0 => continue,
                    1 => required.push(name),
                    _ => {}
                }
                let mut schema = inside(bytes);
                match bytes.below(12) {
                    0 => schema["readOnly"] = json!(true),
                    1 => schema["writeOnly"] = json!(true),
                    2 => schema["description"] = json!("What it is."),
                    _ => {}
                }
                properties.insert(name.to_owned(), schema);
            }
            let mut schema =
                json!({"type": "object", "properties": properties, "required": required});
            match bytes.below(8) {
                0 => schema["additionalProperties"] = json!(false),
                1 => schema["additionalProperties"] = inside(bytes),
                _ => {}
            }
            schema
        }
        5 => json!({"type": "array", "items": inside(bytes)}),
        6 => json!({"type": "object", "additionalProperties": inside(bytes)}),
        7 => {
            let values = ["a", "b", "c", "d"].iter().filter(|_| bytes.below(3) > 0);
            let values: Vec<_> = values.collect();
            json!({"type": "string", "enum": if values.is_empty() { vec![&"a"] } else { values }})
        }
        8 => json!({"oneOf": [inside(bytes), inside(bytes)]}),
        9 => json!({"type": [*bytes.one_of(&["string", "integer", "boolean"]), "null"]}),
        10 => {
            let mut schema = json!({"type": *bytes.one_of(&["string", "integer", "number"])});
            let limit = bytes.below(9);
            match bytes.below(4) {
                0 => schema["minimum"] = json!(limit),
                1 => schema["maxLength"] = json!(limit),
                2 => schema["format"] = json!(*bytes.one_of(&["int32", "int64", "uuid"])),
                _ => schema["default"] = json!(limit),
            }
            schema
        }
        11 => json!({}),
        12 => json!({"type": *bytes.one_of(&["string", "boolean", "integer", "number"])}),
        _ => json!({"$ref": format!("#/components/schemas/{}", bytes.one_of(&["A", "B", "C"]))}),
    }
}

fn several(bytes: &mut Bytes<'_>, depth: usize) -> Value {
    (0..bytes.below(4)).map(|_| schema(bytes, depth)).collect()
}

fn named(bytes: &mut Bytes<'_>, mut make: impl FnMut(&mut Bytes<'_>) -> Value) -> Value {
    let mut members = Map::new();
    for _ in 0..bytes.below(4) {
        let name = (*bytes.one_of(&NAMES)).to_owned();
        let value = make(bytes);
        members.insert(name, value);
    }
    Value::Object(members)
}

fn names(bytes: &mut Bytes<'_>) -> Value {
    (0..bytes.below(4))
        .map(|_| json!(*bytes.one_of(&NAMES)))
        .collect()
}

fn keyword(bytes: &mut Bytes<'_>, depth: usize) -> (&'static str, Value) {
    const NUMBERS: [&str; 12] = [
        "minimum",
        "maximum",
        "exclusiveMinimum",
        "exclusiveMaximum",
        "multipleOf",
        "minLength",
        "maxLength",
        "minItems",
        "maxItems",
        "minProperties",
        "maxProperties",
        "x-number",
    ];
    const FLAGS: [&str; 6] = [
        "nullable",
        "readOnly",
        "writeOnly",
        "deprecated",
        "uniqueItems",
        "additionalItems",
    ];
    const TEXTS: [&str; 8] = [
        "title",
        "description",
        "pattern",
        "$anchor",
        "contentEncoding",
        "contentMediaType",
        "$comment",
        "$id",
    ];
    let scrapped = bytes.below(24) == 0;
    let (keyword, value) = match bytes.below(24) {
        0..=2 => ("type", json!(*bytes.one_of(&TYPES))),
        3 => (
            "type",
            json!([*bytes.one_of(&TYPES), *bytes.one_of(&TYPES)]),
        ),
        4..=6 => ("properties", named(bytes, |bytes| schema(bytes, depth))),
        7 => ("required", names(bytes)),
        8 => ("items", schema(bytes, depth)),
        9 => ("prefixItems", several(bytes, depth)),
        10 => ("additionalProperties", schema(bytes, depth)),
        11 => (
            "patternProperties",
            named(bytes, |bytes| schema(bytes, depth)),
        ),
        12 => ("allOf", several(bytes, depth)),
        13 => ("oneOf", several(bytes, depth)),
        14 => ("anyOf", several(bytes, depth)),
        15 => ("enum", (0..bytes.below(5)).map(|_| scrap(bytes)).collect()),
        16 => ("enum", names(bytes)),
        17 => ("const", scrap(bytes)),
        18 => {
            let mapping = named(bytes, |bytes| json!(pointer(bytes)));
            (
                "discriminator",
                json!({"propertyName": *bytes.one_of(&NAMES), "mapping": mapping}),
            )
        }
        19 => ("format", json!(*bytes.one_of(&FORMATS))),
        20 => ("default", scrap(bytes)),
        21 => (
            *bytes.one_of(&NUMBERS),
            json!(i64::from(bytes.next()) - 100),
        ),
        22 => (*bytes.one_of(&FLAGS), json!(bytes.below(2) == 0)),
        _ => match bytes.below(6) {
            0 => ("$defs", named(bytes, |bytes| schema(bytes, depth))),
            1 => ("not", schema(bytes, depth)),
            2 => ("if", schema(bytes, depth)),
            3 => ("x-enum-varnames", names(bytes)),
            4 => ("$ref", json!(pointer(bytes))),
            _ => (*bytes.one_of(&TEXTS), json!(*bytes.one_of(&NAMES))),
        },
    };
    (keyword, if scrapped { scrap(bytes) } else { value })
}

fn content(bytes: &mut Bytes<'_>) -> Value {
    let mut media = Map::new();
    for _ in 0..bytes.below(3) {
        let name = (*bytes.one_of(&MEDIA)).to_owned();
        media.insert(name, json!({"schema": schema(bytes, 3)}));
    }
    Value::Object(media)
}

fn parameter(bytes: &mut Bytes<'_>) -> Value {
    if bytes.below(8) == 0 {
        return json!({"$ref": format!("#/components/parameters/{}", bytes.one_of(&NAMES))});
    }
    let mut parameter = json!({
        "name": *bytes.one_of(&NAMES),
        "in": *bytes.one_of(&["query", "path", "header", "cookie", "body"]),
        "required": bytes.below(2) == 0,
        "style": *bytes.one_of(&["form", "simple", "deepObject", "matrix", "label", "pipeDelimited", "x"]),
        "explode": bytes.below(2) == 0,
    });
    if bytes.below(4) == 0 {
        parameter["content"] = content(bytes);
    } else {
        parameter["schema"] = schema(bytes, 3);
    }
    parameter
}

fn response(bytes: &mut Bytes<'_>) -> Value {
    if bytes.below(8) == 0 {
        return json!({"$ref": format!("#/components/responses/{}", bytes.one_of(&NAMES))});
    }
    let headers = named(bytes, |bytes| json!({"schema": schema(bytes, 4)}));
    json!({"description": *bytes.one_of(&NAMES), "headers": headers, "content": content(bytes)})
}

fn operation(bytes: &mut Bytes<'_>) -> Value {
    let mut responses = Map::new();
    for _ in 0..bytes.below(4) {
        let status = *bytes.one_of(&["200", "204", "4XX", "default", "404", "x", "999"]);
        responses.insert(status.to_owned(), response(bytes));
    }
    let parameters: Value = (0..bytes.below(4)).map(|_| parameter(bytes)).collect();
    let mut operation =
        json!({"responses": responses, "parameters": parameters, "tags": names(bytes)});
    if bytes.below(2) == 0 {
        operation["operationId"] = json!(format!("{}{}", bytes.one_of(&NAMES), bytes.next()));
    }
    if bytes.below(2) == 0 {
        operation["requestBody"] =
            json!({"required": bytes.below(2) == 0, "content": content(bytes)});
    }
    if bytes.below(4) == 0 {
        operation["security"] = json!([{*bytes.one_of(&NAMES): []}]);
    }
    operation
}

fn path_item(bytes: &mut Bytes<'_>) -> Value {
    let mut item = Map::new();
    for _ in 0..bytes.below(3) {
        let method = *bytes.one_of(&[
            "get", "put", "post", "delete", "head", "options", "patch", "trace",
        ]);
        item.insert(method.to_owned(), operation(bytes));
    }
    if bytes.below(8) == 0 {
        item.insert("parameters".to_owned(), json!([parameter(bytes)]));
    }
    Value::Object(item)
}

/// A document with all the parts that a document may have.
pub(crate) fn document(bytes: &[u8]) -> Value {
    let bytes = &mut Bytes::new(bytes);
    let mut schemas = Map::new();
    for _ in 0..=bytes.below(6) {
        let name = (*bytes.one_of(&NAMES)).to_owned();
        schemas.insert(name, schema(bytes, 0));
    }
    let mut paths = Map::new();
    for _ in 0..bytes.below(4) {
        let path = *bytes.one_of(&[
            "/",
            "/a",
            "/a/{a}",
            "/{a}/{B}",
            "a",
            "/a#b",
            "/{",
            "/%2e%2e/{A}",
            "/a?b",
        ]);
        paths.insert(path.to_owned(), path_item(bytes));
    }
    json!({
        "openapi": *bytes.one_of(&["3.1.0", "3.0.3", "3.2.0"]),
        "info": {"title": *bytes.one_of(&NAMES), "version": *bytes.one_of(&NAMES)},
        "servers": [{"url": *bytes.one_of(&["https://a.b/c", "/", "{a}", "x\"y"])}],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "parameters": named(bytes, parameter),
            "responses": named(bytes, response),
            "securitySchemes": named(bytes, |bytes| match bytes.below(4) {
                0 => json!({"type": "apiKey", "in": "query", "name": *bytes.one_of(&NAMES)}),
                1 => json!({"type": "http", "scheme": *bytes.one_of(&["basic", "bearer", "x"])}),
                2 => json!({"type": "oauth2", "flows": {}}),
                _ => scrap(bytes),
            }),
        },
    })
}

/// Changes a document in a few places: takes a node away, puts another node of the document or a scrap in its place, or
/// changes a scalar.
pub(crate) fn mutate(document: &mut Value, bytes: &[u8]) {
    let bytes = &mut Bytes::new(bytes);
    for _ in 0..=bytes.below(4) {
        let mut pointers = Vec::new();
        collect(document, &mut String::new(), &mut pointers);
        if pointers.is_empty() {
            return;
        }
        let at = bytes.one_of(&pointers).clone();
        match bytes.below(5) {
            0 => remove(document, &at),
            1 | 2 => {
                let other = document.pointer(bytes.one_of(&pointers).as_str()).cloned();
                replace(document, &at, other.unwrap_or_default());
            }
            3 => {
                let schema = schema(bytes, 3);
                replace(document, &at, schema);
            }
            _ => {
                let scrap = scrap(bytes);
                replace(document, &at, scrap);
            }
        }
    }
}

/// The pointers of all nodes below the root.
fn collect(value: &Value, at: &mut String, pointers: &mut Vec<String>) {
    let length = at.len();
    let mut visit = |token: &str, child: &Value| {
        at.push('/');
        at.push_str(&token.replace('~', "~0").replace('/', "~1"));
        pointers.push(at.clone());
        collect(child, at, pointers);
        at.truncate(length);
    };
    match value {
        Value::Object(members) => members.iter().for_each(|(key, child)| visit(key, child)),
        Value::Array(items) => {
            let items = items.iter().enumerate();
            items.for_each(|(index, child)| visit(&index.to_string(), child));
        }
        _ => {}
    }
}

fn replace(document: &mut Value, at: &str, with: Value) {
    // A node put inside itself again and again grows without end.
    if with.to_string().len() > 100_000 {
        return;
    }
    if let Some(place) = document.pointer_mut(at) {
        *place = with;
    }
}

fn remove(document: &mut Value, at: &str) {
    let Some((parent, token)) = at.rsplit_once('/') else {
        return;
    };
    let token = token.replace("~1", "/").replace("~0", "~");
    match document.pointer_mut(parent) {
        Some(Value::Object(members)) => {
            members.remove(&token);
        }
        Some(Value::Array(items)) => {
            if let Some(index) = token.parse().ok().filter(|index| *index < items.len()) {
                items.remove(index);
            }
        }
        _ => {}
    }
}
