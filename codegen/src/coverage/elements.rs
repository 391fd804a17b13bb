//! The elements of a document, and those that are neither in the crate nor in a diagnostic.

use std::collections::{HashMap, HashSet};
use std::fmt;

use crate::value::{Members, Value};

use crate::diagnostic::Diagnostics;
use crate::document::Document;
use crate::ir::{Api, Operation, ParameterLocation, StatusPattern, Type, TypeKind, VariantForm};
use crate::location::{FileId, SourceLocation};

/// An element of a document that its crate should contain.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Element {
    /// The kind of element.
    pub kind: ElementKind,
    /// Its location, and those of the references that lead to it.
    pub locations: Vec<SourceLocation>,
}

/// The kind of an element.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ElementKind {
    /// An operation, by method in lower case and path.
    Operation(String, String),
    /// A parameter of an operation, by `in` and name.
    Parameter(String, String, String, String),
    /// A media type of the body of an operation.
    Body(String, String, String),
    /// A response of an operation, by its key.
    Response(String, String, String),
    /// A callback of an operation, by its key.
    Callback(String, String, String),
    /// A schema of the components, by its key.
    Schema(String),
    /// A property that a schema of the components lists itself.
    Property(String, String),
    /// A security scheme, by its key.
    SecurityScheme(String),
}

impl fmt::Display for ElementKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Operation(method, path) => write!(formatter, "operation {method} {path}"),
            Self::Parameter(method, path, place, name) => {
                write!(formatter, "{place} parameter {name} of {method} {path}")
            }
            Self::Body(method, path, media_type) => {
                write!(formatter, "body {media_type} of {method} {path}")
            }
            Self::Response(method, path, status) => {
                write!(formatter, "response {status} of {method} {path}")
            }
            Self::Callback(method, path, name) => {
                write!(formatter, "callback {name} of {method} {path}")
            }
            Self::Schema(key) => write!(formatter, "schema {key}"),
            Self::Property(key, property) => write!(formatter, "property {property} of {key}"),
            Self::SecurityScheme(key) => write!(formatter, "security scheme {key}"),
        }
    }
}

/// Returns the elements of a document that are neither in its API nor the subject of a diagnostic.
#[must_use]
pub fn unaccounted(document: &Document, api: &Api, diagnostics: &Diagnostics) -> Vec<Element> {
    let generated = generated_elements(api);
    let diagnosed: HashSet<&SourceLocation> = diagnostics
        .iter()
        .filter_map(|diagnostic| diagnostic.at.as_ref())
        .collect();
    let mut elements = elements(document);
    elements
        .retain(|element| !generated.contains(&element.kind) && !is_diagnosed(element, &diagnosed));
    elements
}

/// Returns `true` if a diagnostic is about an element or one that contains it, other than the document and its top-level members.
fn is_diagnosed(element: &Element, diagnosed: &HashSet<&SourceLocation>) -> bool {
    element.locations.iter().any(|place| {
        let mut at = place.clone();
        loop {
            if diagnosed.contains(&at) {
                return true;
            }
            let Some(end) = at.pointer.rfind('/') else {
                return false;
            };
            at.pointer.truncate(end);
            let holds_everything = at.pointer.matches('/').count() < 2
                || (at.pointer.starts_with("/components/") && at.pointer.matches('/').count() == 2);
            if holds_everything && at.file == FileId::default() {
                return false;
            }
        }
    })
}

/// Returns the elements of an API.
fn generated_elements(api: &Api) -> HashSet<ElementKind> {
    let mut generated = HashSet::new();
    for definition in &api.types {
        let Some(key) = &definition.component else {
            continue;
        };
        generated.insert(ElementKind::Schema(key.clone()));
        let properties = shared_properties(api, &definition.kind, MAX_UNIONS)
            .into_iter()
            .flatten();
        generated
            .extend(properties.map(|wire| ElementKind::Property(key.clone(), wire.to_owned())));
    }
    for operation in &api.operations {
        add_operation(operation, &mut generated);
    }
    generated.extend(
        api.security
            .iter()
            .map(|scheme| ElementKind::SecurityScheme(scheme.key.clone())),
    );
    generated
}

/// The maximum depth of nested unions.
const MAX_UNIONS: usize = 8;

