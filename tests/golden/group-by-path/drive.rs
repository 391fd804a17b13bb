use crate::server::Server;
use group_by_path_client::Client;
use serde_json::json;
use std::error::Error;

#[tokio::test]
async fn the_first_segment_that_names_something_is_the_group() -> Result<(), Box<dyn Error>> {
    let server = Server::json(200, &json!(["1", "2"])).await;
    let client = Client::builder().base_url(server.url()).build()?;
    assert_eq!(client.bank_accounts().list().await?, ["1", "2"]);
    client.get_tenant("north").await?;
    let paths: Vec<_> = server.requests().await.iter().map(|request| request.url.path().to_owned()).collect();
    assert_eq!(paths, ["/v1/bank-accounts", "/v1/north"]);
    Ok(())
}
