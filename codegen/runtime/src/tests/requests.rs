//! Requests as they are on the wire.

use std::collections::BTreeMap;

use super::api::{self, KEY, VIRTUAL_KEY};
use super::server::{Server, respond};
use crate::runtime::{Core, Error, Method, Operation, Request, Style};

/// An operation without credentials.
static SEARCH: Operation = Operation {
    id: "search",
    method: Method::PUT,
    path: "/search?fixed=1#part",
    security: &[],
    accept: "text/plain",
};

/// Sends a request prepared by `fill` and returns the received request.
async fn sent(fill: impl FnOnce(&mut Request)) -> String {
    let server = Server::start(vec![respond("200 OK", "text/plain", "ok")]);
    let mut request = api::core(&server.url).request(&SEARCH);
    fill(&mut request);
    let text = request.send(crate::runtime::body::decode::text).await;
    assert_eq!(text.expect("a response").into_inner(), "ok");
    server.request()
}

/// Returns the error of a request prepared by `fill`, which must not be sent.
async fn refused(fill: impl FnOnce(&mut Request)) -> String {
    let server = Server::json("200 OK", "{}");
    let mut request = api::core(&server.url).request(&SEARCH);
    fill(&mut request);
    let error = request.send(crate::runtime::body::decode::empty).await;
    let error = error.expect_err("an error");
    assert!(matches!(error, Error::InvalidRequest(_)), "{error}");
    assert!(server.is_untouched());
    error.to_string()
}

fn head_and_body(request: &str) -> (&str, &str) {
    request.split_once("\r\n\r\n").expect("a complete request")
}

fn has_line(request: &str, line: &str) -> bool {
    head_and_body(request).0.lines().any(|other| other == line)
}

#[tokio::test]
async fn a_call_sends_its_path_and_headers_and_nothing_else() {
    let server = Server::json("200 OK", "{}");
    let core = api::core(&format!("{}/v1/", server.url));
    api::retrieve(&core, "ftjob-1").await.expect("a response");
    let request = server.request();
    let (head, body) = head_and_body(&request);
    let mut lines: Vec<_> = head.lines().collect();
    assert_eq!(lines.remove(0), "GET /v1/jobs/ftjob-1 HTTP/1.1");
    lines.sort_unstable();
    let host = server.url.replace("http://", "host: ");
    assert_eq!(
        lines,
        [
            "accept-encoding: identity",
            "accept: application/json",
            host.as_str(),
            "user-agent: tests/1.0",
            &format!("x-api-key: {KEY}"),
            &format!("x-virtual-key: {VIRTUAL_KEY}"),
        ]
    );
    assert_eq!(body, "");
}

#[tokio::test]
async fn an_id_reaches_the_server_as_one_segment() {
    for (id, segment) in [
        ("a/b", "a%2Fb"),
        ("%3A", "%253A"),
        ("é", "%C3%A9"),
        ("a\nb", "a%0Ab"),
        ("a\r\nx: y", "a%0D%0Ax%3A%20y"),
        ("%2e%2e", "%252e%252e"),
        ("?a#b", "%3Fa%23b"),
    ] {
        let server = Server::json("200 OK", "{}");
        let core = api::core(&server.url);
        api::retrieve(&core, id).await.expect("a response");
        let line = format!("GET /jobs/{segment} HTTP/1.1\r\n");
        let request = server.request();
        assert!(request.starts_with(&line), "{request}");
    }
}

#[tokio::test]
async fn an_id_that_would_change_the_path_is_an_error_and_nothing_is_sent() {
    let server = Server::json("200 OK", "{}");
    let core = api::core(&server.url);
    for id in ["", ".", ".."] {
        let error = api::retrieve(&core, id).await.expect_err("an error");
        let Error::InvalidRequest(invalid) = &error else {
            panic!("{error:?}");
        };
        assert_eq!(invalid.parameter(), Some("job_id"));
        assert_eq!(invalid.operation(), "retrieveJob");
        assert!(error.to_string().contains("job_id"), "{error}");
    }
    assert!(server.is_untouched());
}

#[tokio::test]
async fn query_parameters_follow_the_query_of_the_template_in_the_order_of_the_calls() {
    let request = sent(|request| {
        request.query("limit", Style::Form, true, &10);
        request.query("q", Style::Form, true, "a b&c");
        request.query("tags", Style::Form, false, &["x", "y"]);
        request.query("none", Style::Form, true, &Option::<i64>::None);
        request.reserved_query("raw", Style::Form, true, "a/b");
        request.add_query("extra", "1+1");
    })
    .await;
    assert!(request.starts_with(
        "PUT /search?fixed=1&limit=10&q=a%20b%26c&tags=x,y&raw=a/b&extra=1%2B1 HTTP/1.1\r\n"
    ));
}

