//! The client, the crate's root and its manifest.

use super::build::*;
use super::text;
use crate::config::{Config, Options};
use crate::emit::{Emitter, OutputFile};
use crate::ir::{
    Api, ApiKeyLocation, ParameterLocation, SecurityScheme, SecuritySchemeKind, ServerVariable,
    Type,
};

fn pets() -> Api {
    let mut api = api(vec![def("Pet", structure(Vec::new()))]);
    api.title = "Pet *API*".to_owned();
    api.servers = vec![server("https://pets.example/v1")];
    api.security = vec![key("Key", "key", ApiKeyLocation::Header, "x-key")];
    let mut operation = operation("retrievePet", "retrieve_pet", "RetrievePet");
    operation.parameters = vec![parameter("id", ParameterLocation::Path, true, Type::String)];
    operation.security = vec![vec!["Key".to_owned()]];
    operation.responses = vec![json(200, named(0))];
    api.operations = vec![operation];
    api
}

fn key(key: &str, name: &str, location: ApiKeyLocation, header: &str) -> SecurityScheme {
    let kind = SecuritySchemeKind::ApiKey {
        location,
        name: header.to_owned(),
    };
    scheme(key, name, kind)
}

fn client(api: &Api, options: &Options) -> String {
    text(api, options, OutputFile::Client)
}

#[test]
fn the_client_has_a_builder_for_the_first_server() {
    let expected = r#"
/// A client for Pet \*API\*.
///
/// Cloning is cheap: clones share connections and credentials. `Debug` output contains no
/// credentials.
#[derive(Debug, Clone)]
pub struct Client {
    pub(crate) core: Core,
}

impl Client {
    /// Returns a builder for a client of <https://pets.example/v1>.
    pub fn builder() -> ClientBuilder {
        let user_agent = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));
        ClientBuilder {
            core: CoreBuilder::new("https://pets.example/v1")
                .user_agent(user_agent)
                .credential_methods(&[("Key", "key")]),
        }
    }

    /// Returns a request for any path below the base URL, for endpoints that have no method. It is
    /// sent with the client's credentials and retried as other calls are. The path may contain
    /// placeholders in braces.
    pub fn request(&self, method: Method, path: impl Into<String>) -> RawRequest {
        self.core.raw_request(method, path)
    }
}
"#;
    let text = client(&pets(), &Options::default());
    assert!(text.contains(expected), "{text}");
}

