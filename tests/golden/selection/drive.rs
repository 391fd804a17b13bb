use crate::server::Server;
use selection_client::Client;
use serde_json::json;
use std::error::Error;

#[tokio::test]
async fn selected_operations_have_the_types_that_they_need() -> Result<(), Box<dyn Error>> {
    let body = json!({"name": "Rex", "owner": {"name": "Ann"}});
    let server = Server::json(200, &body).await;
    let client = Client::builder().base_url(server.url()).build()?;
    let pet = client.get_pet("Rex").await?;
    assert_eq!(server.request_line().await, "GET /pets/Rex");
    assert_eq!(serde_json::to_value(&pet)?, body);
    Ok(())
}
