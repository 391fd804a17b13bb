//! Requests and responses of the committed client, with a local server.

mod credentials;
mod failures;
mod ids;
mod mock;
mod requests;
mod responses;
mod secrets;

use portkey_client::{Client, ClientBuilder, RetryPolicy};

/// A secret that no output may contain.
const API_KEY: &str = "pk-secret-1";

/// Another secret.
const VIRTUAL_KEY: &str = "vk-secret-2";

/// Returns a builder with both credentials.
fn builder(url: &str) -> ClientBuilder {
    Client::builder()
        .api_key(API_KEY)
        .virtual_key(VIRTUAL_KEY)
        .base_url(url)
        .retry(RetryPolicy::none())
}

/// Returns a client with both credentials.
fn client(url: &str) -> Client {
    builder(url).build().expect("the configuration is valid")
}