#[test]
fn each_security_scheme_has_a_setter() {
    let mut api = pets();
    api.security = vec![
        key("Cookie", "cookie", ApiKeyLocation::Cookie, "session"),
        key("Query", "query", ApiKeyLocation::Query, "q"),
        scheme("Basic", "basic", SecuritySchemeKind::Basic),
        scheme("Bearer", "bearer", SecuritySchemeKind::Bearer),
        scheme("Hawk", "hawk", SecuritySchemeKind::Other("Hawk".to_owned())),
        scheme("Tls", "tls", SecuritySchemeKind::MutualTls),
    ];
    let text = client(&api, &Options::default());
    for part in [
        "Credential::cookie(\"session\", key)",
        "Credential::query(\"q\", key)",
        "Credential::basic(user, password)",
        "Credential::bearer(token)",
        "pub fn bearer_source(mut self, source: impl TokenSource) -> Self {",
        "Credential::authorization(\"Hawk\", credentials)",
        "    /// Sent as `Authorization: Hawk`.\n",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
    assert!(!text.contains("tls"), "{text}");
}

#[test]
fn the_environment_is_read_only_if_variables_are_configured() {
    let mut options = Options::default();
    assert!(!client(&pets(), &options).contains("std::env"));
    options.env.base_url = Some("PETS_URL".to_owned());
    options.env.credentials = [("Key".to_owned(), "PETS_KEY".to_owned())].into();
    let expected = r#"
    pub fn from_env() -> Result<Self, Error> {
        let mut builder = Self::builder();
        if let Some(value) = variable("PETS_KEY")? {
            builder = builder.key(value);
        }
        if let Some(value) = variable("PETS_URL")? {
            builder = builder.base_url(value);
        }
        builder.build()
    }
"#;
    let text = client(&pets(), &options);
    assert!(text.contains(expected), "{text}");
    assert!(text.contains("use std::env::{self, VarError};\n"), "{text}");
}

#[test]
fn variables_of_the_server_have_their_defaults() {
    let mut api = pets();
    let base_url = |api: &Api| {
        let text = client(api, &Options::default());
        let (_, rest) = text.split_once("CoreBuilder::new(").expect("a builder");
        rest.split_once(')').expect("its end").0.to_owned()
    };
    api.servers[0].url = "https://{region}.pets.example".to_owned();
    api.servers[0].variables = vec![ServerVariable {
        wire_name: "region".to_owned(),
        default: Some("eu".to_owned()),
        values: Vec::new(),
        name: "region".to_owned(),
        enumeration: String::new(),
        variants: Vec::new(),
    }];
    assert_eq!(base_url(&api), "\"https://eu.pets.example\"");
    for url in [
        "/v1",
        "",
        "https://{x}/",
        "ftp://a.b",
        "https://",
        "pets.example",
    ] {
        api.servers[0].url = url.to_owned();
        assert_eq!(base_url(&api), "\"\"", "{url}");
    }
}

#[test]
fn the_crate_page_has_an_example_and_credentials() {
    let text = text(&pets(), &Options::new("pet-client"), OutputFile::Lib);
    let expected = r#"
//! A client for Pet \*API\*.
//!
//! # Example
//!
//! ```no_run
//! use pet_client::{Client, Error};
//!
//! # async fn example() -> Result<(), Error> {
//! let client = Client::builder().key("...").build()?;
//! let response = client.retrieve_pet("...").await?;
//! println!("{response:?}");
//! # Ok(())
//! # }
//! ```
//!
//! # Credentials
//!
//! [`ClientBuilder`] has a setter for each credential:
//!
//! - [`key`](ClientBuilder::key): header `x-key`
//!
//! A call without"#;
    assert!(text.starts_with(expected), "{text}");
    for line in [
        "\nmod client;\n",
        "\nmod runtime;\n",
        "\npub mod types;\n",
        "pub use client::{Client, ClientBuilder};\n",
    ] {
        assert!(text.contains(line), "{line} in {text}");
    }
}

#[test]
fn the_example_of_a_crate_without_operations_builds_the_client() {
    let mut api = pets();
    api.operations.clear();
    api.servers.clear();
    let text = text(&api, &Options::new("pet-client"), OutputFile::Lib);
    let expected = r#"
//! # fn example() -> Result<(), Error> {
//! let client = Client::builder()
//!     .base_url("https://api.example.com")
//!     .key("...")
//!     .build()?;
//! println!("{client:?}");
"#;
    assert!(text.contains(expected), "{text}");
}

#[test]
fn the_manifest_has_the_configured_metadata() {
    let text = r#"
[[client]]
document = "a"
output = "b"
package = "pet-client"

[client.options.metadata]
description = 'Pets, "all" of them'
version = "3.0.0"
license = "MIT"
keywords = ["pets", "api"]
publish = false
"#;
    let config = Config::parse(text, "codegen.toml").expect("it is right");
    let api = pets();
    let manifest = Emitter::new(&api, &config.clients[0].options).manifest();
    let manifest: toml::Table = manifest.parse().expect("the manifest is TOML");
    let package = toml::toml! {
        name = "pet-client"
        description = "Pets, \"all\" of them"
        version = "3.0.0"
        edition = "2024"
        rust-version = "1.88"
        keywords = ["pets", "api"]
        license = "MIT"
        publish = false

        [metadata.docs.rs]
        all-features = true
        rustdoc-args = ["--cfg", "docsrs"]
    };
    assert_eq!(manifest["package"].as_table(), Some(&package));
}

#[test]
fn the_manifest_has_the_versions_of_the_workspace() {
    let mut api = pets();
    api.title = "A \"quoted\"\ntitle \\".to_owned();
    let options = Options::new("pet-client");
    let manifest = Emitter::new(&api, &options).manifest();
    let manifest: toml::Table = manifest.parse().expect("the manifest is TOML");
    let workspace: toml::Table = include_str!("../../../../Cargo.toml")
        .parse()
        .expect("the workspace's manifest is TOML");
    let package = &manifest["package"];
    assert_eq!(package["name"].as_str(), Some("pet-client"));
    assert_eq!(
        package["description"].as_str(),
        Some("A client for A \"quoted\"\ntitle \\")
    );
    let workspace = &workspace["workspace"];
    for key in ["edition", "rust-version"] {
        assert_eq!(package[key], workspace["package"][key], "{key}");
    }
    let dependencies = manifest["dependencies"].as_table().expect("dependencies");
    for (name, dependency) in dependencies {
        let known = workspace["dependencies"].get(name);
        let known = known.unwrap_or_else(|| panic!("{name} is not in the workspace"));
        assert_eq!(version(dependency), version(known), "{name}");
    }
}

/// Returns the version requirement of a dependency.
fn version(dependency: &toml::Value) -> Option<&str> {
    let version = dependency.get("version").unwrap_or(dependency);
    version.as_str()
}
