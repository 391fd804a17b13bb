//! The requests that a server receives.

use crate::{API_KEY, VIRTUAL_KEY, builder, client};
use portkey_client::types::FineTuningJob;
use portkey_client::{Client, Method};
use std::time::Duration;
use tests::job::job;
use tests::server::{Server, header};
use tests::wire::Wire;

#[tokio::test]
async fn the_request_line_and_headers_are_as_in_the_document() {
    let wire = Wire::responding("HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n");
    let base = format!("{}/v1", wire.url());
    client(&base)
        .retrieve_fine_tuning_job("ftjob-1")
        .await
        .expect_err("the job does not exist");
    let request = wire.request();
    let mut lines = request.trim_end().split("\r\n");
    assert_eq!(
        lines.next(),
        Some("GET /v1/fine_tuning/jobs/ftjob-1 HTTP/1.1")
    );
    let mut names = Vec::new();
    for line in lines {
        let (name, value) = line
            .split_once(": ")
            .expect("a header has a name and a value");
        if name == "accept-encoding" {
            // Present if another package of the workspace enables decompression in reqwest.
            continue;
        }
        let expected = match name {
            "accept" => "application/json",
            "host" => wire.url().trim_start_matches("http://"),
            "user-agent" => concat!("portkey-client/", "0.1.0"),
            "x-portkey-api-key" => API_KEY,
            "x-portkey-virtual-key" => VIRTUAL_KEY,
            other => panic!("unexpected header `{other}`"),
        };
        assert_eq!(value, expected, "{name}");
        names.push(name);
    }
    names.sort_unstable();
    assert_eq!(
        names,
        [
            "accept",
            "host",
            "user-agent",
            "x-portkey-api-key",
            "x-portkey-virtual-key"
        ]
    );
}

#[tokio::test]
async fn awaiting_returns_the_model_and_sending_returns_the_response() {
    let server = Server::json(200, &job()).await;
    let client = client(&server.url());
    let job = client
        .retrieve_fine_tuning_job("ftjob-1")
        .await
        .expect("the job exists");
    let response = client
        .retrieve_fine_tuning_job("ftjob-1")
        .send()
        .await
        .expect("the job exists");
    assert_eq!(response.status(), 200);
    assert_eq!(response.header("content-type"), Some("application/json"));
    assert_eq!(response.into_inner(), job);
    assert_eq!(server.requests().await.len(), 2);
}

#[tokio::test]
async fn nothing_is_sent_until_it_is_awaited() {
    let server = Server::json(200, &job()).await;
    drop(client(&server.url()).retrieve_fine_tuning_job("ftjob-1"));
    drop(
        client(&server.url())
            .retrieve_fine_tuning_job("ftjob-1")
            .send(),
    );
    assert!(server.requests().await.is_empty());
}

#[tokio::test]
async fn a_call_may_have_headers_and_parameters_that_are_not_in_the_document() {
    let server = Server::json(200, &job()).await;
    client(&server.url())
        .retrieve_fine_tuning_job("ftjob-1")
        .header("x-portkey-trace-id", "t-1")
        .query("pretty", "yes & no")
        .timeout(Duration::from_secs(30))
        .await
        .expect("the job exists");
    let request = server.request().await;
    assert_eq!(header(&request, "x-portkey-trace-id"), Some("t-1"));
    assert_eq!(
        server.request_line().await,
        "GET /fine_tuning/jobs/ftjob-1?pretty=yes%20%26%20no"
    );
}

#[tokio::test]
async fn an_operation_that_is_not_in_the_document_can_be_called() {
    let server = Server::json(200, &job()).await;
    let job = client(&server.url())
        .request(Method::POST, "/fine_tuning/jobs/{id}/pause")
        .path("id", "ftjob-1")
        .json(&"now")
        .send_json::<FineTuningJob>()
        .await
        .expect("the job exists");
    assert_eq!(job.into_inner().id, "ftjob-1");
    let request = server.request().await;
    assert_eq!(request.body, b"\"now\"");
    assert!(header(&request, "x-portkey-api-key").is_some());
    assert_eq!(
        server.request_line().await,
        "POST /fine_tuning/jobs/ftjob-1/pause"
    );
}

