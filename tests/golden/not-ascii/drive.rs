use crate::server::Server;
use not_ascii_client::{Client, types};
use serde_json::json;
use std::error::Error;

#[tokio::test]
async fn names_keep_their_non_ascii_letters() -> Result<(), Box<dyn Error>> {
    let body = json!({"länge": 3, "farbe": "红"});
    let server = Server::json(200, &body).await;
    let client = Client::builder().base_url(server.url()).build()?;
    let response: types::Größe = client.größen_zählen().straße("Lange Straße").await?;
    assert_eq!(response.länge, Some(3));
    assert_eq!(serde_json::to_value(&response)?, body);
    assert_eq!(
        server.request_line().await,
        "GET /gr%C3%B6%C3%9Fen?stra%C3%9Fe=Lange%20Stra%C3%9Fe"
    );
    Ok(())
}