/// Returns the properties of all objects of a type, by wire name; `None` if no value is an object. A schema that others extend by
/// `allOf` with a discriminator is a union of those.
fn shared_properties<'a>(
    api: &'a Api,
    kind: &'a TypeKind,
    depth: usize,
) -> Option<HashSet<&'a str>> {
    let union = match kind {
        TypeKind::Struct(structure) => {
            let properties = structure.properties.iter();
            return Some(properties.map(|one| one.wire_name.as_str()).collect());
        }
        TypeKind::Union(union) => union,
        TypeKind::Enum(_) | TypeKind::Alias(_) => return None,
    };
    let depth = depth.checked_sub(1)?;
    let variants = union
        .variants
        .iter()
        .filter_map(|variant| match &variant.form {
            VariantForm::Value {
                ty: Type::Named(id),
                ..
            } => {
                let mut properties = shared_properties(api, &api.type_def(*id).kind, depth)?;
                properties.extend(union.tag.as_ref().map(|tag| tag.property.as_str()));
                Some(properties)
            }
            _ => None,
        });
    variants.reduce(|shared, own| shared.intersection(&own).copied().collect())
}

fn add_operation(operation: &Operation, generated: &mut HashSet<ElementKind>) {
    let method = operation.method.as_str().to_ascii_lowercase();
    let path = &operation.path;
    generated.insert(ElementKind::Operation(method.clone(), path.clone()));
    for parameter in &operation.parameters {
        let location = match parameter.location {
            ParameterLocation::Path => "path",
            ParameterLocation::Query => "query",
            ParameterLocation::Header => "header",
            ParameterLocation::Cookie => "cookie",
        };
        let (place, name) = (location.to_owned(), parameter.wire_name.clone());
        let (method, path) = (method.clone(), path.clone());
        generated.insert(ElementKind::Parameter(method, path, place, name));
    }
    for content in operation.body.iter().flat_map(|body| &body.contents) {
        let media_type = content.media_type.clone();
        generated.insert(ElementKind::Body(method.clone(), path.clone(), media_type));
    }
    for response in &operation.responses {
        let status = match response.status {
            StatusPattern::Code(code) => code.to_string(),
            StatusPattern::Class(class) => format!("{class}XX"),
            StatusPattern::Default => "default".to_owned(),
        };
        generated.insert(ElementKind::Response(method.clone(), path.clone(), status));
    }
}

/// Returns the elements of a document.
#[must_use]
pub fn elements(document: &Document) -> Vec<Element> {
    let mut collector = ElementCollector {
        document,
        elements: Vec::new(),
    };
    let root = Node {
        value: document.root(),
        locations: vec![SourceLocation::root(FileId::default())],
    };
    for (path, item) in collector.members(&root, "paths") {
        if path.starts_with('/') {
            collector.path_item(path, &item);
        }
    }
    for (components, node) in collector.members(&root, "components") {
        match components {
            "schemas" => collector.schemas(&node),
            "securitySchemes" => {
                for (key, scheme) in collector.all_members(&node) {
                    collector.add(ElementKind::SecurityScheme(key.to_owned()), &scheme);
                }
            }
            _ => {}
        }
    }
    collector.elements
}

/// The methods of a path item (OpenAPI 3.0.3, "Path Item Object").
const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// The maximum number of references to one node.
const MAX_REFERENCES: usize = 32;

/// A value with its location, preceded by those of references to it.
struct Node<'d> {
    value: &'d Value,
    locations: Vec<SourceLocation>,
}

/// Collects the elements of a document.
struct ElementCollector<'d> {
    document: &'d Document,
    elements: Vec<Element>,
}

impl<'d> ElementCollector<'d> {
    fn add(&mut self, kind: ElementKind, node: &Node<'d>) {
        let locations = node.locations.clone();
        self.elements.push(Element { kind, locations });
    }

