//! The examples of a document, each with its type.

use super::rust_type::rust_type;
use apicrate_codegen::ir::{Api, Content, ContentKind, Type};
use apicrate_codegen::{FileId, SourceLocation};
use serde::Deserialize;
use serde_json::Value;
use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The examples of a document.
#[derive(Debug)]
pub(in super::super) struct Plan {
    /// The file of the examples.
    pub(super) file: PathBuf,
    /// The examples, one for each line that is not blank.
    pub(super) examples: Vec<Example>,
}

/// An example of a schema.
#[derive(Debug)]
pub(super) struct Example {
    /// Its line in the file, counted from 1.
    pub(super) line: usize,
    /// The pointer of its schema, with `#`.
    pub(super) pointer: String,
    /// The value.
    pub(super) value: Value,
    /// The Rust type of its schema, or the reason why there is none.
    pub(super) ty: Result<String, String>,
    /// `true` if it is valid according to the specification.
    pub(super) validity: Validity,
    /// `true` if it may have members that no schema declares, which a type need not keep. `false` only if its line declares it.
    pub(super) may_drop: bool,
}

/// The rules by which an example is valid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Validity {
    /// The specification.
    Strict,
    /// Only a lenient interpretation of the document.
    Lenient,
}

/// A line of a file of examples; other members are ignored.
#[derive(Debug, Deserialize)]
struct Line {
    /// The pointer of the schema, as a fragment.
    json_pointer_of_schema: String,
    /// The component that the schema is, or refers to.
    component_name: Option<String>,
    /// The rules by which the example is valid; absent or `strict` for those of the specification.
    validation: Option<String>,
    /// `true` if it has members that no schema declares; absent if unknown.
    undeclared_properties: Option<bool>,
    /// The value.
    example: Value,
}

impl Example {
    /// Returns the pointer of its schema as written in the document.
    pub(super) fn schema(&self) -> String {
        percent_decoded(self.pointer.trim_start_matches('#'))
    }
}

impl Plan {
    /// Reads the examples for a document from a folder. Returns `None` if there are none.
    ///
    /// # Errors
    ///
    /// Returns an error if the file cannot be read or a line is not an example.
    pub(in super::super) fn load(
        folder: &Path,
        stem: &str,
        api: &Api,
    ) -> Result<Option<Self>, String> {
        let file = folder.join(format!("{stem}.jsonl"));
        let text = match fs::read_to_string(&file) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(format!("cannot read {}: {error}", file.display())),
        };
        let examples = examples(&text, api)
            .map_err(|(line, error)| format!("{}:{line}: {error}", file.display()))?;
        Ok((!examples.is_empty()).then_some(Self { file, examples }))
    }
}

fn examples(text: &str, api: &Api) -> Result<Vec<Example>, (usize, serde_json::Error)> {
    let types = Types::of(api);
    let mut examples = Vec::new();
    for (index, line) in text.lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        let number = index + 1;
        let line: Line = serde_json::from_str(line).map_err(|error| (number, error))?;
        examples.push(Example {
            line: number,
            ty: types.find(&line),
            pointer: line.json_pointer_of_schema,
            value: line.example,
            validity: match line.validation.as_deref() {
                None | Some("strict") => Validity::Strict,
                Some(_) => Validity::Lenient,
            },
            may_drop: line.undeclared_properties != Some(false),
        });
    }
    Ok(examples)
}

/// The type of each schema.
struct Types {
    by_pointer: HashMap<String, Found>,
    by_component: HashMap<String, Found>,
}

#[derive(Debug, Clone)]
enum Found {
    /// A type that does not accept null, or that includes it.
    Type(String),
    /// The type of a schema whose nullability depends on its use.
    Definition(String),
    /// Bytes or text instead of JSON.
    Raw(&'static str),
}

impl Types {
    fn of(api: &Api) -> Self {
        let mut types = Self {
            by_pointer: HashMap::new(),
            by_component: HashMap::new(),
        };
        for content in api.contents() {
            types.add(&content.at.child("schema"), || of_body(api, content));
        }
        for definition in &api.types {
            let found = || Found::Definition(format!("client::types::{}", definition.name));
            if let Some(component) = &definition.component {
                types.by_component.insert(component.clone(), found());
            }
            types.add(&definition.at, found);
        }
        api.visit_uses(&mut |ty, at| {
            types.add(at, || Found::Definition(rust_type(api, ty)));
        });
        types
    }

    /// Examples refer to the document's own file. The first type of a schema counts.
    fn add(&mut self, at: &SourceLocation, found: impl FnOnce() -> Found) {
        if at.file == FileId::default() && !self.by_pointer.contains_key(&at.pointer) {
            self.by_pointer.insert(at.pointer.clone(), found());
        }
    }

    fn find(&self, line: &Line) -> Result<String, String> {
        let pointer = &line.json_pointer_of_schema;
        let pointer = pointer.strip_prefix('#').unwrap_or(pointer);
        let decoded = percent_decoded(pointer);
        let found = self
            .by_pointer
            .get(pointer)
            .or_else(|| self.by_pointer.get(&decoded))
            .or_else(|| self.by_component.get(line.component_name.as_ref()?));
        match found {
            None => Err("no type was made of this schema".to_owned()),
            Some(Found::Raw(reason)) => Err((*reason).to_owned()),
            Some(Found::Definition(ty)) if line.example.is_null() => Ok(format!("Option<{ty}>")),
            Some(Found::Definition(ty) | Found::Type(ty)) => Ok(ty.clone()),
        }
    }
}

fn of_body(api: &Api, content: &Content) -> Found {
    let ty = rust_type(api, &content.ty);
    match content.kind {
        ContentKind::Binary => Found::Raw("the body is read as bytes"),
        ContentKind::Text if content.ty != Type::String => Found::Raw("the body is read as text"),
        _ if content.nullable => Found::Type(format!("Option<{ty}>")),
        _ => Found::Type(ty),
    }
}

/// Decodes a percent-encoded fragment (RFC 3986, section 2.1). An invalid one is returned unchanged.
fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, others)) = rest.split_first() {
        let code = others.get(..2).filter(|_| first == b'%');
        let code = code.and_then(|code| std::str::from_utf8(code).ok());
        match code
            .filter(|code| !code.starts_with('+'))
            .and_then(|code| u8::from_str_radix(code, 16).ok())
        {
            Some(byte) => {
                bytes.push(byte);
                rest = others.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(first);
                rest = others;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
#[path = "plan_tests.rs"]
mod tests;
