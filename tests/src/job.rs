//! The JSON of a job, as the API sends it.

use serde_json::{Value, json};

/// Returns a running job with every member present.
#[must_use]
pub fn job() -> Value {
    json!({
        "object": "fine_tuning.job",
        "id": "ftjob-1",
        "model": "gpt-4o-mini",
        "created_at": 1_721_764_800,
        "finished_at": null,
        "fine_tuned_model": null,
        "organization_id": "org-1",
        "result_files": [],
        "status": "running",
        "validation_file": null,
        "training_file": "file-train",
        "hyperparameters": {"n_epochs": "auto"},
        "trained_tokens": null,
        "integrations": [{
            "type": "wandb",
            "wandb": {"project": "tuning", "name": null, "entity": "team", "tags": ["first"]},
        }],
        "seed": 42,
        "estimated_finish": 1_721_768_400,
        "error": null,
    })
}

/// Returns the job with changed or added members.
///
/// # Panics
///
/// Panics if `changes` is not an object.
#[must_use]
pub fn job_with(changes: &Value) -> Value {
    let mut job = job();
    for (name, value) in changes.as_object().expect("changes are an object") {
        job[name] = value.clone();
    }
    job
}

/// Returns the job without some members.
#[must_use]
pub fn job_without(names: &[&str]) -> Value {
    let mut job = job();
    if let Some(members) = job.as_object_mut() {
        members.retain(|name, _| !names.contains(&name.as_str()));
    }
    job
}
