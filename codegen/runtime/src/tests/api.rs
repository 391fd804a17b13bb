//! A client like that of a generated crate, with one operation of each kind.

use reqwest::Method;

use crate::runtime::{Core, CoreBuilder, Credential, Operation, Request, RetryPolicy, Style, call};

pub(crate) const KEY: &str = "sk-key-5f2a";
pub(crate) const VIRTUAL_KEY: &str = "vk-virtual-91c7";

pub(crate) static RETRIEVE_JOB: Operation = Operation {
    id: "retrieveJob",
    method: Method::GET,
    path: "/jobs/{job_id}",
    security: &[&["ApiKey", "VirtualKey"]],
    accept: "application/json",
};

pub(crate) static CREATE_JOB: Operation = Operation {
    id: "createJob",
    method: Method::POST,
    path: "/jobs",
    security: &[],
    accept: "application/json",
};

pub(crate) static DOWNLOAD: Operation = Operation {
    id: "download",
    method: Method::GET,
    path: "/file",
    security: &[],
    accept: "*/*",
};

/// Retrieves a job.
#[derive(Debug, Clone)]
#[must_use = "nothing is sent until it is awaited"]
pub struct RetrieveJob {
    pub(crate) request: Request,
}

/// Creates a job.
#[derive(Debug, Clone)]
pub struct CreateJob {
    pub(crate) request: Request,
}

/// Reads a text.
#[derive(Debug, Clone)]
pub struct ReadText {
    pub(crate) request: Request,
}

/// Reads bytes.
#[derive(Debug, Clone)]
pub struct ReadBytes {
    pub(crate) request: Request,
}

/// Deletes a job.
#[derive(Debug, Clone)]
pub struct DeleteJob {
    pub(crate) request: Request,
}

call! { RetrieveJob => serde_json::Value: json }
call! { CreateJob => serde_json::Value: json }
call! { ReadText => String: text }
call! { ReadBytes => Vec<u8>: bytes }
call! { DeleteJob => (): empty }

/// Returns a builder with both keys and without retries.
pub(crate) fn builder(url: &str) -> CoreBuilder {
    CoreBuilder::new("https://api.example.com/v1")
        .user_agent("tests/1.0")
        .base_url(url)
        .retry(RetryPolicy::none())
        .credential("ApiKey", Credential::header("x-api-key", KEY))
        .credential(
            "VirtualKey",
            Credential::header("x-virtual-key", VIRTUAL_KEY),
        )
}

pub(crate) fn core(url: &str) -> Core {
    builder(url).build().expect("a core")
}

/// Makes the call of a generated method.
pub(crate) fn retrieve(core: &Core, id: &str) -> RetrieveJob {
    let mut request = core.request(&RETRIEVE_JOB);
    request.path("job_id", Style::Simple, false, id);
    RetrieveJob { request }
}

pub(crate) fn create(core: &Core) -> CreateJob {
    CreateJob {
        request: core.request(&CREATE_JOB),
    }
}
