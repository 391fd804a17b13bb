use crate::server::{Server, header};
use idempotency_header_client::{CallOptions, Client, RetryPolicy};
use std::collections::BTreeSet;
use std::error::Error;
use wiremock::ResponseTemplate;

const HEADER: &str = "x-request-key";

#[tokio::test]
async fn only_post_requests_have_a_key_and_each_has_its_own() -> Result<(), Box<dyn Error>> {
    let server = Server::responding(ResponseTemplate::new(204)).await;
    let client = Client::builder().base_url(server.url()).build()?;
    client.add_order().await?;
    client.add_order().await?;
    client.list_orders().await?;
    let requests = server.requests().await;
    let keys: Vec<_> = requests.iter().map(|request| header(request, HEADER)).collect();
    assert!(keys[0].is_some_and(|key| key.len() >= 32), "{keys:?}");
    assert!(keys[1].is_some() && keys[1] != keys[0], "{keys:?}");
    assert_eq!(keys[2], None);
    Ok(())
}

#[tokio::test]
async fn a_retried_post_keeps_its_key() -> Result<(), Box<dyn Error>> {
    let server = Server::responding(ResponseTemplate::new(503).insert_header("retry-after", "0")).await;
    let client = Client::builder()
        .base_url(server.url())
        .call_options(CallOptions::new().retry(RetryPolicy::new().max_retries(1)))
        .build()?;
    client.add_order().await.expect_err("the status is 503");
    let requests = server.requests().await;
    let keys: BTreeSet<_> = requests.iter().map(|request| header(request, HEADER)).collect();
    assert_eq!((requests.len(), keys.len()), (2, 1));
    Ok(())
}
