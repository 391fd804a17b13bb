//! The calls to make: the parameters of the emitted methods and setters, with values.

use super::sample::Sampler;
use crate::json_document::JsonDocument;
use apicrate::Failure;
use apicrate_codegen::ir::{Api, Content, ContentKind, Operation, Parameter, ParameterEncoding};
use apicrate_codegen::output::Rendered;
use serde_json::{Value, json};
use std::collections::HashMap;
use syn::{FnArg, ImplItem, Item, Pat, Type};

/// The possible names of the setter of a body.
const BODIES: [&str; 4] = ["body", "request_body", "body_value", "the_request_body"];

/// A call of an operation.
pub(super) struct Call {
    /// The name of the client's method.
    pub(super) function: String,
    /// The name of the call: the method, followed by a dot and the setter for another media type than the first.
    pub(super) name: String,
    /// `GET /pets`.
    pub(super) request_line: String,
    /// The arguments of the method.
    pub(super) arguments: Vec<Argument>,
    /// The setters of optional parameters, each with its argument.
    pub(super) setters: Vec<(String, Argument)>,
}

/// A value for a parameter of a method.
pub(super) struct Argument {
    pub(super) ty: Type,
    pub(super) value: Value,
}

/// The methods of a type, by name, with the names and types of their parameters.
type Methods = HashMap<String, Vec<(String, Type)>>;

/// Returns the calls of every operation: one for each media type of its body.
///
/// # Errors
///
/// Returns an error if an operation has no method, which is a fault of the generator.
pub(super) fn of(
    files: &[Rendered],
    api: &Api,
    document: &JsonDocument,
) -> Result<Vec<Call>, Failure> {
    let methods = methods(files)?;
    let sampler = Sampler { document };
    let mut calls = Vec::new();
    for operation in &api.operations {
        let caller = Caller {
            sampler,
            methods: &methods,
            operation,
        };
        let contents = operation
            .body
            .as_ref()
            .map_or(&[][..], |body| &body.contents);
        calls.push(caller.call(None, contents.first())?);
        for content in contents.iter().skip(1) {
            if let Some(method) = &content.method_name {
                calls.push(caller.call(Some(method), Some(content))?);
            }
        }
    }
    Ok(calls)
}

/// Makes the calls of an operation.
struct Caller<'a> {
    sampler: Sampler<'a>,
    methods: &'a HashMap<String, Methods>,
    operation: &'a Operation,
}

impl Caller<'_> {
    /// Creates a call with all optional parameters. `alternative` sends another media type than the first: it is a method if
    /// the body is required, otherwise a setter.
    fn call(&self, alternative: Option<&str>, content: Option<&Content>) -> Result<Call, Failure> {
        let operation = self.operation;
        let (method, body_setter) = match (&operation.body, alternative) {
            (Some(body), Some(function)) if body.required => (function, None),
            (_, alternative) => (operation.function.as_str(), alternative),
        };
        let signature = self
            .methods
            .get("Client")
            .and_then(|methods| methods.get(method))
            .ok_or_else(|| Failure::new(format_args!("`{method}` has no method")))?;
        let argument = |(name, ty): &(String, Type)| Argument {
            ty: ty.clone(),
            value: self.value(name, content),
        };
        let mut setters = Vec::new();
        for (setter, parameters) in self.methods.get(&operation.builder).into_iter().flatten() {
            if let [parameter] = parameters.as_slice()
                && self.is_setter(setter, body_setter)
            {
                setters.push((setter.clone(), argument(parameter)));
            }
        }
        setters.sort_by(|(one, _), (other, _)| one.cmp(other));
        Ok(Call {
            function: method.to_owned(),
            name: match body_setter {
                Some(setter) => format!("{method}.{setter}"),
                None => method.to_owned(),
            },
            request_line: format!(
                "{} {}",
                operation.method.as_str().to_owned(),
                operation.path
            ),
            arguments: signature.iter().map(argument).collect(),
            setters,
        })
    }

    /// Returns `true` if a method sets a parameter, or the body: with `body_setter` for another media type than the first.
    fn is_setter(&self, name: &str, body_setter: Option<&str>) -> bool {
        let mut parameters = self.operation.parameters.iter();
        let sets_body = || match body_setter {
            Some(setter) => name == setter,
            None => self.operation.body.is_some() && BODIES.contains(&name),
        };
        parameters.any(|parameter| parameter.name == name) || sets_body()
    }

    fn value(&self, name: &str, content: Option<&Content>) -> Value {
        let mut parameters = self.operation.parameters.iter();
        match (parameters.find(|one| one.name == name), content) {
            (Some(parameter), _) => of_parameter(self.sampler, parameter),
            (None, Some(content)) => of_content(self.sampler, content),
            (None, None) => Value::Null,
        }
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
    // An example of an enum is one of its values, or it is ignored.
    let example = example.filter(|_| !sampler.is_fixed(&at));
    match (example, sampler.value(&at)) {
        // Texts that a path cannot contain, and empty ones, are not used.
        (Some(example), Value::String(_)) if example.as_str().is_some_and(|it| !it.is_empty()) => {
            example.clone()
        }
        // An object without members is not sent.
        (_, Value::Object(members)) if members.is_empty() => json!({"key0": "any"}),
        (_, value) => value,
    }
}

