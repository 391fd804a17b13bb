//! The example program prints a job, or a helpful message.

use serde_json::json;
use std::process::{Command, Output};
use tests::cases::root;
use tests::crates::program;
use tests::server::{Server, header};

/// Runs the example with arguments and environment variables; existing `PORTKEY_*` variables are removed.
async fn run(arguments: &[&str], variables: &[(&str, &str)]) -> Output {
    let mut command = Command::new(program());
    command
        .args([
            "run",
            "--quiet",
            "--package",
            "portkey-client",
            "--example",
            "retrieve_job",
            "--",
        ])
        .args(arguments)
        .current_dir(root());
    for name in ["PORTKEY_API_KEY", "PORTKEY_VIRTUAL_KEY", "PORTKEY_BASE_URL"] {
        command.env_remove(name);
    }
    command.envs(variables.iter().copied());
    let running = tokio::task::spawn_blocking(move || command.output());
    running
        .await
        .expect("the task does not panic")
        .expect("Cargo can be started")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_is_printed() {
    let server = Server::json(200, &tests::job::job()).await;
    let output = run(
        &["ftjob-1"],
        &[
            ("PORTKEY_API_KEY", "pk-1"),
            ("PORTKEY_VIRTUAL_KEY", "vk-1"),
            ("PORTKEY_BASE_URL", &server.url()),
        ],
    )
    .await;
    let printed = text(&output.stdout);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    for part in ["ftjob-1", "running", "gpt-4o-mini", "file-train", "auto"] {
        assert!(printed.contains(part), "{part}: {printed}");
    }
    let request = server.request().await;
    assert_eq!(server.request_line().await, "GET /fine_tuning/jobs/ftjob-1");
    assert_eq!(header(&request, "x-portkey-api-key"), Some("pk-1"));
    assert_eq!(header(&request, "x-portkey-virtual-key"), Some("vk-1"));
}

#[tokio::test(flavor = "multi_thread")]
async fn missing_credentials_are_named_by_their_variables() {
    let server = Server::json(200, &tests::job::job()).await;
    let url = server.url();
    let output = run(
        &["ftjob-1"],
        &[("PORTKEY_API_KEY", "pk-1"), ("PORTKEY_BASE_URL", &url)],
    )
    .await;
    let message = text(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{message}");
    assert!(message.contains("PORTKEY_VIRTUAL_KEY"), "{message}");
    assert!(!message.contains("pk-1"), "{message}");
    assert!(server.requests().await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failure_is_reported_with_its_status() {
    let body = json!({"error": {"message": "no such job"}});
    let server = Server::json(404, &body).await;
    let output = run(
        &["ftjob-2"],
        &[
            ("PORTKEY_API_KEY", "pk-1"),
            ("PORTKEY_VIRTUAL_KEY", "vk-1"),
            ("PORTKEY_BASE_URL", &server.url()),
        ],
    )
    .await;
    let message = text(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{message}");
    assert!(
        message.contains("404") && message.contains("no such job"),
        "{message}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn without_an_id_the_usage_is_printed() {
    let output = run(&[], &[]).await;
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("retrieve_job -- <id>"));
}
