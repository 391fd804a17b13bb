//! The paths of the items that are generated for a part of the document. A `*` at the end matches any continuation.

use crate::ir::{Operation, Property, SecurityScheme, Server};

/// Returns the path of the method of the client or the group.
pub(super) fn method_item(operation: &Operation) -> String {
    operation.method_path()
}

/// Returns the path of the client's methods for the other media types of the request body.
pub(super) fn other_methods(operation: &Operation) -> String {
    operation.method_path() + "_as_*"
}

/// Returns the path of the mock server's method.
pub(super) fn mock_item(operation: &Operation) -> String {
    match &operation.group {
        Some(group) => format!("mock::groups::{}::{}", group.type_name, operation.function),
        None => format!("mock::MockServer::{}", operation.function),
    }
}

/// Returns the path of the request builder.
pub(super) fn builder_item(operation: &Operation) -> String {
    format!("operations::{}", operation.builder)
}

/// Returns the paths of all items of an operation.
pub(super) fn operation_items(operation: &Operation) -> Vec<String> {
    let mut items = vec![
        method_item(operation),
        other_methods(operation),
        mock_item(operation),
        format!("{}*", builder_item(operation)),
    ];
    // The first operation of a group adds it, and the last one removes it.
    if let Some(group) = &operation.group {
        for (kind, client) in [("", "Client"), ("mock::", "mock::MockServer")] {
            items.push(format!("{client}::{}", group.function));
            items.push(format!("{kind}groups::{}", group.type_name));
        }
    }
    items
}

/// Returns the paths of the types for the variables of servers, below `prefix`.
pub(super) fn server_types<'s>(
    prefix: &str,
    servers: impl Iterator<Item = &'s Server>,
) -> Vec<String> {
    let with_variables = servers.filter(|server| !server.variables.is_empty());
    with_variables
        .map(|server| format!("{prefix}{}*", server.builder))
        .collect()
}

/// Returns the names of the client builder's setters for a scheme.
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

/// Returns the paths of the items of a property. `new` is one of them if the property is one of its arguments.
pub(super) fn property_items(type_name: &str, property: &Property) -> Vec<String> {
    let bare = property.field.trim_start_matches("r#");
    let mut items = vec![
        format!("types::{type_name}::{}", property.field),
        format!("types::{type_name}::with_{bare}"),
        format!("types::{type_name}::DEFAULT_{}", bare.to_uppercase()),
    ];
    if property.required && !property.nullable {
        items.push(format!("types::{type_name}::new"));
        items.push(format!("types::{type_name}::impl Default"));
    }
    items
}
