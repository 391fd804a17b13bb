//! An id cannot change the path of a request.

use crate::client;
use portkey_client::Error;
use tests::wire::Wire;

const RESPONSE: &str = "HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";

/// Returns the path of the request of a call with this id; `None` if the call is rejected before anything is sent.
async fn target(id: &str) -> Option<String> {
    let wire = Wire::responding(RESPONSE);
    let error = client(wire.url())
        .retrieve_fine_tuning_job(id)
        .await
        .expect_err("the job does not exist");
    if let Error::InvalidRequest(refused) = &error {
        assert_eq!(refused.parameter(), Some("fine_tuning_job_id"));
        assert!(wire.is_untouched(), "{id:?} is rejected, but sent");
        return None;
    }
    assert_eq!(
        error.status().map(|status| status.as_u16()),
        Some(404),
        "{error:?}"
    );
    let request = wire.request();
    let (line, _) = request.split_once("\r\n").expect("a request has lines");
    let target = line
        .strip_prefix("GET ")
        .and_then(|line| line.strip_suffix(" HTTP/1.1"));
    Some(target.expect("the first line is a request line").to_owned())
}

#[tokio::test]
async fn an_id_is_sent_as_one_segment() {
    for (id, segment) in [
        ("ftjob-abc123", "ftjob-abc123"),
        ("a/b", "a%2Fb"),
        ("%3A", "%253A"),
        ("arn%3Aaws", "arn%253Aaws"),
        ("é", "%C3%A9"),
        ("a b", "a%20b"),
        ("a?b=c", "a%3Fb%3Dc"),
        ("a#b", "a%23b"),
        ("a;b", "a%3Bb"),
        ("a\\b", "a%5Cb"),
        ("...", "..."),
        ("..a", "..a"),
        ("%2e%2e", "%252e%252e"),
        ("{id}", "%7Bid%7D"),
        ("../files/1", "..%2Ffiles%2F1"),
        ("a\nb", "a%0Ab"),
    ] {
        let path = format!("/fine_tuning/jobs/{segment}");
        assert_eq!(target(id).await, Some(path), "{id:?}");
    }
}

#[tokio::test]
async fn an_id_that_would_change_the_path_is_rejected_before_anything_is_sent() {
    for id in ["", ".", ".."] {
        assert_eq!(target(id).await, None, "{id:?}");
    }
}
