//! What the committed client sends and reads, over a local server.

mod credentials;
mod failures;
mod ids;
mod mock;
mod requests;
mod responses;
mod secrets;

use portkey_client::{Client, ClientBuilder, RetryPolicy};

/// A key that must not show anywhere.
const API_KEY: &str = "pk-secret-1";

/// Another one.
const VIRTUAL_KEY: &str = "vk-secret-2";

/// A builder with both credentials, for a server.
fn builder(url: &str) -> ClientBuilder {
    Client::builder()
        .api_key(API_KEY)
        .virtual_key(VIRTUAL_KEY)
        .base_url(url)
        .retry(RetryPolicy::none())
}

/// A client with both credentials, for a server.
fn client(url: &str) -> Client {
    builder(url).build().expect("the client is configured well")
}
