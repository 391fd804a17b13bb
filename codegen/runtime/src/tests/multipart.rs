//! Multipart bodies as they are on the wire.

use serde::Serialize;
use serde_json::json;

use super::api;
use super::chunks::Chunks;
use super::server::{Server, respond};
use crate::runtime::encode::form::{Part, parts};
use crate::runtime::encode::multipart;
use crate::runtime::encode::value::Value;
use crate::runtime::{Body, Encoding, FilePart, Method, Operation, Style, object};

/// An upload like a generated type.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Upload {
    files: Vec<FilePart>,
    note: Option<String>,
}

object! {
    Upload {
        "files" => files: required,
        "note" => note?: optional,
    }
}

static UPLOAD: Operation = Operation {
    id: "upload",
    method: Method::POST,
    path: "/upload",
    security: &[],
    accept: "*/*",
};

fn parts_of<T: Serialize>(value: &T) -> Result<Vec<Part>, String> {
    parts(Value::of(value).expect("a tree"), &[])
}

/// Returns the received request, with `B` in place of its boundary.
async fn written<T: Serialize>(media_type: &str, value: &T, encodings: &[Encoding]) -> String {
    let server = Server::start(vec![respond("200 OK", "text/plain", "ok")]);
    let mut request = api::core(&server.url).request(&UPLOAD);
    request.multipart(media_type, value, encodings);
    let response = request.send(crate::runtime::body::decode::text).await;
    response.expect("a response");
    let bytes: Vec<u8> = server.request().chars().map(|byte| byte as u8).collect();
    let request = String::from_utf8(bytes).expect("UTF-8");
    let (head, body) = request.split_once("\r\n\r\n").expect("a complete request");
    let start = format!("content-type: {media_type}; boundary=");
    let boundary = head.lines().find_map(|line| line.strip_prefix(&start));
    let boundary = boundary.expect("a boundary");
    assert!(boundary.len() == 32 && boundary.bytes().all(|byte| byte.is_ascii_hexdigit()));
    assert!(
        head.contains(&format!("content-length: {}", body.len())),
        "{head}"
    );
    body.replace(boundary, "B")
}

fn part(head: &str, content: &str) -> String {
    format!("--B\r\nContent-Disposition: {head}\r\n\r\n{content}\r\n")
}

#[tokio::test]
async fn scalars_are_text_objects_are_json_and_arrays_are_repeated() {
    let value = json!({"a": "é", "b": 1.5, "c": true, "d": ["x", "y"], "e": {"f": [1]}, "g": [{"h": 1}], "i": null, "j": [[1, 2]]});
    let json = "\r\nContent-Type: application/json";
    assert_eq!(
        written("multipart/form-data", &value, &[]).await,
        [
            part("form-data; name=\"a\"", "é"),
            part("form-data; name=\"b\"", "1.5"),
            part("form-data; name=\"c\"", "true"),
            part("form-data; name=\"d\"", "x"),
            part("form-data; name=\"d\"", "y"),
            part(&format!("form-data; name=\"e\"{json}"), "{\"f\":[1]}"),
            part(&format!("form-data; name=\"g\"{json}"), "{\"h\":1}"),
            part(&format!("form-data; name=\"j\"{json}"), "[1,2]"),
            "--B--\r\n".to_owned(),
        ]
        .concat()
    );
}

