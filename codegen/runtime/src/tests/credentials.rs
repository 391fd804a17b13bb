//! Selection of credentials, and errors if they are missing.

use super::api;
use super::server::{Server, respond};
use crate::runtime::{Core, CoreBuilder, Credential, Error, Method, Operation};

/// Returns an operation with these security alternatives.
fn operation(security: &'static [&'static [&'static str]]) -> &'static Operation {
    Box::leak(Box::new(Operation {
        id: "op",
        method: Method::GET,
        path: "/x",
        security,
        accept: "application/json",
    }))
}

/// Returns a core with a header credential for each key, with the key in its name and value.
fn core(url: &str, keys: &[&'static str]) -> Core {
    keys.iter()
        .fold(
            CoreBuilder::new("http://unused").base_url(url),
            |builder, key| {
                builder.credential(key, Credential::header(*key, format!("value-{key}")))
            },
        )
        .build()
        .expect("a core")
}

/// Returns the keys whose credentials are sent with a call.
async fn carried(keys: &[&'static str], security: &'static [&'static [&'static str]]) -> String {
    let server = Server::json("200 OK", "{}");
    let request = core(&server.url, keys).request(operation(security));
    if let Err(error) = request.send(crate::runtime::body::decode::empty).await {
        assert!(server.is_untouched());
        return error.to_string();
    }
    let request = server.request();
    let carried = ["a", "b", "c"]
        .into_iter()
        .filter(|key| request.contains(&format!("\r\n{key}: value-{key}\r\n")));
    carried.collect()
}

#[tokio::test]
async fn the_credentials_of_the_first_complete_alternative_are_sent() {
    type Row = (
        &'static [&'static str],
        &'static [&'static [&'static str]],
        &'static str,
    );
    const TABLE: &[Row] = &[
        (&["a", "b", "c"], &[&["a", "b"], &["c"]], "ab"),
        (&["c", "b", "a"], &[&["a", "b"], &["c"]], "ab"),
        (&["a", "c"], &[&["a", "b"], &["c"]], "c"),
        (&["a", "b"], &[&["c"], &["b"], &["a"]], "b"),
        (&["a", "b", "c"], &[&["a"]], "a"),
        // A superset of an earlier alternative is preferred, or it could never be chosen.
        (&["a", "b"], &[&["a"], &["a", "b"]], "ab"),
        (&["a"], &[&["a"], &["a", "b"]], "a"),
        // No credential is required.
        (&["a"], &[], ""),
        // Credentials are optional.
        (&["a"], &[&[], &["a"]], "a"),
        (&["a"], &[&["a"], &[]], "a"),
        (&["b"], &[&[], &["a"]], ""),
        (&[], &[&["a"], &[]], ""),
    ];
    for (keys, security, expected) in TABLE {
        assert_eq!(
            carried(keys, security).await,
            *expected,
            "{keys:?} {security:?}"
        );
    }
}

#[tokio::test]
async fn missing_credentials_are_an_error_that_lists_all_alternatives() {
    let error = carried(&["a"], &[&["a", "b"], &["c"]]).await;
    let (_, error) = error.split_once(": missing").expect("the call");
    assert_eq!(error, " credentials: it needs a and b (b is missing), or c");
    let core = core("http://127.0.0.1:9", &["a"]);
    let request = core.request(operation(&[&["a", "b"], &["c"]]));
    let error = request.send(crate::runtime::body::decode::empty).await;
    let Err(Error::MissingCredentials(missing)) = error else {
        panic!("{error:?}");
    };
    assert_eq!(missing.operation(), "op");
    let alternatives: Vec<_> = missing
        .alternatives()
        .iter()
        .map(|alternative| (alternative.schemes(), alternative.missing()))
        .collect();
    assert_eq!(
        alternatives,
        [(&["a", "b"][..], &["b"][..]), (&["c"], &["c"])]
    );
}

#[tokio::test]
async fn each_kind_of_credential_is_sent_in_its_location() {
    for (credential, line) in [
        (Credential::header("X-Key", "k-1"), "x-key: k-1"),
        (
            Credential::bearer("t.o/k=="),
            "authorization: Bearer t.o/k==",
        ),
        (
            Credential::basic("Aladdin", "open sesame"),
            "authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==",
        ),
        (
            Credential::basic("test", "123\u{a3}"),
            "authorization: Basic dGVzdDoxMjPCow==",
        ),
        (
            Credential::basic("user", ""),
            "authorization: Basic dXNlcjo=",
        ),
        (
            Credential::authorization("Token", "abc"),
            "authorization: Token abc",
        ),
        (Credential::cookie("sid", "a=b"), "cookie: sid=a=b"),
        (
            Credential::query("key", "a&b c"),
            "GET /x?key=a%26b%20c HTTP/1.1",
        ),
    ] {
        let server = Server::json("200 OK", "{}");
        let core = CoreBuilder::new("http://unused")
            .base_url(&server.url)
            .credential("a", credential)
            .build()
            .expect("a core");
        let request = core.request(operation(&[&["a"]]));
        let response = request.send(crate::runtime::body::decode::empty).await;
        response.expect("a response");
        let request = server.request();
        assert!(request.lines().any(|other| other == line), "{request}");
    }
}

#[tokio::test]
async fn credentials_and_parameters_are_sent_in_the_same_location() {
    let server = Server::start(vec![respond("200 OK", "text/plain", "")]);
    let core = CoreBuilder::new("http://unused")
        .base_url(&server.url)
        .credential("a", Credential::cookie("sid", "1"))
        .credential("b", Credential::query("key", "2"))
        .build()
        .expect("a core");
    let mut request = core.request(operation(&[&["a", "b"]]));
    request.cookie("c", true, "3");
    request.add_query("d", "4");
    let response = request.send(crate::runtime::body::decode::empty).await;
    response.expect("a response");
    let request = server.request();
    assert!(request.starts_with("GET /x?d=4&key=2 HTTP/1.1\r\n"));
    assert!(request.contains("\r\ncookie: c=3; sid=1\r\n"));
}

#[test]
fn an_invalid_credential_is_an_error_that_does_not_show_it() {
    for credential in [
        Credential::header("x-key", "secret\n"),
        Credential::header("x-key", "secret\u{0}"),
        Credential::header("x-key", ""),
        Credential::header("not a name", "secret"),
        Credential::bearer("secr\u{e9}t\r\n"),
        Credential::bearer(""),
        Credential::cookie("sid", "secret; path=/"),
        Credential::cookie("sid", "secret,"),
        Credential::basic("us:er", "secret"),
        Credential::authorization("Tok\nen", "secret"),
        Credential::query("key", ""),
    ] {
        let error = api::builder("http://127.0.0.1:9").credential("Third", credential);
        let error = error.build().expect_err("a credential that cannot be sent");
        assert!(matches!(error, Error::Configuration(_)), "{error}");
        let shown = format!("{error} {error:?}");
        assert!(shown.contains("Third"), "{shown}");
        assert!(!shown.contains("secr"), "{shown}");
    }
}

#[test]
fn a_credential_that_is_set_twice_has_the_last_value() {
    let builder = api::builder("http://127.0.0.1:9");
    let builder = builder.credential("ApiKey", Credential::header("x-api-key", "other"));
    let shown = format!("{builder:?}");
    assert_eq!(shown.matches("ApiKey").count(), 1, "{shown}");
}
