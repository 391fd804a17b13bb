//! Security schemes and requirements.

use openapiv3::{APIKeyLocation, ReferenceOr, SecurityScheme};

use super::{Tested, lowered};
use crate::lower::security::MUTUAL_TLS;

#[test]
fn schemes_of_all_types_are_read() -> Tested {
    let case = lowered(
        "security: [{Key: [], Bearer: []}, {OAuth: [read, write]}, {}]
components:
  securitySchemes:
    Key: {type: apiKey, in: query, name: k, description: D, x-a: 1}
    Bearer: {type: http, scheme: bearer, bearerFormat: JWT}
    Tls: {type: mutualTLS}
    OAuth: {type: oauth2, flows: {clientCredentials: {tokenUrl: t, scopes: {read: R}}, implicit: {authorizationUrl: a}, deviceAuthorization: {}}}
    Id: {type: openIdConnect, openIdConnectUrl: u}
    Same: {$ref: '#/components/securitySchemes/Key'}
",
    )?;
    case.reports(&[]);
    let requirements = case.lowered.api.security.as_ref().ok_or("none")?;
    let names: Vec<Vec<_>> = requirements
        .iter()
        .map(|set| set.keys().map(String::as_str).collect())
        .collect();
    assert_eq!(names, [vec!["Key", "Bearer"], vec!["OAuth"], vec![]]);
    let schemes = &case
        .lowered
        .api
        .components
        .as_ref()
        .ok_or("none")?
        .security_schemes;
    let item = |key: &str| schemes.get(key).and_then(ReferenceOr::as_item);
    assert!(
        matches!(item("Key"), Some(SecurityScheme::APIKey { location: APIKeyLocation::Query, name, .. }) if name == "k")
    );
    assert!(
        matches!(item("Bearer"), Some(SecurityScheme::HTTP { scheme, .. }) if scheme == "bearer")
    );
    assert!(
        matches!(item("Tls"), Some(SecurityScheme::HTTP { scheme, .. }) if scheme == MUTUAL_TLS)
    );
    assert!(
        matches!(item("OAuth"), Some(SecurityScheme::OAuth2 { flows, .. }) if flows.client_credentials.is_some() && flows.implicit.is_some())
    );
    assert!(matches!(
        item("Id"),
        Some(SecurityScheme::OpenIDConnect { .. })
    ));
    assert!(matches!(
        schemes.get("Same"),
        Some(ReferenceOr::Reference { .. })
    ));
    Ok(())
}

#[test]
fn incomplete_schemes_are_reported() -> Tested {
    let case = lowered(
        "components: {securitySchemes: {A: {type: apiKey, name: n}, B: {type: apiKey, in: header}, C: {type: http}, D: {type: basic}, E: {}}}\n",
    )?;
    let expected = ["A", "B", "C", "D", "E"]
        .map(|key| format!("warning invalid-security /components/securitySchemes/{key}"));
    case.reports(&expected.each_ref().map(String::as_str));
    let schemes = &case
        .lowered
        .api
        .components
        .as_ref()
        .ok_or("none")?
        .security_schemes;
    assert_eq!(schemes.keys().collect::<Vec<_>>(), ["A", "C"]);
    Ok(())
}
