//! Components and what references reach.

use std::collections::VecDeque;
use std::fmt;

use foldhash::{HashMap, HashSet};
use openapiv3::{AnySchema, ReferenceOr, Schema, SchemaData, SchemaKind};
use serde_json::Value;

use super::Lowerer;
use super::at::At;
use crate::diagnostic::code;
use crate::document::parse_pointer;
use crate::location::{FileId, SourceLocation};

/// The kinds of components that the normal form has (OpenAPI 3.0.3, "Components Object").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ComponentKind {
    /// `schemas`.
    Schema,
    /// `responses`.
    Response,
    /// `parameters`.
    Parameter,
    /// `requestBodies`.
    RequestBody,
    /// `headers`.
    Header,
    /// `securitySchemes`.
    SecurityScheme,
}

impl ComponentKind {
    pub(super) const ALL: [Self; 6] = [
        Self::Schema,
        Self::Response,
        Self::Parameter,
        Self::RequestBody,
        Self::Header,
        Self::SecurityScheme,
    ];

    /// The member of `components` that holds this kind.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Schema => "schemas",
            Self::Response => "responses",
            Self::Parameter => "parameters",
            Self::RequestBody => "requestBodies",
            Self::Header => "headers",
            Self::SecurityScheme => "securitySchemes",
        }
    }

    fn from_member(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

impl fmt::Display for ComponentKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Schema => "schema",
            Self::Response => "response",
            Self::Parameter => "parameter",
            Self::RequestBody => "request body",
            Self::Header => "header",
            Self::SecurityScheme => "security scheme",
        })
    }
}

/// Which keys there are, and what stands where.
#[derive(Debug, Default)]
pub(super) struct Registry {
    keys: HashMap<ComponentKind, HashSet<String>>,
    hoisted: HashMap<(ComponentKind, SourceLocation), String>,
    origins: HashMap<(ComponentKind, String), SourceLocation>,
    waiting: VecDeque<(ComponentKind, SourceLocation, String)>,
    /// The number that the next key like this one may get: all below it are taken.
    numbers: HashMap<(ComponentKind, String), usize>,
}

impl Registry {
    pub(super) fn origin(&self, kind: ComponentKind, key: &str) -> Option<&SourceLocation> {
        self.origins.get(&(kind, key.to_owned()))
    }

    /// Where a component really stands.
    pub(super) fn location(&self, kind: ComponentKind, key: &str) -> SourceLocation {
        self.origin(kind, key).cloned().unwrap_or_else(|| {
            SourceLocation::root(FileId::default())
                .child("components")
                .child(kind.as_str())
                .child(key)
        })
    }

    fn contains(&self, kind: ComponentKind, key: &str) -> bool {
        self.keys.get(&kind).is_some_and(|keys| keys.contains(key))
    }

    /// Takes a key that is like the first of these, in this order, that is free; numbered when none is.
    fn take_key(&mut self, kind: ComponentKind, candidates: &[String]) -> String {
        let keys = self.keys.entry(kind).or_default();
        let free = candidates.iter().find(|key| !keys.contains(*key)).cloned();
        let key = free.unwrap_or_else(|| {
            let last = candidates.last().map_or("", String::as_str);
            let number = self.numbers.entry((kind, last.to_owned())).or_insert(2);
            loop {
                let numbered = format!("{last}_{number}");
                *number += 1;
                if !keys.contains(&numbered) {
                    break numbered;
                }
            }
        });
        keys.insert(key.clone());
        key
    }

    /// The key of what stands at a location, which is lowered later if it is no component yet.
    fn key_of(&mut self, kind: ComponentKind, location: SourceLocation, file_stem: &str) -> String {
        if let Some(key) = root_component(kind, &location)
            && self.contains(kind, &key)
        {
            return key;
        }
        let place = (kind, location);
        if let Some(key) = self.hoisted.get(&place) {
            return key.clone();
        }
        let key = self.take_key(kind, &candidates(&place.1, file_stem));
        let (kind, location) = place.clone();
        self.origins.insert((kind, key.clone()), location.clone());
        self.hoisted.insert(place, key.clone());
        self.waiting.push_back((kind, location, key.clone()));
        key
    }
}

/// The key of a location that is a component of the root file.
fn root_component(kind: ComponentKind, location: &SourceLocation) -> Option<String> {
    if location.file != FileId::default() {
        return None;
    }
    match <[String; 3]>::try_from(parse_pointer(&location.pointer)?) {
        Ok([components, member, key]) if components == "components" && member == kind.as_str() => {
            Some(key)
        }
        _ => None,
    }
}

