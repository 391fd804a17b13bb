//! The texts of types, values and operations in messages.

use crate::ir::{Api, Literal, Operation, Presence, Property, StatusPattern, Type, TypeKind};

/// Returns a type as it is written in the generated crate.
pub(in crate::diff) fn type_text(api: &Api, of: &Type) -> String {
    rust_type(api, of, false)
}

/// Returns a type as Rust code with all aliases replaced by their targets.
pub(in crate::diff) fn type_without_aliases(api: &Api, of: &Type) -> String {
    rust_type(api, of, true)
}

fn rust_type(api: &Api, of: &Type, follow_aliases: bool) -> String {
    let inner = |of: &Type| rust_type(api, of, follow_aliases);
    match of {
        Type::Any => "serde_json::Value".to_owned(),
        Type::String => "String".to_owned(),
        Type::Bool => "bool".to_owned(),
        Type::Integer(kind) => kind.name().to_owned(),
        Type::Float => "f64".to_owned(),
        Type::Null => "()".to_owned(),
        Type::Binary => "Vec<u8>".to_owned(),
        Type::Array(items) => format!("Vec<{}>", inner(items)),
        Type::Map(values) => format!("BTreeMap<String, {}>", inner(values)),
        Type::Tuple(parts) => {
            let parts: Vec<_> = parts.iter().map(inner).collect();
            match parts.as_slice() {
                [part] => format!("({part},)"),
                parts => format!("({})", parts.join(", ")),
            }
        }
        Type::Nullable(of) => format!("Option<{}>", inner(of)),
        Type::Named(id) => match &api.type_def(*id).kind {
            TypeKind::Alias(target) if follow_aliases => inner(target),
            _ => api.type_def(*id).name.clone(),
        },
        Type::External(external) => external.path.replace(' ', ""),
    }
}

/// Returns the Rust type of a property's field.
pub(super) fn field_type(api: &Api, property: &Property) -> String {
    let value = type_text(api, &property.ty);
    match property.presence() {
        Presence::Required => value,
        Presence::Nullable | Presence::Optional => format!("Option<{value}>"),
        Presence::ThreeState => format!("Field<{value}>"),
    }
}

/// Returns a scalar as JSON.
pub(super) fn literal(value: &Literal) -> String {
    match value {
        Literal::String(text) => format!("{text:?}"),
        Literal::Integer(number) => number.to_string(),
        Literal::Number(number) => number.to_string(),
        Literal::Bool(value) => value.to_string(),
        Literal::Null => "null".to_owned(),
    }
}

/// Returns the method and path of an operation.
pub(super) fn operation(operation: &Operation) -> String {
    format!("{} {}", operation.method.as_str(), operation.path)
}

/// Returns texts as a comma-separated list of code spans.
pub(super) fn code_list(texts: &[String]) -> String {
    if texts.is_empty() {
        return "none".to_owned();
    }
    let quoted: Vec<_> = texts.iter().map(|text| format!("`{text}`")).collect();
    quoted.join(", ")
}

/// Returns a status as OpenAPI writes it: `200`, `2XX`, `default`.
pub(super) fn status(status: StatusPattern) -> String {
    match status {
        StatusPattern::Code(code) => code.to_string(),
        StatusPattern::Class(class) => format!("{class}XX"),
        StatusPattern::Default => "default".to_owned(),
    }
}

/// Returns the message for a changed, added or removed value.
pub(super) fn value_change(name: &str, old: Option<&str>, new: Option<&str>) -> String {
    match (old, new) {
        (Some(old), Some(new)) => format!("{name} changed from {old} to {new}"),
        (None, Some(new)) => format!("{name} {new} was added"),
        (Some(old), None) => format!("{name} {old} was removed"),
        (None, None) => format!("{name} changed"),
    }
}
