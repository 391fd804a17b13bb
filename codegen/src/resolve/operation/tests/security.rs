//! Security schemes and requirements.

use super::{Resolved, document};
use crate::diagnostic::Severity;
use crate::ir::{ApiKeyLocation, SecuritySchemeKind};

const SCHEMES: &str = "
components:
  securitySchemes:
    VirtualKey: {type: apiKey, in: header, name: x-virtual-key, description: Which provider.}
    ApiKey: {type: apiKey, in: header, name: x-api-key}
    OAuth: {type: oauth2, flows: {clientCredentials: {tokenUrl: 'https://x.org', scopes: {read: '', write: ''}}}}
    Certificate: {type: mutualTLS}
";

/// Returns the alternatives of an operation with this `security`, in a document whose root requires
/// `ApiKey`.
fn security(own: &str) -> (Vec<Vec<String>>, Resolved) {
    let resolved = document(&format!(
        "security: [{{ApiKey: []}}]\npaths: {{/a: {{get: {{operationId: a, {own} responses: {{}}}}}}}}{SCHEMES}"
    ));
    (resolved.operation("a").security.clone(), resolved)
}

#[test]
fn an_operation_has_its_own_requirements_or_those_of_the_root() {
    for (own, expected) in [
        ("", vec![vec!["ApiKey"]]),
        ("security: [],", vec![]),
        ("security: [{}],", vec![vec![]]),
        (
            "security: [{VirtualKey: [], ApiKey: []}, {OAuth: []}],",
            vec![vec!["ApiKey", "VirtualKey"], vec!["OAuth"]],
        ),
        (
            "security: [{ApiKey: [], VirtualKey: []}, {VirtualKey: [], ApiKey: []}],",
            vec![vec!["ApiKey", "VirtualKey"]],
        ),
        (
            "security: [{Certificate: [], ApiKey: []}],",
            vec![vec!["ApiKey"]],
        ),
    ] {
        assert_eq!(security(own).0, expected, "{own}");
    }
}

#[test]
fn an_alternative_with_an_undefined_scheme_is_ignored_and_reported() {
    let (alternatives, resolved) = security("security: [{ApiKey: [], Nobody: []}, {OAuth: []}],");
    assert_eq!(alternatives, [["OAuth"]]);
    assert_eq!(
        resolved.diagnostics()[0],
        (
            Severity::Warning,
            "undefined-security-scheme",
            "/paths/~1a/get/security/0/Nobody".to_owned()
        )
    );
    let diagnostics = resolved.diagnostics.sorted();
    assert_eq!(
        diagnostics[0].hint.as_deref(),
        Some("the defined schemes are `VirtualKey`, `ApiKey`, `OAuth`, `Certificate`")
    );
}

#[test]
fn the_scopes_of_an_operation_are_those_of_all_alternatives() {
    let (_, resolved) = security("security: [{OAuth: [read]}, {OAuth: [read, write]}],");
    let scopes = &resolved.operation("a").scopes;
    assert_eq!(scopes["OAuth"], ["read", "write"]);
}

#[test]
fn schemes_are_ordered_by_key_and_their_setters_named_after_it() {
    let (_, resolved) = security("");
    let rows: Vec<_> = resolved
        .api
        .security
        .iter()
        .map(|scheme| (scheme.key.as_str(), scheme.name.as_str(), &scheme.kind))
        .collect();
    let key = |name: &str| SecuritySchemeKind::ApiKey {
        location: ApiKeyLocation::Header,
        name: name.to_owned(),
    };
    assert_eq!(
        rows,
        [
            ("ApiKey", "api_key", &key("x-api-key")),
            ("Certificate", "certificate", &SecuritySchemeKind::MutualTls),
            ("OAuth", "o_auth", &SecuritySchemeKind::Bearer),
            ("VirtualKey", "virtual_key", &key("x-virtual-key")),
        ]
    );
    let last = &resolved.api.security[3];
    assert_eq!(last.docs.as_deref(), Some("Which provider."));
    assert_eq!(last.at.pointer, "/components/securitySchemes/VirtualKey");
    // The client obtains the token itself, and no operation requires some of the schemes.
    let note = |code, scheme: &str| {
        let at = format!("/components/securitySchemes/{scheme}");
        (Severity::Note, code, at)
    };
    assert_eq!(
        resolved.diagnostics(),
        [
            note("unrequired-security", "VirtualKey"),
            note("unrequired-security", "OAuth"),
            note("unsupported-security", "Certificate"),
        ]
    );
}

#[test]
fn a_token_that_the_client_cannot_obtain_is_reported() {
    let resolved = document(
        "
paths: {}
components:
  securitySchemes:
    Person: {type: openIdConnect, openIdConnectUrl: 'https://x.org'}
    Web: {type: oauth2, flows: {implicit: {authorizationUrl: 'https://x.org', scopes: {}}}}
",
    );
    let note = |scheme: &str| {
        let at = format!("/components/securitySchemes/{scheme}");
        (Severity::Note, "token-of-caller", at)
    };
    assert_eq!(resolved.diagnostics(), [note("Person"), note("Web")]);
}

#[test]
fn methods_of_the_builder_take_precedence_over_setters() {
    let resolved = document(
        "
paths: {}
components:
  securitySchemes:
    timeout: {type: http, scheme: Bearer}
    api-key: {type: http, scheme: basic}
    api_key: {type: http, scheme: Digest}",
    );
    let rows: Vec<_> = resolved
        .api
        .security
        .iter()
        .map(|scheme| {
            (
                scheme.key.as_str(),
                scheme.name.as_str(),
                scheme.kind.clone(),
            )
        })
        .collect();
    assert_eq!(
        rows,
        [
            ("api-key", "api_key", SecuritySchemeKind::Basic),
            (
                "api_key",
                "api_key_2",
                SecuritySchemeKind::Other("Digest".to_owned())
            ),
            ("timeout", "timeout_credential", SecuritySchemeKind::Bearer),
        ]
    );
}

#[test]
fn a_reference_to_a_scheme_is_followed() {
    let resolved = document(
        "
paths: {/a: {get: {operationId: a, security: [{Alias: []}], responses: {}}}}
components:
  securitySchemes:
    Alias: {$ref: '#/components/securitySchemes/Key'}
    Key: {type: apiKey, in: cookie, name: 'no good'}",
    );
    assert_eq!(resolved.operation("a").security, [["Alias"]]);
    let [alias, key] = resolved.api.security.as_slice() else {
        panic!("there are two schemes");
    };
    assert_eq!(alias.kind, key.kind);
    assert_eq!(resolved.diagnostics()[0].1, "invalid-security");
}
