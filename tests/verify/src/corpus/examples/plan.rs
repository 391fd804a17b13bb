//! Which examples there are, and the type of each.

use super::super::crates::Crates;
use super::super::documents::Source;
use super::driver;
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
    /// The file that they are read from.
    pub(super) file: PathBuf,
    /// One for each line that is not blank.
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
    /// The Rust type of its schema, or why there is none.
    pub(super) ty: Result<String, String>,
    /// Whether it is valid as the specification reads.
    pub(super) validity: Validity,
    /// Whether it may have members that no schema declares, which a type need not keep: unless its line says that it has none.
    pub(super) may_drop: bool,
}

/// How an example was found to be valid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Validity {
    /// As the specification reads.
    Strict,
    /// Only when the document is read with leniency.
    Lenient,
}

/// A line of a file of examples; other members are ignored.
#[derive(Debug, Deserialize)]
struct Line {
    /// The pointer of the schema, as a fragment.
    json_pointer_of_schema: String,
    /// The component that the schema is, or refers to.
    component_name: Option<String>,
    /// How the example was found to be valid; absent or `strict` for one that is valid as the specification reads.
    validation: Option<String>,
    /// Whether it has members that no schema declares; absent where nobody found out.
    undeclared_properties: Option<bool>,
    /// The value.
    example: Value,
}

impl Example {
    /// The pointer of its schema as the document has it.
    pub(super) fn schema(&self) -> String {
        percent_decoded(self.pointer.trim_start_matches('#'))
    }
}

impl Plan {
    /// Reads the examples for a document from a folder; `None` where it has none.
    ///
    /// # Errors
    ///
    /// When the file cannot be read or a line is no example.
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

impl Plan {
    /// Writes the package of the driver.
    ///
    /// # Errors
    ///
    /// When it cannot be written.
    pub(in super::super) fn write(&self, crates: &Crates, source: &Source) -> io::Result<()> {
        driver::write(crates, self, source)
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
    /// A type that does not take null, or that says itself that it does.
    Type(String),
    /// The type of a schema whose nullability only those who use it know.
    Definition(String),
    /// Bytes or text: no JSON is read.
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

    /// Examples belong to the document's own file. What is known first about a schema counts.
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

/// A fragment without its percent-encoding (RFC 3986, section 2.1); what is none stays as it is.
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
