//! Responses of success.

use crate::client;
use portkey_client::types::{
    FineTuningJob, FineTuningJobHyperparametersNEpochs, FineTuningJobObject, FineTuningJobStatus,
};
use portkey_client::{Error, Field};
use serde_json::{Value, json};
use tests::job::{job, job_with, job_without};
use tests::server::Server;
use wiremock::ResponseTemplate;

async fn retrieve(status: u16, body: &Value) -> Result<FineTuningJob, Error> {
    let server = Server::json(status, body).await;
    client(&server.url())
        .retrieve_fine_tuning_job("ftjob-1")
        .await
}

#[tokio::test]
async fn every_member_is_read_and_written_back() {
    let job = retrieve(200, &job())
        .await
        .expect("the response can be decoded");
    assert_eq!(job.id, "ftjob-1");
    assert_eq!(job.object, FineTuningJobObject::FineTuningJob);
    assert_eq!(job.status, FineTuningJobStatus::Running);
    assert_eq!(job.created_at, 1_721_764_800);
    assert_eq!(job.finished_at, None);
    assert_eq!(job.error, None);
    assert_eq!(
        job.hyperparameters.n_epochs,
        FineTuningJobHyperparametersNEpochs::Auto
    );
    assert_eq!(job.estimated_finish, Field::Value(1_721_768_400));
    let integrations = job.integrations.value().expect("the job has integrations");
    assert_eq!(integrations[0].wandb.project, "tuning");
    assert_eq!(integrations[0].wandb.name, Field::Null);
    assert_eq!(
        integrations[0].wandb.tags.as_deref(),
        Some(["first".to_owned()].as_slice())
    );
    assert_eq!(
        serde_json::to_value(&job).expect("the job can be serialized"),
        tests::job::job()
    );
}

#[tokio::test]
async fn a_failed_job_has_its_error() {
    let body = job_with(&json!({
        "status": "failed",
        "error": {"code": "invalid_training_file", "message": "Line 3 is not JSON.", "param": null},
        "hyperparameters": {"n_epochs": 3},
    }));
    let job = retrieve(200, &body)
        .await
        .expect("the response can be decoded");
    let error = job.error.as_ref().expect("the job has an error");
    assert_eq!(
        (error.code.as_str(), &error.param),
        ("invalid_training_file", &None)
    );
    assert_eq!(
        job.hyperparameters.n_epochs,
        FineTuningJobHyperparametersNEpochs::Integer(3)
    );
    assert_eq!(
        serde_json::to_value(&job).expect("the job can be serialized"),
        body
    );
}

#[tokio::test]
async fn absent_and_null_are_distinguished_if_both_are_allowed() {
    let absent = job_without(&["integrations", "estimated_finish"]);
    let null = job_with(&json!({"integrations": null, "estimated_finish": null}));
    for (body, expected) in [(absent, Field::Absent), (null, Field::Null)] {
        let job = retrieve(200, &body)
            .await
            .expect("the response can be decoded");
        assert_eq!(job.estimated_finish, expected);
        assert_eq!(
            serde_json::to_value(&job).expect("the job can be serialized"),
            body
        );
    }
}

#[tokio::test]
async fn an_unregistered_status_of_success_is_success() {
    let server = Server::json(246, &job()).await;
    let call = client(&server.url())
        .retrieve_fine_tuning_job("ftjob-1")
        .send();
    let response = call.await.expect("246 is success");
    assert_eq!(response.status().as_u16(), 246);
    assert_eq!(response.body().id, "ftjob-1");
}

#[tokio::test]
async fn headers_of_the_gateway_can_be_read() {
    let response_template = ResponseTemplate::new(200)
        .set_body_json(job())
        .insert_header("x-portkey-trace-id", "t-1")
        .insert_header("x-portkey-cache-status", "MISS");
    let server = Server::responding(response_template).await;
    let call = client(&server.url())
        .retrieve_fine_tuning_job("ftjob-1")
        .send();
    let response = call.await.expect("the response can be decoded");
    assert_eq!(response.header("x-portkey-trace-id"), Some("t-1"));
    assert_eq!(response.header("X-Portkey-Cache-Status"), Some("MISS"));
    assert_eq!(response.header("x-portkey-other"), None);
}

#[tokio::test]
async fn unknown_enum_values_and_unknown_members_are_accepted() {
    let body = job_with(&json!({
        "object": "finetune",
        "status": "paused",
        "method": {"type": "supervised"},
        "metadata": null,
        "hyperparameters": {"n_epochs": 2, "batch_size": "auto", "learning_rate_multiplier": 1.8},
    }));
    let job = retrieve(200, &body)
        .await
        .expect("the response can be decoded");
    assert_eq!(
        job.object,
        FineTuningJobObject::UnknownValue("finetune".to_owned())
    );
    assert_eq!(job.status.as_str(), "paused");
    assert_eq!(
        job.hyperparameters.n_epochs,
        FineTuningJobHyperparametersNEpochs::Integer(2)
    );
}

#[tokio::test]
async fn an_unknown_string_instead_of_a_number_of_epochs_is_kept() {
    let body = job_with(&json!({"hyperparameters": {"n_epochs": "few"}}));
    let job = retrieve(200, &body)
        .await
        .expect("the response can be decoded");
    assert_eq!(
        serde_json::to_value(&job).expect("the job can be serialized"),
        body
    );
}

#[tokio::test]
async fn timestamps_in_milliseconds_are_accepted() {
    let body = job_with(
        &json!({"created_at": 1_721_764_800_000_i64, "finished_at": 4_102_444_800_000_i64}),
    );
    let job = retrieve(200, &body)
        .await
        .expect("the response can be decoded");
    assert_eq!(job.finished_at, Some(4_102_444_800_000));
}

#[tokio::test]
async fn integers_with_a_decimal_point_are_accepted() {
    let body =
        job_with(&json!({"created_at": 1_721_764_800.0, "hyperparameters": {"n_epochs": 4.0}}));
    let job = retrieve(200, &body)
        .await
        .expect("the response can be decoded");
    assert_eq!(job.created_at, 1_721_764_800);
    assert_eq!(
        job.hyperparameters.n_epochs,
        FineTuningJobHyperparametersNEpochs::Integer(4)
    );
}

#[tokio::test]
async fn nullable_members_may_be_missing() {
    let names = [
        "error",
        "fine_tuned_model",
        "finished_at",
        "trained_tokens",
        "validation_file",
    ];
    let job = retrieve(200, &job_without(&names))
        .await
        .expect("the response can be decoded");
    assert_eq!((job.error, job.finished_at), (None, None));
}

#[tokio::test]
async fn text_of_any_script_is_kept() {
    let body = job_with(&json!({"id": "é-東京-\u{1f600}-\"\\\n", "model": ""}));
    let job = retrieve(200, &body)
        .await
        .expect("the response can be decoded");
    assert_eq!(
        serde_json::to_value(&job).expect("the job can be serialized"),
        body
    );
}
