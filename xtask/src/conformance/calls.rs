//! The calls: what the emitted methods and setters take, and values for it.

use super::sample::Sampler;
use crate::report::Failure;
use codegen::Location;
use codegen::document::Document;
use codegen::ir::{Api, Content, ContentKind, Operation, Parameter, ParameterEncoding};
use codegen::output::Rendered;
use serde_json::Value;
use std::collections::HashMap;
use syn::{FnArg, ImplItem, Item, Pat, Type};

/// The names that a method's body may have.
const BODIES: [&str; 4] = ["body", "request_body", "body_value", "the_request_body"];

/// A call of an operation.
pub(super) struct Call {
    /// The name of the client's method.
    pub(super) function: String,
    /// `GET /pets`.
    pub(super) request_line: String,
    /// The arguments of the method.
    pub(super) arguments: Vec<Argument>,
    /// The setters of what is optional, each with its argument.
    pub(super) setters: Vec<(String, Argument)>,
}

/// A value for a parameter of a method.
pub(super) struct Argument {
    pub(super) ty: Type,
    pub(super) value: Value,
}

/// The methods of a type, by name, with the names and types of their parameters.
type Methods = HashMap<String, Vec<(String, Type)>>;

/// A call of every operation.
///
/// # Errors
///
/// Where an operation has no method, which is a fault of the generator.
pub(super) fn of(files: &[Rendered], api: &Api, document: &Document) -> Result<Vec<Call>, Failure> {
    let methods = methods(files)?;
    let sampler = Sampler { document };
    let none = Methods::new();
    let calls = api.operations.iter().map(|operation| {
        let own = methods.get("Client").unwrap_or(&none);
        let signature = own
            .get(operation.function.as_str())
            .ok_or_else(|| Failure::new(format_args!("`{}` has no method", operation.function)))?;
        let arguments = signature
            .iter()
            .map(|(name, ty)| argument(sampler, operation, name, ty))
            .collect();
        let builder = methods.get(operation.builder.as_str()).unwrap_or(&none);
        let mut setters: Vec<_> = builder
            .iter()
            .filter_map(|(setter, parameters)| {
                let [(name, ty)] = parameters.as_slice() else {
                    return None;
                };
                is_setter(operation, setter)
                    .then(|| (setter.clone(), argument(sampler, operation, name, ty)))
            })
            .collect();
        setters.sort_by(|(one, _), (other, _)| one.cmp(other));
        Ok(Call {
            function: operation.function.clone(),
            request_line: format!("{:?} {}", operation.method, operation.path),
            arguments,
            setters,
        })
    });
    calls.collect()
}

fn is_setter(operation: &Operation, name: &str) -> bool {
    let parameters = &operation.parameters;
    let is_parameter = parameters.iter().any(|parameter| parameter.name == name);
    is_parameter || operation.body.is_some() && BODIES.contains(&name)
}

fn argument(sampler: Sampler<'_>, operation: &Operation, name: &str, ty: &Type) -> Argument {
    let parameter = operation.parameters.iter().find(|one| one.name == name);
    let content = operation
        .body
        .as_ref()
        .and_then(|body| body.contents.first());
    let value = match (parameter, content) {
        (Some(parameter), _) => of_parameter(sampler, parameter),
        (None, Some(content)) => of_content(sampler, content),
        (None, None) => Value::Null,
    };
    Argument {
        ty: ty.clone(),
        value,
    }
}

fn of_parameter(sampler: Sampler<'_>, parameter: &Parameter) -> Value {
    let at = match &parameter.encoding {
        ParameterEncoding::Style { .. } => parameter.at.child("schema"),
        ParameterEncoding::Content(media_type) => {
            let content = parameter.at.child("content");
            content.child(media_type).child("schema")
        }
    };
    let example = sampler.follow(&parameter.at);
    let example = example.and_then(|(parameter, _)| parameter.get("example"));
    match (example, sampler.value(&at)) {
        // What a path cannot hold, or what says nothing, is no good to call with.
        (Some(example), Value::String(_)) if example.as_str().is_some_and(|it| !it.is_empty()) => {
            example.clone()
        }
        (_, value) => value,
    }
}

fn of_content(sampler: Sampler<'_>, content: &Content) -> Value {
    match content.kind {
        ContentKind::Json | ContentKind::Form | ContentKind::Multipart => {
            sampler.value(&schema(&content.at))
        }
        _ => Value::String("text".to_owned()),
    }
}

fn schema(at: &Location) -> Location {
    at.child("schema")
}

/// The public methods of the types in the operations' files, by type.
fn methods(files: &[Rendered]) -> Result<HashMap<String, Methods>, Failure> {
    let mut found: HashMap<String, Methods> = HashMap::new();
    let sources = files
        .iter()
        .filter(|file| file.path.starts_with("src/operations/"));
    for source in sources {
        let parsed = syn::parse_file(&source.text)
            .map_err(|error| Failure::new(format_args!("{}: {error}", source.path)))?;
        for item in parsed.items {
            let Item::Impl(item) = item else { continue };
            let Type::Path(name) = &*item.self_ty else {
                continue;
            };
            let Some(name) = name.path.get_ident() else {
                continue;
            };
            let methods = found.entry(name.to_string()).or_default();
            for member in item.items {
                let ImplItem::Fn(function) = member else {
                    continue;
                };
                let parameters = function.sig.inputs.into_iter().filter_map(parameter);
                methods.insert(function.sig.ident.to_string(), parameters.collect());
            }
        }
    }
    Ok(found)
}

fn parameter(input: FnArg) -> Option<(String, Type)> {
    let FnArg::Typed(input) = input else {
        return None;
    };
    match *input.pat {
        Pat::Ident(name) => Some((name.ident.to_string(), *input.ty)),
        _ => None,
    }
}
