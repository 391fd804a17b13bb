//! Credentials that are missing or cannot be sent.

use crate::{API_KEY, VIRTUAL_KEY};
use portkey_client::{Client, ClientBuilder, Error};
use tests::job::job;
use tests::server::Server;

async fn missing(configure: impl Fn(ClientBuilder) -> ClientBuilder) -> (Vec<String>, String) {
    let server = Server::json(200, &job()).await;
    let client = configure(Client::builder().base_url(server.url())).build();
    let client = client.expect("the client can be built without credentials");
    let error = client
        .retrieve_fine_tuning_job("ftjob-1")
        .await
        .expect_err("credentials are missing");
    assert!(server.requests().await.is_empty(), "nothing is sent");
    let Error::MissingCredentials(missing) = &error else {
        panic!("{error:?}");
    };
    assert_eq!(missing.alternatives().len(), 1);
    assert_eq!(
        missing.alternatives()[0].schemes(),
        ["ApiKey", "VirtualKey"]
    );
    let names = missing.alternatives()[0]
        .missing()
        .iter()
        .map(|name| (*name).to_owned());
    (names.collect(), error.to_string())
}

#[tokio::test]
async fn missing_credentials_are_named_before_anything_is_sent() {
    let (names, message) = missing(|builder| builder).await;
    assert_eq!(names, ["ApiKey", "VirtualKey"]);
    let expected = "it needs ApiKey and VirtualKey (call `ClientBuilder::api_key` and `ClientBuilder::virtual_key`)";
    assert!(message.ends_with(expected), "{message}");

    let (names, message) = missing(|builder| builder.api_key(API_KEY)).await;
    assert_eq!(names, ["VirtualKey"]);
    let expected = "(VirtualKey is missing: call `ClientBuilder::virtual_key`)";
    assert!(message.ends_with(expected), "{message}");

    let (names, _) = missing(|builder| builder.virtual_key(VIRTUAL_KEY)).await;
    assert_eq!(names, ["ApiKey"]);
}

#[test]
fn a_credential_that_is_not_a_valid_header_value_is_rejected_when_the_client_is_built() {
    for key in ["a\nb", "a\r\nx-admin: 1", "a\0b"] {
        let error = Client::builder()
            .api_key(key)
            .build()
            .expect_err("the credential cannot be sent");
        assert!(matches!(error, Error::Configuration(_)), "{error:?}");
        assert!(error.to_string().contains("ApiKey"), "{error}");
        assert!(!error.to_string().contains("x-admin"), "{error}");
    }
}
