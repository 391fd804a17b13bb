use crate::server::Server;
use references_client::Client;
use serde_json::json;
use std::error::Error;

fn client(server: &Server) -> Result<Client, references_client::Error> {
    Client::builder().base_url(server.url()).build()
}

#[tokio::test]
async fn definitions_in_other_files_are_used() -> Result<(), Box<dyn Error>> {
    let body = json!({"title": "Noon", "frame": {"wood": "oak"}});
    let server = Server::json(200, &body).await;
    let painting = client(&server)?.get_painting("7").await?;
    assert_eq!(server.request_line().await, "GET /paintings/7");
    assert_eq!(painting.title, "Noon");
    assert_eq!(serde_json::to_value(&painting)?, body);
    Ok(())
}