fn of_content(sampler: Sampler<'_>, content: &Content) -> Value {
    match content.kind {
        ContentKind::Json | ContentKind::Form | ContentKind::Multipart => {
            sampler.value(&content.at.child("schema"))
        }
        // The schema is that of a line, or of an array of all lines.
        ContentKind::JsonLines => match sampler.value(&content.at.child("schema")) {
            Value::Array(lines) => Value::Array(lines),
            line => Value::Array(vec![line]),
        },
        ContentKind::Text => match sampler.value(&content.at.child("schema")) {
            Value::String(text) => Value::String(text),
            Value::Null => Value::String("text".to_owned()),
            other => Value::String(other.to_string()),
        },
        ContentKind::EventStream | ContentKind::Binary => Value::String("text".to_owned()),
    }
}

/// Returns the public methods of the types in the files of operations, by type.
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

#[cfg(test)]
mod tests {
    use super::*;
    use apicrate_codegen::config::Options;
    use apicrate_codegen::document::Document;
    use std::fs;

    const DOCUMENT: &str = r##"
openapi: 3.0.3
info: { title: T, version: "1" }
servers: [{ url: "https://a.example" }]
paths:
  /pets:
    post:
      operationId: addPet
      parameters:
        - { name: size, in: query, example: small, schema: { type: string } }
        - { name: kind, in: query, example: "cat,dog", schema: { enum: [cat, dog] } }
      requestBody:
        required: true
        content:
          application/json: { schema: { $ref: "#/components/schemas/Pet" } }
          application/x-ndjson: { schema: { $ref: "#/components/schemas/Pet" } }
          text/plain: { schema: { type: integer, minimum: 5 } }
      responses: { "204": { description: Added. } }
    patch:
      operationId: changePets
      requestBody:
        content:
          application/json: { schema: { $ref: "#/components/schemas/Pet" } }
          application/x-www-form-urlencoded: { schema: { $ref: "#/components/schemas/Pet" } }
      responses: { "204": { description: Changed. } }
components:
  schemas:
    Pet: { type: object, properties: { name: { type: string } } }
"##;

    fn calls() -> Vec<Call> {
        let folder = tempfile::tempdir().expect("there is room for a folder");
        let path = folder.path().join("a.yaml");
        fs::write(&path, DOCUMENT).expect("it can be written");
        let document = Document::load(&path).expect("it can be read");
        let document = JsonDocument::from(document);
        let generated = apicrate_codegen::generate(&path, &Options::new("a-client"));
        let generated = generated.expect("it is generated");
        of(&generated.output.files, &generated.api, &document).expect("each operation has a method")
    }

    #[test]
    fn an_operation_is_called_once_for_each_media_type_of_its_body() {
        let calls = calls();
        let names: Vec<_> = calls.iter().map(|call| call.name.as_str()).collect();
        assert_eq!(
            names,
            [
                "add_pet",
                "add_pet_as_json_lines",
                "add_pet_as_text",
                "change_pets",
                "change_pets.body_as_form"
            ]
        );
        let bodies: Vec<_> = calls[..3]
            .iter()
            .map(|call| &call.arguments[0].value)
            .collect();
        let pet = json!({"name": "text"});
        assert_eq!(bodies, [&pet, &json!([pet]), &json!("5")]);
        let setters = |call: &Call| -> Vec<String> {
            let setters = call.setters.iter();
            setters.map(|(setter, _)| setter.clone()).collect()
        };
        assert_eq!(setters(&calls[3]), ["body"]);
        assert_eq!(setters(&calls[4]), ["body_as_form"]);
        assert_eq!(calls[4].request_line, "PATCH /pets");
    }

    #[test]
    fn an_example_of_a_parameter_is_taken_unless_its_values_are_listed() {
        let values: Vec<_> = calls()[0]
            .setters
            .iter()
            .map(|(setter, argument)| (setter.clone(), argument.value.clone()))
            .collect();
        let expected = [("kind", json!("cat")), ("size", json!("small"))];
        assert_eq!(
            values,
            expected.map(|(name, value)| (name.to_owned(), value))
        );
    }
}
