//! Responses of failure, responses that cannot be decoded, and missing responses.

use crate::{builder, client};
use portkey_client::{DecodeError, Error};
use serde_json::{Value, json};
use std::time::Duration;
use tests::job::{job, job_with, job_without};
use tests::server::Server;
use tests::wire::{Wire, closed_url};
use wiremock::ResponseTemplate;

async fn failure(url: &str) -> Error {
    let call = client(url).retrieve_fine_tuning_job("ftjob-1");
    call.await.expect_err("the call fails")
}

/// Returns the error and its details for a successful response with a body that cannot be decoded.
async fn misfit(body: &Value) -> (Error, Box<DecodeError>) {
    let server = Server::json(200, body).await;
    let again = failure(&server.url()).await;
    match failure(&server.url()).await {
        Error::Decode(error) => (again, error),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn every_form_of_error_body_is_kept_with_its_status() {
    let openai = json!({"error": {"code": "not_found", "message": "No job.", "param": "id", "type": "invalid"}});
    let with_provider = json!({
        "error": {"code": null, "message": "No job.", "param": null, "type": null}, "provider": "openai",
    });
    let gateway = json!({"status": "failure", "message": "No job.", "errors": [{"field": "x"}]});
    let field = json!({
        "status": "failure", "error": {"code": 412, "message": "No job.", "field": "id"}, "message": "No job.",
    });
    let management = json!({"success": false, "data": {"message": "No job.", "errorCode": "AB03"}});
    let router = json!({"message": "No job.", "ok": false});
    let shapes = [openai, with_provider, gateway, field, management, router];
    for status in [400, 401, 403, 404, 408, 412, 429, 446, 500, 502, 503] {
        for body in &shapes {
            let server = Server::json(status, body).await;
            let error = failure(&server.url()).await;
            let api = error.as_api().expect("the server responded");
            assert_eq!(api.status().as_u16(), status);
            assert_eq!(error.status().map(|status| status.as_u16()), Some(status));
            let kept: Value = api.json().expect("the body is JSON");
            assert_eq!(&kept, body);
            assert_eq!(Some(api.body()), error.body());
            let message = error.to_string();
            for part in ["retrieveFineTuningJob", &status.to_string(), "No job."] {
                assert!(message.contains(part), "{part}: {message}");
            }
            assert_eq!(message.lines().count(), 1, "{message}");
        }
    }
}

#[tokio::test]
async fn a_failure_keeps_its_headers() {
    let response = ResponseTemplate::new(500)
        .set_body_json(json!({"status": "failure", "message": "Down."}))
        .insert_header("x-portkey-gateway-exception", "true")
        .insert_header("x-portkey-trace-id", "t-9");
    let server = Server::responding(response).await;
    let error = failure(&server.url()).await;
    let api = error.as_api().expect("the server responded");
    assert_eq!(api.header("x-portkey-gateway-exception"), Some("true"));
    assert_eq!(api.header("x-portkey-trace-id"), Some("t-9"));
}

#[tokio::test]
async fn a_failure_may_have_any_body() {
    for body in [
        Vec::new(),
        b"<html>Bad gateway</html>".to_vec(),
        vec![0, 255, 10],
        vec![b'x'; 200_000],
    ] {
        let response = ResponseTemplate::new(502).set_body_raw(body.clone(), "text/html");
        let server = Server::responding(response).await;
        let error = failure(&server.url()).await;
        assert_eq!(error.body(), Some(body.as_slice()));
        let message = error.to_string();
        assert!(
            message.len() < 2_000 && message.lines().count() == 1,
            "{message}"
        );
        assert!(format!("{error:?}").len() < 5_000);
    }
}

#[tokio::test]
async fn a_member_of_the_wrong_type_is_reported_by_path_and_the_body_is_kept() {
    for (changes, path) in [
        (json!({"created_at": "yesterday"}), "$.created_at"),
        (
            json!({"hyperparameters": {"n_epochs": {"min": 1}}}),
            "$.hyperparameters.n_epochs",
        ),
        (json!({"result_files": ["a", 7]}), "$.result_files[1]"),
        (json!({"error": "out of memory"}), "$.error"),
        (json!({"seed": 1.5}), "$.seed"),
        (
            json!({"integrations": [{"type": "wandb", "wandb": {"project": null}}]}),
            "$.integrations[0].wandb.project",
        ),
    ] {
        let body = job_with(&changes);
        let (error, decode) = misfit(&body).await;
        assert_eq!(decode.path(), Some(path), "{error}");
        assert_eq!(decode.status(), 200);
        let kept: Value = serde_json::from_slice(decode.body()).expect("the body is JSON");
        assert_eq!(kept, body);
        assert!(error.to_string().contains(path), "{error}");
    }
}

#[tokio::test]
async fn a_missing_required_member_is_named() {
    for name in [
        "id",
        "model",
        "organization_id",
        "result_files",
        "seed",
        "status",
    ] {
        let (error, decode) = misfit(&job_without(&[name])).await;
        assert_eq!(decode.path(), Some("$"), "{error}");
        assert!(decode.message().contains(&format!("`{name}`")), "{error}");
    }
}

#[tokio::test]
async fn members_that_providers_omit_or_change_are_named() {
    let bedrock = json!({
        "object": "finetune", "id": "arn%3Aaws%3Abedrock%3A1", "status": "running", "error": {},
        "created_at": 1_721_764_800_000_i64, "finished_at": null, "fine_tuned_model": null,
        "hyperparameters": {"n_epochs": 2}, "training_file": "s3", "validation_file": null,
    });
    let fireworks = json!({
        "id": "f1", "status": "succeeded", "created_at": 1_721_764_800_000_i64, "completed_at": 1_721_764_900_000_i64,
    });
    for (body, members) in [
        (bedrock, ["$.error", "`code`"]),
        (fireworks, ["$", "`hyperparameters`"]),
    ] {
        let (error, decode) = misfit(&body).await;
        let message = error.to_string();
        for part in members {
            assert!(message.contains(part), "{part}: {message}");
        }
        let kept: Value = serde_json::from_slice(decode.body()).expect("the body is JSON");
        assert_eq!(kept, body);
    }
}

#[tokio::test]
async fn a_body_that_is_not_json_is_reported_with_its_content_type() {
    let page = "<html>Please log in</html>";
    for content_type in ["text/html", "text/html; charset=utf-8", "application/json"] {
        let response = ResponseTemplate::new(200).set_body_raw(page, content_type);
        let server = Server::responding(response).await;
        let error = failure(&server.url()).await;
        assert!(matches!(error, Error::Decode(_)), "{error:?}");
        assert_eq!(error.body(), Some(page.as_bytes()));
        if content_type.starts_with("text/") {
            assert!(error.to_string().contains("text/html"), "{error}");
        }
    }
}

#[tokio::test]
async fn json_is_decoded_with_other_content_types() {
    let body = serde_json::to_vec(&job()).expect("the body is JSON");
    for content_type in [
        "application/json; charset=utf-8",
        "application/problem+json",
        "text/plain",
    ] {
        let response = ResponseTemplate::new(200).set_body_raw(body.clone(), content_type);
        let server = Server::responding(response).await;
        let call = client(&server.url()).retrieve_fine_tuning_job("ftjob-1");
        assert_eq!(call.await.expect(content_type).id, "ftjob-1");
    }
}

#[tokio::test]
async fn an_empty_body_instead_of_a_job_is_an_error() {
    let server = Server::responding(ResponseTemplate::new(200)).await;
    let error = failure(&server.url()).await;
    assert!(matches!(error, Error::Decode(_)), "{error:?}");
    assert_eq!(error.body(), Some([].as_slice()));
}

#[tokio::test]
async fn truncated_json_is_an_error() {
    let text = job().to_string();
    let response =
        ResponseTemplate::new(200).set_body_raw(&text.as_bytes()[..100], "application/json");
    let server = Server::responding(response).await;
    let error = failure(&server.url()).await;
    assert!(matches!(error, Error::Decode(_)), "{error:?}");
    assert_eq!(error.body(), Some(&text.as_bytes()[..100]));
}

#[tokio::test]
async fn a_connection_that_closes_within_the_body_is_an_error() {
    let wire = Wire::truncated("200 OK", &job().to_string(), 100);
    let error = failure(wire.url()).await;
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
    assert!(!error.is_connect() && !error.is_timeout());
    assert_eq!(error.status().map(|status| status.as_u16()), Some(200));
}

#[tokio::test]
async fn a_truncated_failure_keeps_its_status() {
    let wire = Wire::truncated("429 Too Many Requests", r#"{"message": "Slow down."}"#, 10);
    let error = failure(wire.url()).await;
    assert_eq!(error.status().map(|status| status.as_u16()), Some(429));
}

#[tokio::test]
async fn a_response_that_is_not_http_is_an_error() {
    let wire = Wire::responding("not HTTP\r\n\r\n");
    let error = failure(wire.url()).await;
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
}

#[tokio::test]
async fn a_refused_connection_is_an_error() {
    let url = closed_url();
    let error = failure(&url).await;
    assert!(error.is_connect() && !error.is_timeout(), "{error:?}");
    let message = error.to_string();
    for part in ["retrieveFineTuningJob", url.as_str()] {
        assert!(message.contains(part), "{part}: {message}");
    }
}

#[tokio::test]
async fn a_slow_server_exceeds_the_timeout_of_the_client_and_of_the_call() {
    let timeout = Duration::from_millis(200);
    let wire = Wire::silent();
    let slow = builder(wire.url())
        .timeout(timeout)
        .build()
        .expect("the configuration is valid");
    let of_client = slow.retrieve_fine_tuning_job("ftjob-1");
    let of_call = client(wire.url())
        .retrieve_fine_tuning_job("ftjob-1")
        .timeout(timeout);
    for call in [of_client, of_call] {
        let error = call.await.expect_err("the timeout is exceeded");
        assert!(error.is_timeout() && !error.is_connect(), "{error:?}");
        assert_eq!(error.status(), None);
    }
}

#[tokio::test]
async fn a_delayed_response_exceeds_the_timeout() {
    let response = ResponseTemplate::new(200)
        .set_body_json(job())
        .set_delay(Duration::from_secs(20));
    let server = Server::responding(response).await;
    let call = client(&server.url()).retrieve_fine_tuning_job("ftjob-1");
    let error = call
        .timeout(Duration::from_millis(200))
        .await
        .expect_err("the timeout is exceeded");
    assert!(error.is_timeout(), "{error:?}");
}

#[tokio::test]
async fn the_debug_text_of_an_error_begins_with_its_message() {
    let server = Server::json(404, &json!({"message": "No job."})).await;
    let error = failure(&server.url()).await;
    let (debug, message) = (format!("{error:?}"), error.to_string());
    assert!(debug.starts_with(&message), "{debug}");
    assert!(debug.len() > message.len(), "{debug}");
}

#[tokio::test]
async fn an_error_is_matched_by_its_status_and_its_body() {
    let body = json!({"message": "No job."});
    let server = Server::json(404, &body).await;
    let error = failure(&server.url()).await;
    assert!(error.is_status(404) && !error.is_status(400), "{error}");
    assert_eq!(error.json(), Some(body));
    assert_eq!(error.json::<Vec<String>>(), None);
    let error = failure(&closed_url()).await;
    assert!(!error.is_status(404) && error.json::<Value>().is_none());
}

#[tokio::test]
async fn an_optional_result_is_absent_if_the_server_does_not_find_it() {
    let server = Server::json(404, &json!({})).await;
    let call = client(&server.url()).retrieve_fine_tuning_job("ftjob-1");
    assert_eq!(call.optional().await.expect("a result"), None);

    let server = Server::json(200, &job()).await;
    let call = client(&server.url()).retrieve_fine_tuning_job("ftjob-1");
    assert!(call.optional().await.expect("a result").is_some());

    let server = Server::json(500, &json!({})).await;
    let call = client(&server.url()).retrieve_fine_tuning_job("ftjob-1");
    let error = call.optional().await.expect_err("the server failed");
    assert!(error.is_status(500), "{error}");
}
