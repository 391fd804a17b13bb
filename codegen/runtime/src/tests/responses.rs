//! Responses: success and failure.

use serde_json::{Value, json};

use super::api::{self, CreateJob, DOWNLOAD, DeleteJob, ReadBytes, ReadText};
use super::server::{CannedResponse, Server, respond, respond_with};
use crate::runtime::Error;

async fn retrieve(response: CannedResponse) -> Result<crate::runtime::Response<Value>, Error> {
    let server = Server::start(vec![response]);
    api::retrieve(&api::core(&server.url), "a").send().await
}

async fn text(content_type: &str, body: &[u8]) -> Result<String, Error> {
    let head =
        format!("HTTP/1.1 200 OK\r\ncontent-type: {content_type}\r\nconnection: close\r\n\r\n");
    let server = Server::start(vec![CannedResponse::Bytes(
        [head.as_bytes(), body].concat(),
    )]);
    let request = api::core(&server.url).request(&DOWNLOAD);
    ReadText { request }.await
}

#[tokio::test]
async fn a_success_has_a_body_a_status_and_headers() {
    let response = respond_with("200 OK", "X-Trace: t1\r\n", r#"{"id":"a","more":1}"#);
    let response = retrieve(response).await.expect("a response");
    assert_eq!(response.status(), 200);
    assert_eq!(response.headers()["x-trace"], "t1");
    assert_eq!(response.header("X-Trace"), Some("t1"));
    assert_eq!(response.body()["id"], "a");
    assert_eq!(response.as_ref()["more"], 1);
    assert_eq!(response.raw_body(), br#"{"id":"a","more":1}"#);
    let response = response.map(|body| body["id"].to_string());
    let (status, headers, body) = response.clone().into_parts();
    assert_eq!((status.as_u16(), headers.len()), (200, 3));
    assert_eq!(
        (body.as_str(), response.into_inner().as_str()),
        ("\"a\"", "\"a\"")
    );
}

#[tokio::test]
async fn every_2xx_is_a_success_even_if_it_is_not_registered() {
    for status in [
        "200 OK",
        "201 Created",
        "246 Guardrails Failed",
        "299",
        "246",
    ] {
        let response = respond(status, "application/json", "{}");
        let response = retrieve(response).await.expect(status);
        assert!(status.starts_with(response.status().as_str()));
    }
}

#[tokio::test]
async fn a_failure_keeps_the_status_the_headers_and_the_raw_body() {
    for (status, code, body) in [
        (
            "400 Bad Request",
            400,
            r#"{"error":{"code":"c","message":"m","param":null,"type":"t"}}"#,
        ),
        (
            "401 Unauthorized",
            401,
            r#"{"error":{"code":null,"message":"m","param":null,"type":"t"},"provider":"openai"}"#,
        ),
        (
            "412 Precondition Failed",
            412,
            r#"{"status":"failure","message":"m","errors":[]}"#,
        ),
        (
            "429 Too Many Requests",
            429,
            r#"{"status":"failure","error":{"code":"c","message":"m","field":"f"},"message":"m"}"#,
        ),
        (
            "403 Forbidden",
            403,
            r#"{"success":false,"data":{"message":"m","errorCode":"AB03"}}"#,
        ),
        (
            "404 Not Found",
            404,
            r#"{"message":"Not Found","ok":false}"#,
        ),
        ("446 Guardrails Failed", 446, r#"{"hook_results":{}}"#),
        ("408 Request Timeout", 408, ""),
        (
            "502 Bad Gateway",
            502,
            "<html>\n<body>bad gateway</body></html>",
        ),
        ("304 Not Modified", 304, ""),
    ] {
        let response = respond_with(status, "x-portkey-gateway-exception: true\r\n", body);
        let error = retrieve(response).await.expect_err(status);
        let api = error.as_api().expect("an error response");
        assert_eq!(api.operation(), "retrieveJob");
        assert_eq!(api.status(), code);
        assert_eq!(api.body(), body.as_bytes());
        assert_eq!(api.text(), body);
        assert_eq!(api.header("x-portkey-gateway-exception"), Some("true"));
        assert_eq!(error.status().map(|status| status.as_u16()), Some(code));
        assert_eq!(error.body(), Some(body.as_bytes()));
        assert_eq!(error.headers(), Some(api.headers()));
        assert!(!error.is_timeout() && !error.is_connect());
        let parsed = api.json::<Value>();
        assert_eq!(parsed.ok(), serde_json::from_str(body).ok());
        let shown = error.to_string();
        assert!(
            shown.starts_with("retrieveJob: GET /jobs/a at http://127.0.0.1:")
                && shown.contains(&format!(" responded with {code}")),
            "{shown}"
        );
        assert_eq!(shown.lines().count(), 1, "{shown}");
    }
}

#[tokio::test]
async fn the_body_of_a_failure_can_be_decoded_and_a_mismatch_is_an_error() {
    let error = retrieve(respond("404 Not Found", "text/html", r#"{"message":"m"}"#)).await;
    let error = error.expect_err("an error");
    let api = error.as_api().expect("an error response");
    let body: std::collections::BTreeMap<String, String> = api.json().expect("a body");
    assert_eq!(body["message"], "m");
    let error = api.json::<Vec<i64>>().expect_err("another type");
    assert!(!error.message().is_empty());
}

#[tokio::test]
async fn an_excerpt_of_a_body_is_one_line_and_cut_at_a_character() {
    let body = format!("a\r\n\u{1b}[31mb\u{202e}{}", "é".repeat(500));
    let error = retrieve(respond("500 Internal Server Error", "text/plain", &body)).await;
    let error = error.expect_err("an error");
    let shown = error.to_string();
    assert!(
        shown.contains(r"500 Internal Server Error: a\r\n\u{1b}[31mb\u{202e}ééé"),
        "{shown}"
    );
    assert!(
        shown.ends_with(&format!("é... ({} bytes)", body.len())),
        "{shown}"
    );
    assert!(shown.len() < 320, "{shown}");
    let shown = format!("{error:?}");
    assert!(shown.len() < 700, "{shown}");
    assert_eq!(error.body(), Some(body.as_bytes()));
}

#[tokio::test]
async fn json_is_decoded_if_the_content_type_is_json_generic_or_missing() {
    for content_type in [
        "application/json",
        "Application/JSON; charset=utf-8",
        "application/problem+json",
        "application/vnd.api+json;v=1",
        "text/json",
        "text/plain; charset=utf-8",
        "application/octet-stream",
        "",
    ] {
        let response = respond("200 OK", content_type, "\u{feff}[1]");
        let response = retrieve(response).await.expect(content_type);
        assert_eq!(response.into_inner(), json!([1]));
    }
    let response = retrieve(respond_with("200 OK", "", "[1]")).await;
    assert_eq!(response.expect("a response").into_inner(), json!([1]));
}

#[tokio::test]
async fn an_unexpected_content_type_is_an_error_that_names_it_and_keeps_the_body() {
    let body = "<html>hello</html>";
    let error = retrieve(respond("200 OK", "text/html; charset=utf-8", body)).await;
    let error = error.expect_err("an error");
    assert!(matches!(error, Error::Decode(_)), "{error:?}");
    assert!(
        error.to_string().ends_with(
            " responded with 200 OK, but its body cannot be read: expected JSON, \
             received text/html; charset=utf-8: <html>hello</html>"
        ),
        "{error}"
    );
    assert_eq!(error.body(), Some(body.as_bytes()));
    assert_eq!(error.status().map(|status| status.as_u16()), Some(200));
    assert!(
        error
            .headers()
            .is_some_and(|headers| headers.contains_key("content-type"))
    );
}

#[tokio::test]
async fn a_body_that_is_empty_or_not_json_is_an_error_that_keeps_it() {
    for (body, reason) in [
        ("", "received an empty body"),
        (" \r\n", "received an empty body"),
        ("{\"a\":", ""),
    ] {
        let error = retrieve(respond("200 OK", "application/json", body)).await;
        let error = error.expect_err("an error");
        assert!(matches!(error, Error::Decode(_)), "{error:?}");
        assert!(error.to_string().contains(reason), "{error}");
        assert_eq!(error.body(), Some(body.as_bytes()));
    }
}

#[tokio::test]
async fn text_is_decoded_by_the_charset_of_the_content_type() {
    let read = text("text/plain", "é".as_bytes()).await;
    assert_eq!(read.expect("text"), "é");
    let read = text(
        "text/plain; format=flowed; x; charset=\"ISO-8859-1\"",
        b"\xe9",
    )
    .await;
    assert_eq!(read.expect("text"), "é");
    let error = text("text/plain; charset=shift_jis", b"a\x83\x65").await;
    let error = error.expect_err("an error");
    assert!(error.to_string().contains("shift_jis"), "{error}");
    assert_eq!(error.body(), Some(&b"a\x83\x65"[..]));
    let read = text("text/plain", b"").await;
    assert_eq!(read.expect("text"), "");
}

#[tokio::test]
async fn bytes_are_returned_unchanged_and_no_content_is_accepted() {
    let bytes =
        CannedResponse::Bytes(b"HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\n\x00\xff\r\n".to_vec());
    let server = Server::start(vec![bytes]);
    let request = api::core(&server.url).request(&DOWNLOAD);
    let read = ReadBytes { request }.await.expect("bytes");
    assert_eq!(read, b"\x00\xff\r\n");

    for status in ["204 No Content", "200 OK"] {
        let server = Server::start(vec![respond_with(status, "", "")]);
        let request = api::core(&server.url).request(&DOWNLOAD);
        DeleteJob { request }.await.expect("nothing");
    }
}

#[tokio::test]
async fn a_chunked_body_is_joined() {
    let chunks =
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\n[1,\r\n2\r\n2]\r\n0\r\n\r\n";
    let response = retrieve(CannedResponse::Bytes(chunks.as_bytes().to_vec())).await;
    assert_eq!(response.expect("a response").into_inner(), json!([1, 2]));
}

#[tokio::test]
async fn a_call_that_is_made_twice_is_sent_twice() {
    let responses = vec![
        respond("200 OK", "application/json", "1"),
        respond("200 OK", "application/json", "2"),
    ];
    let server = Server::start(responses);
    let call: CreateJob = api::create(&api::core(&server.url));
    assert_eq!(call.clone().await.expect("a response"), json!(1));
    assert_eq!(call.await.expect("a response"), json!(2));
    assert_eq!(server.request(), server.request());
}