#[tokio::test]
async fn a_custom_http_client_is_used() {
    let server = Server::json(200, &job()).await;
    let http = reqwest::Client::builder().user_agent("mine/2").build();
    let client = builder(&server.url())
        .http_client(http.expect("the client can be built"))
        .build()
        .expect("the configuration is valid");
    client
        .retrieve_fine_tuning_job("ftjob-1")
        .await
        .expect("the job exists");
    assert_eq!(
        header(&server.request().await, "user-agent"),
        Some("mine/2")
    );
}

#[tokio::test]
async fn calls_of_clones_can_run_at_the_same_time() {
    let server = Server::json(200, &job()).await;
    let client = client(&server.url());
    let calls = (0..20).map(|number| {
        let client: Client = client.clone();
        tokio::spawn(async move {
            let id = format!("ftjob-{number}");
            client.retrieve_fine_tuning_job(&id).await.map(|job| job.id)
        })
    });
    for call in calls.collect::<Vec<_>>() {
        let id = call
            .await
            .expect("the task does not panic")
            .expect("the job exists");
        assert_eq!(id, "ftjob-1");
    }
    assert_eq!(server.requests().await.len(), 20);
}

#[test]
fn calls_can_move_between_threads() {
    fn assert_send<T: Send + 'static>(_: &T) {}
    fn assert_shared<T: Send + Sync + 'static>() {}
    assert_shared::<Client>();
    assert_shared::<portkey_client::Error>();
    let call = client("http://127.0.0.1:9").retrieve_fine_tuning_job("ftjob-1");
    assert_send(&call);
    assert_send(&call.send());
}

#[test]
fn the_default_server_is_the_one_of_the_document() {
    let client = Client::builder().build().expect("no setting is required");
    assert!(
        format!("{client:?}").contains("https://api.portkey.ai/v1"),
        "{client:?}"
    );
}

#[test]
fn an_invalid_base_url_is_rejected_when_the_client_is_built() {
    for url in [
        "",
        "api.portkey.ai",
        "/v1",
        "ftp://example.com",
        "http://user:pw@example.com",
    ] {
        let error = Client::builder().base_url(url).build().expect_err(url);
        assert!(
            matches!(error, portkey_client::Error::Configuration(_)),
            "{url}: {error}"
        );
        assert!(!error.to_string().contains("pw"), "{error}");
    }
}

#[tokio::test]
async fn a_header_of_the_client_is_sent_with_every_call_that_does_not_set_it() {
    let server = Server::json(200, &job()).await;
    let client = builder(&server.url())
        .header("x-organization", "org-1")
        .header("x-organization", "org-2")
        .header("x-portkey-api-key", "other")
        .build()
        .expect("the configuration is valid");
    let call = || client.retrieve_fine_tuning_job("ftjob-1");
    call().await.expect("a job");
    call().header("x-organization", "own").await.expect("a job");
    let requests = server.requests().await;
    let organizations = requests
        .iter()
        .map(|request| header(request, "x-organization"));
    assert_eq!(
        organizations.collect::<Vec<_>>(),
        [Some("org-2"), Some("own")]
    );
    assert_eq!(header(&requests[0], "x-portkey-api-key"), Some(API_KEY));
    assert!(!format!("{client:?}").contains("org-2"));
}

#[test]
fn a_header_that_cannot_be_sent_is_rejected_when_the_client_is_built() {
    for (name, value) in [("not a name", "a"), ("x-organization", "a\r\nx-admin: 1")] {
        let built = Client::builder().header(name, value).build();
        let error = built.expect_err("the header cannot be sent");
        assert!(error.to_string().contains(&format!("`{name}`")), "{error}");
        assert!(!error.to_string().contains("x-admin"), "{error}");
    }
}