/// The words of pointers that say nothing about what stands there.
const STRUCTURE: [&str; 22] = [
    "components",
    "schemas",
    "properties",
    "items",
    "allOf",
    "oneOf",
    "anyOf",
    "not",
    "schema",
    "content",
    "paths",
    "responses",
    "parameters",
    "requestBodies",
    "requestBody",
    "headers",
    "$defs",
    "definitions",
    "additionalProperties",
    "prefixItems",
    "patternProperties",
    "securitySchemes",
];

/// Names for what stands at a location, the nicest first: they depend on nothing but where it stands.
fn candidates(location: &SourceLocation, file_stem: &str) -> Vec<String> {
    let tokens = parse_pointer(&location.pointer).unwrap_or_default();
    let telling: Vec<String> = tokens
        .iter()
        .filter(|token| !STRUCTURE.contains(&token.as_str()) && !is_media_type(token))
        .map(|token| simple_key(token))
        .collect();
    let parent = tokens.len().checked_sub(2).map(|at| tokens[at].as_str());
    let named = [
        "schemas",
        "$defs",
        "definitions",
        "parameters",
        "responses",
        "headers",
        "requestBodies",
    ];
    let own = tokens
        .last()
        .filter(|_| parent.is_some_and(|parent| named.contains(&parent)));
    // Something that has a name of its own, in another file or in `$defs`, is called by it.
    let own = own.filter(|own| own.parse::<usize>().is_err());
    let full = telling.join("_");
    let mut candidates: Vec<String> = own.cloned().into_iter().collect();
    if !full.is_empty() {
        candidates.push(full.clone());
    }
    if location.file != FileId::default() && !file_stem.is_empty() {
        let with_file = [file_stem, &full]
            .map(str::trim)
            .into_iter()
            .filter(|part| !part.is_empty());
        candidates.push(with_file.collect::<Vec<_>>().join("_"));
    }
    if candidates.is_empty() {
        candidates.push("root".to_owned());
    }
    candidates.iter_mut().for_each(|key| *key = simple_key(key));
    candidates
}

fn is_media_type(token: &str) -> bool {
    let (kind, _) = token.split_once('/').unwrap_or_default();
    ["application", "text", "multipart", "image", "*"].contains(&kind)
}

/// A key as components may have it (OpenAPI 3.0.3, "Components Object").
fn simple_key(name: &str) -> String {
    let allowed = |character: char| character.is_alphanumeric() || "._-".contains(character);
    let parts = name.split(|character| !allowed(character));
    parts
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("_")
}

impl<'d> Lowerer<'d> {
    /// The components of the root file.
    pub(super) fn root_components(&mut self, value: &'d Value, at: &At<'_>) {
        let Some(members) = self.object(value, at) else {
            return;
        };
        for (name, value) in members {
            if let (Some(kind), Value::Object(entries)) = (ComponentKind::from_member(name), value)
            {
                self.registry
                    .keys
                    .insert(kind, entries.keys().cloned().collect());
            }
        }
        for (name, value) in members {
            let at = &at.key(name);
            let Some(kind) = ComponentKind::from_member(name) else {
                // Path items, callbacks, links, examples and media types are read where they are referred to.
                if !["pathItems", "callbacks", "links", "examples", "mediaTypes"]
                    .contains(&name.as_str())
                {
                    let mut extensions = std::mem::take(&mut self.components.extensions);
                    self.other_member(&mut extensions, name, value, at);
                    self.components.extensions = extensions;
                }
                continue;
            };
            for (key, value) in self.object(value, at).into_iter().flatten() {
                self.component(kind, key, value, &at.key(key));
            }
        }
    }

    fn component(&mut self, kind: ComponentKind, key: &str, value: &'d Value, at: &At<'_>) {
        let key = key.to_owned();
        match kind {
            ComponentKind::Schema => {
                let schema = self.schema(value, at);
                self.components.schemas.insert(key, schema);
            }
            ComponentKind::Response => {
                let response = self.response(value, at);
                self.components.responses.insert(key, response);
            }
            ComponentKind::Parameter => {
                if let Some(parameter) = self.parameter(value, at) {
                    self.components.parameters.insert(key, parameter);
                }
            }
            ComponentKind::RequestBody => {
                let body = self.request_body(value, at);
                self.components.request_bodies.insert(key, body);
            }
            ComponentKind::Header => {
                let header = self.header(value, at);
                self.components.headers.insert(key, header);
            }
            ComponentKind::SecurityScheme => {
                if let Some(scheme) = self.security_scheme(value, at) {
                    self.components.security_schemes.insert(key, scheme);
                }
            }
        }
    }

