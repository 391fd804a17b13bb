//! The spans and events of the feature `tracing`.

use portkey_client::mock::{MockResponse, MockServer};
use portkey_client::{Client, RetryPolicy};
use std::fmt;
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;
use tests::job::job;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};
use tracing_core::span::Current;

const API_KEY: &str = "pk-secret-1";
const VIRTUAL_KEY: &str = "vk-secret-2";

/// Records the fields of spans and events, each as a line.
#[derive(Clone, Default)]
struct Recorder(
    Arc<Mutex<Vec<String>>>,
    Arc<OnceLock<&'static Metadata<'static>>>,
);

impl Visit for Recorder {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        let line = format!("{}={value:?}", field.name());
        self.0.lock().expect("lines").push(line.replace('"', ""));
    }
}

impl Subscriber for Recorder {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == "http_client"
    }

    fn new_span(&self, attributes: &Attributes<'_>) -> Id {
        let _ = self.1.set(attributes.metadata());
        attributes.record(&mut self.clone());
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        values.record(&mut self.clone());
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        event.record(&mut self.clone());
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}

    fn current_span(&self) -> Current {
        match self.1.get() {
            Some(metadata) => Current::new(Id::from_u64(1), metadata),
            None => Current::none(),
        }
    }
}

#[tokio::test]
async fn a_call_is_a_span_and_its_attempts_are_events_without_secrets() {
    let recorder = Recorder::default();
    // Global, because `tracing` caches for all threads if a callsite is enabled.
    tracing::subscriber::set_global_default(recorder.clone()).expect("no subscriber is set yet");
    let server = MockServer::new().expect("a port");
    let now = RetryPolicy::new().backoff(Duration::ZERO, Duration::ZERO);
    let client = Client::builder()
        .api_key(API_KEY)
        .virtual_key(VIRTUAL_KEY)
        .base_url(server.base_url())
        .retry(now)
        .build()
        .expect("a client");
    let operation = server.retrieve_fine_tuning_job();
    operation.respond_once_with(MockResponse::new(503));
    operation.respond_json(&job()).expect("a job");
    let call = client
        .retrieve_fine_tuning_job("ftjob-1")
        .query("token", "hidden");
    call.await.expect("a job");
    let lines = std::mem::take(&mut *recorder.0.lock().expect("lines"));
    let has = |line: &str| lines.iter().any(|other| other == line);
    let port = server
        .base_url()
        .rsplit(':')
        .next()
        .unwrap_or_default()
        .to_owned();
    for line in [
        "otel.name=GET /fine_tuning/jobs/{fine_tuning_job_id}",
        "otel.kind=client",
        "operation=retrieveFineTuningJob",
        "http.request.method=GET",
        "url.template=/fine_tuning/jobs/{fine_tuning_job_id}",
        "url.scheme=http",
        "server.address=127.0.0.1",
        &format!("server.port={port}"),
        &format!(
            "url.full={}/fine_tuning/jobs/ftjob-1?token=REDACTED",
            server.base_url()
        ),
        "attempt=1",
        "http.response.status_code=503",
        "attempt=2",
        "http.response.status_code=200",
        "http.request.resend_count=1",
    ] {
        assert!(has(line), "{line} is missing in {lines:?}");
    }
    let all = lines.join("\n");
    for secret in [API_KEY, VIRTUAL_KEY, "hidden", "gpt-4o-mini"] {
        assert!(!all.contains(secret), "{secret}: {all}");
    }
    assert!(!all.contains("error.type"), "{all}");

    operation.respond_with(MockResponse::new(404));
    client
        .retrieve_fine_tuning_job("a")
        .await
        .expect_err("a failure");
    operation.respond_with(MockResponse::abort());
    client
        .retrieve_fine_tuning_job("a")
        .await
        .expect_err("a failure");
    let lines = recorder.0.lock().expect("lines").clone();
    for line in [
        "error.type=404",
        "error.type=transport",
        "otel.status_code=ERROR",
    ] {
        assert!(lines.iter().any(|other| other == line), "{line}: {lines:?}");
    }
}
