//! The items of the generated crate that stand for a part of the document, by path; a `*` at the end matches any continuation.

use crate::ir::{Operation, Property, SecurityScheme, Server};

/// The client's method.
pub(super) fn method_item(operation: &Operation) -> String {
    format!("Client::{}", operation.function)
}

/// The client's methods that send its other media types.
pub(super) fn other_methods(operation: &Operation) -> String {
    format!("Client::{}_as_*", operation.function)
}

/// The method of the mock server that answers it.
pub(super) fn mock_item(operation: &Operation) -> String {
    format!("mock::MockServer::{}", operation.function)
}

/// The builder that it gives back.
pub(super) fn builder_item(operation: &Operation) -> String {
    format!("operations::{}", operation.builder)
}

/// Everything that an operation is in the crate.
pub(super) fn operation_items(operation: &Operation) -> Vec<String> {
    vec![
        method_item(operation),
        other_methods(operation),
        mock_item(operation),
        format!("{}*", builder_item(operation)),
    ]
}

/// The types that set the variables of servers, which stand below `prefix`.
pub(super) fn server_types<'s>(
    prefix: &str,
    servers: impl Iterator<Item = &'s Server>,
) -> Vec<String> {
    let with_variables = servers.filter(|server| !server.variables.is_empty());
    with_variables
        .map(|server| format!("{prefix}{}*", server.builder))
        .collect()
}

/// The names of the setters of a scheme.
pub(super) fn scheme_setters(scheme: &SecurityScheme) -> impl Iterator<Item = &str> {
    let client = scheme.client_credentials.as_ref();
    let others = [
        scheme.source.as_deref(),
        client.map(|client| client.setter.as_str()),
    ];
    [scheme.name.as_str()]
        .into_iter()
        .chain(others.into_iter().flatten())
}

/// The items that show a property of a type. `new` only where it is an argument.
pub(super) fn property_items(type_name: &str, property: &Property) -> Vec<String> {
    let bare = property.field.trim_start_matches("r#");
    let mut items = vec![
        format!("types::{type_name}::{}", property.field),
        format!("types::{type_name}::with_{bare}"),
        format!("types::{type_name}::DEFAULT_{}", bare.to_uppercase()),
    ];
    if property.required && !property.nullable {
        items.push(format!("types::{type_name}::new"));
    }
    items
}