#[tokio::test]
async fn a_parameter_that_is_set_twice_has_the_last_value() {
    let request = sent(|request| {
        request.query("limit", Style::Form, true, &10);
        request.query("limit", Style::Form, true, &20);
        request.cookie("a", true, "1");
        request.cookie("a", true, "2");
        request.header_parameter("x-a", false, "1");
        request.header_parameter("x-a", false, "2");
    })
    .await;
    assert!(request.starts_with("PUT /search?fixed=1&limit=20 HTTP/1.1\r\n"));
    assert!(has_line(&request, "cookie: a=2"));
    assert!(has_line(&request, "x-a: 2") && !has_line(&request, "x-a: 1"));
}

#[tokio::test]
async fn headers_and_cookies_are_sent_by_their_styles() {
    let object = BTreeMap::from([("R", 100), ("G", 200)]);
    let request = sent(|request| {
        request.header_parameter("X-List", false, &[1, 2]);
        request.header_parameter("X-Object", true, &object);
        request.cookie("session", true, "a;b c");
        request.cookie("list", false, &["x", "y"]);
    })
    .await;
    assert!(has_line(&request, "x-list: 1,2"), "{request}");
    assert!(has_line(&request, "x-object: G=200,R=100"), "{request}");
    assert!(
        has_line(&request, "cookie: session=a%3Bb%20c; list=x,y"),
        "{request}"
    );
}

#[tokio::test]
async fn a_header_of_a_call_replaces_the_default() {
    let server = Server::json("200 OK", "{}");
    let call = api::retrieve(&api::core(&server.url), "a");
    let call = call.header("accept", "application/x-other");
    let call = call.header("X-API-Key", "of-this-call").query("a", "b");
    call.await.expect("a response");
    let request = server.request();
    assert!(request.starts_with("GET /jobs/a?a=b HTTP/1.1\r\n"));
    assert!(has_line(&request, "accept: application/x-other"));
    assert!(has_line(&request, "x-api-key: of-this-call"));
    assert!(!request.contains(KEY));
}

#[tokio::test]
async fn bodies_are_sent_with_a_content_type_and_a_length() {
    // Sorted by name, since a JSON map may or may not keep the order of its members.
    let value = serde_json::json!({"a": "é", "b": [1, 2.5]});
    let request = sent(|request| request.json(&value)).await;
    assert!(has_line(&request, "content-type: application/json"));
    assert!(has_line(&request, "content-length: 22"), "{request}");
    let request = sent(|request| request.text("héllo")).await;
    assert!(has_line(
        &request,
        "content-type: text/plain; charset=utf-8"
    ));
    assert!(has_line(&request, "content-length: 6"), "{request}");
    let request = sent(|request| request.body("image/png", vec![0, 255, 13, 10])).await;
    assert!(has_line(&request, "content-type: image/png"));
    assert_eq!(head_and_body(&request).1, "\u{0}\u{ff}\r\n");
    let request = sent(|request| request.form(&value, &[])).await;
    assert!(has_line(
        &request,
        "content-type: application/x-www-form-urlencoded"
    ));
    assert_eq!(head_and_body(&request).1, "a=%C3%A9&b=1&b=2.5");
}

#[tokio::test]
async fn invalid_parameters_and_bodies_are_errors_that_name_them() {
    let error = refused(|request| request.header_parameter("x-a", false, "a\r\nx-b: c")).await;
    assert!(error.contains("`x-a`") && !error.contains("x-b"), "{error}");
    let error = refused(|request| request.set_header("not a name", "b")).await;
    assert!(error.contains("`not a name`"), "{error}");
    let error = refused(|request| request.query("n", Style::Form, true, &f64::NAN)).await;
    assert!(error.contains("`n`"), "{error}");
    let error = refused(|request| request.form("text", &[])).await;
    assert!(error.contains("form"), "{error}");
    let keys_are_lists = BTreeMap::from([(vec![1], 2)]);
    let error = refused(|request| request.json(&keys_are_lists)).await;
    assert!(error.contains("body"), "{error}");
}

#[tokio::test]
async fn nothing_is_sent_until_the_call_is_awaited() {
    let server = Server::json("200 OK", "{}");
    drop(api::retrieve(&api::core(&server.url), "a").send());
    assert!(server.is_untouched());
}

#[test]
fn calls_can_be_moved_between_threads_and_errors_are_small() {
    fn is_send<T: Send + 'static>(_: &T) {}
    fn is_sync<T: Send + Sync + 'static>() {}
    let core = api::core("http://127.0.0.1:9");
    is_send(&api::retrieve(&core, "a").send());
    is_send(&api::retrieve(&core, "a").into_future());
    is_sync::<Error>();
    is_sync::<Core>();
    is_sync::<Request>();
    assert!(size_of::<Error>() <= 2 * size_of::<usize>());
}
