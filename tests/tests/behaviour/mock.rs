//! The mock server of the feature `mock`, and blocking calls.

use crate::builder;
use portkey_client::mock::{MockResponse, MockServer};
use portkey_client::reqwest::Method;
use portkey_client::types::FineTuningJob;
use portkey_client::{Error, RetryPolicy};
use serde_json::json;
use std::time::Duration;
use tests::job::job;

fn typed() -> FineTuningJob {
    serde_json::from_value(job()).expect("a job")
}

#[tokio::test]
async fn an_operation_sends_the_configured_responses_and_records_requests() {
    let server = MockServer::new().expect("a port");
    let client = builder(&server.base_url()).build().expect("a client");
    let operation = server.retrieve_fine_tuning_job();
    operation.respond(typed());
    operation.respond_once_with(MockResponse::new(404).json(&json!({"message": "gone"})));

    let error = client.retrieve_fine_tuning_job("a/b").await;
    assert_eq!(
        error
            .expect_err("a failure")
            .status()
            .map(|status| status.as_u16()),
        Some(404)
    );
    let call = client.retrieve_fine_tuning_job("ftjob-1").query("a", "b c");
    assert_eq!(call.await.expect("a job"), typed());

    let requests = operation.requests();
    assert_eq!(requests.len(), 2);
    assert_eq!(requests[0].path(), "/fine_tuning/jobs/a%2Fb");
    assert_eq!(requests[1].method(), Method::GET);
    assert_eq!(requests[1].query_values("a"), ["b c"]);
    assert_eq!(
        requests[1].header("x-portkey-api-key"),
        Some(crate::API_KEY)
    );
    assert_eq!(requests[1].operation(), Some("retrieveFineTuningJob"));
    assert!(requests[1].body().is_empty());
    assert_eq!(server.recorded_requests().len(), 2);
}

#[tokio::test]
async fn a_missing_response_is_reported_and_an_invalid_one_is_rejected() {
    let server = MockServer::new().expect("a port");
    let client = builder(&server.base_url()).build().expect("a client");
    let error = client
        .retrieve_fine_tuning_job("a")
        .await
        .expect_err("a failure");
    let message = error.to_string();
    assert!(
        message.contains("no response is set for retrieveFineTuningJob"),
        "{message}"
    );
    assert_eq!(error.failed_attempts().len(), 0);

    let operation = server.retrieve_fine_tuning_job();
    let refused = operation
        .respond_json(&json!({"id": 1}))
        .expect_err("not a job");
    assert_eq!(refused.path(), Some("$.id"), "{refused:?}");
    operation.respond_json(&job()).expect("a job");
    assert_eq!(
        client.retrieve_fine_tuning_job("a").await.expect("a job"),
        typed()
    );

    let elsewhere = builder(&format!("{}/v2", server.base_url()))
        .build()
        .expect("a client");
    let error = elsewhere
        .retrieve_fine_tuning_job("a")
        .await
        .expect_err("a failure");
    assert!(
        error.to_string().contains("no operation matches GET /v2/"),
        "{error}"
    );
}

#[tokio::test]
async fn a_call_with_a_broken_connection_is_retried() {
    let server = MockServer::new().expect("a port");
    let now = RetryPolicy::new().backoff(Duration::ZERO, Duration::ZERO);
    let client = builder(&server.base_url())
        .retry(now)
        .build()
        .expect("a client");
    let operation = server.retrieve_fine_tuning_job();
    operation.respond_once_with(MockResponse::abort());
    operation.respond_once_with(MockResponse::new(503).header("retry-after-ms", "1"));
    operation.respond_by(|request| {
        assert!(request.header("x-portkey-virtual-key").is_some());
        MockResponse::new(200)
            .json(&job())
            .header("x-request-id", "r-3")
    });
    let response = client
        .retrieve_fine_tuning_job("a")
        .send()
        .await
        .expect("a job");
    assert_eq!(response.request_id(), Some("r-3"));
    let failed = response.failed_attempts();
    assert_eq!(failed.len(), 2);
    assert!(failed[0].status().is_none(), "{failed:?}");
    assert_eq!(failed[1].status().map(|status| status.as_u16()), Some(503));
    assert_eq!(failed[1].wait(), Duration::from_millis(1));
    assert_eq!(operation.requests().len(), 3);
}

#[test]
fn a_call_may_block_the_thread() {
    let server = MockServer::new().expect("a port");
    let client = builder(&server.base_url()).build().expect("a client");
    server.retrieve_fine_tuning_job().respond_once(typed());
    server.retrieve_fine_tuning_job().respond_once(typed());
    let job = client.retrieve_fine_tuning_job("a").call_blocking();
    assert_eq!(job.expect("a job"), typed());
    let response = client.retrieve_fine_tuning_job("a").send_blocking();
    assert_eq!(response.expect("a job").status(), 200);
    let error = client.retrieve_fine_tuning_job("a").call_blocking();
    assert!(matches!(error, Err(Error::Api(_))), "{error:?}");
}

#[tokio::test]
async fn a_blocking_call_may_be_made_in_asynchronous_code() {
    let server = MockServer::new().expect("a port");
    let client = builder(&server.base_url()).build().expect("a client");
    server.retrieve_fine_tuning_job().respond(typed());
    let job = client.retrieve_fine_tuning_job("a").call_blocking();
    assert_eq!(job.expect("a job"), typed());
    // The same client on another runtime.
    let job = client.retrieve_fine_tuning_job("a").await;
    assert_eq!(job.expect("a job"), typed());
}

#[test]
fn a_dropped_server_accepts_no_connections() {
    let server = MockServer::new().expect("a port");
    let client = builder(&server.base_url()).build().expect("a client");
    server.retrieve_fine_tuning_job().respond(typed());
    client
        .retrieve_fine_tuning_job("a")
        .call_blocking()
        .expect("a job");
    drop(server);
    let error = client.retrieve_fine_tuning_job("a").call_blocking();
    assert!(matches!(error, Err(Error::Transport(_))), "{error:?}");
}
