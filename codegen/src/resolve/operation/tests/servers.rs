//! Servers of the root, of paths and of operations.

use super::{Resolved, document};
use crate::diagnostic::Severity;

fn root(servers: &str) -> Resolved {
    document(&format!("paths: {{}}\nservers: {servers}"))
}

#[test]
fn servers_are_in_document_order_with_their_variables() {
    let resolved = root(
        "
- url: https://{region}.x.org/{version}
  description: Ours
  variables:
    region: {default: eu, enum: [eu, us], description: Where.}
    version: {default: v1}
- url: http://localhost:8080",
    );
    let [ours, local] = resolved.api.servers.as_slice() else {
        panic!("there are two servers");
    };
    assert_eq!(ours.docs.as_deref(), Some("Ours\n\n- `region`: Where."));
    let variables: Vec<_> = ours
        .variables
        .iter()
        .map(|variable| {
            (
                variable.wire_name.as_str(),
                variable.default.as_deref().unwrap_or_default(),
                variable.values.len(),
            )
        })
        .collect();
    assert_eq!(variables, [("region", "eu", 2), ("version", "v1", 0)]);
    assert_eq!(local.url, "http://localhost:8080");
    assert_eq!(local.at.pointer, "/servers/1");
    assert!(resolved.diagnostics.is_empty());
}

#[test]
fn an_unusable_url_is_reported_and_kept() {
    for url in [
        "/v1",
        "v1",
        "https://",
        "https:///x",
        "ftp://x.org",
        "https://your domain",
        "é",
    ] {
        let resolved = root(&format!("[{{url: '{url}'}}]"));
        assert_eq!(resolved.api.servers[0].url, url);
        let expected = (Severity::Warning, "server-url", "/servers/0/url".to_owned());
        assert_eq!(resolved.diagnostics(), [expected], "{url}");
    }
    let second = root("[{url: 'https://x.org'}, {url: PLACEHOLDER}]");
    let expected = (Severity::Note, "server-url", "/servers/1/url".to_owned());
    assert_eq!(second.diagnostics(), [expected]);
    for url in ["HTTPS://x.org", " https://x.org:80/v1 "] {
        assert!(root(&format!("[{{url: '{url}'}}]")).diagnostics.is_empty());
    }
}

#[test]
fn a_server_url_to_which_no_path_can_be_appended_is_reported() {
    for url in [
        "https://x.org/v1?a=b",
        "https://x.org?",
        "https://x.org/#a",
        "https://u:p@x.org",
        "https://x.org/<a>",
        "https://:80",
    ] {
        let resolved = root(&format!("[{{url: '{url}'}}]"));
        let pointer = "/servers/0/url".to_owned();
        let expected = [(Severity::Warning, "server-url", pointer)];
        assert_eq!(resolved.diagnostics(), expected, "{url}");
    }
}

#[test]
fn missing_unused_and_invalid_variables_are_reported() {
    let resolved = root(
        "
- url: https://{a}.{b}
  variables: {b: {default: x, enum: [y]}, c: {default: z}}",
    );
    let names: Vec<_> = resolved.api.servers[0]
        .variables
        .iter()
        .map(|variable| variable.wire_name.as_str())
        .collect();
    assert_eq!(names, ["b", "a"]);
    assert_eq!(
        resolved.diagnostics(),
        ["url", "variables/b", "variables/c"].map(|at| (
            Severity::Warning,
            "server-variable",
            format!("/servers/0/{at}")
        ))
    );
}

#[test]
fn an_operation_has_servers_if_they_differ_from_those_of_the_root() {
    let resolved = document(
        "
servers: [{url: 'https://root'}]
paths:
  /a:
    servers: [{url: 'https://path'}]
    get: {operationId: own, servers: [{url: 'https://own'}], responses: {}}
    put: {operationId: path, responses: {}}
    post: {operationId: same, servers: [{url: 'https://root', description: Same}], responses: {}}
  /b: {get: {operationId: none, responses: {}}}",
    );
    let urls = |id: &str| {
        let servers = resolved.operation(id).servers.iter();
        let urls: Vec<_> = servers
            .map(|server| (server.url.clone(), server.at.pointer.clone()))
            .collect();
        urls
    };
    let server = |url: &str, at: &str| (url.to_owned(), at.to_owned());
    assert_eq!(
        urls("own"),
        [server("https://own", "/paths/~1a/get/servers/0")]
    );
    assert_eq!(
        urls("path"),
        [server("https://path", "/paths/~1a/servers/0")]
    );
    assert!(urls("same").is_empty());
    assert!(urls("none").is_empty());
}

#[test]
fn a_document_without_servers_has_none() {
    assert!(document("paths: {}").api.servers.is_empty());
}