#[tokio::test]
async fn a_file_has_a_name_and_a_media_type_with_defaults() {
    let upload = Upload {
        files: vec![
            FilePart::bytes("a\"b\r\n.png", vec![0, 13]).with_header("X-Hash", "1"),
            FilePart::new("text").with_content_type("text/plain"),
        ],
        note: None,
    };
    let file = |name: &str, more: &str, content: &str| {
        part(
            &format!("form-data; name=\"files\"; filename=\"{name}\"\r\nContent-Type: {more}"),
            content,
        )
    };
    assert_eq!(
        written("multipart/form-data", &upload, &[]).await,
        [
            file(
                "a%22b%0D%0A.png",
                "application/octet-stream\r\nX-Hash: 1",
                "\0\r"
            ),
            file("files", "text/plain", "text"),
            "--B--\r\n".to_owned(),
        ]
        .concat()
    );
    let encodings = [Encoding::content("files", "image/*, image/png, image/gif")
        .with_headers(&[("X-Hash", "2"), ("X-Kind", "k")])];
    assert_eq!(
        written("multipart/form-data", &upload, &encodings).await,
        [
            file(
                "a%22b%0D%0A.png",
                "image/png\r\nX-Kind: k\r\nX-Hash: 1",
                "\0\r"
            ),
            file("files", "text/plain\r\nX-Hash: 2\r\nX-Kind: k", "text"),
            "--B--\r\n".to_owned(),
        ]
        .concat()
    );
}

#[tokio::test]
async fn an_encoding_takes_precedence_over_the_type_of_the_value() {
    let value = json!({"a": "x", "b": "x", "c": {"d": [1, 2], "e": {"f": "g h"}}, "i": ["j", "k&"], "l": {"m": 1, "n": "o"}, "p": "<q/>"});
    let encodings = [
        Encoding::content("a", "application/json"),
        Encoding::content("b", "text/csv"),
        Encoding::style("c", Style::DeepObject, true),
        Encoding::style("i", Style::PipeDelimited, false),
        Encoding::style("l", Style::Form, true),
        Encoding::content("p", "text/*"),
    ];
    assert_eq!(
        written("multipart/form-data", &value, &encodings).await,
        [
            part(
                "form-data; name=\"a\"\r\nContent-Type: application/json",
                "\"x\""
            ),
            part("form-data; name=\"b\"\r\nContent-Type: text/csv", "x"),
            part("form-data; name=\"c[d][0]\"", "1"),
            part("form-data; name=\"c[d][1]\"", "2"),
            part("form-data; name=\"c[e][f]\"", "g h"),
            part("form-data; name=\"i\"", "j|k&"),
            part("form-data; name=\"m\"", "1"),
            part("form-data; name=\"n\"", "o"),
            part("form-data; name=\"p\"", "<q/>"),
            "--B--\r\n".to_owned(),
        ]
        .concat()
    );
}

#[tokio::test]
async fn files_remain_files_in_every_style() {
    let upload = Upload {
        files: vec![
            FilePart::bytes("g1.png", "G1").with_content_type("image/png"),
            FilePart::new("G2"),
        ],
        note: None,
    };
    let first = "form-data; name=\"files\"; filename=\"g1.png\"\r\nContent-Type: image/png";
    let second =
        "form-data; name=\"files\"; filename=\"files\"\r\nContent-Type: application/octet-stream";
    let expected = [
        part(first, "G1"),
        part(second, "G2"),
        "--B--\r\n".to_owned(),
    ]
    .concat();
    for (style, explode) in [
        (Style::Form, true),
        (Style::Form, false),
        (Style::PipeDelimited, false),
    ] {
        let encodings = [Encoding::style("files", style, explode)];
        assert_eq!(
            written("multipart/form-data", &upload, &encodings).await,
            expected
        );
    }
    let encodings = [Encoding::style("files", Style::DeepObject, true)];
    assert_eq!(
        written("multipart/form-data", &upload, &encodings).await,
        expected
            .replacen("name=\"files\"", "name=\"files[0]\"", 1)
            .replacen("name=\"files\"", "name=\"files[1]\"", 1)
            .replacen("filename=\"files\"", "filename=\"files[1]\"", 1)
    );
}

