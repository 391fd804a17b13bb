//! A type of the model as it is written outside the generated crate.

use apicrate_codegen::ir::{Api, Type};

/// The type of untyped values.
pub(super) const ANY: &str = "serde_json::Value";

/// Returns the type as written in a crate that calls the generated one `client`.
pub(super) fn rust_type(api: &Api, ty: &Type) -> String {
    let inner = |ty: &Type| rust_type(api, ty);
    match ty {
        Type::Any => ANY.to_owned(),
        Type::String => "String".to_owned(),
        Type::Bool => "bool".to_owned(),
        Type::Integer(kind) => kind.name().to_owned(),
        Type::Float => "f64".to_owned(),
        Type::Null => "()".to_owned(),
        Type::Binary => "Vec<u8>".to_owned(),
        Type::Array(items) => format!("Vec<{}>", inner(items)),
        Type::Map(values) => format!("BTreeMap<String, {}>", inner(values)),
        Type::Nullable(value) => format!("Option<{}>", inner(value)),
        Type::Tuple(parts) => {
            let parts: String = parts
                .iter()
                .map(|part| format!("{}, ", inner(part)))
                .collect();
            format!("({})", parts.trim_end())
        }
        Type::Named(id) => format!("client::types::{}", api.type_def(*id).name),
        Type::External(external) => external.path.replace("crate::", "client::"),
    }
}
