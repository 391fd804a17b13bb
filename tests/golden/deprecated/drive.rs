#![allow(deprecated)]

use crate::server::Server;
use deprecated_client::Client;
use serde_json::json;
use std::error::Error;

#[tokio::test]
async fn deprecated_items_work() -> Result<(), Box<dyn Error>> {
    let server = Server::json(200, &json!([{"name": "Quay", "number": 4}])).await;
    let client = Client::builder().base_url(server.url()).build()?;
    let stops = client.list_stops().line("4").await?;
    assert_eq!(server.request_line().await, "GET /stops?line=4");
    assert_eq!(stops[0].number, Some(4));
    Ok(())
}