#[tokio::test]
async fn json_has_a_declared_media_type_of_json_or_text() {
    let value = json!({"a": {"x": 1}, "b": {"x": 1}, "c": {"x": 1}, "d": {"x": 1}, "e": [[1]]});
    let encodings = [
        Encoding::content("a", "text/plain"),
        Encoding::content("b", "application/xml, application/json; v=2"),
        Encoding::content("c", "application/xml"),
        Encoding::content("d", "text/xml, text/*, */*"),
        Encoding::content("e", "text/plain; charset=utf-8"),
    ];
    let head = |name: &str, media_type: &str| {
        format!("form-data; name=\"{name}\"\r\nContent-Type: {media_type}")
    };
    assert_eq!(
        written("multipart/form-data", &value, &encodings).await,
        [
            part(&head("a", "text/plain"), "{\"x\":1}"),
            part(&head("b", "application/json; v=2"), "{\"x\":1}"),
            part(&head("c", "application/json"), "{\"x\":1}"),
            part(&head("d", "application/json"), "{\"x\":1}"),
            part(&head("e", "text/plain; charset=utf-8"), "[1]"),
            "--B--\r\n".to_owned(),
        ]
        .concat()
    );
}

#[test]
fn an_item_that_a_server_would_split_is_refused() {
    let value = Value::of(&json!({"a": ["b,c"]})).expect("a tree");
    let encodings = [Encoding::style("a", Style::Form, false)];
    let error = parts(value, &encodings).expect_err("an error");
    assert_eq!(error, "a: an item contains `,`, which separates items");
}

#[tokio::test]
async fn parts_of_other_multipart_types_are_attachments_and_arrays_have_no_names() {
    let items = [Some(json!({"a": 1})), Some(json!("b"))];
    assert_eq!(
        written("multipart/mixed", &items, &[]).await,
        [
            part("attachment\r\nContent-Type: application/json", "{\"a\":1}"),
            part("attachment", "b"),
            "--B--\r\n".to_owned(),
        ]
        .concat()
    );
}

#[test]
fn values_that_cannot_be_parts_are_rejected() {
    assert!(parts_of(&"text").is_err());
    let upload = |file: FilePart| Upload {
        files: vec![file],
        note: None,
    };
    let bad = parts_of(&upload(FilePart::new("a").with_header("a b", "c")));
    let error = multipart::body("multipart/form-data", bad.expect("parts")).expect_err("an error");
    assert!(error.contains("a b"), "{error}");
    let bad = parts_of(&upload(FilePart::new("a").with_content_type("a\r\nb: c")));
    assert!(multipart::body("multipart/form-data", bad.expect("parts")).is_err());
    let inside = json!({"a": 1});
    assert!(parts_of(&inside).is_ok());
    let inside = std::collections::BTreeMap::from([("u", upload(FilePart::new(vec![255])))]);
    let error = parts_of(&inside).expect_err("an error");
    assert!(error.contains("u: "), "{error}");
}

#[test]
fn a_file_outside_of_a_form_is_its_text_or_an_error() {
    let upload = Upload {
        files: vec![FilePart::new("text")],
        note: Some("n".to_owned()),
    };
    let text = r#"{"files":["text"],"note":"n"}"#;
    assert_eq!(serde_json::to_string(&upload).expect("JSON"), text);
    assert_eq!(
        serde_json::from_str::<Upload>(text).expect("an upload"),
        upload
    );
    for file in [FilePart::new(vec![255]), FilePart::path("nowhere")] {
        let error = serde_json::to_string(&file).expect_err("an error");
        assert!(error.to_string().contains("multipart"), "{error}");
    }
}

#[test]
fn the_length_and_replayability_follow_from_the_parts() {
    let body = |file: Body| {
        let upload = Upload {
            files: vec![FilePart::new(file)],
            note: None,
        };
        let parts = parts_of(&upload).expect("parts");
        multipart::body("multipart/form-data", parts)
            .expect("a body")
            .1
    };
    let bytes = body(Body::from("abc"));
    assert!(bytes.is_replayable() && bytes.length().is_some());
    let stream = body(Body::stream(Chunks::of(&["abc"])));
    assert!(!stream.is_replayable());
    assert_eq!(stream.length(), None);
    let counted = body(Body::stream_of_length(Chunks::of(&["abc"]), 3));
    assert!(!counted.is_replayable());
    assert_eq!(counted.length(), bytes.length());
}
