//! The OpenAPI version of a document.

use crate::value::Value;

use crate::diagnostic::{Diagnostic, Severity, code};
use crate::location::{FileId, SourceLocation};

/// A minor version of OpenAPI 3.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Version {
    /// OpenAPI 3.0, whose schemas are a dialect of their own.
    V3_0,
    /// OpenAPI 3.1, whose schemas are JSON Schema 2020-12.
    V3_1,
    /// OpenAPI 3.2, or a later 3.x, which is read as 3.2.
    V3_2,
}

/// Returns the version of a root value, with a warning if it is later than the known ones.
pub(super) fn detect(root: &Value) -> Result<(Version, Option<Diagnostic>), Box<Diagnostic>> {
    let at = SourceLocation::root(FileId::default());
    let Value::Object(members) = root else {
        let mut diagnostic = Diagnostic::new(
            Severity::Error,
            code::NOT_OPENAPI,
            at,
            format!(
                "an OpenAPI document must be an object, not {}",
                root.describe_type()
            ),
        );
        diagnostic.hint("check that this is the right file");
        return Err(Box::new(diagnostic));
    };
    if let Some(declared) = members.get("openapi") {
        return declared_version(declared, &at.child("openapi"));
    }
    if let Some(declared) = members.get("swagger") {
        let mut diagnostic = Diagnostic::new(
            Severity::Error,
            code::SWAGGER_2,
            at.child("swagger"),
            format!(
                "this is a Swagger {} document, not OpenAPI 3",
                text(declared)
            ),
        );
        diagnostic.hint(
            "convert it to OpenAPI 3 first, for example with `npx swagger2openapi -o openapi.yaml <file>`",
        );
        return Err(Box::new(diagnostic));
    }
    let mut diagnostic = Diagnostic::new(
        Severity::Error,
        code::NOT_OPENAPI,
        at,
        "missing member `openapi`, the version of OpenAPI",
    );
    diagnostic.hint("add `openapi: 3.0.3` or another version at the top");
    Err(Box::new(diagnostic))
}

fn declared_version(
    declared: &Value,
    at: &SourceLocation,
) -> Result<(Version, Option<Diagnostic>), Box<Diagnostic>> {
    // An unquoted `openapi: 3.1` is a number in YAML.
    let version = text(declared);
    let mut parts = version.trim().split('.');
    let major = parts.next().unwrap_or_default();
    let minor = parts.next().and_then(|minor| minor.parse::<u32>().ok());
    match (major, minor) {
        ("3", Some(0)) => Ok((Version::V3_0, None)),
        ("3", Some(1)) => Ok((Version::V3_1, None)),
        ("3", Some(2)) => Ok((Version::V3_2, None)),
        ("3", Some(_)) => {
            let message = format!("unknown OpenAPI version {version}, read as 3.2");
            let warning = Diagnostic::new(
                Severity::Warning,
                code::UNSUPPORTED_VERSION,
                at.clone(),
                message,
            );
            Ok((Version::V3_2, Some(warning)))
        }
        _ => {
            let message = format!("unknown OpenAPI version `{version}`");
            let mut diagnostic = Diagnostic::new(
                Severity::Error,
                code::UNSUPPORTED_VERSION,
                at.clone(),
                message,
            );
            diagnostic.hint("3.0.x, 3.1.x and 3.2.x are supported");
            Err(Box::new(diagnostic))
        }
    }
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