    /// Returns the child of a node and follows its references.
    fn child(&self, node: &Node<'d>, token: &str, value: &'d Value) -> Node<'d> {
        // Children are relative to the target of the last reference.
        let at = node.locations.last().cloned().unwrap_or_default();
        let mut child = Node {
            value,
            locations: vec![at.child(token)],
        };
        for _ in 0..MAX_REFERENCES {
            let reference = child.value.get("$ref").and_then(Value::as_str);
            let file = child.locations.last().map(|at| at.file).unwrap_or_default();
            let target = reference.and_then(|text| self.document.resolve(file, text).ok());
            let Some((target, value)) = target.and_then(|at| {
                let value = self.document.get(&at)?;
                Some((at, value))
            }) else {
                break;
            };
            child.value = value;
            child.locations.push(target);
        }
        child
    }

    fn all_members(&self, node: &Node<'d>) -> Vec<(&'d str, Node<'d>)> {
        let members = node.value.as_object().into_iter().flatten();
        let named = members.filter(|(key, _)| !key.starts_with("x-"));
        named
            .map(|(key, value)| (key.as_str(), self.child(node, key, value)))
            .collect()
    }

    /// Returns the members of the object at a key.
    fn members(&self, node: &Node<'d>, key: &str) -> Vec<(&'d str, Node<'d>)> {
        match node.value.get(key) {
            Some(value) => self.all_members(&self.child(node, key, value)),
            None => Vec::new(),
        }
    }

    fn schemas(&mut self, node: &Node<'d>) {
        // A key may begin with `x-` here.
        for (key, value) in node.value.as_object().into_iter().flatten() {
            let at = node.locations.last().cloned().unwrap_or_default();
            let schema = Node {
                value,
                locations: vec![at.child(key)],
            };
            self.add(ElementKind::Schema(key.clone()), &schema);
            let is_composed = ["oneOf", "anyOf", "$ref"]
                .iter()
                .any(|keyword| value.get(keyword).is_some());
            let properties = value.get("properties").and_then(Value::as_object);
            for (name, value) in properties.filter(|_| !is_composed).into_iter().flatten() {
                let at = SourceLocation::child(&schema.locations[0], "properties").child(name);
                let property = Node {
                    value,
                    locations: vec![at],
                };
                self.add(ElementKind::Property(key.clone(), name.clone()), &property);
            }
        }
    }

    fn path_item(&mut self, path: &str, item: &Node<'d>) {
        let shared = self.parameters(item);
        for method in METHODS {
            let Some(value) = item.value.get(method).filter(|value| value.is_object()) else {
                continue;
            };
            let operation = self.child(item, method, value);
            self.operation(method, path, &operation, &shared);
        }
    }

    fn operation(
        &mut self,
        method: &str,
        path: &str,
        operation: &Node<'d>,
        shared: &HashMap<(String, String), Vec<SourceLocation>>,
    ) {
        let of = || (method.to_owned(), path.to_owned());
        let (verb, template) = of();
        self.add(ElementKind::Operation(verb, template), operation);
        let mut parameters = shared.clone();
        parameters.extend(self.parameters(operation));
        for ((place, name), locations) in parameters {
            let (verb, template) = of();
            let kind = ElementKind::Parameter(verb, template, place, name);
            self.elements.push(Element { kind, locations });
        }
        if let Some(body) = operation.value.get("requestBody") {
            let body = self.child(operation, "requestBody", body);
            for (media_type, content) in self.members(&body, "content") {
                let (verb, template) = of();
                let kind = ElementKind::Body(verb, template, media_type.to_owned());
                self.add(kind, &content);
            }
        }
        for (status, response) in self.members(operation, "responses") {
            let (verb, template) = of();
            let kind = ElementKind::Response(verb, template, status.to_owned());
            self.add(kind, &response);
        }
        for (name, callback) in self.members(operation, "callbacks") {
            let (verb, template) = of();
            self.add(
                ElementKind::Callback(verb, template, name.to_owned()),
                &callback,
            );
        }
    }

    /// Returns the parameters of a path item or an operation, by location and name.
    fn parameters(&self, holder: &Node<'d>) -> HashMap<(String, String), Vec<SourceLocation>> {
        let Some(Value::Array(items)) = holder.value.get("parameters") else {
            return HashMap::new();
        };
        let empty = Members::default();
        let at = Node {
            value: &Value::Null,
            locations: vec![
                holder
                    .locations
                    .last()
                    .cloned()
                    .unwrap_or_default()
                    .child("parameters"),
            ],
        };
        let mut parameters = HashMap::new();
        for (index, value) in items.iter().enumerate() {
            let parameter = self.child(&at, &index.to_string(), value);
            let members = parameter.value.as_object().unwrap_or(&empty);
            let text = |key| members.get(key).and_then(Value::as_str).map(str::to_owned);
            if let (Some(place), Some(name)) = (text("in"), text("name")) {
                parameters.insert((place, name), parameter.locations);
            }
        }
        parameters
    }
}
