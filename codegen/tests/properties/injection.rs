//! No text of a document becomes code: the generated items do not depend on texts.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use apicrate_codegen::Generated;
use proc_macro2::{TokenStream, TokenTree};
use proptest::prelude::*;
use quote::ToTokens;
use serde_json::{Value, json};

use super::generate;

/// A document with a text in every place that holds one and names nothing.
fn with_prose(text: &str) -> Value {
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": text, "version": text, "summary": text, "description": text, "termsOfService": text,
            "contact": {"name": text, "url": text, "email": text}, "license": {"name": text, "identifier": text}
        },
        "servers": [{"url": "https://a.example", "description": text}],
        "tags": [{"name": "things", "description": text, "externalDocs": {"url": text, "description": text}}],
        "externalDocs": {"url": text, "description": text},
        "paths": {"/things/{id}": {
            "summary": text, "description": text,
            "post": {
                "operationId": "post", "tags": ["things"], "summary": text, "description": text, "security": [{"Key": []}],
                "externalDocs": {"url": text, "description": text},
                "parameters": [
                    {"name": "id", "in": "path", "required": true, "description": text, "schema": {"type": "string"}, "example": text},
                    {"name": "q", "in": "query", "description": text, "schema": {"type": "integer", "description": text}}
                ],
                "requestBody": {"description": text, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}, "example": text}}},
                "responses": {
                    "200": {"description": text, "headers": {"X-A": {"description": text, "schema": {"type": "string"}}},
                        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}},
                    "default": {"description": text}
                }
            }
        }},
        "components": {
            "securitySchemes": {"Key": {"type": "apiKey", "in": "header", "name": "X-Key", "description": text}},
            "schemas": {
                "Thing": {
                    "type": "object", "title": text, "description": text, "example": text, "$comment": text,
                    "externalDocs": {"url": text, "description": text}, "x-extension": text, "examples": [text],
                    "properties": {
                        "a": {"type": "string", "title": text, "description": text},
                        "b": {"type": "integer", "title": text, "examples": [text]},
                        "c": {"description": text, "oneOf": [{"type": "string", "description": text}, {"type": "integer"}]},
                        "d": {"type": "string", "enum": ["x", "y"], "x-enum-descriptions": [text, text]}
                    }
                }
            }
        }
    })
}

/// A document with a text in every place that names something, or that is sent as it is.
fn with_names(text: &str) -> Value {
    json!({
        "openapi": "3.1.0",
        "info": {"title": "T", "version": "1"},
        "servers": [{"url": format!("https://a.example/{text}"), "variables": {text: {"default": text, "enum": [text]}}}, {"url": text}],
        "tags": [{"name": text}],
        "paths": {format!("/{text}"): {"post": {
            "operationId": text, "tags": [text], "security": [{text: []}],
            "parameters": [
                {"name": text, "in": "query", "schema": {"type": "string", "default": text}},
                {"name": text, "in": "header", "schema": {"type": "string", "enum": [text]}},
                {"name": text, "in": "cookie", "schema": {"type": "string"}}
            ],
            "requestBody": {"content": {text: {"schema": {"type": "object", "properties": {text: {"type": "string"}}}}}},
            "responses": {"200": {"description": "d", "headers": {text: {"schema": {"type": "string"}}},
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}}}
        }}},
        "components": {
            "securitySchemes": {text: {"type": "apiKey", "in": "header", "name": text}},
            "schemas": {
                "Thing": {
                    "type": "object", "required": [text],
                    "discriminator": {"propertyName": text, "mapping": {text: text}},
                    "properties": {
                        text: {"type": "string", "default": text, "pattern": text, "format": text},
                        "constant": {"const": text},
                        "listed": {"enum": [text, "other"], "x-enum-varnames": [text, "other"]},
                        "nested": {"type": "object", "properties": {text: {"enum": [text]}}},
                    }
                },
                text: {"type": "string", "enum": [text]},
                "Other": {"oneOf": [
                    {"type": "object", "required": ["k"], "properties": {"k": {"const": text}}},
                    {"type": "object", "required": ["k"], "properties": {"k": {"const": format!("{text}2")}}}
                ]},
                "Titled": {"oneOf": [{"type": "integer", "title": text}, {"const": "a", "title": text}, {"type": "boolean"}]}
            }
        }
    })
}

/// The items of each file with names and literals left out, and comments with them.
fn skeleton(generated: &Generated) -> BTreeMap<String, Vec<String>> {
    let files = generated
        .output
        .files
        .iter()
        .filter(|file| file.path.ends_with(".rs"));
    files
        .map(|file| {
            let parsed = syn::parse_file(&file.text).expect("what is generated is Rust");
            let items = parsed
                .items
                .iter()
                .map(|item| erased(item.to_token_stream()));
            (file.path.clone(), items.collect())
        })
        .collect()
}

