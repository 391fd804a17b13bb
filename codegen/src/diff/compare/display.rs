//! Types and values as people are shown them: as Rust has them.

use crate::ir::{
    Api, HttpMethod, Literal, Operation, Presence, Property, StatusPattern, Type, TypeKind,
};

/// A type as it is written in the generated crate.
pub(in crate::diff) fn type_text(api: &Api, of: &Type) -> String {
    written(api, of, false)
}

/// A type with every alias in it replaced by what it stands for.
pub(in crate::diff) fn type_without_aliases(api: &Api, of: &Type) -> String {
    written(api, of, true)
}

fn written(api: &Api, of: &Type, follows: bool) -> String {
    let inner = |of: &Type| written(api, of, follows);
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
            TypeKind::Alias(target) if follows => inner(target),
            _ => api.type_def(*id).name.clone(),
        },
        Type::External(external) => external.path.replace(' ', ""),
    }
}

/// The type of a property's field.
pub(super) fn field_type(api: &Api, property: &Property) -> String {
    let value = type_text(api, &property.ty);
    match property.presence() {
        Presence::Required => value,
        Presence::Nullable | Presence::Optional => format!("Option<{value}>"),
        Presence::ThreeState => format!("Field<{value}>"),
    }
}

/// A scalar as JSON has it.
pub(super) fn literal(value: &Literal) -> String {
    match value {
        Literal::String(text) => format!("{text:?}"),
        Literal::Integer(number) => number.to_string(),
        Literal::Number(number) => number.to_string(),
        Literal::Bool(value) => value.to_string(),
        Literal::Null => "null".to_owned(),
    }
}

/// A method of HTTP as it is sent.
pub(super) fn method(method: HttpMethod) -> &'static str {
    match method {
        HttpMethod::Delete => "DELETE",
        HttpMethod::Get => "GET",
        HttpMethod::Head => "HEAD",
        HttpMethod::Options => "OPTIONS",
        HttpMethod::Patch => "PATCH",
        HttpMethod::Post => "POST",
        HttpMethod::Put => "PUT",
        HttpMethod::Trace => "TRACE",
    }
}

/// An operation as people call it.
pub(super) fn operation(operation: &Operation) -> String {
    format!("{} {}", method(operation.method), operation.path)
}

pub(super) fn deprecation(is_deprecated: bool) -> &'static str {
    if is_deprecated {
        "became deprecated"
    } else {
        "is no longer deprecated"
    }
}

/// Texts as a list for people.
pub(super) fn code_list(texts: &[String]) -> String {
    if texts.is_empty() {
        return "none".to_owned();
    }
    let quoted: Vec<_> = texts.iter().map(|text| format!("`{text}`")).collect();
    quoted.join(", ")
}

pub(super) fn status(status: StatusPattern) -> String {
    match status {
        StatusPattern::Code(code) => code.to_string(),
        StatusPattern::Class(class) => format!("{class}XX"),
        StatusPattern::Default => "default".to_owned(),
    }
}
