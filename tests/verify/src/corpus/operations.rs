//! Compares the operations of a document with those of its crate.
//!
//! Both are counted independently of the generator: those of the document from its values, those of the crate from the written
//! text.

use apicrate_codegen::document::Document;
use apicrate_codegen::output::Rendered;
use apicrate_codegen::value::Value;
use apicrate_codegen::{FileId, SourceLocation};
use std::collections::BTreeSet;
use syn::{Expr, FieldValue, ItemStatic, Lit, Member};

/// The fields of a path item that are operations (OpenAPI 3.1.1, section 4.8.9).
const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// The maximum number of references to follow for a path item.
const MAX_REFERENCES: usize = 16;

/// Operations, each as `GET /pets/{id}`.
pub(super) type Operations = BTreeSet<String>;

/// Returns the operations of a document.
pub(super) fn declared(document: &Document) -> Operations {
    let paths_at = SourceLocation::root(FileId::default()).child("paths");
    let paths = document.get(&paths_at).and_then(Value::as_object);
    let mut found = Operations::new();
    for path in paths.into_iter().flat_map(|paths| paths.keys()) {
        if path.starts_with("x-") {
            continue;
        }
        let mut at = paths_at.child(path);
        for _ in 0..MAX_REFERENCES {
            let Some(Value::Object(item)) = document.get(&at) else {
                break;
            };
            let methods = METHODS
                .iter()
                .filter(|method| item.get(**method).is_some_and(Value::is_object));
            let slash = if path.starts_with('/') { "" } else { "/" };
            found.extend(
                methods.map(|method| format!("{} {slash}{path}", method.to_ascii_uppercase())),
            );
            let reference = item.get("$ref").and_then(Value::as_str);
            let target = reference.and_then(|reference| document.resolve(at.file, reference).ok());
            let Some(target) = target else { break };
            at = target;
        }
    }
    found
}

/// Returns the operations that the methods of a crate's client request.
///
/// Only the descriptions of operations are parsed: parsing the whole text would take longer than generating it. If descriptions
/// had another form, no operation would be found, and the comparison would fail.
pub(super) fn callable(files: &[Rendered]) -> Operations {
    let operations = files
        .iter()
        .filter(|file| file.path.starts_with("src/operations/"));
    operations
        .flat_map(|file| callable_in(&file.text))
        .collect()
}

fn callable_in(text: &str) -> Operations {
    let calls: String = text.split_whitespace().collect();
    let is_called = |name: &syn::Ident| {
        [")", ",)"]
            .iter()
            .any(|end| calls.contains(&format!(".request(&{name}{end}")))
    };
    let mut found = Operations::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if !line.starts_with("pub(crate) static ") {
            continue;
        }
        let mut item = line.to_owned();
        // The lines of a description end with commas.
        while !item.ends_with(';')
            && let Some(line) = lines.next()
        {
            item.push_str(line);
        }
        if let Ok(item) = syn::parse_str::<ItemStatic>(&item)
            && let Some(operation) = described(&item)
            && is_called(&item.ident)
        {
            found.insert(operation);
        }
    }
    found
}

/// Returns the operation of a description.
fn described(item: &ItemStatic) -> Option<String> {
    let Expr::Struct(description) = &*item.expr else {
        return None;
    };
    let field = |name: &str| {
        let is_field =
            |field: &&FieldValue| matches!(&field.member, Member::Named(own) if own == name);
        description
            .fields
            .iter()
            .find(is_field)
            .map(|field| &field.expr)
    };
    let (Expr::Path(method), Expr::Lit(path)) = (field("method")?, field("path")?) else {
        return None;
    };
    let Lit::Str(path) = &path.lit else {
        return None;
    };
    let method = &method.path.segments.last()?.ident;
    Some(format!("{method} {}", path.value()))
}

/// Returns a sentence for each operation on one side only.
pub(super) fn differences(declared: &Operations, callable: &Operations) -> Vec<String> {
    let missing = declared.difference(callable);
    let missing = missing.map(|operation| format!("{operation} has no method in the crate"));
    let surplus = callable.difference(declared);
    let surplus = surplus.map(|operation| format!("{operation} is not in the document"));
    missing.chain(surplus).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use apicrate_codegen::config::Options;
    use std::fs;

    const DOCUMENT: &str = r##"
openapi: 3.1.0
info: { title: T, version: "1" }
servers: [{ url: "https://a.example" }]
paths:
  /a/{b}:
    parameters: [{ name: b, in: path, required: true, schema: { type: string } }]
    get: { responses: { "204": { description: None. } } }
    delete: { responses: { "204": { description: None. } } }
  /c: { $ref: "#/components/pathItems/C", post: { responses: { "204": { description: None. } } } }
  x-more: { get: {} }
  /d: {}
  /a-path-that-is-so-long-that-no-line-can-hold-it-together-with-the-name-of-its-field/and-then-some:
    get: { responses: { "204": { description: None. } } }
components:
  pathItems:
    C: { head: { responses: { "204": { description: None. } } } }
"##;

    /// Returns the operations of the document, and the files that are generated from it.
    fn both() -> (Operations, Vec<Rendered>) {
        let folder = tempfile::tempdir().expect("there is room for a folder");
        let path = folder.path().join("a.yaml");
        fs::write(&path, DOCUMENT).expect("it can be written");
        let document = Document::load(&path).expect("it can be read");
        let generated = apicrate_codegen::generate(&path, &Options::new("a-client"));
        (
            declared(&document),
            generated.expect("it is generated").output.files,
        )
    }

    #[test]
    fn the_operations_of_a_document_are_those_of_its_crate() {
        let (declared, files) = both();
        let all = [
            "DELETE /a/{b}",
            "GET /a-path-that-is-so-long-that-no-line-can-hold-it-together-with-the-name-of-its-field/and-then-some",
            "GET /a/{b}",
            "HEAD /c",
            "POST /c",
        ];
        assert_eq!(declared.iter().collect::<Vec<_>>(), all);
        assert_eq!(callable(&files), declared);
        assert!(differences(&declared, &callable(&files)).is_empty());
    }

    #[test]
    fn an_operation_that_nothing_calls_or_that_is_another_is_told() {
        let (declared, mut files) = both();
        for file in &mut files {
            file.text = file.text.replace("Method::HEAD", "Method::GET");
            file.text = file.text.replace(".request(&DELETE_", ".nothing(&DELETE_");
        }
        assert_eq!(
            differences(&declared, &callable(&files)),
            [
                "DELETE /a/{b} has no method in the crate",
                "HEAD /c has no method in the crate",
                "GET /c is not in the document",
            ]
        );
    }
}