fn erased(tokens: TokenStream) -> String {
    let mut text = String::new();
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            // Attributes keep their names, but for comments.
            TokenTree::Punct(mark) if mark.as_char() == '#' => match tokens.next() {
                Some(TokenTree::Group(group)) if is_doc(&group.stream()) => {}
                Some(TokenTree::Group(group)) => text.push_str(&format!("#[{}] ", group.stream())),
                Some(other) => text.push_str(&format!("# {other} ")),
                None => text.push_str("# "),
            },
            TokenTree::Group(group) => {
                text.push_str(&format!(
                    "{:?}({}) ",
                    group.delimiter(),
                    erased(group.stream())
                ));
            }
            TokenTree::Literal(_) => text.push_str("0 "),
            other => text.push_str(&format!("{other} ")),
        }
    }
    text
}

fn is_doc(tokens: &TokenStream) -> bool {
    matches!(tokens.clone().into_iter().next(), Some(TokenTree::Ident(name)) if name == "doc")
}

/// The kinds of items, attributes and calls of macros, how many of each: what is left where names decide about names.
fn kinds(generated: &Generated) -> BTreeSet<String> {
    let mut kinds = BTreeSet::new();
    let files = generated
        .output
        .files
        .iter()
        .filter(|file| file.path.ends_with(".rs"));
    for file in files {
        let parsed = syn::parse_file(&file.text).expect("what is generated is Rust");
        for item in &parsed.items {
            gather(item.to_token_stream(), &mut kinds);
        }
        let folder = file.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        kinds.insert(format!("folder {folder}"));
    }
    kinds
}

/// Attributes, keywords that begin items, and macros with their names.
fn gather(tokens: TokenStream, kinds: &mut BTreeSet<String>) {
    const KEYWORDS: [&str; 14] = [
        "unsafe",
        "extern",
        "static",
        "const",
        "fn",
        "mod",
        "use",
        "struct",
        "enum",
        "union",
        "trait",
        "impl",
        "macro_rules",
        "type",
    ];
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (index, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Group(group) => {
                let is_attribute = index > 0
                    && matches!(&tokens[index - 1], TokenTree::Punct(mark) if mark.as_char() == '#');
                if is_attribute && !is_doc(&group.stream()) {
                    kinds.insert(format!("#[{}]", group.stream()));
                }
                gather(group.stream(), kinds);
            }
            TokenTree::Ident(name) => {
                let name = name.to_string();
                let is_macro = matches!(tokens.get(index + 1), Some(TokenTree::Punct(mark)) if mark.as_char() == '!')
                    && matches!(
                        tokens.get(index + 2),
                        Some(TokenTree::Group(_) | TokenTree::Ident(_))
                    );
                if is_macro {
                    kinds.insert(format!("{name}!"));
                } else if KEYWORDS.contains(&name.as_str()) {
                    kinds.insert(name);
                }
            }
            _ => {}
        }
    }
}

static BENIGN_PROSE: LazyLock<BTreeMap<String, Vec<String>>> = LazyLock::new(|| {
    skeleton(&generate(&with_prose("Words.").to_string()).expect("it is a document"))
});

/// A name in braces is a variable in the URL of a server.
static BENIGN_NAMES: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let plain = with_names("word");
    let mut variables = plain.clone();
    variables["servers"] = json!([
        {"url": "https://a.example/{word}", "variables": {"word": {"default": "word", "enum": ["word"]}}},
        {"url": "https://a.example/{word}/{other}", "variables": {"word": {"default": "word"}}},
        {"url": "{word}"},
    ]);
    let documents = [plain, variables].into_iter();
    documents
        .flat_map(|document| kinds(&generate(&document.to_string()).expect("it is a document")))
        .collect()
});

/// Texts that try to leave where they stand, and any others.
fn text() -> impl Strategy<Value = String> {
    let attempts = [
        "*/",
        "/*",
        "\n",
        "\r",
        "\"",
        "\\",
        "\"#",
        "]",
        "}",
        "//",
        "///",
        "//!",
        "#![",
        "#[",
        "fn x() {}",
        "unsafe",
        "mod x;",
        "include!(\"/etc/passwd\")",
        "`",
        "```",
        "~~~",
        "\u{2028}",
        "\u{0}",
        "{",
        "}}",
        "{0}",
        "%",
        "$x",
        "r#",
        "'",
        "../",
        "/",
        "<script>",
        "[a]: b",
        "(",
        ")",
        ";",
        "!",
        "a",
        "\u{202e}",
        "\"]; fn x",
        "compile_error!()",
        "</div>",
        "    x",
        "- ",
        "|",
        "&",
        "'static",
    ];
    let piece = prop_oneof![
        3 => prop::sample::select(attempts.to_vec()).prop_map(str::to_owned),
        1 => "\\PC{0,8}",
        1 => any::<String>(),
    ];
    prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 32,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn prose_changes_nothing_but_comments_and_literals(text in text()) {
        let found = generate(&with_prose(&text).to_string());
        prop_assert!(found.is_some(), "prose is no reason to refuse a document");
        if let Some(found) = found {
            prop_assert_eq!(&skeleton(&found), &*BENIGN_PROSE);
        }
    }

    #[test]
    fn names_change_nothing_but_names(text in text()) {
        if let Some(found) = generate(&with_names(&text).to_string()) {
            let found = kinds(&found);
            let new: Vec<_> = found.difference(&BENIGN_NAMES).collect();
            prop_assert!(new.is_empty(), "{new:?}");
        }
    }
}