    /// Lowers what references reached outside the components; that may reach more.
    pub(super) fn hoist_waiting(&mut self) {
        while let Some((kind, location, key)) = self.registry.waiting.pop_front() {
            if let Some(value) = self.document.get(&location) {
                self.component(kind, &key, value, &At::root(&location));
            }
        }
    }

    /// The reference of an object that is one, if it is.
    pub(super) fn reference_in(&self, value: &'d Value) -> Option<&'d str> {
        value.get("$ref")?.as_str()
    }

    /// A reference in normal form; `None`, with an error, where it leads nowhere.
    pub(super) fn reference(
        &mut self,
        kind: ComponentKind,
        reference: &str,
        at: &At<'_>,
    ) -> Option<String> {
        let key = self.referenced_key(kind, reference, at)?;
        Some(format!("#/components/{}/{key}", kind.as_str()))
    }

    /// The key of the component that a reference leads to, hoisted if need be.
    pub(super) fn referenced_key(
        &mut self,
        kind: ComponentKind,
        reference: &str,
        at: &At<'_>,
    ) -> Option<String> {
        if at.file() == FileId::default()
            && let Some(key) = plain_key(kind, reference)
            && self.registry.contains(kind, key)
        {
            return Some(key.to_owned());
        }
        let target = self.follow(reference, at)?;
        Some(self.key_at(kind, target))
    }

    /// The key under which the node at a location is, or will be, a component.
    pub(super) fn key_at(&mut self, kind: ComponentKind, location: SourceLocation) -> String {
        let path = self.document.sources().path(location.file);
        let stem = std::path::Path::new(path)
            .file_stem()
            .and_then(|stem| stem.to_str());
        self.registry
            .key_of(kind, location, stem.unwrap_or_default())
    }

    /// Makes a schema a component that nothing refers to by itself.
    pub(super) fn hoist_as(&mut self, location: SourceLocation, name: &str) -> String {
        let place = (ComponentKind::Schema, location);
        if let Some(key) = self.registry.hoisted.get(&place) {
            return key.clone();
        }
        let (kind, location) = place.clone();
        let key = self.registry.take_key(kind, &[simple_key(name)]);
        self.registry
            .origins
            .insert((kind, key.clone()), location.clone());
        self.registry.hoisted.insert(place, key.clone());
        self.registry
            .waiting
            .push_back((kind, location, key.clone()));
        key
    }

    /// Where a reference leads; `None`, with an error, where that is nowhere.
    pub(super) fn follow(&mut self, reference: &str, at: &At<'_>) -> Option<SourceLocation> {
        match self.document.resolve(at.file(), reference) {
            Ok(target) => Some(target),
            Err(error) => {
                let here = at.location();
                if let Some(target) = self.document.resolve_enclosing(&here, reference) {
                    let message = format!("`{reference}` is read as `#{}`", target.pointer);
                    self.diagnostics
                        .warning(code::ENCLOSING_REFERENCE, here, message)
                        .hint("move the definition to `components/schemas`");
                    return Some(target);
                }
                let diagnostic = self.diagnostics.error(error.code, here, error.message);
                diagnostic.hint = error.hint;
                None
            }
        }
    }
}

/// The key in a reference of the normal form, which writes keys as they are, without escapes.
#[must_use]
pub fn component_key(kind: ComponentKind, reference: &str) -> Option<&str> {
    let rest = reference.strip_prefix("#/components/")?;
    rest.strip_prefix(kind.as_str())?.strip_prefix('/')
}

/// The key of a reference of the document to one of its own components, where it is written without escapes.
fn plain_key(kind: ComponentKind, reference: &str) -> Option<&str> {
    let key = component_key(kind, reference)?;
    (!key.contains(['/', '~', '%'])).then_some(key)
}

/// A schema that everything fits.
pub(super) fn any() -> ReferenceOr<Schema> {
    ReferenceOr::Item(Schema {
        schema_data: SchemaData::default(),
        schema_kind: SchemaKind::Any(AnySchema::default()),
    })
}
