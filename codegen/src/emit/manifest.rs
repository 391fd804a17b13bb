//! `Cargo.toml`.

use std::fmt::Write;

use super::context::Context;

/// The manifest of a new crate. The versions are those that the runtime is tested with.
pub(super) fn emit(context: &Context<'_>) -> String {
    let name = quoted(&context.options.package);
    let title = context.api.title.trim();
    let description = if title.is_empty() {
        quoted("An API client")
    } else {
        quoted(&format!("A client for {title}"))
    };
    let tags: Vec<&str> = context.features.names().collect();
    let default: String = tags
        .iter()
        .map(|tag| format!(", {}", quoted(tag)))
        .collect();
    let tags: String = tags.iter().map(|tag| format!("{tag} = []\n")).collect();
    format!(
        r#"[package]
name = {name}
description = {description}
version = "0.1.0"
edition = "2024"
rust-version = "1.88"

[features]
default = ["rustls"{default}]
rustls = ["reqwest/rustls"]
native-tls = ["reqwest/native-tls"]
{tags}
[dependencies]
bytes = "1"
futures-core = {{ version = "0.3", default-features = false }}
reqwest = {{ version = "0.13", default-features = false }}
serde = {{ version = "1.0", default-features = false, features = ["std"] }}
serde_json = {{ version = "1.0", features = ["float_roundtrip"] }}

[target.'cfg(not(all(target_arch = "wasm32", target_os = "unknown")))'.dependencies]
tokio = {{ version = "1", default-features = false, features = ["time"] }}

[target.'cfg(all(target_arch = "wasm32", target_os = "unknown"))'.dependencies]
js-sys = "0.3"
wasm-bindgen-futures = "0.4"
"#
    )
}

/// A basic string of TOML (TOML 1.0, "String").
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            other if other.is_control() => {
                // Writing to a string does not fail.
                let _ = write!(out, "\\u{:04X}", u32::from(other));
            }
            other => out.push(other),
        }
    }
    out.push('"');
    out
}
