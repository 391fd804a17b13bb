//! `Cargo.toml`.

use std::collections::BTreeMap;

use super::context::Context;
use super::features::FEATURES;
use crate::config::{Numbers, Runtime, quoted, requirement};

/// Returns the manifest of a new crate, with the versions that the runtime is tested with.
pub(super) fn emit(context: &Context<'_>) -> String {
    let name = quoted(&context.options.package);
    let title = context.api.title.trim();
    let mut metadata = context.options.metadata.clone();
    let description = metadata.remove("description").unwrap_or_else(|| {
        if title.is_empty() {
            quoted("An API client")
        } else {
            quoted(&format!("A client for {title}"))
        }
    });
    let version = metadata.remove("version");
    let version = version.unwrap_or_else(|| quoted("0.1.0"));
    let metadata: String = metadata
        .iter()
        .map(|(key, value)| format!("{key} = {value}\n"))
        .collect();
    let tags: Vec<&str> = context.features.names().collect();
    let default: String = tags
        .iter()
        .map(|tag| format!(", {}", quoted(tag)))
        .collect();
    let tags: String = tags.iter().map(|tag| format!("{tag} = []\n")).collect();
    let is_crate = context.options.runtime == Runtime::Crate;
    let features: String = FEATURES
        .iter()
        .map(|feature| {
            let name = feature.name;
            if is_crate {
                format!("{name} = [{}]\n", quoted(&format!("{RUNTIME}/{name}")))
            } else {
                format!("{name} = {}\n", feature.enables)
            }
        })
        .collect();
    let targets = if is_crate { "" } else { TARGETS };
    let dependencies: String = dependencies(context)
        .iter()
        .map(|(name, requirement)| format!("{name} = {requirement}\n"))
        .collect();
    format!(
        r#"[package]
name = {name}
description = {description}
version = {version}
edition = "2024"
rust-version = "1.88"
{metadata}
[package.metadata.docs.rs]
all-features = true
rustdoc-args = ["--cfg", "docsrs"]

[features]
default = ["rustls"{default}]
{features}{tags}
[dependencies]
{dependencies}{targets}"#
    )
}

/// The package of the runtime.
const RUNTIME: &str = "apicrate-runtime";

/// The dependencies of a copy of the runtime that depend on the target.
const TARGETS: &str = r#"
[target.'cfg(not(all(target_arch = "wasm32", target_os = "unknown")))'.dependencies]
http-body = "1"
tokio = { version = "1", default-features = false, features = ["fs", "rt", "time"] }

[target.'cfg(all(target_arch = "wasm32", target_os = "unknown"))'.dependencies]
js-sys = "0.3"
wasm-bindgen-futures = "0.4"
"#;

/// The requirement of the package of the runtime.
const RUNTIME_REQUIREMENT: &str = concat!(
    r#"{ version = ""#,
    env!("CARGO_PKG_VERSION"),
    r#"", default-features = false, features = ["client"] }"#
);

/// The dependencies that only a copy of the runtime needs.
const RUNTIME_DEPENDENCIES: [(&str, &str); 4] = [
    ("bytes", r#""1""#),
    (
        "futures-core",
        r#"{ version = "0.3", default-features = false }"#,
    ),
    (
        "tokio",
        r#"{ version = "1", default-features = false, features = ["sync"] }"#,
    ),
    (
        "tracing",
        r#"{ version = "0.1", default-features = false, features = ["std"], optional = true }"#,
    ),
];

/// The dependencies of every client, of its types, and those in the options, by name.
fn dependencies<'a>(context: &'a Context<'_>) -> BTreeMap<&'a str, &'a str> {
    let json = match context.options.types.numbers {
        Numbers::Arbitrary if context.uses_external("serde_json::Number") => {
            r#"{ version = "1.0", features = ["arbitrary_precision", "float_roundtrip"] }"#
        }
        _ => r#"{ version = "1.0", features = ["float_roundtrip"] }"#,
    };
    let mut dependencies = match context.options.runtime {
        Runtime::Crate => BTreeMap::from([(RUNTIME, RUNTIME_REQUIREMENT)]),
        _ => BTreeMap::from(RUNTIME_DEPENDENCIES),
    };
    dependencies.extend([
        (
            "reqwest",
            r#"{ version = "0.13", default-features = false }"#,
        ),
        (
            "serde",
            r#"{ version = "1.0", default-features = false, features = ["std"] }"#,
        ),
        ("serde_json", json),
    ]);
    let libraries = context.libraries();
    dependencies.extend(libraries.filter_map(|name| Some((name, requirement(name)?))));
    let own = context.options.dependencies.iter();
    dependencies.extend(own.map(|(name, requirement)| (name.as_str(), requirement.as_str())));
    dependencies
}
