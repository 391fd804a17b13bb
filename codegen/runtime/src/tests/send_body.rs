//! Request bodies from memory, files and streams.

use std::fs;
use std::io;
use std::path::PathBuf;

use super::api;
use super::chunks::Chunks;
use super::server::{Server, respond};
use crate::runtime::{Body, Error, Method, Operation};

static UPLOAD: Operation = Operation {
    id: "upload",
    method: Method::PUT,
    path: "/upload",
    security: &[],
    accept: "*/*",
};

/// A file that is removed on drop.
struct OnDisk(PathBuf);

impl OnDisk {
    fn of(name: &str, bytes: &[u8]) -> Self {
        let path = std::env::temp_dir().join(format!("codegen-{name}-{}", std::process::id()));
        fs::write(&path, bytes).expect("a file can be written");
        Self(path)
    }
}

impl Drop for OnDisk {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

/// Returns the head and the body of the received request.
async fn sent(body: Body) -> Result<(String, String), Error> {
    let server = Server::start(vec![respond("200 OK", "text/plain", "ok")]);
    let mut request = api::core(&server.url).request(&UPLOAD);
    request.body("application/octet-stream", body);
    request.send(crate::runtime::body::decode::text).await?;
    let request = server.request();
    let (head, body) = request.split_once("\r\n\r\n").expect("a complete request");
    Ok((head.to_owned(), body.to_owned()))
}

#[tokio::test]
async fn a_file_is_sent_completely_with_its_length() {
    // Larger than the read buffer, and not a multiple of its size.
    let bytes = "0123456789".repeat(20_001);
    let file = OnDisk::of("whole", bytes.as_bytes());
    let (head, body) = sent(Body::path(&file.0)).await.expect("a response");
    assert!(head.contains("content-length: 200010"), "{head}");
    assert_eq!(body, bytes);
}

#[tokio::test]
async fn a_missing_file_is_an_error_and_nothing_is_sent() {
    for path in [PathBuf::from("/nowhere/at/all"), std::env::temp_dir()] {
        let error = sent(Body::path(&path)).await.expect_err("an error");
        assert!(matches!(error, Error::InvalidRequest(_)), "{error}");
        assert!(
            error.to_string().contains(&*path.to_string_lossy()),
            "{error}"
        );
    }
}

#[tokio::test]
async fn a_stream_of_known_length_has_a_content_length_and_others_are_chunked() {
    let chunks = || Chunks::of(&["ab", "", "cde"]);
    let known = Body::stream_of_length(chunks(), 5);
    let (head, body) = sent(known).await.expect("a response");
    assert!(head.contains("content-length: 5"), "{head}");
    assert_eq!(body, "abcde");
    let (head, body) = sent(Body::stream(chunks())).await.expect("a response");
    assert!(head.contains("transfer-encoding: chunked"), "{head}");
    assert_eq!(body, "2\r\nab\r\n3\r\ncde\r\n0\r\n\r\n");
}

#[tokio::test]
async fn the_error_of_a_stream_is_a_cause_of_the_error_of_the_call() {
    let chunks = vec![Ok(b"a".to_vec()), Err(io::Error::other("the disk is gone"))];
    let error = sent(Body::stream(Chunks::with(chunks))).await;
    let error = error.expect_err("an error");
    assert!(matches!(error, Error::Transport(_)), "{error}");
    let mut causes = Vec::new();
    let mut cause: Option<&dyn std::error::Error> = Some(&error);
    while let Some(error) = cause {
        causes.push(error.to_string());
        cause = error.source();
    }
    assert!(causes.concat().contains("the disk is gone"), "{causes:?}");
}

#[tokio::test]
async fn a_body_may_have_a_content_type() {
    let (head, _) = sent(Body::from("a").with_content_type("text/csv"))
        .await
        .expect("a response");
    assert!(head.contains("content-type: text/csv"), "{head}");
}

#[test]
fn bodies_with_the_same_content_are_equal_and_their_debug_output_has_no_bytes() {
    assert_eq!(Body::from("a"), Body::from(vec![b'a']));
    assert_ne!(Body::from("a"), Body::path("a"));
    assert_eq!(Body::path("a"), Body::path("a"));
    let stream = Body::stream(Chunks::of(&["a"]));
    assert_eq!(stream, stream.clone());
    assert_ne!(stream, Body::stream(Chunks::of(&["a"])));
    let mut body = Body::from("secret");
    body.push(Body::path("p"));
    assert_eq!(format!("{body:?}"), "[6 bytes, \"p\"]");
}
