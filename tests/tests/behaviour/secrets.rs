//! No output contains a credential.

use crate::{API_KEY, VIRTUAL_KEY, builder, client};
use portkey_client::Error;
use serde_json::json;
use std::fmt::{Debug, Display};
use std::time::Duration;
use tests::job::{job, job_with};
use tests::server::Server;
use tests::wire::{Wire, closed_url};

fn assert_no_secret(shown: &str) {
    assert!(
        !shown.contains(API_KEY) && !shown.contains(VIRTUAL_KEY),
        "{shown}"
    );
}

fn assert_debug_shows_no_secret(value: &impl Debug) {
    assert_no_secret(&format!("{value:?}"));
    assert_no_secret(&format!("{value:#?}"));
}

fn assert_error_shows_no_secret(error: &(impl Debug + Display)) {
    assert_no_secret(&error.to_string());
    assert_debug_shows_no_secret(error);
}

#[tokio::test]
async fn builder_client_call_and_response_show_no_secret() {
    let server = Server::json(200, &job()).await;
    let builder = builder(&server.url());
    assert_debug_shows_no_secret(&builder);
    let client = builder.build().expect("the configuration is valid");
    assert_debug_shows_no_secret(&client);
    let call = client
        .retrieve_fine_tuning_job("ftjob-1")
        .header("authorization", API_KEY);
    assert_debug_shows_no_secret(&call);
    let future = call.send();
    assert_debug_shows_no_secret(&future);
    let response = future.await.expect("the response can be decoded");
    assert_debug_shows_no_secret(&response);
}

#[tokio::test]
async fn errors_show_no_secret_even_if_the_server_repeats_it() {
    let echo = json!({"error": {"message": format!("{API_KEY} and {VIRTUAL_KEY} are invalid")}});
    let failing = Server::json(401, &echo).await;
    let misfit = Server::json(200, &job_with(&json!({"seed": API_KEY}))).await;
    let broken = Wire::truncated("200 OK", &job().to_string(), 50);
    let silent = Wire::silent();
    let closed = closed_url();
    let mut errors = Vec::new();
    for url in [
        &failing.url(),
        &misfit.url(),
        broken.url(),
        silent.url(),
        &closed,
    ] {
        let call = client(url).retrieve_fine_tuning_job("ftjob-1");
        let error = call
            .timeout(Duration::from_millis(500))
            .await
            .expect_err("the call fails");
        assert_error_shows_no_secret(&error);
        errors.push(error);
    }
    errors.push(
        client(&closed)
            .retrieve_fine_tuning_job("..")
            .await
            .expect_err("the id is rejected"),
    );
    for error in &errors {
        assert_error_shows_no_secret(error);
        let mut cause = std::error::Error::source(error);
        while let Some(inner) = cause {
            assert_error_shows_no_secret(&inner);
            cause = inner.source();
        }
    }
    assert!(matches!(errors[0], Error::Api(_)), "{:?}", errors[0]);
    assert!(matches!(errors[1], Error::Decode(_)), "{:?}", errors[1]);
}
